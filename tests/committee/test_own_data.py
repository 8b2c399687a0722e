"""What somebody is told of their memberships and invitations."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from bot.committee import own_data, seats
from bot.committee import records as people
from bot.committee.model import Role
from bot.committee.service import acting
from bot.ids import MembershipId
from tests.ballots.hall import convene

EVENING = datetime(2022, 12, 14, 20, tzinfo=UTC)
"""Two o'clock in the night to the 15th in Bishkek."""


@pytest.mark.parametrize("zone", [None, "Europe/Zurich"])
def test_days_are_those_of_the_committee(in_memory: Engine, zone: str | None) -> None:
    with in_memory.connect() as connection, connection.begin():
        hall = convene(connection)
        assert hall.w1.seat is not None
        made = seats.name_holder(
            connection,
            hall.organizer,
            hall.w1.seat.id,
            Role.ALTERNATE,
            name="Asel",
            language="en",
            at=EVENING,
        )
        (number,) = made.facts["invited"]
        membership = people.membership(connection, MembershipId(number))
        assert membership is not None
        invitation = people.newest_invitation(connection, membership.id)
        assert invitation is not None
        people.change_person(connection, membership.person, joined_at=EVENING, time_zone=zone)
        people.change_invitation(connection, invitation.id, spent_at=EVENING)
        who = acting(connection, membership.person)
        t = who.committee.voice("en", zone and ZoneInfo(zone))
        _, served, invited = own_data.sections(connection, t, who.person)
    assert "Since: 15 December 2022" in served.lines[0]
    assert "Made: 15 December 2022" in invited.lines[0]
    assert "Accepted: 15 December 2022" in invited.lines[0]
