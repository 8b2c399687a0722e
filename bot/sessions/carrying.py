"""What a meeting leaves open goes to the next: questions without an answer, actions not done, items not taken up, and
minutes to which somebody objected. What is behind each line is a tap away."""

from collections.abc import Iterator, Mapping, Sequence

from bot.actions import Action
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import LANGUAGES, Translator
from bot.ids import AgendaItemId, EntryId, MeetingId, QuestionId
from bot.meetings import records as called
from bot.meetings import service as meetings
from bot.meetings.actions import ShowMeeting
from bot.meetings.model import TOPIC_LIMIT, AgendaItem, AgendaLine, AgendaText, Carried, Meeting, Origin
from bot.questions import records as questions
from bot.questions import service as asking
from bot.questions.actions import ShowQuestion
from bot.questions.records import Filter
from bot.sessions import records
from bot.sessions.actions import ShowEntry, ShowMinutes
from bot.sessions.model import Entry, Kind, MinutesStanding
from bot.sessions.rights import entry_in_sight, minutes_in_sight
from bot.store import Tx
from bot.texts import shortened

MINUTES = 10
"""What is planned for a question, an action or an objection; a postponed item keeps its own time."""
MOST = 12
"""Lines that are offered."""

Held = Mapping[MeetingId, Meeting]
"""Meetings that were held, the earliest first."""


def left_open(tx: Tx, who: Actor) -> list[AgendaLine]:
    """What an agenda may take up, in the order of meetings; what already stands on one that lies ahead is left out."""
    here = who.committee.id
    held = {meeting.id: meeting for meeting in called.ended_in(tx, here)}
    ahead = [*called.open_in(tx, here), *called.drafts_in(tx, here)]
    taken = {i.carried.key for meeting in ahead for i in meeting.agenda if i.carried is not None}
    found = [
        *_minutes(tx, who, held),
        *_items(tx, held),
        *_questions(tx, who, held),
        *_actions(tx, who, held),
    ]
    return [line for line in found if line.carried is not None and line.carried.key not in taken][:MOST]


def behind(tx: Tx, who: Actor, carried: Carried) -> Action | None:
    """The card of what a line was carried over from, where somebody may see it: there its history stands."""
    try:
        match carried.origin:
            case Origin.QUESTION:
                return ShowQuestion(
                    who.committee.id, asking.question_in_sight(tx, who, QuestionId(carried.thing)).id
                )
            case Origin.ACTION:
                return ShowEntry(entry_in_sight(tx, who, EntryId(carried.thing))[0].id)
            case Origin.MINUTES:
                return ShowMinutes(minutes_in_sight(tx, who, MeetingId(carried.thing)).id)
            case Origin.ITEM:
                number = called.meeting_of_item(tx, AgendaItemId(carried.thing))
                return None if number is None else ShowMeeting(meetings.in_sight(tx, who, number).id)
    except Refusal:
        return None


def _minutes(tx: Tx, who: Actor, held: Held) -> Iterator[AgendaLine]:
    """Minutes with objections that nobody has answered: one line a meeting, which names the objections."""
    for meeting in held.values():
        if records.minutes_of(tx, meeting.id).standing is not MinutesStanding.CIRCULATED:
            continue
        found = [e for e in records.entries_of(tx, meeting.id, Kind.MINUTES) if e.objects and e.open]
        if found:
            origin, thing = Origin.MINUTES, meeting.id
            path = (*(each.label for each in found), *_way(held, meeting, f"{origin}{thing}"))
            topics = {
                language: AgendaText(_of_minutes(who.committee.voice(language), meeting, found))
                for language in _spoken(who.committee.languages)
            }
            yield AgendaLine(MINUTES, topics, Carried(origin, thing, path))


def _spoken(languages: Sequence[str]) -> Sequence[str]:
    """Those of a committee's languages in which the bot has words of its own."""
    return [language for language in languages if language in LANGUAGES] or LANGUAGES[-1:]


def _of_minutes(t: Translator, meeting: Meeting, objections: list[Entry]) -> str:
    return t.plain("Minutes of {meeting}: objections: {n}", meeting=meeting.label, n=len(objections))


def _items(tx: Tx, held: Held) -> Iterator[AgendaLine]:
    """Items that nobody turned to, unless a later meeting had them on its agenda. A carried question or action is not
    one of them: it is offered for itself, as long as it is open.
    """
    later = {i.carried.key for meeting in held.values() for i in meeting.agenda if i.carried is not None}
    for meeting in held.values():
        turned_to = {span.item for span in records.spans(tx, meeting.id)}
        for item in meeting.agenda if turned_to else ():
            if item.carried is not None and item.carried.origin is not Origin.ITEM:
                continue
            carried = Carried(Origin.ITEM, item.id, (*_path(item), f"{meeting.label} ({item.number})"))
            if item.id not in turned_to and carried.key not in later:
                yield AgendaLine(item.minutes, item.texts, carried)


def _path(item: AgendaItem) -> tuple[str, ...]:
    return () if item.carried is None else item.carried.path


def _questions(tx: Tx, who: Actor, held: Held) -> Iterator[AgendaLine]:
    """Asked in or for a meeting that was held, and not answered. One about a finding may quote a draft: it is not
    offered.
    """
    for meeting in held.values():
        for question, _ in Filter(tx, who).meeting(meeting.id).open().page(limit=MOST, offset=0):
            if question.finding is None:
                made = questions.translations_of(tx, question.id, None)
                texts = {question.language: question.text} | {x.language: x.text for x in made}
                credited = {x.language: x.translator for x in made}
                way = _way(held, meeting, f"{Origin.QUESTION}{question.id}")
                carried = Carried(Origin.QUESTION, question.id, (question.label, *way))
                yield AgendaLine(MINUTES, _topics(question.label, texts, credited), carried)


def _actions(tx: Tx, who: Actor, held: Held) -> Iterator[AgendaLine]:
    for entry in records.open_entries(tx, who.committee.id, Kind.ACTION):
        meeting = held.get(entry.meeting)
        if meeting is not None:
            way = _way(held, meeting, f"{Origin.ACTION}{entry.id}")
            carried = Carried(Origin.ACTION, entry.id, (entry.label, *way))
            yield AgendaLine(MINUTES, _topics(entry.label, entry.texts, entry.translators), carried)


def _way(held: Held, first: Meeting, key: str) -> Iterator[str]:
    """Where something arose, and every agenda on which it has stood since without being settled."""
    yield first.label
    for meeting in held.values():
        for item in meeting.agenda:
            if item.carried is not None and item.carried.key == key:
                yield f"{meeting.label} ({item.number})"


def _topics(label: str, texts: Mapping[str, str], credited: Mapping[str, str]) -> dict[str, AgendaText]:
    return {
        language: AgendaText(
            shortened(" ".join(f"{label}. {text}".split()), TOPIC_LIMIT), translator=credited.get(language)
        )
        for language, text in texts.items()
    }
