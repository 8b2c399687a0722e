"""Minutes: drafted from the record, circulated, objected to, approved, locked."""

import io
import re

import docx
import pypdf
import pytest

from bot.ids import EntryId, MeetingId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.sessions import records
from bot.sessions.actions import (
    AddEntry,
    ApproveMinutes,
    CirculateMinutes,
    CommentMinutes,
    SendMinutes,
    ShowMinutes,
    ShowSession,
    Strike,
)
from bot.sessions.model import Kind, MinutesStanding
from tests.journeys.scenes import MINUTE
from tests.meetings.house import tells
from tests.sessions.house import OBJECTIONS, begun, circulated, held, writes

NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}


def newest(someone: Someone, ending: str) -> bytes:
    return [data for name, data in someone.received if name.endswith(ending)][-1]


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


async def standing(bot: Stage, number: MeetingId) -> MinutesStanding:
    return (await bot.app.store.read(lambda tx: records.minutes_of(tx, number))).standing


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "aigul",
            (
                "Протокол: M1",
                "онлайн",
                "Чечим текст",
                "Катышпагандар",
                "Bermet",
                "каралган жок",
                "Секретариат",
            ),
        ),
        (
            "temir",
            ("Протокол: M1", "онлайн", "Чечим текст", "Отсутствовали", "не рассматривался", "Раздел 4"),
        ),
        (
            "damir",
            (
                "Minutes: M1",
                "online",
                "Чечим текст",
                "People online",
                "Absent",
                "not taken up",
                "original language: Kyrgyz",
                "taken up: Раздел 4 (original language: Russian)",
            ),
        ),
    ],
)
async def test_minutes_tell_in_each_language_who_came_what_was_decided_and_who_was_absent(
    bot: Stage, name: str, words: tuple[str, ...]
) -> None:
    scene, number = await begun(bot)
    await scene.press("aigul", "I am here, online")
    await scene.speaks("anna", "ky")
    await scene.taps("anna", AddEntry(number, Kind.DECISION))
    await writes(scene, "anna", "Чечим текст")
    await scene.speaks("anna", "en")
    await scene.press("bermet", "Comment or suggestion")
    await writes(scene, "bermet", "Сунуш")
    await scene["nazira"].says("/todo")
    await scene["nazira"].press("K1")
    await scene.press("nazira", "taken up")
    await scene["nazira"].says("Раздел 4")
    await bot.move(bot.clock.now() + 30 * MINUTE)
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "To the meeting")
    await scene.press("anna", "End the meeting")
    await scene.press("anna", "End the meeting")
    await scene.press("anna", "Minutes")
    await scene.press("anna", "Circulate")
    await scene["anna"].press("5 working days")
    await scene.press("anna", "Circulate")
    language = scene.cast[name].language
    await scene[name].press(f"PDF · {NAMES[language]}")
    read = pages(newest(scene[name], f"-{language}.pdf"))
    stands = scene.words(name, "For approval. Not for circulation.")
    assert all(f"{stands} · " in page for page in read)
    said = " ".join(" ".join(read).split())
    assert [word for word in words if word not in said] == []
    await scene[name].opens(f"min{number}")
    await scene[name].press(f"DOCX · {NAMES[language]}")
    paper = docx.Document(io.BytesIO(newest(scene[name], ".docx")))
    assert any(
        "Чечим текст" in cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )


async def test_a_draft_is_read_by_who_keeps_the_record_and_by_nobody_else(bot: Stage) -> None:
    scene, number = await held(bot)
    await scene.taps("anna", ShowMinutes(number))
    scene["anna"].sees("draft minutes")
    await scene["anna"].press("PDF · English")
    assert all(
        "Draft. Not for circulation. · Minutes of M1" in page
        for page in pages(newest(scene["anna"], "-en.pdf"))
    )
    for name in ("bermet", "nazira", "olivia"):
        await scene.taps(name, ShowMinutes(number))
        await scene.taps(name, SendMinutes(number, "en"))
        scene[name].does_not_see("PDF")
        assert [n for n, _ in scene[name].received if n.endswith(".pdf")] == []
    for name, may in (("anna", True), ("bermet", False), ("nazira", False)):
        await scene.taps(name, ShowSession(number))
        assert (scene.words(name, "Minutes") in scene[name].buttons) is may


