"""What else is done with milestones: how far each is, whose it is, its titles, what it depends on and belongs to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings.rights import finding_in_sight
from bot.ids import MembershipId, MilestoneId
from bot.intake import Outcome
from bot.meetings.service import in_sight as meeting_in_sight
from bot.store import Tx
from bot.timeline import digest, notices, records, schedule
from bot.timeline.model import Link, Milestone, Standing, circle
from bot.timeline.rights import keeper, milestone, planner


def set_standing(tx: Tx, who: Actor, number: MilestoneId, standing: Standing, at: datetime) -> Outcome:
    """Says where a milestone stands. Refuses `milestone-unknown`, `keepers-only`."""
    found = milestone(tx, who, number)
    keeper(who, found)
    records.change(tx, number, standing=standing, done_at=at if standing is Standing.DONE else None)
    schedule.plan(tx, who.committee, [milestone(tx, who, number)], at)
    return Outcome("milestone-stands", {"milestone": number, "standing": standing.value})


def set_owner(tx: Tx, who: Actor, number: MilestoneId, owner: MembershipId | None, at: datetime) -> Outcome:
    """Whose it is, which they are told; None for nobody's.

    Refuses `planners-only`, `milestone-unknown`, `member-gone`.
    """
    planner(who)
    milestone(tx, who, number)
    if owner is not None:
        holder = committee.actor_of_membership(tx, owner)
        if holder is None or holder.committee.id != who.committee.id:
            raise Refusal("member-gone")
        if owner not in (who.membership, milestone(tx, who, number).owner):
            notices.given(tx, holder, number, at)
    records.change(tx, number, owner=owner)
    schedule.plan(tx, who.committee, [milestone(tx, who, number)], at)
    return Outcome("milestone-owned", {"milestone": number})


def set_titles(tx: Tx, who: Actor, language: str, titles: Mapping[MilestoneId, str]) -> Outcome:
    """Titles in a language. Refuses `planners-only`, `milestone-unknown`."""
    planner(who)
    for number, title in titles.items():
        milestone(tx, who, number)
        records.set_titles(tx, number, {language: title})
    return Outcome("titles-written", {"n": len(titles), "language": language})


def toggle_need(tx: Tx, who: Actor, number: MilestoneId, other: MilestoneId) -> Outcome:
    """The milestone depends on the other one, or no longer.

    Refuses `planners-only`, `milestone-unknown`, `milestones-circle`.
    """
    planner(who)
    milestone(tx, who, number)
    milestone(tx, who, other)
    needs = records.needs_in(tx, who.committee.id)
    if other in needs.get(number, ()):
        records.drop_need(tx, number, other)
        return Outcome("need-dropped", {"milestone": number})
    needs.setdefault(number, set()).add(other)
    if circle(needs):
        raise Refusal("milestones-circle")
    records.add_needs(tx, [(number, other)])
    return Outcome("need-added", {"milestone": number})


def toggle_link(tx: Tx, who: Actor, number: MilestoneId, link: Link) -> Outcome:
    """A finding or a meeting belongs to the milestone, or no longer.

    Refuses `planners-only`, `milestone-unknown`, `finding-unknown`, `meeting-unknown`.
    """
    planner(who)
    milestone(tx, who, number)
    if (link.finding is None) is (
        link.meeting is None
    ):  # a forged button can name both, of which one is foreign
        raise Refusal("finding-unknown")
    if link in records.links_of(tx, [number]).get(number, ()):
        records.drop_link(tx, number, link)
        return Outcome("link-dropped", {"milestone": number})
    if link.finding is not None:
        finding_in_sight(tx, who, link.finding)
    elif link.meeting is not None:
        meeting_in_sight(tx, who, link.meeting)
    records.add_link(tx, number, link)
    return Outcome("link-added", {"milestone": number})


def subscribe(tx: Tx, who: Actor, wanted: bool, at: datetime) -> Outcome:
    """The weekly digest, or no longer."""
    records.set_digest(tx, who.membership, digest.next_at(who.committee, at) if wanted else None)
    return Outcome("digest-on" if wanted else "digest-off", {"committee": who.committee.id})


def lacking(found: Sequence[Milestone], language: str) -> list[Milestone]:
    """Those without a title in a language."""
    return [milestone for milestone in found if not milestone.translated(language)]
