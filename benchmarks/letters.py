"""Ten thousand letters that fall due at once, on a pace whose seconds pass as fast as the letters do."""

import asyncio
import json
from bisect import bisect_left
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from sqlalchemy import insert

from benchmarks.assembly import Voter
from benchmarks.ours import app
from bot.ballots import records as ballots
from bot.committee import service as committee
from bot.delivery import Pace
from bot.delivery import records as letters
from bot.delivery.model import State
from bot.i18n import as_fact
from bot.ids import TelegramId
from bot.store import Tx
from bot.terminal.running import settle


class VirtualPace(Pace):
    """The bot's own pace; to sleep is to set the clock. Keeps the moment of every letter."""

    def __init__(self) -> None:
        self.time = 0.0
        self.moments: list[float] = []
        super().__init__(now=lambda: self.time, sleep=self._set_clock)

    async def _set_clock(self, seconds: float) -> None:
        self.time += seconds
        await asyncio.sleep(0)

    async def turn(self, chat: TelegramId) -> None:
        """Notes when it came."""
        await super().turn(chat)
        self.moments.append(self.time)


def write(tx: Tx, voters: Sequence[Voter], number: int) -> None:
    """Reminders for everybody in turn, all due now."""
    readers = []
    for voter in voters:
        person = committee.person_of(tx, voter.telegram_id)
        assert person is not None
        ballot = ballots.ballot(tx, voter.ballot)
        assert ballot is not None
        readers.append((committee.acting(tx, person.id), voter, as_fact(ballot.ends_at)))
    rows = [
        {
            "key": f"reminder/{n}",
            "kind": "reminder",
            "person": who.person.id,
            "facts": {"about": [["ballot", voter.ballot, "h2", until]], "membership": who.membership},
            "silent": False,
            "written_at": voter.at,
            "not_before": voter.at,
            "state": State.WAITING,
            "attempts": 0,
        }
        for n, (who, voter, until) in zip(range(number), cycle(readers), strict=False)
    ]
    tx.execute(insert(letters.letters), rows)


def most_in_a_second(moments: Sequence[float]) -> int:
    """The most that fell into any second."""
    found = sorted(moments)
    return max((bisect_left(found, at + 1.0) - n for n, at in enumerate(found)), default=0)


async def run(token: str, api_url: str, data: Path) -> None:
    """Delivers what is due, prints how, and goes on until its process ends."""
    pace = VirtualPace()
    bot = app(token, api_url, data, pace)
    await bot.open()
    settle()
    waiting = await bot.store.read(letters.backlog)
    running = asyncio.create_task(bot.run())
    while await bot.store.read(letters.backlog):  # noqa: ASYNC110 (measured from outside: the bot as it is)
        await asyncio.sleep(0.1)
    print(json.dumps({"waited": waiting, "in_a_second": most_in_a_second(pace.moments)}), flush=True)
    await running
