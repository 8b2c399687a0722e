"""Somebody took an organizer's place and acted: the others hear at once what was done, with a way to each of it."""

import re

import pytest

from bot.committee import records
from bot.committee.actions import SettleActs, ShowActs
from bot.ids import MembershipId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from tests.journeys.house import bytes_in, takes_seat
from tests.journeys.scenes import CLOSES, OPENS, assemble, share

LINK = r"https://\S+start=[\w-]+"


async def _invited(organizer: Someone, role: str, name: str) -> str:
    """The link for somebody without a seat."""
    await organizer.says("/invite")
    await organizer.press(role)
    await organizer.says(name)
    await organizer.press("English")
    await organizer.press("30 days")
    found = re.search(LINK, organizer.screen)
    assert found is not None, organizer.screen
    return found[0]


async def _found_out(anna: Someone, name: str) -> None:
    await anna.says("/committee")
    while name not in anna.buttons:
        await anna.press("Next page ›")
    await anna.press(name)
    await anna.press("Not this person")
    await anna.press("Yes, not this person")


@pytest.mark.slow
async def test_what_a_wrong_organizer_did_is_told_at_once_and_each_of_it_has_its_way_back(bot: Stage) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    eve, accomplice, late = (
        bot.someone("Eve", username="eve_the_wrong"),
        bot.someone("Mallory"),
        bot.someone("Late"),
    )
    await takes_seat(eve, await _invited(anna, "Organizer", "Oleg Organizer"))

    await takes_seat(accomplice, await _invited(eve, "Observer", "Accomplice"))
    unused = await _invited(eve, "Consultant", "Nobody")
    own = await _invited(anna, "Observer", "Invited by Anna")
    await eve.says("/committee")
    for button in (
        "Settings",
        "Names, place and languages",
        "Names of organizations",
        "Agency",
        "Enter the names",
    ):
        await eve.press(button)
    await eve.says("Жок уюм")
    await eve.press("Skip")
    await eve.press("Skip")

    await eve.says("/start f1")
    for button in ("Open a ballot", "5 working days", "Open all the same"):
        await eve.press(button)

    await _found_out(anna, "Oleg Organizer")
    told = anna.sees("Somebody else had taken a place in the committee").text
    for act in ("a roster imported · 2", "the name of an organization corrected · 1", "a ballot opened · 1"):
        assert act in told, told
    anna.sees(
        "Links that they made and nobody used open nothing any more: 1\nAs an organizer they could also read"
    )
    await anna.press("See what they did")
    anna.sees("What the wrong person did.*a ballot opened · F1\n⚠️ This ballot is still running")
    anna.sees("the link was revoked.*joined by that link: Accomplice")
    await anna.press("1. A ballot opened · F1")
    anna.sees("It was opened by somebody who had taken the place of another")
    assert "Close the voting" in anna.buttons
    await scene["aigul"].says("/start b1")
    assert (
        scene.words("aigul", "⚠️ It was opened by somebody who had taken the place of another.")
        not in scene["aigul"].screen
    )

    await late.opens(unused)
    late.sees("This invitation was revoked")
    await takes_seat(bot.someone("Guest"), own)
    anna.sees("Joined: Invited by Anna")
    left = bytes_in(bot.data)
    assert b"eve_the_wrong" not in left


@pytest.mark.slow
async def test_whoever_organizes_later_finds_the_list_on_the_roster_until_it_is_settled(bot: Stage) -> None:
    scene = await assemble(bot)
    anna, eve = scene["anna"], bot.someone("Eve")
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await takes_seat(eve, await _invited(anna, "Organizer", "Oleg Organizer"))
    await eve.says("/start f1")
    for button in ("Open a ballot", "5 working days", "Open all the same"):
        await eve.press(button)
    await _found_out(anna, "Oleg Organizer")
    late = bot.someone("Late")
    await takes_seat(late, await _invited(anna, "Organizer", "Late Organizer"))
    await scene["damir"].says("/committee")
    assert not [label for label in scene["damir"].buttons if "wrong person" in label]
    await late.says("/committee")
    await late.press("What the wrong person did (14 December)")
    late.sees("a ballot opened · F1\n⚠️ This ballot is still running")
    assert "Everything is settled" not in late.buttons, "the ballot is not decided"
    await late.press("1. A ballot opened · F1")
    for button in ("Close the voting", "Close the voting"):
        await late.press(button)
    await late.says("/committee")
    await late.press("What the wrong person did (14 December)")
    await late.press("Everything is settled")
    late.sees("Close the list for all organizers")
    ((was, _),) = await bot.app.store.read(lambda tx: records.with_acts(tx, scene.where))
    await scene.taps("damir", SettleActs(scene.where, was, sure=True))
    scene.sees("damir", "Only organizers can do this.")
    await late.press("Yes, everything is settled")
    late.sees("The list of what the wrong person did is closed")
    await anna.says("/committee")
    assert not [label for label in anna.buttons if "wrong person" in label]


async def test_of_somebody_who_did_nothing_yet_nobody_is_told(bot: Stage) -> None:
    scene = await assemble(bot)
    anna, eve = scene["anna"], bot.someone("Eve")
    await takes_seat(eve, await _invited(anna, "Organizer", "Oleg Organizer"))
    await _found_out(anna, "Oleg Organizer")
    anna.does_not_see("Somebody else had taken a place")


async def test_only_organizers_of_the_committee_see_what_was_done(bot: Stage) -> None:
    scene = await assemble(bot)
    for name, sees in (("damir", "Only organizers can do this."), ("anna", "Nothing is known of such acts.")):
        await scene.taps(name, ShowActs(scene.where, MembershipId(1)))
        scene.sees(name, sees)
