"""Who may do what in a meeting and with its minutes. Every use case asks here first."""

from datetime import datetime

from bot.ballots.rights import presides
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.ids import EntryId, MeetingId
from bot.meetings import records as called
from bot.meetings import service as meetings
from bot.meetings.model import Meeting, Standing
from bot.meetings.rights import is_invited
from bot.sessions import records
from bot.sessions.model import EARLY, Entry, Kind, MinutesStanding
from bot.store import Tx


def conducts(who: Actor) -> bool:
    """Takes the agenda forward and keeps the record: organizer or chair."""
    return who.organizes or who.chairs


def conductor(who: Actor) -> None:
    """Refuses `session-conductors-only`."""
    if not conducts(who):
        raise Refusal("session-conductors-only")


def answers_remarks(who: Actor) -> bool:
    """Says what becomes of comments: organizer, chair, consultant (`domain.md` §2)."""
    return conducts(who) or who.consults


def takes_part(tx: Tx, who: Actor, meeting: Meeting) -> bool:
    """Is this one of those invited?"""
    return is_invited(who, meeting, called.reply(tx, meeting.id, who.membership))


def in_session(tx: Tx, who: Actor, number: MeetingId) -> Meeting:
    """A meeting that goes on. Refuses `meeting-unknown`, `session-not-begun`, `session-over`."""
    found = meetings.in_sight(tx, who, number)
    if found.standing is Standing.ENDED:
        raise Refusal("session-over", meeting=number, label=found.label)
    if found.standing is not Standing.STARTED:
        raise Refusal("session-not-begun", meeting=number, label=found.label)
    return found


def open_to_arrivals(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Meeting:
    """A meeting into which one can check in: it goes on, or begins shortly. Refuses as `in_session`."""
    found = meetings.in_sight(tx, who, number)
    if found.standing is Standing.CALLED and found.starts_at - EARLY <= at < found.ends_at:
        return found
    return in_session(tx, who, number)


def recorded(tx: Tx, who: Actor, number: MeetingId) -> Meeting:
    """A meeting whose record may be written: it has begun, and its minutes are not approved.

    Refuses `meeting-unknown`, `session-not-begun`, `minutes-locked`.
    """
    found = meetings.in_sight(tx, who, number)
    if found.standing not in (Standing.STARTED, Standing.ENDED):
        raise Refusal("session-not-begun", meeting=number, label=found.label)
    if records.minutes_of(tx, number).standing is MinutesStanding.APPROVED:
        raise Refusal("minutes-locked", meeting=number, label=found.label)
    return found


def entry_in_sight(tx: Tx, who: Actor, number: EntryId) -> tuple[Entry, Meeting]:
    """A line of the record of a meeting that somebody may see. Refuses `entry-unknown`, whatever the reason.

    Observers see decisions, never comments.
    """
    found = records.entry(tx, number)
    try:
        meeting = None if found is None else meetings.in_sight(tx, who, found.meeting)
    except Refusal:
        meeting = None
    if found is None or meeting is None or found.struck_at is not None:
        raise Refusal("entry-unknown")
    if not who.reads_drafts and found.kind is not Kind.DECISION:
        raise Refusal("entry-unknown")
    return found, meeting


def reads_minutes(tx: Tx, who: Actor, meeting: Meeting) -> bool:
    """Conductors read the draft, others what was circulated.

    Observers read none: minutes hold members' comments under their names (product §1).
    """
    begun = meeting.standing in (Standing.STARTED, Standing.ENDED)
    drafted = records.minutes_of(tx, meeting.id).standing is MinutesStanding.DRAFT
    return begun and who.reads_drafts and (conducts(who) or not drafted)


def minutes_in_sight(tx: Tx, who: Actor, number: MeetingId) -> Meeting:
    """A meeting whose minutes somebody may read. Refuses `meeting-unknown`, `minutes-unknown`."""
    found = meetings.in_sight(tx, who, number)
    if not reads_minutes(tx, who, found):
        raise Refusal("minutes-unknown", meeting=number, label=found.label)
    return found


def approver(tx: Tx, who: Actor) -> None:
    """The chair, or an organizer where there is none. Refuses `minutes-chair-only`."""
    if not presides(tx, who):
        raise Refusal("minutes-chair-only")
