"""What Telegram does not accept, and the words in which it says so."""

from datetime import timedelta
from typing import Any

import pytest

from bot.clock import FrozenClock
from bot.playground.model import User
from bot.playground.telegram import Telegram
from tests.playground.conftest import Api

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00"


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: text must be non-empty"),
        ({"text": "🗳" * 2049}, "Bad Request: message is too long"),
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        ({"text": "x" * 40_000}, "Bad Request: text is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode"),
        ({"text": ["x"]}, 'Bad Request: field "text" must be of type String'),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 1, "length": 1}]},
            "Bad Request: entity begins after the end of the text at UTF-16 offset 1",
        ),
        (
            {"text": "x", "reply_parameters": {"message_id": 99}},
            "Bad Request: message to be replied not found",
        ),
        ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply markup JSON object"),
    ],
)
async def test_a_text_that_cannot_be_sent(api: Api, aida: User, fields: dict[str, Any], answer: str) -> None:
    assert await api("sendMessage", chat_id=aida.id, **fields) == answer


async def test_white_space_around_a_text_is_cut_and_its_markup_moves_along(api: Api, aida: User) -> None:
    message = await api("sendMessage", chat_id=aida.id, text="\n 🗳 <b>F4 </b> ", parse_mode="HTML")
    assert (message["text"], message["entities"]) == ("🗳 F4", [{"type": "bold", "offset": 3, "length": 2}])


async def test_a_reply_may_allow_that_what_it_answers_is_gone(api: Api, aida: User) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api(
        "sendMessage", chat_id=aida.id, text="x", reply_parameters=reply
    )


