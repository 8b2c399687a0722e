"""Letters about ballots: one a person and occasion, silent in their quiet hours."""

from collections.abc import Iterable
from datetime import datetime

from bot.committee.model import Actor
from bot.delivery import write_letter
from bot.errors import Facts
from bot.ids import BallotId
from bot.store import Tx
from bot.workdays import is_quiet


def subject(number: BallotId) -> str:
    """Whose card a letter about a ballot is: a newer one folds the one before."""
    return f"ballot:{number}"


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
    """Writes a letter of `kind` to each reader. `key` names the occasion; `at` (UTC): not to be sent earlier."""
    for reader in readers:
        write_letter(
            tx,
            kind,
            reader.person.id,
            key=key,
            at=at,
            committee=reader.committee.id,
            facts={**facts, "membership": reader.membership},
            subject=subject,
            silent=silent(reader, at),
        )


def silent(reader: Actor, at: datetime) -> bool:
    """Notices go at once; in quiet hours without a sound (product §9a)."""
    return is_quiet(at, reader.person.zone or reader.committee.zone, reader.committee.calendar)
