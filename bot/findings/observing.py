"""What observers see before it is declared: a finding that an organizer opened to them, until it is closed again."""

from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import notices, records
from bot.findings.model import Sight
from bot.findings.rights import finding_in_sight
from bot.ids import FindingId
from bot.intake import Outcome
from bot.store import Tx


def open_to_observers(tx: Tx, who: Actor, number: FindingId, at: datetime, *, opened: bool) -> Outcome:
    """Observers read what the committee has seen of a finding, and its later versions; or no longer.

    They are told of an opening. Comments, named votes and what is kept as a draft stay hidden from them. Refuses
    `organizers-only`, `finding-unknown`, `version-unshared` (the committee has not seen it), `finding-opened-already`
    (fact `opened`).
    """
    committee.organizer(who)
    finding = finding_in_sight(tx, who, number)
    shown = records.shown(tx, number, Sight.SHARED)
    facts = {"finding": number, "label": finding.label, "opened": opened}
    if shown is None:
        raise Refusal("version-unshared", label=finding.label)
    if shown.opened is opened:
        raise Refusal("finding-opened-already", **facts)
    records.set_opened(tx, number, opened=opened)
    told = notices.opened(tx, finding, shown, at) if opened else 0
    return Outcome("finding-opened" if opened else "finding-closed-to-observers", {**facts, "told": told})
