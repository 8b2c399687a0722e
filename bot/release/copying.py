"""Named copies: protected messages cannot be copied, so an organizer makes one for a recipient who is named on it."""

from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.delivery import write_letter
from bot.errors import Refusal
from bot.findings import records as findings
from bot.findings import service as finding_service
from bot.findings.model import Finding, Standing, Version
from bot.ids import CopyId, VersionId
from bot.intake import Outcome
from bot.release import records
from bot.release.model import RECIPIENT_LIMIT, NamedCopy
from bot.store import Tx
from bot.texts import typed_line


def make_copy(
    tx: Tx, who: Actor, version: VersionId, *, recipient: str, language: str, at: datetime
) -> Outcome:
    """A copy for one recipient: it is sent to the organizer, and consultants, chair and other organizers are told.

    Refuses as `copyable` does, `copy-no-text` (there is no text in that language), and what `recipient_of` refuses.
    """
    finding, found = copyable(tx, who, version)
    if language not in found.languages:
        raise Refusal("copy-no-text")
    name = recipient_of(recipient)
    made = records.add_copy(
        tx, who.committee.id, version, language=language, recipient=name, by=who.membership, at=at
    )
    _send(tx, who, made, key=str(made.id), at=at)
    told = (
        a
        for a in committee.actors_in(tx, who.committee.id)
        if (a.consults or a.chairs or a.organizes) and a.membership != who.membership
    )
    tell(tx, "copy-made", told, key=str(made.id), at=at, facts={"copy": made.id})
    return Outcome("copy-made", _facts(finding, found, made))


def fetch_copy(tx: Tx, who: Actor, number: CopyId, *, key: str, at: datetime) -> Outcome:
    """The same file once more. `key` names the request. Refuses `organizers-only`, `copy-unknown`."""
    finding, found, made = copy_in_sight(tx, who, number)
    if not who.organizes:
        raise Refusal("organizers-only")
    _send(tx, who, made, key=f"{made.id}/{key}", at=at)
    return Outcome("copy-sent-again", _facts(finding, found, made))


def copyable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version]:
    """A version of which an organizer can make a copy.

    Refuses `organizers-only`, `version-unknown`, `version-unshared` (it is the consultant's own still).
    """
    if not who.organizes:
        raise Refusal("organizers-only")
    finding, found = finding_service.version_in_sight(tx, who, version)
    if found.shared_at is None or found.standing is Standing.DRAFT:
        raise Refusal("version-unshared")
    return finding, found


def copy_in_sight(tx: Tx, who: Actor, number: CopyId) -> tuple[Finding, Version, NamedCopy]:
    """A copy, for those who learn of it. Refuses `copy-unknown`, whatever the reason."""
    made = records.copy(tx, number)
    if made is None or made.committee != who.committee.id or not oversees(who):
        raise Refusal("copy-unknown")
    version = findings.version(tx, made.version)
    assert version is not None
    return finding_service.finding_of(tx, version), version, made


def oversees(who: Actor) -> bool:
    """Sees which copies there are."""
    return who.organizes or who.chairs or who.consults


def recipient_of(text: str) -> str:
    """A recipient's name on one line. Refuses `text-empty` and `text-too-long`."""
    return typed_line(text, RECIPIENT_LIMIT)


def _send(tx: Tx, who: Actor, made: NamedCopy, *, key: str, at: datetime) -> None:
    facts = {"copy": made.id, "membership": who.membership}
    write_letter(tx, "named-copy", who.person.id, key=key, at=at, committee=who.committee.id, facts=facts)


def _facts(finding: Finding, version: Version, made: NamedCopy) -> dict[str, object]:
    return {
        "finding": finding.id,
        "version": version.id,
        "copy": made.id,
        "number": made.number,
        "recipient": made.recipient,
    }
