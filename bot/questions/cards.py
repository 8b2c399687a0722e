"""What the questions' screens are drawn from: a card with its names and texts, a page of the ledger, the live list."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup

from bot.committee.model import Committee, Constituency
from bot.dataclasses import dataclass
from bot.findings.model import Finding
from bot.ids import CommitteeId, MembershipId
from bot.questions.choice import Choice
from bot.questions.model import Answer, Attribution, Question
from bot.translations.model import Worded

PAGE = 5
"""Questions on one card."""


class Part(StrEnum):
    """What the choice of questions is made by, each in a list of its own; `ALL`: the choice as a whole."""

    ALL = "a"
    MEETING = "m"
    FINDING = "f"
    GROUP = "g"


@dataclass(frozen=True)
class Named:
    """Who asked, as far as they let it be known; all None where nothing is known."""

    name: str | None = None
    organization: str | None = None
    constituency: str | None = None
    guest: bool = False
    """Somebody in the group who is not of the committee."""


@dataclass(frozen=True)
class Line:
    """A question in a list. `wording`: in the original and in translation. `support`: its +1."""

    question: Question
    wording: Worded
    support: int
    asker: Named


@dataclass(frozen=True)
class LedgerPage:
    """Questions of a choice, and how many there are. `about`: the choice in words, a condition each."""

    committee: CommitteeId
    choice: Choice
    lines: tuple[Line, ...]
    page: int
    total: int
    unanswered: int
    pending: int | None = None
    about: tuple[Markup, ...] = ()
    moderated: bool | None = None
    """Whether new ones wait to be accepted; only for whoever may change that."""
    in_session: bool = False


@dataclass(frozen=True)
class Found:
    """A meeting, finding or constituency that questions can be chosen by, and the choice that does."""

    name: Markup
    n: int
    choice: Choice


@dataclass(frozen=True)
class Given:
    """The answer that stands, or a draft of one."""

    answer: Answer
    wording: Worded
    author: str


@dataclass(frozen=True)
class Card:
    """A question, its answer, and what its reader may do. `meeting`: where it was asked, in words.

    `draft`: the newest of `drafts`, which only those who answer see. `earlier`: published wordings that were corrected
    since. `drafted`: one of the drafts is its reader's.
    """

    line: Line
    committee: Committee
    meeting: Markup
    finding: Finding | None
    owner: str | None
    given: Given | None
    draft: Given | None
    drafts: int
    drafted: bool
    earlier: int
    merged_into: Question | None
    merged: tuple[int, ...]
    findings: tuple[Finding, ...]
    supports: bool
    follows: bool
    own: bool
    answers: bool
    consults: bool
    owns: bool
    live: bool
    """It belongs to the meeting in session."""
    attributions: tuple[Attribution, ...] = ()
    agendas: tuple[str, ...] = ()
    """To which it was carried over, unanswered: `M2 (3)`."""


@dataclass(frozen=True)
class Asked:
    """What a form's question is drawn from, as far as it is about something that exists."""

    committee: Committee
    card: Card | None = None
    answer: Given | None = None
    """The wording of its answer that is to be translated."""
    finding: Finding | None = None
    meeting: Markup = field(default_factory=Markup)
    text: str | None = None
    """The question as it was written so far, unsealed."""
    attributions: tuple[Attribution, ...] = ()
    people: tuple[tuple[MembershipId, str], ...] = ()
    constituencies: tuple[Constituency, ...] = ()
    languages: tuple[str, ...] = ()


class Wait(StrEnum):
    """Why questions wait for somebody."""

    ANSWER = "answer"
    PENDING = "pending"
    UNOWNED = "unowned"


@dataclass(frozen=True)
class Waits:
    """A question that somebody owes an answer to, or how many wait for the secretariat. UTC."""

    why: Wait
    question: Question | None = None
    n: int = 0
    until: datetime | None = None
