"""Every boundary of the counting rules by name, and all of them against a second, naive counting."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ballots.counting import Count, Proposal, Reason, Tally, count, propose, propose_after_marks
from bot.ballots.model import Choice, Outcome, Rules, SeatVote
from bot.committee.model import CONSTITUENCIES
from bot.findings import model as findings

LETTERS = {
    "+": Choice.APPROVE,
    "c": Choice.CHANGES,
    "-": Choice.REVISE,
    "o": Choice.ABSTAIN,
    ".": None,
}
RULES = Rules()


def tally_of(rules: Rules = RULES, **groups: str) -> Tally:
    """A tally of seats drawn as letters: `+` approve, `c` changes, `-` revise, `o` abstain, `.` not voted."""
    electorate = [SeatVote(name, LETTERS[letter]) for name, letters in groups.items() for letter in letters]
    return count(electorate, CONSTITUENCIES, rules)


def proposed(rules: Rules = RULES, **groups: str) -> Proposal:
    return propose(tally_of(rules, **groups), rules)


def outcome(**groups: str) -> Outcome:
    return propose(tally_of(RULES, **groups), RULES).outcome


# The kick-off


def test_the_kick_off_vote_is_validated_with_amendments_by_8_of_9_with_5_needed() -> None:
    tally = tally_of(government="++c", workers="++", sse="+++.")
    assert list(tally.constituencies.items()) == [
        ("government", Count(seats=3, approve=2, changes=1)),
        ("workers", Count(seats=2, approve=2)),
        ("employers", Count(seats=0)),
        ("sse", Count(seats=4, approve=3)),
    ]
    assert not tally.constituencies["employers"].represented
    assert tally.constituencies["sse"].not_voted == 1
    assert (tally.quorum.voted, tally.quorum.seats, tally.quorum.needed) == (8, 9, 5)
    assert tally.quorum.reached
    assert propose(tally, RULES) == Proposal(Outcome.AMENDED, Reason.MAJORITY_APPROVES)
    assert propose_after_marks(tally, RULES, taken_in=1).outcome is Outcome.AMENDED


# Quorum


@pytest.mark.parametrize(("seats", "needed"), [(1, 1), (2, 1), (3, 2), (8, 4), (9, 5), (10, 5)])
def test_half_of_the_voting_seats_is_rounded_up(seats: int, needed: int) -> None:
    assert tally_of(workers="." * seats).quorum.needed == needed


def test_quorum_met_exactly_is_quorum() -> None:
    assert outcome(government="++..", workers="++..") is Outcome.VALIDATED


def test_one_vote_short_of_half_is_no_quorum() -> None:
    assert outcome(government="++..", workers="+...") is Outcome.NO_QUORUM


def test_one_missing_constituency_is_no_quorum_however_many_voted_and_is_named() -> None:
    got = proposed(government="+++++", workers="+++++", sse=".")
    assert got == Proposal(Outcome.NO_QUORUM, Reason.QUORUM_MISSING, ("sse",))


def test_a_missing_constituency_does_not_matter_where_the_rules_do_not_ask_for_it() -> None:
    assert proposed(Rules(every_constituency=False), government="+++", sse=".").outcome is Outcome.VALIDATED


def test_an_unrepresented_constituency_never_blocks() -> None:
    assert outcome(workers="+") is Outcome.VALIDATED


def test_an_abstention_counts_towards_quorum() -> None:
    assert outcome(government="+", workers="o") is Outcome.VALIDATED


def test_a_seat_that_never_voted_stays_in_the_denominator() -> None:
    assert outcome(workers="+.") is Outcome.VALIDATED
    assert outcome(workers="+..") is Outcome.NO_QUORUM


def test_no_votes_at_all_are_no_quorum() -> None:
    got = proposed(government="...", workers="..")
    assert got == Proposal(Outcome.NO_QUORUM, Reason.QUORUM_MISSING, ("government", "workers"))


def test_an_electorate_without_seats_reaches_no_quorum() -> None:
    assert outcome() is Outcome.NO_QUORUM


def test_rules_that_ask_for_no_quorum_still_ask_for_one_vote() -> None:
    rules = Rules(quorum=Fraction(0), every_constituency=False)
    assert proposed(rules, workers="...").outcome is Outcome.NO_QUORUM
    assert proposed(rules, workers="+..").outcome is Outcome.VALIDATED


def test_missing_quorum_comes_before_a_return_for_revision() -> None:
    assert outcome(government="---", workers="..") is Outcome.NO_QUORUM


# Returned for revision


def test_revision_from_exactly_half_of_a_constituency_does_not_return_the_text() -> None:
    assert outcome(government="--++", workers="+") is Outcome.NO_CONSENSUS


def test_revision_from_more_than_half_of_one_constituency_returns_the_text_and_names_it() -> None:
    got = proposed(government="---++", workers="+++++++")
    assert got == Proposal(Outcome.RETURNED, Reason.CONSTITUENCY_REVISES, ("government",))


def test_the_half_is_of_the_voting_seats_not_of_the_votes_cast() -> None:
    assert outcome(government="--..", workers="++++") is Outcome.NO_CONSENSUS


def test_a_group_of_one_seat_can_return_the_text() -> None:
    got = proposed(government="+++", employers="-")
    assert got == Proposal(Outcome.RETURNED, Reason.CONSTITUENCY_REVISES, ("employers",))


def test_revision_from_more_than_half_of_all_expressed_votes_returns_the_text() -> None:
    got = proposed(government="--oo", workers="-+o")
    assert got == Proposal(Outcome.RETURNED, Reason.MAJORITY_REVISES)


def test_revision_from_exactly_half_of_all_expressed_votes_does_not_return_the_text() -> None:
    assert outcome(government="-+o", workers="-+o") is Outcome.NO_CONSENSUS


# Validated, with amendments, no consensus


def test_approve_from_everyone_who_did_not_abstain_validates() -> None:
    got = proposed(government="+oo", workers="++")
    assert got == Proposal(Outcome.VALIDATED, Reason.ALL_APPROVE)


def test_a_single_approve_among_abstentions_validates_and_the_abstaining_group_is_named() -> None:
    got = proposed(government="+oo", workers="oo")
    assert got == Proposal(Outcome.VALIDATED, Reason.ALL_APPROVE, only_abstained=("workers",))


def test_only_abstentions_are_no_consensus() -> None:
    got = proposed(government="oo", sse="o")
    assert got == Proposal(
        Outcome.NO_CONSENSUS, Reason.ONLY_ABSTENTIONS, only_abstained=("government", "sse")
    )


def test_one_call_for_revision_below_half_leaves_it_validated_with_amendments() -> None:
    assert outcome(government="++-", workers="++") is Outcome.AMENDED


def test_exactly_half_of_a_constituency_in_favour_is_no_consensus_and_it_is_named() -> None:
    got = proposed(government="+++", workers="c-")
    assert got == Proposal(Outcome.NO_CONSENSUS, Reason.MAJORITY_LACKING, ("workers",))


def test_a_constituency_that_only_abstained_does_not_block_amendments_and_is_named() -> None:
    got = proposed(government="+c", workers="oo")
    assert got == Proposal(Outcome.AMENDED, Reason.MAJORITY_APPROVES, only_abstained=("workers",))


def test_changes_from_everyone_is_validated_with_amendments() -> None:
    assert outcome(government="cc", workers="c") is Outcome.AMENDED


# After the chair's marks


def test_with_nothing_taken_in_approve_alone_may_validate() -> None:
    got = propose_after_marks(tally_of(government="++c", workers="oo"), RULES, taken_in=0)
    assert got == Proposal(Outcome.VALIDATED, Reason.APPROVE_ALONE_SUFFICES, only_abstained=("workers",))


def test_with_nothing_taken_in_approve_from_exactly_half_is_no_consensus() -> None:
    got = propose_after_marks(tally_of(government="+c", workers="++"), RULES, taken_in=0)
    assert got == Proposal(Outcome.NO_CONSENSUS, Reason.APPROVE_ALONE_FALLS_SHORT, ("government",))


def test_one_text_taken_in_keeps_the_amendments() -> None:
    got = propose_after_marks(tally_of(government="+c", workers="++"), RULES, taken_in=1)
    assert got.outcome is Outcome.AMENDED


@pytest.mark.parametrize("letters", ["+++", "---", "ooo", "..."])
def test_the_marks_change_no_other_outcome(letters: str) -> None:
    tally = tally_of(workers=letters)
    assert propose_after_marks(tally, RULES, taken_in=0) == propose(tally, RULES)


# Other constituencies


def test_constituencies_are_shown_in_the_committees_order_and_added_ones_count_alike() -> None:
    electorate = [SeatVote("academia", Choice.REVISE), SeatVote("workers", Choice.APPROVE)]
    tally = count(electorate, ["workers", "academia"], RULES)
    assert list(tally.constituencies) == ["workers", "academia"]
    assert propose(tally, RULES).named == ("academia",)


def test_a_constituency_that_the_committee_dropped_meanwhile_is_still_counted() -> None:
    tally = count([SeatVote("academia", Choice.APPROVE)], CONSTITUENCIES, RULES)
    assert tally.constituencies["academia"] == tally.total == Count(seats=1, approve=1)


def test_every_outcome_is_also_a_standing_of_the_version() -> None:
    assert {findings.Standing(one.value) for one in Outcome} == {s for s in findings.Standing if s.declared}


# Against a second counting


def naive(rows: list[tuple[str, str]], nothing_taken_in: bool) -> str:
    """The contract's five rules, counted over and over from the rows in whole numbers."""
    groups = {group for group, _ in rows}

    def how_many(wanted: str, group: str | None = None) -> int:
        return len([1 for g, letter in rows if letter in wanted and group in (None, g)])

    if 2 * how_many("+c-o") < len(rows) or how_many("+c-o") == 0:
        return "no_quorum"
    for group in groups:
        if how_many("+c-o", group) == 0:
            return "no_quorum"
    for group in groups:
        if 2 * how_many("-", group) > how_many("+c-o.", group):
            return "returned"
    if 2 * how_many("-") > how_many("+c-"):
        return "returned"
    if how_many("+c-") == 0:
        return "no_consensus"
    if how_many("c-") == 0:
        return "validated"

    def carried_by(wanted: str) -> bool:
        for group in groups:
            if how_many("+c-", group) > 0 and not 2 * how_many(wanted, group) > how_many("+c-", group):
                return False
        return True

    if not carried_by("+c"):
        return "no_consensus"
    if not nothing_taken_in:
        return "amended"
    return "validated" if carried_by("+") else "no_consensus"


