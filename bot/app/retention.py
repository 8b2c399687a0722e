"""What is no longer needed is removed once a night, by each committee's own limits; logged by counts.

A clock that runs ahead would erase people for good, so nothing is done before the clock is known to be right.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial

import structlog

from bot.committee import leaving
from bot.committee import records as roster
from bot.committee.model import Committee
from bot.dataclasses import dataclass
from bot.delivery import records as letters
from bot.forms import records as forms
from bot.ids import PersonId
from bot.intake import Outcome
from bot.intake import records as updates
from bot.scheduler import Due
from bot.store import Tx, erased

NIGHT = time(21, 0, tzinfo=UTC)
"""In Bishkek it is three o'clock then."""
OWN_LETTERS_KEPT = timedelta(days=90)
"""Of letters that belong to no committee (`domain.md` §6)."""
SERVING_NOWHERE_KEPT = timedelta(days=30)
"""How long the name of somebody is kept whom an organizer took off the last roster they were on."""

log = structlog.get_logger(__name__)


@dataclass
class Retention:
    """Due at a start, and then every night. `clock_right(now)`: whether that instant can be believed.

    `swept`: when it last ran (UTC). `waiting`: it is due, and waits until the clock is known to be right.
    """

    clock_right: Callable[[datetime], bool]
    swept: datetime | None = None
    waiting: bool = False

    def due(self, _tx: Tx, now: datetime) -> Due:
        """One item a night."""
        if self.swept is not None and now < _next_night(self.swept):
            return Due((), _next_night(self.swept))
        self.waiting = not self.clock_right(now)
        if self.waiting:
            return Due()
        self.swept = now
        return Due((partial(sweep, now=now),), _next_night(now))


def sweep(tx: Tx, now: datetime) -> Outcome | None:
    """Removes what has had its time; an outcome only where people were erased, which the audit log keeps."""
    counts = {"updates": updates.forget_old(tx, now)}
    counts["letters"] = letters.forget_old(tx, now - OWN_LETTERS_KEPT, None)
    counts["forms"] = counts["names"] = 0
    gone: list[PersonId] = []
    for committee in roster.committees_all(tx):
        counts["letters"] += letters.forget_old(tx, now - committee.letters_kept, committee.id)
        counts["forms"] += forms.forget_old(tx, now - committee.forms_kept, committee.id)
        counts["names"] += roster.forget_names(tx, committee.id, now - committee.invitations_kept)
        if _over(committee, now):
            gone += leaving.dissolve(tx, committee.id, now)
    gone += roster.serving_nowhere(tx, now - SERVING_NOWHERE_KEPT)
    for person in dict.fromkeys(gone):
        leaving.forget(tx, person, None, now)
    counts["people"] = len(set(gone))
    erased(tx)  # answered messages, too, may still stand in the journal
    if any(counts.values()):
        log.info("what is no longer needed was removed", **counts)
    return Outcome("people-erased", {"n": counts["people"]}) if gone else None


def _over(committee: Committee, now: datetime) -> bool:
    until = committee.people_until
    return until is not None and now.astimezone(committee.zone).date() > until


def _next_night(after: datetime) -> datetime:
    night = datetime.combine(after.astimezone(UTC).date(), NIGHT)
    return night if night > after else night + timedelta(days=1)
