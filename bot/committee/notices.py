"""Notices to people of a committee: one letter a person and occasion, silent in their quiet hours."""

from collections.abc import Iterable
from datetime import datetime

from bot.committee.acting import actor_of_membership
from bot.committee.model import Actor
from bot.delivery import Letter, Post, write_letters
from bot.errors import Facts
from bot.ids import MembershipId
from bot.store import Tx
from bot.workdays import is_quiet


def tell(
    tx: Tx,
    kind: str,
    readers: Iterable[Actor],
    *,
    key: str,
    at: datetime,
    facts: Facts,
    subject: str | None = None,
) -> None:
    """Writes a letter of `kind` to each reader, all of one committee.

    `key` names the occasion; `at` (UTC): not to be sent earlier; `subject`: whose card it is. The letter knows its
    reader's membership as the fact `membership`.
    """
    to = list(readers)
    if to:
        posts = [Post(a.person.id, {**facts, "membership": a.membership}, silent=silent(a, at)) for a in to]
        write_letters(tx, kind, posts, key=key, at=at, committee=to[0].committee.id, subject=subject)


def silent(reader: Actor, at: datetime) -> bool:
    """Notices go at once; in quiet hours without a sound (product §9a)."""
    return is_quiet(at, reader.person.zone or reader.committee.zone, reader.committee.calendar)


def addressee(tx: Tx, letter: Letter) -> Actor | None:
    """Whom a notice was written to, joined or not, in the role they have now; None once they have none."""
    return actor_of_membership(tx, MembershipId(letter.facts["membership"]))
