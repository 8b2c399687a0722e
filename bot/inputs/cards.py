"""What the inputs' screens are drawn from."""

from collections.abc import Mapping

from bot.committee.model import Committee, Constituency
from bot.dataclasses import dataclass
from bot.findings.model import Finding
from bot.ids import CommitteeId
from bot.inputs.model import Input, Request

PAGE = 5
"""Requests or inputs on one card."""


@dataclass(frozen=True)
class Progress:
    """Of a constituency: how many of the seats that are asked have answered."""

    answered: int
    seats: int


@dataclass(frozen=True)
class RequestLine:
    """A request in a list; its progress in all."""

    request: Request
    progress: Progress


@dataclass(frozen=True)
class RequestsPage:
    """Requests, newest first, counted from page 0. `unasked`: how many inputs nobody asked for."""

    committee: CommitteeId
    lines: tuple[RequestLine, ...]
    page: int
    more: bool
    may_request: bool
    may_offer: bool
    unasked: int
    collects: bool
    """Its reader works with what is given."""


@dataclass(frozen=True)
class RequestCard:
    """A request and what its reader may do. `progress`: by constituency, those that are asked only."""

    request: Request
    author: str
    constituencies: tuple[Constituency, ...]
    progress: Mapping[str, Progress]
    finding: Finding | None
    asked: bool
    answered: bool
    inputs: int
    may_end: bool
    collects: bool


@dataclass(frozen=True)
class InputLine:
    """An input and whoever gave it."""

    input: Input
    author: str
    organization: str | None
    constituency: str | None
    request: Request | None
    about: Finding | None = None
    findings: tuple[Finding, ...] = ()
    """Those that were drafted from it and that the reader may see."""
    may_draft: bool = False
    collects: bool = False


@dataclass(frozen=True)
class InputsPage:
    """A page of what was given."""

    committee: CommitteeId
    request: Request | None
    lines: tuple[InputLine, ...]
    page: int
    total: int
    constituencies: tuple[Constituency, ...]


@dataclass(frozen=True)
class Asked:
    """What a form's question is drawn from."""

    committee: Committee
    constituencies: tuple[Constituency, ...] = ()
    findings: tuple[tuple[int, str], ...] = ()
    request: Request | None = None
    input: InputLine | None = None
    languages: tuple[str, ...] = ()
    """Those into which a text can be translated."""
