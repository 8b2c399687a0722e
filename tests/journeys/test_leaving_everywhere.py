"""Whoever leaves, or never belonged here, is gone from every room at once; what a member said stays, nameless."""

import io
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot import logs
from bot.ballots import records as ballots
from bot.clock import FrozenClock
from bot.committee import records as roster
from bot.findings import records as findings
from bot.ids import (
    BallotId,
    CommentId,
    FindingId,
    InputRequestId,
    MeetingId,
    QuestionId,
    TelegramId,
)
from bot.inputs import records as inputs
from bot.meetings import records as meetings
from bot.playground.stage import TOKEN, Stage, stage
from bot.questions import records as questions
from bot.questions.model import Standing
from bot.sessions import records as sessions
from bot.store import Tx
from tests.journeys.busy import DRAFT, NAME, SAID, USERNAME, busy, taken_off
from tests.journeys.scenes import Scene
from tests.journeys.test_leaving import leaves, rows_with, traces
from tests.store.conftest import needs_postgres, postgres

__all__ = ["postgres"]


@pytest.fixture
def log() -> io.StringIO:
    """Everything that is logged."""
    stream = io.StringIO()
    logs.configure("json", token=TOKEN, stream=stream, level=logging.DEBUG)
    return stream


def files_with(data: Path, word: str) -> list[Path]:
    """Files that hold the word."""
    return [p for p in data.rglob("*") if p.is_file() and word.encode() in p.read_bytes()]


@pytest.mark.slow
async def test_whoever_was_active_in_every_room_leaves_no_trace_in_any(
    log: io.StringIO, bot: Stage, data: Path
) -> None:
    scene = await busy(bot, minuted=False)
    identity = str(scene["temir"].user.id)
    assert set(await rows_with(bot, NAME, USERNAME, identity, DRAFT)) >= {"names", "people", "forms"}
    assert any(path.parent != data for path in files_with(data, DRAFT)), "the file of a form is on the shelf"

    await leaves(scene)
    assert await rows_with(bot, NAME, USERNAME, identity, DRAFT) == []
    assert traces(data, log.getvalue(), scene) == {}
    assert set(await scene.votes(1)) == set()
    assert set(await scene.votes(2)) == {"Ministry", "Agency", "Federation", "Union", "Cooperative"}
    for said in ("comment", "reservation", "question", "grouped", "input", "remark", "change"):
        assert await rows_with(bot, SAID[said]), said
    for command in ("/committee", "/findings", "/questions", "/meetings", "/timeline"):
        await scene["anna"].says(command)
        assert NAME not in scene["anna"].screen
    await bot.restart()
    assert traces(data, log.getvalue(), scene) == {}


@pytest.mark.slow
async def test_minutes_that_were_sent_out_are_not_rewritten_and_nothing_else_keeps_the_name(
    bot: Stage,
) -> None:
    scene = await busy(bot)
    await leaves(scene)
    identity = str(scene["temir"].user.id)
    assert await rows_with(bot, NAME) == ["minutes_versions"]
    assert await rows_with(bot, USERNAME, identity, DRAFT) == []


@pytest.mark.slow
async def test_what_the_wrong_person_did_counts_nowhere_and_they_leave_no_trace(
    log: io.StringIO, bot: Stage, data: Path
) -> None:
    scene = await busy(bot, minuted=False)
    identity = str(scene["temir"].user.id)
    wrong = await bot.app.store.read(lambda tx: _membership(tx, scene))
    await taken_off(scene)
    assert await rows_with(bot, USERNAME, identity, DRAFT, f"{NAME} in Telegram") == []
    assert USERNAME not in log.getvalue()
    assert files_with(data, DRAFT) == []

    await bot.app.store.read(lambda tx: counts_nowhere(tx, scene, wrong))
    for said in ("question", "grouped"):
        assert await rows_with(bot, SAID[said]) == [], said


def counts_nowhere(tx: Tx, scene: Scene, wrong: int) -> None:
    """Nothing of what `wrong` did stands in any room."""
    assert [e.choice for e in ballots.electors(tx, BallotId(1))] == [None] * 5
    comment = findings.comment(tx, CommentId(1))
    assert comment is not None
    assert comment.struck
    assert findings.count_comments(tx, FindingId(1)) == (1, 0)
    for number, stands in ((1, Standing.WITHDRAWN), (3, Standing.ACCEPTED), (4, Standing.WITHDRAWN)):
        asked = questions.question(tx, QuestionId(number))
        assert asked is not None
        assert asked.standing is stands
    assert questions.support(tx, QuestionId(3)) == 0
    assert inputs.given(tx, scene.where, InputRequestId(1)) == []
    assert inputs.seats_answered(tx, InputRequestId(1)) == set()
    assert all(reply.answer is None for reply in meetings.replies(tx, MeetingId(1)).values())
    assert set(meetings.slot_replies(tx, MeetingId(2))) == set()
    assert sessions.stays(tx, MeetingId(3)) == []
    (action,) = sessions.entries_of(tx, MeetingId(3))
    assert action.owner is None
    assert wrong not in sessions.people_of([action])


@needs_postgres
@pytest.mark.slow
@pytest.mark.parametrize("way", [leaves, taken_off], ids=["left", "wrong"])
async def test_on_postgresql_they_are_gone_likewise(
    postgres: str, data: Path, clock: FrozenClock, way: Callable[[Scene], Awaitable[None]]
) -> None:
    async with stage(data, clock, url=postgres) as bot:
        scene = await busy(bot)
        identity = str(scene["temir"].user.id)
        wrong = await bot.app.store.read(lambda tx: _membership(tx, scene))
        assert set(await rows_with(bot, USERNAME, identity, DRAFT)) >= {"people", "forms"}
        await way(scene)
        assert await rows_with(bot, USERNAME, identity, DRAFT) == []
        if way is taken_off:
            await bot.app.store.read(lambda tx: counts_nowhere(tx, scene, wrong))
        else:
            assert await rows_with(bot, NAME) == ["minutes_versions"]


@pytest.mark.slow
async def test_everybody_reads_that_a_reservation_and_a_comment_were_struck_and_not_what_they_said(
    bot: Stage,
) -> None:
    scene = await busy(bot, minuted=False)
    await scene["bermet"].says("/start b2")
    assert scene.words("bermet", "Reservations ({n})", n=1) in scene["bermet"].buttons
    await taken_off(scene)
    scene.sees("bermet", "A reservation was struck: No. {n}", n=1)
    scene.sees("bermet", "Struck: somebody else had taken the seat.")
    await scene.press("bermet", "Reservations")
    scene.sees("bermet", "Struck: somebody else had taken the seat.")
    assert SAID["reservation"] not in scene["bermet"].screen
    await scene["nazira"].says("/start f1")
    await scene.press("nazira", "Comments ({n})", n=1)
    scene.sees("nazira", "Struck: somebody else had taken the seat.")
    assert SAID["comment"] not in scene["nazira"].screen
    assert scene.words("nazira", "Answer No. {n}", n=1) not in scene["nazira"].buttons


async def test_whoever_only_leaves_keeps_their_reservation_and_comment(bot: Stage) -> None:
    scene = await busy(bot, minuted=False)
    await leaves(scene)
    await scene["bermet"].says("/start b2")
    await scene.press("bermet", "Reservations ({n})", n=1)
    scene.sees("bermet", "former holder")
    assert SAID["reservation"] in scene["bermet"].screen


def _membership(tx: Tx, scene: Scene) -> int:
    who = roster.person_by_telegram(tx, TelegramId(scene["temir"].user.id))
    assert who is not None
    return roster.memberships_of(tx, who.id)[0].id
