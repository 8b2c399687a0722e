"""What is said on top of a meeting's card when it comes as a letter, and reminders. No I/O, no clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.i18n import Translator, mark
from bot.meetings import poll_views, views, words
from bot.meetings.actions import ShowMeeting
from bot.meetings.model import Answer
from bot.meetings.reading import Poll, Sheet
from bot.screens import Button, Screen
from bot.translations.views import as_written

PARTS = {
    "title": mark("title"),
    "format": mark("format"),
    "venue": mark("venue"),
    "spot": mark("point on the map"),
    "link": mark("join link"),
    "agenda": mark("agenda"),
    "minutes": mark("duration"),
}
"""What of a meeting can be changed without another time, as it is named in news."""


def called(t: Translator, found: Sheet) -> Markup:
    """An invitation; once its hour has come nothing is asked."""
    if not found.may_answer:
        return t("You are invited to a meeting whose hour has come.")
    return t("You are invited to a meeting. Will you take part?")


def edited(t: Translator, parts: Sequence[str]) -> Markup:
    """What was changed."""
    return t(
        "The meeting has changed: {parts}", parts=t.list(t(PARTS[part]) for part in parts if part in PARTS)
    )


def rescheduled(t: Translator, found: Sheet, before: datetime) -> Markup:
    """Old and new time, or that it is the same again, and that the answer is asked for anew."""
    lines = [*words.moved(t, found.meeting, before), t("Please answer again.")]
    if found.reply.answer is None and found.reply.earlier is not None:
        lines.append(t("Your earlier answer: {answer}", answer=t(words.ANSWERS[found.reply.earlier])))
    return Markup("\n").join(lines)


def uninvited(t: Translator) -> Markup:
    """To somebody who was taken off the list."""
    return t("You are no longer invited to this meeting.")


def link(t: Translator) -> Markup:
    """Another join link, to whoever is given it; it stands on the card."""
    return t("The join link has changed.")


def cancelled(t: Translator) -> Markup:
    """It will not take place; why stands on the card."""
    return t("The meeting is cancelled.")


def poll(t: Translator) -> Markup:
    """Dates are asked for."""
    return t("Which dates suit you? Please answer each.")


def note(t: Translator, found: Sheet, text: str, language: str | None, at: datetime) -> Markup:
    """A reminder by hand, with the organizer's words, written in `language` where that is known."""
    said = Markup("<b>{}</b>").format(starts_in(t, found.meeting.starts_at - at))
    return said + Markup("\n") + as_written(t, text, language) if text else said


def stand_in(t: Translator, name: str, *, comes: bool) -> Markup:
    """To an alternate, about their titular."""
    if comes:
        return t("The titular member no longer counts on you for this meeting: {name}", name=name)
    return (
        t("The titular member cannot attend and counts on you: {name}", name=name)
        + Markup("\n")
        + t("Will you take part?")
    )


def no_stand_in(t: Translator, name: str) -> Markup:
    """To a titular, about their alternate."""
    text = t("Your alternate cannot attend either: {name}", name=name)
    return text + Markup("\n") + t("Will you take part?")


def alternate_gone(t: Translator) -> Markup:
    """To a titular who counted on their alternate."""
    return (
        t("Your alternate, who was to come, is no longer on the roster.")
        + Markup("\n")
        + t("Will you take part?")
    )


def reminder(t: Translator, found: Sheet, at: datetime, *, alone: bool) -> Screen:
    """That it begins soon, for the answer that stands. `alone`: on its card; else in a few lines."""
    said = _reminder(t, found, at)
    if alone:
        return views.card(t, found, news=said, agenda=False)
    text = Markup("\n").join([words.heading(t, found.meeting), said, *views.facts(t, found)[1:]])
    return Screen(text, tuple(views.short_rows(t, found)))


def poll_reminder(t: Translator, found: Poll, *, alone: bool) -> Screen:
    """That dates are asked for; to organizers in the end that one is to be chosen. `alone`: with the dates; else they
    are a tap away.
    """
    choose = found.who.organizes and found.meeting.ripe(found.at)
    said = (
        t("The time for answers is over. Please choose a date.")
        if choose
        else t("Reminder: which dates suit you?")
    )
    if alone and choose:
        table = poll_views.table(t, found)
        return replace(table, text=Markup("<b>{}</b>\n\n").format(said) + table.text)
    if alone:
        return poll_views.ballot(t, found, said)
    text = words.heading(t, found.meeting) + Markup("\n") + said
    return Screen(text, ((Button(found.meeting.label, ShowMeeting(found.meeting.id), "primary"),),))


def starts_in(t: Translator, left: timedelta) -> Markup:
    """`The meeting starts in 7 days.`: whole days, or hours, or minutes where it is less than one."""
    if left >= timedelta(days=1):
        n = round(left / timedelta(days=1))
        return t.plural("The meeting starts in {n} day.", "The meeting starts in {n} days.", n)
    if left >= timedelta(minutes=55):
        n = round(left / timedelta(hours=1))
        return t.plural("The meeting starts in {n} hour.", "The meeting starts in {n} hours.", n)
    n = max(1, round(left / timedelta(minutes=1)))
    return t.plural("The meeting starts in {n} minute.", "The meeting starts in {n} minutes.", n)


def _reminder(t: Translator, found: Sheet, at: datetime) -> Markup:
    """When, and what was answered; room or link stand below it, for those whom they concern."""
    meeting = found.meeting
    lines = [Markup("<b>{}</b>").format(starts_in(t, meeting.starts_at - at))]
    match found.reply.answer:
        case Answer.IN_PERSON:
            lines.append(t("You come in person."))
        case Answer.ONLINE:
            lines.append(t("You join online."))
        case None:
            lines.append(t("You have not answered yet. Will you take part?"))
    return Markup("\n").join(lines)
