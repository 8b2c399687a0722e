"""From a consultant's draft to comments and their answers, in the chat and in three languages."""

import itertools
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.playground.people import Someone
from bot.playground.stage import Stage
from tests.conftest import BISHKEK
from tests.journeys.house import invites, open_committee, takes_seat, words
from tests.rehearsed import rehearsed

ROSTER = {
    "nazira": ("Bureau,,consultant,Nazira Consultant,ru", "ru"),
    "cholpon": ("Ministry,government,chair,Cholpon Chair,ru", "ru"),
    "aigul": ("Federation,workers,member,Aigul Member,ky", "ky"),
    "olivia": ("Agency,,observer,Olivia Observer,en", "en"),
}
TITLE = "Нет правового определения"
BODY = "Многие организации <b>считают</b> себя & социальными 🙂"


class Committee:
    """The people of a committee, each in their own chat."""

    anna: Someone
    nazira: Someone
    cholpon: Someone
    aigul: Someone
    olivia: Someone


@pytest.fixture
@rehearsed
async def people(bot: Stage) -> Committee:
    house = Committee()
    house.anna = await open_committee(bot)
    for name, (line, language) in ROSTER.items():
        (link,) = await invites(house.anna, line)
        person = bot.someone(name.title())
        await takes_seat(person, link, language)
        setattr(house, name, person)
    return house


def ru(msgid: str, **facts: object) -> str:
    return words("ru", msgid, **facts)


async def writes_finding(nazira: Someone, *, english: bool = True) -> None:
    """The sharing form up to the deadline: Russian text, an English translation, no Kyrgyz one."""
    await nazira.says("/newfinding")
    await nazira.press(ru("knowledge gap"))
    await nazira.press("Русский")
    await nazira.says(f"{TITLE}\n{BODY}")
    await nazira.press(ru("Done"))
    await nazira.press(ru("Skip"))  # no files
    await nazira.press(ru("Skip"))
    if english:
        await nazira.says("No legal definition\nMany organizations consider themselves such.")
        await nazira.press(ru("Done"))
        await nazira.press(ru("Yes"))
        await nazira.says("A. Translator")
    else:
        await nazira.press(ru("Skip"))
    for _ in range(2 if english else 1):
        await nazira.press(ru("Next"))


async def shares_finding(nazira: Someone) -> None:
    await writes_finding(nazira)
    await nazira.says("13.12.2022")
    nazira.sees("13 декабря 2022")
    await nazira.press(ru("Share for comments"))


async def test_a_shared_finding_reaches_each_member_in_their_language(people: Committee) -> None:
    await shares_finding(people.nazira)
    people.nazira.sees(f"F1 · {TITLE}")
    card = people.aigul.sees(f"F1 · {TITLE}")  # no Kyrgyz text: the authoritative one
    assert card.protected
    assert BODY in card.text
    assert people.anna.sees("F1 · No legal definition").protected
    people.anna.sees("Unofficial translation.*A. Translator")
    people.anna.sees(r"Deadline: Tuesday, 13 December 2022, 18:00 \(Bishkek\)")
    people.olivia.does_not_see("F1|No legal definition|Нет правового")


@pytest.mark.slow
async def test_a_draft_that_is_kept_is_seen_by_nobody_else_until_it_is_shared(people: Committee) -> None:
    nazira, aigul = people.nazira, people.aigul
    await writes_finding(nazira)
    await nazira.press(ru("Keep as a draft"))
    await aigul.says("/findings")
    aigul.sees(words("ky", "There are no findings yet."))
    await nazira.press(ru("Share for comments"))
    await nazira.press("10 ")
    await nazira.press(ru("Share for comments"))
    aigul.sees(f"F1 · {TITLE}")


@pytest.mark.slow
async def test_a_comment_is_saved_answered_and_its_author_told(people: Committee) -> None:
    nazira, aigul = people.nazira, people.aigul
    await shares_finding(nazira)
    await aigul.press(words("ky", "Comment"))
    aigul.sees(re.escape(words("ky", "The committee reads it, with your name.")))
    aigul.sees("Акыркы мөөнөт: [^\n]+18:00 \\(Бишкек\\)\\. Кийин келгени кечиккен деп белгиленет\\.")
    await aigul.says("Өзгөртүү <b>керек</b> & 👍")
    await aigul.press(words("ky", "Done"))
    aigul.sees("№ 1|No. 1")
    await nazira.says("/todo")
    await nazira.press("F1")
    nazira.sees("Aigul Member.*Өзгөртүү <b>керек</b> & 👍")
    await nazira.press(ru("Answer No. {n}", n=1))
    await nazira.press(ru("accepted in part"))
    await nazira.says("Учтём отчасти.")
    aigul.sees("Учтём отчасти.")
    await people.cholpon.says("/findings")
    await people.cholpon.press("F1")
    await people.cholpon.press(ru("Comments ({n})", n=1))
    people.cholpon.sees("Aigul Member.*Федер|Aigul Member · Federation")


