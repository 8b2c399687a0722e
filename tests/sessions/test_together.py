"""Two who keep the record of one meeting tap at the same moment: one act is done, and both read what stands."""

import pytest

from bot.committee.model import Role
from bot.ids import MeetingId, MembershipId
from bot.meetings.model import Standing
from bot.playground.stage import Stage
from bot.sessions import records
from bot.sessions.actions import (
    AddEntry,
    ApproveMinutes,
    BeginSession,
    CheckIn,
    Dispose,
    EndSession,
    NoteMinutes,
    RecordPresence,
    ShowEntry,
    TranslateEntry,
    TurnTo,
)
from bot.sessions.model import Disposition, Kind, MinutesStanding, Mode
from tests.journeys.scenes import MINUTE, Part, Scene, assemble
from tests.meetings.house import PEOPLE, convene, kept, named, tells
from tests.rehearsed import rehearsed
from tests.sessions.house import BEGINS, OBJECTIONS, here

TWO = {**PEOPLE, "asel": Part("Asel Organizer", "en", Role.ORGANIZER)}
BOTH = ("anna", "asel")


async def membership(scene: Scene, name: str) -> MembershipId:
    return await scene.bot.app.store.read(lambda tx: named(tx, scene, name).membership)


@rehearsed
async def at_the_hour(bot: Stage) -> tuple[Scene, MeetingId]:
    scene = await assemble(bot, TWO)
    number = await convene(scene)
    await bot.move(BEGINS)
    return scene, number


async def opens_the_desk(scene: Scene, number: MeetingId, *names: str) -> None:
    for name in names:
        await scene[name].opens(f"m{number}")
        await scene.press(name, "To the meeting")


@pytest.mark.slow
async def test_chair_and_organizers_who_begin_at_once_begin_it_once_and_everybody_is_told_once(
    bot: Stage,
) -> None:
    scene, number = await at_the_hour(bot)
    for name in ("anna", "cholpon", "asel", "anna"):
        scene.queues(name, BeginSession(number, sure=True))
    await bot.settle()
    assert (await kept(scene)).standing is Standing.STARTED
    assert len(await bot.app.store.read(lambda tx: records.spans(tx, number))) == 1
    told = [text for text in scene["damir"].screens if "The meeting has begun." in text]
    assert len(told) == 1
    for name in ("anna", "cholpon", "asel"):
        assert any(
            scene.words(name, said, meeting="M1") in text
            for said in ("{meeting} has begun.", "{meeting} has begun already. Nothing was changed.")
            for text in scene[name].screens
        ), f"{name} was not answered"


@pytest.mark.slow
async def test_two_organizers_do_each_act_of_a_meeting_at_once_and_each_is_done_once(bot: Stage) -> None:
    scene, number = await at_the_hour(bot)
    await scene.taps("anna", BeginSession(number, sure=True))
    first, second = (item.id for item in (await kept(scene)).agenda)
    damir = await membership(scene, "damir")

    for name in BOTH:
        scene.queues(name, RecordPresence(number, damir, Mode.ROOM))
    scene.queues("damir", CheckIn(number))
    await bot.settle()
    stays = await bot.app.store.read(lambda tx: records.stays(tx, number))
    assert [stay.mode for stay in stays if stay.left_at is None] in ([Mode.ROOM], [Mode.ONLINE])
    assert len(stays) <= 2, "in the room by hand, online by his own tap, each at most once"
    told = " ".join(text for name in BOTH for text in scene[name].screens)
    assert "You are checked in already" not in told, "it is somebody else who is"
    assert scene.words("anna", "They are checked in like this already. Nothing was changed.") in told

    for name in BOTH:
        scene.queues(name, RecordPresence(number, damir, None))
    await bot.settle()
    assert await here(scene, number) == {}
    told = " ".join(text for name in BOTH for text in scene[name].screens)
    assert scene.words("anna", "They are not checked in. Nothing was changed.") in told

    for name in BOTH:
        scene.queues(name, TurnTo(number, second, first))
    await bot.settle()
    assert [s.item for s in await bot.app.store.read(lambda tx: records.spans(tx, number))] == [first, second]

    await opens_the_desk(scene, number, *BOTH)
    for name in BOTH:
        await scene.press(name, "Decision")
        await scene[name].says(f"Decision of {name}")
    for _ in range(2):
        for name in BOTH:  # each of them twice
            bot.telegram.press(scene[name].user, *button(scene, name, "Done"), scene[name].chat)
    await bot.settle()
    decided = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.DECISION))
    assert sorted((entry.label, entry.item) for entry in decided) == [("D1", second), ("D2", second)]
    assert {entry.text("en") for entry in decided} == {"Decision of anna", "Decision of asel"}

    await bot.move(bot.clock.now() + 30 * MINUTE)
    for name in BOTH:
        scene.queues(name, EndSession(number, sure=True))
    await bot.settle()
    found = await kept(scene)
    assert found.standing is Standing.ENDED
    spans = await bot.app.store.read(lambda tx: records.spans(tx, number))
    assert [span.ended_at is None for span in spans] == [False, False]

    await circulates_at_once(scene, number)
    await approves_at_once(scene, number)


