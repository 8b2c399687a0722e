"""Who somebody is: a Telegram account's person, in which committees they act, and how to speak to them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.committee import records, views
from bot.committee.model import (
    Actor,
    Membership,
    Person,
    Reach,
)
from bot.delivery import Reader
from bot.errors import Refusal
from bot.i18n import Translator, translator
from bot.ids import CommitteeId, MembershipId, PersonId, TelegramId
from bot.store import Tx

UTC_ZONE = ZoneInfo("UTC")


def person_of(tx: Tx, telegram_id: TelegramId) -> Person | None:
    """Whoever uses this Telegram account; None for a stranger."""
    return records.person_by_telegram(tx, telegram_id)


def known(tx: Tx, telegram_id: TelegramId) -> tuple[Person, Translator] | None:
    """Whoever uses this Telegram account, and how to speak to them; None for a stranger."""
    found = records.serving(tx, telegram_id=telegram_id)
    if found is None:
        return None
    who, serves = found
    return who, speaking(_active_first(serves)[0]) if serves else translator(who.language, UTC_ZONE, UTC_ZONE)


def actor(tx: Tx, person: PersonId, committee: CommitteeId) -> Actor:
    """Somebody acting in a committee. Refuses `not-a-member`."""
    for found in serving(tx, person):
        if found.committee.id == committee:
            return found
    raise Refusal("not-a-member")


def acting(tx: Tx, person: PersonId) -> Actor:
    """Somebody acting in their active committee (the first they serve in, until they chose). Refuses `not-a-member`."""
    return serving(tx, person)[0]


def serving(tx: Tx, person: PersonId) -> list[Actor]:
    """Somebody acting in each of their committees, the active one first. Refuses `not-a-member` where there is none."""
    found = records.serving(tx, person=person)
    if found is None or found[0].joined_at is None or not found[1]:
        raise Refusal("not-a-member")
    return _active_first(found[1])


def speaking(who: Actor) -> Translator:
    """The person's language, their hours, and the committee's."""
    return who.committee.voice(who.person.language, who.person.zone)


def actor_of_membership(tx: Tx, membership: MembershipId) -> Actor | None:
    """Whoever holds a membership now; None where it has ended."""
    found = records.membership(tx, membership)
    who = None if found is None else records.person(tx, found.person)
    return None if found is None or who is None else _actor(tx, who, found)


def actors_in(tx: Tx, committee: CommitteeId) -> list[Actor]:
    """Everybody on the roster, joined or not: whom a notice may go to."""
    here = records.committee(tx, committee)
    people = records.people_in(tx, committee)
    return [
        Actor(people[m.person], here, m.id, m.role, m.seat) for m in records.memberships_in(tx, committee)
    ]


def reader_of(tx: Tx, person: PersonId, committee: CommitteeId | None) -> Reader | None:
    """Whom a letter is drawn for: their language, their hours. None where they have left that committee."""
    found = records.serving(tx, person=person)
    if found is None:
        return None
    who, serves = found
    blocked = who.reach is Reach.BLOCKED
    if committee is not None:
        serves = [a for a in serves if a.committee.id == committee]
        if not serves:
            return None
    if not serves:
        return Reader(person, who.telegram_id, blocked, translator(who.language, UTC_ZONE, UTC_ZONE))
    here = _active_first(serves)[0]
    t = speaking(here)
    heading = None if committee is None else views.heading(t, here)
    return Reader(person, who.telegram_id, blocked, t, heading)


def _active_first(serves: Sequence[Actor]) -> list[Actor]:
    return sorted(serves, key=lambda who: who.committee.id != who.person.active)


def _actor(tx: Tx, who: Person, found: Membership) -> Actor:
    return Actor(who, records.committee(tx, found.committee), found.id, found.role, found.seat)
