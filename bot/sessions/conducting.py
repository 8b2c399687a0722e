"""How a meeting goes on: it begins, item follows item, it ends."""

from datetime import datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import as_fact
from bot.ids import AgendaItemId, MeetingId
from bot.intake import Outcome
from bot.meetings import service as meetings
from bot.meetings.model import Meeting, Standing
from bot.sessions import group, notices, records
from bot.sessions.model import EARLY, LATEST
from bot.sessions.rights import conductor, in_session
from bot.store import Tx


def begin(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Outcome:
    """The meeting goes on from now, with its first item; everybody who may come is told.

    Refuses `session-conductors-only`, `meeting-unknown`, `session-begun`, `session-over`, `meeting-not-called`,
    `meeting-cancelled`, `session-early`, `session-late` (its time was over a day ago: it is put off, or called off).
    """
    conductor(who)
    found = meetings.in_sight(tx, who, number)
    facts = {"meeting": number, "label": found.label}
    match found.standing:
        case Standing.STARTED:
            raise Refusal("session-begun", **facts)
        case Standing.ENDED:
            raise Refusal("session-over", **facts)
        case Standing.CANCELLED:
            raise Refusal("meeting-cancelled", **facts)
        case Standing.DRAFT | Standing.POLL:
            raise Refusal("meeting-not-called", **facts)
    if at < found.starts_at - EARLY:
        raise Refusal("session-early", minutes=int(EARLY.total_seconds()) // 60, **facts)
    if at >= found.ends_at + LATEST:
        raise Refusal("session-late", ended=as_fact(found.ends_at), **facts)
    if found.missed(at):  # whoever checked in for its hour may have gone long ago
        records.forget_stays(tx, number)
    meetings.begin(tx, number, at)
    if found.agenda:
        records.turn_to(tx, number, found.agenda[0].id, at)
    notices.begun(tx, found, who, at)
    group.say_begun(tx, found, at)
    return Outcome("session-begun-now", facts)


def turn_to(
    tx: Tx, who: Actor, number: MeetingId, item: AgendaItemId, seen: AgendaItemId | None, at: datetime
) -> Outcome:
    """Another item is on. `seen`: the one that was on when the button was drawn.

    Refuses as `in_session`, `session-conductors-only`, `agenda-unknown`, and `item-moved` where somebody else has
    turned to another item meanwhile.
    """
    conductor(who)
    found = in_session(tx, who, number)
    line = next((i for i in found.agenda if i.id == item), None)
    if line is None:
        raise Refusal("agenda-unknown")
    facts = {"meeting": number, "label": found.label}
    now_on = records.current(tx, number)
    if now_on != seen or now_on == item:
        raise Refusal("item-moved", number=_number(found, now_on), **facts)
    records.turn_to(tx, number, item, at)
    return Outcome("item-begun", {**facts, "number": line.number})


def end(tx: Tx, who: Actor, number: MeetingId, at: datetime) -> Outcome:
    """The meeting is over, and with it every stay. Refuses as `in_session`, and `session-conductors-only`."""
    conductor(who)
    found = in_session(tx, who, number)
    records.turn_to(tx, number, None, at)
    records.all_leave(tx, number, at)
    meetings.finish(tx, number, at)
    return Outcome("session-ended", {"meeting": number, "label": found.label})


def _number(found: Meeting, item: AgendaItemId | None) -> int | None:
    return next((i.number for i in found.agenda if i.id == item), None)
