"""What the committee works on: findings, their immutable versions, and what members say about them."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.files import MOST, File
from bot.ids import CommentId, CommitteeId, FindingId, MembershipId, VersionId
from bot.texts import canonical, fits, seen, written

TITLE_LIMIT = 200
BODY_LIMIT = 3000
"""Both in UTF-16 units, as Telegram counts. Of a message's 4,096 they leave 896 for the rest of the card."""
COMMENT_LIMIT = 2000
REASON_LIMIT = 1000
NOTE_LIMIT = 200
"""In UTF-16 units, too. A comment and the answer to it fit on one card."""


class Kind(StrEnum):
    """What sort of statement a finding is. All are numbered F1, F2 … in one row."""

    FINDING = "finding"
    CLAUSE = "clause"
    GAP = "gap"
    NEED = "need"
    PRIORITY = "priority"
    RECOMMENDATION = "recommendation"
    DOCUMENT = "document"


class Standing(StrEnum):
    """Where one version stands. A declared one (`VALIDATED` to `NO_QUORUM`) keeps its outcome."""

    DRAFT = "draft"
    COMMENTS = "comments"
    BALLOT = "ballot"
    AWAITING = "awaiting"
    VALIDATED = "validated"
    AMENDED = "amended"
    RETURNED = "returned"
    NO_CONSENSUS = "no_consensus"
    NO_QUORUM = "no_quorum"
    SUPERSEDED = "superseded"

    @property
    def declared(self) -> bool:
        """Whether the version carries an outcome, which a later version does not take away."""
        return self in _DECLARED

    @property
    def adopted(self) -> bool:
        """Whether the text is the committee's: no draft any more, and an observer may read it."""
        return self in (Standing.VALIDATED, Standing.AMENDED)

    @property
    def takes_comments(self) -> bool:
        """Whether the text is before the committee and not decided yet."""
        return self in (Standing.COMMENTS, Standing.BALLOT, Standing.AWAITING)


_DECLARED = frozenset(
    {Standing.VALIDATED, Standing.AMENDED, Standing.RETURNED, Standing.NO_CONSENSUS, Standing.NO_QUORUM}
)


class Sight(StrEnum):
    """How much of a finding somebody may see (`domain.md` §2)."""

    ALL = "all"
    """Consultant, organizer, chair: also what is kept as a draft."""
    SHARED = "shared"
    """Members and alternates: what was shared with them."""
    OBSERVED = "observed"
    """Observers: declared results and what was opened to them, never comments or other drafts."""
    DECLARED = "declared"
    """What has an outcome, whoever looks."""


@dataclass(frozen=True)
class Text:
    """A version's wording in one language (a BCP 47 tag).

    `unofficial`: a translation of the project's own. `translator`: who is credited, None for the author.
    """

    language: str
    title: str
    body: str = ""
    unofficial: bool = False
    translator: str | None = None


@dataclass(frozen=True)
class Version:
    """One immutable state of a finding. Only `standing` and `comments_until` move on. Times are UTC.

    `comments_until`: the end of the comment window; None for one that is only kept, and while the chair is asked.
    `shared_at`: when the committee first saw it; None for one that its author still keeps.
    `carries`: the voted version whose outcome this one carries, where the chair marked it *as declared*.
    """

    id: VersionId
    finding: FindingId
    number: int
    author: MembershipId
    created_at: datetime
    change_note: str
    texts: tuple[Text, ...]
    authoritative: str
    hash: str
    standing: Standing
    comments_until: datetime | None = None
    shared_at: datetime | None = None
    carries: VersionId | None = None
    files: tuple[File, ...] = ()
    opened: bool = False
    """Whether an organizer has opened it to observers."""
    note_language: str | None = None
    """In which language the change note is written, where that is known."""

    @property
    def asked(self) -> bool:
        """Whether its author asked to publish it, and did not only keep it."""
        return self.comments_until is not None

    @property
    def before_chair(self) -> bool:
        """Whether it follows a declared version, and the chair has yet to say whether it is as declared."""
        return self.standing is Standing.COMMENTS and self.comments_until is None

    def window_over(self, at: datetime) -> bool:
        """Whether the end of its comment window has passed while nothing else follows yet: a comment is late now."""
        return (
            self.standing is Standing.COMMENTS
            and self.comments_until is not None
            and at >= self.comments_until
        )

    @property
    def passes_outcome_on(self) -> bool:
        """Whether the chair is asked if the next version is as declared."""
        return self.standing.adopted or self.before_chair

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages it can be read in, in the order they were written."""
        return tuple(text.language for text in self.texts)

    def visible_in(self, sight: Sight) -> bool:
        """Whether somebody with that sight may see it."""
        match sight:
            case Sight.ALL:
                return True
            case Sight.SHARED:
                return self.shared_at is not None
            case Sight.OBSERVED:
                return self.standing.declared or self.opened
            case Sight.DECLARED:
                return self.standing.declared

    def read_by(self, who: Actor) -> bool:
        """Whether somebody who sees it may also read what it says: observers what was adopted or opened to them."""
        return who.reads_drafts or self.standing.adopted or self.opened

    def text_for(self, language: str) -> Text:
        """The wording in the reader's language, or else the authoritative one."""
        by_language = {text.language: text for text in self.texts}
        return by_language.get(language) or by_language[self.authoritative]


