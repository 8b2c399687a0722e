"""Questions of the committee: how they stand, who is named with them, what was answered; and the rules of both."""

from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from markupsafe import Markup

from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.i18n import Translator
from bot.ids import (
    AgendaItemId,
    AnswerId,
    CommitteeId,
    FindingId,
    MeetingId,
    MembershipId,
    QuestionId,
    TelegramId,
)
from bot.store import Tx
from bot.texts import units

QUESTION_LIMIT = 4096
"""A question is one message, so it is never longer."""
ANSWER_LIMIT = 3000
REASON_LIMIT = 500
"""All in UTF-16 units, as Telegram counts."""
_UNNAMED_TO = timedelta(hours=1)


class Attribution(StrEnum):
    """What of the asker stands with the question. `NONE`: not even the database knows."""

    NAME = "name"
    ORGANIZATION = "organization"
    CONSTITUENCY = "constituency"
    NONE = "none"


class Origin(StrEnum):
    """Where it was asked. `REPLY`: in the group, captured by somebody who replied to it with the command."""

    PRIVATE = "private"
    GROUP = "group"
    REPLY = "reply"


class Standing(StrEnum):
    """Where a question stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    CLOSED = "closed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def open(self) -> bool:
        """Whether it waits for its answer."""
        return self in OPEN

    @property
    def answered(self) -> bool:
        """Whether it has its answer."""
        return self in (Standing.ANSWERED, Standing.CLOSED)


OPEN = (Standing.ACCEPTED, Standing.ASSIGNED)


@dataclass(frozen=True)
class Asker:
    """What a question keeps of whoever asked. `membership`: None for one who is not named, or is no member.

    `address`: the sealed return address of the former; erased once the answer is on its way.
    """

    attribution: Attribution
    membership: MembershipId | None = None
    address: str | None = field(default=None, repr=False)


class Place(NamedTuple):
    """A message in the committee's group."""

    chat: TelegramId
    message: int


@dataclass(frozen=True)
class Question:
    """A question as the ledger keeps it: `text` as it stood when it was asked. Times are UTC.

    `captured_by`: who replied to it in the group. `edited`, `edited_at`: what its author made of the message later.
    `edited_language`: in which that is written, where it is known; so `reason_language`, of the reason why it was
    declined. `called_at`: the chair called it up. `in_room`: it was answered in the room, and the note may still be
    missing.
    """

    id: QuestionId
    committee: CommitteeId
    number: int
    text: str
    language: str
    asker: Asker
    origin: Origin
    asked_at: datetime
    standing: Standing
    captured_by: MembershipId | None = None
    meeting: MeetingId | None = None
    item: AgendaItemId | None = None
    finding: FindingId | None = None
    owner: MembershipId | None = None
    due_at: datetime | None = None
    reason: str | None = None
    reason_language: str | None = None
    merged_into: QuestionId | None = None
    edited: str | None = None
    edited_language: str | None = None
    edited_at: datetime | None = None
    called_at: datetime | None = None
    in_room: bool = False
    remind_at: datetime | None = None
    reminders: int = 0
    """How many there were since it was due; the next goes at `remind_at`."""

    @property
    def label(self) -> str:
        """How people call it: Q1, Q2 …"""
        return f"Q{self.number}"

    @property
    def public(self) -> bool:
        """Whether the group has seen it being asked, so that its answer is told there, too."""
        return self.origin is not Origin.PRIVATE and self.finding is None

    @property
    def quotes(self) -> bool:
        """Whether it and its answer may quote a draft, so that they must not be forwarded."""
        return self.finding is not None

    def asked_by(self, who: Actor) -> bool:
        """Whether it is known to be theirs."""
        return self.asker.membership == who.membership

    def visible_to(self, who: Actor) -> bool:
        """The ledger is the committee's; what is not accepted is its asker's and the secretariat's.

        A finding may be a draft, so observers see no question about one.
        """
        if who.committee.id != self.committee:
            return False
        if moderates(who) or self.asked_by(who):
            return True
        return self.standing not in HIDDEN and (who.reads_drafts or self.finding is None)


HIDDEN = (Standing.PENDING, Standing.DECLINED, Standing.WITHDRAWN)
"""What only its asker and the secretariat see."""


@dataclass(frozen=True)
class Answer:
    """One wording of an answer. `published_at`: None for a draft. UTC."""

    id: AnswerId
    question: QuestionId
    number: int
    text: str
    language: str
    author: MembershipId
    written_at: datetime
    published_at: datetime | None = None


class Session(NamedTuple):
    """The meeting in session, and the item of its agenda that is on."""

    meeting: MeetingId
    item: AgendaItemId | None


class Meetings(Protocol):
    """What questions have to know of meetings, which are a room above; `bot/app` wires it."""

    def in_session(self, tx: Tx, committee: CommitteeId) -> Session | None:
        """The meeting in session and its current item; None where there is none."""

    def takes_questions(self, tx: Tx, committee: CommitteeId, meeting: MeetingId) -> bool:
        """Whether a meeting of that committee is ahead or in session; False once it is over, or for another's."""

    def named(
        self, tx: Tx, t: Translator, committee: CommitteeId, meeting: MeetingId, item: AgendaItemId | None
    ) -> Markup:
        """A meeting and an item of its agenda in a line; nothing for a meeting of another committee."""

    def agendas(self, tx: Tx, committee: CommitteeId, question: QuestionId) -> tuple[str, ...]:
        """The agendas to which a question was carried over, each as `M2 (3)`."""


def answers(who: Actor) -> bool:
    """Whether somebody may answer questions (product §5): consultant, organizer, chair."""
    return who.consults or who.organizes or who.chairs


moderates = answers
"""The same people accept, decline and merge."""


def rounded(at: datetime) -> datetime:
    """The hour of a question whose asker is not named: the minute would go with what they did beside it."""
    return at - (at - datetime.min.replace(tzinfo=at.tzinfo)) % _UNNAMED_TO


def pages_of(text: str, limit: int) -> list[str]:
    """A long text in parts of at most `limit` UTF-16 units, cut at a line or word where there is one."""
    parts = []
    while units(text) > limit:
        piece = text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")
        cut = max(piece.rfind("\n"), piece.rfind(" "))
        if cut < len(piece) // 2:
            cut = len(piece) - 1
        parts.append(text[: cut + 1])
        text = text[cut + 1 :]
    return [*parts, text]