@pytest.mark.slow
async def test_a_new_version_takes_the_old_ones_place_and_keeps_its_languages(people: Committee) -> None:
    nazira = people.nazira
    await shares_finding(nazira)
    await nazira.press(ru("New version"))
    await nazira.says("Пока нет правового определения")
    await nazira.press(ru("Done"))
    await nazira.press(ru("Keep this text"))
    await nazira.press(ru("Skip"))  # no files
    await nazira.press(ru("Skip"))
    await nazira.says("Добавлено «пока».")
    await nazira.press(ru("Next"))
    await nazira.says("послезавтра в 15:00")
    await nazira.press(ru("Share for comments"))
    card = people.aigul.sees("F1 · Пока нет правового определения")
    assert "Добавлено «пока»." in card.text
    await people.aigul.press(words("ky", "Versions ({n})", n=2))
    people.aigul.sees("Добавлено «пока».")


async def test_every_step_goes_back_and_can_be_given_up(people: Committee) -> None:
    nazira = people.nazira
    await nazira.says("/newfinding")
    await nazira.press(ru("priority"))
    await nazira.press("Русский")
    await nazira.says("Заголовок")
    await nazira.press(ru("Back"))  # takes the text back
    await nazira.press(ru("Back"))
    await nazira.press("English")
    await nazira.says("Title")
    await nazira.press(ru("Done"))
    await nazira.press(ru("Cancel"))
    await nazira.says("/findings")
    nazira.sees(ru("There are no findings yet."))


async def test_a_restart_in_the_middle_of_the_form_continues_it(bot: Stage, people: Committee) -> None:
    nazira = people.nazira
    await nazira.says("/newfinding")
    await nazira.press(ru("priority"))
    await nazira.press("Русский")
    await nazira.says("Приоритет")
    await bot.restart()
    await nazira.press(ru("Done"))
    await nazira.press(ru("Skip"))  # no files
    await nazira.press(ru("Skip"))
    await nazira.press(ru("Skip"))
    await nazira.press(ru("Next"))
    await nazira.press(ru("Keep as a draft"))
    nazira.sees("F1 · Приоритет")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("31.02.2023", "There is no such date or hour."),
        ("01.12.2022", "This deadline has passed"),
        ("18:00", "Please write the day, too."),
        ("12/08/22", "This date can be read in two ways."),
        ("когда-нибудь потом", "This date was not understood."),
        ("13.12.2032", "more than a year away"),
    ],
)
async def test_a_deadline_that_cannot_be_is_refused_and_asked_for_again(
    people: Committee, typed: str, answer: str
) -> None:
    nazira = people.nazira
    await nazira.press("Language") if "Language" in nazira.buttons else await nazira.says("/language")
    await nazira.press("English")
    await nazira.says("/newfinding")
    await nazira.press("priority")
    await nazira.press("English")
    await nazira.says("Title")
    await nazira.press("Done")
    await nazira.press("Skip")  # no files
    await nazira.press("Skip")
    await nazira.press("Skip")
    await nazira.press("Next")
    await nazira.says(typed)
    nazira.sees(answer)
    await nazira.press("10 working days")
    nazira.sees("Thursday, 22 December 2022, 18:00")


@pytest.mark.slow
async def test_a_deadline_on_a_day_off_is_flagged_with_the_next_working_day(people: Committee) -> None:
    nazira = people.nazira
    await writes_finding(nazira, english=False)
    await nazira.says("17.12.2022")
    nazira.sees(ru("This date is a day off."))
    await nazira.press(ru("Take the suggested deadline"))
    nazira.sees("19 декабря 2022")


@pytest.mark.slow
async def test_after_the_window_a_comment_is_taken_and_marked_late(bot: Stage, people: Committee) -> None:
    await shares_finding(people.nazira)
    await bot.move(datetime(2022, 12, 13, 18, 0, tzinfo=BISHKEK) + timedelta(minutes=1))
    await people.cholpon.press(ru("Comment"))
    await people.cholpon.says("Поздно")
    await people.cholpon.press(ru("Done"))
    people.cholpon.sees(ru("It came after the deadline and is marked as late."))


