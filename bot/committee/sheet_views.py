"""The choice of how a table goes out: in which language, for which program."""

from collections.abc import Callable

from bot.actions import Action
from bot.documents.sheets import Format
from bot.i18n import LANGUAGES, OWN_NAMES, Translator, mark
from bot.screens import Button, Row

WHICH_FILE = mark("In which language? XLSX is for Excel and the like, CSV for every other program.")


def file_kinds(t: Translator, send: Callable[[Format, str], Action]) -> list[Row]:
    """A row a language, the reader's own first; a button a format."""
    return [
        tuple(Button(f"{OWN_NAMES[code]} · {form.name}", send(form, code)) for form in Format)
        for code in sorted(LANGUAGES, key=lambda code: code != t.language)
    ]
