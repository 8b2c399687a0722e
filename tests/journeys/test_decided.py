"""What was decided is in force: for what comes after, and never for what was frozen before."""

from fractions import Fraction

import pytest

from bot.app import SETTINGS
from bot.ballots import pictures, reading
from bot.ballots import records as ballots
from bot.ballots.actions import OpenBallot
from bot.ballots.settings import QUORUM
from bot.committee import constituencies, records
from bot.committee import service as committee
from bot.committee.constituency_actions import (
    AddConstituency,
    NameConstituency,
    RaiseConstituency,
    RemoveConstituency,
    ShowConstituencies,
    ShowConstituency,
)
from bot.committee.model import Actor, Constituency
from bot.committee.setting_actions import ChangeSetting
from bot.findings import records as findings
from bot.i18n import LANGUAGES
from bot.ids import BallotId, CommitteeId, FindingId, InputRequestId, VersionId
from bot.inputs import service as inputs
from bot.inputs import sheet
from bot.inputs.model import Way
from bot.intake import records as intake
from bot.meetings import records as meetings
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.house import invites
from tests.journeys.scenes import CLOSES, DAY, HOUR, OPENS, Scene, assemble, open_ballot, share, voting
from tests.journeys.test_group import bound
from tests.meetings.house import convene

HERE = CommitteeId(1)


async def decides(scene: Scene, setting: str, *said: str, language: str | None = None) -> None:
    """Anna changes a setting: types it, and confirms."""
    await scene.taps("anna", ChangeSetting(HERE, setting))
    if language is not None:
        await scene["anna"].press(language)
    for text in said:
        await scene["anna"].says(text)
    await scene.press("anna", "Change")
    scene.sees("anna", "The setting was changed.")


@pytest.mark.slow
async def test_a_running_ballot_keeps_its_rules_and_the_next_one_has_the_new(bot: Stage) -> None:
    scene = await voting(bot)
    await decides(scene, "quorum", "100 %")
    await decides(scene, "majority", "2/3")
    await share(scene, until=CLOSES)
    await open_ballot(scene, 2)
    first, second = (await scene.ballot(1)).rules, (await scene.ballot(2)).rules
    assert (first.quorum, first.majority) == (Fraction(1, 2), Fraction(1, 2))
    assert (second.quorum, second.majority) == (Fraction(1), Fraction(2, 3))
    for name in ("cholpon", "aigul", "bermet"):  # three of five seats, one of each group
        for number in (1, 2):
            await scene[name].says(f"/start b{number}")
            await scene.vote("Approve", name)
    await bot.move(CLOSES + HOUR)
    assert (await scene.ballot(1)).standing == "closed", "half of the seats were enough"
    assert (await scene.ballot(2)).standing == "without_quorum", "all seats were asked for"


async def test_the_rules_stand_on_the_preview_and_on_the_paper(bot: Stage) -> None:
    scene = await voting(bot)
    await decides(scene, "quorum", "2/3")
    await share(scene, until=CLOSES)
    await scene.taps("anna", OpenBallot(await _version_of(bot, 2)))
    await scene["anna"].says("19.12.2022 18:00")
    for word in ("Voting rules", "a vote from every represented group"):
        scene.sees("anna", word)
    assert scene.words("anna", "Quorum — seats that must vote") + ": " + scene.words(
        "anna", "two thirds"
    ) in (scene["anna"].screen)
    await scene["damir"].says("/start b1")
    scene["damir"].sees("Quorum — seats that must vote: half")
    await scene["bermet"].says("/start b1")
    scene["bermet"].sees("Тастыктоо — ар бир топто макул болгондор: жарымынан көбү")
    scene["bermet"].sees(
        "Калган учурда: жалпы макулдукка жетишилген жок\\n• «Калыс калам»: кворум үчүн гана эсептелет"
    )


@pytest.mark.slow
async def test_a_deadline_nearer_than_the_shortest_time_is_refused(bot: Stage) -> None:
    scene = await assemble(bot)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await decides(scene, "minimum_hours", "72")
    await scene.taps("anna", OpenBallot(await _version_of(bot, 1)))
    await scene["anna"].says("16.12.2022 18:00")
    assert "72" in scene["anna"].screen
    await decides_after_cancel(scene, "minimum_hours", "12")
    await scene.taps("anna", OpenBallot(await _version_of(bot, 1)))
    await scene["anna"].says("16.12.2022 18:00")
    scene.sees("anna", "Voting rules")


