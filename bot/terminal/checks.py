"""`nac-bot check`: one line a thing that must be right, and what to do where it is not."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
from sqlalchemy import make_url
from telegram import Bot, ChatMember
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot import audit
from bot.clock import Clock
from bot.committee import service as committees
from bot.config import Settings, usable
from bot.dataclasses import dataclass
from bot.errors import Broken, Failure, Refusal, Unavailable
from bot.files import FOLDER, Shelf
from bot.files import records as files
from bot.group import service as groups
from bot.group.model import Group
from bot.intake import records as updates
from bot.store import migrate as schema
from bot.terminal.opening import at_newest, database, telegram_bot, telling
from bot.terminal.sentences import sentence
from handlers.bot_api.transport import told

CLOCK_MAY_DIFFER_SECONDS = 30
GUESSED_KEY = 32
"""Characters: a shorter one could be guessed by whoever has the database, which alone is to open nothing."""
_PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED)


@dataclass(frozen=True)
class Check:
    """One thing. `look` says what was found, or raises a Failure; `needs`: what must be right before it can look."""

    name: str
    look: Callable[[Settings], Awaitable[str]]
    needs: tuple[str, ...] = ()


async def check() -> int:
    """`nac-bot check`: 1 where something is wrong or could not be looked at."""
    chosen = Settings.read()
    right: set[str] = set()
    for one in CHECKS:
        missing = [name for name in one.needs if name not in right]
        if missing:
            print(f"– {one.name}: not looked at; first mend {', '.join(missing)}")  # noqa: T201
            continue
        try:
            found = await one.look(chosen)
        except Failure as failure:
            print(f"✗ {one.name}: {sentence(failure)}")  # noqa: T201
        else:
            print(f"✓ {one.name}: {found}")  # noqa: T201
            right.add(one.name)
    return 0 if len(right) == len(CHECKS) else 1


async def _settings(chosen: Settings) -> str:
    """The key opens every link and every sealed address, so nobody else may read it."""
    if chosen.data_dir.exists():
        with usable(chosen.data_dir):
            os.scandir(chosen.data_dir).close()
        _refuse_unwritable(chosen.data_dir)
    if chosen.secret_key is not None:
        found = f"data in {chosen.data_dir.resolve()}, the key from NAC_BOT_SECRET_KEY"
        if len(chosen.secret_key) < GUESSED_KEY:
            found += f" (of fewer than {GUESSED_KEY} characters: whoever has the database could guess it)"
        return found
    path = chosen.key_file
    if not chosen.has_key:
        return f"data in {chosen.data_dir.resolve()}, the key is made with the first committee"
    chosen.key()
    if path.stat().st_mode & 0o077:
        raise Refusal("secret-key-open", path=str(path))
    return f"data in {chosen.data_dir.resolve()}, the key in {path.name}"


async def _database(chosen: Settings) -> str:
    """To open a file makes it; whoever only looks makes none."""
    if (path := _file(chosen)) is not None:
        with usable(path):
            missing = not path.exists()
        if missing:
            raise Refusal("database-missing", path=str(path))
    async with database(chosen) as store:
        revision = await at_newest(store)
        await store.write(schema.refuse_read_only)  # what can only be read takes no vote
        if not chosen.has_key and await store.read(committees.any_committee):
            raise Refusal("secret-key-missing", path=str(chosen.key_file))
    return f"at revision {revision}"


def _file(chosen: Settings) -> Path | None:
    """Where the database is, if it is a file."""
    if not chosen.database.startswith("sqlite"):
        return None
    name = make_url(chosen.database).database
    return Path(name) if name else None


async def _updates(chosen: Settings) -> str:
    """One that waits for long tells of a bot that does not run, or that Telegram asked to wait."""
    async with database(chosen) as store:
        parked, oldest = await store.read(lambda tx: (updates.parked(tx), updates.oldest_unanswered(tx)))
    if parked:
        rows = "; ".join(
            f"{number} received {at:%Y-%m-%d %H:%M} UTC: {error}" for number, at, error in parked
        )
        raise Broken("updates-parked", rows=rows)
    waits = "none waits" if oldest is None else f"the oldest that waits came {oldest:%Y-%m-%d %H:%M} UTC"
    return f"none is parked, {waits}"


async def _audit(chosen: Settings) -> str:
    async with database(chosen) as store:
        found = await store.read(audit.verify)
    if found.broken is not None:
        raise Broken("audit-broken", entry=found.broken)
    return f"{found.entries} entries, the chain is whole, its head is {found.head[:16]}"


async def _files(chosen: Settings) -> str:
    """Reads every file that is known, one after the other: a lost one is found before somebody asks for it.

    A folder that takes no file is found before somebody sends one.
    """
    folder = chosen.data_dir / FOLDER
    if folder.exists():
        _refuse_unwritable(folder)
    async with database(chosen) as store:
        known = await store.read(files.known)
    shelf, faults = Shelf(folder), []
    for digest in sorted(known):
        try:
            (await shelf.open(digest)).close()
        except Broken as broken:
            faults.append(f"{digest} ({broken.code.removeprefix('file-')})")
    if faults:
        raise Broken("files-broken", folder=folder, rows="; ".join(faults))
    return f"{len(known)} kept, each as it was given"


def _refuse_unwritable(folder: Path) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refusal("folder-unwritable", folder=folder)


async def _token(chosen: Settings) -> str:
    """Privacy mode is Telegram's promise that the bot does not even receive what a group says to itself."""
    async with telegram_bot(chosen) as telegram:
        if telegram.can_read_all_group_messages:
            raise Refusal("privacy-off")
        if not telegram.can_join_groups:
            raise Refusal("groups-off")
        return f"@{telegram.username}"


async def _clock(chosen: Settings) -> str:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
            session.get(chosen.api_url) as answer,
        ):
            theirs = told(answer.headers.get("Date"))
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise Unavailable("telegram") from None
    if theirs is None:
        return "not compared: the Bot API server does not say what time it is"
    apart = abs((theirs - Clock().now()).total_seconds())
    if apart > CLOCK_MAY_DIFFER_SECONDS:
        raise Refusal("clock-wrong", seconds=round(apart))
    return f"{apart:.0f} s from Telegram's"


async def _groups(chosen: Settings) -> str:
    async with database(chosen) as store:
        bound = await store.read(groups.connected)
    async with telegram_bot(chosen) as telegram:
        lost = [code for code, group in bound if not await _is_in(telegram, group)]
    if lost:
        raise Refusal("groups-lost", codes=", ".join(lost))
    return ", ".join(code for code, _ in bound) or "no committee has connected one"


async def _is_in(telegram: Bot, group: Group) -> bool:
    with telling():
        try:
            found = await telegram.get_chat_member(group.chat, telegram.id)
        except ChatMigrated:
            return True  # the bot follows once it hears of it
        except (BadRequest, Forbidden):
            return False
    return found.status in _PRESENT


CHECKS = (
    Check("settings", _settings),
    Check("database", _database),
    Check("updates", _updates, needs=("database",)),
    Check("audit", _audit, needs=("database",)),
    Check("files", _files, needs=("database",)),
    Check("token", _token),
    Check("clock", _clock),
    Check("groups", _groups, needs=("database", "token")),
)
