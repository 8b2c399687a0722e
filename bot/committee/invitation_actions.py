"""Buttons of one invitation, for organizers."""

from dataclasses import dataclass

from bot.actions import Action
from bot.ids import CommitteeId, MembershipId


@dataclass(frozen=True)
class SendQr(Action, code="iq"):
    """The link as a QR picture."""

    committee: CommitteeId
    membership: MembershipId


@dataclass(frozen=True)
class SetValidity(Action, code="iv"):
    """For how many days from now the link opens; None: asks."""

    committee: CommitteeId
    membership: MembershipId
    days: int | None = None
