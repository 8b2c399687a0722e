"""The timeline in the chat: the plan as text and picture, milestones, the forms that post a plan and move a date."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from bot import forms as open_forms
from bot.actions import Action
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.files.tables import is_table
from bot.forms import Form, Open
from bot.i18n import Translator, mark
from bot.ids import CommitteeId, FindingId, MeetingId, MilestoneId
from bot.intake import Outcome
from bot.screens import Attachment, Made, Row, Screen
from bot.store import Tx
from bot.timeline import (
    card_views,
    change_views,
    forms,
    moving,
    own_data,
    pictures,
    posting,
    questions,
    reading,
    records,
    service,
    sheet,
    taking_back,
    views,
    words,
)
from bot.timeline.actions import (
    AddMilestones,
    ArrangeMilestone,
    ChangePlan,
    GiveTo,
    LayOut,
    ListChanges,
    ListLinks,
    ListNeeds,
    ListOwners,
    MoveMilestone,
    PostPlan,
    PutStanding,
    SendTemplate,
    ShowHistory,
    ShowMilestone,
    ShowTimeline,
    ShowTimelinePicture,
    Subscribe,
    TakeOut,
    TakeWorkingDay,
    ToggleLink,
    ToggleNeed,
    UndoChange,
    WriteTitles,
)
from bot.timeline.forms import Desk
from bot.timeline.model import ChangeKind, Link, Milestone, Slip, Which
from bot.timeline.questions import Leaving, Move
from bot.timeline.rights import committee_of, milestone, planner, plans
from bot.timeline.sentences import SENTENCES
from handlers import forms as chat_forms
from handlers.context import Answer, FormRoom, Room, Unasked, Waiting
from handlers.turn import Turn

_EXAMPLE = 3
"""Milestones of an example that is sent where there is no plan yet."""


async def timeline(turn: Turn) -> Answer:
    """/timeline: the text, then the picture."""
    return await _with_picture(turn, None)


async def item(turn: Turn, number: int) -> Answer:
    """The deep link `t1` opens a committee's plan."""
    return await turn.read(lambda tx: _list(turn, tx, CommitteeId(number)))


async def page(turn: Turn, action: ShowTimeline) -> Answer:
    """A page of the plan."""
    return await turn.read(lambda tx: _list(turn, tx, action.committee, action.which, action.page))


async def picture(turn: Turn, action: ShowTimelinePicture) -> Answer:
    """The picture of a page, below its text."""
    return await _with_picture(turn, action.committee, action.which, action.page)


async def show(turn: Turn, action: ShowMilestone) -> Answer:
    """One milestone."""
    return await turn.read(lambda tx: _card(turn, tx, action.milestone))


async def history(turn: Turn, action: ShowHistory) -> Answer:
    """How its days have changed."""

    def look(tx: Tx) -> Screen:
        who = _acting(turn, tx, action.milestone)
        return card_views.history(turn.t, reading.history(tx, who, action.milestone), action.page)

    return await turn.read(look)


async def arrange(turn: Turn, action: ArrangeMilestone) -> Answer:
    """What can be changed besides the date."""

    def look(tx: Tx) -> Screen:
        planner(_acting(turn, tx, action.milestone))
        return card_views.arrange(turn.t, _found(turn, tx, action.milestone))

    return await turn.read(look)


async def owners(turn: Turn, action: ListOwners) -> Answer:
    """Whom it may be given to."""

    def look(tx: Tx) -> Screen:
        who = _acting(turn, tx, action.milestone)
        found = milestone(tx, who, action.milestone)
        return card_views.owners(turn.t, found, reading.owners(tx, who), action.page)

    return await turn.read(look)


async def give(turn: Turn, action: GiveTo) -> Answer:
    """Whose it is."""
    return await _do(
        turn,
        action.milestone,
        lambda tx, who: service.set_owner(tx, who, action.milestone, action.owner, turn.at),
    )


async def needs(turn: Turn, action: ListNeeds) -> Answer:
    """What it may depend on."""
    return await turn.read(lambda tx: _needs(turn, tx, action.milestone, action.page))