def button(scene: Scene, name: str, label: str) -> tuple[int, str]:
    message, found = scene[name]._button(label)
    return message.message_id, found["callback_data"]


async def circulates_at_once(scene: Scene, number: MeetingId) -> None:
    bot = scene.bot
    for name in BOTH:
        await scene[name].opens(f"m{number}")
        await scene.press(name, "Minutes")
        await scene.press(name, "Circulate")
        await scene[name].press("5 working days")
    for name in BOTH:
        bot.telegram.press(scene[name].user, *button(scene, name, "Circulate"), scene[name].chat)
    await bot.settle()
    newest = await bot.app.store.read(lambda tx: records.newest_version(tx, number))
    assert newest is not None
    assert newest.number == 1
    told = [text for text in scene["damir"].screens if "The minutes are here for you to read" in text]
    assert len(told) == 1
    said = " ".join(text for name in BOTH for text in scene[name].screens)
    assert "Version 1 says the same already, so nothing was sent again." in said


async def approves_at_once(scene: Scene, number: MeetingId) -> None:
    bot = scene.bot
    await bot.move(OBJECTIONS)
    for name in ("cholpon", "anna", "cholpon"):
        scene.queues(name, ApproveMinutes(number, 1, sure=True))
    await bot.settle()
    assert (
        await bot.app.store.read(lambda tx: records.minutes_of(tx, number))
    ).standing is MinutesStanding.APPROVED
    tells(scene, "anna", "Only the chair can approve minutes.")
    told = [text for text in scene["damir"].screens if "The minutes are approved." in text]
    assert len(told) == 1


@pytest.mark.slow
async def test_of_two_who_answer_a_comment_at_once_the_second_is_told(bot: Stage) -> None:
    scene, number = await at_the_hour(bot)
    await scene.taps("anna", BeginSession(number, sure=True))
    await scene.taps("aigul", AddEntry(number, Kind.REMARK))
    await scene.writes("aigul", "Сунуш")
    (remark,) = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.REMARK))
    await scene.taps("cholpon", Dispose(remark.id, Disposition.TAKEN_UP))
    await scene.taps("nazira", Dispose(remark.id, Disposition.DECLINED))
    await scene["cholpon"].says("Раздел 4")
    await scene["nazira"].says("Не относится к исследованию")
    tells(
        scene,
        "nazira",
        "Somebody else has written here meanwhile, so nothing was changed. Please cancel this form and look at it "
        "first; what you wrote stays in this chat.",
    )
    await scene["nazira"].says("/cancel")
    await scene.taps("nazira", Dispose(remark.id, Disposition.DECLINED))
    await scene["nazira"].says("Не относится к исследованию")
    (remark,) = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.REMARK))
    assert (remark.disposition, remark.reply) == (Disposition.DECLINED, "Не относится к исследованию")


async def test_two_who_write_the_same_words_at_once_lose_neither(bot: Stage) -> None:
    """In the minutes, and as the translation of a line: the second is told, and nothing is written over."""
    scene, number = await at_the_hour(bot)
    await scene.taps("anna", BeginSession(number, sure=True))
    for name in BOTH:
        await scene.taps(name, NoteMinutes(number, None))
        await scene[name].press("English")
        await scene[name].says(f"Summary by {name}")
    await scene.press("anna", "Done")
    await scene.press("asel", "Done")
    scene["asel"].sees("Somebody else has written here meanwhile")
    assert await bot.app.store.read(lambda tx: records.notes(tx, number)) == {(None, "en"): "Summary by anna"}
    await scene["asel"].says("/cancel")
    await scene.taps("asel", NoteMinutes(number, None))
    await scene["asel"].press("English")
    scene["asel"].sees("Summary by anna")
    await scene["asel"].says("Summary by both")
    await scene.press("asel", "Done")
    assert await bot.app.store.read(lambda tx: records.notes(tx, number)) == {(None, "en"): "Summary by both"}

    await scene.taps("anna", AddEntry(number, Kind.DECISION))
    await scene.writes("anna", "Accept the plan")
    (entry,) = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.DECISION))
    for name in BOTH:
        await scene.taps(name, TranslateEntry(entry.id, "ru"))
        await scene.writes(name, f"Принять план, {name}")
    await scene["asel"].says("Asel")
    await scene["anna"].says("Anna")
    scene["anna"].sees("Somebody else has written here meanwhile")
    await scene["anna"].says("/cancel")
    await scene.taps("anna", ShowEntry(entry.id))
    await scene["anna"].press("Change: Русский")
    scene["anna"].sees("Принять план, asel")
    await scene.writes("anna", "Принять график")
    await scene["anna"].says("Anna")
    (entry,) = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.DECISION))
    assert (entry.text("ru"), entry.translators) == ("Принять график", {"ru": "Anna"})
