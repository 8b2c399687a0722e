"""Who is who: committees, constituencies, seats, people, and what each may do (`domain.md` §2)."""

import enum
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo

from bot.committee import settings
from bot.dataclasses import dataclass
from bot.i18n import Terms, Translator, translator
from bot.ids import CommitteeId, InvitationId, MembershipId, PersonId, SeatId, TelegramId
from bot.workdays import WorkCalendar

CONSTITUENCIES = ("government", "workers", "employers", "sse")
"""The four that every committee starts with, in the order of display. A committee may rename or add."""
ORGANIZATIONS = "organizations"
"""Under this name among the settings: what organizations are called in each language."""
VALID_DAYS = (7, 14, 30, 90)
"""For how many days a link may be valid by one tap; by typing, up to `MOST_DAYS`."""
MOST_DAYS = 365


class Role(enum.StrEnum):
    """What a person is in one committee. `CHAIR`: without a seat; one with a seat is a `MEMBER` on the chair's seat."""

    ORGANIZER = "organizer"
    CHAIR = "chair"
    MEMBER = "member"
    ALTERNATE = "alternate"
    CONSULTANT = "consultant"
    OBSERVER = "observer"


SEATED = (Role.MEMBER, Role.ALTERNATE)
UNSEATED = (Role.ORGANIZER, Role.CHAIR, Role.CONSULTANT, Role.OBSERVER)


class Reach(enum.StrEnum):
    """Can the bot write to this person?"""

    NOT_STARTED = "not_started"
    REACHABLE = "reachable"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Committee:
    """`settings`: what the committee has decided, by the setting's name, names and languages included
    (`bot/settings`; a setting is read with `SETTING.of(committee)`).
    """

    id: CommitteeId
    code: str
    names: Mapping[str, str]
    country: str
    zone: ZoneInfo
    languages: tuple[str, ...]
    group_languages: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """In the reader's language, else in English, else in the first it has."""
        return self.names.get(language) or self.names.get("en") or next(iter(self.names.values()))

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Its working hours, quiet hours and days off."""
        hours = (*settings.WORKING_HOURS.of(self), *settings.QUIET_HOURS.of(self))
        days_off = {date.fromisoformat(day): name for day, name in self.settings.get("days_off", {}).items()}
        worked = frozenset(date.fromisoformat(day) for day in self.settings.get("working_days", ()))
        return WorkCalendar(self.country, self.zone, *hours, days_off=days_off, working_days=worked)

    @property
    def terms(self) -> Terms:
        """Its words for social and solidarity economy, and the names of its organizations."""
        return Terms(settings.SSE_SHORT.of(self), settings.SSE_IN_FULL.of(self), self.organizations)

    @property
    def organizations(self) -> Mapping[str, Mapping[str, str]]:
        """What organizations are called, by their name on the roster and by language."""
        found: Mapping[str, Mapping[str, str]] = self.settings.get(ORGANIZATIONS, {})
        return found

    def voice(self, language: str | None, zone: ZoneInfo | None = None) -> Translator:
        """What speaks for it in a language: its hours and terms, and the hours of a reader's `zone`."""
        return translator(language, zone or self.zone, self.zone, self.terms)

    @property
    def controller(self) -> str | None:
        """Who answers for personal data, with their address; None: the secretariat."""
        return settings.CONTROLLER.of(self)

    @property
    def letters_kept(self) -> timedelta:
        """How long it is known which notices went to whom (`domain.md` §6: 90 days)."""
        return timedelta(days=settings.LETTERS_KEPT.of(self))

    @property
    def forms_kept(self) -> timedelta:
        """How long an unfinished form is kept."""
        return timedelta(days=settings.FORMS_KEPT.of(self))

    @property
    def invitations_kept(self) -> timedelta:
        """How long the name on an invitation is kept after the invitation has expired."""
        return timedelta(days=settings.INVITATIONS_KEPT.of(self))

    @property
    def invitation_lasts(self) -> timedelta:
        """For how long an invitation opens, unless said otherwise."""
        return timedelta(days=settings.INVITATION_DAYS.of(self))

    @property
    def people_until(self) -> date | None:
        """The day on which everybody's data is erased: the end of the project and 12 months (`domain.md` §6).

        None where the committee has not set the end of its project.
        """
        return settings.people_until(self)