async def toggle_need(turn: Turn, action: ToggleNeed) -> Answer:
    """It depends on the other one, or no longer."""
    outcome = await turn.write(
        lambda tx: service.toggle_need(
            tx, _acting(turn, tx, action.milestone), action.milestone, action.other
        )
    )
    screen = await turn.read(lambda tx: _needs(turn, tx, action.milestone, action.page))
    return screen.noted(turn.note(outcome))


async def links(turn: Turn, action: ListLinks) -> Answer:
    """What may belong to it."""
    return await turn.read(lambda tx: _links(turn, tx, action.milestone, action.page))


async def toggle_link(turn: Turn, action: ToggleLink) -> Answer:
    """A finding or a meeting belongs to it, or no longer."""
    link = Link(action.finding, action.meeting)

    def body(tx: Tx) -> Outcome:
        who = _acting(turn, tx, action.milestone)
        return service.toggle_link(tx, who, action.milestone, link)

    outcome = await turn.write(body)
    screen = await turn.read(lambda tx: _links(turn, tx, action.milestone, action.page))
    return screen.noted(turn.note(outcome))


async def stand(turn: Turn, action: PutStanding) -> Answer:
    """Where it stands."""
    return await _do(
        turn,
        action.milestone,
        lambda tx, who: service.set_standing(tx, who, action.milestone, action.standing, turn.at),
    )


async def take_working_day(turn: Turn, action: TakeWorkingDay) -> Answer:
    """From a day off to the next working day, with one tap; what depends on it is asked about first."""

    def look(tx: Tx) -> Slip:
        return moving.to_working_day(tx, _acting(turn, tx, action.milestone), action.milestone)

    try:
        slip = await turn.read(look)
    except Refusal:  # for the reason that is kept as the tap's outcome below
        slip = None
    if slip is not None and slip.shifts:
        facts = {"milestone": action.milestone, "seen": slip.milestone.days.last.isoformat(), "day_off": True}
        values = {"to": forms.as_fact(slip.to)}
        where = slip.milestone.committee
        return await chat_forms.start(turn, forms.MOVE, action, where=where, facts=facts, values=values)
    return await _do(
        turn,
        action.milestone,
        lambda tx, who: moving.take_working_day(tx, who, action.milestone, turn.at),
    )


async def subscribe(turn: Turn, action: Subscribe) -> Answer:
    """The weekly digest, or no longer."""
    outcome = await turn.write(
        lambda tx: service.subscribe(tx, turn.who(tx, action.committee), action.wanted, turn.at)
    )
    screen = await turn.read(lambda tx: _list(turn, tx, action.committee))
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


async def take_out(turn: Turn, action: TakeOut) -> Answer:
    """The form that takes a milestone out of the plan."""

    def look(tx: Tx) -> CommitteeId:
        who = _acting(turn, tx, action.milestone)
        planner(who)
        return milestone(tx, who, action.milestone).committee

    where = await turn.read(look)
    return await chat_forms.start(
        turn, forms.TAKE_OUT, action, where=where, facts={"milestone": action.milestone}
    )


async def change_plan(turn: Turn, action: ChangePlan) -> Answer:
    """What can be done with the plan as a whole."""
    where = await _planner(turn, action.committee)
    return turn.named(views.change_plan(turn.t, where))


async def template(turn: Turn, action: SendTemplate) -> Answer:
    """The plan as a workbook, or an example to fill in; below the form where one is open, else below the plan."""

    def look(tx: Tx) -> tuple[Screen | None, Sequence[str], list[dict[str, object]]]:
        who = turn.who(tx, action.committee)
        planner(who)
        asked = open_forms.on_top(tx, who.person.id) is not None
        screen = None if asked else turn.named(_list(turn, tx, action.committee))
        return screen, who.committee.languages, _rows(tx, who, turn)

    screen, languages, rows = await turn.read(look)
    data = await asyncio.to_thread(sheet.template, languages, rows)
    caption = turn.t("The plan as a table. Change it and send it back; nothing is stored before you confirm.")
    back = views.back_to_timeline(turn.t, action.committee)
    table = Attachment(Made(data), f"plan-{turn.at:%Y-%m-%d}.xlsx", caption, rows=(back,))
    if screen is not None:
        return screen, table
    asked = await chat_forms.question(turn)
    first, *others = asked if isinstance(asked, tuple) else (asked,)
    others.append(table)
    return first, *others


