"""Requests for input in the chat: asked by the consultant, answered by members, offered unasked."""

from datetime import datetime

from bot.actions import Action
from bot.committee.model import Actor
from bot.documents.sheets import Sheet
from bot.errors import Refusal
from bot.findings.rights import consultant
from bot.i18n import Translator
from bot.ids import CommitteeId, FindingId, InputId, InputRequestId
from bot.inputs import forms, own_data, reading, records, service, sheet, views
from bot.inputs.actions import (
    DraftFromInput,
    EndRequest,
    GiveInput,
    ListInputs,
    ListRequests,
    NewRequest,
    OfferInput,
    SendInputFile,
    SendInputs,
    ShowInput,
    ShowRequest,
    TranslateInput,
)
from bot.inputs.model import Request, Way
from bot.inputs.rights import (
    answerable,
    collecting,
    giving,
    input_in_sight,
    request_in_sight,
    requesting,
    translatable,
)
from bot.inputs.sentences import SENTENCES
from bot.intake import Outcome
from bot.screens import Row, Screen
from bot.store import Tx
from handlers import home, sheets
from handlers.context import Answer, AtHome, Room, Waiting
from handlers.forms import asking
from handlers.inputs.forms import form_rooms
from handlers.turn import Turn


async def requests(turn: Turn, action: ListRequests | None = None) -> Answer:
    """/requests."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee if action else None)
        return views.requests(turn.t, reading.listed(tx, who, action.page if action else 0))

    return await turn.read(look)


async def show(turn: Turn, action: ShowRequest) -> Answer:
    """A request's card."""
    return await turn.read(
        lambda tx: _card(turn, tx, action.committee, action.request, original=action.original)
    )


async def item(turn: Turn, number: int) -> Answer:
    """The deep link `r12`."""

    def look(tx: Tx) -> Screen:
        found = records.request(tx, InputRequestId(number))
        if found is None:
            raise Refusal("request-unknown")
        return _card(turn, tx, found.committee, found.id)

    return await turn.read(look)


async def ask(turn: Turn, action: NewRequest) -> Answer:
    """The form for a request."""
    await turn.read(lambda tx: requesting(turn.who(tx, action.committee)))
    back = ListRequests(action.committee)
    return await asking.start(turn, forms.REQUEST, action, where=action.committee, back=back)


async def give(turn: Turn, action: GiveInput) -> Answer:
    """The form for an answer; that there is nothing to add is said by the tap."""
    if action.way is Way.NOTHING:
        outcome = await turn.write(
            lambda tx: service.give(
                tx,
                who := turn.who(tx, action.committee),
                action.request,
                Way.NOTHING,
                language=who.person.language,
                at=turn.at,
            )
        )
        return await _after(turn, outcome, action.committee, action.request)
    await turn.read(lambda tx: answerable(tx, turn.who(tx, action.committee), action.request))
    facts = {"request": action.request, "way": action.way.value}
    back = ShowRequest(action.committee, action.request)
    return await asking.start(turn, forms.GIVE, action, where=action.committee, facts=facts, back=back)


async def offer(turn: Turn, action: OfferInput) -> Answer:
    """The form for input that nobody asked for."""
    await turn.read(lambda tx: giving(turn.who(tx, action.committee)))
    back = ListRequests(action.committee)
    return await asking.start(turn, forms.OFFER, action, where=action.committee, back=back)


async def inputs(turn: Turn, action: ListInputs) -> Answer:
    """What was given."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        return views.inputs(turn.t, reading.inputs(tx, who, action.request, action.page))

    return await turn.read(look)


async def show_input(turn: Turn, action: ShowInput) -> Answer:
    """An input's card."""
    return await turn.read(
        lambda tx: _input(turn, tx, action.committee, action.input, original=action.original)
    )


async def translate(turn: Turn, action: TranslateInput) -> Answer:
    """The form for a translation."""
    await turn.read(lambda tx: translatable(tx, turn.who(tx, action.committee), action.request, action.input))
    here, facts = action.committee, {"request": action.request, "input": action.input}
    back: Action
    if action.request is not None:
        back = ShowRequest(here, action.request)
    else:
        back = ShowInput(here, action.input or InputId(0))
    return await asking.start(turn, forms.TRANSLATE, action, where=here, facts=facts, back=back)


async def send_file(turn: Turn, action: SendInputFile) -> Answer:
    """A file comes as a letter; the tap is answered at once."""
    outcome = await turn.write(
        lambda tx: service.send_file(
            tx,
            turn.who(tx, action.committee),
            action.request,
            action.input,
            action.place,
            key=str(turn.stored.update_id),
            at=turn.at,
        )
    )
    return await _after(turn, outcome, action.committee, action.request, action.input)


