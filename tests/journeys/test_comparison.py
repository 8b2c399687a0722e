"""What changed, and the files of the text: a tap away from the version's card and from the ballot paper."""

from collections.abc import Mapping

import pytest

from bot.ballots.actions import BallotFile, CastVote
from bot.ballots.model import Choice
from bot.committee import service as committee
from bot.committee.model import Role
from bot.files import File
from bot.findings import service
from bot.findings.actions import CompareVersions
from bot.findings.model import Standing, Text
from bot.ids import BallotId, FindingId, VersionId
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import (
    CLOSES,
    DAY,
    MINUTE,
    OPENS,
    TEXTS,
    VOTERS,
    Scene,
    assemble,
    open_ballot,
    share,
)
from tests.rehearsed import rehearsed

DATA = b"%PDF annex"
NEW = {
    "en": ("No <b>legal</b> definition yet", "Many & more consider themselves such. 🌱"),
    "ru": ("Определения пока нет", "Многие считают себя таковыми."),
    "ky": ("Аныктама азырынча жок", "Көптөр өздөрүн ушундай деп эсептейт."),
}
V1, V2 = VersionId(1), VersionId(2)
NUMBER = BallotId(1)


async def revise(scene: Scene, *files: File, words: Mapping[str, tuple[str, str]] = NEW) -> None:
    """The consultant has shared the next version."""

    def body(tx: Tx) -> None:
        who = next(a for a in committee.actors_in(tx, scene.where) if a.role is Role.CONSULTANT)
        service.new_version(
            tx,
            who,
            FindingId(1),
            texts=[Text(code, *text) for code, text in words.items()],
            authoritative="en",
            change_note="Says yet",
            comments_until=CLOSES + DAY,
            at=scene.bot.clock.now(),
            files=files or None,
        )

    await scene.bot.app.store.write(body)
    await scene.bot.settle()


@pytest.fixture
@rehearsed
async def scene(bot: Stage) -> Scene:
    """Version 2 with a file is voted on."""
    scene = await assemble(bot)
    await bot.move(OPENS)
    await share(scene, TEXTS, CLOSES)
    digest = await bot.app.shelf.put(DATA)
    await revise(scene, File("Тиркеме.pdf", digest, len(DATA)))
    await open_ballot(scene)
    return scene


@pytest.mark.parametrize(
    ("name", "gone", "come"),
    [("aigul", "", "азырынча"), ("temir", "Нет определения", "Определения пока нет")],
)
async def test_a_voter_sees_what_changed_in_their_language_and_goes_on_to_vote(
    scene: Scene, name: str, gone: str, come: str
) -> None:
    await scene.press(name, "What changed since version {n}", n=1)
    card = scene[name].latest
    assert card.protected
    for words, style in ((gone, "strikethrough"), (come, "bold")):
        marked = [e for e in card.content["entities"] if e["type"] == style]
        assert not words or any(words in _of(card.text, e) for e in marked)
    scene.sees(name, "Change: {note}", note="Says yet")
    assert "Тиркеме.pdf" in card.text
    await scene[name].press("English")
    assert "yet" in scene[name].latest.text
    await scene.press(name, "Vote")
    await scene.press(name, "Approve")
    assert await scene.votes() == {scene.cast[name].organization: "approve"}


def _of(text: str, entity: dict[str, int]) -> str:
    encoded = text.encode("utf-16-le")
    start = 2 * entity["offset"]
    return encoded[start : start + 2 * entity["length"]].decode("utf-16-le")


async def test_any_two_of_three_versions_can_be_compared(scene: Scene) -> None:
    await scene.bot.app.store.write(lambda tx: service.move(tx, V2, Standing.COMMENTS))
    damir = scene["damir"]
    await damir.says("/start f1")
    await damir.press("Versions (2)")
    await damir.press("Compare version 2 with another")
    await damir.press("Version 1")
    damir.sees("What changed: version 1 → version 2")
    await damir.press("Back")
    assert "What changed since version 1" in damir.buttons


@pytest.mark.slow
async def test_the_chair_looks_at_what_changed_before_saying_whether_it_is_as_declared(scene: Scene) -> None:
    await scene.vote("Approve", *VOTERS)
    await scene.bot.move(CLOSES + MINUTE)
    await scene["cholpon"].opens("b1")
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    await revise(scene, words={**NEW, "ru": ("Определения всё ещё нет", "Многие считают себя таковыми.")})
    await scene.press("cholpon", "What changed since version {n}", n=2)
    assert "всё ещё" in scene["cholpon"].latest.text
    await scene.press("cholpon", "Is it as declared?")
    await scene.press("cholpon", "As declared")
    assert await scene.standing(version=3) == "validated"


async def test_a_file_comes_from_the_paper_and_the_paper_stays(scene: Scene) -> None:
    paper = scene["damir"].latest
    assert "Тиркеме.pdf" in paper.text
    await scene["damir"].press("File")
    assert scene["damir"].received == [("Тиркеме.pdf", DATA)]
    assert scene["damir"].cards[-1].protected
    assert {"Approve", "File"} <= {button["text"] for button in paper.buttons}


@pytest.mark.slow
async def test_forged_taps_fetch_and_compare_nothing(scene: Scene) -> None:
    for action in (
        BallotFile(NUMBER, 7),
        BallotFile(BallotId(99), 0),
        CompareVersions(scene.where, V1, VersionId(99)),
        CompareVersions(scene.where, V1, V1),
    ):
        for name in ("damir", "olivia"):
            await scene.taps(name, action)
            assert scene[name].received == []
    for action in (BallotFile(NUMBER, 0), CompareVersions(scene.where, V1, V2)):
        await scene.taps("olivia", action)
        assert scene["olivia"].received == []
    assert scene.anybody_read("Определения пока нет", but=("cholpon", "nazira", "temir")) == []
    await scene.taps("damir", CastVote(NUMBER, Choice.APPROVE))
    assert await scene.votes() == {"Agency": "approve"}
