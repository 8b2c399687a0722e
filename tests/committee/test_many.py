"""A roster of many: each line finds its place, and what is asked of the database does not grow with people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from bot.committee import invitations, organizations, records, service
from bot.committee.model import Actor, Role
from bot.committee.roster import RosterLine, conflicts
from bot.delivery import records as letters
from bot.delivery import write_letter
from bot.delivery.model import State
from bot.errors import Refusal
from bot.store import Store, Tx

AT = datetime(2022, 12, 8, 8, tzinfo=UTC)


def line(number: int, role: str, organization: str = "Federation", name: str = "") -> RosterLine:
    constituency = "workers" if organization else None
    return RosterLine(number, organization, constituency, Role(role), name or f"Person {number}", "ky")


def organizer(tx: Tx) -> Actor:
    """A new committee's organizer, who has joined."""
    made = service.create_committee(
        tx, code="KG", names={"en": "N"}, country="KG", zone="Asia/Bishkek", languages=["en"], at=AT
    )
    membership = records.membership(tx, made.membership)
    assert membership is not None
    records.change_person(tx, membership.person, joined_at=AT)
    return service.actor(tx, membership.person, membership.committee)


@contextmanager
def statements(tx: Tx) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(tx, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(tx, "before_cursor_execute", note)


async def in_committee(store: Store, body: Callable[[Tx, Actor], None]) -> None:
    await store.write(lambda tx: body(tx, organizer(tx)))


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (["member", "alternate"], []),
        (["alternate"], []),
        (["alternate", "member", "alternate", "member"], []),
        (["alternate", "alternate"], [(2, "second-alternate")]),
        (
            ["member", "alternate", "alternate", "alternate"],
            [(3, "second-alternate"), (4, "second-alternate")],
        ),
        (["chair", "alternate"], []),
        (["chair", "member", "chair"], [(3, "second-chair")]),
    ],
)
def test_an_organization_has_an_alternate_a_seat_and_the_committee_one_chair(
    lines: list[str], faults: list[tuple[int, str]]
) -> None:
    found = conflicts([line(n, role) for n, role in enumerate(lines, start=1)], [])
    assert [(fault.line, fault.code) for fault in found] == faults


def test_a_chair_without_a_seat_is_a_chair_too() -> None:
    found = conflicts([line(1, "chair", ""), line(2, "chair")], [])
    assert [(fault.line, fault.code, fault.cell) for fault in found] == [(2, "second-chair", "Person 1")]


async def test_what_is_on_the_roster_already_is_no_conflict_with_itself(store: Store) -> None:
    lines = [line(1, "chair"), line(2, "alternate")]

    def body(tx: Tx, anna: Actor) -> None:
        service.import_roster(tx, anna, lines, AT)
        assert service.import_roster(tx, anna, lines, AT).facts == {"invited": [], "known": 2}
        with pytest.raises(Refusal, match="roster-faults"):
            service.import_roster(tx, anna, [line(3, "member", "New"), line(4, "alternate")], AT)
        with pytest.raises(Refusal, match="roster-no-room"):
            service.invite_one(
                tx,
                anna,
                role=Role.CHAIR,
                constituency=None,
                organization="",
                name="Other",
                language="ky",
                at=AT,
            )
        assert len(service.entries(tx, anna)) == 3

    await in_committee(store, body)


async def test_the_alternate_of_the_chair_does_not_preside(store: Store) -> None:
    def body(tx: Tx, anna: Actor) -> None:
        service.import_roster(tx, anna, [line(1, "chair"), line(2, "alternate")], AT)
        presiding = {entry.person.name: entry.chairs for entry in service.entries(tx, anna)}
        assert presiding == {"": False, "Person 1": True, "Person 2": False}
        alternate = next(e for e in service.entries(tx, anna) if e.role is Role.ALTERNATE)
        assert not invitations.invitation_for(tx, anna, alternate.membership)[0].chairs

    await in_committee(store, body)


async def test_every_line_costs_the_same_however_many_there_are(store: Store) -> None:
    def body(tx: Tx, anna: Actor) -> None:
        def cost(first: int, count: int) -> int:
            lines = [line(n, "member") for n in range(first, first + count)]
            with statements(tx) as asked:
                service.import_roster(tx, anna, lines, AT)
            return len(asked)

        one, many = cost(0, 1), cost(1, 50)
        later = cost(51, 1)
        assert later == one
        assert (many - one) % 49 == 0
        assert (many - one) // 49 < one

    await in_committee(store, body)


