"""Who supports a question, and who is told of its answer."""

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.ids import MembershipId, QuestionId
from bot.questions.records.tables import followers, questions
from bot.store import Prepared, Tx
from bot.store.tables import add_new

plus_ones = (
    select(func.count())
    .where(followers.c.question == questions.c.id, followers.c.supports == True)  # noqa: E712
    .correlate(questions)
    .scalar_subquery()
)
"""How many have given their +1, beside columns of `questions`."""


def support(tx: Tx, number: QuestionId) -> int:
    """How many have given their +1."""
    return int(_SUPPORT.scalar(tx, number=number))


def follower(tx: Tx, number: QuestionId, who: MembershipId) -> tuple[bool, bool]:
    """Whether somebody supports a question, and whether they are told of its answer."""
    row = tx.execute(
        select(followers).where(followers.c.question == number, followers.c.membership == who)
    ).first()
    return (False, False) if row is None else (row.supports, row.follows)


def follow(
    tx: Tx,
    number: QuestionId,
    who: MembershipId,
    *,
    supports: bool,
    follows: bool,
    via: QuestionId | None = None,
) -> None:
    """How somebody stands to a question from now on; by themselves, or `via` one that was merged into it."""
    of = followers.c.question == number, followers.c.membership == who
    values = {"supports": supports, "follows": follows, "via": via}
    if not tx.execute(update(followers).where(*of).values(**values)).rowcount:
        tx.execute(insert(followers).values(question=number, membership=who, **values))


def following(tx: Tx, number: QuestionId) -> list[MembershipId]:
    """Who is told of the answer, beside the asker."""
    found = select(followers.c.membership).where(
        followers.c.question == number,
        followers.c.follows.is_(True),
    )
    return [MembershipId(n) for n in tx.execute(found.order_by(followers.c.membership)).scalars()]


def unfollow(tx: Tx, who: MembershipId) -> list[QuestionId]:
    """Takes somebody's +1 back and tells them of no answer; returns which questions they supported."""
    theirs = followers.c.membership == who
    supported = select(followers.c.question).where(theirs, followers.c.supports.is_(True))
    found = [QuestionId(n) for n in tx.execute(supported.order_by(followers.c.question)).scalars()]
    tx.execute(delete(followers).where(theirs))
    return found


def move_followers(tx: Tx, number: QuestionId, to: QuestionId, but: MembershipId | None) -> None:
    """Whoever followed a duplicate follows what it was merged into; each +1 counts once, and none for one's own."""
    rows = tx.execute(
        select(followers).where(followers.c.question == number, followers.c.membership.is_distinct_from(but))
    ).all()
    new = [
        {
            "question": to,
            "membership": row.membership,
            "supports": row.supports,
            "follows": row.follows,
            "via": row.via or number,
        }
        for row in rows
    ]
    for row in new:
        if row["supports"]:
            tx.execute(
                update(followers)
                .where(followers.c.question == to, followers.c.membership == row["membership"])
                .values(supports=True)
            )
    if new:
        add_new(tx, followers, new, unique=["question", "membership"])


def part_followers(tx: Tx, number: QuestionId, of: QuestionId) -> None:
    """Whoever came with a duplicate does not follow `of` any more; whoever gave it their own +1 since does."""
    tx.execute(delete(followers).where(followers.c.question == of, followers.c.via == number))


_SUPPORT = Prepared(
    select(func.count()).where(
        followers.c.question == bindparam("number"),
        followers.c.supports.is_(True),
    )
)
