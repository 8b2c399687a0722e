"""Reminders: to those who have not voted, in their waking hours; to the chair, while nothing is declared."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from bot.app import REMINDERS
from bot.ballots import records, service
from bot.ballots.model import Choice, Outcome
from bot.committee import records as people
from bot.committee import seats
from bot.committee import service as committee
from bot.committee.model import Role
from bot.findings import service as findings
from bot.ids import BallotId
from bot.workdays import instant
from tests.ballots.hall import AFTER, DEADLINE, OPENED, VOTED, Hall

BISHKEK = ZoneInfo("Asia/Bishkek")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FRIDAY_18 = DEADLINE - 72 * HOUR
"""Friday 16 December 2022, 18:00 in Bishkek."""
LAST = DEADLINE - 2 * HOUR


def wall(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of December 2022, by Bishkek's clocks."""
    return datetime(2022, 12, day, hour, minute, tzinfo=BISHKEK)


def everybody_but(hall: Hall, *names: str) -> set[str]:
    return {name for name, actor in hall.people.items() if actor.votes} - set(names)


def instants(hall: Hall, until: datetime, now: datetime = OPENED) -> list[datetime]:
    """When the room would wake, one after the other, with the bot receiving all the while."""
    found: list[datetime] = []
    while True:
        hall.poll(now)
        upcoming = hall.look(now)
        if upcoming is None or upcoming > until:
            return found
        found.append(upcoming)
        now = upcoming


def test_the_kick_off_is_reminded_on_friday_before_the_quiet_hours_and_on_monday(hall: Hall) -> None:
    hall.open()
    instants(hall, DEADLINE)
    assert {letter.written_at for letter in hall.letters("reminder")} == {FRIDAY_18, LAST}


def test_the_one_day_reminder_that_falls_on_a_sunday_goes_on_friday_before_half_past_six(hall: Hall) -> None:
    hall.settings(ballot_reminders=[24, 2])
    hall.open()
    assert instants(hall, DEADLINE)[0] == wall(16, 18, 29)


def test_reminders_due_within_four_hours_go_on_one_card(hall: Hall) -> None:
    hall.open()
    hall.look(FRIDAY_18)
    assert len(hall.letters("reminder")) == 9
    hall.forget_letters()
    hall.look(wall(16, 18, 29))
    assert hall.letters("reminder") == []


def test_only_those_who_have_not_voted_are_reminded(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="approve", w1="abstain", s1="revise")
    service.vote(hall.tx, hall.s2, number, Choice.CHANGES, VOTED)
    hall.look(FRIDAY_18)
    assert hall.told("reminder") == everybody_but(hall, "g2", "w1", "s1")


def test_each_occasion_goes_once_however_often_one_looks(hall: Hall) -> None:
    hall.open()
    for _ in range(3):
        hall.look(FRIDAY_18)
    hall.look(FRIDAY_18 + MINUTE)
    assert len(hall.letters("reminder")) == 9


def test_the_last_one_goes_in_quiet_hours_without_a_sound(hall: Hall) -> None:
    hall.open(deadline=wall(20, 8))
    hall.look(wall(20, 6))
    found = hall.letters("reminder")
    assert len(found) == 9
    assert all(letter.silent for letter in found)


def test_by_day_the_last_one_rings(hall: Hall) -> None:
    hall.open()
    hall.look(LAST)
    assert not any(letter.silent for letter in hall.letters("reminder"))


def test_a_reminder_that_could_only_have_gone_before_the_opening_is_dropped(hall: Hall) -> None:
    hall.open(at=wall(17, 10), deadline=DEADLINE)
    assert instants(hall, DEADLINE, wall(17, 10)) == [LAST, DEADLINE]


def test_a_reader_elsewhere_is_reminded_before_their_own_night(hall: Hall) -> None:
    hall.settings(ballot_reminders=[24, 2])
    people.change_person(hall.tx, hall.g2.person.id, time_zone="Asia/Ulaanbaatar")
    hall.again("g2")
    hall.open()
    earlier = instant(wall(16, 0).date(), wall(16, 18, 29).time(), ZoneInfo("Asia/Ulaanbaatar"))
    hall.look(earlier)
    assert hall.told("reminder") == {"g2"}
    hall.look(wall(16, 18, 29))
    assert hall.told("reminder") == everybody_but(hall)
    assert len(hall.letters("reminder")) == 9


def test_a_day_off_by_hand_moves_a_reminder(hall: Hall) -> None:
    hall.settings(ballot_reminders=[72, 2], days_off={"2022-12-16": "Day of the committee"})
    hall.open()
    assert instants(hall, DEADLINE)[0] == wall(15, 18, 29)


