"""A letter is true at the instant at which it goes, and for whoever may still see it, or it does not go."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.app import REMINDERS
from bot.ballots import letters, service
from bot.ballots.model import Outcome
from bot.committee import service as committee
from bot.committee.model import Role
from bot.committee.records import tables
from bot.screens import Screen
from tests.ballots.hall import AFTER, DEADLINE, VOTED, Hall
from tests.ballots.test_declaring import declared
from tests.ballots.test_views import english, plain

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FRIDAY_18, LAST = DEADLINE - 72 * HOUR, DEADLINE - 2 * HOUR


def goes(hall: Hall, kind: str, name: str, at: datetime) -> Screen | None:
    """The oldest letter of a kind to somebody, as it would go at an instant; None where it is stale."""
    person = hall.people[name].person.id
    letter = next(found for found in hall.letters(kind) if found.person == person)
    reader = committee.reader_of(hall.tx, person, letter.committee)
    assert reader is not None
    kinds = letters.KINDS | REMINDERS.kinds()
    screen = kinds[kind].draw(hall.tx, replace(letter, drawn_at=at), replace(reader, t=english()))
    assert screen is None or isinstance(screen, Screen)
    return screen


def test_a_late_reminder_says_what_is_left_when_it_goes(hall: Hall) -> None:
    hall.open()
    hall.look(LAST)
    screen = goes(hall, "reminder", "g2", LAST + HOUR)
    assert screen is not None
    assert plain(screen).startswith("Voting closes in 1 hour.")


def test_a_reminder_that_comes_to_its_turn_after_the_deadline_is_stale(hall: Hall) -> None:
    hall.open()
    hall.look(LAST)
    assert goes(hall, "reminder", "g2", DEADLINE - MINUTE) is not None
    assert goes(hall, "reminder", "g2", DEADLINE) is None


def test_a_reminder_is_stale_once_the_next_one_is_due_but_not_what_went_on_its_card(hall: Hall) -> None:
    hall.open()
    hall.look(FRIDAY_18)
    # The one of the last day falls on the weekend, was moved to half past six and went on the same card.
    assert goes(hall, "reminder", "g2", FRIDAY_18 + HOUR) is not None
    assert goes(hall, "reminder", "g2", LAST - MINUTE) is not None
    assert goes(hall, "reminder", "g2", LAST) is None


def test_the_chairs_first_reminder_gives_way_to_the_second(hall: Hall) -> None:
    hall.end(hall.open())
    hall.look(DEADLINE + 24 * HOUR)
    assert goes(hall, "reminder", "chair", DEADLINE + 25 * HOUR) is not None
    assert goes(hall, "reminder", "chair", DEADLINE + 72 * HOUR) is None


def test_nobody_hears_of_an_opening_or_a_new_deadline_when_that_has_passed(hall: Hall) -> None:
    number = hall.open()
    assert goes(hall, "ballot-opened", "g2", DEADLINE - MINUTE) is not None
    assert goes(hall, "ballot-opened", "g2", DEADLINE) is None
    hall.end(number)
    again = AFTER + timedelta(days=7)
    service.extend(hall.tx, hall.chair, number, again, AFTER)
    assert goes(hall, "ballot-extended", "g2", again - MINUTE) is not None
    assert goes(hall, "ballot-extended", "g2", again) is None


@pytest.mark.parametrize("as_declared", [True, False])
def test_who_became_an_observer_hears_of_a_judged_version_only_where_it_is_declared(
    hall: Hall, as_declared: bool
) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    service.mark_version(hall.tx, hall.chair, newer, as_declared, AFTER)
    change = tables.memberships.update().where(tables.memberships.c.id == hall.w1.membership)
    hall.tx.execute(change.values(role=Role.OBSERVER, seat=None))
    assert (goes(hall, "version-judged", "w1", AFTER) is not None) is as_declared
    assert goes(hall, "version-judged", "w2", AFTER) is not None


def test_a_result_goes_to_whoever_was_written_to_even_late(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, w1="abstain", at=VOTED)
    hall.end(number)
    service.declare(hall.tx, hall.chair, number, Outcome.NO_QUORUM, AFTER)
    assert goes(hall, "result", "observer", AFTER + timedelta(days=30)) is not None
