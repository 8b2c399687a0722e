"""Questions from the first word to the last: asked in private and in the group, answered, read in three languages."""

import pytest

from bot.forms.records import forms
from bot.ids import AgendaItemId, AnswerId, MeetingId, QuestionId
from bot.playground.stage import Stage
from bot.questions import records
from bot.questions.actions import (
    AnswerQuestion,
    DeclineQuestion,
    PublishAnswer,
    SeparateQuestion,
    SupportQuestion,
)
from bot.questions.model import Question, Session, Standing
from tests.journeys.house import count
from tests.journeys.scenes import DAY, HOUR, Scene, assemble
from tests.journeys.test_group import bound
from tests.questions.meeting import Meetings, in_session

KYRGYZ = "Изилдөөнүн алдын ала тыянактары кандай?"
RUSSIAN = "Нехватка финансирования; недостаток понимания; важно определить ССЭ."
ENGLISH = "Lack of funding; lack of understanding; it is important to define the SSE."


@pytest.fixture
def meetings(monkeypatch: pytest.MonkeyPatch) -> Meetings:
    return in_session(monkeypatch)


@pytest.fixture
async def scene(meetings: Meetings, bot: Stage) -> Scene:
    return await assemble(bot)


async def question(scene: Scene, number: int = 1) -> Question:
    found = await scene.bot.app.store.read(lambda tx: records.question(tx, QuestionId(number)))
    assert found is not None
    return found


async def asks(scene: Scene, name: str, text: str, attribution: str = "By my name") -> None:
    await scene[name].says(f"/ask {text}")
    await scene.press(name, attribution)


async def answers(scene: Scene, name: str, text: str) -> None:
    await scene.press(name, "Write the answer")
    await scene.writes(name, text)
    await scene.press(name, "Publish the answer")


async def translates(scene: Scene, name: str, what: str, language: str, text: str) -> None:
    await scene.press(name, what)
    await scene[name].press(language)
    await scene.writes(name, text)
    await scene[name].says("J. Translator")


@pytest.mark.slow
async def test_asked_in_kyrgyz_answered_in_russian_read_in_english_with_a_human_translation(
    scene: Scene,
) -> None:
    await asks(scene, "aigul", KYRGYZ)
    scene.sees("nazira", "A question was asked.")
    scene.sees("nazira", "Answer due: {date}", date="четверг, 15 декабря 2022 г., 18:00 (Бишкек)")
    await scene.press("nazira", "I will answer")
    scene.sees("aigul", "Your question {label} is being answered.", label="Q1")
    await answers(scene, "nazira", RUSSIAN)
    scene.sees("aigul", "Your question {label} was answered.", label="Q1")
    assert RUSSIAN in scene["aigul"].screen
    assert "Түпнуска тили: орусча" in scene["aigul"].screen
    await scene["anna"].says("/start q1")
    await translates(scene, "anna", "Translate the answer", "English", ENGLISH)
    await translates(scene, "anna", "Translate the question", "English", "What did the study find?")
    await scene["olivia"].says("/questions")
    assert "What did the study find?" in scene["olivia"].screen
    await scene["olivia"].press("Q1")
    assert ENGLISH in scene["olivia"].screen
    assert "Translation: J. Translator. Original language: Russian" in scene["olivia"].screen
    await scene["olivia"].press("Show the original")
    assert RUSSIAN in scene["olivia"].screen
    assert KYRGYZ in scene["olivia"].screen


@pytest.mark.slow
async def test_an_unanswered_question_waits_in_the_owners_todo_and_reminds_first_them_then_the_organizer(
    scene: Scene,
) -> None:
    await asks(scene, "temir", "Когда члены комитета получат проект для замечаний?")
    await scene.press("nazira", "I will answer")
    await scene["nazira"].says("/todo")
    assert any("Q1" in label for label in scene["nazira"].buttons)
    due = (await question(scene)).due_at
    assert due is not None
    before = len(scene["nazira"].cards)
    await scene.bot.move(due - HOUR)
    assert len(scene["nazira"].cards) == before
    await scene.bot.move(due + HOUR)
    scene.sees("nazira", "<b>A question without an answer</b>")
    assert scene.words("anna", "<b>A question without an answer</b>") not in scene["anna"].screen
    await scene.bot.move(due + 2 * DAY)
    scene.sees("anna", "Overdue since: {date}", date="Thursday, 15 December 2022, 18:00 (Bishkek)")
    cards = len(scene["anna"].cards), len(scene["nazira"].cards)
    await scene.bot.move(due + 9 * DAY)
    assert (len(scene["anna"].cards), len(scene["nazira"].cards)) == cards


