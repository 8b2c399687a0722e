"""What changed between two wordings, word by word. Pure: from what it finds, both texts can be had again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from itertools import groupby

from bot.dataclasses import dataclass
from bot.findings.model import Text
from bot.texts import units

_WORDS = re.compile(
    r"\w+(?:[-’'ʼ‘]\w+)*|\s+|.(?:[\u0300-\u036f\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*",
    re.DOTALL,
)
"""A word, the space between two, or a sign: an emoji with what joins it to others is one."""


class Change(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A stretch of text with one fate; what is gone stands before what is new in its place."""

    change: Change
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """The stretches that two texts share and those that only one has, in the order of reading.

    Words that make up more than a hundredth of a long text do not anchor the search, nor do spaces: without that, a
    text of one sign repeated takes minutes.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415  # a start does without

    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found: list[Piece] = []
    for _, i, j, k, m in SequenceMatcher(str.isspace, before, after).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if gone == come:
            found.append(Piece(Change.SAME, gone))
        else:
            found += [Piece(Change.GONE, gone), Piece(Change.NEW, come)]
    return tuple(_joined(found))


def before(pieces: Iterable[Piece]) -> str:
    """The text that was there."""
    return "".join(piece.text for piece in pieces if piece.change is not Change.NEW)


def after(pieces: Iterable[Piece]) -> str:
    """The text that is there now."""
    return "".join(piece.text for piece in pieces if piece.change is not Change.GONE)


def whole(text: Text | None) -> str:
    """What of a wording is compared: title and body; nothing where the language is missing."""
    if text is None:
        return ""
    return f"{text.title}\n\n{text.body}" if text.body else text.title


def pages(pieces: Iterable[Piece], limit: int, changes: int) -> list[tuple[Piece, ...]]:
    """Cuts into pages of at most `limit` UTF-16 units, between words, and of so many changes; at least one page."""
    leaves: list[list[Piece]] = [[]]
    filled = changed = 0
    for piece in pieces:
        changed += piece.change is not Change.SAME
        for word in _WORDS.findall(piece.text):
            size = units(word)
            for part in [word] if size <= limit else _parts(word, limit):
                if filled and (filled + units(part) > limit or changed > changes):
                    leaves.append([])
                    filled, changed = 0, int(piece.change is not Change.SAME)
                leaves[-1].append(replace(piece, text=part))
                filled += units(part)
    return [tuple(_merged(leaf)) for leaf in leaves]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A space alone between two changes belongs to both: `~~old words~~ new ones`, and not word for word."""
    for changed, group in groupby(_spaced(list(pieces)), key=lambda piece: piece.change is not Change.SAME):
        stretch = list(group)
        if not changed:
            yield from _merged(stretch)
            continue
        for change in (Change.GONE, Change.NEW):
            text = "".join(piece.text for piece in stretch if piece.change is change)
            if text:
                yield Piece(change, text)


def _spaced(pieces: list[Piece]) -> Iterator[Piece]:
    for i, piece in enumerate(pieces):
        between = 0 < i < len(pieces) - 1
        if piece.change is Change.SAME and piece.text.isspace() and between:
            yield from (Piece(Change.GONE, piece.text), Piece(Change.NEW, piece.text))
        else:
            yield piece


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for change, group in groupby(pieces, key=lambda piece: piece.change):
        text = "".join(piece.text for piece in group)
        if text:
            yield Piece(change, text)


def _parts(word: str, limit: int) -> Iterator[str]:
    """A word that is longer than a page, letter by letter as far as a page goes."""
    part, filled = "", 0
    for letter in word:
        if filled + units(letter) > limit:
            yield part
            part, filled = "", 0
        part += letter
        filled += units(letter)
    yield part
