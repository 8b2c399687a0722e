"""Whom an organizer took off their last roster: what is stored of them is still theirs to read and to erase."""

import pytest

from bot.committee import records as roster
from bot.committee.actions import ShowMember
from bot.committee.data_actions import Leave
from bot.i18n import LANGUAGES
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import Scene, voting
from tests.journeys.test_leaving import rows_with
from tests.test_own_data import page_of


@pytest.mark.parametrize("language", LANGUAGES)
async def test_they_can_have_their_data_sent_and_erased_at_once(bot: Stage, language: str) -> None:
    scene = await voting(bot)
    await scene.speaks("olivia", language)
    await _take_off(scene)
    identity = str(scene["olivia"].user.id)
    for text in ("/menu", "/votes", "hello"):
        await scene["olivia"].says(text)
        scene.sees("olivia", "You serve in no committee here.")
    await scene["olivia"].says("/mydata")
    page, _ = page_of(scene, "olivia")
    assert "Olivia Observer" in page.text
    assert identity in page.text
    await scene["olivia"].says("/privacy")
    scene.sees("olivia", "Messages to the bot are erased once they are answered.")
    await scene.press("olivia", "Erase my data now")
    scene.sees("olivia", "<b>Erase your data now?</b>")
    assert await rows_with(bot, identity) != []
    await scene.press("olivia", "Erase my data now")
    scene.sees(
        "olivia",
        "Your personal data was erased. What the bot sent you stays in this chat until you delete it.",
    )
    assert await rows_with(bot, identity, "Olivia Observer") == []
    await scene.taps("olivia", Leave(None, sure=True))
    assert "secretariat" in scene["olivia"].screen


async def _take_off(scene: Scene) -> None:
    def membership(tx: Tx) -> int:
        who = roster.person_by_telegram(tx, scene["olivia"].user.id)
        assert who is not None
        return roster.memberships_of(tx, who.id)[0].id

    number = await scene.bot.app.store.read(membership)
    await scene.taps("anna", ShowMember(scene.where, number))
    await scene.press("anna", "Remove from the committee")
    await scene.press("anna", "Yes, remove")
