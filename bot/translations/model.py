"""A text in the language it was written in, and what people translated it into: kept side by side, told apart."""

import unicodedata
from collections import Counter

from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.texts import typed

TRANSLATOR_LIMIT = 100
"""Of a credited name, in UTF-16 units."""
_KYRGYZ = frozenset("ңөүҢӨҮ")


@dataclass(frozen=True)
class Translation:
    """What a person made of a text in another language. `translator`: who is credited."""

    language: str
    text: str
    translator: str

    def checked(self, original: str, limit: int) -> "Translation":
        """Canonical and trimmed. Refuses `translation-of-itself` (into the `original` language), and as `typed`."""
        if self.language == original:
            raise Refusal("translation-of-itself", language=self.language)
        return Translation(self.language, typed(self.text, limit), typed(self.translator, TRANSLATOR_LIMIT))


@dataclass(frozen=True)
class Worded:
    """A text in its original language, and what people translated it into."""

    text: str
    language: str
    translations: tuple[Translation, ...] = ()

    def for_reader(self, language: str) -> Translation | None:
        """The translation that a reader gets first; None where the original is theirs, or nobody translated it."""
        if language == self.language:
            return None
        return next((found for found in self.translations if found.language == language), None)

    def read_in(self, language: str) -> str:
        """The text as a reader of that language gets it first."""
        made = self.for_reader(language)
        return made.text if made else self.text


def language_of(text: str, spoken: str) -> str:
    """In which of the interface's languages a text is written, for the most part, by somebody who speaks `spoken`.

    Kyrgyz has three letters of its own; a short text without them is in the asker's language, where that is written
    in the same letters.
    """
    if not _KYRGYZ.isdisjoint(text):
        return "ky"
    scripts: Counter[str] = Counter()
    for letter, times in Counter(
        filter(str.isalpha, text)
    ).items():  # names are slow to find: of each letter once
        scripts[unicodedata.name(letter, "").partition(" ")[0]] += times
    latin, cyrillic = scripts["LATIN"], scripts["CYRILLIC"]
    if cyrillic > latin:
        return spoken if spoken in ("ky", "ru") else "ru"
    return "en" if latin > cyrillic and spoken in ("ky", "ru") else spoken
