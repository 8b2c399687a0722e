"""How the committee's letters are drawn when they are sent."""

from bot.committee import data_views, records, roster_views
from bot.committee.model import Role, RosterEntry
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.ids import MembershipId, SeatId
from bot.screens import Screen
from bot.store import Tx


def joined(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Somebody took a seat; stale once they lost it again."""
    membership = records.membership(tx, MembershipId(letter.facts["membership"]))
    person = None if membership is None else records.person(tx, membership.person)
    if membership is None or person is None:
        return None
    entry = RosterEntry.of(membership, person)
    return roster_views.joined_notice(reader.t, records.committee(tx, membership.committee), entry)


def left(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Somebody has left; their seat may be vacant."""
    assert letter.committee is not None
    seat = letter.facts["seat"]
    return data_views.vacated(
        reader.t,
        letter.committee,
        Role(letter.facts["role"]),
        None if seat is None else records.seat(tx, SeatId(seat)),
        chairs=letter.facts["chairs"],
    )


KINDS: dict[str, Kind] = {"joined": Kind(joined), "left": Kind(left)}
