"""Meetings follow the roster: whoever comes late is invited like everybody, whoever is invited no longer is told so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor, Arrived, Departed, Role, RoleChanged
from bot.delivery import records as delivery
from bot.ids import CommitteeId
from bot.meetings import notices, records, schedule
from bot.meetings.model import Answer, Meeting, Reply, Standing
from bot.meetings.rights import is_invited
from bot.store import Tx


def arrived(tx: Tx, event: Arrived) -> None:
    """Whoever has just joined gets the card of every meeting that is still to come, and of every date poll."""
    who = committee.actor_of_membership(tx, event.membership)
    assert who is not None
    for meeting in _to_come(tx, event.committee, event.at):
        if is_invited(who, meeting, records.reply(tx, meeting.id, who.membership)):
            _welcome(tx, meeting, who, event.at)


def role_changed(tx: Tx, event: RoleChanged) -> None:
    """Whoever is invited as what they are now gets the card; whoever is not any more is told, and has no answer."""
    who = committee.actor_of_membership(tx, event.membership)
    assert who is not None
    for meeting in _to_come(tx, event.committee, event.at):
        reply = records.reply(tx, meeting.id, who.membership)
        was, now = (is_invited(one, meeting, reply) for one in (replace(who, role=event.before), who))
        if now and not was and who.person.joined_at is not None:
            _welcome(tx, meeting, who, event.at)
        if was and not now and not meeting.begun(event.at):
            _take_off(tx, meeting, who, reply, event.at)
        schedule.plan(
            tx, meeting, event.at
        )  # an organizer is reminded of a date poll otherwise than a member


def departed(tx: Tx, event: Departed) -> None:
    """A titular who counts on an alternate that is gone is asked anew."""
    if event.role is not Role.ALTERNATE or event.seat is None:
        return
    seat = event.seat.id
    holders = [
        a for a in committee.actors_in(tx, event.committee) if a.seat is not None and a.seat.id == seat
    ]
    for meeting in _to_come(tx, event.committee, event.at):
        if meeting.begun(event.at):  # there is nothing to answer any more
            continue
        replies = records.replies(tx, meeting.id)
        counting = [a for a in holders if replies.get(a.membership, Reply()).answer is Answer.ALTERNATE]
        for titular in counting:
            records.keep_reply(
                tx, meeting.id, titular.membership, answer=None, answered_at=None, earlier=Answer.ALTERNATE
            )
        notices.card(tx, meeting, counting, "alternate-gone", event.at)


def _to_come(tx: Tx, here: CommitteeId, at: datetime) -> Iterator[Meeting]:
    """Polls and called meetings, those whose hour has come, too, as long as somebody may still begin them."""
    for meeting in records.open_in(tx, here):
        if meeting.standing in (Standing.POLL, Standing.CALLED) and not meeting.over(at):
            yield meeting


def _welcome(tx: Tx, meeting: Meeting, who: Actor, at: datetime) -> None:
    """The card, unless one that was written before they joined is still on its way to them."""
    if not delivery.on_its_way(tx, notices.CARD, who.person.id, notices.subject(meeting.id)):
        poll = meeting.standing is Standing.POLL
        notices.card(tx, meeting, [who], "poll" if poll else "called", at, file=not poll, late=True)
    schedule.invited_late(tx, meeting, who, at)


def _take_off(tx: Tx, meeting: Meeting, who: Actor, reply: Reply, at: datetime) -> None:
    if reply.answer is not None:
        records.keep_reply(tx, meeting.id, who.membership, answer=None, answered_at=None)
    if meeting.standing is Standing.CALLED and who.person.joined_at is not None:
        notices.card(tx, meeting, [who], "uninvited", at, file=True)
