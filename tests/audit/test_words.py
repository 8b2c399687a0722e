"""People read what they did in words: every act that the log can hold has some, and so has every form and letter."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.app import letter_kinds, rooms
from bot.audit.model import entry_for
from bot.audit.words import ACTS, act
from bot.committee.service import UTC_ZONE
from bot.i18n import translator
from bot.seal import Seal
from handlers.own_data_words import FORMS, LETTERS

ROOT = Path(__file__).parents[2]
SEAL = Seal(b"tests")
_ELSEWHERE = {"form-cancelled", "request-cancelled", "setting-controller"}
"""Codes that are put together."""


def codes() -> Iterator[str]:
    """What the source calls the outcomes of what was done, refusals aside."""
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                    continue
                refused = any(word.arg == "refused" for word in node.keywords)
                if node.func.id == "Outcome" and node.args and not refused:
                    yield from _texts(node.args[0])


def _texts(code: ast.expr) -> Iterator[str]:
    if isinstance(code, ast.IfExp):
        yield from _texts(code.body)
        yield from _texts(code.orelse)
    elif isinstance(code, ast.Constant) and isinstance(code.value, str):
        yield code.value


def test_every_act_has_words() -> None:
    logged = {entry[0] for code in {*codes(), *_ELSEWHERE} if (entry := entry_for(code)) is not None}
    assert len(logged) > 100
    t = translator("en", UTC_ZONE, UTC_ZONE)
    assert [code for code in sorted(logged) if act(t, code) == "another act"] == []


def test_no_act_is_named_that_nobody_does() -> None:
    source = "".join(
        path.read_text()
        for folder in ("bot", "handlers")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "words.py"
    )
    unknown = [code for code in ACTS if f'"{code}"' not in source and code != "setting-changed"]
    assert unknown == []


def test_every_form_and_letter_has_words() -> None:
    forms = {kind for room in rooms(SEAL) for kind in room.forms}
    assert forms == set(FORMS)
    unnamed = {name for name, kind in letter_kinds(str, SEAL).items() if kind.outline is None}
    assert unnamed == set(LETTERS)
