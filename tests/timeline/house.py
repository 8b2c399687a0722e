"""A committee with a plan, brought there through the services; from there on people act in chats."""

from collections.abc import Mapping

from bot.committee import service as committee
from bot.ids import MilestoneId
from bot.playground.stage import Stage
from bot.store import Tx
from bot.timeline import posting, records
from bot.timeline.model import Milestone
from tests.journeys.scenes import CAST, Part, Scene, assemble
from tests.rehearsed import rehearsed
from tests.timeline.plans import KICK_OFF, lines


@rehearsed
async def planned(bot: Stage, text: str = KICK_OFF, cast: Mapping[str, Part] = CAST) -> Scene:
    """The consultant has posted a plan in Russian, on the day of the kick-off."""
    scene = await assemble(bot, cast)
    await post(scene, text)
    return scene


async def post(scene: Scene, text: str = KICK_OFF) -> None:
    """The consultant posts the committee's first plan."""
    bot = scene.bot

    def body(tx: Tx) -> None:
        who = next(a for a in committee.actors_in(tx, scene.where) if a.consults)
        at = bot.clock.now()
        posting.post(tx, who, lines(text), revision=0, reason="", adding=False, at=at)

    await bot.app.store.write(body)
    await bot.settle()


async def plan_of(scene: Scene) -> list[Milestone]:
    """The stored plan, in order."""
    return await scene.bot.app.store.read(lambda tx: records.whole_plan(tx, scene.where))


async def stored(scene: Scene, number: int) -> Milestone:
    """Milestone `T{number}` of the only plan."""
    found = await scene.bot.app.store.read(lambda tx: records.milestone(tx, MilestoneId(number)))
    assert found is not None
    return found


async def adds_days_off(scene: Scene, *said: str) -> None:
    """The organizer adds days off by hand."""
    await scene["anna"].says("/committee")
    await scene.press("anna", "Days off")
    await scene.press("anna", "Add days off")
    for text in said:
        await scene["anna"].says(text)
