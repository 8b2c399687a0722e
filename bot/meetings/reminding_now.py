"""A reminder that an organizer sends by hand: now, to an audience, with a note."""

from collections.abc import Sequence
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.meetings import notices, records
from bot.meetings.model import NOTE_LIMIT, Answer, Meeting, Reply, Standing
from bot.meetings.rights import ahead, invited
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import language_of

ALL, SILENT = "all", "silent"
"""Everybody invited; those who have not answered. Other audiences are an answer, or a constituency's code."""


def remind_now(tx: Tx, who: Actor, number: MeetingId, to: str, note: str | None, at: datetime) -> Outcome:
    """Sends it. Refuses as `ahead` does, `meeting-not-called`, `reminder-to-nobody`, `text-too-long`."""
    committee.organizer(who)
    found = ahead(tx, who, number, at)
    if found.standing is not Standing.CALLED:
        raise Refusal("meeting-not-called", meeting=number, label=found.label)
    readers = audience(tx, found, to)
    if not readers:
        raise Refusal("reminder-to-nobody", meeting=number, label=found.label)
    said = typed(note, NOTE_LIMIT) if note else ""
    spoken = language_of(said, who.person.language) if said else None
    told = notices.card(tx, found, readers, "note", at, note=said, language=spoken)
    return Outcome("meeting-reminded", {"meeting": number, "label": found.label, "told": told})


def audience(tx: Tx, meeting: Meeting, to: str) -> Sequence[Actor]:
    """Those invited whom a reminder to `to` reaches."""
    replies = records.replies(tx, meeting.id)

    def chosen(who: Actor) -> bool:
        said = replies.get(who.membership, Reply()).answer
        if to == ALL:
            return True
        if to == SILENT:
            return said is None
        if to in list(Answer):
            return said == to
        return who.seat is not None and who.seat.constituency == to

    return [a for a in invited(tx, meeting) if chosen(a)]
