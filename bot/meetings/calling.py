"""How a meeting comes to be: put together, kept or proposed as a draft, then called."""

from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.errors import Refusal
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.meetings import checking, group, notices, records, schedule
from bot.meetings.model import Change, Meeting, Plan, Standing
from bot.meetings.rights import ahead, invited, preparer
from bot.store import Tx


def keep(tx: Tx, who: Actor, plan: Plan, at: datetime) -> MeetingId:
    """A draft, which organizers and chair see. Refuses `meeting-preparers-only`, and what `checking` refuses."""
    preparer(who)
    if plan.wall is not None:
        checking.ahead(plan.wall, who.committee.zone, at)
    return records.add(tx, who.committee.id, checking.checked(plan), who.committee.zone, who.membership)


def propose(tx: Tx, who: Actor, plan: Plan, at: datetime) -> Outcome:
    """Keeps a draft; one of the chair's is a proposal of which the organizers are told. Refuses as `keep`."""
    number = keep(tx, who, plan, at)
    if who.organizes:
        return Outcome("meeting-kept", {"meeting": number, "label": _label(tx, number)})
    organizers = [a for a in committee.actors_in(tx, who.committee.id) if a.organizes]
    facts = {"meeting": number}
    tell(
        tx,
        "meeting-proposed",
        organizers,
        key=str(number),
        at=at,
        facts=facts,
        subject=notices.subject(number),
    )
    return Outcome("meeting-proposed", {"meeting": number, "label": _label(tx, number)})


def create(tx: Tx, who: Actor, plan: Plan, at: datetime) -> Outcome:
    """Keeps it and calls it at once. Refuses as `keep` and `call`."""
    return call(tx, who, keep(tx, who, plan, at), at)


def call(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Outcome:
    """Invites everybody: a card each, the calendar entry behind it, a neutral notice in the group.

    Refuses `organizers-only`, `meeting-unknown`, `meeting-cancelled`, `meeting-begun`, `meeting-called` (it is
    already), `meeting-without-date`, `meeting-past` and `meeting-too-far`.
    """
    committee.organizer(who)
    found = ahead(tx, who, number, at)
    if found.standing is Standing.CALLED:
        raise Refusal("meeting-called", meeting=number, label=found.label)
    if found.wall is None:
        raise Refusal("meeting-without-date", label=found.label)
    checking.ahead(found.wall, found.zone, at)
    return announce(tx, who, found, at)


def announce(tx: Tx, who: Actor, meeting: Meeting, at: datetime) -> Outcome:
    """It is called: everybody invited is told. Its date lies ahead, which the caller has checked."""
    records.change(tx, meeting.id, standing=Standing.CALLED, called_at=at)
    found = records.meeting(tx, meeting.id)
    assert found is not None
    records.add_change(tx, found, who.membership, Change.CALLED, at)
    readers = invited(tx, found)
    told = notices.card(tx, found, readers, "called", at, file=True, but=who)
    group.say_called(tx, found, at)
    schedule.plan(tx, found, at)
    return Outcome("meeting-called-now", {"meeting": found.id, "label": found.label, "told": told})


def _label(tx: Tx, number: MeetingId) -> str:
    found = records.meeting(tx, number)
    assert found is not None
    return found.label
