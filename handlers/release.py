"""What leaves the committee, in the chat: named copies, and findings that are made public."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import records as findings
from bot.findings import service as finding_service
from bot.findings.model import Finding, Version
from bot.findings.rights import committee_of, committee_of_version
from bot.forms import Field, Form, Open
from bot.i18n import Translator
from bot.ids import CommitteeId, FindingId, VersionId
from bot.intake import Outcome
from bot.release import copy_views, copying, forms, own_data, public_views, publishing, reading, records
from bot.release.actions import (
    AgreeRelease,
    FetchCopy,
    ListCopies,
    MakeCopy,
    PublicText,
    ShowRelease,
    WithdrawRelease,
)
from bot.release.sentences import SENTENCES
from bot.screens import Card, Row, Screen
from bot.store import Tx
from handlers import home
from handlers.context import Answer, FormRoom, Room, Waiting
from handlers.forms import asking
from handlers.turn import Turn


async def copies(turn: Turn, action: ListCopies) -> Answer:
    """The named copies of a finding."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, committee_of(tx, action.finding))
        return copy_views.copies(turn.t, reading.copies(tx, who, action.finding, action.page))

    return await turn.read(look)


async def make_copy(turn: Turn, action: MakeCopy) -> Answer:
    """The form for a named copy."""

    def look(tx: Tx) -> tuple[CommitteeId, FindingId]:
        where = committee_of_version(tx, action.version)
        copying.copyable(tx, turn.who(tx, where), action.version)
        return where, finding_service.version(tx, action.version).finding

    where, finding = await turn.read(look)
    facts = {"version": action.version}
    return await asking.start(turn, forms.COPY, action, where=where, facts=facts, back=ListCopies(finding))


async def fetch_copy(turn: Turn, action: FetchCopy) -> Answer:
    """The same file once more."""
    key = str(turn.stored.update_id)

    def body(tx: Tx) -> Outcome:
        made = records.copy(tx, action.copy)
        if made is None:
            raise Refusal("copy-unknown")
        return copying.fetch_copy(tx, turn.who(tx, made.committee), action.copy, key=key, at=turn.at)

    return await _after(turn, await turn.write(body), _copies)


async def show(turn: Turn, action: ShowRelease) -> Answer:
    """Where a finding stands on its way to the public."""
    return await turn.read(lambda tx: _card(turn, tx, action.finding))


async def item(turn: Turn, number: int) -> Answer:
    """The deep link `p12`."""
    return await turn.read(lambda tx: _card(turn, tx, FindingId(number)))


async def agree(turn: Turn, action: AgreeRelease) -> Answer:
    """Shows what would be public; then proposes or confirms it."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            who = turn.who(tx, committee_of_version(tx, action.version))
            finding, _, _ = publishing.releasable(tx, who, action.version)
            stands = reading.release_card(tx, who, finding.id)
            found = reading.preview(tx, who, action.version)
            confirms = stands.proposal is not None
            return public_views.preview(turn.t, found, confirms=confirms, alone=stands.alone)

        return await turn.read(ask)

    def body(tx: Tx) -> Outcome:
        who = turn.who(tx, committee_of_version(tx, action.version))
        return publishing.agree(tx, who, action.version, turn.at)

    return await _after(turn, await turn.write(body), _card)


async def withdraw(turn: Turn, action: WithdrawRelease) -> Answer:
    """Asks once, then takes it back."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            who = turn.who(tx, committee_of(tx, action.finding))
            publishing.withdrawable(tx, who, action.finding)
            return public_views.confirm_withdrawal(turn.t, reading.release_card(tx, who, action.finding))

        return await turn.read(ask)

    def body(tx: Tx) -> Outcome:
        who = turn.who(tx, committee_of(tx, action.finding))
        return publishing.withdraw(tx, who, action.finding, turn.at)

    return await _after(turn, await turn.write(body), _card)


