"""What of the ledger somebody looks at: conditions that hold together, short enough to stand in a button."""

from dataclasses import replace
from enum import StrEnum
from typing import Any, ClassVar, Self

from bot.dataclasses import dataclass
from bot.ids import FindingId, MeetingId

CHOICE_BYTES = 44
"""A button has 64 bytes, and also says in which committee, which page, and what is to be done."""
_WORDS = '"'


class Which(StrEnum):
    """How a question stands, as far as a list tells it apart."""

    ALL = "a"
    OPEN = "o"
    ANSWERED = "n"
    PENDING = "p"
    ASIDE = "x"
    """Declined, merged or withdrawn."""


@dataclass(frozen=True)
class Choice:
    """Every condition narrows the list. `mine`: asked, owned or followed by whoever looks; `wanted`: by +1.

    `meeting`, `finding`: which one, or any; None where it does not matter. `group`: a constituency's code.
    """

    which: Which = Which.ALL
    mine: bool = False
    wanted: bool = False
    meeting: MeetingId | None = None
    finding: FindingId | None = None
    group: str = ""
    words: str = ""

    ANY_MEETING: ClassVar = MeetingId(0)
    ANY_FINDING: ClassVar = FindingId(0)

    @property
    def narrow(self) -> bool:
        """Whether it leaves anything out."""
        return replace(self, wanted=False) != Choice()

    def pack(self) -> str:
        """For a button. Of words that do not fit the ends are cut: their beginnings find at least as much."""
        parts = [
            "" if self.which is Which.ALL else self.which.value,
            "i" if self.mine else "",
            "+" if self.wanted else "",
            "" if self.meeting is None else f"m{self.meeting}",
            "" if self.finding is None else f"f{self.finding}",
            f"g{self.group}" if self.group else "",
        ]
        packed = ";".join(filter(None, parts))
        room = CHOICE_BYTES - len(packed.encode()) - len(_WORDS)
        words = _fitted(self.words, room)
        return f"{packed}{_WORDS}{words}" if words else packed

    @classmethod
    def read(cls, packed: str) -> Self:
        """From a button; what makes no sense there is no condition."""
        marks, _, words = packed.partition(_WORDS)
        found: dict[str, Any] = {"words": words}
        for mark in filter(None, marks.split(";")):
            found |= _condition(mark)
        return cls(**found)


def _condition(mark: str) -> dict[str, Any]:
    kind, value = mark[0], mark[1:]
    match kind:
        case "i":
            return {"mine": True}
        case "+":
            return {"wanted": True}
        case "m" | "f" if value.isdecimal() and len(value) <= 18:  # a database's number has 63 bits
            return {"meeting" if kind == "m" else "finding": int(value)}
        case "g":
            return {"group": value}
        case _ if mark in tuple(Which):
            return {"which": Which(mark)}
        case _:
            return {}


def _fitted(words: str, room: int) -> str:
    """The longest word loses letters until all fit."""
    found = words.split()
    while found and len(" ".join(found).encode()) > room:
        longest = max(range(len(found)), key=lambda n: len(found[n].encode()))
        found[longest] = found[longest][:-1]
        found = [word for word in found if word]
    return " ".join(found)
