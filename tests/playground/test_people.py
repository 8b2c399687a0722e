"""People and groups: what they can do, what they see, and what of it reaches the bot."""

import pytest

from bot.playground.model import Chat, User
from bot.playground.people import Someone
from bot.playground.refusals import NotPossible
from bot.playground.telegram import Telegram
from tests.playground.conftest import Api
from tests.playground.echo import EchoBot

VOTE = {
    "inline_keyboard": [
        [{"text": "Approve", "callback_data": "a"}, {"text": "Approve with changes", "callback_data": "c"}],
        [
            {"text": "Copy text", "copy_text": {"text": "F4"}},
            {"text": "Open F4", "url": "https://t.me/nac_playground_bot?start=f4"},
        ],
    ]
}


@pytest.fixture
def bot(telegram: Telegram, api: Api) -> EchoBot:
    return EchoBot(telegram, api)


@pytest.fixture
def someone(telegram: Telegram, aida: User, bot: EchoBot) -> Someone:
    return Someone(telegram, aida, bot.settle)


async def test_a_person_says_presses_and_sees(someone: Someone, api: Api) -> None:
    await someone.says("Салам")
    assert someone.screen == "You wrote Салам"
    await api("sendMessage", chat_id=someone.user.id, text="F4", reply_markup=VOTE)
    assert someone.buttons == ["Approve", "Approve with changes", "Copy text", "Open F4"]
    await someone.press("Approve")
    assert someone.sees(r"Recorded: a").buttons == []
    assert someone.popup == "Counted"
    someone.does_not_see("Recorded: c")


async def test_part_of_a_buttons_words_is_enough_where_it_is_the_only_one(someone: Someone, api: Api) -> None:
    await api("sendMessage", chat_id=someone.user.id, text="F4", reply_markup=VOTE)
    with pytest.raises(AssertionError, match="several buttons"):
        await someone.press("Appro")
    await someone.press("with changes")
    someone.sees("Recorded: c")


async def test_links_open_the_bot_and_texts_are_copied(someone: Someone, api: Api) -> None:
    await api("sendMessage", chat_id=someone.user.id, text="F4", reply_markup=VOTE)
    await someone.press("Copy")
    assert someone.clipboard == "F4"
    await someone.press("Open F4")
    assert someone.screen == "You wrote /start f4"
    await someone.opens("https://t.me/nac_playground_bot?start=abc")
    assert someone.screen == "You wrote /start abc"


async def test_what_is_not_there_cannot_be_pressed_or_seen(someone: Someone) -> None:
    await someone.says("hello")
    with pytest.raises(AssertionError, match=r"no button 'Approve'[^$]*You wrote hello"):
        await someone.press("Approve")
    with pytest.raises(AssertionError, match=r"does not see 'Ballot'"):
        someone.sees("Ballot")
    with pytest.raises(AssertionError):
        someone.does_not_see("wrote")


async def test_only_a_forgery_carries_data_that_no_button_has(
    someone: Someone, bot: EchoBot, api: Api
) -> None:
    card = await api("sendMessage", chat_id=someone.user.id, text="F4", reply_markup=VOTE)
    with pytest.raises(NotPossible):
        someone.telegram.press(someone.user, card["message_id"], "x")
    await someone.forges("x")
    assert bot.seen[-1]["callback_query"]["data"] == "x"


async def test_a_long_text_arrives_in_pieces(someone: Someone, bot: EchoBot) -> None:
    someone.telegram.send_text(someone.user, "🗳" * 4097)
    updates = await bot.api("getUpdates")
    assert [len(update["message"]["text"]) for update in updates] == [2048, 2048, 1]
    pieces = someone.telegram.send_text(someone.user, "x" + "🗳" * 2048)
    assert [len(piece.text) for piece in pieces] == [2048, 1], "an emoji is never cut in two"


async def test_a_protected_message_cannot_be_forwarded(someone: Someone, api: Api) -> None:
    draft = await api("sendMessage", chat_id=someone.user.id, text="Draft", protect_content=True)
    with pytest.raises(NotPossible, match="protected"):
        someone.telegram.forward(someone.user, draft["message_id"])
    opened = await api("sendMessage", chat_id=someone.user.id, text="Result")
    assert someone.telegram.forward(someone.user, opened["message_id"]).text == "Result"


async def test_an_edit_and_a_file_reach_the_bot(someone: Someone, bot: EchoBot) -> None:
    await someone.says("one")
    await someone.edits(someone.own[-1], "two")
    assert bot.seen[-1]["edited_message"]["text"] == "two"
    await someone.sends_file("minutes.pdf", b"%PDF", "Draft")
    assert bot.seen[-1]["message"]["document"]["file_name"] == "minutes.pdf"
    await someone.blocks()
    assert bot.seen[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await someone.says("back again")
    assert bot.seen[-2]["my_chat_member"]["new_chat_member"]["status"] == "member"


@pytest.fixture
def group(telegram: Telegram, aida: User) -> Chat:
    chat = telegram.group("НКК", aida)
    telegram.add_bot(chat, aida)
    telegram.updates.clear()
    return chat


@pytest.mark.parametrize(
    ("words", "reaches"),
    [
        ("/ask@nac_playground_bot When?", True),
        ("/ask When?", True),
        ("/ask@another_bot When?", False),
        ("good morning", False),
        ("@nac_playground_bot hello", True),
        ("see /home/ask", False),
    ],
)
async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    telegram: Telegram, aida: User, group: Chat, words: str, reaches: bool
) -> None:
    telegram.send_text(aida, words, chat=group)
    assert len(telegram.updates) == reaches