@pytest.mark.slow
async def test_an_answered_question_reminds_nobody(scene: Scene) -> None:
    await asks(scene, "temir", "Когда?")
    await answers(scene, "nazira", "Скоро.")
    cards = {name: len(person.cards) for name, person in scene.people.items()}
    await scene.bot.move(scene.bot.clock.now() + 20 * DAY)
    assert {name: len(person.cards) for name, person in scene.people.items()} == cards


@pytest.mark.slow
async def test_a_question_in_the_group_is_answered_in_the_group_and_its_edit_is_shown_as_such(
    scene: Scene, meetings: Meetings
) -> None:
    meetings.session = Session(MeetingId(3), AgendaItemId(6))
    group, _ = await bound(scene)
    temir = scene["temir"].within(group)
    await temir.says(f"/ask@{scene.bot.telegram.bot.username} Когда будет проект?")
    temir.sees("Вопрос зарегистрирован: Q1")
    found = await question(scene)
    assert (found.meeting, found.item, found.text) == (3, 6, "Когда будет проект?")
    message = next(m for m in temir.own if "Когда будет" in m.text)
    await temir.edits(message, f"/ask@{scene.bot.telegram.bot.username} Когда будет готов проект?")
    found = await question(scene)
    assert (found.text, found.edited) == ("Когда будет проект?", "Когда будет готов проект?")
    await scene["nazira"].says("/start q1")
    scene.sees(
        "nazira",
        "Edited in the group on {moment}: {text}",
        moment="8 декабря 2022 г., 14:00 (Бишкек)",
        text="Когда будет готов проект?",
    )
    await answers(scene, "nazira", "В марте.")
    temir.sees("На вопрос дан ответ.*В марте")


@pytest.mark.slow
async def test_what_somebody_said_in_the_group_becomes_their_question_and_they_may_withdraw_it(
    scene: Scene,
) -> None:
    group, _ = await bound(scene)
    bermet, temir = scene["bermet"].within(group), scene["temir"].within(group)
    await bermet.says("Жарандык коом кантип катышат?")
    said = bermet.own[-1]
    await scene.bot.move(scene.bot.clock.now() + HOUR)
    await temir.says(f"/ask@{scene.bot.telegram.bot.username}", reply_to=said)
    temir.sees("Вопрос зарегистрирован: Q1")
    found = await question(scene)
    assert (found.text, found.language) == ("Жарандык коом кантип катышат?", "ky")
    assert int(found.asked_at.timestamp()) == said.date
    scene.sees(
        "bermet",
        "What you wrote in the group was kept as question {label}. You may withdraw it, or change who is named.",
        label="Q1",
    )
    assert "Bermet Member, Cooperative" in scene["bermet"].screen
    await scene.press("bermet", "Who is named")
    await scene.press("bermet", "My organization only")
    assert "Bermet Member" not in scene["bermet"].screen
    scene.bot.telegram.chats[group.id].messages.pop(said.message_id)
    await scene["damir"].says("/start q1")
    assert "Жарандык коом кантип катышат?" in scene["damir"].screen
    await scene.press("bermet", "Withdraw")
    await scene.press("bermet", "Yes, withdraw")
    assert (await question(scene)).text == ""
    assert (await question(scene)).standing is Standing.WITHDRAWN
    await scene["damir"].says("/start q1")
    scene.sees("damir", "There is no such question among those that you can read.")


async def test_ask_as_a_reply_to_the_bot_or_to_a_voice_note_says_what_is_missing(scene: Scene) -> None:
    group, here = await bound(scene)
    temir = scene["temir"].within(group)
    command = f"/ask@{scene.bot.telegram.bot.username}"
    await temir.says(command)
    temir.sees("Напишите вопрос после команды или ответьте ею")
    await temir.says(command, reply_to=here.cards[-1])
    temir.sees("То сообщение написал сам бот")
    assert await scene.bot.app.store.read(lambda tx: records.question(tx, QuestionId(1))) is None


