"""How versions come to be: written, translated, put before the committee in the place of the one before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.events import publish
from bot.files import File
from bot.findings import group, notices, records
from bot.findings.model import (
    NOTE_LIMIT,
    Finding,
    Kind,
    Standing,
    Text,
    Version,
    VersionPublished,
    checked_files,
    split_title,
    version_hash,
)
from bot.findings.rights import (
    attachable,
    confirmable,
    consultant,
    finding_in_sight,
    shareable,
    translatable,
)
from bot.findings.settings import COMMENT_DAYS
from bot.i18n import as_fact
from bot.ids import FindingId, VersionId
from bot.intake import Outcome
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import TRANSLATOR_LIMIT, language_of


def create(
    tx: Tx,
    who: Actor,
    *,
    kind: Kind,
    texts: Sequence[Text],
    authoritative: str,
    comments_until: datetime | None,
    at: datetime,
    files: Sequence[File] = (),
) -> Outcome:
    """A finding with its first version, shared for comments until then, or kept as a draft (None).

    Refuses `consultants-only`, `deadline-past`, and what `checked` and `checked_files` refuse.
    """
    consultant(who)
    wording, carried = checked(texts, authoritative), checked_files(files)
    finding = records.add_finding(tx, who.committee.id, kind, at)
    number = records.add_version(
        tx,
        finding.id,
        author=who.membership,
        texts=wording,
        authoritative=authoritative,
        change_note="",
        note_language=None,
        at=at,
        files=carried,
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


def attach(tx: Tx, who: Actor, version: VersionId, files: Sequence[File], at: datetime) -> Outcome:
    """The files of a draft, in the place of those that it has.

    Refuses `consultants-only`, `version-unknown`, `version-immutable`, and what `checked_files` refuses.
    """
    finding, present = attachable(tx, who, version)
    carried = checked_files(files)
    records.set_files(tx, present, carried, at)
    facts = {"finding": finding.id, "version": version, "label": finding.label, "n": len(carried)}
    return Outcome("files-set", facts)


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
        notices.version_waits(tx, finding, draft, at)
        facts = {"finding": finding.id, "label": finding.label, "version": draft.number}
        return Outcome("version-waits", facts)
    return _publish(tx, who, finding, replace(draft, comments_until=comments_until), earlier, at)


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
    files: Sequence[File] | None = None,
) -> Outcome:
    """The next version, shared for comments until then (as `share` does it), or kept as a draft (None).

    `after`: the version that the author had before them. `files`: None for those of the earlier version.
    Refuses `consultants-only`, `finding-unknown`, `version-overtaken` (another one came after it),
    `version-unchanged`, `language-lost` (a language of the earlier version is missing), and what `share`, `typed`,
    `checked` and `checked_files` refuse.
    """
    consultant(who)
    found = finding_in_sight(tx, who, finding)
    earlier = records.newest(tx, finding)
    if after is not None and earlier.id != after:
        raise Refusal("version-overtaken", version=earlier.number)
    wording = checked(texts, authoritative)
    if lost := [language for language in earlier.languages if language not in {t.language for t in wording}]:
        raise Refusal("language-lost", languages=lost)
    carried = earlier.files if files is None else checked_files(files)
    if version_hash(wording, [file.digest for file in carried]) == earlier.hash:
        raise Refusal("version-unchanged")
    note = typed(change_note, NOTE_LIMIT)
    number = records.add_version(
        tx,
        finding,
        author=who.membership,
        texts=wording,
        authoritative=authoritative,
        change_note=note,
        note_language=language_of(note, who.person.language),
        at=at,
        files=carried,
    )
    if earlier.standing is Standing.DRAFT:
        records.change_version(tx, earlier.id, standing=Standing.SUPERSEDED)
    if comments_until is None:
        facts = {"finding": finding, "label": found.label, "version": earlier.number + 1}
        return Outcome("version-kept", facts)
    return share(tx, who, number, comments_until, at)


def confirm_new_version(tx: Tx, who: Actor, version: VersionId, at: datetime) -> Outcome:
    """Chair or organizer let a draft take the place of the version whose ballot runs; votes are set aside.

    Refuses `chair-or-organizer-only`, `version-kept-back` (the consultant did not ask to publish it),
    `version-without-ballot`, and what `share` refuses of the version.
    """
    finding, draft, earlier = confirmable(tx, who, version)
    until = draft.comments_until
    if until is None or until <= at:
        until = who.committee.calendar.default_deadline(at, COMMENT_DAYS.of(who.committee))
        records.change_version(tx, draft.id, comments_until=until)
    return _publish(tx, who, finding, replace(draft, comments_until=until), earlier, at)


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


def _publish(
    tx: Tx, who: Actor, finding: Finding, version: Version, earlier: Version | None, at: datetime
) -> Outcome:
    opened = earlier is not None and earlier.opened
    records.change_version(tx, version.id, standing=Standing.COMMENTS, shared_at=at, opened=opened)
    if earlier is not None and not earlier.standing.declared:
        records.change_version(tx, earlier.id, standing=Standing.SUPERSEDED)
    told = notices.draft_shared(tx, who, finding, version, at)
    group.say_shared(tx, finding, version, at)
    if earlier is not None:
        publish(
            tx, VersionPublished(finding.committee, finding.id, version.id, earlier.id, who.membership, at)
        )
    until = found.comments_until if (found := records.version(tx, version.id)) else None
    facts = {
        "finding": finding.id,
        "label": finding.label,
        "version": version.number,
        "until": None if until is None else as_fact(until),
        "told": told,
    }
    return Outcome("version-shared-now", facts)
