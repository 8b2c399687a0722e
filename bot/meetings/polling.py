"""The date poll: up to eight slots, yes, if need be or no to each; one of them becomes the meeting."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import as_fact
from bot.ids import MeetingId, SlotId
from bot.intake import Outcome
from bot.meetings import calling, checking, group, notices, records, schedule
from bot.meetings.model import SLOTS_LIMIT, Availability, Meeting, Plan, Slot, Standing
from bot.meetings.rights import in_sight, invited, is_invited
from bot.reminding import records as reminded
from bot.store import Tx


def open_poll(
    tx: Tx, who: Actor, plan: Plan, walls: Sequence[datetime], until: datetime, at: datetime
) -> Outcome:
    """Asks everybody invited which dates suit them. `until` (UTC): by when answers are wanted; later ones count, too.

    Refuses `organizers-only`, `poll-without-slots`, `poll-too-many`, `poll-slot-twice`, `deadline-past`, and what
    `checking` refuses of the plan and of each slot.
    """
    committee.organizer(who)
    checked_slots(walls, at, who)
    if until <= at:
        raise Refusal("deadline-past", deadline=as_fact(until))
    number = calling.keep(tx, who, replace(plan, wall=None), at)
    records.set_slots(tx, number, sorted(walls))
    records.change(tx, number, standing=Standing.POLL, poll_until=until, called_at=at)
    found = records.meeting(tx, number)
    assert found is not None
    told = notices.card(tx, found, invited(tx, found), "poll", at, but=who)
    group.say_poll(tx, found, at)
    schedule.plan(tx, found, at)
    return Outcome("poll-opened", {"meeting": number, "label": found.label, "told": told})


def checked_slots(walls: Sequence[datetime], at: datetime, who: Actor) -> None:
    """Refuses as `open_poll` does of its slots."""
    if not walls:
        raise Refusal("poll-without-slots")
    if len(walls) > SLOTS_LIMIT:
        raise Refusal("poll-too-many", limit=SLOTS_LIMIT)
    if len(set(walls)) < len(walls):
        raise Refusal("poll-slot-twice")
    for wall in walls:
        checking.ahead(wall, who.committee.zone, at)


def reply(tx: Tx, who: Actor, number: SlotId, said: Availability, at: datetime) -> Outcome:
    """Keeps what somebody says to a slot, over what they said before, until a date is chosen.

    Refuses `meeting-unknown`, `poll-closed`, `meeting-not-invited`.
    """
    slot, found = slot_in_sight(tx, who, number)
    if found.standing is not Standing.POLL:
        raise Refusal("poll-closed", meeting=found.id, label=found.label)
    if not is_invited(who, found, records.reply(tx, found.id, who.membership)):
        raise Refusal("meeting-not-invited", meeting=found.id, label=found.label)
    records.keep_slot_reply(tx, number, who.membership, said, at)
    facts = {"meeting": found.id, "label": found.label, "place": slot.place, "answer": said}
    return Outcome("slot-answered", facts)


def choose(tx: Tx, who: Actor, number: SlotId, at: datetime) -> Outcome:
    """A slot becomes the meeting, which is called with it; the poll is closed.

    Refuses `organizers-only`, `meeting-unknown`, `poll-closed`, `meeting-past`.
    """
    committee.organizer(who)
    slot, found = slot_in_sight(tx, who, number)
    if found.standing is not Standing.POLL:
        raise Refusal("poll-closed", meeting=found.id, label=found.label)
    checking.ahead(slot.wall, found.zone, at)
    records.change(tx, found.id, wall=slot.wall)
    reminded.anew(tx, schedule.REMINDED, found.id, (), at)
    return calling.announce(tx, who, replace(found, wall=slot.wall), at)


def slot_in_sight(tx: Tx, who: Actor, number: SlotId) -> tuple[Slot, Meeting]:
    """A slot, and the meeting that it is for. Refuses `meeting-unknown`, whatever the reason."""
    slot = records.slot(tx, number)
    if slot is None:
        raise Refusal("meeting-unknown")
    return slot, in_sight(tx, who, MeetingId(slot.meeting))
