"""A scene that many tests begin with is played once by a process; whoever asks for it again is given how it ended.

What a scene leaves behind is the database, files, the clock and what Telegram remembers. The bot keeps nothing beside
them that a restart would miss, so it goes on from there, whoever had played the scene.
"""

import asyncio
import io
import pickle
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from bot.files import FOLDER
from bot.playground.model import GROUP_ANONYMOUS
from bot.playground.stage import Stage
from tests.conftest import DATABASE

P = ParamSpec("P")
T = TypeVar("T")
_OF_THE_STAGE = ("clock", "updates", "latency", "on_call", "_watchers")
"""What of Telegram belongs to a stage and not to the scene that is played there."""


class _Ending(NamedTuple):
    at: datetime
    database: sqlite3.Connection
    files: Mapping[Path, bytes]
    next_update: int
    memory: bytes
    """Telegram's, and what the scene returned: they speak of the same people."""


_endings: dict[str, _Ending] = {}


def rehearsed(
    play: Callable[Concatenate[Stage, P], Awaitable[T]],
) -> Callable[Concatenate[Stage, P], Awaitable[T]]:
    """For an `async def scene(bot, …)`. Where somebody is on the stage already, it is simply played.

    A test that has changed the program before its scene calls `scene.__wrapped__`, lest others get what came of it.
    """

    @wraps(play)
    async def scene(bot: Stage, *args: P.args, **kwargs: P.kwargs) -> T:
        if bot.telegram.users or not bot.url.startswith("sqlite"):
            return await play(bot, *args, **kwargs)
        key = f"{play.__module__} {play.__qualname__} {bot.clock.now()} {args!r} {kwargs!r}"
        if key in _endings:
            return await _restored(bot, _endings[key])  # type: ignore[no-any-return]
        result = await play(bot, *args, **kwargs)
        _endings[key] = _ending(bot, result)
        return result

    return scene


def _ending(bot: Stage, result: Any) -> _Ending:
    telegram, folder = bot.telegram, bot.data / FOLDER
    database = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(bot.data / DATABASE)) as played:
        played.backup(database)
    written = io.BytesIO()
    remembered = {name: value for name, value in vars(telegram).items() if name not in _OF_THE_STAGE}
    _Pickler(written, bot).dump((remembered, result))
    return _Ending(
        bot.clock.now(),
        database,
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()},
        telegram.updates._next_id,
        written.getvalue(),
    )


async def _restored(bot: Stage, ending: _Ending) -> Any:
    with closing(sqlite3.connect(bot.data / DATABASE, check_same_thread=False)) as empty:
        empty.execute("PRAGMA synchronous=OFF")
        # In a thread: it waits for the bot's writer, which may need the loop to end what it has begun.
        await asyncio.to_thread(ending.database.backup, empty, sleep=0.001)
    for path, content in ending.files.items():
        file = bot.data / FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    remembered, result = _Unpickler(io.BytesIO(ending.memory), bot).load()
    vars(bot.telegram).update(remembered)
    bot.telegram.updates._next_id = ending.next_update
    bot.clock.move(ending.at)
    bot.telegram.updates.release()  # the poll that waits began before the scene
    await bot.settle()
    return result


def _stays(bot: Stage) -> dict[str, Any]:
    return {"bot": bot, "telegram": bot.telegram, "clock": bot.clock, "anonymous": GROUP_ANONYMOUS}


class _Pickler(pickle.Pickler):
    """Names what is there on every stage instead of writing it."""

    def __init__(self, file: io.BytesIO, bot: Stage) -> None:
        super().__init__(file)
        self._names = {id(thing): name for name, thing in _stays(bot).items()}

    def persistent_id(self, thing: Any) -> str | None:
        return self._names.get(id(thing))


class _Unpickler(pickle.Unpickler):
    """Puts in their place what is there on this one."""

    def __init__(self, file: io.BytesIO, bot: Stage) -> None:
        super().__init__(file)
        self.persistent_load = _stays(bot).__getitem__