@dataclass(frozen=True)
class Constituency:
    """`names`: only where the committee renamed or added it."""

    code: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Person:
    """`name` is the roster's, else Telegram's. `telegram_name`: what the account that joined is called.

    `joined_at`: consent given (UTC).
    """

    id: PersonId
    name: str
    language: str
    zone: ZoneInfo | None = None
    telegram_id: TelegramId | None = None
    username: str | None = None
    reach: Reach = Reach.NOT_STARTED
    joined_at: datetime | None = None
    active: CommitteeId | None = None
    telegram_name: str | None = None


@dataclass(frozen=True)
class Seat:
    """Belongs to an organization inside a constituency; votes belong to it. `chair`: whoever holds it presides.

    `names`: the committee's own for the constituency, as in `Constituency`.
    """

    id: SeatId
    committee: CommitteeId
    constituency: str
    organization: str
    chair: bool
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def group(self) -> Constituency:
        """The constituency with its names."""
        return Constituency(self.constituency, self.names)


def _presides(role: Role, seat: Seat | None) -> bool:
    """The chair's alternate sits on the chair's seat, and does not preside."""
    return role is Role.CHAIR or (role is Role.MEMBER and seat is not None and seat.chair)


@dataclass(frozen=True)
class Membership:
    """A person in a committee.

    `expected`: where somebody took it who serves elsewhere, too, and has their name from there: whom the roster names.
    """

    id: MembershipId
    committee: CommitteeId
    person: PersonId
    role: Role
    seat: Seat | None
    expected: PersonId | None = None

    @property
    def chairs(self) -> bool:
        """Presides over the committee."""
        return _presides(self.role, self.seat)

    @property
    def votes(self) -> bool:
        """Holds a seat, as titular or alternate."""
        return self.role in SEATED and self.seat is not None


@dataclass(frozen=True)
class Actor:
    """Somebody acting in a committee, with what they may do there. Built from the database at every update.

    `several`: they serve in another committee, too, so every card names its own.
    """

    person: Person
    committee: Committee
    membership: MembershipId
    role: Role
    seat: Seat | None
    several: bool = False

    @property
    def organizes(self) -> bool:
        """Manages people, meetings and ballots."""
        return self.role is Role.ORGANIZER

    @property
    def chairs(self) -> bool:
        """Declares outcomes."""
        return _presides(self.role, self.seat)

    @property
    def consults(self) -> bool:
        """Writes the findings."""
        return self.role is Role.CONSULTANT

    @property
    def votes(self) -> bool:
        """Holds a seat, as titular or alternate."""
        return self.role in SEATED and self.seat is not None

    @property
    def reads_drafts(self) -> bool:
        """Everybody but observers."""
        return self.role is not Role.OBSERVER


