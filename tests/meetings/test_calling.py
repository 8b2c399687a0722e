"""An organizer calls a meeting in the chat, the chair proposes one; what is wrong is said, and nothing is lost."""

import pytest

from bot.ids import MeetingId
from bot.meetings.actions import CallMeeting, NewMeeting
from bot.meetings.model import AgendaText, Format, Standing
from bot.playground.stage import Stage
from tests.journeys.scenes import Scene, assemble
from tests.meetings.house import AGENDA, LINK, PEOPLE, convene, files, kept, wall


async def begin(scene: Scene, name: str = "anna") -> None:
    await scene[name].says("/newmeeting")
    await scene[name].press("English")


@pytest.mark.slow
async def test_the_form_asks_for_everything_and_at_last_tells_everybody(scene: Scene) -> None:
    anna = scene["anna"]
    await begin(scene)
    await anna.says("Kick-off <briefing>")
    await anna.press("Hybrid")
    await anna.says("20 декабря в 14:00")
    anna.sees(r"Tuesday, 20 December 2022, 14:00 \(Bishkek\)")
    await anna.press("Yes, this is right")
    await anna.press("1 h 30 min")
    await anna.says("Hall <1> & 2")
    await anna.sends_place(42.8746, 74.5698)
    await anna.says(LINK)
    await anna.says("10 Opening (the chair)")
    await anna.says("90 Everything else")
    await anna.press("Done")
    await anna.says("Ачылыш жыйыны")
    anna.sees("Write the venue in this language, or skip: Kyrgyz")
    await anna.says("<1>-зал")
    await anna.says("Ачылыш (төрага)\nКалганы")
    await anna.press("Done")
    await anna.says("J. Translator")
    await anna.press("Skip")
    await anna.press("All but observers (9)")
    anna.sees(r"Agenda: 100 min of 90 min · longer than the meeting")
    await anna.press("Looks right")
    await anna.press("Looks right")
    await anna.press("Call the meeting")
    anna.sees(r"M1 is called\. Notices sent: 8\.")
    meeting = await kept(scene)
    assert (meeting.standing, meeting.format, meeting.wall) == (
        Standing.CALLED,
        Format.HYBRID,
        wall(2022, 12, 20, 14),
    )
    assert meeting.titles == {"en": "Kick-off <briefing>", "ky": "Ачылыш жыйыны"}
    assert [item.texts for item in meeting.agenda] == [
        {"en": AgendaText("Opening", "the chair"), "ky": AgendaText("Ачылыш", "төрага", "J. Translator")},
        {"en": AgendaText("Everything else"), "ky": AgendaText("Калганы", translator="J. Translator")},
    ]
    assert meeting.spot is not None
    assert meeting.venues == {"en": "Hall <1> & 2", "ky": "<1>-зал"}
    scene["aigul"].sees("Сизди жыйынга чакырабыз")
    scene["aigul"].sees(r"Ачылыш жыйыны[\s\S]*1\. 10 мүн · Ачылыш — төрага")
    scene["temir"].sees(r"Kick-off <briefing>.*Место: Hall <1> & 2")
    scene["aigul"].sees(r"Жери: <1>-зал")
    assert "LOCATION:<1>-зал" in files(scene["aigul"])[0][1].decode()
    await scene.press("aigul", "Map")
    assert [m.content["venue"]["address"] for m in scene["aigul"].cards if "venue" in m.content] == [
        "<1>-зал"
    ]
    assert len(files(scene["temir"])) == len(files(anna)) == 1, "the caller has no second card, but a file"
    assert not [card for card in scene["olivia"].cards if "Kick-off" in card.text], (
        "an observer is not invited"
    )
    await scene["olivia"].says("/meetings")
    await scene["olivia"].press("M1")
    scene["olivia"].sees("You see this meeting, but are not invited")
    scene["olivia"].does_not_see("meet.example.org")


@pytest.mark.slow
async def test_a_day_is_picked_from_the_calendar_and_the_hour_is_asked_for(scene: Scene) -> None:
    anna = scene["anna"]
    await begin(scene)
    await anna.says("Meeting")
    await anna.press("Online")
    anna.sees("December 2022")
    assert "7" not in anna.buttons, "days that have passed are not offered"
    assert "(10)" in anna.buttons, "days off are in brackets"
    await anna.press("January ›")
    anna.sees("January 2023")
    assert "(7)" in anna.buttons, "a public holiday"
    await anna.press("‹ December")
    await anna.press("20")
    anna.sees(r"Tuesday, 20 December 2022[\s\S]*At what hour\?")
    await anna.says("25:00")
    anna.sees("The hour was not understood")
    await anna.press("14:00")
    anna.sees(r"Tuesday, 20 December 2022, 14:00 \(Bishkek\)")
    await anna.press("Back")
    await anna.press("Back")
    anna.sees("When does it begin")


