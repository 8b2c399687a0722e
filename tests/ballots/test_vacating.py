"""People come and go while a ballot runs: the electorate stays as it was frozen, and a vote belongs to its seat."""

from datetime import timedelta
from functools import partial

import pytest

from bot.ballots import list_views, reading, service
from bot.ballots.closing import tally_of
from bot.ballots.model import Choice, Standing
from bot.ballots.voting import pending_choice
from bot.committee import records as people
from bot.committee import roles, seats
from bot.committee import service as committee
from bot.committee.model import Actor, Role
from bot.errors import Refusal
from bot.ids import BallotId, MembershipId
from tests.ballots.hall import AFTER, VOTED, Hall
from tests.ballots.test_letters import goes
from tests.ballots.test_views import english, plain

LATER = VOTED + timedelta(hours=1)


@pytest.fixture
def number(hall: Hall) -> BallotId:
    """W1's seat has an alternate."""
    assert hall.w1.seat is not None
    hall.sit("alternate", Role.ALTERNATE, hall.w1.seat.id)
    return hall.open()


def successor(hall: Hall, role: Role = Role.MEMBER, instead_of: MembershipId | None = None) -> Actor:
    """The next holder of W1's seat, invited and joined."""
    assert hall.w1.seat is not None
    made = seats.name_holder(
        hall.tx,
        hall.organizer,
        hall.w1.seat.id,
        role,
        name="Successor",
        language="ru",
        at=LATER,
        instead_of=instead_of,
    )
    found = committee.actor_of_membership(hall.tx, MembershipId(made.facts["invited"][0]))
    assert found is not None
    people.change_person(hall.tx, found.person.id, joined_at=LATER)
    hall.people["successor"] = found
    return hall.again("successor")


def test_a_vacated_seat_stays_in_the_denominator_and_its_vote_stands(hall: Hall, number: BallotId) -> None:
    hall.kick_off(number)
    before = tally_of(hall.tx, hall.ballot(number))
    for name in ("w1", "s4"):
        seats.vacate(hall.tx, hall.organizer, hall.people[name].membership, LATER)
    assert tally_of(hall.tx, hall.ballot(number)) == before
    assert hall.row(number, "w1").choice is Choice.APPROVE
    assert hall.end(number).opened_up
    screen = list_views.named_votes(english(), reading.named_votes(hall.tx, hall.chair, number, AFTER), 0)
    assert "former holder" in plain(screen)
    assert "W1" not in plain(screen)


def test_whoever_is_off_the_roster_votes_no_more_and_owes_no_text(hall: Hall, number: BallotId) -> None:
    service.vote(hall.tx, hall.w1, number, Choice.REVISE, VOTED)
    seats.vacate(hall.tx, hall.organizer, hall.w1.membership, LATER)
    assert pending_choice(hall.tx, hall.w1.person.id, number) is None
    with pytest.raises(Refusal, match="not-a-member"):
        committee.actor(hall.tx, hall.w1.person.id, hall.w1.committee.id)
    assert hall.told("taken-off") == {"w1"}


def test_a_successor_may_change_the_vote_that_stands_for_the_seat(hall: Hall, number: BallotId) -> None:
    hall.vote(number, w1="revise")
    successor(hall, instead_of=hall.w1.membership)
    assert hall.row(number, "w1").choice is Choice.REVISE
    hall.vote(number, LATER, successor="approve")
    assert hall.row(number, "w1").choice is Choice.APPROVE
    assert [vote.choice for vote in hall.history(number, "w1")] == [Choice.REVISE]
    assert hall.told("vote-replaced") == set(), "whoever cast it holds the seat no more"


def test_a_promoted_alternate_votes_for_the_seat_from_then_on(hall: Hall, number: BallotId) -> None:
    hall.vote(number, w1="abstain")
    with pytest.raises(Refusal, match="vote-titular-voted"):
        hall.vote(number, alternate="approve")
    with pytest.raises(Refusal, match="seat-taken"):
        seats.promote(hall.tx, hall.organizer, hall.alternate.membership, LATER)
    seats.vacate(hall.tx, hall.organizer, hall.w1.membership, LATER)
    seats.promote(hall.tx, hall.organizer, hall.alternate.membership, LATER)
    assert hall.again("alternate").role is Role.MEMBER
    assert hall.told("role-changed") == {"alternate"}
    hall.vote(number, LATER, alternate="approve")
    assert hall.row(number, "w1").choice is Choice.APPROVE


