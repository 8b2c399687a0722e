"""What falls due in this room: the ends of requests. What it reminds of: input that is still wanted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from bot.committee.model import Actor
from bot.i18n import Translator
from bot.ids import CommitteeId, InputRequestId
from bot.inputs import notices, reading, records, schedule, views
from bot.inputs.model import Request
from bot.reminding import Owed, Reminder
from bot.scheduler import Due
from bot.screens import Screen
from bot.store import Tx


def due(tx: Tx, now: datetime) -> Due:
    """Requests that are over."""
    over = [request for request in records.due(tx, now) if request.until <= now]
    return Due(
        tuple(partial(_end, number=request.id, now=now) for request in over), records.next_due(tx, now)
    )


def _end(tx: Tx, number: InputRequestId, now: datetime) -> None:
    request = records.request(tx, number)
    if request is not None and request.ended_at is None:
        records.change_request(tx, number, ended_at=request.until, look_at=None)
        notices.over(tx, request, now)


class InputReminders:
    """Of requests that run, to whoever is asked and of whose seat nobody has answered."""

    name = "request"

    def looks(self, tx: Tx, now: datetime) -> tuple[Iterable[CommitteeId], datetime | None]:
        """As `Source` says."""
        return [request.committee for request in records.due(tx, now)], records.next_due(tx, now)

    def owed(self, tx: Tx, here: CommitteeId, until: datetime) -> Iterable[Owed]:
        """As `Source` says."""
        for request in records.running(tx, here):
            for reader in schedule.audience(tx, request):
                yield Owed(reader, request.id, schedule.reminders(request, reader))

    def plan(self, tx: Tx, here: CommitteeId, now: datetime) -> None:
        """As `Source` says."""
        for request in records.running(tx, here):
            schedule.plan(tx, request, now)

    def reminders(self, tx: Tx, who: Actor, thing: int) -> Sequence[Reminder]:
        """None once somebody of the seat has answered."""
        found = self._waiting(tx, who, thing)
        return () if found is None else schedule.reminders(found, who)

    def card(
        self, tx: Tx, t: Translator, who: Actor, thing: int, at: datetime, *, alone: bool
    ) -> Screen | None:
        """As `Source` says."""
        found = self._waiting(tx, who, thing)
        return None if found is None else views.reminder(t, who.committee.id, found, alone=alone)

    def subject(self, thing: int) -> str:
        """As `Source` says."""
        return notices.subject(InputRequestId(thing))

    def _waiting(self, tx: Tx, who: Actor, thing: int) -> Request | None:
        return next((request for request in reading.waiting(tx, who) if request.id == thing), None)
