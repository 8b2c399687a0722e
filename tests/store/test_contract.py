"""What the records promise, on every backend alike."""

import asyncio
import contextlib
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot import forms
from bot.committee import invitations, seats
from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.links import Links
from bot.committee.model import Actor, Reach, Role, Tenure
from bot.committee.records import tables
from bot.committee.roster import RosterLine
from bot.delivery import records as letters
from bot.delivery.model import Post, State
from bot.delivery.records import write_letter, write_letters
from bot.errors import Refusal
from bot.forms import Open, Part, Slot
from bot.ids import CommitteeId, LetterId, PersonId, TelegramId, UpdateId
from bot.intake import Outcome, Stored
from bot.intake import records as intake
from bot.store import Store, Tx, attempted
from tests.store.conftest import needs_postgres

AT = datetime(2022, 12, 8, 8, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
LINKS = Links(b"key", "bot")


def update(number: int, sender: int = 7) -> Stored:
    return Stored(UpdateId(number), TelegramId(sender), {"text": "ө"}, AT)


async def test_a_second_delivery_is_taken_up_only_while_it_has_no_answer(store: Store) -> None:
    first = await store.write(lambda tx: intake.store(tx, [update(1), update(2)]))
    assert [s.update_id for s in first] == [1, 2]
    await store.write(lambda tx: intake.answered(tx, UpdateId(1), LATER))
    again = await store.write(lambda tx: intake.store(tx, [update(1), update(2), update(3)]))
    assert [s.update_id for s in again] == [2, 3]
    assert [s.update_id for s in await store.read(intake.unanswered)] == [2, 3]


async def test_of_numbers_far_apart_nothing_that_lies_between_is_read(store: Store) -> None:
    """Telegram counts anew after a quiet week, and three days of updates may lie between two of one poll."""
    await store.write(lambda tx: intake.store(tx, [update(1), update(5_000), update(10**12)]))
    await store.write(lambda tx: tx.execute(text("UPDATE updates SET body = 'none' WHERE update_id = 5000")))
    found = await store.write(lambda tx: intake.store(tx, [update(1), update(7), update(10**12)]))
    assert [s.update_id for s in found] == [1, 7, 10**12]


async def test_an_update_keeps_its_outcome_until_it_is_answered_and_then_nothing_of_its_sender(
    store: Store,
) -> None:
    kept = Outcome("counted", {"receipt": 8, "name": "Ө"}, refused=True)

    def decide(tx: Tx) -> None:
        intake.store(tx, [update(1)])
        assert intake.undecided_before(tx, LATER)
        intake.keep_outcome(tx, UpdateId(1), kept)
        assert not intake.undecided_before(tx, LATER)
        assert intake.oldest_unanswered(tx) == AT

    await store.write(decide)
    assert await store.read(lambda tx: intake.outcome(tx, UpdateId(1))) == kept
    await store.write(lambda tx: intake.answered(tx, UpdateId(1), LATER))
    row = await store.read(lambda tx: tx.execute(select(intake.updates)).one())
    assert (row.sender, row.body, row.answered_at) == (0, None, LATER)
    assert await store.read(intake.oldest_unanswered) is None


async def test_rows_are_forgotten_after_three_days_and_a_parked_one_keeps_only_its_error(
    store: Store,
) -> None:
    def body(tx: Tx) -> None:
        intake.store(tx, [update(1), update(2), update(3)])
        intake.answered(tx, UpdateId(1), AT)
        for _ in range(3):
            intake.fail(tx, UpdateId(2), "KeyError")
        intake.forget_old(tx, AT + timedelta(days=3, seconds=1))

    await store.write(body)
    rows = await store.read(lambda tx: tx.execute(select(intake.updates).order_by("update_id")).all())
    assert [(row.update_id, row.body) for row in rows] == [(2, None), (3, {"text": "ө"})]
    assert await store.read(intake.parked) == [(2, AT, "KeyError")]
    assert [s.update_id for s in await store.read(intake.unanswered)] == [3]


async def test_an_answer_put_off_is_due_at_its_time_also_where_the_update_is_delivered_again(
    store: Store,
) -> None:
    def body(tx: Tx) -> None:
        intake.store(tx, [update(1)])
        intake.postpone(tx, UpdateId(1), LATER)
        assert intake.store(tx, [update(1)]) == []

    await store.write(body)
    assert await store.read(intake.unanswered) == []
    assert await store.read(lambda tx: intake.postponed(tx, AT)) == ([], LATER)
    due, _ = await store.read(lambda tx: intake.postponed(tx, LATER))
    assert due == [update(1)]


async def test_an_outage_holds_the_instants_between_its_ends(store: Store) -> None:
    def body(tx: Tx) -> None:
        intake.poll_completed(tx, AT)
        intake.poll_completed(tx, AT + timedelta(minutes=1))
        intake.outage_began(tx, AT, LATER)

    await store.write(body)
    assert await store.read(intake.last_poll) == AT + timedelta(minutes=1)
    for instant, inside in [(AT, False), (AT + timedelta(minutes=5), True), (LATER, False)]:
        found = await store.read(lambda tx, instant=instant: intake.outage_at(tx, instant))  # type: ignore[misc]
        assert (found is not None) is inside
        assert found is None or found.drained_at is None
    await store.write(lambda tx: intake.drained(tx, LATER))
    found = await store.read(lambda tx: intake.outage_at(tx, LATER - timedelta(minutes=1)))
    assert found is not None
    assert found.drained_at == LATER
    assert not found.lost_updates


async def test_one_letter_a_key_and_person(store: Store) -> None:
    def body(tx: Tx) -> None:
        write_letter(tx, "notice", PersonId(1), key="F4", at=AT, committee=CommitteeId(1))
        posts = [Post(PersonId(person), {}) for person in (1, 2, 2)]
        write_letters(tx, "notice", posts, key="F4", at=AT, committee=CommitteeId(1))

    await store.write(body)
    found = await store.read(lambda tx: letters.waiting(tx, AT, 10, []))
    assert [letter.person for letter in found] == [1, 2]
    assert [x.person for x in await store.read(lambda tx: letters.waiting(tx, AT, 10, [PersonId(1)]))] == [2]
    assert await store.read(letters.backlog) == 2


async def test_a_letter_waits_for_its_time_and_is_forgotten_long_after(store: Store) -> None:
    await store.write(lambda tx: write_letter(tx, "notice", PersonId(1), key="a", at=LATER, subject="F4"))
    assert await store.read(lambda tx: letters.waiting(tx, AT, 10, [])) == []
    assert await store.read(lambda tx: letters.next_at(tx, AT)) == LATER
    (letter,) = await store.read(lambda tx: letters.waiting(tx, LATER, 10, []))

    def sent(tx: Tx) -> None:
        assert letters.sending(tx, letter)
        assert not letters.sending(tx, letter), "a second process has read it, too"
        letters.settle(tx, letter.id, State.SENT, LATER, 77)
        letters.keep_card(tx, letter.person, ["F4"], 77)
        again = letters.keep_card(tx, letter.person, ["F4"], 77)
        assert again == [], "done once more, it must not fold itself away"
        letters.keep_card(tx, letter.person, ["F4"], 78)

    await store.write(sent)
    assert await store.write(lambda tx: letters.keep_card(tx, PersonId(1), ["F4", "M1"], 79)) == [(78, "F4")]
    assert await store.write(lambda tx: letters.keep_card(tx, PersonId(1), ["F4"], 80)) == [], (
        "it is still M1's"
    )
    await store.write(lambda tx: letters.release_card(tx, PersonId(1), 80))
    assert await store.write(lambda tx: letters.keep_card(tx, PersonId(1), ["F4"], 81)) == []
    after = await store.read(lambda tx: letters.letter(tx, letter.id))
    assert after is not None
    assert (after.state, after.attempts) == (State.SENT, 0)
    await store.write(lambda tx: letters.forget_old(tx, LATER + timedelta(seconds=1), letter.committee))
    assert await store.read(lambda tx: letters.letter(tx, letter.id)) is None


async def test_a_form_is_kept_as_it_stands_and_a_request_lies_on_top(store: Store) -> None:
    form = Open(
        "finding",
        CommitteeId(1),
        {"finding": 4},
        {"kind": "clause"},
        ("kind",),
        (Part(5, "ө"), Part(6, "ң")),
        edited=(Part(5, "ү"),),
        serial=9,
        card=77,
        opened=AT.isoformat(),
    )
    request = Open("reason", CommitteeId(1), {"ballot": 2}, opened=AT.isoformat())

    def body(tx: Tx) -> None:
        forms.save(tx, PersonId(1), Slot.FORM, request, AT)
        forms.save(tx, PersonId(1), Slot.FORM, form, AT)

    await store.write(body)
    assert await store.read(lambda tx: forms.on_top(tx, PersonId(1))) == (Slot.FORM, form)
    await store.write(lambda tx: forms.save(tx, PersonId(1), Slot.REQUEST, request, AT))
    assert await store.read(lambda tx: forms.on_top(tx, PersonId(1))) == (Slot.REQUEST, request)
    await store.write(lambda tx: forms.close(tx, PersonId(1), Slot.REQUEST))
    assert await store.read(lambda tx: forms.on_top(tx, PersonId(1))) == (Slot.FORM, form)
    await store.write(lambda tx: forms.close_all(tx, PersonId(1)))
    assert await store.read(lambda tx: forms.on_top(tx, PersonId(1))) is None


def join(tx: Tx, payload: str, telegram_id: int) -> Outcome:
    return committee.join(
        tx,
        payload,
        LINKS,
        telegram_id=TelegramId(telegram_id),
        telegram_name="Aika",
        username=None,
        language="ky",
        at=AT,
    )


async def open_committee(store: Store) -> Actor:
    def body(tx: Tx) -> Actor:
        made = committee.create_committee(
            tx, code="KG", names={"ky": "Ө"}, country="KG", zone="Asia/Bishkek", languages=["ky"], at=AT
        )
        join(tx, LINKS.payload(made), 1)
        who = committee.person_of(tx, TelegramId(1))
        assert who is not None
        return committee.acting(tx, who.id)

    return await store.write(body)


async def test_a_seat_is_taken_once_and_free_again(store: Store) -> None:
    anna = await open_committee(store)
    line = RosterLine(2, "Federation", "workers", Role.MEMBER, "Айгүл", "ky")
    invited = await store.write(lambda tx: committee.import_roster(tx, anna, [line], AT))
    (membership,) = invited.facts["invited"]

    def payload(tx: Tx) -> str:
        _, invitation = invitations.invitation_for(tx, anna, membership)
        assert invitation is not None
        return LINKS.payload(invitation)

    link = await store.read(payload)
    await store.write(lambda tx: join(tx, link, 2))
    with pytest.raises(Refusal, match="invitation-used"):
        await store.write(lambda tx: join(tx, link, 3))
    assert len(await store.read(lambda tx: people.seats_of(tx, anna.committee.id))) == 1
    freed = await store.write(lambda tx: seats.not_this_person(tx, anna, membership, AT))
    assert freed.code == "seat-freed"
    assert await store.read(lambda tx: committee.person_of(tx, TelegramId(2))) is None
    roster = await store.read(lambda tx: committee.roster(tx, anna))
    (entry,) = roster.groups[1].entries
    assert (entry.person.name, entry.person.reach) == ("Айгүл", Reach.NOT_STARTED)
    assert [g.represented for g in roster.groups] == [False, True, False, False]


async def test_a_seats_history_knows_promotions_and_who_sat_there_by_mistake(store: Store) -> None:
    anna = await open_committee(store)
    lines = [
        RosterLine(2, "Federation", "workers", Role.MEMBER, "Айгүл", "ky"),
        RosterLine(3, "Federation", "workers", Role.ALTERNATE, "Темир", "ru"),
    ]

    def body(tx: Tx) -> list[Tenure]:
        first, second = committee.import_roster(tx, anna, lines, AT).facts["invited"]
        for account, membership in enumerate((first, second), start=2):
            _, invitation = invitations.invitation_for(tx, anna, membership)
            assert invitation is not None
            join(tx, LINKS.payload(invitation), account)
        holder = people.membership(tx, second)
        assert holder is not None
        assert holder.seat is not None
        seats.vacate(tx, anna, first, LATER)
        seats.promote(tx, anna, second, LATER)
        seats.not_this_person(tx, anna, second, LATER + timedelta(hours=1))
        last = people.last_committee(tx, holder.person)
        assert last is not None
        assert last.id == anna.committee.id
        return people.ended_on(tx, holder.seat.id)

    assert await store.write(body) == [
        Tenure(Role.MEMBER, AT, LATER),
        Tenure(Role.ALTERNATE, AT, LATER, promoted=True),
        Tenure(Role.MEMBER, LATER, LATER + timedelta(hours=1), disowned=True),
    ]


async def test_everybody_is_shown_other_commands_once(store: Store) -> None:
    anna = await open_committee(store)

    def body(tx: Tx) -> list[tuple[bool, int]]:  # one menu was sent when she joined
        found: list[tuple[bool, int]] = []
        for commands, another_bot in (("a", False), ("a", False), ("b", False), ("b", True)):
            if another_bot:
                committee.another_bot(tx)
            changed = committee.menus_follow(tx, commands, LATER)
            sent = select(func.count()).where(letters.letters.c.kind == "menu")
            found.append((changed, int(tx.execute(sent).scalar_one())))
        return found

    assert await store.write(body) == [(True, 2), (False, 2), (True, 3), (True, 4)]
    reach = await store.read(lambda tx: people.person(tx, anna.person.id))
    assert reach is not None
    assert reach.reach is Reach.NOT_STARTED, "nobody has started another bot yet"


async def test_what_another_bot_showed_is_no_card_of_this_one(store: Store) -> None:
    anna = await open_committee(store)
    number, state = anna.person.id, Open("invite", anna.committee.id, {}, card=7, opened=AT.isoformat())

    def body(tx: Tx) -> tuple[int, Open | None, Open | None]:
        letters.keep_card(tx, number, ["F1"], 7)
        forms.save(tx, number, Slot.FORM, state, AT)
        before = forms.find(tx, number, Slot.FORM)
        letters.forget_cards(tx)
        forms.forget_cards(tx)
        return letters.count_cards(tx, number), before, forms.find(tx, number, Slot.FORM)

    cards, before, after = await store.write(body)
    assert cards == 0
    assert before is not None
    assert (before.card, after) == (7, replace(before, card=None))


async def test_everybodys_newest_link_is_read_at_once(store: Store) -> None:
    anna = await open_committee(store)
    lines = [RosterLine(n, f"Union {n}", "workers", Role.MEMBER, f"Айгүл {n}", "ky") for n in range(3)]
    made = (await store.write(lambda tx: committee.import_roster(tx, anna, lines, AT))).facts["invited"]
    await store.write(lambda tx: invitations.renew_invitation(tx, anna, made[0], AT))
    found = {
        entry.membership: invitation
        for entry, invitation in await store.read(lambda tx: invitations.invitations_of(tx, anna))
    }
    assert set(found) == {anna.membership, *made}
    newest = await store.read(lambda tx: {number: people.newest_invitation(tx, number) for number in found})
    assert found == newest


async def test_who_missed_something_last_comes_first_with_what_they_missed(store: Store) -> None:
    home, among = CommitteeId(1), [PersonId(1), PersonId(2), PersonId(3)]

    def body(tx: Tx) -> None:
        for person, key in ((1, "a"), (2, "a"), (3, "a"), (4, "a"), (1, "b")):
            write_letter(tx, "notice", PersonId(person), key=key, at=AT, committee=home)
        for number in (1, 2, 4, 5):
            letters.settle(tx, LetterId(number), State.BLOCKED, AT)

    await store.write(body)
    assert await store.read(lambda tx: letters.count_not_reached(tx, home, among)) == 2
    first = await store.read(lambda tx: letters.not_reached(tx, home, among, 0, 10))
    second = await store.read(lambda tx: letters.not_reached(tx, home, among, 1, 10))
    assert [letter.id for letter in first] == [5, 1]
    assert [letter.id for letter in second] == [2]


async def test_one_telegram_account_is_one_person(store: Store) -> None:
    await open_committee(store)
    with pytest.raises(IntegrityError):
        await store.write(
            lambda tx: tx.execute(
                insert(tables.people).values(telegram_id=1, language="ky", reach=Reach.REACHABLE)
            )
        )


async def test_two_processes_on_one_database_lose_nothing(store: Store, url: str) -> None:
    other = Store(url)
    await other.open()

    def count(tx: Tx) -> None:
        n = tx.execute(select(func.count()).select_from(intake.updates)).scalar_one()
        intake.store(tx, [update(n + 1)])

    await asyncio.gather(*(s.write(count) for _ in range(50) for s in (store, other)))
    await other.close()
    found = await store.read(intake.unanswered)
    assert [s.update_id for s in found] == list(range(1, 101))


@needs_postgres
@pytest.mark.slow
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
async def test_a_connection_that_the_server_cut_is_made_anew(store: Store) -> None:
    def cut_the_others(tx: Tx) -> None:
        tx.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )

    await store.write(lambda tx: intake.store(tx, [update(1)]))
    await store.read(cut_the_others)
    with pytest.raises(Exception, match="terminat"):
        await store.write(lambda tx: intake.store(tx, [update(2)]))
    await store.write(lambda tx: intake.store(tx, [update(2)]))
    assert len(await store.read(intake.unanswered)) == 2


