"""The committee's tables and every query on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.committee.model import (
    SEATED,
    Actor,
    Committee,
    Constituency,
    Invitation,
    Membership,
    Person,
    Reach,
    Role,
    Seat,
    Tenure,
)
from bot.ids import CommitteeId, InvitationId, MembershipId, PersonId, SeatId, TelegramId
from bot.store import Remembered, Tx
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import key, refers, table

committees = table(
    "committees",
    key(),
    Column("code", Text, nullable=False, unique=True),
    Column("names", Json, nullable=False),
    Column("country", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("languages", Json, nullable=False),
    Column("group_languages", Json, nullable=False),
    Column("settings", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
constituencies = table(
    "constituencies",
    refers("committee", "committees.id", primary_key=True),
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("names", Json, nullable=False),
)
people = table(
    "people",
    key(),
    Column("telegram_id", BigInteger, nullable=True, unique=True),
    Column("username", Text, nullable=True),
    Column("language", Text, nullable=False),
    Column("time_zone", Text, nullable=True),
    Column("reach", Text, nullable=False),
    Column("joined_at", UtcDateTime, nullable=True),
    Column("active", BigInteger, nullable=True),
)
# Names stand here and nowhere else, so that they can be erased.
names = table(
    "names",
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("telegram_name", Text, nullable=True),
)
seats = table(
    "seats",
    key(),
    refers("committee", "committees.id", index=True),
    Column("constituency", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("chair", Boolean, nullable=False),
)
memberships = table(
    "memberships",
    key(),
    refers("committee", "committees.id", index=True),
    refers("person", "people.id", index=True),
    Column("role", Text, nullable=False),
    refers("seat", "seats.id", nullable=True, index=True),
    Column("since", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("promoted_at", UtcDateTime, nullable=True),  # from alternate to titular
    Column("disowned", Boolean, nullable=False, default=False),  # it was somebody else who took it
    Column("acts_as", Text, nullable=True),  # of a disowned one: how the audit log calls whoever had taken it
    # Whom the roster names, where somebody took it whose own name is from elsewhere. Gone when the membership ends.
    Column("expected_person", BigInteger, nullable=True),
)
# Which commands people were shown last: those of another version of the program have to be sent to all.
menus = table(
    "menus",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, nullable=False),
)
invitations = table(
    "invitations",
    key(),
    refers("membership", "memberships.id", index=True),
    Column("nonce", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime, nullable=True),
    Column("spent_at", UtcDateTime, nullable=True),
    UniqueConstraint("nonce"),
)

_person = select(people, names.c.name, names.c.telegram_name).select_from(
    people.outerjoin(names, names.c.person == people.c.id)
)
_own = and_(constituencies.c.committee == seats.c.committee, constituencies.c.code == seats.c.constituency)
_SEAT = (
    seats.c.constituency,
    seats.c.organization,
    seats.c.chair,
    constituencies.c.names.label("constituency_names"),
)
_COMMITTEE = (
    committees.c.id.label("committee"),
    committees.c.code,
    committees.c.names.label("committee_names"),
    committees.c.country,
    committees.c.time_zone.label("committee_zone"),
    committees.c.languages,
    committees.c.group_languages,
    committees.c.settings,
)
_COLUMNS = ("names", "country", "time_zone", "languages", "group_languages")
"""Settings that have a column of their own: there is no committee without them."""
_committees: Select[Any] = select(*_COMMITTEE)
_seats = select(seats, constituencies.c.names.label("constituency_names")).select_from(
    seats.outerjoin(constituencies, _own)
)
_membership = select(memberships, *_SEAT).select_from(
    memberships.outerjoin(seats, seats.c.id == memberships.c.seat).outerjoin(constituencies, _own)
)
_present = memberships.c.ended_at.is_(None)
_serving = (
    select(
        people,
        names.c.name,
        names.c.telegram_name,
        memberships.c.id.label("membership"),
        memberships.c.role,
        memberships.c.seat,
        *_SEAT,
        *_COMMITTEE,
    )
    .select_from(
        people.outerjoin(names, names.c.person == people.c.id)
        .outerjoin(memberships, and_(memberships.c.person == people.c.id, _present))
        .outerjoin(seats, seats.c.id == memberships.c.seat)
        .outerjoin(constituencies, _own)
        .outerjoin(committees, committees.c.id == memberships.c.committee)
    )
    .order_by(memberships.c.id)
)


def add_committee(
    tx: Tx,
    *,
    code: str,
    names: Mapping[str, str],
    country: str,
    zone: str,
    languages: Iterable[str],
    group_languages: Iterable[str],
    at: datetime,
) -> CommitteeId:
    """A committee."""
    row = tx.execute(
        insert(committees)
        .values(
            code=code,
            names=dict(names),
            country=country,
            time_zone=zone,
            languages=list(languages),
            group_languages=list(group_languages),
            settings={},
            created_at=at,
        )
        .returning(committees.c.id)
    )
    return CommitteeId(row.scalar_one())


def add_constituency(
    tx: Tx, committee: CommitteeId, code: str, position: int, names: Mapping[str, str]
) -> None:
    """A constituency, shown at `position`."""
    tx.execute(
        insert(constituencies).values(committee=committee, code=code, position=position, names=dict(names))
    )


def change_constituency(tx: Tx, committee: CommitteeId, code: str, **values: Any) -> None:
    """Sets columns of a constituency."""
    here = (constituencies.c.committee == committee) & (constituencies.c.code == code)
    tx.execute(update(constituencies).where(here).values(**values))


def remove_constituency(tx: Tx, committee: CommitteeId, code: str) -> None:
    """The committee has it no more."""
    here = (constituencies.c.committee == committee) & (constituencies.c.code == code)
    tx.execute(delete(constituencies).where(here))


def last_place(tx: Tx, committee: CommitteeId) -> int:
    """The position of the last constituency."""
    last = select(func.max(constituencies.c.position)).where(constituencies.c.committee == committee)
    return int(tx.execute(last).scalar_one())


def committee(tx: Tx, number: CommitteeId) -> Committee:
    """One committee."""
    return _committee(tx.execute(_committees.where(committees.c.id == number)).one())


def any_committee(tx: Tx) -> bool:
    """Whether there is one."""
    return tx.execute(select(committees.c.id).limit(1)).first() is not None


def committee_by_code(tx: Tx, code: str) -> Committee | None:
    """One committee, by its code."""
    row = tx.execute(_committees.where(committees.c.code == code)).first()
    return None if row is None else _committee(row)


def set_setting(tx: Tx, number: CommitteeId, name: str, value: Any) -> None:
    """Changes one of the committee's settings (a JSON value)."""
    here = committees.c.id == number
    if name not in _COLUMNS:
        kept = tx.execute(select(committees.c.settings).where(here)).scalar_one()
        name, value = "settings", {**kept, name: value}
    tx.execute(update(committees).where(here).values({name: value}))


