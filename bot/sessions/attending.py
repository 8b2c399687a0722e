"""Who is there: online by a button, in the room by the code that hangs there, or entered by the secretariat."""

import secrets
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.ids import MeetingId, MembershipId
from bot.intake import Outcome
from bot.meetings import records as called
from bot.meetings import service as meetings
from bot.meetings.model import Answer, Meeting, MeetingCancelled, MeetingRescheduled
from bot.sessions import records
from bot.sessions.model import EARLY, Mode
from bot.sessions.rights import conductor, in_session, open_to_arrivals, takes_part
from bot.store import Tx

_AS_ANSWER = {Mode.ROOM: Answer.IN_PERSON, Mode.ONLINE: Answer.ONLINE}
_CODES = 10**17
"""A deep link takes 18 digits; these have all of them, and 56 bits that nobody can guess."""


def check_in(tx: Tx, who: Actor, number: MeetingId, mode: Mode, at: datetime) -> Outcome:
    """Somebody is there. Who was there in another way is there in this one from now; how they came is their answer.

    Refuses as `open_to_arrivals`, `meeting-not-invited`, `mode-impossible` (the meeting has no such way).
    """
    found = open_to_arrivals(tx, who, number, at)
    _welcome(tx, who, found)
    return _come(tx, found, who, mode, at, None)


def scan(tx: Tx, who: Actor, code: int, at: datetime) -> Outcome:
    """Somebody scanned the code in the room. Refuses `room-code-unknown` (an earlier one, too), and as `check_in`."""
    number = records.room_of(tx, code)
    try:
        found = None if number is None else meetings.in_sight(tx, who, number)
    except Refusal:
        found = None
    if found is None:
        raise Refusal("room-code-unknown")
    return check_in(tx, who, found.id, Mode.ROOM, at)


def leave(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Outcome:
    """Somebody leaves before the end. Refuses as `in_session`, and `not-checked-in`."""
    found = in_session(tx, who, number)
    if records.stay(tx, number, who.membership) is None:
        raise Refusal("not-checked-in", meeting=number, label=found.label)
    records.leave(tx, number, who.membership, at)
    return Outcome("checked-out", {"meeting": number, "label": found.label})


def record(
    tx: Tx, who: Actor, number: MeetingId, of: MembershipId, mode: Mode | None, at: datetime
) -> Outcome:
    """The secretariat enters that somebody is there, how, or that they are not (None).

    Refuses `session-conductors-only`, `member-gone`, `not-checked-in-by-hand`, and as `check_in`.
    """
    conductor(who)
    found = open_to_arrivals(tx, who, number, at)
    member = committee.actor_of_membership(tx, of)
    if member is None or member.committee.id != found.committee:
        raise Refusal("member-gone")
    _welcome(tx, member, found)
    if mode is not None:
        return _come(tx, found, member, mode, at, who.membership)
    facts = {"meeting": number, "label": found.label, "membership": of}
    if records.stay(tx, number, of) is None:
        raise Refusal("not-checked-in-by-hand", **facts)
    records.leave(tx, number, of, at)
    return Outcome("checked-out-by-hand", facts)


def rescheduled(tx: Tx, event: MeetingRescheduled) -> None:
    """Whoever was there before it was put off is not there any more, unless one can check in for the new hour, too."""
    found = called.meeting(tx, event.meeting)
    assert found is not None
    if event.at < found.starts_at - EARLY:
        records.forget_stays(tx, event.meeting)


def cancelled(tx: Tx, event: MeetingCancelled) -> None:
    """Nobody has attended a meeting that did not take place."""
    records.forget_stays(tx, event.meeting)


def room_code(tx: Tx, who: Actor, number: MeetingId, *, renew: bool) -> Outcome:
    """The code for the room, made at the first call; `renew`: another one, and the one before opens nothing.

    Refuses `session-conductors-only`, `meeting-unknown`, `session-over`, `mode-impossible`.
    """
    conductor(who)
    found = meetings.in_sight(tx, who, number)
    facts = {"meeting": number, "label": found.label}
    if not found.open:
        raise Refusal("session-over", **facts)
    if not found.format.in_room:
        raise Refusal("mode-impossible", **facts)
    if renew or records.room_code(tx, number) is None:
        records.set_room_code(tx, number, _CODES + secrets.randbelow(9 * _CODES))
    return Outcome("room-code-renewed" if renew else "room-code-coming", facts)


def _welcome(tx: Tx, who: Actor, found: Meeting) -> None:
    if not takes_part(tx, who, found):
        raise Refusal("meeting-not-invited", meeting=found.id, label=found.label)


def _come(tx: Tx, found: Meeting, who: Actor, mode: Mode, at: datetime, by: MembershipId | None) -> Outcome:
    facts = {"meeting": found.id, "label": found.label, "membership": who.membership, "mode": mode}
    if not (found.format.in_room if mode is Mode.ROOM else found.format.on_line):
        raise Refusal("mode-impossible", **facts)
    here = records.stay(tx, found.id, who.membership)
    if here is not None and here.mode is mode:
        return Outcome("check-in-stands" if by is None else "check-in-stands-by-hand", facts)
    if here is not None:
        records.leave(tx, found.id, who.membership, at)
    records.come(tx, found.id, who.membership, mode, at, by)
    # To come otherwise than was said is the newest answer: the join link goes by it, also one that is changed later.
    called.keep_reply(tx, found.id, who.membership, answer=_AS_ANSWER[mode], answered_at=at)
    return Outcome("checked-in" if by is None else "checked-in-by-hand", facts)
