"""Reminders: drawn for the answer given, out of quiet hours, void after another time, never twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.committee.model import Role
from bot.committee.records.tables import committees
from bot.delivery.model import State
from bot.delivery.records import letters
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.meetings import service
from bot.meetings.settings import REMINDERS
from bot.playground.stage import Stage
from bot.reminding import before
from bot.reminding.service import KIND
from bot.store import Tx
from bot.workdays import WorkCalendar, is_quiet
from tests.conftest import BISHKEK
from tests.journeys.scenes import DAY, HOUR, MINUTE, Scene
from tests.meetings.house import acting, convene, kept, lives_in, plan, wall

M1 = MeetingId(1)
CALENDAR = WorkCalendar("KG", BISHKEK)
ZONES = tuple(map(ZoneInfo, ("Asia/Bishkek", "Europe/Zurich", "Europe/Moscow", "Asia/Ulaanbaatar")))
moments = st.datetimes(datetime(2022, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def told(scene: Scene, name: str) -> list[str]:
    """What came to a person since the calls were cleared, but for files."""
    return [
        str(call.fields["text"])
        for call in scene.bot.telegram.calls
        if call.method == "sendMessage" and call.fields["chat_id"] == scene[name].chat.id
    ]


async def count(scene: Scene, state: State | None = None) -> int:
    def look(tx: Tx) -> int:
        rows = tx.execute(letters.select().where(letters.c.kind == KIND)).all()
        return sum(state is None or row.state == state for row in rows)

    return await scene.bot.app.store.read(look)


@given(moments, st.integers(2, 24 * 40), st.sampled_from(ZONES))
def test_a_reminder_lies_between_the_calling_and_the_start_outside_quiet_hours_but_for_the_last(
    called: datetime, hours: int, zone: ZoneInfo
) -> None:
    starts = called + timedelta(hours=hours)
    found = before(starts, REMINDERS.default, called, zone, CALENDAR)
    assert found[-1].at == starts - HOUR
    for reminder in found:
        assert called < reminder.at <= starts - timedelta(hours=int(reminder.occasion.removeprefix("h")))
        assert reminder.last or not is_quiet(reminder.at, zone, CALENDAR)


@pytest.mark.slow
async def test_each_is_reminded_for_the_answer_given_a_week_a_day_and_an_hour_before(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    await scene.press("damir", "In person")
    await scene.press("simel", "Online")
    await scene.press("temir", "Can't attend")
    starts = (await kept(scene)).starts_at
    for ahead, sentence in ((7 * DAY, "in 7 days"), (DAY, "in 1 day"), (HOUR, "in 1 hour")):
        bot.telegram.calls.clear()
        await bot.move(starts - ahead)
        (room,), (line,), (question,) = told(scene, "damir"), told(scene, "simel"), told(scene, "bermet")
        assert sentence in room
        assert "You come in person." in room
        assert "Venue: Ministry" in room
        assert "meet.example.org" not in room
        assert "You join online." in line
        assert "Join link: https://meet.example.org" in line
        assert "Venue" not in line
        assert "Сиз азырынча жооп бере элексиз. Катыша аласызбы?" in question
        assert told(scene, "temir") == told(scene, "olivia") == []
    assert await count(scene, State.SENT) == await count(scene)


@pytest.mark.slow
async def test_the_last_one_goes_at_night_too_and_without_a_sound(bot: Stage, scene: Scene) -> None:
    await lives_in(scene, "simel", "America/New_York")
    await convene(scene)
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at - HOUR)
    silent = {
        call.fields["chat_id"]: call.fields.get("disable_notification")
        for call in bot.telegram.calls
        if call.method == "sendMessage"
    }
    assert silent[scene["simel"].chat.id] is True, "02:00 there"
    assert not silent[scene["damir"].chat.id]


@pytest.mark.slow
async def test_after_another_time_nobody_is_reminded_of_the_old_one_and_nobody_twice(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    starts = (await kept(scene)).starts_at
    await bot.move(starts - 7 * DAY)

    def move(tx: Tx) -> Outcome:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        return service.reschedule(tx, who, M1, 1, wall(2022, 12, 22, 14), 120, None, at)

    await bot.app.store.write(move)
    await bot.settle()
    bot.telegram.calls.clear()
    await bot.move(starts + HOUR)
    assert len(told(scene, "damir")) == 1, (
        "two days before the new time nothing is due but the week's reminder"
    )
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at + HOUR)
    assert [("in 1 day" in text, "in 1 hour" in text) for text in told(scene, "damir")] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.slow
async def test_what_would_have_been_due_before_a_meeting_was_put_forward_goes_on_nobodys_card(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    second = await convene(scene)
    await bot.move(datetime(2022, 12, 12, 10, tzinfo=BISHKEK))

    def forward(tx: Tx) -> Outcome:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        return service.reschedule(tx, who, second, 1, wall(2022, 12, 16, 14), 120, None, at)

    await bot.app.store.write(forward)
    await bot.settle()
    bot.telegram.calls.clear()
    await bot.move(datetime(2022, 12, 13, 15, tzinfo=BISHKEK))
    (week,) = told(scene, "damir")
    assert "M1" in week
    assert "M2" not in week, "a week before its new time it had another, and its card came yesterday"
    bot.telegram.calls.clear()
    await bot.move((await kept(scene, second)).starts_at)
    assert [text.splitlines()[0] for text in told(scene, "damir")] == [
        "<b>The meeting starts in 1 day.</b>",
        "<b>The meeting starts in 1 hour.</b>",
    ]


@pytest.mark.slow
async def test_a_reminder_that_waits_when_the_time_is_changed_goes_stale(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    starts = (await kept(scene)).starts_at

    def move(tx: Tx) -> Outcome:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        return service.reschedule(tx, who, M1, 1, wall(2022, 12, 23, 14), 120, None, at)

    bot.telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", {"retry_after": 3})
    await bot.move(starts - 7 * DAY)
    await bot.app.store.write(move)
    await bot.move(starts - 7 * DAY + 5 * MINUTE)
    assert await count(scene, State.STALE) == 1, "the one that Telegram would not take yet"
    assert await count(scene, State.SENT) == await count(scene) - 1


@pytest.mark.slow
async def test_after_an_outage_the_newest_goes_once_and_older_ones_are_skipped(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    starts = (await kept(scene)).starts_at
    await bot.stop()
    bot.clock.move(starts - DAY + HOUR)
    bot.telegram.calls.clear()
    await bot.start()
    await bot.settle()
    assert len(told(scene, "damir")) == 1
    await bot.restart()
    await bot.settle()
    assert len(told(scene, "damir")) == 1, "a restart reminds nobody twice"
    await bot.stop()
    bot.clock.move(starts + MINUTE)
    await bot.start()
    await bot.settle()
    assert len(told(scene, "damir")) == 1, "of what has begun nobody is reminded"


@pytest.mark.slow
async def test_whoever_moves_to_another_zone_is_reminded_by_its_clocks(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await scene["damir"].says("/timezone America/New_York")
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at - 7 * DAY - HOUR)
    assert any("in 7 days" in text for text in told(scene, "damir")), (
        "03:00 there, so it went the evening before"
    )
    assert told(scene, "aigul") == []


@pytest.mark.slow
async def test_two_meetings_that_are_close_share_a_card(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await convene(scene, plan(wall(2022, 12, 20, 16)))
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at - 7 * DAY)
    (both,) = told(scene, "damir")
    assert "M1" in both
    assert "M2" in both


@pytest.mark.slow
@pytest.mark.parametrize("hours", [[48, 3]])
async def test_the_hours_before_are_a_setting(bot: Stage, scene: Scene, hours: list[int]) -> None:

    await bot.app.store.write(
        lambda tx: tx.execute(committees.update().values(settings={"meeting_reminders": hours}))
    )
    await convene(scene)
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at)
    first, last = told(scene, "damir")
    assert "in 4 days" in first, "two days before is a Sunday, so it goes on Friday"
    assert "in 3 hours" in last