seat_rows = st.lists(
    st.tuples(
        st.sampled_from(["government", "workers", "employers", "sse", "academia"]),
        st.sampled_from("++cc-o."),
    ),
    max_size=14,
)


@given(seat_rows, st.booleans())
def test_the_proposal_is_that_of_a_second_naive_counting(
    rows: list[tuple[str, str]], nothing_taken_in: bool
) -> None:
    tally = count([SeatVote(group, LETTERS[letter]) for group, letter in rows], CONSTITUENCIES, RULES)
    got = propose_after_marks(tally, RULES, taken_in=0 if nothing_taken_in else 2)
    assert got.outcome.value == naive(rows, nothing_taken_in)


@given(seat_rows)
def test_the_parts_add_up_to_the_whole_and_every_row_is_counted_once(rows: list[tuple[str, str]]) -> None:
    tally = count([SeatVote(group, LETTERS[letter]) for group, letter in rows], CONSTITUENCIES, RULES)
    assert tally.total.seats == len(rows)
    for letter, choice in LETTERS.items():
        drawn = len([1 for _, seen in rows if seen == letter])
        counts = tally.constituencies.values()
        if choice is None:
            assert sum(c.not_voted for c in counts) == tally.total.not_voted == drawn
        else:
            assert sum(c.of(choice) for c in counts) == tally.total.of(choice) == drawn


@given(seat_rows, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows: list[tuple[str, str]], random: Random) -> None:
    electorate = [SeatVote(group, LETTERS[letter]) for group, letter in rows]
    shuffled = random.sample(electorate, len(electorate))
    names = (*CONSTITUENCIES, "academia")
    assert count(shuffled, names, RULES) == count(electorate, names, RULES)
