"""The timeline's buttons."""

from bot.actions import Action
from bot.ids import CommitteeId, FindingId, MeetingId, MembershipId, MilestoneId, ModalitiesId, PlanChangeId
from bot.timeline.model import Standing, Which


class ShowTimeline(Action, code="t"):
    """The plan; None for the page on which today lies."""

    committee: CommitteeId
    which: Which = Which.ALL
    page: int | None = None


class ShowTimelinePicture(Action, code="tp"):
    """A page of the plan as a picture."""

    committee: CommitteeId
    which: Which = Which.ALL
    page: int | None = None


class ShowMilestone(Action, code="tm"):
    """One milestone."""

    milestone: MilestoneId


class ShowHistory(Action, code="th"):
    """How its days have changed."""

    milestone: MilestoneId
    page: int = 0


class ShowRelated(Action, code="trl"):
    """All that it depends on, that depends on it, and that belongs to it."""

    milestone: MilestoneId
    page: int = 0


class ListChanges(Action, code="tf"):
    """What was done to the plan, newest first."""

    committee: CommitteeId
    page: int = 0


class UndoChange(Action, code="tun"):
    """Takes the plan's last change back; asks first."""

    change: PlanChangeId
    sure: bool


class ChangePlan(Action, code="tb"):
    """What can be done with the plan as a whole."""

    committee: CommitteeId


class PostPlan(Action, code="tn"):
    """The form for a whole plan."""

    committee: CommitteeId


class AddMilestones(Action, code="ta"):
    """The form that adds milestones to the plan, step by step."""

    committee: CommitteeId


class LayOut(Action, code="tc"):
    """The form for what follows a deliverable; None for one that is not in the plan yet."""

    committee: CommitteeId
    milestone: MilestoneId | None = None


class SendTemplate(Action, code="tx"):
    """Sends the plan as a workbook to fill in."""

    committee: CommitteeId


class WriteTitles(Action, code="tt"):
    """The form for titles in another language, of one milestone or of all."""

    committee: CommitteeId
    milestone: MilestoneId | None = None


class MoveMilestone(Action, code="tv"):
    """The form that moves a milestone."""

    milestone: MilestoneId


class TakeWorkingDay(Action, code="tw"):
    """Moves the end from a day off to the next working day."""

    milestone: MilestoneId


class TakeOut(Action, code="tde"):
    """The form that takes it out of the plan."""

    milestone: MilestoneId


class PutStanding(Action, code="ts"):
    """Says where it stands."""

    milestone: MilestoneId
    standing: Standing


class ArrangeMilestone(Action, code="te"):
    """What else can be changed: owner, dependencies, links, titles."""

    milestone: MilestoneId


class ListOwners(Action, code="to"):
    """Whom it may be given to."""

    milestone: MilestoneId
    page: int = 0


class GiveTo(Action, code="tg"):
    """Whose it is; None for nobody's."""

    milestone: MilestoneId
    owner: MembershipId | None


class ListNeeds(Action, code="tl"):
    """What it may depend on."""

    milestone: MilestoneId
    page: int = 0


class ToggleNeed(Action, code="tk"):
    """It depends on the other one, or no longer."""

    milestone: MilestoneId
    other: MilestoneId
    page: int = 0


class ListLinks(Action, code="ti"):
    """What may belong to it."""

    milestone: MilestoneId
    page: int = 0


class ToggleLink(Action, code="tj"):
    """A finding or a meeting belongs to it, or no longer."""

    milestone: MilestoneId
    finding: FindingId | None
    meeting: MeetingId | None
    page: int = 0


class Subscribe(Action, code="tu"):
    """The weekly digest, or no longer."""

    committee: CommitteeId
    wanted: bool


class ShowModalities(Action, code="tq"):
    """The working modalities: the newest version unless one is named."""

    committee: CommitteeId
    version: ModalitiesId | None = None
    language: str | None = None


class ListModalities(Action, code="tr"):
    """Their versions."""

    committee: CommitteeId
    page: int = 0


class WriteModalities(Action, code="ty"):
    """The form for the next version."""

    committee: CommitteeId


class SendModalities(Action, code="tz"):
    """Sends a file of a version."""

    version: ModalitiesId
    place: int
