"""/leave in the middle of a ballot, a form and a draft: messages stop, and nothing that the bot keeps leads back."""

import hashlib
import io
import logging
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import audit, logs
from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.committee import records as roster
from bot.committee.data_actions import Leave
from bot.committee.model import Role
from bot.files import records as files
from bot.forms.records import forms
from bot.ids import BallotId, CommitteeId, Digest, PersonId
from bot.intake.records import updates
from bot.playground.stage import TOKEN, Stage
from bot.store import Tx
from bot.store.tables import metadata
from tests.journeys.scenes import CAST, CLOSES, MINUTE, Part, Scene, assemble, share, voting
from tests.rehearsed import rehearsed

NAME = "Zhyldyz Tashtanbekova"
USERNAME = "zhyldyz_tash"
DRAFT = "A-draft-that-was-never-finished"
COMMENT = "A comment stays, because it is content."
FAREWELL = (
    "You have left the committee. Your personal data was erased; votes already counted stay without your name. "
    "What the bot sent you stays in this chat until you delete it."
)
THE_CAST = {**CAST, "temir": Part(NAME, "ru", Role.MEMBER, "workers", "Union")}


@rehearsed
async def scene_with(bot: Stage) -> Scene:
    """A ballot runs; `temir`, whose name stands nowhere else, has voted and commented."""
    scene = await voting(bot, THE_CAST)
    await bot.app.store.write(lambda tx: roster.rename(tx, number_of(tx, scene), NAME, f"{NAME} in Telegram"))
    await bot.app.store.write(lambda tx: roster.change_person(tx, number_of(tx, scene), username=USERNAME))
    scene["temir"].user.username = USERNAME
    await scene.vote("Approve", "temir", "damir")
    await scene["temir"].says("/start f1")
    await scene.press("temir", "Comment")
    await scene.writes("temir", COMMENT)
    return scene


def number_of(tx: Tx, scene: Scene, name: str = "temir") -> PersonId:
    """A person's number."""
    who = roster.person_by_telegram(tx, scene[name].user.id)
    assert who is not None
    return who.id


async def leaves(scene: Scene, name: str = "temir") -> None:
    """/leave, and yes."""
    await scene[name].says("/leave")
    await scene.press(name, "Leave the committee")


def traces(data: Path, log: str, scene: Scene) -> dict[str, list[str]]:
    """Where the bytes of a name, username or Telegram id can still be read: any file, any line of the log."""
    identity = str(scene["temir"].user.id)
    marks = [NAME, NAME.split(maxsplit=1)[0], NAME.split()[1], USERNAME, identity, DRAFT]
    forms_of = {m: [m.encode(), m.encode("unicode_escape"), m.encode("utf-16-le")] for m in marks}
    forms_of[identity].append(scene["temir"].user.id.to_bytes(4, "big"))  # as SQLite writes an integer
    found: dict[str, list[str]] = {}
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        content = path.read_bytes()
        hits = [mark for mark, shapes in forms_of.items() if any(shape in content for shape in shapes)]
        if hits:
            found[path.name] = hits
    hits = [mark for mark in marks if mark in log]
    return {**found, "log": hits} if hits else found


async def rows_with(bot: Stage, *words: str) -> list[str]:
    """Tables with a row that holds one of these words."""

    def look(tx: Tx) -> list[str]:
        found = []
        for table in metadata.sorted_tables:
            text = repr([tuple(row) for row in tx.execute(select(table))])
            found += [table.name for word in words if word in text]
        return sorted(set(found))

    return await bot.app.store.read(look)


@pytest.fixture
def log() -> io.StringIO:
    """Everything that is logged."""
    stream = io.StringIO()
    logs.configure("json", token=TOKEN, stream=stream, level=logging.DEBUG)
    return stream


@pytest.mark.slow
async def test_after_leaving_in_mid_ballot_mid_form_mid_draft_no_file_row_or_line_tells_who_it_was(
    log: io.StringIO, bot: Stage, data: Path
) -> None:
    scene = await scene_with(bot)
    await scene.press("temir", "Comment")
    await scene["temir"].says(DRAFT)
    await scene["temir"].forges(CastVote(BallotId(1), Choice.REVISE).pack())
    await scene["temir"].says(DRAFT)
    identity = str(scene["temir"].user.id)
    assert set(await rows_with(bot, NAME, USERNAME, identity, DRAFT)) >= {"names", "people", "forms"}
    assert identity in traces(data, "", scene)["nac-bot.sqlite3-wal"]

    await leaves(scene)
    scene.sees("temir", FAREWELL)
    assert await rows_with(bot, NAME, USERNAME, identity, DRAFT) == []
    assert traces(data, log.getvalue(), scene) == {}
    await bot.restart()
    assert traces(data, log.getvalue(), scene) == {}


