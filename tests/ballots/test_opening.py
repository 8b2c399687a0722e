"""Opening a ballot: by whom, on what, for whom, until when, in which languages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ballots import records, service
from bot.ballots.model import Rules, Standing
from bot.committee import records as people
from bot.committee.model import Role
from bot.errors import Refusal
from bot.findings.model import Standing as VersionStanding
from bot.i18n import as_fact
from tests.ballots.hall import AFTER, COMMENTS_UNTIL, DEADLINE, EN, KY, OPENED, RU, VOTED, Hall


def refused(code: str) -> "pytest.RaisesExc[Refusal]":
    return pytest.raises(Refusal, match=f"^{code}$")


def test_the_electorate_is_one_uncast_row_per_voting_seat(hall: Hall) -> None:
    number = hall.open()
    rows = records.electors(hall.tx, number)
    assert [row.constituency for row in rows] == ["government"] * 3 + ["workers"] * 2 + ["sse"] * 4
    assert all(row.choice is None for row in rows)
    assert hall.ballot(number).standing is Standing.RUNNING


def test_the_version_is_in_ballot_while_it_runs(hall: Hall) -> None:
    version = hall.share()
    hall.open(version)
    assert hall.version(version.id).standing is VersionStanding.BALLOT


def test_an_invited_person_who_has_not_joined_makes_a_voting_seat(hall: Hall) -> None:
    seat = people.add_seat(hall.tx, hall.organizer.committee.id, "employers", "Union", chair=False)
    hall.sit("e1", Role.MEMBER, seat, joined=False)
    assert len(records.electors(hall.tx, hall.open())) == 10


def test_a_vacant_seat_is_no_voting_seat(hall: Hall) -> None:
    people.end_membership(hall.tx, hall.s4.membership, OPENED)
    assert len(records.electors(hall.tx, hall.open())) == 8


def test_a_seat_with_titular_and_alternate_counts_once(hall: Hall) -> None:
    assert hall.w1.seat is not None
    hall.sit("alternate", Role.ALTERNATE, hall.w1.seat.id)
    assert len(records.electors(hall.tx, hall.open())) == 9


def test_a_seat_vacated_later_stays_in_the_electorate(hall: Hall) -> None:
    number = hall.open()
    people.end_membership(hall.tx, hall.s4.membership, VOTED)
    assert len(records.electors(hall.tx, number)) == 9


@pytest.mark.parametrize("name", ["organizer", "chair"])
def test_organizer_and_chair_may_open(hall: Hall, name: str) -> None:
    service.open_ballot(hall.tx, hall.people[name], hall.share().id, DEADLINE, OPENED)


@pytest.mark.parametrize("name", ["g2", "consultant", "observer"])
def test_nobody_else_may_open(hall: Hall, name: str) -> None:
    with refused("ballot-managers-only"):
        service.open_ballot(hall.tx, hall.people[name], hall.share().id, DEADLINE, OPENED)


def test_an_organizer_of_another_committee_does_not_see_the_version(hall: Hall, neighbour: Hall) -> None:
    with refused("version-unknown"):
        service.open_ballot(hall.tx, neighbour.organizer, hall.share().id, DEADLINE, OPENED)


def test_everybody_who_reads_drafts_is_told_but_the_opener(hall: Hall) -> None:
    hall.open()
    assert hall.told("ballot-opened") == set(hall.people) - {"organizer", "observer"}


def test_the_rules_are_frozen_into_the_ballot(hall: Hall) -> None:
    hall.settings(quorum="2/3", minimum_hours=48)
    number = hall.open()
    hall.settings()
    rules = hall.ballot(number).rules
    assert (rules.quorum.numerator, rules.quorum.denominator, rules.minimum_hours) == (2, 3, 48)
    assert rules != Rules()


# The version


def test_a_draft_that_nobody_saw_cannot_be_voted_on(hall: Hall) -> None:
    version = hall.share(until=None)
    with refused("ballot-not-shared"):
        hall.open(version)


def test_two_ballots_on_one_finding_never_run_at_once(hall: Hall) -> None:
    version = hall.share()
    hall.open(version)
    with refused("ballot-running"):
        hall.open(version)


def test_an_older_version_cannot_be_voted_on(hall: Hall) -> None:
    version = hall.share()
    hall.revise(version, COMMENTS_UNTIL)
    with refused("ballot-not-current"):
        hall.open(version)


def test_a_declared_version_is_not_voted_on_again(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    hall.vote(number, chair="approve", g2="approve", g3="approve", w1="approve", s1="approve")
    hall.end(number)
    service.declare(hall.tx, hall.chair, number, hall.ballot(number).proposed, AFTER)  # type: ignore[arg-type]
    with refused("ballot-decided"):
        hall.open(version, AFTER, AFTER + timedelta(days=5))


# The deadline


def test_a_deadline_24_hours_ahead_is_far_enough(hall: Hall) -> None:
    hall.open(deadline=OPENED + timedelta(hours=24))


def test_a_deadline_less_than_24_hours_ahead_is_refused(hall: Hall) -> None:
    with refused("ballot-too-short") as refusal:
        hall.open(deadline=OPENED + timedelta(hours=24) - timedelta(seconds=1))
    assert refusal.value.facts["hours"] == 24


def test_the_committee_may_set_another_minimum(hall: Hall) -> None:
    hall.settings(minimum_hours=1)
    hall.open(deadline=OPENED + timedelta(hours=1))


# The comment window


def test_before_the_end_of_the_comment_window_it_asks_first(hall: Hall) -> None:
    version = hall.share()
    early = COMMENTS_UNTIL - timedelta(seconds=1)
    with refused("ballot-early") as refusal:
        hall.open(version, early)
    assert refusal.value.facts == {"until": as_fact(COMMENTS_UNTIL)}
    hall.open(version, early, early=True)


def test_from_the_end_of_the_comment_window_it_asks_nothing(hall: Hall) -> None:
    hall.open(at=COMMENTS_UNTIL)


# The language gate


def test_a_language_of_the_electorate_that_the_version_lacks_keeps_it_from_opening(hall: Hall) -> None:
    with refused("ballot-languages") as refusal:
        hall.open(hall.share(EN, RU))
    assert refusal.value.facts == {"languages": ["ky"]}


def test_the_language_of_somebody_who_was_invited_and_has_not_joined_is_needed_too(hall: Hall) -> None:
    seat = people.add_seat(hall.tx, hall.organizer.committee.id, "employers", "Union", chair=False)
    hall.sit("e1", Role.MEMBER, seat, "en", joined=False)
    with refused("ballot-languages") as refusal:
        hall.open(hall.share(replace(RU, unofficial=False), KY))
    assert refusal.value.facts == {"languages": ["en"]}


def test_a_language_that_only_people_without_a_vote_read_is_not_needed(hall: Hall) -> None:
    hall.open(hall.share(replace(RU, unofficial=False), KY))


def test_the_exception_is_recorded_by_name(hall: Hall) -> None:
    ballot = hall.ballot(hall.open(hall.share(EN, RU), exception=True))
    assert (ballot.exception, ballot.exception_by) == (("ky",), hall.organizer.membership)


def test_where_nothing_is_missing_no_exception_is_recorded(hall: Hall) -> None:
    ballot = hall.ballot(hall.open(exception=True))
    assert (ballot.exception, ballot.exception_by) == ((), None)
