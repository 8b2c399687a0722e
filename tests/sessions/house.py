"""A meeting that goes on: called, and begun by the organizer at its hour."""

from datetime import datetime

from bot.committee import records as roster
from bot.ids import MeetingId
from bot.playground.stage import Stage
from bot.sessions import records
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.scenes import Scene, assemble
from tests.meetings.house import PEOPLE, convene
from tests.rehearsed import rehearsed

BEGINS = datetime(2022, 12, 20, 14, tzinfo=BISHKEK)
OBJECTIONS = datetime(2022, 12, 27, 18, tzinfo=BISHKEK)
"""Five working days after the meeting, at the end of the day."""


@rehearsed
async def ahead(bot: Stage) -> tuple[Scene, MeetingId]:
    """Called, at its hour, and not begun."""
    scene = await assemble(bot, PEOPLE)
    number = await convene(scene)
    await bot.move(BEGINS)
    return scene, number


@rehearsed
async def begun(bot: Stage) -> tuple[Scene, MeetingId]:
    """The organizer has begun it."""
    scene, number = await ahead(bot)
    await scene["anna"].opens(f"m{number}")
    await scene.press("anna", "Begin, check in, room code")
    await scene.press("anna", "Begin the meeting")
    await scene.press("anna", "Begin the meeting")
    return scene, number


@rehearsed
async def held(bot: Stage) -> tuple[Scene, MeetingId]:
    """Begun, and ended half an hour later; only Aigul came."""
    scene, number = await begun(bot)
    await scene.press("aigul", "I am here, online")
    await bot.move(bot.clock.now().replace(minute=30))
    await scene.press("anna", "End the meeting")
    await scene.press("anna", "End the meeting")
    return scene, number


@rehearsed
async def circulated(bot: Stage) -> tuple[Scene, MeetingId]:
    """Held, and its minutes lie open to objections until `OBJECTIONS`."""
    scene, number = await held(bot)
    await scene.press("anna", "Minutes")
    await scene.press("anna", "Circulate")
    await scene["anna"].press("5 working days")
    await scene.press("anna", "Circulate")
    return scene, number


async def code_of(scene: Scene, number: MeetingId) -> int:
    """The code that hangs in the room, which the organizer asked for."""
    await scene.press("anna", "Room code")
    found = await scene.bot.app.store.read(lambda tx: records.room_code(tx, number))
    assert found is not None
    return found


async def here(scene: Scene, number: MeetingId) -> dict[str, str]:
    """Who is there, by first name, and how."""

    def look(tx: Tx) -> dict[str, str]:
        stays = [stay for stay in records.stays(tx, number) if stay.left_at is None]
        return {roster.author_name(tx, s.membership)[0].split()[0]: s.mode.value for s in stays}

    return await scene.bot.app.store.read(look)


async def writes(scene: Scene, name: str, text: str) -> None:
    """Sends a text to a form that collects, and says that this is all of it."""
    await scene[name].says(text)
    await scene.press(name, "Done")