@pytest.mark.slow
async def test_an_objection_holds_the_approval_until_it_is_answered_and_then_the_chair_locks_them(
    bot: Stage,
) -> None:
    scene, number = await circulated(bot)
    tells(scene, "aigul", "The minutes are here for you to read. You may comment or object.")
    await scene.press("aigul", "Object")
    scene.sees("aigul", "The minutes can be approved once every objection has an answer.")
    await writes(scene, "aigul", "Мен залда болгом")
    scene.sees("aigul", "Your objection No. {n} is recorded.", n=1)
    await scene.taps("cholpon", ApproveMinutes(number, 1, sure=True))
    scene["cholpon"].sees("Возражения принимаются до срока")
    await bot.move(OBJECTIONS)
    scene.sees("cholpon", "The time for objections is over. Some have no answer yet.")
    await scene.taps("cholpon", ApproveMinutes(number, 1, sure=True))
    scene.sees("cholpon", "An objection has no answer yet. The minutes were not approved.")
    await scene["anna"].says("/todo")
    await scene["anna"].press("№ 1")
    await scene.press("anna", "noted")
    await scene.taps("anna", ApproveMinutes(number, 1, sure=True))
    scene.sees("anna", "Only the chair can approve minutes.")
    await scene["cholpon"].says("/todo")
    await scene.press("cholpon", "{meeting}: minutes to approve", meeting="M1")
    await scene.press("cholpon", "Approve the minutes")
    await scene.press("cholpon", "Approve the minutes")
    assert await standing(bot, number) is MinutesStanding.APPROVED
    scene.sees("bermet", "The minutes are approved.")
    await scene["nazira"].press("PDF · English")
    assert re.search(r"Approved: .+ · Cholpon", text(newest(scene["nazira"], "-en.pdf")))
    scene["olivia"].does_not_see("minutes are approved")  # they hold members' comments
    await scene.taps("olivia", ShowMinutes(number))
    await scene.taps("olivia", SendMinutes(number, "en"))
    scene["olivia"].does_not_see("PDF")
    assert scene["olivia"].received == []

    await scene.taps("anna", AddEntry(number, Kind.DECISION))
    scene["anna"].sees("are approved, so nothing can be changed in them")
    await scene.taps("aigul", Strike(EntryId(1), sure=True))
    assert len(await bot.app.store.read(lambda tx: records.entries_of(tx, number))) == 1


@pytest.mark.slow
async def test_whoever_circulates_or_approves_minutes_reads_it_in_the_answer_and_in_no_letter_beside_it(
    bot: Stage,
) -> None:
    """Of two cards on the same either might come last, and stand before them."""
    scene, number = await circulated(bot)
    scene["anna"].sees(r"The minutes are circulated as version 1\..+Notices sent: 8\.")
    scene["anna"].does_not_see("The minutes are here for you to read")
    await bot.move(OBJECTIONS)
    await scene.taps("cholpon", ApproveMinutes(number, 1, sure=True))
    scene["cholpon"].sees(r"закрыт для изменений\. Отправлено уведомлений: 8\.")
    scene["cholpon"].does_not_see(r"Протокол утверждён\.")
    scene.sees("anna", "The minutes are approved.")


@pytest.mark.slow
async def test_an_objection_after_its_time_is_not_taken_but_a_comment_is(bot: Stage) -> None:
    scene, number = await circulated(bot)
    over = "The time for objections is over: {date}"
    await scene.taps("aigul", ShowMinutes(number))
    assert scene.words("aigul", over, date="") not in scene["aigul"].screen
    await scene.press("aigul", "Object")
    await bot.move(OBJECTIONS)
    for name in ("aigul", "bermet", "damir"):
        await scene.taps(name, ShowMinutes(number))
        scene.sees(name, over, date="")
        assert scene.words(name, "Objections until: {date}", date="") not in scene[name].screen
    await writes(scene, "aigul", "Кеч келген каршы пикир")
    scene["aigul"].sees("Каршы пикирлер үчүн мөөнөт бүттү")
    await scene["aigul"].says("/cancel")
    await scene.taps("aigul", CommentMinutes(number, objects=True))
    scene["aigul"].sees("Каршы пикирлер үчүн мөөнөт бүттү")
    await scene.taps("aigul", CommentMinutes(number))
    await writes(scene, "aigul", "Пикир")
    scene.sees("aigul", "Your comment No. {n} is recorded.", n=1)


@pytest.mark.slow
async def test_changed_minutes_are_circulated_as_another_version_and_the_chair_approves_only_what_was_seen(
    bot: Stage,
) -> None:
    scene, number = await circulated(bot)
    await scene.taps("anna", CirculateMinutes(number))
    await scene["anna"].press("5 working days")
    await scene.press("anna", "Circulate")
    scene.sees("anna", "Version {v} says the same already, so nothing was sent again.", v=1)
    await scene["anna"].says("/cancel")
    await scene.taps("anna", ShowMinutes(number))
    await scene.press("anna", "Write in them")
    await scene.press("anna", "Summary of the meeting")
    await scene["anna"].press("English")
    await writes(scene, "anna", "The committee met.")
    scene["anna"].sees("The record was changed since version 1 was circulated.")
    await scene.press("anna", "Circulate")
    await scene["anna"].press("5 working days")
    await scene.press("anna", "Circulate")
    await bot.move(OBJECTIONS)
    await scene.taps("cholpon", ApproveMinutes(number, 1, sure=True))
    scene["cholpon"].sees("Тем временем разослана версия 2")
    await scene.taps("cholpon", ApproveMinutes(number, 2, sure=True))
    assert await standing(bot, number) is MinutesStanding.APPROVED


@pytest.mark.slow
async def test_two_taps_of_the_chair_approve_once(bot: Stage) -> None:
    scene, number = await circulated(bot)
    await bot.move(OBJECTIONS)
    for _ in range(2):
        scene.queues("cholpon", ApproveMinutes(number, 1, sure=True))
    await bot.settle()
    scene["cholpon"].sees("закрыт для изменений|изменить его нельзя")
    told = [m for m in scene["bermet"].screens if "Протокол бекитилди" in m]
    assert len(told) == 1


async def test_a_former_holder_is_not_named_in_a_draft(bot: Stage) -> None:
    scene, number = await held(bot)
    await scene["aigul"].says("/leave")
    await scene.press("aigul", "Leave the committee")
    await scene.taps("anna", SendMinutes(number, "en"))
    said = text(newest(scene["anna"], "-en.pdf"))
    assert "Aigul" not in said
    assert "former holder" in said