def test_of_what_was_due_before_a_ballot_was_extended_nobody_is_reminded(hall: Hall) -> None:
    extended = hall.open()
    hall.end(extended)
    service.extend(hall.tx, hall.chair, extended, wall(22, 18), AFTER)
    hall.settings(ballot_reminders=[72, 24])
    hall.open(at=AFTER, deadline=wall(23, 15))
    hall.forget_letters()
    hall.look(wall(20, 15))
    assert {number for letter in hall.letters("reminder") for number in hall.reminded_of(letter)} == {2}
    hall.forget_letters()
    hall.look(wall(21, 18))
    assert {number for letter in hall.letters("reminder") for number in hall.reminded_of(letter)} == {1}


def test_whoever_joins_while_a_ballot_runs_is_not_reminded_of_what_was_due_before(hall: Hall) -> None:
    hall.open()
    hall.look(FRIDAY_18)
    hall.forget_letters()
    hall.sit("late", Role.ALTERNATE, hall.w1.seat.id, joined=False)
    people.change_person(hall.tx, hall.late.person.id, joined_at=wall(19, 10))
    hall.open(at=wall(19, 10), deadline=wall(23, 18))
    hall.look(wall(19, 12))
    assert hall.letters("reminder") == []
    hall.look(LAST)
    assert "late" in hall.told("reminder")


# Several ballots at once


def test_a_reminder_of_another_ballot_due_soon_goes_on_the_same_card(hall: Hall) -> None:
    hall.settings(ballot_reminders=[24, 2])
    first = hall.open(deadline=wall(21, 12))
    second = hall.open(deadline=wall(21, 15))
    hall.vote(second, g2="approve")
    hall.look(wall(20, 12))
    cards = {letter.person: hall.reminded_of(letter) for letter in hall.letters("reminder")}
    assert cards[hall.g3.person.id] == [first, second]
    assert cards[hall.g2.person.id] == [first]
    hall.look(wall(20, 15))
    assert len(hall.letters("reminder")) == 9


def test_who_was_not_reminded_of_the_first_is_reminded_of_the_second_in_its_own_time(hall: Hall) -> None:
    hall.settings(ballot_reminders=[24, 2])
    first = hall.open(deadline=wall(21, 12))
    second = hall.open(deadline=wall(21, 15))
    hall.vote(first, g2="approve")
    hall.look(wall(20, 12))
    assert "g2" not in hall.told("reminder")
    hall.look(wall(20, 15))
    assert [hall.reminded_of(x) for x in hall.letters("reminder") if x.person == hall.g2.person.id] == [
        [second]
    ]


def test_a_last_reminder_never_goes_early_on_anothers_card(hall: Hall) -> None:
    hall.settings(ballot_reminders=[24, 2])
    first = hall.open(deadline=wall(20, 16))
    hall.open(deadline=wall(20, 17))
    hall.look(wall(19, 16))
    hall.forget_letters()
    hall.look(wall(20, 14))
    assert all(hall.reminded_of(letter) == [first] for letter in hall.letters("reminder"))
    hall.look(wall(20, 15))
    assert len(hall.letters("reminder")) == 18


# After a downtime


def test_after_a_downtime_the_newest_goes_once_and_older_ones_are_skipped(hall: Hall) -> None:
    hall.settings(ballot_reminders=[96, 48, 2])
    hall.open(deadline=wall(22, 18))
    hall.look(wall(21, 9))
    assert len(hall.letters("reminder")) == 9
    hall.forget_letters()
    hall.look(wall(21, 10))
    assert hall.letters("reminder") == []


def test_what_a_downtime_moved_into_quiet_hours_is_dropped(hall: Hall) -> None:
    hall.open(deadline=wall(22, 12))
    hall.look(wall(21, 22))
    assert hall.letters("reminder") == []
    hall.look(wall(22, 10))
    assert len(hall.letters("reminder")) == 9


def test_what_was_dropped_does_not_go_on_the_next_ballots_card(hall: Hall) -> None:
    hall.open(deadline=wall(22, 12))
    hall.look(wall(21, 22))
    other = hall.open(at=wall(21, 23), deadline=wall(23, 9))
    hall.look(wall(22, 9))
    assert [hall.reminded_of(letter) for letter in hall.letters("reminder")] == [[other]] * 9


def test_a_moments_stall_before_the_quiet_hours_drops_nothing(hall: Hall) -> None:
    hall.settings(ballot_reminders=[24, 2])
    hall.open()
    hall.look(wall(16, 18, 33))
    assert len(hall.letters("reminder")) == 9
    assert all(letter.silent for letter in hall.letters("reminder"))


def test_past_the_deadline_nobody_is_reminded_to_vote(hall: Hall) -> None:
    hall.open()
    hall.look(DEADLINE + HOUR)  # nothing was received since, so the ballot cannot close yet
    assert hall.letters("reminder") == []


# After changes


def test_an_extended_ballot_is_reminded_anew(hall: Hall) -> None:
    number = hall.open()
    hall.look(FRIDAY_18)
    hall.look(LAST)
    hall.end(number)
    hall.forget_letters()
    service.extend(hall.tx, hall.chair, number, DEADLINE + timedelta(days=7), AFTER)
    assert records.next_reminder(hall.tx, AFTER) == FRIDAY_18 + timedelta(days=7)
    hall.look(FRIDAY_18 + timedelta(days=7))
    assert len(hall.letters("reminder")) == 9


