"""A document in words: what PDF and DOCX are made of. Whoever writes one brings every word in the reader's language."""

from collections.abc import Mapping
from dataclasses import asdict, field
from typing import Any, Self

from bot.dataclasses import dataclass


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
_KINDS: dict[str, type[Block]] = {"paragraph": Paragraph, "bullets": Bullets, "table": Table}


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it. `small`: a heading within the section before.

    `facts`: label and value, right below the heading and never on another page than it.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    small: bool = False
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Document:
    """`language`: its tag (BCP 47). `over`: a line over the title (whose it is).

    `mark`: how it stands (a draft, say), below the title and at the foot of every page: pages are parted and copied.
    `facts`: label and value, below the mark. `foot`: goes on at the foot of every page, before the page's number.
    `signed`: who signs at the end, each with a line to do so: in which capacity, and the name (or nothing).
    """

    language: str
    over: str
    title: str
    mark: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = field(default_factory=tuple)
    foot: str = ""
    signed: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """JSON values, which the template takes and `from_json` reads."""
        names = {kind: name for name, kind in _KINDS.items()}
        sections = [
            {
                "title": section.title,
                "small": section.small,
                "facts": section.facts,
                "blocks": [{"kind": names[type(block)], **asdict(block)} for block in section.blocks],
            }
            for section in self.sections
        ]
        return {**asdict(self), "sections": sections}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`, also after it was written and read as text."""
        sections = tuple(
            Section(
                section["title"],
                tuple(map(_block, section["blocks"])),
                section["small"],
                _tuples(section.get("facts", ())),
            )
            for section in data["sections"]
        )
        pairs = {name: _tuples(data.get(name, ())) for name in ("facts", "signed")}
        return cls(**{**data, **pairs, "sections": sections})


def _block(data: Mapping[str, Any]) -> Block:
    values = {name: _tuples(value) for name, value in data.items() if name != "kind"}
    return _KINDS[data["kind"]](**values)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value
