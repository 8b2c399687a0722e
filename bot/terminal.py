"""What the commands do, and what they say on the terminal."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
import structlog
from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, DBAPIError
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot import audit, logs
from bot.app import App, Ways
from bot.clock import Clock
from bot.committee import service as committees
from bot.committee.links import Links
from bot.config import Settings
from bot.delivery import Pace
from bot.errors import Broken, Failure, Refusal, Unavailable
from bot.files import FOLDER, Shelf
from bot.files import records as files
from bot.i18n import known_language
from bot.intake import records as updates
from bot.store import Store, Tx
from bot.store import migrate as schema
from handlers.transport import AiohttpRequest

T = TypeVar("T")
log = structlog.get_logger(__name__)
CLOCK_MAY_DIFFER_SECONDS = 30


def settings() -> Settings:
    """The settings. Raises Broken("settings")."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join("NAC_BOT_" + str(e["loc"][0]).upper() for e in error.errors())
        raise Broken("settings", names=names) from None


async def run() -> int:
    """`nac-bot run`: until Ctrl-C or SIGTERM. 1 where another process polls the same token."""
    chosen = settings()
    token = _token(chosen)
    logs.configure(chosen.log_format, token)
    await _ready(chosen)
    try:
        async with _opened(chosen, token, chosen.key()) as app:
            working = asyncio.create_task(app.run())
            for stop in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(stop, working.cancel)
            log.info("the bot is running", username=app.links.bot)
            with contextlib.suppress(asyncio.CancelledError):
                await working
    except Conflict:
        raise Unavailable("second-poller") from None
    except InvalidToken:
        raise Refusal("token-wrong") from None
    return 0


async def migrate() -> int:
    """`nac-bot migrate`."""
    chosen = settings()
    changed = await _prepare(chosen)
    print("The database was brought to the newest schema." if changed else "The database is up to date.")  # noqa: T201
    return 0


async def create_committee(
    *, code: str, names: Mapping[str, str], country: str, zone: str, languages: Sequence[str]
) -> int:
    """`nac-bot committee create`: prints the organizer's link, or without a token the /start payload."""
    chosen = settings()
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refusal("zone-unknown", zone=zone) from None
    from holidays import list_supported_countries  # noqa: PLC0415  # 4 MB that a running bot needs later, if at all

    if country not in list_supported_countries():
        raise Refusal("country-unknown", country=country)
    languages = list(dict.fromkeys(filter(None, languages)))
    for tag in (*languages, *names):
        if not known_language(tag):
            raise Refusal("language-tag-unknown", tag=tag)
    await _ready(chosen)
    bot = None
    if chosen.token is not None:
        bot = await _username(chosen)
    store = Store(chosen.database)
    await store.open()
    try:
        invitation = await store.write(
            lambda tx: committees.create_committee(
                tx, code=code, names=names, country=country, zone=zone, languages=languages, at=Clock().now()
            )
        )
    finally:
        await store.close()
    links = Links(chosen.key(), bot)
    print(links.invitation(invitation))  # noqa: T201
    return 0


async def check() -> int:
    """`nac-bot check`: one line a thing, 1 where something is wrong."""
    chosen = settings()
    results = [
        await _checked(name, chosen) for name in ("database", "updates", "audit", "files", "token", "clock")
    ]
    return 0 if all(results) else 1


async def _checked(name: str, chosen: Settings) -> bool:
    checks = {
        "database": _database,
        "updates": _updates,
        "audit": _audit,
        "files": _files,
        "token": _bot,
        "clock": _clock,
    }
    try:
        found = await checks[name](chosen)
    except Failure as failure:
        print(f"✗ {name}: {sentence(failure)}")  # noqa: T201
        return False
    print(f"✓ {name}: {found}")  # noqa: T201
    return True


async def _database(chosen: Settings) -> str:
    revision = await _look(chosen, schema.present)
    if revision is None:
        raise Refusal("database-empty")
    if revision != schema.newest():
        raise Refusal("database-older", revision=revision)
    return f"at revision {revision}"


async def _updates(chosen: Settings) -> str:
    if await _look(chosen, schema.present) is None:
        raise Refusal("database-empty")
    parked = await _look(chosen, updates.parked)
    if parked:
        rows = "; ".join(
            f"{number} received {at:%Y-%m-%d %H:%M} UTC: {error}" for number, at, error in parked
        )
        raise Broken("updates-parked", rows=rows)
    return "none is parked"


async def _audit(chosen: Settings) -> str:
    await _database(chosen)
    found = await _look(chosen, audit.verify)
    if found.broken is not None:
        raise Broken("audit-broken", entry=found.broken)
    return f"{found.entries} entries, the chain is whole, its head is {found.head[:16]}"


async def _files(chosen: Settings) -> str:
    """Reads every file that is known, one after the other: a lost one is found before somebody asks for it."""
    await _database(chosen)
    folder = chosen.data_dir / FOLDER
    known, shelf = await _look(chosen, files.known), Shelf(folder)
    faults = []
    for digest in sorted(known):
        try:
            (await shelf.open(digest)).close()
        except Broken as broken:
            faults.append(f"{digest} ({broken.code.removeprefix('file-')})")
    if faults:
        raise Broken("files-broken", folder=folder, rows="; ".join(faults))
    return f"{len(known)} kept, each as it was given"


