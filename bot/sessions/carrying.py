"""What a meeting leaves open goes to the next: questions without an answer, actions not done, items not taken up."""

from collections.abc import Iterator

from bot.committee.model import Actor
from bot.findings.words import shortened
from bot.ids import MeetingId
from bot.meetings import records as called
from bot.meetings.model import TOPIC_LIMIT, AgendaItem, AgendaLine, AgendaText, Carried, Meeting, Origin
from bot.questions import records as questions
from bot.questions.records import Filter
from bot.sessions import records
from bot.sessions.model import Kind
from bot.store import Tx

MINUTES = 10
"""What is planned for a question or an action; a postponed item keeps its own time."""
MOST = 12
"""Lines that are offered."""


def left_open(tx: Tx, who: Actor) -> list[AgendaLine]:
    """What an agenda may take up, in the order of meetings; what already stands on one that lies ahead is left out."""
    here = who.committee.id
    held = {meeting.id: meeting for meeting in called.ended_in(tx, here)}
    ahead = [*called.open_in(tx, here), *called.drafts_in(tx, here)]
    taken = {i.carried.key for meeting in ahead for i in meeting.agenda if i.carried is not None}
    found = [*_items(tx, held), *_questions(tx, who, held), *_actions(tx, who, held)]
    return [line for line in found if line.carried is not None and line.carried.key not in taken][:MOST]


def _items(tx: Tx, held: dict[MeetingId, Meeting]) -> Iterator[AgendaLine]:
    """Items that nobody turned to, unless a later meeting had them on its agenda."""
    later = {i.carried.key for meeting in held.values() for i in meeting.agenda if i.carried is not None}
    for meeting in held.values():
        turned_to = {span.item for span in records.spans(tx, meeting.id)}
        for item in meeting.agenda if turned_to else ():
            carried = Carried(Origin.ITEM, item.id, (*_path(item), f"{meeting.label} ({item.number})"))
            if item.id not in turned_to and carried.key not in later:
                yield AgendaLine(item.minutes, item.texts, carried)


def _path(item: AgendaItem) -> tuple[str, ...]:
    return () if item.carried is None else item.carried.path


def _questions(tx: Tx, who: Actor, held: dict[MeetingId, Meeting]) -> Iterator[AgendaLine]:
    """Asked in or for a meeting that was held, and not answered. One about a finding may quote a draft: it is not
    offered.
    """
    for meeting in held.values():
        for question, _ in Filter(tx, who).meeting(meeting.id).open().page(limit=MOST, offset=0):
            if question.finding is None:
                texts = {question.language: question.text}
                texts |= {x.language: x.text for x in questions.translations_of(tx, question.id, None)}
                carried = Carried(Origin.QUESTION, question.id, (question.label, meeting.label))
                yield AgendaLine(MINUTES, _topics(question.label, texts), carried)


def _actions(tx: Tx, who: Actor, held: dict[MeetingId, Meeting]) -> Iterator[AgendaLine]:
    for entry in records.open_entries(tx, who.committee.id, Kind.ACTION):
        meeting = held.get(entry.meeting)
        if meeting is not None:
            carried = Carried(Origin.ACTION, entry.id, (entry.label, meeting.label))
            yield AgendaLine(MINUTES, _topics(entry.label, dict(entry.texts)), carried)


def _topics(label: str, texts: dict[str, str]) -> dict[str, AgendaText]:
    return {
        language: AgendaText(shortened(" ".join(f"{label}. {text}".split()), TOPIC_LIMIT))
        for language, text in texts.items()
    }