async def test_the_limit_is_measured_after_the_markup_is_parsed(api: Api, aida: User) -> None:
    message = await api("sendMessage", chat_id=aida.id, text=f"<b>{'🗳' * 2048}</b>", parse_mode="HTML")
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize(
    ("button", "answer"),
    [
        ({"text": "Approve", "callback_data": "ү" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "Bad Request: inline keyboard button text must be non-empty"),
        (
            {"text": "x"},
            "Bad Request: can't parse inline keyboard button: "
            "Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"callback_data": "x"},
            "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "url": "localhost"},
            "Bad Request: inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "url": "ftp://ilo.org"},
            "Bad Request: inline keyboard button URL 'ftp://ilo.org' is invalid: Wrong HTTP URL",
        ),
        ({"text": "x", "copy_text": {"text": "y" * 257}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "callback_data": "x", "style": "red"},
            "Bad Request: can't parse inline keyboard button: Invalid button style specified",
        ),
    ],
)
async def test_a_button_that_cannot_be_sent(
    api: Api, aida: User, button: dict[str, str], answer: str
) -> None:
    assert await api("sendMessage", chat_id=aida.id, text="x", reply_markup=keyboard([button])) == answer


@pytest.mark.parametrize(
    ("rows", "each", "accepted"), [(1, 8, True), (1, 9, False), (25, 4, True), (26, 4, False)]
)
async def test_a_keyboard_has_its_size(api: Api, aida: User, rows: int, each: int, accepted: bool) -> None:
    button = {"text": "x", "callback_data": "x"}
    answer = await api(
        "sendMessage", chat_id=aida.id, text="x", reply_markup=keyboard(*[[button] * each] * rows)
    )
    assert (answer != "Bad Request: reply markup is too long") == accepted


async def test_nobody_hears_from_a_bot_before_start_or_after_blocking_it(
    telegram: Telegram, api: Api
) -> None:
    bakyt = telegram.user("Бакыт")

    async def send() -> Any:
        return await api("sendMessage", chat_id=bakyt.id, text="x")

    assert await send() == "Forbidden: bot can't initiate conversation with a user"
    telegram.send_text(bakyt, "/start")
    assert (await send())["text"] == "x"
    telegram.block(bakyt)
    assert await send() == "Forbidden: bot was blocked by the user"
    telegram.unblock(bakyt)
    assert (await send())["text"] == "x"
    bakyt.deactivated = True
    assert await send() == "Forbidden: user is deactivated"


@pytest.mark.parametrize(
    ("chat_id", "answer"), [(42, "chat not found"), ("@nobody", "chat not found"), ("", "chat_id is empty")]
)
async def test_a_chat_that_is_not_there(api: Api, chat_id: int | str, answer: str) -> None:
    assert await api("sendMessage", chat_id=chat_id, text="x") == f"Bad Request: {answer}"


async def test_an_edit_must_change_something(api: Api, aida: User) -> None:
    buttons = keyboard([{"text": "Approve", "callback_data": "a"}])
    card = await api(
        "sendMessage", chat_id=aida.id, text="<b>F4</b>", parse_mode="HTML", reply_markup=buttons
    )
    edit = {"chat_id": aida.id, "message_id": card["message_id"], "parse_mode": "HTML"}
    again = await api("editMessageText", **edit, text="<strong>F4</strong>", reply_markup=buttons)
    assert str(again).startswith(
        "Bad Request: message is not modified: specified new message content and reply markup"
    )
    assert "reply_markup" not in await api("editMessageText", **edit, text="<b>F4</b>")
    assert "reply_markup" in await api("editMessageText", **edit, text="<b>F4</b>", reply_markup=buttons)
    assert (await api("editMessageText", **edit, text="F4"))["text"] == "F4"


async def test_a_message_that_is_gone_or_not_the_bots_cannot_be_edited(
    telegram: Telegram, api: Api, aida: User
) -> None:
    card = await api("sendMessage", chat_id=aida.id, text="x")
    telegram.delete(aida, card["message_id"])
    edit = {"chat_id": aida.id, "text": "y"}
    assert (
        await api("editMessageText", **edit, message_id=card["message_id"])
        == "Bad Request: message to edit not found"
    )
    assert await api("editMessageText", **edit) == "Bad Request: message identifier is not specified"
    wrong_type = 'Bad Request: field "message_id" must be of type Number'
    assert await api("editMessageText", **edit, message_id=True) == wrong_type
    [own] = telegram.send_text(aida, "mine")
    assert (
        await api("editMessageText", **edit, message_id=own.message_id)
        == "Bad Request: message can't be edited"
    )


async def test_messages_can_be_deleted_for_two_days(api: Api, aida: User, clock: FrozenClock) -> None:
    cards = [await api("sendMessage", chat_id=aida.id, text="x") for _ in range(2)]
    first, second = ({"chat_id": aida.id, "message_id": card["message_id"]} for card in cards)
    assert await api("deleteMessage", **first) is True
    assert await api("deleteMessage", **first) == "Bad Request: message to delete not found"
    clock.move(clock.now() + timedelta(hours=49))
    assert await api("deleteMessage", **second) == "Bad Request: message can't be deleted"


async def test_a_tap_is_answered_once_and_in_time(
    telegram: Telegram, api: Api, aida: User, clock: FrozenClock
) -> None:
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    buttons = keyboard([{"text": "Approve", "callback_data": "a"}])
    card = await api("sendMessage", chat_id=aida.id, text="F4", reply_markup=buttons)
    tap, later = (telegram.press(aida, card["message_id"], "a") for _ in range(2))
    assert (
        await api("answerCallbackQuery", callback_query_id=tap, text="x" * 201)
        == "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await api("answerCallbackQuery", callback_query_id=tap, text="Counted") is True
    assert aida.popup == "Counted"
    assert await api("answerCallbackQuery", callback_query_id=tap) == too_old
    clock.move(clock.now() + timedelta(hours=1))
    assert await api("answerCallbackQuery", callback_query_id=later) == too_old


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        ([{"command": "Menu", "description": "x"}], "Bad Request: BOT_COMMAND_INVALID"),
        ([{"command": "m" * 33, "description": "x"}], "Bad Request: BOT_COMMAND_INVALID"),
        ([{"command": "menu", "description": ""}], "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "menu", "description": "x" * 257}], "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            [{"command": f"c{n}", "description": "x"} for n in range(101)],
            "Bad Request: BOT_COMMANDS_TOO_MUCH",
        ),
    ],
)
async def test_a_command_menu_that_cannot_be_set(
    api: Api, commands: list[dict[str, str]], answer: str
) -> None:
    assert await api("setMyCommands", commands=commands) == answer


