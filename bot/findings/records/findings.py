"""A finding, which is known by its number in the committee."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from bot.findings.model import Finding, Kind
from bot.findings.records.tables import findings
from bot.ids import CommitteeId, FindingId
from bot.store import Remembered, Tx, one
from bot.store.tables import next_number


def add_finding(tx: Tx, committee: CommitteeId, kind: Kind, at: datetime) -> Finding:
    """A finding with the committee's next number, still without a version."""
    number = next_number(tx, findings, findings.c.committee == committee)
    row = tx.execute(
        insert(findings)
        .values(committee=committee, number=number, kind=kind, created_at=at)
        .returning(findings.c.id)
    )
    return Finding(FindingId(row.scalar_one()), committee, number, kind)


def finding(tx: Tx, number: FindingId) -> Finding | None:
    """One finding, by its id."""
    return _FINDING.of(tx, number=number)


def read_finding(row: Row[Any]) -> Finding:
    """`row`: of `findings`."""
    return Finding(FindingId(row.id), CommitteeId(row.committee), row.number, Kind(row.kind))


_FINDING = Remembered(select(findings).where(findings.c.id == bindparam("number")), one(read_finding))
