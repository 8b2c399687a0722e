"""What members say about a version, and what the consultant answers."""

from datetime import datetime

from bot.committee.model import Actor, Disowned
from bot.errors import Refusal
from bot.findings import notices, records
from bot.findings.model import COMMENT_LIMIT, REASON_LIMIT, Answer, CommentKind, Disposition
from bot.findings.rights import comment_in_sight, commentable, consultant, version_in_sight
from bot.ids import CommentId, VersionId
from bot.intake import Outcome
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import language_of


def comment(tx: Tx, who: Actor, version: VersionId, kind: CommentKind, text: str, at: datetime) -> Outcome:
    """A remark or a proposed wording, bound to a version; `late` at and after the end of the window.

    Refuses `observers-read-only`, `consultant-answers`, `version-unknown`, `version-unshared`,
    `version-replaced`, `version-declared`, and what `typed` refuses.
    """
    finding, found = commentable(tx, who, version)
    text = typed(text, COMMENT_LIMIT)
    made = records.add_comment(
        tx,
        found,
        author=who.membership,
        kind=kind,
        text=text,
        language=language_of(text, who.person.language),
        late=found.comments_until is not None and at >= found.comments_until,
        at=at,
    )
    facts = {
        "finding": finding.id,
        "version": found.number,
        "comment": made.id,
        "number": made.number,
        "kind": kind.value,
        "late": made.late,
    }
    return Outcome("comment-saved", facts)


def answer_comment(
    tx: Tx,
    who: Actor,
    number: CommentId,
    disposition: Disposition,
    reason: str,
    version: VersionId | None,
    at: datetime,
) -> Outcome:
    """The consultant's answer, over an earlier one; the author is told.

    `version`: the one that takes it in, if known. Refuses `consultants-only`, `comment-unknown`, `comment-struck`,
    `version-unknown`, `version-earlier` (it cannot take in what was said later), and what `typed` refuses.
    """
    consultant(who)
    finding, said, on = comment_in_sight(tx, who, number)
    if said.struck:
        raise Refusal("comment-struck", number=said.number)
    if version is not None:
        other, into = version_in_sight(tx, who, version)
        if other.id != finding.id:
            raise Refusal("version-unknown")
        if into.number <= on.number:
            raise Refusal("version-earlier", version=into.number)
    reason = typed(reason, REASON_LIMIT)
    spoken = language_of(reason, who.person.language)
    given = Answer(disposition, reason, who.membership, at, version, spoken)
    records.answer(tx, number, given)
    notices.comment_answered(tx, said, at)
    facts = {"finding": finding.id, "comment": number, "number": said.number}
    return Outcome("comment-was-answered", facts)


def disowned(tx: Tx, event: Disowned) -> None:
    """*Not this person*: their comments keep their numbers, and nobody reads or answers them any more."""
    records.strike(tx, event.membership, event.at)
