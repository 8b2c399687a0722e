"""Calendar files read by another program (`ics`), and hours across a clock change in Geneva, in every zone.

In 2023 Geneva went to summer time on Sunday, 26 March, at 01:00 UTC, and back on 29 October; Bishkek, Moscow and
Ulaanbaatar do not change their clocks.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from ics import Calendar, Event

from bot.committee import records as roster
from bot.committee.model import Role
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.meetings import service
from bot.meetings.model import clock_changes
from bot.meetings.service import Edit
from bot.playground.stage import Stage
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.scenes import Scene, assemble
from tests.meetings.house import PEOPLE, acting, convene, files, kept, lives_in, plan, wall

M1 = MeetingId(1)
SPRING = datetime(2023, 3, 16, 14, tzinfo=BISHKEK)
"""Two weeks before the meeting after the change."""
ZONES = {
    "damir": "Asia/Bishkek",
    "simel": "Europe/Zurich",
    "temir": "Europe/Moscow",
    "bermet": "Asia/Ulaanbaatar",
}


def read(data: bytes) -> tuple[Calendar, Event]:
    """As the other program understands it."""
    calendar = Calendar(data.decode())
    (event,) = calendar.events
    return calendar, event


def line(data: bytes, name: str) -> str:
    """A property that `ics` keeps to itself, out of the unfolded text."""
    text = data.decode().replace("\r\n ", "")
    return next(row.partition(":")[2] for row in text.splitlines() if row.startswith(f"{name}:"))


async def organizer(scene: Scene, act: object) -> None:
    """Something that an organizer does with the meeting."""

    def body(tx: Tx) -> Outcome:
        return act(tx, acting(tx, scene, Role.ORGANIZER))  # type: ignore[operator, no-any-return]

    await scene.bot.app.store.write(body)
    await scene.bot.settle()


@pytest.mark.slow
async def test_three_revisions_and_a_cancellation_replace_each_other(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    at = bot.clock.now()
    await organizer(
        scene, lambda tx, who: service.reschedule(tx, who, M1, 1, wall(2022, 12, 21, 15), 90, "Moved", at)
    )
    revision = (await kept(scene)).revision
    await organizer(
        scene,
        lambda tx, who: service.edit(tx, who, M1, revision, Edit(venues={"en": "Hall 2", "ru": "Зал 2"}), at),
    )
    revision = (await kept(scene)).revision
    titles = Edit(titles={"en": "Kick-off; second, try\\1"})
    await organizer(scene, lambda tx, who: service.edit(tx, who, M1, revision, titles, at))
    await organizer(scene, lambda tx, who: service.cancel(tx, who, M1, "No hall", at))

    sent = [data for _, data in files(scene["damir"])]
    assert [int(line(data, "SEQUENCE")) for data in sent] == [0, 1, 2, 3, 4]
    assert len({read(data)[1].uid for data in sent}) == 1
    assert [read(data)[0].method for data in sent] == ["PUBLISH"] * 4 + ["CANCEL"]
    assert [read(data)[1].status for data in sent] == ["CONFIRMED"] * 4 + ["CANCELLED"]
    assert [read(data)[1].begin.datetime for data in sent[:2]] == [
        datetime(2022, 12, 20, 8, tzinfo=UTC),
        datetime(2022, 12, 21, 9, tzinfo=UTC),
    ]
    assert read(sent[1])[1].duration == timedelta(minutes=90)
    assert read(sent[2])[1].location == "Hall 2"
    assert read(files(scene["temir"])[2][1])[1].location == "Зал 2"
    assert read(sent[3])[1].name == "Kick-off; second, try\\1"
    assert read(sent[0])[1].name == "Kick-off <briefing>"
    assert "start=m1" in read(sent[0])[1].url


@pytest.mark.slow
async def test_a_calendar_program_keeps_one_entry_the_newest(bot: Stage, scene: Scene) -> None:
    """What RFC 5546 asks of a reader: by UID, the higher sequence wins, a cancellation takes it out."""
    await convene(scene)
    at = bot.clock.now()
    await organizer(
        scene, lambda tx, who: service.reschedule(tx, who, M1, 1, wall(2022, 12, 22, 10), 120, None, at)
    )
    diary: dict[str, tuple[int, Event]] = {}
    sent = [data for _, data in files(scene["temir"])]
    for data in (sent[1], sent[0]):  # opened in the wrong order
        _, event = read(data)
        sequence = int(line(data, "SEQUENCE"))
        if sequence >= diary.get(event.uid, (-1, event))[0]:
            diary[event.uid] = sequence, event
    ((_, event),) = diary.values()
    assert event.begin.datetime == datetime(2022, 12, 22, 4, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("starts", "utc", "hours"),
    [
        pytest.param(
            wall(2023, 3, 27, 15),
            datetime(2023, 3, 27, 9, tzinfo=UTC),
            {
                "damir": "15:00 (Bishkek)",
                "simel": "11:00 (Geneva)",
                "temir": "12:00 (Москва)",
                "bermet": "17:00 (Улан-Батор)",
            },
            id="the Monday after",
        ),
        pytest.param(
            wall(2023, 3, 26, 5),
            datetime(2023, 3, 25, 23, tzinfo=UTC),
            {
                "damir": "05:00 (Bishkek)",
                "simel": "26 March, 00:00 (Geneva)",
                "temir": "02:00 (Москва)",
                "bermet": "07:00 (Улан-Батор)",
            },
            id="across the change",
        ),
        pytest.param(
            wall(2023, 10, 30, 15),
            datetime(2023, 10, 30, 9, tzinfo=UTC),
            {
                "damir": "15:00 (Bishkek)",
                "simel": "10:00 (Geneva)",
                "temir": "12:00 (Москва)",
                "bermet": "17:00 (Улан-Батор)",
            },
            id="the Monday after, in autumn",
        ),
        pytest.param(
            wall(2023, 10, 29, 6, 30),
            datetime(2023, 10, 29, 0, 30, tzinfo=UTC),
            {
                "damir": "06:30 (Bishkek)",
                "simel": "02:30 (Geneva)",
                "temir": "03:30 (Москва)",
                "bermet": "08:30 (Улан-Батор)",
            },
            id="across the hour that comes twice",
        ),
    ],
)
async def test_every_readers_hour_is_right_in_the_card_the_reminder_and_the_calendar_file(
    bot: Stage, starts: datetime, utc: datetime, hours: dict[str, str]
) -> None:
    scene = await assemble(bot, PEOPLE)
    for name, zone in ZONES.items():
        await lives_in(scene, name, zone)
    await bot.move(utc - timedelta(days=11))
    await convene(scene, plan(starts, minutes=4 * 60))
    for name, hour in hours.items():
        city = hour.replace("26 March, ", "")
        scene[name].sees(_escaped(city))
        _, event = read(files(scene[name])[0][1])
        assert event.begin.datetime == utc
        assert event.end.datetime == utc + timedelta(hours=4), "elapsed time, whatever the clocks show"
        local = event.begin.datetime.astimezone(ZoneInfo(ZONES[name]))
        assert f"{local:%H:%M}" in city
    bot.telegram.calls.clear()
    await bot.move(utc - timedelta(hours=1))
    for name, hour in hours.items():
        said = [
            str(c.fields["text"])
            for c in bot.telegram.calls
            if c.method == "sendMessage" and c.fields["chat_id"] == scene[name].chat.id
        ]
        assert said
        assert all(hour.replace("26 March, ", "") in text for text in said), said


@pytest.mark.slow
async def test_the_change_of_clocks_is_announced_to_whom_it_moves_and_the_committees_hour_stays(
    bot: Stage,
) -> None:
    scene = await assemble(bot, PEOPLE)
    for name, zone in ZONES.items():
        await lives_in(scene, name, zone)
    await bot.move(SPRING)
    await convene(scene, plan(wall(2023, 3, 27, 15)))
    sentence = (
        r"Clocks change\. City: Geneva\. Date: Sunday, 26 March 2023\. "
        r"The meeting stays at 15:00 \(Bishkek\) · 11:00 \(Geneva\)\."
    )
    scene["simel"].sees(sentence)
    scene["damir"].sees(r"Clocks change\. City: Geneva\..*The meeting stays at 15:00 \(Bishkek\)\.")
    bot.telegram.calls.clear()
    await bot.move(datetime(2023, 3, 24, 18, tzinfo=BISHKEK))
    told = {
        name: [
            call.at.astimezone(BISHKEK).date().isoformat()
            for call in bot.telegram.calls
            if call.method == "sendMessage"
            and call.fields["chat_id"] == scene[name].chat.id
            and "Clocks change" in str(call.fields["text"])
        ]
        for name in ("simel", "damir")
    }
    week, days = "2023-03-17", "2023-03-22"
    assert told["simel"] == [week, days], (
        "with the week's reminder, which days off move, and before the change"
    )
    assert told["damir"] == [week], "nobody is reminded only of what does not move their hour"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("there", "moves", "stays"),
    [("Asia/Bishkek", "simel", "damir"), ("Europe/Zurich", "damir", "simel")],
    ids=["the reader's clocks", "the meeting's clocks"],
)
async def test_a_change_of_clocks_while_a_notice_is_out_is_told_once_to_whom_it_moves(
    bot: Stage, there: str, moves: str, stays: str
) -> None:
    scene = await assemble(bot, PEOPLE)
    for name, zone in ZONES.items():
        await lives_in(scene, name, zone)
    await bot.app.store.write(lambda tx: roster.set_setting(tx, scene.where, "time_zone", there))
    await bot.move(SPRING)
    await convene(scene, plan(wall(2023, 4, 24, 10)))
    scene[moves].sees(r"Clocks change\. City: Geneva\. Date: Sunday, 26 March 2023\.")
    scene[stays].does_not_see("Clocks change")
    bot.telegram.calls.clear()
    await bot.move(datetime(2023, 4, 10, 14, tzinfo=BISHKEK))
    told = {
        name: [
            f"{call.at.astimezone(ZoneInfo(ZONES[name])):%d %B, %H:%M}"
            for call in bot.telegram.calls
            if call.method == "sendMessage"
            and call.fields["chat_id"] == scene[name].chat.id
            and "Clocks change" in str(call.fields["text"])
        ]
        for name in (moves, stays)
    }
    assert told == {moves: ["22 March, 18:29"], stays: []}, "days off and the evening before are quiet"


@pytest.mark.slow
async def test_clocks_that_are_changed_together_move_no_hour(bot: Stage) -> None:
    scene = await assemble(bot, PEOPLE)
    await lives_in(scene, "simel", "Europe/Berlin")
    await bot.app.store.write(lambda tx: roster.set_setting(tx, scene.where, "time_zone", "Europe/Zurich"))
    await bot.move(SPRING)
    await convene(scene, plan(wall(2023, 3, 27, 15)))
    scene["simel"].does_not_see("Clocks change")


def test_clock_changes_are_found_to_the_minute() -> None:
    zurich = ZoneInfo("Europe/Zurich")
    year = datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
    assert list(clock_changes(zurich, *year)) == [
        datetime(2023, 3, 26, 1, tzinfo=UTC),
        datetime(2023, 10, 29, 1, tzinfo=UTC),
    ]
    assert list(clock_changes(BISHKEK, *year)) == []
    since, until = datetime(2023, 3, 22, 12, 29, tzinfo=UTC), year[1]
    assert next(iter(clock_changes(zurich, since, until))).minute == 0, "wherever one begins to look"


def _escaped(text: str) -> str:
    return text.replace("(", r"\(").replace(")", r"\)")
