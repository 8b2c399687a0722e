"""The log is a chain: nothing in it can be changed, taken out or put in unnoticed, and it names nobody."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from bot import audit
from bot.audit.model import BEGINNING, digest
from bot.audit.records import audit as entries
from bot.audit.records import pseudonyms
from bot.ids import CommitteeId, PersonId
from bot.store import Store, Tx
from tests.conftest import KICK_OFF

HERE = CommitteeId(3)
ANNA, DAMIR = PersonId(71), PersonId(72)


def act(tx: Tx, what: str, by: PersonId = ANNA, at: datetime = KICK_OFF, **facts: object) -> None:
    audit.record(tx, what, facts, at=at, committee=HERE, actor=by)


async def three(store: Store) -> None:
    """Three entries, the second a vote."""

    def body(tx: Tx) -> None:
        act(tx, "ballot-opened", ballot=5, deadline="2022-12-19T12:00:00+00:00", seats=9)
        act(tx, "vote-recorded", DAMIR, ballot=5, choice="approve", receipt=1, former=None)
        act(tx, "ballot-closed", at=KICK_OFF + timedelta(days=5), ballot=5)

    await store.write(body)


async def test_each_entry_follows_the_one_before_it(store: Store) -> None:
    assert await store.read(audit.verify) == audit.Verified(0, BEGINNING)
    await three(store)
    found = await store.read(audit.verify)
    rows = await store.read(lambda tx: tx.execute(select(entries).order_by(entries.c.sequence)).all())
    assert [row.previous for row in rows] == [BEGINNING, rows[0].hash, rows[1].hash]
    assert found == audit.Verified(3, rows[2].hash)
    assert [row.about for row in rows] == [{"ballot": 5}] * 3
    assert {row.committee for row in rows} == {HERE}


@pytest.mark.parametrize(
    "forgery",
    [
        update(entries).where(entries.c.sequence == 2).values(about={"ballot": 6}),
        update(entries).where(entries.c.sequence == 2).values(what="ballot-declared"),
        update(entries).where(entries.c.sequence == 2).values(at=KICK_OFF + timedelta(seconds=1)),
        update(entries).where(entries.c.sequence == 2).values(committee=4),
        update(entries).where(entries.c.sequence == 2).values(actor="0123456789abcdef"),
        delete(entries).where(entries.c.sequence == 2),
    ],
)
async def test_a_changed_or_missing_entry_is_found(store: Store, forgery: object) -> None:
    await three(store)
    await store.write(lambda tx: tx.execute(forgery))  # type: ignore[call-overload]
    found = await store.read(audit.verify)
    assert found.broken in (2, 3)
    assert found.entries <= found.broken


async def test_an_entry_with_a_hash_of_its_own_is_found_by_the_one_after_it(store: Store) -> None:
    await three(store)

    def forge(tx: Tx) -> None:
        row = tx.execute(select(entries).where(entries.c.sequence == 2)).one()
        made = digest(2, row.at, row.committee, None, "vote-cast", {"ballot": 9}, row.previous)
        tx.execute(update(entries).where(entries.c.sequence == 2).values(about={"ballot": 9}, hash=made))

    await store.write(forge)
    assert (await store.read(audit.verify)).broken == 3


async def test_an_entry_put_in_between_is_found(store: Store) -> None:
    await three(store)

    def forge(tx: Tx) -> None:
        tx.execute(update(entries).where(entries.c.sequence == 3).values(sequence=4))
        row = tx.execute(select(entries).where(entries.c.sequence == 2)).one()
        made = digest(3, row.at, HERE, None, "vote-cast", {"ballot": 5}, row.hash)
        values = {**row._mapping, "sequence": 3, "previous": row.hash, "hash": made}
        tx.execute(insert(entries).values(values))

    await store.write(forge)
    assert (await store.read(audit.verify)).broken == 4


async def test_a_vote_says_in_which_ballot_and_nothing_else(store: Store) -> None:
    def body(tx: Tx) -> None:
        for code in ("vote-recorded", "vote-changed"):
            act(tx, code, DAMIR, ballot=5, choice="revise", receipt=8, former="approve", seat=12)

    await store.write(body)
    rows = await store.read(lambda tx: tx.execute(select(entries)).all())
    assert [(row.actor, row.what, row.about) for row in rows] == [(None, "vote-cast", {"ballot": 5})] * 2
    assert await store.read(lambda tx: tx.execute(select(pseudonyms)).all()) == []


async def test_only_our_own_numbers_of_things_are_kept(store: Store) -> None:
    facts = {
        "finding": 4,
        "invited": [8, 9],
        "label": "F4",
        "name": "Anna Organizer",
        "chat": -1001234567890,
        "version": "one",
        "seat": True,
        "ballot": None,
    }
    await store.write(lambda tx: audit.record(tx, "something", facts, at=KICK_OFF, actor=ANNA))
    (entry,) = await store.read(lambda tx: audit.entries_of(tx, ANNA))
    assert entry.about == {"finding": 4, "invited": [8, 9]}


@pytest.mark.parametrize("code", ["form-step", "language-chosen", "vote-text-wanted", "vote-stands"])
async def test_what_is_nobodys_business_is_not_kept(store: Store, code: str) -> None:
    await store.write(lambda tx: act(tx, code, ballot=5))
    assert (await store.read(audit.verify)).entries == 0


async def test_once_forgotten_nobody_can_be_named_and_the_chain_is_whole(store: Store) -> None:
    def body(tx: Tx) -> None:
        act(tx, "finding-kept", ANNA, finding=1)
        act(tx, "finding-kept", DAMIR, finding=2)

    await store.write(body)
    assert len(await store.read(lambda tx: audit.entries_of(tx, ANNA))) == 1
    before = await store.read(audit.verify)
    await store.write(lambda tx: audit.forget(tx, ANNA))
    assert await store.read(lambda tx: audit.entries_of(tx, ANNA)) == []
    assert await store.read(lambda tx: audit.token_of(tx, ANNA)) is None
    assert await store.read(audit.verify) == before
    await store.write(lambda tx: act(tx, "finding-kept", ANNA, finding=3))
    tokens = await store.read(lambda tx: tx.execute(select(entries.c.actor)).scalars().all())
    assert len(set(tokens)) == 3  # somebody who comes back is somebody new
