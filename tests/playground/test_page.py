"""The chat page: what it is told, what it may do, and whom it does not listen to."""

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import FrozenClock
from bot.playground.model import User
from bot.playground.show import Player, Scene, Show
from bot.playground.telegram import Telegram
from bot.playground.web import application
from tests.playground.conftest import Api
from tests.playground.echo import EchoBot

BISHKEK = ZoneInfo("Asia/Bishkek")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
VOTE = {"inline_keyboard": [[{"text": "Макулмун", "callback_data": "approve", "style": "success"}]]}


def scene_of(telegram: Telegram, *cast: tuple[User, str, str]) -> Scene:
    async def move(to: datetime) -> None:
        telegram.clock.move(to)

    return Scene(
        telegram,
        [Player(*player) for player in cast],
        BISHKEK,
        move,
        next_due=lambda: datetime(2022, 12, 19, 18, tzinfo=BISHKEK),
        banner="Demonstration data. Invented.",
    )


def page_of(telegram: Telegram, *cast: tuple[User, str, str]) -> Any:
    return application(Show(scene_of(telegram, *cast)))


@pytest.fixture
async def client(telegram: Telegram, aida: User) -> AsyncIterator[TestClient[Any, Any]]:
    page = page_of(telegram, (aida, "Айда Токтогулова", "member, ky"))
    async with TestClient(TestServer(page, host="127.0.0.1")) as through_http:
        yield through_http


async def news(stream: Any) -> dict[str, Any]:
    while not (line := await stream.content.readline()).startswith(b"data: "):
        assert line, "the stream ended"
    return dict(json.loads(line.removeprefix(b"data: ")))


async def test_the_page_hears_everything_and_then_what_changes(
    client: TestClient[Any, Any], telegram: Telegram, api: Api, aida: User
) -> None:
    bakyt = telegram.user("Бакыт")
    await api("setMyName", name="NAC")
    async with client.get("/playground/events") as stream:
        first = await news(stream)
        assert first["whole"]
        assert {chat["id"] for chat in first["chats"]} == {aida.id, bakyt.id}
        assert [call["method"] for call in first["calls"]] == ["setMyName"]
        assert [person["caption"] for person in first["people"]] == ["Айда Токтогулова"]
        assert first["zone"] == "Asia/Bishkek"
        await api("sendMessage", chat_id=aida.id, text="<b>F4</b>", parse_mode="HTML", reply_markup=VOTE)
        second = await news(stream)
        assert not second["whole"]
        [chat] = second["chats"]
        assert chat["messages"][-1]["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
        assert [(call["method"], call["text"], call["status"]) for call in second["calls"]] == [
            ("sendMessage", "F4", 200)
        ]


async def test_a_person_writes_presses_and_sends_a_file_through_the_page(
    client: TestClient[Any, Any], telegram: Telegram, api: Api, aida: User
) -> None:
    card = await api("sendMessage", chat_id=aida.id, text="F4", reply_markup=VOTE)
    tap = {"user": aida.id, "message_id": card["message_id"], "data": "approve"}
    form = FormData({"user": str(aida.id)})
    form.add_field("file", b"%PDF", filename="minutes.pdf")
    for path, body in (("say", {"user": aida.id, "text": "Салам"}), ("press", tap)):
        async with client.post(f"/playground/{path}", json=body) as answer:
            assert answer.status == 200
    async with client.post("/playground/upload", data=form) as answer:
        assert answer.status == 200
    said, pressed, sent = await api("getUpdates")
    assert said["message"]["text"] == "Салам"
    assert pressed["callback_query"]["data"] == "approve"
    async with client.get(f"/playground/file/{sent['message']['document']['file_id']}") as answer:
        assert (await answer.read(), answer.content_type) == (b"%PDF", "application/octet-stream")


async def test_the_page_cannot_press_what_is_not_there_or_act_for_strangers(
    client: TestClient[Any, Any], aida: User
) -> None:
    async with client.post(
        "/playground/press", json={"user": aida.id, "message_id": 1, "data": "x"}
    ) as answer:
        assert answer.status == 409
    async with client.post("/playground/say", json={"user": 1, "text": "x"}) as answer:
        assert answer.status == 404
    for path in ("say", "press", "clock"):
        async with client.post(f"/playground/{path}", json={"user": "me", "to": "soon"}) as answer:
            assert answer.status == 400


@pytest.mark.parametrize(
    ("asked", "arrived"),
    [
        ({"hours": 24}, datetime(2022, 12, 9, 14, tzinfo=BISHKEK)),
        ({"to": "2022-12-10T09:00"}, datetime(2022, 12, 10, 9, tzinfo=BISHKEK)),
        ({"hours": -1}, datetime(2022, 12, 8, 14, tzinfo=BISHKEK)),
    ],
)
async def test_the_clock_moves_forward_and_never_back(
    client: TestClient[Any, Any], clock: FrozenClock, asked: dict[str, Any], arrived: datetime
) -> None:
    async with client.post("/playground/clock", json=asked) as answer:
        told = await answer.json()
    assert (datetime.fromisoformat(told["now"]), told["moved"]) == (arrived, asked.get("hours") != -1)
    assert clock.now() == arrived


async def test_the_next_event_is_the_next_instant_at_which_the_bot_has_something_to_send(
    telegram: Telegram, api: Api, clock: FrozenClock, aida: User
) -> None:
    """At three in the night it only tidies up; at noon it writes; then nothing is due."""
    instants = [clock.now() + timedelta(hours=hours) for hours in (13, 22)]

    async def move(to: datetime) -> None:
        clock.move(to)
        if to == instants[-1]:
            await api("sendMessage", chat_id=aida.id, text="Reminder")

    due = lambda: next((instant for instant in instants if instant > clock.now()), None)  # noqa: E731
    scene = Scene(telegram, [], BISHKEK, move, due)
    async with TestClient(TestServer(application(Show(scene)), host="127.0.0.1")) as client:
        for moved in (True, False):
            async with client.post("/playground/clock", json={"to": "event"}) as answer:
                assert (await answer.json())["moved"] is moved
            assert clock.now() == instants[-1]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/playground/say", "/playground/clock", "/playground/upload", "/playground/anew"]
)
async def test_another_website_cannot_drive_the_page(
    client: TestClient[Any, Any], telegram: Telegram, aida: User, headers: dict[str, str], path: str
) -> None:
    before = telegram.clock.now()
    async with client.post(path, json={"user": aida.id, "text": "x", "hours": 1}, headers=headers) as answer:
        assert answer.status == 403
    assert telegram.idle
    assert telegram.clock.now() == before


