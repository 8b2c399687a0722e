"""A milestone: made, changed, removed and read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from bot.ids import CommitteeId, MembershipId, MilestoneId
from bot.store import Prepared, Tx
from bot.store.tables import next_number
from bot.timeline.model import Days, Milestone, Standing
from bot.timeline.records.tables import milestone_titles, milestones

STORED = milestones.c.removed.is_(False)
"""It is in the plan, and was not taken out."""


def add(
    tx: Tx,
    committee: CommitteeId,
    days: Days,
    titles: Mapping[str, str],
    owner: MembershipId | None,
    standing: Standing = Standing.PLANNED,
) -> Milestone:
    """A milestone with the committee's next number."""
    return add_all(tx, committee, [(days, titles, owner)], standing)[0]


def add_all(
    tx: Tx,
    committee: CommitteeId,
    made: Sequence[tuple[Days, Mapping[str, str], MembershipId | None]],
    standing: Standing = Standing.PLANNED,
) -> list[Milestone]:
    """Milestones with their titles and owners, and the committee's next numbers, in that order."""
    if not made:
        return []
    begin = next_number(tx, milestones, milestones.c.committee == committee)
    rows = [
        {
            "committee": committee,
            "number": number,
            "starts": days.first,
            "ends": days.last,
            "standing": standing,
            "owner": owner,
            "removed": False,
        }
        for number, (days, _, owner) in enumerate(made, start=begin)
    ]
    added = insert(milestones).returning(milestones.c.id, sort_by_parameter_order=True)
    found = [
        Milestone(MilestoneId(key), committee, number, days, standing, owner, dict(titles))
        for number, (key, (days, titles, owner)) in enumerate(
            zip(tx.execute(added, rows).scalars(), made, strict=True), start=begin
        )
    ]
    titled = [
        {"milestone": one.id, "language": code, "position": place, "title": title}
        for one in found
        for place, (code, title) in enumerate(one.titles.items())
    ]
    if titled:
        tx.execute(insert(milestone_titles), titled)
    return found


def set_titles(tx: Tx, number: MilestoneId, titles: Mapping[str, str]) -> None:
    """Writes titles over those in the same languages; the others stay."""
    if not titles:
        return
    here = milestone_titles.c.milestone == number
    tx.execute(delete(milestone_titles).where(here, milestone_titles.c.language.in_(titles)))
    last = tx.execute(select(func.max(milestone_titles.c.position)).where(here)).scalar()
    begin = 0 if last is None else last + 1
    tx.execute(
        insert(milestone_titles),
        [
            {"milestone": number, "language": code, "position": place, "title": title}
            for place, (code, title) in enumerate(titles.items(), start=begin)
        ],
    )


def change(tx: Tx, number: MilestoneId, **values: Any) -> None:
    """Sets columns of a milestone."""
    tx.execute(update(milestones).where(milestones.c.id == number).values(**values))


def set_days(tx: Tx, moved: Sequence[Milestone]) -> None:
    """Writes the days and standings of milestones as they are given."""
    if not moved:
        return
    written = update(milestones).where(milestones.c.id == bindparam("moved"))
    written = written.values({name: bindparam(f"now_{name}") for name in ("starts", "ends", "standing")})
    tx.execute(
        written,
        [
            {
                "moved": one.id,
                "now_starts": one.days.first,
                "now_ends": one.days.last,
                "now_standing": one.standing,
            }
            for one in moved
        ],
    )


def remove(tx: Tx, number: MilestoneId) -> None:
    """Takes it out of the plan; its history stays, and what it depends on, should it be put back."""
    change(tx, number, removed=True, remind_at=None)


def put_back(tx: Tx, number: MilestoneId) -> None:
    """It is in the plan again."""
    change(tx, number, removed=False)


def milestone(tx: Tx, number: MilestoneId) -> Milestone | None:
    """One that is in a plan now."""
    row = _MILESTONE.first(tx, number=number)
    return None if row is None else with_titles(tx, [row])[0]


def named(tx: Tx, numbers: Iterable[MilestoneId]) -> dict[MilestoneId, Milestone]:
    """Milestones by id, also those that were taken out: for the history."""
    rows = tx.execute(select(milestones).where(milestones.c.id.in_(list(numbers)))).all()
    return {m.id: m for m in with_titles(tx, rows)}


def with_titles(tx: Tx, rows: Sequence[Row[Any]]) -> list[Milestone]:
    """`rows`: of `milestones`; their titles are read with them."""
    titles: dict[int, dict[str, str]] = {}
    if rows:
        found = tx.execute(
            select(milestone_titles)
            .where(milestone_titles.c.milestone.in_([row.id for row in rows]))
            .order_by(milestone_titles.c.milestone, milestone_titles.c.position)
        )
        for row in found:
            titles.setdefault(row.milestone, {})[row.language] = row.title
    return [
        Milestone(
            MilestoneId(row.id),
            CommitteeId(row.committee),
            row.number,
            Days(row.starts, row.ends),
            Standing(row.standing),
            row.owner and MembershipId(row.owner),
            titles.get(row.id, {}),
        )
        for row in rows
    ]


_MILESTONE = Prepared(select(milestones).where(milestones.c.id == bindparam("number"), STORED))
