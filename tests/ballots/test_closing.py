"""Closing: at the deadline, by hand, after an outage; and the one extension for missing quorum."""

from datetime import datetime, timedelta

import pytest

from bot.ballots import service
from bot.ballots.model import Choice, Outcome, Standing
from bot.findings.model import Standing as VersionStanding
from bot.i18n import as_fact
from bot.ids import BallotId
from bot.intake import Outcome as Said
from bot.intake import records as intake
from tests.ballots.hall import AFTER, DEADLINE, OPENED, VOTED, Hall
from tests.ballots.test_opening import refused

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LATER = AFTER + timedelta(days=7)


@pytest.fixture
def ballot(hall: Hall) -> BallotId:
    return hall.open()


def few(hall: Hall, ballot: BallotId) -> None:
    """Four of nine, five needed."""
    hall.vote(ballot, chair="approve", g2="approve", w1="approve", s1="approve")


# At the deadline


def test_it_closes_at_the_deadline_and_proposes_an_outcome(hall: Hall, ballot: BallotId) -> None:
    hall.kick_off(ballot)
    closed = hall.end(ballot)
    assert (closed.standing, closed.proposed, closed.closed_at) == (
        Standing.CLOSED,
        Outcome.AMENDED,
        DEADLINE,
    )
    assert hall.version(closed.version).standing is VersionStanding.AWAITING


def test_before_the_deadline_nothing_closes_and_the_deadline_is_when_to_look(hall: Hall) -> None:
    number = hall.open(deadline=OPENED + timedelta(hours=25))
    assert hall.look(OPENED + timedelta(hours=23, minutes=30)) == OPENED + timedelta(hours=25)
    assert hall.ballot(number).running


def test_it_does_not_close_before_the_bot_has_received_after_the_deadline(
    hall: Hall, ballot: BallotId
) -> None:
    hall.poll(DEADLINE - SECOND)
    assert hall.look(DEADLINE) == DEADLINE + SECOND
    assert hall.ballot(ballot).running
    hall.poll(DEADLINE + SECOND)
    hall.look(DEADLINE + SECOND)
    assert not hall.ballot(ballot).running


def test_it_waits_for_every_update_received_in_time(hall: Hall, ballot: BallotId) -> None:
    hall.receive(7, DEADLINE - SECOND)
    assert hall.end(ballot).running
    hall.vote(ballot, at=DEADLINE - SECOND, g2="approve")
    intake.keep_outcome(hall.tx, 7, Said("vote-recorded"))  # type: ignore[arg-type]
    hall.look(DEADLINE + SECOND)
    assert hall.ballot(ballot).closed_at == DEADLINE
    assert hall.row(ballot, "g2").choice is Choice.APPROVE


def test_while_telegram_is_away_nobody_looks_every_second(hall: Hall, ballot: BallotId) -> None:
    hall.poll(DEADLINE - SECOND)
    assert hall.look(DEADLINE + 29 * SECOND) == DEADLINE + 30 * SECOND
    assert hall.look(DEADLINE + 30 * SECOND) is None
    assert hall.ballot(ballot).running
    hall.receive(7, DEADLINE - SECOND)
    hall.poll(DEADLINE + HOUR)
    assert hall.look(DEADLINE + HOUR) == DEADLINE + HOUR + SECOND


def test_it_does_not_wait_for_what_came_at_the_deadline(hall: Hall, ballot: BallotId) -> None:
    hall.receive(7, DEADLINE)
    assert not hall.end(ballot).running


def test_at_closing_everybody_who_reads_drafts_is_told_once(hall: Hall, ballot: BallotId) -> None:
    hall.kick_off(ballot)
    hall.end(ballot)
    hall.look(AFTER)
    assert hall.told("ballot-closed") == set(hall.people) - {"observer"}
    assert len(hall.letters("ballot-closed")) == 11


# Without quorum


def test_missing_quorum_ends_it_without_opening_anything(hall: Hall, ballot: BallotId) -> None:
    few(hall, ballot)
    ended = hall.end(ballot)
    assert (ended.standing, ended.opened_up) == (Standing.WITHOUT_QUORUM, False)
    assert hall.version(ended.version).standing is VersionStanding.AWAITING, "nobody can vote any more"


def test_the_chair_extends_it_once_and_earlier_votes_stay(hall: Hall, ballot: BallotId) -> None:
    few(hall, ballot)
    hall.end(ballot)
    service.extend(hall.tx, hall.chair, ballot, LATER, AFTER)
    again = hall.ballot(ballot)
    assert (again.standing, again.deadline, again.closed_at, again.proposed) == (
        Standing.RUNNING,
        LATER,
        None,
        None,
    )
    assert hall.version(again.version).standing is VersionStanding.BALLOT
    hall.vote(ballot, at=AFTER, s2="approve")
    assert hall.end(ballot, LATER).standing is Standing.CLOSED


