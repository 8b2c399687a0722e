"""A deadline asked for in a form: typed or by button, always echoed, days off flagged (product §3)."""

from datetime import datetime, timedelta

from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.forms import Field
from bot.forms.model import Values
from bot.i18n import LANGUAGES, as_fact, instant
from bot.i18n.typed import Unread, read_moment
from bot.workdays import WorkCalendar
from bot.workdays import instant as at_wall_time

UNTIL, SURE = "until", "sure"
USUAL, KEEP, YES, WORKING_DAY = "usual", "keep", "yes", "working-day"
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Deadline:
    """Asks for a deadline, seen from the instant `at`. `days`: the usual one, in working days.

    `optional`: there may be none (the text stays a draft).
    """

    calendar: WorkCalendar
    at: datetime
    days: int
    optional: bool = False

    def fields(self, values: Values) -> tuple[Field, ...]:
        """The question, and the echo once there is a deadline."""
        until = Field(UNTIL, said=self._read, picked=self._pick)
        if values.get(UNTIL) is None:
            return (until,)
        return until, Field(SURE, picked=self._confirm)

    def read(self, text: str) -> datetime:
        """The instant in what was typed; without an hour, the end of that working day.

        Refuses `date-no-day`, `date-hour-unsure`, `date-impossible`, `date-ambiguous`, `date-not-understood`,
        `deadline-past` and `deadline-too-far` (more than a year away).
        """
        found = read_moment(text, self.at, self.calendar.zone, LANGUAGES)
        if isinstance(found, Unread):
            raise Refusal(f"date-{found.reason}")
        if abs(found.day - self.at.date()) > _FARTHEST:
            raise Refusal("deadline-too-far")
        return self._ahead(at_wall_time(found.day, found.at or self.calendar.closes, self.calendar.zone))

    def _read(self, text: str, _values: Values) -> str:
        return as_fact(self.read(text))

    def _pick(self, value: str, _values: Values) -> str | None:
        if value == USUAL:
            return as_fact(self.calendar.default_deadline(self.at, self.days))
        if value == KEEP and self.optional:
            return None
        raise Refusal("form-stale")

    def _confirm(self, value: str, values: Values) -> str:
        until = instant(values[UNTIL])
        if value == WORKING_DAY:
            until = next_working_day(until, self.calendar)
        elif value != YES:
            raise Refusal("form-stale")
        return as_fact(self._ahead(until))

    def _ahead(self, until: datetime) -> datetime:
        if until <= self.at:
            raise Refusal("deadline-past", deadline=as_fact(until))
        return until


def next_working_day(until: datetime, calendar: WorkCalendar) -> datetime:
    """The same hour on the next working day."""
    there = until.astimezone(calendar.zone)
    return at_wall_time(calendar.next_working_day(there.date()), there.time(), calendar.zone)


def chosen(values: Values) -> datetime | None:
    """The deadline that was confirmed; None where there is none."""
    return instant(values[SURE]) if SURE in values else None
