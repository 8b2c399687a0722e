"""A ballot, from its opening until it is declared."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, insert, or_, select, update

from bot.ballots.model import Ballot, Elector, Mode, Outcome, Rules, Standing
from bot.ballots.records.tables import ballots, electorate
from bot.ids import BallotId, CommitteeId, FindingId, MembershipId, VersionId
from bot.store import Prepared, Remembered, Tx, one
from bot.store.columns import UtcDateTime

_UNDECIDED = [standing for standing in Standing if standing.undecided]
ends_at = func.coalesce(ballots.c.closing_at, ballots.c.deadline, type_=UtcDateTime)
undecided = or_(*(ballots.c.standing == standing for standing in _UNDECIDED))


def add_ballot(
    tx: Tx,
    *,
    committee: CommitteeId,
    finding: FindingId,
    version: VersionId,
    rules: Rules,
    opened_by: MembershipId,
    at: datetime,
    deadline: datetime,
    exception: Sequence[str],
    electors: Iterable[Elector],
) -> BallotId:
    """An open ballot that runs, with its electorate as uncast rows."""
    row = tx.execute(
        insert(ballots)
        .values(
            committee=committee,
            finding=finding,
            version=version,
            mode=Mode.OPEN,
            standing=Standing.RUNNING,
            rules=rules.to_json(),
            opened_at=at,
            opened_by=opened_by,
            deadline=deadline,
            exception=list(exception),
            exception_by=opened_by if exception else None,
            extended=False,
            receipts=0,
        )
        .returning(ballots.c.id)
    )
    number = BallotId(row.scalar_one())
    rows = [
        {
            "ballot": number,
            "seat": elector.seat,
            "constituency": elector.constituency,
            "organization": elector.organization,
            "after_outage": False,
        }
        for elector in electors
    ]
    tx.execute(insert(electorate), rows)
    return number


def ballot(tx: Tx, number: BallotId) -> Ballot | None:
    """One ballot."""
    return _BALLOT.of(tx, ballot=number)


def committee_of(tx: Tx, number: BallotId) -> CommitteeId | None:
    """Whose ballot it is."""
    found: CommitteeId | None = _COMMITTEE.scalar(tx, ballot=number)
    return found


def newest_on(tx: Tx, finding: FindingId) -> Ballot | None:
    """The last ballot that was opened on a finding."""
    row = _NEWEST_ON.first(tx, number=finding)
    return None if row is None else read_ballot(row)


def declared_on(tx: Tx, version: VersionId) -> Ballot | None:
    """The ballot that gave a version its outcome."""
    return _one(tx, ballots.c.version == version, ballots.c.standing == Standing.DECLARED)


def undecided_on(tx: Tx, finding: FindingId) -> Ballot | None:
    """The ballot on a finding that runs or waits for the chair; there is never more than one."""
    return _one(tx, ballots.c.finding == finding, ballots.c.standing.in_(_UNDECIDED))


def undecided_in(tx: Tx, committee: CommitteeId) -> list[Ballot]:
    """What runs or waits for the chair in a committee, the next to end first."""
    return [read_ballot(row) for row in _UNDECIDED_IN.all(tx, home=committee)]


def declared_between(tx: Tx, committee: CommitteeId, since: datetime | None, until: datetime) -> list[Ballot]:
    """Those declared in a span of time (UTC; `since` None: from the beginning), in the order of their opening."""
    where = [ballots.c.committee == committee, ballots.c.declared_at <= until]
    if since is not None:
        where.append(ballots.c.declared_at > since)
    return ballots_where(tx, *where)


def change_ballot(tx: Tx, number: BallotId, **values: Any) -> None:
    """Sets columns of a ballot."""
    tx.execute(update(ballots).where(ballots.c.id == number).values(**values))


def _one(tx: Tx, *where: ColumnElement[bool]) -> Ballot | None:
    row = tx.execute(select(ballots).where(*where)).first()
    return None if row is None else read_ballot(row)


def ballots_where(tx: Tx, *where: ColumnElement[bool]) -> list[Ballot]:
    """Those of which all that holds, the next to end first."""
    return [
        read_ballot(row) for row in tx.execute(select(ballots).where(*where).order_by(ends_at, ballots.c.id))
    ]


def read_ballot(row: Row[Any]) -> Ballot:
    """`row`: of `ballots`; two columns may be missing, see `_BALLOT`."""
    return Ballot(
        id=BallotId(row.id),
        committee=CommitteeId(row.committee),
        finding=FindingId(row.finding),
        version=VersionId(row.version),
        mode=Mode(row.mode),
        standing=Standing(row.standing),
        rules=Rules.from_json(row.rules),
        opened_at=row.opened_at,
        opened_by=MembershipId(row.opened_by),
        deadline=row.deadline,
        exception=tuple(row.exception),
        exception_by=None if row.exception_by is None else MembershipId(row.exception_by),
        closing_at=row.closing_at,
        closing_by=None if row.closing_by is None else MembershipId(row.closing_by),
        left_open_at=row.left_open_at,
        extended=row.extended,
        closed_at=row.closed_at,
        proposed=None if row.proposed is None else Outcome(row.proposed),
        outcome=None if row.outcome is None else Outcome(row.outcome),
        declared_at=row.declared_at,
        declared_by=None if row.declared_by is None else MembershipId(row.declared_by),
        reason=row.reason,
        reason_language=row.reason_language,
        superseded_by=None if row.superseded_by is None else VersionId(row.superseded_by),
    )


_COMMITTEE = Prepared(select(ballots.c.committee).where(ballots.c.id == bindparam("ballot")))
_NEWEST_ON = Prepared(
    select(ballots).where(ballots.c.finding == bindparam("number")).order_by(ballots.c.id.desc()).limit(1)
)
_UNDECIDED_IN = Prepared(
    select(ballots).where(ballots.c.committee == bindparam("home"), undecided).order_by(ends_at, ballots.c.id)
)
# Not what changes with every vote, so that the ballot stays the same row while it runs.
_BALLOT = Remembered(
    select(*(column for column in ballots.c if column.name not in ("receipts", "remind_at"))).where(
        ballots.c.id == bindparam("ballot")
    ),
    one(read_ballot),
)