def test_it_is_extended_only_once(hall: Hall, ballot: BallotId) -> None:
    few(hall, ballot)
    hall.end(ballot)
    service.extend(hall.tx, hall.chair, ballot, LATER, AFTER)
    hall.end(ballot, LATER)
    with refused("ballot-extended-already"):
        service.extend(hall.tx, hall.chair, ballot, LATER + timedelta(days=7), LATER)


def test_everybody_who_reads_drafts_hears_of_the_extension(hall: Hall, ballot: BallotId) -> None:
    few(hall, ballot)
    hall.end(ballot)
    service.extend(hall.tx, hall.chair, ballot, LATER, AFTER)
    assert hall.told("ballot-extended") == set(hall.people) - {"observer", "chair"}


@pytest.mark.parametrize("name", ["organizer", "g2", "consultant", "observer"])
def test_where_there_is_a_chair_nobody_else_extends(hall: Hall, ballot: BallotId, name: str) -> None:
    hall.end(ballot)
    with refused("ballot-chair-only"):
        service.extend(hall.tx, hall.people[name], ballot, LATER, AFTER)


def test_a_new_deadline_less_than_24_hours_ahead_is_refused(hall: Hall, ballot: BallotId) -> None:
    hall.end(ballot)
    with refused("ballot-too-short"):
        service.extend(hall.tx, hall.chair, ballot, AFTER + timedelta(hours=23), AFTER)


def test_a_running_ballot_is_not_extended(hall: Hall, ballot: BallotId) -> None:
    with refused("ballot-not-extendable"):
        service.extend(hall.tx, hall.chair, ballot, LATER, VOTED)


def test_a_ballot_closed_with_quorum_is_not_extended(hall: Hall, ballot: BallotId) -> None:
    hall.kick_off(ballot)
    hall.end(ballot)
    with refused("ballot-not-extendable"):
        service.extend(hall.tx, hall.chair, ballot, LATER, AFTER)


# By hand


@pytest.mark.parametrize("name", ["organizer", "chair"])
def test_closing_by_hand_takes_the_instant_of_the_tap(hall: Hall, ballot: BallotId, name: str) -> None:
    hall.kick_off(ballot)
    hall.poll(VOTED + HOUR)
    outcome = service.close_by_hand(hall.tx, hall.people[name], ballot, VOTED + HOUR)
    closed = hall.ballot(ballot)
    assert (outcome.code, closed.standing, closed.closed_at) == (
        "ballot-closed",
        Standing.CLOSED,
        VOTED + HOUR,
    )
    assert (closed.deadline, closed.closing_by) == (DEADLINE, hall.people[name].membership)
    assert hall.told("ballot-closed") == set(hall.people) - {"observer", name}


@pytest.mark.parametrize("name", ["g2", "consultant", "observer"])
def test_nobody_else_closes_by_hand(hall: Hall, ballot: BallotId, name: str) -> None:
    with refused("ballot-managers-only"):
        service.close_by_hand(hall.tx, hall.people[name], ballot, VOTED)


def test_closing_by_hand_waits_for_votes_received_before_the_tap(hall: Hall, ballot: BallotId) -> None:
    hall.kick_off(ballot)
    tap = VOTED + HOUR
    hall.receive(7, tap - SECOND)
    hall.poll(tap)
    outcome = service.close_by_hand(hall.tx, hall.organizer, ballot, tap)
    assert (outcome.code, hall.ballot(ballot).running) == ("ballot-closing", True)
    with refused("vote-late") as refusal:
        service.vote(hall.tx, hall.s4, ballot, Choice.APPROVE, tap)
    assert refusal.value.facts == {"closed_at": as_fact(tap)}
    hall.vote(ballot, at=tap - SECOND, s4="approve")
    intake.keep_outcome(hall.tx, 7, Said("vote-recorded"))  # type: ignore[arg-type]
    hall.look(tap + SECOND)
    assert hall.ballot(ballot).closed_at == tap
    assert hall.row(ballot, "s4").choice is Choice.APPROVE


def test_a_closed_ballot_is_not_closed_again(hall: Hall, ballot: BallotId) -> None:
    hall.end(ballot)
    with refused("ballot-not-running"):
        service.close_by_hand(hall.tx, hall.organizer, ballot, AFTER)


def test_a_tap_after_the_deadline_does_not_move_it(hall: Hall, ballot: BallotId) -> None:
    hall.poll(DEADLINE + MINUTE)
    service.close_by_hand(hall.tx, hall.organizer, ballot, DEADLINE + MINUTE)
    assert hall.ballot(ballot).closed_at == DEADLINE


# After an outage of an hour

BACK = DEADLINE + HOUR / 2


