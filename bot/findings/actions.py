"""The findings' buttons."""

from bot.actions import Action
from bot.findings.model import CommentKind
from bot.ids import CommentId, CommitteeId, FindingId, VersionId

EVERY_FILE = -1


class ListFindings(Action, code="n"):
    """The committee's findings."""

    committee: CommitteeId
    page: int = 0


class ShowFinding(Action, code="nf"):
    """A finding's card, in a language of its texts; None for the reader's own."""

    committee: CommitteeId
    finding: FindingId
    language: str | None = None


class ShowVersion(Action, code="nv"):
    """The card of one version."""

    committee: CommitteeId
    version: VersionId
    language: str | None = None


class ListVersions(Action, code="nh"):
    """A finding's versions."""

    committee: CommitteeId
    finding: FindingId
    page: int = 0


class CompareVersions(Action, code="nd"):
    """What changed from one version to another, in a language of their texts; None for the reader's own."""

    committee: CommitteeId
    older: VersionId
    newer: VersionId
    page: int = 0
    language: str | None = None


class ChooseComparison(Action, code="ne"):
    """The versions that one can be compared with."""

    committee: CommitteeId
    version: VersionId
    page: int = 0


class ListComments(Action, code="nc"):
    """Comments with their answers, from number `start` on (0: the first ones). `unanswered`: only those."""

    committee: CommitteeId
    finding: FindingId
    start: int = 0
    unanswered: bool = False


class AddComment(Action, code="na"):
    """The form for a comment or a proposed wording."""

    committee: CommitteeId
    version: VersionId
    kind: CommentKind


class AnswerComment(Action, code="nr"):
    """The consultant's form for an answer."""

    committee: CommitteeId
    comment: CommentId


class NewFinding(Action, code="nn"):
    """The sharing form."""

    committee: CommitteeId


class NewVersion(Action, code="nw"):
    """The form for the next version."""

    committee: CommitteeId
    finding: FindingId


class AddText(Action, code="nt"):
    """The form for a further language of a draft."""

    committee: CommitteeId
    version: VersionId


class OpenToObservers(Action, code="nx"):
    """Observers may read a finding before it is declared, or no longer. One acts in the finding's committee."""

    finding: FindingId
    opened: bool


class EditFiles(Action, code="nu"):
    """The form for a draft's files."""

    committee: CommitteeId
    version: VersionId


class ListFiles(Action, code="nl"):
    """A version's files, where they are too many for its card."""

    committee: CommitteeId
    version: VersionId


class SendFile(Action, code="ng"):
    """Sends a file of a version: the one at `place`, counted from 0, or EVERY_FILE."""

    committee: CommitteeId
    version: VersionId
    place: int


class ShareVersion(Action, code="ns"):
    """The form that shares a draft for comments."""

    committee: CommitteeId
    version: VersionId


class ConfirmVersion(Action, code="ny"):
    """A new version takes the place of the one whose ballot runs. `sure`: asked and confirmed."""

    committee: CommitteeId
    version: VersionId
    sure: bool = False
