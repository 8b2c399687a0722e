"""The tables of what is released and every query on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Row, Text, UniqueConstraint, insert, select, update

from bot.findings.records.tables import findings
from bot.ids import CommitteeId, CopyId, FindingId, MembershipId, ReleaseId, VersionId
from bot.release.model import NamedCopy, Release
from bot.store import Tx
from bot.store.columns import UtcDateTime
from bot.store.tables import key, next_number, refers, table

named_copies = table(
    "named_copies",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    refers("version", "versions.id", index=True),
    Column("language", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    refers("made_by", "memberships.id"),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("committee", "number"),
)
releases = table(
    "releases",
    key(),
    refers("finding", "findings.id", index=True),
    refers("version", "versions.id"),
    Column("by_chair", Boolean, nullable=False),
    refers("proposed_by", "memberships.id"),
    Column("proposed_at", UtcDateTime, nullable=False),
    refers("confirmed_by", "memberships.id", nullable=True),
    Column("confirmed_at", UtcDateTime, nullable=True),
    refers("withdrawn_by", "memberships.id", nullable=True),
    Column("withdrawn_at", UtcDateTime, nullable=True),
)


def add_copy(
    tx: Tx,
    committee: CommitteeId,
    version: VersionId,
    *,
    language: str,
    recipient: str,
    by: MembershipId,
    at: datetime,
) -> NamedCopy:
    """A copy with the committee's next number."""
    row = tx.execute(
        insert(named_copies)
        .values(
            committee=committee,
            number=next_number(tx, named_copies, named_copies.c.committee == committee),
            version=version,
            language=language,
            recipient=recipient,
            made_by=by,
            made_at=at,
        )
        .returning(named_copies)
    ).one()
    return _copy(row)


def copy(tx: Tx, number: CopyId) -> NamedCopy | None:
    """One copy, by its id."""
    row = tx.execute(select(named_copies).where(named_copies.c.id == number)).first()
    return None if row is None else _copy(row)


def copies_of(tx: Tx, versions: list[VersionId]) -> list[NamedCopy]:
    """The copies of these versions, newest first."""
    rows = tx.execute(
        select(named_copies)
        .where(named_copies.c.version.in_(versions))
        .order_by(named_copies.c.number.desc())
    )
    return [_copy(row) for row in rows]


def add_release(
    tx: Tx, finding: FindingId, version: VersionId, *, by_chair: bool, by: MembershipId, at: datetime
) -> Release:
    """A proposal."""
    row = tx.execute(
        insert(releases)
        .values(finding=finding, version=version, by_chair=by_chair, proposed_by=by, proposed_at=at)
        .returning(releases)
    ).one()
    return _release(row)


def of_finding(tx: Tx, finding: FindingId) -> list[Release]:
    """What was proposed and released of a finding, and not taken back; newest first."""
    rows = tx.execute(
        select(releases)
        .where(releases.c.finding == finding, releases.c.withdrawn_at.is_(None))
        .order_by(releases.c.id.desc())
    )
    return [_release(row) for row in rows]


def release(tx: Tx, number: ReleaseId) -> Release | None:
    """One release, by its id."""
    row = tx.execute(select(releases).where(releases.c.id == number)).first()
    return None if row is None else _release(row)


def waiting(tx: Tx, committee: CommitteeId) -> list[Release]:
    """Proposals of one side, which the other has yet to confirm."""
    rows = tx.execute(
        select(releases)
        .join(findings, findings.c.id == releases.c.finding)
        .where(
            findings.c.committee == committee,
            releases.c.confirmed_at.is_(None),
            releases.c.withdrawn_at.is_(None),
        )
        .order_by(releases.c.id)
    )
    return [_release(row) for row in rows]


def change(tx: Tx, number: ReleaseId, **values: Any) -> None:
    """Sets columns of a release."""
    tx.execute(update(releases).where(releases.c.id == number).values(**values))


def _copy(row: Row[Any]) -> NamedCopy:
    return NamedCopy(
        CopyId(row.id),
        CommitteeId(row.committee),
        row.number,
        VersionId(row.version),
        row.language,
        row.recipient,
        MembershipId(row.made_by),
        row.made_at,
    )


def _release(row: Row[Any]) -> Release:
    def member(number: int | None) -> MembershipId | None:
        return None if number is None else MembershipId(number)

    return Release(
        id=ReleaseId(row.id),
        finding=FindingId(row.finding),
        version=VersionId(row.version),
        by_chair=row.by_chair,
        proposed_by=MembershipId(row.proposed_by),
        proposed_at=row.proposed_at,
        confirmed_by=member(row.confirmed_by),
        confirmed_at=row.confirmed_at,
        withdrawn_by=member(row.withdrawn_by),
        withdrawn_at=row.withdrawn_at,
    )
