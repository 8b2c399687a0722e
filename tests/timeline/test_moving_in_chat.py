"""Dates move in the chat: with a reason, with what depends on them, off a day off, and back; links are flagged."""

import pytest

from bot.ids import FindingId, MeetingId, MilestoneId, PlanChangeId
from bot.playground.stage import Stage
from bot.store import Tx
from bot.timeline import records, service
from bot.timeline.actions import (
    MoveMilestone,
    ShowMilestone,
    TakeWorkingDay,
    ToggleLink,
    ToggleNeed,
    UndoChange,
)
from bot.timeline.model import Link, Standing
from tests.journeys.scenes import Scene, open_ballot, share
from tests.meetings.house import convene, named
from tests.rehearsed import rehearsed
from tests.sessions.house import held
from tests.timeline.house import plan_of, planned, post, stored
from tests.timeline.plans import KICK_OFF

IN_A_ROW = "\n".join(
    f"{line} (после {n - 1})" if n in (7, 8, 9, 10) else line
    for n, line in enumerate(KICK_OFF.splitlines(), start=1)
)
"""Four depend, one through the other, on the draft report."""


async def opens(scene: Scene, name: str, number: int) -> None:
    await scene.taps(name, ShowMilestone(MilestoneId(number)))


async def moves(scene: Scene, number: int, *, reason: str = "Данные поступят позже") -> None:
    """The consultant moves a milestone by ten working days, up to the last question."""
    await opens(scene, "nazira", number)
    await scene.press("nazira", "Move the date")
    await scene.press("nazira", "{n} working days later", n=10)
    await scene["nazira"].says(reason)


@pytest.mark.slow
async def test_the_draft_report_slips_by_ten_working_days_with_four_dependents(bot: Stage) -> None:
    scene = await planned(bot, IN_A_ROW)
    before = {m.label: m for m in await plan_of(scene)}
    await opens(scene, "nazira", 8)
    await scene.press("nazira", "done")
    told = {name: len(person.cards) for name, person in scene.people.items()}
    await moves(scene, 6, reason="Полевые <данные> & отчёты")
    card = scene["nazira"].sees(scene.words("nazira", "These stay as they are:"))
    assert "T8" in card.text.split(scene.words("nazira", "These stay as they are:"))[1]
    assert await stored(scene, 6) == before["T6"], "nothing moves before it is confirmed"
    await scene.press("nazira", "Shift these, too ({n})", n=3)
    after = {m.label: m for m in await plan_of(scene)}
    moved = {label: m.days.last.isoformat() for label, m in after.items() if m.days != before[label].days}
    assert moved == {"T6": "2023-06-08", "T7": "2023-06-22", "T9": "2023-08-03", "T10": "2023-09-01"}
    assert after["T6"].standing is after["T10"].standing is Standing.POSTPONED
    for name in set(scene.people) - {"nazira"}:
        assert len(scene[name].cards) == told[name] + 1, f"{name} hears of it once"
        scene[name].sees("Полевые <данные> & отчёты.*T7.*T9.*T10")
        assert "T8" not in scene[name].screen
    scene["aigul"].sees(r"Полевые <данные> & отчёты \(түпнуска тили: орусча\)\n")
    scene["temir"].does_not_see("язык оригинала")
    await opens(scene, "damir", 6)
    await scene.press("damir", "History ({n})", n=1)
    scene["damir"].sees(r"Полевые <данные> & отчёты \(original language: Russian\)")


async def test_only_the_one_moves_where_the_mover_says_so(bot: Stage) -> None:
    scene = await planned(bot, IN_A_ROW)
    before = await plan_of(scene)
    await moves(scene, 6)
    await scene.press("nazira", "Move this one only")
    after = await plan_of(scene)
    assert [m.label for m in after if m not in before] == ["T6"]


@pytest.mark.slow
async def test_dependents_that_nobody_looked_at_do_not_move(bot: Stage) -> None:
    scene = await planned(bot, IN_A_ROW)
    before = await plan_of(scene)
    await moves(scene, 6)
    await scene.taps("anna", ToggleNeed(MilestoneId(11), MilestoneId(10)))
    await scene.press("nazira", "Shift these, too ({n})", n=4)
    scene.sees(
        "nazira", "What depends on it has changed meanwhile. Nothing was changed; please look at it again."
    )
    assert await plan_of(scene) == before
    await scene.press("nazira", "Shift these, too ({n})", n=5)
    assert (await stored(scene, 11)).days != before[-1].days


@pytest.mark.slow
async def test_whoever_moves_what_somebody_else_has_moved_is_told_and_shown_what_stands(bot: Stage) -> None:
    scene = await planned(bot)
    await moves(scene, 6)
    await scene.taps("anna", MoveMilestone(MilestoneId(6)))
    await scene["anna"].says("1 June 2023")
    await scene["anna"].says("Earlier")
    await scene.press("anna", "Confirm")
    await scene.press("nazira", "Confirm")
    scene["nazira"].sees(
        scene.words(
            "nazira",
            "Somebody else has moved this milestone meanwhile. Nothing was changed; this is what stands now.",
        )
    )
    assert (await stored(scene, 6)).days.last.isoformat() == "2023-06-01"


