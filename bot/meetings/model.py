"""A meeting: when and where, what is on its agenda, who is invited and what they answered."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.committee.model import Actor, Role
from bot.dataclasses import dataclass
from bot.files import File
from bot.ids import AgendaItemId, CommitteeId, MeetingId, MembershipId, SlotId
from bot.workdays import instant

TITLE_LIMIT = 200
TOPIC_LIMIT = 300
SPEAKER_LIMIT = 150
VENUE_LIMIT = 300
NOTE_LIMIT = 500
LINK_LIMIT = 500
"""All in UTF-16 units, as Telegram counts."""
ITEMS_LIMIT = 25
SLOTS_LIMIT = 8
SHORTEST, LONGEST = 5, 12 * 60
"""Minutes that a meeting may last."""


class Format(StrEnum):
    """How one takes part."""

    HYBRID = "hybrid"
    IN_PERSON = "in_person"
    ONLINE = "online"

    @property
    def in_room(self) -> bool:
        """Is there a room to come to?"""
        return self is not Format.ONLINE

    @property
    def on_line(self) -> bool:
        """Is there a link to join by?"""
        return self is not Format.IN_PERSON


class Standing(StrEnum):
    """Where a meeting stands. A draft is seen by organizers and chair; a poll asks everybody invited for dates."""

    DRAFT = "draft"
    POLL = "poll"
    CALLED = "called"
    STARTED = "started"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What somebody invited says."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    ABSENT = "absent"
    ALTERNATE = "alternate"

    def possible(self, how: Format) -> bool:
        """Can one answer that to a meeting of this format?"""
        return not (
            (self is Answer.IN_PERSON and not how.in_room) or (self is Answer.ONLINE and not how.on_line)
        )


class Availability(StrEnum):
    """What somebody says to a slot of a date poll."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


class Audience(StrEnum):
    """Who is invited, but for single people who are or are not by exception."""

    MEMBERS = "members"
    """All but observers."""
    EVERYBODY = "everybody"
    TITULARS = "titulars"
    """All but observers and alternates."""

    def includes(self, who: Actor) -> bool:
        """Is this one of them?"""
        match self:
            case Audience.EVERYBODY:
                return True
            case Audience.MEMBERS:
                return who.role is not Role.OBSERVER
            case Audience.TITULARS:
                return who.role not in (Role.OBSERVER, Role.ALTERNATE)


class Change(StrEnum):
    """What was done with a meeting, for its history."""

    CALLED = "called"
    EDITED = "edited"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class AgendaText:
    """A line of the agenda in one language. `translator`: who is credited, where somebody translated it."""

    topic: str
    speaker: str = ""
    translator: str | None = None


class Origin(StrEnum):
    """What a line of the agenda was carried over from."""

    ITEM = "item"
    QUESTION = "question"
    ACTION = "action"
    MINUTES = "minutes"
    """To which somebody objected."""


@dataclass(frozen=True)
class Carried:
    """Where a line comes from that was left open before. `path`: labels, the oldest first (`Q2`; `M1, 5`, `M2, 3`)."""

    origin: Origin
    thing: int
    path: tuple[str, ...]

    @property
    def key(self) -> str:
        """Tells it from all others."""
        return f"{self.origin}{self.thing}"

    @property
    def label(self) -> str:
        """What is behind it: `Q1`, `A2`, the meeting of the minutes, or the one that left the item open last."""
        match self.origin:
            case Origin.QUESTION | Origin.ACTION:
                return self.path[0]
            case Origin.MINUTES:
                return next(step for step in self.path if step.startswith("M"))
            case Origin.ITEM:
                return self.path[-1].split(" (")[0]


@dataclass(frozen=True)
class AgendaItem:
    """A line of the agenda. `number` counts from 1. The files' bytes lie on the shelf."""

    id: AgendaItemId
    number: int
    minutes: int
    texts: Mapping[str, AgendaText]
    files: tuple[File, ...] = ()
    carried: Carried | None = None

    def text_for(self, language: str) -> AgendaText:
        """In that language, else in the one that it was written in first."""
        return self.texts.get(language) or next(iter(self.texts.values()))


@dataclass(frozen=True)
class AgendaLine:
    """A line as it is written, before it has a number of its own."""

    minutes: int
    texts: Mapping[str, AgendaText]
    carried: Carried | None = None


