"""The ballots' tables and every query on them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Row,
    Text,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.ballots.model import ActingChair, Ballot, Choice, Elector, Mode, Outcome, Rules, Standing
from bot.ids import BallotId, CommitteeId, FindingId, MembershipId, PersonId, SeatId, VersionId
from bot.store import Prepared, Remembered, Tx, one
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import key, refers, table

ballots = table(
    "ballots",
    key(),
    refers("committee", "committees.id", index=True),
    refers("finding", "findings.id", index=True),
    refers("version", "versions.id", index=True),
    Column("mode", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("rules", Json, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    refers("opened_by", "memberships.id"),
    Column("deadline", UtcDateTime, nullable=False),
    Column("exception", Json, nullable=False),
    refers("exception_by", "memberships.id", nullable=True),
    Column("closing_at", UtcDateTime, nullable=True),
    refers("closing_by", "memberships.id", nullable=True),
    Column("left_open_at", UtcDateTime, nullable=True),
    Column("extended", Boolean, nullable=False),
    Column("closed_at", UtcDateTime, nullable=True),
    Column("proposed", Text, nullable=True),
    Column("outcome", Text, nullable=True),
    Column("declared_at", UtcDateTime, nullable=True),
    refers("declared_by", "memberships.id", nullable=True),
    refers("superseded_by", "versions.id", nullable=True),
    Column("receipts", Integer, nullable=False),
    # When its reminders (to voters while it runs, to the chair once closed) have to be looked at next.
    Column("remind_at", UtcDateTime, nullable=True),
    Column("reason", Text, nullable=True),
)
Index("ix_ballots_running", ballots.c.standing, ballots.c.remind_at)

electorate = table(
    "electorate",
    refers("ballot", "ballots.id", primary_key=True),
    refers("seat", "seats.id", primary_key=True),
    Column("constituency", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("choice", Text, nullable=True),
    Column("text", Text, nullable=True),
    Column("person", BigInteger, nullable=True, index=True),
    Column("cast_at", UtcDateTime, nullable=True),
    Column("receipt", Integer, nullable=True),
    Column("after_outage", Boolean, nullable=False),
    Column("taken_in", Boolean, nullable=True),
    refers("marked_by", "memberships.id", nullable=True),
)
Index("ix_electorate_seat", electorate.c.seat)

ballot_history = table(
    "ballot_history",
    key(),
    refers("ballot", "ballots.id", index=True),
    refers("seat", "seats.id"),
    Column("choice", Text, nullable=False),
    Column("text", Text, nullable=True),
    Column("person", BigInteger, nullable=False),
    Column("cast_at", UtcDateTime, nullable=False),
    Column("receipt", Integer, nullable=False),
    Column("after_outage", Boolean, nullable=False),
    Column("ended_at", UtcDateTime, nullable=False),
    Column("void", Boolean, nullable=False),  # the seat was freed; else another vote replaced it
)

ballot_extensions = table(
    "ballot_extensions",
    key(),
    refers("ballot", "ballots.id", index=True),
    Column("former", UtcDateTime, nullable=False),
    Column("deadline", UtcDateTime, nullable=False),
    Column("extended_at", UtcDateTime, nullable=False),
    refers("extended_by", "memberships.id"),
    Column("for_quorum", Boolean, nullable=False),  # else the bot had been away at the deadline
)

# The last one named for a ballot acts; the others stay on record.
acting_chairs = table(
    "acting_chairs",
    key(),
    refers("ballot", "ballots.id", index=True),
    refers("membership", "memberships.id"),
    refers("named_by", "memberships.id"),
    Column("named_at", UtcDateTime, nullable=False),
)

# A version that took the place of a declared one: the chair says whether it carries the outcome.
successions = table(
    "successions",
    refers("version", "versions.id", primary_key=True),
    refers("committee", "committees.id", index=True),
    refers("earlier", "versions.id"),
    Column("outcome", Text, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("as_declared", Boolean, nullable=True),
    Column("judged_at", UtcDateTime, nullable=True),
    refers("judged_by", "memberships.id", nullable=True),
    refers("replaced_by", "versions.id", nullable=True),
)

_COMMITTEE = Prepared(select(ballots.c.committee).where(ballots.c.id == bindparam("ballot")))
_NEXT_RECEIPT = Prepared(
    update(ballots)
    .where(ballots.c.id == bindparam("ballot"))
    .values(receipts=ballots.c.receipts + 1)
    .returning(ballots.c.receipts)
)
_ROW = (electorate.c.ballot == bindparam("in_ballot"), electorate.c.seat == bindparam("of_seat"))
_ELECTOR = Prepared(select(electorate).where(*_ROW))
_CAST = Prepared(
    update(electorate)
    .where(*_ROW)
    .values(
        {name: bindparam(name) for name in ("choice", "text", "person", "cast_at", "receipt", "after_outage")}
    )
)
_KEEP = Prepared(insert(ballot_history))
_VOTED = Prepared(
    select(
        electorate.c.constituency,
        func.count(electorate.c.choice).label("voted"),
        func.count().label("seats"),
    )
    .where(electorate.c.ballot == bindparam("in_ballot"))
    .group_by(electorate.c.constituency)
)

_UNDECIDED = [standing for standing in Standing if standing.undecided]


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
    return None if row is None else _ballot(row)


def declared_on(tx: Tx, version: VersionId) -> Ballot | None:
    """The ballot that gave a version its outcome."""
    return _one(tx, ballots.c.version == version, ballots.c.standing == Standing.DECLARED)


def undecided_on(tx: Tx, finding: FindingId) -> Ballot | None:
    """The ballot on a finding that runs or waits for the chair; there is never more than one."""
    return _one(tx, ballots.c.finding == finding, ballots.c.standing.in_(_UNDECIDED))


def undecided_in(tx: Tx, committee: CommitteeId) -> list[Ballot]:
    """What runs or waits for the chair in a committee, the next to end first."""
    return [_ballot(row) for row in _UNDECIDED_IN.all(tx, home=committee)]


def declared_between(tx: Tx, committee: CommitteeId, since: datetime | None, until: datetime) -> list[Ballot]:
    """Those declared in a span of time (UTC; `since` None: from the beginning), in the order of their opening."""
    where = [ballots.c.committee == committee, ballots.c.declared_at <= until]
    if since is not None:
        where.append(ballots.c.declared_at > since)
    return _all(tx, *where)


def past_end(tx: Tx, now: datetime) -> list[Ballot]:
    """Running ballots whose closing instant has come, but those left open for a person to decide."""
    return [_ballot(row) for row in _PAST_END.all(tx, now=now)]


def next_end(tx: Tx, now: datetime) -> datetime | None:
    """When the next running ballot ends."""
    found: datetime | None = _NEXT_END.scalar(tx, now=now)
    return found


def to_remind(tx: Tx, now: datetime) -> list[Ballot]:
    """Ballots with reminders to look at."""
    return [_ballot(row) for row in _TO_REMIND.all(tx, now=now)]


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When the next reminders have to be looked at."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


def change_ballot(tx: Tx, number: BallotId, **values: Any) -> None:
    """Sets columns of a ballot."""
    tx.execute(update(ballots).where(ballots.c.id == number).values(**values))


def electors(tx: Tx, number: BallotId) -> list[Elector]:
    """The electorate, in the order of seats."""
    rows = tx.execute(select(electorate).where(electorate.c.ballot == number).order_by(electorate.c.seat))
    return [_elector(row) for row in rows]


def elector(tx: Tx, number: BallotId, seat: SeatId) -> Elector | None:
    """One seat of the electorate."""
    row = _ELECTOR.first(tx, in_ballot=number, of_seat=seat)
    return None if row is None else _elector(row)


def voted(tx: Tx, number: BallotId) -> dict[str, tuple[int, int]]:
    """By constituency: seats that have voted, and seats."""
    return {row.constituency: (row.voted, row.seats) for row in _VOTED.all(tx, in_ballot=number)}


def counted(tx: Tx, number: BallotId) -> dict[tuple[str, Choice | None], int]:
    """Seats by constituency and choice (None: not voted)."""
    rows = tx.execute(
        select(electorate.c.constituency, electorate.c.choice, func.count().label("seats"))
        .where(electorate.c.ballot == number)
        .group_by(electorate.c.constituency, electorate.c.choice)
        .order_by(electorate.c.constituency)
    )
    return {(row.constituency, None if row.choice is None else Choice(row.choice)): row.seats for row in rows}


def marks(tx: Tx, number: BallotId) -> tuple[int, int, int]:
    """How many change texts and reasons there are, how many have no mark yet, how many are marked *taken in*."""
    row = tx.execute(
        select(
            func.count(),
            func.count().filter(electorate.c.taken_in.is_(None)),
            func.count().filter(electorate.c.taken_in.is_(True)),
        ).where(electorate.c.ballot == number, electorate.c.text.is_not(None))
    ).one()
    return row[0], row[1], row[2]


def late_votes(tx: Tx, number: BallotId) -> int:
    """How many votes were received after an outage."""
    late = select(func.count()).where(electorate.c.ballot == number, electorate.c.after_outage)
    return int(tx.execute(late).scalar_one())


def cast(
    tx: Tx,
    number: BallotId,
    former: Elector,
    *,
    choice: Choice,
    text: str | None,
    person: PersonId,
    at: datetime,
    after_outage: bool,
) -> int:
    """Counts a seat's vote in place of its former one, which is kept as history. Returns the receipt's number."""
    _keep(tx, number, former, at, void=False)
    receipt = int(_NEXT_RECEIPT.scalar(tx, ballot=number))
    _CAST.run(
        tx,
        in_ballot=number,
        of_seat=former.seat,
        choice=choice,
        text=text,
        person=person,
        cast_at=at,
        receipt=receipt,
        after_outage=after_outage,
    )
    return receipt


def uncast(tx: Tx, number: BallotId, former: Elector, at: datetime) -> None:
    """The seat has not voted; its void vote is kept as history."""
    _keep(tx, number, former, at, void=True)
    tx.execute(
        update(electorate)
        .where(*_row(number, former.seat))
        .values(choice=None, text=None, person=None, cast_at=None, receipt=None, after_outage=False)
    )


def history(tx: Tx, number: BallotId, seat: SeatId) -> list[Elector]:
    """A seat's earlier votes, oldest first."""
    rows = tx.execute(
        select(ballot_history, electorate.c.constituency, electorate.c.organization)
        .join(
            electorate,
            (electorate.c.ballot == ballot_history.c.ballot) & (electorate.c.seat == ballot_history.c.seat),
        )
        .where(ballot_history.c.ballot == number, ballot_history.c.seat == seat)
        .order_by(ballot_history.c.id)
    )
    return [
        Elector(
            SeatId(row.seat),
            row.constituency,
            row.organization,
            Choice(row.choice),
            row.text,
            PersonId(row.person),
            row.cast_at,
            row.receipt,
            row.after_outage,
        )
        for row in rows
    ]


