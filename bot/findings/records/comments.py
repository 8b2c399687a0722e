"""Comments, and what the consultant answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, func, insert, select, update

from bot.findings.model import Answer, Comment, CommentKind, Disposition, Version
from bot.findings.records.tables import comments
from bot.ids import CommentId, FindingId, MembershipId, VersionId
from bot.store import Prepared, Tx
from bot.store.tables import next_number

not_answered = comments.c.disposition.is_(None) & comments.c.struck_at.is_(None)


def add_comment(
    tx: Tx,
    version: Version,
    *,
    author: MembershipId,
    kind: CommentKind,
    text: str,
    language: str,
    late: bool,
    at: datetime,
) -> Comment:
    """A comment with the finding's next number."""
    number = next_number(tx, comments, comments.c.finding == version.finding)
    row = tx.execute(
        insert(comments)
        .values(
            finding=version.finding,
            number=number,
            version=version.id,
            author=author,
            kind=kind,
            text=text,
            language=language,
            created_at=at,
            late=late,
        )
        .returning(comments)
    ).one()
    return _comment(row)


def comment(tx: Tx, number: CommentId) -> Comment | None:
    """One comment, by its id."""
    row = tx.execute(select(comments).where(comments.c.id == number)).first()
    return None if row is None else _comment(row)


def comments_from(tx: Tx, finding: FindingId, start: int, *, unanswered: bool, limit: int) -> list[Comment]:
    """Comments from number `start` on, in the order of numbers."""
    asked = _comments_on(finding, unanswered).where(comments.c.number >= start)
    return [_comment(row) for row in tx.execute(asked.order_by(comments.c.number).limit(limit))]


def comments_before(tx: Tx, finding: FindingId, start: int, *, unanswered: bool, limit: int) -> list[Comment]:
    """Comments before number `start`, the nearest first."""
    asked = _comments_on(finding, unanswered).where(comments.c.number < start)
    return [_comment(row) for row in tx.execute(asked.order_by(comments.c.number.desc()).limit(limit))]


def count_comments(tx: Tx, finding: FindingId) -> tuple[int, int]:
    """How many comments a finding has, and how many of them are not answered."""
    (counted,) = _COMMENTED.all(tx, number=finding)
    return counted.total, counted.unanswered


def answer(tx: Tx, number: CommentId, given: Answer) -> None:
    """Keeps the consultant's answer, over an earlier one."""
    tx.execute(
        update(comments)
        .where(comments.c.id == number)
        .values(
            disposition=given.disposition,
            reason=given.reason,
            reason_language=given.language,
            answered_by=given.author,
            answered_at=given.answered_at,
            taken_into=given.version,
        )
    )


def strike(tx: Tx, author: MembershipId, at: datetime) -> None:
    """What was written by `author` was not for them to write."""
    tx.execute(update(comments).where(comments.c.author == author).values(struck_at=at))


def _comments_on(finding: FindingId, unanswered: bool) -> Select[Any]:
    asked = select(comments).where(comments.c.finding == finding)
    return asked.where(not_answered) if unanswered else asked


def _comment(row: Row[Any]) -> Comment:
    given = None
    if row.disposition is not None:
        given = Answer(
            Disposition(row.disposition),
            row.reason,
            MembershipId(row.answered_by),
            row.answered_at,
            None if row.taken_into is None else VersionId(row.taken_into),
            row.reason_language,
        )
    return Comment(
        id=CommentId(row.id),
        number=row.number,
        version=VersionId(row.version),
        author=MembershipId(row.author),
        kind=CommentKind(row.kind),
        text=row.text,
        language=row.language,
        created_at=row.created_at,
        late=row.late,
        answer=given,
        struck=row.struck_at is not None,
    )


_COMMENTED = Prepared(
    select(
        func.count(comments.c.id).label("total"), func.count(case((not_answered, 1))).label("unanswered")
    ).where(comments.c.finding == bindparam("number"))
)
