"""The story as it is told on the terminal: who does what, what they see, which buttons they have."""

from collections.abc import Callable
from datetime import datetime
from textwrap import fill
from zoneinfo import ZoneInfo

from bot.playground.cast import Part
from bot.playground.model import Message

WIDTH = 100


class Transcript:
    """Writes lines; `write` is `print`, or a list's append."""

    def __init__(self, write: Callable[[str], object], zone: ZoneInfo) -> None:
        self._write = write
        self._zone = zone

    def chapter(self, title: str, at: datetime) -> None:
        """A new hour of the story."""
        local = at.astimezone(self._zone)
        self._write(f"\n━━ {title} · {local:%d.%m.%Y %H:%M} ({self._zone.key.split('/')[-1]}) ━━")

    def does(self, who: Part, what: str) -> None:
        """Somebody acts."""
        self._write(f"\n{who.name} ({who.language}, {who.role}) ▸ {what}")

    def sees(self, who: Part, card: Message) -> None:
        """Somebody has this card before them."""
        self._write(f"  {who.name} ({who.language}) sees:")
        for paragraph in card.text.split("\n"):
            lines = fill(
                paragraph, WIDTH, initial_indent="  │ ", subsequent_indent="  │ ", break_long_words=False
            )
            self._write(lines or "  │")
        for row in card.keyboard:
            self._write("  │ " + " ".join(f"[{button['text']}]" for button in row))
