"""A document in words: what PDF and DOCX are made of. Whoever writes one brings every word in the reader's language."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paragraph:
    """Running text. `label`: words before it, in bold."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """`head`: the words above the columns. `widths`: their shares of the page. Every row has as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Block = Paragraph | Bullets | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it. `small`: a heading within the section before."""

    title: str
    blocks: tuple[Block, ...] = ()
    small: bool = False


@dataclass(frozen=True)
class Document:
    """`language`: its tag (BCP 47). `over`: a line over the title (whose it is); `mark`: how it stands (a draft, say).

    `facts`: label and value, below the title. `foot`: a line at the foot of every page, before the page's number.
    """

    language: str
    over: str
    title: str
    mark: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = field(default_factory=tuple)
    foot: str = ""
