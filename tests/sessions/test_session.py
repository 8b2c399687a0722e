"""A meeting goes on: it begins, item follows item, people come and go, and what is said is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.ids import AgendaItemId, MeetingId, MembershipId
from bot.meetings.actions import EditMeeting
from bot.meetings.model import Standing
from bot.playground.stage import Stage
from bot.questions.records.tables import questions
from bot.sessions import records
from bot.sessions.actions import (
    AddEntry,
    BeginSession,
    CheckIn,
    EndSession,
    RecordPresence,
    SendRoomCode,
    ShowEntries,
    ShowSession,
    TurnTo,
)
from bot.sessions.model import Kind, Mode
from bot.store import Tx
from tests.journeys.scenes import MINUTE, Scene, assemble
from tests.journeys.test_group import bound
from tests.meetings.house import LINK, PEOPLE, convene, kept, tells
from tests.sessions.house import BEGINS, ahead, begun, code_of, held, here, writes

M1 = MeetingId(1)


@pytest.mark.slow
async def test_a_meeting_begins_at_most_half_an_hour_early_and_by_organizer_or_chair(bot: Stage) -> None:
    scene, number = await ahead_by(bot, timedelta(minutes=31))
    await scene.taps("anna", BeginSession(number, sure=True))
    scene.sees(
        "anna", "{meeting} can be begun {n} minutes before its time at the earliest.", meeting="M1", n=30
    )
    await bot.move(BEGINS - 30 * MINUTE)
    await scene.taps("bermet", BeginSession(number, sure=True))
    scene["bermet"].sees("уюштуруучулар жана төрага")
    assert (await kept(scene)).standing is Standing.CALLED
    await scene.taps("cholpon", BeginSession(number, sure=True))
    assert (await kept(scene)).standing is Standing.STARTED
    await scene.taps("anna", BeginSession(number, sure=True))
    scene.sees("anna", "{meeting} has begun already. Nothing was changed.", meeting="M1")


async def ahead_by(bot: Stage, before: timedelta) -> tuple[Scene, MeetingId]:
    scene = await assemble(bot, PEOPLE)
    number = await convene(scene)
    await bot.move(BEGINS - before)
    return scene, number


@pytest.mark.slow
async def test_everybody_who_may_come_is_told_and_the_group_hears_nothing_but_that_it_began(
    bot: Stage,
) -> None:
    scene, number = await ahead(bot)
    _, group = await bound(scene)
    await scene.taps("bermet", CheckIn(number))
    await scene["damir"].opens(f"m{number}")
    await scene.taps("anna", BeginSession(number, sure=True))
    scene.sees("damir", "The meeting has begun.")
    scene.sees("aigul", "The meeting has begun.")
    scene["olivia"].does_not_see("has begun")
    await scene["aigul"].says("/menu")
    assert scene["aigul"].buttons[0] == scene.words("aigul", "To the meeting")
    await scene.press("aigul", "To the meeting")
    scene["aigul"].sees("Жыйын жүрүп жатат")
    group.sees("Жыйын башталды")
    group.does_not_see("meet.example.org")
    group.does_not_see("Opening")


@pytest.mark.slow
async def test_who_stays_away_is_not_told_that_it_began(bot: Stage) -> None:
    scene = await assemble(bot, PEOPLE)
    await convene(scene)
    await scene.press("damir", "Can't attend")
    await bot.move(BEGINS)
    await scene.taps("anna", BeginSession(M1, sure=True))
    scene["damir"].does_not_see("The meeting has begun.")


async def test_a_seat_is_there_when_either_of_its_holders_is_in_the_room_or_online(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene.press("aigul", "I am here, online")
    scene.sees("aigul", "You are checked in, online.")
    scene["aigul"].sees(r"Катышкан орундар: 1/5")
    await scene.press("alternate", "I am here, online")
    scene["alternate"].sees(r"Катышкан орундар: 1/5")
    code = await code_of(scene, number)
    for name in ("temir", "bermet"):
        await scene[name].opens(f"room{code}")
    scene.sees("bermet", "You are checked in, in the room.")
    scene["bermet"].sees(r"Кворум: жок. Катышкан орундар: 3/5. Керек: 3. .*Мамлекеттик органдар")
    await scene["cholpon"].opens(f"room{code}")
    scene["cholpon"].sees(r"Кворум: есть \(присутствуют места: 4 из 5, нужно 3\)")
    assert await here(scene, number) == {
        "Aigul": "online",
        "Aibek": "online",
        "Temir": "room",
        "Bermet": "room",
        "Cholpon": "room",
    }


@pytest.mark.slow
async def test_to_check_in_twice_changes_nothing_and_into_the_room_moves_one_there(bot: Stage) -> None:
    scene, number = await begun(bot)
    scene.queues("aigul", CheckIn(number))
    scene.queues("aigul", CheckIn(number))
    await bot.settle()
    tells(scene, "aigul", "You are checked in already. Nothing was changed.")
    code = await code_of(scene, number)
    await scene["aigul"].opens(f"room{code}")
    assert await here(scene, number) == {"Aigul": "room"}
    stays = await bot.app.store.read(lambda tx: records.stays(tx, number))
    assert [stay.mode for stay in stays] == [Mode.ONLINE, Mode.ROOM]


async def test_an_observer_a_stranger_and_an_old_code_are_not_checked_in(bot: Stage) -> None:
    scene, number = await begun(bot)
    code = await code_of(scene, number)
    await scene["olivia"].opens(f"room{code}")
    scene["olivia"].sees("not invited")
    await scene.taps("olivia", CheckIn(number))
    stranger = bot.someone("Some", "Body")
    await stranger.opens(f"room{code}")
    await scene.taps("anna", SendRoomCode(number, renew=True))
    await scene["temir"].opens(f"room{code}")
    scene["temir"].sees("больше не действует")
    assert await here(scene, number) == {}


async def test_after_the_end_nobody_checks_in_and_nothing_is_recorded(bot: Stage) -> None:
    scene, number = await held(bot)
    await scene.taps("temir", CheckIn(number))
    scene.sees("temir", "{meeting} is over. Nothing was recorded.", meeting="M1")
    await scene.taps("anna", EndSession(number, sure=True))
    scene.sees("anna", "{meeting} is over. Nothing was recorded.", meeting="M1")
    assert await here(scene, number) == {}


async def test_the_secretariat_enters_who_is_there_by_hand_and_nobody_else_does(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene.press("anna", "Who is there")
    await scene["anna"].press("In the room: Damir Member")
    assert await here(scene, number) == {"Damir": "room"}
    await scene["anna"].press("Has left: Damir Member")
    assert await here(scene, number) == {}
    await scene.taps("bermet", RecordPresence(number, MembershipId(5), Mode.ROOM))
    scene["bermet"].sees("уюштуруучулар жана төрага")
    assert await here(scene, number) == {}


@pytest.mark.slow
async def test_a_new_join_link_goes_at_once_to_those_online_while_the_meeting_goes_on(bot: Stage) -> None:
    scene, number = await ahead_by(bot, 20 * MINUTE)
    await scene.press("damir", "In person")
    await scene.taps("anna", BeginSession(number, sure=True))
    await scene.press("aigul", "I am here, online")
    await scene.taps("anna", ShowSession(number))
    await scene.press("anna", "New join link")
    await scene["anna"].says("https://meet.example.org/second")
    await scene.press("anna", "Make the change")
    scene["aigul"].sees("meet.example.org/second")
    scene["damir"].does_not_see("meet.example.org/second")
    await bot.move(bot.clock.now() + MINUTE)
    await scene.press("anna", "Manage")
    await scene.press("anna", "Change: {what}", what="join link")
    await scene["anna"].says("https://meet.example.org/third")
    await scene.press("anna", "Make the change")
    scene["aigul"].sees("meet.example.org/third")
    await scene.taps("anna", EditMeeting(number, "venue"))
    scene.sees("anna", "{meeting} has started, so this can no longer be changed.", meeting="M1")
    await scene.taps("anna", EndSession(number, sure=True))
    await scene.taps("anna", EditMeeting(number, "link"))
    scene.sees("anna", "{meeting} is over, so this can no longer be changed.", meeting="M1")


@pytest.mark.slow
async def test_the_link_follows_who_joins_otherwise_than_they_had_answered(bot: Stage) -> None:
    scene, number = await ahead_by(bot, 20 * MINUTE)
    await scene.press("damir", "In person")
    await scene.press("temir", "Online")
    await scene.taps("anna", BeginSession(number, sure=True))
    await scene.taps("damir", ShowSession(number))
    assert LINK not in str(scene["damir"].latest.buttons)
    await scene.press("damir", "I am here, online")
    assert LINK in str(scene["damir"].latest.buttons), "they join online after all"
    code = await code_of(scene, number)
    await scene["temir"].opens(f"room{code}")
    assert LINK not in str(scene["temir"].latest.buttons), "they came into the room after all"
    await scene.taps("anna", EditMeeting(number, "link"))
    await scene["anna"].says("https://meet.example.org/second")
    await scene.press("anna", "Make the change")
    scene["damir"].sees("meet.example.org/second")
    scene["temir"].does_not_see("meet.example.org/second")


async def test_two_who_turn_the_agenda_at_once_turn_it_once(bot: Stage) -> None:
    scene, number = await begun(bot)
    first, second = (item.id for item in (await kept(scene)).agenda)
    for name in ("anna", "cholpon"):
        scene.queues(name, TurnTo(number, second, first))
    await bot.settle()
    spans = await bot.app.store.read(lambda tx: records.spans(tx, number))
    assert [span.item for span in spans] == [first, second]
    scene["cholpon"].sees("Уже обсуждается пункт 2|Обсуждается пункт 2")
    await scene.taps("anna", TurnTo(number, AgendaItemId(99), second))
    scene.sees("anna", "There is no such agenda item among those that you can see.")


async def test_an_item_tells_how_much_of_its_time_is_gone(bot: Stage) -> None:
    scene, number = await begun(bot)
    await bot.move(bot.clock.now() + 14 * MINUTE)
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "To the meeting")
    scene["anna"].sees(r"Planned: 10 min\. So far: 14 min\. Over time: 4 min\.")


async def test_a_comment_stands_under_the_item_and_its_author_hears_what_became_of_it(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene.press("bermet", "Comment or suggestion")
    scene.sees("bermet", "It stands in the record of the meeting, with your name.")
    await writes(scene, "bermet", "Тоскоолдуктар <b>&</b> 🌱")
    scene.sees("bermet", "Recorded as {label}.", label="K1")
    await scene["nazira"].says("/todo")
    await scene["nazira"].press("K1")
    await scene.press("nazira", "taken up")
    await scene["nazira"].says("Раздел 4")
    scene.sees("bermet", "There is an answer to your comment.")
    scene["bermet"].sees("Раздел 4")
    scene["bermet"].sees("Түпнуска тили: орусча")
    entry = (await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.REMARK)))[0]
    assert (entry.disposition, entry.item) == ("taken_up", (await kept(scene)).agenda[0].id)
    await scene["damir"].opens(f"m{number}")
    await scene.press("damir", "To the meeting")
    await scene.press("damir", "The record")
    await scene["damir"].press("K1")
    assert "Noted" not in scene["damir"].buttons


async def test_a_line_is_in_the_language_in_which_it_is_written(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene.taps("anna", AddEntry(number, Kind.DECISION))
    await writes(scene, "anna", "Принять к сведению график")
    await scene.taps("temir", AddEntry(number, Kind.REMARK))
    await writes(scene, "temir", "Мөөнөттү узартуу керек")
    await scene.taps("cholpon", ShowEntries(number))
    await scene.press("cholpon", "K1")
    await scene.press("cholpon", "taken up")
    await scene["cholpon"].says("Section 4")
    entries = await bot.app.store.read(lambda tx: records.entries_of(tx, number))
    assert [(entry.label, entry.language, entry.reply_language) for entry in entries] == [
        ("D1", "ru", None),
        ("K1", "ky", "en"),
    ]


@pytest.mark.slow
async def test_decisions_and_actions_are_the_chairs_and_an_action_waits_for_its_owner(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene.taps("bermet", AddEntry(number, Kind.DECISION))
    scene["bermet"].sees("уюштуруучулар жана төрага")
    assert await bot.app.store.read(lambda tx: records.entries_of(tx, number)) == []

    await scene.press("cholpon", "Decision")
    await writes(scene, "cholpon", "Принять график")
    scene.sees("cholpon", "Recorded as {label}.", label="D1")
    await scene.press("cholpon", "Action item")
    await writes(scene, "cholpon", "Направить проект")
    await scene["cholpon"].says("Nobody of this name")
    scene.sees("cholpon", "Nobody in the committee has that name. Please choose, or write a name.")
    await scene["cholpon"].says("member")
    scene["cholpon"].sees("Это имя есть у нескольких человек")
    await scene["cholpon"].says("nazira")
    await scene["cholpon"].says("21.12 12:00")
    await scene.press("cholpon", "Confirm")
    scene.sees("cholpon", "Recorded as {label}.", label="A1")
    scene.sees("nazira", "You are asked to do this.")

    await scene["nazira"].says("/todo")
    await scene["nazira"].press("A1")
    await bot.move(BEGINS.replace(day=22, hour=19))
    scene.sees("nazira", "Overdue.")
    scene.sees("anna", "Overdue.")
    scene["bermet"].does_not_see("A1")
    await scene.press("nazira", "It is done")
    scene.sees("nazira", "{label} is done.", label="A1")
    await scene["nazira"].says("/todo")
    scene.sees("nazira", "Nothing waits for you.")


async def test_a_question_asked_while_a_meeting_goes_on_is_bound_to_its_item(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene["bermet"].says("/ask Долбоор качан келет?")
    await scene["bermet"].press("Менин атым")

    def bound_to(tx: Tx) -> list[tuple[int, int]]:
        return [(row.meeting, row.item) for row in tx.execute(select(questions))]

    assert await bot.app.store.read(bound_to) == [(number, (await kept(scene)).agenda[0].id)]
