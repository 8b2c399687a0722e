"""The forms of requests for input in the chat: what they are drawn from, what they do in the end."""

from datetime import datetime
from typing import Any

from bot import forms as open_forms
from bot.committee import records as people
from bot.committee.model import Actor
from bot.findings import drafting, words
from bot.findings import records as findings
from bot.findings.model import Sight, sight
from bot.forms import Form, Open, Slot
from bot.forms.deadline import Deadline, chosen
from bot.i18n import mark
from bot.ids import FindingId, InputId, InputRequestId
from bot.inputs import form_views, forms, reading, records, service
from bot.inputs.cards import Asked
from bot.inputs.model import TEXT_LIMIT, Request, Way
from bot.inputs.rights import answerable, giving, request_in_sight, translatable
from bot.inputs.settings import ANSWER_DAYS
from bot.intake import Outcome
from bot.store import Tx
from bot.translations import form as translating
from bot.translations.model import language_of
from handlers.context import After, FormRoom, Unasked

FINDINGS_OFFERED = 8


def form_rooms(after: After) -> dict[str, FormRoom]:
    """What is registered. `after`: what is answered in the end."""
    return {
        forms.REQUEST: FormRoom(_request_form, _asked, form_views.request, _request, after),
        forms.GIVE: FormRoom(
            lambda _tx, _who, _at, state: forms.give(Way(state.facts["way"])),
            _asked,
            form_views.give,
            _give,
            after,
        ),
        forms.OFFER: FormRoom(_offer_form, _asked, form_views.offer, _offer, after),
        forms.TRANSLATE: FormRoom(_translate_form, _asked, form_views.translate, _translate, after),
        forms.RECEIVED: FormRoom(
            lambda tx, who, _at, state: forms.received([asked.id for asked in _running(tx, who, state)]),
            _running,
            form_views.received_file,
            _begin,
            after,
            unasked=Unasked(lambda who, _name: who.seat is not None, mark("Input for the study")),
        ),
        forms.DRAFT: FormRoom(lambda *_: drafting.form(forms.DRAFT), _asked, form_views.draft, _draft, after),
    }


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
        None if number is None else request_in_sight(tx, who, InputRequestId(number)),
        None if given is None else reading.input_line(tx, who, InputId(given)),
        _languages(tx, who, state) if state.kind == forms.TRANSLATE else (),
    )


def _running(tx: Tx, who: Actor, _state: Open) -> list[Request]:
    """The requests that a member may answer now."""
    return [asked for asked in records.running(tx, who.committee.id) if asked.asks(who)]


def _begin(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    """Goes on in the form that was chosen, with the files in it."""
    giving(who)
    kind, facts, what = forms.OFFER, {}, state.values["what"]
    if what != forms.OWN:
        asked = answerable(tx, who, InputRequestId(int(what)))
        kind, facts = forms.GIVE, {"request": asked.id, "way": Way.FILE.value}
    begun = Open(
        kind,
        who.committee.id,
        facts,
        files=state.files,
        serial=state.serial + 1,
        card=state.card,
        opened=state.opened,
    )
    open_forms.save(tx, who.person.id, Slot.FORM, begun, at)
    return Outcome("form-step")


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
