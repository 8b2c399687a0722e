"""What falls due: the weekly digest. What it reminds of: milestones that are due soon or late."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.i18n import Translator
from bot.ids import CommitteeId, MilestoneId
from bot.reminding import Owed, Reminder
from bot.scheduler import Due
from bot.screens import Screen
from bot.store import Tx
from bot.timeline import digest, news, reading, records, schedule
from bot.timeline.model import Milestone


def due(tx: Tx, now: datetime) -> Due:
    """Digests, by person."""
    items = tuple(partial(digest.send, membership=number, now=now) for number in records.digests_due(tx, now))
    return Due(items, records.next_digest(tx, now))


class MilestoneReminders:
    """Of milestones to their owners, and to the organizers once they are late."""

    name = schedule.REMINDED

    def looks(self, tx: Tx, now: datetime) -> tuple[Iterable[CommitteeId], datetime | None]:
        """As `Source` says."""
        return [one.committee for one in records.to_remind(tx, now)], records.next_reminder(tx, now)

    def owed(self, tx: Tx, here: CommitteeId, until: datetime) -> Iterable[Owed]:
        """Those of which a reminder is due by then."""
        found = self._in(tx, here, until)
        everybody = committee.actors_in(tx, here) if found else []
        for milestone in found:
            for reader in everybody:
                if ahead := schedule.reminders(milestone, reader):
                    yield Owed(reader, milestone.id, ahead)

    def plan(self, tx: Tx, here: CommitteeId, now: datetime) -> None:
        """As `Source` says."""
        schedule.plan(tx, roster.committee(tx, here), self._in(tx, here, now), now)

    def reminders(self, tx: Tx, who: Actor, thing: int) -> Sequence[Reminder]:
        """None once it is done, taken out of the plan, or somebody else's."""
        found = self._named(tx, who, thing)
        return () if found is None else schedule.reminders(found, who)

    def card(
        self, tx: Tx, t: Translator, who: Actor, thing: int, at: datetime, *, alone: bool
    ) -> Screen | None:
        """As `Source` says."""
        found = self._named(tx, who, thing)
        return None if found is None else news.reminder(t, who, found, reading.day_of(who, at), alone=alone)

    def subject(self, thing: int) -> str:
        """As `Source` says."""
        return f"milestone:{thing}"

    def _in(self, tx: Tx, here: CommitteeId, until: datetime) -> list[Milestone]:
        return [one for one in records.to_remind(tx, until) if one.committee == here]

    def _named(self, tx: Tx, who: Actor, thing: int) -> Milestone | None:
        found = records.milestone(tx, MilestoneId(thing))
        return found if found is not None and found.committee == who.committee.id else None
