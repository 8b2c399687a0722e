"""Who cannot be written to: the organizers see whom a notice did not reach, and what to send them by other means."""

import pytest

from bot.committee import service as committee
from bot.committee.model import Role
from bot.inputs import service as inputs
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.house import NAMES, bytes_in
from tests.journeys.scenes import (
    CAST,
    CLOSES,
    MINUTE,
    OPENS,
    VOTERS,
    Part,
    Scene,
    assemble,
    open_ballot,
    share,
    voting,
)
from tests.rehearsed import rehearsed


@pytest.fixture
@rehearsed
async def scene(bot: Stage) -> Scene:
    """Bermet has not opened her link; the others have joined."""
    scene = await assemble(bot, absent=["bermet"])
    await bot.move(OPENS)
    return scene


async def _not_reached(scene: Scene) -> list[str]:
    """The pages of the organizer's list."""
    await scene["anna"].says("/committee")
    await scene["anna"].press("Not reached")
    pages = [scene["anna"].screen]
    while "Next page ›" in scene["anna"].buttons:
        await scene["anna"].press("Next page ›")
        pages.append(scene["anna"].screen)
    return pages


async def test_whoever_never_started_is_listed_with_their_link_and_no_word_of_the_draft(scene: Scene) -> None:
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    assert scene["bermet"].cards == []
    pages = await _not_reached(scene)
    assert all("Name: Bermet Member" in page and "Reach: not joined" in page for page in pages)
    for page in pages:
        text = page.partition("Text to send by other means:")[2]
        assert text.startswith(f"\n{NAMES['ky']}\n\n"), "whoever is sent it knows nothing else"
        assert "https://t.me/" in text
        assert "start=" in text
        assert "Аныктама" not in text
        assert "legal" not in text


@pytest.mark.slow
async def test_the_link_in_that_text_opens_the_seat_and_the_ballot_waits_there(scene: Scene) -> None:
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    page = (await _not_reached(scene))[0]
    link = next(word for word in page.split() if word.startswith("https://t.me/"))
    bermet = scene["bermet"]
    await bermet.opens(link)
    await bermet.press("Кыргызча")
    await scene.press("bermet", "I agree")
    await scene.press("bermet", "{label}: vote", label="F1")
    await scene.press("bermet", "Approve")
    assert await scene.votes() == {"Cooperative": "approve"}


@pytest.mark.slow
async def test_whoever_blocked_the_bot_is_listed_and_back_as_soon_as_they_write(bot: Stage) -> None:
    scene = await voting(bot)
    await scene["temir"].blocks()
    cards = len(scene["temir"].cards)
    await scene.vote("Approve", "cholpon", "damir", "aigul", "bermet")
    await bot.move(CLOSES + MINUTE)
    assert len(scene["temir"].cards) == cards
    await scene["anna"].says("/committee")
    scene["anna"].sees("Temir Member · Union · has blocked the bot")
    page = (await _not_reached(scene))[0]
    assert "Name: Temir Member" in page
    assert "Reach: has blocked the bot" in page
    await scene["temir"].says("/start b1")
    scene.sees("temir", "The result awaits the chair.")
    await scene["anna"].says("/committee")
    assert "has blocked the bot" not in scene["anna"].screen
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    scene["temir"].sees(scene.words("temir", "Declared: {time}", time=""))


@pytest.mark.slow
async def test_a_declared_result_may_be_sent_on_in_the_persons_own_language(bot: Stage) -> None:
    scene = await assemble(bot, absent=["temir"])
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    await scene.vote("Approve", "cholpon", "damir", "aigul", "bermet")
    await bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    text = next(page for page in await _not_reached(scene) if "«Нет определения»" in page)
    assert scene.words("temir", "Government") in text
    assert "Damir" not in text


@pytest.mark.slow
async def test_told_to_wait_by_telegram_the_results_reach_all_twelve_once(bot: Stage) -> None:
    more = {
        f"member{i}": Part(f"Member Number{i}", ("ky", "ru", "en")[i % 3], Role.MEMBER, "sse", f"Guild {i}")
        for i in range(4)
    }
    scene = await voting(bot, {**CAST, **more})
    await scene.vote("Approve", *VOTERS, *more)
    await bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    before = {name: len(scene[name].cards) for name in scene.cast}
    bot.telegram.fail_next(
        "sendMessage", 429, "Too Many Requests: retry after 1", {"retry_after": 1}, times=5
    )
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    waiting = [name for name in scene.cast if len(scene[name].cards) == before[name] and name != "cholpon"]
    assert len(waiting) == 5
    await bot.move(bot.clock.now() + MINUTE)
    assert len(scene.cast) == 12
    for name in scene.cast:
        if name != "cholpon":
            text, picture = scene[name].cards[before[name] :]
            assert scene.words(name, "Declared: {time}", time="") in text.text
            assert "photo" in picture.content, "the text goes first"
    assert await _not_reached(scene) == [scene["anna"].screen]
    scene["anna"].sees("Everybody was reached by every notice.")


async def test_an_answer_that_telegram_puts_off_comes_and_the_vote_stood_all_along(bot: Stage) -> None:
    scene = await voting(bot)
    bot.telegram.fail_next("editMessageText", 429, "Too Many Requests: retry after 5", {"retry_after": 5})
    await scene.press("damir", "Approve")
    assert await scene.votes() == {"Agency": "approve"}
    assert "Your vote was recorded" not in scene["damir"].screen
    await bot.move(bot.clock.now() + MINUTE)
    scene["damir"].sees(r"Your vote was recorded: Approve\.")
    assert (await scene.rows())["Agency"].receipt == 1


@pytest.mark.slow
async def test_three_long_notices_that_somebody_missed_fit_one_message(scene: Scene) -> None:
    def ask(tx: Tx) -> None:
        asks = next(a for a in committee.actors_in(tx, scene.where) if a.consults)
        for sign in "<&🌱":
            text = f"{sign} {'🌱' * 1200}"
            inputs.ask(tx, asks, text=text, language="ky", groups=(), until=CLOSES, at=scene.bot.clock.now())

    await scene.bot.app.store.write(ask)
    await scene.bot.settle()
    (page,) = await _not_reached(scene)
    assert page.count("🌱🌱🌱…") == 3


async def test_of_a_stranger_who_blocks_the_bot_or_takes_it_into_a_group_nothing_stays(bot: Stage) -> None:
    await assemble(bot)
    stranger = bot.someone("Zarina-Stranger", username="zarina_stranger")
    await stranger.says("/start")
    await stranger.blocks()
    assert b"zarina_stranger" not in bytes_in(bot.data)
    group = bot.telegram.group("Elsewhere", stranger.user)
    bot.telegram.add_bot(group, stranger.user)
    await bot.settle()
    assert b"zarina_stranger" not in bytes_in(bot.data)
