"""What organizations are called in each language. On the roster each has one name, by which it is known everywhere."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.committee import records
from bot.committee.model import ORGANIZATIONS, Actor, Seat, SettingChanged
from bot.committee.rights import organizer, seat_of
from bot.committee.roster import NAMED, RosterLine
from bot.events import publish
from bot.ids import SeatId
from bot.intake import Outcome
from bot.store import Tx

LANGUAGES = tuple(NAMED)
Names = Mapping[str, Mapping[str, str]]
"""By the name on the roster, then by language."""


def on_seats(tx: Tx, who: Actor) -> list[Seat]:
    """One seat for each organization, in the order of their names. Refuses `organizers-only`."""
    organizer(who)
    first: dict[str, Seat] = {}
    for seat in records.seats_of(tx, who.committee.id):
        first.setdefault(seat.organization, seat)
    return sorted(first.values(), key=lambda seat: seat.organization.casefold())


def name(tx: Tx, who: Actor, number: SeatId, said: Mapping[str, str | None], at: datetime) -> Outcome:
    """It is called so from now on, everywhere; None in a language: as on the roster. Refuses as `seat_of` does."""
    organization = seat_of(tx, who, number).organization
    names = {**who.committee.organizations.get(organization, {}), **said}
    _keep(tx, who, {organization: {tag: text for tag, text in names.items() if text}}, at)
    return Outcome("organization-named", {"committee": who.committee.id, "seat": number})


def spelling(tx: Tx, who: Actor) -> Callable[[str], str]:
    """How the roster spells an organization that is named in any of its languages, whatever its capitals.

    A name that the roster has not got, or has for several organizations, stays as it is.
    """
    called: dict[str, set[str]] = {}
    for seat in records.seats_of(tx, who.committee.id):
        for said in (seat.organization, *who.committee.organizations.get(seat.organization, {}).values()):
            called.setdefault(said.casefold(), set()).add(seat.organization)

    def spell(said: str) -> str:
        found = called.get(said.casefold(), set())
        return said if said in found or len(found) != 1 else min(found)

    return spell


def spelled(lines: Iterable[RosterLine], spell: Callable[[str], str]) -> list[RosterLine]:
    """The lines with each organization as the roster spells it: another spelling would be another seat, and a vote."""
    return [replace(line, organization=spell(line.organization)) for line in lines]


def learn(tx: Tx, who: Actor, lines: Iterable[RosterLine], at: datetime) -> None:
    """What a roster says of organizations in other languages. Refuses `organizers-only`."""
    organizer(who)
    known, said = who.committee.organizations, dict[str, dict[str, str]]()
    for line in spelled(lines, spelling(tx, who)):
        if line.organization_names:
            names = said.setdefault(line.organization, dict(known.get(line.organization, {})))
            names.update(line.organization_names)
    _keep(tx, who, said, at)


def spelled_anew(tx: Tx, who: Actor, before: str, after: str, at: datetime) -> None:
    """Its name on the roster is another. The earlier one stays known: votes that were opened with it bear it."""
    known = who.committee.organizations
    if before in known and after not in known:
        _keep(tx, who, {after: known[before]}, at)


def _keep(tx: Tx, who: Actor, said: Names, at: datetime) -> None:
    if said:
        records.set_setting(tx, who.committee.id, ORGANIZATIONS, {**who.committee.organizations, **said})
        publish(tx, SettingChanged(who.committee.id, ORGANIZATIONS, at))