async def test_the_running_vote_is_withdrawn_and_what_was_said_stays_under_a_former_holder(
    bot: Stage,
) -> None:
    scene = await scene_with(bot)
    assert set(await scene.votes()) == {"Union", "Agency"}
    await leaves(scene)
    assert set(await scene.votes()) == {"Agency"}
    await scene["nazira"].says("/start f1")
    await scene.press("nazira", "Comments ({n})", n=1)
    scene.sees("nazira", "former holder")
    assert COMMENT in scene["nazira"].screen
    assert NAME not in scene["nazira"].screen


@pytest.mark.slow
async def test_a_closed_vote_stays_and_names_the_former_holder(bot: Stage) -> None:
    scene = await scene_with(bot)
    await scene.vote("Approve", "cholpon", "bermet", "aigul")
    await bot.move(CLOSES + MINUTE)
    await leaves(scene)
    assert (await scene.votes())["Union"] == "approve"
    from bot.ballots.actions import NamedVotes

    await scene.taps("anna", NamedVotes(BallotId(1)))
    scene.sees("anna", "former holder")
    assert NAME not in scene["anna"].screen


@pytest.mark.slow
async def test_messages_stop_and_a_later_start_is_a_strangers(bot: Stage) -> None:
    scene = await scene_with(bot)
    await leaves(scene)
    before = len(scene["temir"].cards)
    assert scene["temir"].menu == ["start", "help"]
    await bot.move(CLOSES + MINUTE)
    assert len(scene["temir"].cards) == before
    for text in ("/start", "/mydata", "/votes", "hello"):
        await scene["temir"].says(text)
        assert "secretariat" in scene["temir"].screen
    await scene.taps("temir", CastVote(BallotId(1), Choice.APPROVE))
    await scene.taps("temir", Leave(scene.where, sure=True))
    await scene.taps("temir", Leave(None, sure=True))
    assert "secretariat" in scene["temir"].screen
    assert await rows_with(bot, str(scene["temir"].user.id)) == []


async def test_two_taps_at_once_leave_once_and_the_second_is_a_strangers(bot: Stage) -> None:
    scene = await scene_with(bot)
    await scene["temir"].says("/leave")
    scene.queues("temir", Leave(scene.where, sure=True))
    scene.queues("temir", Leave(scene.where, sure=True))
    scene.queues("temir", CastVote(BallotId(1), Choice.ABSTAIN))
    await bot.settle()
    entries = await bot.app.store.read(lambda tx: tx.execute(select(audit.records.audit)).all())
    assert [e.actor for e in entries if e.what == "left"] == [None]
    assert set(await scene.votes()) == {"Agency"}
    assert await rows_with(bot, str(scene["temir"].user.id)) == []


async def test_the_farewell_is_given_also_when_its_answer_had_to_wait(bot: Stage) -> None:
    scene = await scene_with(bot)
    await scene["temir"].says("/leave")
    bot.telegram.cut_next("editMessageText")
    await scene.press("temir", "Leave the committee")
    await bot.move(bot.clock.now() + MINUTE)
    scene.sees("temir", FAREWELL)
    assert await rows_with(bot, str(scene["temir"].user.id)) == []


async def test_answers_that_were_put_off_are_not_given_any_more(bot: Stage) -> None:
    scene = await scene_with(bot)
    bot.telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 600", {"retry_after": 600})
    await scene["temir"].says(f"What I ask is {DRAFT}")
    kept = await bot.app.store.read(lambda tx: tx.execute(select(updates.c.body)).scalars().all())
    assert DRAFT in repr(kept)
    await leaves(scene)
    assert await rows_with(bot, DRAFT, str(scene["temir"].user.id)) == []


