"""Meetings that go on and minutes that wait follow the roster: who comes in the middle is let in, who is to approve
now hears it.
"""

from dataclasses import replace
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Arrived, Departed, Role, RoleChanged
from bot.ids import CommitteeId, MembershipId
from bot.meetings import records as called
from bot.meetings.model import Standing
from bot.meetings.rights import is_invited
from bot.sessions import notices, records
from bot.store import Tx


def arrived(tx: Tx, event: Arrived) -> None:
    """Whoever joins while a meeting goes on gets the way into it."""
    _let_in(tx, event.committee, event.membership, None, event.at)


def role_changed(tx: Tx, event: RoleChanged) -> None:
    """Whoever is invited as what they are now gets it, too; a chair who is one no longer approves nothing."""
    _let_in(tx, event.committee, event.membership, event.before, event.at)
    if event.before is Role.CHAIR:
        _pass_on(tx, event.committee, event.at)


def departed(tx: Tx, event: Departed) -> None:
    """Where the chair has gone, minutes that can be approved are the organizers' to approve: they hear it at once."""
    if event.chaired:
        _pass_on(tx, event.committee, event.at)


def _let_in(tx: Tx, here: CommitteeId, membership: MembershipId, before: Role | None, at: datetime) -> None:
    who = committee.actor_of_membership(tx, membership)
    assert who is not None
    if who.person.joined_at is None:
        return
    for meeting in called.open_in(tx, here):
        reply = called.reply(tx, meeting.id, membership)
        if meeting.standing is not Standing.STARTED or not is_invited(who, meeting, reply):
            continue
        if before is None or not is_invited(replace(who, role=before), meeting, reply):
            notices.way_in(tx, meeting, who, at)


def _pass_on(tx: Tx, here: CommitteeId, at: datetime) -> None:
    for meeting in called.ended_in(tx, here):
        if records.minutes_of(tx, meeting.id).ripe(at):
            notices.ripe(tx, meeting, at)
