"""What changed between two versions, in the chat."""

import asyncio
from collections.abc import Sequence

from bot.dataclasses import dataclass
from bot.findings import comparison_views, reading
from bot.findings.actions import ChooseComparison, CompareVersions
from bot.findings.cards import Comparison
from bot.screens import Row, Screen
from bot.store import Tx
from handlers.context import Answer, Room
from handlers.findings.cards import CardRows
from handlers.turn import Turn


@dataclass(frozen=True)
class Comparisons:
    """The handlers, with what other rooms offer on the version that stands for its finding."""

    card_rows: CardRows

    def room(self) -> Room:
        """What is registered."""
        return Room(buttons={CompareVersions: self.compare, ChooseComparison: self.choose})

    async def compare(self, turn: Turn, action: CompareVersions) -> Answer:
        """Two versions, word by word. Drawn in a thread of its own, since long texts take a while."""

        def look(tx: Tx) -> tuple[Comparison, Sequence[Row]]:
            who = turn.who(tx, action.committee)
            found = reading.comparison(tx, who, action.older, action.newer)
            offered = self.card_rows(tx, turn.t, who, found.finding.id) if found.current else ()
            return found, offered

        found, offered = await turn.read(look)
        screen = await asyncio.to_thread(
            comparison_views.compared, turn.t, found, action.language, action.page, offered
        )
        return turn.named(screen)

    async def choose(self, turn: Turn, action: ChooseComparison) -> Answer:
        """The versions to compare one with."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee)
            return comparison_views.choose(turn.t, *reading.comparable(tx, who, action.version), action.page)

        return await turn.read(look)
