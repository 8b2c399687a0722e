"""The record's screens: its lines, one line, what became of a comment."""

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.committee.views import home_row, pages
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.meetings import words as of_meetings
from bot.screens import Button, Row, Screen, capitalised, in_rows
from bot.sessions import words
from bot.sessions.actions import (
    ActionDone,
    Dispose,
    ShowEntries,
    ShowEntry,
    ShowMinutes,
    ShowSession,
    Strike,
    TranslateEntry,
)
from bot.sessions.model import Entry, Kind
from bot.sessions.reading import Entries, Sight
from bot.sessions.record import Name
from bot.texts import quoted, shortened
from bot.translations.views import original_language

_LINE = 160
"""Of an entry's text in a list, in UTF-16 units."""
_BUTTON = 30


def entries(t: Translator, found: Entries) -> Screen:
    """A page of the record."""
    number = found.meeting.id
    lines = [of_meetings.heading(t, found.meeting) + Markup("\n") + t("The record")]
    if not found.lines:
        lines.append(t("Nothing is recorded yet."))
    rows: list[Row] = []
    for sight in found.lines:
        each = sight.entry
        kind = t(words.KINDS[each.kind])
        text = shortened(each.text(t.language), _LINE)
        lines.append(Markup("<b>{}</b> · {}\n{}").format(each.label, kind, text))
        label = f"{each.label} · {shortened(each.text(t.language), _BUTTON)}"
        rows.append((Button(label, ShowEntry(each.id)),))
    rows += pages(t, found.page, found.last, lambda p: Button("", ShowEntries(number, p)))
    rows.append((Button(t.plain("Back"), ShowSession(number)), *home_row(t)))
    return Screen(Markup("\n\n").join(lines), tuple(rows))


def entry(t: Translator, found: Sight, news: Markup | None = None) -> Screen:
    """One line, with what may be done with it. `news`: what is new about it."""
    each = found.entry
    lines = [] if news is None else [news]
    lines += [_head(t, found), quoted(each.text(t.language))]
    lines += _wording(t, each)
    lines += _standing(t, found)
    return Screen(Markup("\n").join(lines), (*_rows(t, found), *_ways_out(t, each)))


def _wording(t: Translator, each: Entry) -> list[Markup]:
    """In which language it was said, and whose translation is read."""
    if t.language == each.language:
        return []
    lines = [t("Original language: {language}", language=t.language_name(each.language))]
    if t.language in each.texts:
        name = each.translators.get(t.language)
        made = t("Unofficial translation: {name}", name=name) if name else t("Unofficial translation.")
        lines.insert(0, made)
    return [Markup("<i>{}</i>").format(line) for line in lines]


def reminder(t: Translator, found: Sight, at: datetime, *, alone: bool) -> Screen:
    """An action that is due soon, or overdue. `alone`: with all that may be done; else it is a tap away."""
    each = found.entry
    assert each.due_at is not None
    news = t("Overdue.") if at >= each.due_at else t("Reminder: this is due soon.")
    if alone:
        return replace(entry(t, found, news), folded=t.plain("Reminder: {labels}", labels=each.label))
    what = Markup("<b>{}</b> {}").format(each.label, shortened(each.text(t.language), _LINE))
    due = t("Due: {date}", date=t.moment(each.due_at, weekday=True))
    row: list[Button] = [Button(t.plain("Open {label}", label=each.label), ShowEntry(each.id), "primary")]
    if found.finishable:
        row.append(Button(f"{each.label} · {t.plain('It is done')}", ActionDone(each.id), "success"))
    return Screen(Markup("\n").join([news, what, due]), (tuple(row),))


