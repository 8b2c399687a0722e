"""An invitation is opened, and spent at consent. Organizers hear at once who took a seat."""

from datetime import datetime

from bot.committee import records
from bot.committee.acting import actors_in
from bot.committee.choosing import menu_changed
from bot.committee.links import Links, invitation_number
from bot.committee.model import (
    Arrived,
    Committee,
    Invitation,
    Membership,
    Person,
    Reach,
)
from bot.delivery import records as letters
from bot.delivery import write_letter
from bot.errors import Refusal
from bot.events import publish
from bot.i18n import as_fact
from bot.ids import TelegramId
from bot.intake import Outcome
from bot.store import Tx


def open_invitation(tx: Tx, payload: str, links: Links, telegram_id: TelegramId, at: datetime) -> Invitation:
    """The invitation that a payload opens.

    Refuses `invitation-unknown`, `invitation-yours` (spent by this very person), `invitation-used`,
    `invitation-revoked`, `invitation-expired`.
    """
    number = invitation_number(payload)
    invitation = None if number is None else records.invitation(tx, number)
    if invitation is None or not links.opens(payload, invitation):
        raise Refusal("invitation-unknown")
    if invitation.spent_at is not None:
        holder = records.person(tx, records.holder_of_invitation(tx, invitation.id))
        yours = holder is not None and holder.telegram_id == telegram_id
        raise Refusal("invitation-yours" if yours else "invitation-used")
    if invitation.revoked_at is not None or records.membership(tx, invitation.membership) is None:
        raise Refusal("invitation-revoked")
    if at >= invitation.expires_at:
        raise Refusal("invitation-expired", expired_at=as_fact(invitation.expires_at))
    return invitation


def invited_to(
    tx: Tx, payload: str, links: Links, telegram_id: TelegramId, at: datetime
) -> tuple[Committee, Membership, Person]:
    """What an invitation leads to, to be shown before consent. Refuses as `open_invitation` does."""
    membership, who = _invited(tx, open_invitation(tx, payload, links, telegram_id, at))
    return records.committee(tx, membership.committee), membership, who


def join(
    tx: Tx,
    payload: str,
    links: Links,
    *,
    telegram_id: TelegramId,
    telegram_name: str,
    username: str | None,
    language: str,
    at: datetime,
) -> Outcome:
    """Consent was given: spends the invitation and tells the organizers who took the seat.

    Refuses as `open_invitation` does, and `already-a-member` where the person serves in this committee.
    """
    invitation = open_invitation(tx, payload, links, telegram_id, at)
    membership, invited = _invited(tx, invitation)
    known = records.person_by_telegram(tx, telegram_id)
    if known is not None:
        if any(m.committee == membership.committee for m in records.memberships_of(tx, known.id)):
            raise Refusal("already-a-member")
        # Somebody who serves elsewhere keeps the name they have there. The roster's stays with the membership, for
        # the case that they are not the person whom it means.
        records.give_membership(tx, membership.id, known.id, expected=invited.id)
        letters.drop_for(tx, invited.id, at)
    who = invited.id if known is None else known.id
    # The roster's name wins; an organizer made on the terminal has none yet.
    name = (invited if known is None else known).name or invited.name or telegram_name
    records.rename(tx, who, name, telegram_name)
    records.change_person(
        tx,
        who,
        telegram_id=telegram_id,
        username=username,
        language=language,
        reach=Reach.REACHABLE,
        joined_at=at,
        active=membership.committee,
    )
    records.change_invitation(tx, invitation.id, spent_at=at)
    for other in actors_in(tx, membership.committee):
        if other.organizes and other.person.id != who:
            write_letter(
                tx,
                "joined",
                other.person.id,
                key=f"{membership.id}/{invitation.id}",
                at=at,
                committee=membership.committee,
                facts={"membership": membership.id},
            )
    menu_changed(tx, who, at)
    publish(tx, Arrived(membership.committee, membership.id, at))
    return Outcome("joined", {"committee": membership.committee})


def _invited(tx: Tx, invitation: Invitation) -> tuple[Membership, Person]:
    membership = records.membership(tx, invitation.membership)
    assert membership is not None, "an open invitation has its membership"
    person = records.person(tx, membership.person)
    assert person is not None
    return membership, person
