"""The longest that may be written fits into Telegram's messages, in every language and on every card."""

from datetime import timedelta

import pytest

from bot.committee.model import Role
from bot.i18n import LANGUAGES
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.intake import records as intake
from bot.meetings import service
from bot.meetings.actions import ManageMeeting, ShowAgenda, ShowPeople
from bot.meetings.model import (
    ITEMS_LIMIT,
    LINK_LIMIT,
    NOTE_LIMIT,
    SPEAKER_LIMIT,
    TITLE_LIMIT,
    TOPIC_LIMIT,
    VENUE_LIMIT,
    AgendaLine,
    AgendaText,
    Format,
    Plan,
)
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import DAY, Scene
from tests.meetings.house import STARTS, acting, kept, lives_in

M1 = MeetingId(1)
LONG = AgendaLine(10, {"en": AgendaText("<&>" + "🌱" * ((TOPIC_LIMIT - 3) // 2), "&" * SPEAKER_LIMIT)})
LONGEST = Plan(
    "en",
    dict.fromkeys(("en", "ru", "ky"), f"M{'🌱' * ((TITLE_LIMIT - 1) // 2)}"),
    Format.HYBRID,
    STARTS,
    120,
    dict.fromkeys(LANGUAGES, "<" * VENUE_LIMIT),
    None,
    "https://meet.example.org/" + "a" * (LINK_LIMIT - 25),
    agenda=(LONG,) * ITEMS_LIMIT,
)


@pytest.mark.slow
async def test_the_longest_meeting_is_called_moved_reminded_edited_and_cancelled(
    bot: Stage, scene: Scene
) -> None:
    await lives_in(scene, "temir", "America/New_York")
    await lives_in(scene, "bermet", "Europe/Zurich")
    note = "🌱" * (NOTE_LIMIT // 2)

    async def organizer(act: object) -> None:
        def body(tx: Tx) -> Outcome:
            return act(tx, acting(tx, scene, Role.ORGANIZER), bot.clock.now())  # type: ignore[operator, no-any-return]

        await bot.app.store.write(body)
        await bot.settle()

    await organizer(lambda tx, who, at: service.create(tx, who, LONGEST, at))
    revision = (await kept(scene)).revision
    later = STARTS + timedelta(days=1)
    await organizer(lambda tx, who, at: service.reschedule(tx, who, M1, revision, later, 90, note, at))
    for name in ("anna", "temir", "bermet"):
        for action in (ShowAgenda(M1), ShowAgenda(M1, 4), ShowPeople(M1), ManageMeeting(M1)):
            await scene.taps(name, action)
        await scene[name].says("/meetings")
        await scene[name].says("/menu")
    for part in ("title", "venue", "link", "agenda"):
        await scene["anna"].says("/start m1")
        await scene["anna"].press("Manage")
        await scene["anna"].press({"link": "Change: join link"}.get(part, f"Change: {part}"))
        while "Keep as it is" in scene["anna"].buttons or "Skip" in scene["anna"].buttons:
            await scene["anna"].press("Keep as it is" if "Keep as it is" in scene["anna"].buttons else "Skip")
        assert "Make the change" in scene["anna"].buttons, scene["anna"].screen
        await scene["anna"].press("Cancel")
    await organizer(lambda tx, who, at: service.remind_now(tx, who, M1, "all", note, at))
    await bot.move((await kept(scene)).starts_at - DAY)
    await organizer(lambda tx, who, at: service.cancel(tx, who, M1, note, at))
    assert "Meeting" not in scene["temir"].screen
    assert await bot.app.store.read(intake.parked) == []
    fine = ("not modified", "no text in the message to edit")  # the same card again, or a tap below a file
    refused = [
        c.answer for c in bot.telegram.calls if c.status == 400 and not any(w in str(c.answer) for w in fine)
    ]
    assert refused == []
