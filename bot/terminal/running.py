"""`nac-bot run` and `nac-bot migrate`."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator

import structlog
from telegram.error import Conflict, InvalidToken

from bot import logs
from bot.app import App, Ways
from bot.clock import Clock
from bot.config import Settings
from bot.delivery import Pace
from bot.errors import Refusal, Unavailable
from bot.store import Store
from bot.terminal.opening import api_of, database, key_of, prepare, reached, ready, telling, token_of
from handlers.bot_api.transport import AiohttpRequest

log = structlog.get_logger(__name__)


async def run() -> int:
    """`nac-bot run`: until Ctrl-C or SIGTERM.

    Raises Unavailable("second-poller") where another process polls the same token, for a minute, and as `reached`
    where the database goes before the first poll: from then on it is waited for.
    """
    chosen = Settings.read()
    logs.configure(chosen.log_format, token_of(chosen))
    if await ready(chosen):
        log.info("the database was brought to the newest schema")
    async with database(chosen) as store:
        key = await key_of(chosen, store)
    try:
        async with _connected(chosen, key) as app:
            settle()
            working = asyncio.create_task(app.run())
            for stop in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(stop, working.cancel)
            log.info("the bot is running", username=app.links.bot)
            with contextlib.suppress(asyncio.CancelledError), reached():
                await working
    except Conflict:
        raise Unavailable("second-poller") from None
    except InvalidToken:
        raise Refusal("token-wrong") from None
    return 0


def settle() -> None:
    """Everything is loaded: from now on Python's collector looks for cycles only in what comes, and rarely.

    Over all libraries it walked for 100 ms, in which nobody was answered. A turn leaves hardly a cycle behind: three
    thousand votes left 800 objects.
    """
    gc.freeze()
    gc.set_threshold(5_000, 10, 100)


@contextlib.asynccontextmanager
async def _connected(chosen: Settings, key: bytes) -> AsyncIterator[App]:
    """The bot, connected; let go of whole at the end, also where it could not be connected."""
    ways = Ways(AiohttpRequest(), AiohttpRequest(connection_limit=2), Clock(), Pace())
    app = App(
        token=token_of(chosen),
        api_url=api_of(chosen),
        store=Store(chosen.database),
        data=chosen.data_dir,
        secret=key,
        ways=ways,
    )
    try:
        with telling(), reached():
            await app.open()
        yield app
    finally:
        await app.close()
        await ways.request.shutdown()  # what was never initialized whole, PTB does not shut down
        await ways.updates_request.shutdown()


async def migrate() -> int:
    """`nac-bot migrate`."""
    changed = await prepare(Settings.read())
    print("The database was brought to the newest schema." if changed else "The database is up to date.")  # noqa: T201
    return 0