async def decides_after_cancel(scene: Scene, setting: str, said: str) -> None:
    """The form that is open is given up first."""
    await scene["anna"].says("/cancel")
    await decides(scene, setting, said)


@pytest.mark.slow
async def test_the_groups_card_is_drawn_anew_in_the_new_languages(bot: Stage) -> None:
    scene = await assemble(bot)
    _, group = await bound(scene)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    group.sees("Уже проголосовали: 0 из 5")
    await decides(scene, "group_languages", "en")
    await bot.move(bot.clock.now() + HOUR)
    card = group.sees("Voted so far: 0 of 5")
    assert "Уже проголосовали" not in card.text


@pytest.mark.slow
async def test_the_committees_words_for_sse_stand_wherever_the_interface_says_them(bot: Stage) -> None:
    scene = await assemble(bot)
    _, group = await bound(scene)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    group.sees("Организации ССЭ: 0/1")
    await scene.speaks("anna", "en")
    await decides(scene, "sse_short", "ССОЭ", language="Russian")
    await bot.move(bot.clock.now() + HOUR)
    group.sees("Организации ССОЭ: 0/1")
    await scene["temir"].says("/committee")
    scene["temir"].sees("Организации ССОЭ.*ССОЭ: социальная и солидарная экономика")
    await decides(scene, "sse_full", "социально-солидарная экономика", language="Russian")
    await scene["temir"].says("/committee")
    scene["temir"].sees("ССОЭ: социально-солидарная экономика")
    await scene["damir"].says("/committee")
    scene["damir"].sees("SSE organizations.*SSE: social and solidarity economy")


async def test_a_new_time_zone_moves_no_deadline_and_shows_it_anew(bot: Stage) -> None:
    scene = await voting(bot)
    await scene["damir"].says("/start b1")
    scene["damir"].sees(r"18:00 \(Bishkek\)")
    before = await scene.ballot()
    await decides(scene, "time_zone", "Asia/Tokyo")
    assert (await scene.ballot()).deadline == before.deadline
    await scene["damir"].says("/start b1")
    scene["damir"].sees(r"21:00 \(Tokyo\)")


@pytest.mark.slow
async def test_reminders_of_what_runs_follow_the_setting(bot: Stage) -> None:
    scene = await voting(bot)
    await convene(scene)
    looks = {"ballot_reminders": ballots.next_reminder, "meeting_reminders": meetings.next_reminder}
    for setting, next_look in looks.items():
        before = await bot.app.store.read(lambda tx, look=next_look: look(tx, bot.clock.now()))
        await decides(scene, setting, "33 h")
        after = await bot.app.store.read(lambda tx, look=next_look: look(tx, bot.clock.now()))
        assert before is not None
        assert after not in (None, before), setting


@pytest.mark.slow
async def test_a_group_that_was_renamed_bears_its_name_on_cards_pictures_and_exports(bot: Stage) -> None:
    scene = await voting(bot)
    await scene.speaks("anna", "en")
    await scene.taps("anna", NameConstituency(HERE, "sse"))
    await scene["anna"].press("English")
    await scene["anna"].says("Cooperatives & <mutuals>")
    scene.sees("anna", "The group was renamed. Votes and seats stay as they are.")
    for said in ("/committee", "/start b1"):
        await scene["damir"].says(said)
        scene["damir"].sees("Cooperatives & <mutuals>")
    for name in ("cholpon", "aigul", "bermet"):
        await scene[name].says("/start b1")
        await scene.vote("Approve", name)
    await bot.move(CLOSES + HOUR)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))

    def look(tx: Tx) -> list[str]:
        """What the picture and the table of inputs say."""
        at, everybody = bot.clock.now(), committee.actors_in(tx, HERE)
        chair = next(a for a in everybody if a.chairs)
        t = chair.committee.voice("en")
        drawn = pictures.tally(t, reading.paper(tx, chair, BallotId(1), at), chair.committee)
        asks = next(a for a in everybody if a.consults)
        asked = inputs.ask(tx, asks, text="What?", language="en", groups=(), until=at + 10 * DAY, at=at)
        number = InputRequestId(asked.facts["request"])
        member = next(a for a in everybody if a.seat is not None and a.seat.constituency == "sse")
        inputs.give(tx, member, number, Way.TEXT, text="This.", language="en", at=at)
        return [str(drawn), str(sheet.sheet(tx, t, HERE).rows)]

    for told in await bot.app.store.write(look):
        assert "Cooperatives & <mutuals>" in told or "Cooperatives &amp; &lt;mutuals&gt;" in told


