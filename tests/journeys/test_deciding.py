"""What a committee decides for itself: typed or picked, looked at, confirmed, and in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import thread_time
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import SETTINGS
from bot.audit.records import audit
from bot.committee import records
from bot.committee.model import Committee
from bot.committee.setting_actions import ChangeSetting, ShowSettings, ShowSettingsPage
from bot.committee.setting_views import PAGES
from bot.errors import Refusal
from bot.forms.actions import FormPick
from bot.i18n import LANGUAGES
from bot.ids import CommitteeId
from bot.intake import records as intake
from bot.playground.stage import Stage
from bot.settings import Page
from tests.journeys.scenes import assemble

HERE = CommitteeId(1)
_NOBODY: Any = None


@dataclass(frozen=True)
class Said:
    """What is typed (or the button pressed, where nothing is typed), what stands then, what is refused and how."""

    good: str
    stands: object
    bad: str = ""
    refusal: str = ""
    press: bool = False


NUMBER = r"Please write a number from 1 to "
BEFORE = "Please write how long before"
SHARE = "Please write a share"
LINE = "Please write it in one line"
SAID: Mapping[str, Said] = {
    "names": Said("Advisory <Committee> & Co", "Advisory <Committee> & Co", "x" * 121, LINE),
    "country": Said("Казахстан", "KZ", "Atlantis", "Please write the country"),
    "time_zone": Said("asia/almaty", "Asia/Almaty", "Moon/Base", "Please choose a city"),
    "languages": Said("русский, ky, uz", ["ru", "ky", "uz"], "klingon!", "Please write the languages"),
    "group_languages": Said("ru en", ["ru", "en"], "ru, uz", "Please write the languages"),
    "sse_short": Said("SSOE", "SSOE", "x" * 81, LINE),
    "sse_full": Said("social economy", "social economy", "x" * 81, LINE),
    "working_hours": Said("8:00-17:00", ["08:00", "17:00"], "18:00-09:00", "Please write it like this"),
    "quiet_hours": Said("21:00 – 07.30", ["21:00", "07:30"], "25:00–08:00", "Please write it like this"),
    "comment_days": Said("7", 7, "0", NUMBER),
    "ballot_days": Said("3 days", 3, "three", NUMBER),
    "minimum_hours": Said("48", 48, "721", NUMBER),
    "quorum": Said("2/3", "2/3", "101 %", SHARE),
    "every_constituency": Said("any groups", False, press=True),
    "revision": Said("60 %", "3/5", "100 %", SHARE),
    "majority": Said("more than two thirds", "2/3", "1/0", SHARE, press=True),
    "ballot_reminders": Said("2, 4 d", [96, 2], "48, x", BEFORE),
    "meeting_reminders": Said("2 нед., 1 күн", [336, 24], "1,2,3,4,5,6", BEFORE),
    "poll_reminders": Said("12 ч", [12], "0", BEFORE),
    "action_reminders": Said("2 d", [48], "61 d", BEFORE),
    "milestone_reminders": Said("14, 3", [14, 3], "5 h", "Please write how many days before"),
    "questions_moderated": Said("wait to be accepted", True, press=True),
    "question_days": Said("10 working days", 10, "91", NUMBER, press=True),
    "question_escalation_days": Said("2", 2, "31", NUMBER),
    "input_days": Said("6", 6, "-1", NUMBER),
    "input_reminders": Said("1 w", [168], ",", BEFORE),
    "invitation_days": Said("60", 60, "366", NUMBER),
    "project_ends": Said("31.12.2023", "2023-12-31", "31.02.2023", "no such date|does not exist|cannot be"),
    "people_kept_days": Said("730 days", 730, "1.5", NUMBER, press=True),
    "letters_kept_days": Said("30", 30, "-1", NUMBER),
    "forms_kept_days": Said("31", 31, "1.5", NUMBER),
    "invitations_kept_days": Said("29", 29, "99999999", NUMBER),
    "controller": Said("Ministry <of> Labour & Co", "Ministry <of> Labour & Co", "x" * 201, LINE),
}


def test_a_number_with_a_whole_sentence_behind_it_is_refused_at_once() -> None:
    of = next(one for one in SETTINGS if one.name == "comment_days")
    began = thread_time()
    with pytest.raises(Refusal, match="number-wanted"):
        of.kind.read("5 рабочих дней, как договорились на последнем заседании.", _NOBODY)
    with pytest.raises(Refusal, match="number-wanted"):
        of.kind.read("5 " + "working" * 580 + "!", _NOBODY)
    assert thread_time() - began < 1
    assert of.kind.read("5 рабочих дней", _NOBODY) == of.kind.read("5days", _NOBODY) == 5


async def test_a_project_without_an_end_in_sight_keeps_its_people_and_breaks_nothing(bot: Stage) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await scene.taps("anna", ChangeSetting(HERE, "project_ends"))
    await anna.says("31.12.9998")
    anna.sees("erased for good: .*9999")
    await anna.press("Change")
    anna.sees(r"\AThe setting was changed\.")


def test_every_setting_is_tried_here() -> None:
    assert {one.name for one in SETTINGS} == set(SAID)


@pytest.mark.slow
async def test_every_setting_is_changed_by_an_organizer_and_refused_where_it_cannot_be_read(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    for one in SETTINGS:
        said = SAID[one.name]
        await scene.taps("anna", ChangeSetting(HERE, one.name))
        if one.kind.by_language:
            await anna.press("English")
        if said.bad:
            await anna.says(said.bad)
            anna.sees(said.refusal)
        await (anna.press(said.good) if said.press else anna.says(said.good))
        anna.sees("From now on: ")
        scene.sees("anna", one.holds)
        await anna.press("Change")
        anna.sees(r"\AThe setting was changed\.")
        scene.sees("anna", one.title)
        scene.sees("anna", one.holds)
        kept = one.kept(await _committee(bot))
        assert (kept["en"] if one.kind.by_language else kept) == said.stands, one.name
        await anna.press("Back")
        scene.sees("anna", PAGES[one.page])
    logged = await bot.app.store.read(lambda tx: set(tx.execute(select(audit.c.what)).scalars()))
    assert {f"setting-{one.name}" for one in SETTINGS} <= logged


async def test_nobody_else_sees_or_changes_them(bot: Stage) -> None:
    scene = await assemble(bot)
    for name in ("cholpon", "damir", "olivia", "nazira"):
        for action in (
            ShowSettings(HERE),
            ShowSettingsPage(HERE, Page.VOTING),
            ChangeSetting(HERE, "comment_days"),
        ):
            await scene.taps(name, action)
            scene.sees(
                name, "Only organizers can do this. If this seems wrong, please contact the secretariat."
            )
    await scene.taps("anna", ChangeSetting(HERE, "nonsense"))
    scene.sees("anna", "There is no such setting. Nothing was changed.")


async def test_whoever_confirms_has_seen_what_stands(bot: Stage) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await scene.taps("anna", ChangeSetting(HERE, "ballot_days"))
    await anna.says("3")
    await bot.app.store.write(lambda tx: records.set_setting(tx, HERE, "ballot_days", 8))
    await anna.press("Change")
    anna.sees("Somebody else has changed this meanwhile. Nothing was changed.")
    anna.sees("Now: 8 working days")
    await anna.press("Change")
    anna.sees("Now: 3 working days")


async def test_two_languages_of_one_name_are_changed_by_two_organizers_and_neither_is_lost(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await scene.taps("anna", ChangeSetting(HERE, "names"))
    await anna.press("English")
    await anna.says("Council")
    names = (await _committee(bot)).names
    await bot.app.store.write(lambda tx: records.set_setting(tx, HERE, "names", {**names, "ru": "Совет"}))
    await anna.press("Change")
    await anna.press("Change")
    assert {**names, "ru": "Совет", "en": "Council"} == (await _committee(bot)).names


async def test_a_forged_confirmation_changes_nothing(bot: Stage) -> None:
    scene = await assemble(bot)
    await scene.taps("anna", ChangeSetting(HERE, "ballot_days"))
    await scene["anna"].says("3")
    await scene.taps("anna", FormPick(2, "yes"))
    assert "ballot_days" not in (await _committee(bot)).settings


async def test_what_stands_already_is_not_changed_and_what_is_usual_comes_back_with_a_tap(bot: Stage) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await scene.taps("anna", ChangeSetting(HERE, "ballot_days"))
    await anna.says("5")
    anna.sees("It stands so already. Nothing was changed.")
    await anna.says("9")
    await anna.press("Change")
    await scene.taps("anna", ChangeSetting(HERE, "ballot_days"))
    await anna.press("As usual: 5 working days")
    await anna.press("Change")
    anna.sees("Now: 5 working days")


async def test_an_end_of_the_project_that_would_erase_everybody_tonight_is_refused(bot: Stage) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await scene.taps("anna", ChangeSetting(HERE, "project_ends"))
    await anna.says("1 March 2020")
    anna.sees("Then everybody's data would be erased this night")
    await anna.says("1 March 2023")
    anna.sees("After this day names and accounts of all people are erased for good: 29 February 2024")
    await anna.press("Change")
    await scene.taps("anna", ChangeSetting(HERE, "project_ends"))
    await anna.says("1 August 2022")
    await anna.press("Change")
    await scene.taps("anna", ChangeSetting(HERE, "people_kept_days"))
    await anna.press("90 days")
    anna.sees("Then everybody's data would be erased this night")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_settings_are_shown_in_the_organizers_language(bot: Stage, language: str) -> None:
    scene = await assemble(bot)
    await scene.speaks("anna", language)
    await scene["anna"].says("/committee")
    await scene.press("anna", "Settings")
    for page, title in PAGES.items():
        await scene.press("anna", title)
        for one in SETTINGS:
            if one.page is page:
                scene.sees("anna", one.title)
        await scene.press("anna", "Back")
    for one in SETTINGS:
        await scene.taps("anna", ChangeSetting(HERE, one.name))
        scene.sees("anna", one.title)
        await scene.press("anna", "Cancel")
    assert await bot.app.store.read(intake.parked) == []


async def _committee(bot: Stage) -> Committee:
    return await bot.app.store.read(lambda tx: records.committee(tx, HERE))
