"""Another outcome than the proposed one, and an acting chair: who may, from when on, and what everybody reads."""

from datetime import timedelta

import pytest

from bot.ballots import reading, service
from bot.ballots.model import REASON_LIMIT, Outcome, Standing
from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.model import Role
from bot.findings.model import Standing as VersionStanding
from bot.ids import BallotId
from tests.ballots.hall import AFTER, Hall
from tests.ballots.test_declaring import closed, seat
from tests.ballots.test_opening import refused
from tests.ballots.test_views import plain, shown

REASON = "Two groups asked for <b>time</b> & a study 🌱"
LATE = AFTER + timedelta(days=3)
"""Friday: three working days and more after closing."""


def marked(hall: Hall) -> BallotId:
    number = closed(hall)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    return number


# Overriding


def test_the_chair_declares_another_outcome_and_everybody_reads_both_and_the_reason(hall: Hall) -> None:
    number = marked(hall)
    service.override(hall.tx, hall.chair, number, Outcome.AMENDED, Outcome.RETURNED, REASON, AFTER)
    ballot = hall.ballot(number)
    assert (ballot.standing, ballot.outcome, ballot.reason) == (Standing.DECLARED, Outcome.RETURNED, REASON)
    assert hall.version(ballot.version).standing is VersionStanding.RETURNED
    assert hall.told("result") == set(hall.people) - {"chair"}
    for name in ("g2", "observer"):
        text = plain(shown(hall, name, number, AFTER))
        assert "Proposed outcome: validated with amendments\nDeclared outcome: returned for revision" in text
        assert REASON in text


def test_a_confirmed_proposal_speaks_of_no_other_outcome(hall: Hall) -> None:
    number = marked(hall)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    assert "Declared outcome" not in plain(shown(hall, "g2", number, AFTER))


@pytest.mark.parametrize(
    ("reason", "code"), [("🌱" * (REASON_LIMIT // 2 + 1), "text-too-long"), (" ", "text-empty")]
)
def test_another_outcome_needs_a_reason_that_fits(hall: Hall, reason: str, code: str) -> None:
    number = marked(hall)
    with refused(code):
        service.override(hall.tx, hall.chair, number, Outcome.AMENDED, Outcome.RETURNED, reason, AFTER)
    assert hall.ballot(number).standing is Standing.CLOSED


@pytest.mark.parametrize("name", ["organizer", "g2", "consultant", "observer"])
def test_nobody_but_the_chair_overrides(hall: Hall, name: str) -> None:
    number = marked(hall)
    with refused("ballot-chair-only"):
        service.override(hall.tx, hall.people[name], number, Outcome.AMENDED, Outcome.RETURNED, REASON, AFTER)


def test_missing_quorum_is_never_turned_into_a_decision(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="approve")
    hall.end(number)
    with refused("override-without-quorum"):
        service.override(hall.tx, hall.chair, number, Outcome.NO_QUORUM, Outcome.VALIDATED, REASON, AFTER)


@pytest.mark.parametrize("outcome", [Outcome.NO_QUORUM, Outcome.AMENDED, Outcome.VALIDATED])
def test_only_lawful_outcomes_are_declared_instead(hall: Hall, outcome: Outcome) -> None:
    number = closed(hall)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), False)
    with refused("override-unlawful"):
        service.override(hall.tx, hall.chair, number, Outcome.VALIDATED, outcome, REASON, AFTER)


def test_a_proposal_that_has_changed_meanwhile_is_not_overridden(hall: Hall) -> None:
    number = marked(hall)
    with refused("declare-changed"):
        service.override(hall.tx, hall.chair, number, Outcome.VALIDATED, Outcome.RETURNED, REASON, AFTER)


# The acting chair


def test_an_organizer_names_an_acting_chair_once_the_chair_was_reminded_in_vain(hall: Hall) -> None:
    number = closed(hall)
    with refused("acting-too-early"):
        service.name_acting_chair(hall.tx, hall.organizer, number, hall.w1.membership, AFTER)
    service.name_acting_chair(hall.tx, hall.organizer, number, hall.w1.membership, LATE)
    assert hall.told("acting-chair") == {"w1", "chair"}
    service.mark_text(hall.tx, hall.w1, number, seat(hall, "g2"), True)
    service.declare(hall.tx, hall.w1, number, Outcome.AMENDED, LATE)
    with refused("ballot-declared-already"):
        service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, LATE)
    text = plain(shown(hall, "g2", number, LATE))
    assert "Acting chair: W1\nNamed by: Organizer" in text


