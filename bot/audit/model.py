"""An entry of the audit log, its hash, and which outcomes become entries: ids only, and never who voted."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.dataclasses import dataclass
from bot.errors import Facts

BEGINNING = "0" * 64
"""What the first entry follows."""
VOTE = "vote-cast"
_VOTES = frozenset({"vote-recorded", "vote-changed"})
_DEPARTURES = frozenset({"left", "left-all"})
_UNNAMED = frozenset({"question-asked-unnamed", "question-withdrawn-unnamed"})
# What people do for themselves, or write without its counting yet, is no act of the committee.
_OWN_AFFAIR = frozenset(
    {
        "vote-stands",
        "vote-text-wanted",
        "form-step",
        "form-cancelled",
        "request-cancelled",
        "edit-noted",
        "edit-taken",
        "language-chosen",
        "zone-chosen",
        "committee-chosen",
        "question-supported",
        "question-supported-already",
        "question-followed",
        "question-unfollowed",
        "questions-searched",
        "meeting-file-coming",
        "meeting-spot-coming",
        "agenda-files-coming",
    }
)
_IDS = frozenset(
    {
        "ballot",
        "ballots",
        "answer",
        "comment",
        "committee",
        "copy",
        "finding",
        "input",
        "invited",
        "meeting",
        "membership",
        "memberships",
        "question",
        "request",
        "reservation",
        "seat",
        "version",
    }
)
"""Facts that may be kept: our own numbers of things. Text, names and Telegram's ids are never among them."""

About = Mapping[str, int | list[int]]


@dataclass(frozen=True)
class Entry:
    """One act. `actor`: a random token, erased from the one table that knows whose it is when they leave.

    `at` is UTC. `about`: ids, by what they are ids of. `previous`, `hash`: SHA-256 in hex.
    """

    sequence: int
    at: datetime
    committee: int | None
    actor: str | None
    what: str
    about: About
    previous: str
    hash: str

    @property
    def expected(self) -> str:
        """The hash that these contents have, over their canonical JSON (sorted keys, no spaces, UTF-8)."""
        return digest(
            self.sequence, self.at, self.committee, self.actor, self.what, self.about, self.previous
        )


@dataclass(frozen=True)
class Verified:
    """What recomputing the chain has shown. `broken`: the first entry that does not fit, None for a whole chain."""

    entries: int
    head: str
    broken: int | None = None


def digest(
    sequence: int,
    at: datetime,
    committee: int | None,
    actor: str | None,
    what: str,
    about: About,
    previous: str,
) -> str:
    """The hash of an entry's contents and of the entry before it."""
    instant = at.astimezone(UTC).isoformat(timespec="microseconds")
    contents = [sequence, instant, committee, actor, what, about, previous]
    form = json.dumps(contents, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(form.encode()).hexdigest()


def entry_for(code: str) -> tuple[str, bool] | None:
    """What the log calls an outcome, and whether it says who; None for what is nobody's business.

    A vote is one entry whatever became of it: neither who cast it nor whether it replaced another can be read there
    while the ballot runs. Whoever has left is named by nothing any more, and whoever asks namelessly by nothing at all.
    """
    if code in _OWN_AFFAIR:
        return None
    if code in _VOTES:
        return VOTE, False
    return code, code not in _DEPARTURES | _UNNAMED


def ids(code: str, facts: Facts) -> dict[str, Any]:
    """The ids among an outcome's facts; of a vote only the ballot's."""
    if code == VOTE:
        return {"ballot": facts["ballot"]}
    return {name: value for name, value in facts.items() if name in _IDS and _is_id(value)}


def _is_id(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(_is_id(item) for item in value)
    return type(value) is int
