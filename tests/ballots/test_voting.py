"""Casting votes: what counts, what waits for its text, what is not counted, and what the history keeps."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import forms
from bot.ballots import records, service
from bot.ballots.model import TEXT_LIMIT, Choice
from bot.ballots.records.tables import ballot_history
from bot.ballots.voting import pending_choice
from bot.committee import records as people
from bot.committee import seats
from bot.committee.model import Role, SeatFreed
from bot.errors import Refusal
from bot.events import publish
from bot.findings import service as findings
from bot.forms import Slot
from bot.i18n import as_fact
from bot.ids import BallotId
from bot.store import Store, Tx
from tests.ballots.hall import AFTER, DEADLINE, OPENED, VOTED, Hall, convene
from tests.ballots.test_opening import refused

APPROVE, CHANGES, REVISE, ABSTAIN = Choice


@pytest.fixture
def ballot(hall: Hall) -> BallotId:
    return hall.open()


# What counts at once


@pytest.mark.parametrize("choice", [APPROVE, ABSTAIN])
def test_approve_and_abstain_count_at_once_with_a_receipt(
    hall: Hall, ballot: BallotId, choice: Choice
) -> None:
    outcome = service.vote(hall.tx, hall.g2, ballot, choice, VOTED)
    assert outcome.code == "vote-recorded"
    assert outcome.facts["receipt"] == 1
    assert outcome.facts["deadline"] == as_fact(DEADLINE)
    row = hall.row(ballot, "g2")
    assert (row.choice, row.person, row.cast_at, row.receipt) == (choice, hall.g2.person.id, VOTED, 1)
    assert not row.after_outage


def test_receipts_rise_within_a_ballot_and_start_anew_in_the_next(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, g2="approve", w1="abstain", s1="approve")
    other = hall.open()
    hall.vote(other, g2="approve")
    assert [hall.row(ballot, name).receipt for name in ("g2", "w1", "s1")] == [1, 2, 3]
    assert hall.row(other, "g2").receipt == 1


def test_the_same_choice_again_says_what_stands_and_keeps_no_history(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, g2="approve")
    outcome = service.vote(hall.tx, hall.g2, ballot, APPROVE, VOTED + timedelta(hours=1))
    assert (outcome.code, outcome.facts["receipt"]) == ("vote-stands", 1)
    assert hall.row(ballot, "g2").cast_at == VOTED
    assert hall.history(ballot, "g2") == []


def test_a_vote_can_be_changed_and_the_earlier_ones_are_kept(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, w1="revise")
    hall.vote(ballot, at=VOTED + timedelta(hours=1), w1="abstain")
    outcome = service.vote(hall.tx, hall.w1, ballot, APPROVE, VOTED + timedelta(hours=2))
    assert (outcome.code, outcome.facts["former"], outcome.facts["choice"]) == (
        "vote-changed",
        "abstain",
        "approve",
    )
    assert hall.row(ballot, "w1").text is None
    kept = [(e.choice, e.text, e.receipt) for e in hall.history(ballot, "w1")]
    assert kept == [(REVISE, "The text of w1", 1), (ABSTAIN, None, 2)]
    assert hall.row(ballot, "w1").receipt == 3


# What waits for its text


@pytest.mark.parametrize("choice", [CHANGES, REVISE])
def test_without_its_text_the_seat_has_not_voted(hall: Hall, ballot: BallotId, choice: Choice) -> None:
    outcome = service.vote(hall.tx, hall.g2, ballot, choice, VOTED)
    assert (outcome.code, outcome.facts["stands"]) == ("vote-text-wanted", None)
    assert hall.row(ballot, "g2").choice is None
    assert pending_choice(hall.tx, hall.g2.person.id, ballot) is choice


def test_until_the_text_comes_the_earlier_vote_stands(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, g2="approve")
    outcome = service.vote(hall.tx, hall.g2, ballot, REVISE, VOTED)
    assert outcome.facts["stands"] == "approve"
    assert hall.row(ballot, "g2").choice is APPROVE


def test_with_its_text_it_counts(hall: Hall, ballot: BallotId) -> None:
    service.vote(hall.tx, hall.g2, ballot, CHANGES, VOTED)
    outcome = service.give_text(hall.tx, hall.g2, ballot, CHANGES, "  Say <b>not & yet</b> 🌱\r\n", VOTED)
    assert outcome.code == "vote-recorded"
    row = hall.row(ballot, "g2")
    assert (row.choice, row.text) == (CHANGES, "Say <b>not & yet</b> 🌱")


@pytest.mark.parametrize("choice", [APPROVE, ABSTAIN])
def test_another_choice_drops_the_request(hall: Hall, ballot: BallotId, choice: Choice) -> None:
    service.vote(hall.tx, hall.g2, ballot, CHANGES, VOTED)
    service.vote(hall.tx, hall.g2, ballot, choice, VOTED)
    assert pending_choice(hall.tx, hall.g2.person.id, ballot) is None
    assert hall.row(ballot, "g2").choice is choice


def test_the_standing_choice_tapped_again_drops_the_request_too(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, g2="approve")
    service.vote(hall.tx, hall.g2, ballot, CHANGES, VOTED)
    outcome = service.vote(hall.tx, hall.g2, ballot, APPROVE, VOTED)
    assert (outcome.code, outcome.facts["dropped"]) == ("vote-stands", True)
    assert pending_choice(hall.tx, hall.g2.person.id, ballot) is None


def test_the_other_choice_with_a_text_asks_for_that_one_instead(hall: Hall, ballot: BallotId) -> None:
    service.vote(hall.tx, hall.g2, ballot, CHANGES, VOTED)
    service.vote(hall.tx, hall.g2, ballot, REVISE, VOTED)
    assert pending_choice(hall.tx, hall.g2.person.id, ballot) is REVISE


def test_a_second_tap_keeps_what_was_written_so_far(hall: Hall, ballot: BallotId) -> None:
    service.vote(hall.tx, hall.g2, ballot, CHANGES, VOTED)
    asked = forms.find(hall.tx, hall.g2.person.id, Slot.REQUEST)
    assert asked is not None
    written = replace(asked, parts=(forms.Part(1, "so far"),))
    forms.save(hall.tx, hall.g2.person.id, Slot.REQUEST, written, VOTED)
    service.vote(hall.tx, hall.g2, ballot, CHANGES, VOTED)
    assert forms.find(hall.tx, hall.g2.person.id, Slot.REQUEST) == written


def test_a_request_on_another_ballot_is_not_dropped_by_a_vote_here(hall: Hall, ballot: BallotId) -> None:
    other = hall.open()
    service.vote(hall.tx, hall.g2, other, CHANGES, VOTED)
    service.vote(hall.tx, hall.g2, ballot, APPROVE, VOTED)
    assert pending_choice(hall.tx, hall.g2.person.id, other) is CHANGES


def test_a_request_that_gives_way_to_one_on_another_ballot_is_named(hall: Hall, ballot: BallotId) -> None:
    other = hall.open()
    service.vote(hall.tx, hall.g2, other, CHANGES, VOTED)
    outcome = service.vote(hall.tx, hall.g2, ballot, REVISE, VOTED)
    assert outcome.facts["gave_way"] is True
    assert pending_choice(hall.tx, hall.g2.person.id, other) is None


def test_a_text_can_be_replaced_by_another_one(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, g2="changes")
    outcome = service.give_text(hall.tx, hall.g2, ballot, CHANGES, "Another", VOTED)
    assert outcome.code == "vote-changed"
    assert [e.text for e in hall.history(ballot, "g2")] == ["The text of g2"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("   \n", "text-empty"), ("\u200b", "text-empty"), ("я" * (TEXT_LIMIT + 1), "text-too-long")],
)
def test_a_text_that_cannot_be_read_counts_nothing(
    hall: Hall, ballot: BallotId, text: str, code: str
) -> None:
    with refused(code):
        service.give_text(hall.tx, hall.g2, ballot, CHANGES, text, VOTED)
    assert hall.row(ballot, "g2").choice is None


def test_an_emoji_is_a_text_and_is_measured_as_telegram_does(hall: Hall, ballot: BallotId) -> None:
    service.give_text(hall.tx, hall.g2, ballot, CHANGES, "🌱" * (TEXT_LIMIT // 2), VOTED)
    with refused("text-too-long"):
        service.give_text(hall.tx, hall.g2, ballot, CHANGES, "🌱" * (TEXT_LIMIT // 2 + 1), VOTED)


# Who may not


def test_an_observer_does_not_vote(hall: Hall, ballot: BallotId) -> None:
    with refused("vote-observer"):
        service.vote(hall.tx, hall.observer, ballot, APPROVE, VOTED)


@pytest.mark.parametrize("name", ["organizer", "consultant"])
def test_organizer_and_consultant_hold_no_seat(hall: Hall, ballot: BallotId, name: str) -> None:
    with refused("vote-no-seat"):
        service.vote(hall.tx, hall.people[name], ballot, APPROVE, VOTED)


def test_a_chair_without_a_seat_does_not_vote(hall: Hall, ballot: BallotId) -> None:
    chair = hall.sit("chairwoman", Role.CHAIR, None)
    with refused("vote-no-seat"):
        service.vote(hall.tx, chair, ballot, APPROVE, VOTED)


def test_a_seat_that_came_after_the_opening_is_not_in_the_electorate(hall: Hall, ballot: BallotId) -> None:
    seat = people.add_seat(hall.tx, hall.organizer.committee.id, "employers", "Union", chair=False)
    late = hall.sit("e1", Role.MEMBER, seat)
    with refused("vote-not-in-electorate"):
        service.vote(hall.tx, late, ballot, APPROVE, VOTED)


def test_a_ballot_of_another_committee_is_unknown(hall: Hall, neighbour: Hall, ballot: BallotId) -> None:
    with refused("ballot-unknown"):
        service.vote(hall.tx, neighbour.g2, ballot, APPROVE, VOTED)


def test_a_ballot_that_never_was_is_unknown(hall: Hall) -> None:
    with refused("ballot-unknown"):
        service.vote(hall.tx, hall.g2, BallotId(10**9), APPROVE, VOTED)


# Titular and alternate share one row


def test_an_alternate_votes_while_the_titular_has_not(hall: Hall) -> None:
    assert hall.w1.seat is not None
    alternate = hall.sit("alternate", Role.ALTERNATE, hall.w1.seat.id)
    number = hall.open()
    service.vote(hall.tx, alternate, number, APPROVE, VOTED)
    assert hall.row(number, "w1").person == alternate.person.id


def test_an_alternate_gives_way_to_the_titular(hall: Hall) -> None:
    assert hall.w1.seat is not None
    alternate = hall.sit("alternate", Role.ALTERNATE, hall.w1.seat.id)
    number = hall.open()
    service.vote(hall.tx, alternate, number, APPROVE, VOTED)
    hall.vote(number, w1="approve")
    assert hall.row(number, "w1").person == hall.w1.person.id
    assert [e.person for e in hall.history(number, "w1")] == [alternate.person.id]
    assert sum(e.choice is not None for e in records.electors(hall.tx, number)) == 1


def test_an_alternate_does_not_vote_once_the_titular_has(hall: Hall) -> None:
    assert hall.w1.seat is not None
    alternate = hall.sit("alternate", Role.ALTERNATE, hall.w1.seat.id)
    number = hall.open()
    hall.vote(number, w1="approve")
    with refused("vote-titular-voted"):
        service.vote(hall.tx, alternate, number, ABSTAIN, VOTED)


# Too late


def test_the_last_microsecond_before_the_deadline_counts(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, at=DEADLINE - timedelta(microseconds=1), g2="approve")
    assert hall.row(ballot, "g2").choice is APPROVE


@pytest.mark.parametrize("choice", list(Choice))
def test_at_the_deadline_it_is_too_late_even_before_closing_ran(
    hall: Hall, ballot: BallotId, choice: Choice
) -> None:
    hall.poll(DEADLINE)
    with refused("vote-late") as refusal:
        service.vote(hall.tx, hall.g2, ballot, choice, DEADLINE)
    assert refusal.value.facts == {"closed_at": as_fact(DEADLINE)}


def test_a_tap_after_closing_is_not_counted_and_hears_the_closing_time(hall: Hall, ballot: BallotId) -> None:
    hall.end(ballot)
    with refused("vote-late") as refusal:
        service.vote(hall.tx, hall.g2, ballot, APPROVE, AFTER)
    assert refusal.value.facts == {"closed_at": as_fact(DEADLINE)}


def test_a_text_after_closing_is_not_counted_and_the_earlier_vote_stands(
    hall: Hall, ballot: BallotId
) -> None:
    hall.vote(ballot, g2="approve")
    service.vote(hall.tx, hall.g2, ballot, CHANGES, DEADLINE - timedelta(minutes=1))
    hall.end(ballot)
    with refused("vote-late"):
        service.give_text(hall.tx, hall.g2, ballot, CHANGES, "Too late", AFTER)
    assert hall.row(ballot, "g2").choice is APPROVE


def test_a_tap_on_a_superseded_ballot_is_not_counted_and_names_the_new_version(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    newer = hall.revise(version, VOTED)
    findings.confirm_new_version(hall.tx, hall.chair, newer, VOTED)
    with refused("vote-superseded") as refusal:
        service.vote(hall.tx, hall.g2, number, APPROVE, VOTED)
    assert refusal.value.facts == {"version": 2}


# A freed seat


def test_not_this_person_voids_the_running_vote_and_keeps_it_as_history(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, s4="approve")
    seats.not_this_person(hall.tx, hall.organizer, hall.s4.membership, VOTED)
    row = hall.row(ballot, "s4")
    assert (row.choice, row.person, row.cast_at, row.receipt) == (None, None, None, None)
    assert [e.choice for e in hall.history(ballot, "s4")] == [APPROVE]


def test_not_this_person_drops_the_text_that_was_asked_for(hall: Hall, ballot: BallotId) -> None:
    service.vote(hall.tx, hall.s4, ballot, CHANGES, VOTED)
    seats.not_this_person(hall.tx, hall.organizer, hall.s4.membership, VOTED)
    assert pending_choice(hall.tx, hall.s4.person.id, ballot) is None


def test_a_freed_seat_leaves_the_vote_of_its_other_holder(hall: Hall) -> None:
    assert hall.w1.seat is not None
    alternate = hall.sit("alternate", Role.ALTERNATE, hall.w1.seat.id)
    number = hall.open()
    hall.vote(number, w1="approve")
    seats.not_this_person(hall.tx, hall.organizer, alternate.membership, VOTED)
    assert hall.row(number, "w1").choice is APPROVE


@pytest.mark.parametrize("quorum", [True, False])
def test_a_freed_seat_changes_nothing_in_a_ballot_that_runs_no_more(
    hall: Hall, ballot: BallotId, quorum: bool
) -> None:
    if quorum:
        hall.kick_off(ballot)
    else:
        hall.vote(ballot, s1="approve")
    assert hall.end(ballot).opened_up is quorum
    assert hall.s1.seat is not None
    publish(hall.tx, SeatFreed(hall.s1.committee.id, hall.s1.seat, hall.s1.person.id, AFTER))
    assert hall.row(ballot, "s1").choice is APPROVE


# Two taps at once


async def test_two_taps_of_one_person_at_once_leave_one_vote_and_one_history(store: Store) -> None:
    def prepare(tx: Tx) -> tuple[Hall, BallotId]:
        here = convene(tx)
        return here, here.open()

    here, number = await store.write(prepare)
    taps = [
        store.write(lambda tx, c=choice: service.vote(tx, here.g2, number, c, VOTED))  # type: ignore[misc]
        for choice in (APPROVE, ABSTAIN, APPROVE, ABSTAIN)
    ]
    outcomes = await asyncio.gather(*taps)
    assert sorted(o.facts["receipt"] for o in outcomes) == [1, 2, 3, 4]
    rows = await store.read(lambda tx: tx.execute(select(ballot_history)).all())
    assert len(rows) == 3
    cast = await store.read(lambda tx: [e for e in records.electors(tx, number) if e.choice is not None])
    assert [e.receipt for e in cast] == [4]


async def test_everybody_at_once_gets_a_receipt_of_their_own(store: Store) -> None:
    def prepare(tx: Tx) -> tuple[Hall, BallotId]:
        here = convene(tx)
        return here, here.open()

    here, number = await store.write(prepare)
    voters = [a for a in here.people.values() if a.votes]
    outcomes = await asyncio.gather(
        *(store.write(lambda tx, who=who: service.vote(tx, who, number, APPROVE, VOTED)) for who in voters)  # type: ignore[misc]
    )
    assert sorted(o.facts["receipt"] for o in outcomes) == list(range(1, 10))


def test_a_refused_vote_leaves_nothing_behind(hall: Hall, ballot: BallotId) -> None:
    hall.vote(ballot, g2="approve")
    before = records.electors(hall.tx, ballot)
    for name in ("observer", "consultant"):
        with pytest.raises(Refusal):
            service.vote(hall.tx, hall.people[name], ballot, REVISE, OPENED)
    assert records.electors(hall.tx, ballot) == before
