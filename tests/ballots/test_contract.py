"""Every query of the room on both databases: SQLite always, PostgreSQL where there is a server."""

from datetime import timedelta

import pytest

from bot.ballots import reading, records, service
from bot.ballots.model import Choice, Outcome, Standing
from bot.ballots.reservations import records as reservations
from bot.ballots.reservations import service as reserving
from bot.committee import seats
from bot.errors import Refusal
from bot.ids import ReservationId, SeatId
from bot.reminding import records as reminded
from bot.store import Tx
from tests.ballots.hall import AFTER, DEADLINE, VOTED, Hall, convene
from tests.store.conftest import on_postgres, postgres, tx

__all__ = ["on_postgres", "postgres", "tx"]
HOUR = timedelta(hours=1)


@pytest.fixture
def hall(tx: Tx) -> Hall:
    return convene(tx)


def seat(hall: Hall, name: str) -> SeatId:
    found = hall.people[name].seat
    assert found is not None
    return found.id


def test_a_ballot_from_opening_to_the_version_that_follows(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    hall.vote(number, s1="revise")
    hall.kick_off(number)
    assert [(e.choice, e.receipt) for e in hall.history(number, "s1")] == [(Choice.REVISE, 1)]
    assert records.voted(hall.tx, number) == {"government": (3, 3), "workers": (2, 2), "sse": (3, 4)}
    assert records.next_end(hall.tx, VOTED) == DEADLINE
    closed = hall.end(number)
    assert (closed.standing, closed.closed_at, closed.proposed) == (
        Standing.CLOSED,
        DEADLINE,
        Outcome.AMENDED,
    )
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    said = reserving.attach(
        hall.tx, hall.s1, number, group=True, text="We differ 🌱", language="ky", at=AFTER
    )
    of = ReservationId(said.facts["reservation"])
    reserving.reword(hall.tx, hall.s1, of, "Still", "en", AFTER)
    assert reservations.history(hall.tx, of) == [("We differ 🌱", "ky", AFTER)]
    reserving.withdraw(hall.tx, hall.s1, of, AFTER)
    assert [r.stands for r in reservations.on_ballot(hall.tx, number)] == [False]
    newer = hall.revise(version, AFTER)
    assert records.to_judge(hall.tx, hall.chair.committee.id) == [newer]
    service.mark_version(hall.tx, hall.chair, newer, True, AFTER)
    assert records.to_judge(hall.tx, hall.chair.committee.id) == []
    assert hall.version(newer).carries == version.id


def test_an_extension_a_freed_seat_and_votes_after_an_outage(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="approve", s4="approve")
    seats.not_this_person(hall.tx, hall.organizer, hall.s4.membership, VOTED)
    assert hall.row(number, "s4").choice is None
    with pytest.raises(Refusal, match="seat-freed"):
        seats.not_this_person(hall.tx, hall.organizer, hall.s4.membership, AFTER)
    hall.end(number)
    later = DEADLINE + timedelta(days=7)
    service.extend(hall.tx, hall.chair, number, later, AFTER)
    assert hall.ballot(number).extended
    hall.away(later - HOUR, later + HOUR, later + HOUR)
    hall.vote(number, at=later + HOUR, w1="abstain")
    assert records.late_votes(hall.tx, number) == 1
    hall.look(later + HOUR)
    assert hall.ballot(number).closed_at == later


def test_reminders_are_found_sent_once_and_planned_anew(hall: Hall) -> None:
    number = hall.open()
    first = DEADLINE - 72 * HOUR
    assert records.next_reminder(hall.tx, VOTED) == first
    hall.look(first)
    assert len(hall.letters("reminder")) == 9
    assert {occasion for _, _, occasion, _ in reminded.done(hall.tx, "ballot", [number])} == {"h72", "h24"}
    assert records.to_remind(hall.tx, first) == []


def test_lists_of_ones_own_votes_and_of_what_waits(hall: Hall) -> None:
    first, second = hall.open(), hall.open()
    hall.vote(first, g2="approve")
    page = reading.my_votes(hall.tx, hall.g2)
    assert [(b.id, e.receipt) for b, e, _, _ in page.lines] == [(second, None), (first, 1)]
    assert [b.id for b, _ in reading.to_do(hall.tx, hall.g2, VOTED).votes] == [second]
    assert reading.on_finding(hall.tx, hall.g2, hall.ballot(second).finding) is not None
    assert service.votes_set_aside(hall.tx, hall.ballot(first).version) == 1