async def test_another_bots_updates_may_have_the_same_numbers_and_what_was_left_is_handled_all_the_same(
    store: Store,
) -> None:
    def leave_two_of_three(tx: Tx) -> None:
        intake.begin(tx, 70)
        intake.store(tx, [update(1), update(2), update(3)])
        intake.answered(tx, UpdateId(2), LATER)

    await store.write(leave_two_of_three)
    await store.write(lambda tx: intake.begin(tx, 70))
    assert [s.update_id for s in await store.read(intake.unanswered)] == [1, 3], "a restart changes nothing"
    await store.write(lambda tx: intake.begin(tx, 71))
    left = [s.update_id for s in await store.read(intake.unanswered)]
    assert left == sorted(left)
    assert len(left) == 2
    assert max(left) < 0
    new = await store.write(lambda tx: intake.store(tx, [update(1), update(2), update(3)]))
    assert [s.update_id for s in new] == [1, 2, 3]
    assert len(await store.read(intake.unanswered)) == 5


def _cannot_be_kept(tx: Tx) -> None:
    """On a server a statement that takes too long ends its transaction; on a file, one that is no statement."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("SET LOCAL statement_timeout = 1"))
        tx.execute(text("SELECT pg_sleep(5)"))
    tx.execute(text("SELECT * FROM nothing_of_that_name"))


async def test_a_look_that_fails_undoes_itself_and_one_that_ends_the_transaction_takes_nobodys_word(
    store: Store,
) -> None:
    def keep(tx: Tx, at: int) -> None:
        intake.poll_completed(tx, AT + timedelta(minutes=at))

    def beyond_saving(tx: Tx) -> None:
        keep(tx, 2)
        attempted(tx, _cannot_be_kept)

    def looks_in_vain(tx: Tx) -> None:
        keep(tx, 1)
        assert attempted(tx, lambda tx: [keep(tx, 5), 1 / 0]) is None

    kept, failed = await asyncio.gather(
        store.write(looks_in_vain), store.write(beyond_saving), return_exceptions=True
    )
    assert (kept, type(failed)) == (None, OperationalError)
    assert await store.read(intake.last_poll) == AT + timedelta(minutes=1)


async def test_a_body_that_swallowed_an_error_takes_nobodys_word(store: Store) -> None:
    """After an error PostgreSQL does nothing more, and answers COMMIT with a rollback that nobody hears of."""

    def keep(tx: Tx) -> None:
        intake.poll_completed(tx, AT)

    def swallows(tx: Tx) -> None:
        with contextlib.suppress(IntegrityError):
            tx.execute(insert(intake.polls).values(id=1, completed_at=LATER))

    kept, failed = await asyncio.gather(store.write(keep), store.write(swallows), return_exceptions=True)
    assert kept is None
    assert isinstance(failed, DBAPIError) is not store.sqlite
    assert await store.read(intake.last_poll) == AT


async def test_a_look_sees_one_moment_and_cannot_write(store: Store) -> None:
    await store.write(lambda tx: intake.poll_completed(tx, AT))
    looking, written = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def twice(tx: Tx) -> tuple[datetime | None, datetime | None]:
        first = intake.last_poll(tx)
        loop.call_soon_threadsafe(looking.set)
        assert written.wait(10)
        return first, intake.last_poll(tx)

    look = asyncio.create_task(store.read(twice, long=True))
    await looking.wait()
    await store.write(lambda tx: intake.poll_completed(tx, LATER))
    written.set()
    assert await look == (AT, AT)
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await store.read(lambda tx: intake.poll_completed(tx, AT))
    assert await store.read(intake.last_poll) == LATER