def away_for_an_hour(hall: Hall, drained: datetime | None) -> None:
    hall.away(BACK - HOUR, BACK, drained)


def test_votes_of_the_backlog_count_and_are_marked(hall: Hall, ballot: BallotId) -> None:
    away_for_an_hour(hall, BACK + SECOND)
    outcome = service.vote(hall.tx, hall.g2, ballot, Choice.APPROVE, BACK)
    assert outcome.facts["after_outage"] is True
    assert hall.row(ballot, "g2").after_outage


def test_it_stays_open_until_the_backlog_has_been_fetched(hall: Hall, ballot: BallotId) -> None:
    away_for_an_hour(hall, None)
    hall.look(BACK)
    assert hall.ballot(ballot).running


def test_it_stays_open_until_the_backlog_has_been_handled(hall: Hall, ballot: BallotId) -> None:
    hall.kick_off(ballot)
    hall.receive(7, BACK)
    away_for_an_hour(hall, BACK)
    hall.look(BACK)
    assert hall.ballot(ballot).running
    hall.vote(ballot, at=BACK, s4="approve")
    intake.keep_outcome(hall.tx, 7, Said("vote-recorded"))  # type: ignore[arg-type]
    hall.look(BACK + SECOND)
    closed = hall.ballot(ballot)
    assert (closed.standing, closed.closed_at) == (Standing.CLOSED, DEADLINE)


def test_a_vote_after_the_backlog_is_late(hall: Hall, ballot: BallotId) -> None:
    away_for_an_hour(hall, BACK)
    with refused("vote-late") as refusal:
        service.vote(hall.tx, hall.g2, ballot, Choice.APPROVE, BACK + SECOND)
    assert refusal.value.facts == {"closed_at": as_fact(DEADLINE)}


def test_an_outage_that_was_over_before_the_deadline_changes_nothing(hall: Hall, ballot: BallotId) -> None:
    hall.away(DEADLINE - 2 * HOUR, DEADLINE - HOUR, DEADLINE - HOUR)
    with refused("vote-late"):
        service.vote(hall.tx, hall.g2, ballot, Choice.APPROVE, DEADLINE)


# After an outage of 25 hours

SINCE = DEADLINE - HOUR
RETURN = SINCE + 25 * HOUR


def away_for_a_day(hall: Hall) -> None:
    hall.away(SINCE, RETURN, RETURN)


def test_after_25_hours_it_stays_open_and_whoever_manages_it_is_told_once(
    hall: Hall, ballot: BallotId
) -> None:
    hall.kick_off(ballot)
    away_for_a_day(hall)
    hall.look(RETURN)
    hall.look(RETURN + MINUTE)
    assert (hall.ballot(ballot).running, hall.ballot(ballot).left_open_at) == (True, RETURN)
    assert hall.told("ballot-left-open") == {"chair", "organizer"}
    assert len(hall.letters("ballot-left-open")) == 2


def test_while_it_stays_open_votes_count_and_are_marked(hall: Hall, ballot: BallotId) -> None:
    away_for_a_day(hall)
    hall.vote(ballot, at=RETURN, g2="approve")
    hall.look(RETURN)
    hall.vote(ballot, at=RETURN + HOUR, w1="approve")
    assert hall.row(ballot, "g2").after_outage
    assert hall.row(ballot, "w1").after_outage


@pytest.mark.parametrize("looked", [True, False])
def test_a_person_closes_it_with_their_tap(hall: Hall, ballot: BallotId, looked: bool) -> None:
    hall.kick_off(ballot)
    away_for_a_day(hall)
    if looked:
        hall.look(RETURN)
    hall.poll(RETURN + HOUR)
    service.close_by_hand(hall.tx, hall.chair, ballot, RETURN + HOUR)
    assert hall.ballot(ballot).closed_at == RETURN + HOUR
    with refused("vote-late"):
        service.vote(hall.tx, hall.s4, ballot, Choice.APPROVE, RETURN + 2 * HOUR)


def test_the_chair_extends_it_and_may_still_extend_it_for_missing_quorum(
    hall: Hall, ballot: BallotId
) -> None:
    away_for_a_day(hall)
    hall.look(RETURN)
    service.extend(hall.tx, hall.chair, ballot, LATER, RETURN)
    assert not hall.ballot(ballot).extended
    assert hall.end(ballot, LATER).standing is Standing.WITHOUT_QUORUM
    service.extend(hall.tx, hall.chair, ballot, LATER + timedelta(days=5), LATER)
    assert hall.ballot(ballot).extended


def test_an_outage_of_24_hours_loses_nothing(hall: Hall, ballot: BallotId) -> None:
    hall.away(SINCE, SINCE + 24 * HOUR, SINCE + 24 * HOUR)
    hall.look(SINCE + 24 * HOUR)
    assert not hall.ballot(ballot).running
