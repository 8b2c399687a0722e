"""The committee's groups: renamed in each language, added, put into another order, removed while they have no seat."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.committee import records
from bot.committee.model import CONSTITUENCIES, Actor, Constituency, SettingChanged
from bot.committee.rights import organizer
from bot.errors import Refusal
from bot.events import publish
from bot.intake import Outcome
from bot.store import Tx
from bot.texts import blank, one_line

NAME_CHARACTERS = 60
MOST = 12
CHANGED = "constituencies"
"""What a `SettingChanged` of theirs is called."""


def spellings(found: Sequence[Constituency]) -> dict[str, str]:
    """What may stand for each in a roster file, in lower case, and its code: that, or one of its own names."""
    return {word.casefold(): c.code for c in found for word in (*c.names.values(), c.code)}


def word(of: Constituency) -> str:
    """The one of them that is shown: the code of the usual four, else the first name."""
    return of.code if of.code in CONSTITUENCIES else next(iter(of.names.values()), of.code)


def one(tx: Tx, who: Actor, code: str) -> Constituency:
    """One of them. Refuses `organizers-only`, `constituency-gone`."""
    organizer(who)
    found = next((c for c in records.constituencies_of(tx, who.committee.id) if c.code == code), None)
    if found is None:
        raise Refusal("constituency-gone")
    return found


def seats(tx: Tx, who: Actor) -> dict[str, int]:
    """How many seats each has, vacant ones too."""
    counted: dict[str, int] = {}
    for seat in records.seats_of(tx, who.committee.id):
        counted[seat.constituency] = counted.get(seat.constituency, 0) + 1
    return counted


def named(tx: Tx, who: Actor, text: str, language: str, *, but: str | None = None) -> str:
    """A name as it is kept. Refuses `constituency-name` (fact `limit`), `constituency-taken` by another than `but`."""
    line = one_line(text)
    if blank(line) or len(line) > NAME_CHARACTERS or not line.isprintable():
        raise Refusal("constituency-name", limit=NAME_CHARACTERS)
    others = [c for c in records.constituencies_of(tx, who.committee.id) if c.code != but]
    if line.casefold() in {c.names.get(language, "").casefold() for c in others}:
        raise Refusal("constituency-taken", name=line)
    return line


def rename(tx: Tx, who: Actor, code: str, language: str, name: str | None, at: datetime) -> Outcome:
    """It is called so in a language; None: as usual, or as in another language. Refuses as `one` and `named`."""
    found = one(tx, who, code)
    names = {tag: word for tag, word in found.names.items() if tag != language}
    if name is not None:
        names[language] = named(tx, who, name, language, but=code)
    elif not names and code not in CONSTITUENCIES:
        raise Refusal("constituency-nameless")
    records.change_constituency(tx, who.committee.id, code, names=names)
    return _changed(tx, who, "constituency-renamed", at)


def add(tx: Tx, who: Actor, names: Mapping[str, str], at: datetime) -> Outcome:
    """One more, at the end; nobody represents it yet. Refuses `organizers-only`, `constituencies-full`, as `named`."""
    organizer(who)
    known = records.constituencies_of(tx, who.committee.id)
    if len(known) >= MOST:
        raise Refusal("constituencies-full", limit=MOST)
    kept = {language: named(tx, who, name, language) for language, name in names.items()}
    code = f"g{secrets.token_hex(3)}"  # never that of a group that was removed
    place = records.last_place(tx, who.committee.id) + 1
    records.add_constituency(tx, who.committee.id, code, place, kept)
    return _changed(tx, who, "constituency-added", at)


def put_up(tx: Tx, who: Actor, code: str, at: datetime) -> Outcome:
    """It changes places with the one above it. Refuses as `one`, `constituency-first`."""
    one(tx, who, code)
    codes = [c.code for c in records.constituencies_of(tx, who.committee.id)]
    place = codes.index(code)
    if place == 0:
        raise Refusal("constituency-first")
    codes[place - 1 : place + 1] = [code, codes[place - 1]]
    for position, each in enumerate(codes):
        records.change_constituency(tx, who.committee.id, each, position=position)
    return _changed(tx, who, "constituency-moved", at)


def removable(code: str, counted: Mapping[str, int]) -> bool:
    """Whether it may go: added by the committee, and without a seat, so that no vote was ever its own."""
    return code not in CONSTITUENCIES and not counted.get(code)


def remove(tx: Tx, who: Actor, code: str, at: datetime) -> Outcome:
    """It was added by mistake. Refuses as `one`, `constituency-kept` for one with seats or one of the usual four."""
    one(tx, who, code)
    if not removable(code, seats(tx, who)):
        raise Refusal("constituency-kept")
    records.remove_constituency(tx, who.committee.id, code)
    return _changed(tx, who, "constituency-removed", at)


def _changed(tx: Tx, who: Actor, what: str, at: datetime) -> Outcome:
    publish(tx, SettingChanged(who.committee.id, CHANGED, at))
    return Outcome(what, {"committee": who.committee.id})
