"""Takes the pictures of the README and the guides from the page, after the story: `make pictures`. Needs Chromium."""

import asyncio
import re
import shutil
from contextlib import aclosing
from pathlib import Path

from aiohttp import web
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.i18n import OWN_NAMES
from bot.playground.cast import kickoff
from bot.playground.demo import HOST, Theatre
from bot.playground.show import Show
from bot.playground.web import application

HERE = Path(__file__).parent
GUIDES = HERE / "guides" / "pictures"
OPEN = ("Aibek", "Гүлнара", "Бакыт")
VOTERS = {"en": "Aibek", "ky": "Гүлнара", "ru": "Ольга"}


async def main() -> None:
    """Plays the story, serves it on a free port, and walks through what is pictured."""
    GUIDES.mkdir(exist_ok=True)
    async with aclosing(Theatre(kickoff())) as theatre, async_playwright() as playwright:
        show = Show(await theatre.play(_unsaid), lambda: theatre.play(_unsaid))
        runner = web.AppRunner(application(show))
        await runner.setup()
        site = web.TCPSite(runner, HOST, 0)
        await site.start()
        (address,) = runner.addresses
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        await pictures(browser, f"http://{HOST}:{address[1]}/")
        await browser.close()
        await runner.cleanup()


def _unsaid(line: str) -> None:
    """Nobody reads the transcript here."""


async def pictures(browser: Browser, url: str) -> None:
    """On a telephone, one card for each guide in each language; then, at a desk, the page with a vote's result."""
    phone = await browser.new_page(viewport={"width": 400, "height": 1800}, device_scale_factor=1.25)
    await phone.goto(url)
    await join(phone)
    for language, name in VOTERS.items():
        await take(await chat(phone, name), f"vote.{language}")
    for language in OWN_NAMES:
        organizer = await chat(phone, "Ingrid")
        await speak(organizer, language)
        await says(organizer, "/committee")
        await take(organizer, f"committee.{language}")
        consultant = await chat(phone, "Тимур")
        await speak(consultant, language)
        await says(consultant, "/findings")
        await press(consultant, "F5")
        await take(consultant, f"finding.{language}")
    desk = await browser.new_page(viewport={"width": 1440, "height": 920})
    await desk.goto(url)
    await result(desk)
    await desk.screenshot(path=HERE / "playground.png", animations="disabled")


async def join(page: Page) -> None:
    """The newcomer, as far as the ballot."""
    you = await chat(page, "Aibek")
    await you.get_by_role("button", name="START").click()
    for words in ("English", "I agree", "F5: vote"):
        await press(you, words)


async def result(page: Page) -> None:
    """As “Start here” says: two vote, the hour comes, the chair declares; each reads the result in their language."""
    you, gulnara, chair = [page.get_by_role("region", name=re.compile(name)) for name in OPEN]
    await press(you, "Abstain")
    await press(you, "Approve with changes")
    await says(you, "Name the laws, with their dates.")
    await press(you, "Done")
    await press(gulnara, "Макул")
    while not await chair.get_by_role("button", name="Отметить тексты").count():
        await page.get_by_role("button", name="Next event", exact=True).click()
        await page.locator("#clock[aria-busy]").wait_for(state="detached")
    for words in ("Отметить тексты", "Учтено", "Объявить:"):
        await press(chair, words)
    for where in (you, gulnara, chair):
        await where.locator(".picture").last.wait_for()
        await where.locator(".toast").wait_for(state="hidden")


async def chat(page: Page, name: str) -> Locator:
    """Somebody's chat, brought to the front."""
    await page.get_by_role("navigation").get_by_role("button", name=re.compile(name)).click()
    return page.get_by_role("region", name=re.compile(name))


async def says(where: Locator, text: str) -> None:
    """Writes, and waits for the card that answers."""
    before = await where.locator(".item").count()
    await where.get_by_label("Message", exact=True).fill(text)
    await where.get_by_role("button", name="Send", exact=True).click()
    await where.locator(".item").nth(before + 1).wait_for()


async def speak(where: Locator, language: str) -> None:
    """Changes the language."""
    await says(where, "/language")
    await press(where, OWN_NAMES[language])


async def press(where: Locator, words: str) -> None:
    """Presses a button of the newest card that has it, and waits until the bot has answered."""
    await where.get_by_role("button", name=re.compile(rf"^(✓ )?{re.escape(words)}")).last.click()
    await where.locator("[aria-busy]").first.wait_for(state="detached")


async def take(where: Locator, name: str) -> None:
    """The newest card, once nothing lies over it."""
    await where.locator(".toast").wait_for(state="hidden")
    await where.page.mouse.move(0, 0)
    await where.page.wait_for_timeout(400)
    await where.locator(".item").last.screenshot(path=GUIDES / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    asyncio.run(main())
