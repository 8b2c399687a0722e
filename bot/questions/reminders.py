"""What falls due in this room: answers that are owed. The owner is reminded, a working day later the organizers."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.i18n import as_fact
from bot.ids import CommitteeId, MembershipId
from bot.questions import records, schedule
from bot.questions.model import Question, answers
from bot.questions.schedule import TOGETHER
from bot.scheduler import Due
from bot.store import Tx


def due(tx: Tx, now: datetime) -> Due:
    """One look a committee."""
    here = dict.fromkeys(question.committee for question in records.to_remind(tx, now))
    items = tuple(partial(remind, number=number, now=now) for number in here)
    return Due(items, records.next_reminder(tx, now))


def remind(tx: Tx, number: CommitteeId, now: datetime) -> None:
    """A card to each person who owes answers: what is due now, and what would be due to them soon."""
    owed = [q for q in records.to_remind(tx, now) if q.committee == number]
    soon = [q for q in records.to_remind(tx, now + TOGETHER) if q.committee == number and q not in owed]
    people = committee.actors_in(tx, number)
    present = {reader.membership for reader in people}
    told = {question.id: question for question in owed}
    for reader in people:
        theirs = [q for q in owed if _owes(q, reader, present)]
        if not theirs:
            continue
        theirs += [q for q in soon if _owes(q, reader, present)]
        told |= {q.id: q for q in theirs}
        facts = {"questions": [q.id for q in theirs]}
        tell(tx, "question-reminder", [reader], key=as_fact(now), at=now, facts=facts)
    for question in told.values():
        later = None if question.reminders else schedule.again(people[0].committee, now)
        records.change(tx, question.id, remind_at=later, reminders=question.reminders + 1)


def _owes(question: Question, who: Actor, present: Collection[MembershipId]) -> bool:
    """Its owner, or all who answer where it has none (any more); the second time the organizers."""
    if question.reminders:
        return who.organizes
    return question.owner == who.membership if question.owner in present else answers(who)
