"""What a ballot is made of. The values are permanent: they stand in rows, exports and old buttons."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.ids import BallotId, CommitteeId, FindingId, MembershipId, PersonId, SeatId, VersionId

TEXT_LIMIT = 1000
"""Of a change asked for or a reason for revision, in UTF-16 units."""
REASON_LIMIT = 1000
"""Of the reason for declaring another outcome than the proposed one, in UTF-16 units."""

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

    @property
    def undecided(self) -> bool:
        """Whether a new version would still set it aside."""
        return self in (Standing.RUNNING, Standing.CLOSED, Standing.WITHOUT_QUORUM)


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

    def needed(self, seats: int) -> int:
        """How many of the voting seats have to vote; at least one."""
        return max(1, math.ceil(seats * self.quorum))

    def check_deadline(self, deadline: datetime, at: datetime) -> None:
        """Refuses `ballot-too-short` where a deadline set at the instant `at` is not far enough ahead."""
        if deadline < at + timedelta(hours=self.minimum_hours):
            raise Refusal("ballot-too-short", hours=self.minimum_hours, deadline=deadline.isoformat())

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


@dataclass(frozen=True)
class Elector:
    """One voting seat of the electorate that was frozen when the ballot opened, with its vote so far. Times are UTC.

    `person`: who cast the vote. `receipt`: its number within the ballot. `after_outage`: received when the deadline had
    passed, because the bot was not receiving at the deadline. `taken_in`: the chair's mark on the text, None before it.
    `text_language`: in which the text is written, where that is known.
    """

    seat: SeatId
    constituency: str
    organization: str
    choice: Choice | None = None
    text: str | None = None
    person: PersonId | None = None
    cast_at: datetime | None = None
    receipt: int | None = None
    after_outage: bool = False
    taken_in: bool | None = None
    text_language: str | None = None

    @property
    def vote(self) -> SeatVote:
        """What counting needs of it."""
        return SeatVote(self.constituency, self.choice)


@dataclass(frozen=True)
class Ballot:
    """A vote on one version. Times are UTC.

    `closing_at`, `closing_by`: the closer's tap, where it is closed by hand. `left_open_at`: when the bot found that it
    had been away at the deadline for longer than Telegram keeps updates, so that a person has to extend or close it.
    `exception`: languages of the electorate that the version lacks, confirmed by `exception_by`.
    `extended`: quorum was missing once already and the chair extended it. `reason`: why another outcome than the
    proposed one was declared; None where the proposal was confirmed. `reason_language`: in which it is written, where
    that is known.
    """

    id: BallotId
    committee: CommitteeId
    finding: FindingId
    version: VersionId
    mode: Mode
    standing: Standing
    rules: Rules
    opened_at: datetime
    opened_by: MembershipId
    deadline: datetime
    exception: tuple[str, ...] = ()
    exception_by: MembershipId | None = None
    closing_at: datetime | None = None
    closing_by: MembershipId | None = None
    left_open_at: datetime | None = None
    extended: bool = False
    closed_at: datetime | None = None
    proposed: Outcome | None = None
    outcome: Outcome | None = None
    declared_at: datetime | None = None
    declared_by: MembershipId | None = None
    reason: str | None = None
    reason_language: str | None = None
    superseded_by: VersionId | None = None

    @property
    def ends_at(self) -> datetime:
        """The closing instant: a vote received before it is in time."""
        return self.closing_at or self.deadline

    @property
    def running(self) -> bool:
        """Takes votes (in time), shows no tally."""
        return self.standing is Standing.RUNNING

    @property
    def opened_up(self) -> bool:
        """Whether choices and names may be seen: closed with quorum, or declared."""
        return self.standing in (Standing.CLOSED, Standing.DECLARED)


@dataclass(frozen=True)
class ActingChair:
    """Whom an organizer named to declare one ballot in the chair's stead; the chair still may. UTC."""

    ballot: BallotId
    membership: MembershipId
    named_by: MembershipId
    named_at: datetime


@dataclass(frozen=True)
class Progress:
    """While it runs: how many seats of each constituency have voted, and nothing else."""

    constituencies: Mapping[str, tuple[int, int]]
    """Code: (voted, seats), in the committee's order; a constituency without seats is not represented."""

    @classmethod
    def of(cls, voted: Mapping[str, tuple[int, int]], order: Iterable[str]) -> Self:
        """`voted`: what the rows say; `order`: the committee's codes, after which come those that it has dropped."""
        return cls({code: voted.get(code, (0, 0)) for code in dict.fromkeys((*order, *voted))})

    @property
    def voted(self) -> int:
        """Seats that have voted."""
        return sum(voted for voted, _ in self.constituencies.values())

    @property
    def seats(self) -> int:
        """All voting seats."""
        return sum(seats for _, seats in self.constituencies.values())
