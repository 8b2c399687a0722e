"""The chair declares another outcome; an organizer names an acting chair: from button to what everybody reads."""

import pytest

from bot.ballots.actions import Declare, MarkVersion, NameActingChair, Override
from bot.ballots.model import Outcome
from bot.committee import service as committee
from bot.findings import service as finding
from bot.findings.model import Text
from bot.ids import BallotId, FindingId, VersionId
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import CAST, CLOSES, DAY, HOUR, MINUTE, TEXTS, VOTERS, Scene, voting
from tests.rehearsed import rehearsed

NUMBER = BallotId(1)
REASON = "Wait for the <b>study</b> & the ministry 🌱"


@rehearsed
async def closed(bot: Stage) -> Scene:
    scene = await voting(bot)
    await scene.vote("Approve", *VOTERS)
    await bot.move(CLOSES + MINUTE)
    return scene


def seen(scene: Scene, name: str) -> str:
    """All that stands in somebody's chat."""
    return "\n".join(scene[name].screens)


@pytest.mark.slow
async def test_another_outcome_is_declared_with_its_reason_and_told_to_everybody(bot: Stage) -> None:
    scene = await closed(bot)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Another outcome")
    await scene["cholpon"].press("Возвращено на доработку")
    await scene["cholpon"].says("🌱" * 1024)
    assert "1000" in scene["cholpon"].screen
    assert (await scene.ballot()).outcome is None
    await scene.writes("cholpon", REASON)
    await scene.press(
        "cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "returned for revision")
    )
    assert await scene.standing() == "returned"
    for name in CAST:
        proposed = scene.words(name, "Proposed outcome: {outcome}", outcome=scene.words(name, "validated"))
        assert proposed in seen(scene, name), name
        assert "Wait for the" in seen(scene, name), name


@pytest.mark.slow
async def test_whoever_declares_first_has_declared_and_the_other_reads_what_stands(bot: Stage) -> None:
    scene = await closed(bot)
    await bot.move(CLOSES + 4 * DAY + HOUR)
    await scene["anna"].says("/start b1")
    await scene["anna"].press("Name an acting chair")
    await scene["anna"].press("Aigul Member · Federation")
    await scene["anna"].press("Name the acting chair")
    assert "Aigul Member" in seen(scene, "cholpon")
    scene.queues("aigul", Declare(NUMBER, Outcome.VALIDATED))
    scene.queues("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    await bot.settle()
    refusal = "The result was declared already. Nothing was changed."
    told = scene.anybody_read(*(scene.words(name, refusal) for name in ("aigul", "cholpon")))
    (loser,) = {*told} - {"popup"}
    assert any(scene.words(loser, refusal) in card.text for card in scene[loser].cards), "it stays to be read"
    assert await scene.standing() == "validated"


async def test_of_two_new_versions_the_chair_judges_the_newer_and_the_card_of_the_other_folds(
    bot: Stage,
) -> None:
    scene = await closed(bot)
    await scene.taps("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    for word in ("Second", "Third"):
        await _publish(scene, word)
    asks = scene.words("cholpon", "As declared")
    cards = [card for card in scene["cholpon"].cards if asks in [b["text"] for b in card.buttons]]
    assert len(cards) == 1, "one card asks, not two"
    await scene.taps("cholpon", MarkVersion(VersionId(2), as_declared=True))
    scene.sees("cholpon", "A newer version has taken its place: version {v}. Nothing was changed.", v=3)
    assert await scene.standing(version=2) == "superseded"
    await scene.press("cholpon", "{label}: version {v} as declared?", label="F1", v=3)
    await scene.press("cholpon", "As declared")
    assert await scene.standing(version=3) == "validated"


async def _publish(scene: Scene, word: str) -> None:
    """The consultant's next version."""

    def body(tx: Tx) -> None:
        who = next(a for a in committee.actors_in(tx, scene.where) if a.consults)
        texts = [Text(text.language, f"{word} title", text.body) for text in TEXTS]
        at = scene.bot.clock.now()
        finding.new_version(
            tx,
            who,
            FindingId(1),
            texts=texts,
            authoritative="en",
            change_note=word,
            comments_until=at + DAY,
            at=at,
        )

    await scene.bot.app.store.write(body)
    await scene.bot.settle()


async def test_forged_and_stale_buttons_change_nothing(bot: Stage) -> None:
    scene = await closed(bot)
    kept = await scene.kept()
    for name in ("damir", "anna", "nazira", "olivia"):
        await scene.taps(name, Override(NUMBER, Outcome.VALIDATED, Outcome.RETURNED))
        await scene.taps(name, NameActingChair(NUMBER))
        await scene.taps(name, Override(BallotId(99), Outcome.VALIDATED, Outcome.RETURNED))
    await scene.taps("cholpon", Override(NUMBER, Outcome.VALIDATED, Outcome.NO_QUORUM))
    assert {n: r for n, r in (await scene.kept()).items() if n != "audit"} == {
        n: r for n, r in kept.items() if n != "audit"
    }
