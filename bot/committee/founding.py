"""How a committee begins, from the terminal: set up with its first organizer, or given one more."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import audit
from bot.committee import inviting, records
from bot.committee.model import (
    CONSTITUENCIES,
    Invitation,
    Role,
)
from bot.errors import Refusal
from bot.store import Tx


def create_committee(
    tx: Tx,
    *,
    code: str,
    names: Mapping[str, str],
    country: str,
    zone: str,
    languages: Sequence[str],
    at: datetime,
) -> Invitation:
    """Sets up a committee with the four constituencies and returns its first organizer's invitation.

    Refuses `committee-exists`, `committee-languages` where there is none, and `committee-names` where a content
    language has no name.
    """
    if records.committee_by_code(tx, code) is not None:
        raise Refusal("committee-exists", committee=code)
    if not languages:
        raise Refusal("committee-languages")
    if missing := [language for language in languages if not names.get(language, "").strip()]:
        raise Refusal("committee-names", languages=", ".join(missing))
    number = records.add_committee(
        tx,
        code=code,
        names=names,
        country=country,
        zone=zone,
        languages=languages,
        group_languages=[language for language in languages if language != "en"] or languages,
        at=at,
    )
    for position, constituency in enumerate(CONSTITUENCIES):
        records.add_constituency(tx, number, constituency, position, {})
    lasts = records.committee(tx, number).invitation_lasts
    invitation = inviting.invite(tx, number, Role.ORGANIZER, None, "", languages[0], at=at, lasts=lasts)
    audit.record(tx, "committee-created", {"membership": invitation.membership}, at=at, committee=number)
    return invitation


def invite_organizer(tx: Tx, *, code: str, at: datetime) -> Invitation:
    """One more organizer, for whoever runs the server: the way back where nobody in the chat can invite.

    Refuses `committee-unknown`.
    """
    here = records.committee_by_code(tx, code)
    if here is None:
        raise Refusal("committee-unknown", committee=code)
    lasts = here.invitation_lasts
    invitation = inviting.invite(tx, here.id, Role.ORGANIZER, None, "", here.languages[0], at=at, lasts=lasts)
    audit.record(tx, "organizer-invited", {"membership": invitation.membership}, at=at, committee=here.id)
    return invitation


def any_committee(tx: Tx) -> bool:
    """Somebody has been invited already."""
    return records.any_committee(tx)
