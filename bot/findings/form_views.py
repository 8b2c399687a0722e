"""The cards of the findings' forms, question by question, without the buttons that every form has."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.files import IN_BYTES, MOST
from bot.files.words import size
from bot.findings import forms, words
from bot.findings.cards import Asked
from bot.findings.model import (
    BODY_LIMIT,
    COMMENT_LIMIT,
    NOTE_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
    CommentKind,
    Disposition,
    Finding,
    Kind,
    Standing,
    Text,
    Version,
)
from bot.findings.settings import COMMENT_DAYS
from bot.findings.views import comment
from bot.forms import Field, Open
from bot.forms.cards import deadline, picks, received, screen
from bot.forms.deadline import SURE, UNTIL
from bot.i18n import OWN_NAMES, Translator
from bot.screens import Row, Screen, capitalised
from bot.texts import quoted


def new_finding(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The sharing form."""
    return _writing(t, state, field, asked, t("<b>New finding</b>"))


def new_version(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The form for a next version, filled with the texts of the one before."""
    assert asked.finding is not None
    assert asked.version is not None
    title = t("<b>{label}: new version</b>", label=asked.finding.label)
    if field.name == "note":
        ask = t(
            "Write what has changed, in one or two sentences. Limit: {limit} characters.", limit=NOTE_LIMIT
        )
        return screen(title, ask)
    if field.name == "publish":
        return _publish(t, state, asked, title)
    before = asked.before_committee
    if field.name in (UNTIL, SURE) and before is not None and before.standing is Standing.BALLOT:
        title += Markup("\n") + t(
            "Voting is open: the new version stays a draft until the chair or an organizer confirms it."
        )
    return _writing(t, state, field, asked, title)


def edit_files(t: Translator, _state: Open, _field: Field, asked: Asked) -> Screen:
    """The form for a draft's files."""
    assert asked.finding is not None
    return _files(t, t("<b>{label}: files</b>", label=asked.finding.label))


def received_file(
    t: Translator, state: Open, _field: Field, drafts: Sequence[tuple[Finding, Version]]
) -> Screen:
    """What a file is that came unasked."""
    options = [(forms.NEW, t.plain("A new finding with it"))]
    options += [
        (str(version.id), t.plain("{label}, version {v} (draft)", label=finding.label, v=version.number))
        for finding, version in drafts
    ]
    text = [t("What is this file for?"), t("It is kept once you choose and finish the form.")]
    return screen(*text, rows=tuple(row for option in options for row in picks(state, [option])))


def add_text(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The form for a further language of a draft."""
    assert asked.finding is not None
    return _writing(
        t, state, field, asked, t("<b>{label}: a further language</b>", label=asked.finding.label)
    )


def share(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The form that shares a draft."""
    assert asked.finding is not None
    title = t("<b>{label}: share for comments</b>", label=asked.finding.label)
    return _deadline(t, state, field, asked, title)


def comment_form(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The form for a comment or a proposed wording, with the text that it is about."""
    assert asked.finding is not None
    assert asked.version is not None
    label, v = asked.finding.label, asked.version.number
    if state.facts["kind"] == CommentKind.AMENDMENT:
        ask = t("Please write the wording that you propose for {label}, version {v}.", label=label, v=v)
    else:
        ask = t("Please write your comment on {label}, version {v}.", label=label, v=v)
    if got := received(t, state, COMMENT_LIMIT):
        return screen(ask, got)
    lines = [ask, t("The committee reads it, with your name.")]
    if (until := asked.version.comments_until) is not None:
        lines.append(
            t("Deadline: {date}. What comes later is marked as late.", date=t.moment(until, weekday=True))
        )
    return screen(*lines, *_wording(asked.version.text_for(t.language)), protect=True)


def answer(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The consultant's form for an answer, with the comment."""
    assert asked.finding is not None
    assert asked.line is not None
    title = t("<b>{label}: answer to a comment</b>", label=asked.finding.label)
    said = comment(t, asked.line)
    match field.name:
        case "disposition":
            options = [(str(d), capitalised(t.plain(words.DISPOSITIONS[d]))) for d in Disposition]
            return screen(title, said, t("What is your decision?"), rows=picks(state, options), protect=True)
        case "reason":
            ask = t("Write the reason. Limit: {limit} characters.", limit=REASON_LIMIT)
            return screen(title, said, ask, protect=True)
    options = [(str(v.id), t.plain("Version {v}", v=v.number)) for v in asked.later]
    options.append((forms.NOT_YET_KNOWN, t.plain("Not known yet")))
    return screen(title, t("Which version takes it in?"), rows=picks(state, options))


def _deadline(
    t: Translator, state: Open, field: Field, asked: Asked, title: Markup, none: str | None = None
) -> Screen:
    """The end of a comment window, and its echo."""
    return deadline(
        t,
        state,
        field,
        asked.committee.calendar,
        title,
        ask=t("Until when can the committee comment? Write a date, or choose."),
        sure=t.plain("Share for comments"),
        days=COMMENT_DAYS.of(asked.committee),
        none=none,
    )


def _writing(t: Translator, state: Open, field: Field, asked: Asked, title: Markup) -> Screen:
    """What all forms share in which a text is written."""
    name, _, language = field.name.partition("-")
    match name:
        case "kind":
            options = [(str(kind), capitalised(t.plain(words.KINDS[kind]))) for kind in Kind]
            return screen(title, t("Choose the kind."), rows=picks(state, options))
        case "language":
            missing = [
                c
                for c in asked.committee.languages
                if asked.version is None or c not in asked.version.languages
            ]
            ask = t("In which language is the text?")
            return screen(title, ask, rows=_languages(state, _own_first(t, missing)))
        case "text":
            return _text(t, state, field, asked, title, language)
        case "files":
            return _files(t, title)
        case "unofficial":
            ask = t("Is this an unofficial translation?")
            options = [("yes", t.plain("Yes")), ("no", t.plain("No"))]
            return screen(title, _language(t, language), ask, rows=picks(state, options))
        case "credit":
            return screen(title, _language(t, language), t("Who translated it? Write the name, or skip."))
        case "authoritative":
            able = [c for c in asked.committee.languages if state.values.get(f"text-{c}")]
            able = [c for c in able if state.values.get(f"unofficial-{c}") != "yes"]
            return screen(title, t("Which text is authoritative?"), rows=_languages(state, able))
        case "look":
            return _look(t, state, language, title)
        case _:
            return _deadline(t, state, field, asked, title, none=t.plain("Keep as a draft"))


def _text(t: Translator, state: Open, field: Field, asked: Asked, title: Markup, language: str) -> Screen:
    limit = TITLE_LIMIT + BODY_LIMIT
    lines = [title, _language(t, language)]
    if got := received(t, state, limit):
        return screen(*lines, got)
    if field.optional:
        lines.append(t("Write the text in this language, or skip."))
    else:
        lines.append(t("Write the text."))
    lines.append(
        t(
            "The first line is the title. Limit: {title} characters, then {body}.",
            title=TITLE_LIMIT,
            body=BODY_LIMIT,
        )
    )
    if field.picked is None:
        return screen(*lines)
    assert asked.version is not None
    lines += _wording(asked.version.text_for(language))
    return screen(*lines, rows=picks(state, [("keep", t.plain("Keep this text"))]), protect=True)


def _files(t: Translator, title: Markup) -> Screen:
    limits = t("Up to {n} files, each up to {size}.", n=MOST, size=size(t, IN_BYTES))
    return screen(title, t("Send the files that belong to it, one by one or together."), limits)


def _look(t: Translator, state: Open, language: str, title: Markup) -> Screen:
    (text,) = (found for found in forms.texts_of(_only(state, language)) if found.language == language)
    lines = [title, _language(t, language)]
    if text.unofficial:
        lines.append(t("Unofficial translation."))
    if text.translator:
        lines.append(t("Translation: {name}", name=text.translator))
    rows = picks(state, [("ok", t.plain("Next"))], "primary")
    return screen(*lines, *_wording(text), rows=rows, protect=True)


def _only(state: Open, language: str) -> dict[str, object]:
    return {name: value for name, value in state.values.items() if name.endswith(f"-{language}")}


def _publish(t: Translator, state: Open, asked: Asked, title: Markup) -> Screen:
    keep = ("keep", t.plain("Keep as a draft"))
    before = asked.before_committee
    if before is not None and before.standing is Standing.AWAITING:
        wait = t("The result of the vote is to be declared first. Until then the new version stays a draft.")
        return screen(title, wait, rows=picks(state, [keep]))
    if before is not None and before.passes_outcome_on:
        ask = t(
            "The result of the earlier version is declared. The committee is told of the new one, "
            "and the chair says whether it carries the result."
        )
    else:
        days = t.plural("{n} working day", "{n} working days", COMMENT_DAYS.of(asked.committee))
        ask = t(
            "The result of the earlier version is declared. The new one opens for comments: {days}.",
            days=days,
        )
    return screen(title, ask, rows=picks(state, [("publish", t.plain("Publish")), keep], "success"))


def _wording(text: Text) -> list[Markup]:
    lines = [Markup("<b>{}</b>").format(text.title)]
    if text.body:
        lines.append(quoted(text.body))
    return lines


def _language(t: Translator, language: str) -> Markup:
    return t("Language: {language}", language=t.language_name(language))


def _own_first(t: Translator, languages: Sequence[str]) -> list[str]:
    return sorted(languages, key=lambda language: language != t.language)


def _languages(state: Open, languages: Sequence[str]) -> tuple[Row, ...]:
    return picks(state, [(language, OWN_NAMES.get(language, language)) for language in languages])
