"""Buttons of home, joining and the committee."""

from dataclasses import dataclass

from bot.actions import Action
from bot.ids import CommitteeId, MembershipId


@dataclass(frozen=True)
class Home(Action, code="h"):
    """The home screen."""


@dataclass(frozen=True)
class Todo(Action, code="td"):
    """What waits for me."""

    page: int = 0


@dataclass(frozen=True)
class JoinIn(Action, code="jl"):
    """A language chosen on the first screen. The payload proves the invitation: nothing is kept of a stranger."""

    language: str
    payload: str


@dataclass(frozen=True)
class Agree(Action, code="ja"):
    """Consent given: spends the invitation."""

    language: str
    payload: str


@dataclass(frozen=True)
class Decline(Action, code="jd"):
    """No consent: nothing is kept, the invitation stays open."""

    language: str
    payload: str


@dataclass(frozen=True)
class Languages(Action, code="l"):
    """The choice of languages."""


@dataclass(frozen=True)
class Speak(Action, code="ls"):
    """A language chosen."""

    language: str


@dataclass(frozen=True)
class Zones(Action, code="z"):
    """The choice of time zones."""


@dataclass(frozen=True)
class UseZone(Action, code="zs"):
    """A time zone chosen; None for the committee's."""

    zone: str | None


@dataclass(frozen=True)
class ShowCommittee(Action, code="c"):
    """The roster."""

    committee: CommitteeId
    page: int = 0


@dataclass(frozen=True)
class ShowGroup(Action, code="cg"):
    """The committee's group chat, for organizers."""

    committee: CommitteeId


@dataclass(frozen=True)
class UseCommittee(Action, code="cu"):
    """Commands act in this committee from now on."""

    committee: CommitteeId


@dataclass(frozen=True)
class MyCommittees(Action, code="cs"):
    """Where I serve, and what waits for me there."""

    page: int = 0


@dataclass(frozen=True)
class ShowMember(Action, code="cm"):
    """Somebody on the roster, for organizers."""

    committee: CommitteeId
    membership: MembershipId


@dataclass(frozen=True)
class NewLink(Action, code="cn"):
    """A new invitation link for somebody who has not joined."""

    committee: CommitteeId
    membership: MembershipId


@dataclass(frozen=True)
class RevokeLink(Action, code="cr"):
    """The invitation link no longer opens anything."""

    committee: CommitteeId
    membership: MembershipId


@dataclass(frozen=True)
class NotThisPerson(Action, code="cx"):
    """Somebody else took the seat. `sure`: asked and confirmed."""

    committee: CommitteeId
    membership: MembershipId
    sure: bool = False


@dataclass(frozen=True)
class InviteOne(Action, code="ci"):
    """The form for one invitation."""

    committee: CommitteeId


@dataclass(frozen=True)
class ImportRoster(Action, code="cf"):
    """The form for a roster file."""

    committee: CommitteeId


@dataclass(frozen=True)
class ShowLinks(Action, code="cl"):
    """The links of everybody who has not joined."""

    committee: CommitteeId
    page: int = 0


@dataclass(frozen=True)
class ShowNotReached(Action, code="cq"):
    """Who was not reached by a notice, with a text to send by other means."""

    committee: CommitteeId
    page: int = 0


@dataclass(frozen=True)
class Help(Action, code="hp"):
    """What the bot is for."""


@dataclass(frozen=True)
class Privacy(Action, code="pp"):
    """What is stored, and why."""


@dataclass(frozen=True)
class ShowDaysOff(Action, code="wd"):
    """The committee's days off."""

    committee: CommitteeId
    page: int = 0


@dataclass(frozen=True)
class AddDaysOff(Action, code="wa"):
    """The form for days off that were announced."""

    committee: CommitteeId


@dataclass(frozen=True)
class WorkOn(Action, code="wo"):
    """A day (ISO) is worked, or off again."""

    committee: CommitteeId
    day: str
    works: bool
    page: int = 0
