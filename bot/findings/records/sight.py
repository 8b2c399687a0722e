"""Which version stands for a finding in whose eyes."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, exists, func, or_, select, update

from bot.findings.model import Finding, Sight, Standing, Version
from bot.findings.records.tables import findings, versions
from bot.findings.records.versions import version, with_their_versions
from bot.ids import CommitteeId, FindingId, VersionId
from bot.store import Prepared, Tx

_DECLARED = [standing for standing in Standing if standing.declared]


def shown(tx: Tx, finding: FindingId, sight: Sight) -> Version | None:
    """The version that stands for the finding in somebody's eyes; None where they may see none."""
    stands = _standing_in(sight).first(tx, number=finding)
    return None if stands is None else version(tx, VersionId(stands.version))


def findings_page(
    tx: Tx, committee: CommitteeId, sight: Sight, *, limit: int, offset: int
) -> list[tuple[Finding, Version]]:
    """The findings in somebody's sight, newest first, each with the version that stands for it."""
    return with_their_versions(
        tx, _in_sight(sight).where(findings.c.committee == committee).limit(limit).offset(offset)
    )


def shared() -> Select[tuple[int]]:
    """The ids of the findings that members have seen, for a condition on rows about findings."""
    return select(versions.c.finding).where(versions.c.shared_at.is_not(None))


def count_findings(tx: Tx, committee: CommitteeId, sight: Sight) -> int:
    """How many findings of the committee somebody may see."""
    visible = exists().where(versions.c.finding == findings.c.id, *_visible(sight))
    counted = select(func.count()).select_from(findings).where(findings.c.committee == committee, visible)
    return int(tx.execute(counted).scalar_one())


def set_opened(tx: Tx, finding: FindingId, *, opened: bool) -> None:
    """Opens to observers what the committee has seen of a finding, or closes all of it."""
    change = update(versions).where(versions.c.finding == finding)
    if opened:
        change = change.where(versions.c.shared_at.is_not(None))
    tx.execute(change.values(opened=opened))


def _declared(version: FromClause) -> ColumnElement[bool]:
    """Not with IN, of which a prepared statement takes no list."""
    return or_(*(version.c.standing == standing for standing in _DECLARED))


def _visible(sight: Sight) -> list[ColumnElement[bool]]:
    match sight:
        case Sight.ALL:
            return []
        case Sight.SHARED:
            return [versions.c.shared_at.is_not(None)]
        case Sight.OBSERVED:
            return [_declared(versions) | versions.c.opened]
        case Sight.DECLARED:
            return [_declared(versions)]


def _in_sight(sight: Sight) -> Select[Any]:
    """Findings with the id of the version that stands for each: the newest shared one, or else a draft."""
    other = versions.alias("other")
    last = select(func.max(other.c.number)).where(other.c.finding == findings.c.id)
    number: Any = last.where(other.c.shared_at.is_not(None)).correlate(findings).scalar_subquery()
    if sight is Sight.ALL:
        number = func.coalesce(number, last.correlate(findings).scalar_subquery())
    elif sight is Sight.OBSERVED:
        theirs = _declared(other) | other.c.opened
        number = last.where(theirs).correlate(findings).scalar_subquery()
    elif sight is Sight.DECLARED:
        number = last.where(_declared(other)).correlate(findings).scalar_subquery()
    stands = (versions.c.finding == findings.c.id) & (versions.c.number == number)
    return (
        select(findings, versions.c.id.label("version"))
        .select_from(findings.join(versions, stands))
        .order_by(findings.c.number.desc())
    )


@cache
def _standing_in(sight: Sight) -> Prepared:
    """Of one finding. Made when somebody first asks: the four of them hold 200 KB."""
    return Prepared(_in_sight(sight).where(findings.c.id == bindparam("number")))
