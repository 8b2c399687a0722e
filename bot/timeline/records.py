"""The tables of the timeline and every query on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Row,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.committee.model import Actor
from bot.committee.records.tables import memberships
from bot.ids import CommitteeId, FindingId, MeetingId, MembershipId, MilestoneId, PlanChangeId
from bot.store import Prepared, Tx, wake
from bot.store.columns import Day, UtcDateTime
from bot.store.tables import add_new, key, next_number, refers, table
from bot.timeline.model import Change, ChangeKind, Days, Link, Milestone, PlanChange, Standing, Which
from bot.translations.model import language_of

milestones = table(
    "milestones",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("starts", Day, nullable=False),
    Column("ends", Day, nullable=False),
    Column("standing", Text, nullable=False),
    refers("owner", "memberships.id", nullable=True, index=True),
    Column("removed", Boolean, nullable=False),
    Column("done_at", UtcDateTime, nullable=True),
    Column("remind_at", UtcDateTime, nullable=True, index=True),
    UniqueConstraint("committee", "number"),
    Index("ix_milestones_by_start", "committee", "removed", "starts", "number"),
    Index("ix_milestones_by_end", "committee", "removed", "standing", "ends"),
)
milestone_titles = table(
    "milestone_titles",
    refers("milestone", "milestones.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
)
milestone_needs = table(
    "milestone_needs",
    refers("milestone", "milestones.id", primary_key=True),
    refers("needs", "milestones.id", primary_key=True, index=True),
)
milestone_links = table(
    "milestone_links",
    key(),
    refers("milestone", "milestones.id", index=True),
    refers("finding", "findings.id", nullable=True, index=True),
    refers("meeting", "meetings.id", nullable=True, index=True),
)
plan_changes = table(
    "plan_changes",
    key(),
    refers("committee", "committees.id", index=True),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    # None: there is no reason, or it was written before the languages of reasons were kept.
    Column("reason_language", Text, nullable=True),
    refers("changed_by", "memberships.id", index=True),
    Column("changed_at", UtcDateTime, nullable=False),
)
milestone_changes = table(
    "milestone_changes",
    refers("plan_change", "plan_changes.id", primary_key=True),
    refers("milestone", "milestones.id", primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("starts_before", Day, nullable=True),
    Column("ends_before", Day, nullable=True),
    Column("starts", Day, nullable=True),
    Column("ends", Day, nullable=True),
)
digests = table(
    "digests",
    refers("membership", "memberships.id", primary_key=True, autoincrement=False),
    Column("next_at", UtcDateTime, nullable=False, index=True),
)

_OPEN = [standing.value for standing in Standing if standing is not Standing.DONE]
# Every card needs these: built once, since to build a statement takes longer than to run it.
_MILESTONE = Prepared(
    select(milestones).where(milestones.c.id == bindparam("number"), milestones.c.removed.is_(False))
)
_STORED = milestones.c.removed.is_(False)
_TO_REMIND = Prepared(
    select(milestones).where(milestones.c.remind_at <= bindparam("until"), _STORED).order_by(milestones.c.id)
)
_NEXT_REMINDER = Prepared(
    select(func.min(milestones.c.remind_at)).where(milestones.c.remind_at > bindparam("now"), _STORED)
)
_DIGESTS_DUE = Prepared(
    select(digests.c.membership).where(digests.c.next_at <= bindparam("now")).order_by(digests.c.membership)
)
_NEXT_DIGEST = Prepared(select(func.min(digests.c.next_at)).where(digests.c.next_at > bindparam("now")))
_IN_ORDER = (milestones.c.starts, milestones.c.number)


def revision(tx: Tx, committee: CommitteeId) -> int:
    """The plan's revision: the number of its last change, 0 before the first. Writers take turns."""
    found = select(func.max(plan_changes.c.id)).where(plan_changes.c.committee == committee)
    return tx.execute(found).scalar() or 0


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
    return None if row is None else _with_titles(tx, [row])[0]


