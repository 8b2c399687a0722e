"""What is released: a named copy, or a declared finding to everybody."""

from datetime import datetime

from bot.dataclasses import dataclass
from bot.ids import CommitteeId, CopyId, FindingId, MembershipId, ReleaseId, VersionId

RECIPIENT_LIMIT = 100
"""Of a recipient's name, in UTF-16 units: it stands on every page."""


@dataclass(frozen=True)
class NamedCopy:
    """A copy of a version for one recipient, numbered within the committee. `made_at` is UTC."""

    id: CopyId
    committee: CommitteeId
    number: int
    version: VersionId
    language: str
    recipient: str
    made_by: MembershipId
    made_at: datetime


@dataclass(frozen=True)
class Release:
    """A version that carries a declared outcome, on its way to the public and back. Times are UTC.

    `by_chair`: the chair's side proposed it, so that the organizers' side confirms. `withdrawn_at`: taken back, whether
    it was public by then or not; or replaced by the release of a later version.
    """

    id: ReleaseId
    finding: FindingId
    version: VersionId
    by_chair: bool
    proposed_by: MembershipId
    proposed_at: datetime
    confirmed_by: MembershipId | None = None
    confirmed_at: datetime | None = None
    withdrawn_by: MembershipId | None = None
    withdrawn_at: datetime | None = None

    @property
    def public(self) -> bool:
        """Whether anybody may have it."""
        return self.confirmed_at is not None and self.withdrawn_at is None

    @property
    def waits(self) -> bool:
        """Whether the other side has yet to agree."""
        return self.confirmed_at is None and self.withdrawn_at is None
