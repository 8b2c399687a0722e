"""A text in the language it was written in, and what people translated it into: kept side by side, told apart."""

import unicodedata
from dataclasses import dataclass

from markupsafe import Markup

from bot.errors import Refusal
from bot.findings.model import TRANSLATOR_LIMIT, typed
from bot.findings.words import quoted, shortened
from bot.i18n import Translator

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


def language_of(text: str, spoken: str) -> str:
    """In which of the interface's languages a text is written, for the most part, by somebody who speaks `spoken`.

    Kyrgyz has three letters of its own; a short text without them is in the asker's language, where that is written
    in the same letters.
    """
    if any(letter in _KYRGYZ for letter in text):
        return "ky"
    names = [unicodedata.name(letter, "") for letter in text if letter.isalpha()]
    latin = sum(name.startswith("LATIN") for name in names)
    cyrillic = sum(name.startswith("CYRILLIC") for name in names)
    if cyrillic > latin:
        return spoken if spoken in ("ky", "ru") else "ru"
    return "en" if latin > cyrillic and spoken in ("ky", "ru") else spoken


def as_read(t: Translator, wording: Worded, limit: int, *, original: bool = False) -> list[Markup]:
    """A text, folded until tapped, and under it whose translation it is or in which language it was written."""
    made = None if original else wording.for_reader(t.language)
    lines = [quoted(shortened(made.text if made else wording.text, limit))]
    if made is not None:
        lines.append(
            t(
                "<i>Translation: {name}. Original language: {language}</i>",
                name=made.translator,
                language=t.language_name(wording.language),
            )
        )
    elif wording.language != t.language:
        lines.append(t("<i>Original language: {language}</i>", language=t.language_name(wording.language)))
    return lines


def brief(t: Translator, wording: Worded, limit: int) -> str:
    """The text in one line, in the reader's language where somebody translated it."""
    made = wording.for_reader(t.language)
    return shortened(" ".join((made.text if made else wording.text).split()), limit)


def listed(t: Translator, wording: Worded) -> str:
    """The translations one below the other, each with its language and who is credited, for a table."""
    return "\n\n".join(
        f"{t.language_name(made.language).unescape()} ({made.translator}): {made.text}"
        for made in wording.translations
    )
