"""The room's terms: standings, days, faults of lines, marks; the same wherever a milestone is told."""

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from bot.i18n import Translator, mark
from bot.timeline.model import Days, Milestone, Standing, Which
from bot.timeline.plan import Fault, Line
from bot.workdays import WorkCalendar

SHORT = 70
NAMED = 8
"""Milestones of which a line names the labels."""
STANDINGS = {
    Standing.PLANNED: mark("planned"),
    Standing.IN_PROGRESS: mark("in progress"),
    Standing.DONE: mark("done"),
    Standing.POSTPONED: mark("postponed"),
}
FILTERS = {
    Which.ALL: mark("All milestones"),
    Which.MINE: mark("Mine"),
    Which.LATE: mark("Overdue"),
    Which.SOON: mark("Next 30 days"),
}
_FAULTS = {
    "no-date": mark("there is no date"),
    "date-inside": mark("the date has to come first or last: {cell}"),
    "not-a-date": mark("this is not a date: {cell}"),
    "impossible": mark("there is no such day"),
    "far": mark("the date is too many years away"),
    "backwards": mark("the end lies before the start"),
    "ambiguous": mark("the day can be read in two ways"),
    "no-title": mark("there is no title"),
    "title-too-long": mark("the title is too long. Limit: {cell} characters"),
    "alike": mark("the same as line {cell}"),
    "after-unknown": mark("it depends on a line that is not there: {cell}"),
    "circle": mark("lines depend on each other in a circle: {cell}"),
    "owner-unknown": mark("nobody of that name is on the roster: {cell}"),
    "formula": mark("a formula without a value: {cell}"),
}
_MARKS = {Standing.DONE: "✓", Standing.IN_PROGRESS: "▶", Standing.PLANNED: "•", Standing.POSTPONED: "»"}


def standing(t: Translator, of: Standing) -> Markup:
    """Where a milestone stands."""
    return t(STANDINGS[of])


def sign(of: Milestone, today: date) -> str:
    """A sign before a line; the words beside it say the same."""
    return "!" if of.late_by(today) else _MARKS[of.standing]


def days(t: Translator, of: Days, *, year: bool = True) -> Markup:
    """A day or a range."""
    return t.days(of.first, of.last, year=year)


def late(t: Translator, n: int) -> Markup:
    """By how much."""
    return t.plural("late: {n} day", "late: {n} days", n)


def title(t: Translator, of: Milestone, limit: int = SHORT) -> Markup:
    """A milestone's title, shortened."""
    text = of.title(t.language)
    return Markup.escape(text if len(text) <= limit else text[: limit - 1] + "…")


def foreign(t: Translator, found: Iterable[Milestone]) -> Markup | None:
    """That some titles are not in the reader's language; None where all are."""
    codes = dict.fromkeys(next(iter(m.titles)) for m in found if not m.translated(t.language))
    if not codes:
        return None
    return t(
        "Some titles are in another language: {languages}", languages=t.list(map(t.language_name, codes))
    )


def named(t: Translator, of: Milestone) -> Markup:
    """`T3 Inception report`."""
    return Markup("<b>{}</b> {}").format(of.label, title(t, of))


def labels(found: Sequence[Milestone]) -> str:
    """`T3, T4`; of very many the first, and how many more there are."""
    said = ", ".join(milestone.label for milestone in found[:NAMED])
    return f"{said} … (+{len(found) - NAMED})" if len(found) > NAMED else said


def first_of(t: Translator, lines: Sequence[Markup], limit: int = 5) -> list[Markup]:
    """The first lines, and how many more there are."""
    more = [t("And more: {n}", n=len(lines) - limit)] if len(lines) > limit else []
    return [*lines[:limit], *more]


def counts(t: Translator, added: int, moved: int, removed: int) -> Markup:
    """What was done to a plan; what there is none of is not told."""
    said = (
        (mark("Milestones added: {n}"), added),
        (mark("Milestones moved: {n}"), moved),
        (mark("Milestones taken out: {n}"), removed),
    )
    return Markup(" · ").join(t(label, n=n) for label, n in said if n) or t("Titles in other languages")


def day_off(t: Translator, day: date, calendar: WorkCalendar) -> Markup:
    """That a day is one on which nobody works, why, and the working day after it."""
    return t(
        "Day off: {name}. Next working day: {day}",
        name=why_off(t, day, calendar),
        day=t.day(calendar.next_working_day(day), year=False),
    )


def why_off(t: Translator, day: date, calendar: WorkCalendar) -> Markup:
    """What a day off is called; a mere weekend, too."""
    why = calendar.why_off(day, t.language)
    return t.day_off(why) if why else t("weekend")


def fault(t: Translator, of: Fault) -> Markup:
    """What is wrong with a line of a plan."""
    return t(_FAULTS[of.code], cell=of.cell)


def line_title(line: Line, language: str, limit: int = SHORT) -> str:
    """A posted line's title, in the reader's language where it has one."""
    text = (line.titles or {}).get(language) or line.title
    return text if len(text) <= limit else text[: limit - 1] + "…"