def committees_all(tx: Tx) -> list[Committee]:
    """Every committee."""
    return [_committee(row) for row in tx.execute(_committees.order_by(committees.c.id))]


def constituencies_of(tx: Tx, committee: CommitteeId) -> list[Constituency]:
    """In order of display."""
    return list(_constituencies.of(tx, committee=committee))


def add_person(tx: Tx, name: str, language: str) -> PersonId:
    """Somebody who is on the roster and has not joined."""
    row = tx.execute(insert(people).values(language=language, reach=Reach.NOT_STARTED).returning(people.c.id))
    number = PersonId(row.scalar_one())
    tx.execute(insert(names).values(person=number, name=name))
    return number


def person(tx: Tx, number: PersonId) -> Person | None:
    """One person."""
    row = tx.execute(_person.where(people.c.id == number)).first()
    return None if row is None else _read_person(row)


def person_by_telegram(tx: Tx, telegram_id: TelegramId) -> Person | None:
    """Whoever joined with this Telegram account."""
    row = tx.execute(_person.where(people.c.telegram_id == telegram_id)).first()
    return None if row is None else _read_person(row)


def serving(
    tx: Tx, *, person: PersonId | None = None, telegram_id: TelegramId | None = None
) -> tuple[Person, Sequence[Actor]] | None:
    """A person, by number or by Telegram account, and how they may act, oldest membership first."""
    if person is not None:
        return _serving_by_number.of(tx, person=person)
    return _serving_by_telegram.of(tx, telegram_id=telegram_id)


