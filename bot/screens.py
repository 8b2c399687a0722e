"""What a person sees, as frozen data: text and rows of buttons, files. Drawn for Telegram in `handlers/`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, Self, TypeVar

from markupsafe import Markup

from bot.actions import Action
from bot.dataclasses import dataclass
from bot.ids import Digest

Style = Literal["primary", "success", "danger"]
T = TypeVar("T")


def capitalised(label: str) -> str:
    """A term as a button's label: terms are lower case in sentences, and so in the catalogs."""
    return label[:1].upper() + label[1:]


@dataclass(frozen=True)
class Button:
    """A tap that carries an action. `label` is plain text; `style` only helps, the words carry the meaning."""

    label: str
    action: Action
    style: Style | None = None


@dataclass(frozen=True)
class LinkButton:
    """A tap that opens an address."""

    label: str
    url: str


@dataclass(frozen=True)
class CopyButton:
    """A tap that copies up to 256 characters (protected messages cannot be copied otherwise)."""

    label: str
    text: str


AnyButton = Button | LinkButton | CopyButton
Row = tuple[AnyButton, ...]


def in_rows(buttons: Sequence[AnyButton], width: int = 3) -> list[Row]:
    """Short buttons, `width` to a row."""
    return [tuple(buttons[i : i + width]) for i in range(0, len(buttons), width)]


SHOWN_WHOLE = {2: 18, 3: 12}
"""How many characters of a label a telephone shows where so many buttons share a row. Four and more are grids of
short signs."""


def broken(row: Row) -> list[Row]:
    """The row as it is, or as several where a telephone would cut off the words that tell its buttons apart."""
    rows: list[Row] = []
    while row:
        most = next(
            n
            for n in range(len(row), 0, -1)
            if all(len(b.label) <= SHOWN_WHOLE.get(n, len(b.label)) for b in row[:n])
        )
        rows.append(row[:most])
        row = row[most:]
    return rows


def leaf(found: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """What stands on a page of `size`; that page, or the nearest there is; and the last one. Pages count from 0."""
    last = max(0, (len(found) - 1) // size)
    page = min(max(page, 0), last)
    return found[page * size : (page + 1) * size], page, last


@dataclass(frozen=True)
class Screen:
    """One card.

    `text` is safe HTML in Telegram's subset (what people wrote was escaped on its way in). `protect`: cannot be
    forwarded or saved (drafts). `popup`: a courtesy of at most 200 characters shown over the chat when the screen
    answers a tap.
    """

    text: Markup
    rows: tuple[Row, ...] = ()
    protect: bool = False
    popup: str | None = None
    folded: str | None = None
    """The one line (plain text) that is left of an earlier card of the same thing when this one replaces it."""
    folds: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    """A card of several things: each by its subject, and the one line that is left of its earlier card."""
    heading: Markup | None = field(default=None, kw_only=True)
    """Names the card's committee to somebody who serves in several; stands above all, and not in the popup."""
    place: int | None = field(default=None, kw_only=True)
    """The message that it is drawn into when it answers a message; None for a new one below."""

    @property
    def whole(self) -> Markup:
        """The text under its heading."""
        return self.text if self.heading is None else self.heading + Markup("\n") + self.text

    def under(self, heading: Markup | None) -> Self:
        """The same card with its committee named; None where it need not be."""
        if heading is None:
            return self
        name = heading.striptags()
        folded = self.folded and f"{name} · {self.folded}"
        folds = tuple((subject, f"{name} · {line}") for subject, line in self.folds)
        return replace(self, heading=heading, folded=folded, folds=folds)

    def noted(self, note: Markup) -> "Screen":
        """The same card with a sentence on top: what the tap or message has just done. It is the popup, too."""
        if not note:
            return self
        return replace(self, text=note + Markup("\n\n") + self.text, popup=str(note.striptags()))


@dataclass(frozen=True)
class Kept:
    """The bytes of a file that is on the shelf (`bot/files`)."""

    digest: Digest


@dataclass(frozen=True)
class Drawn:
    """A picture that is drawn when it is sent: a template of `bot/documents`, and its data (JSON values)."""

    template: str
    data: Mapping[str, Any]

    @cached_property
    def digest(self) -> Digest:
        """The same for the same picture: it is drawn and uploaded once, however many people receive it."""
        form = json.dumps([self.template, self.data], sort_keys=True, ensure_ascii=False)
        return Digest(hashlib.sha256(form.encode()).hexdigest())


@dataclass(frozen=True)
class Made:
    """The bytes of a file that was made for one message only: neither kept here nor asked of Telegram again."""

    data: bytes = field(repr=False)

    @cached_property
    def digest(self) -> Digest:
        """The SHA-256 of the bytes."""
        return Digest(hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True)
class QrCode:
    """A text as a picture that a camera reads, made for one message only: a link may open something."""

    text: str = field(repr=False)

    @cached_property
    def digest(self) -> Digest:
        """The SHA-256 of the text."""
        return Digest(hashlib.sha256(self.text.encode()).hexdigest())


@dataclass(frozen=True)
class Written:
    """A document, written when it is sent. `paper`: its words (`Document.to_json`); `made_at` is UTC."""

    paper: Mapping[str, Any] = field(repr=False)
    to: Literal["pdf", "docx"]
    made_at: datetime

    @cached_property
    def digest(self) -> Digest:
        """The same for the same document: it is written and uploaded once, however many people receive it."""
        form = json.dumps([self.paper, self.to, self.made_at.isoformat()], sort_keys=True, ensure_ascii=False)
        return Digest(hashlib.sha256(form.encode()).hexdigest())


Content = Kept | Drawn | Made | QrCode | Written


@dataclass(frozen=True)
class Attachment:
    """A message with a file (`Kept`, `Made`, `Written`) or a picture (`Drawn`, `QrCode`: a PNG, shown in the chat).

    `name`: what the file is called in the chat. `caption`: safe HTML of at most 1,024 UTF-16 units.
    """

    content: Content
    name: str
    caption: Markup = field(default_factory=Markup)
    rows: tuple[Row, ...] = ()
    protect: bool = False
    instead: Screen | None = None
    """What is sent where our bytes of it are gone."""

    def under(self, heading: Markup | None) -> Self:
        """The same message with its committee named in the caption."""
        if heading is None:
            return self
        caption = heading + Markup("\n") + self.caption if self.caption else heading
        return replace(self, caption=caption, instead=self.instead and self.instead.under(heading))


@dataclass(frozen=True)
class MapPoint:
    """A message with a place on the map, in degrees (WGS 84): a title and an address in plain text."""

    latitude: float
    longitude: float
    title: str
    address: str
    rows: tuple[Row, ...] = ()

    def under(self, heading: Markup | None) -> Self:
        """The same with its committee named in the title."""
        return self if heading is None else replace(self, title=f"{heading.striptags()} · {self.title}")


Card = Screen | Attachment | MapPoint
"""Whatever is one message in a chat."""


@dataclass(frozen=True)
class Menu:
    """The commands that Telegram shows a person: (name without slash, description), at most eight."""

    commands: tuple[tuple[str, str], ...] = field(default_factory=tuple)
