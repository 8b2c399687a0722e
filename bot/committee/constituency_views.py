"""The committee's groups as organizers see and change them. No I/O, no clock."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.committee.constituencies import removable, word
from bot.committee.constituency_actions import (
    AddConstituency,
    NameConstituency,
    RaiseConstituency,
    RemoveConstituency,
    ShowConstituencies,
    ShowConstituency,
)
from bot.committee.model import Committee, Constituency
from bot.committee.setting_actions import ShowSettings
from bot.committee.setting_changes import USUAL, languages_of
from bot.committee.views import constituency_name
from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.i18n import LANGUAGES, Sentences, Translator
from bot.screens import Button, Row, Screen, capitalised, in_rows
from bot.texts import shortened

_LABEL = 40


def constituencies(
    t: Translator, here: Committee, found: Sequence[Constituency], seats: Mapping[str, int]
) -> Screen:
    """All of them, in the order in which they are shown everywhere."""
    lines = [t("<b>Groups of the committee</b>")]
    lines += [Markup("{}. {}").format(n, _line(t, one, seats)) for n, one in enumerate(found, start=1)]
    rows: list[Row] = [
        (
            Button(
                shortened(constituency_name(t, one).unescape(), _LABEL), ShowConstituency(here.id, one.code)
            ),
        )
        for one in found
    ]
    rows.append((Button(t.plain("Add a group"), AddConstituency(here.id), "primary"),))
    rows.append((Button(t.plain("Back"), ShowSettings(here.id)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def constituency(t: Translator, here: Committee, one: Constituency, seats: Mapping[str, int]) -> Screen:
    """One of them, with what it is called in each language."""
    lines = [Markup("<b>{}</b>").format(_line(t, one, seats))]
    for tag in dict.fromkeys((*languages_of(here), *one.names)):
        name = constituency_name(t.in_language(tag), one) if tag in LANGUAGES else one.names.get(tag, "—")
        lines.append(Markup("{}: {}").format(t.language_name(tag), name))
    lines.append(t("In a roster file: {word}", word=word(one)))
    rows: list[Row] = [(Button(t.plain("Rename"), NameConstituency(here.id, one.code), "primary"),)]
    rows.append((Button(t.plain("One place up"), RaiseConstituency(here.id, one.code)),))
    if removable(one.code, seats):
        rows.append((Button(t.plain("Remove the group"), RemoveConstituency(here.id, one.code), "danger"),))
    rows.append((Button(t.plain("Back"), ShowConstituencies(here.id)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def confirm_removal(t: Translator, here: Committee, one: Constituency) -> Screen:
    """Asks before it goes."""
    text = t("Remove this group? It has no seats. Group: {group}", group=constituency_name(t, one))
    sure = Button(t.plain("Yes, remove"), RemoveConstituency(here.id, one.code, sure=True), "danger")
    return Screen(text, ((sure,), (Button(t.plain("Back"), ShowConstituency(here.id, one.code)),)))


def ask_name(t: Translator, state: Open, field: Field, here: Committee, one: Constituency) -> Screen:
    """The language, then the name in it."""
    title = Markup("<b>{}</b>").format(constituency_name(t, one))
    if field.name == "language":
        buttons = [
            Button(capitalised(str(t.language_name(tag))), FormPick(state.serial, tag))
            for tag in languages_of(here)
        ]
        rows: list[Row] = in_rows(buttons)
        return _question(title, t("In which language?"), rows)
    language = state.values["language"]
    lines = [t("Language: {language}", language=t.language_name(language)), t("Please write the name.")]
    lines.append(t("Cards, pictures and documents bear it from now on, those of earlier votes too."))
    usual = t.plain("As usual")
    rows = [(Button(usual, FormPick(state.serial, USUAL)),)] if language in one.names else []
    return _question(title, Markup("\n").join(lines), rows)


def ask_new(t: Translator, field: Field) -> Screen:
    """The name in each language; the group then is not represented until it has a seat."""
    lines = [
        t("Please write the name. Language: {language}", language=t.language_name(field.name)),
        t("The group stands last, and as not represented until somebody is invited into it."),
        t("Votes that run keep their seats as they are."),
    ]
    return _question(t("<b>New group</b>"), Markup("\n").join(lines), [])


def _line(t: Translator, one: Constituency, seats: Mapping[str, int]) -> Markup:
    name, n = constituency_name(t, one), seats.get(one.code, 0)
    if not n:
        return t("{group}: not represented", group=name)
    return t("{group} · seats: {n}", group=name, n=n)


def _question(title: Markup, text: Markup, rows: Sequence[Row]) -> Screen:
    return Screen(title + Markup("\n") + text, tuple(rows), folded=str(title.striptags()))


SENTENCES: Sentences = {
    "constituency-gone": lambda t, f: t("The committee has no such group any more. Nothing was changed."),
    "constituency-name": lambda t, f: t(
        "Please write the name in one line of at most {limit} characters.", limit=f["limit"]
    ),
    "constituency-taken": lambda t, f: t(
        "Another group is called so already: {name}. Nothing was changed.", name=f["name"]
    ),
    "constituency-nameless": lambda t, f: t("A group needs a name in one language at least."),
    "constituencies-full": lambda t, f: t(
        "The committee has as many groups as it can. Limit: {limit}. Nothing was added.", limit=f["limit"]
    ),
    "constituency-first": lambda t, f: t("This group is the first already. Nothing was changed."),
    "constituency-kept": lambda t, f: t(
        "Only a group that the committee added and that has no seats can be removed. Nothing was changed."
    ),
    "constituency-renamed": lambda t, f: t("The group was renamed. Votes and seats stay as they are."),
    "constituency-added": lambda t, f: t(
        "The group was added. It is not represented until somebody is invited into it."
    ),
    "constituency-moved": lambda t, f: t("The order was changed. Votes and seats stay as they are."),
    "constituency-removed": lambda t, f: t("The group was removed. No seat and no vote was its own."),
}
