"""When something of a request is due: reminders to those who have not answered, and its end."""

from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor, HoursChanged
from bot.inputs import records
from bot.inputs.model import Request
from bot.inputs.settings import REMINDERS
from bot.reminding import Reminder, before, told_at
from bot.store import Tx, wake


def audience(tx: Tx, request: Request) -> list[Actor]:
    """Whoever is asked and of whose seat nobody has answered."""
    answered = records.seats_answered(tx, request.id)
    found = (a for a in committee.actors_in(tx, request.committee) if request.asks(a))
    return [a for a in found if a.seat is not None and a.seat.id not in answered]


def reminders(request: Request, reader: Actor) -> list[Reminder]:
    """Of a request that runs, for a reader in their zone."""
    here = reader.committee
    zone = reader.person.zone or here.zone
    return before(request.until, REMINDERS.of(here), told_at(request.asked_at, reader), zone, here.calendar)


def plan(tx: Tx, request: Request, now: datetime) -> None:
    """Notes when to look again."""
    due = [r.at for reader in audience(tx, request) for r in reminders(request, reader) if r.at > now]
    running = request.ended_at is None
    records.change_request(tx, request.id, look_at=min([*due, request.until]) if running else None)
    wake(tx)


def calendar_changed(tx: Tx, event: HoursChanged) -> None:
    """The hours of reminders, quiet hours, days off or the time zone may be others now."""
    for request in records.running(tx, event.committee):
        plan(tx, request, event.at)
