"""What questions remind of: answers that are owed. The owner is reminded, a working day later the organizers."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.i18n import Translator, as_fact
from bot.ids import CommitteeId, MembershipId, QuestionId
from bot.questions import news, notices, reading, records, schedule
from bot.questions.model import Question, answers
from bot.reminding import Owed, Reminder
from bot.screens import Screen
from bot.store import Tx


class QuestionReminders:
    """Of open questions that are due."""

    name = "question"

    def looks(self, tx: Tx, now: datetime) -> tuple[Iterable[CommitteeId], datetime | None]:
        """As `Source` says."""
        return [question.committee for question in records.to_remind(tx, now)], records.next_reminder(tx, now)

    def owed(self, tx: Tx, here: CommitteeId, until: datetime) -> Iterable[Owed]:
        """Those that are due by then."""
        found = [q for q in records.to_remind(tx, until) if q.committee == here]
        people = committee.actors_in(tx, here) if found else []
        present = {reader.membership for reader in people}
        for question in found:
            for reader in people:
                if _owes(question, reader, present):
                    yield Owed(reader, question.id, [_reminder(question)])

    def plan(self, tx: Tx, here: CommitteeId, now: datetime) -> None:
        """The owner first, then the organizers, then nobody."""
        of = roster.committee(tx, here)
        for question in records.to_remind(tx, now):
            if question.committee == here:
                later = None if question.reminders else schedule.again(of, now)
                records.change(tx, question.id, remind_at=later, reminders=question.reminders + 1)

    def reminders(self, tx: Tx, who: Actor, thing: int) -> Sequence[Reminder]:
        """As far as it has been reminded of; none once it is answered, or somebody else's."""
        found = self._waiting(tx, who, thing)
        if found is None:
            return ()
        assert found.due_at is not None
        stages = [Reminder(_occasion(found, stage), found.due_at) for stage in range(found.reminders)]
        return [*stages, _reminder(found)] if found.remind_at is not None else stages

    def card(
        self, tx: Tx, t: Translator, who: Actor, thing: int, at: datetime, *, alone: bool
    ) -> Screen | None:
        """As `Source` says."""
        found = self._waiting(tx, who, thing)
        if found is None:
            return None
        line = reading.line(tx, found, records.support(tx, found.id))
        return news.reminder(t, who.committee.id, line, at, alone=alone)

    def subject(self, thing: int) -> str:
        """As `Source` says."""
        return notices.subject(QuestionId(thing))

    def _waiting(self, tx: Tx, who: Actor, thing: int) -> Question | None:
        found = records.question(tx, QuestionId(thing))
        if found is None or found.committee != who.committee.id or found.due_at is None:
            return None
        theirs = answers(who) or found.owner == who.membership
        return found if found.standing.open and theirs else None


def _reminder(question: Question) -> Reminder:
    assert question.remind_at is not None
    return Reminder(_occasion(question, question.reminders), question.remind_at)


def _occasion(question: Question, stage: int) -> str:
    assert question.due_at is not None
    return f"{stage}/{as_fact(question.due_at)}"


def _owes(question: Question, who: Actor, present: Collection[MembershipId]) -> bool:
    """Its owner, or all who answer where it has none (any more); the second time the organizers."""
    if question.reminders:
        return who.organizes
    return question.owner == who.membership if question.owner in present else answers(who)