@pytest.mark.slow
async def test_every_wrong_answer_has_its_sentence_and_the_form_stays(scene: Scene) -> None:
    anna = scene["anna"]
    await begin(scene)
    await anna.says("   ")
    await anna.says("Meeting")
    await anna.press("Hybrid")
    for text, said in [
        ("31.02 10:00", "There is no such date or hour"),
        ("25:00", "There is no such date or hour"),
        ("yesterday 10:00", "This time has passed"),
        ("14:00", "day"),
        ("12/08/22 10:00", ""),
        ("sometime", ""),
    ]:
        await anna.says(text)
        anna.sees(said)
        anna.sees("When does it begin")
    await anna.says("1 января 2023 22:00")
    anna.sees("⚠ Day off: New Year's Day")
    anna.sees(r"⚠ Outside working hours \(09:00–18:00\): 22:00–23:00 \(Bishkek, 9 people\)")
    await anna.press("Yes, this is right")
    for text, said in [
        ("0", "A meeting lasts at least 5 minutes"),
        ("30 hours", "A meeting lasts at most 12 h"),
        ("long", "The duration was not understood"),
    ]:
        await anna.says(text)
        anna.sees(f"{said}.*How long does it last")
    await anna.says("60")
    await anna.press("Skip")
    await anna.says("http://meet.example.org/x")
    anna.sees("must begin with https://")
    await anna.sends_place(42.8, 74.5)
    anna.sees("join link")
    await anna.says("Zoom https://meet.example.org/a https://meet.example.org/b")
    anna.sees("There are several addresses in this text")
    await anna.says(f"Join Zoom Meeting:\n{LINK}\nPasscode: 123")
    await anna.says("Opening without minutes")
    anna.sees("Line 1 does not begin with its minutes: Opening without minutes")
    await anna.press("Skip")
    anna.sees("Write the title in this language, or skip: Kyrgyz")


TYPED = {
    "en": (
        ("tomorrow noon", "Friday, 9 December 2022, 12:00"),
        ("8 Dec 2pm", None),
        ("9 Dec 2:30pm", "Friday, 9 December 2022, 14:30"),
        ("Friday 15-00", "Friday, 9 December 2022, 15:00"),
        ("next Tuesday at 4 pm", "Tuesday, 13 December 2022, 16:00"),
        ("on the 15th at 10:00", "Thursday, 15 December 2022, 10:00"),
        ("20.12 — 14.00", "Tuesday, 20 December 2022, 14:00"),
        ("08.12 15:00", "Thursday, 8 December 2022, 15:00"),
    ),
    "ru": (
        ("послезавтра в 10", "суббота, 10 декабря 2022 г., 10:00"),
        ("в следующий вторник 16:00", "вторник, 13 декабря 2022 г., 16:00"),
        ("через неделю в 9 утра", "четверг, 15 декабря 2022 г., 09:00"),
        ("в пт 15.00", "пятница, 9 декабря 2022 г., 15:00"),
        ("пт в 3 дня", "пятница, 9 декабря 2022 г., 15:00"),
        ("15 декабря в 14-00 ч.", "четверг, 15 декабря 2022 г., 14:00"),
        ("двадцатого декабря в 14:00 по Бишкеку", "вторник, 20 декабря 2022 г., 14:00"),
    ),
    "ky": (
        ("эртең саат 15:00дө", "2022-ж., 9-декабрь, жума, 15:00"),
        ("8-декабрда саат 15:00", "2022-ж., 8-декабрь, бейшемби, 15:00"),
        ("бүрсүгүнү 10:00", "2022-ж., 10-декабрь, ишемби, 10:00"),
        ("дүйшөмбү 9до", "2022-ж., 12-декабрь, дүйшөмбү, 09:00"),
        ("келерки аптада шейшемби саат ондо", "2022-ж., 13-декабрь, шейшемби, 10:00"),
        ("декабрдын 20сында саат 14:00дө", "2022-ж., 20-декабрь, шейшемби, 14:00"),
        ("он бешинчи декабрь, түштөн кийин саат үчтө", "2022-ж., 15-декабрь, бейшемби, 15:00"),
    ),
}
UNREAD = {
    "en": (
        ("31.02 10:00", "There is no such date or hour. Please write it again."),
        ("yesterday 10:00", "This time has passed: {moment}. Please give a later one."),
        ("15:00", "Please write the day, too. Example: {example}"),
    ),
    "ru": (
        ("25:00", "There is no such date or hour. Please write it again."),
        ("вчера", "This day has passed. Please give a later one."),
        (
            "в пятницу в 3",
            "Is this hour before or after noon? Please write it with its minutes. Example: {example}",
        ),
    ),
    "ky": (
        ("саат 15те", "Please write the day, too. Example: {example}"),
        ("кечээ 10:00", "This time has passed: {moment}. Please give a later one."),
        (
            "жума күнү саат үчтө",
            "Is this hour before or after noon? Please write it with its minutes. Example: {example}",
        ),
    ),
}
DAYS_ALONE = {"en": "tomorrow", "ru": "8 января", "ky": "эки күндөн кийин"}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
async def test_a_date_is_echoed_as_it_was_understood_or_refused_in_one_sentence(
    scene: Scene, language: str
) -> None:
    anna = scene["anna"]
    await scene.speaks("anna", language)
    await anna.says("/newmeeting")
    await anna.press("English")
    await anna.says("Meeting")
    await scene.press("anna", "online")
    for text, sentence in UNREAD[language]:
        await anna.says(text)
        said = anna.screen.splitlines()[0]
        assert said.startswith(scene.words("anna", sentence, moment="|", example="|").split("|")[0]), (
            text,
            said,
        )
        assert scene.words("anna", "City: {city}", city="").strip() in anna.screen
    for text, echo in TYPED[language]:
        await anna.says(text)
        if echo is None:
            anna.sees("This time has passed")
            continue
        assert echo in anna.screen.replace("\u00a0", " "), (text, anna.screen)
        scene.sees("anna", "Is this right?")
        await scene.press("anna", "Back")
    await anna.says(DAYS_ALONE[language])
    assert "10:00" in anna.buttons
    await anna.says("14 00")
    scene.sees("anna", "Is this right?")
    assert "14:00" in anna.screen