def change_person(tx: Tx, number: PersonId, **values: Any) -> None:
    """Sets columns of a person."""
    tx.execute(update(people).where(people.c.id == number).values(**values))


def rename(tx: Tx, number: PersonId, name: str, telegram_name: str | None) -> None:
    """Sets a person's name, and what Telegram calls them."""
    tx.execute(update(names).where(names.c.person == number).values(name=name, telegram_name=telegram_name))


def joined(tx: Tx) -> list[PersonId]:
    """Everybody who has joined and serves somewhere."""
    serving = select(memberships.c.person).where(_present)
    found = select(people.c.id).where(people.c.joined_at.is_not(None), people.c.id.in_(serving))
    return [PersonId(number) for number in tx.execute(found.order_by(people.c.id)).scalars()]


def nobody_started(tx: Tx) -> None:
    """The bot is another one: whoever had started the earlier one has not started this."""
    tx.execute(update(people).values(reach=Reach.NOT_STARTED))


def menus_are(tx: Tx, fingerprint: str) -> bool:
    """Keeps which commands people are shown; were they shown others until now, or none?"""
    before = tx.execute(select(menus.c.fingerprint)).scalar()
    if before is None:
        tx.execute(insert(menus).values(id=1, fingerprint=fingerprint))
    elif before != fingerprint:
        tx.execute(update(menus).values(fingerprint=fingerprint))
    return before != fingerprint


def forget_person(tx: Tx, number: PersonId) -> None:
    """Erases who somebody is; the number stays, because rows refer to it."""
    tx.execute(delete(names).where(names.c.person == number))
    change_person(
        tx,
        number,
        telegram_id=None,
        username=None,
        time_zone=None,
        reach=Reach.NOT_STARTED,
        joined_at=None,
        active=None,
    )


def forget_names(tx: Tx, committee: CommitteeId, before: datetime) -> int:
    """Erases the names of those who never joined and whose last invitation expired before an instant; how many.

    They stay on the roster without a name: their seat is the organization's.
    """
    last = select(func.max(invitations.c.expires_at)).where(invitations.c.membership == memberships.c.id)
    absent = (
        select(people.c.id)
        .join(memberships, memberships.c.person == people.c.id)
        .where(
            memberships.c.committee == committee,
            people.c.joined_at.is_(None),
            last.correlate(memberships).scalar_subquery() < before,
        )
    )
    lapsed = update(names).where(names.c.person.in_(absent), names.c.name != "")
    return tx.execute(lapsed.values(name="", telegram_name=None)).rowcount


def serving_nowhere(tx: Tx, before: datetime) -> list[PersonId]:
    """Whoever still has a name or an account here and whose last membership ended before an instant."""
    serving = select(memberships.c.person).where(_present | (memberships.c.ended_at >= before))
    known = select(names.c.person).union(select(people.c.id).where(people.c.telegram_id.is_not(None)))
    expected = select(memberships.c.expected_person).where(memberships.c.expected_person.is_not(None))
    found = tx.execute(
        select(people.c.id).where(
            people.c.id.in_(known), people.c.id.not_in(serving), people.c.id.not_in(expected)
        )
    )
    return [PersonId(number) for number in found.scalars()]


def remove_person(tx: Tx, number: PersonId) -> None:
    """Removes somebody who never joined and is on no roster any more."""
    tx.execute(delete(names).where(names.c.person == number))
    tx.execute(delete(people).where(people.c.id == number))


def add_seat(tx: Tx, committee: CommitteeId, constituency: str, organization: str, *, chair: bool) -> SeatId:
    """A seat."""
    row = tx.execute(
        insert(seats)
        .values(committee=committee, constituency=constituency, organization=organization, chair=chair)
        .returning(seats.c.id)
    )
    return SeatId(row.scalar_one())


def seats_of(tx: Tx, committee: CommitteeId) -> list[Seat]:
    """All seats, vacant ones too."""
    found = tx.execute(_seats.where(seats.c.committee == committee).order_by(seats.c.id))
    return [_seat(row.id, CommitteeId(row.committee), row) for row in found]


