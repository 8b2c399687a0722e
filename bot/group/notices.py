"""What rooms put on the board of a committee's group, where it has one. Silent in the committee's quiet hours."""

from datetime import datetime

from bot.committee import records as roster
from bot.delivery import board
from bot.errors import Facts
from bot.group import records
from bot.ids import CommitteeId
from bot.store import Tx
from bot.workdays import is_quiet


def say(tx: Tx, committee: CommitteeId, kind: str, *, key: str, at: datetime, facts: Facts) -> None:
    """A notice, said once a key."""
    if records.group_of(tx, committee) is not None:
        silent = _silent(tx, committee, at)
        board.post(tx, committee, kind, key=f"{kind}/{key}", at=at, facts=facts, silent=silent)


def show(tx: Tx, committee: CommitteeId, kind: str, *, key: str, at: datetime, facts: Facts) -> None:
    """A common card: sent once, edited from then on."""
    if records.group_of(tx, committee) is not None:
        board.show(tx, committee, kind, key=key, at=at, facts=facts, silent=_silent(tx, committee, at))


def _silent(tx: Tx, committee: CommitteeId, at: datetime) -> bool:
    home = roster.committee(tx, committee)
    return is_quiet(at, home.zone, home.calendar)
