"""How the letter about a reservation is drawn when it is sent: from what stands then."""

from bot.ballots import reading
from bot.ballots.reservations import reading as own
from bot.ballots.reservations import records, views
from bot.committee.notices import addressee
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.errors import Refusal
from bot.i18n import mark
from bot.ids import ReservationId
from bot.screens import Screen
from bot.store import Tx


def reservation(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Attached, changed, withdrawn or struck; stale once it stands no more, which a letter of its own says."""
    who = addressee(tx, letter)
    found = records.one(tx, ReservationId(letter.facts["reservation"]))
    what = letter.facts["what"]
    if (
        who is None
        or not who.reads_drafts
        or found is None
        or found.stands is (what in ("withdrawn", "struck"))
    ):
        return None
    try:
        paper = reading.paper(tx, who, found.ballot, letter.drawn_at)
    except Refusal:
        return None
    return views.notice(reader.t, own.line(tx, who, found), paper, what)


KINDS: dict[str, Kind] = {
    "reservation": Kind(
        reservation, outline=mark("A reservation on an outcome was attached, changed, withdrawn or struck.")
    ),
}
