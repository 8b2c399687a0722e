"""Marks, declaration, and the version that follows."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.ballots import reading, records, service
from bot.ballots.declaring import judgement
from bot.ballots.model import Outcome, Standing
from bot.ballots.rights import presiding
from bot.committee import records as people
from bot.committee.model import Role
from bot.findings import records as finding_records
from bot.findings import service as findings
from bot.findings.model import Standing as VersionStanding
from bot.findings.model import Version
from bot.findings.settings import COMMENT_DAYS
from bot.ids import BallotId, SeatId
from tests.ballots.hall import AFTER, DEADLINE, VOTED, Hall
from tests.ballots.test_opening import refused

LATER = AFTER + timedelta(days=7)


def seat(hall: Hall, name: str) -> SeatId:
    found = hall.people[name].seat
    assert found is not None
    return found.id


def closed(hall: Hall, version: Version | None = None) -> BallotId:
    """The kick-off's ballot after its deadline: *with amendments* is proposed, one text to mark."""
    number = hall.open(version)
    hall.kick_off(number)
    hall.end(number)
    return number


def declared(hall: Hall, version: Version) -> BallotId:
    number = closed(hall, version)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    return number


# Marks


def test_with_amendments_is_not_declared_before_every_text_is_marked(hall: Hall) -> None:
    number = closed(hall)
    with refused("declare-marks-missing") as refusal:
        service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    assert refusal.value.facts == {"left": 1}


def test_with_a_text_taken_in_it_is_validated_with_amendments(hall: Hall) -> None:
    number = closed(hall)
    outcome = service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    assert (outcome.code, outcome.facts["left"]) == ("text-marked", 0)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    ballot = hall.ballot(number)
    assert (ballot.standing, ballot.outcome, ballot.declared_by) == (
        Standing.DECLARED,
        Outcome.AMENDED,
        hall.chair.membership,
    )
    assert hall.version(ballot.version).standing is VersionStanding.AMENDED


def test_with_none_taken_in_and_approve_alone_a_majority_it_becomes_validated(hall: Hall) -> None:
    number = closed(hall)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), False)
    with refused("declare-changed"):
        service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    service.declare(hall.tx, hall.chair, number, Outcome.VALIDATED, AFTER)
    assert hall.version(hall.ballot(number).version).standing is VersionStanding.VALIDATED


def test_with_none_taken_in_and_approve_alone_no_majority_there_is_no_consensus(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, chair="approve", g2="changes", g3="changes", w1="approve", s1="approve")
    hall.end(number)
    for name in ("g2", "g3"):
        service.mark_text(hall.tx, hall.chair, number, seat(hall, name), False)
    assert judgement(hall.tx, hall.ballot(number)).proposal.outcome is Outcome.NO_CONSENSUS


def test_a_reason_for_revision_is_marked_too(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, chair="approve", g2="changes", g3="revise", w1="approve", s1="approve")
    hall.end(number)
    found = judgement(hall.tx, hall.ballot(number))
    assert (found.proposal.outcome, found.to_mark) == (Outcome.AMENDED, 2)


def test_a_mark_can_be_changed_until_the_declaration(hall: Hall) -> None:
    number = closed(hall)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), False)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    assert hall.row(number, "g2").taken_in is True
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    with refused("ballot-declared-already"):
        service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), False)


@pytest.mark.parametrize("name", ["w1", "s4"])
def test_a_seat_without_a_text_has_nothing_to_mark(hall: Hall, name: str) -> None:
    number = closed(hall)
    with refused("mark-unknown"):
        service.mark_text(hall.tx, hall.chair, number, seat(hall, name), True)


def test_other_outcomes_need_no_marks(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, chair="revise", g2="revise", g3="approve", w1="approve", s1="approve")
    hall.end(number)
    service.declare(hall.tx, hall.chair, number, Outcome.RETURNED, AFTER)
    assert hall.version(hall.ballot(number).version).standing is VersionStanding.RETURNED


# Declaring


def test_nothing_is_declared_while_it_runs(hall: Hall) -> None:
    with refused("ballot-not-closed"):
        service.declare(hall.tx, hall.chair, hall.open(), Outcome.VALIDATED, VOTED)


@pytest.mark.parametrize("name", ["organizer", "g2", "consultant", "observer"])
def test_where_there_is_a_chair_nobody_else_declares(hall: Hall, name: str) -> None:
    number = closed(hall)
    with refused("ballot-chair-only"):
        service.declare(hall.tx, hall.people[name], number, Outcome.AMENDED, AFTER)
    with refused("ballot-chair-only"):
        service.mark_text(hall.tx, hall.people[name], number, seat(hall, "g2"), True)


def test_a_chair_of_another_committee_does_not_know_the_ballot(hall: Hall, neighbour: Hall) -> None:
    number = closed(hall)
    with refused("ballot-unknown"):
        service.declare(hall.tx, neighbour.chair, number, Outcome.AMENDED, AFTER)


