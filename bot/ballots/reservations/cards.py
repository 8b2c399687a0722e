"""What the reservations' screens are drawn from."""

from bot.ballots.cards import Paper
from bot.ballots.reservations.model import Reservation
from bot.dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A reservation as one reader may see it: observers learn the constituency, never whose it is.

    `author`: empty once they erased their name. `mine`: the reader can change or withdraw it.
    """

    of: Reservation
    author: str
    mine: bool
    named: bool = True


@dataclass(frozen=True)
class Page:
    """The reservations on a ballot's outcome that fit on a card. Pages are counted from 0."""

    paper: Paper
    lines: tuple[Line, ...]
    total: int
    page: int
    last: int
    may_attach: bool


@dataclass(frozen=True)
class Draft:
    """What a form about a reservation is drawn from. `of`: the one that is reworded; `taken`: as in `attachable`."""

    paper: Paper
    constituency: str
    organization: str
    languages: tuple[str, ...]
    taken: dict[bool, int]
    of: Reservation | None = None