@dataclass(frozen=True)
class Spot:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Plan:
    """What an organizer has put together: a meeting before it is one. `wall`: None where dates are asked for first."""

    main: str
    titles: Mapping[str, str]
    format: Format
    wall: datetime | None
    minutes: int
    venues: Mapping[str, str] = field(default_factory=dict)
    spot: Spot | None = None
    link: str | None = None
    audience: Audience = Audience.MEMBERS
    agenda: tuple[AgendaLine, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """One meeting. `wall`: its beginning as the clocks of `zone` show it; None while dates are asked for.

    `minutes`: how long it lasts. `main`: the language in which it was written first. `sequence`: which state of its
    calendar entry this is (RFC 5545). `revision`: grows with every change, so that two editors notice each other.
    `poll_until`, `called_at`, `started_at`, `ended_at` are UTC.
    """

    id: MeetingId
    committee: CommitteeId
    number: int
    standing: Standing
    format: Format
    main: str
    titles: Mapping[str, str]
    wall: datetime | None
    zone: ZoneInfo
    minutes: int
    venues: Mapping[str, str]
    spot: Spot | None
    link: str | None
    audience: Audience
    uid: str
    sequence: int
    revision: int
    agenda: tuple[AgendaItem, ...] = ()
    note: str | None = None
    """Why it was rescheduled or cancelled."""
    note_language: str | None = None
    """In which language that is written, where it is known."""
    proposed_by: MembershipId | None = None
    poll_until: datetime | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def label(self) -> str:
        """`M3`."""
        return f"M{self.number}"

    def title(self, language: str) -> str:
        """In that language, else in the one that it was written in first."""
        return self.titles.get(language) or self.titles[self.main]

    def venue(self, language: str) -> str | None:
        """Where people meet, as `title`; None where that was not said."""
        return (
            self.venues.get(language) or self.venues.get(self.main) or next(iter(self.venues.values()), None)
        )

    @property
    def starts_at(self) -> datetime:
        """Its beginning in UTC, computed now from the wall time: rules of zones change."""
        assert self.wall is not None, "a meeting without a date has no beginning"
        return instant(self.wall.date(), self.wall.time(), self.zone)

    @property
    def minute(self) -> int:
        """Its beginning in minutes of Unix time: what a button says of it."""
        return int(self.starts_at.timestamp()) // 60

    @property
    def ends_at(self) -> datetime:
        """Its planned end in UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def should_end_at(self) -> datetime:
        """When it is to end (UTC): as it was planned, and where it began late, as long after that."""
        return max(self.ends_at, (self.started_at or self.starts_at) + timedelta(minutes=self.minutes))

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that it was written in, the first one first."""
        return (self.main, *(language for language in self.titles if language != self.main))

    @property
    def planned(self) -> int:
        """Minutes of all lines of the agenda."""
        return sum(item.minutes for item in self.agenda)

    @property
    def open(self) -> bool:
        """Does it lie ahead, or go on?"""
        return self.standing in (Standing.POLL, Standing.CALLED, Standing.STARTED)

    def ripe(self, at: datetime) -> bool:
        """Is the time for answers to its date poll over, so that a date is to be chosen?"""
        return self.standing is Standing.POLL and self.poll_until is not None and at >= self.poll_until

    def begun(self, at: datetime) -> bool:
        """Has it started, by hand or by the clock? Answers count until then."""
        return self.standing in (Standing.STARTED, Standing.ENDED) or (
            self.wall is not None and at >= self.starts_at
        )

    def missed(self, at: datetime) -> bool:
        """Is its time over, and nobody has begun it?"""
        return self.standing is Standing.CALLED and at >= self.ends_at

    def over(self, at: datetime) -> bool:
        """Has it ended? One that nobody has started is over at its planned end."""
        if self.standing is Standing.CALLED:
            return self.missed(at)
        return self.standing in (Standing.ENDED, Standing.CANCELLED)


@dataclass(frozen=True)
class Reply:
    """What somebody invited has said. `earlier`: what they had said before the time was changed."""

    answer: Answer | None = None
    answered_at: datetime | None = None
    earlier: Answer | None = None
    invited: bool | None = None
    """By exception; None: as the meeting's audience says."""


@dataclass(frozen=True)
class Slot:
    """One possible beginning of a meeting, wall time of the meeting's zone. `place` counts from 1."""

    id: SlotId
    meeting: MeetingId
    place: int
    wall: datetime

    def starts_at(self, zone: ZoneInfo) -> datetime:
        """In UTC."""
        return instant(self.wall.date(), self.wall.time(), zone)


@dataclass(frozen=True)
class Changed:
    """A line of a meeting's history. `before`: when it was to begin, where that changed (UTC)."""

    at: datetime
    kind: Change
    sequence: int
    before: datetime | None
    note: str | None


@dataclass(frozen=True)
class MeetingRescheduled:
    """Published: a called meeting has another beginning or length. `before`: the earlier beginning (UTC)."""

    committee: CommitteeId
    meeting: MeetingId
    before: datetime
    at: datetime


@dataclass(frozen=True)
class MeetingCancelled:
    """Published: a called meeting, or its date poll, will not take place."""

    committee: CommitteeId
    meeting: MeetingId
    at: datetime


def may_join(answer: Answer | None) -> bool:
    """Whether somebody is given the join link: after *Online*, and while they have not answered (product §4)."""
    return answer in (None, Answer.ONLINE)


def clock_changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterable[datetime]:
    """Instants (UTC) at which the clocks of a zone are changed, after `since` and up to `until`, to the minute."""
    at, step = since.astimezone(UTC), timedelta(days=1)
    while at < until:
        later = min(at + step, until.astimezone(UTC))
        if zone.utcoffset(at.astimezone(zone)) != zone.utcoffset(later.astimezone(zone)):
            yield _change_between(zone, at, later)
        at = later


def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Where the offset changes, by halving."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return (after + timedelta(seconds=30)).replace(second=0, microsecond=0)
