"""What is done with findings. The use cases stand in their own files; here is also what the ballots need."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.errors import Refusal
from bot.findings import records
from bot.findings.commenting import answer_comment, comment
from bot.findings.fetching import send_file
from bot.findings.model import Finding, Sight, Standing, Version
from bot.findings.rights import (
    attachable,
    comment_in_sight,
    commentable,
    confirmable,
    consultant,
    file_in_sight,
    finding_in_sight,
    shareable,
    translatable,
    version_in_sight,
)
from bot.findings.writing import add_text, attach, confirm_new_version, create, new_version, share
from bot.ids import FindingId, VersionId
from bot.store import Tx

VotesSetAside = Callable[[Tx, VersionId], int]
"""How many votes on a version lapse where another takes its place. The ballots know; the app wires it."""


def move(tx: Tx, version: VersionId, standing: Standing, carries: VersionId | None = None) -> None:
    """Sets where a version stands, for the ballots. `carries`: the voted version whose outcome it carries."""
    records.change_version(tx, version, standing=standing, carries=carries)


def set_window(tx: Tx, version: VersionId, until: datetime | None) -> None:
    """Sets the end of a version's comment window, for the ballots; None while the chair is asked about it."""
    records.change_version(tx, version, comments_until=until)


def version(tx: Tx, number: VersionId) -> Version:
    """One version, whoever asks: the caller has checked who may see it. Refuses `version-unknown`."""
    found = records.version(tx, number)
    if found is None:
        raise Refusal("version-unknown")
    return found


def finding_of(tx: Tx, version: Version) -> Finding:
    """The finding that a version belongs to, whoever asks."""
    found = records.finding(tx, version.finding)
    assert found is not None
    return found


def version_for_ballot(tx: Tx, finding: FindingId) -> Version:
    """The version that the committee has before it. Refuses `version-unshared` where it has none."""
    found = records.shown(tx, finding, Sight.SHARED)
    if found is None:
        raise Refusal("version-unshared")
    return found


def languages_missing(version: Version, languages: Iterable[str]) -> list[str]:
    """Those of `languages` in which the version has no text."""
    return [language for language in languages if language not in version.languages]


__all__ = [
    "VotesSetAside",
    "add_text",
    "answer_comment",
    "attach",
    "attachable",
    "comment",
    "comment_in_sight",
    "commentable",
    "confirm_new_version",
    "confirmable",
    "consultant",
    "create",
    "file_in_sight",
    "finding_in_sight",
    "finding_of",
    "languages_missing",
    "move",
    "new_version",
    "send_file",
    "set_window",
    "share",
    "shareable",
    "translatable",
    "version",
    "version_for_ballot",
    "version_in_sight",
]
