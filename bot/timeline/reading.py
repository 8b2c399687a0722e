"""What people see of a plan, read for whoever looks: lists by filter, one milestone with all around it, choices."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, RosterEntry
from bot.dataclasses import dataclass
from bot.ids import CommitteeId, MembershipId, MilestoneId
from bot.store import Tx
from bot.timeline import records
from bot.timeline.linked import Thing, findings_to_link, meetings_to_link, things
from bot.timeline.model import SOON, Milestone, PlanChange, Which
from bot.timeline.rights import keeps, milestone, planner, plans
from bot.workdays import WorkCalendar

PAGE = 8
CHANGES_A_PAGE = 5
LATE_NAMED = 3
DUE_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class TimelinePage:
    """A page of a list. `late`: of the whole plan, the first few of those that are late; `late_total`: how many."""

    committee: CommitteeId
    calendar: WorkCalendar
    today: date
    which: Which
    milestones: tuple[Milestone, ...]
    offset: int
    page: int
    last: int
    total: int
    late: tuple[Milestone, ...]
    late_total: int
    may_plan: bool
    digest: bool
    changed: bool


@dataclass(frozen=True)
class Card:
    """One milestone. `owner`: a name; None where it has none. `needs` and `followers`: direct ones."""

    milestone: Milestone
    calendar: WorkCalendar
    today: date
    languages: tuple[str, ...]
    owner: str | None
    needs: tuple[Milestone, ...]
    followers: tuple[Milestone, ...]
    things: tuple[Thing, ...]
    moves: int
    may_plan: bool
    may_keep: bool


@dataclass(frozen=True)
class History:
    """What was done to a milestone's days, newest first, with the names of those who did it."""

    milestone: Milestone
    changes: tuple[PlanChange, ...]
    names: Mapping[MembershipId, str]


@dataclass(frozen=True)
class Changes:
    """A page of what was done to the plan, newest first, with the milestones and the names that it tells."""

    committee: CommitteeId
    changes: tuple[PlanChange, ...]
    known: Mapping[MilestoneId, Milestone]
    names: Mapping[MembershipId, str]
    page: int
    last: int
    may_plan: bool