async def test_a_strangers_words_are_kept_without_their_name_and_a_stranger_cannot_ask(
    scene: Scene,
) -> None:
    group, _ = await bound(scene)
    stranger = scene.bot.someone("Strange Guest")
    scene.bot.telegram.join(group, stranger.user) if hasattr(
        scene.bot.telegram, "join"
    ) else group.members.update({stranger.user.id: "member"})
    guest = stranger.within(group)
    await guest.says("What about care services?")
    await scene["temir"].within(group).says(f"/ask@{scene.bot.telegram.bot.username}", reply_to=guest.own[-1])
    await scene["damir"].says("/start q1")
    scene.sees("damir", "a participant of the group chat")
    assert "Strange" not in scene["damir"].screen
    await guest.says(f"/ask@{scene.bot.telegram.bot.username} And now?")
    assert await scene.bot.app.store.read(lambda tx: records.question(tx, QuestionId(2))) is None


async def test_plus_one_counts_once_and_not_for_ones_own(scene: Scene) -> None:
    await asks(scene, "temir", "Когда?")
    tap = SupportQuestion(scene.where, QuestionId(1))
    for _ in range(2):
        await scene.taps("damir", tap)
    scene.sees("damir", "Your +1 for {label} is counted already, once.", label="Q1")
    await scene.taps("aigul", tap)
    await scene.taps("temir", tap)
    scene.sees("temir", "{label} is your own question, so it takes no +1 of yours.", label="Q1")
    assert await scene.bot.app.store.read(lambda tx: records.support(tx, QuestionId(1))) == 2
    await scene["nazira"].says("/start q1")
    await answers(scene, "nazira", "Скоро.")
    scene.sees("damir", "Question {label} was answered.", label="Q1")
    scene.sees("aigul", "Question {label} was answered.", label="Q1")


@pytest.mark.slow
async def test_a_duplicate_is_merged_and_both_askers_are_told(scene: Scene) -> None:
    await asks(scene, "temir", "Когда будет проект?")
    await asks(scene, "damir", "When is the draft due?", "Without a name")
    await scene["nazira"].says("/start q2")
    await scene.press("nazira", "Merge")
    await scene["nazira"].says("Q9")
    scene.sees("nazira", "There is no {label}. Please write another number.", label="Q9")
    await scene["nazira"].says("1")
    scene.sees(
        "nazira", "{label} was merged into {into}. Both askers are told of the answer.", label="Q2", into="Q1"
    )
    scene.sees(
        "damir",
        "Your question {label} asks the same as {into}. You are told of its answer.",
        label="Q2",
        into="Q1",
    )
    await scene.taps("nazira", AnswerQuestion(scene.where, QuestionId(2)))
    scene.sees(
        "nazira",
        "{label} was merged into {into}. Please use {into}. Nothing was recorded.",
        label="Q2",
        into="Q1",
    )
    await answers(scene, "nazira", "В марте.")
    for name in ("temir", "damir"):
        assert "В марте." in scene[name].screen, name
    assert (await question(scene, 2)).asker.address is None


@pytest.mark.slow
async def test_questions_that_were_merged_by_mistake_are_parted_and_the_asker_is_told(scene: Scene) -> None:
    await asks(scene, "temir", "Когда будет проект?")
    await asks(scene, "damir", "Who decides?", "Without a name")
    await scene["nazira"].says("/start q2")
    await scene.press("nazira", "Merge")
    await scene["nazira"].says("1")
    await scene["nazira"].says("/start q2")
    await scene.press("nazira", "Not the same")
    scene.sees(
        "nazira",
        "{label} stands by itself again, apart from {other}, and waits for an answer.",
        label="Q2",
        other="Q1",
    )
    scene.sees("damir", "Your question {label} gets an answer of its own after all.", label="Q2")
    await scene.taps("nazira", SeparateQuestion(scene.where, QuestionId(2)))
    scene.sees("nazira", "{label} is merged into no other question.", label="Q2")
    await scene["nazira"].says("/start q1")
    await answers(scene, "nazira", "В марте.")
    assert "В марте." not in scene["damir"].screen
    await scene["nazira"].says("/start q2")
    await answers(scene, "nazira", "Комитет.")
    scene.sees("damir", "Where to write to you is erased now")


