"""The cards of the room's forms, question by question, without the buttons that every form has."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.forms import Field, Open
from bot.forms.cards import deadline, picks, received
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.meetings import words as of_meetings
from bot.meetings.model import AgendaItem, Meeting
from bot.screens import Row, Screen, capitalised
from bot.sessions import words
from bot.sessions.forms import (
    LANGUAGE,
    NOBODY,
    OFFERED,
    OWNER,
    TAKE_OUT,
    TEXT,
    TRANSLATOR,
)
from bot.sessions.model import ENTRY_LIMIT, NOTE_LIMIT, OBJECTION_DAYS, Disposition, Kind
from bot.sessions.reading import Sight
from bot.texts import quoted
from bot.translations.form import credit

ACTION_DAYS = 10
"""Working days for an action, unless said otherwise."""


@dataclass(frozen=True)
class About:
    """What has to be known to draw one of these forms."""

    who: Actor
    meeting: Meeting
    people: Sequence[Actor] = ()
    item: AgendaItem | None = None
    sight: Sight | None = None
    present: str | None = None


def entry(t: Translator, state: Open, field: Field, about: About) -> Screen:
    """A line of the record."""
    kind = Kind(state.facts["kind"])
    lines = [_head(t, about), _kind(t, kind, named=state.facts["named"])]
    if field.name == TEXT:
        ask = t("Please write it down.")
        if kind is Kind.REMARK and state.facts["named"]:
            ask += Markup(" ") + t("It stands in the record of the meeting, with your name.")
        return _collecting(t, state, lines, ask, ENTRY_LIMIT)
    lines.append(quoted(state.values[TEXT]))
    if field.name == OWNER:
        lines.append(t("Who is to do it? Choose, or write a name."))
        options = [(str(a.membership), a.person.name) for a in about.people[:OFFERED]]
        return _screen(lines, picks(state, [*options, (NOBODY, t.plain("Nobody yet"))]))
    return deadline(
        t,
        state,
        field,
        about.who.committee.calendar,
        Markup("\n\n").join(lines),
        ask=t("Until when? Write a date, or choose."),
        sure=t.plain("Confirm"),
        days=ACTION_DAYS,
        none=t.plain("No date"),
    )


def _kind(t: Translator, kind: Kind, *, named: bool) -> Markup:
    if kind is Kind.REMARK and not named:
        return t("A comment or suggestion of a participant, without a name")
    return Markup("<b>{}</b>").format(capitalised(t.plain(words.KINDS[kind])))


def dispose(t: Translator, state: Open, _field: Field, about: About) -> Screen:
    """Where a comment was taken up, or why it is declined."""
    assert about.sight is not None
    what = Disposition(state.facts["what"])
    ask = t("Where was it taken up?") if what is Disposition.TAKEN_UP else t("Why is it declined?")
    each = about.sight.entry
    lines = [_head(t, about), Markup("<b>{}</b>\n").format(each.label) + quoted(each.text(t.language))]
    lines.append(t("What became of it: {words}", words=t(words.DISPOSITIONS[what])))
    return _screen([*lines, ask])


def translate(t: Translator, state: Open, field: Field, about: About) -> Screen:
    """The words of a line in a language, and who translated them."""
    assert about.sight is not None
    each, language = about.sight.entry, state.facts["language"]
    if field.name == TRANSLATOR:
        return _screen([_head(t, about), quoted(state.values[TEXT]), credit(t)])
    lines = [_head(t, about), Markup("<b>{}</b>\n").format(each.label) + quoted(each.text(each.language))]
    ask = t("Please write it in this language: {language}", language=OWN_NAMES[language])
    if language in each.texts and language != each.language and not state.parts:
        lines += [t("It says now:"), quoted(each.text(language))]
    return _collecting(t, state, lines, ask, ENTRY_LIMIT)


def note(t: Translator, state: Open, field: Field, about: About) -> Screen:
    """What the minutes say of an item, or of the whole."""
    of = t("Summary of the meeting")
    if about.item is not None:
        of = Markup("{}. {}").format(about.item.number, about.item.text_for(t.language).topic)
    lines = [_head(t, about), Markup("<b>{}</b>").format(of)]
    if field.name == LANGUAGE:
        lines.append(t("In which language?"))
        return _screen(lines, picks(state, [(code, OWN_NAMES[code]) for code in LANGUAGES]))
    lines.append(t("Language: {language}", language=t.language_name(state.values[LANGUAGE])))
    rows: tuple[Row, ...] = ()
    if about.present is not None and not state.parts:
        lines += [t("It says now:"), quoted(about.present)]
        rows = picks(state, [(TAKE_OUT, t.plain("Take out"))])
    return _collecting(t, state, lines, t("Please write what the minutes shall say."), NOTE_LIMIT, rows)


def circulate(t: Translator, state: Open, field: Field, about: About) -> Screen:
    """Until when one may object."""
    lines = [_head(t, about), t("The minutes go to everybody who was invited, in their language.")]
    ask = t("Until when may members object? Write a date, or choose.")
    return deadline(
        t,
        state,
        field,
        about.who.committee.calendar,
        Markup("\n\n").join(lines),
        ask=ask,
        sure=t.plain("Circulate"),
        days=OBJECTION_DAYS,
    )


def comment(t: Translator, state: Open, _field: Field, about: About) -> Screen:
    """A comment on the minutes, or an objection."""
    if state.facts["objects"]:
        ask = t("Please write what is wrong in the minutes, and how it should be.") + Markup(" ")
        ask += t("The minutes can be approved once every objection has an answer.")
    else:
        ask = t("Please write your comment on the minutes.")
    return _collecting(t, state, [_head(t, about)], ask, ENTRY_LIMIT)


def _head(t: Translator, about: About) -> Markup:
    return of_meetings.heading(t, about.meeting)


def _collecting(
    t: Translator, state: Open, lines: list[Markup], ask: Markup, limit: int, rows: tuple[Row, ...] = ()
) -> Screen:
    return _screen([*lines, received(t, state, limit) or ask], rows)


def _screen(lines: Sequence[Markup], rows: tuple[Row, ...] = ()) -> Screen:
    return Screen(Markup("\n\n").join(lines), rows)
