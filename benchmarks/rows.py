"""What `make bench` measures, row by row. Every number is a ratio, or stands against a bar of its own."""

import asyncio
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks import disk, growth, installed, letters, pictures
from benchmarks.assembly import Voter, assemble, now, wave
from benchmarks.contenders import TOKENS
from benchmarks.ours import database
from benchmarks.processes import Server, contender, process
from bot.store import Store, Tx
from bot.store.migrate import migrate

T = TypeVar("T")
LATENCY_SECONDS = 0.04
RATE = 300


@dataclass(frozen=True)
class Size:
    """How much is measured. The defaults are those of the bars; a test takes less."""

    committees: int = 20
    waves: int = 4
    rounds: int = 5
    seconds: int = 10
    letters: int = 10_000
    past: int = 3
    times: int = 100


@dataclass(frozen=True)
class Row:
    """A line of the table: the median of the rounds, with the least and the most. `at_most`: less is better."""

    name: str
    values: tuple[float, ...]
    bar: float
    wanted: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def met(self) -> bool:
        """Is the median on the right side of the bar?"""
        median = statistics.median(self.values)
        return median <= self.bar if self.at_most else median >= self.bar


def throughput(api: Server, size: Size) -> list[Row]:
    """Votes a second of ours by those of the peers, in turns."""
    rates: dict[str, list[float]] = {"ours": [], "bare": [], "aiogram": []}
    with ExitStack() as stack:
        voters = {name: stack.enter_context(running(name, api, size)) for name in rates}
        for round_ in range(size.rounds + 1):
            for name, found in rates.items():
                taps = [tap for n in range(size.waves) for tap in wave(voters[name], n)]
                api.offer(TOKENS[name], taps)
                rate = len(taps) / api.done(TOKENS[name])["seconds"]
                if round_:  # the first one warms up
                    found.append(rate)
    ours = rates["ours"]
    return [
        Row("vote / bare python-telegram-bot", _ratios(ours, rates["bare"]), 0.4, 0.7),
        Row("vote / aiogram, same statements", _ratios(ours, rates["aiogram"]), 1.5, 3.0),
    ]


