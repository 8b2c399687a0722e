"""One milestone in the chat: its card, its history, how far it is and whose, its titles, what belongs to it."""

from collections.abc import Sequence
from datetime import datetime

from bot.committee.model import Actor
from bot.forms import Form, Open
from bot.ids import CommitteeId, MilestoneId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from bot.timeline import card_views, form_views, forms, reading, records, service
from bot.timeline.actions import (
    ArrangeMilestone,
    ChangePlan,
    GiveTo,
    ListLinks,
    ListNeeds,
    ListOwners,
    PutStanding,
    ShowHistory,
    ShowMilestone,
    ShowRelated,
    ToggleLink,
    ToggleNeed,
    WriteTitles,
)
from bot.timeline.model import Link, Milestone
from bot.timeline.rights import milestone, planner
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.timeline import screens
from handlers.timeline.screens import acting
from handlers.turn import Turn


async def show(turn: Turn, action: ShowMilestone) -> Answer:
    """One milestone."""
    return await turn.read(lambda tx: screens.card(turn, tx, action.milestone))


async def history(turn: Turn, action: ShowHistory) -> Answer:
    """How its days have changed."""

    def look(tx: Tx) -> Screen:
        who = acting(turn, tx, action.milestone)
        return card_views.history(turn.t, reading.history(tx, who, action.milestone), action.page)

    return await turn.read(look)


async def related(turn: Turn, action: ShowRelated) -> Answer:
    """All that belongs to it."""

    def look(tx: Tx) -> Screen:
        found = screens.found(turn, tx, action.milestone)
        return card_views.related(turn.t, found, action.page)

    return await turn.read(look)


async def arrange(turn: Turn, action: ArrangeMilestone) -> Answer:
    """What can be changed besides the date."""

    def look(tx: Tx) -> Screen:
        planner(acting(turn, tx, action.milestone))
        return card_views.arrange(turn.t, screens.found(turn, tx, action.milestone))

    return await turn.read(look)


async def owners(turn: Turn, action: ListOwners) -> Answer:
    """Whom it may be given to."""

    def look(tx: Tx) -> Screen:
        who = acting(turn, tx, action.milestone)
        found = milestone(tx, who, action.milestone)
        return card_views.owners(turn.t, found, reading.owners(tx, who), action.page)

    return await turn.read(look)


async def give(turn: Turn, action: GiveTo) -> Answer:
    """Whose it is."""
    return await screens.tapped(
        turn,
        action.milestone,
        lambda tx, who: service.set_owner(tx, who, action.milestone, action.owner, turn.at),
    )


async def needs(turn: Turn, action: ListNeeds) -> Answer:
    """What it may depend on."""
    return await turn.read(lambda tx: _needs(turn, tx, action.milestone, action.page))


async def toggle_need(turn: Turn, action: ToggleNeed) -> Answer:
    """It depends on the other one, or no longer."""
    return await screens.tapped(
        turn,
        action.milestone,
        lambda tx, who: service.toggle_need(tx, who, action.milestone, action.other),
        lambda tx: _needs(turn, tx, action.milestone, action.page),
    )


async def links(turn: Turn, action: ListLinks) -> Answer:
    """What may belong to it."""
    return await turn.read(lambda tx: _links(turn, tx, action.milestone, action.page))


async def toggle_link(turn: Turn, action: ToggleLink) -> Answer:
    """A finding or a meeting belongs to it, or no longer."""
    link = Link(action.finding, action.meeting)
    return await screens.tapped(
        turn,
        action.milestone,
        lambda tx, who: service.toggle_link(tx, who, action.milestone, link),
        lambda tx: _links(turn, tx, action.milestone, action.page),
    )


async def stand(turn: Turn, action: PutStanding) -> Answer:
    """Where it stands."""
    return await screens.tapped(
        turn,
        action.milestone,
        lambda tx, who: service.set_standing(tx, who, action.milestone, action.standing, turn.at),
    )


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
        screen = await turn.read(lambda tx: screens.plan(turn, tx, action.committee))
        return screen.noted(turn.say("titles-complete"))
    facts = {"milestone": action.milestone}
    of = action.milestone
    back = ChangePlan(action.committee) if of is None else ArrangeMilestone(of)
    return await asking.start(turn, forms.TITLES, action, where=action.committee, facts=facts, back=back)


async def after_titles(turn: Turn, outcome: Outcome) -> Answer:
    """The plan as it stands now."""
    where = CommitteeId(outcome.facts["where"])
    screen = await turn.read(lambda tx: screens.plan(turn, tx, where))
    return screen.noted(turn.note(outcome))


def _needs(turn: Turn, tx: Tx, number: MilestoneId, page: int) -> Screen:
    who = acting(turn, tx, number)
    planner(who)
    found = milestone(tx, who, number)
    others = [m for m in records.whole_plan(tx, who.committee.id) if m.id != number]
    chosen = records.needs_in(tx, who.committee.id).get(number, ())
    return card_views.needs(turn.t, found, others, chosen, page)


def _links(turn: Turn, tx: Tx, number: MilestoneId, page: int) -> Screen:
    who = acting(turn, tx, number)
    found, chosen = reading.choices(tx, who, number, turn.t.language)
    return card_views.links(turn.t, milestone(tx, who, number), found, chosen, page)


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


ROOM = Room(
    buttons={
        ShowMilestone: show,
        ShowHistory: history,
        ShowRelated: related,
        ArrangeMilestone: arrange,
        ListOwners: owners,
        GiveTo: give,
        ListNeeds: needs,
        ToggleNeed: toggle_need,
        ListLinks: links,
        ToggleLink: toggle_link,
        PutStanding: stand,
        WriteTitles: titles,
    },
    forms={forms.TITLES: FormRoom(_titles, _lacking, form_views.titles, _write_titles, after_titles)},
)
