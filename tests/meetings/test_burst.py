"""500 people due for a reminder in the same minute, a kill -9 on the way, taps meanwhile, another time in between."""

import asyncio
import contextlib
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from bot.clock import Clock
from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.model import Actor, Role
from bot.committee.roster import RosterLine
from bot.delivery.courier import WORKERS
from bot.delivery.model import State
from bot.delivery.records import letters
from bot.ids import MeetingId, MembershipId
from bot.intake.records import updates
from bot.meetings import records, service
from bot.meetings.actions import AnswerMeeting
from bot.meetings.model import Answer, Format, Plan
from bot.playground.model import User
from bot.playground.stage import TOKEN
from bot.playground.telegram import Telegram
from bot.reminding.service import KIND
from bot.store import Store, Tx
from tests.journeys.test_burst import BISHKEK, LATENCY, founds, joins, running, until
from tests.store.conftest import postgres, store, url
from tests.store.moved import all_rows, put

__all__ = ["postgres", "store", "url"]
INVITED, TAPS = 500, 40
REMINDS = "The meeting starts in"
MOVED = "The meeting has another time."


def calls_meeting(tx: Tx, organizer: User, members: list[User], now: datetime) -> MeetingId:
    """A committee whose meeting begins in 50 minutes: the last reminder, an hour before, fell due while nobody ran."""
    at = now - timedelta(days=2)
    anna = founds(tx, organizer, at)
    lines = [
        RosterLine(n, f"Organization {n}", "workers", Role.MEMBER, f"Person {n}", "en")
        for n in range(len(members))
    ]
    invited = committee.import_roster(tx, anna, lines, at).facts["invited"]
    for membership, user in zip(invited, members, strict=True):
        invitation = people.newest_invitation(tx, MembershipId(membership))
        assert invitation is not None
        joins(tx, invitation, user, at)
    starts = (now + timedelta(minutes=50)).astimezone(BISHKEK).replace(second=0, microsecond=0, tzinfo=None)
    plan = Plan("en", {"en": "Briefing"}, Format.ONLINE, starts, 60, link="https://meet.example.org/x")
    number = MeetingId(service.create(tx, anna, plan, at).facts["meeting"])
    tx.execute(letters.delete())  # the invitations have gone two days ago
    return number


def reminders(telegram: Telegram, user: User, words: str = REMINDS) -> int:
    """How often a person was told."""
    return sum(words in message.text for message in telegram.chats[user.id].messages.values())


def sent(telegram: Telegram, members: list[User], words: str = REMINDS) -> int:
    return sum(reminders(telegram, user, words) for user in members)


def unsettled(tx: Tx) -> int:
    waits = select(func.count()).select_from(letters).where(letters.c.settled_at.is_(None))
    taps = select(func.count()).select_from(updates).where(updates.c.answered_at.is_(None))
    return int(tx.execute(waits).scalar_one()) + int(tx.execute(taps).scalar_one())


async def settled(store: Store, telegram: Telegram, seconds: float = 90) -> None:
    async with asyncio.timeout(seconds):
        while await store.read(unsettled):
            with contextlib.suppress(TimeoutError):  # the last row is written after the last call
                await asyncio.wait_for(telegram.wait(telegram.version), 0.2)


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_each_of_five_hundred_is_reminded_once_across_a_kill_and_taps_are_answered_meanwhile(
    tmp_path: Path, store: Store, in_memory: Engine
) -> None:
    telegram = Telegram(Clock(), TOKEN)
    telegram.latency = LATENCY
    organizer = telegram.user("Anna")
    members = [telegram.user(f"Person {n}") for n in range(INVITED)]
    for user in (organizer, *members):
        user.started = True
    with in_memory.begin() as tx:
        number = calls_meeting(tx, organizer, members, datetime.now(UTC))
        prepared = all_rows(tx)
    await store.write(lambda tx: put(tx, prepared), long=True)
    tapping = members[-TAPS:]  # the last to be reminded
    cards = {}
    for user in tapping:
        button = {"text": "Online", "callback_data": AnswerMeeting(number, Answer.ONLINE).pack()}
        cards[user.id] = telegram.post(telegram.chats[user.id], telegram.bot, {"text": "M1"}, [[button]])

    async with running(telegram, tmp_path, store.url) as bot:
        await until(telegram, lambda: sent(telegram, members) >= 100)
        for user in tapping:
            telegram.press(user, cards[user.id].message_id, cards[user.id].buttons[0]["callback_data"])
        await until(telegram, lambda: sum(user.popups for user in tapping) >= TAPS // 2)
        assert sent(telegram, members) < INVITED, "the taps did not wait for the reminders"
        assert await bot.ends(signal.SIGKILL) == -signal.SIGKILL
        before = sent(telegram, members)
        await bot.start()
        await until(telegram, lambda: sent(telegram, members) > before)
        await settled(store, telegram)
        assert await bot.ends(signal.SIGTERM) == 0

    def unsure(tx: Tx) -> int:
        rows = tx.execute(select(letters.c.state).where(letters.c.kind == KIND)).scalars().all()
        states = Counter(map(State, rows))
        assert set(states) <= {State.SENT, State.UNSURE}
        assert sum(states.values()) == INVITED + 1, "one letter each, and one to the organizer"
        return states[State.UNSURE]

    times = Counter(reminders(telegram, user) for user in members)
    # What was on the line at the kill may not have arrived: rather never than twice, and it counts as not reached.
    lost = await store.read(unsure)
    assert set(times) <= {0, 1}, times
    under_way = (
        1 if store.sqlite else WORKERS
    )  # on a server, whoever was reached waits for the writer to note it
    assert times[0] <= lost <= under_way, (times, lost)

    def answered(tx: Tx) -> int:
        return sum(reply.answer is Answer.ONLINE for reply in records.replies(tx, number).values())

    assert await store.read(answered) == TAPS
    assert all(user.popups for user in tapping)


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_another_time_while_reminders_go_out_reminds_nobody_of_the_old_one_and_tells_everybody_once(
    tmp_path: Path, store: Store, in_memory: Engine
) -> None:
    telegram = Telegram(Clock(), TOKEN)
    telegram.latency = LATENCY
    organizer = telegram.user("Anna")
    members = [telegram.user(f"Person {n}") for n in range(90)]
    for user in (organizer, *members):
        user.started = True
    now = datetime.now(UTC)
    with in_memory.begin() as tx:
        number = calls_meeting(tx, organizer, members, now)
        prepared = all_rows(tx)
    await store.write(lambda tx: put(tx, prepared), long=True)

    def moves(tx: Tx) -> None:
        who: Actor = next(a for a in committee.actors_in(tx, committee_of) if a.organizes)
        found = records.meeting(tx, number)
        assert found is not None
        assert found.wall is not None
        later = found.wall + timedelta(days=3)
        service.reschedule(tx, who, number, found.revision, later, 60, None, datetime.now(UTC))

    committee_of = await store.read(lambda tx: records.committee_of(tx, number))
    assert committee_of is not None
    async with running(telegram, tmp_path, store.url) as bot:
        await until(telegram, lambda: sent(telegram, members) >= 20)
        await store.write(moves)
        at_most = sent(telegram, members) + 2  # what was under way
        await until(telegram, lambda: sent(telegram, members, MOVED) >= 1, 90)
        await settled(store, telegram)
        assert await bot.ends(signal.SIGTERM) == 0
    assert sent(telegram, members) <= at_most
    assert {reminders(telegram, user) for user in members} <= {0, 1}
    assert {reminders(telegram, user, MOVED) for user in members} == {1}
    assert "went stale" in bot.log.read_text()
