"""The ballots' buttons. The committee in which one acts is the ballot's own."""

from bot.actions import Action
from bot.ballots.model import Choice, Outcome
from bot.ids import BallotId, CommitteeId, MembershipId, SeatId, VersionId


class ShowBallot(Action, code="b"):
    """The ballot paper; once closed, the result."""

    ballot: BallotId


class CastVote(Action, code="bv"):
    """One of the four choices."""

    ballot: BallotId
    choice: Choice


class BallotFile(Action, code="bf"):
    """Sends a file of the text that is voted on: the one at `place`, counted from 0, or EVERY_FILE."""

    ballot: BallotId
    place: int


class MyVotes(Action, code="bl"):
    """My votes with their receipts."""

    committee: CommitteeId
    page: int = 0


class OpenBallot(Action, code="bo"):
    """The form that opens a ballot on a version."""

    version: VersionId


class NotVoted(Action, code="bp"):
    """Which seats have not voted, for organizer and chair."""

    ballot: BallotId
    page: int = 0


class NamedVotes(Action, code="bn"):
    """Who chose what, once it is closed."""

    ballot: BallotId
    page: int = 0


class CloseBallot(Action, code="bc"):
    """Closes it by hand. `sure`: asked and confirmed."""

    ballot: BallotId
    sure: bool = False


class ShowPicture(Action, code="bi"):
    """The declared result as a picture."""

    ballot: BallotId


class ExtendBallot(Action, code="be"):
    """The form for a new deadline."""

    ballot: BallotId


class ShowTexts(Action, code="bt"):
    """One text at a time, to be marked; None for the first that is not."""

    ballot: BallotId
    seat: SeatId | None = None


class MarkText(Action, code="bm"):
    """*Taken in*, or *Not taken in*."""

    ballot: BallotId
    seat: SeatId
    taken_in: bool


class Declare(Action, code="bd"):
    """Asks to confirm the proposal; with the outcome that was shown, declares it."""

    ballot: BallotId
    outcome: Outcome | None = None


class Override(Action, code="bx"):
    """The outcomes that may be declared instead of the proposed one; with one of them, the form for the reason."""

    ballot: BallotId
    proposed: Outcome | None = None
    outcome: Outcome | None = None


class NameActingChair(Action, code="ba"):
    """Whom to name acting chair of a ballot; with a member, asks; `sure`: asked and confirmed."""

    ballot: BallotId
    page: int = 0
    member: MembershipId | None = None
    sure: bool = False


class JudgeVersion(Action, code="bj"):
    """The question whether a new version is the declared one."""

    version: VersionId


class MarkVersion(Action, code="bk"):
    """*As declared*, or *Substantive change*."""

    version: VersionId
    as_declared: bool
