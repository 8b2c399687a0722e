"""The page in a real Chromium, as a person at a desk or with a telephone has it, and what may be measured there."""

import shutil
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, Literal

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, async_playwright, expect

from bot.playground.cast import kickoff
from bot.playground.demo import Theatre
from bot.playground.show import Show
from bot.playground.web import application

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE = (1440, 900)
PHONE = (390, 844)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

PATIENCE_MS = 30_000
"""How long anything on the page may take to come: a test fails by what it sees, not by how busy the machine is."""

expect.set_options(timeout=PATIENCE_MS)
in_a_browser = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]


@asynccontextmanager
async def tab_on(
    show: Show, size: tuple[int, int] = WIDE, scheme: Literal["light", "dark"] = "light"
) -> AsyncIterator[Page]:
    """One tab on the page. Fails at the end where the page's scripts complained."""
    phone = size == PHONE
    async with TestServer(application(show), host="127.0.0.1") as server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = await browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
        )
        tab.set_default_timeout(PATIENCE_MS)
        wrong: list[str] = []
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        await tab.goto(str(server.make_url("/")))
        await tab.locator(".column").first.wait_for()
        yield tab
        await browser.close()
    assert wrong == []


@asynccontextmanager
async def after_the_story(
    size: tuple[int, int] = WIDE, scheme: Literal["light", "dark"] = "light"
) -> AsyncIterator[Page]:
    """The page as `make demo` opens it."""

    def unsaid(_line: str) -> None:
        """Nobody reads the transcript here."""

    async with aclosing(Theatre(kickoff())) as theatre:
        show = Show(await theatre.play(unsaid), lambda: theatre.play(unsaid))
        async with tab_on(show, size, scheme) as tab:
            yield tab


async def too_pale(tab: Page) -> list[Any]:
    """Words whose contrast is below WCAG AA: 4.5, or 3 where they are large; disabled controls excepted."""
    found: list[Any] = await tab.evaluate(_TOO_PALE)
    return found


async def nameless(tab: Page) -> list[Any]:
    """Controls and pictures that a screen reader could not name, and tabindexes that upset the order."""
    found: list[Any] = await tab.evaluate(_NAMELESS)
    return found


async def focused(tab: Page) -> tuple[str, bool]:
    """What has the focus (its name, or its words), and whether one sees that it has."""
    name, seen = await tab.evaluate(_FOCUSED)
    return name, seen


_TOO_PALE = """() => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(read(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const wrong = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const element = words.currentNode.parentElement;
    const said = words.currentNode.textContent.trim();
    const passed = element.closest("script, noscript, :disabled, option, .unseen");
    if (!said || passed || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const [one, other] = [light(over(read(style.color), ground)), light(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < (large ? 3 : 4.5)) wrong.push([said.slice(0, 60), ratio.toFixed(2)]);
  }
  return wrong;
}"""

_NAMELESS = """() => {
  const label = (one) => one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent || one.alt;
  const shown = (one) => one.checkVisibility();
  const controls = [...document.querySelectorAll("button, a, input, select, textarea, summary, img")].filter(shown);
  return [
    ...controls.filter((one) => one.tagName !== "IMG" && !label(one)?.trim()),
    ...controls.filter((one) => one.tagName === "IMG" && !one.hasAttribute("alt")),
    ...[...document.querySelectorAll("[tabindex]")].filter((one) => one.tabIndex > 0),
  ].map((one) => one.outerHTML.slice(0, 120));
}"""

_FOCUSED = """() => {
  const one = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const seen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  return [one === document.body ? "" : one.getAttribute("aria-label") || one.textContent || one.tagName, seen];
}"""
