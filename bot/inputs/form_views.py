"""How the room's forms are drawn, without the buttons that every form has."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.views import constituency_name
from bot.files.words import listed
from bot.findings import drafting
from bot.forms import Field, Open
from bot.forms.cards import deadline, picks, received, screen
from bot.i18n import Translator
from bot.inputs import forms
from bot.inputs.cards import Asked
from bot.inputs.model import TEXT_LIMIT, Request, Way
from bot.inputs.settings import ANSWER_DAYS
from bot.screens import Screen
from bot.texts import quoted, shortened
from bot.translations import form as translating
from bot.translations.views import as_read, brief

_ECHO = 1200
_LABEL = 40
"""How much of a request stands on a button, in UTF-16 units."""


def request(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """What is asked, of whom, about what, until when."""
    title = t("<b>A request for input</b>")
    if field.name == "text":
        ask = t("What do you need from the committee? Limit: {limit} characters.", limit=TEXT_LIMIT)
        return screen(title, received(t, state, TEXT_LIMIT) or ask)
    if field.name == "files":
        return screen(title, t("Send files, if there are any, or skip."))
    if field.name.startswith("whom-"):
        return _whom(t, state, asked, title)
    if field.name == "finding":
        return _about(t, state, asked, title)
    if field.name.startswith("credit-"):
        return screen(title, translating.credit(t))
    if field.name.startswith("text-"):
        language = t.language_name(field.name.removeprefix("text-"))
        wanted = t(
            "If there is a translation, write it. Language: {language}. Limit: {limit} characters.",
            language=language,
            limit=TEXT_LIMIT,
        )
        text = quoted(shortened(state.values["text"], _ECHO))
        return screen(title, received(t, state, TEXT_LIMIT) or text + Markup("\n") + wanted)
    ask = t("Until when do you need it? Write a date, or choose.")
    sure, days = t.plain("Send the request"), ANSWER_DAYS.of(asked.committee)
    shown = Markup("\n").join([title, quoted(shortened(state.values["text"], _ECHO))])
    return deadline(t, state, field, asked.committee.calendar, shown, ask=ask, sure=sure, days=days)


def received_file(t: Translator, state: Open, _field: Field, running: Sequence[Request]) -> Screen:
    """What a member's file is that came unasked."""
    options = [(str(asked.id), f"{asked.label} · {brief(t, asked.wording, _LABEL)}") for asked in running]
    options.append((forms.OWN, t.plain("Something else for the study")))
    text = [t("What is this file for?"), t("It is kept once you choose and finish the form.")]
    return screen(*text, rows=tuple(row for option in options for row in picks(state, [option])))


def give(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """An answer to a request."""
    assert asked.request is not None
    title = t("<b>{label}: your input</b>", label=asked.request.label)
    lines = [title, *as_read(t, asked.request.wording, _ECHO)]
    if field.name == "files":
        optional = t("Send files, if there are any, or skip.")
        return screen(
            title, optional if field.optional else t("Send the file, or several, then press “Done”.")
        )
    if got := received(t, state, TEXT_LIMIT):
        return screen(title, got)
    match Way(state.facts["way"]):
        case Way.CONTACT:
            ask = t(
                "Write who can help and how to reach them, or share a contact. Only the consultant, the secretariat "
                "and the chair see it. Please make sure that the person agrees."
            )
        case Way.FILE:
            return screen(title, t("Write a note to the file, or skip."), _read_by_all(t))
        case _:
            ask = _text_asked(t)
    return screen(*lines, ask, protect=asked.request.finding is not None)


def offer(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """Input that nobody asked for."""
    title = t("<b>Input for the study</b>")
    if field.name == "finding":
        return _about(t, state, asked, title)
    if field.name == "files":
        return screen(title, t("Send files, if there are any, or skip."))
    ask = _text_asked(t)
    came_before = listed(t, ((file.name, file.size) for file in state.files or ()))
    return screen(title, received(t, state, TEXT_LIMIT) or ask, *came_before)


def _text_asked(t: Translator) -> Markup:
    ask = t("Write your input. Limit: {limit} characters.", limit=TEXT_LIMIT)
    return ask + Markup("\n") + _read_by_all(t)


def _read_by_all(t: Translator) -> Markup:
    return t("The committee reads it, with your name.")


def draft(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """A finding out of an input."""
    assert asked.input is not None
    found = asked.input.input
    return drafting.draw(
        t,
        state,
        field,
        title=Markup("<b>{}</b>").format(found.label),
        original=found.text,
        ask=t("Write the finding: an input can become several. Or take the input as it is."),
        take=t.plain("Take the input"),
    )


def translate(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """A translation of a request, or of an input."""
    of = asked.request if asked.input is None else asked.input.input
    assert of is not None
    return translating.draw(
        t,
        state,
        field,
        title=Markup("<b>{}</b>").format(of.label),
        original=of.text,
        languages=asked.languages,
        limit=TEXT_LIMIT,
    )


def _about(t: Translator, state: Open, asked: Asked, title: Markup) -> Screen:
    options = [(str(number), label) for number, label in asked.findings]
    return screen(title, t("Is it about a finding? Choose it, or skip."), rows=picks(state, options))


def _whom(t: Translator, state: Open, asked: Asked, title: Markup) -> Screen:
    chosen = forms.groups_of(state.values)
    by_code = {c.code: c for c in asked.constituencies}
    options = [
        (code, str(constituency_name(t, known).striptags()))
        for code, known in by_code.items()
        if code not in chosen
    ]
    if chosen:
        names = Markup(", ").join(constituency_name(t, by_code.get(code, code)) for code in chosen)
        options.insert(0, (forms.ENOUGH, t.plain("That is all")))
        return screen(title, t("Asked: {groups}", groups=names), t("Whom else?"), rows=picks(state, options))
    options.insert(0, (forms.ALL, t.plain("The whole committee")))
    return screen(title, t("Whom do you ask?"), rows=picks(state, options))
