"""A committee's group chat on Telegram, and what it means that the bot is in one."""

from datetime import datetime, timedelta

from bot.dataclasses import dataclass
from bot.ids import CommitteeId, PersonId, TelegramId

UNBOUND_LASTS = timedelta(hours=1)
"""A group that no organizer binds is left after that."""
BINDING_TAKES = timedelta(minutes=1)
"""The link that adds the bot connects the group at once: of one that is connected by then, nobody need be told."""
LINK_LASTS = timedelta(days=1)
"""How long the link that adds the bot to a group can be used."""


@dataclass(frozen=True)
class Group:
    """`added_by`: the member who added the bot; None for anybody else. `leave_at` (UTC): None once it is bound."""

    chat: TelegramId
    title: str
    committee: CommitteeId | None
    added_by: PersonId | None
    leave_at: datetime | None


@dataclass(frozen=True)
class GroupChanged:
    """Published: a committee has a group now, or one with another number, or other languages."""

    committee: CommitteeId
    at: datetime
