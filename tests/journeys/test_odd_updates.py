"""Whatever arrives gets one answer; whatever Telegram says to that answer, a vote counts once and nothing is left."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.app import rooms
from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.ids import BallotId
from bot.intake import records as intake
from bot.intake.records import updates
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.seal import Seal
from tests.journeys.house import count
from tests.journeys.scenes import HOUR, Scene, voting

Json = Mapping[str, Any]
NUMBER = BallotId(1)
ANSWERS = ("sendMessage", "editMessageText")
CHANNEL = {"id": -1001, "type": "channel", "title": "News"}
FILE = {"file_id": "x", "file_unique_id": "x", "file_size": 3}
FILM = {**FILE, "duration": 1, "width": 1, "height": 1}
POLL = {
    "id": "1",
    "question": "Shall we?",
    "options": [],
    "total_voter_count": 0,
    "type": "regular",
    **dict.fromkeys(
        ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False
    ),
}
_NEW = ("allows_revoting", "members_only")
OLD_POLL = {name: value for name, value in POLL.items() if name not in _NEW}
"""As a Bot API server before 10.0 tells of one."""
MESSAGES: Mapping[str, Json] = {
    "a poll": {"poll": POLL},
    "a poll of an older server": {"poll": OLD_POLL},
    "words below such a poll": {
        "text": "I like it",
        "reply_to_message": {
            "message_id": 8999,
            "date": 1,
            "chat": {"id": 1, "type": "private", "first_name": "A"},
            "poll": OLD_POLL,
        },
    },
    "a die": {"dice": {"emoji": "🎲", "value": 3}},
    "a voice": {"voice": {**FILE, "duration": 1}},
    "a round film": {"video_note": {**FILE, "duration": 1, "length": 1}},
    "a film": {"video": FILM},
    "a song": {"audio": {**FILE, "duration": 1}},
    "an animation": {"animation": FILM, "document": FILE},
    "a story": {"story": {"chat": CHANNEL, "id": 1}},
    "a contact": {"contact": {"phone_number": "+996", "first_name": "Aigul"}},
    "a place that moves": {"location": {"latitude": 42.9, "longitude": 74.6, "live_period": 600}},
    "a game": {"game": {"title": "t", "description": "d", "photo": []}},
    "an invoice": {
        "invoice": {
            "title": "t",
            "description": "d",
            "start_parameter": "",
            "currency": "KGS",
            "total_amount": 1,
        }
    },
    "a checklist": {"checklist": {"title": "t", "tasks": []}},
    "what is not known yet": {"something_new": {"a": 1}},
    "a forwarded post": {
        "text": "Said elsewhere",
        "forward_origin": {"type": "channel", "chat": CHANNEL, "message_id": 1, "date": 1},
    },
    "by way of a bot": {
        "text": "Found by a bot",
        "via_bot": {"id": 9, "is_bot": True, "first_name": "Finder", "username": "finder_bot"},
    },
    "emoji to the limit": {"text": "🙂" * 2048},
    "marks of direction": {"text": "\u202eabc\u200f\u2066 <&> </b> &amp; {0} {name}"},
    "what no database keeps": {"text": "a\0b"},
    "a bare slash": {"text": "/", "entities": [{"type": "bot_command", "offset": 0, "length": 1}]},
}
REFUSALS: tuple[tuple[int, str, Json | None], ...] = (
    (429, "Too Many Requests: retry after 3000", {"retry_after": 3000}),
    (400, "Bad Request: message to edit not found", None),
    (400, "Bad Request: message can't be edited", None),
    (400, "Bad Request: MESSAGE_ID_INVALID", None),
    (400, "Bad Request: message is not modified: specified new message content is the same", None),
    (400, "Bad Request: query is too old and response timeout expired or query ID is invalid", None),
    (400, "Bad Request: PEER_ID_INVALID", None),
    (400, "Bad Request: chat not found", None),
    (403, "Forbidden: bot was blocked by the user", None),
    (403, "Forbidden: user is deactivated", None),
    (401, "Unauthorized", None),
    (500, "Internal Server Error", None),
    (502, "Bad Gateway", None),
)


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    """A running ballot."""
    return await voting(bot)


async def nothing_is_left(bot: Stage) -> None:
    assert await bot.app.store.read(intake.parked) == []
    assert await count(bot, updates, updates.c.answered_at.is_(None)) == 0


def answers(bot: Stage, person: Someone, before: int) -> list[str]:
    """What the person was shown since."""
    made = bot.telegram.calls_made - before
    return [
        call.method
        for call in list(bot.telegram.calls)[-made:]
        if made and call.method in ANSWERS and call.fields.get("chat_id") == person.chat.id
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["damir", "nazira", "stranger"])
async def test_whatever_somebody_sends_gets_one_answer_and_changes_nothing(scene: Scene, name: str) -> None:
    """One owes the text of a vote, one has no form open, one does not belong here."""
    bot = scene.bot
    person = scene.people.get(name) or bot.someone("Stranger")
    await person.says("/start")
    if name == "damir":
        await scene.press("damir", "Needs revision")
    before = await scene.kept()
    for what, content in MESSAGES.items():
        calls = bot.telegram.calls_made
        about = {"message_id": 9000, "date": 1, "from": person.user.json(), "chat": person.chat.json()}
        bot.telegram.updates.put("message", {**about, **content})
        await bot.settle()
        assert len(answers(bot, person, calls)) == 1, what
    assert await scene.kept() == before
    await nothing_is_left(bot)


async def test_a_tap_from_anywhere_is_judged_by_who_taps(scene: Scene) -> None:
    """On a message that is gone, on one sent by way of a bot, on somebody else's, with no data; never in a group."""
    bot, damir = scene.bot, scene["damir"]
    gone = {"chat": damir.chat.json(), "message_id": 10**9, "date": 0}
    theirs = {"chat": scene["anna"].chat.json(), "message_id": 3, "date": 5, "text": "x"}
    group = {
        "chat": {"id": -1002, "type": "supergroup", "title": "G"},
        "message_id": 3,
        "date": 5,
        "text": "x",
    }
    told_anna = len(scene["anna"].cards)
    places = ({"inline_message_id": "x"}, {"message": gone}, {"message": theirs}, {"message": group})
    choices = (Choice.APPROVE, Choice.ABSTAIN, Choice.APPROVE, Choice.ABSTAIN)
    for number, (place, choice) in enumerate(zip(places, choices, strict=True)):
        calls = bot.telegram.calls_made
        tap = {"id": str(number), "from": damir.user.json(), "chat_instance": "1", **place}
        bot.telegram.updates.put("callback_query", {**tap, "data": CastVote(NUMBER, choice).pack()})
        await bot.settle()
        assert answers(bot, damir, calls) == ([] if "group" in str(place) else ["sendMessage"])
    assert await scene.votes() == {"Agency": "approve"}
    tap = {"id": "9", "from": damir.user.json(), "chat_instance": "1", "game_short_name": "chess"}
    bot.telegram.updates.put("callback_query", {**tap, "message": damir.latest.json()})
    await bot.settle()
    damir.sees("That button is no longer in use")
    assert len(scene["anna"].cards) == told_anna
    await nothing_is_left(bot)


