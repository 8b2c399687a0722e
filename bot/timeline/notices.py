"""Who is told of what in a plan: one notice a person for each change. The letters are drawn in `letters.py`."""

from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import silent, tell
from bot.group import notices as group
from bot.i18n import as_fact
from bot.ids import MilestoneId
from bot.store import Tx

__all__ = ["changed", "silent", "tell"]


def changed(tx: Tx, who: Actor, change: int, at: datetime) -> None:
    """To everybody but whoever changed it, and to the committee's group: days of the plan are other ones now."""
    here = who.committee.id
    readers = [reader for reader in committee.actors_in(tx, here) if reader.membership != who.membership]
    tell(tx, "plan-changed", readers, key=str(change), at=at, facts={"change": change})
    group.say(tx, here, "plan-changed", key=str(change), at=at, facts={"change": change})


def given(tx: Tx, to: Actor, number: MilestoneId, at: datetime) -> None:
    """To whoever owns a milestone from now on."""
    tell(tx, "milestone-given", [to], key=f"{number}/{as_fact(at)}", at=at, facts={"milestone": number})