def test_a_ballot_that_an_outage_left_open_is_reminded_anew_once_it_is_extended(hall: Hall) -> None:
    number = hall.open()
    hall.look(FRIDAY_18)
    hall.look(LAST)
    back = DEADLINE + timedelta(days=1)
    hall.away(DEADLINE - HOUR, back, back)
    hall.look(back)
    hall.forget_letters()
    service.extend(hall.tx, hall.chair, number, DEADLINE + timedelta(days=7), back)
    hall.look(FRIDAY_18 + timedelta(days=7))
    assert len(hall.letters("reminder")) == 9


def test_the_chair_is_reminded_anew_of_a_ballot_that_ended_a_second_time(hall: Hall) -> None:
    number = hall.open()
    hall.end(number)
    hall.look(wall(20, 18))
    service.extend(hall.tx, hall.chair, number, wall(27, 18), wall(20, 19))
    hall.end(number, wall(27, 18))
    hall.forget_letters()
    hall.look(wall(28, 18))
    assert hall.told("reminder") == {"chair"}


def test_whoever_takes_a_freed_seat_is_reminded_of_what_is_due_next(hall: Hall) -> None:
    hall.open()
    hall.look(FRIDAY_18)
    hall.forget_letters()
    outcome = seats.not_this_person(hall.tx, hall.organizer, hall.s4.membership, FRIDAY_18)
    newcomer = committee.actor_of_membership(hall.tx, outcome.facts["membership"])
    assert newcomer is not None
    hall.look(LAST)
    persons = {letter.person for letter in hall.letters("reminder")}
    assert newcomer.person.id in persons
    assert hall.s4.person.id not in persons


def test_a_superseded_ballot_reminds_nobody(hall: Hall) -> None:
    version = hall.share()
    hall.open(version)
    findings.confirm_new_version(hall.tx, hall.organizer, hall.revise(version, VOTED), VOTED)
    assert hall.look(FRIDAY_18) is None
    assert hall.letters("reminder") == []


def test_what_is_due_is_found_again_after_a_restart_because_it_is_a_query(hall: Hall) -> None:
    hall.open()
    assert REMINDERS.due(hall.tx, OPENED).next_at == FRIDAY_18
    assert len(REMINDERS.due(hall.tx, FRIDAY_18 + HOUR).items) == 1


# To declare


def closed(hall: Hall) -> BallotId:
    number = hall.open()
    hall.kick_off(number)
    hall.look(LAST)
    hall.end(number)
    hall.forget_letters()
    return number


def test_an_undeclared_ballot_reminds_the_chair_after_one_and_three_working_days(hall: Hall) -> None:
    number = closed(hall)
    assert instants(hall, wall(31, 18), AFTER) == [wall(20, 18), wall(22, 18)]
    assert hall.told("reminder") == {"chair"}
    assert [x.facts["about"] for x in hall.letters("reminder")] == [
        [["ballot", number, occasion, None]] for occasion in ("d1", "d3")
    ]


def test_a_weekend_is_no_working_day(hall: Hall) -> None:
    number = hall.open(deadline=wall(16, 18))
    hall.kick_off(number)
    hall.end(number, wall(16, 18))
    assert records.next_reminder(hall.tx, wall(16, 18)) == wall(19, 18)


def test_once_declared_nobody_is_reminded(hall: Hall) -> None:
    number = closed(hall)
    assert hall.g2.seat is not None
    service.mark_text(hall.tx, hall.chair, number, hall.g2.seat.id, True)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    assert hall.look(wall(22, 18)) is None
    assert hall.letters("reminder") == []


def test_a_ballot_without_quorum_reminds_the_chair_too(hall: Hall) -> None:
    hall.end(hall.open())
    hall.forget_letters()
    hall.look(wall(20, 18))
    assert hall.told("reminder") == {"chair"}


def test_where_there_is_no_chair_the_organizer_is_reminded(hall: Hall) -> None:
    closed(hall)
    people.end_membership(hall.tx, hall.chair.membership, AFTER)
    hall.look(wall(20, 18))
    assert hall.told("reminder") == {"organizer"}


@pytest.mark.slow
def test_looking_at_five_hundred_seats_between_reminders_reads_no_roster(hall: Hall) -> None:
    seats = 500
    home = hall.organizer.committee.id
    for number in range(seats - 9):
        seat = people.add_seat(hall.tx, home, "sse", f"Org {number}", chair=False)
        hall.sit(f"p{number}", Role.MEMBER, seat)
    hall.open()
    asked: list[str] = []
    event.listen(hall.tx, "before_cursor_execute", lambda c, cur, sql, *rest: asked.append(sql))
    REMINDERS.due(hall.tx, OPENED + HOUR)
    assert len(asked) <= 14, "two of each room, and a few of what they find"
    assert not any("people" in sql or "electorate" in sql for sql in asked)
    hall.look(FRIDAY_18)
    assert len(hall.letters("reminder")) == seats
