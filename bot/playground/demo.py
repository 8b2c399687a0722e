"""`nac-bot demo`: plays the kick-off as a transcript, then serves the page on which a newcomer goes on with it."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from bot import logs
from bot.ballots import records as ballots
from bot.clock import FrozenClock
from bot.errors import Unavailable
from bot.ids import CommitteeId, TelegramId
from bot.playground.cast import Kickoff, Part, kickoff
from bot.playground.progress import Progress
from bot.playground.show import Player, Scene, Show, Step
from bot.playground.stage import stage
from bot.playground.story import Story
from bot.playground.transcript import Transcript
from bot.playground.web import application

HOST = "127.0.0.1"
FAILED = 1
ENDINGS = (signal.SIGTERM, signal.SIGHUP)
OPENING = ("newcomer", "gulnara", "chair")
"""Whose chats a newcomer finds open: one who is invited and reads en, a voter who reads ky, the chair, who reads ru;
where there is room, the group, too."""
STEPS = (
    ("newcomer", "Join: press START, choose a language, agree."),
    ("newcomer", "Vote on finding F5. Then change your vote."),
    ("gulnara", "Be somebody else: vote as Гүлнара, in Kyrgyz."),
    (None, "Press “Next event” until the voting is closed."),
    ("chair", "As the chair, declare the result."),
)
"""What to try first, and as whom; None: with the clock. `progress.py` tells which are done."""
VOTERS = ("newcomer", "gulnara")
"""Who is to vote in the steps."""
_CONSTITUENCIES = {"sse": "SSE", "workers": "trade unions"}


async def demo(*, once: bool, anchor: date | None, port: int) -> int:
    """Plays the story; 1 where an answer was not the expected one. Without `once` it then serves until Ctrl-C.

    Whatever else asks it to end (`kill`, a closed window) cancels it, too, so that no database of it is left behind.
    """
    logs.configure(level=logging.WARNING)
    task = asyncio.current_task()
    assert task is not None
    for sign in ENDINGS:
        if signal.getsignal(sign) is not signal.SIG_IGN:  # as under nohup
            asyncio.get_running_loop().add_signal_handler(sign, task.cancel)
    script = kickoff(anchor)
    async with contextlib.AsyncExitStack() as opening:
        door = None if once else opening.enter_context(contextlib.closing(_door(port)))
        print(script.content["banner"]["en"])  # noqa: T201
        theatre = await opening.enter_async_context(contextlib.aclosing(Theatre(script)))
        try:
            scene = await theatre.play(print)
        except AssertionError as wrong:
            print(f"\nThe story did not go as expected: {wrong}")  # noqa: T201
            return FAILED
        if door is not None:
            await _serve(Show(scene, lambda: theatre.play(_unsaid)), door)
    return 0


class Theatre:
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
        ids = {key: person.user.id for key, person in story.people.items()}
        (open_one,) = await here.app.store.read(lambda tx: ballots.undecided_in(tx, CommitteeId(1)))
        progress = Progress(here.app.store, open_one.id, *(TelegramId(ids[key]) for key in VOTERS))
        return Scene(
            telegram=here.telegram,
            cast=[_player(story, part) for part in (script.newcomer, *script.cast)],
            zone=script.zone,
            move_clock=here.move,
            next_due=lambda: here.app.scheduler.next_at,
            banner=script.content["banner"]["en"],
            steps=tuple(Step(words, ids[key] if key else None) for key, words in STEPS),
            done=progress.done,
            opening=(*(ids[key] for key in OPENING), story.group.chat.id),
        )

    async def aclose(self) -> None:
        """Takes the last stage down."""
        await self._open.aclose()


def _player(story: Story, part: Part) -> Player:
    invitation = story.unopened.get(part.key, "")
    name = f"{part.name.split()[0]} (you)" if invitation else part.name
    constituency = _CONSTITUENCIES.get(part.constituency, part.constituency)
    role = f"{part.role}, {constituency}" if constituency else part.role
    return Player(story.people[part.key].user, name, role, invitation)


def _unsaid(line: str) -> None:
    """The terminal has told the story once."""


def _door(port: int) -> socket.socket:
    """Taken before the story is told; whoever knocks meanwhile waits. Raises Unavailable("port-taken")."""
    try:
        return socket.create_server((HOST, port))
    except OSError:
        raise Unavailable("port-taken", port=port, other=port % 65535 + 1) from None


async def _serve(show: Show, door: socket.socket) -> None:
    runner = web.AppRunner(application(show))
    await runner.setup()
    try:
        await web.SockSite(runner, door).start()
        port = door.getsockname()[1]
        print(f"\nThe committee goes on at http://{HOST}:{port} (Ctrl-C stops it)", flush=True)  # noqa: T201
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
