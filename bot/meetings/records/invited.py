"""Who is invited or not by exception, and what everybody answered."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from bot.ids import MeetingId, MembershipId
from bot.meetings.model import Answer, Reply
from bot.meetings.records.tables import meeting_people, slot_answers
from bot.store import Prepared, Tx
from bot.store.tables import add_new


def replies(tx: Tx, number: MeetingId) -> dict[MembershipId, Reply]:
    """What was answered, and who is invited or not by exception."""
    return {MembershipId(row.membership): _reply(row) for row in _REPLIES.all(tx, number=number)}


def reply(tx: Tx, number: MeetingId, of: MembershipId) -> Reply:
    """What one of them has answered."""
    row = _REPLY.first(tx, number=number, of=of)
    return Reply() if row is None else _reply(row)


def keep_reply(tx: Tx, number: MeetingId, of: MembershipId, **values: Any) -> None:
    """Sets `invited`, or `answer`, `answered_at`, `earlier` of somebody."""
    own = {"meeting": number, "membership": of}
    add_new(tx, meeting_people, [own], unique=["meeting", "membership"])
    mine = meeting_people.c.meeting == number, meeting_people.c.membership == of
    tx.execute(update(meeting_people).where(*mine).values(**values))


def void_answers(tx: Tx, number: MeetingId, answers: Iterable[Answer]) -> None:
    """These are asked for anew; what was said stays known as the earlier answer."""
    said = meeting_people.c.meeting == number, meeting_people.c.answer.in_(list(answers))
    tx.execute(
        update(meeting_people)
        .where(*said)
        .values(earlier=meeting_people.c.answer, answer=None, answered_at=None)
    )


def forget_answers(tx: Tx, of: MembershipId) -> None:
    """Somebody has answered no meeting and no date poll."""
    theirs = meeting_people.c.membership == of
    tx.execute(update(meeting_people).where(theirs).values(answer=None, answered_at=None, earlier=None))
    tx.execute(delete(slot_answers).where(slot_answers.c.membership == of))


def _reply(row: Row[Any]) -> Reply:
    return Reply(
        None if row.answer is None else Answer(row.answer),
        row.answered_at,
        None if row.earlier is None else Answer(row.earlier),
        row.invited,
    )


_REPLIES = Prepared(select(meeting_people).where(meeting_people.c.meeting == bindparam("number")))
_REPLY = Prepared(
    select(meeting_people).where(
        meeting_people.c.meeting == bindparam("number"), meeting_people.c.membership == bindparam("of")
    )
)
