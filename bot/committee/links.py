"""Deep links. An invitation's is derived with the secret key: the database alone opens nothing.

A letter with such a link can still be drawn again.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import field

from bot.committee.model import Invitation
from bot.dataclasses import dataclass
from bot.ids import InvitationId

_INVITATION = re.compile(r"([0-9]{1,18})-([A-Za-z0-9_-]{22})")
MAC_BYTES = 16
HOME = "menu"
"""What opens the private chat at its home screen."""


@dataclass(frozen=True)
class Links:
    """Makes the addresses that open a private chat with the bot. `bot`: its username, None before it is known."""

    secret: bytes = field(repr=False)
    bot: str | None = None

    def payload(self, invitation: Invitation) -> str:
        """At most 64 characters: the invitation's number and 128 bits that only the key makes."""
        return f"{invitation.id}-{self.mac(f'invitation:{invitation.id}:{invitation.nonce}')}"

    def opens(self, payload: str, invitation: Invitation) -> bool:
        """Is this the payload of that invitation?"""
        claimed = payload.encode(errors="replace")  # as str it may only be ASCII
        return hmac.compare_digest(claimed, self.payload(invitation).encode())

    def invitation(self, invitation: Invitation) -> str:
        """The address to send; the bare payload where there is no bot yet."""
        return self.to(self.payload(invitation))

    def to(self, payload: str) -> str:
        """The address that opens an item (`f12`) or an invitation in the private chat."""
        return f"https://t.me/{self.bot}?start={payload}" if self.bot else payload

    @property
    def chat(self) -> str | None:
        """The address of the private chat itself; None where there is no bot yet."""
        return f"https://t.me/{self.bot}" if self.bot else None

    def mac(self, words: str) -> str:
        """128 bits, in 22 characters, that only the key makes of these words."""
        digest = hmac.digest(self.secret, words.encode(), hashlib.sha256)
        return urlsafe_b64encode(digest[:MAC_BYTES]).rstrip(b"=").decode()


def invitation_number(payload: str) -> InvitationId | None:
    """Which invitation a payload claims to be; None where it is something else."""
    match = _INVITATION.fullmatch(payload)
    return InvitationId(int(match[1])) if match else None
