"""What people write: kept as it is, but for what would change the words around it."""

import pytest

from bot.committee.forms import line
from bot.errors import Refusal
from bot.findings.model import split_title
from bot.texts import typed

KEPT = "اقتصاد \u200f(ESS)\u200e, شركة — 👩\u200d🌾"
"""Arabic with marks that say where a sign belongs, and a picture of several signs."""


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_neither_title_nor_name_nor_reason_turns_the_words_beside_it(sign: str) -> None:
    assert split_title(f"Title{sign}\nBo{sign}dy") == ("Title", "Body")
    assert typed(f"{sign}Too vague", 100) == "Too vague"
    assert line(f"Aida {sign} Asanova", {}) == "Aida Asanova"


def test_what_is_written_from_right_to_left_stays_as_it_is() -> None:
    assert typed(KEPT, 100) == KEPT
    assert split_title(KEPT) == (KEPT, "")


def test_signs_alone_that_nobody_sees_are_no_text() -> None:
    with pytest.raises(Refusal, match="text-empty"):
        typed("\u202e\u2069", 100)
