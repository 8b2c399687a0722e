"""What is done with findings: writing, sharing, commenting, answering, putting a new version in place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.delivery import write_letter
from bot.errors import Refusal
from bot.events import publish
from bot.findings import records
from bot.findings.model import (
    COMMENT_LIMIT,
    NOTE_LIMIT,
    REASON_LIMIT,
    TRANSLATOR_LIMIT,
    Answer,
    Comment,
    CommentKind,
    Disposition,
    Finding,
    Kind,
    Sight,
    Standing,
    Text,
    Version,
    VersionPublished,
    sight,
    split_title,
    typed,
    version_hash,
)
from bot.i18n import as_fact
from bot.ids import CommentId, FindingId, VersionId
from bot.intake import Outcome
from bot.store import Tx
from bot.workdays import is_quiet

VotesSetAside = Callable[[Tx, VersionId], int]
"""How many votes on a version lapse where another takes its place. The ballots know; the app wires it."""


def create(
    tx: Tx,
    who: Actor,
    *,
    kind: Kind,
    texts: Sequence[Text],
    authoritative: str,
    comments_until: datetime | None,
    at: datetime,
) -> Outcome:
    """A finding with its first version, shared for comments until then, or kept as a draft (None).

    Refuses `consultants-only`, `deadline-past`, and what `checked` refuses.
    """
    consultant(who)
    wording = checked(texts, authoritative)
    finding = records.add_finding(tx, who.committee.id, kind, at)
    number = records.add_version(
        tx,
        finding.id,
        author=who.membership,
        texts=wording,
        authoritative=authoritative,
        change_note="",
        at=at,
    )
    if comments_until is None:
        return Outcome("finding-kept", {"finding": finding.id, "label": finding.label})
    return share(tx, who, number, comments_until, at)


def add_text(tx: Tx, who: Actor, version: VersionId, text: Text) -> Outcome:
    """A further language of a draft, by consultant or organizer.

    Refuses `no-translation-rights`, `version-unknown`, `version-immutable` (it was shared, or replaced),
    `language-present`, and what `checked` refuses.
    """
    finding, present = translatable(tx, who, version)
    if text.language in present.languages:
        raise Refusal("language-present", language=text.language)
    (wording,) = checked([text], text.language, authoritative_may_be_unofficial=True)
    records.add_text(tx, present, wording)
    facts = {"finding": finding.id, "version": version, "label": finding.label, "language": text.language}
    return Outcome("text-added", facts)


def translatable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version]:
    """The draft, where this person can add a language to it; refuses as `add_text` does."""
    if not (who.consults or who.organizes):
        raise Refusal("no-translation-rights")
    finding, present = version_in_sight(tx, who, version)
    if present.standing is not Standing.DRAFT:
        raise Refusal("version-immutable", label=finding.label, version=present.number)
    return finding, present


def share(tx: Tx, who: Actor, version: VersionId, comments_until: datetime, at: datetime) -> Outcome:
    """Puts a draft before the committee, in the place of the version that was there.

    While a ballot runs on that one, the draft waits for chair or organizer, who are asked. Refuses
    `consultants-only`, `version-unknown`, `version-shared`, `version-replaced`, `deadline-past`, and
    `finding-awaits-chair` where a result is to be declared first.
    """
    finding, draft, earlier = shareable(tx, who, version)
    if comments_until <= at:
        raise Refusal("deadline-past", deadline=as_fact(comments_until))
    records.change_version(tx, draft.id, comments_until=comments_until)
    if earlier is not None and earlier.standing is Standing.BALLOT:
        return _ask_to_confirm(tx, who, finding, draft, at)
    return _publish(tx, who, finding, replace(draft, comments_until=comments_until), earlier, at)


def shareable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version, Version | None]:
    """The draft and the version whose place it would take; refuses as `share` does."""
    consultant(who)
    finding, draft = version_in_sight(tx, who, version)
    return finding, draft, _replaceable(tx, finding, draft)


def new_version(
    tx: Tx,
    who: Actor,
    finding: FindingId,
    *,
    texts: Sequence[Text],
    authoritative: str,
    change_note: str,
    comments_until: datetime | None,
    at: datetime,
    after: VersionId | None = None,
) -> Outcome:
    """The next version, shared for comments until then (as `share` does it), or kept as a draft (None).

    `after`: the version that the author had before them. Refuses `consultants-only`, `finding-unknown`,
    `version-overtaken` (another one came after it), `version-unchanged`, `language-lost` (a language of the
    earlier version is missing), and what `share`, `typed` and `checked` refuse.
    """
    consultant(who)
    found = finding_in_sight(tx, who, finding)
    earlier = records.newest(tx, finding)
    if after is not None and earlier.id != after:
        raise Refusal("version-overtaken", version=earlier.number)
    wording = checked(texts, authoritative)
    if lost := [language for language in earlier.languages if language not in {t.language for t in wording}]:
        raise Refusal("language-lost", languages=lost)
    if version_hash(wording) == earlier.hash:
        raise Refusal("version-unchanged")
    number = records.add_version(
        tx,
        finding,
        author=who.membership,
        texts=wording,
        authoritative=authoritative,
        change_note=typed(change_note, NOTE_LIMIT),
        at=at,
    )
    if earlier.standing is Standing.DRAFT:
        records.change_version(tx, earlier.id, standing=Standing.SUPERSEDED)
    if comments_until is None:
        facts = {"finding": finding, "label": found.label, "version": earlier.number + 1}
        return Outcome("version-kept", facts)
    return share(tx, who, number, comments_until, at)


def confirm_new_version(tx: Tx, who: Actor, version: VersionId, at: datetime) -> Outcome:
    """Chair or organizer let a draft take the place of the version whose ballot runs; votes are set aside.

    Refuses `chair-or-organizer-only`, and what `share` refuses of the version.
    """
    finding, draft, earlier = confirmable(tx, who, version)
    until = draft.comments_until
    if until is None or until <= at:
        until = who.committee.calendar.default_deadline(at, who.committee.comment_days)
        records.change_version(tx, draft.id, comments_until=until)
    return _publish(tx, who, finding, replace(draft, comments_until=until), earlier, at)


def confirmable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version, Version | None]:
    """The draft and the version whose place it would take; refuses as `confirm_new_version` does."""
    if not (who.chairs or who.organizes):
        raise Refusal("chair-or-organizer-only")
    finding, draft = version_in_sight(tx, who, version)
    return finding, draft, _replaceable(tx, finding, draft)


def comment(tx: Tx, who: Actor, version: VersionId, kind: CommentKind, text: str, at: datetime) -> Outcome:
    """A remark or a proposed wording, bound to a version; `late` at and after the end of the window.

    Refuses `observers-read-only`, `consultant-answers`, `version-unknown`, `version-unshared`,
    `version-replaced`, `version-declared`, and what `typed` refuses.
    """
    finding, found = commentable(tx, who, version)
    made = records.add_comment(
        tx,
        found,
        author=who.membership,
        kind=kind,
        text=typed(text, COMMENT_LIMIT),
        language=who.person.language,
        late=found.comments_until is not None and at >= found.comments_until,
        at=at,
    )
    facts = {
        "finding": finding.id,
        "version": found.number,
        "comment": made.id,
        "number": made.number,
        "late": made.late,
    }
    return Outcome("comment-saved", facts)


def commentable(tx: Tx, who: Actor, version: VersionId) -> tuple[Finding, Version]:
    """The version, where this person can comment on it now; refuses as `comment` does."""
    if not who.reads_drafts:
        raise Refusal("observers-read-only")
    if who.consults:
        raise Refusal("consultant-answers")
    finding, found = version_in_sight(tx, who, version)
    facts = {"label": finding.label, "version": found.number}
    if found.standing is Standing.DRAFT:
        raise Refusal("version-unshared", **facts)
    if found.standing is Standing.SUPERSEDED:
        raise Refusal("version-replaced", **facts)
    if not found.standing.takes_comments:
        raise Refusal("version-declared", **facts)
    return finding, found


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

    `version`: the one that takes it in, if known. Refuses `consultants-only`, `comment-unknown`,
    `version-unknown`, `version-earlier` (it cannot take in what was said later), and what `typed` refuses.
    """
    consultant(who)
    finding, said, on = comment_in_sight(tx, who, number)
    if version is not None:
        other, into = version_in_sight(tx, who, version)
        if other.id != finding.id:
            raise Refusal("version-unknown")
        if into.number <= on.number:
            raise Refusal("version-earlier", version=into.number)
    given = Answer(disposition, typed(reason, REASON_LIMIT), who.membership, at, version)
    records.answer(tx, number, given)
    author = committee.actor_of_membership(tx, said.author)
    if author is not None:
        write_letter(
            tx,
            "comment-answered",
            author.person.id,
            key=f"{number}/{as_fact(at)}",
            at=at,
            committee=who.committee.id,
            facts={"comment": number, "membership": author.membership},
            silent=_silent(author, at),
        )
    facts = {"finding": finding.id, "comment": number, "number": said.number}
    return Outcome("comment-was-answered", facts)