async def _look(chosen: Settings, body: Callable[[Tx], T]) -> T:
    try:
        store = Store(chosen.database)
        try:
            await store.open()
            return await store.read(body)
        finally:
            await store.close()
    except (ArgumentError, ImportError):
        raise Broken("settings", names="NAC_BOT_DATABASE_URL") from None
    except DBAPIError as error:
        raise Unavailable("database", reason=type(error.orig).__name__) from None


async def _bot(chosen: Settings) -> str:
    return f"@{await _username(chosen)}"


async def _clock(chosen: Settings) -> str:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
            session.get(chosen.api_url) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        raise Unavailable("telegram") from None
    apart = abs((theirs - Clock().now()).total_seconds())
    if apart > CLOCK_MAY_DIFFER_SECONDS:
        raise Refusal("clock-wrong", seconds=round(apart))
    return f"{apart:.0f} s from Telegram's"


async def _username(chosen: Settings) -> str:
    async with _opened(chosen, _token(chosen), b"") as app:
        return app.links.bot or ""


@contextlib.asynccontextmanager
async def _opened(chosen: Settings, token: str, secret: bytes) -> AsyncIterator[App]:
    """The bot, connected; let go of whole at the end, also where it could not be connected."""
    ways = Ways(AiohttpRequest(), AiohttpRequest(connection_limit=2), Clock(), Pace())
    store = Store(chosen.database)
    app = App(
        token=token,
        api_url=chosen.api_url.rstrip("/"),
        store=store,
        data=chosen.data_dir,
        secret=secret,
        ways=ways,
    )
    try:
        await _open(app)
        yield app
    finally:
        await app.close()
        await ways.request.shutdown()  # what was never initialized whole, PTB does not shut down
        await ways.updates_request.shutdown()


async def _open(app: App) -> None:
    try:
        await app.open()
    except InvalidToken:
        raise Refusal("token-wrong") from None
    except NetworkError:
        raise Unavailable("telegram") from None
    except TelegramError as error:
        raise Unavailable("telegram-says", words=str(error)) from None


async def _ready(chosen: Settings) -> None:
    """The bot migrates a file of its own; a server's database, which several may use, by `nac-bot migrate` only."""
    if chosen.database.startswith("sqlite"):
        await _prepare(chosen)
    else:
        await _database(chosen)


async def _prepare(chosen: Settings) -> bool:
    if chosen.database_url is None:
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        return await schema.migrate(chosen.database, Clock().now())
    except (ArgumentError, ImportError):  # no URL, or of a database whose driver is not there
        raise Broken("settings", names="NAC_BOT_DATABASE_URL") from None
    except (DBAPIError, OSError) as error:
        raise Unavailable("database", reason=type(getattr(error, "orig", error)).__name__) from None


def _token(chosen: Settings) -> str:
    token = chosen.token.get_secret_value().strip() if chosen.token else ""
    if not token:
        raise Refusal("token-missing")
    return token


_SENTENCES = {
    "settings": "These settings cannot be read: {names}. Nothing was started.",
    "token-missing": "NAC_BOT_TOKEN is not set. Get a token from @BotFather and set it in the environment or in .env.",
    "token-wrong": "Telegram does not know this token. Check NAC_BOT_TOKEN against what @BotFather gave you.",
    "telegram": "Telegram cannot be reached. Check the network and NAC_BOT_API_URL.",
    "telegram-says": "Telegram refused: {words}",
    "second-poller": "Another process is polling with this token, and went on for a minute. "
    "Stop it, or use another token. This one has stopped.",
    "database": "The database cannot be opened ({reason}). Check NAC_BOT_DATABASE_URL and NAC_BOT_DATA_DIR.",
    "database-empty": "The database has no tables yet. Run: nac-bot migrate",
    "database-older": "The database is at revision {revision}, older than this program. Run: nac-bot migrate",
    "database-newer": "The database is at revision {revision}, which this program does not know: it is newer than the "
    "program. Nothing was changed. Install the newer nac-bot.",
    "port-taken": "Port {port} on 127.0.0.1 is taken. Choose another: nac-bot demo --port 8089",
    "updates-parked": "updates that failed three times: {rows}",
    "audit-broken": "the audit log was tampered with: entry {entry} does not follow from the one before it",
    "files-broken": "Put these back into {folder} from your backup, by their SHA-256: {rows}",
    "clock-wrong": "This machine's clock is {seconds} s away from Telegram's. Deadlines would be wrong; set the clock.",
    "committee-exists": "A committee with the code {committee} exists already. Nothing was changed.",
    "committee-names": "A committee needs a name in each of its languages. Missing: {languages}. Add "
    "--name LANGUAGE=NAME. Nothing was changed.",
    "committee-languages": "A committee needs a language, such as --languages ky,ru,en. Nothing was changed.",
    "language-tag-unknown": "There is no language {tag}. Use tags such as ky, ru or en. Nothing was changed.",
    "country-unknown": "There is no calendar of days off for {country}. Use an ISO code such as KG.",
    "secret-key-empty": "The secret key in {path} is empty. Put it back from your backup; without it no link opens.",
    "zone-unknown": "There is no time zone {zone}. Use an IANA name such as Asia/Bishkek.",
}


def sentence(failure: Failure) -> str:
    """What went wrong, for whoever runs the bot."""
    return _SENTENCES[failure.code].format(**failure.facts)
