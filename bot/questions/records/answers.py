"""Answers: drafts, and what was published, of which the last one stands."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from bot.ids import AnswerId, MembershipId, QuestionId
from bot.questions.model import Answer
from bot.questions.records.tables import answers, translations
from bot.store import Tx
from bot.store.tables import next_number


def add_answer(
    tx: Tx, number: QuestionId, *, text: str, language: str, author: MembershipId, at: datetime
) -> Answer:
    """A draft, over an earlier one of the same author that nobody published."""
    theirs = answers.c.question == number, answers.c.author == author, answers.c.published_at.is_(None)
    drafts = select(answers.c.id).where(*theirs)
    tx.execute(delete(translations).where(translations.c.answer.in_(drafts)))
    tx.execute(delete(answers).where(*theirs))
    row = tx.execute(
        insert(answers)
        .values(
            question=number,
            number=next_number(tx, answers, answers.c.question == number),
            text=text,
            language=language,
            author=author,
            written_at=at,
        )
        .returning(answers)
    ).one()
    return _answer(row)


def publish_answer(tx: Tx, answer: Answer, at: datetime) -> None:
    """From now on this wording stands, whenever its draft was written."""
    values = {"published_at": at, "number": next_number(tx, answers, answers.c.question == answer.question)}
    tx.execute(update(answers).where(answers.c.id == answer.id).values(**values))


def answers_to(tx: Tx, number: QuestionId) -> list[Answer]:
    """Every wording in its order: of those that are published the last one stands."""
    rows = tx.execute(select(answers).where(answers.c.question == number).order_by(answers.c.number))
    return [_answer(row) for row in rows]


def answer_by_id(tx: Tx, number: AnswerId) -> Answer | None:
    """One wording of an answer."""
    row = tx.execute(select(answers).where(answers.c.id == number)).first()
    return None if row is None else _answer(row)


def _answer(row: Row[Any]) -> Answer:
    return Answer(
        AnswerId(row.id),
        QuestionId(row.question),
        row.number,
        row.text,
        row.language,
        MembershipId(row.author),
        row.written_at,
        row.published_at,
    )