def seat(tx: Tx, number: SeatId) -> Seat | None:
    """One seat."""
    row = tx.execute(_seats.where(seats.c.id == number)).first()
    return None if row is None else _seat(row.id, CommitteeId(row.committee), row)


def change_seat(tx: Tx, number: SeatId, **values: Any) -> None:
    """Sets columns of a seat."""
    tx.execute(update(seats).where(seats.c.id == number).values(**values))


def add_membership(
    tx: Tx, committee: CommitteeId, person: PersonId, role: Role, seat: SeatId | None, at: datetime
) -> MembershipId:
    """A person in a committee."""
    row = tx.execute(
        insert(memberships)
        .values(committee=committee, person=person, role=role, seat=seat, since=at)
        .returning(memberships.c.id)
    )
    return MembershipId(row.scalar_one())


def membership(tx: Tx, number: MembershipId) -> Membership | None:
    """One membership that has not ended."""
    row = tx.execute(_membership.where(memberships.c.id == number, _present)).first()
    return None if row is None else _read_membership(row)


def disowned(tx: Tx, number: MembershipId) -> bool:
    """Had somebody taken a place that was not meant for them?"""
    return bool(tx.execute(select(memberships.c.disowned).where(memberships.c.id == number)).scalar())


def acts_as(tx: Tx, committee: CommitteeId, number: MembershipId) -> str | None:
    """How the audit log calls whoever had taken a place that was not meant for them; None where it is not known."""
    own = memberships.c.id == number, memberships.c.committee == committee, memberships.c.disowned.is_(True)
    found: str | None = tx.execute(select(memberships.c.acts_as).where(*own)).scalar()
    return found


def with_acts(tx: Tx, committee: CommitteeId) -> list[tuple[MembershipId, datetime]]:
    """Places that were taken by somebody else whose acts are not settled, and until when (UTC); the newest first."""
    found = select(memberships.c.id, memberships.c.ended_at).where(
        memberships.c.committee == committee, memberships.c.acts_as.is_not(None)
    )
    rows = tx.execute(found.order_by(memberships.c.ended_at.desc()))
    return [(MembershipId(row.id), row.ended_at) for row in rows]


def memberships_of(tx: Tx, person: PersonId) -> list[Membership]:
    """Where a person serves, oldest first."""
    found = tx.execute(_membership.where(memberships.c.person == person, _present).order_by(memberships.c.id))
    return [_read_membership(row) for row in found]


def last_committee(tx: Tx, person: PersonId) -> Committee | None:
    """Where somebody served last, once they serve nowhere."""
    last = (
        select(memberships.c.committee)
        .where(memberships.c.person == person)
        .order_by(memberships.c.ended_at.desc(), memberships.c.id.desc())
        .limit(1)
    )
    number = tx.execute(last).scalar()
    return None if number is None else committee(tx, CommitteeId(number))


def memberships_in(tx: Tx, committee: CommitteeId) -> list[Membership]:
    """Everybody in a committee, in the order in which they were put on the roster."""
    return list(_memberships_in.of(tx, committee=committee))


def served_between(tx: Tx, committee: CommitteeId, since: datetime, until: datetime) -> list[Membership]:
    """Everybody who was in a committee at any time between two instants, in the order of the roster."""
    overlap = (
        memberships.c.since <= until,
        memberships.c.ended_at.is_(None) | (memberships.c.ended_at > since),
    )
    found = _membership.where(memberships.c.committee == committee, ~memberships.c.disowned, *overlap)
    return [_read_membership(row) for row in tx.execute(found.order_by(memberships.c.id))]


def people_in(tx: Tx, committee: CommitteeId) -> Mapping[PersonId, Person]:
    """Who serves in a committee now, by number."""
    return _people_in.of(tx, committee=committee)


def person_ids_in(tx: Tx, committee: CommitteeId) -> list[PersonId]:
    """Whoever is on the roster now, by number."""
    found = tx.execute(select(memberships.c.person).where(memberships.c.committee == committee, _present))
    return [PersonId(number) for number in found.scalars()]


def holders(tx: Tx, seat: SeatId) -> list[Membership]:
    """Titular and alternate of a seat."""
    found = tx.execute(
        _membership.where(memberships.c.seat == seat, _present, memberships.c.role.in_(SEATED))
    )
    return [_read_membership(row) for row in found]


