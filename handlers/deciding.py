"""The committee's settings: how they stand, and a form to change one."""

from datetime import datetime

from markupsafe import Markup

from bot.committee import deciding, deciding_views, service
from bot.committee.deciding_actions import ChangeSetting, ShowSettings
from bot.committee.model import Actor
from bot.forms import Field, Form, Open
from bot.i18n import Sentences, Translator
from bot.ids import CommitteeId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers import forms as chat_forms
from handlers.committee import organizing
from handlers.context import Answer, FormRoom, Room
from handlers.turn import Turn


async def show(turn: Turn, action: ShowSettings) -> Answer:
    """How the settings stand."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        service.organizer(who)
        return deciding_views.settings(turn.t, who.committee, list(deciding.SETTINGS.values()))

    return await turn.read(look)


async def change(turn: Turn, action: ChangeSetting) -> Answer:
    """The form for one setting."""
    where = await organizing(turn, action.committee)
    deciding.setting(action.setting)
    facts = {"setting": action.setting}
    return await chat_forms.start(turn, "setting", action, where=where, facts=facts)


def _form(_tx: Tx, _who: Actor, _at: datetime, state: Open) -> Form:
    name = state.facts["setting"]
    return Form("setting", lambda _: (Field("value", said=lambda text, _values: deciding.read(name, text)),))


def _draw(t: Translator, state: Open, _field: Field, loaded: Actor) -> Screen:
    return deciding_views.ask(t, loaded.committee, deciding.setting(state.facts["setting"]))


def _finish(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return deciding.decide(tx, who, state.facts["setting"], state.values["value"], at)


async def _after(turn: Turn, outcome: Outcome) -> Answer:
    card = await show(turn, ShowSettings(CommitteeId(outcome.facts["where"])))
    assert isinstance(card, Screen)
    return card.noted(turn.note(outcome))


def _changed(t: Translator, _facts: object) -> Markup:
    return t("The setting was changed. It holds for what comes after.")


SENTENCES: Sentences = {
    **{f"setting-{name}": _changed for name in deciding.SETTINGS},
    "setting-unknown": lambda t, f: t("There is no such setting. Nothing was changed."),
    "setting-not-read": lambda t, f: t("Please write it like this: {example}", example=f["example"]),
}
ROOM = Room(
    buttons={ShowSettings: show, ChangeSetting: change},
    forms={
        "setting": FormRoom(
            form=_form, load=lambda tx, who, state: who, draw=_draw, finish=_finish, after=_after
        )
    },
    sentences=SENTENCES,
)