async def test_the_form_survives_a_restart(bot: Stage) -> None:
    scene = await assemble(bot, PEOPLE)
    await begin(scene)
    await scene["anna"].says("Meeting")
    await scene["anna"].press("Online")
    await bot.restart()
    await scene["anna"].says("20.12 14:00")
    scene["anna"].sees(r"Tuesday, 20 December 2022, 14:00")


@pytest.mark.slow
async def test_the_chair_proposes_and_an_organizer_calls(scene: Scene) -> None:
    chair, anna = scene["cholpon"], scene["anna"]
    await chair.says("/newmeeting")
    await chair.press("Русский")
    await chair.says("Внеочередное заседание")
    await chair.press("Онлайн")
    await chair.says("20.12 14:00")
    await chair.press("Да, верно")
    await chair.press("1 ч")
    for _ in range(4):
        await chair.press("Пропустить")
    await chair.press("Все, кроме наблюдателей (9)")
    await chair.press("Всё верно")
    assert "Назначить заседание" not in chair.buttons
    await chair.press("Предложить заседание")
    chair.sees("M1: заседание предложено")
    anna.sees("The chair proposes a meeting")
    await scene.taps("cholpon", CallMeeting(MeetingId(1), sure=True))
    assert (await kept(scene)).standing is Standing.DRAFT, "the chair only proposes"
    await scene["damir"].says("/start m1")
    scene["damir"].sees("There is no such meeting")
    await anna.says("/todo")
    await anna.press("M1: proposed by the chair")
    await anna.press("Manage")
    await anna.press("Call the meeting")
    anna.sees("Call this meeting")
    await anna.press("Call the meeting")
    anna.sees("M1 is called")
    chair.sees("Приглашаем Вас на заседание")


async def test_a_member_cannot_call_one_whatever_they_tap(scene: Scene) -> None:
    await scene["damir"].says("/newmeeting")
    scene["damir"].sees("Only organizers can call a meeting")
    await scene.taps("damir", NewMeeting(scene.where, afresh=True))
    scene["damir"].sees("Only organizers can call a meeting")


@pytest.mark.slow
async def test_a_further_meeting_is_made_after_the_example_of_an_earlier_one(scene: Scene) -> None:
    await convene(scene)
    anna = scene["anna"]
    await anna.says("/newmeeting")
    await anna.press("Like M1 · Kick-off <briefing>")
    await anna.press("Keep as it is")
    await anna.press("Online")
    await anna.says("27.12 14:00")
    await anna.press("Yes, this is right")
    await anna.press("2 h")
    await anna.press("Keep as it is")
    await anna.press("Keep as it is")
    await anna.press("Keep as it is")
    await anna.press("Skip")
    await anna.press("Skip")
    await anna.press("All but observers (9)")
    await anna.press("Looks right")
    await anna.press("Looks right")
    await anna.press("Keep as a draft")
    made = await kept(scene, MeetingId(2))
    assert (made.link, made.venues, made.standing) == (LINK, {}, Standing.DRAFT)
    assert [item.minutes for item in made.agenda] == [line.minutes for line in AGENDA]
    assert made.uid != (await kept(scene)).uid


@pytest.mark.slow
async def test_home_and_todo_know_what_is_to_be_answered(scene: Scene) -> None:
    await convene(scene)
    temir = scene["temir"]
    await temir.says("/menu")
    temir.sees("Ближайшее заседание: M1 · Вводное заседание\nвторник, 20 декабря 2022.г., 14:00")
    await temir.says("/todo")
    assert "M1: будете участвовать? · 20 декабря" in temir.buttons
    await temir.press("M1: будете участвовать?")
    temir.sees("Вводное заседание")
    await temir.press("Онлайн")
    await temir.says("/todo")
    assert not any("M1" in button for button in temir.buttons)
    await scene["olivia"].says("/todo")
    assert not any("M1" in button for button in scene["olivia"].buttons)