async def test_all_links_are_read_at_once(store: Store) -> None:
    def body(tx: Tx, anna: Actor) -> None:
        service.import_roster(tx, anna, [line(n, "member") for n in range(60)], AT)
        with statements(tx) as asked:
            found = invitations.invitations_of(tx, anna)
        assert len(found) == 61
        assert all(invitation is not None for _, invitation in found)
        assert len(asked) < 8
        entry, old = found[1]
        invitations.renew_invitation(tx, anna, entry.membership, AT)
        new = {e.membership: i for e, i in invitations.invitations_of(tx, anna)}[entry.membership]
        assert old is not None
        assert new is not None
        assert new.id > old.id

    await in_committee(store, body)


async def test_who_missed_many_notices_is_one_person_and_is_found_without_the_others(store: Store) -> None:
    def body(tx: Tx, anna: Actor) -> None:
        service.import_roster(tx, anna, [line(n, "member") for n in range(60)], AT)
        home, among = anna.committee.id, records.person_ids_in(tx, anna.committee.id)
        for person in among:
            for n in range(25):
                write_letter(tx, "result", person, key=str(n), at=AT, committee=home)
        tx.execute(letters.letters.update().values(state=State.UNSTARTED, settled_at=AT))
        with statements(tx) as asked:
            assert letters.count_not_reached(tx, home, among) == 61
            missed = letters.not_reached(tx, home, among, 60, 10)
        assert len(asked) == 2
        assert len(missed) == 10
        assert {letter.person for letter in missed} == {among[0]}

    await in_committee(store, body)


def again(tx: Tx, who: Actor) -> Actor:
    """The same organizer, with what the committee has been told meanwhile."""
    return service.actor(tx, who.person.id, who.committee.id)


@pytest.mark.parametrize("said", ["Профсоюз", "trade union", "FEDERATION"])
async def test_an_organization_named_in_another_language_or_in_capitals_keeps_its_one_seat(
    store: Store, said: str
) -> None:
    def body(tx: Tx, who: Actor) -> None:
        service.import_roster(tx, who, [line(2, "member")], AT)
        (seat,) = records.seats_of(tx, who.committee.id)
        organizations.name(tx, who, seat.id, {"ru": "Профсоюз", "en": "Trade union"}, AT)
        service.invite_one(
            tx,
            again(tx, who),
            role=Role.ALTERNATE,
            constituency="workers",
            organization=said,
            name="Jyldyz",
            language="ky",
            at=AT,
        )
        assert records.seats_of(tx, who.committee.id) == [seat]
        with pytest.raises(Refusal):
            service.import_roster(tx, again(tx, who), [line(2, "alternate", said)], AT)

    await in_committee(store, body)


async def test_a_roster_in_another_language_says_what_the_organization_on_the_roster_is_called(
    store: Store,
) -> None:
    def body(tx: Tx, who: Actor) -> None:
        service.import_roster(tx, who, [line(2, "member")], AT)
        (seat,) = records.seats_of(tx, who.committee.id)
        organizations.name(tx, who, seat.id, {"ru": "Профсоюз"}, AT)
        told = replace(line(2, "alternate", "Профсоюз"), organization_names={"ky": "Кесиптик бирлик"})
        organizations.learn(tx, again(tx, who), [told], AT)
        found = again(tx, who).committee.organizations
        assert found == {"Federation": {"ru": "Профсоюз", "ky": "Кесиптик бирлик"}}

    await in_committee(store, body)


async def test_a_name_that_two_organizations_bear_in_a_language_is_neither_of_them(store: Store) -> None:
    def body(tx: Tx, who: Actor) -> None:
        service.import_roster(tx, who, [line(2, "member"), line(3, "member", "Union")], AT)
        for seat in records.seats_of(tx, who.committee.id):
            organizations.name(tx, again(tx, who), seat.id, {"ru": "Профсоюз"}, AT)
        service.import_roster(tx, again(tx, who), [line(2, "member", "Профсоюз")], AT)
        held = sorted(seat.organization for seat in records.seats_of(tx, who.committee.id))
        assert held == ["Federation", "Union", "Профсоюз"]

    await in_committee(store, body)
