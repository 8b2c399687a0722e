"""getUpdates: it waits, it confirms, it forgets after a day, and it tolerates one poller only."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import FrozenClock
from bot.playground.model import User
from bot.playground.telegram import Telegram
from tests import specification
from tests.playground.conftest import Api


async def test_a_waiting_poll_returns_as_soon_as_something_happens(
    telegram: Telegram, api: Api, aida: User
) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=60))
    await asyncio.sleep(0)
    assert not poll.done()
    telegram.send_text(aida, "Салам")
    [update] = await poll
    assert update["message"]["text"] == "Салам"


async def test_updates_stay_until_an_offset_confirms_them(telegram: Telegram, api: Api, aida: User) -> None:
    for words in ("one", "two", "three"):
        telegram.send_text(aida, words)
    first, *others = await api("getUpdates")
    assert [u["update_id"] for u in others] == [first["update_id"] + 1, first["update_id"] + 2]
    assert await api("getUpdates", limit=1) == [first]
    assert await api("getUpdates", offset=first["update_id"] + 1) == others
    assert await api("getUpdates", offset=-1) == others[1:]
    assert not telegram.idle
    assert await api("getUpdates", offset=others[1]["update_id"] + 1) == []
    assert telegram.idle


async def test_at_most_a_hundred_come_at_once(telegram: Telegram, api: Api, aida: User) -> None:
    for number in range(101):
        telegram.send_text(aida, str(number))
    assert len(await api("getUpdates", limit=1000)) == 100


async def test_the_earlier_of_two_polls_ends_with_a_conflict(
    telegram: Telegram, api: Api, aida: User
) -> None:
    earlier = asyncio.create_task(telegram.call("getUpdates", {"timeout": 60}))
    await asyncio.sleep(0)
    later = asyncio.create_task(api("getUpdates", timeout=60))
    status, answer = await earlier
    assert status == 409
    assert answer["description"].startswith(
        "Conflict: terminated by other getUpdates request; make sure that only"
    )
    telegram.send_text(aida, "x")
    assert len(await later) == 1


async def test_a_poll_that_was_given_up_does_not_disturb_the_next(
    telegram: Telegram, api: Api, aida: User
) -> None:
    given_up = asyncio.create_task(api("getUpdates", timeout=60))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    telegram.send_text(aida, "x")
    assert len(await api("getUpdates", timeout=60)) == 1


async def test_telegram_forgets_after_a_day(
    telegram: Telegram, api: Api, aida: User, clock: FrozenClock
) -> None:
    telegram.send_text(aida, "old")
    clock.move(clock.now() + timedelta(hours=23))
    telegram.send_text(aida, "new")
    clock.move(clock.now() + timedelta(hours=2))
    assert [u["message"]["text"] for u in await api("getUpdates")] == ["new"]


async def test_confirming_wakes_those_who_wait_for_a_change(telegram: Telegram, api: Api, aida: User) -> None:
    telegram.send_text(aida, "x")
    [update] = await api("getUpdates")
    change = asyncio.create_task(telegram.wait(telegram.version))
    await asyncio.sleep(0)
    poll = asyncio.create_task(api("getUpdates", offset=update["update_id"] + 1, timeout=60))
    await change
    assert telegram.idle
    telegram.send_text(aida, "y")
    await poll


@pytest.mark.skipif(not specification.PATH.exists(), reason="the official description is not at hand")
async def test_every_update_is_as_the_official_description_has_it(
    telegram: Telegram, api: Api, aida: User
) -> None:
    card = await api(
        "sendMessage",
        chat_id=aida.id,
        text="F4",
        reply_markup={"inline_keyboard": [[{"text": "Approve", "callback_data": "a"}]]},
    )
    [own] = telegram.send_text(
        aida, "/vote@nac_playground_bot see https://ilo.org #sse", reply_to=card["message_id"]
    )
    telegram.edit(aida, own.message_id, "changed")
    telegram.press(aida, card["message_id"], "a")
    telegram.forward(aida, card["message_id"])
    telegram.delete(aida, card["message_id"])
    telegram.press(aida, card["message_id"], "forged", forge=True)
    telegram.send_documents(aida, [("draft.pdf", b"%PDF"), ("map.pdf", b"%PDF")], "Draft")
    telegram.send_voice(aida, b"ogg")
    telegram.send_sticker(aida)
    telegram.send_place(aida, 42.8746, 74.5698)
    telegram.send_place(aida, 42.8746, 74.5698, "Министрлик", "Тыныстанов 215")
    telegram.send_contact(aida, "+996312000000", "Нурбек")
    telegram.send_text(aida, "why?", reply_to=own.message_id, quote="chang")
    telegram.block(aida)
    telegram.unblock(aida)
    group = telegram.group("НКК", aida)
    telegram.add_bot(group, aida)
    telegram.promote_bot(group, aida)
    supergroup = telegram.migrate(group, aida)
    [said] = telegram.send_text(aida, "hello", chat=supergroup)
    telegram.edit(aida, said.message_id, "hello!", supergroup)
    telegram.remain_anonymous(supergroup, aida)
    telegram.send_text(aida, "/ask", reply_to=said.message_id, chat=supergroup)
    updates: list[dict[str, Any]] = await api("getUpdates")
    assert len(updates) == 23
    assert specification.check_object(updates, "Array of Update") == []


@pytest.mark.skipif(not specification.PATH.exists(), reason="the official description is not at hand")
async def test_answers_are_as_the_official_description_has_them(
    telegram: Telegram, api: Api, aida: User
) -> None:
    group = telegram.group("НКК", aida)
    telegram.add_bot(group, aida)
    where = {"chat_id": group.id}
    answers = [
        ("User", await api("getMe")),
        ("WebhookInfo", await api("getWebhookInfo")),
        ("ChatFullInfo", await api("getChat", chat_id=aida.id)),
        ("ChatFullInfo", await api("getChat", **where)),
        ("ChatMember", await api("getChatMember", **where, user_id=aida.id)),
        (
            "Message",
            await api(
                "sendDocument", chat_id=aida.id, document=("a.txt", b"x"), caption="/a", protect_content=True
            ),
        ),
        ("Message", await api("sendLocation", chat_id=aida.id, latitude="42.8746", longitude=74.5698)),
        (
            "Message",
            await api(
                "sendVenue", **where, latitude=42.8746, longitude=74.5698, title="Министрлик", address="215"
            ),
        ),
    ]
    assert [specification.check_object(answer, kind) for kind, answer in answers] == [[]] * len(answers)
