"""What the findings' screens are drawn from: a page, a card, comments with their authors, what waits for somebody."""

from datetime import datetime
from enum import StrEnum

from bot.committee.model import Committee
from bot.dataclasses import dataclass
from bot.findings.model import Comment, Finding, Version
from bot.ids import CommitteeId, VersionId


@dataclass(frozen=True)
class FindingsPage:
    """Findings as they stand at `at`, each with the version that stands for it, newest first.

    Pages are counted from 0.
    """

    committee: CommitteeId
    lines: tuple[tuple[Finding, Version], ...]
    page: int
    more: bool
    may_write: bool
    at: datetime


@dataclass(frozen=True)
class Card:
    """A finding in one of its versions as it stands at `at`, and what the reader may do with it.

    `current`: the version is the one that stands for the finding. `draft`: a newer one that the committee has not
    seen. `before`: the last one before it that the reader may read. `comments`, `unanswered`: None for observers.
    """

    finding: Finding
    version: Version
    at: datetime
    current: bool
    draft: Version | None
    versions: int
    comments: int | None
    unanswered: int | None
    may_comment: bool = False
    may_write: bool = False
    may_share: bool = False
    may_translate: bool = False
    may_confirm: bool = False
    may_attach: bool = False
    may_open: bool = False
    reads_text: bool = True
    before: Version | None = None


@dataclass(frozen=True)
class Comparison:
    """Two versions of a finding. `current`: the newer one stands for it. `others`: there are more to compare."""

    finding: Finding
    older: Version
    newer: Version
    current: bool
    others: bool


@dataclass(frozen=True)
class CommentLine:
    """A comment with the names that it needs. `taken_into`: number of the version that takes it in."""

    comment: Comment
    author: str
    organization: str | None
    version: int
    taken_into: int | None


@dataclass(frozen=True)
class CommentsPage:
    """Comments that fit on one card. `before`, `after`: where the neighbouring pages start, by comment number."""

    finding: Finding
    lines: tuple[CommentLine, ...]
    total: int
    unanswered: int
    only_unanswered: bool
    before: int | None
    after: int | None
    may_answer: bool


@dataclass(frozen=True)
class Asked:
    """What a form's question is drawn from, as far as the form is about something that exists.

    `before_committee`: the version that a new one would take the place of. `line`: the comment to be answered.
    `later`: versions that could take it in.
    """

    committee: Committee
    finding: Finding | None = None
    version: Version | None = None
    before_committee: Version | None = None
    line: CommentLine | None = None
    later: tuple[Version, ...] = ()


class Wait(StrEnum):
    """Why a finding waits for somebody."""

    ANSWER = "answer"
    CONFIRM = "confirm"
    COMMENT = "comment"
    REVISE = "revise"
    """It was declared, and asks for a next version: with amendments, or returned for revision."""


@dataclass(frozen=True)
class Waits:
    """A finding that waits for somebody. `n`: how many comments; `until`: the end of the window (UTC)."""

    why: Wait
    finding: Finding
    version: VersionId | None = None
    n: int = 0
    until: datetime | None = None
