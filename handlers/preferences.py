"""Each reader in their own words: language and time zone."""

from dataclasses import replace
from zoneinfo import available_timezones

from bot.committee import service as committee
from bot.committee import views
from bot.committee.actions import Languages, Speak, UseCommittee, UseZone, Zones
from bot.committee.settings import ZONES
from bot.errors import Refusal
from bot.i18n import LANGUAGES
from bot.i18n.names import zone_named
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers import home
from handlers.context import Answer, Room
from handlers.turn import Turn


async def languages(turn: Turn, _action: Languages | None = None) -> Answer:
    """/language."""
    return views.languages(turn.t)


async def speak(turn: Turn, action: Speak) -> Answer:
    """A language was chosen."""

    def body(tx: Tx) -> Outcome:
        if action.language not in LANGUAGES:
            raise Refusal("language-unknown")
        return committee.choose_language(tx, turn.who(tx).person.id, action.language, turn.at)

    outcome = await turn.write(body)
    await turn.learn_who()
    return (await home.screen(turn)).noted(turn.note(outcome))


async def zones(turn: Turn, _action: Zones | None = None) -> Answer:
    """/timezone, or `/timezone Europe/Zurich`, or `/timezone Женева`."""
    if turn.query is None and turn.args:
        text = " ".join(turn.args)
        return await use_zone(turn, UseZone(zone_named(text, ZONES) or text))
    return await _zones(turn)


async def use_zone(turn: Turn, action: UseZone) -> Answer:
    """A time zone was chosen."""

    def body(tx: Tx) -> Outcome:
        if action.zone is not None and action.zone not in available_timezones():
            raise Refusal("zone-unknown")
        return committee.choose_zone(tx, turn.who(tx).person.id, action.zone, turn.at)

    outcome = await turn.write(body)
    await turn.learn_who()
    screen, note = await _zones(turn), turn.note(outcome)
    # The card itself says which one is chosen; the same words above it would say it twice.
    return screen.noted(note) if outcome.refused else replace(screen, popup=str(note.striptags()))


async def use_committee(turn: Turn, action: UseCommittee) -> Answer:
    """Commands act there from now on."""
    outcome = await turn.write(
        lambda tx: committee.choose_committee(tx, turn.who(tx).person.id, action.committee, turn.at)
    )
    await turn.learn_who()
    return (await home.screen(turn)).noted(turn.note(outcome))


async def _zones(turn: Turn) -> Screen:
    who = await turn.actor()
    return turn.named(views.zones(turn.t, who.person, who.committee))


ROOM = Room(
    commands={"language": languages, "timezone": zones},
    buttons={
        Languages: languages,
        Speak: speak,
        Zones: zones,
        UseZone: use_zone,
        UseCommittee: use_committee,
    },
)