@pytest.mark.slow
async def test_forged_taps_of_an_observer_show_nothing(people: Committee) -> None:
    await shares_finding(people.nazira)
    for data in (
        "nf:1:1:~",
        "nv:1:1:~",
        "nh:1:1:0",
        "nc:1:1:0:0",
        "na:1:1:comment",
        "ns:1:1",
        "ny:1:1:1",
        "nt:1:1",
    ):
        await people.olivia.forges(data)
        people.olivia.does_not_see("F1|No legal definition|Нет правового|Comments:")


@pytest.mark.slow
async def test_a_deep_link_opens_the_finding_for_those_who_may_read_it(people: Committee) -> None:
    await shares_finding(people.nazira)
    await people.cholpon.opens("f1")
    assert "F1 · " in people.cholpon.screen
    await people.olivia.opens("f1")
    people.olivia.sees("There is no such finding")


# Every form, restarted before every step and given up at every step. `"text` is said, anything else is a button.

FORMS = {
    "comment": ("aigul", ["Comment"], ['"Макул эмесмин', "Done"], "Your comment No. 1 on version 1 is saved"),
    "new-version": (
        "nazira",
        ["New version"],
        [
            '"Другой заголовок',
            "Done",
            "Keep this text",
            "Skip",
            "Skip",
            '"Новое',
            "Next",
            '"15.12.2022',
            "Share for comments",
        ],
        "F1, version 2, is open for comments",
    ),
    "answer-comment": (
        "nazira",
        ["Comments (1)", "Answer No. 1"],
        ["not accepted", '"Нет'],
        "Your answer to comment No. 1 is saved",
    ),
    "add-text": (
        "nazira",
        ["Version 2 (draft)", "Add a language"],
        ['"Аталыш', "Done", "Yes", "Skip"],
        "F1: text added",
    ),
    "share-finding": (
        "nazira",
        ["Version 2 (draft)", "Share for comments"],
        ["10 working days", "Share for comments"],
        "F1, version 2, is open for comments",
    ),
}


async def acts(person: Someone, act: str) -> None:
    await (person.says(act[1:]) if act.startswith('"') else person.press(act))


async def open_form(people: Committee, form: str) -> Someone:
    """Everybody reads English here; the finding has one comment where it is answered, a draft where it is shared."""
    name, way, _, _ = FORMS[form]
    await shares_finding(people.nazira)
    for each in (people.nazira, people.aigul):
        await each.says("/language")
        await each.press("English")
    if form == "answer-comment":
        await people.cholpon.press(ru("Comment"))
        await people.cholpon.says("Уточните")
        await people.cholpon.press(ru("Done"))
    if form in ("add-text", "share-finding"):
        await people.nazira.opens("f1")
        await people.nazira.press("New version")
        for act in (
            '"Другой заголовок',
            "Done",
            "Keep this text",
            "Skip",
            "Skip",
            '"Новое',
            "Next",
            "Keep as a draft",
        ):
            await acts(people.nazira, act)
    person: Someone = getattr(people, name)
    await find_form(person, way)
    return person


def answers(form: str) -> Iterator[list[str]]:
    """The acts for each question: a text that may come in several messages takes two."""
    waiting = [*FORMS[form][2], ""]
    for act, following in itertools.pairwise(waiting):
        if act != "Done":
            yield [act, *(["Done"] if following == "Done" else [])]


async def find_form(person: Someone, way: list[str]) -> None:
    await person.opens("f1")
    for act in way:
        await acts(person, act)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
async def test_every_form_survives_a_restart_before_every_step_and_goes_back_from_it(
    bot: Stage, people: Committee, form: str
) -> None:
    person = await open_form(people, form)
    for answer in answers(form):
        question = person.screen
        for act in answer:
            await bot.restart()
            await acts(person, act)
        if FORMS[form][3] not in person.screen:
            await person.press("Back")
            assert person.screen == question
            for act in answer:
                await acts(person, act)
    assert FORMS[form][3] in person.screen


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
async def test_every_form_can_be_given_up_at_every_step(people: Committee, form: str) -> None:
    person = await open_form(people, form)
    _, way, steps, end = FORMS[form]
    for done in range(len(steps)):
        if done:
            await find_form(person, way)
        for act in steps[:done]:
            await acts(person, act)
        await person.says("/cancel")
        assert person.screen.startswith("The form was discarded. Nothing was recorded.")
        await person.says("/cancel")
        assert person.screen.startswith("The bot is not asking you anything now")
        person.does_not_see(end)
