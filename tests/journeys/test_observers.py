"""What observers see of findings: nothing by default, what an organizer opens to them, never comments or votes."""

from dataclasses import replace

import pytest

from bot.committee import service as committee
from bot.findings import records
from bot.findings import service as finding
from bot.findings.actions import ListComments, OpenToObservers, ShowFinding
from bot.ids import FindingId
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import CLOSES, TEXTS, assemble, share, voting

F1 = FindingId(1)


@pytest.mark.slow
async def test_an_opened_finding_is_read_by_observers_until_it_is_closed_again(bot: Stage) -> None:
    scene = await assemble(bot)
    await share(scene)
    await scene.taps("olivia", ShowFinding(scene.where, F1))
    scene["olivia"].does_not_see("legal")

    await scene["anna"].says("/findings")
    await scene["anna"].press("F1")
    await scene.press("anna", "Open to observers")
    scene.sees("anna", "{label} is open to observers. Notices sent: {n}.", label="F1", n=1)
    card = scene["olivia"].sees("The organizer has opened this finding to observers.")
    assert card.protected
    assert "Many consider" in card.text
    assert "Comment" not in scene["olivia"].buttons
    await scene.taps("olivia", ListComments(scene.where, F1))
    scene["olivia"].sees("Observers")

    await scene.press("anna", "Close to observers")
    scene.sees("anna", "{label} is closed to observers.", label="F1")
    await scene["olivia"].says("/findings")
    assert "F1" not in scene["olivia"].screen


async def test_only_organizers_open_a_finding_and_only_what_the_committee_has_seen(bot: Stage) -> None:
    scene = await assemble(bot)
    await share(scene, until=None)
    for name in ("nazira", "cholpon", "bermet", "olivia"):
        await scene.taps(name, OpenToObservers(F1, True))
    await scene.taps("anna", OpenToObservers(F1, True))
    await scene["olivia"].says("/findings")
    assert "F1" not in scene["olivia"].screen


async def test_two_taps_open_it_once(bot: Stage) -> None:
    scene = await assemble(bot)
    await share(scene)
    for _ in range(2):
        scene.queues("anna", OpenToObservers(F1, True))
    await bot.settle()
    scene["anna"].sees("F1 is open to observers already")
    told = [text for text in scene["olivia"].screens if "opened this finding" in text]
    assert len(told) == 1


async def test_a_running_ballot_on_an_opened_finding_shows_observers_no_vote(bot: Stage) -> None:
    scene = await voting(bot)
    await scene.taps("anna", OpenToObservers(F1, True))
    await scene.vote("Approve", "damir")
    await scene["olivia"].opens("b1")
    await scene["olivia"].opens("f1")
    scene["olivia"].does_not_see("Voted so far")
    scene["olivia"].does_not_see("Damir")
    assert "Approve" not in scene["olivia"].buttons


@pytest.mark.slow
async def test_a_later_version_of_an_opened_finding_is_opened_with_it(bot: Stage) -> None:

    scene = await assemble(bot)
    await share(scene)
    await scene.taps("anna", OpenToObservers(F1, True))

    def publish(tx: Tx) -> None:
        everybody, at = committee.actors_in(tx, scene.where), bot.clock.now()
        who = next(a for a in everybody if a.consults)
        finding.new_version(
            tx,
            who,
            F1,
            texts=[replace(TEXTS[0], title="Clearer"), *TEXTS[1:]],
            authoritative="en",
            change_note="Clearer",
            comments_until=CLOSES,
            at=at,
        )

    await bot.app.store.write(publish)
    await bot.settle()
    kept = await bot.app.store.read(lambda tx: records.versions_of(tx, F1))
    assert [version.opened for version in kept] == [True, True]
