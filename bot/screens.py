"""What a person sees, as frozen data: text and rows of buttons. Drawn for Telegram in `handlers/drawing.py`."""

from dataclasses import dataclass, field, replace
from typing import Literal

from markupsafe import Markup

from bot.actions import Action

Style = Literal["primary", "success", "danger"]


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

    def noted(self, note: Markup) -> "Screen":
        """The same card with a sentence on top: what the tap or message has just done. It is the popup, too."""
        if not note:
            return self
        return replace(self, text=note + Markup("\n\n") + self.text, popup=str(note.striptags()))


@dataclass(frozen=True)
class Menu:
    """The commands that Telegram shows a person: (name without slash, description), at most eight."""

    commands: tuple[tuple[str, str], ...] = field(default_factory=tuple)
