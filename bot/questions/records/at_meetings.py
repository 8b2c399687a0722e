"""What was asked at a meeting."""

from sqlalchemy import select

from bot.ids import CommitteeId, MeetingId
from bot.questions.model import HIDDEN, OPEN, Question, Standing
from bot.questions.records.followers import plus_ones
from bot.questions.records.questions import read_question
from bot.questions.records.tables import questions
from bot.store import Tx


def live(tx: Tx, committee: CommitteeId, meeting: MeetingId) -> list[tuple[Question, int]]:
    """A meeting's questions as its live list shows them: the called one, the open ones by +1, the answered ones."""
    rows = tx.execute(
        select(questions, plus_ones.label("support"))
        .where(
            questions.c.committee == committee,
            questions.c.meeting == meeting,
            questions.c.standing.in_((*OPEN, Standing.ANSWERED, Standing.CLOSED)),
        )
        .order_by(plus_ones.desc(), questions.c.number)
    )
    return [(read_question(row), row.support) for row in rows]


def accepted(tx: Tx, committee: CommitteeId, meeting: MeetingId) -> list[Question]:
    """What stands in the ledger of a meeting, in the order of numbers.

    Without what was withdrawn, declined or never accepted.
    """
    found = select(questions).where(
        questions.c.committee == committee,
        questions.c.standing.not_in(HIDDEN),
        questions.c.meeting == meeting,
    )
    return [read_question(row) for row in tx.execute(found.order_by(questions.c.number))]
