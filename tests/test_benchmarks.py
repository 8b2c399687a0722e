"""`make bench` runs: a tiny size of every row that needs no peer, and the arithmetic of its table."""

from pathlib import Path

import pytest

from benchmarks import growth, pictures, rows
from benchmarks.__main__ import line
from benchmarks.assembly import assemble, now, wave
from benchmarks.contenders import TOKENS
from benchmarks.letters import most_in_a_second
from benchmarks.processes import contender, server
from bot.ballots import records as ballots
from bot.store import Store

TINY = rows.Size(committees=1, waves=1, rounds=1, letters=25, past=1, times=2)


async def test_those_who_are_assembled_can_vote(store: Store) -> None:
    voters = await store.write(lambda tx: assemble(tx, 2, now(), seats=3))
    assert len(voters) == 6
    assert len(set(wave(voters, 0) + wave(voters, 1))) == 12
    assert len({voter.ballot for voter in voters}) == 2


async def test_a_committee_with_a_past_has_three_running_ballots(store: Store) -> None:
    here, newest = await store.write(lambda tx: growth.build(tx, 2, now()))
    running = await store.read(lambda tx: ballots.undecided_in(tx, here.organizer.committee.id))
    assert len(running) == 3
    assert newest in [ballot.id for ballot in running]
    for look in growth.looks(here, newest, now()).values():
        assert await store.read(growth.timed(look)) > 0


async def test_each_round_draws_a_picture_of_its_own() -> None:
    took, held = await pictures.drawn(2, "timeline", pictures.plan)
    assert len(took) == len(held) == 2
    assert all(0 < still <= whole for still, whole in zip(held, took, strict=True))
    assert pictures.result(1) != pictures.result(2)


def test_the_most_in_a_second_counts_any_second() -> None:
    assert most_in_a_second([]) == 0
    assert most_in_a_second([0.0, 0.9, 1.0, 1.5, 1.8, 2.4]) == 4


def test_a_missed_bar_is_named() -> None:
    assert "MISSED" in line(rows.Row("votes", (0.3, 0.2, 0.5), 0.4))
    assert "MISSED" not in line(rows.Row("milliseconds", (12.0,), 15, 5, at_most=True))
    assert "(a note)" in line(rows.Row("votes", (1.0,), 0.4, note="a note"))


@pytest.mark.slow
def test_every_vote_of_a_wave_is_answered_by_a_bot_in_a_process_of_its_own(tmp_path: Path) -> None:
    with server() as api, rows.running("ours", api, TINY) as voters:
        api.offer(TOKENS["ours"], wave(voters, 0))
        report = api.done(TOKENS["ours"])
    assert len(report["took"]) == len(voters) == 25
    assert report["calls"]["editMessageText"] == report["calls"]["answerCallbackQuery"] == 25


@pytest.mark.slow
def test_a_bare_bot_answers_as_well(tmp_path: Path) -> None:
    with server() as api, contender("bare", api, tmp_path):
        api.polled(TOKENS["bare"])
        api.offer(TOKENS["bare"], [(5, 10, "x")] * 7)
        assert len(api.done(TOKENS["bare"])["took"]) == 7


@pytest.mark.slow
def test_letters_go_out_evenly_and_once() -> None:
    with server() as api:
        found = {row.name: row for row in rows.reminders(api, TINY)}
    assert found["25 letters, most in a second"].met
    assert found["letters missing or sent twice"].met
