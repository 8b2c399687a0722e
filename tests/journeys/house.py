"""A committee to tell journeys about: its organizer, its people, and each one's words for a button."""

import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, func, select

from bot.committee import service as committee
from bot.i18n import translator
from bot.playground.model import Message
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.store import Tx
from tests.rehearsed import rehearsed

NAMES = {"ky": "Улуттук комитет", "ru": "Национальный комитет", "en": "National committee"}
OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
UTC = ZoneInfo("UTC")
_LINK = r"(?m)^([^,\n(]+?)(?:, .+)? \(.+\)\n(https://\S+start=[\w-]+)"


def words(language: str, msgid: str, **facts: Any) -> str:
    """A sentence or label of the interface as plain text, in a language."""
    t = translator(language, UTC, UTC)
    return t.plain(msgid, **{"sse": t.sse, **facts})


def tap(person: Someone, words: str) -> tuple[str, Message]:
    """The tap of a button, to be repeated."""
    message = next(card for card in reversed(person.cards) if words in [b["text"] for b in card.buttons])
    return next(b["callback_data"] for b in message.buttons if b["text"] == words), message


async def organizer_link(bot: Stage, code: str = "KG") -> str:
    """The link of the first organizer of a new committee."""
    invitation = await bot.app.store.write(
        lambda tx: committee.create_committee(
            tx,
            code=code,
            names=NAMES,
            country="KG",
            zone="Asia/Bishkek",
            languages=["ky", "ru", "en"],
            at=bot.clock.now(),
        )
    )
    return bot.app.links.invitation(invitation)


async def takes_seat(person: Someone, link: str, language: str = "en") -> None:
    """Opens the link, chooses a language, agrees."""
    await person.opens(link)
    await person.press(OWN_NAMES[language])
    await person.press(words(language, "I agree"))


@rehearsed
async def open_committee(bot: Stage) -> Someone:
    """A new committee; its organizer, who has joined and speaks English."""
    anna = bot.someone("Anna", username="anna")
    await takes_seat(anna, await organizer_link(bot))
    return anna


async def invites(organizer: Someone, *lines: str) -> list[str]:
    """Imports roster lines (`organization,constituency,role,name,language`); the links, in the order of the file."""
    await organizer.says("/committee")
    await organizer.press("Import a roster")
    await organizer.says("\n".join(["organization,constituency,role,name,language", *lines]))
    await organizer.press("Done")
    await organizer.press("Import")
    found = dict(re.findall(_LINK, organizer.screen))
    while "Next page ›" in organizer.buttons:
        await organizer.press("Next page ›")
        found |= dict(re.findall(_LINK, organizer.screen))
    return [found[line.split(",")[3]] for line in lines]


async def count(bot: Stage, table: Table, *conditions: Any) -> int:
    """How many rows there are."""

    def look(tx: Tx) -> int:
        return int(tx.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())

    return await bot.app.store.read(look)


def bytes_in(data: Path) -> bytes:
    """Everything that lies in a data directory, to be searched for traces."""
    return b"".join(file.read_bytes() for file in data.iterdir())
