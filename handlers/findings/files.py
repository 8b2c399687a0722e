"""Files of findings in the chat: a tap sends one, a form edits a draft's, one that came unasked finds its place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot import forms as open_forms
from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.findings import file_views, form_views, forms, records, service
from bot.findings.actions import EditFiles, ListFiles, SendFile, ShowVersion
from bot.findings.card_views import FILES_ON_A_CARD
from bot.findings.cards import Asked
from bot.findings.model import Finding, Version
from bot.forms import Form, Open, Slot
from bot.i18n import mark
from bot.ids import CommitteeId, VersionId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers import home
from handlers.context import Answer, FormRoom, Room, Unasked
from handlers.forms import asking
from handlers.turn import Turn

DRAFTS = 6
"""How many drafts are offered for a file that came unasked."""
Draw = Callable[[Turn, Tx, CommitteeId, VersionId], Screen]
"""The card of a version as the findings draw it."""


@dataclass(frozen=True)
class FindingFiles:
    """The handlers, with the card that they answer with."""

    card: Draw

    def room(self) -> Room:
        """What is registered."""
        return Room(
            buttons={SendFile: self.send, ListFiles: self.list, EditFiles: self.edit},
            forms={
                forms.EDIT_FILES: FormRoom(_editing, _asked, form_views.edit_files, _set_files, self.after),
                forms.RECEIVED: FormRoom(
                    _receiving,
                    _drafts,
                    form_views.received_file,
                    _begin,
                    self.after,
                    unasked=Unasked(lambda who, _name: who.consults, mark("A file of a finding")),
                ),
            },
        )

    async def send(self, turn: Turn, action: SendFile) -> Answer:
        """A file, or all of a version: they come as letters, the tap is answered at once."""

        def body(tx: Tx) -> Outcome:
            who, key = turn.who(tx, action.committee), str(turn.stored.update_id)
            return service.send_file(tx, who, action.version, action.place, key=key, at=turn.at)

        outcome = await turn.write(body)
        try:
            screen = await turn.read(lambda tx: self._stands(turn, tx, action.committee, action.version))
        except Refusal:  # the version is out of sight, which is what the tap was refused for
            screen = await home.screen(turn)
        return screen.noted(turn.note(outcome))

    async def list(self, turn: Turn, action: ListFiles) -> Answer:
        """All files of a version."""
        return await turn.read(lambda tx: _list(turn, tx, action.committee, action.version))

    async def edit(self, turn: Turn, action: EditFiles) -> Answer:
        """The form for a draft's files."""
        await turn.read(lambda tx: service.attachable(tx, turn.who(tx, action.committee), action.version))
        facts = {"version": action.version}
        back = ShowVersion(action.committee, action.version)
        return await asking.start(
            turn, forms.EDIT_FILES, action, where=action.committee, facts=facts, back=back
        )

    async def after(self, turn: Turn, outcome: Outcome) -> Answer:
        """The draft as it stands now."""
        version, where = VersionId(outcome.facts["version"]), CommitteeId(outcome.facts["where"])
        screen = await turn.read(lambda tx: self.card(turn, tx, where, version))
        return screen.noted(turn.note(outcome))

    def _stands(self, turn: Turn, tx: Tx, where: CommitteeId, number: VersionId) -> Screen:
        """What the button stood on: the list, or the version's card."""
        found = service.file_in_sight(tx, turn.who(tx, where), number, 0)[1]
        if len(found.files) > FILES_ON_A_CARD:
            return _list(turn, tx, where, number)
        return self.card(turn, tx, where, number)


def _list(turn: Turn, tx: Tx, where: CommitteeId, number: VersionId) -> Screen:
    finding, version, _ = service.file_in_sight(tx, turn.who(tx, where), number, 0)
    return file_views.files(turn.t, finding, version)


def _asked(tx: Tx, who: Actor, state: Open) -> Asked:
    finding, version = service.version_in_sight(tx, who, VersionId(state.facts["version"]))
    return Asked(who.committee, finding, version)


def _editing(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    return forms.edit_files(service.version_in_sight(tx, who, VersionId(state.facts["version"]))[1])


def _set_files(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = VersionId(state.facts["version"])
    _, version = service.version_in_sight(tx, who, number)
    return service.attach(tx, who, number, forms.files_of(state, version), at)


def _drafts(tx: Tx, who: Actor, _state: Open) -> list[tuple[Finding, Version]]:
    return records.drafts_by(tx, who.committee.id, who.membership, DRAFTS)


def _receiving(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    return forms.received([version.id for _, version in _drafts(tx, who, state)])


def _begin(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    """Goes on in the form that was chosen, with the files in it."""
    here, what = who.committee.id, state.values["what"]
    if what == forms.NEW:
        service.consultant(who)
        begun = Open(forms.NEW_FINDING, here, {}, files=state.files)
    else:
        _, version = service.attachable(tx, who, VersionId(int(what)))
        begun = Open(forms.EDIT_FILES, here, {"version": version.id}, files=forms.added(version, state))
    begun = replace(begun, serial=state.serial + 1, card=state.card, opened=state.opened)
    open_forms.save(tx, who.person.id, Slot.FORM, begun, at)
    return Outcome("form-step")