def test_a_titular_is_no_alternate_to_be_promoted(hall: Hall) -> None:
    with pytest.raises(Refusal, match="not-an-alternate"):
        seats.promote(hall.tx, hall.organizer, hall.w1.membership, LATER)
    with pytest.raises(Refusal, match="seat-none"):
        seats.promote(hall.tx, hall.organizer, hall.observer.membership, LATER)


def test_the_titulars_vote_replaces_the_alternates_and_both_are_told(hall: Hall, number: BallotId) -> None:
    hall.vote(number, alternate="revise")
    hall.vote(number, LATER, w1="approve")
    assert hall.told("vote-replaced") == {"w1", "alternate"}
    to_titular, to_alternate = (goes(hall, "vote-replaced", name, LATER) for name in ("w1", "alternate"))
    assert to_titular is not None
    assert to_alternate is not None
    assert "Your vote has replaced the one that your alternate had cast" in plain(to_titular)
    assert "That vote has replaced yours" in plain(to_alternate)
    for screen in (to_titular, to_alternate):
        assert not any(word in plain(screen) for word in ("Approve", "revision", "The text of"))
    hall.vote(number, LATER, w1="abstain")
    assert len(hall.letters("vote-replaced")) == 2, "a changed mind replaces nobody's vote"


def test_a_new_alternate_takes_the_place_of_the_one_before(hall: Hall, number: BallotId) -> None:
    hall.vote(number, alternate="approve")
    successor(hall, Role.ALTERNATE, instead_of=hall.alternate.membership)
    assert people.membership(hall.tx, hall.alternate.membership) is None
    assert hall.row(number, "w1").choice is Choice.APPROVE
    hall.vote(number, LATER, successor="abstain")
    assert hall.row(number, "w1").choice is Choice.ABSTAIN


def test_two_who_name_a_successor_at_once_name_one(hall: Hall) -> None:
    successor(hall, instead_of=hall.w1.membership)
    with pytest.raises(Refusal, match="seat-taken"):
        successor(hall, instead_of=hall.w1.membership)
    with pytest.raises(Refusal, match="seat-taken"):
        successor(hall)


def test_who_presides_declares_and_the_mark_is_on_one_seat(hall: Hall, number: BallotId) -> None:
    hall.kick_off(number)
    hall.end(number)
    assert hall.w2.seat is not None
    assert hall.chair.seat is not None
    roles.mark_chair(hall.tx, hall.organizer, hall.w2.seat.id, True, AFTER)
    assert not hall.again("chair").chairs
    assert hall.again("w2").chairs
    assert hall.told("role-changed") == {"chair", "w2"}
    assert reading.paper(hall.tx, hall.w2, number, AFTER).presides
    assert not reading.paper(hall.tx, hall.chair, number, AFTER).presides
    roles.mark_chair(hall.tx, hall.organizer, hall.w2.seat.id, False, AFTER)
    assert reading.paper(hall.tx, hall.organizer, number, AFTER).presides, (
        "nobody presides: the organizers do"
    )


def test_a_chair_without_a_seat_takes_the_mark_and_keeps_it(hall: Hall) -> None:
    roles.change_role(hall.tx, hall.organizer, hall.observer.membership, Role.CHAIR, AFTER)
    assert hall.again("observer").chairs
    assert not hall.again("chair").chairs
    assert hall.w2.seat is not None
    with pytest.raises(Refusal, match="second-chair"):
        roles.mark_chair(hall.tx, hall.organizer, hall.w2.seat.id, True, AFTER)
    with pytest.raises(Refusal, match="second-chair"):
        roles.change_role(hall.tx, hall.organizer, hall.consultant.membership, Role.CHAIR, AFTER)