async def test_a_plain_form_is_refused_and_nothing_foreign_is_loaded(
    client: TestClient[Any, Any], aida: User
) -> None:
    async with client.post("/playground/say", data={"user": aida.id, "text": "x"}) as answer:
        assert answer.status == 415
    async with client.get("/") as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "://" not in (await answer.text()).replace("http://www.w3.org", "")
    async with client.get("/page/../web.py") as answer:
        assert answer.status == 404


async def test_a_newcomer_and_a_group_are_made_on_the_page(
    client: TestClient[Any, Any], telegram: Telegram, aida: User
) -> None:
    async def asked(path: str, **body: Any) -> dict[str, Any]:
        async with client.post(f"/playground/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return dict(await answer.json())

    person = (await asked("person", name="Жаңыл <b>Асанова", language="ky"))["id"]
    assert telegram.users[person].name == "Жаңыл <b>Асанова"
    group = telegram.chats[(await asked("group", user=aida.id, name="Комитет"))["id"]]
    assert set(group.members) == {aida.id, person}
    change = {"user": aida.id, "chat": group.id}
    await asked("membership", **change, change="add", payload="abc")
    assert group.members[telegram.bot.id] == "member"
    assert [m.text for m in group.messages.values()][-1] == f"/start@{telegram.bot.username} abc"
    await asked("membership", **change, change="promote")
    await asked("membership", **change, change="migrate")
    async with client.get("/playground/events") as stream:
        [shown] = (await news(stream))["groups"]
    assert (shown["was"], shown["bot"], shown["type"]) == (group.id, "administrator", "supergroup")
    async with client.post("/playground/membership", json={"user": aida.id, "change": "add"}) as private:
        assert private.status == 400
    async with client.post("/playground/person", json={"name": " ", "language": "ky"}) as nameless:
        assert nameless.status == 400


async def test_own_messages_are_edited_and_others_are_not(
    client: TestClient[Any, Any], telegram: Telegram, api: Api, aida: User
) -> None:
    [own] = telegram.send_text(aida, "Качан?")
    card = await api("sendMessage", chat_id=aida.id, text="F4")
    edit = {"user": aida.id, "text": "Кайда?"}
    for message, status in ((own.message_id, 200), (card["message_id"], 409), (999, 409)):
        async with client.post("/playground/edit", json=edit | {"message_id": message}) as answer:
            assert answer.status == status
    assert own.text == "Кайда?"


async def test_the_files_of_an_album_arrive_together_or_not_at_all(
    client: TestClient[Any, Any], telegram: Telegram, aida: User
) -> None:
    for pictures, status in (([PIXEL] * 2, 200), ([PIXEL, b"%PDF"], 409), ([PIXEL] * 11, 400), ([], 400)):
        form = FormData({"user": str(aida.id), "photo": "yes", "caption": "Two"})
        for data in pictures:
            form.add_field("file", data, filename="x.png")
        async with client.post("/playground/upload", data=form) as answer:
            assert answer.status == status
    sent = [m.content for m in telegram.chats[aida.id].messages.values() if "photo" in m.content]
    assert [content.get("caption") for content in sent] == ["Two", None]
    assert len({content["media_group_id"] for content in sent}) == 1
    async with client.get(f"/playground/file/{sent[0]['photo'][0]['file_id']}") as answer:
        assert (await answer.read(), answer.content_type) == (PIXEL, "image/png")


async def test_a_new_beginning_replaces_everything_and_a_failed_one_nothing(
    telegram: Telegram, clock: FrozenClock, aida: User
) -> None:
    other = Telegram(clock, "123456:another")
    failures = [AssertionError("nobody votes")]

    async def begin_anew() -> Scene:
        if failures:
            raise failures.pop()
        return scene_of(other)

    show = Show(scene_of(telegram, (aida, "Айда", "member")), begin_anew)
    async with TestClient(TestServer(application(show), host="127.0.0.1")) as client:
        async with client.get("/playground/events") as stream:
            assert (await news(stream))["scene"] == 1
            for status in (500, 200):
                async with client.post("/playground/anew", json={}) as answer:
                    assert answer.status == status
                assert show.telegram is (other if status == 200 else telegram)
            assert (await news(stream))["scene"] == 2
        async with client.get("/playground/events") as stream:
            assert (await news(stream))["people"] == []
        async with client.get("/bot123456:another/getMe") as answer:
            assert answer.status == 200


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
async def test_a_newcomer_types_presses_and_sees_in_a_real_browser(
    telegram: Telegram, api: Api, aida: User
) -> None:
    from playwright.async_api import async_playwright, expect

    bakyt = telegram.user("<img src=x onerror=alert(1)>", "Исаев", language_code="ru")
    page = page_of(telegram, (aida, "Айда Токтогулова", "member, ky"), (bakyt, bakyt.name, "chair, ru"))
    bot = asyncio.create_task(EchoBot(telegram, api).run())
    await api(
        "sendMessage",
        chat_id=aida.id,
        text="<b>F4</b> <i>&lt;script&gt;</i>",
        parse_mode="HTML",
        reply_markup=VOTE,
        protect_content=True,
    )
    async with TestServer(page, host="127.0.0.1") as server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        tab = await browser.new_page(viewport={"width": 1440, "height": 900})
        wrong: list[str] = []
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        await tab.goto(str(server.make_url("/")))
        column = tab.get_by_role("region", name="Айда Токтогулова")
        await expect(column.locator("strong", has_text="F4")).to_be_visible()
        await expect(column.get_by_text("protected")).to_be_visible()
        await column.get_by_role("button", name="Макулмун").click()
        await expect(column.get_by_text("Recorded: approve")).to_be_visible()
        await expect(column.get_by_role("status")).to_have_text("Counted")
        await column.get_by_label("Message", exact=True).fill("Качан?")
        await tab.keyboard.press("Enter")
        await expect(column.get_by_text("You wrote Качан?")).to_be_visible()
        stranger = tab.get_by_role("region", name="Исаев")
        await stranger.get_by_label("Invitation link").fill("https://t.me/nac_playground_bot?start=abc")
        await stranger.get_by_role("button", name="START").click()
        await expect(stranger.get_by_text("You wrote /start abc")).to_be_visible()
        before = telegram.clock.now()
        await tab.get_by_role("button", name="+1 day").click()
        await expect(tab.get_by_role("time").filter(has_text="Fri, 9 Dec 2022")).to_be_visible()
        assert telegram.clock.now() - before == timedelta(days=1)
        await browser.close()
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)
    assert wrong == []
