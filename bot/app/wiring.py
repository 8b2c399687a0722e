"""The one file that knows every room: what it wires to the chat, to letters, to posts, to what falls due, to news."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from bot.ballots import closing, succession
from bot.ballots import group as ballot_group
from bot.ballots import letters as ballot_letters
from bot.ballots import schedule as ballot_schedule
from bot.ballots import settings as ballot_settings
from bot.ballots.reminders import BallotReminders
from bot.ballots.reservations import letters as reservation_letters
from bot.ballots.reservations import service as reserving
from bot.ballots.voting import seat_freed
from bot.committee import letters as committee_letters
from bot.committee import settings as committee_settings
from bot.committee.days_off import DaysOffChanged
from bot.committee.model import (
    Actor,
    Arrived,
    Departed,
    Disowned,
    RoleChanged,
    SeatFreed,
    SettingChanged,
    ZoneChosen,
)
from bot.delivery import Letter, Reader
from bot.delivery.board import GroupPost, Place, PostKind
from bot.delivery.model import Kind
from bot.events import subscribe
from bot.findings import commenting
from bot.findings import group as finding_group
from bot.findings import letters as finding_letters
from bot.findings import settings as finding_settings
from bot.findings.model import VersionPublished
from bot.group import letters as group_letters
from bot.group import service as group_service
from bot.group.model import GroupChanged
from bot.i18n import Translator
from bot.ids import FindingId, MeetingId
from bot.inputs import group as input_group
from bot.inputs import letters as input_letters
from bot.inputs import reading as input_reading
from bot.inputs import reminders as input_reminders
from bot.inputs import schedule as input_schedule
from bot.inputs import service as giving
from bot.inputs import settings as input_settings
from bot.inputs.reminders import InputReminders
from bot.meetings import answering, following
from bot.meetings import group as meeting_group
from bot.meetings import letters as meeting_letters
from bot.meetings import schedule as meeting_schedule
from bot.meetings import settings as meeting_settings
from bot.meetings.model import MeetingCancelled, MeetingRescheduled
from bot.meetings.reminders import MeetingReminders
from bot.questions import asking
from bot.questions import group as question_group
from bot.questions import reading as question_reading
from bot.questions import schedule as question_schedule
from bot.questions import settings as question_settings
from bot.questions.letters import Letters as QuestionLetters
from bot.questions.model import Meetings
from bot.questions.reminders import QuestionReminders
from bot.release import group as release_group
from bot.release import letters as release_letters
from bot.reminding import Reminders
from bot.scheduler import DueQuery
from bot.screens import Menu, Row
from bot.seal import Seal
from bot.sessions import attending, carrying, noting
from bot.sessions import following as session_following
from bot.sessions import group as session_group
from bot.sessions import letters as session_letters
from bot.sessions import reading as session_reading
from bot.sessions import reminders as session_reminders
from bot.sessions import schedule as session_schedule
from bot.sessions import settings as session_settings
from bot.sessions.asking import SessionOfMeeting
from bot.sessions.reminders import ActionReminders, Overruns
from bot.settings import Setting
from bot.store import Tx
from bot.timeline import letters as timeline_letters
from bot.timeline import reminders as timeline_reminders
from bot.timeline import schedule as timeline_schedule
from bot.timeline import settings as timeline_settings
from bot.timeline.days_off import DaysOff
from bot.timeline.reminders import MilestoneReminders
from handlers import group, home, joining, own_data, preferences, release
from handlers.ballots import deciding, reservations, voting
from handlers.committee import (
    constituencies,
    days_off,
    impostors,
    invitations,
    organizations,
    roster,
    roster_import,
    seats,
)
from handlers.committee.settings import CommitteeSettings
from handlers.context import Room
from handlers.findings.cards import Findings
from handlers.findings.comparison import Comparisons
from handlers.findings.files import FindingFiles
from handlers.forms import steps, unasked_files
from handlers.inputs import cards as inputs
from handlers.meetings.cards import Meetings as MeetingsInChat
from handlers.meetings.forms import MeetingForms
from handlers.menus import commands_for_groups
from handlers.questions import cards as questions
from handlers.questions.group import GroupQuestions
from handlers.questions.ledger import Ledger
from handlers.sessions import desk, entries, minutes
from handlers.timeline import milestones, modalities, moving, plan, posting

SESSIONS: Meetings = SessionOfMeeting()
"""What questions know of meetings."""
DAYS_OFF = DaysOff((input_reading.hours, question_reading.hours, session_reading.hours))
"""What ends on days off, in whichever room."""
REMINDERS = Reminders(
    [
        BallotReminders(),
        MeetingReminders(),
        InputReminders(),
        QuestionReminders(),
        ActionReminders(),
        Overruns(),
        MilestoneReminders(),
    ]
)
"""One card over all rooms; on it the rooms stand in this order."""


def finding_rows(tx: Tx, t: Translator, who: Actor, number: FindingId) -> list[Row]:
    """What the rooms above offer on a finding's card."""
    return [
        row
        for offers in (
            voting.finding_rows,
            release.finding_rows,
            questions.finding_rows,
            plan.finding_rows,
            inputs.finding_rows,
        )
        for row in offers(tx, t, who, number)
    ]


def meeting_rows(tx: Tx, t: Translator, who: Actor, number: MeetingId, at: datetime) -> list[Row]:
    """What the rooms above offer on a meeting's card."""
    asked = questions.meeting_rows(SESSIONS, tx, t, who, number)
    planned = plan.meeting_rows(tx, t, who, number)
    return [*desk.card_rows(tx, t, who, number, at), *asked, *planned]


