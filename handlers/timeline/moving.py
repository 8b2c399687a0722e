"""Moving in the chat: a milestone to another date or off a day off, out of the plan, and the last change back."""

from datetime import date, datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.forms import Form, Open
from bot.ids import CommitteeId, MilestoneId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from bot.timeline import change_views, form_views, forms, moving, reading, records, taking_back
from bot.timeline.actions import (
    ArrangeMilestone,
    ListChanges,
    MoveMilestone,
    ShowMilestone,
    TakeOut,
    TakeWorkingDay,
    UndoChange,
)
from bot.timeline.form_views import Leaving, Move
from bot.timeline.model import ChangeKind, Milestone, Slip
from bot.timeline.rights import milestone, planner
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.timeline import screens
from handlers.timeline.screens import acting
from handlers.turn import Turn


async def move(turn: Turn, action: MoveMilestone) -> Answer:
    """The form that moves a milestone."""

    def look(tx: Tx) -> tuple[CommitteeId, Milestone]:
        who = acting(turn, tx, action.milestone)
        planner(who)
        found = milestone(tx, who, action.milestone)
        if found.done:
            raise Refusal("milestone-done")
        return who.committee.id, found

    where, found = await turn.read(look)
    facts = {"milestone": action.milestone, "seen": found.days.last.isoformat()}
    back = ShowMilestone(action.milestone)
    return await asking.start(turn, forms.MOVE, action, where=where, facts=facts, back=back)


async def after_move(turn: Turn, outcome: Outcome) -> Answer:
    """The milestone as it stands now."""
    number = MilestoneId(outcome.facts["milestone"])
    screen = await turn.read(lambda tx: screens.card(turn, tx, number))
    return screen.noted(turn.note(outcome))


async def take_working_day(turn: Turn, action: TakeWorkingDay) -> Answer:
    """From a day off to the next working day, with one tap; what depends on it is asked about first."""

    def look(tx: Tx) -> Slip:
        return moving.to_working_day(tx, acting(turn, tx, action.milestone), action.milestone)

    try:
        slip = await turn.read(look)
    except Refusal:  # for the reason that is kept as the tap's outcome below
        slip = None
    if slip is not None and slip.shifts:
        facts = {"milestone": action.milestone, "seen": slip.milestone.days.last.isoformat(), "day_off": True}
        values = {"to": forms.as_fact(slip.to)}
        where = slip.milestone.committee
        back = ShowMilestone(action.milestone)
        return await asking.start(
            turn, forms.MOVE, action, where=where, facts=facts, values=values, back=back
        )
    return await screens.tapped(
        turn,
        action.milestone,
        lambda tx, who: moving.take_working_day(tx, who, action.milestone, turn.at),
    )


async def take_out(turn: Turn, action: TakeOut) -> Answer:
    """The form that takes a milestone out of the plan."""

    def look(tx: Tx) -> CommitteeId:
        who = acting(turn, tx, action.milestone)
        planner(who)
        return milestone(tx, who, action.milestone).committee

    where = await turn.read(look)
    facts, back = {"milestone": action.milestone}, ArrangeMilestone(action.milestone)
    return await asking.start(turn, forms.TAKE_OUT, action, where=where, facts=facts, back=back)


async def after_plan(turn: Turn, outcome: Outcome) -> Answer:
    """The plan as it stands now."""
    where = CommitteeId(outcome.facts["committee"])
    screen = await turn.read(lambda tx: screens.plan(turn, tx, where))
    return screen.noted(turn.note(outcome))


async def changes(turn: Turn, action: ListChanges) -> Answer:
    """What was done to the plan, newest first."""
    return await turn.read(lambda tx: _changes(turn, tx, action.committee, action.page))


async def undo(turn: Turn, action: UndoChange) -> Answer:
    """Asks once, then takes the last change of the plan back."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, taking_back.committee_of(tx, action.change))
        found = taking_back.prospect(tx, who, action.change)
        return change_views.undo(turn.t, found, records.named(tx, [one.milestone for one in found.changes]))

    if not action.sure:
        return await turn.read(look)

    def body(tx: Tx) -> Outcome:
        who = turn.who(tx, taking_back.committee_of(tx, action.change))
        return taking_back.undo(tx, who, action.change, turn.at)

    outcome = await turn.write(body)
    where = await turn.read(lambda tx: taking_back.committee_of(tx, action.change))
    screen = await turn.read(lambda tx: _changes(turn, tx, where))
    return screen.noted(turn.note(outcome))


def _changes(turn: Turn, tx: Tx, where: CommitteeId, page: int = 0) -> Screen:
    who = turn.who(tx, where)
    return change_views.changes(turn.t, reading.changes(tx, who, page))


def _moving(tx: Tx, who: Actor, state: Open) -> Move:
    found = milestone(tx, who, MilestoneId(state.facts["milestone"]))
    day = found.flagged(who.committee.calendar)
    if "to" not in state.values:
        return Move(found, day, None, ())
    slip = moving.prospect(tx, who, found.id, forms.moved_to(state.values))
    moved = [found.id, *(m.id for m, _ in slip.shifts)]
    behind = reading.left_behind(tx, who, moved, who.person.language)
    return Move(found, day, slip, tuple(behind))


def _move(tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
    found = milestone(tx, who, MilestoneId(state.facts["milestone"]))
    slip = None
    if "to" in state.values:
        slip = moving.prospect(tx, who, found.id, forms.moved_to(state.values))
    return forms.move(who.committee, found, at, slip=slip, reasoned=bool(state.facts.get("day_off")))


def _moved(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number, to = MilestoneId(state.facts["milestone"]), forms.moved_to(state.values)
    along = []
    if state.values["sure"] == forms.ALONG:
        along = [m.id for m, _ in moving.prospect(tx, who, number, to).shifts]
    return moving.move(
        tx,
        who,
        number,
        to,
        reason=state.values.get("reason", ""),
        along=along,
        seen=date.fromisoformat(state.facts["seen"]),
        at=at,
        kind=ChangeKind.DAY_OFF if state.facts.get("day_off") else ChangeKind.MOVED,
    )


def _leaving(tx: Tx, who: Actor, state: Open) -> Leaving:
    found = milestone(tx, who, MilestoneId(state.facts["milestone"]))
    followers = [n for n, on in records.needs_in(tx, who.committee.id).items() if found.id in on]
    known = records.named(tx, followers)
    behind = reading.left_behind(tx, who, [found.id], who.person.language)
    return Leaving(found, tuple(known[n] for n in sorted(followers)), tuple(behind))


def _take_out(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    planner(who)
    milestone(tx, who, MilestoneId(state.facts["milestone"]))
    return forms.take_out()


def _taken_out(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = MilestoneId(state.facts["milestone"])
    return taking_back.take_out(tx, who, number, state.values["reason"], at)


ROOM = Room(
    buttons={
        MoveMilestone: move,
        TakeWorkingDay: take_working_day,
        TakeOut: take_out,
        ListChanges: changes,
        UndoChange: undo,
    },
    forms={
        forms.MOVE: FormRoom(_move, _moving, form_views.move, _moved, after_move),
        forms.TAKE_OUT: FormRoom(_take_out, _leaving, form_views.take_out, _taken_out, after_plan),
    },
)