def chairs_joined(tx: Tx, committee: CommitteeId) -> list[bool]:
    """For each who presides there, whether they have joined; empty where nobody presides."""
    found = tx.execute(
        select(people.c.joined_at)
        .select_from(
            memberships.join(people, people.c.id == memberships.c.person).outerjoin(
                seats, seats.c.id == memberships.c.seat
            )
        )
        .where(
            memberships.c.committee == committee,
            _present,
            (memberships.c.role == Role.CHAIR) | ((memberships.c.role == Role.MEMBER) & seats.c.chair),
        )
    )
    return [row.joined_at is not None for row in found]


def give_membership(tx: Tx, number: MembershipId, person: PersonId, expected: PersonId | None = None) -> None:
    """The membership is this person's, who is known from elsewhere. `expected`: who was invited."""
    change_membership(tx, number, person=person, expected_person=expected)


def change_membership(tx: Tx, number: MembershipId, **values: Any) -> None:
    """Sets columns of a membership."""
    tx.execute(update(memberships).where(memberships.c.id == number).values(**values))


def end_membership(tx: Tx, number: MembershipId, at: datetime) -> None:
    """The person is no longer in the committee in this role; whom the roster had named is forgotten."""
    expected = tx.execute(
        select(memberships.c.expected_person).where(memberships.c.id == number)
    ).scalar_one()
    change_membership(tx, number, ended_at=at, expected_person=None)
    if expected is not None:
        remove_person(tx, PersonId(expected))


def ended_on(tx: Tx, seat: SeatId) -> list[Tenure]:
    """Who held a seat and holds it no more, or no more as an alternate, oldest first."""
    over = memberships.c.ended_at.is_not(None) | memberships.c.promoted_at.is_not(None)
    rows = tx.execute(select(memberships).where(memberships.c.seat == seat, over).order_by(memberships.c.id))
    return sorted((part for row in rows for part in _tenures(row)), key=lambda part: part.until)


def _tenures(row: Row[Any]) -> Iterator[Tenure]:
    since = row.since
    if row.promoted_at is not None:
        yield Tenure(Role.ALTERNATE, since, row.promoted_at, promoted=True)
        since = row.promoted_at
    if row.ended_at is not None:
        yield Tenure(Role(row.role), since, row.ended_at, disowned=row.disowned)


def author_name(tx: Tx, number: MembershipId) -> tuple[str, str | None]:
    """Name and organization of whoever holds a membership; no name where they hold it no more."""
    row = tx.execute(
        select(names.c.name, seats.c.organization)
        .select_from(
            memberships.outerjoin(names, and_(names.c.person == memberships.c.person, _present)).outerjoin(
                seats, seats.c.id == memberships.c.seat
            )
        )
        .where(memberships.c.id == number)
    ).one()
    return row.name or "", row.organization


def author(tx: Tx, number: MembershipId) -> tuple[str, str | None, str | None]:
    """As `author_name`, with the constituency of the seat."""
    row = tx.execute(
        select(seats.c.constituency)
        .select_from(memberships.join(seats, seats.c.id == memberships.c.seat))
        .where(memberships.c.id == number)
    ).first()
    return *author_name(tx, number), None if row is None else row.constituency


def add_invitation(
    tx: Tx, membership: MembershipId, nonce: str, at: datetime, expires_at: datetime
) -> InvitationId:
    """A way in."""
    row = tx.execute(
        insert(invitations)
        .values(membership=membership, nonce=nonce, created_at=at, expires_at=expires_at)
        .returning(invitations.c.id)
    )
    return InvitationId(row.scalar_one())


def invitation(tx: Tx, number: InvitationId) -> Invitation | None:
    """One invitation."""
    row = tx.execute(select(invitations).where(invitations.c.id == number)).first()
    return None if row is None else _invitation(row)