def timeline(tx: Tx, who: Actor, which: Which, page: int | None, at: datetime) -> TimelinePage:
    """A page of the plan; None for the one on which today lies."""
    here, me = who.committee.id, who.membership
    today = day_of(who, at)
    soon = today + SOON
    total = records.count(tx, here, which, me, today, soon)
    whole = which is Which.ALL
    late_total = records.count(tx, here, Which.LATE, me, today, soon) if whole else 0
    last = max(0, (total - 1) // PAGE)
    if page is None:
        page = records.count_before(tx, here, today) // PAGE if whole else 0
    page = min(max(page, 0), last)
    return TimelinePage(
        here,
        who.committee.calendar,
        today,
        which,
        tuple(records.page(tx, here, which, me, today, soon, page * PAGE, PAGE)),
        page * PAGE,
        page,
        last,
        total,
        tuple(records.page(tx, here, Which.LATE, me, today, soon, 0, LATE_NAMED)) if late_total else (),
        late_total,
        plans(who),
        records.digest_at(tx, me) is not None,
        records.revision(tx, here) > 0,
    )


def for_picture(tx: Tx, who: Actor, found: TimelinePage, rows: int) -> TimelinePage:
    """The same page with as many milestones as a picture shows: all of them where they fit."""
    offset = max(0, min(found.offset, found.total - rows))
    soon = found.today + SOON
    shown = records.page(tx, found.committee, found.which, who.membership, found.today, soon, offset, rows)
    return replace(found, milestones=tuple(shown), offset=offset)


def card(tx: Tx, who: Actor, number: MilestoneId, language: str, at: datetime) -> Card:
    """One milestone. Refuses `milestone-unknown`."""
    found = milestone(tx, who, number)
    needs = records.needs_in(tx, who.committee.id)
    before = needs.get(number, set())
    after = {n for n, on in needs.items() if number in on}
    known = records.named(tx, [*before, *after])
    return Card(
        found,
        who.committee.calendar,
        day_of(who, at),
        who.committee.languages,
        owner_name(tx, found),
        tuple(sorted((known[n] for n in before), key=_by_days)),
        tuple(sorted((known[n] for n in after), key=_by_days)),
        tuple(things(tx, who, records.links_of(tx, [number]).get(number, []), language)),
        sum(change.changes[0].was is not None for change in records.history(tx, number)),
        plans(who),
        keeps(who, found),
    )


def history(tx: Tx, who: Actor, number: MilestoneId) -> History:
    """How a milestone's days have changed. Refuses `milestone-unknown`."""
    changes = records.history(tx, number)
    names = {change.by: roster.author_name(tx, change.by)[0] for change in changes}
    return History(milestone(tx, who, number), tuple(changes), names)


def changes(tx: Tx, who: Actor, page: int) -> Changes:
    """A page of what was done to the plan."""
    here = who.committee.id
    last = max(0, (records.count_plan_changes(tx, here) - 1) // CHANGES_A_PAGE)
    page = min(max(page, 0), last)
    found = records.plan_changes_page(tx, here, CHANGES_A_PAGE, page * CHANGES_A_PAGE)
    known = records.named(tx, {one.milestone for change in found for one in change.changes})
    names = {change.by: roster.author_name(tx, change.by)[0] for change in found}
    return Changes(here, tuple(found), known, names, page, last, plans(who))


def owner_name(tx: Tx, of: Milestone) -> str | None:
    """Who owns a milestone, while they serve."""
    holder = None if of.owner is None else committee.actor_of_membership(tx, of.owner)
    return None if holder is None else holder.person.name


def owners(tx: Tx, who: Actor) -> list[RosterEntry]:
    """Whom a milestone may be given to. Refuses `planners-only`."""
    planner(who)
    return committee.entries(tx, who)


def owners_by_name(tx: Tx, who: Actor) -> dict[str, MembershipId]:
    """The same, by folded name, for a sheet; two of one name are told apart by nothing, and neither is found."""
    found: dict[str, list[MembershipId]] = {}
    for entry in committee.entries(tx, who):
        if entry.person.name:
            found.setdefault(entry.person.name.casefold(), []).append(entry.membership)
    return {name: numbers[0] for name, numbers in found.items() if len(numbers) == 1}


def choices(tx: Tx, who: Actor, number: MilestoneId, language: str) -> tuple[list[Thing], list[Thing]]:
    """What may be linked to a milestone, and what of it is. Refuses `planners-only`, `milestone-unknown`."""
    planner(who)
    milestone(tx, who, number)
    links = set(records.links_of(tx, [number]).get(number, ()))
    found = [*meetings_to_link(tx, who, language), *findings_to_link(tx, who, language)]
    return found, [thing for thing in found if thing.link in links]


def left_behind(tx: Tx, who: Actor, moved: Sequence[MilestoneId], language: str) -> list[Thing]:
    """Meetings, ballots and comment windows of moved milestones: they keep their hours until somebody changes them."""
    links = records.links_of(tx, moved)
    every = dict.fromkeys(link for number in moved for link in links.get(number, ()))
    return [thing for thing in things(tx, who, list(every), language) if thing.at is not None]


def waiting(tx: Tx, who: Actor, at: datetime) -> list[Milestone]:
    """An owner's milestones that are late or end within a week."""
    return records.due_for(tx, who.membership, day_of(who, at) + DUE_WITHIN)


def on_days_off(tx: Tx, who: Actor, days: Sequence[date]) -> list[Milestone]:
    """Open milestones that end on one of these days."""
    if not days:
        return []
    found = records.ending(tx, who.committee.id, min(days), max(days))
    return [m for m in found if m.days.last in days]


def _by_days(one: Milestone) -> tuple[date, int]:
    return one.days.first, one.number


def day_of(who: Actor, at: datetime) -> date:
    """The committee's day."""
    return at.astimezone(who.committee.zone).date()
