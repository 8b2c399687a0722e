"""The committee's settings in the chat: pages, and one form for all of them. `bot/app` tells which there are."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from bot.committee import service, setting_changes, setting_views
from bot.committee.model import Actor, Committee
from bot.committee.setting_actions import ChangeSetting, ShowSettings, ShowSettingsPage
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.forms import Field, Form, Open, one_of
from bot.forms.model import Values
from bot.i18n import Sentences, Translator
from bot.ids import CommitteeId
from bot.intake import Outcome
from bot.screens import Screen
from bot.settings import Setting
from bot.settings.sentences import SENTENCES as KIND_SENTENCES
from bot.store import Tx
from handlers.committee.roster import organizing
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.turn import Turn

FORM = "setting"
LANGUAGE, VALUE, SURE = "language", "value", "sure"


@dataclass(frozen=True)
class CommitteeSettings:
    """The handlers, with every room's settings."""

    settings: Sequence[Setting[Any]]

    def room(self) -> Room:
        """What is registered."""
        changed = {f"setting-{one.name}": SENTENCES["setting-changed"] for one in self.settings}
        return Room(
            buttons={ShowSettings: self.home, ShowSettingsPage: self.page, ChangeSetting: self.change},
            forms={FORM: FormRoom(self._form, _load, self._draw, self._finish, self._after)},
            sentences={**KIND_SENTENCES, **SENTENCES, **changed},
        )

    async def home(self, turn: Turn, action: ShowSettings) -> Answer:
        """The pages."""
        return await _look(turn, action.committee, lambda here: setting_views.home(turn.t, here))

    async def page(self, turn: Turn, action: ShowSettingsPage) -> Answer:
        """How the settings of a page stand."""

        def draw(here: Committee) -> Screen:
            return setting_views.page(turn.t, here, action.page, self.settings)

        return await _look(turn, action.committee, draw)

    async def change(self, turn: Turn, action: ChangeSetting) -> Answer:
        """The form for one setting."""
        where = await organizing(turn, action.committee)
        page = self._named(action.setting).page
        facts, back = {"setting": action.setting}, ShowSettingsPage(where, page)
        return await asking.start(turn, FORM, action, where=where, facts=facts, back=back)

    def _named(self, name: str) -> Setting[Any]:
        """Refuses `setting-unknown`."""
        found = next((one for one in self.settings if one.name == name), None)
        if found is None:
            raise Refusal("setting-unknown")
        return found

    def _form(self, _tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
        of, here = self._named(state.facts["setting"]), who.committee

        def read(text: str, values: Values) -> Any:
            return setting_changes.read(of, here, text, at, values.get(LANGUAGE))

        def sure(stamp: str, _values: Values) -> str:
            """Whoever confirms has seen what stands: another organizer may have changed it since."""
            if stamp != of.stamp(here):
                raise Refusal("setting-changed-meanwhile")
            return stamp

        asked = Field(VALUE, said=read if of.kind.typed else None, picked=read)
        fields: tuple[Field, ...] = (asked, Field(SURE, picked=sure))
        if of.kind.by_language:
            fields = (Field(LANGUAGE, picked=one_of(setting_changes.languages_of(here))), *fields)
        return Form(FORM, lambda _values: fields)

    def _draw(self, t: Translator, state: Open, field: Field, here: Committee) -> Screen:
        of = self._named(state.facts["setting"])
        match field.name:
            case "language":
                return setting_views.ask_language(t, state, here, of)
            case "value":
                return setting_views.ask(t, state, here, of)
            case _:
                return setting_views.confirm(t, state, here, of, _value(of, here, state.values))

    def _finish(self, tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
        of = self._named(state.facts["setting"])
        return setting_changes.decide(tx, who, of, _value(of, who.committee, state.values), at)

    async def _after(self, turn: Turn, outcome: Outcome) -> Answer:
        of, where = self._named(outcome.code.removeprefix("setting-")), CommitteeId(outcome.facts["where"])
        screen = await _look(turn, where, lambda here: setting_views.changed(turn.t, here, of))
        return screen.noted(turn.note(outcome))


async def _look(turn: Turn, where: CommitteeId, draw: Callable[[Committee], Screen]) -> Screen:
    """A card for an organizer. Refuses `organizers-only`."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, where)
        service.organizer(who)
        return draw(who.committee)

    return await turn.read(look)


def _load(_tx: Tx, who: Actor, _state: Open) -> Committee:
    return who.committee


def _value(of: Setting[Any], here: Committee, values: Values) -> Any:
    return setting_changes.changed(of, here, values[VALUE], values.get(LANGUAGE))


SENTENCES: Sentences = {
    "setting-changed": lambda t, f: t("The setting was changed."),
    "setting-unknown": lambda t, f: t("There is no such setting. Nothing was changed."),
    "setting-same": lambda t, f: t("It stands so already. Nothing was changed."),
    "setting-changed-meanwhile": lambda t, f: t(
        "Somebody else has changed this meanwhile. Nothing was changed. Please look again."
    ),
    "erasing-past": lambda t, f: t(
        "Then everybody's data would be erased this night ({date}). Nothing was changed.",
        date=t.day(date.fromisoformat(f["date"])),
    ),
}
