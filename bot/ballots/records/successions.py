"""Versions that took the place of a declared one, which the chair has to judge."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from bot.ballots.model import Outcome
from bot.ballots.records.tables import successions
from bot.ids import CommitteeId, VersionId
from bot.store import Prepared, Tx

_unjudged = (successions.c.judged_at.is_(None), successions.c.replaced_by.is_(None))


def add_succession(
    tx: Tx, *, version: VersionId, committee: CommitteeId, earlier: VersionId, outcome: Outcome, at: datetime
) -> None:
    """A version has taken the place of a declared one."""
    tx.execute(
        insert(successions).values(
            version=version, committee=committee, earlier=earlier, outcome=outcome, published_at=at
        )
    )


def succession(tx: Tx, version: VersionId) -> tuple[CommitteeId, VersionId, Outcome] | None:
    """Committee, declared version and its outcome, where the chair has yet to judge `version`; else None."""
    row = _SUCCESSION.first(tx, number=version)
    return None if row is None else (CommitteeId(row.committee), VersionId(row.earlier), Outcome(row.outcome))


def replaced_by(tx: Tx, version: VersionId, committee: CommitteeId) -> VersionId | None:
    """The version that took the place of one before the chair had judged it."""
    own = successions.c.version == version, successions.c.committee == committee
    return tx.execute(
        select(successions.c.replaced_by).where(*own, successions.c.judged_at.is_(None))
    ).scalar_one_or_none()


def to_judge(tx: Tx, committee: CommitteeId) -> list[VersionId]:
    """Versions that the chair has yet to judge."""
    rows = tx.execute(
        select(successions.c.version)
        .where(successions.c.committee == committee, *_unjudged)
        .order_by(successions.c.version)
    )
    return [VersionId(row.version) for row in rows]


def change_succession(tx: Tx, version: VersionId, **values: Any) -> None:
    """Sets columns of a succession."""
    tx.execute(update(successions).where(successions.c.version == version).values(**values))


_SUCCESSION = Prepared(select(successions).where(successions.c.version == bindparam("number"), *_unjudged))
