"""Whoever translated an agenda or a line of the record is credited: on the cards, and in the minutes."""

import pytest

from bot.ids import MeetingId
from bot.meetings import records as called
from bot.meetings import service as meetings
from bot.meetings.actions import EditMeeting, ShowAgenda
from bot.playground.stage import Stage
from bot.sessions import records
from bot.sessions.actions import AddEntry, ShowEntry, TranslateEntry
from bot.sessions.model import Kind
from bot.store import Tx
from tests.journeys.scenes import Scene
from tests.meetings.house import kept
from tests.sessions.house import ahead, begun, writes
from tests.sessions.test_odd_sessions import minutes


async def translates_the_agenda(scene: Scene, number: MeetingId, credit: str | None) -> None:
    """Line by line into Kyrgyz; the Russian lines stay as they are."""
    anna = scene["anna"]
    await scene.taps("anna", EditMeeting(number, "agenda"))
    await anna.press("Keep as it is")
    await anna.says("Ачылыш (төрага)\nТыянактар")
    await anna.press("Done")
    anna.sees("Who translated it")
    await (anna.press("Skip") if credit is None else anna.says(credit))
    await anna.press("Keep as it is")  # what is kept is not asked for its translator again
    await anna.press("Make the change")


@pytest.mark.slow
async def test_a_translated_agenda_says_whose_translation_it_is_to_whoever_reads_it(bot: Stage) -> None:
    scene, number = await ahead(bot)
    await translates_the_agenda(scene, number, "J. <Doe>")
    said = "Расмий эмес котормо: J. <Doe>"
    await scene["aigul"].opens(f"m{number}")
    assert said in scene["aigul"].screen
    await scene.taps("aigul", ShowAgenda(number))
    assert said in scene["aigul"].screen
    await scene["temir"].opens(f"m{number}")
    scene.sees("temir", "Unofficial translation.")  # one of its lines, by nobody who is named
    await scene["damir"].opens(f"m{number}")
    assert "nofficial" not in scene["damir"].screen, "it was written in English"

    def held(tx: Tx) -> None:
        at = bot.clock.now()
        meetings.begin(tx, number, at)
        meetings.finish(tx, number, at)

    await bot.app.store.write(held)
    assert "Расмий эмес котормо: J. <Doe>" in await minutes(scene, number, "ky")
    russian = await minutes(scene, number, "ru")
    assert "Неофициальный перевод." in russian
    assert "2. Findings & <clauses> (язык оригинала: английский)" in russian
    assert "nofficial" not in await minutes(scene, number, "en")


async def test_words_in_a_language_that_nobody_reads_here_are_not_asked_for(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene.taps("anna", AddEntry(number, Kind.DECISION))
    await writes(scene, "anna", "Accept the plan")
    (entry,) = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.DECISION))
    await scene.taps("anna", TranslateEntry(entry.id, "xx"))
    scene.sees("anna", "This language is not available.")
    await scene.taps("anna", TranslateEntry(entry.id, "ky"))
    scene["anna"].sees("Please write it in this language: Кыргызча")


@pytest.mark.slow
async def test_another_translator_takes_the_place_of_the_first_and_kept_lines_keep_theirs(bot: Stage) -> None:
    scene, number = await ahead(bot)
    await translates_the_agenda(scene, number, "J. Doe")
    await translates_the_agenda(scene, number, None)
    assert [item.texts["ky"].translator for item in (await kept(scene)).agenda] == [None, None]
    await translates_the_agenda(scene, number, "B. Osmonov")
    anna = scene["anna"]
    await scene.taps("anna", EditMeeting(number, "agenda"))
    await anna.says("15 Opening (the chair)\n45 Findings & <clauses>")
    await anna.press("Done")
    await anna.press("Keep as it is")
    await anna.press("Keep as it is")
    await anna.press("Make the change")
    found = await bot.app.store.read(lambda tx: called.meeting(tx, number))
    assert found is not None
    assert [(i.minutes, i.texts["ky"].translator) for i in found.agenda] == [
        (15, "B. Osmonov"),
        (45, "B. Osmonov"),
    ]


@pytest.mark.slow
async def test_consultant_and_organizer_translate_the_record_and_credit_whoever_did(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene.press("bermet", "Comment or suggestion")
    await writes(scene, "bermet", "Тоскоолдуктар")
    (entry,) = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.REMARK))
    await scene.taps("damir", TranslateEntry(entry.id, "en"))
    scene["damir"].sees("Only organizers, the chair and the consultant can do this")
    await scene.taps("nazira", ShowEntry(entry.id))
    await scene["nazira"].press("English")
    await writes(scene, "nazira", "Obstacles")
    scene["nazira"].sees("Кто переводил")
    await scene["nazira"].says("N. Translator")
    await scene.taps("damir", ShowEntry(entry.id))
    scene["damir"].sees(r"Obstacles.*Unofficial translation: N\. Translator.*Original language: Kyrgyz")
    await scene.taps("temir", ShowEntry(entry.id))
    scene["temir"].sees(r"Тоскоолдуктар.*Язык оригинала: киргизский|кыргызский")
    assert "Obstacles (unofficial translation: N. Translator)" in await minutes(scene, number, "en")
    assert "Тоскоолдуктар (язык оригинала: кыргызский)" in await minutes(scene, number, "ru")
    assert "Тоскоолдуктар'" in (await minutes(scene, number, "ky")).replace('"', "'")


async def test_who_keeps_the_record_mends_its_words_without_a_translator(bot: Stage) -> None:
    scene, number = await begun(bot)
    await scene.taps("anna", AddEntry(number, Kind.DECISION))
    await writes(scene, "anna", "Acept the plan")
    (entry,) = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.DECISION))
    await scene.taps("nazira", TranslateEntry(entry.id, "en"))
    scene.sees(
        "nazira",
        "Only organizers and the chair can do this. If this seems wrong, please contact the secretariat.",
    )
    await scene.taps("anna", TranslateEntry(entry.id, "en"))
    await writes(scene, "anna", "Accept the plan")
    (entry,) = await bot.app.store.read(lambda tx: records.entries_of(tx, number, Kind.DECISION))
    assert (entry.text("en"), entry.translators) == ("Accept the plan", {})
