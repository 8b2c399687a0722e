"""A page of a plan as a picture: a bar for each milestone on a scale of months, today marked, late ones named."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from bot.committee.model import Committee
from bot.committee.views import home_row
from bot.i18n import Translator, names
from bot.screens import Attachment, Button, Drawn, capitalised
from bot.texts import shortened
from bot.timeline import words
from bot.timeline.actions import ShowTimeline
from bot.timeline.model import Milestone
from bot.timeline.reading import TimelinePage

ROWS = 12
"""Milestones of one picture: more, and Telegram shows them too small to be read on a phone."""
TITLE = 90
NAME = 120
_STEPS = (1, 2, 3, 6, 12)
"""Months between two marks of the scale."""
_MARKS = 7
_LATE_NAMED = 5
_ONE_YEAR = 366
"""Days of a scale on which a date needs no year."""


def picture(t: Translator, found: TimelinePage, of: Committee) -> Attachment:
    """The milestones of a page, as a message."""
    caption = t("Timeline") + Markup(" · ") + t("Today: {day}", day=t.day(found.today))
    back = Button(t.plain("Timeline"), ShowTimeline(found.committee, found.which, found.page))
    return Attachment(
        Drawn("timeline", timeline(t, found, of)),
        name=f"timeline-{found.today.isoformat()}.png",
        caption=caption,
        rows=((back, *home_row(t)),),
    )


def timeline(t: Translator, found: TimelinePage, of: Committee) -> dict[str, Any]:
    """What the template shows, in words and in parts of the scale (0 to 1)."""
    first, after = scale(found.milestones, found.today)
    at = _part(found.today, first, after)
    late = [m for m in found.milestones if m.late_by(found.today)]
    heading = t.plain(words.FILTERS[found.which]) if found.which.value != "all" else ""
    return {
        "language": t.language,
        "committee": shortened(of.name(t.language), NAME),
        "title": t.plain("Timeline") + (f" · {heading}" if heading else ""),
        "page": _place(found) if found.total > len(found.milestones) else None,
        "late": _late(t, late) if late else None,
        "today": {"at": at, "label": t.plain("Today: {day}", day=t.day(found.today, year=at is None))},
        "marks": list(marks(t, first, after)),
        "rows": [_row(t, milestone, found.today, first, after) for milestone in found.milestones],
    }


def _late(t: Translator, late: Sequence[Milestone]) -> str:
    more = f" (+{len(late) - _LATE_NAMED})" if len(late) > _LATE_NAMED else ""
    return t.plain("Late: {milestones}", milestones=", ".join(m.label for m in late[:_LATE_NAMED]) + more)


def _place(found: TimelinePage) -> str:
    return f"{found.offset + 1}–{found.offset + len(found.milestones)} / {found.total}"


def scale(milestones: Sequence[Milestone], today: date) -> tuple[date, date]:
    """Whole months from the first start to after the last end; with today where it is not far off."""
    begin = min((m.days.first for m in milestones), default=today)
    end = max((m.days.last for m in milestones), default=today)
    near = timedelta(days=62)
    if begin - near <= today <= end + near:
        begin, end = min(begin, today), max(end, today)
    return begin.replace(day=1), _month_on(end)


def marks(t: Translator, first: date, after: date) -> Iterable[dict[str, Any]]:
    """The months that are written on the scale, with the year where it turns; where few are, January and July."""
    months = (after.year - first.year) * 12 + after.month - first.month
    step = next((step for step in _STEPS if months / step <= _MARKS), 12 * -(-months // (12 * _MARKS)))
    month = first
    year = None
    aligned = step > _STEPS[1]
    begin = 0 if aligned else first.month - 1
    room = -(first.month - 1) % step * 2 >= step  # for the first month beside the next that is written
    while month < after:
        index = month.year * 12 + month.month - 1
        if (index - begin) % step == 0 or (month == first and room):
            turned = month.year != year
            year = month.year
            yield {
                "at": _part(month, first, after),
                "label": names.short_months(t.language)[month.month],
                "year": str(month.year) if turned else None,
            }
        month = _month_on(month)


def _row(t: Translator, one: Milestone, today: date, first: date, after: date) -> dict[str, Any]:
    late = one.late_by(today)
    standing = words.late(t, late) if late else words.standing(t, one.standing)
    year = one.days.first.year != one.days.last.year or (after - first).days > _ONE_YEAR
    return {
        "label": one.label,
        "title": shortened(one.title(t.language), TITLE),
        "when": str(words.days(t, one.days, year=year).unescape()),
        "standing": capitalised(standing.striptags()) if late else standing.striptags(),
        "kind": "late" if late else one.standing.value,
        "from": _part(one.days.first, first, after),
        "to": _part(one.days.last + timedelta(days=1), first, after),
    }


def _part(day: date, first: date, after: date) -> float | None:
    """Where a day lies on the scale; None where it lies beside it."""
    if not first <= day <= after:
        return None
    return round((day - first).days / (after - first).days, 4)


def _month_on(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
