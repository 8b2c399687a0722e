"""The guides say what stands on the buttons, the same in each language, and lead to pages that are there."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.app.wiring import rooms
from bot.i18n import LANGUAGES
from bot.seal import Seal
from tests.test_catalogs import messages, msgid_of, read, singular

ROOT = Path(__file__).parents[1]
GUIDES = ROOT / "docs" / "guides"
READERS = ("member", "consultant", "organizer")
_EXPLAINED = {"en": "bold", "ru": "Жирным", "ky": "Коюу"}


def guide(reader: str, language: str) -> str:
    return (GUIDES / f"{reader}.{language}.md").read_text("utf-8")


def buttons(reader: str, language: str) -> Counter[str]:
    """The words in bold, numbers as {n}; without the one that explains what bold means."""
    explained, *bold = re.findall(r"\*\*(.+?)\*\*", guide(reader, language))
    assert explained == _EXPLAINED[language]
    return Counter(re.sub(r"\d+", "{n}", words) for words in bold)


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("reader", READERS)
def test_a_guide_names_buttons_by_their_words_in_every_language(reader: str, language: str) -> None:
    says = {singular(msgid_of(message)): message.string for message in messages(read(language))}
    english = buttons(reader, "en")
    assert [words for words in english if words not in says] == []
    assert buttons(reader, language) == Counter(says[words] for words in english.elements())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", READERS)
def test_a_guide_leads_only_to_what_is_there(reader: str, language: str) -> None:
    targets = re.findall(r"(?:\]\(|src=\")([^)#\"]+)", guide(reader, language))
    assert any(target.endswith(f".{language}.png") for target in targets)
    assert targets
    assert [target for target in targets if not (GUIDES / target).is_file()] == []


@pytest.mark.parametrize("reader", READERS)
def test_a_guide_has_the_same_parts_in_every_language(reader: str) -> None:
    parts = {len(re.findall("^## ", guide(reader, language), re.MULTILINE)) for language in LANGUAGES}
    assert len(parts) == 1


def test_the_guides_name_every_command_and_none_that_the_bot_does_not_know() -> None:
    known = {name for room in rooms(Seal(b"tests")) for name in room.commands}
    for language in LANGUAGES:
        named = {name for reader in READERS for name in re.findall(r"`/([a-z]+)", guide(reader, language))}
        assert named == known - {"start"}, language  # which Telegram's own button says


def test_the_readme_leads_to_every_guide() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [page.name for page in GUIDES.glob("*.md") if f"docs/guides/{page.name}" not in readme] == []
