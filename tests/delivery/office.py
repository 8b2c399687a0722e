"""A courier with its store, and a Telegram that notes what it is handed and refuses when told."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import func, select

from bot.clock import FrozenClock
from bot.delivery import Courier, Letter, Pace, Reader, records, write_letter
from bot.delivery.model import Kind, State
from bot.i18n import translator
from bot.ids import CommitteeId, PersonId, TelegramId
from bot.screens import Menu, Screen
from bot.seal import Seal
from bot.store import Store, Tx

UTC = ZoneInfo("UTC")


def drawn(_tx: Tx, letter: Letter, _reader: Reader) -> Screen | None:
    """A notice whose text is its facts'; `gone` for one that is no longer true, `bad` for one that breaks."""
    text = letter.facts.get("text", "notice")
    if text == "bad":
        raise LookupError("some words that people wrote")
    return None if text == "gone" else Screen(Markup(text), folded=f"folded {text}")


class Office:
    """Person n has the Telegram id 1000 + n."""

    def __init__(self, store: Store, clock: FrozenClock, pace: Pace | None = None) -> None:
        self.store, self.clock = store, clock
        self.sent: list[tuple[int, str]] = []
        self.folded: list[tuple[int, int, str]] = []
        self.edits, self.edited = 0, dict[int, int]()
        self.menus: list[int] = []
        self.refusals: dict[int, list[Exception]] = defaultdict(list)
        self.on_send: Callable[[], None] = lambda: None
        self.unstarted: set[int] = set()
        self.blocked: set[int] = set()
        self.reach: list[tuple[int, State]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.courier = Courier(
            store,
            clock,
            {"notice": Kind(drawn), "reminder": Kind(drawn, once=True), "menu": Kind(lambda *_: Menu(()))},
            reader_of=self.reader_of,
            reach_changed=lambda tx, person, state: self.reach.append((person, state)),
            outbox=self,
            pace=pace or Pace(0.0, 0.0),
            seal=Seal(b"tests"),
        )
        store.after_commit = self.courier.nudge

    def reader_of(self, _tx: Tx, person: PersonId, _committee: CommitteeId | None) -> Reader | None:
        telegram_id = None if person in self.unstarted else TelegramId(1000 + person)
        t = translator("en", UTC, UTC)
        return None if person < 0 else Reader(person, telegram_id, person in self.blocked, t)

    async def send(self, chat: TelegramId, screen: Screen, silent: bool) -> int:
        self.on_send()
        await self.gate.wait()
        if self.refusals[chat - 1000]:
            raise self.refusals[chat - 1000].pop(0)
        self.sent.append((chat - 1000, str(screen.text)))
        return len(self.sent)

    async def fold(self, chat: TelegramId, message: int, line: str, since: int) -> None:
        if self.edited.get(message, 0) <= since:
            self.folded.append((chat - 1000, message, line))

    async def set_menu(self, chat: TelegramId, menu: Menu) -> None:
        self.menus.append(chat - 1000)

    async def write(self, *persons: int, kind: str = "notice", **more: Any) -> None:
        """One letter for each, unless `key` was used before."""
        text = more.pop("text", "notice")
        more = {"key": f"{text}", "at": self.clock.now(), **more}

        def body(tx: Tx) -> None:
            for person in persons:
                write_letter(tx, kind, PersonId(person), facts={"text": text}, **more)

        await self.store.write(body)

    async def settles(self) -> None:
        """Until the courier has nothing left to do."""
        async with asyncio.timeout(60):
            quiet = 0
            while quiet < 3:
                done = self.courier.idle and self.store.waiting == 0
                quiet = quiet + 1 if done else 0
                await asyncio.sleep(0 if done else 0.001)

    async def later(self, seconds: float) -> None:
        """The clock goes on, and the courier is woken as the scheduler would."""
        self.clock.move(self.clock.now() + timedelta(seconds=seconds))
        self.courier.nudge()
        await self.settles()

    async def missed(self, committee: int, among: Iterable[int]) -> dict[int, list[State]]:
        """Who of these people was not reached by the committee, in order, and what became of each letter."""
        people = [PersonId(number) for number in among]

        def look(tx: Tx) -> dict[int, list[State]]:
            home = CommitteeId(committee)
            total = records.count_not_reached(tx, home, people)
            found = [records.not_reached(tx, home, people, place, 10) for place in range(total)]
            return {letters[0].person: [letter.state for letter in letters] for letters in found}

        return await self.store.read(look)

    async def states(self) -> dict[str, int]:
        """How many letters are in which state."""

        def look(tx: Tx) -> dict[str, int]:
            state = records.letters.c.state
            rows = tx.execute(select(state, func.count()).group_by(state))
            return {str(found): n for found, n in rows}

        return await self.store.read(look)
