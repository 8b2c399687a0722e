"""A reminder: its occasion and its moment. What a room has to say so that its things are reminded of."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.screens import Screen
from bot.store import Tx
from bot.workdays import WorkCalendar, last_allowed_moment

TOGETHER = timedelta(hours=4)
"""When one reminder goes, others due to that person so soon go on the same card (product §9a)."""
STALL = timedelta(minutes=10)
"""A reminder that is late by no more than this is not late: the machine was busy."""


@dataclass(frozen=True)
class Reminder:
    """One occasion. `at` (UTC) is when it goes; `last` ones go in quiet hours, too, and never early.

    `until` (UTC): what it is about is over then, and nobody is reminded any more.
    """

    occasion: str
    at: datetime
    last: bool = False
    until: datetime | None = None


@dataclass(frozen=True)
class Owed:
    """All reminders of one thing to one reader as it stands, earliest first; past ones, too."""

    reader: Actor
    thing: int
    reminders: Sequence[Reminder]


class Source(Protocol):
    """What a room reminds of. It says what is due to whom; one place decides what goes on which card."""

    @property
    def name(self) -> str:
        """Permanent: it stands in the database."""

    def looks(self, tx: Tx, now: datetime) -> tuple[Iterable[CommitteeId], datetime | None]:
        """The committees in which a reminder may be due now, and when one will be due next."""

    def owed(self, tx: Tx, here: CommitteeId, until: datetime) -> Iterable[Owed]:
        """What is open in a committee, by reader: at least all of which a reminder is due by `until`."""

    def plan(self, tx: Tx, here: CommitteeId, now: datetime) -> None:
        """What was due by `now` is done with: notes when to look next."""

    def reminders(self, tx: Tx, who: Actor, thing: int) -> Sequence[Reminder]:
        """All reminders of a thing to somebody as it stands now; none where it is done, gone or not theirs."""

    def card(
        self, tx: Tx, t: Translator, who: Actor, thing: int, at: datetime, *, alone: bool
    ) -> Screen | None:
        """What the reminder says. `alone`: it has the card to itself; else a few lines, buttons that name it."""

    def subject(self, thing: int) -> str:
        """Whose card it is: the earlier one shrinks."""


def told_at(at: datetime, reader: Actor) -> datetime:
    """When a reader first heard of what everybody was told `at` (both UTC): whoever joined later, then."""
    return max(at, reader.person.joined_at or at)


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
            found.append(Reminder(f"h{hour}", at, last, until=end))
    return found
