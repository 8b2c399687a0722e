"""`nac-bot demo`: plays the kick-off as a transcript, then serves the page on which a newcomer goes on with it."""

import asyncio
import contextlib
import logging
import signal
import tempfile
from datetime import date, datetime
from pathlib import Path

from aiohttp import web

from bot import logs
from bot.clock import FrozenClock
from bot.errors import Unavailable
from bot.playground.cast import Kickoff, kickoff
from bot.playground.people import Someone
from bot.playground.stage import Stage, stage
from bot.playground.story import Story
from bot.playground.transcript import Transcript
from bot.playground.web import application

HOST = "127.0.0.1"
FAILED = 1


async def demo(*, once: bool, anchor: date | None, port: int) -> int:
    """Plays the story; 1 where an answer was not the expected one. Without `once` it then serves until Ctrl-C."""
    logs.configure(level=logging.WARNING)
    script = kickoff(anchor)
    clock = FrozenClock(script.at("starts"))
    with tempfile.TemporaryDirectory(prefix="nac-bot-demo-") as folder:
        async with stage(Path(folder), clock) as here:
            print(script.content["banner"]["en"])  # noqa: T201
            story = Story(here, script, Transcript(print, script.zone))
            try:
                await story.play()
            except AssertionError as wrong:
                print(f"\nThe story did not go as expected: {wrong}")  # noqa: T201
                return FAILED
            if not once:
                clock.thaw()
                await _serve(here, script, story.people, port)
    return 0


async def _serve(here: Stage, script: Kickoff, people: dict[str, Someone], port: int) -> None:
    cast = [(people[part.key].user, part.name, f"{part.role}, {part.language}") for part in script.cast]

    async def next_due() -> datetime | None:
        return here.app.scheduler.next_at

    page = application(
        here.telegram,
        banner=script.content["banner"]["en"],
        cast=cast,
        move_clock=here.move,
        zone=script.zone,
        next_due=next_due,
    )
    runner = web.AppRunner(page)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError:
            raise Unavailable("port-taken", port=port) from None
        print(f"\nThe committee goes on at http://{HOST}:{port} (Ctrl-C stops it)", flush=True)  # noqa: T201
        stopped = asyncio.Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
        await stopped.wait()
    finally:
        await runner.cleanup()
