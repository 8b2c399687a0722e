"""Who somebody is: a name, a Telegram account, a language."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, insert, select, update

from bot.committee.model import Person, Reach
from bot.committee.records.tables import menus, names, people
from bot.ids import CommitteeId, PersonId, TelegramId
from bot.store import Tx

PERSON = select(people, names.c.name, names.c.telegram_name).select_from(
    people.outerjoin(names, names.c.person == people.c.id)
)


def add_person(tx: Tx, name: str, language: str) -> PersonId:
    """Somebody who is on the roster and has not joined."""
    row = tx.execute(insert(people).values(language=language, reach=Reach.NOT_STARTED).returning(people.c.id))
    number = PersonId(row.scalar_one())
    tx.execute(insert(names).values(person=number, name=name))
    return number


def person(tx: Tx, number: PersonId) -> Person | None:
    """One person."""
    row = tx.execute(PERSON.where(people.c.id == number)).first()
    return None if row is None else read_person(row)


def person_by_telegram(tx: Tx, telegram_id: TelegramId) -> Person | None:
    """Whoever joined with this Telegram account."""
    row = tx.execute(PERSON.where(people.c.telegram_id == telegram_id)).first()
    return None if row is None else read_person(row)


def change_person(tx: Tx, number: PersonId, **values: Any) -> None:
    """Sets columns of a person."""
    tx.execute(update(people).where(people.c.id == number).values(**values))


def rename(tx: Tx, number: PersonId, name: str, telegram_name: str | None) -> None:
    """Sets a person's name, and what Telegram calls them."""
    tx.execute(update(names).where(names.c.person == number).values(name=name, telegram_name=telegram_name))


def nobody_started(tx: Tx) -> None:
    """The bot is another one: whoever had started the earlier one has not started this."""
    tx.execute(update(people).values(reach=Reach.NOT_STARTED))


def menus_are(tx: Tx, fingerprint: str) -> bool:
    """Keeps which commands people are shown; were they shown others until now, or none?"""
    before = tx.execute(select(menus.c.fingerprint)).scalar()
    if before is None:
        tx.execute(insert(menus).values(id=1, fingerprint=fingerprint))
    elif before != fingerprint:
        tx.execute(update(menus).values(fingerprint=fingerprint))
    return before != fingerprint


def read_person(row: Row[Any]) -> Person:
    """`row`: of `PERSON`."""
    return Person(
        PersonId(row.id),
        row.name or "",
        row.language,
        None if row.time_zone is None else ZoneInfo(row.time_zone),
        None if row.telegram_id is None else TelegramId(row.telegram_id),
        row.username,
        Reach(row.reach),
        row.joined_at,
        None if row.active is None else CommitteeId(row.active),
        row.telegram_name,
    )
