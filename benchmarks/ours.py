"""The bot as it is."""

from pathlib import Path

from bot import logs
from bot.app import App, Ways
from bot.clock import Clock
from bot.delivery import Pace
from bot.store import Store
from bot.terminal.running import settle
from handlers.bot_api.transport import AiohttpRequest


def database(data: Path) -> str:
    """Where its database lies."""
    return f"sqlite+aiosqlite:///{data / 'nac-bot.sqlite3'}"


def app(token: str, api_url: str, data: Path, pace: Pace | None = None) -> App:
    """The bot, put together as `nac-bot run` does it."""
    logs.configure("json", token)
    ways = Ways(AiohttpRequest(), AiohttpRequest(connection_limit=2), Clock(), pace or Pace())
    return App(
        token=token, api_url=api_url, store=Store(database(data)), data=data, secret=b"benchmark", ways=ways
    )


async def run(token: str, api_url: str, data: Path) -> None:
    """Until its process ends."""
    bot = app(token, api_url, data)
    await bot.open()
    settle()
    await bot.run()
