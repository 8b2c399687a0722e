"""What people see of a meeting that goes on, of its record and its minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.ballots.rights import presides
from bot.ballots.settings import rules_of
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.hours import Timed
from bot.committee.model import Actor, Constituency
from bot.dataclasses import dataclass
from bot.i18n import Translator, mark
from bot.ids import AgendaItemId, EntryId, MeetingId, MembershipId
from bot.meetings import records as called
from bot.meetings import service as meetings
from bot.meetings.model import AgendaItem, Meeting, Origin, Standing
from bot.meetings.reading import sheet
from bot.screens import leaf
from bot.sessions import minuting, record, records
from bot.sessions.actions import ShowEntry
from bot.sessions.model import (
    EARLY,
    LATEST,
    Attendance,
    Entry,
    Kind,
    Minutes,
    MinutesStanding,
    MinutesVersion,
    Mode,
    Presence,
    presence,
)
from bot.sessions.record import Name, Record
from bot.sessions.rights import (
    answers_remarks,
    conductor,
    conducts,
    entry_in_sight,
    minutes_in_sight,
    reads_minutes,
    takes_part,
)
from bot.store import Tx

PAGE = 6


@dataclass(frozen=True)
class Desk:
    """A meeting that goes on (or shortly will) as its reader sees it. `stay`: theirs. `link`: where they may join."""

    meeting: Meeting
    who: Actor
    at: datetime
    current: AgendaItem | None
    spent: float
    presence: Presence
    here: tuple[int, int]
    constituencies: tuple[Constituency, ...]
    stay: Attendance | None
    takes_part: bool
    link: str | None
    counts: Mapping[Kind, int]
    minutes: bool
    """It is over, and its reader may read its minutes."""

    @property
    def conducts(self) -> bool:
        """May they take the agenda forward?"""
        return conducts(self.who)

    @property
    def goes_on(self) -> bool:
        """Has it begun, and not ended?"""
        return self.meeting.standing is Standing.STARTED

    @property
    def beginnable(self) -> bool:
        """May it be begun now?"""
        if self.meeting.standing is not Standing.CALLED or not self.conducts:
            return False
        return self.meeting.starts_at - EARLY <= self.at < self.meeting.ends_at + LATEST

    @property
    def arrivable(self) -> bool:
        """May one check in now?"""
        early = self.meeting.standing is Standing.CALLED and self.at >= self.meeting.starts_at - EARLY
        return self.takes_part and (self.goes_on or (early and self.at < self.meeting.ends_at))

    @property
    def following(self) -> AgendaItem | None:
        """The item after the one that is on."""
        number = 0 if self.current is None else self.current.number
        return next((item for item in self.meeting.agenda if item.number > number), None)


def going_on(tx: Tx, who: Actor) -> list[Meeting]:
    """The committee's meetings that have begun and not ended."""
    return [m for m in called.open_in(tx, who.committee.id) if m.standing is Standing.STARTED]


