"""The date poll: slots, three answers, what speaks against a date, the table, one tap to a meeting."""

import re
from datetime import date, datetime, timedelta

import pytest

from bot.committee.records.tables import committees
from bot.errors import Refusal
from bot.ids import MeetingId, SlotId
from bot.meetings import reading, service
from bot.meetings.actions import AnswerSlot, ChooseSlot, ShowSlots
from bot.meetings.flags import DayOff, OddHour
from bot.meetings.model import SLOTS_LIMIT, Availability, Standing
from bot.playground.stage import Stage
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.scenes import DAY, HOUR, MINUTE, Scene
from tests.meetings.house import ask_dates, kept, lives_in, named, plan, tells, wall

M1 = MeetingId(1)
GOOD, HOLIDAY, EARLY = wall(2022, 12, 20, 14), wall(2023, 1, 2, 14), wall(2022, 12, 21, 8)


async def poll_of(scene: Scene, name: str = "anna") -> reading.Poll:
    return await scene.bot.app.store.read(
        lambda tx: reading.poll(tx, named(tx, scene, name), M1, scene.bot.clock.now())
    )


@pytest.mark.slow
async def test_an_organizer_asks_for_dates_and_one_tap_makes_the_meeting(bot: Stage, scene: Scene) -> None:
    anna = scene["anna"]
    await anna.says("/newmeeting")
    await anna.press("English")
    await anna.says("Second meeting")
    await anna.press("Online")
    await anna.press("Ask for dates first")
    await anna.says("20.12 14:00\n31.02 10:00")
    anna.sees("Line 2 cannot be taken: 31.02 10:00.*There is no such date or hour")
    await anna.says("20.12 14:00\n21 декабря в 8 утра")
    await anna.says("2 January 2023, 14:00")
    await anna.press("Done")
    anna.sees("1. Tuesday, 20 December 2022, 14:00.*⚠ Outside working hours.*⚠ Day off")
    await anna.press("Yes, this is right")
    await anna.press("3 working days")
    await anna.press("Yes, this is right")
    await anna.press("2 h")
    for _ in range(4):
        await anna.press("Skip")
    await anna.press("All but observers (9)")
    anna.sees("Dates to choose from: 3")
    await anna.press("Looks right")
    await anna.press("Ask for dates")
    anna.sees("M1: everybody is asked which dates suit them. Notices sent: 8.")
    scene["temir"].sees("Какие даты Вам подходят")
    await scene["temir"].press("1. Да")
    scene["temir"].sees("Записано. Дата № 1: Да")
    await scene["temir"].press("3. Нет")
    await scene["bermet"].press("1. Зарыл болсо")
    await anna.says("/start m1")
    await anna.press("Table of answers")
    anna.sees("Answered every date: 0 of 9")
    anna.sees(
        r"Yes: 1 · If need be: 1 · No answer: 7\nGovernment — No answer: 2\nTrade unions — Yes: 1 · No answer: 2\n"
        r"SSE organizations — If need be: 1\nWithout a seat — No answer: 3"
    )
    anna.sees("Not represented: Employers")
    await anna.press("Choose No. 1")
    anna.sees("Call the meeting for this date")
    await anna.press("Call the meeting")
    anna.sees("M1 is called")
    scene["temir"].sees("Приглашаем Вас на заседание.*вторник, 20 декабря 2022.г., 14:00")
    meeting = await kept(scene)
    assert (meeting.standing, meeting.wall) == (Standing.CALLED, GOOD)


async def test_the_list_says_once_that_a_date_is_being_chosen(scene: Scene) -> None:
    await ask_dates(scene, GOOD, HOLIDAY)
    await scene["anna"].says("/meetings")
    assert re.search(r"M1 [^\n]+\nchoosing a date$", scene["anna"].screen)


