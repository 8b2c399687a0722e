"""What a ballot's screens are drawn from: the ballot as one reader may see it, and lists of several."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from bot.ballots.counting import Proposal, Tally
from bot.ballots.model import Ballot, Choice, Elector, Outcome, Progress, Rules
from bot.ballots.reservations.model import Reservation
from bot.committee.model import Constituency
from bot.dataclasses import dataclass
from bot.findings.model import Finding, Version
from bot.ids import CommitteeId, MembershipId, PersonId


@dataclass(frozen=True)
class Judgement:
    """What the rules propose as things stand.

    `texts`: how many change texts and reasons for revision there are. `to_mark`: how many of them the chair has still
    to mark before declaring. `amendable`: all are marked, and a change was taken in, so that *with amendments* promises
    something.
    """

    tally: Tally
    proposal: Proposal
    texts: int
    to_mark: int
    amendable: bool = False

    @property
    def others(self) -> tuple[Outcome, ...]:
        """What may be declared instead, with a reason; nothing where quorum is missing."""
        if self.proposal.outcome is Outcome.NO_QUORUM:
            return ()
        lawful = [Outcome.VALIDATED, Outcome.AMENDED, Outcome.RETURNED, Outcome.NO_CONSENSUS]
        return tuple(
            outcome
            for outcome in lawful
            if outcome is not self.proposal.outcome and (outcome is not Outcome.AMENDED or self.amendable)
        )


@dataclass(frozen=True)
class StandIn:
    """The acting chair of a ballot and who named them when (UTC). A name is empty once its owner erased it."""

    membership: MembershipId
    name: str
    named_by: str
    named_at: datetime


@dataclass(frozen=True)
class Paper:
    """A ballot for one reader. Fields that they may not see are None or empty.

    `mine`: the row of the reader's seat. `owed`: the choice whose text they have yet to send. `ended`: the closing
    instant has passed and the count is not done yet. `needed`: votes that quorum asks for. `late_votes`: received
    after an outage, once they may be seen. `superseded_by`: the number of the version that took the text's place.
    `by_other`: the vote of the reader's seat was cast by its other holder, and `mine` tells how only where everybody
    may know. `titular_voted`: that was the titular, so the reader, an alternate, no longer can. `chaired`: somebody
    presides; `chair_joined`: and can declare. `presides`: the reader may declare this ballot. `stand_in`: its acting
    chair; `may_name`: the reader may name one now. `before`: while it runs, the last version before this one that the
    reader may read. `reservations`: those that stand on its outcome; `may_reserve`: the reader may attach one.
    `exception_by`: who confirmed its exception of languages; empty once they erased their name. `wrongly_opened`: for
    those who manage it: it was opened by somebody who was not whom their place was meant for, and is not declared.
    `unanswered`: comments on the finding without an answer, for whoever is to declare.
    """

    ballot: Ballot
    finding: Finding
    version: Version
    constituencies: tuple[Constituency, ...]
    progress: Progress
    needed: int
    mine: Elector | None = None
    owed: Choice | None = None
    by_other: bool = False
    titular_voted: bool = False
    chaired: bool = True
    chair_joined: bool = True
    may_vote: bool = False
    manages: bool = False
    presides: bool = False
    reads_drafts: bool = True
    ended: bool = False
    judgement: Judgement | None = None
    late_votes: int = 0
    superseded_by: int | None = None
    stand_in: StandIn | None = None
    may_name: bool = False
    before: Version | None = None
    reservations: tuple[Reservation, ...] = ()
    may_reserve: bool = False
    exception_by: str = ""
    wrongly_opened: bool = False
    unanswered: int = 0

    @property
    def voted(self) -> bool:
        """Whether the reader's seat has voted, whoever cast the vote."""
        return self.by_other or (self.mine is not None and self.mine.choice is not None)

    @property
    def silent(self) -> tuple[str, ...]:
        """Represented constituencies without a vote, where quorum asks for one from each."""
        if not self.ballot.rules.every_constituency:
            return ()
        return tuple(
            code for code, (voted, seats) in self.progress.constituencies.items() if seats and not voted
        )


@dataclass(frozen=True)
class Holders:
    """Rows of the electorate with the names that they need: who voted how, or who has not voted."""

    paper: Paper
    electors: tuple[Elector, ...]
    names: Mapping[PersonId, str] = field(default_factory=dict)
    of_seat: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Who holds a seat now."""


@dataclass(frozen=True)
class StandIns:
    """Whom an organizer may name acting chair: membership, name, and organization where they hold a seat."""

    paper: Paper
    people: tuple[tuple[MembershipId, str, str | None], ...]


@dataclass(frozen=True)
class Prospect:
    """What is known before a ballot is opened. `rules`: by which it would be counted.

    `until`: the end of the comment window, where it still runs. `unanswered`: comments without an answer.
    """

    finding: Finding
    version: Version
    constituencies: tuple[Constituency, ...]
    seats: Mapping[str, int]
    missing: tuple[str, ...]
    until: datetime | None
    rules: Rules
    unanswered: int


@dataclass(frozen=True)
class VotesPage:
    """What `reader` was asked to vote on, newest first. Pages are counted from 0.

    A vote that another holder of the seat cast is a row with their number, and without the choice until closing.
    """

    committee: CommitteeId
    reader: PersonId
    lines: tuple[tuple[Ballot, Elector, Finding, Version], ...]
    page: int
    last: int
    votes: bool
    """Whether the reader has a vote at all."""


@dataclass(frozen=True)
class Succession:
    """A version whose place after a declared one the chair has to judge."""

    finding: Finding
    earlier: Version
    version: Version
    outcome: Outcome


@dataclass(frozen=True)
class ToDo:
    """What waits for somebody in this room. `chairless`: long undeclared, and an organizer may name an acting chair."""

    votes: tuple[tuple[Ballot, Finding], ...] = ()
    declarations: tuple[tuple[Ballot, Finding], ...] = ()
    left_open: tuple[tuple[Ballot, Finding], ...] = ()
    chairless: tuple[tuple[Ballot, Finding], ...] = ()
    successions: tuple[tuple[Version, Finding], ...] = ()


@dataclass(frozen=True)
class OnFinding:
    """What this room offers on a finding's card, in the version that is shown."""

    version: Version
    may_open: bool = False
    ballot: Ballot | None = None
    may_vote: bool = False
    to_judge: bool = False
    reservations: int = 0
