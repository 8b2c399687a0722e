"""Files in, beside the turns: one download whoever asks and however often, a few at a time, none lost by a cut."""

import asyncio
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.delivery import TryLater
from bot.errors import Refusal
from bot.files import Shelf
from handlers.bot_api import downloads
from handlers.bot_api.downloads import AT_ONCE, Downloads


class SlowBot:
    """A Telegram whose files come when told."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.together = self.most_together = 0
        self.may_come = asyncio.Event()
        self.fails = 0

    def comes(self) -> None:
        """From now on files come, and are waited for however busy the machine is."""
        downloads.WAIT_SECONDS = 60
        self.may_come.set()

    async def get_file(self, file_id: str) -> Any:
        async def download() -> bytearray:
            await self.may_come.wait()
            self.together -= 1
            if self.fails:
                self.fails -= 1
                raise NetworkError("cut")
            return bytearray(file_id.encode())

        self.begun.append(file_id)
        self.together += 1
        self.most_together = max(self.most_together, self.together)
        return SimpleNamespace(download_as_bytearray=download)


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(downloads, "WAIT_SECONDS", 20.0)
    return SlowBot()


@pytest.fixture
def incoming(bot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Downloads:
    monkeypatch.setattr(downloads, "WAIT_SECONDS", 0.01)
    return Downloads(Shelf(tmp_path))


async def test_a_slow_file_is_waited_for_without_holding_the_turn(bot: Any, incoming: Downloads) -> None:
    for _ in range(2):
        with pytest.raises(TryLater):
            await incoming.receive(bot, "slow")
    bot.comes()
    for _ in range(2):
        assert await incoming.receive(bot, "slow") == (hashlib.sha256(b"slow").hexdigest(), 4)
    assert bot.begun == ["slow"], "fetched once, however often it was asked for"


async def test_only_a_few_files_come_at_the_same_time(bot: Any, incoming: Downloads) -> None:
    names = [f"file {n}" for n in range(3 * AT_ONCE)]
    asked = [asyncio.create_task(incoming.receive(bot, name)) for name in names]
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(result, TryLater) for result in results)
    assert bot.most_together == AT_ONCE
    bot.comes()
    for name in names:
        assert (await incoming.receive(bot, name))[1] == len(name)
    assert bot.most_together == AT_ONCE


async def test_a_download_that_was_cut_begins_anew(bot: Any, incoming: Downloads) -> None:
    bot.comes()
    bot.fails = 1
    with pytest.raises(NetworkError):
        await incoming.receive(bot, "cut")
    assert (await incoming.receive(bot, "cut"))[1] == 3
    assert bot.begun == ["cut", "cut"]


async def test_what_takes_too_long_is_given_up_with_one_sentence_and_begins_anew(
    bot: Any, incoming: Downloads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "LONGEST_SECONDS", 0.001)
    monkeypatch.setattr(downloads, "WAIT_SECONDS", 5)
    with pytest.raises(Refusal, match=r"^file-too-slow$"):
        await incoming.receive(bot, "slow")
    monkeypatch.setattr(downloads, "LONGEST_SECONDS", 900.0)
    bot.comes()
    assert (await incoming.receive(bot, "slow"))[1] == 4


async def test_a_stop_gives_up_what_is_under_way(bot: Any, incoming: Downloads) -> None:
    with pytest.raises(TryLater):
        await incoming.receive(bot, "slow")
    await incoming.stop()
    bot.comes()
    assert (await incoming.receive(bot, "slow"))[1] == 4


async def test_bytes_that_went_with_their_sender_are_fetched_anew(bot: Any, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    incoming = Downloads(shelf)
    bot.comes()
    digest, _ = await incoming.receive(bot, "shared")
    await shelf.discard(digest)
    assert (await incoming.receive(bot, "shared"))[0] == digest
    assert await shelf.get(digest) == b"shared"
    assert bot.begun == ["shared", "shared"]
