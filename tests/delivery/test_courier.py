"""Each letter goes once, to whom it can reach, in the words that are true when it goes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from markupsafe import Markup

from bot.clock import FrozenClock
from bot.delivery import Letter, Pace, Reader, TryLater, Undeliverable, Unsure, records
from bot.delivery.courier import MEND_SECONDS, TRIES, WORKERS
from bot.delivery.model import Kind, State
from bot.ids import PersonId, TelegramId
from bot.screens import Screen
from bot.store import Store, Tx
from tests.delivery.office import Office
from tests.delivery.test_pace import VirtualTime, most_in_a_second


@pytest.fixture
async def office(store: Store, clock: FrozenClock) -> AsyncIterator[Office]:
    here = Office(store, clock)
    here.courier.start()
    yield here
    here.gate.set()
    await here.courier.stop()


async def test_one_letter_a_key_however_often_it_is_written(office: Office) -> None:
    await office.write(1, 2)
    await office.write(1, 2)
    await office.settles()
    await office.write(1)
    await office.settles()
    assert sorted(office.sent) == [(1, "notice"), (2, "notice")]
    assert await office.states() == {"sent": 2}
    assert sorted(office.reach) == [(1, State.SENT), (2, State.SENT)]


async def test_a_letter_is_drawn_when_it_goes_not_when_it_is_written(office: Office) -> None:
    await office.write(1, text="gone")
    await office.settles()
    assert office.sent == []
    assert await office.states() == {"stale": 1}


async def test_a_letter_waits_for_its_hour(office: Office) -> None:
    await office.write(1, at=office.clock.now() + timedelta(hours=1))
    await office.settles()
    assert office.sent == []
    await office.later(3600)
    assert office.sent == [(1, "notice")]


async def test_a_persons_letters_go_in_the_order_in_which_they_were_written(office: Office) -> None:
    for n in range(10):
        await office.write(1, text=str(n))
    await office.settles()
    assert office.sent == [(1, str(n)) for n in range(10)]


@pytest.mark.slow
async def test_nobody_waits_behind_a_pile_of_somebody_elses_letters(office: Office) -> None:
    office.gate.clear()
    for n in range(3 * WORKERS):
        await office.write(1, text=str(n))
    await office.write(2)
    begun: list[int] = []
    office.on_send = lambda: begun.append(1)
    async with asyncio.timeout(30):
        while len(begun) < 1 or len(office.courier.in_hand) < 2:  # noqa: ASYNC110 (it tells nobody)
            await asyncio.sleep(0.001)
    office.gate.set()
    await office.settles()
    assert [person for person, _ in office.sent[:3]].count(2) == 1
    assert len(office.sent) == 3 * WORKERS + 1


async def test_who_never_started_or_blocked_the_bot_counts_as_not_reached(office: Office) -> None:
    office.unstarted.add(1)
    office.blocked.add(2)
    office.refusals[3] = [Undeliverable(State.BLOCKED)]
    office.refusals[4] = [Undeliverable(State.UNSTARTED)]
    await office.write(1, 2, 3, 4, 5, committee=7)
    await office.settles()
    assert office.sent == [(5, "notice")]
    assert {person: states[0] for person, states in (await office.missed(7, range(1, 6))).items()} == {
        1: State.UNSTARTED,
        2: State.BLOCKED,
        3: State.BLOCKED,
        4: State.UNSTARTED,
    }
    assert (3, State.BLOCKED) in office.reach


async def test_people_count_as_not_reached_not_letters_whoever_missed_something_last_first(
    office: Office,
) -> None:
    office.blocked.update({1, 2, 3})
    for round_ in ("first", "second"):
        await office.write(1, 2, 3, committee=7, text=round_)
    await office.write(1, committee=7, text="third")
    await office.write(2, committee=8, text="elsewhere")
    await office.settles()
    found = await office.missed(7, [1, 2, 4])
    assert list(found) == [1, 2], "3 is not on the roster any more"
    assert [len(states) for states in found.values()] == [3, 2]


async def test_what_may_have_arrived_and_what_cannot_be_drawn_was_not_reached(office: Office) -> None:
    office.refusals[1] = [Unsure()]
    await office.write(1, committee=7, kind="reminder")
    await office.write(2, committee=7, text="bad")
    for _ in range(TRIES):
        await office.settles()
        await office.later(MEND_SECONDS)
    assert await office.missed(7, [1, 2]) == {2: [State.BROKEN], 1: [State.UNSURE]}


async def test_a_letter_of_an_earlier_version_goes_stale_and_the_others_go(office: Office) -> None:
    """An upgrade took its kind away while it waited."""
    await office.write(1, kind="of-earlier-days")
    await office.write(1, text="today's")
    await office.settles()
    assert office.sent == [(1, "today's")]
    assert await office.states() == {"stale": 1, "sent": 1}


async def test_who_has_left_gets_nothing(office: Office) -> None:
    await office.write(-1)
    await office.settles()
    assert await office.states() == {"stale": 1}


async def test_what_was_dropped_while_it_waited_for_its_turn_is_not_sent(office: Office) -> None:
    """Somebody else took the seat; the letter had been drawn for the one before."""
    await office.write(1)
    held = office.courier._pace.turn

    async def dropped_meanwhile(chat: TelegramId) -> None:
        await held(chat)
        await office.store.write(lambda tx: records.drop_for(tx, PersonId(1), office.clock.now()))

    office.courier._pace.turn = dropped_meanwhile  # type: ignore[method-assign]
    await office.settles()
    assert office.sent == []
    assert await office.states() == {"stale": 1}


async def test_being_asked_to_wait_is_no_failure_however_often(office: Office) -> None:
    office.refusals[1] = [TryLater(30, everybody=True) for _ in range(3 * TRIES)]
    await office.write(1)
    for _ in range(3 * TRIES):
        await office.settles()
        assert office.sent == []
        office.courier._pace._next = 0.0
        await office.later(30)
    assert office.sent == [(1, "notice")]


async def test_of_an_unsure_sending_a_notice_goes_again_and_a_reminder_never(office: Office) -> None:
    office.refusals[1] = [Unsure()]
    office.refusals[2] = [Unsure()]
    await office.write(1)
    await office.write(2, kind="reminder")
    await office.settles()
    assert await office.states() == {"waiting": 1, "unsure": 1}
    await office.later(5)
    assert office.sent == [(1, "notice")]


async def test_after_a_crash_while_sending_a_reminder_is_not_sent_twice(
    store: Store, clock: FrozenClock
) -> None:
    before = Office(store, clock)
    await before.write(1, kind="reminder")
    await before.write(2)
    letters = await store.read(lambda tx: records.waiting(tx, clock.now(), 10, []))
    for letter in letters:  # the process died between these words and Telegram's answer
        await store.write(lambda tx, letter=letter: records.sending(tx, letter))  # type: ignore[misc]
    after = Office(store, clock)
    after.courier.start()
    await after.settles()
    await after.courier.stop()
    assert after.sent == [(2, "notice")]
    assert await after.states() == {"unsure": 1, "sent": 1}


async def test_a_stop_while_letters_wait_for_their_turn_loses_none(
    store: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.rounds.STOP_SECONDS", 0.01)
    time = VirtualTime()
    before = Office(store, clock, Pace(now=time.now, sleep=time.sleep))
    before.courier.start()
    await before.write(*range(1, 11), kind="reminder")
    async with asyncio.timeout(30):
        while not before.sent:  # noqa: ASYNC110 (it tells nobody)
            await asyncio.sleep(0.001)
    await before.courier.stop()
    after = Office(store, clock)
    after.courier.start()
    await after.settles()
    await after.courier.stop()
    assert sorted(person for person, _ in before.sent + after.sent) == list(range(1, 11))
    states = await after.states()
    assert sum(states.values()) == 10
    assert states.keys() <= {"sent", "unsure"}, "one may have been on its way when the bot stopped"


async def test_the_earlier_card_of_a_subject_shrinks_to_a_line(office: Office) -> None:
    await office.write(1, text="first", subject="F4")
    await office.settles()
    await office.write(1, text="second", subject="F4")
    await office.write(1, text="other", subject="F5")
    await office.settles()
    assert [text for _, text in office.sent] == ["first", "second", "other"]
    assert office.folded == [(1, 1, "folded second")]


async def test_a_card_on_which_a_tap_was_answered_meanwhile_is_left_as_it_is(office: Office) -> None:
    await office.write(1, text="first", subject="F4")
    await office.settles()

    def answers() -> None:
        office.edits += 1
        office.edited[1] = office.edits

    office.on_send = answers
    await office.write(1, text="second", subject="F4")
    await office.settles()
    assert office.folded == []
    office.on_send = lambda: None
    await office.write(1, text="third", subject="F4")
    await office.settles()
    assert office.folded == [(1, 2, "folded third")]


async def test_a_letter_that_cannot_be_drawn_stops_nobody_and_is_given_up_in_the_end(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    await office.write(1, text="bad")
    await office.write(2)
    await office.write(1, text="good")
    await office.settles()
    assert sorted(office.sent) == [(1, "good"), (2, "notice")]
    for _ in range(TRIES):
        await office.later(60)
    assert await office.states() == {"broken": 1, "sent": 2}
    out, err = capsys.readouterr()
    assert "LookupError" in out + err
    assert "some words" not in out + err


async def test_a_letter_may_be_a_command_menu(office: Office) -> None:
    await office.write(1, kind="menu")
    await office.settles()
    assert office.menus == [1]


class NotedPace(Pace):
    """Notes the moment of each turn: what comes after it takes real time, which here does not pass."""

    def __init__(self, time: VirtualTime) -> None:
        super().__init__(now=time.now, sleep=time.sleep)
        self._time = time
        self.moments: list[float] = []

    async def turn(self, chat: TelegramId) -> None:
        await super().turn(chat)
        self.moments.append(self._time.seconds)


@pytest.mark.slow
async def test_ten_thousand_letters_go_once_each_and_at_most_thirty_in_any_second(
    store: Store, clock: FrozenClock
) -> None:
    time = VirtualTime()
    pace = NotedPace(time)
    office = Office(store, clock, pace)
    await office.write(*range(1, 10_001))
    office.courier.start()
    settled = asyncio.create_task(office.settles())
    await time.pass_while(settled)
    await office.courier.stop()
    assert sorted(person for person, _ in office.sent) == list(range(1, 10_001))
    assert most_in_a_second(pace.moments) <= 30


async def test_a_letter_is_drawn_for_the_instant_at_which_it_goes(office: Office) -> None:
    asked: list[tuple[datetime, datetime]] = []

    def draw(_tx: Tx, letter: Letter, _reader: Reader) -> Screen:
        asked.append((letter.written_at, letter.drawn_at))
        return Screen(Markup("so late"))

    office.courier._kinds["late"] = Kind(draw)
    office.refusals[1] = [TryLater(30)]
    written = office.clock.now()
    await office.write(1, kind="late")
    await office.settles()
    await office.later(30)
    assert asked == [(written, written), (written, written + timedelta(seconds=30))]
