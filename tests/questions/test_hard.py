"""Questions where something goes wrong: two taps at once, an answer put off, strangers, other groups, no words."""

import pytest
from sqlalchemy import func, select

from bot.committee.model import Role
from bot.ids import AnswerId, CommitteeId, QuestionId
from bot.intake.records import updates
from bot.playground.model import Chat
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.questions import answering, asking
from bot.questions.actions import PublishAnswer, ShowQuestion, SupportQuestion, WithdrawQuestion
from bot.questions.model import Attribution, Standing
from bot.questions.records import tables
from bot.seal import Seal
from bot.store import Tx
from tests.journeys.house import bytes_in
from tests.journeys.scenes import MINUTE, Part, Place, Scene, assemble
from tests.journeys.test_group import bound
from tests.meetings.house import named
from tests.questions.no_meetings import NoMeetings
from tests.questions.test_journeys import answers, asks, question

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await assemble(bot)


async def asked(scene: Scene) -> int:
    return await scene.bot.app.store.read(
        lambda tx: int(tx.execute(select(func.count()).select_from(tables.questions)).scalar_one())
    )


def command(scene: Scene) -> str:
    return f"/ask@{scene.bot.telegram.bot.username}"


def wait(scene: Scene, method: str) -> None:
    scene.bot.telegram.fail_next(method, 429, "Too Many Requests: retry after 5", {"retry_after": 5})


async def test_two_taps_at_once_ask_one_question(scene: Scene) -> None:
    await scene["damir"].says("/ask When will it be?")
    card = scene["damir"].latest
    data = next(b["callback_data"] for b in card.buttons if b["text"] == "By my name")
    for _ in range(2):
        scene.bot.telegram.press(scene["damir"].user, card.message_id, data)
    await scene.bot.settle()
    assert await asked(scene) == 1


async def test_an_answer_that_is_corrected_before_it_goes_out_is_told_once(scene: Scene) -> None:
    bot = scene.bot

    def twice(tx: Tx) -> None:
        at, damir, nazira = bot.clock.now(), named(tx, scene, "damir"), named(tx, scene, "nazira")
        outcome = asking.ask(
            tx, damir, NoMeetings(), Seal(b"tests"), text="When?", attribution=Attribution.NAME, at=at
        )
        number, over = QuestionId(outcome.facts["question"]), None
        for n, text in enumerate(("In January", "In February")):
            said = answering.answer(tx, nazira, number, text, at + n * MINUTE, now=True, over=over)
            over = AnswerId(said.facts["answer"])

    await bot.app.store.write(twice)
    await bot.move(bot.clock.now() + 2 * MINUTE)
    told = [screen for screen in scene["damir"].screens if "Q1" in screen and "answer" in screen]
    assert len(told) == 1
    assert "In February" in told[0]


async def test_a_question_in_the_group_whose_answer_is_put_off_is_kept_once_and_answered_later(
    scene: Scene,
) -> None:
    group, here = await bound(scene)
    wait(scene, "sendMessage")
    await scene["damir"].within(group).says(f"{command(scene)} When will it be?")
    assert await asked(scene) == 1
    await scene.bot.move(scene.bot.clock.now() + MINUTE)
    here.sees("Вопрос зарегистрирован: Q1")
    assert await asked(scene) == 1


async def test_an_unnamed_question_whose_answer_is_put_off_leaves_no_trace_in_the_end(scene: Scene) -> None:
    await scene["damir"].says("/ask Who knows <everything>?")
    wait(scene, "editMessageText")
    await scene["damir"].press("Without a name")
    await scene.bot.move(scene.bot.clock.now() + MINUTE)
    scene.sees("damir", "Your name is not kept with it.")

    def senders(tx: Tx) -> list[int]:
        return [row.sender for row in tx.execute(select(updates.c.sender))]

    assert set(await scene.bot.app.store.read(senders)) == {0}
    await scene["damir"].press("Withdraw")
    await scene["damir"].press("Yes, withdraw")
    assert b"Who knows" not in bytes_in(scene.bot.data)


async def test_a_form_that_waits_for_its_attribution_survives_a_restart(scene: Scene) -> None:
    await scene["damir"].says("/ask When will it be?")
    await scene.bot.restart()
    await scene["damir"].press("By my name")
    assert (await question(scene)).text == "When will it be?"


@pytest.mark.slow
async def test_a_sealed_answer_that_waits_reaches_its_asker_after_a_restart(scene: Scene) -> None:
    await asks(scene, "damir", "When will it be?", "Without a name")
    await scene["nazira"].says("/start q1")
    await scene.press("nazira", "Write the answer")
    await scene.writes("nazira", "В марте.")
    scene.bot.telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 30", {"retry_after": 30})
    await scene.press("nazira", "Publish the answer")
    await scene.bot.restart()
    await scene.bot.move(scene.bot.clock.now() + MINUTE)
    scene.sees("damir", "Your question {label} was answered.", label="Q1")


