"""What falls due: reminders to owners 7 days and 1 day before the end, overdue ones, and the weekly digest."""

from datetime import datetime
from functools import partial

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.reminding import TOGETHER, Reminder, Round
from bot.ids import CommitteeId
from bot.scheduler import Due, Item
from bot.store import Tx
from bot.timeline import digest, notices, records, schedule
from bot.timeline.model import Milestone


def due(tx: Tx, now: datetime) -> Due:
    """Reminders by committee, digests by person."""
    committees = dict.fromkeys(m.committee for m in records.to_remind(tx, now))
    items: list[Item] = [partial(remind, number=number, now=now) for number in committees]
    items += [partial(digest.send, membership=number, now=now) for number in records.digests_due(tx, now)]
    instants = [at for at in (records.next_reminder(tx, now), records.next_digest(tx, now)) if at is not None]
    return Due(tuple(items), min(instants, default=None))


def remind(tx: Tx, number: CommitteeId, now: datetime) -> None:
    """Sends each person of a committee at most one card: what is due now, and what would be due soon."""
    here = roster.committee(tx, number)
    looked = [m for m in records.to_remind(tx, now + TOGETHER) if m.committee == number]
    everybody = committee.actors_in(tx, number)
    round_: Round[Milestone] = Round(now)
    for milestone in looked:
        told = records.reminded(tx, milestone.id)
        for reader in everybody:
            round_.gather(reader, milestone, schedule.reminders(milestone, reader), told)
    for reader, going in round_.cards(lambda milestone: milestone.done):
        _write(tx, reader, going, now)
    records.add_reminded(tx, round_.done)
    for milestone in looked:
        schedule.plan(tx, here, milestone, now)


def _write(tx: Tx, reader: Actor, going: list[tuple[Milestone, Reminder]], now: datetime) -> None:
    first, reminder = going[0]
    numbers = list(dict.fromkeys(milestone.id for milestone, _ in going))
    notices.tell(
        tx,
        "milestone-reminder",
        [reader],
        key=f"{first.id}/{reminder.occasion}",
        at=now,
        facts={"milestones": numbers},
        subject="milestones",
    )