class Validity(enum.StrEnum):
    """Where an invitation stands; those that somebody has to see to come first."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SPENT = "spent"


@dataclass(frozen=True)
class Invitation:
    """A single-use way in, for one seat and role. `nonce`: with the key it makes the link (`links.py`)."""

    id: InvitationId
    membership: MembershipId
    nonce: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    spent_at: datetime | None = None

    def opens_at(self, at: datetime) -> bool:
        """Whether it can still be taken up at that instant (UTC)."""
        return self.validity_at(at) is Validity.OPEN

    def validity_at(self, at: datetime) -> Validity:
        """Where it stands at that instant (UTC)."""
        if self.spent_at is not None:
            return Validity.SPENT
        if self.revoked_at is not None:
            return Validity.REVOKED
        return Validity.OPEN if at < self.expires_at else Validity.EXPIRED


@dataclass(frozen=True)
class RosterEntry:
    """A member as the roster shows them. `expected`: what it called them, where their own name is from elsewhere."""

    membership: MembershipId
    person: Person
    role: Role
    seat: Seat | None
    expected: str | None = None

    @classmethod
    def of(cls, membership: Membership, person: Person, expected: str | None = None) -> Self:
        """The entry of a membership."""
        return cls(membership.id, person, membership.role, membership.seat, expected)

    @property
    def chairs(self) -> bool:
        """Presides over the committee."""
        return _presides(self.role, self.seat)


@dataclass(frozen=True)
class RosterGroup:
    """A constituency with its seats' holders; `vacant`: its seats that nobody holds, which do not vote."""

    constituency: Constituency
    entries: tuple[RosterEntry, ...]
    vacant: tuple[Seat, ...] = ()

    @property
    def represented(self) -> bool:
        """A seat with a titular or alternate assigned, joined or not."""
        return bool(self.entries)


@dataclass(frozen=True)
class Tenure:
    """How long somebody held a seat, and as what. Who it was is not kept. UTC.

    `promoted`: then they became its titular. `disowned`: it was not whom the seat was meant for.
    """

    role: Role
    since: datetime
    until: datetime
    promoted: bool = False
    disowned: bool = False


@dataclass(frozen=True)
class SeatCard:
    """A seat as organizers see it: who holds it, and who held it before, oldest first."""

    seat: Seat
    titular: RosterEntry | None
    alternate: RosterEntry | None
    former: tuple[Tenure, ...]


@dataclass(frozen=True)
class Roster:
    """Everybody in a committee: by constituency, then those without a seat."""

    groups: tuple[RosterGroup, ...]
    others: tuple[RosterEntry, ...]


@dataclass(frozen=True)
class SettingChanged:
    """Published: the committee has decided otherwise; what was planned by a setting is planned anew.

    `setting`: its name, or `constituencies`. `at`: UTC.
    """

    committee: CommitteeId
    setting: str
    at: datetime


@dataclass(frozen=True)
class ZoneChosen:
    """Published in each of somebody's committees: they live by other clocks from now on. `at`: UTC."""

    committee: CommitteeId
    at: datetime


class HoursChanged(Protocol):
    """What news of hours, days off or zones has in common: reminders in that committee are planned anew. `at`: UTC."""

    @property
    def committee(self) -> CommitteeId:
        """Where."""

    @property
    def at(self) -> datetime:
        """When."""


@dataclass(frozen=True)
class Arrived:
    """Published: somebody has joined, so that they can be told what goes on. `at`: UTC."""

    committee: CommitteeId
    membership: MembershipId
    at: datetime


@dataclass(frozen=True)
class RoleChanged:
    """Published: somebody is something else in the committee from now on. `before`: what they were. `at`: UTC."""

    committee: CommitteeId
    membership: MembershipId
    before: Role
    at: datetime


@dataclass(frozen=True)
class Departed:
    """Published: somebody's service in the committee has ended, whoever decided it.

    `role`, `seat`: what they were. `at`: UTC.
    """

    committee: CommitteeId
    role: Role
    seat: Seat | None
    at: datetime

    @property
    def chaired(self) -> bool:
        """Did they preside over the committee?"""
        return _presides(self.role, self.seat)


@dataclass(frozen=True)
class Disowned:
    """Published: whoever took this place was not whom it was meant for; nothing they wrote there counts. `at`: UTC."""

    committee: CommitteeId
    membership: MembershipId
    at: datetime


@dataclass(frozen=True)
class SeatFreed:
    """Published: somebody no longer holds the seat, and what they have running there is void.

    `disowned`: the seat was not meant for them. `at`: UTC.
    """

    committee: CommitteeId
    seat: Seat
    person: PersonId
    at: datetime
    disowned: bool = False
