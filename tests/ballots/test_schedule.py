"""The moments of reminders, for any deadline and any reader: never by night or on a day off, never late."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.ballots import schedule
from bot.ballots.model import Ballot, Mode, Rules, Standing
from bot.committee.model import Committee
from bot.ids import BallotId, CommitteeId, FindingId, MembershipId, VersionId
from bot.workdays import is_quiet

ZONES = tuple(
    ZoneInfo(key)
    for key in ("Asia/Bishkek", "Europe/Zurich", "Asia/Ulaanbaatar", "America/New_York", "Pacific/Auckland")
)
HOME = Committee(
    CommitteeId(1), "KG", {"en": "KG"}, "KG", ZoneInfo("Asia/Bishkek"), ("ky", "ru", "en"), ("ky", "ru")
)
moments = st.datetimes(datetime(2022, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def ballot(opened: datetime, deadline: datetime, closed: datetime | None = None) -> Ballot:
    return Ballot(
        BallotId(1),
        CommitteeId(1),
        FindingId(1),
        VersionId(1),
        Mode.OPEN,
        Standing.RUNNING if closed is None else Standing.CLOSED,
        Rules(),
        opened,
        MembershipId(1),
        deadline,
        closed_at=closed,
    )


@given(moments, st.integers(24, 24 * 40), st.sampled_from(ZONES))
def test_a_reminder_to_vote_lies_between_opening_and_deadline_outside_quiet_hours(
    opened: datetime, hours: int, zone: ZoneInfo
) -> None:
    deadline = opened + timedelta(hours=hours)
    found = schedule.to_voters(ballot(opened, deadline), HOME, zone, opened)
    assert [r.last for r in found] == [False] * (len(found) - 1) + [True]
    assert found[-1].at == deadline - timedelta(hours=2)
    for reminder in found:
        due = deadline - timedelta(hours=int(reminder.occasion.removeprefix("h")))
        assert opened < reminder.at <= due
        assert reminder.last or not is_quiet(reminder.at, zone, HOME.calendar)


@given(moments, st.sampled_from(ZONES))
def test_a_reminder_to_declare_lies_after_closing_outside_quiet_hours(
    closed: datetime, zone: ZoneInfo
) -> None:
    opened = closed - timedelta(days=5)
    found = schedule.to_president(ballot(opened, closed, closed), HOME, zone)
    for reminder in found:
        assert reminder.at > closed
        assert not is_quiet(reminder.at, zone, HOME.calendar)


def test_without_hours_of_its_own_there_is_nothing_to_remind_of() -> None:
    opened = datetime(2022, 12, 14, 4, tzinfo=UTC)
    silent = Committee(
        HOME.id, HOME.code, HOME.names, HOME.country, HOME.zone, HOME.languages, (), {"ballot_reminders": []}
    )
    assert schedule.to_voters(ballot(opened, opened + timedelta(days=5)), silent, HOME.zone, opened) == []
