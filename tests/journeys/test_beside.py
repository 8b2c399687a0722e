"""Commands on the terminal beside a bot at work, on one database: nothing is lost, nobody holds up the other."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import audit
from bot.__main__ import main
from bot.clock import FrozenClock
from bot.committee.records import tables
from bot.playground.stage import stage
from tests.store.conftest import postgres, url

__all__ = ["postgres", "url"]
CREATE = ["committee", "create", "--country", "KG", "--time-zone", "Asia/Bishkek", "--languages", "en"]
CREATE += ["--name", "en=National", "--code"]
CODES = ("KG", "MN", "NP", "KG")
"""Two people set up the same committee."""


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NAC_BOT_DATABASE_URL", url)


@pytest.mark.slow
async def test_committees_are_set_up_while_the_bot_answers_and_nothing_is_lost(
    tmp_path: Path, clock: FrozenClock, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(tmp_path, clock, url=url) as bot:
        strangers = [bot.someone(f"Stranger {number}") for number in range(60)]

        async def come() -> None:
            for stranger in strangers:
                bot.telegram.send_text(stranger.user, "/start")
                await asyncio.sleep(0.01)

        commands = [*([*CREATE, code] for code in CODES), ["migrate"]]
        *ended, _ = await asyncio.gather(*(asyncio.to_thread(main, command) for command in commands), come())
        await bot.settle()
        assert sorted(ended) == [0, 0, 0, 0, 1]
        assert [len(stranger.cards) for stranger in strangers] == [1] * len(strangers)
        made = await bot.app.store.read(
            lambda tx: set(tx.execute(select(tables.committees.c.code)).scalars())
        )
        assert made == set(CODES)
        assert (await bot.app.store.read(audit.verify)).broken is None
    said = capsys.readouterr()
    assert said.err.count("A committee with the code KG exists already. Nothing was changed.") == 1
    assert said.out.count("The database is up to date.") == 1
    assert len(said.out.splitlines()) == len(made) + 1, "a link for each, and nothing else"
