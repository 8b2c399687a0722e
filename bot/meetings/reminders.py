"""What meetings remind of: that they begin, and of dates that are asked for."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import Translator
from bot.ids import CommitteeId, MeetingId
from bot.meetings import news, notices, reading, records, schedule
from bot.meetings.model import Standing
from bot.meetings.rights import is_invited
from bot.reminding import Owed, Reminder
from bot.screens import Screen
from bot.store import Tx


class MeetingReminders:
    """Of called meetings to those who may come; of date polls to those who have not answered."""

    name = schedule.REMINDED

    def looks(self, tx: Tx, now: datetime) -> tuple[Iterable[CommitteeId], datetime | None]:
        """As `Source` says."""
        return [meeting.committee for meeting in records.to_remind(tx, now)], records.next_reminder(tx, now)

    def owed(self, tx: Tx, here: CommitteeId, until: datetime) -> Iterable[Owed]:
        """Every meeting that lies ahead."""
        for meeting in records.open_in(tx, here):
            yield from schedule.owed(tx, meeting)

    def plan(self, tx: Tx, here: CommitteeId, now: datetime) -> None:
        """As `Source` says."""
        for meeting in records.open_in(tx, here):
            schedule.plan(tx, meeting, now)

    def reminders(self, tx: Tx, who: Actor, thing: int) -> Sequence[Reminder]:
        """None to whoever stays away, has answered every date, or is not invited."""
        meeting = records.meeting(tx, MeetingId(thing))
        if meeting is None or not is_invited(who, meeting, records.reply(tx, meeting.id, who.membership)):
            return ()
        theirs = any(schedule.audience(tx, meeting, [who]))
        return schedule.reminders(meeting, who) if theirs else ()

    def card(
        self, tx: Tx, t: Translator, who: Actor, thing: int, at: datetime, *, alone: bool
    ) -> Screen | None:
        """The room to those in the room, the link to those online, the question to those who never answered."""
        number = MeetingId(thing)
        try:
            found = reading.sheet(tx, who, number, at)
            if found.meeting.standing is Standing.POLL:
                return news.poll_reminder(t, reading.poll(tx, who, number, at), alone=alone)
        except Refusal:
            return None
        return news.reminder(t, found, at, alone=alone)

    def subject(self, thing: int) -> str:
        """As `Source` says."""
        return notices.subject(MeetingId(thing))
