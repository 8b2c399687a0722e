"""Somebody who serves in two committees hears from each of them."""

from datetime import timedelta

from sqlalchemy import select

from bot.committee import records as people
from bot.committee.model import Role
from bot.delivery.records import letters
from bot.ids import CommitteeId
from bot.timeline import digest, modalities, records
from tests.findings.house import AT, BACKENDS, House

pytestmark = BACKENDS


def both(house: House, neighbour: House) -> tuple[CommitteeId, CommitteeId]:
    """The member of the one observes the other, too, and wants the digests of both."""
    here, there = house.organizer.committee.id, neighbour.organizer.committee.id
    person = house.member.person.id
    second = people.add_membership(house.tx, there, person, Role.OBSERVER, None, AT)
    for membership in (house.member.membership, second):
        records.set_digest(house.tx, membership, AT)
    return here, there


def test_two_digests_that_are_due_at_one_instant_both_go(house: House, neighbour: House) -> None:
    expected = both(house, neighbour)
    for membership in records.digests_due(house.tx, AT):
        digest.send(house.tx, membership, AT)
    written = select(letters.c.committee).where(
        letters.c.kind == "digest", letters.c.person == house.member.person.id
    )
    assert sorted(house.tx.execute(written).scalars()) == sorted(expected)


def test_the_modalities_of_one_committee_do_not_fold_the_others_card(house: House, neighbour: House) -> None:
    both(house, neighbour)
    for each in (house, neighbour):
        modalities.put(each.tx, each.consultant, {"en": "As before."}, (), "", AT + timedelta(hours=1))
    subjects = select(letters.c.subject).where(
        letters.c.kind == "modalities", letters.c.person == house.member.person.id
    )
    assert len(set(house.tx.execute(subjects).scalars())) == 2