def test_where_there_is_no_chair_the_organizer_declares(hall: Hall) -> None:
    number = closed(hall)
    people.end_membership(hall.tx, hall.chair.membership, AFTER)
    service.mark_text(hall.tx, hall.organizer, number, seat(hall, "g2"), True)
    service.declare(hall.tx, hall.organizer, number, Outcome.AMENDED, AFTER)
    assert hall.ballot(number).declared_by == hall.organizer.membership


def test_where_there_is_no_chair_it_is_the_organizers_who_may(hall: Hall) -> None:
    number = closed(hall)
    people.end_membership(hall.tx, hall.chair.membership, AFTER)
    with refused("organizers-only"):
        service.declare(hall.tx, hall.g2, number, Outcome.AMENDED, AFTER)


def test_a_chair_who_has_not_joined_is_still_the_one_who_declares(hall: Hall) -> None:
    number = closed(hall)
    people.change_person(hall.tx, hall.chair.person.id, joined_at=None)
    with refused("ballot-chair-only"):
        service.declare(hall.tx, hall.organizer, number, Outcome.AMENDED, AFTER)
    assert not reading.paper(hall.tx, hall.organizer, number, AFTER).chair_joined
    hall.sit("chairwoman", Role.CHAIR, None)
    assert reading.paper(hall.tx, hall.organizer, number, AFTER).chair_joined


def test_the_proposal_costs_the_same_however_many_seats_there_are(hall: Hall) -> None:
    number = closed(hall)
    asked: list[str] = []
    event.listen(hall.tx, "before_cursor_execute", lambda c, cur, sql, *rest: asked.append(sql))
    found = reading.paper(hall.tx, hall.organizer, number, AFTER)
    assert found.judgement is not None
    assert found.judgement.tally.total.changes == 1
    assert (found.judgement.texts, found.judgement.to_mark) == (1, 1)
    several = [sql for sql in asked if "electorate" in sql and "count(" not in sql and "seat = ?" not in sql]
    assert several == []
    assert not any("FROM names" in sql or "JOIN names" in sql for sql in asked)  # nobody's roster is read


def test_a_chair_without_a_seat_declares(hall: Hall) -> None:
    number = closed(hall)
    chair = hall.sit("chairwoman", Role.CHAIR, None)
    assert {a.membership for a in presiding(hall.tx, chair.committee.id)} == {
        hall.chair.membership,
        chair.membership,
    }
    service.mark_text(hall.tx, chair, number, seat(hall, "g2"), True)


def test_everybody_receives_the_result_observers_too(hall: Hall) -> None:
    declared(hall, hall.share())
    assert hall.told("result") == set(hall.people) - {"chair"}


def test_a_second_declaration_is_refused(hall: Hall) -> None:
    number = declared(hall, hall.share())
    with refused("ballot-declared-already"):
        service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)


def test_no_quorum_can_be_declared(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="approve")
    hall.end(number)
    service.declare(hall.tx, hall.chair, number, Outcome.NO_QUORUM, AFTER)
    assert hall.version(hall.ballot(number).version).standing is VersionStanding.NO_QUORUM


def test_without_quorum_not_even_the_chair_reads_a_text_before_extending(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="changes")
    hall.end(number)
    for seen in (reading.texts_to_mark, reading.named_votes):
        with refused("ballot-names-hidden"):
            seen(hall.tx, hall.chair, number, AFTER)
    service.declare(hall.tx, hall.chair, number, Outcome.NO_QUORUM, AFTER)
    assert hall.row(number, "g2") in reading.named_votes(hall.tx, hall.g2, number, AFTER).electors


def test_a_constituency_that_only_abstained_is_named(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, chair="approve", g2="approve", w1="abstain", w2="abstain", s1="approve")
    hall.end(number)
    assert judgement(hall.tx, hall.ballot(number)).proposal.only_abstained == ("workers",)


# The version that follows


