"""How each outcome comes about, from the deadline to what everybody is told."""

import pytest

from bot.ballots.actions import CastVote, Declare, NamedVotes
from bot.ballots.model import Choice, Outcome
from bot.committee.model import Role
from bot.ids import BallotId
from bot.playground.stage import Stage
from tests.journeys.scenes import (
    CAST,
    CLOSES,
    DAY,
    HOUR,
    MINUTE,
    VOTERS,
    Part,
    Scene,
    voting,
)

NUMBER = BallotId(1)
CHANGE = "Say “not <b>yet</b>” & why"


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await voting(bot)


@pytest.mark.slow
async def test_without_quorum_nothing_opens_until_it_is_extended_once_and_then_declared(scene: Scene) -> None:
    await scene.vote("Needs revision", "damir", text=CHANGE)
    await scene.bot.move(CLOSES + MINUTE)
    for name in ("aigul", "damir", "anna"):
        await scene[name].says("/start b1")
        shown = scene.words(
            name,
            "<b>Ended without quorum</b> ({voted} of {seats} voted, {needed} needed).",
            voted=1,
            seats=5,
            needed=3,
        )
        assert shown in scene[name].screen
        await scene.taps(name, NamedVotes(NUMBER))
    assert scene.anybody_read(CHANGE, but=["damir"]) == []
    await scene.press("cholpon", "Extend the voting")
    await scene["cholpon"].says("26.12.2022 12:00")
    await scene.press("cholpon", "Extend the voting")
    assert await scene.votes() == {"Agency": "revise"}, "what was voted stands"
    await scene.bot.move(CLOSES + 7 * DAY)
    await scene["cholpon"].says("/todo")
    await scene.press("cholpon", "{label}: declare the result", label="F1")
    assert scene.words("cholpon", "Extend the voting") not in scene["cholpon"].buttons
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "no quorum"))
    assert await scene.standing() == "no_quorum"
    scene["olivia"].sees("no quorum")
    assert "olivia" not in scene.anybody_read(CHANGE)


async def test_quorum_asks_for_a_vote_of_every_represented_group(scene: Scene) -> None:
    await scene.vote("Approve", "cholpon", "damir", "aigul", "temir")
    await scene.bot.move(CLOSES + MINUTE)
    scene["damir"].sees(r"Ended without quorum")
    assert await scene.standing() == "awaiting"


OUTCOMES = {
    "validated": {"Approve": VOTERS},
    "validated by those who did not abstain": {
        "Approve": ("damir",),
        "Abstain": ("aigul", "bermet", "temir"),
    },
    "returned": {"Needs revision": ("bermet",), "Approve": ("cholpon", "damir", "aigul", "temir")},
    "returned by all": {"Needs revision": VOTERS[:3], "Approve": ("temir", "bermet")},
    "no consensus": {"Needs revision": ("damir",), "Approve": ("cholpon", "aigul", "bermet")},
    "only abstentions": {"Abstain": VOTERS},
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("votes", "outcome", "standing"),
    [
        (OUTCOMES["validated"], "validated", "validated"),
        (OUTCOMES["validated by those who did not abstain"], "validated", "validated"),
        (OUTCOMES["returned"], "returned for revision", "returned"),
        (OUTCOMES["returned by all"], "returned for revision", "returned"),
        (OUTCOMES["no consensus"], "no consensus", "no_consensus"),
        (OUTCOMES["only abstentions"], "no consensus", "no_consensus"),
    ],
    ids=list(OUTCOMES),
)
async def test_each_outcome_is_proposed_declared_and_told_to_everybody_in_their_words(
    scene: Scene, votes: dict[str, tuple[str, ...]], outcome: str, standing: str
) -> None:
    for choice, names in votes.items():
        await scene.vote(choice, *names)
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", outcome))
    assert await scene.standing() == standing
    for name in CAST:
        if name != "cholpon":
            result = scene[name].sees(scene.words(name, "Declared: {time}", time=""))
            assert scene.words(name, outcome) in result.text


@pytest.mark.slow
async def test_groups_that_only_abstained_are_named_to_the_chair_who_confirms_it(scene: Scene) -> None:
    await scene.vote("Approve", "damir", "aigul")
    await scene.vote("Abstain", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    group = scene.words("cholpon", "{sse} organizations")
    scene.sees("cholpon", "Only abstained: {groups}. By declaring, you confirm this.", groups=group)


@pytest.mark.slow
async def test_with_no_change_taken_in_it_is_validated_only_where_approve_alone_has_the_majorities(
    scene: Scene,
) -> None:
    await scene.vote("Approve with changes", "aigul", text=CHANGE)
    await scene.vote("Approve", "cholpon", "damir", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    await scene.press("cholpon", "Not taken in")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "no consensus"))
    assert await scene.standing() == "no_consensus"


@pytest.mark.slow
async def test_an_outcome_that_marks_have_changed_meanwhile_is_not_declared(scene: Scene) -> None:
    await scene.vote("Approve with changes", "aigul", text=CHANGE)
    await scene.vote("Approve", "cholpon", "damir", "temir", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    await scene.press("cholpon", "Taken in")
    await scene.taps("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    scene.sees(
        "cholpon", "The proposed outcome has changed meanwhile. Nothing was declared. Please look again."
    )
    assert await scene.standing() == "awaiting"


@pytest.mark.slow
async def test_where_there_is_no_chair_the_organizer_declares(bot: Stage) -> None:
    cast = {**CAST, "cholpon": Part("Cholpon Member", "ru", Role.MEMBER, "government", "Ministry")}
    scene = await voting(bot, cast)
    await scene.vote("Approve", *VOTERS)
    await bot.move(CLOSES + MINUTE)
    await scene.taps("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    scene.sees("cholpon", "Only organizers can do this. If this seems wrong, please contact the secretariat.")
    await scene.press("anna", "Declare the result")
    await scene.press("anna", "Declare: validated")
    assert await scene.standing() == "validated"


@pytest.mark.slow
async def test_a_chair_without_a_seat_declares_and_does_not_vote(bot: Stage) -> None:
    cast = {**CAST, "cholpon": Part("Cholpon Chair", "ru", Role.CHAIR)}
    scene = await voting(bot, cast)
    await scene.taps("cholpon", CastVote(NUMBER, Choice.APPROVE))
    scene.sees("cholpon", "You hold no voting seat, so this vote was not counted.")
    await scene.vote("Approve", "damir", "aigul", "temir", "bermet")
    await bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    assert await scene.standing() == "validated"


@pytest.mark.slow
async def test_the_chair_is_reminded_to_declare_after_one_and_three_working_days_and_nobody_else(
    scene: Scene,
) -> None:
    await scene.vote("Approve", *VOTERS)
    await scene.bot.move(CLOSES + MINUTE)
    reminder = scene.words("cholpon", "The vote is closed and its result is not declared yet.")
    told = []
    for day in range(1, 9):
        before = {name: len(scene[name].cards) for name in CAST}
        await scene.bot.move(CLOSES + day * DAY + HOUR / 4)
        told.append([name for name in CAST if len(scene[name].cards) > before[name]])
    assert told == [["cholpon"], [], ["cholpon"], [], [], [], [], []]
    assert sum(reminder in screen for screen in scene["cholpon"].screens) == 1, "the earlier one is folded"
