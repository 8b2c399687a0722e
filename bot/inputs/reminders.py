"""What falls due in this room: reminders to those who have not answered, and the ends of requests."""

from datetime import datetime
from functools import partial

from bot.committee.notices import tell
from bot.committee.reminding import Round
from bot.i18n import as_fact
from bot.ids import CommitteeId
from bot.inputs import notices, records, schedule
from bot.inputs.model import Request
from bot.scheduler import Due
from bot.store import Tx


def due(tx: Tx, now: datetime) -> Due:
    """One item a committee in which something is due."""
    here = dict.fromkeys(request.committee for request in records.due(tx, now))
    items = tuple(partial(look, committee=number, now=now) for number in here)
    return Due(items, records.next_due(tx, now))


def look(tx: Tx, committee: CommitteeId, now: datetime) -> None:
    """Ends what is over; then each person gets at most one card of what they still owe."""
    for request in records.running(tx, committee):
        if request.until <= now:
            records.change_request(tx, request.id, ended_at=request.until, look_at=None)
            notices.over(tx, request, now)
    round_: Round[Request] = Round(now)
    running = records.running(tx, committee)
    for request in running:
        reminded = records.reminded(tx, request.id)
        for reader in schedule.audience(tx, request):
            round_.gather(reader, request, schedule.reminders(request, reader), reminded)
    for reader, going in round_.cards(lambda request: request.until <= now):
        facts = {"requests": [request.id for request, _ in going]}
        tell(tx, "input-reminder", [reader], key=as_fact(now), at=now, facts=facts)
    records.add_reminded(tx, round_.done)
    for request in running:
        schedule.plan(tx, request, now)
