"""Who asks without a name cannot be found: the database is the same whoever it was, but for a sealed address."""

import itertools
import secrets
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import FrozenClock
from bot.ids import PersonId, QuestionId
from bot.playground.stage import SECRET, Stage, stage
from bot.questions import records
from bot.questions.actions import NameAsker, WithdrawQuestion
from bot.questions.model import Attribution
from bot.seal import Seal
from bot.store import Tx
from bot.store.tables import metadata
from tests.conftest import DATABASE, KICK_OFF
from tests.journeys.house import bytes_in
from tests.journeys.scenes import HOUR, assemble
from tests.questions.test_journeys import answers, asks

QUESTION = "Who decides what care services are?"
ANSWER = "Комитет."
ASKERS = ("damir", "olivia")
"""Both read English, as whoever wrote the question does."""
NEAR = 500
"""Bytes around a question in a file."""
Rows = dict[str, list[tuple[Any, ...]]]


async def rows(bot: Stage) -> Rows:
    """Everything in the database."""

    def look(tx: Tx) -> Rows:
        return {
            table.name: [tuple(row) for row in tx.execute(select(table))] for table in metadata.sorted_tables
        }

    return await bot.app.store.read(look)


async def address(bot: Stage) -> str | None:
    found = await bot.app.store.read(lambda tx: records.question(tx, QuestionId(1)))
    assert found is not None
    return found.asker.address


def without_addresses(found: Rows, address: str | None) -> Rows:
    return {
        name: [tuple("sealed" if address and value == address else value for value in row) for row in kept]
        for name, kept in found.items()
    }


async def told(folder: Path, asker: str) -> tuple[Rows, Rows]:
    async with stage(folder, FrozenClock(KICK_OFF)) as bot:
        scene = await assemble.__wrapped__(bot)  # its lots are drawn here
        await asks(scene, asker, QUESTION, "Without a name")
        sealed = await address(bot)
        assert sealed is not None
        first = without_addresses(await rows(bot), sealed)
        assert sealed.encode() in bytes_in(folder)
        await bot.move(bot.clock.now() + HOUR)
        await answers(scene, "nazira", ANSWER)
        scene.sees(asker, "Your question {label} was answered.", label="Q1")
        assert ANSWER in scene[asker].screen
        assert await address(bot) is None
        await bot.app.store.write(lambda tx: None)
        assert sealed.encode() not in bytes_in(folder), "it is still in some file of the database"
        return first, await rows(bot)


def differences(one: Rows, other: Rows) -> list[str]:
    return [f"{name}: {a} / {b}" for name in one for a, b in _pairs(one[name], other[name]) if a != b]


def _pairs(one: list[Any], other: list[Any]) -> list[tuple[Any, Any]]:
    longest = max(len(one), len(other))
    return [(one[i] if i < len(one) else None, other[i] if i < len(other) else None) for i in range(longest)]


@pytest.mark.slow
async def test_the_database_is_the_same_whoever_asked(
    tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = []
    for asker in ASKERS:
        counter = itertools.count(1)  # what else is drawn by lot (invitations, pseudonyms) comes out alike
        monkeypatch.setattr(secrets, "token_hex", lambda _n, c=counter: f"{next(c):032x}")
        folder = tmp_path / asker
        folder.mkdir()
        shutil.copy(migrated, folder / DATABASE)
        kept.append(await told(folder, asker))
    (first_asked, first_answered), (second_asked, second_answered) = kept
    assert differences(first_asked, second_asked) == []
    assert differences(first_answered, second_answered) == []


async def test_no_row_that_knows_the_question_knows_the_asker_and_no_log_line_does(
    bot: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = await assemble(bot)
    await scene["damir"].says("/ask")
    await scene["damir"].says(QUESTION)
    assert QUESTION.encode() not in b"".join(repr(row).encode() for row in (await rows(bot))["forms"]), (
        "beside the person the text is sealed"
    )
    await scene.press("damir", "Without a name")
    kept = await rows(bot)
    for name in ("questions", "letters", "audit", "updates", "group_posts", "forms"):
        for row in kept[name]:
            assert str(scene["damir"].user.id) not in repr(row), (name, row)
    (entry,) = [row for row in kept["audit"] if "question" in repr(row)]
    assert entry[3] is None, "an entry without its actor"
    assert kept["pseudonyms"] == []
    assert [row for row in kept["updates"] if QUESTION in repr(row)] == []
    heard = capsys.readouterr()
    for secret in (QUESTION, "Damir", str(scene["damir"].user.id)):
        assert secret not in heard.out + heard.err


async def test_in_no_file_does_the_asker_stand_near_the_question(bot: Stage) -> None:
    scene = await assemble(bot)
    await asks(scene, "damir", QUESTION, "Without a name")
    await scene["temir"].says("/start q1")
    await scene.press("temir", "+1 ({n})", n=0)
    number = scene["damir"].user.id
    traces = (b"Damir", str(number).encode(), number.to_bytes(6, "big"), number.to_bytes(4, "big"))
    found = 0
    for path in bot.data.rglob("*"):
        kept = path.read_bytes() if path.is_file() else b""
        at = kept.find(QUESTION.encode())
        while at >= 0:
            found += 1
            near = kept[max(0, at - NEAR) : at + len(QUESTION) + NEAR]
            assert [trace for trace in traces if trace in near] == [], path.name
            at = kept.find(QUESTION.encode(), at + 1)
    assert found, "the ledger keeps it"


async def test_neither_screens_nor_mydata_tell_the_asker_and_other_people_cannot_act_for_them(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    await asks(scene, "damir", QUESTION, "Without a name")
    assert scene.anybody_read("Damir Member", but=["damir"]) == []
    for name in ("anna", "temir"):
        await scene.taps(name, WithdrawQuestion(scene.where, QuestionId(1), sure=True))
        await scene.taps(name, NameAsker(scene.where, QuestionId(1), Attribution.NAME))
        scene.sees(name, "Only whoever asked a question can do this.")
    await scene.taps("damir", NameAsker(scene.where, QuestionId(1), Attribution.NAME))
    scene.sees("damir", "“Without a name” can only be chosen while asking.")
    await scene.taps("damir", WithdrawQuestion(scene.where, QuestionId(1), sure=True))
    assert QUESTION.encode() not in bytes_in(bot.data)


async def test_the_seal_opens_with_its_own_key_only() -> None:
    one, other = Seal(b"one"), Seal(b"other")
    sealed = one.address(PersonId(7))
    assert one.person(sealed) == 7
    assert other.person(sealed) is None
    assert one.person("nonsense") is None
    assert one.address(PersonId(7)) != sealed
    assert len(one.address(PersonId(2**40))) == len(sealed)
    assert one.read(one.text("ң & <b>")) == "ң & <b>"
    assert Seal(SECRET).read(sealed) is None


async def test_a_letter_that_cannot_be_opened_goes_stale_and_holds_up_nobody(bot: Stage) -> None:
    scene = await assemble(bot)
    await asks(scene, "damir", QUESTION, "Without a name")

    def another_key(tx: Tx) -> None:
        records.change(tx, QuestionId(1), return_address=Seal(b"another").address(PersonId(1)))

    await bot.app.store.write(another_key)
    await scene["nazira"].says("/start q1")
    await answers(scene, "nazira", ANSWER)
    assert ANSWER not in scene["damir"].screen
    states = await bot.app.store.read(
        lambda tx: tx.execute(
            select(metadata.tables["letters"].c.state, metadata.tables["letters"].c.sealed)
        ).all()
    )
    assert [tuple(row) for row in states].count(("sealed", None)) == 1
