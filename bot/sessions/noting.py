"""The lines of the record: comments and what became of them, decisions, actions and their owners."""

from collections.abc import Sequence
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor, Disowned
from bot.errors import Refusal
from bot.i18n import LANGUAGES
from bot.ids import AgendaItemId, EntryId, MeetingId, MembershipId
from bot.intake import Outcome
from bot.meetings.model import Meeting
from bot.sessions import notices, records, schedule
from bot.sessions.model import ENTRY_LIMIT, REPLY_LIMIT, Disposition, Entry, Kind
from bot.sessions.rights import (
    answers_remarks,
    conductor,
    conducts,
    entry_in_sight,
    recorded,
    takes_part,
)
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import TRANSLATOR_LIMIT, language_of


def writable(tx: Tx, who: Actor, number: MeetingId, kind: Kind, *, named: bool = True) -> Meeting:
    """A meeting to whose record somebody may add a line of that kind. `named`: it is to be their own.

    Refuses as `recorded`, `meeting-not-invited`, and `session-conductors-only` where it is not a comment of one's own.
    """
    found = recorded(tx, who, number)
    if kind is not Kind.REMARK or not named:
        conductor(who)
    elif not (who.reads_drafts and takes_part(tx, who, found)):
        raise Refusal("meeting-not-invited", meeting=number, label=found.label)
    return found


def remark(tx: Tx, who: Actor, number: MeetingId, text: str, at: datetime, *, named: bool = True) -> Outcome:
    """A comment or suggestion, under the item that is on. `named`: False where an organizer enters somebody else's.

    Refuses as `writable`, `text-empty`, `text-too-long`.
    """
    writable(tx, who, number, Kind.REMARK, named=named)
    author = who.membership if named else None
    return _added(_add(tx, who, number, Kind.REMARK, text, at, author=author))


def decide(tx: Tx, who: Actor, number: MeetingId, text: str, at: datetime) -> Outcome:
    """A decision, under the item that is on. Refuses as `writable`, and for its text."""
    writable(tx, who, number, Kind.DECISION)
    return _added(_add(tx, who, number, Kind.DECISION, text, at, author=who.membership))


def assign(
    tx: Tx,
    who: Actor,
    number: MeetingId,
    text: str,
    owner: MembershipId | None,
    due_at: datetime | None,
    at: datetime,
) -> Outcome:
    """An action; its owner is told. `due_at` is UTC. Refuses as `decide`, and `member-gone`."""
    found = writable(tx, who, number, Kind.ACTION)
    member = None if owner is None else committee.actor_of_membership(tx, owner)
    if owner is not None and (member is None or member.committee.id != found.committee):
        raise Refusal("member-gone")
    added = _add(tx, who, number, Kind.ACTION, text, at, author=who.membership, owner=owner, due_at=due_at)
    schedule.plan(tx, added, who.committee, at)
    if member is not None and member.membership != who.membership:
        notices.assigned(tx, added, member, at)
    return _added(added)


def answerable(tx: Tx, who: Actor, number: EntryId) -> Entry:
    """A comment of which this person says what became.

    Refuses `entry-unknown`, `remark-answerers-only`, and `minutes-locked` for a comment on minutes.
    """
    found, _ = entry_in_sight(tx, who, number)
    if found.kind not in (Kind.REMARK, Kind.MINUTES):
        raise Refusal("entry-unknown")
    allowed = answers_remarks(who) if found.kind is Kind.REMARK else conducts(who)
    if not allowed:
        raise Refusal("remark-answerers-only")
    if (
        found.kind is Kind.MINUTES
    ):  # a comment on the study may be taken up long after its minutes are approved
        recorded(tx, who, found.meeting)
    return found


def dispose(
    tx: Tx,
    who: Actor,
    number: EntryId,
    what: Disposition,
    reply: str | None,
    at: datetime,
    before: Sequence[str | None] | None = None,
) -> Outcome:
    """What became of a comment; its author is told. Another answer takes the place of the one before.

    `before`: `Entry.answer` as it stood when this one was begun; None where that is not known. Refuses as `answerable`,
    `text-empty` where words are needed, `text-too-long`, and `words-overtaken` where somebody else has answered
    meanwhile.
    """
    found = answerable(tx, who, number)
    if before is not None and list(before) != found.answer:
        raise Refusal("words-overtaken")
    said = typed(reply or "", REPLY_LIMIT) if reply or what.needs_words else None
    spoken = None if said is None else language_of(said, who.person.language)
    records.change_entry(tx, number, disposition=what, reply=said, reply_language=spoken)
    notices.disposed(tx, found, who, at)
    return Outcome("remark-answered", _facts(found))


