"""The weekly digest, for those who want it: on the first working morning of a week, in the reader's language."""

from datetime import date, datetime, time, timedelta

from bot.ballots import records as ballots
from bot.committee import service as committee
from bot.committee.model import Actor, Committee
from bot.dataclasses import dataclass
from bot.findings import records as findings
from bot.i18n import as_fact
from bot.ids import MembershipId
from bot.questions.reading import unanswered
from bot.store import Tx
from bot.timeline import notices, records
from bot.timeline.model import Milestone
from bot.workdays import instant

WEEK = timedelta(days=7)
_MORNING = time(9)


@dataclass(frozen=True)
class Week:
    """What the digest tells. `ballots`: those that run, by the labels of their findings, and when they end (UTC)."""

    today: date
    done: tuple[Milestone, ...]
    next: tuple[Milestone, ...]
    late: tuple[Milestone, ...]
    ballots: tuple[tuple[str, datetime], ...]
    questions: int


def next_at(of: Committee, now: datetime) -> datetime:
    """The morning of the first working day of a week, after `now` (UTC)."""
    monday = _monday(of, now)
    while (at := _morning(of, monday)) <= now:
        monday += WEEK
    return at


def before(of: Committee, planned: datetime) -> datetime:
    """The morning of the digest before the one that was `planned` (UTC): where a whole week is off, two weeks ago."""
    monday = _monday(of, planned)
    while (at := _morning(of, monday)) >= planned:
        monday -= WEEK
    return at


def _monday(of: Committee, at: datetime) -> date:
    day = at.astimezone(of.zone).date()
    return day - timedelta(days=day.weekday())


def _morning(of: Committee, monday: date) -> datetime:
    """That of the first working day from a Monday on (UTC)."""
    day = of.calendar.next_working_day(monday) if of.calendar.is_day_off(monday) else monday
    return instant(day, _MORNING, of.zone)


def send(tx: Tx, membership: MembershipId, now: datetime) -> None:
    """Writes somebody's digest, of what is new since the one before, and plans the next; who has left the committee
    wants none.
    """
    reader = committee.actor_of_membership(tx, membership)
    if reader is None:
        records.set_digest(tx, membership, None)
        return
    notices.tell(
        tx,
        "digest",
        [reader],
        key=f"{membership}/{as_fact(now)}",
        at=now,
        facts={"since": as_fact(before(reader.committee, records.digest_at(tx, membership) or now))},
        subject=f"digest:{membership}",
    )
    records.set_digest(tx, membership, next_at(reader.committee, now))


def week(tx: Tx, reader: Actor, since: datetime, now: datetime) -> Week:
    """What stands at `now`, for whoever reads it."""
    here = reader.committee.id
    today = now.astimezone(reader.committee.zone).date()
    following = max(today + WEEK, next_at(reader.committee, now).astimezone(reader.committee.zone).date())
    running = [b for b in ballots.undecided_in(tx, here) if b.running] if reader.reads_drafts else []
    labels = []
    for ballot in running:
        finding = findings.finding(tx, ballot.finding)
        assert finding is not None
        labels.append((finding.label, ballot.ends_at))
    return Week(
        today,
        tuple(records.done_since(tx, here, since)),
        tuple(records.ending(tx, here, today, following)),
        tuple(records.ending(tx, here, date.min, today - timedelta(days=1))),
        tuple(labels),
        unanswered(tx, reader),
    )
