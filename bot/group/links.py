"""The link that adds the bot to a group for a committee. Derived with the secret key, for one organizer and a day."""

import hmac
import re
from datetime import UTC, datetime

from bot.committee.links import Links
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.group.model import LINK_LASTS
from bot.ids import CommitteeId

_PAYLOAD = re.compile(r"g([0-9]{1,18})-([0-9]{1,12})-([A-Za-z0-9_-]{22})")


def payload(links: Links, who: Actor, at: datetime) -> str:
    """At most 64 characters: the committee, until when, and 128 bits that only the key makes."""
    until = int((at + LINK_LASTS).timestamp())
    return f"g{who.committee.id}-{until}-{_mac(links, who, until)}"


def address(links: Links, who: Actor, at: datetime) -> str:
    """Asks for a group and adds the bot to it; the bare payload where there is no bot yet."""
    made = payload(links, who, at)
    return f"https://t.me/{links.bot}?startgroup={made}" if links.bot else made


def committee_of(claimed: str) -> CommitteeId | None:
    """For which committee a payload claims to be; None where it is something else."""
    match = _PAYLOAD.fullmatch(claimed)
    return CommitteeId(int(match[1])) if match else None


def check(links: Links, claimed: str, who: Actor, at: datetime) -> None:
    """Refuses `group-link` where this is not this organizer's own link, and `group-link-expired`."""
    match = _PAYLOAD.fullmatch(claimed)
    if match is None or not hmac.compare_digest(match[3], _mac(links, who, int(match[2]))):
        raise Refusal("group-link")
    if at >= datetime.fromtimestamp(int(match[2]), UTC):
        raise Refusal("group-link-expired")


def _mac(links: Links, who: Actor, until: int) -> str:
    return links.mac(f"group:{who.committee.id}:{who.membership}:{until}")
