"""What the screens of what is released are drawn from."""

from bot.ballots.cards import Paper
from bot.committee.model import Committee
from bot.dataclasses import dataclass
from bot.findings.model import Finding, Version
from bot.ids import VersionId
from bot.release.model import NamedCopy, Release


@dataclass(frozen=True)
class Copies:
    """The named copies of a finding, newest first. `numbers`: of the versions; `may_make`: of which one can be made."""

    finding: Finding
    lines: tuple[tuple[NamedCopy, str], ...]
    numbers: dict[VersionId, int]
    page: int
    last: int
    may_make: Version | None
    may_fetch: bool


@dataclass(frozen=True)
class CopyOf:
    """A named copy and what it is a copy of."""

    committee: Committee
    finding: Finding
    version: Version
    made: NamedCopy


@dataclass(frozen=True)
class Public:
    """What the public is told: a version that carries a declared outcome, and the ballot that gave it.

    `paper`: of the ballot, with nothing in it that belongs to one reader. `voted`: number of the version that was voted
    on.
    """

    committee: Committee
    finding: Finding
    version: Version
    paper: Paper
    voted: int


@dataclass(frozen=True)
class ReleaseCard:
    """Where a finding stands on its way to the public, for one reader.

    `public`, `proposal`: what stands. `released`: the version that is public. `able`: the version that the reader could
    propose or confirm now. `own`: the proposal is of the reader's own side. `alone`: there is no chair.
    """

    committee: Committee
    finding: Finding
    title: str
    public: Release | None
    released: Version | None
    proposal: Release | None
    able: Version | None
    agrees: bool
    own: bool
    alone: bool
