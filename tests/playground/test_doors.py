"""The same contract through both doors, with python-telegram-bot itself as the caller."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from telegram import Bot, InputMediaDocument
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.playground.doors import InProcess, bot_api
from bot.playground.model import User
from bot.playground.telegram import Telegram
from handlers.bot_api.transport import AiohttpRequest
from tests.playground.conftest import TOKEN


@pytest.fixture(params=["in process", "over HTTP"])
async def bot(request: pytest.FixtureRequest, telegram: Telegram) -> AsyncIterator[Bot]:
    if request.param == "in process":
        async with Bot(
            TOKEN, request=InProcess(telegram), get_updates_request=InProcess(telegram)
        ) as through_door:
            yield through_door
        return
    async with TestServer(bot_api(telegram), host="127.0.0.1") as server:
        root = str(server.make_url("/"))
        async with Bot(
            TOKEN,
            base_url=f"{root}bot",
            base_file_url=f"{root}file/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        ) as through_socket:
            yield through_socket


async def test_a_message_goes_out_with_its_markup(bot: Bot, telegram: Telegram, aida: User) -> None:
    sent = await bot.send_message(
        aida.id, "<b>Ө</b> & co".replace("&", "&amp;"), parse_mode="HTML", protect_content=True
    )
    message = telegram.chats[aida.id].messages[sent.message_id]
    assert (message.text, message.protected) == ("Ө & co", True)
    assert sent.entities[0].type == "bold"


async def test_an_update_comes_in(bot: Bot, telegram: Telegram, aida: User) -> None:
    telegram.send_text(aida, "/menu")
    [update] = await bot.get_updates(timeout=0, allowed_updates=["message", "callback_query"])
    assert update.message is not None
    assert update.message.from_user is not None
    assert (update.message.text, update.message.from_user.language_code) == ("/menu", "ky")
    assert await bot.get_updates(offset=update.update_id + 1) == ()


async def test_a_file_goes_out_and_comes_back(bot: Bot, telegram: Telegram, aida: User) -> None:
    sent = await bot.send_document(aida.id, b"minutes", filename="Протокол №1.txt", caption="Draft")
    assert sent.document is not None
    assert sent.document.file_name == "Протокол №1.txt"
    again = await bot.get_file(sent.document.file_id)
    assert bytes(await again.download_as_bytearray()) == b"minutes"


async def test_an_album_goes_out(bot: Bot, aida: User) -> None:
    sent = await bot.send_media_group(
        aida.id, [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b")]
    )
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.document.file_size for message in sent if message.document] == [1, 1]


async def test_refusals_arrive_as_what_they_are(bot: Bot, telegram: Telegram, aida: User) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(42, "x")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(telegram.user("Бакыт").id, "x")
    telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 7", {"retry_after": 7})
    with pytest.raises(RetryAfter, match="Flood control"):
        await bot.send_message(aida.id, "x")


async def test_a_connection_that_dies_after_the_effect(bot: Bot, telegram: Telegram, aida: User) -> None:
    telegram.cut_next("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(aida.id, "once")
    assert [m.text for m in telegram.chats[aida.id].messages.values()].count("once") == 1


async def test_a_group_that_was_upgraded_names_its_new_id(bot: Bot, telegram: Telegram, aida: User) -> None:
    group = telegram.group("НКК", aida)
    telegram.add_bot(group, aida)
    supergroup = telegram.migrate(group, aida)
    from telegram.error import ChatMigrated

    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == supergroup.id


@pytest.mark.parametrize("token", ["123456:wrong", "nonsense"])
async def test_a_wrong_token_is_refused(telegram: Telegram, token: str) -> None:
    with pytest.raises(InvalidToken):
        async with Bot(token, request=InProcess(telegram), get_updates_request=InProcess(telegram)):
            pass


async def test_a_body_that_is_no_json_is_refused_in_words(telegram: Telegram) -> None:
    import aiohttp

    async with TestServer(bot_api(telegram), host="127.0.0.1") as server, aiohttp.ClientSession() as session:
        url = server.make_url(f"/bot{TOKEN}/sendMessage")
        async with session.post(url, data="{", headers={"Content-Type": "application/json"}) as answer:
            assert answer.status == 400
            assert "can't parse" in (await answer.json())["description"]
        async with session.get(server.make_url(f"/bot{TOKEN}/getMe")) as answer:
            assert (await answer.json())["result"]["username"] == "nac_playground_bot"
        async with session.get(server.make_url("/bot1:x/getMe")) as answer:
            assert answer.status == 401
