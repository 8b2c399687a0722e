"""The buttons of what is released. The committee in which one acts is the finding's own."""

from bot.actions import Action
from bot.ids import CopyId, FindingId, VersionId


class ListCopies(Action, code="pl"):
    """The named copies of a finding."""

    finding: FindingId
    page: int = 0


class MakeCopy(Action, code="pm"):
    """The form for a named copy of a version."""

    version: VersionId


class FetchCopy(Action, code="pf"):
    """Sends the organizer a copy again, as it was made."""

    copy: CopyId


class ShowRelease(Action, code="p"):
    """Whether a finding is public, and its public text."""

    finding: FindingId


class AgreeRelease(Action, code="pa"):
    """Proposes to make a version public, or confirms it. `sure`: seen and confirmed."""

    version: VersionId
    sure: bool = False


class WithdrawRelease(Action, code="pw"):
    """Takes a proposal or a release back. `sure`: asked and confirmed."""

    finding: FindingId
    sure: bool = False


class PublicText(Action, code="pt"):
    """The public text and picture, to be forwarded; in a language of its texts."""

    finding: FindingId
    language: str
