"""Who may do what with meetings: who is invited, what is in somebody's sight. Every use case asks here first."""

from collections.abc import Mapping
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor, Role
from bot.errors import Refusal
from bot.ids import CommitteeId, MeetingId, MembershipId
from bot.meetings import records
from bot.meetings.model import Meeting, Reply, Standing
from bot.store import Tx


def prepares(who: Actor) -> bool:
    """Organizers call meetings, the chair may propose one."""
    return who.organizes or who.chairs


def preparer(who: Actor) -> None:
    """Refuses `meeting-preparers-only`."""
    if not prepares(who):
        raise Refusal("meeting-preparers-only")


def committee_of(tx: Tx, number: MeetingId) -> CommitteeId:
    """The committee that a meeting belongs to; whether the person serves there is asked next.

    Refuses `meeting-unknown`.
    """
    found = records.committee_of(tx, number)
    if found is None:
        raise Refusal("meeting-unknown")
    return found


def in_sight(tx: Tx, who: Actor, number: MeetingId) -> Meeting:
    """A meeting that somebody may see: all, those that were called. Refuses `meeting-unknown`, whatever the reason."""
    found = records.meeting(tx, number)
    if found is None or found.committee != who.committee.id:
        raise Refusal("meeting-unknown")
    if found.called_at is None and not prepares(who):
        raise Refusal("meeting-unknown")
    return found


def manageable(tx: Tx, who: Actor, number: MeetingId) -> Meeting:
    """A meeting that an organizer may still change. Refuses `organizers-only`, `meeting-unknown`, `meeting-cancelled`.

    One that the chair proposes is the chair's to change until it is called.
    """
    if not who.organizes and not who.chairs:
        raise Refusal("organizers-only")
    found = in_sight(tx, who, number)
    if not who.organizes and found.standing is not Standing.DRAFT:
        raise Refusal("organizers-only")
    if found.standing is Standing.CANCELLED:
        raise Refusal("meeting-cancelled", label=found.label)
    return found


def changeable(tx: Tx, who: Actor, number: MeetingId, _at: datetime) -> Meeting:
    """As `manageable`, and nobody has begun it: it may be put off or called off after its hour, too.

    Refuses `meeting-begun`, too.
    """
    found = manageable(tx, who, number)
    if found.standing in (Standing.STARTED, Standing.ENDED):
        raise Refusal("meeting-begun", label=found.label)
    return found


def ahead(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Meeting:
    """As `manageable`, and its hour has not come. Refuses `meeting-begun`, too."""
    found = manageable(tx, who, number)
    if found.standing is not Standing.DRAFT and found.begun(at):
        raise Refusal("meeting-begun", label=found.label)
    return found


def linkable(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Meeting:
    """As `manageable`, and one can still join it: its link may change while it goes on. Refuses `meeting-over`, too."""
    found = manageable(tx, who, number)
    if found.over(at):
        raise Refusal("meeting-over", label=found.label)
    return found


def invited(tx: Tx, meeting: Meeting) -> list[Actor]:
    """Everybody who is invited now, joined or not: by the audience, and by exception."""
    return invited_of(tx, meeting, records.replies(tx, meeting.id))


def invited_of(tx: Tx, meeting: Meeting, replies: Mapping[MembershipId, Reply]) -> list[Actor]:
    """As `invited`, for whoever has read the replies."""
    everybody = committee.actors_in(tx, meeting.committee)
    return [a for a in everybody if is_invited(a, meeting, replies.get(a.membership, Reply()))]


def is_invited(who: Actor, meeting: Meeting, reply: Reply) -> bool:
    """By exception, else as the audience says."""
    return meeting.audience.includes(who) if reply.invited is None else reply.invited


def alternates_of(tx: Tx, who: Actor) -> list[Actor]:
    """Who can come instead of a titular: the alternates of their seat."""
    return _beside(tx, who, Role.ALTERNATE) if who.role is Role.MEMBER else []


def titulars_of(tx: Tx, who: Actor) -> list[Actor]:
    """Instead of whom an alternate can come."""
    return _beside(tx, who, Role.MEMBER) if who.role is Role.ALTERNATE else []


def _beside(tx: Tx, who: Actor, role: Role) -> list[Actor]:
    """Those who hold the same seat in that role."""
    if who.seat is None:
        return []
    everybody, seat = committee.actors_in(tx, who.committee.id), who.seat.id
    return [a for a in everybody if a.role is role and a.seat is not None and a.seat.id == seat]
