"""Leaving is done whole or not at all, wherever the process is killed; and one of two committees can be left alone."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.committee import service as committee
from bot.committee.data_actions import Leave
from bot.committee.model import Role
from bot.playground.stage import Stage
from bot.store import Store, Tx
from tests.conftest import DATABASE
from tests.journeys.scenes import assemble, voting
from tests.journeys.two import at_work

ROOT = Path(__file__).parents[2]
# Leaves as the handler does it, and kills its own process at the point that its first argument names.
CULPRIT = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
import bot.app  # wires the rooms
from bot.committee import leaving, records, service
from bot.ids import PersonId, UpdateId
from bot.store import Store

where, database, person = sys.argv[1], sys.argv[2], PersonId(int(sys.argv[3]))

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

module, _, name = where.rpartition(".")
setattr({"leaving": leaving, "records": records, "Store": Store}[module], name, die)

async def main():
    store = Store(f"sqlite+aiosqlite:///{database}")
    store._journal_to_empty = False
    await store.open()
    now = datetime.now(UTC)
    await store.write(lambda tx: leaving.leave_all(tx, person, UpdateId(1), now))

asyncio.run(main())
"""


async def killed(data: Path, where: str, person: int) -> None:
    """A process that leaves, and is killed at a point of it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CULPRIT, where, str(data / DATABASE), str(person), cwd=ROOT
    )
    assert await process.wait() == -signal.SIGKILL


def left_in(data: Path, word: str) -> list[str]:
    """Files with the word."""
    return sorted(p.name for p in data.rglob("*") if p.is_file() and word.encode() in p.read_bytes())


@pytest.mark.slow
async def test_leaving_is_whole_or_not_at_all_wherever_the_process_is_killed(bot: Stage, data: Path) -> None:
    scene = await voting(bot)
    await scene.vote("Approve", "temir")
    account = scene["temir"].user.id
    who = await bot.app.store.read(lambda tx: committee.person_of(tx, account))
    assert who is not None
    before = await scene.kept()
    await bot.stop()

    for where in ("leaving.publish", "leaving.forget", "records.forget_person", "leaving.erased"):
        await killed(data, where, who.id)
    await bot.restart()
    assert await scene.kept() == before
    assert await scene.votes() == {"Union": "approve"}
    await bot.stop()

    await killed(data, "Store._empty_journal", who.id)  # committed, and not yet out of the journal
    assert left_in(data, who.name) != []
    await bot.restart()
    assert left_in(data, who.name) == []
    assert await scene.votes() == {}
    assert await bot.app.store.read(lambda tx: committee.person_of(tx, account)) is None


@pytest.mark.slow
async def test_one_of_two_committees_is_left_and_the_other_one_stays(bot: Stage) -> None:
    one = await at_work(bot, "Alpha", Role.MEMBER)
    two = await at_work(bot, "Beta", Role.MEMBER, one)
    xenia = one["xenia"]
    await xenia.says("/leave")
    await xenia.forges(Leave(one.where, sure=True).pack())
    one.sees(
        "xenia",
        "You have left the committee. Your votes already counted stay without your name; your profile stays as "
        "long as you serve in another committee.",
    )
    await one["organizer"].says("/committee")
    assert "Xenia Both" not in one["organizer"].screen
    await two["organizer"].says("/committee")
    assert "Xenia Both" in two["organizer"].screen
    await xenia.says("/committee")
    assert "Beta" in xenia.screen
    assert "Alpha" not in xenia.screen


@pytest.mark.slow
async def test_all_committees_are_left_at_once(bot: Stage) -> None:
    one = await at_work(bot, "Alpha", Role.MEMBER)
    two = await at_work(bot, "Beta", Role.CONSULTANT, one)
    xenia = one["xenia"]
    await xenia.says("/leave")
    await one.press("xenia", "Leave all committees ({n})", n=2)
    one.sees("xenia", "Leave all committees?")
    await one.press("xenia", "Leave all committees ({n})", n=2)
    one.sees("xenia", "You have left the committee. Your personal data was erased")
    for scene in (one, two):
        await scene["organizer"].says("/committee")
        assert "Xenia Both" not in scene["organizer"].screen
    assert await bot.app.store.read(lambda tx: committee.person_of(tx, xenia.user.id)) is None


@pytest.mark.slow
async def test_nothing_is_left_where_one_of_them_would_lose_its_last_organizer(bot: Stage) -> None:
    one = await at_work(bot, "Alpha", Role.ORGANIZER)
    await at_work(bot, "Beta", Role.MEMBER, one)
    await one["xenia"].forges(Leave(None, sure=True).pack())

    def serves(tx: Tx) -> int:
        who = committee.person_of(tx, one["xenia"].user.id)
        assert who is not None
        return len(committee.serving(tx, who.id))

    assert await bot.app.store.read(serves) == 2
    one.sees(
        "xenia",
        "You are the last organizer of the committee {committee}. Nothing was changed. Please invite another "
        "organizer first; once they have joined, you can leave.",
        committee="KG",
    )


async def test_who_comes_back_by_a_new_invitation_is_somebody_new(bot: Stage) -> None:
    scene = await assemble(bot)
    await scene["temir"].says("/leave")
    await scene.press("temir", "Leave the committee")
    store: Store = bot.app.store
    assert await store.read(lambda tx: committee.person_of(tx, scene["temir"].user.id)) is None
    await scene["temir"].says("/start")
    assert "Temir" not in scene["temir"].screen
