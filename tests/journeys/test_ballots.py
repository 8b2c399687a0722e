"""Votes that change, the texts that they ask for, and what may be seen while a ballot runs and after it."""

import re
from typing import Any

import pytest

from bot.ballots import reading
from bot.ballots import records as ballots
from bot.ballots.actions import CastVote, Declare, NamedVotes, NotVoted, ShowTexts
from bot.ballots.cards import Paper
from bot.ballots.model import Choice
from bot.ids import BallotId
from bot.playground.stage import Stage
from tests.journeys.scenes import (
    CAST,
    CLOSES,
    HOUR,
    MINUTE,
    OPENS,
    VOTERS,
    Scene,
    voting,
)

NUMBER = BallotId(1)
CHANGE = "Say “not <b>yet</b>” & why"


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await voting(bot)


# Votes and their texts


async def test_a_vote_may_change_until_closing_and_every_earlier_one_is_kept(scene: Scene) -> None:
    await scene.vote("Approve", "aigul")
    await scene.vote("Needs revision", "aigul", text="Эртерээк")
    await scene.bot.move(OPENS + HOUR)
    await scene.vote("Abstain", "aigul")
    seat = (await scene.rows())["Federation"].seat
    history = await scene.bot.app.store.read(lambda tx: ballots.history(tx, NUMBER, seat))
    assert [(v.choice, v.text, v.receipt) for v in history] == [
        (Choice.APPROVE, None, 1),
        (Choice.REVISE, "Эртерээк", 2),
    ]
    assert await scene.votes() == {"Federation": "abstain"}
    await scene["aigul"].says("/votes")
    abstain = scene.words("aigul", "Abstain")
    scene.sees("aigul", "Your vote: {choice}. Receipt No. {receipt}.", choice=abstain, receipt=3)


