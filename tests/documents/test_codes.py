"""A code is read back from its picture by a reader of our own: what the camera sees is the link."""

import pytest

from bot.documents.codes import qr_code
from bot.ids import MeetingId
from bot.playground.stage import Stage
from tests.documents.qr import read
from tests.journeys.scenes import Scene
from tests.sessions.house import begun, code_of, here


@pytest.mark.parametrize("length", [1, 10, 20, 30, 40, 60, 70, 80])
def test_every_size_of_code_is_read_back(length: int) -> None:
    text = ("https://t.me/nac_bot?start=room" + "9" * length)[: length + 4]
    assert read(qr_code(text)) == text


def pictured(scene: Scene, name: str) -> str:
    """What a camera reads from the newest picture in somebody's chat."""
    photo = next(card for card in reversed(scene[name].cards) if "photo" in card.content)
    return read(scene.bot.telegram.files.by_id(photo.content["photo"][-1]["file_id"]).data)


@pytest.mark.slow
async def test_whoever_scans_the_code_in_the_room_is_checked_in_there(bot: Stage) -> None:
    scene, number = await begun(bot)
    code = await code_of(scene, number)
    link = pictured(scene, "anna")
    assert link == bot.app.links.to(f"room{code}")
    await scene["damir"].opens(link.partition("start=")[2])
    assert (await here(scene, number))["Damir"] == "room"


@pytest.mark.slow
async def test_a_code_of_another_room_checks_nobody_in(bot: Stage) -> None:
    scene, number = await begun(bot)
    code = await code_of(scene, MeetingId(number))
    await scene["damir"].opens(f"room{code + 1}")
    assert "Damir" not in await here(scene, number)