def move(tx: Tx, version: VersionId, standing: Standing, carries: VersionId | None = None) -> None:
    """Sets where a version stands, for the ballots. `carries`: the voted version whose outcome it carries."""
    records.change_version(tx, version, standing=standing, carries=carries)


def version(tx: Tx, number: VersionId) -> Version:
    """One version, whoever asks: the caller has checked who may see it. Refuses `version-unknown`."""
    found = records.version(tx, number)
    if found is None:
        raise Refusal("version-unknown")
    return found


def finding_of(tx: Tx, version: Version) -> Finding:
    """The finding that a version belongs to, whoever asks."""
    found = records.finding(tx, version.finding)
    assert found is not None
    return found


def version_for_ballot(tx: Tx, finding: FindingId) -> Version:
    """The version that the committee has before it. Refuses `version-unshared` where it has none."""
    found = records.shown(tx, finding, Sight.SHARED)
    if found is None:
        raise Refusal("version-unshared")
    return found


def languages_missing(version: Version, languages: Iterable[str]) -> list[str]:
    """Those of `languages` in which the version has no text."""
    return [language for language in languages if language not in version.languages]


def finding_in_sight(tx: Tx, who: Actor, number: FindingId) -> Finding:
    """A finding that somebody may see. Refuses `finding-unknown`, whatever the reason."""
    found = records.finding(tx, number)
    if found is None or found.committee != who.committee.id or records.shown(tx, number, sight(who)) is None:
        raise Refusal("finding-unknown")
    return found