async def test_the_menu_of_a_chat_goes_before_the_common_one(
    telegram: Telegram, api: Api, aida: User
) -> None:
    def menu(words: str) -> list[dict[str, str]]:
        return [{"command": "menu", "description": words}]

    def shown() -> str:
        return str(telegram.commands_for(telegram.chats[aida.id], aida.language_code)[0]["description"])

    await api("setMyCommands", commands=menu("Home"))
    await api("setMyCommands", commands=menu("Башкы бет"), language_code="ky")
    assert shown() == "Башкы бет"
    await api("setMyCommands", commands=menu("Aida's"), scope={"type": "chat", "chat_id": aida.id})
    assert shown() == "Aida's"
    await api("deleteMyCommands", scope={"type": "chat", "chat_id": aida.id})
    assert shown() == "Башкы бет"
    assert (await api("getMyCommands"))[0]["description"] == "Home"


async def test_files_have_their_limits(telegram: Telegram, api: Api, aida: User) -> None:
    chat = {"chat_id": aida.id}
    assert await api("sendDocument", **chat) == "Bad Request: there is no document in the request"
    assert await api("sendDocument", **chat, document=("a.txt", b"")) == "Bad Request: file must be non-empty"
    assert (
        await api("sendDocument", **chat, document=("a", bytes(50 * 2**20 + 1))) == "Request Entity Too Large"
    )
    assert (
        await api("sendDocument", **chat, document="nothing")
        == "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert (
        await api("sendPhoto", **chat, photo=("a.png", bytes(10 * 2**20 + 1)))
        == "Bad Request: photo is too big"
    )
    assert await api("sendPhoto", **chat, photo=("a.png", b"text")) == "Bad Request: IMAGE_PROCESS_FAILED"
    assert (
        await api("sendDocument", **chat, document=("a", b"x"), caption="x" * 1025)
        == "Bad Request: message caption is too long"
    )
    big = telegram.send_document(aida, "big.bin", bytes(20 * 2**20 + 1))
    assert await api("getFile", file_id=big.content["document"]["file_id"]) == "Bad Request: file is too big"


@pytest.mark.usefixtures("well_formed")
async def test_a_photo_knows_its_size_and_a_file_can_be_sent_again(api: Api, aida: User) -> None:
    sent = await api("sendPhoto", chat_id=aida.id, photo=("chart.png", PNG), caption="Tally")
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (2, 3)
    again = await api("sendPhoto", chat_id=aida.id, photo=sent["photo"][0]["file_id"])
    assert again["photo"] == sent["photo"]


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"longitude": 74.57}, "Bad Request: latitude is empty"),
        ({"latitude": 42.87}, "Bad Request: longitude is empty"),
        ({"latitude": 91, "longitude": 0}, "Bad Request: wrong location specified"),
        ({"latitude": 0, "longitude": -181}, "Bad Request: wrong location specified"),
    ],
)
async def test_a_point_that_is_nowhere(api: Api, aida: User, fields: dict[str, Any], answer: str) -> None:
    assert await api("sendLocation", chat_id=aida.id, **fields) == answer
    venue = {"title": "Ministry", "address": "215"}
    assert await api("sendVenue", chat_id=aida.id, **fields, **venue) == answer


async def test_a_venue_has_a_name_and_an_address(api: Api, aida: User) -> None:
    point = {"chat_id": aida.id, "latitude": 42.87, "longitude": 74.57}
    assert await api("sendVenue", **point, address="215") == "Bad Request: VENUE_TITLE_EMPTY"
    assert await api("sendVenue", **point, title="Ministry") == "Bad Request: VENUE_ADDRESS_EMPTY"


async def test_an_unknown_method_is_not_found(telegram: Telegram) -> None:
    assert await telegram.call("sendLetter", {}) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )


async def test_a_refusal_can_be_asked_for(telegram: Telegram, api: Api, aida: User) -> None:
    telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 5", {"retry_after": 5}, times=2)
    for _ in range(2):
        status, answer = await telegram.call("sendMessage", {"chat_id": aida.id, "text": "x"})
        assert (status, answer["parameters"]) == (429, {"retry_after": 5})
    assert (await api("sendMessage", chat_id=aida.id, text="x"))["text"] == "x"
    assert [call.status for call in telegram.calls] == [429, 429, 200]
