"""What people write, as every room takes it: canonical, not blank, within limits in units as Telegram counts them."""

import unicodedata
from collections.abc import Sequence

from markupsafe import Markup

from bot.errors import Refusal

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers that Unicode counts among letters and signs; people send them as an empty message."""


_TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Signs that turn the order of what follows around, up to a sign that may never come: with a name, the outcome or the
figure beside it would be turned. Scripts that run from right to left need none of them."""


def canonical(text: str) -> str:
    """The text as it is stored and hashed: Unicode NFC, line ends LF."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def written(text: str) -> str:
    """What was typed, canonical and trimmed, without signs that would turn the words around it."""
    return canonical(text.translate(_TURNING)).strip()


def typed(text: str, limit: int) -> str:
    """What was typed, as `written`.

    Raises Refusal: `text-empty` (nothing that can be seen) or `text-too-long` (facts: `length` and `limit` in
    UTF-16 units).
    """
    text = written(text)
    if blank(text):
        raise Refusal("text-empty")
    fits("text-too-long", text, limit)
    return text


def typed_line(text: str, limit: int) -> str:
    """As `typed`, in one line."""
    return typed(one_line(text), limit)


def blank(text: str) -> bool:
    """Is there nothing in it that can be seen? Invisible signs are no name."""
    return not any(map(seen, text))


def one_line(text: str) -> str:
    """A name as it is stored: as `written`, with single spaces."""
    return " ".join(written(text).split())


def seen(letter: str) -> bool:
    """Whether something shows: no space, mark or control, and none of the letters and signs that are blank."""
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK


def fits(code: str, text: str, limit: int) -> None:
    """Raises Refusal(code) where the text is longer (facts: `length` and `limit` in UTF-16 units)."""
    if (length := units(text)) > limit:
        raise Refusal(code, length=length, limit=limit)


def units(text: str) -> int:
    """Length in UTF-16 units, which is how Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def filling(sizes: Sequence[int], limit: int) -> list[slice]:
    """Pages of things so large (UTF-16 units), as many on each as stay within the limit, but at least one; one page
    where there is nothing."""
    pages, start, filled = [], 0, 0
    for place, size in enumerate(sizes):
        if filled and filled + size > limit:
            pages.append(slice(start, place))
            start, filled = place, 0
        filled += size
    return [*pages, slice(start, len(sizes))]


def shortened(text: str, limit: int) -> str:
    """The text in at most `limit` UTF-16 units, with an ellipsis where it was cut."""
    if units(text) <= limit:
        return text
    cut = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore")
    return f"{cut.rstrip()}…"


def quoted(text: str) -> Markup:
    """A long text, folded until tapped."""
    return Markup("<blockquote expandable>") + text + Markup("</blockquote>")
