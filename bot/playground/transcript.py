"""The story as it is told on the terminal: who does what, what they see, which buttons they have."""

from collections.abc import Callable
from datetime import datetime
from textwrap import fill
from zoneinfo import ZoneInfo

from bot.playground.cast import Part
from bot.playground.model import Message
from bot.playground.utf16 import piece

WIDTH = 100
_MARKS = {"strikethrough": ("[-", "-]"), "underline": ("{+", "+}")}
"""What a terminal shows of a comparison: what is struck out and what is underlined there."""


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

    def gets(self, who: Part, file: str) -> None:
        """Somebody has been sent a file."""
        self._write(f"  {who.name} ({who.language}) gets a file: {file}")

    def sees(self, who: Part, card: Message) -> None:
        """Somebody has this card before them."""
        self._write(f"  {who.name} ({who.language}) sees:")
        self._draw(card)

    def posted(self, post: Message) -> None:
        """Everybody in the group has this post before them."""
        self._write("\n  The group sees:")
        self._draw(post)

    def _draw(self, card: Message) -> None:
        for paragraph in _marked(card).split("\n"):
            lines = fill(
                paragraph, WIDTH, initial_indent="  │ ", subsequent_indent="  │ ", break_long_words=False
            )
            self._write(lines or "  │")
        for row in card.keyboard:
            self._write("  │ " + " ".join(f"[{button['text']}]" for button in row))


def _marked(card: Message) -> str:
    text = card.text
    entities = card.content.get("entities") or card.content.get("caption_entities", [])
    for entity in sorted(entities, key=lambda one: one["offset"], reverse=True):
        if entity["type"] in _MARKS:
            before, words = piece(text, 0, entity["offset"]), piece(text, entity["offset"], entity["length"])
            opens, closes = _MARKS[entity["type"]]
            text = f"{before}{opens}{words}{closes}{text[len(before) + len(words) :]}"
    return text
