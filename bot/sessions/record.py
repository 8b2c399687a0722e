"""The whole record of a meeting, read at once: what its minutes are made of."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.ballots import records as ballots
from bot.ballots.model import Ballot
from bot.ballots.settings import rules_of
from bot.committee import records as roster
from bot.committee.model import Committee, Constituency, Membership
from bot.dataclasses import dataclass
from bot.findings import service as findings
from bot.findings.model import Finding, Version
from bot.i18n import Translator
from bot.ids import AgendaItemId, CommitteeId, MembershipId
from bot.meetings import records as called
from bot.meetings.model import Answer, Meeting
from bot.sessions import asking, records
from bot.sessions.model import (
    Asked,
    Attendance,
    Entry,
    Kind,
    Mode,
    Presence,
    Span,
    presence,
)
from bot.store import Tx


@dataclass(frozen=True)
class Name:
    """Who a membership stands for. `name` is empty for a former holder."""

    name: str
    organization: str | None


@dataclass(frozen=True)
class Declared:
    """A ballot whose result was declared."""

    ballot: Ballot
    finding: Finding
    version: Version


@dataclass(frozen=True)
class Record:
    """A meeting as it was. `served`: who was in the committee while it went on, whoever has left it since.

    `presence`: of whoever was there at any time.
    """

    meeting: Meeting
    committee: Committee
    constituencies: tuple[Constituency, ...]
    served: tuple[Membership, ...]
    names: Mapping[MembershipId, Name]
    stays: tuple[Attendance, ...]
    answers: Mapping[MembershipId, Answer | None]
    presence: Presence
    spans: tuple[Span, ...]
    entries: tuple[Entry, ...]
    questions: tuple[Asked, ...]
    notes: Mapping[tuple[AgendaItemId | None, str], str]
    declared: tuple[Declared, ...]

    @property
    def chairs(self) -> list[MembershipId]:
        """Who presided."""
        return [m.id for m in self.served if m.chairs]

    def of(self, kind: Kind) -> list[Entry]:
        """Entries of a kind."""
        return [entry for entry in self.entries if entry.kind is kind]

    def under(self, kind: Kind, item: AgendaItemId | None) -> list[Entry]:
        """Entries of a kind under an item; None: under none."""
        return [entry for entry in self.of(kind) if entry.item == item]

    def spent(self, item: AgendaItemId, at: datetime) -> int | None:
        """Minutes that an item took, up to `at` where it is on; None where it was never turned to."""
        taken = [span.minutes(at) for span in self.spans if span.item == item]
        return round(sum(taken)) if taken else None


def read(tx: Tx, meeting: Meeting, of: Committee, t: Translator, at: datetime) -> Record:
    """The record as it stands at `at` (UTC). Questions are told in the words of `t`."""
    began = meeting.started_at or at
    served = roster.served_between(tx, of.id, began, meeting.ended_at or at)
    # Who came and went before it began has not attended it.
    stays = [s for s in records.stays(tx, meeting.id) if s.left_at is None or s.left_at > began]
    lines = records.entries_of(tx, meeting.id)
    here: Iterable[tuple[MembershipId, Mode]] = [(s.membership, s.mode) for s in stays]
    order = roster.constituencies_of(tx, of.id)
    people = {s.membership for s in stays} | records.people_of(lines) | {m.id for m in served}
    holders = [(m.id, m.seat) for m in served if m.votes and m.seat is not None]
    replies = called.replies(tx, meeting.id)
    return Record(
        meeting=meeting,
        committee=of,
        constituencies=tuple(order),
        served=tuple(served),
        names={number: Name(*roster.author_name(tx, number)) for number in people},
        stays=tuple(stays),
        answers={number: reply.answer for number, reply in replies.items()},
        presence=presence(holders, here, [c.code for c in order], rules_of(of)),
        spans=tuple(records.spans(tx, meeting.id)),
        entries=tuple(lines),
        questions=tuple(asking.asked_at(tx, meeting, t)),
        notes=records.notes(tx, meeting.id),
        declared=tuple(_declared(tx, of.id, meeting, at)),
    )


def _declared(tx: Tx, of: CommitteeId, meeting: Meeting, at: datetime) -> Iterable[Declared]:
    """Results since the meeting before, up to this one's end."""
    before = _ended_before(tx, meeting)
    for ballot in ballots.declared_between(tx, of, before, meeting.ended_at or at):
        version = findings.version(tx, ballot.version)
        yield Declared(ballot, findings.finding_of(tx, version), version)


def _ended_before(tx: Tx, meeting: Meeting) -> datetime | None:
    begun = meeting.started_at
    if begun is None:
        return None
    ends = [m.ended_at for m in called.ended_in(tx, meeting.committee) if m.ended_at is not None]
    return max((end for end in ends if end < begun), default=None)
