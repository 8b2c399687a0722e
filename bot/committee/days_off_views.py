"""The committee's days off as people see them; organizers add and remove them by hand. No I/O, no clock."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.committee.actions import AddDaysOff, ShowCommittee, ShowDaysOff, WorkOn
from bot.committee.days_off import DayOff
from bot.committee.model import Actor
from bot.committee.views import home_row, pages
from bot.errors import Facts
from bot.i18n import Sentences, Translator
from bot.ids import CommitteeId
from bot.screens import Button, Row, Screen, leaf
from bot.texts import shortened

PAGE = 8
_LABEL = 40


def days_off(t: Translator, who: Actor, found: Sequence[DayOff], page: int) -> Screen:
    """Holidays and days added by hand, from today on."""
    here = who.committee.id
    shown, page, last = leaf(found, page, PAGE)
    lines = [t("<b>Days off</b>"), t("Saturdays, Sundays and these days:") if found else t("There are none.")]
    lines += [_line(t, one) for one in shown]
    rows: list[Row] = []
    if who.organizes:
        rows += [(_toggle(t, here, one, page),) for one in shown]
    rows += pages(t, page, last, lambda p: Button("", ShowDaysOff(here, p)))
    if who.organizes:
        rows.append((Button(t.plain("Add days off"), AddDaysOff(here), "primary"),))
    rows.append((Button(t.plain("Committee"), ShowCommittee(here)), *home_row(t)))
    return Screen(Markup("\n").join(lines), tuple(rows))


def ask(t: Translator, field: str, days: Markup | None) -> Screen:
    """The form's two questions."""
    title = t("<b>Days off</b>")
    if field == "days":
        text = t(
            "Write the day or the days on which nobody works, such as: {example}", example=t.days(*_EXAMPLE)
        )
    else:
        assert days is not None
        text = (
            t("Day off: {days}", days=days)
            + Markup("\n")
            + t("What is it called? Everybody sees the name as you write it.")
        )
    return Screen(title + Markup("\n") + text, folded=title.striptags())


def _line(t: Translator, one: DayOff) -> Markup:
    text = Markup("• {} · {}").format(
        t.day(one.day, weekday=True), t.day_off(one.why) if one.why else t("weekend")
    )
    if one.worked:
        return text + Markup(" · <i>{}</i>").format(t("a working day here"))
    return text + Markup(" · <i>{}</i>").format(t("added by hand")) if one.by_hand else text


def _toggle(t: Translator, here: CommitteeId, one: DayOff, page: int) -> Button:
    day = t.day(one.day, year=False)
    if one.worked:
        label = t.plain("Day off again: {day}", day=day)
    elif one.by_hand:
        label = t.plain("Remove: {day}", day=day)
    else:
        label = t.plain("Working day: {day}", day=day)
    return Button(shortened(label, _LABEL), WorkOn(here, one.day.isoformat(), not one.worked, page))


def _days(t: Translator, facts: Facts) -> Markup:
    days = [date.fromisoformat(day) for day in facts["days"]]
    return t("Day off: {days}", days=t.days(days[0], days[-1]))


_EXAMPLE = date(2022, 5, 2), date(2022, 5, 3)

SENTENCES: Sentences = {
    "days-off-added": _days,
    "day-worked": lambda t, f: t("Working day: {day}", day=t.day(date.fromisoformat(f["day"]))),
    "day-rested": lambda t, f: t("Day off again: {day}", day=t.day(date.fromisoformat(f["day"]))),
    "day-off-none": lambda t, f: t("That is settled already. Nothing was changed."),
    "day-off-past": lambda t, f: t("This day has passed. Please write another one."),
    "day-off-far": lambda t, f: t("This date is too many years away. Please write it again."),
    "days-off-many": lambda t, f: t("These are too many days at once. Limit: {limit}.", limit=f["limit"]),
}
