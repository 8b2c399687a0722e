"""A seat for the employers, who had none: its invitation waits for whoever goes on with the demonstration."""

import re

from bot.playground.story.telling import Telling


async def invite(tell: Telling) -> None:
    """One invitation, made by hand."""
    await tell.to("invited")
    tell.chapter("The employers, not represented so far, are invited to take a seat", "invited")
    part = tell.script.newcomer
    tell.does("organizer", "/invite")
    await tell.people["organizer"].says("/invite")
    tell.sees("organizer")
    await tell.press("organizer", "member", shown=False)
    await tell.press("organizer", "Employers", shown=False)
    await tell.type("organizer", part.organization, shown=False)
    await tell.type("organizer", part.name)
    await tell.press("organizer", "English", shown=False)
    await tell.press("organizer", "30 days")
    link = re.search(r"https://t\.me/\S+", tell.people["organizer"].screen)
    assert link, "the organizer sees no invitation link"
    await _name_the_organization(tell, part.organization)
    first, _, last = part.name.partition(" ")
    tell.people[part.key] = tell.stage.someone(first, last, username=part.username, language=part.language)
    tell.unopened[part.key] = link[0]


async def _name_the_organization(tell: Telling, organization: str) -> None:
    """What the others on the roster had in its file: everybody reads the name in their language."""
    for button in ("The seat", "Its name in each language", "Enter the names"):
        await tell.press("organizer", button, shown=False)
    called = tell.script.content["organizations"][organization]
    await tell.press("organizer", "Skip", shown=False)  # in Kyrgyz as on the roster
    await tell.type("organizer", called["ru"], shown=False)
    await tell.type("organizer", called["en"])