async def test_organizers_hear_that_a_seat_is_vacant_and_not_whose_it_was(bot: Stage) -> None:
    scene = await scene_with(bot)
    await leaves(scene)
    scene.sees("anna", "Somebody has left the committee")
    assert "Union" in scene["anna"].screen
    assert NAME not in scene["anna"].screen
    await scene["anna"].says("/committee")
    assert NAME not in scene["anna"].screen


async def test_the_last_organizer_cannot_leave_until_another_has_joined(bot: Stage) -> None:
    scene = await assemble(bot)
    await scene["anna"].says("/leave")
    scene.sees("anna", "You are the last organizer of the committee KG.", committee="KG")
    await scene.taps("anna", Leave(scene.where, sure=True))
    scene.sees("anna", "You are the last organizer of the committee KG.", committee="KG")
    await scene.taps("anna", Leave(None, sure=True))
    await scene["anna"].says("/committee")
    assert "Anna Organizer" in scene["anna"].screen


async def test_before_anybody_leaves_they_are_told_what_goes_and_what_stays(bot: Stage) -> None:
    scene = await scene_with(bot)
    for language in ("ky", "ru", "en"):
        await scene.speaks("temir", language)
        await scene["temir"].says("/leave")
        for sentence in (
            "At once: you get no more messages from it. Your votes in running ballots are withdrawn.",
            "There is no way back but a new invitation.",
        ):
            scene.sees("temir", sentence)
        assert len(scene["temir"].screen) < 700
    assert set(await scene.votes()) == {"Union", "Agency"}


async def test_a_forged_button_of_another_committee_leaves_nothing(bot: Stage) -> None:
    scene = await scene_with(bot)
    kept = await scene.kept()
    await scene.taps("damir", Leave(CommitteeId(99), sure=True))
    assert await scene.kept() == kept


async def test_a_consultants_draft_stays_with_the_committee(bot: Stage) -> None:
    scene = await assemble(bot)
    await share(scene, until=None)
    await scene["nazira"].says("/newfinding")
    await leaves(scene, "nazira")
    assert await scene.standing() == "draft"
    await scene["anna"].says("/start f1")
    assert "legal" in scene["anna"].screen
    assert await rows_with(bot, CAST["nazira"].name) == []
    left = await bot.app.store.read(lambda tx: tx.execute(select(forms)).all())
    assert left == []


async def test_the_chain_is_whole_after_somebody_has_left_and_names_nobody(bot: Stage) -> None:
    scene = await scene_with(bot)
    person = await bot.app.store.read(lambda tx: number_of(tx, scene))
    assert await bot.app.store.read(lambda tx: audit.token_of(tx, person)) is not None
    await leaves(scene)
    assert await bot.app.store.read(lambda tx: audit.token_of(tx, person)) is None
    assert (await bot.app.store.read(audit.verify)).broken is None


async def test_a_stranger_leaves_no_trace_in_any_file(log: io.StringIO, bot: Stage, data: Path) -> None:
    scene = await assemble(bot)
    stranger = bot.someone("Zhyldyz", "Tashtanbekova", username=USERNAME)
    scene.people["temir"] = stranger
    await stranger.says(f"Please let me in. {DRAFT}")
    await stranger.says(f"/start {DRAFT}")
    assert traces(data, log.getvalue(), scene) == {}


async def test_a_file_of_an_unfinished_form_goes_at_once_and_one_that_was_shared_stays(bot: Stage) -> None:
    scene = await assemble(bot)
    nazira = scene["nazira"]
    await bot.app.shelf.put(b"shared.pdf")
    await bot.app.store.write(lambda tx: files.keep(tx, digest_of("shared.pdf"), 10, bot.clock.now()))
    await nazira.says("/newfinding")
    await scene.press("nazira", "document")
    await nazira.press("Русский")
    await nazira.says("Title")
    await scene.press("nazira", "Done")
    for name in ("shared.pdf", "unfinished.pdf"):
        await nazira.sends_file(name, name.encode())
    shelf = {p.name for p in (bot.data / "files").rglob("*") if p.is_file()}
    assert shelf == {digest_of("shared.pdf"), digest_of("unfinished.pdf")}
    await leaves(scene, "nazira")
    shelf = {p.name for p in (bot.data / "files").rglob("*") if p.is_file()}
    assert shelf == {digest_of("shared.pdf")}


def digest_of(name: str) -> Digest:
    """Of a file that holds its own name."""
    return Digest(hashlib.sha256(name.encode()).hexdigest())
