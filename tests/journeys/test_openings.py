"""What a ballot is opened on, until when, and what a new version does to it."""

from datetime import datetime

import pytest

from bot.ballots.actions import CastVote, Declare, JudgeVersion, MarkVersion, NotVoted
from bot.ballots.model import Choice, Outcome
from bot.ids import BallotId, VersionId
from bot.playground.stage import Stage
from tests.conftest import BISHKEK
from tests.journeys.scenes import (
    CAST,
    CLOSES,
    MINUTE,
    OPENS,
    TEXTS,
    VOTERS,
    Scene,
    assemble,
    share,
    voting,
)

NUMBER = BallotId(1)
CHANGE = "Say “not <b>yet</b>” & why"


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await voting(bot)


# A new version while it runs, and after the declaration


async def _new_version(scene: Scene, text: str, *, last: str) -> None:
    await scene["nazira"].says("/start f1")
    await scene.press("nazira", "New version")
    await scene.writes("nazira", text)
    for _ in ("ru", "ky"):
        await scene.press("nazira", "Keep this text")
    await scene.press("nazira", "Skip")
    await scene["nazira"].says("Одно слово")
    await scene.press("nazira", "Next")
    if last == "Share for comments":
        await scene["nazira"].press("10 ")
    await scene.press("nazira", last)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["anna", "cholpon"])
async def test_a_new_version_waits_until_it_is_confirmed_with_the_votes_that_are_set_aside(
    scene: Scene, name: str
) -> None:
    await scene.vote("Approve", "damir", "aigul")
    await _new_version(scene, "No definition yet\nMany do.", last="Share for comments")
    scene.sees(
        "nazira",
        "Voting on {label} is open, so version {v} stays a draft until the chair or an organizer confirms it.",
        label="F1",
        v=2,
    )
    assert (await scene.standing(version=2), (await scene.ballot()).running) == ("draft", True)
    await scene.vote("Approve", "bermet")
    await scene[name].says("/todo")
    await scene.press(name, "{label}: a new version waits", label="F1")
    await scene.press(name, "Put version {v} in place", v=2)
    assert "3" in scene[name].screen.splitlines()[-1]
    await scene.press(name, "Put version {v} in place", v=2)
    assert await scene.standing() == "superseded"
    assert await scene.standing(version=2) == "comments"
    for reader in (n for n in CAST if n != "olivia"):
        gone = scene.words(
            reader,
            "Version {v} has replaced the text, so the vote on the earlier version is closed. "
            "A new vote will follow.",
            v=2,
        )
        assert any(gone in screen for screen in scene[reader].screens) or reader == name, reader
    for choice in Choice:
        await scene.taps("damir", CastVote(NUMBER, choice))
        assert "This vote was not counted." in scene["damir"].screen
    await scene.taps("damir", NotVoted(NUMBER))
    await scene.taps("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    assert (await scene.ballot()).outcome is None


@pytest.mark.slow
async def test_a_substantive_change_needs_a_ballot_of_its_own_with_nothing_carried_over(scene: Scene) -> None:
    await scene.vote("Approve", *VOTERS)
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    await _new_version(scene, "Another definition\nOf something else.", last="Publish")
    await scene.taps("anna", MarkVersion(VersionId(2), True))
    assert await scene.standing(version=2) == "comments", "only the chair may say so"
    await scene.press("cholpon", "Substantive change")
    scene["damir"].sees("The chair has found a substantive change: version 2 needs a new ballot.")
    await scene.taps("cholpon", MarkVersion(VersionId(2), True))
    scene.sees("cholpon", "This question is settled. Nothing was changed.")
    assert (await scene.standing(), await scene.standing(version=2)) == ("validated", "comments")
    await scene["anna"].says("/start f1")
    await scene["anna"].press("Open a ballot")
    await scene["anna"].press("5 working days")
    await scene["anna"].press("Open all the same")
    assert await scene.votes(2) == {}
    await scene.vote("Approve", "damir")
    assert (await scene.votes(2), len(await scene.votes(1))) == ({"Agency": "approve"}, 5)
    await scene.taps("cholpon", JudgeVersion(VersionId(2)))
    scene.sees("cholpon", "This question is settled. Nothing was changed.")


# Opening


@pytest.mark.slow
async def test_a_language_that_a_voter_reads_is_missing_until_the_opener_signs_the_exception(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    await share(scene, TEXTS[:2])
    await bot.move(OPENS)
    await scene["anna"].says("/start f1")
    await scene["anna"].press("Open a ballot")
    await scene["anna"].says("19.12.2022")
    scene["anna"].sees("Missing: Kyrgyz.*the exception is recorded with your name")
    await scene["anna"].press("Open all the same")
    ballot = await scene.ballot()
    assert (ballot.exception, ballot.exception_by) == (("ky",), ballot.opened_by)
    assert TEXTS[0].title in scene["aigul"].screen, "the authoritative text instead"


async def test_comments_still_open_are_named_before_the_ballot_opens(bot: Stage) -> None:
    scene = await assemble(bot)
    await share(scene, until=CLOSES)
    await scene["cholpon"].says("/start f1")
    await scene.press("cholpon", "Open a ballot")
    await scene["cholpon"].says("23.12.2022")
    scene.sees(
        "cholpon",
        "⚠️ Comments are open until {date}. Opening the ballot now is early.",
        date="19 декабря 2022 г., 18:00 (Бишкек)",
    )
    await scene.press("cholpon", "Open all the same")
    assert (await scene.ballot()).running


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("31.02.", "There is no such date or hour"),
        ("12/08/22", "can be read in two ways"),
        ("01.12.2022", "This deadline has passed"),
        ("15.12.2022 09:59", "at least 24 hours ahead"),
    ],
)
async def test_a_new_deadline_that_cannot_be_is_refused_in_the_extension_too(
    scene: Scene, typed: str, answer: str
) -> None:
    await scene["cholpon"].says("/language")
    await scene["cholpon"].press("English")
    await scene.bot.move(CLOSES + MINUTE)
    await scene["cholpon"].press("Extend the voting")
    typed = typed.replace("15.12.2022 09:59", "20.12.2022 18:00")
    await scene["cholpon"].says(typed)
    scene["cholpon"].sees(answer)
    await scene["cholpon"].says("20.12.2022 18:01")
    scene["cholpon"].sees("Tuesday, 20 December 2022, 18:01")


@pytest.mark.slow
async def test_a_holiday_deadline_is_named_in_the_readers_language(bot: Stage) -> None:
    scene = await voting(bot)
    await bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Extend the voting")
    await scene["cholpon"].says("02.01.2023 12:00")
    scene["cholpon"].sees("Нов(ый год|огодн)")
    await scene.press("cholpon", "Take the suggested deadline")
    assert (await scene.ballot()).deadline > datetime(2023, 1, 2, 12, tzinfo=BISHKEK)
