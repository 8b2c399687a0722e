"""The database server goes away for a while, or its word is lost: each vote counts once, each voter is answered."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from bot.ballots.actions import CastVote
from bot.ballots.model import Choice, Standing
from bot.ballots.records.tables import ballot_history, ballots, electorate
from bot.clock import FrozenClock
from bot.delivery.model import State
from bot.delivery.records import letters
from bot.ids import BallotId
from bot.intake import records as intake
from bot.intake.records import updates
from bot.playground.people import Someone
from bot.playground.stage import Stage, stage
from bot.store import Tx
from tests.journeys.house import count
from tests.journeys.scenes import CLOSES, HOUR, MINUTE, VOTERS, Scene, voting
from tests.journeys.test_group import bound
from tests.store.conftest import needs_postgres, postgres
from tests.store.line import Line

__all__ = ["postgres"]
pytestmark = [needs_postgres, pytest.mark.slow]
NUMBER = BallotId(1)
CHANCE = Random(20221208)
MODULES = ("bot.store.store", "bot.intake.dispatcher", "bot.intake.poller", "bot.delivery.rounds")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in MODULES:
        monkeypatch.setattr(f"{module}.PAUSE_SECONDS", 0.05)


@pytest.fixture
def lines(postgres: str) -> Iterator[tuple[Line, str]]:
    with Line.to(postgres) as found:
        yield found


@pytest.fixture
def line(lines: tuple[Line, str]) -> Line:
    return lines[0]


@pytest.fixture
async def bot(tmp_path: Path, clock: FrozenClock, lines: tuple[Line, str]) -> AsyncIterator[Stage]:
    async with stage(tmp_path, clock, url=f"{lines[1]}?connect_timeout=2") as here:
        yield here


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    """A running ballot."""
    return await voting(bot)


def taps(bot: Stage, person: Someone) -> None:
    """On a card in their chat; nobody waits for what comes of it."""
    data = CastVote(NUMBER, Choice.APPROVE).pack()
    card = bot.telegram.post(
        person.chat, bot.telegram.bot, {"text": "F1"}, [[{"text": "Vote", "callback_data": data}]]
    )
    bot.telegram.press(person.user, card.message_id, data)


async def each_voted_once(bot: Stage, scene: Scene) -> None:
    def votes(tx: Tx) -> dict[int | None, int | None]:
        rows = tx.execute(
            select(electorate.c.person, electorate.c.receipt).where(
                electorate.c.ballot == NUMBER, electorate.c.choice == Choice.APPROVE
            )
        )
        return {row.person: row.receipt for row in rows}

    receipts = await bot.app.store.read(votes)
    assert sorted(r for r in receipts.values() if r is not None) == list(range(1, len(VOTERS) + 1))
    assert await count(bot, ballot_history) == 0, "none was counted twice"
    assert await bot.app.store.read(intake.parked) == []
    assert await count(bot, updates, updates.c.answered_at.is_(None)) == 0
    assert await count(bot, updates, updates.c.attempts > 0) == 0
    for name in VOTERS:
        said = "\n".join(m.text for m in scene[name].chat.messages.values())
        assert len(re.findall(r"№ ?\d+|No\. ?\d+", said)) == 1, said


@pytest.mark.parametrize("lost", [1, 2, 3])
async def test_a_commit_of_which_nobody_heard_is_not_done_twice(
    bot: Stage, scene: Scene, line: Line, lost: int
) -> None:
    """What arrived, the vote itself, or that it was answered: of each tap another word is lost."""
    for name in VOTERS:
        line.lose(lost)
        taps(bot, scene[name])
        await bot.settle()
    await each_voted_once(bot, scene)


async def test_votes_that_come_while_the_server_is_away_are_counted_when_it_is_back(
    bot: Stage, scene: Scene, line: Line
) -> None:
    for name in VOTERS:
        taps(bot, scene[name])
        await asyncio.sleep(CHANCE.random() / 20)
        line.cut()
        await asyncio.sleep(0.2)
        line.mend()
    await bot.settle()
    await each_voted_once(bot, scene)


async def test_votes_that_come_while_the_server_is_silent_are_counted_when_it_speaks_again(
    bot: Stage, scene: Scene, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody hears that the line is dead, and on the server transactions stand open that nobody will end."""
    monkeypatch.setattr("bot.store.server.ANSWER_SECONDS", 1)
    await bot.restart()
    for name in VOTERS:
        taps(bot, scene[name])
        await asyncio.sleep(CHANCE.random() / 20)
    line.hush()
    await asyncio.sleep(2)
    line.mend()
    await bot.settle()
    await each_voted_once(bot, scene)


@pytest.mark.parametrize("lost", [1, 2, 3, 5, 8])
async def test_a_ballot_closes_once_and_is_told_once_whichever_word_is_lost(
    bot: Stage, scene: Scene, line: Line, lost: int
) -> None:
    for name in VOTERS:
        taps(bot, scene[name])
    await bot.settle()
    await each_voted_once(bot, scene)
    bot.telegram.calls.clear()
    line.lose(lost)
    await bot.move(CLOSES)
    await bot.move(CLOSES + MINUTE)  # what could not be looked at is looked at again, a minute later at most
    assert await count(bot, ballots, ballots.c.standing == Standing.CLOSED) == 1
    assert_told_once(bot)


async def test_what_was_on_its_way_when_the_server_went_comes_once(
    bot: Stage, scene: Scene, line: Line
) -> None:
    """Letters, reminders and what the group reads: Telegram has it, and it cannot be noted for a while."""
    await bound(scene)
    loop = asyncio.get_running_loop()

    def goes_away(method: str, _fields: Mapping[str, object]) -> None:
        if method == "sendMessage" and not line.down:
            line.cut()
            loop.call_later(0.15, line.mend)

    bot.telegram.calls.clear()
    bot.telegram.on_call.append(goes_away)
    await bot.move(CLOSES - HOUR)
    bot.telegram.on_call.remove(goes_away)
    await bot.move(CLOSES + MINUTE)
    assert_told_once(bot)
    kept = await bot.app.store.read(lambda tx: set(tx.execute(select(letters.c.state)).scalars()))
    assert kept <= {State.SENT, State.STALE}, "as everybody was told, and nobody counts as not reached"


def assert_told_once(bot: Stage) -> None:
    """Nobody was sent the same words twice, in private or in the group."""
    said = Counter(
        (call.fields["chat_id"], call.fields["text"])
        for call in bot.telegram.calls
        if call.method == "sendMessage"
    )
    assert [words for words, times in said.items() if times > 1] == []
