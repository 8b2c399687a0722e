"""What has an hour of its own, as a room tells of it to one that does not know it."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from bot.actions import Action
from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.store import Tx


@dataclass(frozen=True, kw_only=True)
class Timed:
    """One such thing, as somebody may see it. `opens`: the way to it.

    `at`: its hour (UTC), if it has one; `says`: what that is, a sentence with `{date}`.
    """

    label: str
    title: str
    opens: Action
    at: datetime | None = None
    says: str = ""
    draft: bool = False
    """Its title is of a draft: the card that shows it is protected."""

    def on(self, days: Collection[date], who: Actor) -> bool:
        """Whether its hour is on one of these days at the committee's."""
        return self.at is not None and self.at.astimezone(who.committee.zone).date() in days


Hours = Callable[[Tx, Actor, str], Sequence[Timed]]
"""What of a room somebody may see and still has an hour ahead, with titles in a language."""