async def test_a_stranger_and_an_unconnected_group_are_told_so(scene: Scene) -> None:
    group, _ = await bound(scene)
    stranger = scene.bot.someone("Strange")
    scene.bot.telegram.join(group, stranger.user)
    guest = stranger.within(group)
    await guest.says(f"{command(scene)} When?")
    guest.sees("Пожалуйста, обратитесь в свой секретариат|секретариат")
    other: Chat = scene.bot.telegram.group("Elsewhere", scene["damir"].user)
    scene.bot.telegram.add_bot(other, scene["damir"].user)
    await scene.bot.settle()
    damir = scene["damir"].within(other)
    await damir.says(f"{command(scene)} When?")
    damir.sees("This chat is not connected to a committee.")
    assert await asked(scene) == 0


async def test_an_anonymous_administrator_cannot_ask(scene: Scene) -> None:
    group, _ = await bound(scene)
    supergroup = scene.bot.telegram.remain_anonymous(group, scene["damir"].user)
    await scene.bot.settle()
    damir: Someone = scene["damir"].within(supergroup)
    await damir.says(f"{command(scene)} When?")
    damir.sees("анонимно")
    assert await asked(scene) == 0


async def test_of_a_voice_note_text_is_wanted_and_of_a_photo_the_caption_is_taken(scene: Scene) -> None:
    group, _ = await bound(scene)
    temir = scene["temir"].within(group)
    voice = scene.bot.telegram.send_voice(scene["damir"].user, b"ogg", chat=group)
    await scene.bot.settle()
    await temir.says(command(scene), reply_to=voice)
    temir.sees("В том сообщении нет текста")
    assert await asked(scene) == 0
    photo = scene.bot.telegram.send_photo(scene["damir"].user, PNG, "What is this?", chat=group)
    await scene.bot.settle()
    await temir.says(command(scene), reply_to=photo)
    temir.sees("Принят только текст, без изображения или файла")
    assert (await question(scene)).text == "What is this?"


async def test_a_command_under_a_picture_asks_in_the_group_and_its_edit_is_kept(scene: Scene) -> None:
    group, _ = await bound(scene)
    damir = scene["damir"].within(group)
    await damir.sends_photo(PNG, "A picture for all of us")
    assert await asked(scene) == 0
    await damir.sends_photo(PNG, f"{command(scene)} What is this?")
    damir.sees("Вопрос зарегистрирован: Q1.*Принят только текст")
    await damir.edits(damir.own[-1], f"{command(scene)} What is that?")
    found = await question(scene)
    assert (found.text, found.edited) == ("What is this?", "What is that?")
    await damir.sends_photo(PNG, command(scene))
    damir.sees("Напишите вопрос после команды")
    assert await asked(scene) == 1


async def test_a_command_under_a_picture_or_file_asks_in_private(scene: Scene) -> None:
    await scene["damir"].sends_photo(PNG, "/ask What is this?")
    scene.sees("damir", "Only the text was taken, not the picture or file.")
    await scene.press("damir", "By my name")
    assert (await question(scene)).text == "What is this?"
    await scene["damir"].sends_file("plan.pdf", b"a plan", "/ask")
    scene.sees("damir", "Only text can be taken here. Nothing was recorded.")
    scene.bot.telegram.send_voice(scene["damir"].user, b"ogg")
    await scene.bot.settle()
    scene.sees("damir", "Only text can be taken here. Nothing was recorded.")
    await scene["damir"].sends_photo(PNG, "/menu")
    assert scene.words("damir", "A question to the committee") not in scene["damir"].screen
    await scene["damir"].sends_photo(PNG, "And this?")
    scene.sees("damir", "Only the text was taken, not the picture or file.")
    await scene.press("damir", "By my name")
    assert (await question(scene, 2)).text == "And this?"


async def test_a_quoted_part_of_a_message_is_the_question(scene: Scene) -> None:
    group, _ = await bound(scene)
    damir = scene["damir"].within(group)
    await damir.says("Thank you all. When will the draft come? Best wishes")
    await (
        scene["temir"]
        .within(group)
        .says(command(scene), reply_to=damir.own[-1], quote="When will the draft come?")
    )
    assert (await question(scene)).text == "When will the draft come?"


async def test_a_message_becomes_a_question_once(scene: Scene) -> None:
    group, _ = await bound(scene)
    damir, temir = scene["damir"].within(group), scene["temir"].within(group)
    await damir.says("When will the draft come?")
    said = damir.own[-1]
    for _ in range(2):
        await temir.says(command(scene), reply_to=said)
    temir.sees("Это сообщение уже записано как вопрос: Q1")
    assert await asked(scene) == 1


