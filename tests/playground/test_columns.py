"""The page itself, with a bot that only echoes: columns, unread marks, dialogs, what a screen reader is told."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from bot.playground.model import User
from bot.playground.show import Show
from bot.playground.telegram import Telegram
from tests.playground.browser import PHONE, WIDE, focused, in_a_browser, tab_on
from tests.playground.conftest import Api
from tests.playground.echo import EchoBot
from tests.playground.test_page import scene_of

pytestmark = in_a_browser
LAPTOP = (1280, 800)
TABLET = (820, 1180)
_LINES = """button => {
  const words = document.createRange();
  words.selectNodeContents(button);
  return words.getClientRects().length;
}"""


@pytest.fixture
async def others(telegram: Telegram) -> list[User]:
    return [telegram.user(name, "Исаев", language_code="ru") for name in ("Бакыт", "Виктор", "Галина")]


@pytest.fixture
async def tab(telegram: Telegram, api: Api, aida: User, others: list[User]) -> AsyncIterator[Page]:
    bot = asyncio.create_task(EchoBot(telegram, api).run())
    scene = scene_of(telegram, *((user, user.name, "member") for user in (aida, *others)))
    async with tab_on(Show(scene)) as opened:
        yield opened
    bot.cancel()
    await asyncio.gather(bot, return_exceptions=True)


async def test_people_stand_side_by_side_at_a_desk_and_one_at_a_time_on_a_telephone(tab: Page) -> None:
    for (width, height), columns in ((WIDE, 3), (LAPTOP, 3), (TABLET, 1), (PHONE, 1)):
        await tab.set_viewport_size({"width": width, "height": height})
        await tab.get_by_role("navigation").get_by_role("button", name="Галина").click()
        await expect(tab.locator(".column")).to_have_count(columns)
        await expect(tab.get_by_role("region", name="Галина")).to_be_visible()
        wider = await tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, "the page has to be moved sideways"
        head = await tab.get_by_role("banner").bounding_box()
        assert head, "the page has a head"
        assert head["height"] < height / 8, "the head pushes the chats down"


async def test_a_smaller_window_sets_chats_aside_and_a_larger_one_brings_them_back_with_what_is_being_written(
    tab: Page, telegram: Telegram, aida: User
) -> None:
    for width, height in (WIDE, PHONE, WIDE):
        await tab.set_viewport_size({"width": width, "height": height})
        await expect(tab.locator(".column")).to_have_count(1 if (width, height) == PHONE else 3)
        if (width, height) == PHONE:
            await expect(tab.get_by_role("region", name="Айда")).to_have_count(0)
            telegram.send_text(aida, "meanwhile")
        elif not await tab.get_by_text("meanwhile", exact=True).count():
            await tab.get_by_role("region", name="Айда").get_by_label("Message", exact=True).fill("begun")
    chat = tab.get_by_role("region", name="Айда")
    await expect(chat.get_by_label("Message", exact=True)).to_have_value("begun")
    await expect(chat.get_by_text("You wrote meanwhile")).to_be_visible()


async def test_a_telephone_without_news_yet_says_what_it_waits_for(tab: Page) -> None:
    width, height = PHONE
    await tab.set_viewport_size({"width": width, "height": height})
    await tab.route("**/playground/events", lambda _never_answered: None)
    await tab.reload()
    waits = await tab.get_by_text("Connecting…").bounding_box()
    assert waits
    assert waits["width"] > width / 2, "only a screen reader is told"


async def test_squares_are_drawn_and_words_on_buttons_are_whole_whatever_the_machine_has(
    tab: Page, api: Api, aida: User
) -> None:
    row = [{"text": words, "callback_data": words} for words in ("Мои", "Просроченные", "30 дней")]
    await api("sendMessage", chat_id=aida.id, text="За — 2\n🟩🟩⬜", reply_markup={"inline_keyboard": [row]})
    chat = tab.get_by_role("region", name="Айда")
    drawn = chat.locator(".square")
    await expect(drawn).to_have_count(3)
    assert (await drawn.first.bounding_box() or {"width": 0})["width"] > 10
    await expect(chat.get_by_role("log")).not_to_contain_text("🟩")
    pieces = await chat.get_by_role("button", name="Просроченные").evaluate(_LINES)
    assert pieces == 1, "a word is broken in the middle"


async def test_start_pressed_twice_opens_the_bot_once(
    tab: Page, telegram: Telegram, others: list[User]
) -> None:
    await tab.get_by_role("navigation").get_by_role("button", name="Галина").click()
    chat = tab.get_by_role("region", name="Галина")
    await chat.get_by_label("Invitation link").fill("abc")
    await chat.get_by_role("button", name="START").dblclick()
    await expect(chat.get_by_text("You wrote /start abc")).to_be_visible()
    assert [m.text for m in telegram.chats[others[-1].id].messages.values() if m.author is others[-1]] == [
        "/start abc"
    ]


async def test_where_the_playground_is_gone_it_says_that_nothing_was_sent(tab: Page) -> None:
    chat = tab.get_by_role("region", name="Айда")
    await tab.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('Failed to fetch')); }")
    await chat.get_by_label("Message", exact=True).fill("Салам")
    await tab.keyboard.press("Enter")
    await expect(chat.get_by_role("status")).to_have_text("The playground does not answer: nothing was sent.")


async def test_the_drawings_on_a_message_are_no_browsers_own_buttons(tab: Page) -> None:
    chat = tab.get_by_role("region", name="Айда")
    await chat.get_by_label("Message", exact=True).fill("Салам")
    await tab.keyboard.press("Enter")
    pencil = chat.get_by_role("button", name="Edit this message")
    await expect(pencil).to_have_css("border-top-width", "0px")
    await expect(pencil.locator("svg")).to_have_css("fill", "none")


async def test_what_nobody_has_read_is_marked_until_the_chat_is_opened(
    tab: Page, telegram: Telegram, others: list[User]
) -> None:
    telegram.send_text(others[-1], "hello")
    button = tab.get_by_role("navigation").get_by_role("button", name="Галина")
    await expect(button).to_contain_text("1 unread")
    await expect(tab).to_have_title("(1) NAC Bot playground")
    await button.click()
    await expect(button).not_to_contain_text("unread")
    await expect(tab).to_have_title("NAC Bot playground")


async def test_a_dialog_takes_the_focus_and_gives_it_back(tab: Page) -> None:
    for opener in ("New group", "New person", "To…"):
        button = tab.get_by_role("button", name=opener)
        await button.focus()
        await tab.keyboard.press("Enter")
        await expect(tab.get_by_role("dialog").locator(":focus")).to_have_count(1)
        assert (await focused(tab))[1], "one does not see the focus"
        await tab.keyboard.press("Escape")
        await expect(tab.get_by_role("dialog")).to_have_count(0)
        await expect(button).to_be_focused()


async def test_a_screen_reader_is_told_what_happens_in_the_chat_that_is_used(tab: Page) -> None:
    used, other = (tab.get_by_role("region", name=name) for name in ("Айда", "Бакыт"))
    await expect(used.get_by_role("log")).to_have_attribute("aria-live", "off")
    await used.get_by_label("Message", exact=True).focus()
    await expect(used.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await expect(other.get_by_role("log")).to_have_attribute("aria-live", "off")
    await used.get_by_label("Message", exact=True).fill("Саламатсызбы, өкүл?")
    await tab.keyboard.press("Enter")
    await expect(used.get_by_role("log").get_by_text("You wrote").last).to_be_visible()
    await expect(used.get_by_text("Саламатсызбы, өкүл?", exact=True)).to_have_attribute("lang", "ky")
    await expect(used.locator(".day")).to_have_text("бейш., 8-декабрь")


async def test_the_arrow_brings_back_what_one_wrote_and_escape_lets_it_be(
    tab: Page, telegram: Telegram, aida: User
) -> None:
    chat = tab.get_by_role("region", name="Айда")
    field = chat.get_by_label("Message", exact=True)
    await field.fill("Качан?")
    await tab.keyboard.press("Enter")
    await expect(chat.get_by_text("You wrote Качан?")).to_be_visible()
    await tab.keyboard.press("ArrowUp")
    await expect(field).to_have_value("Качан?")
    await field.fill("Кайда?")
    await tab.keyboard.press("Enter")
    await expect(chat.get_by_text("Кайда?", exact=True)).to_be_visible()
    await tab.keyboard.press("ArrowUp")
    await tab.keyboard.press("Escape")
    await expect(chat.get_by_text("Editing")).to_be_hidden()
    await expect(field).to_have_value("")
    assert [m.text for m in telegram.chats[aida.id].messages.values() if m.author is aida][-1] == "Кайда?"
