"""What people see of what is released."""

from dataclasses import replace

from bot.ballots import reading as ballots
from bot.ballots import records as ballot_records
from bot.committee import records as roster
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import records as findings
from bot.findings import service as finding_service
from bot.findings.model import Finding, Sight, Version
from bot.ids import CopyId, FindingId, VersionId
from bot.release import copying, records
from bot.release.cards import Copies, CopyOf, Public, ReleaseCard
from bot.release.model import Release
from bot.release.publishing import agrees, completes
from bot.screens import leaf
from bot.store import Tx

PAGE = 6


def copies(tx: Tx, who: Actor, number: FindingId, page: int = 0) -> Copies:
    """The named copies of a finding; a page beyond the last one gives the last.

    Refuses `chair-or-organizer-only` to whoever does not learn of them, `finding-unknown`.
    """
    if not copying.oversees(who):
        raise Refusal("chair-or-organizer-only")
    finding = finding_service.finding_in_sight(tx, who, number)
    versions = findings.versions_of(tx, number)
    made = records.copies_of(tx, [version.id for version in versions])
    copies, page, last = leaf(made, page, PAGE)
    shown = findings.shown(tx, number, Sight.SHARED)
    lines = [(one, roster.author_name(tx, one.made_by)[0]) for one in copies]
    return Copies(
        finding=finding,
        lines=tuple(lines),
        numbers={version.id: version.number for version in versions},
        page=page,
        last=last,
        may_make=shown if who.organizes else None,
        may_fetch=who.organizes,
    )


def copy_of(tx: Tx, who: Actor, number: CopyId) -> CopyOf:
    """A named copy. Refuses `copy-unknown`."""
    return CopyOf(who.committee, *copying.copy_in_sight(tx, who, number))


def release_card(tx: Tx, who: Actor, number: FindingId) -> ReleaseCard:
    """Where a finding stands on its way to the public.

    Refuses `finding-unknown`, and `release-none` to whoever has no part in it before it is public.
    """
    finding = finding_service.finding_in_sight(tx, who, number)
    standing = records.of_finding(tx, number)
    public = next((found for found in standing if found.public), None)
    side = agrees(tx, who, number)
    if public is None and not side:
        raise Refusal("release-none", label=finding.label)
    adopted = _adopted(tx, number)
    proposal = next(
        (f for f in standing if f.waits and adopted is not None and f.version == adopted.id), None
    )
    released = None if public is None else finding_service.version(tx, public.version)
    shown = released or adopted
    return ReleaseCard(
        committee=who.committee,
        finding=finding,
        title="" if shown is None else shown.text_for(who.person.language).title,
        public=public,
        released=released,
        proposal=proposal if side else None,
        able=adopted if side and adopted != released else None,
        agrees=side,
        own=proposal is not None and not completes(tx, who, proposal),
        alone=not roster.chairs_joined(tx, finding.committee),
    )


def preview(tx: Tx, who: Actor, number: VersionId) -> Public:
    """What the public would be told of a version. Refuses `version-unknown`, `release-not-adopted`."""
    finding, version = finding_service.version_in_sight(tx, who, number)
    return _public(tx, who, finding, version)


def public(tx: Tx, who: Actor, number: FindingId) -> Public:
    """What the public is told of a finding. Refuses `finding-unknown`, `release-none`."""
    finding = finding_service.finding_in_sight(tx, who, number)
    found = next((one for one in records.of_finding(tx, number) if one.public), None)
    if found is None:
        raise Refusal("release-none", label=finding.label)
    return _public(tx, who, finding, finding_service.version(tx, found.version))


def waiting(tx: Tx, who: Actor) -> list[tuple[Release, Finding]]:
    """Proposals of the other side that somebody can confirm."""
    found = []
    for release in records.waiting(tx, who.committee.id):
        if not completes(tx, who, release):
            continue
        adopted = _adopted(tx, release.finding)
        finding = findings.finding(tx, release.finding)
        if adopted is not None and adopted.id == release.version and finding is not None:
            found.append((release, finding))
    return found


def _adopted(tx: Tx, number: FindingId) -> Version | None:
    """The newest version with an outcome, where that makes it the committee's text."""
    found = findings.shown(tx, number, Sight.DECLARED)
    return found if found is not None and found.standing.adopted else None


def _public(tx: Tx, who: Actor, finding: Finding, version: Version) -> Public:
    voted = version.carries or version.id
    ballot = ballot_records.declared_on(tx, voted)
    if ballot is None or not version.standing.adopted:
        raise Refusal("release-not-adopted", label=finding.label)
    paper = ballots.paper(tx, who, ballot.id)
    anybodys = replace(paper, version=version, mine=None, owed=None, stand_in=None, by_other=False)
    return Public(who.committee, finding, version, anybodys, finding_service.version(tx, voted).number)