@pytest.mark.slow
async def test_a_group_is_added_found_by_its_name_in_a_roster_put_up_and_kept_once_it_has_a_seat(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await scene.speaks("anna", "en")
    await scene.taps("anna", AddConstituency(HERE))
    await anna.says("x" * 61)
    anna.sees("Please write the name in one line of at most 60 characters.")
    await anna.says("Илимпоздор")
    await anna.press("Skip")
    await anna.says("Academia")
    anna.sees("The group was added. It is not represented until somebody is invited into it.")
    anna.sees("5. Academia: not represented")
    await scene.taps("anna", AddConstituency(HERE))
    await anna.says("илимпоздор")
    anna.sees("Another group is called so already: илимпоздор")
    await anna.press("Cancel")
    (code,) = [c.code for c in await _groups(bot) if c.names]
    await invites(anna, "Academy of Sciences,Academia,member,Prof One,en")
    await scene.taps("anna", RemoveConstituency(HERE, code, sure=True))
    anna.sees("Only a group that the committee added and that has no seats can be removed.")
    await scene.taps("anna", RaiseConstituency(HERE, code))
    anna.sees("4. Academia · seats: 1")
    await scene["damir"].says("/committee")
    scene["damir"].sees("Academia.*Academy of Sciences")


async def test_a_group_added_by_mistake_goes_and_the_usual_four_stay(bot: Stage) -> None:
    scene = await assemble(bot)
    anna = scene["anna"]
    await scene.speaks("anna", "en")

    def add(tx: Tx) -> None:
        constituencies.add(tx, _organizer(tx), {"en": "Mistake"}, bot.clock.now())

    await bot.app.store.write(add)
    (code,) = [c.code for c in await _groups(bot) if c.names]
    await scene.taps("anna", ShowConstituency(HERE, code))
    await anna.press("Remove the group")
    await anna.press("Yes, remove")
    anna.sees("The group was removed.")
    await scene.taps("anna", ShowConstituency(HERE, code))
    anna.sees("The committee has no such group any more.")
    for usual in ("employers", "sse"):
        await scene.taps("anna", RemoveConstituency(HERE, usual, sure=True))
        anna.sees("Only a group that the committee added")
    await scene.taps("anna", RaiseConstituency(HERE, "government"))
    anna.sees("This group is the first already. Nothing was changed.")
    assert len(await _groups(bot)) == 4


@pytest.mark.slow
async def test_nobody_but_organizers_touches_the_groups(bot: Stage) -> None:
    scene = await assemble(bot)
    for name in ("cholpon", "damir", "olivia", "nazira"):
        for action in (
            ShowConstituencies(HERE),
            ShowConstituency(HERE, "sse"),
            NameConstituency(HERE, "sse"),
            AddConstituency(HERE),
            RaiseConstituency(HERE, "sse"),
            RemoveConstituency(HERE, "sse", sure=True),
        ):
            await scene.taps(name, action)
            scene.sees(
                name, "Only organizers can do this. If this seems wrong, please contact the secretariat."
            )
    assert [c.code for c in await _groups(bot)] == ["government", "workers", "employers", "sse"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_screens_of_the_groups_are_drawn_in_the_organizers_language(
    bot: Stage, language: str
) -> None:
    scene = await assemble(bot)
    await scene.speaks("anna", language)
    await scene["anna"].says("/committee")
    await scene.press("anna", "Settings")
    await scene.press("anna", "Groups of the committee")
    await scene.press("anna", "{sse} organizations")
    scene.sees("anna", "In a roster file: {word}", word="sse")
    await scene.press("anna", "Rename")
    scene.sees("anna", "In which language?")
    await scene.press("anna", "Cancel")
    await scene.taps("anna", AddConstituency(HERE))
    scene.sees("anna", "Votes that run keep their seats as they are.")
    assert await bot.app.store.read(intake.parked) == []


def test_every_setting_has_a_name_of_its_own_that_says_what_is_usual() -> None:
    assert len({one.name for one in SETTINGS}) == len(SETTINGS)
    assert QUORUM.kind.value(QUORUM.default) == Fraction(1, 2)


async def _groups(bot: Stage) -> list[Constituency]:
    return await bot.app.store.read(lambda tx: records.constituencies_of(tx, HERE))


def _organizer(tx: Tx) -> Actor:
    return next(a for a in committee.actors_in(tx, HERE) if a.organizes)


async def _version_of(bot: Stage, number: int) -> VersionId:
    kept = await bot.app.store.read(lambda tx: findings.versions_of(tx, FindingId(number)))
    return kept[-1].id