def _questions_follow(tx: Tx, event: GroupChanged) -> None:
    question_group.group_changed(tx, event, SESSIONS.in_session(tx, event.committee))


SETTINGS: tuple[Setting[Any], ...] = (
    *committee_settings.SETTINGS,
    *finding_settings.SETTINGS,
    *ballot_settings.SETTINGS,
    *meeting_settings.SETTINGS,
    *session_settings.SETTINGS,
    *timeline_settings.SETTINGS,
    *question_settings.SETTINGS,
    *input_settings.SETTINGS,
)
"""What a committee can set, in the order of its screens."""
FINDINGS = Findings(finding_rows, voting.version_rows, succession.votes_set_aside)
MEETINGS = MeetingsInChat(meeting_rows, carrying.behind)
_ROOMS = (
    steps.ROOM,
    joining.ROOM,
    home.ROOM,
    desk.ROOM,  # before the others: at home, the way into a meeting that goes on comes first
    entries.ROOM,
    FINDINGS.room(),
    FindingFiles(FINDINGS.version_card).room(),
    Comparisons(voting.finding_rows).room(),
    voting.ROOM,
    deciding.ROOM,
    MEETINGS.room(),
    reservations.ROOM,
    MeetingForms(MEETINGS.card, carrying.left_open).room(),
    minutes.ROOM,
    release.ROOM,
    plan.ROOM,
    milestones.ROOM,
    moving.ROOM,
    posting.ROOM,
    modalities.ROOM,
    roster.ROOM,
    invitations.ROOM,
    roster_import.ROOM,
    seats.ROOM,
    days_off.DaysOff(partial(plan.falls_on, DAYS_OFF)).room(),
    constituencies.ROOM,
    organizations.ROOM,
    CommitteeSettings(SETTINGS).room(),
    preferences.ROOM,
    group.ROOM,
    impostors.ROOM,
)
UNASKED = unasked_files.room(_ROOMS)


def letter_kinds(link: Callable[[str], str], seal: Seal) -> dict[str, Kind]:
    """How every kind of letter is drawn. `link`: to an item; `seal`: of those who are not named."""
    return {
        "menu": Kind(_draw_menu),
        **committee_letters.KINDS,
        **finding_letters.KINDS,
        **ballot_letters.KINDS,
        **meeting_letters.kinds(link),
        **session_letters.kinds(link),
        **reservation_letters.KINDS,
        **release_letters.KINDS,
        **group_letters.KINDS,
        **QuestionLetters(SESSIONS, seal).kinds(),
        **input_letters.KINDS,
        **timeline_letters.kinds(DAYS_OFF),
        **REMINDERS.kinds(),
    }


def rooms(seal: Seal) -> tuple[Room, ...]:
    """Every room. `seal`: for those who are not named."""
    outlines = {name: kind.outline for name, kind in letter_kinds(str, seal).items()}
    return (
        *_ROOMS,
        own_data.OwnData(outlines, seal).room(),
        UNASKED,
        questions.Questions(SESSIONS, seal).room(),
        Ledger(SESSIONS).room(),
        GroupQuestions(SESSIONS).room(),
        inputs.ROOM,
    )


def _draw_group_menu(_tx: Tx, _post: GroupPost, place: Place) -> Menu:
    return Menu(commands_for_groups(place.voices))


def _draw_menu(tx: Tx, letter: Letter, reader: Reader) -> Menu | None:
    return home.menu(tx, reader.t, letter.person)


POSTS: dict[str, PostKind] = {
    **group_letters.POSTS,
    "group-menu": PostKind(_draw_group_menu),
    **finding_group.POSTS,
    **ballot_group.POSTS,
    **release_group.POSTS,
    **meeting_group.POSTS,
    **session_group.POSTS,
    **question_group.POSTS,
    **input_group.POSTS,
    **timeline_letters.POSTS,
}
"""How every kind of post in a group is drawn."""
DUE: tuple[DueQuery, ...] = (
    closing.due,  # before reminders, so that nobody is reminded of what has just ended
    input_reminders.due,
    REMINDERS.due,
    session_reminders.due,
    timeline_reminders.due,
)
"""What falls due in the rooms, in the order in which it is asked for."""

subscribe(SeatFreed, seat_freed)
subscribe(Disowned, commenting.disowned)
subscribe(Disowned, reserving.disowned)
subscribe(Disowned, asking.disowned)
subscribe(Disowned, giving.disowned)
subscribe(Disowned, answering.disowned)
subscribe(Disowned, noting.disowned)
subscribe(Arrived, following.arrived)
subscribe(RoleChanged, following.role_changed)
subscribe(Departed, following.departed)
subscribe(Arrived, session_following.arrived)
subscribe(RoleChanged, session_following.role_changed)
subscribe(Departed, session_following.departed)
subscribe(MeetingRescheduled, attending.rescheduled)
subscribe(MeetingCancelled, attending.cancelled)
for changed in (
    ballot_schedule.calendar_changed,
    meeting_schedule.calendar_changed,
    session_schedule.calendar_changed,
    input_schedule.calendar_changed,
    question_schedule.calendar_changed,
    timeline_schedule.calendar_changed,
):
    subscribe(SettingChanged, changed)
    subscribe(DaysOffChanged, changed)
    subscribe(ZoneChosen, changed)
subscribe(DaysOffChanged, DAYS_OFF.announced)
subscribe(SettingChanged, group_service.setting_changed)
subscribe(VersionPublished, succession.version_published)
subscribe(GroupChanged, ballot_group.group_changed)
subscribe(GroupChanged, _questions_follow)
