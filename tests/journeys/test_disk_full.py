"""The disk of the machine is full: people read what was not taken, and what they said is counted once there is room."""

import asyncio
import errno
import os
from collections.abc import Callable

import pytest

from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.ids import BallotId
from bot.intake import poller
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import assemble, voting

NO_ROOM = (
    "There is no room left where the bot keeps files, so this one was not taken. The form stands as it was. "
    "Please tell the secretariat."
)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on no file can be written to the end."""

    def refuse(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    return lambda: monkeypatch.setattr(os, "fsync", refuse)


async def test_a_file_that_finds_no_room_is_refused_in_one_sentence_and_leaves_nothing(
    bot: Stage, full: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await assemble(bot)
    await scene["nazira"].says("/newfinding")
    await scene.press("nazira", "document")
    await scene["nazira"].press("Русский")
    await scene["nazira"].says("Title")
    await scene.press("nazira", "Done")
    full()
    await scene["nazira"].sends_file("report.pdf", b"x" * 100_000)
    scene.sees("nazira", NO_ROOM)
    assert not [path for path in (bot.data / "files").rglob("*") if path.is_file()]
    monkeypatch.undo()
    await scene["nazira"].sends_file("report.pdf", b"x" * 100_000)
    assert "1. report.pdf" in scene["nazira"].screen


async def test_a_vote_that_the_database_has_no_room_for_is_counted_once_there_is_some(
    bot: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await voting(bot)
    refused = asyncio.Event()
    monkeypatch.setattr(poller, "PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(poller, "LONGEST_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(poller.log, "warning", lambda *_, **__: refused.set(), raising=False)

    def no_more(tx: Tx) -> None:
        free = tx.exec_driver_sql("PRAGMA freelist_count").scalar_one()
        tx.exec_driver_sql("CREATE TABLE ballast (filling BLOB NOT NULL) STRICT")
        tx.exec_driver_sql(f"INSERT INTO ballast VALUES (zeroblob({(free + 1) * 4096}))")
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    await bot.app.store.write(no_more)
    scene.queues("temir", CastVote(BallotId(1), Choice.APPROVE))
    bot.telegram.send_text(scene["damir"].user, "🌱" * 2000)
    await asyncio.wait_for(refused.wait(), timeout=30)
    before = len(scene["damir"].cards)
    await bot.app.store.write(lambda tx: tx.exec_driver_sql("PRAGMA max_page_count = 1000000"))
    await bot.settle()
    assert await scene.votes() == {"Union": "approve"}
    assert len(scene["damir"].cards) == before + 1
