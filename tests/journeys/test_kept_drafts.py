"""What the consultant only keeps, nobody else can publish: not by a button that they have, nor by one they forge."""

from dataclasses import replace

import pytest

from bot.committee import service as committee
from bot.committee.model import Role
from bot.findings import records as findings
from bot.findings import service as finding
from bot.findings.actions import ConfirmVersion
from bot.findings.model import Standing
from bot.ids import FindingId, VersionId
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import Scene, voting


async def keeps_version_2(scene: Scene) -> VersionId:
    """The consultant has written a second version during the vote, and keeps it."""

    def body(tx: Tx) -> VersionId:
        everybody = committee.actors_in(tx, scene.where)
        consultant = next(a for a in everybody if a.role is Role.CONSULTANT)
        first = findings.newest(tx, FindingId(1))
        finding.new_version(
            tx,
            consultant,
            FindingId(1),
            texts=[replace(text, body=text.body + " More.") for text in first.texts],
            authoritative="en",
            change_note="More",
            comments_until=None,
            at=scene.bot.clock.now(),
        )
        return findings.newest(tx, FindingId(1)).id

    return await scene.bot.app.store.write(body)


@pytest.mark.parametrize("name", ["anna", "cholpon"])
async def test_a_forged_confirmation_of_a_kept_draft_publishes_nothing(bot: Stage, name: str) -> None:
    scene = await voting(bot)
    draft = await keeps_version_2(scene)
    assert "waits" not in scene[name].screen
    await scene[name].says("/todo")
    label = scene.words(name, "{label}: a new version waits", label="F1")
    assert label not in scene[name].buttons
    for sure in (False, True):
        await scene.taps(name, ConfirmVersion(scene.where, draft, sure=sure))
        scene.sees(
            name,
            "{label}: the consultant keeps version {v} as a draft and has not asked to publish it. "
            "Nothing was changed.",
            label="F1",
            v=2,
        )
    kept = await bot.app.store.read(lambda tx: findings.version(tx, draft))
    assert kept is not None
    assert kept.standing is Standing.DRAFT


async def test_who_cannot_see_the_draft_is_told_why_their_forged_tap_does_nothing(bot: Stage) -> None:
    scene = await voting(bot)
    draft = await keeps_version_2(scene)
    await scene.taps("damir", ConfirmVersion(scene.where, draft, sure=True))
    scene.sees(
        "damir",
        "Only the chair and organizers can do this. If this seems wrong, please contact the secretariat.",
    )
