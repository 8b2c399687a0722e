"""The picture of a result says what its text says, the same to all who read one language."""

from zoneinfo import ZoneInfo

import pytest

from bot.ballots import letters, pictures, reading, records, service
from bot.ballots.model import Outcome
from bot.committee import records as people
from bot.committee import service as committee
from bot.delivery import TryLater
from bot.delivery import records as delivery
from bot.delivery.model import State
from bot.documents import render
from bot.i18n import LANGUAGES, translator
from bot.ids import BallotId
from bot.screens import Attachment, Drawn
from tests.ballots.hall import AFTER, EN, Hall
from tests.ballots.test_declaring import declared
from tests.ballots.test_views import BISHKEK

ZURICH = ZoneInfo("Europe/Zurich")


def result(hall: Hall) -> BallotId:
    return declared(hall, hall.share())


def drawn(hall: Hall, number: BallotId, name: str = "g2", language: str = "en") -> Drawn:
    found = reading.paper(hall.tx, hall.people[name], number, AFTER)
    t = translator(language, ZURICH, BISHKEK)
    content = pictures.picture(t, found, hall.organizer.committee).content
    assert isinstance(content, Drawn)
    return content


def letter(hall: Hall, name: str) -> Attachment | None:
    (found,) = [x for x in hall.letters("result-picture") if x.person == hall.people[name].person.id]
    assert found.committee == hall.organizer.committee.id
    reader = committee.reader_of(hall.tx, found.person, found.committee)
    if reader is None:  # the courier then sends nothing
        return None
    picture = letters.KINDS["result-picture"].draw(hall.tx, found, reader)
    assert picture is None or isinstance(picture, Attachment)
    return picture


def texts_have_gone(hall: Hall) -> None:
    for text in hall.letters("result"):
        delivery.settle(hall.tx, text.id, State.SENT, AFTER)


def test_the_kick_offs_result_as_it_is_drawn(hall: Hall) -> None:
    data = drawn(hall, result(hall)).data
    assert data["title"] == f"F1 · {EN.title}"
    assert data["outcome"] == {
        "label": "Result of the vote",
        "declared": "Validated with amendments",
        "proposed": None,
    }
    voted = {group["name"]: (group["voted"], group["absent"]) for group in data["groups"]}
    assert voted == {
        "Government": ("3/3", None),
        "Trade unions": ("2/2", None),
        "Employers": ("0/0", "not represented"),
        "SSE organizations": ("3/4", None),
    }
    assert [part["words"] for part in data["total"]["parts"]] == ["for 7", "with changes 1", "not voted 1"]
    assert data["quorum"] == "Quorum: yes (8 of 9 voted, 5 needed)."
    assert data["declared"].endswith("(Bishkek)"), "one zone, so that one picture serves a whole language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_picture_and_all_its_readers_the_same(hall: Hall, language: str) -> None:
    number = result(hall)
    one = drawn(hall, number, "g2", language)
    assert one.digest == drawn(hall, number, "observer", language).digest
    assert render(one.template, one.data).startswith(b"\x89PNG")
    assert [drawn(hall, number, "g2", x).digest for x in LANGUAGES].count(one.digest) == 1


def test_an_outcome_that_was_not_proposed_stands_beside_the_proposal(hall: Hall) -> None:
    number = result(hall)
    records.change_ballot(hall.tx, number, outcome=Outcome.NO_CONSENSUS)
    outcome = drawn(hall, number).data["outcome"]
    assert outcome["declared"] == "No consensus"
    assert outcome["proposed"] == "Proposed outcome: validated with amendments"


def test_a_ballot_in_which_nobody_voted_is_drawn_without_a_vote(hall: Hall) -> None:
    number = hall.open()
    hall.end(number)
    service.declare(hall.tx, hall.chair, number, Outcome.NO_QUORUM, AFTER)
    content = drawn(hall, number)
    assert [part["words"] for part in content.data["total"]["parts"]] == ["not voted 9"]
    assert render(content.template, content.data).startswith(b"\x89PNG")


def test_everybody_is_sent_the_picture_silently_and_only_after_the_text(hall: Hall) -> None:
    result(hall)
    assert hall.told("result-picture") == set(hall.people)
    assert all(x.silent for x in hall.letters("result-picture"))
    with pytest.raises(TryLater):
        letter(hall, "g2")
    texts_have_gone(hall)
    assert letter(hall, "g2") is not None
    assert letter(hall, "observer") is not None


def test_a_picture_of_a_text_that_was_not_adopted_cannot_be_passed_on(hall: Hall) -> None:
    number = result(hall)
    found = reading.paper(hall.tx, hall.g2, number, AFTER)
    t = translator("en", BISHKEK, BISHKEK)
    assert not pictures.picture(t, found, hall.g2.committee).protect
    lost = hall.open(hall.share())
    hall.end(lost)
    service.declare(hall.tx, hall.chair, lost, Outcome.NO_QUORUM, AFTER)
    assert pictures.picture(t, reading.paper(hall.tx, hall.g2, lost, AFTER), hall.g2.committee).protect


def test_whoever_has_left_is_sent_no_picture(hall: Hall) -> None:
    result(hall)
    texts_have_gone(hall)
    people.end_membership(hall.tx, hall.s4.membership, AFTER)
    assert letter(hall, "s4") is None


def test_a_constituency_of_the_committees_own_is_drawn_under_the_name_that_was_written(hall: Hall) -> None:
    name = "#panic() <b>Fishers</b> & “co”"
    people.add_constituency(hall.tx, hall.organizer.committee.id, "fishers", 9, {"en": name})
    content = drawn(hall, result(hall))
    assert content.data["groups"][-1] == {
        "name": name,
        "voted": "0/0",
        "absent": "not represented",
        "parts": [],
    }
    assert render(content.template, content.data).startswith(b"\x89PNG")