async def test_a_vote_counts_also_where_its_card_cannot_be_read(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, fails = reading.paper, [KeyError("a column"), LookupError("a row")]

    def paper(*given: Any) -> Paper:
        if fails:
            raise fails.pop()
        return read(*given)

    monkeypatch.setattr(reading, "paper", paper)
    await scene.press("aigul", "Approve")  # neither with the vote nor after it, but at the second try
    scene.sees("aigul", "Receipt No. {n}.", n=1)
    assert await scene.votes() == {"Federation": "approve"}

    fails = [LookupError("a row")] * 6  # with the vote and after it, three times
    await scene.press("aigul", "Abstain")
    scene.sees("aigul", "What you did was recorded, but it cannot be shown. /menu shows what stands now.")
    assert await scene.votes() == {"Federation": "abstain"}
    seat = (await scene.rows())["Federation"].seat
    assert len(await scene.bot.app.store.read(lambda tx: ballots.history(tx, NUMBER, seat))) == 1


async def test_who_gives_a_text_up_has_the_paper_before_them_again(scene: Scene) -> None:
    await scene.press("aigul", "Approve with changes")
    await scene.press("aigul", "Cancel")
    scene.sees("aigul", "The text was not recorded.")
    await scene.press("aigul", "Abstain")
    assert await scene.votes() == {"Federation": "abstain"}


async def test_an_observer_is_not_told_to_wait_for_a_vote(scene: Scene) -> None:
    await scene["olivia"].says("/votes")
    scene.sees("olivia", "Only those who hold a voting seat vote.")
    await scene["aigul"].says("/votes")
    assert scene.words("aigul", "Only those who hold a voting seat vote.") not in scene["aigul"].screen


@pytest.mark.slow
async def test_while_a_text_is_awaited_the_earlier_vote_stands_and_another_choice_drops_the_request(
    scene: Scene,
) -> None:
    await scene.vote("Abstain", "temir")
    await scene.press("temir", "Approve with changes")
    scene.sees("temir", "Until then your earlier vote stands.")
    assert await scene.votes() == {"Union": "abstain"}
    await scene["temir"].says("Половина текста")
    await scene.taps("temir", CastVote(NUMBER, Choice.APPROVE))
    assert await scene.votes() == {"Union": "approve"}
    await scene["temir"].says("Вторая половина")
    scene.sees("temir", "The bot is not asking you anything now. Nothing was recorded.")
    assert (await scene.rows())["Union"].text is None


async def test_the_text_of_one_choice_is_not_taken_for_another(scene: Scene) -> None:
    await scene.press("temir", "Approve with changes")
    await scene["temir"].says("Изменить слово")
    await scene.taps("temir", CastVote(NUMBER, Choice.REVISE))
    scene.sees("temir", "Please write briefly why it needs revision.")
    await scene.writes("temir", "Слишком коротко")
    row = (await scene.rows())["Union"]
    assert (row.choice, row.text) == (Choice.REVISE, "Слишком коротко")


async def test_a_request_goes_before_an_open_form_which_then_goes_on_with_what_it_had(scene: Scene) -> None:
    await scene["damir"].says("/findings")
    await scene["damir"].press("F1")
    await scene["damir"].press("Propose wording")
    await scene["damir"].says("First half")
    await scene.taps("damir", CastVote(NUMBER, Choice.CHANGES))
    await scene.writes("damir", CHANGE)
    assert (await scene.rows())["Agency"].text == CHANGE
    await scene["damir"].says("Second half")
    await scene["damir"].press("Done")
    await scene["damir"].press("Comments (1)")
    scene["damir"].sees("First half\nSecond half")
    scene["damir"].does_not_see(f"{re.escape(CHANGE)}\nSecond")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("🌱🌿🍀", "🌱🌿🍀"),
        ("<b>bold</b> & <script>", "<b>bold</b> & <script>"),
        ("  spaces \n around  ", "spaces \n around"),
        ("{name} %s \\n {0}", "{name} %s \\n {0}"),
    ],
)
async def test_a_text_is_kept_and_shown_as_it_was_written(scene: Scene, text: str, kept: str) -> None:
    await scene.vote("Approve with changes", "damir", text=text)
    assert (await scene.rows())["Agency"].text == kept
    scene["damir"].sees(re.escape(f"Your text: {' '.join(kept.split())}") + "|" + re.escape(kept))
    await scene.vote("Approve", "cholpon", "aigul", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    assert kept in scene["cholpon"].screen


@pytest.mark.parametrize("text", ["х" * 4096, "🌱" * 2048, "х" * 1000 + "\n" + "х"])
async def test_a_text_that_is_too_long_says_by_how_much_and_the_vote_still_waits(
    scene: Scene, text: str
) -> None:
    await scene.press("damir", "Needs revision")
    await scene["damir"].says(text)
    scene["damir"].sees(
        rf"The text is too long\. Limit: 1000 characters, yours: {len(text.encode('utf-16-le')) // 2}"
    )
    assert await scene.votes() == {}
    await scene.writes("damir", "Shorter")
    assert (await scene.rows())["Agency"].text == "Shorter"


@pytest.mark.parametrize("text", ["\u200b", "\u2063", "\u3164", "⠀"])
async def test_a_text_of_nothing_visible_is_no_reason(scene: Scene, text: str) -> None:
    await scene.press("damir", "Needs revision")
    await scene["damir"].says(text)
    assert "The text is empty. Please write it." in scene["damir"].screen
    assert await scene.votes() == {}


@pytest.mark.slow
async def test_a_text_finished_after_closing_is_not_counted(scene: Scene) -> None:
    await scene.vote("Approve", "cholpon", "aigul", "bermet")
    await scene.press("damir", "Needs revision")
    await scene["damir"].says("Just in time to write, too late to finish")
    await scene.bot.move(CLOSES + MINUTE)
    await scene["damir"].press("Done")
    scene["damir"].sees("Voting is closed, so this vote was not counted")
    await scene["damir"].says("more")
    scene["damir"].sees("The bot is not asking you anything now")
    assert "Agency" not in await scene.votes()


# What may be seen while it runs, and after


@pytest.mark.slow
async def test_while_it_runs_nobody_is_shown_a_choice_a_name_or_a_text_of_another(scene: Scene) -> None:
    secret = "Only the chair may read this, and later"
    await scene.vote("Needs revision", "damir", text=secret)
    await scene.vote("Abstain", "aigul")
    for name in CAST:
        for command in ("/menu", "/todo", "/votes", "/findings", "/committee", "/start b1", "/start f1"):
            await scene[name].says(command)
        for action in (NamedVotes(NUMBER), ShowTexts(NUMBER), Declare(NUMBER), NotVoted(NUMBER)):
            await scene.taps(name, action)
    assert scene.anybody_read(secret, but=["damir"]) == []
    for name in ("cholpon", "temir", "bermet", "nazira", "anna"):
        abstain = scene.words(name, "Abstain")
        rule = scene.words(name, "• “{abstain}”: counts for the quorum only", abstain=abstain)
        assert not any(abstain in screen.replace(rule, "") for screen in scene[name].screens)
        await scene[name].says("/start b1")
        scene.sees(name, "Voted so far: {voted} of {seats}", voted=2, seats=5)
    await scene["olivia"].says("/start b1")
    scene.sees("olivia", "There is no such vote among those that you can see.")


async def test_only_organizer_and_chair_see_who_has_not_voted(scene: Scene) -> None:
    await scene.vote("Approve", "damir", "aigul")
    for name in ("anna", "cholpon"):
        await scene[name].says("/start b1")
        await scene.press(name, "Who has not voted")
        scene.sees(name, "Not voted: {n} of {seats}", n=3, seats=5)
        text = scene[name].screen
        assert [part.name in text for part in (CAST[n] for n in VOTERS)] == [True, False, False, True, True]
    for name in ("nazira", "temir", "bermet", "olivia"):
        await scene.taps(name, NotVoted(NUMBER))
        assert not any("Not voted:" in s or "Cholpon" in s for s in scene[name].screens)


@pytest.mark.slow
async def test_at_closing_names_and_choices_open_to_the_committee_and_never_to_observers(
    scene: Scene,
) -> None:
    await scene.vote("Approve", "damir", "bermet")
    await scene.vote("Approve with changes", "aigul", text=CHANGE)
    await scene.bot.move(CLOSES + MINUTE)
    for name in ("anna", "nazira", "cholpon", "damir", "aigul", "temir", "bermet"):
        await scene[name].says("/start b1")
        await scene.press(name, "Votes by name")
        assert f"Aigul Member — {scene.words(name, 'Approve with changes')}" in scene[name].screen
        assert CHANGE in scene[name].screen
        assert len(re.findall(f"(?m)— {scene.words(name, 'not voted')}$", scene[name].screen)) == 2
    await scene.taps("olivia", NamedVotes(NUMBER))
    await scene["olivia"].says("/start b1")
    await scene.press("cholpon", "Menu")
    await scene["cholpon"].says("/start b1")
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    await scene.press("cholpon", "Taken in")
    await scene.press(
        "cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated with amendments")
    )
    scene["olivia"].sees("validated with amendments.*Trade unions: with changes 1, not voted 1")
    await scene.taps("olivia", NamedVotes(NUMBER))
    assert "olivia" not in scene.anybody_read(CHANGE, *(CAST[name].name for name in VOTERS))
