"""What is erased of a person, and whose time has come."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.committee.model import Reach
from bot.committee.records.people import change_person
from bot.committee.records.tables import invitations, memberships, names, people, present
from bot.ids import CommitteeId, PersonId
from bot.store import Tx


def forget_person(tx: Tx, number: PersonId) -> None:
    """Erases who somebody is; the number stays, because rows refer to it."""
    tx.execute(delete(names).where(names.c.person == number))
    change_person(
        tx,
        number,
        telegram_id=None,
        username=None,
        time_zone=None,
        reach=Reach.NOT_STARTED,
        joined_at=None,
        active=None,
    )


def forget_names(tx: Tx, committee: CommitteeId, before: datetime) -> int:
    """Erases the names of those who never joined and whose last invitation expired before an instant; how many.

    They stay on the roster without a name: their seat is the organization's.
    """
    last = select(func.max(invitations.c.expires_at)).where(invitations.c.membership == memberships.c.id)
    absent = (
        select(people.c.id)
        .join(memberships, memberships.c.person == people.c.id)
        .where(
            memberships.c.committee == committee,
            people.c.joined_at.is_(None),
            last.correlate(memberships).scalar_subquery() < before,
        )
    )
    lapsed = update(names).where(names.c.person.in_(absent), names.c.name != "")
    return tx.execute(lapsed.values(name="", telegram_name=None)).rowcount


def serving_nowhere(tx: Tx, before: datetime) -> list[PersonId]:
    """Whoever still has a name or an account here and whose last membership ended before an instant."""
    serving = select(memberships.c.person).where(present | (memberships.c.ended_at >= before))
    known = select(names.c.person).union(select(people.c.id).where(people.c.telegram_id.is_not(None)))
    expected = select(memberships.c.expected_person).where(memberships.c.expected_person.is_not(None))
    found = tx.execute(
        select(people.c.id).where(
            people.c.id.in_(known), people.c.id.not_in(serving), people.c.id.not_in(expected)
        )
    )
    return [PersonId(number) for number in found.scalars()]


def remove_person(tx: Tx, number: PersonId) -> None:
    """Removes somebody who never joined and is on no roster any more."""
    tx.execute(delete(names).where(names.c.person == number))
    tx.execute(delete(people).where(people.c.id == number))