async def post(turn: Turn, action: PostPlan | None = None) -> Answer:
    """/newtimeline: the form for a whole plan."""
    where = await _planner(turn, action.committee if action else None)
    return await _open_plan(turn, PostPlan(where), where, forms.POST)


async def add(turn: Turn, action: AddMilestones) -> Answer:
    """The form that adds milestones."""
    where = await _planner(turn, action.committee)
    return await _open_plan(turn, action, where, forms.ADD)


async def lay_out(turn: Turn, action: LayOut) -> Answer:
    """The form for what follows a deliverable."""
    where = await _planner(turn, action.committee)
    if action.milestone is not None:
        number = action.milestone
        await turn.read(lambda tx: milestone(tx, turn.who(tx, where), number))
    return await _open_plan(turn, action, where, forms.CHAIN, action.milestone)


async def move(turn: Turn, action: MoveMilestone) -> Answer:
    """The form that moves a milestone."""

    def look(tx: Tx) -> tuple[CommitteeId, Milestone]:
        who = _acting(turn, tx, action.milestone)
        planner(who)
        found = milestone(tx, who, action.milestone)
        if found.done:
            raise Refusal("milestone-done")
        return who.committee.id, found

    where, found = await turn.read(look)
    facts = {"milestone": action.milestone, "seen": found.days.last.isoformat()}
    return await chat_forms.start(turn, forms.MOVE, action, where=where, facts=facts)


async def titles(turn: Turn, action: WriteTitles) -> Answer:
    """The form for titles in another language."""

    def look(tx: Tx) -> bool:
        who = turn.who(tx, action.committee)
        planner(who)
        if action.milestone is not None:
            milestone(tx, who, action.milestone)
            return True
        return bool(_missing(tx, who))

    if not await turn.read(look):
        screen = await turn.read(lambda tx: _list(turn, tx, action.committee))
        return screen.noted(turn.say("titles-complete"))
    facts = {"milestone": action.milestone}
    return await chat_forms.start(turn, forms.TITLES, action, where=action.committee, facts=facts)


async def after_plan(turn: Turn, outcome: Outcome) -> Answer:
    """The plan as it stands now."""
    where = CommitteeId(outcome.facts["committee"])
    screen = await turn.read(lambda tx: _list(turn, tx, where))
    return screen.noted(turn.note(outcome))


async def after_move(turn: Turn, outcome: Outcome) -> Answer:
    """The milestone as it stands now."""
    number = MilestoneId(outcome.facts["milestone"])
    screen = await turn.read(lambda tx: _card(turn, tx, number))
    return screen.noted(turn.note(outcome))


async def after_titles(turn: Turn, outcome: Outcome) -> Answer:
    """The plan as it stands now."""
    where = CommitteeId(outcome.facts["where"])
    screen = await turn.read(lambda tx: _list(turn, tx, where))
    return screen.noted(turn.note(outcome))


async def _open_plan(
    turn: Turn,
    again: Action,
    where: CommitteeId,
    way: str,
    of: MilestoneId | None = None,
) -> Answer:
    facts = {"way": way, "milestone": of}
    return await chat_forms.start(turn, forms.PLAN, again, where=where, facts=facts)


async def _do(turn: Turn, number: MilestoneId, act: Callable[[Tx, Actor], Outcome]) -> Answer:
    """A tap on a milestone's card, and the card as it stands after it."""
    outcome = await turn.write(lambda tx: act(tx, _acting(turn, tx, number)))
    screen = await turn.read(lambda tx: _card(turn, tx, number))
    return screen.noted(turn.note(outcome))


async def _planner(turn: Turn, where: CommitteeId | None) -> CommitteeId:
    """The committee in which a form is opened. Refuses `planners-only`."""

    def look(tx: Tx) -> CommitteeId:
        who = turn.who(tx, where)
        planner(who)
        return who.committee.id

    return await turn.read(look)


async def _with_picture(
    turn: Turn,
    where: CommitteeId | None,
    which: Which = Which.ALL,
    page: int | None = None,
) -> Answer:
    def look(tx: Tx) -> tuple[Screen, Attachment | None]:
        who = turn.who(tx, where)
        found = reading.timeline(tx, who, which, page, turn.at)
        shown = reading.for_picture(tx, who, found, pictures.ROWS)
        picture = pictures.picture(turn.t, shown, who.committee) if found.total else None
        return views.timeline(turn.t, found), picture

    screen, picture = await turn.read(look)
    screen = turn.named(screen)
    return screen if picture is None else (screen, picture)


