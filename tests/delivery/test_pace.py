"""Even pacing on a time of its own: at most 30 in any second, one a second into a chat."""

import asyncio
import heapq
import itertools
from bisect import bisect_left

from bot.delivery import Pace
from bot.ids import TelegramId


class VirtualTime:
    """Seconds that pass only when everybody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = 0

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        done = asyncio.get_running_loop().create_future()
        self._number += 1
        heapq.heappush(self._sleepers, (self.seconds + seconds, self._number, done))
        await done

    async def pass_while(self, *tasks: asyncio.Task[None]) -> None:
        """Until the tasks are done, lets everybody run, then the earliest sleeper wakes."""
        while not all(task.done() for task in tasks):
            for _ in range(10):
                await asyncio.sleep(0)
            if self._sleepers:
                self.seconds, _, done = heapq.heappop(self._sleepers)
                if not done.done():
                    done.set_result(None)


def most_in_a_second(moments: list[float]) -> int:
    moments = sorted(moments)
    return max(bisect_left(moments, start + 1) - n for n, start in enumerate(moments))


class Office:
    def __init__(self) -> None:
        self.time = VirtualTime()
        self.pace = Pace(now=self.time.now, sleep=self.time.sleep)
        self.sent: list[tuple[float, int]] = []

    async def send(self, chat: int) -> None:
        await self.pace.turn(TelegramId(chat))
        self.sent.append((self.time.seconds, chat))

    async def sends(self, *chats: int) -> None:
        await self.time.pass_while(*(asyncio.create_task(self.send(chat)) for chat in chats))


async def test_three_hundred_go_evenly_and_at_most_thirty_in_any_second() -> None:
    office = Office()
    await office.sends(*range(300))
    moments = [moment for moment, _ in office.sent]
    assert most_in_a_second(moments) <= 30
    assert 299 / 30 <= office.time.seconds <= 299 / 29 + 0.01
    assert [chat for _, chat in office.sent] == list(range(300)), "first come, first served"


async def test_one_chat_gets_one_a_second_and_holds_up_nobody() -> None:
    office = Office()
    await office.sends(1, 1, 1, 2, 3)
    mine = [moment for moment, chat in office.sent if chat == 1]
    assert [round(b - a, 3) >= 1 for a, b in itertools.pairwise(mine)] == [True, True]
    assert all(moment < 1 for moment, chat in office.sent if chat != 1)


async def test_being_asked_to_wait_holds_everybody_even_those_in_line_already() -> None:
    office = Office()
    tasks = [asyncio.create_task(office.send(chat)) for chat in range(60)]
    await office.time.pass_while(*tasks[:10])
    asked = office.time.seconds
    before = len(office.sent)
    office.pace.hold(20)
    await office.time.pass_while(*tasks)
    after = [moment for moment, _ in office.sent[before:]]
    assert min(after) >= asked + 20
    assert most_in_a_second(after) <= 30, "and then they do not all go at once"


async def test_a_stall_bunches_nothing() -> None:
    office = Office()
    tasks = [asyncio.create_task(office.send(chat)) for chat in range(100)]
    await office.time.pass_while(*tasks[:5])
    office.time.seconds += 2.0  # the whole program stood still
    await office.time.pass_while(*tasks)
    assert most_in_a_second([moment for moment, _ in office.sent]) <= 30
