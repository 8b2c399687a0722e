"""Questions and meetings: what questions know of the meeting that goes on, and what its minutes tell of them."""

from markupsafe import Markup

from bot.i18n import Translator
from bot.ids import AgendaItemId, CommitteeId, MeetingId, QuestionId
from bot.meetings import records as called
from bot.meetings.model import Meeting, Origin, Standing
from bot.questions import reading, words
from bot.questions.cards import Given
from bot.questions.model import Session
from bot.sessions import records
from bot.sessions.model import Asked
from bot.store import Tx
from bot.translations.model import Worded


class SessionOfMeeting:
    """What the questions' room asks of meetings (its Protocol `Meetings`)."""

    def in_session(self, tx: Tx, committee: CommitteeId) -> Session | None:
        """The meeting that goes on, and the item that is on."""
        for meeting in called.open_in(tx, committee):
            if meeting.standing is Standing.STARTED:
                return Session(meeting.id, records.current(tx, meeting.id))
        return None

    def takes_questions(self, tx: Tx, committee: CommitteeId, meeting: MeetingId) -> bool:
        """Whether it is the committee's, called, and not over."""
        found = called.meeting(tx, meeting)
        return found is not None and found.committee == committee and found.open

    def named(
        self, tx: Tx, t: Translator, committee: CommitteeId, meeting: MeetingId, item: AgendaItemId | None
    ) -> Markup:
        """`M1 · Kick-off briefing · 6. Questions and answers`; nothing for a meeting of another committee."""
        found = called.meeting(tx, meeting)
        if found is None or found.committee != committee:
            return Markup()
        name = Markup("{} · {}").format(found.label, found.title(t.language))
        line = next((i for i in found.agenda if i.id == item), None)
        if line is None:
            return name
        return name + Markup(" · {}. {}").format(line.number, line.text_for(t.language).topic)

    def agendas(self, tx: Tx, committee: CommitteeId, question: QuestionId) -> tuple[str, ...]:
        """The agendas of called meetings to which it was carried over."""
        return called.carried_to(tx, committee, Origin.QUESTION, question)


def asked_at(tx: Tx, meeting: Meeting, t: Translator) -> list[Asked]:
    """A meeting's questions for its minutes, in the order in which they were asked and the words of `t`."""
    found = reading.asked_at(tx, meeting.committee, meeting.id)
    return [
        Asked(
            line.question.label,
            line.question.item,
            _said(t, line.wording),
            words.asker(t, line.asker).unescape(),
            words.standing(t, line).unescape(),
            _answer(t, given),
        )
        for line, given in found
    ]


def _answer(t: Translator, given: Given | None) -> str | None:
    return None if given is None else _said(t, given.wording)


def _said(t: Translator, found: Worded) -> str:
    """In the reader's language where somebody translated it, who is credited; else as it stands, and in which language
    that is."""
    if found.language == t.language:
        return found.text
    made = found.for_reader(t.language)
    if made is not None:
        return f"{made.text} {translated(t, made.translator)}"
    return f"{found.text} {original(t, found.language)}"


def translated(t: Translator, translator: str | None) -> str:
    """Says that something is a person's translation, and whose, where they are credited."""
    if translator is None:
        return t.plain("(unofficial translation)")
    return t.plain("(unofficial translation: {name})", name=translator)


def original(t: Translator, language: str) -> str:
    """Says in which language something stands."""
    return t.plain("(original language: {language})", language=t.language_name(language))
