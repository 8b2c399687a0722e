"""Ending somebody's service in a committee: what goes with it, whoever decides it, and the news where they did not."""

from datetime import datetime

from bot import forms
from bot.committee import inviting, records
from bot.committee.acting import actor_of_membership, actors_in
from bot.committee.choosing import menu_changed
from bot.committee.model import Actor, Departed, Membership
from bot.committee.notices import silent
from bot.delivery import records as letters
from bot.delivery import write_letter
from bot.events import publish
from bot.store import Tx


def last_organizer(tx: Tx, who: Actor) -> bool:
    """Would nobody who has joined organize the committee any more, were it not for this person?"""
    if not who.organizes:
        return False
    others = (a for a in actors_in(tx, who.committee.id) if a.membership != who.membership)
    return not any(a.organizes and a.person.joined_at is not None for a in others)


def depart(tx: Tx, found: Membership, at: datetime) -> bool:
    """Ends a membership; its link opens nothing, nothing of it stays half-written or waits to be sent.

    Returns whether the person still serves in another committee.
    """
    person = records.person(tx, found.person)
    assert person is not None
    records.end_membership(tx, found.id, at)
    inviting.revoke(tx, found.id, at)
    forms.close_all(tx, found.person, found.committee)
    letters.forget_person(tx, found.person, found.committee)
    publish(tx, Departed(found.committee, found.role, found.seat, at))
    if not records.memberships_of(tx, found.person):
        return False
    if person.active == found.committee:
        records.change_person(tx, found.person, active=None)
    menu_changed(tx, found.person, at)
    return True


def take_off(tx: Tx, found: Membership, at: datetime) -> None:
    """An organizer ends somebody's membership. Whoever had joined is told, and whoever had not is forgotten."""
    was = actor_of_membership(tx, found.id)
    assert was is not None
    elsewhere = depart(tx, found, at)
    if was.person.joined_at is None:
        letters.drop_for(tx, found.person, at)
        records.forget_person(tx, found.person)
        return
    if not elsewhere:
        menu_changed(tx, found.person, at)
    # Of no committee: letters of one go to those who serve there.
    write_letter(
        tx,
        "taken-off",
        found.person,
        key=str(found.id),
        at=at,
        facts={"where": found.committee, "votes": was.votes},
        silent=silent(was, at),
    )
