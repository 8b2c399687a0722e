"""What a start loads: the bot is small when idle and quick to its first poll, whatever room is added to it."""

import json
import subprocess
import sys

import pytest

LATE = {
    "alembic": "a migration",
    "babel": "a city, a month, a list in words",
    "cryptography": "something sealed",
    "dateparser": "a typed date that our own grammar does not know",
    "difflib": "a comparison of two versions",
    "docx": "a document",
    "holidays": "a working day",
    "icalendar": "a calendar file",
    "openpyxl": "a roster that is uploaded",
    "pydantic": "the peer of the benchmark",
    "segno": "a square code",
    "sqlalchemy.dialects.postgresql": "a database on a server",
    "sqlalchemy.ext.asyncio": "a migration",
    "telegram_bot_calendar": "a form that asks for a day",
    "typst": "a picture or a PDF",
    "xlsxwriter": "a workbook to take away",
    "yaml": "the playground",
}
"""Libraries that are imported where they are used, by what first needs them."""

_START = """
from bot.terminal.loading import load
import json, sys
load()
print(json.dumps(sorted(sys.modules)))
from bot.ids import PersonId
from bot.seal import Seal
seal = Seal(b"of a test")
print(seal.person(seal.address(PersonId(7))))
"""


@pytest.mark.slow
def test_a_start_loads_no_library_that_nothing_needs_yet() -> None:
    started = subprocess.run([sys.executable, "-c", _START], capture_output=True, check=True, text=True)
    modules, person = started.stdout.splitlines()
    loaded = set(json.loads(modules))
    assert "telegram.ext" in loaded
    early = {f"{library}, which {what} needs" for library, what in LATE.items() if library in loaded}
    assert early == set(), "import it inside the function that uses it"
    assert not any(name.startswith("bot.playground") for name in loaded)
    assert person == "7", "what is late is there once it is needed"