async def test_a_deadline_on_a_day_off_takes_the_next_working_day_with_one_tap(bot: Stage) -> None:
    scene = await planned(bot)
    await opens(scene, "nazira", 11)
    scene["nazira"].sees("День независимости")
    await scene["nazira"].press("Перенести на 1")
    assert (await stored(scene, 11)).days.last.isoformat() == "2023-09-01"
    scene.sees("aigul", "Reason: {reason}", reason=scene.words("aigul", "the date was a day off"))
    await scene.taps("nazira", TakeWorkingDay(MilestoneId(11)))
    scene.sees("nazira", "The date is no day off (any more). Nothing was changed.")


@pytest.mark.slow
async def test_what_depends_on_it_is_asked_about_when_it_leaves_a_day_off(bot: Stage) -> None:
    scene = await planned(bot, KICK_OFF.replace("Полевой этап", "Полевой этап (после 3)"))
    await scene.taps("nazira", TakeWorkingDay(MilestoneId(3)))
    assert (await stored(scene, 3)).days.last.isoformat() == "2023-01-05"
    await scene.press("nazira", "Shift these, too ({n})", n=1)
    assert (await stored(scene, 3)).days.last.isoformat() == "2023-01-09"
    assert (await stored(scene, 4)).days.first.isoformat() == "2023-01-20"
    scene["temir"].sees("T4 Полевой этап")
    assert (await stored(scene, 3)).standing is Standing.PLANNED, "nobody postponed it"


@pytest.mark.slow
async def test_the_last_change_is_taken_back_on_the_screen_of_changes(bot: Stage) -> None:
    scene = await planned(bot, IN_A_ROW)
    before = await plan_of(scene)
    await moves(scene, 6)
    await scene.press("nazira", "Shift these, too ({n})", n=4)
    await scene["aigul"].opens("t1")
    await scene.press("aigul", "Changes of the timeline")
    scene.sees("aigul", "Shifted with it: {n}", n=4)
    labels = [button["text"] for button in scene["aigul"].latest.buttons]
    assert scene.words("aigul", "Take the last change back") not in labels
    await scene["anna"].says("/timeline")
    await scene.press("anna", "Changes of the timeline")
    await scene.press("anna", "Take the last change back")
    assert await plan_of(scene) != before, "it asks first"
    told = len(scene["aigul"].cards)
    await scene.press("anna", "Take the change back")
    assert await plan_of(scene) == before
    scene.sees("aigul", "Reason: {reason}", reason=scene.words("aigul", "the change before was taken back"))
    assert len(scene["aigul"].cards) == told + 1
    number = PlanChangeId(await bot.app.store.read(lambda tx: records.revision(tx, scene.where)))
    for name in ("aigul", "olivia"):
        await scene.taps(name, UndoChange(number, sure=True))
        scene.sees(name, "Only consultants and organizers can change the timeline. Nothing was changed.")
    assert await plan_of(scene) == before


async def test_a_milestone_is_taken_out_with_a_reason_and_its_old_button_says_so(bot: Stage) -> None:
    scene = await planned(bot, IN_A_ROW)
    await opens(scene, "aigul", 7)
    await opens(scene, "nazira", 7)
    await scene.press("nazira", "Change")
    await scene.press("nazira", "Take out of the plan")
    scene.sees("nazira", "Depending on it: {milestones}", milestones="T8")
    await scene["nazira"].says("Голосуем раньше")
    await scene.press("nazira", "Take it out")
    assert "T7" not in [m.label for m in await plan_of(scene)]
    scene["temir"].sees("Голосуем раньше")
    await opens(scene, "aigul", 7)
    scene.sees("aigul", "This milestone is not in the plan (any more). Nothing was changed.")


# What belongs to a milestone elsewhere


@rehearsed
async def linked(bot: Stage) -> Scene:
    """A ballot and a meeting belong to T8."""
    scene = await planned(bot)
    await share(scene)
    await open_ballot(scene)
    meeting = await convene(scene)
    for finding, number in ((FindingId(1), None), (None, meeting)):
        await scene.taps("nazira", ToggleLink(MilestoneId(8), finding, number))
    return scene


@pytest.mark.slow
async def test_a_milestone_leads_to_its_finding_and_meeting_and_both_lead_back(bot: Stage) -> None:
    scene = await linked(bot)
    await opens(scene, "damir", 8)
    card = scene["damir"].sees("T8")
    labels = [button["text"] for button in card.buttons]
    assert any(label.startswith("F1 ") for label in labels)
    assert any(label.startswith("M1 ") for label in labels)
    assert card.protected, "it names a draft"
    back = scene.words("damir", "Timeline: {label}, {day}", label="T8", day="22 June")
    for start in ("f1", "m1"):
        await scene["damir"].opens(start)
        await scene["damir"].press(back)
        scene["damir"].sees("T8 Валидационный семинар")


