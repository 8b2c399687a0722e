"""Posting a plan in the chat: as a message or a table, step by step, or as what follows a deliverable."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot import forms as open_forms
from bot.actions import Action
from bot.committee.model import Actor
from bot.files.tables import is_table
from bot.forms import Form, Open
from bot.i18n import mark
from bot.ids import CommitteeId, MilestoneId
from bot.intake import Outcome
from bot.screens import Attachment, Made, Screen
from bot.store import Tx
from bot.timeline import (
    plan_form_views,
    plan_forms,
    posting,
    reading,
    records,
    sheet,
    views,
)
from bot.timeline.actions import AddMilestones, ArrangeMilestone, ChangePlan, LayOut, PostPlan, SendTemplate
from bot.timeline.plan_forms import Desk
from bot.timeline.rights import milestone, planner, plans
from handlers.context import Answer, FormRoom, Room, Unasked
from handlers.forms import asking
from handlers.timeline import screens
from handlers.turn import Turn

_EXAMPLE = 3
"""Milestones of an example that is sent where there is no plan yet."""


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
        screen = None if asked else turn.named(screens.plan(turn, tx, action.committee))
        return screen, who.committee.languages, _rows(tx, who, turn)

    screen, languages, rows = await turn.read(look)
    data = await asyncio.to_thread(sheet.template, languages, rows)
    caption = turn.t("The plan as a table. Change it and send it back; nothing is stored before you confirm.")
    back = views.back_to_timeline(turn.t, action.committee)
    table = Attachment(Made(data), f"plan-{turn.at:%Y-%m-%d}.xlsx", caption, rows=(back,))
    if screen is not None:
        return screen, table
    asked = await asking.question(turn)
    first, *others = asked if isinstance(asked, tuple) else (asked,)
    others.append(table)
    return first, *others


async def post(turn: Turn, action: PostPlan | None = None) -> Answer:
    """/newtimeline: the form for a whole plan."""
    where = await _planner(turn, action.committee if action else None)
    return await _open_plan(turn, PostPlan(where), where, plan_forms.POST)


async def add(turn: Turn, action: AddMilestones) -> Answer:
    """The form that adds milestones."""
    where = await _planner(turn, action.committee)
    return await _open_plan(turn, action, where, plan_forms.ADD)


async def lay_out(turn: Turn, action: LayOut) -> Answer:
    """The form for what follows a deliverable."""
    where = await _planner(turn, action.committee)
    if action.milestone is not None:
        number = action.milestone
        await turn.read(lambda tx: milestone(tx, turn.who(tx, where), number))
    return await _open_plan(turn, action, where, plan_forms.CHAIN, action.milestone)


async def after_plan(turn: Turn, outcome: Outcome) -> Answer:
    """The plan as it stands now."""
    where = CommitteeId(outcome.facts["committee"])
    screen = await turn.read(lambda tx: screens.plan(turn, tx, where))
    return screen.noted(turn.note(outcome))


async def _open_plan(
    turn: Turn,
    again: Action,
    where: CommitteeId,
    way: str,
    of: MilestoneId | None = None,
) -> Answer:
    facts = {"way": way, "milestone": of}
    back = ChangePlan(where) if of is None else ArrangeMilestone(of)
    return await asking.start(turn, plan_forms.PLAN, again, where=where, facts=facts, back=back)


async def _planner(turn: Turn, where: CommitteeId | None) -> CommitteeId:
    """The committee in which a form is opened. Refuses `planners-only`."""

    def look(tx: Tx) -> CommitteeId:
        who = turn.who(tx, where)
        planner(who)
        return who.committee.id

    return await turn.read(look)


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
    return plan_forms.plan(_desk(tx, who, at), state.facts)


def _post(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    desk = _desk(tx, who, at)
    draft = plan_forms.draft_of(desk, state.facts, state.values) or []
    return posting.post(
        tx,
        who,
        draft,
        revision=plan_forms.revision_of(state.values),
        reason=state.values.get("reason", ""),
        adding=plan_forms.way_of(state.facts) != plan_forms.POST,
        at=at,
        needs=plan_forms.needs_of(state.facts, draft),
    )


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
            f"title_{code}": turn.t.in_language(code).plain("Milestone {n}", n=n + 1)
            for code in who.committee.languages
        }
        rows.append({"no": n + 1, "start": day, "after": n or None, **titles})
    return rows


UNASKED = Unasked(lambda who, name: plans(who) and is_table(name), mark("The timeline"))

ROOM = Room(
    commands={"newtimeline": post},
    buttons={
        ChangePlan: change_plan,
        SendTemplate: template,
        PostPlan: post,
        AddMilestones: add,
        LayOut: lay_out,
    },
    forms={
        plan_forms.PLAN: FormRoom(
            _plan, _look_at, plan_form_views.plan, _post, after_plan, UNASKED, sheet.prepare
        ),
    },
)
