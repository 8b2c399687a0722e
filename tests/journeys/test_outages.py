"""The bot away around a deadline: what was voted meanwhile, what the chair is told, and who decides."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot import forms
from bot.ballots.actions import CastVote
from bot.ballots.model import Choice, Standing
from bot.committee import records as roster
from bot.findings.model import Text
from bot.i18n import as_fact
from bot.ids import BallotId, TelegramId
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import CLOSES, DAY, HOUR, MINUTE, VOTERS, Scene, open_ballot, share, voting

NUMBER, SECOND = BallotId(1), BallotId(2)


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await voting(bot)


async def _away(scene: Scene, since: timedelta, until: timedelta, *, taps: dict[str, timedelta]) -> None:
    """The bot is off from `since` to `until` (from the deadline); people tap *Approve* meanwhile, and it comes back."""
    bot = scene.bot
    await bot.move(CLOSES + since)
    await bot.stop()
    for name, at in sorted(taps.items(), key=lambda tap: tap[1]):
        await bot.move(CLOSES + at)
        await scene.taps(name, CastVote(NUMBER, Choice.APPROVE))
    await bot.move(CLOSES + until)
    await bot.restart()
    await bot.move(CLOSES + until + MINUTE)


@pytest.mark.slow
async def test_away_for_an_hour_at_the_deadline_what_came_meanwhile_counts_and_is_marked(
    scene: Scene,
) -> None:
    await scene.vote("Approve", "cholpon", "damir")
    await _away(scene, -HOUR / 2, HOUR / 2, taps={"aigul": -HOUR / 4, "bermet": HOUR / 4})
    rows = await scene.rows()
    assert {of: row.after_outage for of, row in rows.items() if row.choice} == {
        "Ministry": False,
        "Agency": False,
        "Federation": True,
        "Cooperative": True,
    }
    ballot = await scene.ballot()
    assert (ballot.standing, ballot.closed_at) == (Standing.CLOSED, CLOSES)
    for name in ("aigul", "bermet"):
        scene.sees(name, "It was received after an outage of the bot and is marked so.")
    scene.sees("cholpon", "Votes received after an outage: {n}", n=2)
    await scene["damir"].press("Votes by name")
    assert scene["damir"].screen.count("received after an outage") == 2


@pytest.mark.slow
async def test_the_first_vote_after_the_backlog_is_too_late(scene: Scene) -> None:
    await _away(scene, -HOUR / 2, HOUR / 2, taps={"aigul": HOUR / 4})
    await scene.taps("damir", CastVote(NUMBER, Choice.APPROVE))
    scene["damir"].sees(r"Voting is closed, so this vote was not counted")
    assert set(await scene.votes()) == {"Federation"}


@pytest.mark.slow
@pytest.mark.parametrize("away", [HOUR, 23 * HOUR, 30 * HOUR], ids=["an hour", "23 hours", "30 hours"])
async def test_back_before_the_deadline_nothing_is_special(scene: Scene, away: timedelta) -> None:
    await _away(scene, -away - HOUR, -HOUR, taps={"aigul": -2 * HOUR})
    assert (await scene.ballot()).running
    assert not (await scene.rows())["Federation"].after_outage
    await scene.vote("Approve", "damir", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    assert await scene.standing() == "awaiting"
    assert not any(row.after_outage for row in (await scene.rows()).values())
    await scene.taps("temir", CastVote(NUMBER, Choice.APPROVE))
    assert "Union" not in await scene.votes()


@pytest.mark.slow
async def test_gone_only_after_the_deadline_the_closing_is_made_up_for_and_nothing_more_counts(
    scene: Scene,
) -> None:
    await scene.vote("Approve", "damir", "aigul", "bermet")
    await _away(scene, MINUTE, 2 * HOUR, taps={"temir": HOUR})
    assert (await scene.ballot()).closed_at == CLOSES
    assert "Union" not in await scene.votes()
    scene["damir"].sees("The result awaits the chair.")


@pytest.mark.slow
async def test_away_for_25_hours_nobody_is_shown_a_tally_until_the_chair_extends(scene: Scene) -> None:
    await scene.vote("Approve", "damir")
    await _away(scene, -HOUR, 24 * HOUR + MINUTE, taps={"aigul": -HOUR / 2, "bermet": 2 * HOUR})
    assert (await scene.ballot()).running
    votes = await scene.votes()
    assert "Cooperative" in votes, "what Telegram still had counts"
    assert "Federation" not in votes, "what it no longer had is lost, which is why a person decides"
    for name in ("anna", "cholpon"):
        scene[name].sees("24")
        await scene[name].says("/todo")
        await scene.press(name, "{label}: extend or close", label="F1")
    assert scene.words("anna", "Extend the voting") not in scene["anna"].buttons, "the chair extends"
    await scene.press("cholpon", "Extend the voting")
    await scene["cholpon"].says("26.12.2022 12:00")
    await scene.press("cholpon", "Extend the voting")
    await scene.vote("Approve", "aigul")
    assert not (await scene.rows())["Federation"].after_outage
    await scene.bot.move(CLOSES + 7 * DAY)
    assert await scene.standing() == "awaiting"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["anna", "cholpon"])
async def test_after_25_hours_away_a_person_may_also_close_it(scene: Scene, name: str) -> None:
    await scene.vote("Approve", "damir", "aigul", "bermet")
    await _away(scene, -HOUR, 25 * HOUR, taps={})
    await scene.press(name, "Close the voting")
    await scene.press(name, "Close the voting")
    assert await scene.standing() == "awaiting"
    closed_at = (await scene.ballot()).closed_at
    assert closed_at is not None
    assert abs(closed_at - scene.bot.clock.now()) < MINUTE
    scene["damir"].sees("The result awaits the chair.")


@pytest.mark.slow
async def test_of_two_ballots_only_the_one_whose_deadline_fell_into_the_outage_is_marked(
    scene: Scene,
) -> None:
    await share(scene, (Text("en", "Second finding"),), until=CLOSES)
    await open_ballot(scene, 2, until=CLOSES + 3 * HOUR)
    await scene.bot.move(CLOSES - HOUR)
    await scene.bot.stop()
    await scene.bot.move(CLOSES + HOUR / 2)
    for number in (NUMBER, SECOND):
        for name in VOTERS:
            await scene.taps(name, CastVote(number, Choice.APPROVE))
    await scene.bot.move(CLOSES + HOUR)
    await scene.bot.restart()
    await scene.bot.move(CLOSES + HOUR + MINUTE)
    assert all(row.after_outage for row in (await scene.rows(1)).values())
    assert not any(row.after_outage for row in (await scene.rows(2)).values())
    assert [(await scene.ballot(n)).running for n in (1, 2)] == [False, True]
    await scene.bot.move(CLOSES + 3 * HOUR + MINUTE)
    assert not (await scene.ballot(2)).running


async def test_a_reminder_that_fell_into_an_outage_goes_once_and_stale_ones_not_at_all(scene: Scene) -> None:
    await scene.vote("Approve", "damir")
    before = {name: len(scene[name].cards) for name in VOTERS}
    await _away(scene, -4 * DAY, -HOUR, taps={})
    # The three-day and one-day reminders are past; the last one, two hours before, is an hour late and still useful.
    assert {name: len(scene[name].cards) - before[name] for name in VOTERS} == {
        name: int(name != "damir") for name in VOTERS
    }


@pytest.mark.slow
async def test_a_text_that_a_vote_asked_for_before_the_outage_counts_when_it_came_in_it(scene: Scene) -> None:
    """Nobody could tell Damir to press *Done*; Temir had been told, and did not."""
    for name in ("damir", "temir"):
        await scene.press(name, "Needs revision")
    await scene["temir"].says("Was this all?")
    await scene.bot.move(CLOSES - HOUR / 2)
    await scene.bot.stop()
    await scene["damir"].says("It says")
    await scene["damir"].says("too little")
    await scene.bot.move(CLOSES + HOUR / 2)
    await scene.bot.restart()
    await scene.bot.move(CLOSES + HOUR / 2 + MINUTE)
    row = (await scene.rows())["Agency"]
    assert (row.choice, row.text, row.after_outage) == (Choice.REVISE, "It says\ntoo little", True)
    assert set(await scene.votes()) == {"Agency"}
    scene.sees("damir", "Your vote: {choice}. Receipt No. {n}.", choice="Needs revision", n=1)
    await scene.press("temir", "Done")
    late = scene.words("temir", "Voting is closed, so this vote was not counted. Closed: {time}.", time="…")
    said = scene["temir"].latest.text
    assert said.startswith(late.partition("…")[0])
    mend = "To mend it, edit your message; or press “Back” and send everything anew."
    assert scene.words("temir", mend) not in said, "there is no such button any more"


async def test_a_request_that_expires_while_its_card_is_on_the_way_still_answers_on_that_card(
    scene: Scene,
) -> None:
    bot, damir = scene.bot, scene["damir"]
    await scene.press("damir", "Needs revision")
    facts = {"ballot": NUMBER, "closed_at": as_fact(CLOSES)}
    expiring: list[asyncio.Task[None]] = []

    def expire(tx: Tx) -> None:
        who = roster.person_by_telegram(tx, TelegramId(damir.user.id))
        assert who is not None
        forms.expire(tx, who.id, "vote-late", facts, bot.clock.now())

    def hear(method: str, fields: Mapping[str, Any]) -> None:
        if method == "sendMessage" and fields["chat_id"] == damir.user.id and not expiring:
            expiring.append(asyncio.create_task(bot.app.store.write(expire)))

    bot.telegram.on_call.append(hear)
    await damir.says("It says too little")
    assert len(expiring) == 1
    await damir.press("Done")
    damir.sees("Voting is closed, so this vote was not counted")