def _changes(turn: Turn, tx: Tx, where: CommitteeId, page: int = 0) -> Screen:
    who = turn.who(tx, where)
    return change_views.changes(turn.t, reading.changes(tx, who, page))


def _found(turn: Turn, tx: Tx, number: MilestoneId) -> reading.Card:
    who = _acting(turn, tx, number)
    return reading.card(tx, who, number, turn.t.language, turn.at)


def _card(turn: Turn, tx: Tx, number: MilestoneId) -> Screen:
    found = _found(turn, tx, number)
    return card_views.card(turn.t, found)


def _links(turn: Turn, tx: Tx, number: MilestoneId, page: int) -> Screen:
    who = _acting(turn, tx, number)
    found, chosen = reading.choices(tx, who, number, turn.t.language)
    return card_views.links(turn.t, milestone(tx, who, number), found, chosen, page)


def _moving(tx: Tx, who: Actor, state: Open) -> Move:
    found = milestone(tx, who, MilestoneId(state.facts["milestone"]))
    day = found.flagged(who.committee.calendar)
    if "to" not in state.values:
        return Move(found, day, None, ())
    slip = moving.prospect(tx, who, found.id, forms.moved_to(state.values))
    moved = [found.id, *(m.id for m, _ in slip.shifts)]
    behind = reading.left_behind(tx, who, moved, who.person.language)
    return Move(found, day, slip, tuple(behind))


def falls_on(
    tx: Tx, t: Translator, who: Actor, days: Sequence[date]
) -> tuple[Sequence[Markup], Sequence[Row]]:
    """The milestones that end on days off, and a button each."""
    found = reading.on_days_off(tx, who, days)
    if not found:
        return (), ()
    lines = [t("Milestones that end then:"), *(words.named(t, m) for m in found)]
    return lines, views.chips(found)


def finding_rows(tx: Tx, t: Translator, who: Actor, number: FindingId) -> list[Row]:
    """The milestones that a finding belongs to."""
    return views.linked_rows(t, records.linked_to(tx, who.committee.id, Link(finding=number)))


def meeting_rows(tx: Tx, t: Translator, who: Actor, number: MeetingId) -> list[Row]:
    """The milestones that a meeting belongs to."""
    return views.linked_rows(t, records.linked_to(tx, who.committee.id, Link(meeting=number)))


def _acting(turn: Turn, tx: Tx, number: MilestoneId) -> Actor:
    """The person in the committee that a milestone belongs to."""
    return turn.who(tx, committee_of(tx, number))


def _list(
    turn: Turn, tx: Tx, where: CommitteeId, which: Which = Which.ALL, page: int | None = None
) -> Screen:
    who = turn.who(tx, where)
    return views.timeline(turn.t, reading.timeline(tx, who, which, page, turn.at))


def _needs(turn: Turn, tx: Tx, number: MilestoneId, page: int) -> Screen:
    who = _acting(turn, tx, number)
    planner(who)
    found = milestone(tx, who, number)
    others = [m for m in records.whole_plan(tx, who.committee.id) if m.id != number]
    chosen = records.needs_in(tx, who.committee.id).get(number, ())
    return card_views.needs(turn.t, found, others, chosen, page)


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    def line(found: Milestone) -> Waiting:
        until = who.committee.calendar.deadline_on(found.days.last)
        return Waiting(until, lambda t: views.waiting_row(t, found))

    return [line(found) for found in reading.waiting(tx, who, at)]


# The forms: what they ask about, what they are drawn from, what they do in the end.


def _desk(tx: Tx, who: Actor, at: datetime | None = None) -> Desk:
    return Desk(
        who.committee,
        tuple(records.whole_plan(tx, who.committee.id)),
        records.revision(tx, who.committee.id),
        reading.owners_by_name(tx, who),
        who.person.language,
        at,
    )


def _look_at(tx: Tx, who: Actor, _state: Open) -> Desk:
    return _desk(tx, who)


