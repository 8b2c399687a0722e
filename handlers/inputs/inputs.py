"""Requests for input in the chat: asked by the consultant, answered by members, offered unasked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.committee import records as people
from bot.committee.model import Actor
from bot.documents.sheets import Sheet
from bot.errors import Refusal
from bot.findings import drafting, words
from bot.findings import records as findings
from bot.findings.model import Sight, sight
from bot.findings.rights import consultant
from bot.forms import Form, Open
from bot.forms.deadline import Deadline, chosen
from bot.i18n import Translator, interface_language
from bot.ids import CommitteeId, FindingId, InputId, InputRequestId
from bot.inputs import form_views, forms, own_data, reading, records, service, sheet, views
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
from bot.inputs.cards import Asked
from bot.inputs.model import TEXT_LIMIT, Request, Way
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
from bot.inputs.settings import ANSWER_DAYS
from bot.intake import Outcome
from bot.screens import Row, Screen
from bot.store import Tx
from bot.translations import form as translating
from bot.translations.model import language_of
from handlers import home, tables
from handlers.context import Answer, AtHome, FormRoom, Room, Waiting
from handlers.forms import steps as chat_forms
from handlers.turn import Turn

FINDINGS_OFFERED = 8


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
    return await chat_forms.start(turn, forms.REQUEST, action, where=action.committee)


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
    return await chat_forms.start(turn, forms.GIVE, action, where=action.committee, facts=facts)


async def offer(turn: Turn, action: OfferInput) -> Answer:
    """The form for input that nobody asked for."""
    await turn.read(lambda tx: giving(turn.who(tx, action.committee)))
    return await chat_forms.start(turn, forms.OFFER, action, where=action.committee)


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
    facts = {"request": action.request, "input": action.input}
    return await chat_forms.start(turn, forms.TRANSLATE, action, where=action.committee, facts=facts)


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
    form, t = action.format, replace(turn.t, language=interface_language(action.language))

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
    return screen, *await tables.attachments(turn, found, form, t.language, caption)


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
    return await chat_forms.start(turn, forms.DRAFT, action, where=action.committee, facts=facts)


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


# The forms: what they are drawn from, what they do in the end.


def _asked(tx: Tx, who: Actor, state: Open) -> Asked:
    known = tuple(people.constituencies_of(tx, who.committee.id))
    number, given = state.facts.get("request"), state.facts.get("input")
    return Asked(
        who.committee,
        known,
        tuple(
            (finding.id, f"{finding.label} · {words.short_title(version, who.person.language)}")
            for finding, version in _findings(tx, who, state.kind)
        )
        if state.kind in (forms.REQUEST, forms.OFFER)
        else (),
        None if number is None else records.request(tx, InputRequestId(number)),
        None if given is None else reading.input_line(tx, who, InputId(given)),
        _languages(tx, who, state) if state.kind == forms.TRANSLATE else (),
    )


def _languages(tx: Tx, who: Actor, state: Open) -> tuple[str, ...]:
    of = translatable(tx, who, *_translated(state))
    return translating.others(who.committee.languages, of.language, who.person.language)


def _translated(state: Open) -> tuple[InputRequestId | None, InputId | None]:
    request, given = state.facts["request"], state.facts["input"]
    return None if request is None else InputRequestId(request), None if given is None else InputId(given)


def _findings(tx: Tx, who: Actor, kind: str) -> list[Any]:
    """What a request or an offer can be about; an offer is read by all, so it is about what all have seen."""
    of = sight(who) if kind == forms.REQUEST else Sight.SHARED
    return findings.findings_page(tx, who.committee.id, of, limit=FINDINGS_OFFERED, offset=0)


def _request_form(tx: Tx, who: Actor, at: datetime, _state: Open) -> Form:
    groups = [c.code for c in people.constituencies_of(tx, who.committee.id)]
    deadline = Deadline(who.committee.calendar, at, ANSWER_DAYS.of(who.committee))
    about = [finding.id for finding, _ in _findings(tx, who, forms.REQUEST)]
    return forms.request(groups, about, deadline, who.committee.languages, who.person.language)


def _offer_form(tx: Tx, who: Actor, _at: datetime, _state: Open) -> Form:
    return forms.offer([finding.id for finding, _ in _findings(tx, who, forms.OFFER)])


def _translate_form(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    return translating.form(forms.TRANSLATE, _languages(tx, who, state), TEXT_LIMIT)


def _translate(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    made = translating.chosen(state.values, _languages(tx, who, state))
    return service.translate(tx, who, *_translated(state), made, at)


def _request(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    until = chosen(state.values)
    assert until is not None
    finding = state.values.get("finding")
    return service.ask(
        tx,
        who,
        text=state.values["text"],
        language=language_of(state.values["text"], who.person.language),
        groups=forms.groups_of(state.values),
        until=until,
        at=at,
        finding=None if finding is None else FindingId(int(finding)),
        files=forms.files_of(state),
        translations=forms.translations_of(state.values),
    )


def _give(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    text = state.values.get("text") or ""
    return service.give(
        tx,
        who,
        InputRequestId(state.facts["request"]),
        Way(state.facts["way"]),
        text=text,
        language=language_of(text, who.person.language),
        files=forms.files_of(state),
        at=at,
    )


def _offer(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    text, about = state.values["text"], state.values.get("finding")
    return service.offer(
        tx,
        who,
        text=text,
        language=language_of(text, who.person.language),
        files=forms.files_of(state),
        at=at,
        finding=None if about is None else FindingId(int(about)),
    )


def _draft(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return service.draft_findings(tx, who, InputId(state.facts["input"]), *drafting.chosen(state.values), at)


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
    forms={
        forms.REQUEST: FormRoom(_request_form, _asked, form_views.request, _request, after_form),
        forms.GIVE: FormRoom(
            lambda _tx, _who, _at, state: forms.give(Way(state.facts["way"])),
            _asked,
            form_views.give,
            _give,
            after_form,
        ),
        forms.OFFER: FormRoom(_offer_form, _asked, form_views.offer, _offer, after_form),
        forms.TRANSLATE: FormRoom(_translate_form, _asked, form_views.translate, _translate, after_form),
        forms.DRAFT: FormRoom(
            lambda *_: drafting.form(forms.DRAFT), _asked, form_views.draft, _draft, after_form
        ),
    },
    items={"r": item},
    sentences=SENTENCES,
    waiting=_waiting,
    home=lambda _tx, who, t, _at: AtHome(
        rows=views.home_rows(t, who.committee.id) if who.reads_drafts else []
    ),
    mydata=own_data.sections,
)
