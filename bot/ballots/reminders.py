"""What falls due in this room: closings, reminders to those who have not voted, reminders to declare."""

from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.ballots import closing, notices, records, schedule
from bot.ballots.model import Ballot
from bot.ballots.schedule import TOGETHER, Reminder
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.ids import BallotId, CommitteeId, PersonId
from bot.scheduler import Due, Item
from bot.store import Tx

STALL = timedelta(minutes=10)
"""A reminder that is late by no more than this is not late: the machine was busy."""

log = structlog.get_logger(__name__)


def due(tx: Tx, now: datetime) -> Due:
    """Closings first, so that nobody is reminded of what has just ended."""
    closings = closing.due(tx, now)
    committees = dict.fromkeys(ballot.committee for ballot in records.to_remind(tx, now))
    items: list[Item] = [*closings.items]
    items += [partial(remind, committee=number, now=now) for number in committees]
    instants = [at for at in (closings.next_at, records.next_reminder(tx, now)) if at is not None]
    return Due(tuple(items), min(instants, default=None))


def remind(tx: Tx, committee: CommitteeId, now: datetime) -> None:
    """Sends each person of a committee at most one card: what is due now, and what would be due soon.

    After a downtime the newest reminder of a ballot goes once; older ones, and such as would now fall into quiet
    hours, are skipped and logged.
    """
    round_ = _Round(tx, committee, now)
    for ballot in records.undecided_in(tx, committee):
        round_.gather(ballot)
    round_.send()
    for ballot in records.to_remind(tx, now):
        if ballot.committee == committee:
            schedule.plan(tx, ballot.id, now)


class _Round:
    """One look at a committee's reminders: gathered by person, then sent."""

    def __init__(self, tx: Tx, committee_id: CommitteeId, now: datetime) -> None:
        self.tx, self.now = tx, now
        self.everybody = committee.actors_in(tx, committee_id)
        self.readers: dict[PersonId, Actor] = {}
        self.open: dict[PersonId, list[tuple[Ballot, Reminder]]] = {}
        self.done: set[tuple[BallotId, str, PersonId]] = set()

    def gather(self, ballot: Ballot) -> None:
        """What is due, or soon will be, about a ballot."""
        reminded = records.reminded(self.tx, ballot.id)
        planned: dict[object, list[Reminder]] = {}
        for reader in schedule.audience(self.tx, ballot, self.everybody):
            person = reader.person.id
            zone = reader.person.zone
            if zone not in planned:
                planned[zone] = schedule.reminders(ballot, reader)
            self.readers[person] = reader
            self.open.setdefault(person, []).extend(
                (ballot, r)
                for r in planned[zone]
                if r.at <= self.now + TOGETHER and (r.occasion, person) not in reminded
            )

    def send(self) -> None:
        """One letter a person where something is due."""
        for person, found in self.open.items():
            due = self._due(self.readers[person], [pair for pair in found if pair[1].at <= self.now])
            if due:
                soon = [pair for pair in found if pair[1].at > self.now and not pair[1].last]
                self._write(self.readers[person], [*due, *soon])
                self.done |= {(b.id, r.occasion, person) for b, r in soon}
        records.add_reminded(self.tx, self.done)

    def _due(self, reader: Actor, found: list[tuple[Ballot, Reminder]]) -> list[tuple[Ballot, Reminder]]:
        newest = {ballot.id: reminder for ballot, reminder in found}
        going = []
        for ballot, reminder in found:
            self.done.add((ballot.id, reminder.occasion, reader.person.id))
            late = self.now - reminder.at > STALL and not reminder.last and notices.silent(reader, self.now)
            if reminder is not newest[ballot.id] or late or (ballot.running and self.now >= ballot.ends_at):
                log.info(
                    "a reminder was skipped", ballot=ballot.id, person=reader.person.id, due=reminder.occasion
                )
            else:
                going.append((ballot, reminder))
        return going

    def _write(self, reader: Actor, going: list[tuple[Ballot, Reminder]]) -> None:
        first, reminder = going[0]
        running = list(dict.fromkeys(b.id for b, _ in going if b.running))
        waiting = list(dict.fromkeys(b.id for b, _ in going if not b.running))
        notices.tell(
            self.tx,
            "ballot-reminder",
            [reader],
            key=f"{first.id}/{first.closed_at or first.ends_at}/{reminder.occasion}",
            at=self.now,
            facts={"vote": running, "declare": waiting},
            subject=notices.subject(first.id),
        )
