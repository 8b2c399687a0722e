"""A declared finding is made public where organizer and chair agree, and is public no more once one takes it back."""

from dataclasses import replace
from datetime import datetime

from bot.ballots import records as ballots
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.errors import Refusal
from bot.findings import records as findings
from bot.findings import service as finding_service
from bot.findings.model import Finding, Sight, Version
from bot.i18n import as_fact
from bot.ids import FindingId, VersionId
from bot.intake import Outcome
from bot.release import group, records
from bot.release.model import Release
from bot.store import Tx


def agree(tx: Tx, who: Actor, number: VersionId, at: datetime) -> Outcome:
    """Proposes to make a version public; from the other side, confirms it: then everybody is told.

    Where there is no chair, the organizer alone decides. Refuses as `releasable` does, `release-proposed-already` (by
    one's own side), `release-public-already`.
    """
    finding, version, standing = releasable(tx, who, number)
    facts = {"finding": finding.id, "version": number, "label": finding.label, "v": version.number}
    public = next((found for found in standing if found.public and found.version == number), None)
    if public is not None:
        raise Refusal("release-public-already", **facts)
    by_chair = presides_over(tx, who, finding.id)
    proposal = next((found for found in standing if found.waits and found.version == number), None)
    alone = not roster.chairs_joined(tx, finding.committee)
    if proposal is None:
        proposal = records.add_release(tx, finding.id, number, by_chair=by_chair, by=who.membership, at=at)
        if not alone:
            _tell_other_side(tx, who, proposal, at)
            return Outcome("release-proposed", facts)
    elif not alone and not completes(tx, who, proposal):
        raise Refusal("release-proposed-already", **facts)
    for earlier in standing:
        if earlier.id != proposal.id:
            records.change(tx, earlier.id, withdrawn_by=who.membership, withdrawn_at=at)
    records.change(tx, proposal.id, confirmed_by=who.membership, confirmed_at=at)
    _tell_everybody(tx, who, "finding-released", replace(proposal, confirmed_at=at), at)
    group.say_released(tx, finding.committee, proposal.id, at)
    return Outcome("release-alone" if alone else "release-confirmed", facts)


def withdraw(tx: Tx, who: Actor, number: FindingId, at: datetime) -> Outcome:
    """Organizer or chair takes back what was released or proposed: the bot gives out no further copies.

    Refuses as `withdrawable` does.
    """
    finding, standing = withdrawable(tx, who, number)
    for found in standing:
        records.change(tx, found.id, withdrawn_by=who.membership, withdrawn_at=at)
    public = next((found for found in standing if found.public), None)
    if public is not None:
        _tell_everybody(tx, who, "release-withdrawn", public, at)
        group.say_withdrawn(tx, finding.committee, public.id, at)
    else:
        _tell_other_side(tx, who, standing[0], at, kind="release-declined")
    return Outcome("release-withdrawn", {"finding": number, "label": finding.label})


def releasable(tx: Tx, who: Actor, number: VersionId) -> tuple[Finding, Version, list[Release]]:
    """A version that can be made public, and what stands of its finding.

    Refuses `chair-or-organizer-only`, `version-unknown`, `release-not-adopted` (no outcome by which the text is the
    committee's), `release-not-newest` (a later version carries the outcome).
    """
    finding, version = finding_service.version_in_sight(tx, who, number)
    _agrees(tx, who, finding.id)
    if not version.standing.adopted:
        raise Refusal("release-not-adopted", label=finding.label)
    if findings.shown(tx, finding.id, Sight.DECLARED) != version:
        raise Refusal("release-not-newest", label=finding.label)
    return finding, version, records.of_finding(tx, finding.id)


def withdrawable(tx: Tx, who: Actor, number: FindingId) -> tuple[Finding, list[Release]]:
    """A finding of which something stands to be taken back. Refuses `chair-or-organizer-only`, `finding-unknown`,
    `release-none`."""
    finding = finding_service.finding_in_sight(tx, who, number)
    _agrees(tx, who, number)
    standing = records.of_finding(tx, number)
    if not standing:
        raise Refusal("release-none", label=finding.label)
    return finding, standing


def agrees(tx: Tx, who: Actor, number: FindingId) -> bool:
    """One of the two sides whose agreement it takes."""
    return who.organizes or presides_over(tx, who, number)


def completes(tx: Tx, who: Actor, proposal: Release) -> bool:
    """Whether somebody is of the side that a proposal still lacks.

    An organizer who was the acting chair may stand for either side, but not for both.
    """
    if who.membership == proposal.proposed_by:
        return False
    proposer = committee.actor_of_membership(tx, proposal.proposed_by)
    theirs = {proposal.by_chair, *(_sides(tx, proposer, proposal.finding) if proposer else ())}
    return any(mine is not other for mine in _sides(tx, who, proposal.finding) for other in theirs)


def _sides(tx: Tx, who: Actor, number: FindingId) -> set[bool]:
    """True: the chair's; False: the organizers'."""
    chairs = {True} if presides_over(tx, who, number) else set()
    return chairs | ({False} if who.organizes else set())


def presides_over(tx: Tx, who: Actor, number: FindingId) -> bool:
    """The chair's side: the chair, or the acting chair of the ballot that made the text the committee's."""
    if who.chairs:
        return True
    adopted = findings.shown(tx, number, Sight.DECLARED)
    ballot = None if adopted is None else ballots.declared_on(tx, adopted.carries or adopted.id)
    acting = None if ballot is None else ballots.acting_chair(tx, ballot.id)
    return acting is not None and acting.membership == who.membership


def _agrees(tx: Tx, who: Actor, number: FindingId) -> None:
    if not agrees(tx, who, number):
        raise Refusal("chair-or-organizer-only")


def _tell_other_side(
    tx: Tx, who: Actor, of: Release, at: datetime, *, kind: str = "release-proposed"
) -> None:
    readers = (
        a
        for a in committee.actors_in(tx, who.committee.id)
        if agrees(tx, a, of.finding) and a.membership != who.membership
    )
    facts = {"release": of.id, "finding": of.finding}
    tell(tx, kind, readers, key=f"{of.id}/{as_fact(at)}", at=at, facts=facts, subject=f"release:{of.finding}")


def _tell_everybody(tx: Tx, who: Actor, kind: str, of: Release, at: datetime) -> None:
    readers = (a for a in committee.actors_in(tx, who.committee.id) if a.membership != who.membership)
    facts = {"release": of.id, "finding": of.finding}
    tell(tx, kind, readers, key=f"{of.id}/{as_fact(at)}", at=at, facts=facts, subject=f"release:{of.finding}")
