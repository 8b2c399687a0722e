"""What a wrong person did, for organizers: every act with a button to what it was done to, in whichever room."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from bot.actions import Action
from bot.audit import Entry
from bot.ballots import records as ballots
from bot.ballots.actions import ShowBallot
from bot.committee import impostor_views as views
from bot.committee import impostors
from bot.committee.actions import (
    SettleActs,
    ShowActs,
    ShowCommittee,
    ShowDaysOff,
    ShowGroup,
    ShowLinks,
    ShowMember,
)
from bot.committee.constituency_actions import ShowConstituencies
from bot.committee.organization_actions import ShowOrganizations
from bot.committee.seat_actions import ShowSeat
from bot.committee.setting_actions import ChangeSetting
from bot.findings import records as findings
from bot.findings.actions import ShowFinding, ShowVersion
from bot.findings.model import Finding
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.inputs.actions import ShowInput, ShowRequest
from bot.meetings import records as meetings
from bot.meetings.actions import ShowMeeting
from bot.meetings.model import Meeting
from bot.questions import records as questions
from bot.questions.actions import ShowQuestion
from bot.questions.model import Question
from bot.release.actions import ShowRelease
from bot.screens import Screen
from bot.sessions.actions import ShowMinutes, ShowSession
from bot.store import Tx
from bot.timeline.actions import ListChanges, ShowModalities
from handlers.committee.roster import roster_card
from handlers.context import Answer, Room
from handlers.turn import Turn

Opens = Callable[[CommitteeId, Any], Action]
_SETTING = "setting-"
_BY_CODE: tuple[tuple[str, Callable[[CommitteeId], Action]], ...] = (
    ("day-", ShowDaysOff),
    ("days-off", ShowDaysOff),
    ("constituency-", ShowConstituencies),
    ("organization-named", ShowOrganizations),
    ("group-", ShowGroup),
    ("plan-", ListChanges),
    ("milestone-", ListChanges),
    ("need-", ListChanges),
    ("link-", ListChanges),
    ("change-undone", ListChanges),
    ("titles-written", ListChanges),
    ("modalities-", ShowModalities),
)
"""Acts on something of which a committee has one, or a list, by how their code begins."""
_BY_CODE_AND_ID: tuple[tuple[str, str, Opens], ...] = (
    ("release-", "finding", lambda _here, number: ShowRelease(number)),
    ("minutes-", "meeting", lambda _here, number: ShowMinutes(number)),
    ("session-", "meeting", lambda _here, number: ShowSession(number)),
    ("item-", "meeting", lambda _here, number: ShowSession(number)),
    ("entry-", "meeting", lambda _here, number: ShowSession(number)),
)
_BY_ID: Mapping[str, Opens] = {
    "ballot": lambda _here, number: ShowBallot(number),
    "question": ShowQuestion,
    "input": ShowInput,
    "request": ShowRequest,
    "meeting": lambda _here, number: ShowMeeting(number),
    "version": ShowVersion,
    "finding": ShowFinding,
    "invited": ShowMember,
    "membership": ShowMember,
    "seat": ShowSeat,
}
"""What an act was done to; of several the first that stands here."""


async def show(turn: Turn, action: ShowActs) -> Answer:
    """Each act, newest first, and what of it is still under way."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        found = impostors.acts(tx, who, action.membership)
        here = who.committee.id
        opens = {one.entry.sequence: to for one in found if (to := _opens(here, one.entry)) is not None}
        labels = {one.entry.sequence: label for one in found if (label := _label(tx, one.entry))}
        notes = {one.entry.sequence: n for one in found if (n := _under_way(tx, turn.t, one.entry))}
        return views.acts(turn.t, who.committee, action.membership, found, opens, labels, notes, action.page)

    return await turn.read(look)


async def settle(turn: Turn, action: SettleActs) -> Answer:
    """The list goes, once whoever closes it is sure."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            impostors.to_settle(tx, turn.who(tx, action.committee), action.membership)
            return views.settle(turn.t, action.committee, action.membership)

        return await turn.read(ask)
    outcome = await turn.write(
        lambda tx: impostors.settle(tx, turn.who(tx, action.committee), action.membership)
    )
    return (await roster_card(turn, action.committee)).noted(turn.note(outcome))


def _opens(here: CommitteeId, entry: Entry) -> Action | None:
    what, about = entry.what, entry.about
    if what.startswith(_SETTING):
        return ChangeSetting(here, what.removeprefix(_SETTING))
    for begins, of, opens in _BY_CODE_AND_ID:
        if what.startswith(begins) and of in about:
            return opens(here, about[of])
    for begins, to in _BY_CODE:
        if what.startswith(begins):
            return to(here)
    for of, opens in _BY_ID.items():
        number = about.get(of)
        if isinstance(number, list):
            if len(number) > 1:
                return ShowLinks(here)  # only people are invited by the list
            (number,) = number
        if isinstance(number, int):
            return opens(here, number)
    return ShowCommittee(here) if "seat" in what or "member" in what or "role" in what else None


def _label(tx: Tx, entry: Entry) -> str | None:
    """What an act was done to, as it is called everywhere: F1, Q2, M3."""
    about: Mapping[str, Any] = entry.about
    found: Finding | Question | Meeting | None = None
    if "ballot" in about:
        ballot = ballots.ballot(tx, about["ballot"])
        found = None if ballot is None else findings.finding(tx, ballot.finding)
    elif "question" in about:
        found = questions.question(tx, about["question"])
    elif "version" in about:
        version = findings.version(tx, about["version"])
        found = None if version is None else findings.finding(tx, version.finding)
    elif "finding" in about:
        found = findings.finding(tx, about["finding"])
    elif "meeting" in about:
        found = meetings.meeting(tx, about["meeting"])
    return None if found is None else found.label


def _under_way(tx: Tx, t: Translator, entry: Entry) -> Markup | None:
    """What an act has begun and what goes on: somebody has to decide about it now."""
    number: Any = entry.about.get("ballot")
    if entry.what == "ballot-opened" and number is not None:
        ballot = ballots.ballot(tx, number)
        return t("⚠️ This ballot is still running.") if ballot is not None and ballot.running else None
    number = entry.about.get("meeting")
    if entry.what == "session-begun-now" and number is not None:
        meeting = meetings.meeting(tx, number)
        if meeting is not None and meeting.started_at is not None and meeting.ended_at is None:
            return t("⚠️ This meeting is still in session.")
    return None


ROOM = Room(buttons={ShowActs: show, SettleActs: settle}, sentences=views.SENTENCES)