async def test_what_was_withdrawn_is_neither_answered_nor_shown(scene: Scene) -> None:
    await asks(scene, "damir", "When will it be?")
    await scene["nazira"].says("/start q1")
    await scene.press("nazira", "Write the answer")
    await scene.writes("nazira", "В марте.")
    await scene.taps("damir", WithdrawQuestion(scene.where, QuestionId(1), sure=True))
    await scene.press("nazira", "Publish the answer")
    scene.sees("nazira", "{label} was withdrawn. Nothing was recorded.", label="Q1")
    assert (await question(scene)).standing is Standing.WITHDRAWN


@pytest.mark.slow
async def test_what_is_published_is_what_was_read(scene: Scene) -> None:
    """The consultant and the chair write at once: neither publishes words of the other's unseen, and none are lost."""
    await asks(scene, "damir", "When will it be?")
    for name, text in (("nazira", "В марте."), ("cholpon", "В апреле.")):
        await scene[name].says("/start q1")
        await scene.press(name, "Write the answer")
        await scene.writes(name, text)
    await scene.press("nazira", "Keep as a draft")
    await scene.press("cholpon", "Publish the answer")
    assert "В апреле." in scene["damir"].screen
    scene.sees("cholpon", "Draft answer")
    await scene.press("nazira", "Publish the answer")
    assert "В марте." in scene["damir"].screen, "her own words, that she read on the card"
    for name, text in (("cholpon", "В мае."), ("nazira", "В июне.")):
        await scene[name].says("/start q1")
        await scene.press(name, "Correct the answer")
        await scene.writes(name, text)
    await scene.press("cholpon", "Publish the answer")
    await scene.press("nazira", "Publish the answer")
    assert "Тем временем на Q1 ответил другой человек" in scene["nazira"].screen
    assert "В мае." in scene["damir"].screen
    assert "В июне." in scene["nazira"].screen
    await scene.press("nazira", "Publish the correction")
    assert "В июне." in scene["damir"].screen


async def test_an_asker_who_blocked_the_bot_is_listed_as_not_reached_and_the_answer_stands(
    scene: Scene,
) -> None:
    await asks(scene, "damir", "When will it be?")
    await scene["damir"].blocks()
    await answers(scene, "nazira", "В марте.")
    assert (await question(scene)).standing is Standing.ANSWERED
    await scene["anna"].says("/committee")
    await scene["anna"].press("Not reached")
    assert "Damir Member" in scene["anna"].screen


async def test_the_numbers_of_another_committee_open_nothing(scene: Scene) -> None:
    await asks(scene, "damir", "When will it be?")
    elsewhere = CommitteeId(scene.where + 1)
    for action in (
        ShowQuestion(elsewhere, QuestionId(1)),
        PublishAnswer(elsewhere, QuestionId(1), AnswerId(1)),
    ):
        await scene.taps("damir", action)
        assert "When will it be?" not in scene["damir"].screen


async def test_another_form_is_not_swallowed_by_a_question(scene: Scene) -> None:
    await scene["nazira"].says("/newfinding")
    await scene.press("nazira", "knowledge gap")
    await scene["nazira"].says("/ask Когда?")
    scene.sees("nazira", "You have an unfinished form: {form}", form=scene.words("nazira", "a new finding"))
    await scene.press("nazira", "Discard it and begin anew")
    await scene["nazira"].says("Когда?")
    await scene.press("nazira", "By my name")
    assert (await question(scene)).text == "Когда?"


@pytest.mark.slow
async def test_who_leaves_leaves_their_questions_behind_without_a_name(scene: Scene) -> None:
    await asks(scene, "damir", "When will it be?")
    await asks(scene, "damir", "Who decides?", "Without a name")
    await scene.taps("damir", SupportQuestion(scene.where, QuestionId(2)))
    await scene["damir"].says("/leave")
    await scene["damir"].press("Leave the committee")
    await scene["temir"].says("/start q1")
    assert "Damir" not in scene["temir"].screen
    scene.sees("temir", "former holder")
    for number in (1, 2):
        await scene["nazira"].says(f"/start q{number}")
        await answers(scene, "nazira", "В марте.")
        assert (await question(scene, number)).standing is Standing.ANSWERED
    scene["damir"].does_not_see("В марте.")


async def test_the_asker_of_another_committee_is_answered_under_its_name(bot: Stage) -> None:
    here = await assemble(bot)
    there = await assemble(
        bot,
        {"damir": here.cast["damir"], "boss": Part("Boss", "en", Role.CONSULTANT)},
        Place("MN"),
        known={"damir": here["damir"]},
    )
    await asks(here, "damir", "When will it be?", "Without a name")
    await here["nazira"].says("/start q1")
    await answers(here, "nazira", "В марте.")
    assert here["damir"].screen.startswith("KG · ")
    assert there.where != here.where