def named(tx: Tx, numbers: Iterable[MilestoneId]) -> dict[MilestoneId, Milestone]:
    """Milestones by id, also those that were taken out: for the history."""
    rows = tx.execute(select(milestones).where(milestones.c.id.in_(list(numbers)))).all()
    return {m.id: m for m in _with_titles(tx, rows)}


def whole_plan(tx: Tx, committee: CommitteeId) -> list[Milestone]:
    """All of a committee's milestones, in the order of their starts."""
    rows = tx.execute(
        select(milestones).where(milestones.c.committee == committee, _STORED).order_by(*_IN_ORDER)
    )
    return _with_titles(tx, rows.all())


def page(
    tx: Tx,
    committee: CommitteeId,
    which: Which,
    mine: MembershipId,
    today: date,
    soon: date,
    offset: int,
    limit: int,
) -> list[Milestone]:
    """Some of the milestones that a filter shows, in the order of their starts."""
    where = _filter(committee, which, mine, today, soon)
    rows = tx.execute(select(milestones).where(*where).order_by(*_IN_ORDER).offset(offset).limit(limit))
    return _with_titles(tx, rows.all())


def count(tx: Tx, committee: CommitteeId, which: Which, mine: MembershipId, today: date, soon: date) -> int:
    """How many a filter shows."""
    where = _filter(committee, which, mine, today, soon)
    return int(tx.execute(select(func.count()).select_from(milestones).where(*where)).scalar_one())


def count_before(tx: Tx, committee: CommitteeId, day: date) -> int:
    """How many milestones have ended before a day and begun before it: where a list opens on that day."""
    return int(
        tx.execute(
            select(func.count())
            .select_from(milestones)
            .where(
                milestones.c.committee == committee,
                _STORED,
                milestones.c.starts < day,
                milestones.c.ends < day,
            )
        ).scalar_one()
    )


def due_for(tx: Tx, owner: MembershipId, until: date) -> list[Milestone]:
    """Open milestones of an owner that end on a day or before."""
    rows = tx.execute(
        select(milestones)
        .where(
            milestones.c.owner == owner, _STORED, milestones.c.standing.in_(_OPEN), milestones.c.ends <= until
        )
        .order_by(milestones.c.ends, milestones.c.number)
    )
    return _with_titles(tx, rows.all())


def done_since(tx: Tx, committee: CommitteeId, since: datetime) -> list[Milestone]:
    """What was done after an instant."""
    rows = tx.execute(
        select(milestones)
        .where(milestones.c.committee == committee, _STORED, milestones.c.done_at > since)
        .order_by(milestones.c.done_at, milestones.c.number)
    )
    return _with_titles(tx, rows.all())


def ending(tx: Tx, committee: CommitteeId, first: date, last: date) -> list[Milestone]:
    """Milestones that are not done and end between two days, both included."""
    rows = tx.execute(
        select(milestones)
        .where(
            milestones.c.committee == committee,
            _STORED,
            milestones.c.standing.in_(_OPEN),
            milestones.c.ends.between(first, last),
        )
        .order_by(milestones.c.ends, milestones.c.number)
    )
    return _with_titles(tx, rows.all())


def needs_in(tx: Tx, committee: CommitteeId) -> dict[MilestoneId, set[MilestoneId]]:
    """What depends on what in a plan; of those that were taken out nothing does."""
    others = milestones.alias()
    rows = tx.execute(
        select(milestone_needs)
        .join(milestones, milestones.c.id == milestone_needs.c.milestone)
        .join(others, others.c.id == milestone_needs.c.needs)
        .where(milestones.c.committee == committee, _STORED, others.c.removed.is_(False))
    )
    found: dict[MilestoneId, set[MilestoneId]] = {}
    for row in rows:
        found.setdefault(MilestoneId(row.milestone), set()).add(MilestoneId(row.needs))
    return found


def add_needs(tx: Tx, pairs: Iterable[tuple[MilestoneId, MilestoneId]]) -> None:
    """Each first depends on its second; once, however often it is said."""
    rows = [{"milestone": one, "needs": other} for one, other in dict.fromkeys(pairs)]
    if rows:
        add_new(tx, milestone_needs, rows, unique=["milestone", "needs"])


