"""Buttons of one invitation, for organizers."""

from bot.actions import Action
from bot.ids import CommitteeId, MembershipId


class SendQr(Action, code="iq"):
    """The link as a QR picture."""

    committee: CommitteeId
    membership: MembershipId


class SendText(Action, code="itx"):
    """What to send the person with the link, in their language."""

    committee: CommitteeId
    membership: MembershipId


class SetValidity(Action, code="iv"):
    """For how many days from now the link opens; None: asks."""

    committee: CommitteeId
    membership: MembershipId
    days: int | None = None
