"""How the committee's letters are drawn when they are sent."""

from bot.committee import data_views, impostor_views, impostors, member_views, records, service
from bot.committee.model import Role, RosterEntry
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.ids import CommitteeId, MembershipId, SeatId
from bot.screens import Screen
from bot.store import Tx


def joined(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Somebody took a seat; stale once they lost it again."""
    membership = records.membership(tx, MembershipId(letter.facts["membership"]))
    person = None if membership is None else records.person(tx, membership.person)
    if membership is None or person is None:
        return None
    expected = None if membership.expected is None else records.person(tx, membership.expected)
    return member_views.joined_notice(
        reader.t,
        records.committee(tx, membership.committee),
        RosterEntry.of(membership, person),
        None if expected is None else expected.name,
    )


def role_changed(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Somebody is something else now; drawn as it stands when it goes."""
    who = service.actor_of_membership(tx, MembershipId(letter.facts["membership"]))
    return None if who is None else member_views.role_notice(reader.t, who)


def taken_off(tx: Tx, letter: Letter, reader: Reader) -> Screen:
    """Somebody was taken off a roster."""
    here = records.committee(tx, CommitteeId(letter.facts["where"]))
    elsewhere = bool(records.memberships_of(tx, letter.person))
    return member_views.taken_off_notice(reader.t, here, votes=letter.facts["votes"], elsewhere=elsewhere)


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


def impostor_acts(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """What somebody did who had taken another's place; stale once an organizer has settled it."""
    who = service.actor_of_membership(tx, MembershipId(letter.facts["membership"]))
    was = MembershipId(letter.facts["was"])
    if who is None or was not in dict(impostors.unsettled(tx, who)):
        return None
    found = impostors.acts(tx, who, was)
    links, organized = letter.facts["links"], letter.facts["organized"]
    return impostor_views.notice(reader.t, who.committee, was, found, links, organized=organized)


KINDS: dict[str, Kind] = {
    "impostor-acts": Kind(impostor_acts),
    "joined": Kind(joined),
    "left": Kind(left),
    "role-changed": Kind(role_changed),
    "taken-off": Kind(taken_off),
}
