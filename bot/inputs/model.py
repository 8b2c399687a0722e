"""Input that the committee gives to the study: what the consultant asks for, what members answer or offer unasked."""

from datetime import datetime
from enum import StrEnum

from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.files import File
from bot.ids import CommitteeId, FindingId, InputId, InputRequestId, MembershipId
from bot.translations.model import Translation, Worded

TEXT_LIMIT = 2500
"""UTF-16 units of a request or an input; one fits on a card."""


class Way(StrEnum):
    """What somebody gives."""

    TEXT = "text"
    FILE = "file"
    CONTACT = "contact"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Request:
    """What is asked of some constituencies (`groups`; empty: of all). Times are UTC.

    `ended_at`: the deadline has passed, or somebody ended it; what comes later is marked so.
    """

    id: InputRequestId
    committee: CommitteeId
    number: int
    text: str
    language: str
    author: MembershipId
    groups: tuple[str, ...]
    asked_at: datetime
    until: datetime
    finding: FindingId | None = None
    ended_at: datetime | None = None
    files: tuple[File, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def label(self) -> str:
        """How people call it: R1, R2 …"""
        return f"R{self.number}"

    @property
    def wording(self) -> Worded:
        """The text as it was asked, and its translations."""
        return Worded(self.text, self.language, self.translations)

    def asks(self, who: Actor) -> bool:
        """Whether it is put to somebody: to holders of seats in the constituencies it names."""
        return who.seat is not None and (not self.groups or who.seat.constituency in self.groups)


@dataclass(frozen=True)
class Input:
    """What a member gave, to a request or unasked (None). `late`: after its end. UTC.

    `finding`: what it is about, where it was offered unasked.
    """

    id: InputId
    committee: CommitteeId
    number: int
    request: InputRequestId | None
    author: MembershipId
    way: Way
    text: str
    language: str
    given_at: datetime
    late: bool = False
    finding: FindingId | None = None
    files: tuple[File, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def label(self) -> str:
        """How people call it: I1, I2 …"""
        return f"I{self.number}"

    @property
    def wording(self) -> Worded:
        """The text as it was given, and its translations."""
        return Worded(self.text, self.language, self.translations)

    def read_by(self, who: Actor) -> bool:
        """The committee reads what its members give; a contact is another person's data, and stays with few."""
        if who.committee.id != self.committee or not who.reads_drafts:
            return False
        return self.way is not Way.CONTACT or collects(who) or self.author == who.membership


def collects(who: Actor) -> bool:
    """Whether somebody works with what is given: consultant, organizer, chair."""
    return who.consults or who.organizes or who.chairs


def requests(who: Actor) -> bool:
    """Whether somebody may ask the committee for input: the consultant, and the secretariat for them."""
    return who.consults or who.organizes
