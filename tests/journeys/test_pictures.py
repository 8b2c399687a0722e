"""Everybody receives the result as text, then as a picture in their language; the picture may fail, the text not."""

import pytest

from bot.ballots.actions import ShowPicture
from bot.delivery import records as letters
from bot.documents import drawing
from bot.ids import BallotId
from bot.playground.model import Message
from bot.playground.stage import Stage
from handlers.bot_api import uploads
from tests.journeys.scenes import CAST, CLOSES, MINUTE, VOTERS, Scene, voting
from tests.rehearsed import rehearsed


@pytest.fixture
@rehearsed
async def scene(bot: Stage) -> Scene:
    """The vote is over, and the chair is about to declare."""
    scene = await voting(bot)
    await scene.vote("Approve", *VOTERS)
    await bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    return scene


async def declare(scene: Scene) -> None:
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    await scene.bot.move(scene.bot.clock.now() + MINUTE)


def photos(scene: Scene, name: str) -> list[Message]:
    return [card for card in scene[name].cards if "photo" in card.content]


def uploaded(scene: Scene) -> int:
    """How many pictures were uploaded, and not sent by their id."""
    calls = [c for c in scene.bot.telegram.calls if c.method.lower() == "sendphoto"]
    return sum(not str(c.fields.get("photo")).startswith("PLAYGROUNDFILE") for c in calls)


async def test_everybody_has_the_text_then_the_picture_in_their_language_without_a_sound(
    scene: Scene,
) -> None:
    await declare(scene)
    drawn = {}
    for name, part in CAST.items():
        (photo,) = photos(scene, name)
        text = scene[name].sees(scene.words(name, "Declared: {time}", time=""))
        assert text.message_id < photo.message_id, name
        caption = scene.words(name, "<b>{label}</b>, version {v}: the result as a picture.", label="F1", v=1)
        assert photo.text == caption
        drawn.setdefault(part.language, set()).add(photo.content["photo"][-1]["file_id"])
    assert {language: len(ids) for language, ids in drawn.items()} == {"ky": 1, "ru": 1, "en": 1}
    assert len(set.union(*drawn.values())) == 3
    quiet = [c.fields for c in scene.bot.telegram.calls if c.method.lower() == "sendphoto"]
    assert all(fields.get("disable_notification") for fields in quiet)


@pytest.mark.slow
async def test_each_language_is_uploaded_once_however_many_read_it_and_after_a_restart(scene: Scene) -> None:
    await declare(scene)
    assert uploaded(scene) == 3
    await scene.bot.restart()
    for name in CAST:
        await scene[name].says("/start b1")
        await scene.press(name, "Picture")
        assert len(photos(scene, name)) == 2
    assert uploaded(scene) == 3


@pytest.mark.slow
async def test_the_way_back_from_a_picture_is_a_card_below_it(scene: Scene) -> None:
    await declare(scene)
    (photo,) = photos(scene, "aigul")
    await scene["aigul"].forges(photo.buttons[0]["callback_data"], photo)
    scene.sees("aigul", "Declared: {time}", time="")
    assert photos(scene, "aigul") == [photo], "it stays as it was"


@pytest.mark.slow
async def test_before_the_declaration_nobody_is_shown_a_picture(scene: Scene) -> None:
    for name in ("damir", "anna", "olivia"):
        await scene.taps(name, ShowPicture(BallotId(1)))
        assert photos(scene, name) == []
    stranger = scene.bot.someone("Stranger", language="ru")
    await stranger.says("/start")
    await stranger.forges(ShowPicture(BallotId(1)).pack())
    await declare(scene)
    await stranger.forges(ShowPicture(BallotId(1)).pack())
    assert [card for card in stranger.cards if "photo" in card.content] == []


@pytest.mark.slow
async def test_where_no_picture_can_be_drawn_the_text_stands_and_the_log_says_so(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(uploads, "render", lambda *_: drawing.render("unknown", {}))
    await declare(scene)
    for name in CAST:
        scene[name].sees(scene.words(name, "Declared: {time}", time=""))
        assert photos(scene, name) == []
    assert await scene.standing() == "validated"
    assert "kind=result-picture" in capsys.readouterr().out
    await scene.bot.move(scene.bot.clock.now() + 10 * MINUTE)
    assert await scene.bot.app.store.read(letters.backlog) == 0, "it is not tried for ever"
    await scene["anna"].says("/committee")
    await scene.press("anna", "Not reached")
    scene.sees("anna", "Everybody was reached by every notice.")
