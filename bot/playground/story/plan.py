"""The consultant posts the plan of the kick-off as one message in Russian; everybody reads it; one milestone moves."""

from datetime import timedelta

from bot.playground.story.telling import ONE_A_LANGUAGE, Telling


async def post(tell: Telling) -> None:
    """Eleven milestones, two of them on days off; nothing is stored before the look at them."""
    await tell.to("plan")
    tell.chapter("The plan is posted as one message", "plan")
    key = "consultant"
    tell.does(key, "/newtimeline")
    await tell.people[key].says("/newtimeline")
    await tell.type(key, typed(tell))
    await tell.press(key, "Confirm")
    await tell.people[key].press("T1")
    await tell.press(key, "done")
    for reader in ONE_A_LANGUAGE:
        tell.does(reader, "/timeline")
        await tell.people[reader].says("/timeline")
        tell.sees(reader, "T8")


async def move(tell: Telling) -> None:
    """The draft report comes ten working days later; each hears of it once."""
    key = "consultant"
    await tell.people[key].says("/timeline")
    await tell.people[key].press("T6")
    await tell.press(key, "Move the date")
    await tell.press(key, "{n} working days later", n=10)
    await tell.type(key, tell.script.content["plan_moves"])
    await tell.press(key, "Confirm")
    for reader in ONE_A_LANGUAGE:
        tell.sees(reader, tell.script.content["plan_moves"])


def typed(tell: Telling) -> str:
    """The plan as the consultant types it, a line a milestone."""
    first = tell.script.at("kick_off").date()
    lines = []
    for milestone in tell.script.content["plan"]:
        days = [first + timedelta(days=milestone[of]) for of in ("day", "until") if of in milestone]
        lines.append(f"{' – '.join(f'{day:%d.%m.%Y}' for day in days)} {milestone['title']}")
    return "\n".join(lines)
