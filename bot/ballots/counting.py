"""The bot counts, a person declares: tally by constituency, quorum and proposed outcome, from rows alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from bot.ballots.model import Choice, Outcome, Rules, SeatVote
from bot.dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """How many voting seats there are in a group, and how many of them made each choice."""

    seats: int
    approve: int = 0
    changes: int = 0
    revise: int = 0
    abstain: int = 0

    def of(self, choice: Choice) -> int:
        """The seats that made this choice."""
        return {
            Choice.APPROVE: self.approve,
            Choice.CHANGES: self.changes,
            Choice.REVISE: self.revise,
            Choice.ABSTAIN: self.abstain,
        }[choice]

    @property
    def voted(self) -> int:
        """Seats that voted, abstentions included."""
        return self.expressed + self.abstain

    @property
    def not_voted(self) -> int:
        """Seats that have not voted; never the same as *Abstain*."""
        return self.seats - self.voted

    @property
    def expressed(self) -> int:
        """Votes that are not *Abstain*: what majorities are taken of."""
        return self.approving + self.revise

    @property
    def approving(self) -> int:
        """*Approve* plus *Approve with changes*."""
        return self.approve + self.changes

    @property
    def represented(self) -> bool:
        """Has at least one voting seat. Without one it is shown as *not represented*, never as 0 %."""
        return self.seats > 0

    @property
    def only_abstained(self) -> bool:
        """It voted, and only to abstain."""
        return self.voted > 0 and self.expressed == 0


@dataclass(frozen=True)
class Quorum:
    """Written *8 of 9 voted, 5 needed*. `missing`: represented constituencies whose one vote is lacking."""

    voted: int
    seats: int
    needed: int
    missing: tuple[str, ...]

    @property
    def reached(self) -> bool:
        """Enough seats voted, and no constituency is missing."""
        return self.voted >= self.needed and not self.missing


@dataclass(frozen=True)
class Tally:
    """The count of each constituency, in the committee's order, of all seats together, and the quorum."""

    constituencies: Mapping[str, Count]
    total: Count
    quorum: Quorum

    @property
    def only_abstained(self) -> tuple[str, ...]:
        """Constituencies that voted only to abstain; the chair is told their names and confirms."""
        return tuple(name for name, count in self.constituencies.items() if count.only_abstained)


class Reason(StrEnum):
    """The rule that decided. `Proposal.named` holds the constituencies it speaks of."""

    QUORUM_MISSING = "quorum_missing"
    """Too few voted, or the named constituencies cast no vote, or both."""
    CONSTITUENCY_REVISES = "constituency_revises"
    MAJORITY_REVISES = "majority_revises"
    ALL_APPROVE = "all_approve"
    MAJORITY_APPROVES = "majority_approves"
    ONLY_ABSTENTIONS = "only_abstentions"
    MAJORITY_LACKING = "majority_lacking"
    """In the named constituencies."""
    APPROVE_ALONE_SUFFICES = "approve_alone_suffices"
    """No change was taken in, and *Approve* has the majorities without those who asked for one."""
    APPROVE_ALONE_FALLS_SHORT = "approve_alone_falls_short"
    """No change was taken in, and in the named constituencies *Approve* alone has no majority."""


@dataclass(frozen=True)
class Proposal:
    """The outcome that the counting rules give. The chair declares it, or another with a reason."""

    outcome: Outcome
    reason: Reason
    named: tuple[str, ...] = ()
    only_abstained: tuple[str, ...] = ()


def count(electorate: Iterable[SeatVote], constituencies: Sequence[str], rules: Rules) -> Tally:
    """As `tally`, from one row per voting seat of the frozen electorate, whether or not the seat is still held."""
    rows = Counter((vote.constituency, vote.choice) for vote in electorate)
    return tally(rows, constituencies, rules)


def tally(
    rows: Mapping[tuple[str, Choice | None], int], constituencies: Sequence[str], rules: Rules
) -> Tally:
    """The tally of seats counted by constituency and choice (None: not voted).

    `constituencies` gives the order and the names of those without a seat. One that only the electorate knows
    (dropped by the committee meanwhile) is counted all the same, after the others.
    """
    names = dict.fromkeys([*constituencies, *(name for name, _ in rows)])
    counts = {
        name: _count({choice: n for (group, choice), n in rows.items() if group == name}) for name in names
    }
    total = Count(
        seats=sum(c.seats for c in counts.values()),
        **{choice.value: sum(c.of(choice) for c in counts.values()) for choice in Choice},
    )
    silent = tuple(name for name, c in counts.items() if c.represented and not c.voted)
    return Tally(
        counts,
        total,
        Quorum(
            voted=total.voted,
            seats=total.seats,
            needed=rules.needed(total.seats),
            missing=silent if rules.every_constituency else (),
        ),
    )


def propose(tally: Tally, rules: Rules) -> Proposal:
    """The first outcome that holds of the five in the contract's §3 (*Counting*)."""
    counts, total = tally.constituencies, tally.total

    def proposal(outcome: Outcome, reason: Reason, named: tuple[str, ...] = ()) -> Proposal:
        return Proposal(outcome, reason, named, tally.only_abstained)

    if not tally.quorum.reached:
        return proposal(Outcome.NO_QUORUM, Reason.QUORUM_MISSING, tally.quorum.missing)
    returning = tuple(name for name, c in counts.items() if c.revise > c.seats * rules.revision)
    if returning:
        return proposal(Outcome.RETURNED, Reason.CONSTITUENCY_REVISES, returning)
    if total.revise > total.expressed * rules.revision:
        return proposal(Outcome.RETURNED, Reason.MAJORITY_REVISES)
    if total.expressed == 0:
        return proposal(Outcome.NO_CONSENSUS, Reason.ONLY_ABSTENTIONS)
    if total.approve == total.expressed:
        return proposal(Outcome.VALIDATED, Reason.ALL_APPROVE)
    lacking = tuple(
        n for n, c in counts.items() if c.expressed and c.approving <= c.expressed * rules.majority
    )
    if lacking:
        return proposal(Outcome.NO_CONSENSUS, Reason.MAJORITY_LACKING, lacking)
    return proposal(Outcome.AMENDED, Reason.MAJORITY_APPROVES)


def propose_after_marks(tally: Tally, rules: Rules, taken_in: int) -> Proposal:
    """The proposal once the chair has marked every change text and reason for revision *taken in* or *not*.

    `taken_in`: how many were. With none, *with amendments* would promise a change that nobody makes, so
    *Approve* has to meet the same majorities alone. Other outcomes do not depend on the marks.
    """
    before = propose(tally, rules)
    if taken_in or before.outcome is not Outcome.AMENDED:
        return before
    counts = tally.constituencies.items()
    lacking = tuple(name for name, c in counts if c.expressed and c.approve <= c.expressed * rules.majority)
    if lacking:
        return Proposal(
            Outcome.NO_CONSENSUS, Reason.APPROVE_ALONE_FALLS_SHORT, lacking, before.only_abstained
        )
    return Proposal(Outcome.VALIDATED, Reason.APPROVE_ALONE_SUFFICES, (), before.only_abstained)


def _count(choices: dict[Choice | None, int]) -> Count:
    """One constituency's count. None stands for a seat that has not voted."""
    votes = {choice.value: n for choice, n in choices.items() if choice is not None}
    return Count(seats=sum(choices.values()), **votes)