def drop_need(tx: Tx, one: MilestoneId, other: MilestoneId) -> None:
    """The first no longer depends on the second."""
    tx.execute(
        delete(milestone_needs).where(milestone_needs.c.milestone == one, milestone_needs.c.needs == other)
    )


def links_of(tx: Tx, numbers: Iterable[MilestoneId]) -> dict[MilestoneId, list[Link]]:
    """What belongs to milestones."""
    rows = tx.execute(
        select(milestone_links)
        .where(milestone_links.c.milestone.in_(list(numbers)))
        .order_by(milestone_links.c.id)
    )
    found: dict[MilestoneId, list[Link]] = {}
    for row in rows:
        link = Link(row.finding and FindingId(row.finding), row.meeting and MeetingId(row.meeting))
        found.setdefault(MilestoneId(row.milestone), []).append(link)
    return found


def add_link(tx: Tx, number: MilestoneId, link: Link) -> None:
    """A finding or a meeting belongs to a milestone."""
    drop_link(tx, number, link)
    tx.execute(insert(milestone_links).values(milestone=number, finding=link.finding, meeting=link.meeting))


def drop_link(tx: Tx, number: MilestoneId, link: Link) -> None:
    """It no longer does."""
    of = (
        milestone_links.c.finding == link.finding
        if link.finding
        else milestone_links.c.meeting == link.meeting
    )
    tx.execute(delete(milestone_links).where(milestone_links.c.milestone == number, of))


def linked_to(tx: Tx, committee: CommitteeId, link: Link) -> list[Milestone]:
    """The milestones to which a finding or a meeting belongs."""
    of = (
        milestone_links.c.finding == link.finding
        if link.finding
        else milestone_links.c.meeting == link.meeting
    )
    rows = tx.execute(
        select(milestones)
        .join(milestone_links, milestone_links.c.milestone == milestones.c.id)
        .where(milestones.c.committee == committee, _STORED, of)
        .order_by(*_IN_ORDER)
    )
    return _with_titles(tx, rows.all())


def add_change(
    tx: Tx, who: Actor, kind: ChangeKind, reason: str, at: datetime, changes: Sequence[Change]
) -> PlanChangeId:
    """Keeps what somebody did to their committee's plan; its number."""
    number = tx.execute(
        insert(plan_changes)
        .values(
            committee=who.committee.id,
            kind=kind,
            reason=reason,
            reason_language=language_of(reason, who.person.language) if reason else None,
            changed_by=who.membership,
            changed_at=at,
        )
        .returning(plan_changes.c.id)
    ).scalar_one()
    rows = [
        {
            "plan_change": number,
            "milestone": one.milestone,
            "position": place,
            "starts_before": one.was and one.was.first,
            "ends_before": one.was and one.was.last,
            "starts": one.now and one.now.first,
            "ends": one.now and one.now.last,
        }
        for place, one in enumerate(changes)
    ]
    if rows:
        tx.execute(insert(milestone_changes), rows)
    return PlanChangeId(number)


def plan_change(tx: Tx, number: int) -> PlanChange | None:
    """One change with everything that moved in it, in the order in which it was kept."""
    row = tx.execute(select(plan_changes).where(plan_changes.c.id == number)).first()
    if row is None:
        return None
    moved = tx.execute(
        select(milestone_changes)
        .where(milestone_changes.c.plan_change == number)
        .order_by(milestone_changes.c.position)
    )
    return _plan_change(row, tuple(_change(one) for one in moved))