def newest_invitation(tx: Tx, membership: MembershipId) -> Invitation | None:
    """The newest invitation for a membership."""
    row = tx.execute(
        select(invitations)
        .where(invitations.c.membership == membership)
        .order_by(invitations.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _invitation(row)


def newest_invitations(tx: Tx, committee: CommitteeId) -> dict[MembershipId, Invitation]:
    """The newest invitation of everybody on the roster."""
    last = (
        select(func.max(invitations.c.id))
        .join(memberships, memberships.c.id == invitations.c.membership)
        .where(memberships.c.committee == committee, _present)
        .group_by(invitations.c.membership)
    )
    found = tx.execute(select(invitations).where(invitations.c.id.in_(last)))
    return {MembershipId(row.membership): _invitation(row) for row in found}


def holder_of_invitation(tx: Tx, number: InvitationId) -> PersonId:
    """Whose membership an invitation is for, or was spent on."""
    return PersonId(
        tx.execute(
            select(memberships.c.person)
            .join(invitations, invitations.c.membership == memberships.c.id)
            .where(invitations.c.id == number)
        ).scalar_one()
    )


def change_invitation(tx: Tx, number: InvitationId, **values: Any) -> None:
    """Sets columns of an invitation."""
    tx.execute(update(invitations).where(invitations.c.id == number).values(**values))


def _committee(row: Row[Any]) -> Committee:
    """`row`: with the columns of `_COMMITTEE`."""
    settings = {
        **row.settings,
        "names": row.committee_names,
        "country": row.country,
        "time_zone": row.committee_zone,
        "languages": row.languages,
        "group_languages": row.group_languages,
    }
    return Committee(
        CommitteeId(row.committee),
        row.code,
        row.committee_names,
        row.country,
        ZoneInfo(row.committee_zone),
        tuple(row.languages),
        tuple(row.group_languages),
        settings,
    )


def _read_serving(rows: Sequence[Row[Any]]) -> tuple[Person, Sequence[Actor]] | None:
    if not rows:
        return None
    who, several = _read_person(rows[0]), len(rows) > 1
    return who, tuple(_actor(who, row, several=several) for row in rows if row.membership is not None)


def _actor(who: Person, row: Row[Any], *, several: bool) -> Actor:
    committee = _committee(row)
    seat = None if row.seat is None else _seat(row.seat, committee.id, row)
    return Actor(who, committee, MembershipId(row.membership), Role(row.role), seat, several)


def _read_person(row: Row[Any]) -> Person:
    return Person(
        PersonId(row.id),
        row.name or "",
        row.language,
        None if row.time_zone is None else ZoneInfo(row.time_zone),
        None if row.telegram_id is None else TelegramId(row.telegram_id),
        row.username,
        Reach(row.reach),
        row.joined_at,
        None if row.active is None else CommitteeId(row.active),
        row.telegram_name,
    )


def _seat(number: int, committee: CommitteeId, row: Row[Any]) -> Seat:
    """`row`: with the columns of `_SEAT`."""
    names = row.constituency_names or {}
    return Seat(SeatId(number), committee, row.constituency, row.organization, row.chair, names)


def _read_membership(row: Row[Any]) -> Membership:
    number = CommitteeId(row.committee)
    seat = None if row.seat is None else _seat(row.seat, number, row)
    expected = None if row.expected_person is None else PersonId(row.expected_person)
    return Membership(MembershipId(row.id), number, PersonId(row.person), Role(row.role), seat, expected)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        InvitationId(row.id),
        MembershipId(row.membership),
        row.nonce,
        row.created_at,
        row.expires_at,
        row.revoked_at,
        row.spent_at,
    )


_constituencies = Remembered(
    select(constituencies)
    .where(constituencies.c.committee == bindparam("committee"))
    .order_by(constituencies.c.position),
    lambda rows: tuple(Constituency(row.code, row.names) for row in rows),
)
_serving_by_number = Remembered(_serving.where(people.c.id == bindparam("person")), _read_serving)
_serving_by_telegram = Remembered(
    _serving.where(people.c.telegram_id == bindparam("telegram_id")), _read_serving
)
_here: ColumnElement[bool] = and_(memberships.c.committee == bindparam("committee"), _present)
_memberships_in = Remembered(
    _membership.where(_here).order_by(memberships.c.id),
    lambda rows: tuple(_read_membership(row) for row in rows),
    kept=4,  # whole committees
)
_people_in = Remembered(
    _person.where(people.c.id.in_(select(memberships.c.person).where(_here))),
    lambda rows: MappingProxyType({PersonId(row.id): _read_person(row) for row in rows}),
    kept=4,
)
