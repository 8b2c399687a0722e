"""The meetings' buttons. The committee in which one acts is the meeting's own."""

from typing import Self

from bot.actions import NONE, Action
from bot.ids import AgendaItemId, CommitteeId, MeetingId, MembershipId, SlotId
from bot.meetings.model import Answer, Availability


class ListMeetings(Action, code="ml"):
    """/meetings."""

    committee: CommitteeId
    page: int = 0


class ShowMeeting(Action, code="m"):
    """A meeting's card; of a date poll its slots."""

    meeting: MeetingId


class NewMeeting(Action, code="mn"):
    """The form; after the example of a meeting, or `afresh`; else it is asked after which, where there is one."""

    committee: CommitteeId
    template: MeetingId | None = None
    afresh: bool = False


class AnswerMeeting(Action, code="ma"):
    """In person, online, not at all, or the alternate. `starts`: the beginning that stood on its card, in minutes of
    Unix time; None on cards from before buttons knew it.
    """

    meeting: MeetingId
    answer: Answer
    starts: int | None = None

    @classmethod
    def read(cls, parts: list[str]) -> Self:
        """As any button, and one that knows no time."""
        return super().read(parts if len(parts) > 2 else [*parts, NONE])


class CallMeeting(Action, code="mc"):
    """Calls a draft. `sure`: asked and confirmed."""

    meeting: MeetingId
    sure: bool = False


class ManageMeeting(Action, code="mm"):
    """What an organizer may do with a meeting."""

    meeting: MeetingId


class EditMeeting(Action, code="me"):
    """The form that changes one part of a meeting, by the part's name."""

    meeting: MeetingId
    part: str


class CancelMeeting(Action, code="mx"):
    """The form that asks why, and cancels."""

    meeting: MeetingId


class ShowAgenda(Action, code="mg"):
    """The whole agenda, with its files."""

    meeting: MeetingId
    page: int = 0


class SendAgendaFiles(Action, code="mf"):
    """The files of a line, each in a message of its own."""

    item: AgendaItemId


class EditAgendaFiles(Action, code="mj"):
    """The form for the files of a line."""

    item: AgendaItemId


class SendCalendar(Action, code="mi"):
    """The calendar entry once more."""

    meeting: MeetingId


class SendSpot(Action, code="mp"):
    """The venue on the map."""

    meeting: MeetingId


class ShowPeople(Action, code="mq"):
    """Who is invited and what they answered."""

    meeting: MeetingId
    page: int = 0


class Invite(Action, code="mv"):
    """Somebody is invited by exception, or not."""

    meeting: MeetingId
    member: MembershipId
    invited: bool
    page: int = 0


class RemindNow(Action, code="mr"):
    """The form that sends a reminder now."""

    meeting: MeetingId


class AnswerSlot(Action, code="ms"):
    """Yes, if need be, or no, to a slot of a date poll."""

    slot: SlotId
    answer: Availability


class ShowSlots(Action, code="mt"):
    """The table of a date poll."""

    meeting: MeetingId
    page: int = 0


class ChooseSlot(Action, code="mu"):
    """Turns a slot into the meeting. `sure`: asked and confirmed."""

    slot: SlotId
    sure: bool = False
