"""One letter a person and occasion, and what comes about again is another occasion: nobody misses the second one."""

from datetime import timedelta

from bot.ballots import service
from bot.ballots.model import Outcome
from bot.findings import service as findings
from tests.ballots.hall import AFTER, DEADLINE, VOTED, Hall

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERYBODY, READERS = 12, 11
"""On the committee; of them the observer reads no drafts."""
MANAGERS = 2


def test_each_of_two_ballots_tells_of_each_of_its_turns_whenever_it_takes_one(hall: Hall) -> None:
    ballots = [hall.open(), hall.open()]
    assert len(hall.letters("ballot-opened")) == 2 * (READERS - 1)

    deadline = DEADLINE
    for outage in (1, 2):  # each time longer than Telegram keeps updates
        back = deadline + DAY
        hall.away(deadline - HOUR, back, back)
        hall.look(back)
        assert len(hall.letters("ballot-left-open")) == outage * 2 * MANAGERS
        deadline = back + 7 * DAY
        for ballot in ballots:
            service.extend(hall.tx, hall.chair, ballot, deadline, back)
        assert len(hall.letters("ballot-extended")) == outage * 2 * (READERS - 1)

    hall.end(ballots[0], deadline)
    assert len(hall.letters("ballot-closed")) == 2 * READERS
    again = deadline + 7 * DAY
    for ballot in ballots:
        service.extend(hall.tx, hall.chair, ballot, again, deadline)
    assert len(hall.letters("ballot-extended")) == 3 * 2 * (READERS - 1)
    hall.end(ballots[0], again)
    assert len(hall.letters("ballot-closed")) == 2 * 2 * READERS

    for ballot in ballots:
        service.declare(hall.tx, hall.chair, ballot, Outcome.NO_QUORUM, again)
    assert len(hall.letters("result")) == 2 * (EVERYBODY - 1)
    assert len(hall.letters("result-picture")) == 2 * EVERYBODY


def test_each_of_two_findings_tells_of_its_next_version(hall: Hall) -> None:
    shared = [hall.share(), hall.share()]
    assert len(hall.letters("draft-shared")) == 2 * (READERS - 1)
    for version in shared:
        hall.open(version)
        newer = hall.revise(version, VOTED)
        assert hall.told("version-waits") == {"chair", "organizer"}
        findings.confirm_new_version(hall.tx, hall.chair, newer, VOTED)
    assert len(hall.letters("version-waits")) == 2 * MANAGERS
    assert len(hall.letters("ballot-superseded")) == 2 * READERS
    assert len(hall.letters("draft-shared")) == 2 * (READERS - 1) + 2 * (READERS - 1)

    judged = []
    for version in (hall.share(), hall.share()):
        ballot = hall.open(version)
        hall.vote(ballot, **dict.fromkeys(("chair", "g2", "w1", "w2", "s1"), "approve"))
        hall.end(ballot)
        service.declare(hall.tx, hall.chair, ballot, Outcome.VALIDATED, AFTER)
        judged.append(hall.revise(version, AFTER))
    assert len(hall.letters("version-to-judge")) == 2
    for version in judged:
        service.mark_version(hall.tx, hall.chair, version, True, AFTER)
    assert len(hall.letters("version-judged")) == 2 * (EVERYBODY - 1)
