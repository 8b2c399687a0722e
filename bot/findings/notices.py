"""The letters that the findings write: who is told of what. They are drawn in `letters.py`."""

from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.findings.model import Comment, Finding, Version
from bot.i18n import as_fact
from bot.store import Tx


def draft_shared(tx: Tx, who: Actor, finding: Finding, version: Version, at: datetime) -> int:
    """To everybody who reads drafts, but whoever shared it; how many they are."""
    readers = [
        reader
        for reader in committee.actors_in(tx, finding.committee)
        if reader.reads_drafts and reader.membership != who.membership
    ]
    facts = {"version": version.id}
    tell(
        tx, "draft-shared", readers, key=str(version.id), at=at, facts=facts, subject=f"finding:{finding.id}"
    )
    return len(readers)


def opened(tx: Tx, finding: Finding, version: Version, at: datetime) -> int:
    """To observers: they may read a finding now; to how many."""
    readers = [a for a in committee.actors_in(tx, finding.committee) if not a.reads_drafts]
    key = f"{finding.id}/{as_fact(at)}"
    facts = {"version": version.id}
    tell(tx, "finding-opened", readers, key=key, at=at, facts=facts, subject=f"finding:{finding.id}")
    return len(readers)


def version_waits(tx: Tx, finding: Finding, draft: Version, at: datetime) -> None:
    """To chair and organizers: a new version would end the ballot that runs."""
    readers = (a for a in committee.actors_in(tx, finding.committee) if a.organizes or a.chairs)
    tell(tx, "version-waits", readers, key=str(draft.id), at=at, facts={"version": draft.id})


def comment_answered(tx: Tx, comment: Comment, at: datetime) -> None:
    """To its author, where they still serve."""
    author = committee.actor_of_membership(tx, comment.author)
    if author is not None:
        key = f"{comment.id}/{as_fact(at)}"
        tell(tx, "comment-answered", [author], key=key, at=at, facts={"comment": comment.id})
