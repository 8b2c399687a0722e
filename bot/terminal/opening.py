"""What several commands open: the database at its newest schema, the bot connected to Telegram."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator

from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, ProgrammingError
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.clock import Clock
from bot.committee import service as committees
from bot.config import Settings
from bot.errors import Broken, Refusal, Unavailable
from bot.store import Store
from bot.store import migrate as schema
from handlers.bot_api.transport import AiohttpRequest

_OF_RIGHTS = ("42501", "25006")
"""PostgreSQL's states of one who may not, and of a server that can only be read."""


def api_of(chosen: Settings) -> str:
    """The Bot API server's address."""
    return chosen.api_url.rstrip("/")


def token_of(chosen: Settings) -> str:
    """The bot's token. Refuses `token-missing`."""
    token = (chosen.token or "").strip()
    if not token:
        raise Refusal("token-missing")
    return token


@contextlib.asynccontextmanager
async def telegram_bot(chosen: Settings) -> AsyncIterator[Bot]:
    """Telegram, as this bot sees it; let go of whole at the end, also where it could not be reached.

    Refuses `token-missing` and `token-wrong`, raises Unavailable("telegram") and ("telegram-says").
    """
    request, polling = AiohttpRequest(), AiohttpRequest(connection_limit=2)
    bot = Bot(token_of(chosen), f"{api_of(chosen)}/bot", request=request, get_updates_request=polling)
    try:
        with telling():
            await bot.initialize()
        yield bot
    finally:
        await bot.shutdown()
        await request.shutdown()  # what was never initialized whole, PTB does not shut down
        await polling.shutdown()


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Telegram's errors as ours: refuses `token-wrong`, raises Unavailable("telegram") and ("telegram-says")."""
    try:
        yield
    except InvalidToken:
        raise Refusal("token-wrong") from None
    except NetworkError:
        raise Unavailable("telegram") from None
    except TelegramError as error:
        raise Unavailable("telegram-says", words=str(error)) from None


@contextlib.asynccontextmanager
async def database(chosen: Settings) -> AsyncIterator[Store]:
    """The database as it is. Raises Broken("database-driver"), Broken("database-url") and Unavailable("database")."""
    with reached():
        store = Store(chosen.database)
        try:
            await store.open()
            yield store
        finally:
            await store.close()


@contextlib.contextmanager
def reached() -> Iterator[None]:
    """The database's errors as ours: Broken("database-driver"), Broken("database-url"), Unavailable("database")."""
    try:
        yield
    except ImportError as error:
        if "psycopg" not in str(error):
            raise
        raise Broken("database-driver") from None
    except ArgumentError:
        raise Broken("database-url") from None
    except (DBAPIError, sqlite3.Error) as error:
        raise Unavailable("database", reason=_reason(error)) from None


def _reason(error: DBAPIError | OSError | sqlite3.Error) -> str:
    """What the database says of itself; of what was done with it, only which kind of error it was.

    Words of errors about rows would hold what is in them.
    """
    said = error.orig if isinstance(error, DBAPIError) else error
    if getattr(said, "sqlstate", None) in _OF_RIGHTS:
        return str(said).splitlines()[0]
    told = isinstance(error, OperationalError) or isinstance(said, OSError | sqlite3.OperationalError)
    # An option of the URL that there is not.
    unconnected = isinstance(error, ProgrammingError) and error.statement is None
    if told or unconnected or type(said) is sqlite3.DatabaseError:
        full = getattr(said, "sqlite_errorname", "").startswith("SQLITE_IOERR")
        return str(said).splitlines()[0] + (": is the disk full?" if full else "")
    return type(said).__name__


async def at_newest(store: Store) -> str:
    """The revision, which is the program's own. Refuses `database-empty`, `database-older` and `database-newer`."""
    revision = await store.read(schema.present)
    if revision is None:
        raise Refusal("database-empty")
    schema.refuse_unknown(revision)
    if revision != schema.newest():
        raise Refusal("database-older", revision=revision)
    return revision


async def prepare(chosen: Settings) -> bool:
    """Brings the database to the newest schema; True where there was something to do."""
    if chosen.database_url is None:
        chosen.make_data_dir()
    with reached():
        try:
            return await schema.migrate(chosen.database, Clock().now())
        except OSError as error:
            raise Unavailable("database", reason=_reason(error)) from None


async def ready(chosen: Settings) -> bool:
    """The bot migrates a file of its own; a server's database, which several may use, by `nac-bot migrate` only.

    True where it has done so. Raises and refuses as `prepare` and `at_newest`.
    """
    if chosen.database.startswith("sqlite"):
        return await prepare(chosen)
    async with database(chosen) as store:
        await at_newest(store)
    return False


async def key_of(chosen: Settings, store: Store) -> bytes:
    """The secret key; made where there is no committee yet whose links another key would close.

    Refuses `secret-key-missing`, raises Broken("secret-key-empty").
    """
    if not chosen.has_key and await store.read(committees.any_committee):
        raise Refusal("secret-key-missing", path=str(chosen.key_file))
    return chosen.key()