def mark(tx: Tx, number: BallotId, seat: SeatId, taken_in: bool, by: MembershipId) -> None:
    """The chair's mark on a text, over an earlier one."""
    tx.execute(update(electorate).where(*_row(number, seat)).values(taken_in=taken_in, marked_by=by))


def add_extension(
    tx: Tx,
    number: BallotId,
    *,
    former: datetime,
    deadline: datetime,
    by: MembershipId,
    at: datetime,
    for_quorum: bool,
) -> None:
    """Keeps who moved the deadline, and why."""
    tx.execute(
        insert(ballot_extensions).values(
            ballot=number,
            former=former,
            deadline=deadline,
            extended_at=at,
            extended_by=by,
            for_quorum=for_quorum,
        )
    )


def add_acting_chair(tx: Tx, acting: ActingChair) -> None:
    """Somebody is named to declare a ballot, in place of whoever was before."""
    tx.execute(
        insert(acting_chairs).values(
            ballot=acting.ballot,
            membership=acting.membership,
            named_by=acting.named_by,
            named_at=acting.named_at,
        )
    )


def acting_chair(tx: Tx, number: BallotId) -> ActingChair | None:
    """Who was named last to declare a ballot, if anybody was."""
    row = tx.execute(
        select(acting_chairs)
        .where(acting_chairs.c.ballot == number)
        .order_by(acting_chairs.c.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return ActingChair(
        BallotId(row.ballot), MembershipId(row.membership), MembershipId(row.named_by), row.named_at
    )


def votes_of(
    tx: Tx, person: PersonId, seat: SeatId | None, committee: CommitteeId, *, limit: int, offset: int
) -> list[tuple[Ballot, Elector]]:
    """What somebody was asked to vote on: ballots of their seat, and those in which they cast a vote; newest first."""
    rows = tx.execute(
        select(electorate)
        .join(ballots, ballots.c.id == electorate.c.ballot)
        .where(ballots.c.committee == committee, _mine(person, seat))
        .order_by(electorate.c.ballot.desc(), electorate.c.seat)
        .limit(limit)
        .offset(offset)
    ).all()
    found = {b.id: b for b in _all(tx, ballots.c.id.in_([row.ballot for row in rows]))}
    return [(found[BallotId(row.ballot)], _elector(row)) for row in rows]


def count_votes_of(tx: Tx, person: PersonId, seat: SeatId | None, committee: CommitteeId) -> int:
    """How many rows `votes_of` has in all."""
    counted = (
        select(func.count())
        .select_from(electorate.join(ballots, ballots.c.id == electorate.c.ballot))
        .where(ballots.c.committee == committee, _mine(person, seat))
    )
    return int(tx.execute(counted).scalar_one())


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


_runs = ballots.c.standing == Standing.RUNNING
_ends_at = func.coalesce(ballots.c.closing_at, ballots.c.deadline, type_=UtcDateTime)
_undecided = or_(*(ballots.c.standing == standing for standing in _UNDECIDED))
_PAST_END = Prepared(
    select(ballots)
    .where(_runs, _ends_at <= bindparam("now"), ballots.c.left_open_at.is_(None))
    .order_by(_ends_at, ballots.c.id)
)
_NEXT_END = Prepared(select(func.min(_ends_at, type_=UtcDateTime)).where(_runs, _ends_at > bindparam("now")))
_TO_REMIND = Prepared(
    select(ballots)
    .where(_undecided, ballots.c.remind_at <= bindparam("now"))
    .order_by(_ends_at, ballots.c.id)
)
_NEXT_REMINDER = Prepared(
    select(func.min(ballots.c.remind_at, type_=UtcDateTime)).where(
        _undecided, ballots.c.remind_at > bindparam("now")
    )
)
_unjudged = (successions.c.judged_at.is_(None), successions.c.replaced_by.is_(None))
_SUCCESSION = Prepared(select(successions).where(successions.c.version == bindparam("number"), *_unjudged))
_NEWEST_ON = Prepared(
    select(ballots).where(ballots.c.finding == bindparam("number")).order_by(ballots.c.id.desc()).limit(1)
)
_UNDECIDED_IN = Prepared(
    select(ballots)
    .where(ballots.c.committee == bindparam("home"), _undecided)
    .order_by(_ends_at, ballots.c.id)
)


def _row(number: BallotId, seat: SeatId) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return electorate.c.ballot == number, electorate.c.seat == seat


def _mine(person: PersonId, seat: SeatId | None) -> ColumnElement[bool]:
    cast = electorate.c.person == person
    return cast if seat is None else cast | (electorate.c.seat == seat)


def _keep(tx: Tx, number: BallotId, former: Elector, at: datetime, *, void: bool) -> None:
    if former.choice is None:
        return
    _KEEP.run(
        tx,
        ballot=number,
        seat=former.seat,
        choice=former.choice,
        text=former.text,
        person=former.person,
        cast_at=former.cast_at,
        receipt=former.receipt,
        after_outage=former.after_outage,
        ended_at=at,
        void=void,
    )


def _one(tx: Tx, *where: ColumnElement[bool]) -> Ballot | None:
    row = tx.execute(select(ballots).where(*where)).first()
    return None if row is None else _ballot(row)


def _all(tx: Tx, *where: ColumnElement[bool]) -> list[Ballot]:
    return [
        _ballot(row) for row in tx.execute(select(ballots).where(*where).order_by(_ends_at, ballots.c.id))
    ]


def _ballot(row: Row[Any]) -> Ballot:
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
        superseded_by=None if row.superseded_by is None else VersionId(row.superseded_by),
    )


def _elector(row: Row[Any]) -> Elector:
    return Elector(
        SeatId(row.seat),
        row.constituency,
        row.organization,
        None if row.choice is None else Choice(row.choice),
        row.text,
        None if row.person is None else PersonId(row.person),
        row.cast_at,
        row.receipt,
        row.after_outage,
        row.taken_in,
    )


# Not what changes with every vote, so that the ballot stays the same row while it runs.
_BALLOT = Remembered(
    select(*(column for column in ballots.c if column.name not in ("receipts", "remind_at"))).where(
        ballots.c.id == bindparam("ballot")
    ),
    one(_ballot),
)
