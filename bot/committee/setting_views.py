"""The committee's settings as organizers see them: pages, one setting to be typed or picked, what now stands."""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from bot.committee.actions import ShowDaysOff, ShowGroup
from bot.committee.constituency_actions import ShowConstituencies
from bot.committee.model import Committee
from bot.committee.organization_actions import ShowOrganizations
from bot.committee.setting_actions import ChangeSetting, ShowSettings, ShowSettingsPage
from bot.committee.setting_changes import USUAL, languages_of
from bot.committee.views import back_to
from bot.forms import Open
from bot.forms.actions import FormPick
from bot.i18n import Translator, mark
from bot.ids import CommitteeId
from bot.screens import Button, Row, Screen, capitalised, in_rows
from bot.settings import Page, Setting
from bot.settings.sentences import SENTENCES
from bot.texts import shortened

_LABEL = 40
_VALUE = 120
PAGES = {
    Page.COMMITTEE: mark("Names, place and languages"),
    Page.HOURS: mark("Hours and days off"),
    Page.VOTING: mark("Comments and votes"),
    Page.MEETINGS: mark("Meetings and timeline"),
    Page.QUESTIONS: mark("Questions and input"),
    Page.DATA: mark("Invitations and data"),
}


def home(t: Translator, here: Committee) -> Screen:
    """The pages."""
    lines = [t("<b>Settings</b>"), t("What the committee decides for itself. Each page shows how it stands.")]
    rows: list[Row] = [
        (Button(t.plain(title), ShowSettingsPage(here.id, of)),) for of, title in PAGES.items()
    ]
    rows.insert(1, (Button(t.plain("Groups of the committee"), ShowConstituencies(here.id)),))
    return Screen(Markup("\n").join(lines), (*rows, back_to(t, here.id)))


def page(t: Translator, here: Committee, of: Page, found: Iterable[Setting[Any]]) -> Screen:
    """Its settings, each with how it stands."""
    shown = [one for one in found if one.page is of]
    lines = [Markup("<b>{}</b>").format(t(PAGES[of]))]
    lines += [Markup("• {}: <b>{}</b>").format(t(one.title), _brief(one, t, here)) for one in shown]
    rows: list[Row] = [
        (Button(shortened(t.plain(one.title), _LABEL), ChangeSetting(here.id, one.name)),) for one in shown
    ]
    if of is Page.HOURS:
        rows.append((Button(t.plain("Days off"), ShowDaysOff(here.id)),))
    if of is Page.COMMITTEE:
        rows.append((Button(t.plain("Names of organizations"), ShowOrganizations(here.id)),))
        rows.append((Button(t.plain("Group chat"), ShowGroup(here.id)),))
    rows.append((Button(t.plain("Back"), ShowSettings(here.id)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def ask_language(t: Translator, state: Open, here: Committee, one: Setting[Any]) -> Screen:
    """Which wording of a setting is meant."""
    buttons = [
        Button(capitalised(str(t.language_name(tag))), FormPick(state.serial, tag))
        for tag in languages_of(here)
    ]
    rows = in_rows(buttons)
    return _question(_about(t, here, one), t("In which language?"), rows=rows)


def ask(t: Translator, state: Open, here: Committee, one: Setting[Any]) -> Screen:
    """One setting, to be typed or picked."""
    kind, value, language = one.kind, one.of(here), state.values.get("language")
    picks = list(kind.choices(t, value))
    if language is None and not one.given and one.kept(here) != one.default:
        usual = kind.written(t, kind.value(one.default)).striptags()
        picks = [pick for pick in picks if pick[1] != usual]
        picks.append((USUAL, t.plain("As usual: {value}", value=usual)))
    elif language is not None and not one.given and language in one.kept(here):
        picks.append((USUAL, t.plain("As usual")))
    lines = _about(t, here, one)
    if language is not None:
        lines.append(t("Language: {language}", language=t.language_name(language)))
    hint = SENTENCES[kind.code](t, kind.facts) if kind.typed else t("Please choose one of the buttons.")
    rows = [(Button(shortened(label, _LABEL), FormPick(state.serial, pick)),) for pick, label in picks]
    return _question(lines, hint, rows=rows)


def confirm(t: Translator, state: Open, here: Committee, one: Setting[Any], value: Any) -> Screen:
    """What stands, what would, and for what that holds."""
    lines = _about(t, here, one, explained=False)
    lines.append(t("From now on: <b>{value}</b>", value=one.kind.written(t, one.kind.value(value))))
    warning = None if one.warning is None else one.warning(t, here, value)
    notes = [t(one.holds)] if warning is None else [warning, t(one.holds)]
    rows = [(Button(t.plain("Change"), FormPick(state.serial, one.stamp(here)), "success"),)]
    return _question(lines, *notes, rows=rows)


def changed(t: Translator, here: Committee, one: Setting[Any]) -> Screen:
    """What now stands, and for what that holds."""
    lines = _about(t, here, one, explained=False)
    text = Markup("\n").join(lines) + Markup("\n\n") + t(one.holds)
    return Screen(text, (back(t, here.id, one.page),))


def back(t: Translator, here: CommitteeId, of: Page) -> Row:
    """The way back to a page."""
    return (Button(t.plain("Back"), ShowSettingsPage(here, of)),)


def _about(t: Translator, here: Committee, one: Setting[Any], *, explained: bool = True) -> list[Markup]:
    lines = [Markup("<b>{}</b>").format(t(one.title))]
    if explained and one.explained is not None:
        lines.append(t(one.explained))
    return [*lines, t("Now: {value}", value=one.written(t, here))]


def _question(lines: Sequence[Markup], *notes: Markup, rows: Sequence[Row]) -> Screen:
    text = Markup("\n").join(lines) + Markup("\n\n") + Markup("\n").join(notes)
    return Screen(text, tuple(rows), folded=str(lines[0].striptags()))


def _brief(one: Setting[Any], t: Translator, here: Committee) -> Markup:
    written = one.written(t, here)
    plain = written.unescape()
    return written if len(plain) <= _VALUE else Markup.escape(shortened(plain, _VALUE))
