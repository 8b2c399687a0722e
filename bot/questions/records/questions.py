"""A question, which is known by its number in the committee."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from bot.ids import AgendaItemId, CommitteeId, FindingId, MeetingId, MembershipId, QuestionId
from bot.questions.model import Asker, Attribution, Origin, Place, Question, Standing
from bot.questions.records.tables import questions, translations
from bot.store import Prepared, Tx
from bot.store.tables import next_number


def add(
    tx: Tx,
    committee: CommitteeId,
    *,
    text: str,
    language: str,
    asker: Asker,
    origin: Origin,
    asked_at: datetime,
    standing: Standing,
    place: Place | None = None,
    captured_by: MembershipId | None = None,
    meeting: MeetingId | None = None,
    item: AgendaItemId | None = None,
    finding: FindingId | None = None,
) -> Question:
    """A question with the committee's next number."""
    row = tx.execute(
        insert(questions)
        .values(
            committee=committee,
            number=next_number(tx, questions, questions.c.committee == committee),
            text=text,
            language=language,
            attribution=asker.attribution,
            asker=asker.membership,
            return_address=asker.address,
            origin=origin,
            asked_at=asked_at,
            captured_by=captured_by,
            chat=place and place.chat,
            message=place and place.message,
            meeting=meeting,
            item=item,
            finding=finding,
            standing=standing,
        )
        .returning(questions)
    ).one()
    return read_question(row)


def question(tx: Tx, number: QuestionId) -> Question | None:
    """One question, by its id."""
    row = _QUESTION.first(tx, number=number)
    return None if row is None else read_question(row)


def numbered(tx: Tx, committee: CommitteeId, number: int) -> Question | None:
    """One question, by the number that people know it by."""
    row = tx.execute(
        select(questions).where(questions.c.committee == committee, questions.c.number == number)
    ).first()
    return None if row is None else read_question(row)


def asked_in(tx: Tx, place: Place) -> Question | None:
    """The question that a message of the group was kept as."""
    found = select(questions).where(questions.c.chat == place.chat, questions.c.message == place.message)
    row = tx.execute(found).first()
    return None if row is None else read_question(row)


def asked_by(tx: Tx, who: MembershipId) -> list[Question]:
    """What somebody asked under their name."""
    rows = tx.execute(select(questions).where(questions.c.asker == who).order_by(questions.c.number))
    return [read_question(row) for row in rows]


def merged_into(tx: Tx, number: QuestionId) -> list[Question]:
    """The duplicates that were merged into a question."""
    rows = tx.execute(select(questions).where(questions.c.merged_into == number).order_by(questions.c.number))
    return [read_question(row) for row in rows]


def change(tx: Tx, number: QuestionId, **values: Any) -> None:
    """Sets columns of a question."""
    tx.execute(update(questions).where(questions.c.id == number).values(**values))


def forget_wording(tx: Tx, number: QuestionId) -> None:
    """A withdrawn question keeps its number and nothing that it said."""
    tx.execute(delete(translations).where(translations.c.question == number))
    change(
        tx,
        number,
        text="",
        edited=None,
        edited_language=None,
        chat=None,
        message=None,
        return_address=None,
        remind_at=None,
    )


def erase_addresses(tx: Tx, numbers: Iterable[QuestionId]) -> None:
    """Nothing leads from these questions to whoever asked them any more."""
    tx.execute(update(questions).where(questions.c.id.in_(list(numbers))).values(return_address=None))


def read_question(row: Row[Any]) -> Question:
    """`row`: of `questions`."""
    asker = None if row.asker is None else MembershipId(row.asker)
    return Question(
        id=QuestionId(row.id),
        committee=CommitteeId(row.committee),
        number=row.number,
        text=row.text,
        language=row.language,
        asker=Asker(Attribution(row.attribution), asker, row.return_address),
        origin=Origin(row.origin),
        asked_at=row.asked_at,
        standing=Standing(row.standing),
        captured_by=None if row.captured_by is None else MembershipId(row.captured_by),
        meeting=None if row.meeting is None else MeetingId(row.meeting),
        item=None if row.item is None else AgendaItemId(row.item),
        finding=None if row.finding is None else FindingId(row.finding),
        owner=None if row.owner is None else MembershipId(row.owner),
        due_at=row.due_at,
        reason=row.reason,
        reason_language=row.reason_language,
        merged_into=None if row.merged_into is None else QuestionId(row.merged_into),
        edited=row.edited,
        edited_language=row.edited_language,
        edited_at=row.edited_at,
        called_at=row.called_at,
        in_room=row.in_room,
        remind_at=row.remind_at,
        reminders=row.reminders,
    )


_one = questions.c.id == bindparam("number")
_QUESTION = Prepared(select(questions).where(_one))
