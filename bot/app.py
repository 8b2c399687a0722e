"""Composition root: the one file that knows everyone. Wires rooms, letter kinds, due queries and events to Telegram."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot import audit
from bot import forms as open_forms
from bot.ballots import closing, succession, voting
from bot.ballots import group as ballot_group
from bot.ballots import letters as ballot_letters
from bot.ballots import schedule as ballot_schedule
from bot.ballots import settings as ballot_settings
from bot.ballots.reminders import BallotReminders
from bot.ballots.reservations import letters as reservation_letters
from bot.ballots.reservations import service as reserving
from bot.clock import Clock
from bot.committee import letters as committee_letters
from bot.committee import service as committee
from bot.committee import settings as committee_settings
from bot.committee.days_off import DaysOffChanged
from bot.committee.links import Links
from bot.committee.model import Actor, Arrived, Departed, Disowned, RoleChanged, SeatFreed, SettingChanged
from bot.committee.service import UTC_ZONE
from bot.delivery import Courier, Letter, Pace, Reader
from bot.delivery import records as letters
from bot.delivery.board import Board, GroupPost, Place, PostKind
from bot.delivery.board import records as posts
from bot.delivery.model import Kind
from bot.errors import Refusal, Unavailable, place
from bot.events import subscribe
from bot.files import FOLDER, Shelf
from bot.files import records as files
from bot.findings import commenting
from bot.findings import group as finding_group
from bot.findings import letters as finding_letters
from bot.findings import settings as finding_settings
from bot.findings.model import VersionPublished
from bot.group import letters as group_letters
from bot.group import records as groups
from bot.group import service as group_service
from bot.group.model import GroupChanged
from bot.group.service import Places
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import FindingId, MeetingId
from bot.inputs import group as input_group
from bot.inputs import letters as input_letters
from bot.inputs import reminders as input_reminders
from bot.inputs import schedule as input_schedule
from bot.inputs import service as giving
from bot.inputs import settings as input_settings
from bot.inputs.reminders import InputReminders
from bot.intake import Dispatcher, Outcome, Poller
from bot.intake import records as updates
from bot.meetings import answering, following
from bot.meetings import group as meeting_group
from bot.meetings import letters as meeting_letters
from bot.meetings import schedule as meeting_schedule
from bot.meetings import settings as meeting_settings
from bot.meetings.reminders import MeetingReminders
from bot.questions import asking
from bot.questions import group as question_group
from bot.questions import schedule as question_schedule
from bot.questions import settings as question_settings
from bot.questions.letters import Letters as QuestionLetters
from bot.questions.model import Meetings
from bot.questions.reminders import QuestionReminders
from bot.release import group as release_group
from bot.release import letters as release_letters
from bot.reminding import Reminders
from bot.retention import Retention
from bot.scheduler import Due, Scheduler
from bot.screens import Menu, Row
from bot.seal import Seal
from bot.sessions import carrying, noting
from bot.sessions import group as session_group
from bot.sessions import letters as session_letters
from bot.sessions import reminders as session_reminders
from bot.sessions import schedule as session_schedule
from bot.sessions import settings as session_settings
from bot.sessions.asking import SessionOfMeeting
from bot.sessions.reminders import ActionReminders
from bot.settings import Setting
from bot.store import Store, Tx
from bot.store.migrate import forget_copies
from bot.timeline import days_off as timeline_days_off
from bot.timeline import letters as timeline_letters
from bot.timeline import reminders as timeline_reminders
from bot.timeline import schedule as timeline_schedule
from bot.timeline import settings as timeline_settings
from bot.timeline.reminders import MilestoneReminders
from handlers import (
    ballots,
    constituencies,
    days_off,
    deciding,
    failures,
    finding_comparison,
    finding_files,
    findings,
    forms,
    group,
    group_questions,
    home,
    inputs,
    invitations,
    joining,
    meeting_forms,
    meetings,
    milestones,
    minutes,
    modalities,
    own_data,
    plan_moving,
    plan_posting,
    questions,
    release,
    reservations,
    rosters,
    routes,
    seats,
    sessions,
    settings,
    timeline,
    unasked,
)
from handlers import committee as committee_handlers
from handlers.addressed import addressed
from handlers.calls import Calls
from handlers.context import Room, Rooms
from handlers.downloads import Downloads
from handlers.menus import commands_for_groups, commands_for_strangers, fingerprint
from handlers.sending import Sender
from handlers.transport import Request
from handlers.turn import Turn
from handlers.uploads import Uploads

SESSIONS: Meetings = SessionOfMeeting()
"""What questions know of meetings."""
REMINDERS = Reminders(
    [
        BallotReminders(),
        MeetingReminders(),
        InputReminders(),
        QuestionReminders(),
        ActionReminders(),
        MilestoneReminders(),
    ]
)
"""One card over all rooms; on it the rooms stand in this order."""


def finding_rows(tx: Tx, t: Translator, who: Actor, number: FindingId) -> list[Row]:
    """What the rooms above offer on a finding's card."""
    return [
        row
        for offers in (
            ballots.finding_rows,
            release.finding_rows,
            questions.finding_rows,
            timeline.finding_rows,
            inputs.finding_rows,
        )
        for row in offers(tx, t, who, number)
    ]