def plan_changes_page(tx: Tx, committee: CommitteeId, limit: int, offset: int) -> list[PlanChange]:
    """What was done to a plan, newest first."""
    rows = tx.execute(
        select(plan_changes.c.id)
        .where(plan_changes.c.committee == committee)
        .order_by(plan_changes.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    found = (plan_change(tx, number) for number in rows.scalars().all())
    return [change for change in found if change is not None]


def count_plan_changes(tx: Tx, committee: CommitteeId) -> int:
    """How often a plan was changed."""
    asked = select(func.count()).select_from(plan_changes).where(plan_changes.c.committee == committee)
    return int(tx.execute(asked).scalar_one())


def history(tx: Tx, number: MilestoneId) -> list[PlanChange]:
    """What was done to one milestone's days, newest first; of each change only its own part."""
    rows = tx.execute(
        select(plan_changes, milestone_changes)
        .join(milestone_changes, milestone_changes.c.plan_change == plan_changes.c.id)
        .where(milestone_changes.c.milestone == number)
        .order_by(plan_changes.c.id.desc())
    )
    return [_plan_change(row, (_change(row),)) for row in rows]


def plan_reminders(tx: Tx, times: Mapping[MilestoneId, datetime | None]) -> None:
    """When the reminders of milestones have to be looked at again."""
    if times:
        planned = update(milestones).where(milestones.c.id == bindparam("of"))
        rows = [{"of": number, "at": at} for number, at in times.items()]
        tx.execute(planned.values(remind_at=bindparam("at")), rows)
    wake(tx)


def to_remind(tx: Tx, until: datetime) -> list[Milestone]:
    """Milestones whose reminders have to be looked at, now or until an instant."""
    return _with_titles(tx, _TO_REMIND.all(tx, until=until))


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When the next reminders have to be looked at."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


def open_in(tx: Tx, committee: CommitteeId) -> list[Milestone]:
    """Those that are not done."""
    rows = tx.execute(
        select(milestones).where(
            milestones.c.committee == committee, _STORED, milestones.c.standing.in_(_OPEN)
        )
    )
    return _with_titles(tx, rows.all())


def digest_at(tx: Tx, who: MembershipId) -> datetime | None:
    """When somebody's next weekly digest goes; None where they want none."""
    return tx.execute(select(digests.c.next_at).where(digests.c.membership == who)).scalar()


def set_digest(tx: Tx, who: MembershipId, at: datetime | None) -> None:
    """From when on somebody receives the digest; None for no longer."""
    tx.execute(delete(digests).where(digests.c.membership == who))
    if at is not None:
        tx.execute(insert(digests).values(membership=who, next_at=at))
        wake(tx)


def digests_in(tx: Tx, committee: CommitteeId) -> list[tuple[MembershipId, datetime]]:
    """Who of a committee wants it, and when their next one goes."""
    rows = tx.execute(
        select(digests)
        .join(memberships, memberships.c.id == digests.c.membership)
        .where(memberships.c.committee == committee)
        .order_by(digests.c.membership)
    )
    return [(MembershipId(row.membership), row.next_at) for row in rows]


def digests_due(tx: Tx, now: datetime) -> list[MembershipId]:
    """Whose digest is to go."""
    return [MembershipId(row.membership) for row in _DIGESTS_DUE.all(tx, now=now)]


def next_digest(tx: Tx, now: datetime) -> datetime | None:
    """When the next one goes."""
    found: datetime | None = _NEXT_DIGEST.scalar(tx, now=now)
    return found


def _filter(
    committee: CommitteeId, which: Which, mine: MembershipId, today: date, soon: date
) -> list[ColumnElement[bool]]:
    here = [milestones.c.committee == committee, _STORED]
    still_open = milestones.c.standing.in_(_OPEN)
    match which:
        case Which.ALL:
            return here
        case Which.MINE:
            return [*here, milestones.c.owner == mine]
        case Which.LATE:
            return [*here, still_open, milestones.c.ends < today]
        case Which.SOON:
            return [*here, still_open, and_(milestones.c.ends >= today, milestones.c.starts <= soon)]


def _with_titles(tx: Tx, rows: Sequence[Row[Any]]) -> list[Milestone]:
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


def _change(row: Row[Any]) -> Change:
    was = None if row.starts_before is None else Days(row.starts_before, row.ends_before)
    return Change(MilestoneId(row.milestone), was, None if row.starts is None else Days(row.starts, row.ends))


def _plan_change(row: Row[Any], changes: tuple[Change, ...]) -> PlanChange:
    return PlanChange(
        PlanChangeId(row.id),
        CommitteeId(row.committee),
        ChangeKind(row.kind),
        row.reason,
        MembershipId(row.changed_by),
        row.changed_at,
        changes,
        row.reason_language,
    )