def done(tx: Tx, who: Actor, number: EntryId, at: datetime) -> Outcome:
    """An action is done. Its owner says so, or who keeps the record. Refuses `entry-unknown`, `action-owner-only`,
    `action-done`.
    """
    found, _ = entry_in_sight(tx, who, number)
    if found.kind is not Kind.ACTION:
        raise Refusal("entry-unknown")
    if found.owner != who.membership and not conducts(who):
        raise Refusal("action-owner-only")
    if found.done_at is not None:
        raise Refusal("action-done", **_facts(found))
    records.change_entry(tx, number, done_at=at, remind_at=None)
    return Outcome("action-done-now", _facts(found))


def strike(tx: Tx, who: Actor, number: EntryId, at: datetime) -> Outcome:
    """Takes a line out of the record; its number is not given again. Its author may take back a comment.

    Refuses `entry-unknown`, `minutes-locked`, `session-conductors-only`.
    """
    found, _ = entry_in_sight(tx, who, number)
    recorded(tx, who, found.meeting)
    own = found.author == who.membership and found.kind in (Kind.REMARK, Kind.MINUTES)
    if not own:
        conductor(who)
        if found.kind is Kind.MINUTES:  # what a member says of the minutes is not the secretariat's to remove
            raise Refusal("session-conductors-only")
    records.change_entry(tx, number, struck_at=at, remind_at=None)
    return Outcome("entry-struck", _facts(found))


def disowned(tx: Tx, event: Disowned) -> None:
    """*Not this person*: they were in no meeting. Minutes that were circulated keep the words that they had."""
    records.strike_out(tx, event.membership, event.at)


def translatable(tx: Tx, who: Actor, number: EntryId, language: str) -> Entry:
    """A line whose words somebody may write in a language.

    Organizer, chair and consultant translate; its own words are mended by who keeps the record.

    Refuses `entry-unknown`, `remark-answerers-only`, `session-conductors-only`, `remark-words-are-its-authors`,
    `minutes-locked`, and `language-unknown` for one in which no minutes are written.
    """
    if not answers_remarks(who):
        raise Refusal("remark-answerers-only")
    found, _ = entry_in_sight(tx, who, number)
    recorded(tx, who, found.meeting)
    if language not in LANGUAGES:
        raise Refusal("language-unknown")
    if language == found.language:
        conductor(who)
        if found.author is not None and found.kind in (Kind.REMARK, Kind.MINUTES):
            raise Refusal("remark-words-are-its-authors", **_facts(found))
    return found


def translate(
    tx: Tx,
    who: Actor,
    number: EntryId,
    language: str,
    text: str,
    translator: str | None,
    before: str | None,
) -> Outcome:
    """The words of a line in another language, whose `translator` is credited, or mended in its own.

    `before`: what its writer had before them. Refuses as `translatable`, `text-empty`, `text-too-long`, and
    `words-overtaken` where somebody else has written there meanwhile.
    """
    found = translatable(tx, who, number, language)
    if found.texts.get(language) != before:
        raise Refusal("words-overtaken")
    credited = None if language == found.language else typed(translator or "", TRANSLATOR_LIMIT)
    records.set_entry_text(tx, number, language, typed(text, ENTRY_LIMIT), credited)
    return Outcome("entry-translated", {**_facts(found), "language": language})


def _add(
    tx: Tx, who: Actor, meeting: MeetingId, kind: Kind, text: str, at: datetime, **values: object
) -> Entry:
    on: AgendaItemId | None = records.current(tx, meeting)
    said = typed(text, ENTRY_LIMIT)
    language = language_of(said, who.person.language)
    return records.add_entry(tx, who.committee.id, meeting, kind, language, said, at, item=on, **values)


def _added(entry: Entry) -> Outcome:
    return Outcome("entry-added", _facts(entry))


def _facts(entry: Entry) -> dict[str, object]:
    return {"meeting": entry.meeting, "entry": entry.id, "entry_label": entry.label, "kind": entry.kind}
