"""What falls due in this room: closings, reminders to those who have not voted, reminders to declare."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.ballots import closing, notices, records, schedule
from bot.ballots.model import Ballot
from bot.committee import service as roster
from bot.committee.model import Actor
from bot.committee.reminding import Reminder, Round
from bot.ids import BallotId, CommitteeId
from bot.scheduler import Due, Item
from bot.store import Tx


def due(tx: Tx, now: datetime) -> Due:
    """Closings first, so that nobody is reminded of what has just ended."""
    closings = closing.due(tx, now)
    committees = dict.fromkeys(ballot.committee for ballot in records.to_remind(tx, now))
    items: list[Item] = [*closings.items]
    items += [partial(remind, committee=number, now=now) for number in committees]
    instants = [at for at in (closings.next_at, records.next_reminder(tx, now)) if at is not None]
    return Due(tuple(items), min(instants, default=None))


def remind(tx: Tx, committee: CommitteeId, now: datetime) -> None:
    """Sends each person of a committee at most one card: what is due now, and what would be due soon."""
    round_: Round[Ballot] = Round(now)
    everybody = roster.actors_in(tx, committee)
    for ballot in records.undecided_in(tx, committee):
        _gather(tx, round_, ballot, everybody)
    for reader, going in round_.cards(lambda ballot: ballot.running and now >= ballot.ends_at):
        _write(tx, reader, going, now)
    records.add_reminded(tx, ((BallotId(of), occasion, person) for of, occasion, person in round_.done))
    for ballot in records.to_remind(tx, now):
        if ballot.committee == committee:
            schedule.plan(tx, ballot.id, now)


def _gather(tx: Tx, round_: Round[Ballot], ballot: Ballot, everybody: list[Actor]) -> None:
    """What is due, or soon will be, about a ballot."""
    reminded = records.reminded(tx, ballot.id)
    planned: dict[ZoneInfo | None, list[Reminder]] = {}
    for reader in schedule.audience(tx, ballot, everybody):
        zone = reader.person.zone
        if zone not in planned:
            planned[zone] = schedule.reminders(ballot, reader)
        round_.gather(reader, ballot, planned[zone], reminded)


def _write(tx: Tx, reader: Actor, going: list[tuple[Ballot, Reminder]], now: datetime) -> None:
    first, reminder = going[0]
    running = list(dict.fromkeys(b.id for b, _ in going if b.running))
    waiting = list(dict.fromkeys(b.id for b, _ in going if not b.running))
    notices.tell(
        tx,
        "ballot-reminder",
        [reader],
        key=f"{first.id}/{first.closed_at or first.ends_at}/{reminder.occasion}",
        at=now,
        facts={"vote": running, "declare": waiting},
        subject=notices.subject(first.id),
    )