def test_the_last_organizer_cannot_be_removed_or_demoted_by_anybody(hall: Hall) -> None:
    me = hall.organizer.membership
    for role in (Role.OBSERVER, Role.CHAIR, Role.CONSULTANT):
        with pytest.raises(Refusal, match="organizer-needed"):
            roles.change_role(hall.tx, hall.organizer, me, role, LATER)
    with pytest.raises(Refusal, match="not-yourself"):
        roles.remove(hall.tx, hall.organizer, me, LATER)
    with pytest.raises(Refusal, match="not-yourself"):
        seats.not_this_person(hall.tx, hall.organizer, me, LATER)
    # One who has been invited and has not joined organizes nothing yet.
    hall.sit("second", Role.ORGANIZER, None, joined=False)
    with pytest.raises(Refusal, match="organizer-needed"):
        roles.change_role(hall.tx, hall.organizer, me, Role.OBSERVER, LATER)
    hall.sit("third", Role.ORGANIZER, None)
    roles.remove(hall.tx, hall.third, hall.second.membership, LATER)
    roles.change_role(hall.tx, hall.third, me, Role.OBSERVER, LATER)
    with pytest.raises(Refusal, match="organizers-only"):
        roles.change_role(hall.tx, hall.again("organizer"), hall.third.membership, Role.OBSERVER, LATER)
    with pytest.raises(Refusal, match="organizer-needed"):
        roles.change_role(hall.tx, hall.third, hall.third.membership, Role.OBSERVER, LATER)


def test_a_role_is_changed_only_without_a_seat_and_only_to_another(hall: Hall) -> None:
    refused = {
        (hall.w1.membership, Role.OBSERVER): "role-of-seat",
        (hall.observer.membership, Role.MEMBER): "role-of-seat",
        (hall.observer.membership, Role.OBSERVER): "role-same",
    }
    for (membership, role), code in refused.items():
        with pytest.raises(Refusal, match=code):
            roles.change_role(hall.tx, hall.organizer, membership, role, LATER)
    with pytest.raises(Refusal, match="role-of-seat"):
        roles.remove(hall.tx, hall.organizer, hall.w1.membership, LATER)
    roles.change_role(hall.tx, hall.organizer, hall.observer.membership, Role.CONSULTANT, LATER)
    assert hall.again("observer").consults
    assert hall.told("role-changed") == {"observer"}


def test_nothing_of_another_committee_can_be_changed(hall: Hall, neighbour: Hall) -> None:
    theirs, mine = neighbour.w1.membership, hall.organizer
    assert neighbour.w1.seat is not None
    with pytest.raises(Refusal, match="seat-unknown"):
        seats.seat_card(hall.tx, mine, neighbour.w1.seat.id)
    with pytest.raises(Refusal, match="seat-unknown"):
        roles.mark_chair(hall.tx, mine, neighbour.w1.seat.id, True, LATER)
    observer = neighbour.observer.membership
    acts = (
        partial(seats.vacate, hall.tx, mine, theirs, LATER),
        partial(seats.promote, hall.tx, mine, theirs, LATER),
        partial(roles.change_role, hall.tx, mine, observer, Role.CHAIR, LATER),
        partial(roles.correct_name, hall.tx, mine, theirs, "Else"),
    )
    for act in acts:
        with pytest.raises(Refusal, match="member-gone"):
            act()
    with pytest.raises(Refusal, match="organizers-only"):
        seats.vacate(hall.tx, hall.chair, hall.w1.membership, LATER)


def test_what_a_wrong_person_voted_is_void_also_where_the_ballot_ended_without_quorum(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, w1="revise", s4="approve")
    assert hall.end(number).standing is Standing.WITHOUT_QUORUM
    seats.not_this_person(hall.tx, hall.organizer, hall.s4.membership, AFTER)
    service.extend(hall.tx, hall.chair, number, AFTER + timedelta(days=5), AFTER)
    assert hall.row(number, "s4").choice is None
    assert hall.row(number, "w1").choice is Choice.REVISE
    (void,) = hall.history(number, "s4")
    assert void.choice is Choice.APPROVE
