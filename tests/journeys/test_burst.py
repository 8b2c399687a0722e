"""500 people vote while the bot is killed nine times: every vote counted exactly once, every voter answered."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import Engine, func, select

from bot.ballots import service as balloting
from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.ballots.records.tables import ballot_history, electorate
from bot.clock import Clock
from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.links import Links
from bot.committee.model import Actor, Invitation, Role
from bot.committee.records import tables
from bot.committee.roster import RosterLine
from bot.findings import records as finding_records
from bot.findings import service as findings
from bot.findings.model import Kind, Text
from bot.ids import BallotId, FindingId, MembershipId, TelegramId
from bot.intake.records import updates
from bot.playground.doors import bot_api
from bot.playground.model import User
from bot.playground.stage import TOKEN
from bot.playground.telegram import Telegram
from bot.store import Store, Tx
from tests.store.conftest import postgres, store, url
from tests.store.moved import all_rows, put

__all__ = ["postgres", "store", "url"]
VOTERS, KILLS, SEED = 500, 9, 20221208
SECRET = "burst" * 8
LINKS = Links(SECRET.encode())
BISHKEK = ZoneInfo("Asia/Bishkek")
LATENCY = 0.005
CHOICES = (Choice.APPROVE, Choice.ABSTAIN)
CONSTITUENCIES = ("government", "workers", "employers", "sse")


def joins(tx: Tx, invitation: Invitation, user: User, at: datetime) -> Actor:
    committee.join(
        tx,
        LINKS.payload(invitation),
        LINKS,
        telegram_id=TelegramId(user.id),
        telegram_name=user.name,
        username=None,
        language="en",
        at=at,
    )
    who = committee.person_of(tx, TelegramId(user.id))
    assert who is not None
    return committee.acting(tx, who.id)


def founds(tx: Tx, organizer: User, at: datetime) -> Actor:
    """A committee of nobody but its organizer."""
    made = committee.create_committee(
        tx,
        code="KG",
        names={"en": "National committee"},
        country="KG",
        zone="Asia/Bishkek",
        languages=["en"],
        at=at,
    )
    return joins(tx, made, organizer, at)


def opens_ballot(tx: Tx, organizer: User, consultant: User, voters: list[User], now: datetime) -> BallotId:
    """A committee of 500 voting seats with a ballot that runs for another week."""
    joined = now - timedelta(days=25)
    anna = founds(tx, organizer, joined)
    lines = [
        RosterLine(n, f"Organization {n}", CONSTITUENCIES[n % 4], Role.MEMBER, f"Person {n}", "en")
        for n in range(len(voters))
    ]
    lines.append(RosterLine(len(voters), "", None, Role.CONSULTANT, "Nazira", "en"))
    invited = committee.import_roster(tx, anna, lines, joined).facts["invited"]
    for membership, user in zip(invited, [*voters, consultant], strict=True):
        invitation = people.newest_invitation(tx, MembershipId(membership))
        assert invitation is not None
        actor = joins(tx, invitation, user, joined)
    shared = findings.create(
        tx,
        actor,
        kind=Kind.GAP,
        texts=[Text("en", "No legal definition", "Many organizations consider themselves such.")],
        authoritative="en",
        comments_until=now - timedelta(days=2),
        at=now - timedelta(days=20),
    )
    version = finding_records.newest(tx, FindingId(shared.facts["finding"]))
    deadline = datetime.combine(now.astimezone(BISHKEK) + timedelta(days=7), time(18), BISHKEK)
    opened = balloting.open_ballot(tx, anna, version.id, deadline.astimezone(UTC), now)
    return BallotId(opened.facts["ballot"])


class Bot:
    """`nac-bot run` as a process of its own."""

    def __init__(self, api: str, data: Path, database: str) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("NAC_BOT_")}
        settings = {
            "API_URL": api,
            "TOKEN": TOKEN,
            "DATA_DIR": str(data),
            "DATABASE_URL": database,
            "SECRET_KEY": SECRET,
        }
        self._environment = kept | {f"NAC_BOT_{name}": value for name, value in settings.items()}
        self.log = data / "log"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                env=self._environment,
                cwd=Path(__file__).parents[2],
                stderr=log,
            )

    async def ends(self, how: signal.Signals) -> int:
        """Sends the signal; the exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await self._process.wait()