def _plan(tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
    planner(who)
    return forms.plan(_desk(tx, who, at), state.facts)


def _post(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    desk = _desk(tx, who, at)
    draft = forms.draft_of(desk, state.facts, state.values) or []
    return posting.post(
        tx,
        who,
        draft,
        revision=forms.revision_of(state.values),
        reason=state.values.get("reason", ""),
        adding=forms.way_of(state.facts) != forms.POST,
        at=at,
        needs=forms.needs_of(state.facts, draft),
    )


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


def _missing(tx: Tx, who: Actor) -> dict[str, Sequence[Milestone]]:
    """By language, the milestones that have no title in it."""
    found = records.whole_plan(tx, who.committee.id)
    lacking = {code: service.lacking(found, code) for code in who.committee.languages}
    return {code: milestones for code, milestones in lacking.items() if milestones}


def _lacking(tx: Tx, who: Actor, state: Open) -> tuple[dict[str, Sequence[Milestone]], Milestone | None]:
    number = state.facts.get("milestone")
    if number is None:
        return _missing(tx, who), None
    return dict.fromkeys(who.committee.languages, ()), milestone(tx, who, MilestoneId(number))


def _titles(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    lacking, one = _lacking(tx, who, state)
    return forms.titles(tuple(lacking), lacking, one)


def _write_titles(tx: Tx, who: Actor, state: Open, _at: datetime) -> Outcome:
    written = {MilestoneId(int(number)): title for number, title in state.values["titles"].items()}
    return service.set_titles(tx, who, state.values["language"], written)


def _rows(tx: Tx, who: Actor, turn: Turn) -> list[dict[str, object]]:
    """The plan's rows for a workbook; where there is none yet, an example."""
    found = records.whole_plan(tx, who.committee.id)
    needs = records.needs_in(tx, who.committee.id)
    labels = {m.id: m.label for m in found}
    rows: list[dict[str, Any]] = []
    for one in found:
        rows.append(
            {
                "no": one.label,
                "start": one.days.first,
                "end": None if one.days.single else one.days.last,
                "owner": reading.owner_name(tx, one),
                "after": ", ".join(labels[n] for n in sorted(needs.get(one.id, ()))) or None,
                **{f"title_{code}": title for code, title in one.titles.items()},
            }
        )
    return rows or _example(who, reading.day_of(who, turn.at), turn)


def _example(who: Actor, today: date, turn: Turn) -> list[dict[str, object]]:
    calendar = who.committee.calendar
    rows: list[dict[str, object]] = []
    for n in range(_EXAMPLE):
        day = calendar.shifted(today, 10 * (n + 1))
        titles: dict[str, object] = {
            f"title_{code}": replace(turn.t, language=code).plain("Milestone {n}", n=n + 1)  # type: ignore[arg-type]
            for code in who.committee.languages
        }
        rows.append({"no": n + 1, "start": day, "after": n or None, **titles})
    return rows


UNASKED = Unasked(lambda who, name: plans(who) and is_table(name), mark("The timeline"))

ROOM = Room(
    commands={"timeline": timeline, "newtimeline": post},
    buttons={
        ShowTimeline: page,
        ShowTimelinePicture: picture,
        ShowMilestone: show,
        ShowHistory: history,
        ArrangeMilestone: arrange,
        ListOwners: owners,
        GiveTo: give,
        ListNeeds: needs,
        ToggleNeed: toggle_need,
        ListLinks: links,
        ToggleLink: toggle_link,
        PutStanding: stand,
        TakeWorkingDay: take_working_day,
        TakeOut: take_out,
        ListChanges: changes,
        UndoChange: undo,
        Subscribe: subscribe,
        ChangePlan: change_plan,
        SendTemplate: template,
        PostPlan: post,
        AddMilestones: add,
        LayOut: lay_out,
        MoveMilestone: move,
        WriteTitles: titles,
    },
    forms={
        forms.PLAN: FormRoom(_plan, _look_at, questions.plan, _post, after_plan, UNASKED, sheet.prepare),
        forms.MOVE: FormRoom(_move, _moving, questions.move, _moved, after_move),
        forms.TAKE_OUT: FormRoom(_take_out, _leaving, questions.take_out, _taken_out, after_plan),
        forms.TITLES: FormRoom(_titles, _lacking, questions.titles, _write_titles, after_titles),
    },
    items={"t": item},
    sentences=SENTENCES,
    waiting=_waiting,
    home=lambda who, t: views.home_rows(t, who.committee.id),
    mydata=own_data.sections,
)
