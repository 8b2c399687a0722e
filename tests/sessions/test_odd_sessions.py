"""Meetings that do not go by the book: never begun, put off, past midnight, without their chair."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.committee.model import Role
from bot.documents import Document
from bot.i18n import LANGUAGES
from bot.ids import MeetingId
from bot.meetings import records as called
from bot.meetings import service as meetings
from bot.meetings.actions import AnswerMeeting, CancelMeeting, EditMeeting
from bot.meetings.model import AgendaLine, AgendaText, Answer, Standing
from bot.playground.stage import Stage
from bot.sessions import paper, reading, records, service
from bot.sessions.actions import ApproveMinutes, BeginSession, CheckIn, ShowMinutes, TurnTo
from bot.sessions.model import MinutesStanding, Mode
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.scenes import DAY, HOUR, MINUTE, Place, Scene, assemble
from tests.meetings.house import PEOPLE, acting, convene, kept, plan, tells, wall
from tests.sessions.house import BEGINS, OBJECTIONS, ahead, begun, circulated, code_of, here, writes

NEXT_DAY = datetime(2022, 12, 21, 10, tzinfo=BISHKEK)


async def minutes(scene: Scene, number: MeetingId, language: str = "en") -> str:
    """What the minutes would say now."""

    def look(tx: Tx) -> Document:
        who, at = acting(tx, scene, Role.ORGANIZER), scene.bot.clock.now()
        t = who.committee.voice(language)
        record = reading.draft(tx, who, number, t, at)
        return paper.minutes(t, record, records.minutes_of(tx, number), 1, at)

    return str((await scene.bot.app.store.read(look)).to_json())


@pytest.mark.slow
async def test_a_meeting_that_nobody_began_waits_for_its_organizer_who_puts_it_off_or_calls_it_off(
    bot: Stage,
) -> None:
    scene, number = await ahead(bot)
    await scene.taps("aigul", CheckIn(number))
    await bot.move(NEXT_DAY)
    await scene["damir"].says("/meetings")
    scene.sees("damir", "its time is over")
    await scene["damir"].opens(f"m{number}")
    scene.sees("damir", "its time is over")
    scene["damir"].does_not_see("The meeting has begun")
    await scene.taps("damir", AnswerMeeting(number, Answer.ONLINE))
    await scene.taps("temir", CheckIn(number))
    assert await here(scene, number) == {"Aigul": "online"}
    await scene["damir"].says("/todo")
    scene["damir"].does_not_see("nobody began it")

    await scene["anna"].says("/todo")
    await scene.press("anna", "{meeting}: nobody began it", meeting="M1")
    await scene.press("anna", "Change: {what}", what="time")
    await scene["anna"].says("27.12.2022 14:00")
    await scene.press("anna", "Yes, this is right")
    await scene["anna"].press("2 h")
    await scene.press("anna", "Skip")
    await scene.press("anna", "Make the change")
    assert (await kept(scene)).wall == wall(2022, 12, 27, 14)
    tells(scene, "damir", "You have not answered yet.")
    assert await here(scene, number) == {}, "whoever came to the old date has not come to the new one"

    await bot.move(datetime(2022, 12, 28, 17, tzinfo=BISHKEK))
    await scene.taps("anna", BeginSession(number, sure=True))
    scene["anna"].sees(r"M1 can be begun no more\. Planned end: .*27 December 2022, 16:00")
    await scene.taps("anna", CancelMeeting(number))
    await scene["anna"].says("Nobody could come")
    await scene.press("anna", "Yes, cancel the meeting")
    assert (await kept(scene)).standing is Standing.CANCELLED
    scene["damir"].sees("Nobody could come")
    await scene["anna"].says("/todo")
    scene.sees("anna", "Nothing waits for you.")


@pytest.mark.slow
async def test_a_meeting_that_begins_late_tells_so_and_is_dated_by_when_it_was_held(bot: Stage) -> None:
    scene, number = await ahead(bot)
    await scene.taps("aigul", CheckIn(number))
    await bot.move(NEXT_DAY)
    await scene.taps("cholpon", BeginSession(number))
    scene.sees("cholpon", "Its planned time is over.")
    await scene.press("cholpon", "Begin the meeting")
    assert await here(scene, number) == {}, "whoever came the day before has gone"
    await bot.move(NEXT_DAY + HOUR)
    await scene.taps("anna", EditMeeting(number, "when"))
    scene.sees("anna", "{meeting} has started, so this can no longer be changed.", meeting="M1")
    await scene["cholpon"].opens(f"m{number}")
    await scene.press("cholpon", "To the meeting")
    for _ in range(2):
        await scene.press("cholpon", "End the meeting")
    assert "21 December 2022, 10:00–11:00 (Bishkek)" in await minutes(scene, number)
    assert "21 декабря 2022 г., 10:00–11:00 (Бишкек)" in await minutes(scene, number, "ru")


async def test_a_meeting_put_off_by_some_minutes_keeps_who_is_there(bot: Stage) -> None:
    scene, number = await ahead(bot)
    await scene.taps("aigul", CheckIn(number))

    def put_off(tx: Tx, starts: datetime) -> None:
        who, found = acting(tx, scene, Role.ORGANIZER), called.meeting(tx, number)
        assert found is not None
        meetings.reschedule(tx, who, number, found.revision, starts, 120, None, bot.clock.now())

    await bot.app.store.write(lambda tx: put_off(tx, wall(2022, 12, 20, 14, 20)))
    assert await here(scene, number) == {"Aigul": "online"}
    await bot.app.store.write(lambda tx: put_off(tx, wall(2022, 12, 22, 14)))
    assert await here(scene, number) == {}


@pytest.mark.slow
async def test_a_meeting_past_midnight_counts_its_minutes_and_names_the_day_on_which_it_ended(
    bot: Stage,
) -> None:
    scene = await assemble(bot, PEOPLE)
    number = await convene(scene, plan(wall(2022, 12, 20, 23)))
    await bot.move(datetime(2022, 12, 20, 23, tzinfo=BISHKEK))
    await scene.taps("anna", BeginSession(number, sure=True))
    first, second = (item.id for item in (await kept(scene)).agenda)
    await bot.move(bot.clock.now() + 50 * MINUTE)
    await scene.taps("anna", TurnTo(number, second, first))
    await bot.move(bot.clock.now() + 30 * MINUTE)
    await scene.taps("aigul", CheckIn(number))
    scene["anna"].does_not_see("still in session")
    await bot.move(bot.clock.now() + HOUR)
    await scene["anna"].says("/todo")
    await scene.press("anna", "{meeting}: still in session", meeting="M1")
    scene["anna"].sees(r"Planned: 50 min\. So far: 90 min\. Over time: 40 min\.")
    for _ in range(2):
        await scene.press("anna", "End the meeting")
    said = await minutes(scene, number)
    assert "23:00 – 21 December 2022, 01:20" in said
    assert "planned 10 min, taken 50 min" in said
    assert "planned 50 min, taken 90 min" in said
    assert "online, from 00:20" in said


@pytest.mark.slow
async def test_a_meeting_across_a_change_of_clocks_counts_the_minutes_that_passed(bot: Stage) -> None:
    """On 26 March 2023 clocks in Geneva go from 02:00 to 03:00."""
    geneva = ZoneInfo("Europe/Zurich")
    scene = await assemble(bot, PEOPLE, Place(code="CH", country="CH", zone=geneva.key))
    agenda = (AgendaLine(60, {"en": AgendaText("Before")}), AgendaLine(60, {"en": AgendaText("After")}))
    number = await convene(scene, plan(wall(2023, 3, 26, 1, 30), agenda=agenda))
    at = datetime(2023, 3, 26, 1, 30, tzinfo=geneva)
    await bot.move(at)
    await scene.taps("anna", BeginSession(number, sure=True))
    before, after = (item.id for item in (await kept(scene)).agenda)
    await bot.move(bot.clock.now() + HOUR)
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "To the meeting")
    scene["anna"].sees(r"In session since 01:30.*Planned: 60 min\. So far: 60 min\.")
    await scene.taps("anna", TurnTo(number, after, before))
    await scene.taps("aigul", CheckIn(number))
    scene["aigul"].sees("03:30")
    await bot.move(bot.clock.now() + HOUR)
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "To the meeting")
    for _ in range(2):
        await scene.press("anna", "End the meeting")
    said = await minutes(scene, number)
    assert "01:30–04:30" in said
    assert said.count("planned 60 min, taken 60 min") == 2
    assert "online, from 03:30" in said


async def test_who_comes_late_leaves_and_comes_back_is_in_the_minutes_with_each_stay(bot: Stage) -> None:
    scene, number = await begun(bot)
    await bot.move(BEGINS + 4 * MINUTE)
    await scene.taps("temir", CheckIn(number))
    await bot.move(BEGINS + 6 * MINUTE)
    await scene.taps("aigul", CheckIn(number))
    await bot.move(BEGINS + 20 * MINUTE)
    await scene.press("aigul", "I am leaving")
    scene["aigul"].sees(r"Катышкан орундар: 1/5")
    await scene.taps("alternate", CheckIn(number))
    scene["alternate"].sees(r"Катышкан орундар: 2/5")  # the seat is there again
    await bot.move(BEGINS + 30 * MINUTE)
    await scene.taps("aigul", CheckIn(number))
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "To the meeting")
    for _ in range(2):
        await scene.press("anna", "End the meeting")
    said = await minutes(scene, number)
    assert "online, from 14:06, until 14:20; online, from 14:30" in said
    assert "online, from 14:20" in said
    assert "'Temir Member', 'Union', 'online'" in said.replace("(", "").replace('"', "'"), (
        "four minutes are not late"
    )
    assert "2 of 5 seats present" in said


async def test_who_came_and_left_before_it_began_has_not_attended(bot: Stage) -> None:
    scene, number = await ahead(bot)
    await scene.taps("aigul", CheckIn(number))

    def leaves(tx: Tx) -> None:
        records.leave(tx, number, records.stays(tx, number)[0].membership, bot.clock.now())

    await bot.app.store.write(leaves)
    await bot.move(BEGINS + 10 * MINUTE)
    await scene.taps("anna", BeginSession(number, sure=True))
    said = await minutes(scene, number)
    assert "0 of 5 seats present" in said
    assert "Federation (Trade unions) — without notice" in said


async def test_a_chair_who_leaves_the_committee_in_session_was_there_and_the_organizer_goes_on(
    bot: Stage,
) -> None:
    scene, number = await begun(bot)
    await scene.taps("cholpon", CheckIn(number))
    await scene.taps("aigul", CheckIn(number))
    assert "2 of 5 seats present" in await minutes(scene, number)
    await bot.move(BEGINS + 20 * MINUTE)
    await scene["cholpon"].says("/leave")
    await scene.press("cholpon", "Leave the committee")
    await bot.move(BEGINS + 40 * MINUTE)
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "To the meeting")
    scene["anna"].sees(r"Online: 1\.")
    for _ in range(2):
        await scene.press("anna", "End the meeting")
    said = await minutes(scene, number)
    assert "2 of 5 seats present" in said, "the seats are those of the meeting"
    assert "online, until 14:20" in said
    assert "Cholpon" not in said
    assert "'Chair:', 'former holder'" in said
    assert "'Government', 'former holder', 'Ministry'" in said


@pytest.mark.slow
async def test_where_the_chair_leaves_before_approving_an_organizer_approves(bot: Stage) -> None:
    scene, number = await circulated(bot)
    await scene["cholpon"].says("/leave")
    await scene.press("cholpon", "Leave the committee")
    await scene["anna"].says("/todo")
    scene["anna"].does_not_see("minutes to approve")
    await bot.move(OBJECTIONS)
    scene.sees("anna", "The time for objections is over. The minutes can be approved.")
    await scene["anna"].says("/todo")
    await scene.press("anna", "{meeting}: minutes to approve", meeting="M1")
    for _ in range(2):
        await scene.press("anna", "Approve the minutes")
    assert (
        await bot.app.store.read(lambda tx: records.minutes_of(tx, number))
    ).standing is MinutesStanding.APPROVED


@pytest.mark.slow
async def test_where_the_chair_leaves_before_approving_what_can_be_approved_the_organizer_hears_it_at_once(
    bot: Stage,
) -> None:
    scene, number = await circulated(bot)
    ripe = "The time for objections is over. The minutes can be approved."
    await bot.move(OBJECTIONS)
    tells(scene, "cholpon", ripe)
    scene["anna"].does_not_see(ripe)
    await scene["damir"].says("/leave")
    await scene.press("damir", "Leave the committee")
    scene["anna"].does_not_see(ripe)
    await bot.move(bot.clock.now() + DAY)
    await scene["cholpon"].says("/leave")
    await scene.press("cholpon", "Leave the committee")
    tells(scene, "anna", ripe)
    for _ in range(2):
        await scene.press("anna", "Approve the minutes")
    found = await bot.app.store.read(lambda tx: records.minutes_of(tx, number))
    assert found.standing is MinutesStanding.APPROVED


async def test_organizers_hear_once_and_also_at_night_of_a_meeting_that_nobody_ends(bot: Stage) -> None:
    scene, _ = await begun(bot)
    said = "This meeting still goes on, long after its planned end. Please end it if it is over."
    ends = BEGINS + 120 * MINUTE
    await bot.move(ends + 59 * MINUTE)
    scene["anna"].does_not_see(said)
    await bot.move(ends + 60 * MINUTE)
    tells(scene, "anna", said)
    for name in ("damir", "cholpon", "simel"):
        assert not any(scene.words(name, said) in text for text in scene[name].screens)
    await bot.restart()
    await bot.move(ends + DAY)
    assert sum(said in text for text in scene["anna"].screens) == 1
    for _ in range(2):
        await scene.press("anna", "End the meeting")
    assert (await kept(scene)).standing is Standing.ENDED


@pytest.mark.slow
async def test_the_chair_hears_in_their_language_that_it_is_too_early_to_approve(bot: Stage) -> None:
    scene, number = await circulated(bot)
    for language in LANGUAGES:
        await scene.speaks("cholpon", language)
        await scene.taps("cholpon", ShowMinutes(number))
        told = "You can approve the minutes after that."
        assert scene.words("cholpon", told) in scene["cholpon"].screen
        for sure in (False, True):
            await scene.taps("cholpon", ApproveMinutes(number, 1, sure=sure))
            refused = scene.words(
                "cholpon",
                "Members may object until {date}. The minutes can be approved after that.",
                date="|",
            ).split("|")
            assert all(part.strip(" .") in scene["cholpon"].screen for part in refused)
            scene["cholpon"].sees("27[ -].*18:00")
    await scene.taps("damir", ShowMinutes(number))
    scene["damir"].does_not_see("You can approve")
    minutes_ = await bot.app.store.read(lambda tx: records.minutes_of(tx, number))
    assert minutes_.standing is MinutesStanding.CIRCULATED


@pytest.mark.slow
async def test_a_comment_can_be_answered_after_the_minutes_are_approved_and_they_stay_as_they_are(
    bot: Stage,
) -> None:
    scene, number = await begun(bot)
    await scene.press("bermet", "Comment or suggestion")
    await writes(scene, "bermet", "Климат да бар")

    def closes(tx: Tx) -> None:
        anna, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        service.end(tx, anna, number, at)
        service.circulate(tx, anna, number, OBJECTIONS, at)
        service.comment(tx, anna, number, "A remark", at, objects=False)
        chair = next(a for a in meetings.invited(tx, called.meeting(tx, number)) if a.chairs)  # type: ignore[arg-type]
        service.approve(tx, chair, number, 1, OBJECTIONS)

    await bot.app.store.write(closes)
    await bot.move(OBJECTIONS)
    await scene["nazira"].says("/todo")
    await scene["nazira"].press("K1")
    await scene.press("nazira", "taken up")
    await scene["nazira"].says("Раздел 4")
    scene["bermet"].sees("Раздел 4")
    await scene["anna"].says("/todo")
    scene.sees("anna", "Nothing waits for you.")


@pytest.mark.slow
async def test_only_the_code_of_a_meeting_that_goes_on_checks_in_and_only_whoever_is_invited(
    bot: Stage,
) -> None:
    scene, number = await begun(bot)
    code = await code_of(scene, number)
    other = await assemble(bot, place=Place(code="MN", country="MN", zone="Asia/Ulaanbaatar"))
    await scene["olivia"].opens(f"room{code}")
    await other["aigul"].opens(f"room{code}")
    other["aigul"].sees("Сиз бул комитеттин курамында эмессиз")
    stranger = bot.someone("Some", "Body")
    await stranger.opens(f"room{code}")
    for forged in (code + 1, 10**17, 1, 10**18):
        await scene["temir"].opens(f"room{forged}")
    assert await here(scene, number) == {}

    def uninvites(tx: Tx) -> None:
        bermet = next(
            a for a in meetings.invited(tx, called.meeting(tx, number)) if "Bermet" in a.person.name
        )  # type: ignore[arg-type]
        called.keep_reply(tx, number, bermet.membership, invited=False)

    await bot.app.store.write(uninvites)
    await scene["bermet"].opens(f"room{code}")
    assert await here(scene, number) == {}
    await scene["temir"].opens(f"room{code}")
    assert await here(scene, number) == {"Temir": "room"}
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "To the meeting")
    for _ in range(2):
        await scene.press("anna", "End the meeting")
    await scene["aigul"].opens(f"room{code}")
    scene.sees("aigul", "{meeting} is over. Nothing was recorded.", meeting="M1")
    stays = await bot.app.store.read(lambda tx: records.stays(tx, number))
    assert [stay.mode for stay in stays] == [Mode.ROOM]