def desk(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Desk:
    """Refuses `meeting-unknown`."""
    found = meetings.in_sight(tx, who, number)
    spans = records.spans(tx, number)
    on = records.current(tx, number)
    here = [(s.membership, s.mode) for s in records.stays(tx, number) if s.left_at is None]
    order = tuple(roster.constituencies_of(tx, found.committee))
    everybody = committee.actors_in(tx, found.committee)
    holders = [(a.membership, a.seat) for a in everybody if a.votes and a.seat is not None]
    lines = records.entries_of(tx, number) if who.reads_drafts else []
    modes = [mode for _, mode in here]
    return Desk(
        meeting=found,
        who=who,
        at=at,
        current=next((item for item in found.agenda if item.id == on), None),
        spent=sum(span.minutes(at) for span in spans if span.item == on),
        presence=presence(holders, here, [c.code for c in order], rules_of(who.committee)),
        here=(modes.count(Mode.ROOM), modes.count(Mode.ONLINE)),
        constituencies=order,
        stay=records.stay(tx, number, who.membership),
        takes_part=takes_part(tx, who, found),
        link=sheet(tx, who, number, at).link,
        counts={kind: sum(e.kind is kind for e in lines) for kind in Kind},
        minutes=found.standing is Standing.ENDED and reads_minutes(tx, who, found),
    )


@dataclass(frozen=True)
class Present:
    """Everybody who is invited, and their stay that goes on; the secretariat's list."""

    meeting: Meeting
    people: Sequence[tuple[Actor, Attendance | None]]


def present(tx: Tx, who: Actor, number: MeetingId) -> Present:
    """Refuses `session-conductors-only`, `meeting-unknown`."""
    conductor(who)
    found = meetings.in_sight(tx, who, number)
    here = {s.membership: s for s in records.stays(tx, number) if s.left_at is None}
    return Present(found, [(a, here.get(a.membership)) for a in meetings.invited(tx, found)])


@dataclass(frozen=True)
class Sight:
    """A line of the record with who stands behind it, and what its reader may do with it."""

    entry: Entry
    meeting: Meeting
    who: Actor
    author: Name | None
    owner: Name | None
    locked: bool
    agendas: tuple[str, ...] = ()
    """Of an action, and of a single line: to which it was carried over, `M2 (3)`."""

    @property
    def disposable(self) -> bool:
        """May they say what became of it?"""
        if self.entry.kind is Kind.REMARK:
            return answers_remarks(self.who)
        return self.entry.kind is Kind.MINUTES and conducts(self.who) and not self.locked

    @property
    def finishable(self) -> bool:
        """May they say that it is done?"""
        mine = self.entry.owner == self.who.membership or conducts(self.who)
        return self.entry.kind is Kind.ACTION and self.entry.done_at is None and mine

    @property
    def strikable(self) -> bool:
        """May they take it out?"""
        if self.locked:
            return False
        own = self.entry.author == self.who.membership and self.entry.kind in (Kind.REMARK, Kind.MINUTES)
        return own or (conducts(self.who) and self.entry.kind is not Kind.MINUTES)

    @property
    def translatable(self) -> bool:
        """May they add its words in another language?"""
        return answers_remarks(self.who) and not self.locked


def entry(tx: Tx, who: Actor, number: EntryId) -> Sight:
    """Refuses `entry-unknown`."""
    found, meeting = entry_in_sight(tx, who, number)
    agendas = called.carried_to(tx, meeting.committee, Origin.ACTION, number)
    return replace(_seen(tx, who, found, meeting), agendas=agendas)


@dataclass(frozen=True)
class Entries:
    """A page of a meeting's record."""

    meeting: Meeting
    lines: Sequence[Sight]
    page: int
    last: int


def entries(tx: Tx, who: Actor, number: MeetingId, page: int) -> Entries:
    """Observers see decisions only. Refuses `meeting-unknown`."""
    found = meetings.in_sight(tx, who, number)
    kinds = tuple(Kind) if who.reads_drafts else (Kind.DECISION,)
    everything = records.entries_of(tx, number, *kinds)
    shown, page, last = leaf(everything, page, PAGE)
    return Entries(found, [_seen(tx, who, each, found) for each in shown], page, last)


def _seen(tx: Tx, who: Actor, found: Entry, meeting: Meeting) -> Sight:
    locked = records.minutes_of(tx, meeting.id).standing is MinutesStanding.APPROVED
    return Sight(found, meeting, who, _name(tx, found.author), _name(tx, found.owner), locked)


def _name(tx: Tx, number: MembershipId | None) -> Name | None:
    return None if number is None else Name(*roster.author_name(tx, number))


@dataclass(frozen=True)
class Paper:
    """How the minutes of a meeting stand, for their reader."""

    meeting: Meeting
    who: Actor
    at: datetime
    minutes: Minutes
    version: MinutesVersion | None
    comments: Sequence[Entry]
    changed: bool
    approver: bool
    takes_part: bool

    @property
    def objections(self) -> int:
        """Objections that have no answer yet."""
        return sum(each.objects and each.open for each in self.comments)

    @property
    def commentable(self) -> bool:
        """May they comment on it?"""
        return self.takes_part and self.minutes.standing is MinutesStanding.CIRCULATED

    @property
    def objectable(self) -> bool:
        """May they still object?"""
        until = self.minutes.object_until
        return self.commentable and until is not None and self.at < until

    @property
    def circulable(self) -> bool:
        """May they circulate it now?"""
        over = self.meeting.standing is Standing.ENDED
        return (
            conducts(self.who)
            and over
            and self.minutes.standing is not MinutesStanding.APPROVED
            and self.changed
        )

    @property
    def writable(self) -> bool:
        """May they still write in it?"""
        return conducts(self.who) and self.minutes.standing is not MinutesStanding.APPROVED

    @property
    def approves_from(self) -> datetime | None:
        """From when on (UTC) their reader may approve them, where that is still to come."""
        until = self.minutes.object_until
        awaited = self.approver and self.minutes.standing is MinutesStanding.CIRCULATED
        return until if awaited and until is not None and self.at < until else None

    @property
    def approvable(self) -> bool:
        """May they approve it now?"""
        awaited = self.approver and self.minutes.standing is MinutesStanding.CIRCULATED
        return awaited and self.approves_from is None and not self.objections


def paper(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Paper:
    """Refuses `meeting-unknown`, `minutes-unknown`."""
    found = minutes_in_sight(tx, who, number)
    present_, newest = records.minutes_of(tx, number), records.newest_version(tx, number)
    unlocked = conducts(who) and present_.standing is not MinutesStanding.APPROVED
    changed = newest is None or (unlocked and minuting.changed_since(tx, who, found, newest, at))
    return Paper(
        meeting=found,
        who=who,
        at=at,
        minutes=present_,
        version=newest,
        comments=records.entries_of(tx, number, Kind.MINUTES),
        changed=changed,
        approver=presides(tx, who),
        takes_part=takes_part(tx, who, found),
    )


def draft(tx: Tx, who: Actor, number: MeetingId, t: Translator, at: datetime) -> Record:
    """The record as the minutes would be made of it now. Refuses `session-conductors-only` and as `paper`."""
    conductor(who)
    return record.read(tx, minutes_in_sight(tx, who, number), who.committee, t, at)


def notes(tx: Tx, number: MeetingId) -> dict[tuple[AgendaItemId | None, str], str]:
    """What the minutes say beyond the record."""
    return records.notes(tx, number)


def waiting_entries(tx: Tx, who: Actor) -> list[Entry]:
    """Actions of somebody that are not done, and comments that they are to answer."""
    kinds = [Kind.ACTION]
    if answers_remarks(who):
        kinds.append(Kind.REMARK)
    if conducts(who):
        kinds.append(Kind.MINUTES)

    def waits(found: Entry) -> bool:
        match found.kind:
            case Kind.ACTION:
                return found.owner == who.membership
            case Kind.MINUTES:
                return records.minutes_of(tx, found.meeting).standing is not MinutesStanding.APPROVED
        return True

    return [e for e in records.open_entries(tx, who.committee.id, *kinds) if waits(e)]


def hours(tx: Tx, who: Actor, language: str) -> list[Timed]:
    """When actions are due that are not done, as `committee.hours` says."""
    return [
        Timed(
            label=entry.label,
            title=entry.text(language),
            opens=ShowEntry(entry.id),
            at=entry.due_at,
            says=mark("Due: {date}"),
        )
        for entry in records.open_entries(tx, who.committee.id, Kind.ACTION)
        if who.reads_drafts
    ]


def waiting_ends(tx: Tx, who: Actor, at: datetime) -> list[Meeting]:
    """Meetings that go on after their planned end: somebody is to end them."""
    if not conducts(who):
        return []

    open_ = called.open_in(tx, who.committee.id)
    return [m for m in open_ if m.standing is Standing.STARTED and at >= m.should_end_at]


def waiting_minutes(tx: Tx, who: Actor, at: datetime) -> list[tuple[Meeting, Minutes]]:
    """Minutes that an organizer is to circulate, or the chair to approve."""
    found = []
    for meeting in called.ended_in(tx, who.committee.id):
        present_ = records.minutes_of(tx, meeting.id)
        drafted = present_.standing is MinutesStanding.DRAFT
        if (drafted and who.organizes) or (present_.ripe(at) and presides(tx, who)):
            found.append((meeting, present_))
    return found
