"""What somebody sees of meetings, read in one look, for the views to draw."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Constituency
from bot.dataclasses import dataclass
from bot.ids import CommitteeId, MeetingId, MembershipId
from bot.meetings import records
from bot.meetings.flags import Flag, flags, zones_of
from bot.meetings.model import Answer, Availability, Meeting, Reply, Slot, Standing, may_join
from bot.meetings.rights import alternates_of, in_sight, invited, invited_of, is_invited, prepares
from bot.meetings.schedule import change_of_clocks
from bot.store import Tx

PAGE = 5
_FARTHEST_PAGE = 10**6
"""A forged button may name any page, and no database takes an offset of more than 64 bits."""


@dataclass(frozen=True)
class Sheet:
    """A meeting as its reader sees it at an instant. `counts`: of all invited; None: not answered.

    `clocks`: where clocks are changed, and when, so that the meeting's hour moves for its reader before it begins; else
    for somebody else who is invited, in the week before.
    """

    meeting: Meeting
    who: Actor
    reply: Reply
    at: datetime
    invited: bool
    alternates: tuple[str, ...]
    counts: Mapping[Answer | None, int]
    clocks: tuple[ZoneInfo, datetime] | None = None

    @property
    def may_answer(self) -> bool:
        """Is it asked whether they come?"""
        return self.invited and self.meeting.standing is Standing.CALLED and not self.meeting.begun(self.at)

    @property
    def may_join(self) -> bool:
        """Are they given the join link, where there is one?"""
        meeting = self.meeting
        goes_on = meeting.standing in (Standing.CALLED, Standing.STARTED) and not meeting.over(self.at)
        return goes_on and self.invited and meeting.format.on_line and may_join(self.reply.answer)

    @property
    def link(self) -> str | None:
        """The join link, for whoever is given it: the only way from a meeting to a screen that it may take."""
        return self.meeting.link if self.may_join else None

    @property
    def organizes(self) -> bool:
        """May they change it?"""
        return self.who.organizes or (self.who.chairs and self.meeting.standing is Standing.DRAFT)


@dataclass(frozen=True)
class MeetingsPage:
    """A page of /meetings."""

    committee: CommitteeId
    meetings: Sequence[Meeting]
    page: int
    more: bool
    prepares: bool
    at: datetime


@dataclass(frozen=True)
class Invited:
    """Somebody on a meeting's list, with what they answered."""

    who: Actor
    reply: Reply
    invited: bool


