"""One person in two committees: nothing of the one is seen, heard or done in the other, whatever they tap or type."""

from collections.abc import Awaitable, Iterator, Mapping
from typing import Any

import pytest

from bot import forms
from bot.actions import Action, unpack
from bot.app import rooms
from bot.ballots.actions import CastVote
from bot.committee import service as committee
from bot.committee.actions import UseCommittee
from bot.committee.model import Role
from bot.forms.actions import FormDiscard
from bot.ids import CommitteeId, TelegramId
from bot.inputs.actions import EndRequest, GiveInput
from bot.intake import records as intake
from bot.meetings.actions import AnswerMeeting, AnswerSlot
from bot.playground.stage import Stage
from bot.questions.actions import (
    AcceptQuestion,
    CallUpQuestion,
    ClaimQuestion,
    CloseQuestion,
    FollowQuestion,
    PublishAnswer,
    SupportQuestion,
)
from bot.seal import Seal
from bot.sessions.actions import CheckIn, CheckOut, Dispose
from bot.store import Tx
from bot.timeline.actions import (
    GiveTo,
    PutStanding,
    TakeWorkingDay,
    ToggleLink,
    ToggleNeed,
    UndoChange,
)
from tests.journeys.fillings import KINDS, NOWHERE, Filled, Things, fillings, owners, things
from tests.journeys.scenes import MINUTE, Scene
from tests.journeys.two import PLACES, at_work, reserve

PAIRS = [
    (Role.MEMBER, Role.OBSERVER),
    (Role.ORGANIZER, Role.MEMBER),
    (Role.CHAIR, Role.CONSULTANT),
]
MANAGERS = (Role.ORGANIZER, Role.CHAIR)
"""What they tap in their own committee may well change something there."""
FOLLOWING: set[type[Action]] = {SupportQuestion, FollowQuestion}
MEETING: set[type[Action]] = {AnswerMeeting, AnswerSlot, CheckIn, CheckOut}
ANSWERING: set[type[Action]] = {AcceptQuestion, CallUpQuestion, ClaimQuestion, CloseQuestion, PublishAnswer}
PLANNING: set[type[Action]] = {GiveTo, PutStanding, TakeWorkingDay, ToggleLink, ToggleNeed, UndoChange}
MAY: Mapping[Role | None, set[type[Action]]] = {
    Role.MEMBER: {CastVote, GiveInput, *FOLLOWING, *MEETING},
    Role.CONSULTANT: {*FOLLOWING, *ANSWERING, EndRequest, Dispose, *MEETING, *PLANNING},
    Role.OBSERVER: FOLLOWING,
}
"""What somebody else may change there by a single tap."""
OWN = {"Subscribe", "Speak", "UseZone", "UseCommittee", "Leave"}
"""What everybody changes for themselves, by the button's name."""


