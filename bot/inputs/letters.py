"""How the room's letters are drawn when they are sent: for whoever may still see what they are about."""

from bot.committee.notices import addressee
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.errors import Refusal
from bot.i18n import mark
from bot.ids import InputId, InputRequestId
from bot.inputs import reading, views
from bot.inputs.cards import RequestCard
from bot.inputs.rights import file_in_sight
from bot.screens import Attachment, Screen
from bot.store import Tx


def requested(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Stale once it has ended, or somebody of the seat has answered."""
    found = _card(tx, letter)
    if found is None or found.request.ended_at is not None or found.answered:
        return None
    return views.requested_notice(reader.t, found)


def given(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """An input."""
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        return views.given_notice(reader.t, reading.input_line(tx, who, InputId(letter.facts["input"])))
    except Refusal:
        return None


def over(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A request has ended."""
    found = _card(tx, letter)
    return None if found is None else views.over_notice(reader.t, found)


def file(tx: Tx, letter: Letter, reader: Reader) -> Attachment | None:
    """A file that its reader asked for."""
    who = addressee(tx, letter)
    if who is None:
        return None
    facts = letter.facts
    try:
        return views.sent(reader.t, *file_in_sight(tx, who, facts["request"], facts["input"], facts["place"]))
    except Refusal:
        return None


def _card(tx: Tx, letter: Letter) -> RequestCard | None:
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        return reading.card(tx, who, InputRequestId(letter.facts["request"]))
    except Refusal:
        return None


KINDS: dict[str, Kind] = {
    "input-requested": Kind(requested, outline=mark("The consultant asks for your input.")),
    "input-given": Kind(given, outline=mark("Input has come.")),
    "request-over": Kind(over, outline=mark("The deadline of a request for input has passed.")),
    "input-file": Kind(file, outline=mark("A file that you asked for.")),
}
