"""The consultant posts the plan of the kick-off as one message in Russian, then its titles in Kyrgyz and English;
everybody reads it; one milestone moves, and four with it.
"""

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
    for language in ("ky", "en"):
        await _write_titles(tell, key, language)
    await tell.people[key].press("T1")
    await tell.press(key, "done")
    for reader in ONE_A_LANGUAGE:
        tell.does(reader, "/timeline")
        await tell.people[reader].says("/timeline")
        tell.sees(reader, "T8")


async def move(tell: Telling) -> None:
    """The draft report comes ten working days later, and with it the four that depend on it; each hears of it once."""
    key = "consultant"
    await tell.people[key].says("/timeline")
    await tell.people[key].press("T6")
    await tell.press(key, "Move the date")
    await tell.press(key, "{n} working days later", n=10)
    await tell.type(key, tell.script.content["plan_moves"])
    await tell.press(key, "Shift these, too ({n})", n=4)
    for reader in ONE_A_LANGUAGE:
        tell.sees(reader, tell.script.content["plan_moves"])


async def _write_titles(tell: Telling, key: str, language: str) -> None:
    """The titles in another language, a line each."""
    t = tell.translator_for(key)
    await tell.press(key, "Change the plan", shown=False)
    await tell.press(key, "Titles in other languages", shown=False)
    plan = tell.script.content["plan"]
    name = t.language_name(language)
    await tell.press(key, "{language}: missing {n}", shown=language == "ky", language=name, n=len(plan))
    await tell.type(key, "\n".join(milestone[language] for milestone in plan), shown=language == "ky")


def typed(tell: Telling) -> str:
    """The plan as the consultant types it, a line a milestone."""
    first = tell.script.at("kick_off").date()
    lines = []
    for milestone in tell.script.content["plan"]:
        days = [first + timedelta(days=milestone[of]) for of in ("day", "until") if of in milestone]
        after = f" (после {milestone['after']})" if "after" in milestone else ""
        lines.append(f"{' – '.join(f'{day:%d.%m.%Y}' for day in days)} {milestone['ru']}{after}")
    return "\n".join(lines)