def punctuality(api: Server, size: Size) -> list[Row]:
    """At 300 votes a second, how much longer than Telegram's own 40 ms an answer takes (99th percentile).

    How much of that is the machine's, in turns: the same for the peer that does nothing but answer, and how long the
    disk alone takes to write as much as often.
    """
    late: dict[str, list[float]] = {"bare": [], "ours": []}
    waited: list[float] = []
    with ExitStack() as stack:
        data = stack.enter_context(_data())
        voters = {name: stack.enter_context(running(name, api, size)) for name in late}
        for name in late:
            api.offer(TOKENS[name], wave(voters[name], 1))
            api.done(TOKENS[name])
        for _ in range(size.rounds):
            waited.append(_p99(disk.synced(data, RATE, size.seconds)) * 1000)
            for name, found in late.items():
                waves = range(1 + RATE * size.seconds // len(voters[name]))
                taps = [tap for n in waves for tap in wave(voters[name], n)][: RATE * size.seconds]
                api.offer(TOKENS[name], taps, rate=RATE, latency=LATENCY_SECONDS)
                found.append((_p99(api.done(TOKENS[name])["took"]) - LATENCY_SECONDS) * 1000)
    return [
        Row(
            "300 votes/s, p99 beyond Telegram's 40 ms, ms",
            tuple(late["ours"]),
            15,
            5,
            at_most=True,
            note=f"bare: {statistics.median(late['bare']):.1f}, the disk: {statistics.median(waited):.1f}",
        )
    ]


def reminders(api: Server, size: Size) -> list[Row]:
    """Ten thousand letters at once: even, each once, taps answered meanwhile, memory bounded."""
    with _data() as data:
        voters = _prepared(data, lambda tx: assemble(tx, size.committees, now()))
        _prepared(data, lambda tx: letters.write(tx, voters, size.letters))
        token = TOKENS["letters"]
        with contender("letters", api, data, stdout=subprocess.PIPE) as bot:
            api.polled(token)
            taps = [voter.looks() for voter in voters[:100]]  # a vote would make its reminder needless
            api.offer(token, taps, rate=50)
            meanwhile = api.done(token)["took"]
            before = resident(bot.pid)  # by now everything is loaded that drawing needs
            under_way = sum(api.report(token)["sent"].values()) < size.letters
            assert bot.stdout is not None
            told = json.loads(bot.stdout.readline())
            sent = api.report(token)["sent"]
            grown = resident(bot.pid) - before
    each_once = len(voters) * [size.letters // len(voters)] == list(sent.values())
    return [
        Row(f"{size.letters} letters, most in a second", (told["in_a_second"],), 30, at_most=True),
        Row("letters missing or sent twice", (0 if each_once else 1,), 0, at_most=True),
        Row(
            "taps meanwhile, p99 ms",
            (_p99(meanwhile) * 1000,),
            1000,
            at_most=True,
            note="" if under_way else "the letters were gone before the taps",
        ),
        Row("memory that they added, MB", (grown,), 5, at_most=True),
    ]


def idle(api: Server, size: Size) -> list[Row]:
    """`nac-bot run` with nothing to do: resident memory, and from start to the first poll."""
    memory, starts = [], []
    with _data() as folder:
        fresh = installed.environment(folder)
        for n in range(size.rounds + 1):
            with _data() as data:
                _prepared(data, lambda tx: None)
                token = f"{10 + n}:idle"
                chosen = {"NAC_BOT_TOKEN": token, "NAC_BOT_API_URL": api.url, "NAC_BOT_DATA_DIR": str(data)}
                quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
                began = time.monotonic()
                with process("bot", "run", alone=True, env={**fresh, **chosen}, **quiet) as bot:
                    started = api.polled(token) - began
                    time.sleep(1.0)
                    if n:  # the first one compiles
                        starts.append(started)
                        memory.append(resident(bot.pid))
    return [
        Row("resident when idle, MB", tuple(memory), 90, at_most=True),
        Row("start to first poll, s", tuple(starts), 0.8, at_most=True),
    ]


def growing(_api: Server, size: Size) -> list[Row]:
    """A list, a tally and the menu, with much behind them by with little."""
    at = now()
    with _data() as few, _data() as many:
        few_looks = growth.looks(*_prepared(few, lambda tx: growth.build(tx, size.past, at)), at)
        many_looks = growth.looks(
            *_prepared(many, lambda tx: growth.build(tx, size.past * size.times, at)), at
        )
        ratios = asyncio.run(_compared(few, many, few_looks, many_looks))
    name = f"the {{}} at {size.times}× the data / at 1×"
    return [Row(name.format(what), tuple(found), 1.3, at_most=True) for what, found in ratios.items()]


def drawing(_api: Server, size: Size) -> list[Row]:
    """The pictures of a result and of a plan, in a thread."""
    found = []
    for name, template, data in (("result", "tally", pictures.result), ("plan", "timeline", pictures.plan)):
        took, held = asyncio.run(pictures.drawn(size.rounds, template, data))
        found += [
            Row(f"a picture of a {name}, ms", tuple(took), 200, at_most=True),
            Row("the loop stood still meanwhile, ms", tuple(held), 50, at_most=True),
        ]
    return found


async def _compared(
    few: Path, many: Path, small: dict[str, growth.Look], large: dict[str, growth.Look]
) -> dict[str, list[float]]:
    one, other = Store(database(few)), Store(database(many))
    await one.open()
    await other.open()
    try:
        ratios: dict[str, list[float]] = {name: [] for name in small}
        for name, found in ratios.items():
            for _ in range(growth.ROUNDS):
                took = await one.read(growth.timed(small[name]))
                found.append(await other.read(growth.timed(large[name])) / took)
        return ratios
    finally:
        await one.close()
        await other.close()


def resident(pid: int) -> float:
    """The memory that a process holds, MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise LookupError(pid)


def _p99(took: Sequence[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)]


def _ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, ...]:
    return tuple(a / b for a, b in zip(ours, theirs, strict=True))


@contextmanager
def _data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="nac-bench-") as folder:
        yield Path(folder)


@contextmanager
def running(name: str, api: Server, size: Size) -> Iterator[list[Voter]]:
    """One of the bots with its voters, until the block ends."""
    with _data() as data:
        voters = _prepared(data, lambda tx: assemble(tx, size.committees, now()))
        with contender(name, api, data):
            api.polled(TOKENS[name])
            yield voters


def _prepared(data: Path, body: Callable[[Tx], T]) -> T:
    async def write() -> T:
        await migrate(database(data), now())
        store = Store(database(data))
        await store.open()
        try:
            return await store.write(body)
        finally:
            await store.close()

    return asyncio.run(write())
