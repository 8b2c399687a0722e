"""Who may do what with findings: what is in somebody's sight, and what they may do with it now."""

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.files import File
from bot.findings import records
from bot.findings.model import Comment, Finding, Sight, Standing, Version, sight
from bot.ids import CommentId, CommitteeId, FindingId, VersionId
from bot.store import Tx


def consultant(who: Actor) -> None:
    """Refuses `consultants-only`."""
    if not who.consults:
        raise Refusal("consultants-only", organizer=who.organizes)


def committee_of(tx: Tx, number: FindingId) -> CommitteeId:
    """The committee that a finding belongs to; whether the person serves there is asked next.

    Refuses `finding-unknown`.
    """
    found = records.finding(tx, number)
    if found is None:
        raise Refusal("finding-unknown")
    return found.committee


def committee_of_version(tx: Tx, number: VersionId) -> CommitteeId:
    """The same for a version. Refuses `version-unknown`."""
    found = records.version(tx, number)
    if found is None:
        raise Refusal("version-unknown")
    return committee_of(tx, found.finding)


def finding_in_sight(tx: Tx, who: Actor, number: FindingId) -> Finding:
    """A finding that somebody may see. Refuses `finding-unknown`, whatever the reason."""
    found = records.finding(tx, number)
    if found is None or found.committee != who.committee.id or records.shown(tx, number, sight(who)) is None:
        raise Refusal("finding-unknown")
    return found


def version_in_sight(tx: Tx, who: Actor, number: VersionId) -> tuple[Finding, Version]:
    """A version that somebody may see, and its finding. Refuses `version-unknown`, whatever the reason."""
    found = records.version(tx, number)
    if found is None or not found.visible_in(sight(who)):
        raise Refusal("version-unknown")
    finding = records.finding(tx, found.finding)
    if finding is None or finding.committee != who.committee.id:
        raise Refusal("version-unknown")
    return finding, found


def comment_in_sight(tx: Tx, who: Actor, number: CommentId) -> tuple[Finding, Comment, Version]:
    """A comment, what it was made on. Refuses `comment-unknown`, whatever the reason."""
    found = records.comment(tx, number) if who.reads_drafts else None
    if found is None:
        raise Refusal("comment-unknown")
    try:
        finding, on = version_in_sight(tx, who, found.version)
    except Refusal:
        raise Refusal("comment-unknown") from None
    return finding, found, on


def file_in_sight(tx: Tx, who: Actor, number: VersionId, place: int) -> tuple[Finding, Version, File]:
    """A file of a version whose text somebody may read. Refuses `file-unknown`, whatever the reason."""
    try:
        finding, found = version_in_sight(tx, who, number)
    except Refusal:
        raise Refusal("file-unknown") from None
    if not found.read_by(who) or not 0 <= place < len(found.files):
        raise Refusal("file-unknown")
    return finding, found, found.files[place]


def attachable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version]:
    """The draft, where this person can change its files; refuses as `attach` does."""
    consultant(who)
    finding, present = version_in_sight(tx, who, version)
    if present.standing is not Standing.DRAFT:
        raise Refusal("version-immutable", label=finding.label, version=present.number)
    return finding, present


def translatable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version]:
    """The draft, where this person can add a language to it; refuses as `add_text` does."""
    if not (who.consults or who.organizes):
        raise Refusal("no-translation-rights")
    finding, present = version_in_sight(tx, who, version)
    if present.standing is not Standing.DRAFT:
        raise Refusal("version-immutable", label=finding.label, version=present.number)
    return finding, present


def shareable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version, Version | None]:
    """The draft and the version whose place it would take; refuses as `share` does."""
    consultant(who)
    finding, draft = version_in_sight(tx, who, version)
    return finding, draft, _replaceable(tx, finding, draft)


def confirmable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version, Version]:
    """The draft and the version whose place it would take; refuses as `confirm_new_version` does."""
    if not (who.chairs or who.organizes):
        raise Refusal("chair-or-organizer-only")
    finding, draft = version_in_sight(tx, who, version)
    earlier = _replaceable(tx, finding, draft)
    facts = {"label": finding.label, "version": draft.number}
    if not draft.asked:
        raise Refusal("version-kept-back", **facts)
    if earlier is None or earlier.standing is not Standing.BALLOT:
        raise Refusal("version-without-ballot", **facts)
    return finding, draft, earlier


def commentable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version]:
    """The version, where this person can comment on it now; refuses as `comment` does."""
    if not who.reads_drafts:
        raise Refusal("observers-read-only")
    if who.consults:
        raise Refusal("consultant-answers")
    finding, found = version_in_sight(tx, who, version)
    facts = {"label": finding.label, "version": found.number}
    if found.standing is Standing.DRAFT:
        raise Refusal("version-unshared", **facts)
    if found.standing is Standing.SUPERSEDED:
        raise Refusal("version-replaced", **facts)
    if not found.standing.takes_comments:
        raise Refusal("version-declared", **facts)
    return finding, found


def _replaceable(tx: Tx, finding: Finding, draft: Version) -> Version | None:
    """The version that `draft` would take the place of; refuses where it is no draft or must wait."""
    facts = {"label": finding.label, "version": draft.number}
    if draft.standing is Standing.SUPERSEDED:
        raise Refusal("version-replaced", **facts)
    if draft.standing is not Standing.DRAFT:
        raise Refusal("version-shared", **facts)
    earlier = records.shown(tx, finding.id, Sight.SHARED)
    if earlier is not None and earlier.standing is Standing.AWAITING:
        raise Refusal("finding-awaits-chair", **facts)
    return earlier