def meeting_rows(tx: Tx, t: Translator, who: Actor, number: MeetingId, at: datetime) -> list[Row]:
    """What the rooms above offer on a meeting's card."""
    asked = questions.meeting_rows(SESSIONS, tx, t, who, number)
    planned = timeline.meeting_rows(tx, t, who, number)
    return [*sessions.card_rows(tx, t, who, number, at), *asked, *planned]


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
FINDINGS = findings.Findings(finding_rows, ballots.version_rows, succession.votes_set_aside)
MEETINGS = meetings.Meetings(meeting_rows)
_ROOMS = (
    forms.ROOM,
    joining.ROOM,
    home.ROOM,
    sessions.ROOM,  # before the others: at home, the way into a meeting that goes on comes first
    FINDINGS.room(),
    finding_files.FindingFiles(FINDINGS.version_card).room(),
    finding_comparison.Comparisons(ballots.finding_rows).room(),
    ballots.ROOM,
    MEETINGS.room(),
    reservations.ROOM,
    meeting_forms.MeetingForms(MEETINGS.card, carrying.left_open).room(),
    minutes.ROOM,
    release.ROOM,
    timeline.ROOM,
    milestones.ROOM,
    plan_moving.ROOM,
    plan_posting.ROOM,
    modalities.ROOM,
    committee_handlers.ROOM,
    invitations.ROOM,
    rosters.ROOM,
    seats.ROOM,
    days_off.DaysOff(timeline.falls_on).room(),
    constituencies.ROOM,
    deciding.Deciding(SETTINGS).room(),
    settings.ROOM,
    group.ROOM,
)
UNASKED = unasked.room(_ROOMS)


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
        **timeline_letters.KINDS,
        **REMINDERS.kinds(),
    }


def rooms(seal: Seal) -> tuple[Room, ...]:
    """Every room. `seal`: for those who are not named."""
    outlines = {name: kind.outline for name, kind in letter_kinds(str, seal).items()}
    return (
        *_ROOMS,
        own_data.OwnData(outlines).room(),
        UNASKED,
        questions.Questions(SESSIONS, seal).room(),
        group_questions.GroupQuestions(SESSIONS).room(),
        inputs.ROOM,
    )


POLL_SECONDS = 25
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
CONFLICT_SECONDS = 60.0
CLOCK_MAY_BE_OFF = timedelta(minutes=5)
"""From Telegram's clock: with more than this no deadline would be right, and data would be erased before their time."""
_CLOCK_SEEN = timedelta(minutes=5)
"""How long a comparison of the two clocks tells something; one is made with every poll."""
UNCLAIMED_KEPT = timedelta(days=1)
"""Of bytes on the shelf to which no row refers: the row of a file that is being sent is written a little later."""
COPIES_KEPT = timedelta(days=7)
"""Of the database's copies that are made before a migration."""