async def send(turn: Turn, action: SendInputs) -> Answer:
    """What was given as a table; first asks which kind of file."""
    form, t = action.format, turn.t.in_language(action.language)

    def look(tx: Tx) -> tuple[Screen, dict[str, Sheet]]:
        who = turn.who(tx, action.committee)
        collecting(who)
        of = None if action.request is None else request_in_sight(tx, who, action.request)
        if form is None:
            return turn.named(views.tables(turn.t, who.committee.id, of)), {}
        screen = (
            views.requests(turn.t, reading.listed(tx, who))
            if of is None
            else views.request(turn.t, reading.card(tx, who, of.id))
        )
        return turn.named(screen), {"input": sheet.sheet(tx, t, who.committee.id, action.request)}

    screen, found = await turn.read(look)
    if form is None:
        return screen
    caption = turn.t("As of now. The file is not kept by the bot.")
    return screen, *await sheets.attachments(turn, found, form, t.language, caption)


async def end(turn: Turn, action: EndRequest) -> Answer:
    """Asks once, then ends it."""
    if not action.sure:

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee)
            requesting(who)
            return views.confirm_end(turn.t, reading.card(tx, who, action.request))

        return await turn.read(look)
    outcome = await turn.write(
        lambda tx: service.end(tx, turn.who(tx, action.committee), action.request, turn.at)
    )
    return await _after(turn, outcome, action.committee, action.request)


async def draft(turn: Turn, action: DraftFromInput) -> Answer:
    """The form that makes a finding of an input."""

    def look(tx: Tx) -> None:
        who = turn.who(tx, action.committee)
        consultant(who)
        input_in_sight(tx, who, action.input)

    await turn.read(look)
    facts = {"input": action.input}
    back = ShowInput(action.committee, action.input)
    return await asking.start(turn, forms.DRAFT, action, where=action.committee, facts=facts, back=back)


async def after_form(turn: Turn, outcome: Outcome) -> Answer:
    """The request, or the input, as it stands now."""
    facts = outcome.facts
    number = None if facts.get("request") is None else InputRequestId(facts["request"])
    given = None if facts.get("input") is None else InputId(facts["input"])
    return await _after(turn, outcome, CommitteeId(facts["where"]), number, given)


async def _after(
    turn: Turn,
    outcome: Outcome,
    where: CommitteeId,
    request: InputRequestId | None,
    given: InputId | None = None,
) -> Answer:
    """The card that the button stood on, under what was just done or refused; home where they do not see it."""

    def look(tx: Tx) -> Screen:
        if request is not None:
            return _card(turn, tx, where, request)
        return _input(turn, tx, where, given or InputId(0))

    try:
        screen = await turn.read(look)
    except Refusal:
        screen = await home.screen(turn)
    return screen.noted(turn.note(outcome))


def finding_rows(tx: Tx, t: Translator, who: Actor, finding: FindingId) -> list[Row]:
    """What this room offers on a finding's card."""
    behind = [found for found in records.behind(tx, finding) if found.read_by(who)]
    return views.finding_rows(t, who.committee.id, behind)


def _card(
    turn: Turn, tx: Tx, where: CommitteeId, number: InputRequestId, *, original: bool = False
) -> Screen:
    who = turn.who(tx, where)
    return views.request(turn.t, reading.card(tx, who, number), original=original)


def _input(turn: Turn, tx: Tx, where: CommitteeId, number: InputId, *, original: bool = False) -> Screen:
    who = turn.who(tx, where)
    return views.input_card(turn.t, reading.input_line(tx, who, number), original=original)


def _waiting(tx: Tx, who: Actor, _at: datetime) -> list[Waiting]:
    here = who.committee.id

    def line(asked: Request) -> Waiting:
        return Waiting(asked.until, lambda t: views.waiting_row(t, here, asked))

    return [line(asked) for asked in reading.waiting(tx, who)]


ROOM = Room(
    commands={"requests": requests},
    buttons={
        ListRequests: requests,
        ShowRequest: show,
        NewRequest: ask,
        GiveInput: give,
        OfferInput: offer,
        ListInputs: inputs,
        ShowInput: show_input,
        SendInputFile: send_file,
        SendInputs: send,
        EndRequest: end,
        DraftFromInput: draft,
        TranslateInput: translate,
    },
    forms=form_rooms(after_form),
    items={"r": item},
    sentences=SENTENCES,
    waiting=_waiting,
    home=lambda _tx, who, t, _at: AtHome(
        rows=views.home_rows(t, who.committee.id) if who.reads_drafts else []
    ),
    mydata=own_data.sections,
)
