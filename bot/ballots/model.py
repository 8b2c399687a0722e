"""What a ballot is made of. The values are permanent: they stand in rows, exports and old buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

CONSTITUENCIES = ("government", "workers", "employers", "sse")
"""The four that every committee starts with, in the order of display. A committee may add its own."""

_HALF = Fraction(1, 2)


class Choice(StrEnum):
    """What a seat may say. *Not voted* is the absence of a choice, never *Abstain*."""

    APPROVE = "approve"
    CHANGES = "changes"
    REVISE = "revise"
    ABSTAIN = "abstain"

    @property
    def needs_text(self) -> bool:
        """Whether the vote counts only once its text (the change, the reason) has arrived."""
        return self in (Choice.CHANGES, Choice.REVISE)


class Mode(StrEnum):
    """Who learns at closing which seat chose what: the committee, or nobody."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - no password


class Standing(StrEnum):
    """Where a ballot stands. It is over for good once declared or superseded."""

    RUNNING = "running"
    CLOSED = "closed"
    """Counted; awaits the chair."""
    WITHOUT_QUORUM = "without_quorum"
    """Ended without quorum: nothing is shown until the chair extends it once or declares *no quorum*."""
    DECLARED = "declared"
    SUPERSEDED = "superseded"


class Outcome(StrEnum):
    """What the bot proposes and the chair declares. The values are also standings of the version."""

    VALIDATED = "validated"
    AMENDED = "amended"
    RETURNED = "returned"
    NO_CONSENSUS = "no_consensus"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Rules:
    """A committee's voting rules, frozen into each ballot when it opens. Shares are exact fractions.

    Raises ValueError for a figure under which no ballot could end.
    """

    quorum: Fraction = _HALF
    """At least this share of the voting seats has to vote."""
    every_constituency: bool = True
    """Quorum also asks for one vote from every represented constituency."""
    revision: Fraction = _HALF
    """*Needs revision* from more than this share returns the text."""
    majority: Fraction = _HALF
    """Approval is more than this share of a constituency's votes that are not *Abstain*."""
    minimum_hours: int = 24
    """From opening to the deadline, at least."""

    def __post_init__(self) -> None:
        if not 0 <= self.quorum <= 1:
            raise ValueError(f"quorum {self.quorum} is not between 0 and 1")
        if not (0 <= self.revision < 1 and 0 <= self.majority < 1):
            raise ValueError("nothing is more than all of the votes")
        if self.minimum_hours < 0:
            raise ValueError("a ballot cannot end before it opens")

    def to_json(self) -> dict[str, Any]:
        """JSON values; a share is written as `1/2`."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(v) if isinstance(v, Fraction) else v for name, v in values.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`; what is missing takes today's default.

        Raises ValueError for a rule that this program does not know.
        """
        known = {field.name: field.type for field in fields(cls)}
        if unknown := data.keys() - known.keys():
            raise ValueError(f"unknown rules: {', '.join(sorted(unknown))}")
        values: dict[str, Any] = {
            name: Fraction(value) if known[name] is Fraction else value for name, value in data.items()
        }
        return cls(**values)


@dataclass(frozen=True)
class SeatVote:
    """One row of the frozen electorate: the seat's constituency and choice (None: not voted yet)."""

    constituency: str
    choice: Choice | None