def test_a_new_version_after_a_validated_one_waits_for_the_chairs_word(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    assert records.to_judge(hall.tx, hall.chair.committee.id) == [newer]
    assert hall.told("version-to-judge") == {"chair"}
    assert hall.version(newer).standing is VersionStanding.COMMENTS


def test_as_declared_it_carries_the_outcome_of_the_voted_version(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    outcome = service.mark_version(hall.tx, hall.chair, newer, True, AFTER)
    assert outcome.code == "version-as-declared"
    now = hall.version(newer)
    assert (now.standing, now.carries) == (VersionStanding.AMENDED, version.id)
    assert hall.version(version.id).standing is VersionStanding.AMENDED
    assert hall.told("version-judged") == set(hall.people) - {"chair"}


def test_while_the_chair_is_asked_a_version_has_no_comment_window(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    asked = hall.version(newer)
    assert asked.before_chair
    assert asked.comments_until is None
    service.mark_version(hall.tx, hall.chair, newer, True, AFTER)
    assert hall.version(newer).comments_until is None


def test_a_substantive_change_opens_for_comments_when_the_chair_says_so(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    service.mark_version(hall.tx, hall.chair, newer, False, LATER)
    here = hall.chair.committee
    assert hall.version(newer).comments_until == here.calendar.default_deadline(LATER, COMMENT_DAYS.of(here))
    assert not hall.version(newer).before_chair


def test_substantive_it_needs_a_ballot_of_its_own(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    outcome = service.mark_version(hall.tx, hall.chair, newer, False, AFTER)
    assert outcome.code == "version-substantive"
    assert hall.version(newer).standing is VersionStanding.COMMENTS
    assert hall.told("version-judged") == set(hall.people) - {"chair", "observer"}
    hall.open(hall.version(newer), LATER, LATER + timedelta(days=5), early=True)


def test_it_is_judged_once(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    service.mark_version(hall.tx, hall.chair, newer, False, AFTER)
    with refused("judge-unknown"):
        service.mark_version(hall.tx, hall.chair, newer, True, AFTER)


@pytest.mark.parametrize("name", ["organizer", "consultant", "g2", "observer"])
def test_nobody_but_the_chair_judges(hall: Hall, name: str) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    with refused("ballot-chair-only"):
        service.mark_version(hall.tx, hall.people[name], newer, True, AFTER)


def test_a_chair_of_another_committee_has_nothing_to_judge(hall: Hall, neighbour: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    with refused("judge-unknown"):
        service.mark_version(hall.tx, neighbour.chair, newer, True, AFTER)


def test_to_vote_on_it_is_to_say_that_it_is_not_the_declared_text(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    newer = hall.revise(version, AFTER)
    hall.open(hall.version(newer), AFTER, LATER, early=True)
    assert records.to_judge(hall.tx, hall.chair.committee.id) == []
    with refused("judge-unknown"):
        service.mark_version(hall.tx, hall.chair, newer, True, AFTER)


def test_a_version_that_replaces_an_unjudged_one_takes_over_its_question(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    second = hall.revise(version, AFTER)
    third = hall.revise(version, AFTER, "A third wording")
    assert records.to_judge(hall.tx, hall.chair.committee.id) == [third]
    with refused("judge-replaced"):
        service.mark_version(hall.tx, hall.chair, second, True, AFTER)
    service.mark_version(hall.tx, hall.chair, third, True, AFTER)
    assert hall.version(third).carries == version.id


def test_a_version_after_one_that_carries_the_outcome_is_judged_against_the_voted_one(hall: Hall) -> None:
    version = hall.share()
    declared(hall, version)
    service.mark_version(hall.tx, hall.chair, hall.revise(version, AFTER), True, AFTER)
    third = hall.revise(version, AFTER, "A third wording")
    service.mark_version(hall.tx, hall.chair, third, True, AFTER)
    assert hall.version(third).carries == version.id


def test_a_version_after_one_that_was_returned_is_not_judged(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    hall.vote(number, chair="revise", g2="revise", w1="approve", s1="approve", s2="approve")
    hall.end(number)
    service.declare(hall.tx, hall.chair, number, Outcome.RETURNED, AFTER)
    hall.revise(version, AFTER)
    assert records.to_judge(hall.tx, hall.chair.committee.id) == []


# A new version while a ballot runs


def test_a_new_version_stays_a_draft_until_it_is_confirmed_knowing_the_votes_set_aside(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    hall.vote(number, g2="approve", w1="abstain")
    newer = hall.revise(version, VOTED)
    assert hall.ballot(number).running
    assert hall.version(newer).standing is VersionStanding.DRAFT
    assert service.votes_set_aside(hall.tx, version.id) == 2


def test_confirmed_it_supersedes_the_ballot_and_nothing_is_carried_over(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    hall.vote(number, g2="approve")
    newer = hall.revise(version, VOTED)
    findings.confirm_new_version(hall.tx, hall.organizer, newer, VOTED)
    ballot = hall.ballot(number)
    assert (ballot.standing, ballot.superseded_by) == (Standing.SUPERSEDED, newer)
    assert hall.told("ballot-superseded") == set(hall.people) - {"observer"}
    assert hall.end(number, DEADLINE).standing is Standing.SUPERSEDED
    again = hall.open(hall.version(newer), AFTER, LATER, early=True)
    assert all(elector.choice is None for elector in records.electors(hall.tx, again))
    assert service.votes_set_aside(hall.tx, version.id) == 0


def test_a_superseded_ballot_is_neither_marked_nor_declared_nor_extended(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    findings.confirm_new_version(hall.tx, hall.organizer, hall.revise(version, VOTED), VOTED)
    with refused("ballot-superseded-already"):
        service.declare(hall.tx, hall.chair, number, Outcome.NO_QUORUM, AFTER)
    with refused("ballot-not-extendable"):
        service.extend(hall.tx, hall.chair, number, LATER, AFTER)


def test_the_first_version_of_a_finding_supersedes_nothing(hall: Hall) -> None:
    version = hall.share()
    assert finding_records.newest(hall.tx, version.finding).id == version.id
    assert hall.letters("version-to-judge") == []
