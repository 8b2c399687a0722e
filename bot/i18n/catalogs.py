"""The sentences of each language, read from `locales/` at first use and compiled in memory.

Only .po files are kept: what a translator edits is what runs, and no build step can be forgotten.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Literal, get_args

Language = Literal["ky", "ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def interface_language(tag: str | None) -> Language:
    """The interface language for a language tag such as Telegram's `ru-RU`; English where there is none."""
    wanted = (tag or "").replace("_", "-").split("-")[0].lower()
    return next((language for language in LANGUAGES if language == wanted), "en")


@cache
def catalog(language: Language) -> NullTranslations:
    """The sentences of `language`. English needs no file: its msgids are its sentences."""
    path = files("locales") / language / "LC_MESSAGES" / "messages.po"
    return compiled(path.read_bytes()) if path.is_file() else NullTranslations()


def compiled(source: bytes) -> NullTranslations:
    """The catalog in the text of a .po file. Raises Babel's PoFileError where it is malformed."""
    # Imported late: an English reader never pays for it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    binary = BytesIO()
    write_mo(binary, read_po(BytesIO(source), abort_invalid=True))
    binary.seek(0)
    return GNUTranslations(binary)