@pytest.mark.slow
@pytest.mark.parametrize("refused", [("answerCallbackQuery",), ("editMessageText",), ANSWERS], ids="+".join)
async def test_whatever_telegram_says_to_the_answer_the_vote_counts_once(
    scene: Scene, refused: tuple[str, ...]
) -> None:
    bot, damir = scene.bot, scene["damir"]
    for number, (status, words, parameters) in enumerate(REFUSALS, start=1):
        for method in refused:
            bot.telegram.fail_next(method, status, words, parameters)
        choice = Choice.APPROVE if number % 2 else Choice.ABSTAIN
        await scene.taps("damir", CastVote(NUMBER, choice))
        assert await scene.votes() == {"Agency": choice.value}, words
        await bot.move(bot.clock.now() + HOUR)
        await damir.says("/start b1")  # what was planned for a second message is used up
        await damir.says("/start b1")
        said = scene.words("damir", "Approve" if choice is Choice.APPROVE else "Abstain")
        assert f"Your vote: {said}. Receipt No. {number}." in damir.screen, words
    await bot.move(bot.clock.now() + HOUR)
    await nothing_is_left(bot)


@pytest.mark.slow
async def test_a_link_with_anything_behind_its_letters_leads_somewhere(scene: Scene) -> None:
    prefixes = [prefix for room in rooms(Seal(b"tests")) for prefix in room.items]
    assert {"f", "b", "m"} <= set(prefixes)
    before = await scene.kept()
    for prefix in prefixes:
        for junk in ("", "0", "-1", "9" * 18, "9" * 19, "1x", "٣", "1" * 60, "🙂", "<b>&"):
            calls = scene.bot.telegram.calls_made
            await scene["olivia"].says(f"/start {prefix}{junk}")
            assert len(answers(scene.bot, scene["olivia"], calls)) == 1, (prefix, junk)
    await scene["olivia"].says("/start half-a-link")
    scene["olivia"].sees(
        r"This link is incomplete.*National Advisory Committee|This link is incomplete.*You:"
    )
    assert await scene.kept() == before
    await nothing_is_left(scene.bot)
