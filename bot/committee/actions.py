"""Buttons of home, joining and the committee."""

from bot.actions import Action
from bot.ids import CommitteeId, MembershipId


class Home(Action, code="h"):
    """The home screen."""


class Todo(Action, code="td"):
    """What waits for me."""

    page: int = 0


class JoinIn(Action, code="jl"):
    """A language chosen on the first screen. The payload proves the invitation: nothing is kept of a stranger."""

    language: str
    payload: str


class AboutData(Action, code="jp"):
    """What is stored and for how long, before anybody consents to it."""

    language: str
    payload: str


class Agree(Action, code="ja"):
    """Consent given: spends the invitation."""

    language: str
    payload: str


class Decline(Action, code="jd"):
    """No consent: nothing is kept, the invitation stays open."""

    language: str
    payload: str


class Languages(Action, code="l"):
    """The choice of languages."""


class Speak(Action, code="ls"):
    """A language chosen."""

    language: str


class Zones(Action, code="z"):
    """The choice of time zones."""


class UseZone(Action, code="zs"):
    """A time zone chosen; None for the committee's."""

    zone: str | None


class ShowCommittee(Action, code="c"):
    """The roster."""

    committee: CommitteeId
    page: int = 0


class ShowGroup(Action, code="cg"):
    """The committee's group chat, for organizers."""

    committee: CommitteeId


class UseCommittee(Action, code="cu"):
    """Commands act in this committee from now on."""

    committee: CommitteeId


class MyCommittees(Action, code="cs"):
    """Where I serve, and what waits for me there."""

    page: int = 0


class ShowMember(Action, code="cm"):
    """Somebody on the roster, for organizers."""

    committee: CommitteeId
    membership: MembershipId


class NewLink(Action, code="cn"):
    """A new invitation link for somebody who has not joined."""

    committee: CommitteeId
    membership: MembershipId


class RevokeLink(Action, code="cr"):
    """The invitation link no longer opens anything."""

    committee: CommitteeId
    membership: MembershipId


class NotThisPerson(Action, code="cx"):
    """Somebody else took the seat. `sure`: asked and confirmed."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False


class InviteOne(Action, code="ci"):
    """The form for one invitation."""

    committee: CommitteeId


class ImportRoster(Action, code="cf"):
    """The form for a roster file."""

    committee: CommitteeId


class ShowLinks(Action, code="cl"):
    """The links of everybody who has not joined."""

    committee: CommitteeId
    page: int = 0


class ShowNotReached(Action, code="cq"):
    """Who was not reached by a notice, with a text to send by other means."""

    committee: CommitteeId
    page: int = 0


class Help(Action, code="hp"):
    """What the bot is for."""


class Privacy(Action, code="pp"):
    """What is stored, and why."""


class ShowDaysOff(Action, code="wd"):
    """The committee's days off."""

    committee: CommitteeId
    page: int = 0


class AddDaysOff(Action, code="wa"):
    """The form for days off that were announced."""

    committee: CommitteeId


class WorkOn(Action, code="wo"):
    """A day (ISO) is worked, or off again."""

    committee: CommitteeId
    day: str
    works: bool
    page: int = 0


class SettleActs(Action, code="cy"):
    """All that a wrong person did is decided: the list goes."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False


class ShowActs(Action, code="cz"):
    """What was done by somebody who had taken the place of another."""

    committee: CommitteeId
    membership: MembershipId
    page: int = 0
