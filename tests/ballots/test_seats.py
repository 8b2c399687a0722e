"""One seat, two holders: each knows that it has voted, and how only of their own vote, until closing shows all."""

from datetime import timedelta

import pytest

from bot.ballots import list_views, reading, service
from bot.ballots.model import Choice
from bot.ballots.sentences import SENTENCES
from bot.committee import records as people
from bot.committee import seats
from bot.committee import service as committee
from bot.committee.model import Role
from bot.ids import BallotId
from bot.screens import Screen
from tests.ballots.hall import AFTER, DEADLINE, VOTED, Hall
from tests.ballots.test_letters import goes
from tests.ballots.test_views import english, labels, plain, shown

CHOICES = ["Approve", "Approve with changes", "Needs revision", "Abstain"]


@pytest.fixture
def number(hall: Hall) -> BallotId:
    """W1's seat has an alternate."""
    assert hall.w1.seat is not None
    hall.sit("alternate", Role.ALTERNATE, hall.w1.seat.id)
    return hall.open()


def tells_no_vote(screen: Screen) -> bool:
    """Neither by a word, nor a mark, nor a receipt."""
    text = plain(screen)
    hidden = ("Your vote", "The vote of your seat", "Receipt", "The text of", "You have not voted")
    return not any(words in text for words in hidden) and not any("✓" in label for label in labels(screen))


def my_votes(hall: Hall, name: str) -> Screen:
    return list_views.my_votes(english(), reading.my_votes(hall.tx, hall.people[name]))


def test_an_alternate_whose_titular_has_voted_learns_that_and_gets_no_choices(
    hall: Hall, number: BallotId
) -> None:
    hall.vote(number, w1="revise")
    screen = shown(hall, "alternate", number)
    assert tells_no_vote(screen)
    assert "Your seat has voted." in plain(screen)
    assert "an alternate no longer can" in plain(screen)
    assert not set(CHOICES) & set(labels(screen))


def test_a_titular_whose_alternate_has_voted_learns_that_and_may_replace_it(
    hall: Hall, number: BallotId
) -> None:
    hall.vote(number, alternate="changes")
    screen = shown(hall, "w1", number)
    assert tells_no_vote(screen)
    assert "Your seat has voted. Your own vote replaces it." in plain(screen)
    assert labels(screen)[:4] == CHOICES
    outcome = service.vote(hall.tx, hall.w1, number, Choice.APPROVE, VOTED)
    assert "changes" not in str(outcome.facts)
    said = str(SENTENCES[outcome.code](english(), outcome.facts).striptags())
    assert said.startswith("Your vote was recorded: Approve.")
    assert "It replaces the earlier vote of your seat." in said


def test_who_came_to_a_seat_that_has_voted_does_not_learn_how(hall: Hall, number: BallotId) -> None:
    hall.vote(number, g2="revise")
    assert hall.g2.seat is not None
    people.end_membership(hall.tx, hall.g2.membership, VOTED)
    hall.sit("successor", Role.MEMBER, hall.g2.seat.id)
    assert tells_no_vote(shown(hall, "successor", number))
    assert tells_no_vote(my_votes(hall, "successor"))


@pytest.mark.parametrize(("voter", "reader"), [("w1", "alternate"), ("alternate", "w1")])
def test_the_list_of_votes_and_the_end_without_quorum_keep_it_too(
    hall: Hall, number: BallotId, voter: str, reader: str
) -> None:
    hall.vote(number, **{voter: "changes"})  # type: ignore[arg-type]
    for screen in (my_votes(hall, reader), shown(hall, reader, number)):
        assert tells_no_vote(screen)
        assert "Your seat has voted." in plain(screen)
    assert "Your vote: Approve with changes. Receipt No. 1." in plain(my_votes(hall, voter))
    hall.end(number)
    assert tells_no_vote(shown(hall, reader, number, AFTER))
    assert tells_no_vote(my_votes(hall, reader))


def test_once_it_is_closed_everybody_may_know(hall: Hall, number: BallotId) -> None:
    hall.kick_off(number)
    hall.end(number)
    assert "The vote of your seat: Approve. Receipt No." in plain(shown(hall, "alternate", number, AFTER))
    assert "The vote of your seat: Approve. Receipt No." in plain(my_votes(hall, "alternate"))


def test_while_a_titular_owes_a_text_the_vote_of_the_seat_stands_unnamed(
    hall: Hall, number: BallotId
) -> None:
    hall.vote(number, alternate="abstain")
    outcome = service.vote(hall.tx, hall.w1, number, Choice.REVISE, VOTED)
    assert "abstain" not in str(outcome.facts)
    said = SENTENCES[outcome.code](english(), outcome.facts)
    assert "Until then the vote of your seat stands." in said
    assert "Until then the vote of your seat stands." in plain(shown(hall, "w1", number))


def test_nobody_is_reminded_of_a_seat_that_has_voted(hall: Hall, number: BallotId) -> None:
    hall.look(DEADLINE - timedelta(hours=72))
    assert goes(hall, "reminder", "w1", VOTED) is not None
    hall.vote(number, alternate="approve")
    for name in ("w1", "alternate"):
        assert goes(hall, "reminder", name, VOTED) is None


def test_a_changed_vote_says_what_it_was_and_what_it_is(hall: Hall, number: BallotId) -> None:
    hall.vote(number, g2="abstain")
    outcome = service.vote(hall.tx, hall.g2, number, Choice.APPROVE, VOTED)
    said = str(SENTENCES[outcome.code](english(), outcome.facts))
    assert said.startswith("Your vote was changed. Before: Abstain. Now: Approve. You can change it until")
    assert said.endswith("Receipt No. 2.")
    hall.vote(number, g3="changes")
    outcome = service.give_text(hall.tx, hall.g3, number, Choice.CHANGES, "Another", VOTED)
    assert str(SENTENCES[outcome.code](english(), outcome.facts)).startswith("Your text was replaced.")


# Who declares


def test_an_organizer_learns_that_the_chair_has_not_joined(hall: Hall, number: BallotId) -> None:
    hall.kick_off(number)
    people.change_person(hall.tx, hall.chair.person.id, joined_at=None)
    hall.end(number)
    missing = "The chair has not joined yet, so nobody can declare the result."
    assert missing in plain(shown(hall, "organizer", number, AFTER))
    assert missing not in plain(shown(hall, "g2", number, AFTER))
    people.change_person(hall.tx, hall.chair.person.id, joined_at=VOTED)
    assert missing not in plain(shown(hall, "organizer", number, AFTER))


@pytest.mark.parametrize("quorum", [True, False])
def test_where_there_is_no_chair_the_card_names_the_organizer(
    hall: Hall, number: BallotId, quorum: bool
) -> None:
    if quorum:
        hall.kick_off(number)
    seats.not_this_person(hall.tx, hall.organizer, hall.chair.membership, VOTED)
    people.end_membership(
        hall.tx, committee.actors_in(hall.tx, hall.chair.committee.id)[-1].membership, VOTED
    )
    hall.end(number)
    text = plain(shown(hall, "g2", number, AFTER))
    assert ("The result awaits an organizer." in text) is quorum
    assert ("An organizer extends the voting once or declares the result." in text) is not quorum
    assert "Declare the result" in labels(shown(hall, "organizer", number, AFTER)) or quorum
    assert "chair" not in text