@dataclass(frozen=True)
class Finding:
    """Something the committee is asked to agree on; its wordings are its versions."""

    id: FindingId
    committee: CommitteeId
    number: int
    kind: Kind

    @property
    def label(self) -> str:
        """How people call it: F1, F2 …"""
        return f"F{self.number}"


@dataclass(frozen=True)
class VersionPublished:
    """Published: a version has taken the place of an `earlier` one that the committee had before it."""

    committee: CommitteeId
    finding: FindingId
    version: VersionId
    earlier: VersionId
    by: MembershipId
    at: datetime


def sight(who: Actor) -> Sight:
    """How much somebody may see."""
    if not who.reads_drafts:
        return Sight.OBSERVED
    return Sight.ALL if who.consults or who.organizes or who.chairs else Sight.SHARED


class CommentKind(StrEnum):
    """A remark, or a proposed wording."""

    COMMENT = "comment"
    AMENDMENT = "amendment"


class Disposition(StrEnum):
    """What the consultant does with a comment."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"


@dataclass(frozen=True)
class Answer:
    """The consultant's answer to a comment. `version`: the one that takes it in, once known. UTC.

    `language`: in which the reason is written, where that is known.
    """

    disposition: Disposition
    reason: str
    author: MembershipId
    answered_at: datetime
    version: VersionId | None = None
    language: str | None = None


@dataclass(frozen=True)
class Comment:
    """A member's words on one version, numbered within the finding. `late`: after the window. UTC.

    `struck`: whoever wrote it was not whom the seat was meant for; its number stays.
    """

    id: CommentId
    number: int
    version: VersionId
    author: MembershipId
    kind: CommentKind
    text: str
    language: str
    created_at: datetime
    late: bool = False
    answer: Answer | None = None
    struck: bool = False


def split_title(text: str) -> tuple[str, str]:
    """Title (the first line) and body (the rest, perhaps empty) of what was typed, canonical and trimmed.

    Raises Refusal: `text-empty`, `title-without-words` (only signs or emoji), `title-too-long` or
    `body-too-long` (facts: `length` and `limit` in UTF-16 units).
    """
    first, _, rest = written(text).partition("\n")
    title, body = first.strip(), rest.strip()
    if not title:
        raise Refusal("text-empty")
    if not any(letter.isalnum() and seen(letter) for letter in title):
        raise Refusal("title-without-words")
    fits("title-too-long", title, TITLE_LIMIT)
    fits("body-too-long", body, BODY_LIMIT)
    return title, body


def checked_files(files: Iterable[File]) -> tuple[File, ...]:
    """The files that a version may carry.

    Raises Refusal: `form-file-twice` (fact: `name`), `form-files-full` (facts: `name` of the first that is too much,
    and `limit`).
    """
    found: dict[str, File] = {}
    for file in files:
        if file.digest in found:
            raise Refusal("form-file-twice", name=file.name)
        if len(found) >= MOST:
            raise Refusal("form-files-full", name=file.name, limit=MOST)
        found[file.digest] = file
    return tuple(found.values())


def version_hash(texts: Iterable[Text], file_hashes: Iterable[str] = ()) -> str:
    """SHA-256 (64 hex digits) of a version's wordings and files, which anybody can compute again offline.

    Hashed are the UTF-8 bytes of one JSON object in the canonical form of RFC 8785 (keys sorted, no spaces,
    nothing escaped that need not be), without a final line end:
    `{"files":[…],"texts":[{"body":…,"language":…,"title":…}]}`. `files` are the files' SHA-256 in lower-case
    hex, sorted; `texts` are sorted by language tag; title and body are in Unicode NFC with LF line ends.
    Marks, translators' names and dates are not part of it.
    Raises ValueError where two texts are in the same language.
    """
    in_order = sorted(texts, key=lambda text: text.language)
    if len({text.language for text in in_order}) < len(in_order):
        raise ValueError("two texts in one language")
    content = {
        "files": sorted(digest.lower() for digest in file_hashes),
        "texts": [
            {"body": canonical(text.body), "language": text.language, "title": canonical(text.title)}
            for text in in_order
        ],
    }
    form = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(form.encode()).hexdigest()


def short(digest: str) -> str:
    """The eight hex digits that people compare by eye."""
    return digest[:8]