@pytest.mark.slow
async def test_the_group_is_told_the_answer_to_what_was_asked_there_and_merged(scene: Scene) -> None:
    group, _ = await bound(scene)
    temir = scene["temir"].within(group)
    await asks(scene, "damir", "When is the draft due?")
    await temir.says(f"/ask@{scene.bot.telegram.bot.username} Когда будет проект?")
    await scene["nazira"].says("/start q2")
    await scene.press("nazira", "Merge")
    await scene["nazira"].says("1")
    await answers(scene, "nazira", "В марте.")
    said = temir.sees("На вопрос дан ответ.*Q2.*Когда будет проект.*В марте")
    assert "When is the draft due" not in said.text, "what was asked in private stays there"


async def test_a_member_does_not_answer_and_is_told_who_does(scene: Scene) -> None:
    await asks(scene, "temir", "Когда?")
    await scene.taps("damir", AnswerQuestion(scene.where, QuestionId(1)))
    scene.sees("damir", "Questions are answered by consultants, organizers and the chair.")
    await scene.press("nazira", "I will answer")
    await scene.taps("damir", PublishAnswer(scene.where, QuestionId(1), AnswerId(1)))
    assert "Answers: Nazira Consultant" in scene["damir"].screen
    await scene["anna"].says("/start q1")
    assert "I will answer" not in scene["anna"].buttons, "what is taken is assigned, not claimed"
    assert "Assign" in scene["anna"].buttons


@pytest.mark.slow
async def test_a_corrected_answer_keeps_what_it_was(scene: Scene) -> None:
    await asks(scene, "damir", "When?")
    await answers(scene, "nazira", "В марте.")
    await scene.press("nazira", "Correct the answer")
    await scene.writes("nazira", "В апреле.")
    await scene.press("nazira", "Publish the answer")
    scene.sees("damir", "The answer to question {label} was corrected.", label="Q1")
    assert "В апреле." in scene["damir"].screen
    await scene.press("damir", "Earlier answers ({n})", n=1)
    await scene.press("damir", "Next page")
    assert "В марте." in scene["damir"].screen


async def test_where_questions_wait_to_be_accepted_the_asker_hears_of_each_step(scene: Scene) -> None:
    await scene["anna"].says("/questions")
    await scene.press("anna", "Questions wait to be accepted: off")
    await asks(scene, "damir", "When?")
    scene.sees("damir", "It stands in the list once the secretariat has accepted it.")
    await scene["temir"].says("/questions")
    assert "When?" not in scene["temir"].screen
    await scene.press("anna", "Accept")
    scene.sees("damir", "Your question {label} was accepted.", label="Q1")
    await asks(scene, "temir", "Зачем?", "Without a name")
    await scene.press("anna", "Decline")
    await scene["anna"].says("It was answered in the kick-off.")
    scene.sees("temir", "Your question {label} was declined.", label="Q2")
    assert (await question(scene, 2)).asker.address is None
    assert "It was answered in the kick-off." in scene["temir"].screen


async def test_whoever_declines_what_another_has_accepted_is_not_asked_why_in_vain(scene: Scene) -> None:
    await scene["anna"].says("/questions")
    await scene.press("anna", "Questions wait to be accepted: off")
    await asks(scene, "damir", "When?")
    await scene.press("anna", "Accept")
    await scene.taps("cholpon", DeclineQuestion(scene.where, QuestionId(1)))
    scene.sees("cholpon", "{label} was accepted already.", label="Q1")
    await scene.taps("temir", DeclineQuestion(scene.where, QuestionId(1)))
    assert await count(scene.bot, forms) == 0, "nobody is asked for a reason that nobody would read"


