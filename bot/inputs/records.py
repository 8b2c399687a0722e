"""The inputs' tables and every query on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    Row,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
    update,
)

from bot.committee.records.tables import memberships, seats
from bot.files import File
from bot.files.attached import attach, attached, files_table
from bot.ids import CommitteeId, FindingId, InputId, InputRequestId, MembershipId, SeatId
from bot.inputs.model import Input, Request, Way
from bot.store import Prepared, Tx
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import key, next_number, partial_index, refers, table
from bot.translations.model import Translation
from bot.translations.records import keep_translation, kept_translations, translations_table

requests = table(
    "input_requests",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    refers("author", "memberships.id", index=True),
    Column("groups", Json, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    refers("finding", "findings.id", nullable=True),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("look_at", UtcDateTime, nullable=True),  # when something of it is due next
    UniqueConstraint("committee", "number"),
)
partial_index(
    "ix_input_requests_look_at",
    requests.c.look_at,
    where=requests.c.look_at.is_not(None),
)
inputs = table(
    "inputs",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    refers("request", "input_requests.id", nullable=True, index=True),
    refers("author", "memberships.id", index=True),
    Column("way", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    Column("late", Boolean, nullable=False),
    refers("finding", "findings.id", nullable=True),  # what it is about
    # Whoever gave it was not whom the seat was meant for.
    Column("struck_at", UtcDateTime, nullable=True),
    UniqueConstraint("committee", "number"),
)
_DUE = Prepared(select(requests).where(requests.c.look_at <= bindparam("now")).order_by(requests.c.id))
_NEXT_DUE = Prepared(select(func.min(requests.c.look_at)).where(requests.c.look_at > bindparam("now")))


translations = translations_table(
    "input_translations",
    refers("request", "input_requests.id", nullable=True, index=True),
    refers("input", "inputs.id", nullable=True, index=True),
)
drafted = table(
    "input_findings",
    refers("input", "inputs.id", primary_key=True),
    refers("finding", "findings.id", primary_key=True, index=True),
)
request_files = files_table("input_request_files", refers("of", "input_requests.id", primary_key=True))
input_files = files_table("input_files", refers("of", "inputs.id", primary_key=True))


def add_request(
    tx: Tx,
    committee: CommitteeId,
    *,
    text: str,
    language: str,
    author: MembershipId,
    groups: Sequence[str],
    at: datetime,
    until: datetime,
    finding: FindingId | None,
    files: Sequence[File],
) -> Request:
    """A request with the committee's next number."""
    row = tx.execute(
        insert(requests)
        .values(
            committee=committee,
            number=next_number(tx, requests, requests.c.committee == committee),
            text=text,
            language=language,
            author=author,
            groups=list(groups),
            asked_at=at,
            until=until,
            finding=finding,
        )
        .returning(requests)
    ).one()
    attach(tx, request_files, row.id, files, at)
    return _request(tx, row)


def request(tx: Tx, number: InputRequestId) -> Request | None:
    """One request."""
    row = tx.execute(select(requests).where(requests.c.id == number)).first()
    return None if row is None else _request(tx, row)


def change_request(tx: Tx, number: InputRequestId, **values: Any) -> None:
    """Sets columns of a request."""
    tx.execute(update(requests).where(requests.c.id == number).values(**values))


def requests_page(tx: Tx, committee: CommitteeId, *, limit: int, offset: int) -> list[Request]:
    """A committee's requests, newest first."""
    found = select(requests).where(requests.c.committee == committee)
    rows = tx.execute(found.order_by(requests.c.number.desc()).limit(limit).offset(offset))
    return [_request(tx, row) for row in rows.all()]


def running(tx: Tx, committee: CommitteeId) -> list[Request]:
    """Those that have not ended, the next deadline first."""
    found = select(requests).where(requests.c.committee == committee, requests.c.ended_at.is_(None))
    return [_request(tx, row) for row in tx.execute(found.order_by(requests.c.until, requests.c.id)).all()]


def due(tx: Tx, now: datetime) -> list[Request]:
    """Those of which something is due."""
    return [_request(tx, row) for row in _DUE.all(tx, now=now)]


def next_due(tx: Tx, now: datetime) -> datetime | None:
    """When the next one is."""
    found: datetime | None = _NEXT_DUE.scalar(tx, now=now)
    return found


