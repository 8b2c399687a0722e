"""The rules are data: frozen into a ballot as JSON, and read again as they were."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ballots.model import Choice, Rules

shares = st.fractions(min_value=0, max_value=1, max_denominator=20)


@given(
    st.builds(
        Rules,
        quorum=shares,
        every_constituency=st.booleans(),
        revision=shares.filter(lambda share: share < 1),
        majority=shares.filter(lambda share: share < 1),
        minimum_hours=st.integers(0, 1000),
    )
)
def test_rules_survive_their_way_through_json(rules: Rules) -> None:
    assert Rules.from_json(json.loads(json.dumps(rules.to_json()))) == rules


def test_a_rule_that_older_ballots_do_not_name_takes_the_default() -> None:
    assert Rules.from_json({"quorum": "2/3"}) == Rules(quorum=Fraction(2, 3))


def test_a_rule_that_the_program_does_not_know_is_refused_not_ignored() -> None:
    with pytest.raises(ValueError, match="casting_vote"):
        Rules.from_json({"casting_vote": True})


@pytest.mark.parametrize(
    "figures",
    [
        {"quorum": Fraction(3, 2)},
        {"quorum": Fraction(-1)},
        {"majority": Fraction(1)},
        {"revision": Fraction(1)},
        {"minimum_hours": -1},
    ],
)
def test_a_figure_under_which_no_ballot_could_end_is_refused(figures: dict[str, Fraction]) -> None:
    with pytest.raises(ValueError, match=r"between|more than all|before it opens"):
        Rules(**figures)  # type: ignore[arg-type]


def test_only_the_two_choices_that_ask_for_something_need_a_text() -> None:
    assert [choice for choice in Choice if choice.needs_text] == [Choice.CHANGES, Choice.REVISE]
