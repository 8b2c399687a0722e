"""Names that people give files, and what is left of them: something that can be seen, saved and told apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files import clean_name
from bot.files.model import NAME_BYTES, NAME_CHARACTERS
from bot.files.words import short, size
from tests.findings.drawn import reader

NAMES = {
    "../../x": "x",
    "C:\\temp\\y.pdf": "y.pdf",
    "a\x00b\n.pdf": "ab.pdf",
    "\u202efdp.exe": "fdp.exe",
    "": "file",
    " . ": "file",
    "..": "file",
    ".pdf": "file.pdf",
    "CON": "_CON",
    "com1.txt": "_com1.txt",
    "concept.txt": "concept.txt",
    "Өкмөттүн ңайы.docx": "Өкмөттүн ңайы.docx",
    'a<&>"b|?*.pdf': "a_&__b___.pdf",
    "plan 🌱.xlsx": "plan 🌱.xlsx",
    "\ud800.pdf": "file.pdf",
    "e\u0301.txt": "\u00e9.txt",
    "ы" * 300 + ".pdf": "ы" * 96 + ".pdf",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_stored_clean(name: str) -> None:
    assert clean_name(name) == NAMES[name]


@given(st.text(st.characters(), max_size=400))
def test_whatever_the_name_it_can_be_shown_and_saved(name: str) -> None:
    clean = clean_name(name)
    assert clean
    assert clean == clean.strip(" .")
    assert not set(clean) & set('/\\<>:"|?*')
    assert all(unicodedata.category(sign)[0] != "C" for sign in clean)
    assert len(clean) <= NAME_CHARACTERS
    assert len(clean.encode()) <= NAME_BYTES
    assert clean_name(clean) == clean, "cleaning again changes nothing"


def test_sizes_are_told_in_the_readers_language() -> None:
    assert size(reader("en"), 1) == "1 kB"
    assert size(reader("en"), 20 * 1024 * 1024) == "20 MB"
    assert size(reader("ru"), 1_600_000) == "1,5 МБ"


def test_a_long_name_is_cut_in_its_middle() -> None:
    assert short("a" * 60 + ".pdf") == "a" * 26 + "…" + "a" * 9 + ".pdf"
    assert short("b.pdf") == "b.pdf"