async def test_replies_to_the_bot_reach_it_and_an_administrator_hears_everything(
    telegram: Telegram, api: Api, aida: User, group: Chat
) -> None:
    post = await api("sendMessage", chat_id=group.id, text="Meeting on Thursday")
    telegram.send_text(aida, "thanks", reply_to=post["message_id"], chat=group)
    assert len(telegram.updates) == 1
    telegram.promote_bot(group, aida)
    telegram.send_text(aida, "good morning", chat=group)
    assert len(telegram.updates) == 3


async def test_a_bot_that_left_or_was_removed_cannot_write(
    telegram: Telegram, api: Api, aida: User, group: Chat
) -> None:
    assert await api("leaveChat", chat_id=group.id) is True
    assert (
        await api("sendMessage", chat_id=group.id, text="x")
        == "Forbidden: bot is not a member of the group chat"
    )
    telegram.add_bot(group, aida)
    telegram.remove_bot(group, aida)
    assert (
        await api("sendMessage", chat_id=group.id, text="x")
        == "Forbidden: bot was kicked from the group chat"
    )


async def test_a_person_acts_within_a_group(someone: Someone, group: Chat) -> None:
    there = someone.within(group)
    await there.says("/ask When?")
    assert there.screen == "You wrote /ask When?"
    assert someone.screen == ""


async def test_a_question_as_a_reply_shows_the_bot_whose_words_it_answers(
    telegram: Telegram, api: Api, someone: Someone, bot: EchoBot, group: Chat
) -> None:
    bakyt = telegram.user("Бакыт")
    telegram.join(group, bakyt)
    [said] = telegram.send_text(bakyt, "When do we see the draft?", chat=group)
    await someone.within(group).says("/ask@nac_playground_bot", reply_to=said, quote="the draft")
    heard = bot.seen[-1]["message"]
    assert heard["reply_to_message"]["from"]["id"] == bakyt.id
    assert heard["reply_to_message"]["text"] == "When do we see the draft?"
    assert heard["quote"] == {"text": "the draft", "position": 15, "is_manual": True}
    with pytest.raises(NotPossible, match="does not say"):
        await someone.within(group).says("/ask", reply_to=said, quote="the minutes")


@pytest.mark.parametrize(("again", "reaches"), [("good evening", False), ("/ask When?", True)])
async def test_an_edit_in_a_group_reaches_the_bot_as_a_new_message_would(
    telegram: Telegram, someone: Someone, group: Chat, again: str, reaches: bool
) -> None:
    there = someone.within(group)
    [said] = telegram.send_text(someone.user, "good morning https://ilo.org", chat=group)
    telegram.updates.clear()
    telegram.edit(someone.user, said.message_id, again, group)
    assert len(telegram.updates) == reaches
    assert [message.text for message in there.own][-1] == again
    assert [entity["type"] for entity in said.content.get("entities", [])] == ["bot_command"] * reaches


async def test_an_anonymous_administrator_seems_to_be_the_group(
    telegram: Telegram, api: Api, someone: Someone, bot: EchoBot, group: Chat
) -> None:
    supergroup = telegram.remain_anonymous(group, someone.user)
    assert supergroup.type == "supergroup"
    there = someone.within(supergroup)
    await there.says("/help")
    heard = bot.seen[-1]["message"]
    assert (heard["from"]["username"], heard["sender_chat"]["id"]) == ("GroupAnonymousBot", supergroup.id)
    assert there.own[-1].text == "/help"
    assert (await api("getChatMember", chat_id=supergroup.id, user_id=someone.user.id))["is_anonymous"]
    telegram.show_name(supergroup, someone.user)
    await there.says("/help")
    assert bot.seen[-1]["message"]["from"]["id"] == someone.user.id
    assert "sender_chat" not in bot.seen[-1]["message"]


async def test_a_place_and_a_contact_reach_the_bot(someone: Someone, bot: EchoBot) -> None:
    await someone.sends_place(42.8746, 74.5698, "Министрлик", "Тыныстанов 215")
    assert bot.seen[-1]["message"]["venue"]["location"] == bot.seen[-1]["message"]["location"]
    await someone.sends_place(42.8746, 74.5698)
    assert "venue" not in bot.seen[-1]["message"]
    await someone.sends_contact("+996312000000", "Нурбек", "Асанов")
    assert bot.seen[-1]["message"]["contact"]["last_name"] == "Асанов"
