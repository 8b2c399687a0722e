"""What Telegram would make of a screen: its length, its buttons."""

import html
import re
from zoneinfo import ZoneInfo

from bot.i18n import LANGUAGES, Translator, translator
from bot.screens import AnyButton, Button, CopyButton, Screen
from bot.texts import units

BISHKEK = ZoneInfo("Asia/Bishkek")
ZURICH = ZoneInfo("Europe/Zurich")
READERS = [translator(language, ZURICH, BISHKEK) for language in LANGUAGES]
"""A reader of each language, in another zone than the committee's: the longest way to write an hour."""
LIMIT = 4096


def length(screen: Screen) -> int:
    """UTF-16 units of the text once its HTML is read, as Telegram counts."""
    return units(html.unescape(re.sub(r"<[^>]+>", "", str(screen.text))))


def sound(screen: Screen) -> Screen:
    """The screen, having checked that Telegram takes it and that a phone shows its rows."""
    assert 0 < length(screen) <= LIMIT
    assert screen.rows, "a screen needs a way on"
    for row in screen.rows:
        assert 0 < len(row) <= 3
        for button in row:
            assert button.label.strip()
            if isinstance(button, Button):
                assert len(button.action.pack().encode()) <= 64
            if isinstance(button, CopyButton):
                assert 1 <= units(button.text) <= 256
    return screen


def labels(screen: Screen) -> list[str]:
    """The words on the buttons."""
    return [button.label for button in buttons(screen)]


def buttons(screen: Screen) -> list[AnyButton]:
    """All buttons."""
    return [button for row in screen.rows for button in row]


def words(screen: Screen) -> str:
    """What is read."""
    return str(screen.text.striptags())


def reader(language: str) -> Translator:
    """Somebody in Bishkek."""
    return translator(language, BISHKEK, BISHKEK)