def _head(t: Translator, found: Sight) -> Markup:
    each = found.entry
    what = t("objection") if each.objects else t(words.KINDS[each.kind])
    head = Markup("<b>{}</b> · {} · {}").format(each.label, what, of_meetings.heading(t, found.meeting))
    item = next((i for i in found.meeting.agenda if i.id == each.item), None)
    if item is not None:
        head += Markup("\n{}. {}").format(item.number, item.text_for(t.language).topic)
    if each.kind in (Kind.REMARK, Kind.MINUTES):
        head += Markup("\n") + _by(t, found.author) + Markup(" · ") + t.moment(each.at)
    return head


def _by(t: Translator, name: Name | None) -> Markup:
    if name is None:
        return t("a participant")
    said = Markup.escape(name.name) if name.name else t("former holder")
    if name.organization is None:
        return said
    return said + Markup(" · {}").format(t.organization(name.organization))


def _standing(t: Translator, found: Sight) -> list[Markup]:
    each = found.entry
    if each.kind is Kind.ACTION:
        owner = t("nobody yet") if found.owner is None else _by(t, found.owner)
        lines = [t("Owner: {name}", name=owner)]
        if each.due_at is not None:
            lines.append(t("Due: {date}", date=t.moment(each.due_at, weekday=True)))
        if found.agendas:
            lines.append(t("On the agenda of: {meetings}", meetings=", ".join(found.agendas)))
        if each.done_at is not None:
            lines.append(t("Done: {time}", time=t.moment(each.done_at)))
        return lines
    if each.kind is Kind.DECISION:
        return []
    if each.disposition is None:
        return [t("What became of it: open")]
    lines = [t("What became of it: {words}", words=t(words.DISPOSITIONS[each.disposition]))]
    if each.reply is None:
        return lines
    lines.append(quoted(each.reply))
    return lines + original_language(t, each.reply_language)


def _rows(t: Translator, found: Sight) -> list[Row]:
    each = found.entry
    rows: list[Row] = []
    if found.disposable:
        names = [(what, capitalised(t.plain(name))) for what, name in words.DISPOSITIONS.items()]
        rows += in_rows([Button(name, Dispose(each.id, what)) for what, name in names], 2)
    if found.finishable:
        rows.append((Button(t.plain("It is done"), ActionDone(each.id), "success"),))
    if found.translatable:
        rows.append(tuple(_translation(t, each, code) for code in LANGUAGES if code != each.language))
    if found.strikable:
        rows.append((Button(t.plain("Take out"), Strike(each.id), "danger"),))
    return [row for row in rows if row]


def _translation(t: Translator, each: Entry, code: str) -> Button:
    name = OWN_NAMES[code]
    if code in each.texts:
        return Button(t.plain("Change: {what}", what=name), TranslateEntry(each.id, code))
    return Button(t.plain("Add: {language}", language=name), TranslateEntry(each.id, code))


def _ways_out(t: Translator, each: Entry) -> list[Row]:
    if each.kind is Kind.MINUTES:
        return [(Button(t.plain("Minutes"), ShowMinutes(each.meeting)), *home_row(t))]
    return [(Button(t.plain("The record"), ShowEntries(each.meeting)), *home_row(t))]


def confirm_strike(t: Translator, found: Sight) -> Screen:
    """Asks once."""
    each = found.entry
    text = _head(t, found) + Markup("\n") + quoted(each.text(t.language)) + Markup("\n")
    text += t("Take it out of the record? Its number is not given again.")
    return Screen(
        text,
        (
            (Button(t.plain("Take out"), Strike(each.id, sure=True), "danger"),),
            (Button(t.plain("Back"), ShowEntry(each.id)),),
        ),
    )


def waiting_row(t: Translator, each: Entry) -> Row:
    """On home and in /todo."""
    text = shortened(each.text(t.language), _BUTTON)
    match each.kind:
        case Kind.ACTION:
            label = t.plain("{label}: to do: {text}", label=each.label, text=text)
        case _:
            label = t.plain("{label}: comment to answer: {text}", label=each.label, text=text)
    return (Button(label, ShowEntry(each.id)),)
