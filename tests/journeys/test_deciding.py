"""What a committee decides for itself: typed, echoed, kept, and in force for what comes after."""

import pytest

from bot.ballots import records as ballots
from bot.committee import records
from bot.committee.deciding import SETTINGS
from bot.committee.deciding_actions import ChangeSetting, ShowSettings
from bot.i18n import LANGUAGES
from bot.ids import CommitteeId
from bot.intake import records as intake
from bot.playground.stage import Stage
from tests.journeys.scenes import assemble, voting

HERE = CommitteeId(1)
TYPED = {
    "comment_days": ("7", "0"),
    "ballot_days": ("3", "three"),
    "ballot_reminders": ("2, 48", "48, x"),
    "working_hours": ("8:00-17:00", "18:00-09:00"),
    "quiet_hours": ("21:00 – 07.30", "25:00–08:00"),
    "invitation_days": ("60", "366"),
    "letters_kept_days": ("30", "-1"),
    "forms_kept_days": ("30", "1.5"),
    "invitations_kept_days": ("30", "99999999"),
    "controller": ("Ministry <of> Labour & Co", "x" * 201),
}


async def test_every_setting_is_changed_by_an_organizer_and_refused_where_it_cannot_be_read(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    assert set(TYPED) == set(SETTINGS)
    anna = scene["anna"]
    for name, (good, bad) in TYPED.items():
        await scene.taps("anna", ChangeSetting(HERE, name))
        await anna.says(bad)
        assert "Please write it like this" in anna.screen
        await anna.says(good)
        assert "The setting was changed. It holds for what comes after." in anna.screen
    here = await bot.app.store.read(lambda tx: records.committee(tx, HERE))
    assert (here.comment_days, here.ballot_days, here.invitation_lasts.days) == (7, 3, 60)
    assert here.settings["ballot_reminders"] == [48, 2]
    calendar = here.calendar
    hours = (calendar.opens, calendar.closes, calendar.quiet_from, calendar.quiet_until)
    assert [f"{hour:%H:%M}" for hour in hours] == ["08:00", "17:00", "21:00", "07:30"]
    await scene["damir"].says("/privacy")
    assert "Ministry <of> Labour & Co" in scene["damir"].screen


async def test_nobody_else_sees_or_changes_them(bot: Stage) -> None:
    scene = await assemble(bot)
    for name in ("cholpon", "damir", "olivia", "nazira"):
        for action in (ShowSettings(HERE), ChangeSetting(HERE, "comment_days")):
            await scene.taps(name, action)
            scene.sees(
                name, "Only organizers can do this. If this seems wrong, please contact the secretariat."
            )
    await scene.taps("anna", ChangeSetting(HERE, "nonsense"))
    scene.sees("anna", "There is no such setting. Nothing was changed.")


async def test_reminders_of_a_running_ballot_follow_the_hours_that_were_set(bot: Stage) -> None:
    scene = await voting(bot)
    before = await _reminded_next(bot)
    await scene.taps("anna", ChangeSetting(HERE, "ballot_reminders"))
    await scene["anna"].says("96, 2")
    assert await _reminded_next(bot) != before


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_settings_are_shown_in_the_organizers_language(bot: Stage, language: str) -> None:
    scene = await assemble(bot)
    await scene.speaks("anna", language)
    await scene["anna"].says("/committee")
    await scene.press("anna", "Settings")
    for one in SETTINGS.values():
        scene.sees("anna", one.title)
    await scene.press("anna", "Change {n}", n=5)
    scene.sees("anna", "Quiet hours")
    assert await bot.app.store.read(intake.parked) == []


async def _reminded_next(bot: Stage) -> object:
    return await bot.app.store.read(lambda tx: ballots.next_reminder(tx, bot.clock.now()))
