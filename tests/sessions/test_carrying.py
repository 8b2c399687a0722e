"""What a meeting leaves open is offered to the next, each with a tap, and says where it is from."""

import re

import pytest

from bot.committee.model import Role
from bot.i18n import LANGUAGES, translator
from bot.ids import MeetingId
from bot.meetings import records as called
from bot.meetings.actions import EditMeeting
from bot.meetings.model import AgendaItem, Origin
from bot.playground.stage import Stage
from bot.sessions import carrying, paper, reading, records, service
from bot.sessions.actions import CommentMinutes
from bot.sessions.model import Disposition, Kind
from bot.store import Tx
from tests.journeys.scenes import HOUR, Scene
from tests.meetings.house import acting
from tests.rehearsed import rehearsed
from tests.sessions.house import begun, circulated, writes


@rehearsed
async def half_held(bot: Stage) -> Scene:
    """The first item was taken up; a question, an action and the second item are left."""
    scene, number = await begun(bot)
    await scene["temir"].says("/ask Когда будет проект?")
    await scene.press("temir", "By my name")

    def acts(tx: Tx) -> None:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        service.assign(tx, who, number, "Send the <draft>", None, None, at)
        service.end(tx, who, number, at + HOUR)

    await bot.app.store.write(acts)
    await bot.move(bot.clock.now() + HOUR)
    return scene


async def offered(scene: Scene) -> list[tuple[Origin, tuple[str, ...]]]:
    def look(tx: Tx) -> list[tuple[Origin, tuple[str, ...]]]:
        lines = carrying.left_open(tx, acting(tx, scene, Role.ORGANIZER))
        return [(line.carried.origin, line.carried.path) for line in lines if line.carried is not None]

    return await scene.bot.app.store.read(look)


async def agenda(scene: Scene) -> tuple[AgendaItem, ...]:
    found = await scene.bot.app.store.read(lambda tx: called.meeting(tx, MeetingId(2)))
    assert found is not None
    return found.agenda


async def up_to_the_offer(scene: Scene) -> None:
    """The form for the second meeting, as far as what was left open."""
    anna = scene["anna"]
    await anna.says("/newmeeting")
    await anna.press("Begin afresh")
    await anna.press("English")
    await anna.says("Second meeting")
    await anna.press("Online")
    await anna.says("2023-01-17 14:00")
    await anna.press("Yes, this is right")
    await anna.press("1 h")
    await anna.press("Skip")
    await anna.says("20 Opening")
    await anna.press("Done")
    anna.sees(r"Left open before\. Put it on the agenda\?")
    assert anna.screen.count("Left open before") == 1


async def call(scene: Scene) -> None:
    anna = scene["anna"]
    await anna.press("Skip")
    await anna.press("Skip")
    await anna.press("All but observers (9)")
    await anna.press("Looks right")
    await anna.press("Call the meeting")


@pytest.mark.slow
async def test_all_that_was_left_open_goes_to_the_next_agenda_and_says_where_it_is_from(bot: Stage) -> None:
    scene = await half_held(bot)
    assert await offered(scene) == [
        (Origin.ITEM, ("M1 (2)",)),
        (Origin.QUESTION, ("Q1", "M1")),
        (Origin.ACTION, ("A1", "M1")),
    ]
    await up_to_the_offer(scene)
    await scene["anna"].press("All of it (3)")
    await call(scene)
    lines = await agenda(scene)
    assert [line.text_for("en").topic for line in lines] == [
        "Opening",
        "Findings & <clauses>",
        "Q1. Когда будет проект?",
        "A1. Send the <draft>",
    ]
    assert [line.minutes for line in lines] == [20, 50, 10, 10]
    await scene["temir"].says("/start m2")
    await scene.press("temir", "Agenda")
    scene.sees("temir", "Left open before: {path}", path="Q1 → M1")
    assert await offered(scene) == [], "what stands on an agenda that lies ahead is not offered again"


@pytest.mark.slow
async def test_each_can_be_left_out_with_a_tap(bot: Stage) -> None:
    scene = await half_held(bot)
    await up_to_the_offer(scene)
    await scene["anna"].press("Choose one by one")
    scene["anna"].sees(r"Findings & <clauses>")
    await scene["anna"].press("Leave it out")
    scene["anna"].sees("Q1. Когда будет проект")
    await scene["anna"].press("Put it on the agenda")
    await scene["anna"].press("Leave it out")
    await call(scene)
    assert [line.text_for("en").topic for line in await agenda(scene)] == [
        "Opening",
        "Q1. Когда будет проект?",
    ]
    assert [origin for origin, _ in await offered(scene)] == [Origin.ITEM, Origin.ACTION]


async def test_what_is_postponed_twice_tells_its_whole_way_and_the_minutes_name_it(bot: Stage) -> None:
    scene = await half_held(bot)
    await up_to_the_offer(scene)
    await scene["anna"].press("All of it (3)")
    await call(scene)

    def holds(tx: Tx) -> list[str]:
        who = acting(tx, scene, Role.ORGANIZER)
        found = called.meeting(tx, MeetingId(2))
        assert found is not None
        service.begin(tx, who, found.id, found.starts_at)
        service.end(tx, who, found.id, found.starts_at + HOUR)
        told = []
        for language in LANGUAGES:
            t = translator(language, who.committee.zone, who.committee.zone)
            record = reading.draft(tx, who, found.id, t, found.ends_at)
            standing = reading.paper(tx, who, found.id, found.ends_at).minutes
            told.append(str(paper.minutes(t, record, standing, 1, found.ends_at).to_json()))
        return told

    told = await bot.app.store.write(holds)
    assert "Left open before: A1 → M1" in told[LANGUAGES.index("en")]
    assert "Осталось с прежних заседаний: A1 → M1" in told[LANGUAGES.index("ru")]
    assert "Мурунку жыйындардан калган: A1 → M1" in told[LANGUAGES.index("ky")]
    assert await offered(scene) == [
        (Origin.ITEM, ("M1 (2)", "M2 (2)")),
        (Origin.QUESTION, ("Q1", "M1", "M2 (3)")),
        (Origin.ACTION, ("A1", "M1", "M2 (4)")),
    ], "each once, with its whole way"


