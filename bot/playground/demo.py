"""`nac-bot demo`: plays the kick-off as a transcript, then serves the page on which a newcomer goes on with it."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from bot import logs
from bot.clock import FrozenClock
from bot.errors import Unavailable
from bot.playground.cast import Kickoff, Part, kickoff
from bot.playground.show import Player, Scene, Show
from bot.playground.stage import stage
from bot.playground.story import Story
from bot.playground.transcript import Transcript
from bot.playground.web import application

HOST = "127.0.0.1"
FAILED = 1
OPENING = ("gulnara", "olga", "organizer")
"""Whose chats a newcomer finds open: a voter who reads ky, one who reads ru, and who sees the committee's side."""
HINT = "Every person is on this page. A ballot on F5 is open: press a button below its card to vote."


async def demo(*, once: bool, anchor: date | None, port: int) -> int:
    """Plays the story; 1 where an answer was not the expected one. Without `once` it then serves until Ctrl-C."""
    logs.configure(level=logging.WARNING)
    script = kickoff(anchor)
    print(script.content["banner"]["en"])  # noqa: T201
    async with contextlib.aclosing(_Theatre(script)) as theatre:
        try:
            scene = await theatre.play(print)
        except AssertionError as wrong:
            print(f"\nThe story did not go as expected: {wrong}")  # noqa: T201
            return FAILED
        if not once:
            await _serve(Show(scene, lambda: theatre.play(_unsaid)), port)
    return 0


class _Theatre:
    """One stage at a time, each on a database of its own; the next is ready before the one before it goes."""

    def __init__(self, script: Kickoff) -> None:
        self._script = script
        self._open = contextlib.AsyncExitStack()

    async def play(self, write: Callable[[str], object]) -> Scene:
        """The story from its beginning; raises AssertionError where it did not go as expected."""
        script = self._script
        async with contextlib.AsyncExitStack() as opening:
            folder = opening.enter_context(TemporaryDirectory(prefix="nac-bot-demo-"))
            clock = FrozenClock(script.at("starts"))
            here = await opening.enter_async_context(stage(Path(folder), clock))
            story = Story(here, script, Transcript(write, script.zone))
            await story.play()
            clock.thaw()
            before, self._open = self._open, opening.pop_all()
        await before.aclose()
        return Scene(
            telegram=here.telegram,
            cast=[Player(story.people[part.key].user, part.name, _role(part)) for part in script.cast],
            zone=script.zone,
            move_clock=here.move,
            next_due=lambda: here.app.scheduler.next_at,
            banner=script.content["banner"]["en"],
            hint=HINT,
            opening=tuple(story.people[key].user.id for key in OPENING),
        )

    async def aclose(self) -> None:
        """Takes the last stage down."""
        await self._open.aclose()


def _role(part: Part) -> str:
    return f"{part.role}, {part.constituency}" if part.constituency else part.role


def _unsaid(line: str) -> None:
    """The terminal has told the story once."""


async def _serve(show: Show, port: int) -> None:
    runner = web.AppRunner(application(show))
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
