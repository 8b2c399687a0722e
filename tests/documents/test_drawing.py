"""A picture depends on its data alone, and what people wrote stays text."""

import re
import struct
from importlib.resources import files
from typing import Any

import pytest

from bot.documents import TEMPLATES, render
from bot.errors import Broken
from bot.i18n import LANGUAGES

HOSTILE = (
    "#panic()",
    "] #panic() [",
    "*bold* _it_ `raw` $x$ <label> @reference // gone /* gone */",
    "\\ \\u{41} \" ' \x00 \x1b \u202e \u2066",
    "🌱 👩‍👩‍👧 🇰🇬 1️⃣ ❤️",
    "سلام שלום ไทย ខ្មែរ 中文",
    "О" * 300,
    "",
)


def tally(words: str = "Макул", language: str = "ky") -> dict[str, Any]:
    """Everything that people can write is `words`."""
    parts = [
        {"kind": kind, "n": n, "words": f"{words} {n}"}
        for n, kind in enumerate(("approve", "changes", "revise", "abstain", "not-voted"), 1)
    ]
    group = {"name": words, "voted": "10/15", "absent": None, "parts": parts}
    return {
        "language": language,
        "committee": words,
        "title": words,
        "version": words,
        "outcome": {"label": words, "declared": words, "proposed": words},
        "groups": [group, {"name": words, "voted": "0/0", "absent": words, "parts": []}],
        "total": group,
        "quorum": words,
        "declared": words,
    }


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_as_wide_as_three_times_a_phone_in_every_language(language: str) -> None:
    width, height = size(render("tally", tally(language=language)))
    assert width == 1080
    assert width + height <= 10_000, "Telegram takes no larger photo"


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_people_write_is_drawn_and_never_run(words: str) -> None:
    assert size(render("tally", tally(words)))[0] == 1080


def test_markup_in_the_data_changes_the_letters_and_nothing_else() -> None:
    calm, loud = render("tally", tally("xboldx")), render("tally", tally("*bold*"))
    assert calm != loud
    assert size(calm) == size(loud)


@pytest.mark.parametrize("to", ["png", "pdf"])
def test_the_same_data_give_the_same_bytes_whatever_their_order(to: Any) -> None:
    data = tally()
    assert render("tally", data, to) == render("tally", dict(reversed(data.items())), to)


def test_kyrgyz_letters_are_drawn_each_as_itself() -> None:
    drawn = {render("tally", tally(letter)) for letter in "ңөүҢӨҮноу"}
    assert len(drawn) == 9


def test_pictographs_leave_no_box_behind() -> None:
    assert render("tally", tally("Жер 🌱👩‍👩‍👧🇰🇬❤️")) == render("tally", tally("Жер "))


def test_fifteen_constituencies_with_every_choice_are_still_a_photo() -> None:
    data = tally("Кооперативдер жана ассоциациялар")
    data["groups"] = [data["total"]] * 15
    width, height = size(render("tally", data))
    assert width + height <= 10_000


def test_data_that_a_template_does_not_take_are_our_own_fault() -> None:
    with pytest.raises(Broken, match="picture-failed"):
        render("tally", {"language": "ky"})
    with pytest.raises(Broken, match="template-unknown"):
        render("../tally", tally())


def test_every_template_is_packed_and_listed() -> None:
    folder = files("bot.documents") / "templates"
    names = {entry.name for entry in folder.iterdir()}
    assert names == {"page.typ", *(f"{name}.typ" for name in TEMPLATES)}
    for name in names:
        source = (folder / name).read_text(encoding="utf-8")
        assert not re.search(r"\beval\b|@preview|#include", source), "data is never read as markup"