@pytest.mark.slow
async def test_what_is_behind_a_carried_line_is_a_tap_away_for_whoever_may_see_it(bot: Stage) -> None:
    scene = await half_held(bot)
    await up_to_the_offer(scene)
    await scene["anna"].press("All of it (3)")
    await call(scene)
    for label, seen in (("M1", "Kick-off|Вводное"), ("Q1", "Когда будет проект"), ("A1", "Send the <draft>")):
        await scene["temir"].opens("m2")
        await scene.press("temir", "Agenda")
        n = {"M1": 2, "Q1": 3, "A1": 4}[label]
        await scene.press("temir", "No. {n}: see {label}", n=n, label=label)
        assert re.search(seen, scene["temir"].screen)
        if label != "M1":
            scene.sees("temir", "On the agenda of: {meetings}", meetings=f"M2 ({n})")
    await scene["olivia"].opens("m2")
    await scene.press("olivia", "Agenda")
    assert [b for b in scene["olivia"].buttons if "see" in b] == ["No. 2: see M1", "No. 3: see Q1"]


@pytest.mark.slow
async def test_minutes_to_which_somebody_objected_go_to_the_next_agenda_until_they_are_answered(
    bot: Stage,
) -> None:
    scene, number = await circulated(bot)
    for name in ("aigul", "damir"):
        await scene.taps(name, CommentMinutes(number, objects=True))
        await writes(scene, name, f"Not so: {name}")
    found = [origin for origin in await offered(scene) if origin[0] is Origin.MINUTES]
    assert found == [(Origin.MINUTES, ("№ 1", "№ 2", "M1"))]
    await up_to_the_offer(scene)
    await scene["anna"].press("All of it")
    await call(scene)
    line = next(i for i in await agenda(scene) if i.carried and i.carried.origin is Origin.MINUTES)
    assert {tag: text.topic for tag, text in line.texts.items()} == {
        "ky": "M1: протокол. Каршы пикирлер: 2",
        "ru": "Протокол M1. Возражения: 2",
        "en": "Minutes of M1: objections: 2",
    }
    await scene["temir"].opens("m2")
    await scene.press("temir", "Agenda")
    scene.sees("temir", "Left open before: {path}", path="№ 1 → № 2 → M1")
    await scene.press("temir", "No. {n}: see {label}", n=line.number, label="M1")
    scene["temir"].sees("Not so: aigul")

    def answered(tx: Tx) -> None:
        who = acting(tx, scene, Role.ORGANIZER)
        for entry in records.entries_of(tx, number, Kind.MINUTES):
            service.dispose(tx, who, entry.id, Disposition.NOTED, None, bot.clock.now())

    await bot.app.store.write(answered)
    assert all(origin is not Origin.MINUTES for origin, _ in await offered(scene))


@pytest.mark.slow
async def test_an_agenda_with_carried_lines_is_kept_as_it_is_in_every_language(bot: Stage) -> None:
    """Q1 was asked in Russian only, and the meeting was written in English first."""
    scene = await half_held(bot)
    await up_to_the_offer(scene)
    await scene["anna"].press("All of it (3)")
    await call(scene)
    before = await agenda(scene)
    assert list(before[2].texts) == ["ru"]
    anna = scene["anna"]
    await scene.taps("anna", EditMeeting(MeetingId(2), "agenda"))
    await anna.press("Keep as it is")
    await anna.press("Skip")  # nothing is there in Kyrgyz
    await anna.press("Keep as it is")
    await anna.press("Make the change")
    anna.sees("Nothing was changed: this is how M2 stands")
    assert await agenda(scene) == before
    await anna.says("/cancel")

    lines = ["20 Opening", "50 Findings & <clauses>", "10 Q1. When does the draft come?", "10 Budget"]
    await scene.taps("anna", EditMeeting(MeetingId(2), "agenda"))
    await anna.says("\n".join(lines))
    await anna.press("Done")
    await anna.press("Skip")
    await anna.press("Skip")
    await anna.press("Make the change")
    origins = [line.carried.origin if line.carried else None for line in await agenda(scene)]
    assert origins == [None, Origin.ITEM, Origin.QUESTION, None], "a new topic has not been left open before"
    assert (Origin.ACTION, ("A1", "M1")) in await offered(scene)


@pytest.mark.slow
async def test_a_meeting_after_the_example_of_another_takes_no_carried_lines_twice(bot: Stage) -> None:
    scene = await half_held(bot)
    await up_to_the_offer(scene)
    await scene["anna"].press("All of it (3)")
    await call(scene)
    anna = scene["anna"]
    await anna.says("/newmeeting")
    await anna.press("Like M2")
    await anna.press("Keep as it is")
    await anna.press("Online")
    await anna.says("2023-02-14 14:00")
    await anna.press("Yes, this is right")
    await anna.press("1 h")
    await anna.press("Skip")
    await anna.press("Keep as it is")
    for _ in range(2):
        await anna.press("Skip")
    await anna.press("All but observers (9)")
    await anna.press("Looks right")
    await anna.press("Call the meeting")
    found = await bot.app.store.read(lambda tx: called.meeting(tx, MeetingId(3)))
    assert found is not None
    assert [line.text_for("en").topic for line in found.agenda] == ["Opening"]
