"""The committee's settings as organizers see them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from markupsafe import Markup

from bot.committee.deciding_actions import ChangeSetting, ShowSettings
from bot.committee.model import Committee
from bot.committee.views import back_to
from bot.i18n import Translator
from bot.screens import Button, Row, Screen


class Setting(Protocol):
    """What a screen needs of a setting."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def example(self) -> str: ...
    @property
    def written(self) -> Callable[[Committee], str]: ...


def settings(t: Translator, here: Committee, found: Sequence[Setting]) -> Screen:
    """Each with how it stands, numbered as on its button."""
    lines = [t("<b>Settings</b>"), t("A change holds for what comes after.")]
    lines += [
        Markup("{}. {}: <b>{}</b>").format(n, t(one.title), one.written(here) or t("not set"))
        for n, one in enumerate(found, start=1)
    ]
    buttons = [
        Button(t.plain("Change {n}", n=n), ChangeSetting(here.id, one.name))
        for n, one in enumerate(found, start=1)
    ]
    rows: list[Row] = [tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)]
    return Screen(Markup("\n").join(lines), (*rows, back_to(t, here.id)))


def ask(t: Translator, here: Committee, one: Setting) -> Screen:
    """One setting, to be typed anew."""
    title = Markup("<b>{}</b>").format(t(one.title))
    lines = [
        title,
        t("Now: {value}", value=one.written(here) or t("not set")),
        t("Please write it like this: {example}", example=one.example),
    ]
    back: Row = (Button(t.plain("Settings"), ShowSettings(here.id)),)
    return Screen(Markup("\n").join(lines), (back,), folded=title.striptags())
