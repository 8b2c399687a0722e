"""What ballots remind of: those who have not voted, and whoever has not declared a result yet."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.ballots import news, notices, reading, records, schedule
from bot.committee import service as roster
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import Translator
from bot.ids import BallotId, CommitteeId
from bot.reminding import Owed, Reminder
from bot.screens import Screen
from bot.store import Tx


class BallotReminders:
    """Of running ballots to those who have not voted; of closed ones to whoever declares."""

    name = schedule.REMINDED

    def looks(self, tx: Tx, now: datetime) -> tuple[Iterable[CommitteeId], datetime | None]:
        """As `Source` says."""
        return [ballot.committee for ballot in records.to_remind(tx, now)], records.next_reminder(tx, now)

    def owed(self, tx: Tx, here: CommitteeId, until: datetime) -> Iterable[Owed]:
        """Every ballot that is not declared."""
        everybody = roster.actors_in(tx, here)
        for ballot in records.undecided_in(tx, here):
            yield from schedule.owed(tx, ballot, everybody)

    def plan(self, tx: Tx, here: CommitteeId, now: datetime) -> None:
        """As `Source` says."""
        for ballot in records.to_remind(tx, now):
            if ballot.committee == here:
                schedule.plan(tx, ballot.id, now)

    def reminders(self, tx: Tx, who: Actor, thing: int) -> Sequence[Reminder]:
        """None once the reader's seat has voted, or the result is declared."""
        ballot = records.ballot(tx, BallotId(thing))
        if ballot is None or ballot.committee != who.committee.id:
            return ()
        theirs = any(a.membership == who.membership for a in schedule.audience(tx, ballot, [who]))
        return schedule.reminders(ballot, who) if theirs else ()

    def card(
        self, tx: Tx, t: Translator, who: Actor, thing: int, at: datetime, *, alone: bool
    ) -> Screen | None:
        """The paper, or what is to be declared."""
        try:
            found = reading.paper(tx, who, BallotId(thing), at)
        except Refusal:
            return None
        return news.reminder(t, found, at, alone=alone)

    def subject(self, thing: int) -> str:
        """As `Source` says."""
        return notices.subject(BallotId(thing))