def version_in_sight(tx: Tx, who: Actor, number: VersionId) -> tuple[Finding, Version]:
    """A version that somebody may see, and its finding. Refuses `version-unknown`, whatever the reason."""
    found = records.version(tx, number)
    if found is None or not found.visible_in(sight(who)):
        raise Refusal("version-unknown")
    finding = records.finding(tx, found.finding)
    if finding is None or finding.committee != who.committee.id:
        raise Refusal("version-unknown")
    return finding, found


def comment_in_sight(tx: Tx, who: Actor, number: CommentId) -> tuple[Finding, Comment, Version]:
    """A comment, what it was made on. Refuses `comment-unknown`, whatever the reason."""
    found = records.comment(tx, number) if who.reads_drafts else None
    if found is None:
        raise Refusal("comment-unknown")
    try:
        finding, on = version_in_sight(tx, who, found.version)
    except Refusal:
        raise Refusal("comment-unknown") from None
    return finding, found, on


def checked(
    texts: Sequence[Text], authoritative: str, *, authoritative_may_be_unofficial: bool = False
) -> list[Text]:
    """The texts in canonical form.

    Refuses `language-twice`, `authoritative-missing`, `authoritative-unofficial`, and what `split_title` and
    `typed` refuse of their words.
    """
    by_language = {text.language: text for text in texts}
    if len(by_language) < len(texts):
        raise Refusal("language-twice")
    if authoritative not in by_language:
        raise Refusal("authoritative-missing")
    if by_language[authoritative].unofficial and not authoritative_may_be_unofficial:
        raise Refusal("authoritative-unofficial")
    result = []
    for text in texts:
        title, body = split_title(f"{text.title}\n{text.body}")
        translator = text.translator and typed(text.translator, TRANSLATOR_LIMIT)
        result.append(replace(text, title=title, body=body, translator=translator))
    return result


def consultant(who: Actor) -> None:
    """Refuses `consultants-only`."""
    if not who.consults:
        raise Refusal("consultants-only")


def _replaceable(tx: Tx, finding: Finding, draft: Version) -> Version | None:
    """The version that `draft` would take the place of; refuses where it is no draft or must wait."""
    facts = {"label": finding.label, "version": draft.number}
    if draft.standing is Standing.SUPERSEDED:
        raise Refusal("version-replaced", **facts)
    if draft.standing is not Standing.DRAFT:
        raise Refusal("version-shared", **facts)
    earlier = records.shown(tx, finding.id, Sight.SHARED)
    if earlier is not None and earlier.standing is Standing.AWAITING:
        raise Refusal("finding-awaits-chair", **facts)
    return earlier


def _publish(
    tx: Tx, who: Actor, finding: Finding, version: Version, earlier: Version | None, at: datetime
) -> Outcome:
    records.change_version(tx, version.id, standing=Standing.COMMENTS, shared_at=at)
    if earlier is not None and not earlier.standing.declared:
        records.change_version(tx, earlier.id, standing=Standing.SUPERSEDED)
    told = 0
    for reader in committee.actors_in(tx, finding.committee):
        if reader.reads_drafts and reader.membership != who.membership:
            told += 1
            write_letter(
                tx,
                "draft-shared",
                reader.person.id,
                key=str(version.id),
                at=at,
                committee=finding.committee,
                facts={"version": version.id, "membership": reader.membership},
                subject=f"finding:{finding.id}",
                silent=_silent(reader, at),
            )
    if earlier is not None:
        publish(
            tx, VersionPublished(finding.committee, finding.id, version.id, earlier.id, who.membership, at)
        )
    assert version.comments_until is not None
    facts = {
        "finding": finding.id,
        "label": finding.label,
        "version": version.number,
        "until": as_fact(version.comments_until),
        "told": told,
    }
    return Outcome("version-shared-now", facts)


def _ask_to_confirm(tx: Tx, who: Actor, finding: Finding, draft: Version, at: datetime) -> Outcome:
    for reader in committee.actors_in(tx, finding.committee):
        if reader.organizes or reader.chairs:
            write_letter(
                tx,
                "version-waits",
                reader.person.id,
                key=str(draft.id),
                at=at,
                committee=finding.committee,
                facts={"version": draft.id, "membership": reader.membership},
                silent=_silent(reader, at),
            )
    facts = {"finding": finding.id, "label": finding.label, "version": draft.number}
    return Outcome("version-waits", facts)


def _silent(reader: Actor, at: datetime) -> bool:
    """Notices go at once; in quiet hours without a sound (product §9a)."""
    zone = reader.person.zone or reader.committee.zone
    return is_quiet(at, zone, reader.committee.calendar)
