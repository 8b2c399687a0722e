"""A new version takes the place of another: a ballot on that one ends, a declared outcome is carried on or not."""

from datetime import datetime

from bot.ballots import group, notices, owed_texts, records
from bot.ballots.model import Outcome, Standing
from bot.ballots.rights import president, presiding
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import service as findings
from bot.findings.model import Standing as VersionStanding
from bot.findings.model import VersionPublished
from bot.findings.settings import COMMENT_DAYS
from bot.ids import VersionId
from bot.intake import Outcome as Said
from bot.store import Tx

CARRIED = (Outcome.VALIDATED, Outcome.AMENDED)
"""Outcomes that a next version may carry on; after any other, a new text needs a ballot of its own anyway."""


def version_published(tx: Tx, event: VersionPublished) -> None:
    """Ends a ballot on the earlier version; asks whoever declares about one that follows a validated version."""
    ballot = records.undecided_on(tx, event.finding)
    if ballot is not None:
        records.change_ballot(
            tx, ballot.id, standing=Standing.SUPERSEDED, superseded_by=event.version, remind_at=None
        )
        replaced = {"version": findings.version(tx, event.version).number}
        owed_texts.expire(tx, ballot.id, "vote-superseded", replaced, event.at)
        group.follow(tx, ballot)
        notices.tell(
            tx,
            "ballot-superseded",
            (a for a in committee.actors_in(tx, event.committee) if a.reads_drafts),
            key=str(ballot.id),
            at=event.at,
            facts={"ballot": ballot.id},
            subject=notices.subject(ballot.id),
        )
    outcome, declared = _carried(tx, event.earlier)
    if outcome is None:
        return
    records.change_succession(tx, event.earlier, replaced_by=event.version)
    findings.set_window(tx, event.version, None)  # whether there is anything to comment on, the chair says
    records.add_succession(
        tx, version=event.version, committee=event.committee, earlier=declared, outcome=outcome, at=event.at
    )
    notices.tell(
        tx,
        "version-to-judge",
        presiding(tx, event.committee),
        key=str(event.version),
        at=event.at,
        facts={"version": event.version},
        subject=f"judge:{event.finding}",
    )


def votes_set_aside(tx: Tx, version: VersionId) -> int:
    """How many votes lapse where another version takes the place of this one."""
    ballot = records.undecided_on(tx, findings.version(tx, version).finding)
    if ballot is None or ballot.version != version:
        return 0
    return sum(voted for voted, _ in records.voted(tx, ballot.id).values())


def to_judge(tx: Tx, who: Actor, version: VersionId) -> tuple[VersionId, Outcome]:
    """The declared version before this one, and its outcome, where somebody has yet to say whether it carries on.

    Refuses `judge-unknown` (also where a ballot on it was opened, which says that it does not), `judge-replaced` (fact
    `version`: the newer one's number) and `ballot-chair-only`.
    """
    found = records.succession(tx, version)
    newer = records.replaced_by(tx, version, who.committee.id)
    if newer is not None:
        raise Refusal("judge-replaced", version=findings.version(tx, newer).number)
    if found is None or found[0] != who.committee.id:
        raise Refusal("judge-unknown")
    president(tx, who)
    return found[1], found[2]


def mark_version(tx: Tx, who: Actor, version: VersionId, as_declared: bool, at: datetime) -> Said:
    """*As declared*: the version carries the outcome. *Substantive*: it opens for comments and needs a ballot.

    Refuses as `to_judge` does.
    """
    earlier, outcome = to_judge(tx, who, version)
    records.change_succession(tx, version, as_declared=as_declared, judged_at=at, judged_by=who.membership)
    if as_declared:
        findings.move(tx, version, VersionStanding(outcome.value), carries=earlier)
    else:
        calendar, days = who.committee.calendar, COMMENT_DAYS.of(who.committee)
        findings.set_window(tx, version, calendar.default_deadline(at, days))
    notices.tell(
        tx,
        "version-judged",
        (
            a
            for a in committee.actors_in(tx, who.committee.id)
            if a.membership != who.membership and (as_declared or a.reads_drafts)
        ),
        key=str(version),
        at=at,
        facts={"version": version, "as_declared": as_declared, "outcome": outcome.value},
    )
    code = "version-as-declared" if as_declared else "version-substantive"
    return Said(code, {"version": version, "outcome": outcome.value})


def _carried(tx: Tx, earlier: VersionId) -> tuple[Outcome | None, VersionId]:
    """The outcome that the next version may carry on, and the version that was voted on."""
    waiting = records.succession(tx, earlier)
    if (
        waiting is not None
    ):  # the one before was never judged: its question passes to the one that replaces it
        return waiting[2], waiting[1]
    before = findings.version(tx, earlier)
    if before.standing.declared and Outcome(before.standing.value) in CARRIED:
        return Outcome(before.standing.value), before.carries or before.id
    return None, earlier