def test_the_chair_may_declare_until_the_acting_one_has(hall: Hall) -> None:
    number = marked(hall)
    service.name_acting_chair(hall.tx, hall.organizer, number, hall.w1.membership, LATE)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, LATE)
    with refused("ballot-declared-already"):
        service.declare(hall.tx, hall.w1, number, Outcome.AMENDED, LATE)
    assert "Acting chair" not in plain(shown(hall, "g2", number, LATE))


def test_an_acting_chair_acts_for_that_ballot_alone(hall: Hall) -> None:
    number, other = marked(hall), closed(hall)
    service.name_acting_chair(hall.tx, hall.organizer, number, hall.w1.membership, LATE)
    with refused("ballot-chair-only"):
        service.mark_text(hall.tx, hall.w1, other, seat(hall, "g2"), True)


def test_the_last_one_named_acts(hall: Hall) -> None:
    number = marked(hall)
    service.name_acting_chair(hall.tx, hall.organizer, number, hall.w1.membership, LATE)
    with refused("acting-already"):
        service.name_acting_chair(hall.tx, hall.organizer, number, hall.w1.membership, LATE)
    service.name_acting_chair(hall.tx, hall.organizer, number, hall.w2.membership, LATE)
    with refused("ballot-chair-only"):
        service.declare(hall.tx, hall.w1, number, Outcome.AMENDED, LATE)
    service.declare(hall.tx, hall.w2, number, Outcome.AMENDED, LATE)


def test_where_the_chair_has_not_joined_one_is_named_at_once(hall: Hall) -> None:
    number = closed(hall)
    people.change_person(hall.tx, hall.chair.person.id, joined_at=None)
    service.name_acting_chair(hall.tx, hall.organizer, number, hall.organizer.membership, AFTER)
    service.mark_text(hall.tx, hall.organizer, number, seat(hall, "g2"), True)


@pytest.mark.parametrize("name", ["chair", "consultant", "observer"])
def test_some_cannot_stand_in(hall: Hall, name: str) -> None:
    number = closed(hall)
    with refused("acting-unfit"):
        service.name_acting_chair(hall.tx, hall.organizer, number, hall.people[name].membership, LATE)


def test_whoever_could_not_be_named_any_more_declares_no_more(hall: Hall) -> None:
    """An organizer was named, and is an observer by now: the naming is no right of its own."""
    number = marked(hall)
    people.change_person(hall.tx, hall.chair.person.id, joined_at=None)
    service.name_acting_chair(hall.tx, hall.organizer, number, hall.organizer.membership, LATE)
    people.change_membership(hall.tx, hall.organizer.membership, role=Role.OBSERVER)
    was = committee.actor_of_membership(hall.tx, hall.organizer.membership)
    assert was is not None
    with refused("ballot-chair-only"):
        service.declare(hall.tx, was, number, Outcome.AMENDED, LATE)


@pytest.mark.parametrize("name", ["chair", "g2", "consultant", "observer"])
def test_only_an_organizer_names(hall: Hall, name: str) -> None:
    number = closed(hall)
    with refused("organizers-only"):
        service.name_acting_chair(hall.tx, hall.people[name], number, hall.w1.membership, LATE)


def test_organizers_are_offered_it_only_when_they_may(hall: Hall) -> None:
    number = closed(hall)
    assert reading.to_do(hall.tx, hall.organizer, AFTER).chairless == ()
    assert [b.id for b, _ in reading.to_do(hall.tx, hall.organizer, LATE).chairless] == [number]
    assert not reading.paper(hall.tx, hall.g2, number, LATE).may_name
    assert not reading.paper(hall.tx, hall.organizer, number, AFTER).may_name
    assert reading.paper(hall.tx, hall.organizer, number, LATE).may_name
