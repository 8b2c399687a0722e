"""How the room's forms are drawn, without the buttons that every form has."""

from markupsafe import Markup

from bot.findings import drafting
from bot.forms import Field, Open
from bot.forms.cards import deadline, picks, received, screen
from bot.i18n import Translator
from bot.questions import forms, words
from bot.questions.cards import Asked
from bot.questions.model import (
    ANSWER_LIMIT,
    QUESTION_LIMIT,
    REASON_LIMIT,
    Attribution,
)
from bot.questions.settings import ANSWER_DAYS
from bot.screens import Row, Screen
from bot.texts import quoted, shortened
from bot.translations import form as translating

_ECHO = 1200


def ask(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The text, then who is named with it."""
    title = t("<b>A question to the committee</b>")
    lines = [title]
    if asked.finding is not None:
        lines.append(t("About: {what}", what=asked.finding.label))
    elif asked.meeting:
        lines.append(t("Asked at: {what}", what=asked.meeting))
    if field.name == "text":
        return screen(
            *lines,
            t("Please write your question in one message. It will be recorded and passed to the organizers."),
        )
    assert asked.text is not None
    lines += [
        quoted(shortened(asked.text, _ECHO)),
        t("The committee reads the question. How are you named?"),
    ]
    if Attribution.NONE in asked.attributions:
        lines.append(
            t(
                "<i>“Without a name”: your name is kept nowhere; where the answer goes is sealed, and erased once "
                "you have it.</i>"
            )
        )
    options = [(str(a), t.plain(words.ATTRIBUTIONS[a])) for a in asked.attributions]
    return screen(*lines, rows=picks(state, options), protect=asked.finding is not None)


def search(t: Translator, _state: Open, _field: Field, _asked: Asked) -> Screen:
    """Words to look for."""
    return screen(
        t("<b>Search in the questions</b>"),
        t("Write words or their beginnings, or a number: {label}", label="Q12"),
    )


def decline(t: Translator, _state: Open, _field: Field, asked: Asked) -> Screen:
    """Why it does not stand in the ledger."""
    ask_ = t("Write the reason: the asker reads it. Limit: {limit} characters.", limit=REASON_LIMIT)
    return _about(asked, _title(t, asked), _said(t, asked), ask_)


def assign(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """Who answers, by when."""
    title = _title(t, asked)
    if field.name == "owner":
        options = [(str(number), name) for number, name in asked.people]
        return _about(asked, title, _said(t, asked), t("Who answers?"), rows=picks(state, options))
    until = t("Until when? Write a date, or choose.")
    days = ANSWER_DAYS.of(asked.committee)
    return deadline(
        t, state, field, asked.committee.calendar, title, ask=until, sure=t.plain("Assign"), days=days
    )


def merge(t: Translator, _state: Open, _field: Field, asked: Asked) -> Screen:
    """Into which question."""
    ask_ = t("Which question asks the same? Write its number, for example {label}.", label="Q1")
    return _about(asked, _title(t, asked), _said(t, asked), ask_)


def answer(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The answer, then published or kept."""
    title, said = _title(t, asked), _said(t, asked)
    assert asked.card is not None
    if field.name == "publish":
        options = [
            (forms.PUBLISH, t.plain("Publish the answer")),
            (forms.KEEP, t.plain("Keep as a draft")),
        ]
        text = quoted(shortened(state.values["text"], _ECHO))
        told = t("The asker and everybody who wants to know are told.")
        return _about(asked, title, text, told, rows=picks(state, options, "success"), protect=True)
    if got := received(t, state, ANSWER_LIMIT):
        return _about(asked, title, got)
    lines = [title, said]
    if state.kind == forms.IN_ROOM:
        lines.append(t("Write what was answered in the room. Limit: {limit} characters.", limit=ANSWER_LIMIT))
        return _about(asked, *lines, rows=picks(state, [(forms.LATER, t.plain("Write the note later"))]))
    if asked.card.given is not None:
        lines.append(t("What stands now is kept, and marked as corrected."))
    lines.append(t("Write the answer in your language. Limit: {limit} characters.", limit=ANSWER_LIMIT))
    return _about(asked, *lines)


def translate(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """A translation of the question or of its answer."""
    assert asked.card is not None
    of_answer = state.facts.get("answer") is not None
    given = asked.answer
    return translating.draw(
        t,
        state,
        field,
        title=_title(t, asked),
        original=given.wording.text if of_answer and given is not None else asked.card.line.wording.text,
        languages=asked.languages,
        limit=ANSWER_LIMIT if of_answer else QUESTION_LIMIT,
        protect=of_answer or asked.card.line.question.quotes,
    )


def draft(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """A finding out of the answer."""
    assert asked.card is not None
    given = asked.card.given
    return drafting.draw(
        t,
        state,
        field,
        title=_title(t, asked),
        original=given.wording.text if given is not None else "",
        ask=t("Write the finding: an answer can become several. Or take the answer as it is."),
        take=t.plain("Take the answer"),
        protect=asked.card.line.question.quotes,
    )


def _about(asked: Asked, *lines: Markup, rows: tuple[Row, ...] = (), protect: bool = False) -> Screen:
    """A form's card that quotes a question."""
    assert asked.card is not None
    return screen(*lines, rows=rows, protect=protect or asked.card.line.question.quotes)


def _title(t: Translator, asked: Asked) -> Markup:
    assert asked.card is not None
    line = asked.card.line
    return Markup("<b>{} · {}</b>").format(line.question.label, words.standing(t, line))


def _said(t: Translator, asked: Asked) -> Markup:
    """The question itself, as its reader reads it best."""
    assert asked.card is not None
    wording = asked.card.line.wording
    made = wording.for_reader(t.language)
    return quoted(shortened(made.text if made else wording.text, _ECHO))
