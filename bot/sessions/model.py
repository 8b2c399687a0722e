"""What happens in a meeting and after it: who was there, what was said and decided, and the minutes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.ballots.model import Rules
from bot.committee.model import Seat
from bot.dataclasses import dataclass
from bot.ids import AgendaItemId, EntryId, MeetingId, MembershipId

ENTRY_LIMIT = 1000
REPLY_LIMIT = 500
NOTE_LIMIT = 2000
"""All in UTF-16 units, as Telegram counts."""
EARLY = timedelta(minutes=30)
"""So long before a meeting's planned beginning one can check in, and begin it."""
LATEST = timedelta(days=1)
"""So long after its planned end a meeting can still be begun; one that was forgotten for longer is put off instead."""
PUNCTUAL = timedelta(minutes=5)
"""Whoever comes later than this is late."""
OBJECTION_DAYS = 5
"""Working days for which minutes lie open to objections, unless said otherwise."""


class Mode(StrEnum):
    """How somebody takes part."""

    ROOM = "room"
    ONLINE = "online"


class Kind(StrEnum):
    """What an entry of the record is. `REMARK`: a comment or suggestion. `MINUTES`: a comment on the minutes."""

    REMARK = "remark"
    DECISION = "decision"
    ACTION = "action"
    MINUTES = "minutes"


LABELS = {Kind.REMARK: "K", Kind.DECISION: "D", Kind.ACTION: "A", Kind.MINUTES: "№ "}


class Disposition(StrEnum):
    """What became of a comment: taken up (where), noted, or declined with a reason (product §4)."""

    TAKEN_UP = "taken_up"
    NOTED = "noted"
    DECLINED = "declined"

    @property
    def needs_words(self) -> bool:
        """Does it say where, or why?"""
        return self is not Disposition.NOTED


class MinutesStanding(StrEnum):
    """Where the minutes of a meeting stand. `DRAFT`: drawn anew from the record at every look."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"


@dataclass(frozen=True)
class Span:
    """A time (UTC) for which an item of the agenda was the current one; `ended_at` None: it still is."""

    item: AgendaItemId
    started_at: datetime
    ended_at: datetime | None

    def minutes(self, now: datetime) -> float:
        """How long, up to `now` where it goes on."""
        return ((self.ended_at or now) - self.started_at).total_seconds() / 60


@dataclass(frozen=True)
class Attendance:
    """A stay of somebody in a meeting (UTC). `recorded_by`: who of the secretariat entered it by hand."""

    membership: MembershipId
    mode: Mode
    came_at: datetime
    left_at: datetime | None
    recorded_by: MembershipId | None = None


@dataclass(frozen=True)
class Entry:
    """A line of the record. `texts`: the original's language first; `translators`: who is credited for the others.

    `author`: None for one who is not named.

    `reply`: what was said of a comment beside its `disposition`, in `reply_language` where that is known.
    `owner`, `due_at` (UTC), `done_at`: of an action. `objects`: a comment on the minutes that objects to them.
    `struck_at`: taken out of the record; it keeps its number.
    """

    id: EntryId
    meeting: MeetingId
    kind: Kind
    number: int
    item: AgendaItemId | None
    author: MembershipId | None
    texts: Mapping[str, str]
    at: datetime
    disposition: Disposition | None = None
    reply: str | None = None
    reply_language: str | None = None
    owner: MembershipId | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    objects: bool = False
    struck_at: datetime | None = None
    translators: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """K1, D1, A1, or № 1 of the comments on minutes."""
        return f"{LABELS[self.kind]}{self.number}"

    @property
    def language(self) -> str:
        """The language in which it was said."""
        return next(iter(self.texts))

    def text(self, language: str) -> str:
        """In that language, else as it was said."""
        return self.texts.get(language) or self.texts[self.language]

    @property
    def answer(self) -> list[str | None]:
        """What became of a comment, as a form keeps it."""
        return [self.disposition, self.reply]

    @property
    def open(self) -> bool:
        """An action that is not done, or a comment that nobody has answered."""
        if self.struck_at is not None or self.kind is Kind.DECISION:
            return False
        return self.done_at is None if self.kind is Kind.ACTION else self.disposition is None


@dataclass(frozen=True)
class Minutes:
    """How the minutes of a meeting stand. Times are UTC."""

    meeting: MeetingId
    standing: MinutesStanding = MinutesStanding.DRAFT
    object_until: datetime | None = None
    approved_at: datetime | None = None
    approved_by: MembershipId | None = None

    def ripe(self, at: datetime) -> bool:
        """Is the time for objections over, so that they can be approved?"""
        circulated = self.standing is MinutesStanding.CIRCULATED
        return circulated and self.object_until is not None and at >= self.object_until


@dataclass(frozen=True)
class MinutesVersion:
    """The minutes as they were circulated: the words of each language as they stood, and a SHA-256 over them."""

    meeting: MeetingId
    number: int
    at: datetime
    papers: Mapping[str, Mapping[str, object]]
    hash: str


@dataclass(frozen=True)
class Presence:
    """Of the voting seats of each constituency (in the committee's order): how many are there, and how many there are.

    A seat is present when either of its holders is. `online`: of those present, by nobody in the room.
    """

    constituencies: Mapping[str, tuple[int, int]]
    online: int
    rules: Rules

    @property
    def present(self) -> int:
        """Seats that are there."""
        return sum(here for here, _ in self.constituencies.values())

    @property
    def seats(self) -> int:
        """All voting seats."""
        return sum(all_ for _, all_ in self.constituencies.values())

    @property
    def needed(self) -> int:
        """How many have to be there."""
        return self.rules.needed(self.seats)

    @property
    def missing(self) -> tuple[str, ...]:
        """Represented constituencies of which nobody is there, where the rules ask for each."""
        if not self.rules.every_constituency:
            return ()
        return tuple(code for code, (here, all_) in self.constituencies.items() if all_ and not here)

    @property
    def quorum(self) -> bool:
        """As for a ballot: enough seats, and one of every represented constituency (product §3, §4)."""
        return self.present >= self.needed and not self.missing


def presence(
    holders: Iterable[tuple[MembershipId, Seat]],
    here: Iterable[tuple[MembershipId, Mode]],
    order: Iterable[str],
    rules: Rules,
) -> Presence:
    """Counts voting seats over both modes. `holders`: titulars and alternates; `here`: who is there, and how;
    `order`: the committee's constituencies.
    """
    modes: dict[MembershipId, set[Mode]] = {}
    for membership, mode in here:
        modes.setdefault(membership, set()).add(mode)
    seats: dict[int, tuple[str, set[Mode]]] = {}
    for membership, seat in holders:
        seats.setdefault(seat.id, (seat.constituency, set()))[1].update(modes.get(membership, ()))
    counts: dict[str, tuple[int, int]] = dict.fromkeys(order, (0, 0))
    for code, how in seats.values():
        present, all_ = counts.get(code, (0, 0))
        counts[code] = (present + bool(how), all_ + 1)
    online = sum(how == {Mode.ONLINE} for _, how in seats.values())
    return Presence(counts, online, rules)


@dataclass(frozen=True)
class Asked:
    """A question asked in or for a meeting, as its minutes tell it. `asker`: as it may be named, or nobody."""

    label: str
    item: AgendaItemId | None
    text: str
    asker: str
    standing: str
    answer: str | None = None
