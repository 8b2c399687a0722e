"""The rules that need no database: of which language a text is, how it is cut, when it was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.model import pages_of, rounded
from bot.texts import units
from bot.translations.model import language_of
from tests.findings.house import AT


@pytest.mark.parametrize(
    ("text", "spoken", "language"),
    [
        ("Кыргыз тилинде өзгөчө тамга бар", "ru", "ky"),
        ("Качан болот", "ky", "ky"),
        ("Когда будет", "ru", "ru"),
        ("Когда будет", "en", "ru"),
        ("When is it", "ky", "en"),
        ("When is it", "km", "km"),
        ("12345", "ky", "ky"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_letters_and_its_author(
    text: str, spoken: str, language: str
) -> None:
    assert language_of(text, spoken) == language


def test_a_long_text_is_cut_at_words_and_nothing_is_lost() -> None:
    text = "слово 🙂 " * 700
    parts = pages_of(text, 3000)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= 3000 for part in parts)
    assert pages_of("a" * 4096, 3000)[1]
    assert "".join(pages_of("🙂" * 2048, 3000)) == "🙂" * 2048


def test_the_hour_of_an_unnamed_question_is_a_whole_one() -> None:
    assert rounded(AT) == AT.replace(minute=0)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(2, 40))
def test_however_a_text_is_cut_it_is_whole_again(text: str, limit: int) -> None:
    parts = pages_of(text, limit)
    assert "".join(parts) == text
    assert all(units(part) <= limit for part in parts)
