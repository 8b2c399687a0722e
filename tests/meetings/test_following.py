"""Who comes late is invited like everybody, once; who has gone, or only observes now, gets nothing more."""

from datetime import datetime

import pytest

from bot.committee.model import Role
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.meetings import records, service
from bot.meetings.actions import AnswerMeeting, AnswerSlot
from bot.meetings.model import Answer, Audience, Availability
from bot.meetings.service import Edit
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.house import invites, takes_seat
from tests.journeys.scenes import DAY, HOUR, MINUTE, Part, Scene
from tests.journeys.test_group import bound
from tests.journeys.test_seats import link_on
from tests.meetings.house import acting, ask_dates, convene, files, kept, plan, wall

M1 = MeetingId(1)
BAKYT = Part("Bakyt Late", "ky", Role.MEMBER, "sse", "Self-help group")
INVITED, POLLED = "Сизди жыйынга чакырабыз", "Сизге кайсы күндөр ыңгайлуу"


async def enters(scene: Scene, name: str, part: Part, link: str | None = None) -> Someone:
    """Is put on the roster by the organizer in the chat (unless they have a link), and joins."""
    if link is None:
        columns = part.organization, part.constituency or "", part.role.value, part.name, part.language
        (link,) = await invites(scene["anna"], ",".join(columns))
    first, _, last = part.name.partition(" ")
    person = scene.people[name] = scene.bot.someone(first, last, language=part.language)
    scene.cast[name] = part
    await takes_seat(person, link, part.language)
    return person


def told(scene: Scene, name: str, words: str = "") -> list[str]:
    """The texts that came to somebody as messages of their own since the calls were cleared, but for files."""
    return [
        text
        for call in scene.bot.telegram.calls
        if call.method == "sendMessage" and call.fields["chat_id"] == scene[name].chat.id
        if words in (text := str(call.fields["text"]))
    ]


async def does(scene: Scene, act: object) -> None:
    """Something that the organizer does with the meeting."""

    def body(tx: Tx) -> Outcome:
        who, at = acting(tx, scene, Role.ORGANIZER), scene.bot.clock.now()
        found = records.meeting(tx, M1)
        assert found is not None
        return act(tx, who, found, at)  # type: ignore[operator, no-any-return]

    await scene.bot.app.store.write(body)
    await scene.bot.settle()


async def everything_happens(scene: Scene) -> None:
    """The meeting gets another hall, another link, another time, its reminders, and is called off."""
    await does(
        scene, lambda tx, who, m, at: service.edit(tx, who, M1, m.revision, Edit(venues={"en": "Hall 2"}), at)
    )
    link = "https://meet.example.org/other"
    await does(scene, lambda tx, who, m, at: service.edit(tx, who, M1, m.revision, Edit(link=link), at))
    await does(scene, lambda tx, who, m, at: service.remind_now(tx, who, M1, "all", "Soon", at))
    later = wall(2022, 12, 21, 15)
    await does(scene, lambda tx, who, m, at: service.reschedule(tx, who, M1, m.revision, later, 60, None, at))
    starts = (await kept(scene)).starts_at
    for ahead in (7 * DAY, DAY, HOUR):
        await scene.bot.move(starts - ahead)
    await does(scene, lambda tx, who, m, at: service.cancel(tx, who, M1, "No hall", at))


