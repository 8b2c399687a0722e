"""A file as rooms refer to it, what it may be called, and how large files may be."""

import re
import unicodedata

from bot.dataclasses import dataclass
from bot.ids import Digest

IN_BYTES = 20 * 1024 * 1024
"""The largest file that a bot can fetch (Bot API, getFile)."""
OUT_BYTES = 50 * 1024 * 1024
"""The largest file that a bot can send (Bot API, sendDocument)."""
MOST = 10
"""Files on one thing, as in one of Telegram's albums."""
NAME_CHARACTERS = 100
NAME_BYTES = 200
"""In UTF-8. File systems end at 255, and whoever saves a copy gets a number added."""
_UNNAMED = "file"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their extension."""
_SIGNS = dict.fromkeys(map(ord, '<>:"|?*'), "_")
_EXTENSION = re.compile(r"(?<=.)\.\w{1,10}$")


@dataclass(frozen=True)
class File:
    """A file of something. `name`: as `clean_name` leaves it; `size` in bytes. The bytes lie on the shelf."""

    name: str
    digest: Digest
    size: int


def clean_name(given: str) -> str:
    """A name under which anybody can save the file: its last part, without what cannot be seen or written on disk.

    Letters of all scripts stay, in Unicode NFC; controls, marks of direction and lone surrogates go (categories C…).
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    name = "".join(" " if sign.isspace() else sign for sign in name)
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").translate(_SIGNS)
    name = " ".join(name.split())
    if name.startswith(".") and _EXTENSION.search(f"_{name}"):  # only an extension
        name = _UNNAMED + name
    name = name.strip(" .") or _UNNAMED
    return _cut(f"_{name}" if _RESERVED.match(name) else name)


def _cut(name: str) -> str:
    """Within both limits, with its extension."""
    found = _EXTENSION.search(name)
    extension = found.group() if found else ""
    stem = name.removesuffix(extension)[: NAME_CHARACTERS - len(extension)]
    room = NAME_BYTES - len(extension.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + extension