@contextlib.asynccontextmanager
async def running(telegram: Telegram, data: Path, database: str) -> AsyncIterator[Bot]:
    async with TestServer(bot_api(telegram)) as server:
        bot = Bot(str(server.make_url("")).rstrip("/"), data, database)
        await bot.start()
        try:
            yield bot
        finally:
            await bot.ends(signal.SIGKILL)


async def until(telegram: Telegram, reached: Callable[[], bool], seconds: float = 60) -> None:
    """Returns once it is so, looking whenever something changed on Telegram."""
    async with asyncio.timeout(seconds):
        while not reached():
            await telegram.wait(telegram.version)


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_of_five_hundred_votes_and_nine_kills_every_vote_counts_once_and_all_are_answered(
    tmp_path: Path, store: Store, in_memory: Engine
) -> None:
    chance = Random(SEED)
    telegram = Telegram(Clock(), TOKEN)
    telegram.latency = LATENCY
    organizer, consultant = telegram.user("Anna"), telegram.user("Nazira")
    voters = [telegram.user(f"Person {n}") for n in range(VOTERS)]
    for user in (organizer, consultant, *voters):
        user.started = True
    with in_memory.begin() as tx:
        number = opens_ballot(tx, organizer, consultant, voters, datetime.now(UTC))
        prepared = all_rows(tx)
    await store.write(lambda tx: put(tx, prepared), long=True)
    chosen = {user.id: chance.choice(CHOICES) for user in voters}
    cards = {}
    for user in voters:
        button = {"text": "Vote", "callback_data": CastVote(number, chosen[user.id]).pack()}
        cards[user.id] = telegram.post(telegram.chats[user.id], telegram.bot, {"text": "F1"}, [[button]])

    def unanswered(tx: Tx) -> int:
        waits = select(func.count()).select_from(updates).where(updates.c.answered_at.is_(None))
        return int(tx.execute(waits).scalar_one())

    async with running(telegram, tmp_path, store.url) as bot:
        share = -(-VOTERS // (KILLS + 1))
        for kill in range(KILLS + 1):
            for user in voters[kill * share : (kill + 1) * share]:
                button = cards[user.id].buttons[0]
                telegram.press(user, cards[user.id].message_id, button["callback_data"])
            if kill < KILLS:
                enough = telegram.calls_made + chance.randint(2, 2 * share)
                await until(telegram, lambda enough=enough: telegram.calls_made >= enough)  # type: ignore[misc]
                assert await bot.ends(signal.SIGKILL) == -signal.SIGKILL
                await bot.start()
        await until(telegram, lambda: telegram.idle and telegram.updates.polled)
        async with asyncio.timeout(60):
            while await store.read(unanswered):
                with contextlib.suppress(TimeoutError):  # the last row is written after the last call
                    await asyncio.wait_for(telegram.wait(telegram.version), 0.2)
        assert await bot.ends(signal.SIGTERM) == 0

    def counted(tx: Tx) -> dict[int, tuple[str, int]]:
        rows = tx.execute(
            select(tables.people.c.telegram_id, electorate.c.choice, electorate.c.receipt)
            .join_from(electorate, tables.people, tables.people.c.id == electorate.c.person)
            .where(electorate.c.ballot == number)
        )
        return {telegram_id: (choice, receipt) for telegram_id, choice, receipt in rows}

    votes = await store.read(counted)
    assert {telegram_id: choice for telegram_id, (choice, _) in votes.items()} == chosen
    assert sorted(receipt for _, receipt in votes.values()) == list(range(1, VOTERS + 1))
    changed = select(func.count()).select_from(ballot_history)
    assert await store.read(lambda tx: tx.execute(changed).scalar_one()) == 0, "none was counted twice"
    for user in voters:
        said = "\n".join(
            m.text for m in telegram.chats[user.id].messages.values() if m.sender is telegram.bot
        )
        assert re.search(rf"Receipt No\. {votes[user.id][1]}\b", said), (
            f"{user.name} was not answered: {said}"
        )
    log = bot.log.read_text()
    assert TOKEN not in log
    assert "update failed" not in log
