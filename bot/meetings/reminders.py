"""What falls due in this room: reminders of meetings and date polls, to each on one card."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.committee.reminding import Reminder, Round
from bot.i18n import as_fact
from bot.ids import CommitteeId, MeetingId
from bot.meetings import notices, records, schedule
from bot.meetings.model import Meeting, Standing
from bot.meetings.rights import invited
from bot.scheduler import Due
from bot.store import Tx

REMINDER = "meeting-reminder"


def due(tx: Tx, now: datetime) -> Due:
    """One item a committee in which something is due."""
    committees = dict.fromkeys(meeting.committee for meeting in records.to_remind(tx, now))
    items = tuple(partial(remind, committee=number, now=now) for number in committees)
    return Due(items, records.next_reminder(tx, now))


def remind(tx: Tx, committee: CommitteeId, now: datetime) -> None:
    """Sends each person of a committee at most one card: what is due now, and what would be due soon."""
    round_: Round[Meeting] = Round(now)
    open_ = records.open_in(tx, committee)
    for meeting in open_:
        reminded = records.reminded(tx, meeting.id)
        planned: dict[tuple[ZoneInfo | None, bool], list[Reminder]] = {}
        for reader in schedule.audience(tx, meeting, invited(tx, meeting)):
            alike = reader.person.zone, reader.organizes
            if alike not in planned:
                planned[alike] = schedule.reminders(meeting, reader)
            round_.gather(reader, meeting, planned[alike], reminded)
    for reader, going in round_.cards(lambda meeting: _over(meeting, now)):
        _write(tx, reader, going, now)
    records.add_reminded(tx, ((MeetingId(of), occasion, person) for of, occasion, person in round_.done))
    for meeting in open_:
        schedule.plan(tx, meeting, now)


def _over(meeting: Meeting, now: datetime) -> bool:
    return meeting.standing is Standing.CALLED and meeting.begun(now)


def _write(tx: Tx, reader: Actor, going: list[tuple[Meeting, Reminder]], now: datetime) -> None:
    first, reminder = going[0]
    about = {
        str(meeting.id): None if meeting.wall is None else as_fact(meeting.starts_at) for meeting, _ in going
    }
    key = f"{first.id}/{about[str(first.id)]}/{reminder.occasion}"
    of = notices.subject(first.id)
    tell(tx, REMINDER, [reader], key=key, at=now, facts={"meetings": about}, subject=of)