async def test_each_date_is_flagged_with_what_speaks_against_it(scene: Scene) -> None:
    await lives_in(scene, "simel", "Europe/Zurich")
    await lives_in(scene, "temir", "Asia/Ulaanbaatar")
    await ask_dates(scene, GOOD, HOLIDAY, wall(2022, 12, 21, 10), wall(2022, 12, 24, 14))
    found = {line.slot.wall: line.flags for line in (await poll_of(scene)).lines}
    assert found[GOOD] == (), "14:00 in Bishkek is 09:00 in Geneva and 16:00 in Ulaanbaatar"
    (off,) = found[HOLIDAY]
    assert isinstance(off, DayOff)
    assert off.day == date(2023, 1, 2)
    (early,) = found[wall(2022, 12, 21, 10)]
    assert isinstance(early, OddHour)
    assert (early.zone.key, early.people) == ("Europe/Zurich", 1)
    weekend = found[wall(2022, 12, 24, 14)]
    assert weekend[0] == DayOff(date(2022, 12, 24), off.calendar)
    assert [flag.zone.key for flag in weekend[1:] if isinstance(flag, OddHour)] == [
        "Asia/Ulaanbaatar",
        "Europe/Zurich",
    ]
    scene["temir"].sees(r"⚠ Вне рабочего времени \(09:00–18:00\): 05:00–07:00 \(Женева, 1 человек\)")
    (
        scene["bermet"].sees(r"⚠ Дем алыш күнү\n.*ишм, 16:00–18:00 \(Улан-Батор, 1 киши\)"),
        "the hour alone were none",
    )


async def test_a_meeting_that_ends_after_work_is_flagged_with_its_end(scene: Scene) -> None:
    await lives_in(scene, "simel", "America/New_York")
    await ask_dates(scene, wall(2022, 12, 20, 17), wall(2022, 12, 26, 9))
    scene["bermet"].sees(r"Иш убактысынан тышкары \(09:00–18:00\): 17:00–19:00 \(Бишкек, 8 киши\)")
    scene["bermet"].sees(r"жек, 22:00–00:00 \(Нью-Йорк, 1 киши\)"), "it is still Sunday there"


async def test_a_day_off_added_by_hand_is_named(bot: Stage, scene: Scene) -> None:

    await bot.app.store.write(
        lambda tx: tx.execute(
            committees.update().values(settings={"days_off": {"2022-12-20": "Day of the hall"}})
        )
    )
    await ask_dates(scene, GOOD)
    scene["damir"].sees("⚠ Day off: Day of the hall")


@pytest.mark.slow
async def test_answers_can_change_until_a_date_is_chosen(bot: Stage, scene: Scene) -> None:
    await ask_dates(scene, GOOD, EARLY)
    await scene.taps("damir", AnswerSlot(SlotId(1), Availability.YES))
    await scene.taps("damir", AnswerSlot(SlotId(1), Availability.NO))
    (line, _) = (await poll_of(scene, "damir")).lines
    assert line.mine is Availability.NO
    await scene.taps("anna", ChooseSlot(SlotId(2), sure=True))
    await scene.taps("damir", AnswerSlot(SlotId(1), Availability.YES))
    tells(scene, "damir", "A date has been chosen or the poll was cancelled. Nothing was recorded.")
    await scene.taps("anna", ChooseSlot(SlotId(1), sure=True))
    assert (await kept(scene)).wall == EARLY, "only one becomes the meeting"
    await scene.taps("olivia", AnswerSlot(SlotId(1), Availability.YES))
    assert "olivia" not in await scene.kept()


async def test_while_dates_are_asked_for_no_other_way_sets_one(bot: Stage, scene: Scene) -> None:
    await ask_dates(scene, GOOD)
    revision, at = (await kept(scene)).revision, bot.clock.now()
    with pytest.raises(Refusal, match="meeting-not-called"):
        await bot.app.store.write(
            lambda tx: service.reschedule(tx, named(tx, scene, "anna"), M1, revision, EARLY, 60, None, at)
        )
    assert (await kept(scene)).wall is None