@pytest.mark.slow
async def test_whoever_joins_later_gets_card_calendar_file_and_reminders_once_also_across_a_restart(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    for name in ("temir", "damir"):
        await scene.press(name, "Online")
    bakyt = await enters(scene, "bakyt", BAKYT)
    bakyt.sees(f"{INVITED}.*Ачылыш жыйыны.*2022-ж., 20-декабрь, шейшемби, 14:00.*meet.example.org")
    await bot.restart()
    await bot.settle()
    assert len(told(scene, "bakyt", INVITED)) == 1
    ((name, entry),) = files(bakyt)
    assert (name, b"METHOD:PUBLISH" in entry) == ("M1.ics", True)
    starts = (await kept(scene)).starts_at
    for ahead in (7 * DAY, DAY, HOUR):
        bot.telegram.calls.clear()
        await bot.move(starts - ahead)
        assert len(told(scene, "bakyt")) == len(told(scene, "temir")) == 1
    await bakyt.press("Онлайн")
    bakyt.sees("Сиз онлайн катышасыз")
    await scene["anna"].says("/start m1")
    scene["anna"].sees("Online: 3")


@pytest.mark.slow
async def test_of_what_was_due_before_somebody_joined_they_are_not_reminded(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await bot.move(datetime(2022, 12, 15, 10, tzinfo=BISHKEK))
    await enters(scene, "bakyt", BAKYT)
    await convene(scene, plan(wall(2022, 12, 16, 15)))
    bot.telegram.calls.clear()
    await bot.move(datetime(2022, 12, 15, 15, tzinfo=BISHKEK))
    (reminder,) = told(scene, "bakyt")
    assert "M2" in reminder
    assert "M1" not in reminder, "its card came this morning, and the week's reminder is long over"


@pytest.mark.slow
async def test_whoever_joins_after_the_hour_and_before_anybody_begins_gets_the_card_with_the_link(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    starts = (await kept(scene)).starts_at
    await bot.move(starts + 10 * MINUTE)
    bakyt = await enters(scene, "bakyt", BAKYT)
    bakyt.sees("Сизди убактысы келип калган жыйынга чакырабыз.*14:00.*meet.example.org")
    (card,) = [card for card in bakyt.cards if "убактысы" in card.text]
    labels = {button["text"] for button in card.buttons}
    assert scene.words("bakyt", "Join online") in labels
    assert scene.words("bakyt", "Online") not in labels, "there is nothing to answer any more"
    assert len(files(bakyt)) == 1


@pytest.mark.slow
async def test_whoever_joins_after_a_meeting_that_nobody_began_hears_nothing_of_it(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    await bot.move((await kept(scene)).ends_at)
    await enters(scene, "bakyt", BAKYT)
    assert not told(scene, "bakyt", "чакырабыз")


@pytest.mark.slow
async def test_a_successor_is_invited_at_consent_and_whoever_was_replaced_hears_nothing_more(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    await scene.press("bermet", "Online")
    anna = scene["anna"]
    await anna.says("/committee")
    await anna.press("Bermet Member")
    await anna.press("Name somebody else")
    await anna.says("Bakyt Successor")
    await anna.press("Кыргызча")
    await anna.press("30 days")
    link = link_on(anna)
    bot.telegram.calls.clear()
    bakyt = await enters(scene, "bakyt", BAKYT._replace(name="Bakyt Successor"), link)
    assert len(told(scene, "bakyt", INVITED)) == 1
    bakyt.sees(INVITED)
    await scene.taps("bermet", AnswerMeeting(M1, Answer.ONLINE))
    before = len(scene["bermet"].cards)
    bot.telegram.calls.clear()
    await everything_happens(scene)
    assert len(told(scene, "bakyt")) >= 6
    assert len(scene["bermet"].cards) == before
    assert not [c for c in bot.telegram.calls if c.fields.get("chat_id") == scene["bermet"].chat.id], (
        "no card, no file, and nothing is edited"
    )
    assert [b"METHOD:CANCEL" in data for _, data in files(bakyt)] == [False, False, False, True]


@pytest.mark.slow
async def test_the_wrong_person_hears_nothing_more_and_the_right_one_is_invited(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    anna = scene["anna"]
    (link,) = await invites(anna, "Self-help group,sse,member,Bakyt Late,ky")
    wrong = await enters(scene, "wrong", BAKYT, link)
    await wrong.press("Онлайн")
    await anna.press("Not this person")
    await anna.press("Yes, not this person")
    link = link_on(anna)
    seen = len(wrong.cards)
    bakyt = await enters(scene, "bakyt", BAKYT, link)
    assert len(told(scene, "bakyt", INVITED)) == 1
    await anna.says("/start m1")
    assert "Online: " not in anna.screen, "what the wrong person answered is none of the seat's"
    await everything_happens(scene)
    assert len(wrong.cards) == seen
    assert len(files(bakyt)) == 4


@pytest.mark.slow
async def test_whoever_is_taken_off_the_roster_hears_nothing_more(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await scene.press("simel", "Online")
    anna = scene["anna"]
    await anna.says("/committee")
    await anna.press("Next page ›")
    await anna.press("Simel Staff")
    await anna.press("Remove from the committee")
    await anna.press("Yes, remove")
    seen = len(scene["simel"].cards)
    bot.telegram.calls.clear()
    await everything_happens(scene)
    assert len(scene["simel"].cards) == seen
    assert not [c for c in bot.telegram.calls if c.fields.get("chat_id") == scene["simel"].chat.id]


@pytest.mark.slow
async def test_whoever_leaves_hears_nothing_more_and_is_not_counted(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await scene.press("temir", "Online")
    await scene["temir"].says("/leave")
    await scene.press("temir", "Leave the committee")
    before = len(scene["temir"].cards)
    bot.telegram.calls.clear()
    await everything_happens(scene)
    assert not [c for c in bot.telegram.calls if c.fields.get("chat_id") == scene["temir"].chat.id]
    assert len(scene["temir"].cards) == before
    await scene["anna"].says("/start m1")
    assert "Online: " not in scene["anna"].screen


@pytest.mark.slow
async def test_whoever_becomes_an_observer_is_no_longer_invited_and_a_former_observer_is(
    bot: Stage, scene: Scene
) -> None:
    _, here = await bound(scene)
    await convene(scene)
    await scene.press("simel", "Online")
    await gives_role(scene, "Simel Staff", "Observer")
    scene["simel"].sees("You are no longer invited to this meeting")
    assert [b"METHOD:CANCEL" in data for _, data in files(scene["simel"])] == [False, True]
    assert "meet.example.org" not in scene["simel"].screen
    await scene.taps("simel", AnswerMeeting(M1, Answer.ONLINE))
    scene["simel"].sees("You see this meeting, but are not invited")
    bot.telegram.calls.clear()
    await gives_role(scene, "Olivia Observer", "Consultant")
    assert len(told(scene, "olivia", "You are invited to a meeting")) == 1
    assert len(files(scene["olivia"])) == 1
    await gives_role(scene, "Olivia Observer", "Organizer")
    assert len(told(scene, "olivia", "You are invited to a meeting")) == 1, "invited already"
    await scene.press("olivia", "Online")
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at - 7 * DAY)
    assert (len(told(scene, "olivia")), told(scene, "simel")) == (1, [])
    assert "Olivia" not in here.screen, "what changes of the roster is none of the group's"


async def test_an_alternate_who_becomes_titular_is_invited_where_only_titulars_were(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene, plan(audience=Audience.TITULARS))
    assert not files(scene["alternate"])
    await vacates(scene, "Aigul Member")
    bot.telegram.calls.clear()
    await scene["anna"].press("Make the alternate titular member")
    await scene["anna"].press("Make titular member")
    assert len(told(scene, "alternate", INVITED)) == 1
    assert len(files(scene["alternate"])) == 1


@pytest.mark.slow
async def test_an_alternate_who_becomes_titular_and_was_invited_keeps_card_and_answer(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    await scene.press("alternate", "Online")
    await vacates(scene, "Aigul Member")
    bot.telegram.calls.clear()
    await scene["anna"].press("Make the alternate titular member")
    await scene["anna"].press("Make titular member")
    assert not told(scene, "alternate", INVITED)
    await scene["alternate"].says("/start m1")
    scene["alternate"].sees("Жообуңуз: Онлайн")
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at - 7 * DAY)
    assert len(told(scene, "alternate")) == 1


@pytest.mark.slow
async def test_an_alternate_who_is_counted_on_hears_it_when_they_join_and_their_titular_when_they_go(
    bot: Stage, scene: Scene
) -> None:
    await vacates(scene, "Aibek Alternate")
    (link,) = await invites(scene["anna"], "Federation,workers,alternate,Bakyt Late,ky")
    await convene(scene)
    await scene.press("aigul", "My alternate will come")
    scene["aigul"].sees("Азыр бот алмаштыруучуңузга билдире албайт")
    bakyt = await enters(scene, "bakyt", BAKYT._replace(role=Role.ALTERNATE), link)
    bakyt.sees("Негизги мүчө катыша албайт.*Aigul Member")
    bot.telegram.calls.clear()
    await vacates(scene, "Bakyt Late")
    assert len(told(scene, "aigul")) == 1
    scene["aigul"].sees("келе турган алмаштыруучу мүчө эми тизмеде жок.*Катыша аласызбы")
    assert "Алмаштыруучум катышат" not in scene["aigul"].buttons
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at - 7 * DAY)
    assert len(told(scene, "aigul")) == 1, "who has not answered is reminded"


@pytest.mark.slow
@pytest.mark.parametrize("again", [False, True], ids=["at once", "across a restart"])
async def test_a_date_poll_that_runs_asks_whoever_comes_late_too(
    bot: Stage, scene: Scene, again: bool
) -> None:
    await ask_dates(scene, wall(2022, 12, 20, 14), wall(2022, 12, 21, 14))
    bakyt = await enters(scene, "bakyt", BAKYT)
    if again:
        await bot.restart()
        await bot.settle()
    assert len(told(scene, "bakyt", POLLED)) == 1
    assert not files(bakyt), "there is no date yet"
    await bakyt.press("1. Ооба")
    await bakyt.press("2. Жок")
    bakyt.sees("Жазылды")
    await gives_role(scene, "Simel Staff", "Observer")
    (slot, _) = await bot.app.store.read(lambda tx: records.slots(tx, M1))
    await scene.taps("simel", AnswerSlot(slot.id, Availability.YES))
    scene["simel"].sees("You see this meeting, but are not invited")
    await scene["anna"].says("/start m1")
    await scene["anna"].press("Table of answers")
    scene["anna"].sees("Answered every date: 1 of 9")
    bot.telegram.calls.clear()
    await scene["anna"].press("Choose No. 1")
    await scene["anna"].press("Call the meeting")
    assert len(told(scene, "bakyt", INVITED)) == 1
    assert told(scene, "simel") == []
    assert len(files(bakyt)) == 1


@pytest.mark.slow
async def test_what_is_over_or_goes_on_is_sent_to_nobody_who_comes_late(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await bot.move((await kept(scene)).starts_at + HOUR)
    bakyt = await enters(scene, "bakyt", BAKYT)
    assert not told(scene, "bakyt", INVITED)
    await bakyt.says("/meetings")
    await bakyt.press("M1")
    bakyt.sees("Ачылыш жыйыны.*meet.example.org")


async def gives_role(scene: Scene, name: str, role: str) -> None:
    anna = scene["anna"]
    await anna.says("/committee")
    if name not in anna.buttons:
        await anna.press("Next page ›")
    await anna.press(name)
    await anna.press("Change the role")
    await anna.press(role)
    await anna.press("Change the role")


async def vacates(scene: Scene, name: str) -> None:
    anna = scene["anna"]
    await anna.says("/committee")
    await anna.press(name)
    await anna.press("Vacate the place")
    await anna.press("Yes, vacate")


@pytest.mark.slow
async def test_whoever_joins_or_is_invited_while_the_meeting_goes_on_is_let_in_once(
    bot: Stage, scene: Scene
) -> None:
    number = await convene(scene)
    (link,) = await invites(scene["anna"], "Self-help group,sse,member,Bakyt Late,ky")
    await bot.move((await kept(scene)).starts_at)
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "Begin, check in, room code")
    for _ in range(2):
        await scene.press("anna", "Begin the meeting")
    bot.telegram.calls.clear()
    said = "The meeting has begun."
    await enters(scene, "bakyt", BAKYT, link)
    assert len(told(scene, "bakyt", scene.words("bakyt", said))) == 1
    aida = await enters(scene, "aida", BAKYT._replace(name="Aida Later"))
    assert len(told(scene, "aida", scene.words("aida", said))) == 1
    assert "meet.example.org" in str(aida.cards[-1].buttons), "who has not answered gets the link"
    await scene.press("aida", "I am here, online")
    scene.sees("aida", "You are checked in, online.")
    await gives_role(scene, "Olivia Observer", "Consultant")
    await gives_role(scene, "Olivia Observer", "Organizer")
    assert len(told(scene, "olivia", scene.words("olivia", said))) == 1
    await bot.restart()
    for name in ("bakyt", "aida", "olivia"):
        assert len(told(scene, name, scene.words(name, said))) == 1


@pytest.mark.slow
async def test_whoever_is_invited_later_is_not_reminded_of_what_was_due_before(
    bot: Stage, scene: Scene
) -> None:
    first = await convene(scene)
    await bot.move((await kept(scene, first)).starts_at - 6 * DAY)
    await gives_role(scene, "Olivia Observer", "Consultant")
    await convene(scene, plan(wall(2022, 12, 22, 14)))
    bot.telegram.calls.clear()
    await bot.move(bot.clock.now() + DAY + HOUR)
    assert len(told(scene, "olivia", "M2")) == 1, "seven days before the second one"
    assert told(scene, "olivia", "M1") == []