def sheet(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Sheet:
    """A meeting for its reader. Refuses `meeting-unknown`."""
    found = in_sight(tx, who, number)
    replies = records.replies(tx, number)
    mine = replies.get(who.membership, Reply())
    everybody = invited_of(tx, found, replies)
    counts = Counter(replies.get(a.membership, Reply()).answer for a in everybody)
    names = tuple(a.person.name for a in alternates_of(tx, who))
    clocks = None if found.wall is None else _clocks(found, who, everybody, at)
    return Sheet(found, who, mine, at, is_invited(who, found, mine), names, counts, clocks)


def _clocks(
    found: Meeting, who: Actor, everybody: Sequence[Actor], at: datetime
) -> tuple[ZoneInfo, datetime] | None:
    own = change_of_clocks(found, who.person.zone or who.committee.zone, at)
    if own is not None:
        return own
    others = (change_of_clocks(found, zone, found.starts_at) for zone in zones_of(everybody))
    return next((change for change in others if change is not None), None)


def list_meetings(tx: Tx, who: Actor, page: int, at: datetime) -> MeetingsPage:
    """/meetings, a page: the newest first."""
    page = min(max(page, 0), _FARTHEST_PAGE)
    found, more = records.page(tx, who.committee.id, drafts=prepares(who), limit=PAGE, offset=page * PAGE)
    return MeetingsPage(who.committee.id, found, page, more, prepares(who), at)


def waiting(tx: Tx, who: Actor, at: datetime) -> list[Meeting]:
    """What is still to be answered: invitations, and date polls while a date lies ahead; for organizers also what the
    chair proposes, polls whose date is to be chosen, and meetings that nobody has begun.
    """
    found = []
    for meeting in records.open_in(tx, who.committee.id):
        if who.organizes and (meeting.missed(at) or meeting.ripe(at)):
            found.append(meeting)
            continue
        reply = records.reply(tx, meeting.id, who.membership)
        if not is_invited(who, meeting, reply):
            continue
        if meeting.standing is Standing.POLL:
            ahead = any(slot.starts_at(meeting.zone) > at for slot in records.slots(tx, meeting.id))
            if ahead and not answered_poll(tx, meeting, who.membership):
                found.append(meeting)
        elif reply.answer is None and not meeting.begun(at):
            found.append(meeting)
    if who.organizes:
        chairs = {a.membership for a in committee.actors_in(tx, who.committee.id) if a.chairs}
        found += [m for m in records.drafts_in(tx, who.committee.id) if m.proposed_by in chairs]
    return found


def upcoming(tx: Tx, who: Actor, at: datetime) -> Meeting | None:
    """The committee's next meeting, or the one that goes on."""
    dated = (m for m in records.open_in(tx, who.committee.id) if m.standing is not Standing.POLL)
    return next((m for m in dated if not m.over(at)), None)


def answered_poll(tx: Tx, meeting: Meeting, who: MembershipId) -> bool:
    """Has somebody said something to every slot?"""
    said = records.slot_replies(tx, meeting.id)
    return all(who in said.get(slot.id, {}) for slot in records.slots(tx, meeting.id))


def people(tx: Tx, who: Actor, number: MeetingId) -> tuple[Meeting, list[Invited]]:
    """Everybody on the roster with their answer, in its order. Refuses `meeting-unknown`."""
    found = in_sight(tx, who, number)
    replies = records.replies(tx, number)
    everybody = [(a, replies.get(a.membership, Reply())) for a in committee.actors_in(tx, found.committee)]
    return found, [Invited(a, reply, is_invited(a, found, reply)) for a, reply in everybody]


@dataclass(frozen=True)
class SlotLine:
    """A slot of a date poll, what speaks against it, and what was said: by all, and by constituency (None: no seat).

    Of those who have said nothing, the count stands under None.
    """

    slot: Slot
    starts_at: datetime
    flags: tuple[Flag, ...]
    mine: Availability | None
    counts: Mapping[Availability | None, int]
    by_constituency: Mapping[str | None, Mapping[Availability | None, int]]


@dataclass(frozen=True)
class Poll:
    """A date poll as its reader sees it. `answered`: how many of the `invited_n` have said something to every slot.

    `unrepresented`: the constituencies in which nobody holds a seat.
    """

    meeting: Meeting
    who: Actor
    at: datetime
    invited: bool
    lines: tuple[SlotLine, ...]
    constituencies: tuple[Constituency, ...]
    unrepresented: tuple[Constituency, ...]
    answered: int
    invited_n: int

    @property
    def may_answer(self) -> bool:
        """Is it asked which dates suit them?"""
        return self.invited and self.meeting.standing is Standing.POLL


def poll(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Poll:
    """A date poll for its reader. Refuses `meeting-unknown`."""
    found = in_sight(tx, who, number)
    everybody = invited(tx, found)
    slots, said = records.slots(tx, number), records.slot_replies(tx, number)
    zones = zones_of(everybody)

    def line(slot: Slot) -> SlotLine:
        answers = [(a, said.get(slot.id, {}).get(a.membership)) for a in everybody]
        groups: dict[str | None, Counter[Availability | None]] = {}
        for actor, answer in answers:
            of = None if actor.seat is None else actor.seat.constituency
            groups.setdefault(of, Counter())[answer] += 1
        starts = slot.starts_at(found.zone)
        return SlotLine(
            slot,
            starts,
            flags(starts, found.minutes, who.committee, zones),
            said.get(slot.id, {}).get(who.membership),
            Counter(answer for _, answer in answers),
            groups,
        )

    answered = sum(all(a.membership in said.get(slot.id, {}) for slot in slots) for a in everybody)
    mine = is_invited(who, found, records.reply(tx, number, who.membership))
    known = tuple(roster.constituencies_of(tx, found.committee))
    held = {a.seat.constituency for a in committee.actors_in(tx, found.committee) if a.seat is not None}
    missing = tuple(c for c in known if c.code not in held)
    return Poll(found, who, at, mine, tuple(map(line, slots)), known, missing, answered, len(everybody))