async def public_text(turn: Turn, action: PublicText) -> Answer:
    """The text and the picture, below the card, without buttons: they are there to be forwarded."""

    def look(tx: Tx) -> Answer:
        who = turn.who(tx, committee_of(tx, action.finding))
        found = reading.public(tx, who, action.finding)
        language = (
            action.language if action.language in found.version.languages else found.version.authoritative
        )
        forwardable: list[Card] = [
            *public_views.public_text(turn.t, found, language),
            public_views.picture(turn.t, found, language),
        ]
        return turn.named(_card(turn, tx, action.finding)), *forwardable

    return await turn.read(look)


def finding_rows(tx: Tx, t: Translator, who: Actor, number: FindingId) -> Sequence[Row]:
    """What this room offers on a finding's card."""
    rows: list[Row] = []
    try:
        found = reading.release_card(tx, who, number)
    except Refusal:
        found = None
    if found is not None and (found.public is not None or found.able is not None):
        rows.append(public_views.finding_row(t, number, public=found.public is not None))
    if copying.oversees(who) and (who.organizes or records.copies_of(tx, _versions(tx, number))):
        rows.append(copy_views.finding_row(t, number))
    return rows


def _versions(tx: Tx, number: FindingId) -> list[VersionId]:
    return [version.id for version in findings.versions_of(tx, number)]


def _card(turn: Turn, tx: Tx, number: FindingId) -> Screen:
    who = turn.who(tx, committee_of(tx, number))
    return public_views.card(turn.t, reading.release_card(tx, who, number))


def _copies(turn: Turn, tx: Tx, number: FindingId) -> Screen:
    who = turn.who(tx, committee_of(tx, number))
    return copy_views.copies(turn.t, reading.copies(tx, who, number))


async def _after(turn: Turn, outcome: Outcome, look: Callable[[Turn, Tx, FindingId], Screen]) -> Answer:
    """What now stands, under what was just done or refused; home where they may not see that."""
    number = outcome.facts.get("finding")
    try:
        if number is None:
            raise Refusal("finding-unknown")
        screen = await turn.read(lambda tx: look(turn, tx, FindingId(number)))
    except Refusal:
        screen = await home.screen(turn)
    return screen.noted(turn.note(outcome))


async def _after_form(turn: Turn, outcome: Outcome) -> Answer:
    return await _after(turn, outcome, _copies)


def _waiting(tx: Tx, who: Actor, _at: datetime) -> list[Waiting]:
    def line(finding: Finding) -> Waiting:
        return Waiting(None, lambda t: public_views.waiting_row(t, finding.label, finding.id))

    return [line(finding) for _, finding in reading.waiting(tx, who)]


def _form(tx: Tx, _who: Actor, _at: datetime, state: Open) -> Form:
    return forms.named_copy(finding_service.version(tx, VersionId(state.facts["version"])).languages)


def _load(tx: Tx, who: Actor, state: Open) -> tuple[Finding, Version]:
    return finding_service.version_in_sight(tx, who, VersionId(state.facts["version"]))


def _draw(t: Translator, state: Open, field: Field, found: tuple[Finding, Version]) -> Screen:
    return copy_views.question(t, state, field, found)


def _make(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = VersionId(state.facts["version"])
    languages = finding_service.version(tx, number).languages
    return copying.make_copy(
        tx,
        who,
        number,
        recipient=state.values[forms.RECIPIENT],
        language=forms.language_of(state.values, languages),
        at=at,
    )


ROOM = Room(
    buttons={
        ListCopies: copies,
        MakeCopy: make_copy,
        FetchCopy: fetch_copy,
        ShowRelease: show,
        AgreeRelease: agree,
        WithdrawRelease: withdraw,
        PublicText: public_text,
    },
    forms={forms.COPY: FormRoom(_form, _load, _draw, _make, _after_form)},
    items={"p": item},
    sentences=SENTENCES,
    waiting=_waiting,
    mydata=own_data.sections,
)
