"""The minutes: written from the record, circulated, commented on, changed, approved and then locked (product §4).

Members have some working days to object; then the chair approves. What was circulated is kept as it was.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import LANGUAGES, as_fact
from bot.ids import AgendaItemId, MeetingId
from bot.intake import Outcome
from bot.meetings.model import Meeting, Standing
from bot.sessions import notices, paper, record, records
from bot.sessions.model import (
    ENTRY_LIMIT,
    NOTE_LIMIT,
    Kind,
    Minutes,
    MinutesStanding,
    MinutesVersion,
)
from bot.sessions.rights import approver, conductor, minutes_in_sight, recorded, takes_part
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import language_of


def note(
    tx: Tx,
    who: Actor,
    number: MeetingId,
    item: AgendaItemId | None,
    language: str,
    text: str | None,
    before: str | None,
) -> Outcome:
    """What the minutes say of an item (None: of the whole) in a language; a text of None takes it out.

    `before`: what its writer had before them. Refuses `session-conductors-only`, as `recorded` does, `agenda-unknown`,
    `text-empty`, `text-too-long`, and `words-overtaken` where somebody else has written there meanwhile.
    """
    conductor(who)
    found = recorded(tx, who, number)
    if item is not None and all(line.id != item for line in found.agenda):
        raise Refusal("agenda-unknown")
    if records.notes(tx, number).get((item, language)) != before:
        raise Refusal("words-overtaken")
    records.set_note(tx, number, item, language, None if text is None else typed(text, NOTE_LIMIT))
    return Outcome("minutes-noted", {"meeting": number, "label": found.label})


def circulable(tx: Tx, who: Actor, number: MeetingId) -> Meeting:
    """A meeting whose minutes may go out. Refuses `session-conductors-only`, as `recorded`, `session-not-over`."""
    conductor(who)
    found = recorded(tx, who, number)
    if found.standing is not Standing.ENDED:
        raise Refusal("session-not-over", meeting=number, label=found.label)
    return found


def circulate(tx: Tx, who: Actor, number: MeetingId, until: datetime, at: datetime) -> Outcome:
    """The minutes as the record makes them now go to everybody else invited; until `until` (UTC) one may object.

    Refuses as `circulable`, and `minutes-unchanged` (fact `v`).
    """
    found = circulable(tx, who, number)
    before = records.newest_version(tx, number)
    version = 1 if before is None else before.number + 1
    papers = _papers(tx, who, found, version, at)
    if before is not None and _hash(papers) == before.hash:
        raise Refusal("minutes-unchanged", meeting=number, label=found.label, v=before.number)
    records.add_version(tx, MinutesVersion(number, version, at, papers, _hash(papers)))
    records.set_minutes(tx, number, standing=MinutesStanding.CIRCULATED, object_until=until, ripe_at=until)
    told = notices.circulated(tx, found, version, who, at)
    facts = {"meeting": number, "label": found.label, "v": version, "until": as_fact(until), "told": told}
    return Outcome("minutes-circulated", facts)


def commentable(tx: Tx, who: Actor, number: MeetingId, at: datetime, *, objects: bool) -> Meeting:
    """A meeting on whose minutes somebody may comment, or to which they may object.

    Refuses `minutes-unknown`, `minutes-locked`, `minutes-not-circulated`, `meeting-not-invited`, and `objection-late`
    once the time for objections has passed (a comment still counts).
    """
    found = minutes_in_sight(tx, who, number)
    recorded(tx, who, number)
    present = records.minutes_of(tx, number)
    facts = {"meeting": number, "label": found.label}
    if present.standing is not MinutesStanding.CIRCULATED or present.object_until is None:
        raise Refusal("minutes-not-circulated", **facts)
    if not (who.reads_drafts and takes_part(tx, who, found)):
        raise Refusal("meeting-not-invited", **facts)
    if objects and at >= present.object_until:
        raise Refusal("objection-late", until=as_fact(present.object_until), **facts)
    return found


def comment(tx: Tx, who: Actor, number: MeetingId, text: str, at: datetime, *, objects: bool) -> Outcome:
    """A numbered comment on circulated minutes, or an objection to them.

    Refuses as `commentable`, `text-empty`, `text-too-long`.
    """
    found = commentable(tx, who, number, at, objects=objects)
    said = typed(text, ENTRY_LIMIT)
    language = language_of(said, who.person.language)
    added = records.add_entry(
        tx,
        who.committee.id,
        number,
        Kind.MINUTES,
        language,
        said,
        at,
        author=who.membership,
        objects=objects,
    )
    facts = {"meeting": number, "label": found.label}
    return Outcome("minutes-commented", {**facts, "entry": added.id, "n": added.number, "objects": objects})


def approvable(tx: Tx, who: Actor, number: MeetingId, version: int, at: datetime) -> Meeting:
    """A meeting whose minutes somebody may approve now. `version`: the one that they saw.

    Refuses `minutes-chair-only`, `minutes-unknown`, `minutes-locked`, `minutes-not-circulated`, `minutes-overtaken`
    (another version has been circulated since), `minutes-open` (members may still object), `minutes-objected` (an
    objection has no answer yet).
    """
    found = minutes_in_sight(tx, who, number)
    approver(tx, who)
    recorded(tx, who, number)
    present, newest = records.minutes_of(tx, number), records.newest_version(tx, number)
    facts = {"meeting": number, "label": found.label}
    if newest is None or present.object_until is None:
        raise Refusal("minutes-not-circulated", **facts)
    if newest.number != version:
        raise Refusal("minutes-overtaken", v=newest.number, **facts)
    if at < present.object_until:
        raise Refusal("minutes-open", until=as_fact(present.object_until), **facts)
    if any(e.objects and e.open for e in records.entries_of(tx, number, Kind.MINUTES)):
        raise Refusal("minutes-objected", **facts)
    return found


def approve(tx: Tx, who: Actor, number: MeetingId, version: int, at: datetime) -> Outcome:
    """The minutes are approved as they were circulated last, and locked. Refuses as `approvable`."""
    found = approvable(tx, who, number, version, at)
    facts = {"meeting": number, "label": found.label}
    records.set_minutes(
        tx,
        number,
        standing=MinutesStanding.APPROVED,
        approved_at=at,
        approved_by=who.membership,
        ripe_at=None,
    )
    told = notices.approved(tx, found, who, at)
    return Outcome("minutes-approved", {**facts, "v": version, "told": told})


def changed_since(tx: Tx, who: Actor, meeting: Meeting, newest: MinutesVersion, at: datetime) -> bool:
    """Does the record say something else now than was circulated?"""
    return _hash(_papers(tx, who, meeting, newest.number, at)) != newest.hash


def _papers(tx: Tx, who: Actor, meeting: Meeting, version: int, at: datetime) -> dict[str, Any]:
    """The minutes in every language of the interface, as they would be circulated."""
    papers: dict[str, Any] = {}
    standing = Minutes(meeting.id, MinutesStanding.CIRCULATED)
    for language in LANGUAGES:
        t = who.committee.voice(language)
        found = record.read(tx, meeting, who.committee, t, at)
        papers[language] = paper.minutes(t, found, standing, version, at).to_json()
    return papers


def _hash(papers: Mapping[str, Any]) -> str:
    """A SHA-256 over the words, without what tells how they stand: the mark, and the version at the foot."""
    bare = {
        language: {name: value for name, value in words.items() if name not in ("foot", "mark")}
        for language, words in papers.items()
    }
    form = json.dumps(bare, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(form.encode()).hexdigest()
