"""Reminders in a committee: when one goes, what goes with it on one card, what is past (product §9a)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

import structlog

from bot.committee.model import Actor
from bot.committee.notices import silent
from bot.ids import PersonId
from bot.workdays import WorkCalendar, last_allowed_moment

TOGETHER = timedelta(hours=4)
"""When one reminder goes, others due to that person so soon go on the same card (product §9a)."""
STALL = timedelta(minutes=10)
"""A reminder that is late by no more than this is not late: the machine was busy."""

log = structlog.get_logger(__name__)


class Numbered(Protocol):
    """What people are reminded of."""

    @property
    def id(self) -> int:
        """Its number."""


T = TypeVar("T", bound=Numbered)


@dataclass(frozen=True)
class Reminder:
    """One occasion. `at` (UTC) is when it goes; `last` ones go in quiet hours too."""

    occasion: str
    at: datetime
    last: bool = False


def before(
    end: datetime, hours: Iterable[int], since: datetime, zone: ZoneInfo, calendar: WorkCalendar
) -> list[Reminder]:
    """So many hours before an instant, earliest first; all but the last are moved out of quiet hours.

    `zone` is the reader's. One that could only have gone before `since` is left out.
    """
    ordered = sorted(set(hours), reverse=True)
    found = []
    for hour in ordered:
        due, last = end - timedelta(hours=hour), hour == ordered[-1]
        at = due if last else last_allowed_moment(due, zone, calendar, since)
        if at is not None and at > since:
            found.append(Reminder(f"h{hour}", at, last))
    return found


class Round(Generic[T]):
    """One look at what people are to be reminded of: gathered by person, then one card each."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.done: set[tuple[int, str, PersonId]] = set()
        """What is done with: it goes, goes along on another's card, or is skipped."""
        self._readers: dict[PersonId, Actor] = {}
        self._open: dict[PersonId, list[tuple[T, Reminder]]] = {}

    def gather(
        self, reader: Actor, of: T, reminders: Iterable[Reminder], reminded: set[tuple[str, PersonId]]
    ) -> None:
        """What is due, or soon will be, to a reader; `reminded`: what is done with."""
        person = reader.person.id
        self._readers[person] = reader
        self._open.setdefault(person, []).extend(
            (of, r) for r in reminders if r.at <= self.now + TOGETHER and (r.occasion, person) not in reminded
        )

    def cards(self, over: Callable[[T], bool]) -> Iterator[tuple[Actor, list[tuple[T, Reminder]]]]:
        """To whom something is due: what goes on their card, first what is due. `over`: it is too late for any.

        After a downtime only the newest reminder of a thing goes; older ones, and such as would now fall into quiet
        hours, are skipped and logged.
        """
        for person, found in self._open.items():
            reader = self._readers[person]
            due = self._due(reader, [pair for pair in found if pair[1].at <= self.now], over)
            if due:
                soon = [pair for pair in found if pair[1].at > self.now and not pair[1].last]
                self.done |= {(of.id, r.occasion, person) for of, r in soon}
                yield reader, [*due, *soon]

    def _due(
        self, reader: Actor, found: list[tuple[T, Reminder]], over: Callable[[T], bool]
    ) -> list[tuple[T, Reminder]]:
        newest = {of.id: reminder for of, reminder in found}
        going = []
        for of, reminder in found:
            self.done.add((of.id, reminder.occasion, reader.person.id))
            late = self.now - reminder.at > STALL and not reminder.last and silent(reader, self.now)
            if reminder is not newest[of.id] or late or over(of):
                log.info("a reminder was skipped", of=of.id, person=reader.person.id, due=reminder.occasion)
            else:
                going.append((of, reminder))
        return going
