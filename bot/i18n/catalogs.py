"""The sentences of each language, read from `locales/` at first use.

Only .po files are kept: what a translator edits is what runs, and no build step can be forgotten. A start tells
strangers' menus in every language; Babel's reader, which knows all that such a file may hold, would be a fifth of it.
"""

import json
import re
import sys
from collections.abc import Callable
from functools import cache
from gettext import NullTranslations, c2py
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["ky", "ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def interface_language(tag: str | None) -> Language:
    """The interface language for a language tag such as Telegram's `ru-RU`; English where there is none."""
    wanted = (tag or "").replace("_", "-").split("-")[0].lower()
    return next((language for language in LANGUAGES if language == wanted), "en")


_STRING = r'"[^\n]*"(?:\n"[^\n]*")*'
_ENTRY = re.compile(
    r"(?P<unsure>^#,[^\n]*\bfuzzy\b[^\n]*\n)?"
    rf"^msgid (?P<id>{_STRING})\n(?:msgid_plural {_STRING}\n)?(?P<forms>(?:msgstr(?:\[\d\])? {_STRING}\n?)+)",
    re.M,
)
_FORM = re.compile(rf"^msgstr(?:\[\d\])? ({_STRING})", re.M)
_RULE = re.compile(r"^Plural-Forms:.*plural=([^;]+)", re.M)


class Catalog(NullTranslations):
    """The sentences of one language, each with its plural forms. What is missing is said in English."""

    def __init__(self, sentences: dict[str, tuple[str, ...]], rule: Callable[[int], int]) -> None:
        super().__init__()
        self._sentences = sentences
        self._rule = rule

    def gettext(self, message: str) -> str:
        """The sentence; of one that counts, the first form."""
        forms = self._sentences.get(message)
        return forms[0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for `n`."""
        forms = self._sentences.get(msgid1)
        return forms[self._rule(n)] if forms else super().ngettext(msgid1, msgid2, n)


@cache
def catalog(language: Language) -> NullTranslations:
    """The sentences of `language`. English needs no file: its msgids are its sentences."""
    path = files("locales") / language / "LC_MESSAGES" / "messages.po"
    return read(path.read_text("utf-8")) if path.is_file() else NullTranslations()


def read(source: str) -> Catalog:
    """The catalog in the text of a .po file as Babel writes it. Raises ValueError where it is malformed.

    A sentence that is not translated yet, or whose translation is marked as unsure, is missing. Catalogs share their
    English sentences (`sys.intern`).
    """
    found = list(_ENTRY.finditer(source))
    sentences = {
        sys.intern(_said(entry["id"])): tuple(map(_said, _FORM.findall(entry["forms"]))) for entry in found
    }
    header = sentences.pop("", ("",))[0]
    rule = _RULE.search(header)
    if rule is None or len(sentences) + 1 != len(re.findall("^msgid ", source, re.M)):
        raise ValueError("a catalog has no rule for its plurals, or a sentence that cannot be read")
    unsure = {_said(entry["id"]) for entry in found if entry["unsure"]}
    kept = {said: forms for said, forms in sentences.items() if all(forms) and said not in unsure}
    return Catalog(kept, c2py(rule[1]))


def _said(quoted: str) -> str:
    """A string over several lines, with escapes that are JSON's, too."""
    whole = quoted.replace('"\n"', "")
    plain = whole[1:-1]
    return str(json.loads(whole)) if "\\" in plain or '"' in plain else plain
