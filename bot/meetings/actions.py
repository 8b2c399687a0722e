"""The meetings' buttons. The committee in which one acts is the meeting's own."""

from dataclasses import dataclass

from bot.actions import Action
from bot.ids import AgendaItemId, CommitteeId, MeetingId, MembershipId, SlotId
from bot.meetings.model import Answer, Availability


@dataclass(frozen=True)
class ListMeetings(Action, code="ml"):
    """/meetings."""

    committee: CommitteeId
    page: int = 0


@dataclass(frozen=True)
class ShowMeeting(Action, code="m"):
    """A meeting's card; of a date poll its slots."""

    meeting: MeetingId


@dataclass(frozen=True)
class NewMeeting(Action, code="mn"):
    """The form; after the example of a meeting, or `afresh`; else it is asked after which, where there is one."""

    committee: CommitteeId
    template: MeetingId | None = None
    afresh: bool = False


@dataclass(frozen=True)
class AnswerMeeting(Action, code="ma"):
    """In person, online, not at all, or the alternate."""

    meeting: MeetingId
    answer: Answer


@dataclass(frozen=True)
class CallMeeting(Action, code="mc"):
    """Calls a draft. `sure`: asked and confirmed."""

    meeting: MeetingId
    sure: bool = False


@dataclass(frozen=True)
class ManageMeeting(Action, code="mm"):
    """What an organizer may do with a meeting."""

    meeting: MeetingId


@dataclass(frozen=True)
class EditMeeting(Action, code="me"):
    """The form that changes one part of a meeting, by the part's name."""

    meeting: MeetingId
    part: str


@dataclass(frozen=True)
class CancelMeeting(Action, code="mx"):
    """The form that asks why, and cancels."""

    meeting: MeetingId


@dataclass(frozen=True)
class ShowAgenda(Action, code="mg"):
    """The whole agenda, with its files."""

    meeting: MeetingId
    page: int = 0


@dataclass(frozen=True)
class SendAgendaFiles(Action, code="mf"):
    """The files of a line, each in a message of its own."""

    item: AgendaItemId


@dataclass(frozen=True)
class EditAgendaFiles(Action, code="mj"):
    """The form for the files of a line."""

    item: AgendaItemId


@dataclass(frozen=True)
class SendCalendar(Action, code="mi"):
    """The calendar entry once more."""

    meeting: MeetingId


@dataclass(frozen=True)
class SendSpot(Action, code="mp"):
    """The venue on the map."""

    meeting: MeetingId


@dataclass(frozen=True)
class ShowPeople(Action, code="mq"):
    """Who is invited and what they answered."""

    meeting: MeetingId
    page: int = 0


@dataclass(frozen=True)
class Invite(Action, code="mv"):
    """Somebody is invited by exception, or not."""

    meeting: MeetingId
    member: MembershipId
    invited: bool
    page: int = 0


@dataclass(frozen=True)
class RemindNow(Action, code="mr"):
    """The form that sends a reminder now."""

    meeting: MeetingId


@dataclass(frozen=True)
class AnswerSlot(Action, code="ms"):
    """Yes, if need be, or no, to a slot of a date poll."""

    slot: SlotId
    answer: Availability


@dataclass(frozen=True)
class ShowSlots(Action, code="mt"):
    """The table of a date poll."""

    meeting: MeetingId
    page: int = 0


@dataclass(frozen=True)
class ChooseSlot(Action, code="mu"):
    """Turns a slot into the meeting. `sure`: asked and confirmed."""

    slot: SlotId
    sure: bool = False