log = structlog.get_logger(__name__)

subscribe(SeatFreed, voting.seat_freed)
subscribe(Disowned, commenting.disowned)
subscribe(Disowned, reserving.disowned)
subscribe(Disowned, asking.disowned)
subscribe(Disowned, giving.disowned)
subscribe(Disowned, answering.disowned)
subscribe(Disowned, noting.disowned)
subscribe(Arrived, following.arrived)
subscribe(RoleChanged, following.role_changed)
subscribe(Departed, following.departed)
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
subscribe(DaysOffChanged, timeline_days_off.announced)
subscribe(SettingChanged, group_service.setting_changed)
subscribe(VersionPublished, succession.version_published)
subscribe(GroupChanged, ballot_group.group_changed)
subscribe(GroupChanged, _questions_follow)


@dataclass(frozen=True)
class Ways:
    """What differs between the bot at work, the demo and a test."""

    request: Request
    updates_request: Request
    clock: Clock
    pace: Pace
    poll_seconds: int = POLL_SECONDS


class App:
    """The bot, put together. `open`, `run` until cancelled, `close`."""

    def __init__(
        self, *, token: str, api_url: str, store: Store, data: Path, secret: bytes, ways: Ways
    ) -> None:
        """`data`: the folder that holds what is not in the database."""
        self.store = store
        self.clock = ways.clock
        self._ways = ways
        self._links = Links(secret)
        self._seal = Seal(secret)
        self._errors = failures.Errors()
        builder = (
            ApplicationBuilder()
            .token(token)
            .base_url(f"{api_url}/bot")
            .base_file_url(f"{api_url}/file/bot")
            .request(ways.request)
            .get_updates_request(ways.updates_request)
            .context_types(ContextTypes(context=Turn))
            .updater(None)
            .job_queue(None)
        )
        self.telegram: Application[Any, Turn, Any, Any, Any, Any] = builder.build()
        self.shelf = Shelf(data / FOLDER)
        self._downloads = Downloads(self.shelf)
        self._poll = Calls(self.telegram.bot, ways.updates_request)
        self._sender = Sender(
            self.telegram.bot,
            Calls(self.telegram.bot, ways.request),
            Uploads(store, self.shelf),
            self._downloads,
        )
        self._kinds = letter_kinds(self._link, self._seal)
        self._posts: dict[str, PostKind] = {
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
        self.dispatcher = Dispatcher(
            store,
            self.clock,
            handle=partial(failures.handle, self.telegram, self._errors),
            apologise=partial(failures.apologise, store, self._sender),
        )
        self.poller = Poller(store, self.clock, self._fetch, self.dispatcher, self._wanted)
        self.courier = Courier(
            store,
            self.clock,
            self._kinds,
            reader_of=committee.reader_of,
            reach_changed=committee.reach_changed,
            outbox=self._sender,
            pace=ways.pace,
            seal=self._seal,
        )
        self.board = Board(
            store,
            self.clock,
            self._posts,
            Places(self._link),
            outbox=self._sender,
            pace=ways.pace,
        )
        self.scheduler = Scheduler(
            store,
            self.clock,
            [
                closing.due,  # before reminders, so that nobody is reminded of what has just ended
                input_reminders.due,
                REMINDERS.due,
                session_reminders.due,
                timeline_reminders.due,
                self._answers_due,
                self._letters_due,
                self._board_due,
                self._retention_due,
            ],
            log=_log_due,
        )
        self._retention = Retention(self._clock_right)
        self._clock_right_at: datetime | None = None
        self._clearing: asyncio.Task[None] | None = None
        self._conflict_since: float | None = None

    async def open(self) -> None:
        """Connects to database and Telegram. Raises InvalidToken or NetworkError from the latter.

        Refuses `clock-wrong` (fact: `seconds`): ballots would close, and data be erased, at wrong hours.
        """
        self._loop = asyncio.get_running_loop()  # what the store runs is run in its threads
        await self.store.open()
        await self.telegram.initialize()
        apart = self._apart(self._ways.request)
        if apart is not None and apart > CLOCK_MAY_BE_OFF:
            raise Refusal("clock-wrong", seconds=round(apart.total_seconds()))
        self._links = Links(self._links.secret, self.telegram.bot.username)
        self.telegram.bot_data.update(
            rooms=Rooms(self.store, self.clock, self._links, self.shelf, rooms(self._seal)),
            sender=self._sender,
            kinds=self._kinds,
        )
        routes.register(self.telegram)
        self.telegram.add_error_handler(self._errors.hear)
        self.store.after_commit = self._nudge

    async def run(self) -> None:
        """Takes up what was left, then polls until cancelled. Raises Conflict after a minute of another poller."""
        await self._set_common_menus()
        await self.store.write(partial(self._begin, at=self.clock.now()), long=True)
        self.courier.start()
        self.board.start()
        self.scheduler.start()
        await self.dispatcher.take_up()
        try:
            await self.poller.run()
        finally:
            await self.dispatcher.stop()
            await self.scheduler.stop()
            await self.courier.stop()
            await self._downloads.stop()
            await self.board.stop()
            if self._clearing is not None:
                await asyncio.wait([self._clearing])

    async def close(self) -> None:
        """Lets go of everything."""
        with contextlib.suppress(TelegramError):
            await self.telegram.shutdown()
        await self.store.close()

    @property
    def links(self) -> Links:
        """The deep links, once the bot's name is known."""
        return self._links

    @property
    def idle(self) -> bool:
        """Nothing is being handled, sent or due; long polling goes on."""
        sent = self.courier.idle and self.board.idle
        return self.dispatcher.idle and sent and self.scheduler.idle and self.store.waiting == 0

    def _begin(self, tx: Tx, at: datetime) -> None:
        """What a start has to see to once it is known which bot this is, and which commands it has."""
        another = updates.begin(tx, self.telegram.bot.id)
        if another:
            letters.forget_cards(tx)
            open_forms.forget_cards(tx)
            group_service.another_bot(tx, at)
        if committee.menus_follow(tx, fingerprint(), at, another_bot=another):
            group_service.set_menus(tx, at)

    async def _set_common_menus(self) -> None:
        """What strangers are offered, in the language of their app; English where it is none of ours."""
        codes: tuple[str | None, ...] = (None, *LANGUAGES)
        voices = [(code, translator(code, UTC_ZONE, UTC_ZONE)) for code in codes]
        set_menu = self._sender.set_common_menu
        await asyncio.gather(
            *(set_menu(Menu(commands_for_strangers(t)), code) for code, t in voices),
            *(set_menu(Menu(commands_for_groups([t])), code, in_groups=True) for code, t in voices),
        )

    def _nudge(self) -> None:
        self.courier.nudge()
        self.board.nudge()
        self.scheduler.nudge()

    async def _fetch(self, offset: int | None, wait: bool) -> list[dict[str, Any]]:
        """One poll. A second poller (409) is borne for a minute, then raised."""
        loop = asyncio.get_running_loop()
        try:
            found = await self._poll(
                "getUpdates",
                timeout=self._ways.poll_seconds if wait else 0,
                allowed_updates=ALLOWED,
                offset=offset,
                read_timeout=self._ways.poll_seconds + 10,
            )
        except Conflict as error:
            self._conflict_since = self._conflict_since or loop.time()
            if loop.time() - self._conflict_since > CONFLICT_SECONDS:
                raise
            raise Unavailable("second-poller") from error
        except InvalidToken:
            raise
        except RetryAfter as error:
            raise Unavailable("asked-to-wait") from error
        except NetworkError as error:
            raise Unavailable("network") from error
        except TelegramError as error:
            raise Unavailable("telegram") from error
        self._conflict_since = None
        self._compare_clocks()
        assert isinstance(found, list)
        return found

    def _compare_clocks(self) -> None:
        apart = self._apart(self._ways.updates_request)
        if apart is not None and apart <= CLOCK_MAY_BE_OFF:
            self._clock_right_at = self.clock.now()
            if self._retention.waiting:
                self.scheduler.nudge()

    def _apart(self, request: Request) -> timedelta | None:
        """How far this machine's clock is from Telegram's, when that last answered; None where it did not say."""
        theirs = request.date
        return None if theirs is None else abs(self.clock.now() - theirs)

    def _clock_right(self, now: datetime) -> bool:
        """Has the clock just been compared with Telegram's?"""
        return self._clock_right_at is not None and abs(now - self._clock_right_at) < _CLOCK_SEEN

    def _link(self, item: str) -> str:
        """The bot's name is known only once it has connected."""
        return self._links.to(item)

    def _wanted(self, body: dict[str, Any]) -> bool:
        """What groups say to each other is not the bot's to keep."""
        rooms: Rooms = self.telegram.bot_data["rooms"]
        return addressed(body, self._links.bot, {*rooms.commands, *rooms.group_commands})

    def _answers_due(self, tx: Tx, now: datetime) -> Due:
        """Answers that Telegram asked us to send later; the dispatcher passes over what it has in hand."""
        due, next_at = updates.postponed(tx, now)
        if due:
            self._loop.call_soon_threadsafe(self.dispatcher.take, due)
        return Due((), next_at)

    def _letters_due(self, tx: Tx, now: datetime) -> Due:
        """Letters whose waiting time is over are found by the courier, once it looks."""
        self._loop.call_soon_threadsafe(self.courier.nudge)
        return Due((), letters.next_at(tx, now))

    def _board_due(self, tx: Tx, now: datetime) -> Due:
        """So are a group's posts, and groups that are to be left."""
        self._loop.call_soon_threadsafe(self.board.nudge)
        instants = [at for at in (posts.next_at(tx, now), groups.next_leaving(tx, now)) if at is not None]
        return Due((), min(instants, default=None))

    def _retention_due(self, tx: Tx, now: datetime) -> Due:
        """Old rows, and then old files."""
        due = self._retention.due(tx, now)
        if due.items:
            self._loop.call_soon_threadsafe(self._clear, now)
        return due

    def _clear(self, now: datetime) -> None:
        self._clearing = asyncio.create_task(self._clear_files(now), name="files that nobody refers to")

    async def _clear_files(self, now: datetime) -> None:
        try:
            await self.store.write(files.forget_unused, long=True)
            kept = await self.store.read(lambda tx: files.known(tx) | open_forms.digests(tx), long=True)
            removed = await self.shelf.clear(kept, now - UNCLAIMED_KEPT)
            copies = await asyncio.to_thread(forget_copies, self.store.url, now - COPIES_KEPT)
        except (OSError, DBAPIError) as error:
            log.error("old files were not removed", error=type(error).__name__, place=place(error))
        else:
            if removed or copies:
                log.info("old files were removed", files=removed, copies=copies)


def _log_due(tx: Tx, outcome: Outcome, at: datetime) -> None:
    """What fell due nobody did."""
    audit.record(tx, outcome.code, outcome.facts, at=at, committee=outcome.facts.get("committee"))


def _draw_group_menu(_tx: Tx, _post: GroupPost, place: Place) -> Menu:
    return Menu(commands_for_groups(place.voices))


def _draw_menu(tx: Tx, letter: Letter, reader: Reader) -> Menu | None:
    return home.menu(tx, reader.t, letter.person)


__all__ = ["App", "Refusal", "Ways"]
