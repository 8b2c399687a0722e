"""The letters that the findings write: who is told of what. They are drawn in `letters.py`."""

from collections.abc import Iterable
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.delivery import write_letter
from bot.errors import Facts
from bot.findings.model import Comment, Finding, Version
from bot.i18n import as_fact
from bot.store import Tx
from bot.workdays import is_quiet


def draft_shared(tx: Tx, who: Actor, finding: Finding, version: Version, at: datetime) -> int:
    """To everybody who reads drafts, but whoever shared it; how many they are."""
    readers = [
        reader
        for reader in committee.actors_in(tx, finding.committee)
        if reader.reads_drafts and reader.membership != who.membership
    ]
    facts = {"version": version.id}
    _tell(tx, "draft-shared", readers, str(version.id), facts, at, subject=f"finding:{finding.id}")
    return len(readers)


def version_waits(tx: Tx, finding: Finding, draft: Version, at: datetime) -> None:
    """To chair and organizers: a new version would end the ballot that runs."""
    readers = (a for a in committee.actors_in(tx, finding.committee) if a.organizes or a.chairs)
    _tell(tx, "version-waits", readers, str(draft.id), {"version": draft.id}, at)


def comment_answered(tx: Tx, comment: Comment, at: datetime) -> None:
    """To its author, where they still serve."""
    author = committee.actor_of_membership(tx, comment.author)
    if author is not None:
        key = f"{comment.id}/{as_fact(at)}"
        _tell(tx, "comment-answered", [author], key, {"comment": comment.id}, at)


def _tell(
    tx: Tx,
    kind: str,
    readers: Iterable[Actor],
    key: str,
    facts: Facts,
    at: datetime,
    *,
    subject: str | None = None,
) -> None:
    for reader in readers:
        # Notices go at once; in quiet hours without a sound (product §9a).
        zone = reader.person.zone or reader.committee.zone
        write_letter(
            tx,
            kind,
            reader.person.id,
            key=key,
            at=at,
            committee=reader.committee.id,
            facts={**facts, "membership": reader.membership},
            subject=subject,
            silent=is_quiet(at, zone, reader.committee.calendar),
        )
