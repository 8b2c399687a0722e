"""Somebody who never saw the page joins, votes, changes the vote and is refused, at a desk and on a telephone."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.playground.browser import PHONE, WIDE, after_the_story, focused, in_a_browser, nameless, too_pale

pytestmark = in_a_browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "telephone"])


def chat(tab: Page, name: str) -> Locator:
    return tab.get_by_role("region", name=re.compile(name))


async def go(tab: Page, name: str) -> Locator:
    """The chat of somebody, brought to the front by a press on their name."""
    await tab.get_by_role("navigation").get_by_role("button", name=re.compile(name)).click()
    return chat(tab, name)


async def says(where: Locator, text: str) -> None:
    await where.get_by_label("Message", exact=True).fill(text)
    await where.get_by_role("button", name="Send", exact=True).click()


async def reach(tab: Page, where: Locator, words: str) -> None:
    """Goes to the button that says `words` within a chat by Tab alone: up to its beginning, then down."""
    for key in ("Shift+Tab", "Tab"):
        while True:
            if await focused(tab) == (words, True):
                return
            await tab.keyboard.press(key)
            if not await where.locator(":focus").count():
                break
        await tab.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {words!r}")


async def to_the_next_event(tab: Page) -> None:
    await tab.get_by_role("button", name="Next event", exact=True).click()
    await expect(tab.locator("#clock")).not_to_have_attribute("aria-busy", "true")


@SIZES
async def test_a_newcomer_joins_votes_changes_the_vote_and_is_refused(size: tuple[int, int]) -> None:
    async with after_the_story(size) as tab:
        first = tab.get_by_role("region", name="Start here").get_by_role("button").first
        await expect(first).to_contain_text("press START")
        you = chat(tab, "Aibek")
        await you.get_by_role("button", name="START").click()
        await you.get_by_role("button", name="English").click()
        await you.get_by_role("button", name="I agree").click()
        await expect(you.get_by_text("Welcome! You have joined the committee.").first).to_be_visible()
        await you.get_by_role("button", name="F5: vote").click()
        await you.get_by_role("button", name="Approve", exact=True).click()
        await expect(you.get_by_text("Your vote was recorded: Approve.").last).to_be_visible()
        await you.get_by_role("button", name="Needs revision").click()
        await says(you, "Say which laws.")
        await you.get_by_role("button", name="Done").click()
        await expect(you.get_by_text("Now: Needs revision.").last).to_be_visible()
        closed = you.get_by_text("Voting is closed.", exact=True)
        for _ in range(20):  # as the steps say: until the voting is closed
            await to_the_next_event(tab)
            if await closed.count():
                break
        await expect(closed.last).to_be_visible()
        steps = tab.get_by_role("region", name="Start here").get_by_role("button")
        assert [" Done." in words for words in await steps.all_text_contents()] == [
            True,
            True,
            False,  # nobody has voted as somebody else
            True,
            False,
            False,
        ]
        await you.get_by_role("button", name="Abstain").click()
        await expect(you.get_by_text("so this vote was not counted").last).to_be_visible()


async def test_the_keyboard_alone_is_enough_and_the_focus_is_never_lost() -> None:
    async with after_the_story() as tab:
        await tab.keyboard.press("Tab")
        assert await focused(tab) == ("Skip to the chats", True)
        await tab.keyboard.press("Enter")
        for name in ("Close this chat", "Messages, Aibek (you)", "Invitation link", "START"):
            await tab.keyboard.press("Tab")
            assert await focused(tab) == (name, True)
        await tab.keyboard.press("Enter")
        you = chat(tab, "Aibek")
        for words in ("English", "I agree", "F5: vote · due: 30 December", "Approve"):
            await you.get_by_role("button", name=words, exact=True).wait_for()
            await expect(you.locator(":focus"), f"the focus is lost before {words!r}").to_have_count(1)
            await reach(tab, you, words)
            await tab.keyboard.press("Enter")
        await expect(you.get_by_role("button", name="✓ Approve", exact=True)).to_be_visible()
        await expect(you.locator(":focus")).to_have_count(1)


async def test_an_afternoon_on_the_page(tmp_path: Path) -> None:
    """Another group than the one of the story, files, pictures, the log, the clock, and a new beginning."""
    async with after_the_story() as tab:
        await tab.get_by_role("button", name="New group").click()
        await tab.get_by_label("Title").fill("Улуттук комитет")
        await tab.get_by_role("button", name="Make the group").click()
        organizer = await go(tab, "Ingrid")
        await says(organizer, "/committee")
        await organizer.get_by_role("button", name="Group chat", exact=True).last.click()
        for words in ("Disconnect", "Yes, disconnect"):
            await organizer.get_by_role("button", name=words, exact=True).last.click()
        await expect(organizer.get_by_text("The group chat was disconnected.").last).to_be_visible()
        await organizer.get_by_role("button", name="Add to a group chat").last.click()
        await tab.get_by_role("dialog").get_by_role("button", name="Улуттук комитет").click()
        group = chat(tab, "Улуттук комитет")
        await expect(group.get_by_text("Добуш берилди: 7/10")).to_be_visible()
        await group.get_by_label("Speaking as").select_option(label="Гүлнара Жумабаева")
        await group.get_by_role("button", name="Жеке чатка өтүү · В личный чат").last.click()
        gulnara = chat(tab, "Гүлнара")
        await gulnara.get_by_role("button", name="Макул", exact=True).last.click()
        await expect(gulnara.get_by_text("Добушуңуз эске алынды: Макул.").last).to_be_visible()
        await expect(group.get_by_text("Добуш берилди: 8/10")).to_be_visible()

        await go(tab, "Улуттук комитет")
        await group.get_by_label("Message", exact=True).fill("begun before")
        await group.get_by_role("button", name="Change the group").click()
        await tab.get_by_role("button", name="Write as the group itself").click()
        await expect(
            group.get_by_text("supergroup of")
        ).to_be_visible()  # under another number, as on Telegram
        await expect(group.get_by_label("Message", exact=True)).to_have_value("begun before")
        await expect(group.get_by_label("Speaking as").locator(":checked")).to_have_text(
            "Гүлнара Жумабаева (as the group)"
        )
        await says(group, "/help")
        await expect(
            chat(tab, "Улуттук комитет").get_by_text("Бот не может узнать, кто пишет")
        ).to_be_visible()

        consultant = await go(tab, "Тимур")
        papers = [("отчёт.pdf", "application/pdf", b"%PDF"), ("карта.pdf", "application/pdf", b"%PDF-1")]
        await consultant.locator("input[type=file]").set_input_files(
            [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in papers]
        )
        await consultant.get_by_role("button", name="Send", exact=True).click()
        await expect(consultant.get_by_text("Для чего этот файл?")).to_be_visible()
        async with tab.expect_download() as download:
            await consultant.get_by_role("link", name="отчёт.pdf").click()
        await (await download.value).save_as(tmp_path / "отчёт.pdf")
        assert (tmp_path / "отчёт.pdf").read_bytes() == b"%PDF"

        observer = await go(tab, "David")
        await observer.get_by_role("button", name="Enlarge").last.click()
        picture = tab.get_by_role("dialog").get_by_role("img")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.naturalWidth") > 300
        await tab.keyboard.press("Escape")
        await expect(picture).to_have_count(0)

        await tab.locator(".log > summary").click()
        await tab.get_by_label("Sent to").select_option(label="Улуттук комитет")
        # The group has become a supergroup by that, so the card is sent there anew, before the answer or after it.
        answer = tab.locator(".log li:visible summary").filter(has_text="Бот не может узнать, кто пишет")
        await answer.first.click()
        await expect(tab.locator(".log dl:visible")).to_contain_text("Бот не может узнать, кто пишет")
        await tab.locator(".log > summary").click()

        for button, hour in (("+1 hour", "11:00"), ("+1 day", "11:00")):
            await tab.get_by_role("button", name=button).click()
            await expect(tab.locator("#clock time")).to_contain_text(hour)
        await expect(tab.get_by_role("status").first).to_have_text(
            "The clock was moved to Thu, 29 Dec 2022, 11:00."
        )

        await tab.get_by_role("button", name="Start anew").click()
        await tab.get_by_role("dialog").get_by_role("button", name="Start anew").click()
        await expect(tab.locator("#clock time")).to_have_text("Wed, 28 Dec 2022, 10:00", timeout=60_000)
        await expect(chat(tab, "Aibek").get_by_role("button", name="START")).to_be_visible()
        await expect(chat(tab, "Улуттук комитет")).to_have_count(0)


async def test_everything_has_a_name_and_can_be_read_in_light_and_dark() -> None:
    async with after_the_story() as tab:
        await go(tab, "David")
        for width, height in (WIDE, PHONE):
            await tab.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                await tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                for opener in (None, ".log > summary", ".log li summary", ".another", "#anew"):
                    if opener:
                        await tab.locator(opener).first.click()
                    assert (await too_pale(tab), await nameless(tab)) == ([], []), (width, scheme, opener)
                    await tab.keyboard.press("Escape")
                await tab.locator(".log > summary").click()
