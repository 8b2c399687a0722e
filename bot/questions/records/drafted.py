"""Findings that were drafted from an answer."""

from sqlalchemy import insert, select

from bot.ids import FindingId, QuestionId
from bot.questions.model import Question
from bot.questions.records.questions import read_question
from bot.questions.records.tables import drafted, questions
from bot.store import Tx


def drafted_from(tx: Tx, number: QuestionId) -> list[FindingId]:
    """The findings that its answer became."""
    found = select(drafted.c.finding).where(drafted.c.question == number).order_by(drafted.c.finding)
    return [FindingId(n) for n in tx.execute(found).scalars()]


def behind(tx: Tx, finding: FindingId) -> list[Question]:
    """The questions from whose answers a finding was drafted."""
    found = select(questions).join(drafted, drafted.c.question == questions.c.id)
    rows = tx.execute(found.where(drafted.c.finding == finding).order_by(questions.c.number))
    return [read_question(row) for row in rows]


def link_finding(tx: Tx, number: QuestionId, finding: FindingId) -> None:
    """A finding was drafted from its answer."""
    tx.execute(insert(drafted).values(question=number, finding=finding))
