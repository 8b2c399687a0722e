"""A whole story with its mishaps leaves no word of a draft, a comment or a vote, no name and no token in any log."""

import io
import logging

import pytest

from bot import logs
from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.ids import BallotId
from bot.playground.stage import TOKEN, Stage
from tests.journeys.house import takes_seat
from tests.journeys.scenes import CAST, CLOSES, MINUTE, TEXTS, Scene, voting

COMMENT, CHANGE, TITLE = "Wording-of-a-comment", "Wording-of-a-change", "Wording-of-a-title"


@pytest.fixture
def log() -> io.StringIO:
    """Everything that the program and its libraries log, at every level."""
    stream = io.StringIO()
    logs.configure("json", token=TOKEN, stream=stream, level=logging.DEBUG)
    return stream


async def _story(scene: Scene) -> None:
    """From a draft to its result, with a restart, a refusal, a lost connection and a stranger on the way."""
    bot = scene.bot
    await scene["damir"].says("/start f1")
    await scene["damir"].press("Comment")
    await scene.writes("damir", COMMENT)
    await scene["nazira"].says("/newfinding")
    await scene.press("nazira", "finding")
    await scene["nazira"].press("English")
    await scene["nazira"].says(f"{TITLE}\n{TITLE}")
    await bot.restart()
    await scene.press("nazira", "Cancel")
    await scene.vote("Approve with changes", "aigul", text=CHANGE)
    bot.telegram.fail_next(
        "editMessageText", 400, "Bad Request: can't parse entities: " + "unsupported start tag"
    )
    await scene.vote("Approve", "cholpon")
    bot.telegram.cut_next("editMessageText")
    await scene.vote("Approve", "damir")
    await bot.move(bot.clock.now() + MINUTE)
    stranger = bot.someone("Evdokia-Stranger", username="evdokia_x")
    await stranger.says("let me in, please-oh-please")
    await stranger.forges(CastVote(BallotId(1), Choice.APPROVE).pack())
    await scene["anna"].says("/committee")
    await scene["anna"].press("Temir Member")
    await scene["anna"].press("Not this person")
    await scene["anna"].press("Yes, not this person")
    newcomer = bot.someone("Temirlan", username="temirlan_x")
    await takes_seat(newcomer, scene["anna"].screen.partition("Link: ")[2].split()[0])
    await scene["bermet"].blocks()
    await bot.move(CLOSES + MINUTE)
    await scene["bermet"].says("/start b1")


@pytest.mark.slow
async def test_no_log_line_at_any_level_holds_what_people_wrote_who_they_are_or_the_token(
    log: io.StringIO, bot: Stage
) -> None:
    scene = await voting(bot)
    await _story(scene)
    await bot.stop()
    text = log.getvalue()
    for mishap in ("telegram refused a message", "an update failed"):
        assert mishap in text
    words = [
        COMMENT,
        CHANGE,
        TITLE,
        "please-oh-please",
        "Evdokia",
        "evdokia_x",
        "Temirlan",
        "temirlan_x",
        "start=",
    ]
    words += [part for wording in TEXTS for part in (wording.title, wording.body)]
    words += [part.name for part in CAST.values()] + [part.name.split()[0] for part in CAST.values()]
    words += [TOKEN, TOKEN.partition(":")[2]]
    escaped = [word.encode("unicode_escape").decode() for word in words]
    found = {word for word in (*words, *escaped) if word in text}
    assert found == set(), [line for line in text.splitlines() if any(word in line for word in found)][:5]
