"""Who may do what with a plan: everybody sees it, consultants and organizers change it, an owner says how far it is."""

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.ids import CommitteeId, MilestoneId
from bot.store import Tx
from bot.timeline import records
from bot.timeline.model import Milestone


def plans(who: Actor) -> bool:
    """Posts plans and moves milestones."""
    return who.consults or who.organizes


def planner(who: Actor) -> None:
    """Refuses `planners-only`."""
    if not plans(who):
        raise Refusal("planners-only")


def milestone(tx: Tx, who: Actor, number: MilestoneId) -> Milestone:
    """A milestone of the committee in which somebody acts. Refuses `milestone-unknown`."""
    found = records.milestone(tx, number)
    if found is None or found.committee != who.committee.id:
        raise Refusal("milestone-unknown")
    return found


def committee_of(tx: Tx, number: MilestoneId) -> CommitteeId:
    """The committee that a milestone belongs to; whether the person serves there is asked next."""
    found = records.milestone(tx, number)
    if found is None:
        raise Refusal("milestone-unknown")
    return found.committee


def keeps(who: Actor, of: Milestone) -> bool:
    """Says where a milestone stands: whoever plans, and its owner."""
    return plans(who) or of.owner == who.membership


def keeper(who: Actor, of: Milestone) -> None:
    """Refuses `keepers-only`."""
    if not keeps(who, of):
        raise Refusal("keepers-only")