async def test_an_observer_sees_the_meeting_but_not_the_draft(bot: Stage) -> None:
    scene = await linked(bot)
    await opens(scene, "olivia", 8)
    assert "legal" not in scene["olivia"].screen
    assert not [label for label in scene["olivia"].buttons if label.startswith("F1")]
    assert [label for label in scene["olivia"].buttons if label.startswith("M1")]


@pytest.mark.slow
async def test_moving_flags_a_linked_ballot_and_meeting_and_moves_neither(bot: Stage) -> None:
    scene = await linked(bot)
    ballot, kept = await scene.ballot(), await scene.kept()
    await moves(scene, 8)
    sentence = scene.words("nazira", "These keep their hours until somebody changes them:")
    assert sentence in scene["nazira"].screen
    await scene.press("nazira", "Confirm")
    card = scene["damir"].sees(scene.words("damir", "These keep their hours until somebody changes them:"))
    assert "M1" in card.text
    assert "Voting ends" in card.text
    assert await scene.ballot() == ballot
    assert (await scene.kept())["meetings"] == kept["meetings"]


@pytest.mark.slow
async def test_a_meeting_that_was_held_is_linked_as_well(bot: Stage) -> None:
    scene, meeting = await held(bot)
    await post(scene)
    await opens(scene, "nazira", 1)
    await scene.press("nazira", "Change")
    await scene.press("nazira", "Findings and meetings")
    await scene["nazira"].press("M1 ")
    await opens(scene, "damir", 1)
    assert [label for label in scene["damir"].buttons if label.startswith("M1 ")]
    await scene["damir"].opens(f"m{meeting}")
    assert [label for label in scene["damir"].buttons if "T1" in label]


async def test_only_one_thing_of_the_own_committee_is_linked_at_a_time(bot: Stage) -> None:
    scene = await linked(bot)
    for finding, meeting in (
        (FindingId(1), MeetingId(1)),
        (None, None),
        (FindingId(99), None),
        (None, MeetingId(99)),
    ):
        await scene.taps("nazira", ToggleLink(MilestoneId(3), finding, meeting))

    def look(tx: Tx) -> dict[MilestoneId, list[Link]]:
        return records.links_of(tx, [MilestoneId(3)])

    assert await bot.app.store.read(look) == {}


# Whose it is, and how far


async def test_a_new_owner_is_told_may_say_how_far_it_is_and_nobody_else_may(bot: Stage) -> None:
    scene = await planned(bot)
    await opens(scene, "nazira", 3)
    await scene.press("nazira", "Change")
    await scene.press("nazira", "Owner")
    await scene["nazira"].press("Damir Member")
    scene["damir"].sees("This milestone is in your hands now.*T3")
    await opens(scene, "damir", 3)
    await scene.press("damir", "In progress")
    assert (await stored(scene, 3)).standing is Standing.IN_PROGRESS
    await scene.press("damir", "Done")
    assert (await stored(scene, 3)).standing is Standing.DONE
    await opens(scene, "damir", 4)
    assert scene.words("damir", "Done") not in [b["text"] for b in scene["damir"].latest.buttons]
    await scene.taps("nazira", MoveMilestone(MilestoneId(3)))
    scene.sees("nazira", "This milestone is done, so its date stays. Nothing was changed.")


async def test_whoever_owned_it_for_a_moment_is_not_told(bot: Stage) -> None:
    scene = await planned(bot)

    def twice(tx: Tx) -> None:
        for name in ("damir", "aigul"):
            who, owner = named(tx, scene, "nazira"), named(tx, scene, name).membership
            service.set_owner(tx, who, MilestoneId(3), owner, bot.clock.now())

    await bot.app.store.write(twice)
    await bot.settle()
    scene.sees("aigul", "This milestone is in your hands now. You are reminded before its date.")
    assert not any("in your hands" in screen for screen in scene["damir"].screens)


@pytest.mark.slow
async def test_the_form_that_moves_survives_a_restart_at_every_step(bot: Stage) -> None:
    scene = await planned(bot, IN_A_ROW)
    steps = [
        ("press", "Move the date"),
        ("says", "8 июня 2023"),
        ("press", "Back"),
        ("says", "9 июня 2023"),
        ("says", "Причина"),
    ]
    await opens(scene, "nazira", 6)
    for how, what in steps:
        await bot.restart()
        await (scene["nazira"].says(what) if how == "says" else scene.press("nazira", what))
    await bot.restart()
    await scene.press("nazira", "Shift these, too ({n})", n=4)
    assert (await stored(scene, 6)).days.last.isoformat() == "2023-06-09"
