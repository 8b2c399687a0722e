"""The ledger as a table: what the committee reads of each question, never more of its asker than they let be known."""

from datetime import datetime

from bot.committee import records as people
from bot.committee.model import Actor
from bot.documents.sheets import Cell, Sheet
from bot.findings import records as findings
from bot.i18n import Translator, mark
from bot.questions import reading, words
from bot.questions.cards import Given, Line
from bot.questions.choice import Choice
from bot.questions.model import Meetings
from bot.store import Tx
from bot.translations.views import listed

_COLUMNS = (
    mark("No."),
    mark("Standing"),
    mark("Asked on"),
    mark("Asked by"),
    mark("Meeting"),
    mark("Finding"),
    mark("Question"),
    mark("Language"),
    mark("Translations"),
    mark("+1"),
    mark("Who answers"),
    mark("Due"),
    mark("Answer"),
    mark("Language"),
    mark("Translations"),
    mark("Answered by"),
    mark("Answered on"),
)


def sheet(tx: Tx, t: Translator, who: Actor, meetings: Meetings, choice: Choice) -> Sheet:
    """What is chosen of the ledger, in the order of numbers, in the words of `t`."""
    rows = [_row(tx, t, meetings, line, given) for line, given in reading.everything(tx, who, choice)]
    return Sheet(t.plain("Questions"), tuple(t.plain(title) for title in _COLUMNS), tuple(rows))


def _row(tx: Tx, t: Translator, meetings: Meetings, line: Line, given: Given | None) -> tuple[Cell, ...]:
    asked = line.question
    meeting = (
        ""
        if asked.meeting is None
        else meetings.named(tx, t, asked.committee, asked.meeting, asked.item).striptags()
    )
    finding = None if asked.finding is None else findings.finding(tx, asked.finding)
    owner = "" if asked.owner is None else people.author_name(tx, asked.owner)[0]
    unnamed = asked.asker.membership is None and asked.captured_by is None
    return (
        asked.label,
        words.standing(t, line).striptags(),
        day(t, asked.asked_at) if unnamed else moment(t, asked.asked_at),
        words.asker(t, line.asker).unescape(),
        meeting,
        None if finding is None else finding.label,
        line.wording.text,
        t.language_name(line.wording.language).unescape(),
        listed(t, line.wording),
        line.support,
        owner,
        None if asked.due_at is None else moment(t, asked.due_at),
        None if given is None else given.wording.text,
        None if given is None else t.language_name(given.wording.language).unescape(),
        None if given is None else listed(t, given.wording),
        None if given is None else given.author,
        None if given is None or given.answer.published_at is None else moment(t, given.answer.published_at),
    )


def moment(t: Translator, at: datetime) -> str:
    """A moment that sorts as text: the committee's wall time."""
    return f"{at.astimezone(t.committee_zone):%Y-%m-%d %H:%M}"


def day(t: Translator, at: datetime) -> str:
    """The day alone."""
    return f"{at.astimezone(t.committee_zone):%Y-%m-%d}"
