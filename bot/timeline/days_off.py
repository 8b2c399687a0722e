"""What ends on days that have become days off. Nothing moves by itself: whoever can move it is told."""

from collections.abc import Sequence
from datetime import date

from bot.committee import service as committee
from bot.committee.days_off import DaysOffChanged
from bot.committee.hours import Hours, Timed
from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.i18n import as_fact
from bot.store import Tx
from bot.timeline import linked, notices, reading
from bot.timeline.model import Milestone
from bot.timeline.rights import plans
from bot.workdays import WorkCalendar


@dataclass(frozen=True)
class Ending:
    """What ends on days off: milestones, and what else has an hour of its own then. `may_plan`: whether the reader
    may move milestones.
    """

    days: tuple[date, ...]
    calendar: WorkCalendar
    milestones: tuple[Milestone, ...]
    things: tuple[Timed, ...]
    may_plan: bool


@dataclass(frozen=True)
class DaysOff:
    """`elsewhere`: what has its hour in rooms that the timeline does not know."""

    elsewhere: tuple[Hours, ...] = ()

    def ending(self, tx: Tx, who: Actor, days: Sequence[date], language: str) -> Ending | None:
        """What concerns somebody of it: whoever plans, all; an owner, their milestones. None where there is nothing."""
        calendar = who.committee.calendar
        off = tuple(day for day in days if calendar.is_day_off(day))
        found = reading.on_days_off(tx, who, off)
        things: list[Timed] = []
        if plans(who):
            hours = (linked.hours, *self.elsewhere)
            things += [thing for of in hours for thing in of(tx, who, language) if thing.on(off, who)]
        else:
            found = [m for m in found if m.owner == who.membership]
        return Ending(off, calendar, tuple(found), tuple(things), plans(who)) if found or things else None

    def announced(self, tx: Tx, change: DaysOffChanged) -> None:
        """Tells whom it concerns, but for the organizer who added the days and sees it at once."""
        readers = [
            reader
            for reader in committee.actors_in(tx, change.committee)
            if reader.membership != change.by and self.ending(tx, reader, change.off, reader.person.language)
        ]
        days = [day.isoformat() for day in change.off]
        notices.tell(tx, "day-off", readers, key=as_fact(change.at), at=change.at, facts={"days": days})
