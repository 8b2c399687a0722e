"""Joining: the committee is created on a terminal, the roster imported, every seat taken by its invitation."""

import re

from bot.committee import service as committee
from bot.playground.story.telling import Telling


async def join(tell: Telling) -> None:
    """Everybody is in the committee."""
    tell.chapter("Joining by invitation", "starts")
    about = tell.script.content["committee"]
    invitation = await tell.stage.app.store.write(
        lambda tx: committee.create_committee(
            tx,
            code=about["code"],
            names=about["names"],
            country=about["country"],
            zone=about["zone"],
            languages=about["languages"],
            at=tell.stage.clock.now(),
        )
    )
    for key, part in tell.parts.items():
        first, _, last = part.name.partition(" ")
        tell.people[key] = tell.stage.someone(first, last, username=part.username, language=part.language)
    await _take_seat(tell, "organizer", tell.stage.app.links.invitation(invitation), shown=True)
    await tell.press("organizer", "Committee")
    await tell.press("organizer", "Import a roster")
    tell.does("organizer", "roster.csv")
    await tell.people["organizer"].sends_file("roster.csv", tell.script.roster.encode())
    tell.sees("organizer")
    await tell.press("organizer", "Import")
    links = _links(tell)
    await tell.press("organizer", "Next page", shown=False)
    links |= _links(tell)
    missing = {part.name for key, part in tell.parts.items() if key != "organizer"} - set(links)
    assert not missing, f"no invitation link for {missing}"
    for key, link in ((key, links[part.name]) for key, part in tell.parts.items() if part.name in links):
        await _take_seat(tell, key, link, shown=key == "gulnara")
    tell.people["organizer"].sees("David Okafor")
    tell.sees("organizer")


def _links(tell: Telling) -> dict[str, str]:
    """Who gets which link, by name, as the organizer reads it off the list."""
    entries = re.findall(
        r"^([^\n(,]+?)(?:,[^\n]*)? \([^\n]*\)\n(https://t\.me/\S+)",
        tell.people["organizer"].screen,
        re.MULTILINE,
    )
    return dict(entries)


async def _take_seat(tell: Telling, key: str, link: str, *, shown: bool) -> None:
    person, part = tell.people[key], tell.parts[key]
    if shown:
        tell.does(key, "t.me/…?start=…")
    await person.opens(link)
    if shown:
        tell.sees(key)
    await person.press({"ky": "Кыргызча", "ru": "Русский", "en": "English"}[part.language])
    if shown:
        tell.sees(key)
    await tell.press(key, "I agree", shown=shown)
    tell.expect(key, "Welcome! You have joined the committee.")
