"""What people choose for themselves: language, time zone, the active committee; their commands and reach follow."""

import secrets
from datetime import datetime

from bot.committee import records
from bot.committee.acting import actor
from bot.committee.model import (
    Reach,
    ZoneChosen,
)
from bot.delivery import Post, write_letter, write_letters
from bot.delivery.model import State
from bot.events import publish
from bot.ids import CommitteeId, PersonId, TelegramId
from bot.intake import Outcome
from bot.store import Tx


def reach_changed(tx: Tx, person: PersonId, state: State) -> None:
    """What a sending has shown: the person can be written to, or has blocked the bot. Other states show nothing."""
    match state:
        case State.SENT:
            records.change_person(tx, person, reach=Reach.REACHABLE)
        case State.BLOCKED:
            records.change_person(tx, person, reach=Reach.BLOCKED)


def heard_from(tx: Tx, telegram_id: TelegramId, at: datetime) -> None:
    """Whoever has just been answered can be written to; what commands there are could not be told them until now."""
    who = records.person_by_telegram(tx, telegram_id)
    if who is not None and who.reach is not Reach.REACHABLE:
        records.change_person(tx, who.id, reach=Reach.REACHABLE)
        menu_changed(tx, who.id, at)


def menu_changed(tx: Tx, person: PersonId, at: datetime) -> None:
    """The commands that Telegram shows this person have to be set anew (role or language changed)."""
    # A key of its own each time: two changes at one instant (two taps in one poll) both count.
    write_letter(tx, "menu", person, key=secrets.token_hex(8), at=at)


def another_bot(tx: Tx) -> None:
    """A new token: nobody has started that bot yet, and it has shown nobody any commands."""
    records.nobody_started(tx)
    records.menus_are(tx, "")


def menus_follow(tx: Tx, fingerprint: str, at: datetime) -> bool:
    """After a start: where there are other commands than at the last one, everybody is shown them.

    `fingerprint`: of the commands. Returns whether what was shown until now no longer holds.
    """
    changed = records.menus_are(tx, fingerprint)
    if changed:
        write_letters(tx, "menu", [Post(n, {}) for n in records.joined(tx)], key=secrets.token_hex(8), at=at)
    return changed


def choose_language(tx: Tx, person: PersonId, language: str, at: datetime) -> Outcome:
    """The bot's language for this person."""
    records.change_person(tx, person, language=language)
    menu_changed(tx, person, at)
    return Outcome("language-chosen", {"language": language})


def choose_zone(tx: Tx, person: PersonId, zone: str | None, at: datetime) -> Outcome:
    """The person's time zone; None for the committee's."""
    records.change_person(tx, person, time_zone=zone)
    for membership in records.memberships_of(tx, person):
        publish(tx, ZoneChosen(membership.committee, at))
    return Outcome("zone-chosen", {"zone": zone})


def choose_committee(tx: Tx, person: PersonId, committee: CommitteeId, at: datetime) -> Outcome:
    """The committee in which commands act. Refuses `not-a-member`."""
    actor(tx, person, committee)
    records.change_person(tx, person, active=committee)
    menu_changed(tx, person, at)  # the role may be another one there
    return Outcome("committee-chosen", {"committee": committee})
