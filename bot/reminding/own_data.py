"""What is kept of the reminders that somebody got. Its words."""

from markupsafe import Markup

from bot.committee.model import Person
from bot.i18n import Translator, mark
from bot.own_data import Section, section
from bot.reminding import records
from bot.store import Tx

_NAMES = {  # by the name of their source
    "ballot": mark("Votes"),
    "meeting": mark("Meetings"),
    "request": mark("Requests for input"),
    "question": mark("Questions"),
    "action": mark("Action items"),
    "session": mark("Meetings that went on past their end"),
    "milestone": mark("Milestones"),
}


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """How many reminders are noted, so that none goes twice."""
    counts = records.counted(tx, person.id)
    lines = [Markup("{}: {}").format(t(_NAMES[source]), n) for source, n in counts.items()]
    return [section(t("Reminders that are done with"), lines, "reminded.person")]