def add_input(
    tx: Tx,
    committee: CommitteeId,
    *,
    request: InputRequestId | None,
    author: MembershipId,
    way: Way,
    text: str,
    language: str,
    at: datetime,
    late: bool,
    files: Sequence[File],
    finding: FindingId | None = None,
) -> Input:
    """An input with the committee's next number."""
    row = tx.execute(
        insert(inputs)
        .values(
            committee=committee,
            number=next_number(tx, inputs, inputs.c.committee == committee),
            request=request,
            author=author,
            way=way,
            text=text,
            language=language,
            given_at=at,
            late=late,
            finding=finding,
        )
        .returning(inputs)
    ).one()
    attach(tx, input_files, row.id, files, at)
    return _input(tx, row)


def input_(tx: Tx, number: InputId) -> Input | None:
    """One input; None where it was struck."""
    own = inputs.c.id == number, inputs.c.struck_at.is_(None)
    row = tx.execute(select(inputs).where(*own)).first()
    return None if row is None else _input(tx, row)


def link_finding(tx: Tx, number: InputId, finding: FindingId) -> None:
    """A finding was drafted from it."""
    tx.execute(insert(drafted).values(input=number, finding=finding))


def drafted_from(tx: Tx, number: InputId) -> list[FindingId]:
    """The findings that were drafted from it."""
    found = select(drafted.c.finding).where(drafted.c.input == number).order_by(drafted.c.finding)
    return [FindingId(n) for n in tx.execute(found).scalars()]


def behind(tx: Tx, finding: FindingId) -> list[Input]:
    """What a finding was drafted from."""
    found = select(inputs).join(drafted, drafted.c.input == inputs.c.id)
    here = drafted.c.finding == finding, inputs.c.struck_at.is_(None)
    return [_input(tx, row) for row in tx.execute(found.where(*here).order_by(inputs.c.number)).all()]


def translate(
    tx: Tx,
    request: InputRequestId | None,
    number: InputId | None,
    made: Translation,
    entered_by: MembershipId,
    at: datetime,
) -> None:
    """Keeps a translation of a request or of an input, over an earlier one into the same language."""
    keep_translation(tx, translations, {"request": request, "input": number}, made, entered_by, at)


def strike(tx: Tx, author: MembershipId, at: datetime) -> None:
    """What was given by `author` was not theirs to give."""
    tx.execute(update(inputs).where(inputs.c.author == author).values(struck_at=at))


def given(
    tx: Tx, committee: CommitteeId, request: InputRequestId | None, *, everything: bool = False
) -> list[Input]:
    """What was given to a request, or unasked (None), or `everything`, by constituency and in order.

    Without what was struck.
    """
    found = (
        select(inputs)
        .join(memberships, memberships.c.id == inputs.c.author)
        .outerjoin(seats, seats.c.id == memberships.c.seat)
        .where(inputs.c.committee == committee, inputs.c.struck_at.is_(None))
        .order_by(seats.c.constituency, inputs.c.number)
    )
    if not everything:
        found = found.where(inputs.c.request.is_not_distinct_from(request))
    return [_input(tx, row) for row in tx.execute(found).all()]


def nothing_of(tx: Tx, request: InputRequestId, author: MembershipId) -> Input | None:
    """That somebody has said already that they have nothing to add."""
    row = tx.execute(
        select(inputs).where(
            inputs.c.request == request, inputs.c.author == author, inputs.c.way == Way.NOTHING
        )
    ).first()
    return None if row is None else _input(tx, row)


def seats_answered(tx: Tx, request: InputRequestId) -> set[SeatId]:
    """The seats of which a holder has answered."""
    rows = tx.execute(
        select(memberships.c.seat)
        .join(inputs, inputs.c.author == memberships.c.id)
        .where(inputs.c.request == request, memberships.c.seat.is_not(None), inputs.c.struck_at.is_(None))
    )
    return {SeatId(seat) for seat in rows.scalars()}


def _translations(tx: Tx, request: InputRequestId | None, number: InputId | None) -> tuple[Translation, ...]:
    return kept_translations(tx, translations, {"request": request, "input": number})


def _request(tx: Tx, row: Row[Any]) -> Request:
    return Request(
        InputRequestId(row.id),
        CommitteeId(row.committee),
        row.number,
        row.text,
        row.language,
        MembershipId(row.author),
        tuple(row.groups),
        row.asked_at,
        row.until,
        None if row.finding is None else FindingId(row.finding),
        row.ended_at,
        attached(tx, request_files, row.id),
        _translations(tx, InputRequestId(row.id), None),
    )


def _input(tx: Tx, row: Row[Any]) -> Input:
    return Input(
        InputId(row.id),
        CommitteeId(row.committee),
        row.number,
        None if row.request is None else InputRequestId(row.request),
        MembershipId(row.author),
        Way(row.way),
        row.text,
        row.language,
        row.given_at,
        row.late,
        None if row.finding is None else FindingId(row.finding),
        attached(tx, input_files, row.id),
        _translations(tx, None, InputId(row.id)),
    )
