"""A list, a tally and the menu of one committee, with little behind it and with a hundred times as much."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from benchmarks.assembly import Seated, nothing_to_send, put_to_vote, seat_committee
from bot.ballots import reading as ballots
from bot.ballots import records as ballot_records
from bot.ballots.closing import tally_of
from bot.ballots.counting import propose
from bot.ballots.model import Outcome, Standing
from bot.findings import reading as findings
from bot.findings import service as finding_service
from bot.findings.model import Standing as VersionStanding
from bot.ids import BallotId
from bot.store import Tx
from bot.timeline import reading as timeline
from bot.timeline import records as plan_records
from bot.timeline.model import Days, Which
from bot.timeline.model import Standing as PlanStanding

OPEN = 3
SEATS = 9
ROUNDS = 5
REPEATS = 20
Look = Callable[[Tx], object]


def build(tx: Tx, past: int, at: datetime) -> tuple[Seated, BallotId]:
    """A committee with three running ballots and `past` declared ones."""
    here = seat_committee(tx, past, SEATS, at)
    made = [put_to_vote(tx, here, at) for _ in range(past + OPEN)]
    for number in made[:past]:
        found = ballot_records.ballot(tx, number)
        assert found is not None
        ballot_records.change_ballot(
            tx, number, standing=Standing.DECLARED, closed_at=at, declared_at=at, outcome=Outcome.VALIDATED
        )
        finding_service.move(tx, found.version, VersionStanding.VALIDATED)
    _lay_out(tx, here, at, past * 10 // 3)
    nothing_to_send(tx, at)
    return here, made[-1]


def _lay_out(tx: Tx, here: Seated, at: datetime, milestones: int) -> None:
    """A plan with today in its middle, what is past done: ten milestones, and a thousand."""
    for n in range(milestones):
        day = at.date() + timedelta(days=n - milestones // 2)
        standing = PlanStanding.DONE if day < at.date() else PlanStanding.PLANNED
        who = here.consultant
        plan_records.add(tx, who.committee.id, Days(day, day), {"en": f"Step {n}"}, who.membership, standing)


def looks(here: Seated, running: BallotId, at: datetime) -> dict[str, Look]:
    """What is timed, by name."""
    member = here.members[1]

    def tally(tx: Tx) -> object:
        found = ballot_records.ballot(tx, running)
        assert found is not None
        return propose(tally_of(tx, found), found.rules)

    return {
        "list": lambda tx: findings.list_findings(tx, member, at),
        "tally": tally,
        "timeline": lambda tx: timeline.timeline(tx, member, Which.ALL, None, at),
        "menu": lambda tx: ballots.to_do(tx, member, at),
    }


def timed(look: Look) -> Callable[[Tx], float]:
    """How many seconds a look takes: the best of some, since a busy machine only ever adds."""

    def best(tx: Tx) -> float:
        return min(_took(tx, look) for _ in range(REPEATS))

    return best


def _took(tx: Tx, look: Look) -> float:
    start = time.perf_counter()
    look(tx)
    return time.perf_counter() - start
