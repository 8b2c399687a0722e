"""A calendar from which a form's question takes a day, where it may also be typed. A tap says an ISO date.

The layout of months is the calendar library's; the buttons are ours, since theirs carry data of another kind.
"""

from datetime import date

from telegram_bot_calendar.grid import add_months, day_slots, first_of_month

from bot.errors import Refusal
from bot.forms.actions import FormMonth, FormPick, FormResume
from bot.forms.model import Days
from bot.i18n import Translator
from bot.screens import Button, Row, capitalised

MONTHS_AHEAD = 12
_BLANK = "·"


def rows(t: Translator, days: Days, month: str | None, step: int) -> tuple[Row, ...]:
    """A month (`2022-12`, else the first one): a week a row, days off in brackets, ways to the months beside it."""
    shown, last = _shown(days, month), add_months(days.first, MONTHS_AHEAD)

    def button(slot: date | None) -> Button:
        if slot is None:
            return Button(_BLANK, FormResume())
        label = f"({slot.day})" if days.is_day_off(slot) else str(slot.day)
        return Button(label, FormPick(step, slot.isoformat()))

    weeks = [
        tuple(map(button, week)) for week in day_slots(shown.year, shown.month, days.first, last) if any(week)
    ]
    ways = []
    for by, sign in ((-1, "‹ {}"), (1, "{} ›")):
        beside = add_months(shown, by)
        if first_of_month(days.first) <= beside <= last:
            ways.append(Button(sign.format(_name(t, beside)), FormMonth(step, f"{beside:%Y-%m}")))
    names = tuple(Button(capitalised(name), FormResume()) for name in t.weekdays_short())
    return (names, *weeks, tuple(ways))


def heading(t: Translator, days: Days, month: str | None) -> str:
    """The month that is shown, with its year."""
    shown = _shown(days, month)
    return f"{_name(t, shown)} {shown.year}"


def picked(value: str, days: Days) -> date:
    """The day of a tap. Refuses `form-stale` for one that the calendar does not offer."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Refusal("form-stale") from None
    if not days.first <= day <= add_months(days.first, MONTHS_AHEAD):
        raise Refusal("form-stale")
    return day


def _shown(days: Days, month: str | None) -> date:
    first = first_of_month(days.first)
    try:
        wanted = date.fromisoformat(f"{month}-01")
    except ValueError:
        return first
    return min(max(wanted, first), first_of_month(add_months(days.first, MONTHS_AHEAD)))


def _name(t: Translator, month: date) -> str:
    return capitalised(str(t.month(month)))