async def test_only_organizers_choose_and_only_what_lies_ahead(bot: Stage, scene: Scene) -> None:
    await ask_dates(scene, wall(2022, 12, 9, 14), GOOD)
    await scene.taps("damir", ChooseSlot(SlotId(2), sure=True))
    assert (await kept(scene)).standing is Standing.POLL
    await bot.move(datetime(2022, 12, 9, 15, tzinfo=BISHKEK))
    await scene.taps("anna", ChooseSlot(SlotId(1), sure=True))
    scene["anna"].sees("This time has passed")
    assert (await kept(scene)).standing is Standing.POLL


@pytest.mark.slow
async def test_those_who_have_not_answered_are_reminded_and_the_organizer_hears_when_answers_are_due(
    bot: Stage, scene: Scene
) -> None:
    await ask_dates(scene, GOOD, until=timedelta(days=1, hours=20))
    ends = bot.clock.now() + timedelta(days=1, hours=20)
    await scene.taps("damir", AnswerSlot(SlotId(1), Availability.YES))
    bot.telegram.calls.clear()
    await bot.move(ends - 2 * HOUR + MINUTE)
    reminded = {c.fields["chat_id"] for c in bot.telegram.calls if c.method == "sendMessage"}
    assert scene["temir"].chat.id in reminded
    assert scene["damir"].chat.id not in reminded
    scene["temir"].sees("Напоминаем: какие даты Вам подходят")
    bot.telegram.calls.clear()
    await bot.move(ends + MINUTE)
    told = {c.fields["chat_id"] for c in bot.telegram.calls if c.method == "sendMessage"}
    assert told == {scene["anna"].chat.id}
    tells(scene, "anna", "The time for answers is over. Please choose a date.")
    await scene["anna"].says("/todo")
    await scene["anna"].press("M1: choose a date")
    await scene["anna"].press("Choose No. 1")
    scene["anna"].sees("Call the meeting for this date")


@pytest.mark.slow
async def test_dates_that_are_all_past_wait_for_the_organizer_alone(bot: Stage, scene: Scene) -> None:
    await ask_dates(scene, GOOD)
    await bot.move(GOOD.replace(tzinfo=BISHKEK) + HOUR)
    for name, waits in (("temir", False), ("anna", True)):
        await scene[name].says("/todo")
        assert any("M1" in label for label in scene[name].buttons) is waits


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ([], "poll-without-slots"),
        ([GOOD, GOOD], "poll-slot-twice"),
        ([wall(2022, 12, day, 10) for day in range(10, 11 + SLOTS_LIMIT)], "poll-too-many"),
        ([wall(2022, 12, 1, 10)], "meeting-past"),
    ],
)
async def test_a_poll_without_dates_that_can_be_chosen_is_refused(
    scene: Scene, dates: list[datetime], code: str
) -> None:
    at = scene.bot.clock.now()

    def body(tx: Tx) -> None:
        service.open_poll(tx, named(tx, scene, "anna"), plan(None), dates, at + DAY, at)

    with pytest.raises(Refusal, match=code):
        await scene.bot.app.store.write(body)


@pytest.mark.slow
async def test_the_table_of_eight_slots_fits_into_a_message_in_every_language(scene: Scene) -> None:
    await lives_in(scene, "simel", "Europe/Zurich")
    await lives_in(scene, "temir", "America/New_York")
    dates = [wall(2023, 1, day, 3) for day in range(1, 1 + SLOTS_LIMIT)]
    await ask_dates(scene, *dates)
    for slot in range(1, 1 + SLOTS_LIMIT):
        for name in ("damir", "temir", "bermet", "simel"):
            await scene.taps(name, AnswerSlot(SlotId(slot), Availability.YES))
    for name in ("anna", "temir", "bermet"):
        await scene.taps(name, ShowSlots(M1, 1))
        assert "8." in scene[name].screen
        await scene[name].says("/start m1")
        assert "8." in scene[name].screen
