"""Taps that must not count, and taps that come together: each is answered with what stands."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest

from bot.actions import Action
from bot.app import rooms
from bot.ballots import records as ballots
from bot.ballots.actions import CastVote, CloseBallot, Declare, ExtendBallot, NamedVotes, NotVoted, ShowBallot
from bot.ballots.model import Choice, Outcome
from bot.committee.actions import NewLink, NotThisPerson, ShowCommittee, ShowLinks, ShowMember, UseCommittee
from bot.committee.model import Role
from bot.findings.actions import (
    AddComment,
    ConfirmVersion,
    ListComments,
    ListFindings,
    ListVersions,
    NewVersion,
    ShowFinding,
    ShowVersion,
)
from bot.findings.model import CommentKind
from bot.forms.actions import FormDiscard
from bot.ids import BallotId, CommitteeId, FindingId, MembershipId, VersionId
from bot.intake import records as intake
from bot.playground.stage import Stage
from bot.seal import Seal
from tests.journeys.house import takes_seat
from tests.journeys.scenes import CAST, CLOSES, HOUR, MINUTE, Part, Place, Scene, assemble, voting

NUMBER = BallotId(1)
HERE, FINDING, VERSION = CommitteeId(1), FindingId(1), VersionId(1)
WORDING = ("legal", "Нет определения", "Аныктама жок", "ушундай деп")
FORGED: list[Action] = [
    *(CastVote(NUMBER, choice) for choice in Choice),
    ShowBallot(NUMBER),
    NotVoted(NUMBER),
    NamedVotes(NUMBER),
    CloseBallot(NUMBER, sure=True),
    ExtendBallot(NUMBER),
    Declare(NUMBER, Outcome.VALIDATED),
    ListFindings(HERE),
    ShowFinding(HERE, FINDING),
    ShowVersion(HERE, VERSION),
    ListVersions(HERE, FINDING),
    ListComments(HERE, FINDING),
    AddComment(HERE, VERSION, CommentKind.COMMENT),
    NewVersion(HERE, FINDING),
    ConfirmVersion(HERE, VERSION, sure=True),
]
ORGANIZERS: list[Action] = [
    ShowMember(HERE, MembershipId(5)),
    NotThisPerson(HERE, MembershipId(5), sure=True),
    NewLink(HERE, MembershipId(5)),
    ShowLinks(HERE),
]


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await voting(bot)


# Together


async def test_the_same_tap_twice_at_once_is_one_vote_with_one_receipt(scene: Scene) -> None:
    for _ in range(2):
        scene.queues("aigul", CastVote(NUMBER, Choice.APPROVE))
    await scene.bot.settle()
    row = (await scene.rows())["Federation"]
    assert (row.choice, row.receipt) == (Choice.APPROVE, 1)
    assert scene.words("aigul", "Approve") in (scene["aigul"].popup or "")
    scene.sees("aigul", "Your vote stands as it was: {choice}.", choice=scene.words("aigul", "Approve"))


async def test_a_choice_right_after_one_that_needs_a_text_counts_and_drops_the_request(scene: Scene) -> None:
    scene.queues("damir", CastVote(NUMBER, Choice.REVISE))
    scene.queues("damir", CastVote(NUMBER, Choice.APPROVE))
    await scene.bot.settle()
    assert await scene.votes() == {"Agency": "approve"}
    await scene["damir"].says("It says too little")
    scene.sees("damir", "The bot is not asking you anything now. Nothing was recorded.")
    assert await scene.votes() == {"Agency": "approve"}


async def test_everybody_at_once_is_counted_and_answered(scene: Scene) -> None:
    for name in ("cholpon", "damir", "aigul", "temir", "bermet"):
        scene.queues(name, CastVote(NUMBER, Choice.APPROVE))
    await scene.bot.settle()
    assert set(await scene.votes()) == {"Ministry", "Agency", "Federation", "Union", "Cooperative"}
    receipts = {row.receipt for row in (await scene.rows()).values()}
    assert receipts == {1, 2, 3, 4, 5}


async def test_a_vote_received_just_before_a_closing_tap_counts_and_one_after_it_does_not(
    scene: Scene,
) -> None:
    await scene.vote("Approve", "cholpon", "aigul")
    scene.queues("bermet", CastVote(NUMBER, Choice.APPROVE))
    scene.queues("anna", CloseBallot(NUMBER, sure=True))
    await scene.bot.settle()
    await scene.taps("temir", CastVote(NUMBER, Choice.APPROVE))
    await scene.bot.move(scene.bot.clock.now() + MINUTE)
    assert set(await scene.votes()) == {"Ministry", "Federation", "Cooperative"}
    assert await scene.standing() == "awaiting"
    assert "этот голос не учтён" in (scene["temir"].popup or "")
    scene.sees("temir", "No vote came from your seat.")
    bermet = scene.words("bermet", "Approve")
    scene.sees("bermet", "Your vote: {choice}. Receipt No. {receipt}.", choice=bermet, receipt=3)


@pytest.mark.slow
async def test_the_titular_and_the_alternate_at_once_leave_the_titulars_vote(bot: Stage) -> None:
    cast = {**CAST, "deniz": Part("Deniz Alternate", "en", Role.ALTERNATE, "government", "Agency")}
    scene = await voting(bot, cast)
    for name, choice in (("damir", Choice.APPROVE), ("deniz", Choice.ABSTAIN)):
        scene.queues(name, CastVote(NUMBER, choice))
    await bot.settle()
    assert await scene.votes() == {"Agency": "approve"}


# By whom it is not for


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("olivia", "Observers can read and ask questions, but do not vote."),
        ("anna", "You hold no voting seat, so this vote was not counted."),
        ("nazira", "You hold no voting seat, so this vote was not counted."),
    ],
)
async def test_whoever_holds_no_seat_is_told_why_nothing_was_counted(
    scene: Scene, name: str, choices: str
) -> None:
    for choice in Choice:
        await scene.taps(name, CastVote(NUMBER, choice))
        scene.sees(name, choices)
    assert await scene.votes() == {}


@pytest.mark.slow
async def test_nothing_that_an_observer_forges_changes_or_shows_anything(scene: Scene) -> None:
    await scene.vote("Approve", "damir")
    before = await scene.kept()
    for action in (*FORGED, *ORGANIZERS):
        await scene.taps("olivia", action)
    assert await scene.kept() == before
    assert "olivia" not in scene.anybody_read(*WORDING)


@pytest.mark.slow
async def test_a_member_of_another_committee_learns_and_changes_nothing_here(bot: Stage) -> None:
    scene = await voting(bot)
    there = await assemble(
        bot, {"kanat": Part("Kanat Elsewhere", "ru", Role.CHAIR, "sse", "Guild")}, Place("KH")
    )
    before = await scene.kept()
    for action in (*FORGED, *ORGANIZERS, ShowCommittee(HERE), UseCommittee(HERE)):
        await there.taps("kanat", action)
        there.sees(
            "kanat",
            "You are not a member of this committee, so nothing was done. Please ask your secretariat.",
        )
    assert await scene.kept() == before
    assert there.anybody_read(*WORDING, *(part.name for part in CAST.values())) == []


async def test_a_stranger_with_this_ballots_data_gets_the_strangers_screen_and_nothing_is_kept(
    scene: Scene,
) -> None:
    stranger = scene.bot.someone("Stranger", username="stranger_x")
    await stranger.says("/start")
    before = await scene.kept()
    for action in (*FORGED, *ORGANIZERS, FormDiscard(CastVote(NUMBER, Choice.APPROVE).pack())):
        await stranger.forges(action.pack())
        assert (
            "To join, open the invitation link that your secretariat sent you; if you have none, ask for it."
            in stranger.screen
        )
    assert await scene.kept() == before
    assert all(word not in screen for word in WORDING for screen in stranger.screens)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["anna", "olivia"])
async def test_every_kind_of_button_with_absurd_numbers_is_answered_and_changes_nothing(
    bot: Stage, name: str
) -> None:
    scene = await voting(bot)
    before = await scene.kept()
    person = scene[name]
    newest = max(person.chat.messages, default=1)
    for data in _absurd():
        bot.telegram.press(person.user, newest, data, person.chat, forge=True)
    await bot.settle()
    assert await bot.app.store.read(intake.parked) == []
    assert await scene.kept() == before


def _absurd() -> list[str]:
    """Every kind of button with numbers that no card ever had; lists also with pages that they do not have."""
    found = []
    for kind in (kind for room in rooms(Seal(b"tests")) for kind in room.buttons):
        hints = {n: h for n, h in get_type_hints(kind).items() if n != "code"}
        ids = {"committee": 1, "finding": 1, "ballot": 1} if {"page", "start"} & {*hints} else {}
        for number in (-1, 2**63 - 1):
            values = [_absurd_value(hint, ids.get(name, number)) for name, hint in hints.items()]
            found.append(":".join([kind.code, *values]))
    return list(dict.fromkeys(found))


def _absurd_value(hint: Any, number: int) -> str:
    kind = (get_args(hint) or (hint,))[0]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return {bool: "1", str: "x"}.get(kind, str(number))


# A seat that was freed


@pytest.mark.slow
async def test_whoever_took_another_persons_seat_loses_vote_and_voice_and_the_right_one_votes(
    scene: Scene,
) -> None:
    await scene.vote("Approve", "damir")
    await scene.press("damir", "Needs revision")
    await scene["anna"].says("/committee")
    await scene["anna"].press("Damir Member")
    await scene["anna"].press("Not this person")
    await scene["anna"].press("Yes, not this person")
    scene.sees("anna", "The seat is free. Their running votes are void. A new link was made.")
    assert await scene.votes() == {}
    rows = await scene.rows()
    history = await scene.bot.app.store.read(lambda tx: ballots.history(tx, NUMBER, rows["Agency"].seat))
    assert [(former.choice, former.receipt) for former in history] == [(Choice.APPROVE, 1)]

    link = scene["anna"].screen.partition("Link: ")[2].split()[0]
    await scene["damir"].says("It says too little")  # the text that was asked for
    await scene.taps("damir", CastVote(NUMBER, Choice.APPROVE))
    assert "To join, open the invitation link" in scene["damir"].screen
    assert await scene.votes() == {}

    holder = scene.bot.someone("Damira", username="damira")
    await takes_seat(holder, link)
    scene["anna"].sees(r"Joined: Damir Member — on Telegram: Damira \(@damira\)")
    await holder.says("/todo")
    await holder.press("F1: vote")
    await holder.press("Abstain")
    assert await scene.votes() == {"Agency": "abstain"}
    assert (await scene.rows())["Agency"].receipt == 2


@pytest.mark.slow
async def test_a_seat_freed_after_closing_keeps_the_vote_that_was_counted(scene: Scene) -> None:
    await scene.vote("Approve", "damir", "aigul", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene["anna"].says("/committee")
    await scene["anna"].press("Damir Member")
    await scene["anna"].press("Not this person")
    await scene["anna"].press("Yes, not this person")
    assert set(await scene.votes()) == {"Agency", "Federation", "Cooperative"}
    await scene["aigul"].press(scene.words("aigul", "Votes by name"))
    assert scene.words("aigul", "former holder") in scene["aigul"].screen


# Too late


@pytest.mark.slow
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_why_a_late_vote_does_not_count_stays_though_the_closing_card_is_on_its_way(
    scene: Scene, method: str
) -> None:
    """The tap comes while the closing card is being sent, or while the paper that it replaces is being folded."""
    damir = scene["damir"]
    await scene.bot.move(CLOSES - MINUTE)
    paper = damir.latest
    taps: list[str] = []

    def tap(called: str, fields: Mapping[str, Any]) -> None:
        if called == method and fields["chat_id"] == damir.chat.id and not taps:
            taps.append(called)
            data = CastVote(NUMBER, Choice.APPROVE).pack()
            scene.bot.telegram.press(damir.user, paper.message_id, data, damir.chat, forge=True)

    scene.bot.telegram.on_call.append(tap)
    await scene.bot.move(CLOSES + MINUTE)
    assert taps == [method]
    late = scene.words("damir", "Voting is closed, so this vote was not counted. Closed: {time}.", time="")
    assert any(late.partition("Closed")[0].strip() in card.text for card in damir.cards)
    assert await scene.votes() == {}


@pytest.mark.slow
async def test_after_closing_each_choice_is_answered_with_the_closing_time(scene: Scene) -> None:
    await scene.vote("Approve", "damir", "aigul", "bermet")
    await scene.bot.move(CLOSES + HOUR)
    before = await scene.votes()
    for choice in Choice:
        await scene.taps("damir", CastVote(NUMBER, choice))
        scene["damir"].sees(
            r"Voting is closed, so this vote was not counted\. Closed: 19 December 2022, 18:00 \(Bishkek\)"
        )
    assert await scene.votes() == before
