"""What the forms of several rooms share on screen: answers to pick, how much of a long text has come, a deadline."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.forms.deadline import KEEP, SURE, UNTIL, USUAL, WORKING_DAY, YES, next_working_day
from bot.i18n import Translator, instant
from bot.screens import Button, Row, Screen, Style
from bot.texts import units
from bot.workdays import WorkCalendar


def picks(state: Open, options: Sequence[tuple[str, str]], first: Style | None = None) -> tuple[Row, ...]:
    """One answer a row, its value and its words."""
    return tuple(
        (Button(label, FormPick(state.serial, value), first if position == 0 else None),)
        for position, (value, label) in enumerate(options)
    )


def screen(*lines: Markup, rows: tuple[Row, ...] = (), protect: bool = False) -> Screen:
    """A form's card."""
    return Screen(Markup("\n").join(lines), rows, protect=protect)


def received(t: Translator, state: Open, limit: int) -> Markup | None:
    """How much of a long text has come; None before it began."""
    if not state.parts:
        return None
    n = units("\n".join(part.text for part in state.parts))
    return t("Received: {n} of {limit} characters. Send more, or press “Done”.", n=n, limit=limit)


def without_an_hour(t: Translator, calendar: WorkCalendar) -> Markup:
    """Which hour of the committee's day a deadline has that names none."""
    return t(
        "Without an hour it is {hour}.", hour=f"{calendar.closes:%H:%M} ({t.zone_city(t.committee_zone)})"
    )


def deadline(
    t: Translator,
    state: Open,
    field: Field,
    calendar: WorkCalendar,
    title: Markup,
    *,
    ask: Markup,
    sure: str,
    days: int,
    none: str | None = None,
) -> Screen:
    """A deadline: asked for (`ask`; usually `days` working days ahead), then echoed, to be confirmed by `sure`.

    `none`: the words for there being none, where there may be none.
    """
    if field.name == UNTIL:
        usual = [(USUAL, str(t.plural("{n} working day", "{n} working days", days).striptags()))]
        if none is not None:
            usual.append((KEEP, none))
        return screen(title, ask, without_an_hour(t, calendar), rows=picks(state, usual))
    assert field.name == SURE
    until = instant(state.values[UNTIL])
    lines = [title, t("Deadline: {date}", date=t.moment(until, weekday=True))]
    options = [(YES, sure)]
    if resting := on_a_day_off(t, calendar, until):
        lines += resting
        options.insert(0, (WORKING_DAY, t.plain("Take the suggested deadline")))
    return screen(*lines, rows=picks(state, options, "success"))


def on_a_day_off(t: Translator, calendar: WorkCalendar, until: datetime) -> list[Markup]:
    """Where a deadline falls on a day off: why nobody works then, and the deadline suggested instead."""
    day = until.astimezone(calendar.zone).date()
    if not calendar.is_day_off(day):
        return []
    suggested = t.moment(next_working_day(until, calendar), weekday=True)
    return [
        t("This date is a day off: {name}.", name=t.day_off(why))
        if (why := calendar.why_off(day, t.language))
        else t("This date is a day off."),
        t("Suggested deadline: {date}", date=suggested),
    ]