class Pair:
    """The two committees, and what Xenia's phone is sent."""

    def __init__(self, scenes: Mapping[str, Scene], there: Things) -> None:
        self.scenes, self.there = scenes, there
        self.words = {scene.where: word for word, scene in scenes.items()}
        self.roles = {scene.where: scene.cast["xenia"].role for scene in scenes.values()}
        self.xenia = scenes["Alpha"]["xenia"]
        self.telegram = scenes["Alpha"].bot.telegram

    def may(self, filled: Filled) -> bool:
        """Is this what the person does for themselves, or, in the committee of all that it names, by their role?"""
        action = filled.action
        kind = type(unpack(action.then) if isinstance(action, FormDiscard) else action)
        if kind.__name__ in OWN:
            return NOWHERE not in filled.owners
        roles = {self.roles.get(owner) for owner in filled.owners}
        return len(filled.owners) == 1 and any(r in MANAGERS or kind in MAY.get(r, ()) for r in roles)

    def leaks(self, calls_before: int) -> Iterator[str]:
        """What of one committee was told on a card of the other, on a card of neither, or to anybody else."""
        made = self.telegram.calls_made - calls_before
        for call in list(self.telegram.calls)[-made:] if made else []:
            chat = call.fields.get("chat_id", self.xenia.chat.id)
            if chat != self.xenia.chat.id:
                yield f"{chat} was told {call.fields}"
            text = "".join(str(call.fields.get(name, "")) for name in ("text", "caption", "title"))
            buttons = [b for row in _keyboard(call.fields) for b in row]
            named = text.removeprefix("<b>")  # the title of a place on the map is plain
            about = next((w for w, s in PLACES.items() if named.startswith(f"{s.code} · ")), None)
            for scene_word, scene in self.scenes.items():
                if scene_word == about:
                    continue
                said = PLACES[scene_word].code
                others = [b for b in buttons if about is not None or not b["text"].startswith(f"{said} · ")]
                if scene_word in f"{text} {others}":
                    yield f"{scene_word} on a card of {about}: {text} {buttons}"
                theirs = [button for button in buttons if scene.where in self._of(button)]
                if any(about is not None or said not in button["text"] for button in theirs):
                    yield f"a button of {scene_word} on a card of {about}: {text} {buttons}"

    def _of(self, button: Mapping[str, Any]) -> frozenset[CommitteeId]:
        data = button.get("callback_data")
        return frozenset() if data is None else owners(unpack(data), self.there)

    async def drop_forms(self) -> None:
        """Nothing is half-written any more."""

        def body(tx: Tx) -> None:
            who = committee.person_of(tx, TelegramId(self.xenia.user.id))
            assert who is not None
            forms.close_all(tx, who.id)

        await self.scenes["Alpha"].bot.app.store.write(body)

    async def discreetly(self, act: Awaitable[None], what: object) -> None:
        """Does it, and nothing is told where it must not be."""
        before = self.telegram.calls_made
        await act
        assert list(self.leaks(before)) == [], what


def _keyboard(fields: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = (fields.get("reply_markup") or {}).get("inline_keyboard", [])
    return rows


@pytest.fixture(params=PAIRS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
async def pair(request: pytest.FixtureRequest, bot: Stage) -> Pair:
    alpha = await at_work(bot, "Alpha", request.param[0])
    beta = await at_work(bot, "Beta", request.param[1], alpha)
    await bot.move(bot.clock.now() + 2 * MINUTE)
    for word, scene in (("Alpha", alpha), ("Beta", beta)):
        await reserve(scene, word)
    return Pair({"Alpha": alpha, "Beta": beta}, await bot.app.store.read(things))


@pytest.mark.slow
@pytest.mark.timeout(900)  # some hundred kinds of buttons, each tapped tens of times
async def test_every_button_with_the_wrong_committees_numbers_tells_and_changes_nothing(pair: Pair) -> None:
    alpha = pair.scenes["Alpha"]
    for kind in KINDS:
        before, tapped = await alpha.kept(), 0
        for filled in fillings(kind, pair.there):
            if not pair.may(filled):
                await pair.discreetly(alpha.taps("xenia", filled.action), filled)
                tapped += 1
        assert tapped or kind.__name__ in OWN, kind
        assert await alpha.kept() == before, kind
        await pair.drop_forms()
    assert await alpha.bot.app.store.read(intake.parked) == [], (
        "a forged button is refused, it breaks nothing"
    )


@pytest.mark.slow
async def test_a_command_tells_of_the_active_committee_only(pair: Pair) -> None:
    alpha = pair.scenes["Alpha"]
    commands = [name for room in rooms(Seal(b"tests")) for name in room.commands]
    assert len(commands) > 10
    for word, scene in pair.scenes.items():
        await alpha.taps("xenia", UseCommittee(scene.where))
        before = await alpha.kept()
        for name in commands:
            await pair.discreetly(pair.xenia.says(f"/{name}"), f"/{name} in {word}")
            await pair.drop_forms()
        assert await alpha.kept() == before
        await pair.xenia.says("/findings")
        assert pair.xenia.screen.startswith(f"{PLACES[word].code} · ")


@pytest.mark.slow
async def test_a_deep_link_opens_in_the_committee_of_its_thing(pair: Pair) -> None:
    alpha = pair.scenes["Alpha"]
    prefixes = [prefix for room in rooms(Seal(b"tests")) for prefix in room.items]
    assert {"f", "b"} <= set(prefixes)
    before = await alpha.kept()
    for prefix in prefixes:
        for number in (*range(1, 12), NOWHERE):
            await pair.discreetly(pair.xenia.opens(f"{prefix}{number}"), (prefix, number))
    assert await alpha.kept() == before