async def test_nothing_closes_without_an_answer(scene: Scene) -> None:
    from bot.questions.actions import CloseQuestion

    await asks(scene, "damir", "When?")
    await scene.taps("damir", CloseQuestion(scene.where, QuestionId(1)))
    scene.sees("damir", "{label} has no answer yet, and nothing closes without one.", label="Q1")
    await answers(scene, "nazira", "В марте.")
    await scene.press("damir", "Close the question")
    assert (await question(scene)).standing is Standing.CLOSED


@pytest.mark.slow
async def test_an_answer_becomes_draft_findings_one_by_one_or_in_one_go(scene: Scene) -> None:
    await asks(scene, "damir", "What did you find?")
    await answers(scene, "nazira", RUSSIAN)

    async def drafts(text: str) -> None:
        await scene.press("nazira", "Make draft findings")
        await scene.press("nazira", "finding")
        await scene.writes("nazira", text)

    await drafts("Нехватка финансирования\n\nЕё называют все")
    scene.sees("nazira", "An empty line stands between these parts. Is each of them a finding?")
    await scene.press("nazira", "One finding")
    await drafts("Недостаток понимания\nПочти везде\n\nВажно определить ССЭ\n \nНет определения")
    assert "2. Важно определить ССЭ" in scene["nazira"].screen
    await scene.press("nazira", "Several findings: {n}", n=3)
    scene.sees(
        "nazira",
        "Kept as drafts, out of the answer to {question}: {labels}. The committee does not see them.",
        question="Q1",
        labels="F2, F3, F4",
    )
    scene.sees("nazira", "Findings from the answer: {labels}", labels="F1, F2, F3, F4")
    await scene["damir"].says("/start q1")
    assert "F1" not in scene["damir"].screen
    await scene["nazira"].says("/start f2")
    assert "Недостаток понимания" in scene["nazira"].screen
    await scene.press("nazira", "Drafted from: {label}", label="Q1")
    assert RUSSIAN in scene["nazira"].screen


@pytest.mark.slow
async def test_of_several_findings_each_needs_a_title(scene: Scene) -> None:
    await asks(scene, "damir", "What did you find?")
    await answers(scene, "nazira", RUSSIAN)
    await scene.press("nazira", "Make draft findings")
    await scene.press("nazira", "finding")
    await scene.writes("nazira", "Нехватка финансирования\n\n…\n\nНет определения")
    await scene.press("nazira", "Several findings: {n}", n=3)
    assert "Kept" not in scene["nazira"].screen
    await scene.press("nazira", "One finding")
    scene.sees("nazira", "Findings from the answer: {labels}", labels="F1")


@pytest.mark.parametrize("text", ["🙂", "…?!"])
async def test_a_question_needs_words(scene: Scene, text: str) -> None:
    await scene["damir"].says("/ask")
    scene.sees(
        "damir",
        "Please write your question in one message. It will be recorded and passed to the organizers.",
    )
    await scene["damir"].says(text)
    scene.sees("damir", "A question needs words. Please write it again.")
    await scene["damir"].says("When?")
    await scene.press("damir", "By my name")
    assert (await question(scene)).text == "When?"


async def test_a_question_of_4096_characters_is_kept_whole_and_read_page_by_page(scene: Scene) -> None:
    text = ("When will it be? " * 241)[:4095] + "!"
    await scene["damir"].says("/ask")
    await scene["damir"].says(text)
    await scene["damir"].says("And the rest of it")
    scene.sees("damir", "A question is one message of up to 4,096 characters")
    await scene.press("damir", "By my name")
    assert (await question(scene)).text == text
    await scene.press("damir", "The whole question")
    first = scene["damir"].screen
    await scene.press("damir", "Next page")
    assert len(first) + len(scene["damir"].screen) > 4096
    assert scene["damir"].screen.endswith("!")


async def test_of_a_photo_the_caption_is_taken_and_of_a_voice_note_nothing(scene: Scene) -> None:
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    )
    await scene["damir"].says("/ask")
    await scene["damir"].sends_photo(png)
    scene.sees("damir", "Only text can be taken here. Nothing was recorded.")
    await scene["damir"].sends_photo(png, "When will it be?")
    await scene.press("damir", "By my name")
    assert (await question(scene)).text == "When will it be?"
