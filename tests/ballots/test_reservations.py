"""Reservations: whose they are, when they can be attached, who alone can change them, and where they are seen."""

from dataclasses import replace
from typing import Any

import pytest

from bot.ballots import chair_views, pictures, service, views
from bot.ballots import reading as ballots
from bot.ballots.cards import OnFinding
from bot.ballots.model import Outcome
from bot.ballots.reservations import forms, letters, own_data, reading, records
from bot.ballots.reservations import service as reserving
from bot.ballots.reservations import views as screens
from bot.ballots.reservations.model import LIMIT
from bot.committee import leaving
from bot.committee import service as committee
from bot.forms import Field, Open, Part
from bot.i18n import LANGUAGES, Translator
from bot.ids import BallotId, ReservationId, UpdateId
from bot.screens import Screen
from tests.ballots.hall import AFTER, Hall
from tests.ballots.test_declaring import closed, declared, seat
from tests.ballots.test_opening import refused
from tests.ballots.test_views import english, labels, plain, shown
from tests.findings.drawn import READERS, sound

TEXT = "We do not share <b>this</b> & ask for a study 🌱"
LONGEST = "&" * LIMIT


def attach(
    hall: Hall, name: str, number: BallotId, *, group: bool = False, text: str = TEXT
) -> ReservationId:
    said = reserving.attach(
        hall.tx, hall.people[name], number, group=group, text=text, language="en", at=AFTER
    )
    return ReservationId(said.facts["reservation"])


def listed(hall: Hall, name: str, number: BallotId, page: int = 0, t: Translator | None = None) -> Screen:
    return screens.reservations(t or english(), reading.page(hall.tx, hall.people[name], number, AFTER, page))


# Who may, and when


def test_members_attach_their_own_and_one_for_their_group(hall: Hall) -> None:
    number = closed(hall)
    attach(hall, "s1", number)
    attach(hall, "w1", number, group=True)
    attach(hall, "w1", number)
    found = records.on_ballot(hall.tx, number)
    assert [(r.number, r.constituency, r.group, r.text) for r in found] == [
        (1, "sse", False, TEXT),
        (2, "workers", True, TEXT),
        (3, "workers", False, TEXT),
    ]
    with refused("reservation-has"):
        attach(hall, "w2", number, group=True)
    with refused("reservation-has"):
        attach(hall, "s1", number)
    attach(hall, "s1", number, group=True)


@pytest.mark.parametrize("name", ["organizer", "consultant", "observer"])
def test_only_who_holds_a_seat_attaches_one(hall: Hall, name: str) -> None:
    number = closed(hall)
    if name == "observer":
        service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
        service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    with refused("reservation-no-seat"):
        attach(hall, name, number)


def test_there_has_to_be_an_outcome_that_is_shown(hall: Hall) -> None:
    number = hall.open()
    with refused("reservation-not-yet"):
        attach(hall, "g2", number)
    hall.vote(number, g2="approve")
    hall.end(number)
    with refused("reservation-not-yet"):
        attach(hall, "g2", number)
    assert "Attach a reservation" not in labels(shown(hall, "g2", number, AFTER))
    service.declare(hall.tx, hall.chair, number, Outcome.NO_QUORUM, AFTER)
    attach(hall, "g2", number)


def test_another_committee_s_outcome_is_out_of_reach(hall: Hall, neighbour: Hall) -> None:
    number = closed(hall)
    mine = attach(hall, "g2", number)
    with refused("ballot-unknown"):
        attach(neighbour, "g2", number)
    with refused("reservation-unknown"):
        reserving.withdraw(neighbour.tx, neighbour.g2, mine, AFTER)
    with refused("reservation-unknown"):
        reserving.withdraw(hall.tx, hall.g2, ReservationId(10**9), AFTER)


# Whose it is


@pytest.mark.parametrize("name", ["organizer", "chair", "consultant", "g3", "observer"])
def test_nobody_but_its_author_changes_or_withdraws_it(hall: Hall, name: str) -> None:
    number = closed(hall)
    of = attach(hall, "g2", number, group=True)
    with refused("reservation-author-only"):
        reserving.reword(hall.tx, hall.people[name], of, "Another", "en", AFTER)
    with refused("reservation-author-only"):
        reserving.withdraw(hall.tx, hall.people[name], of, AFTER)
    (kept,) = records.on_ballot(hall.tx, number)
    assert (kept.text, kept.stands) == (TEXT, True)


def test_its_author_changes_it_and_the_earlier_wording_is_kept(hall: Hall) -> None:
    number = closed(hall)
    of = attach(hall, "g2", number)
    reserving.reword(hall.tx, hall.g2, of, "Башкача", "ky", AFTER)
    kept = records.one(hall.tx, of)
    assert kept is not None
    assert (kept.text, kept.language, kept.changed_at) == ("Башкача", "ky", AFTER)
    assert records.history(hall.tx, of) == [(TEXT, "en", AFTER)]
    with refused("reservation-same"):
        reserving.reword(hall.tx, hall.g2, of, " Башкача ", "ky", AFTER)
    for t in READERS:
        ((told,),) = (part.lines for part in own_data.sections(hall.tx, t, hall.g2.person))
        lines = str(told.unescape()).split("\n")
        assert lines[0].endswith(f" · {t.language_name('ky')}")
        assert lines[1] == "Башкача"
        assert lines[3] == f"{TEXT} · {t.language_name('en')}"


def test_a_withdrawn_one_is_said_to_be_and_no_longer_read(hall: Hall) -> None:
    number = closed(hall)
    of = attach(hall, "g2", number)
    reserving.withdraw(hall.tx, hall.g2, of, AFTER)
    with refused("reservation-withdrawn-already"):
        reserving.reword(hall.tx, hall.g2, of, "Again", "en", AFTER)
    text = plain(listed(hall, "g3", number))
    assert "Withdrawn: " in text
    assert "a study" not in text
    assert "Reservations" not in plain(shown(hall, "g3", number, AFTER))
    attach(hall, "g2", number)


@pytest.mark.parametrize(("text", "code"), [(" \u2800", "text-empty"), ("🌱" * 1001, "text-too-long")])
def test_a_text_that_says_nothing_or_too_much_is_refused(hall: Hall, text: str, code: str) -> None:
    number = closed(hall)
    with refused(code):
        attach(hall, "g2", number, text=text)
    assert records.on_ballot(hall.tx, number) == []


def test_whoever_has_left_is_a_former_holder_and_the_text_stays_under_the_seat(hall: Hall) -> None:
    number = declared(hall, hall.share())
    attach(hall, "w1", number)
    leaving.leave(hall.tx, hall.w1, UpdateId(1), AFTER)
    text = plain(listed(hall, "g2", number))
    assert "Org of w1 · former holder" in text
    assert "ask for a study" in text
    assert "W1" not in text


# Where it is seen


def test_it_stands_on_the_outcome_wherever_that_is_shown(hall: Hall) -> None:
    number = declared(hall, hall.share())
    attach(hall, "w1", number, group=True)
    attach(hall, "s1", number)
    for name in ("g2", "organizer", "consultant", "observer"):
        screen = shown(hall, name, number, AFTER)
        assert "Reservations: 2 (Trade unions and SSE organizations)" in plain(screen)
        assert "Reservations (2)" in labels(screen)
        offered = ballots.on_finding(hall.tx, hall.people[name], hall.ballot(number).finding)
        assert isinstance(offered, OnFinding)
        assert "Reservations (2)" in [b.label for row in views.finding_rows(english(), offered) for b in row]
    paper = ballots.paper(hall.tx, hall.g2, number, AFTER)
    drawn = pictures.tally(english(), paper, hall.g2.committee)
    assert drawn["reservations"] == "Reservations: 2"
    newer = hall.revise(hall.version(hall.ballot(number).version), AFTER)
    service.mark_version(hall.tx, hall.chair, newer, True, AFTER)
    assert ballots.on_finding(hall.tx, hall.g2, hall.ballot(number).finding).reservations == 2  # type: ignore[union-attr]


def test_an_earlier_version_keeps_the_way_to_its_result_and_what_stands_on_it(hall: Hall) -> None:
    number = declared(hall, hall.share())
    attach(hall, "w1", number)
    first = hall.version(hall.ballot(number).version)
    newer = hall.revise(first, AFTER)
    service.mark_version(hall.tx, hall.chair, newer, False, AFTER)
    found = ballots.on_version(hall.tx, first)
    assert found is not None
    offered = [b.label for row in views.finding_rows(english(), found) for b in row]
    assert offered == ["Result of the vote", "Reservations (1)"]
    assert ballots.on_version(hall.tx, hall.version(newer)) is None


def test_the_chair_sees_it_before_declaring(hall: Hall) -> None:
    number = closed(hall)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    attach(hall, "w1", number)
    assert "Reservations: 1 (Trade unions)" in plain(
        chair_views.confirm(english(), ballots.paper(hall.tx, hall.chair, number, AFTER))
    )


def test_observers_read_it_under_the_group_and_never_learn_whose_it_is(hall: Hall) -> None:
    number = declared(hall, hall.share())
    attach(hall, "s1", number)
    text = plain(listed(hall, "observer", number))
    assert "SSE organizations" in text
    assert "ask for a study" in text
    assert "Org of s1" not in text
    assert "S1" not in text


def test_only_its_author_is_offered_to_change_it(hall: Hall) -> None:
    number = closed(hall)
    attach(hall, "s1", number)
    assert {"Change No. 1", "Withdraw No. 1"} <= set(labels(listed(hall, "s1", number)))
    for name in ("s2", "chair", "organizer"):
        assert not {"Change No. 1", "Withdraw No. 1"} & set(labels(listed(hall, name, number)))


# The letters


def drawn(hall: Hall, name: str, t: Translator | None = None) -> Screen | None:
    """The newest letter to somebody."""
    person = hall.people[name].person.id
    letter = [found for found in hall.letters("reservation") if found.person == person][-1]
    reader = committee.reader_of(hall.tx, person, letter.committee)
    assert reader is not None
    made = letters.KINDS["reservation"].draw(hall.tx, letter, replace(reader, t=t or english()))
    assert made is None or isinstance(made, Screen)
    return made


def test_the_committee_is_told_by_letter_each_time(hall: Hall) -> None:
    number = closed(hall)
    of = attach(hall, "s1", number)
    assert hall.told("reservation") == set(hall.people) - {"s1", "observer"}
    letter = drawn(hall, "g2")
    assert letter is not None
    assert "A reservation was attached to the outcome: No. 1" in plain(letter)
    reserving.reword(hall.tx, hall.s1, of, "Another", "en", AFTER.replace(hour=5))
    changed = drawn(hall, "g2")
    assert changed is not None
    assert "changed by its author" in plain(changed)
    reserving.withdraw(hall.tx, hall.s1, of, AFTER.replace(hour=6))
    withdrawn = drawn(hall, "g2")
    assert withdrawn is not None
    assert "withdrawn by its author" in plain(withdrawn)
    first = hall.letters("reservation")[0]
    reader = committee.reader_of(hall.tx, first.person, first.committee)
    assert reader is not None
    assert letters.KINDS["reservation"].draw(hall.tx, first, reader) is None, "stale"


# In three languages


@pytest.mark.parametrize("t", READERS, ids=LANGUAGES)
def test_the_longest_fit(hall: Hall, t: Translator) -> None:
    number = declared(hall, hall.share())
    for name in ("g2", "g3", "w1", "w2", "s1", "s2", "s3", "s4"):
        attach(hall, name, number, text=LONGEST)
    attach(hall, "w1", number, group=True, text=LONGEST)
    screen = sound(listed(hall, "g2", number, 0, t))
    assert any("›" in label for label in labels(screen))
    assert sound(listed(hall, "s1", number, 99, t)).protect
    letter = drawn(hall, "chair", t)
    assert letter is not None
    sound(letter)
    of = reading.line(hall.tx, hall.g2, records.on_ballot(hall.tx, number)[0])
    sound(screens.confirm_withdrawal(t, of, ballots.paper(hall.tx, hall.g2, number, AFTER)))
    sound(views.ballot(t, ballots.paper(hall.tx, hall.observer, number, AFTER)))


def test_a_reader_of_another_language_is_told_in_which_one_it_is_written(hall: Hall) -> None:
    number = declared(hall, hall.share())
    attach(hall, "w1", number)
    told = {t.language: listed(hall, "g2", number, 0, t).text for t in READERS}
    assert "Original language" not in told["en"]
    assert "Язык оригинала: английский" in told["ru"]
    assert "Түпнуска тили: англисче" in told["ky"]


def ask(t: Translator, found: Any, name: str, values: dict[str, Any], *parts: Part) -> Screen:
    state = Open(forms.ATTACH, None, {}, values=values, parts=parts)
    return screens.question(t, state, Field(name), found)


@pytest.mark.parametrize("t", READERS, ids=LANGUAGES)
def test_every_question_of_the_forms(hall: Hall, t: Translator) -> None:
    number = closed(hall)
    new = reading.draft_of(hall.tx, hall.g2, number)
    sound(ask(t, new, forms.SCOPE, {}))
    assert ask(t, new, forms.TEXT, {}).text != ask(t, new, forms.TEXT, {}, Part(1, "A")).text
    values = {forms.TEXT: LONGEST}
    sound(ask(t, new, forms.LANGUAGE, values))
    sound(ask(t, replace(new, taken={True: 9}), forms.INSTEAD, values | {forms.SCOPE: forms.GROUP}))
    sound(ask(t, new, forms.SURE, values | {forms.SCOPE: forms.GROUP}))
    again = reading.rewording_of(hall.tx, hall.g2, attach(hall, "g2", number, text=LONGEST))
    assert "&amp;" in ask(t, again, forms.TEXT, {}).text
    sound(ask(t, again, forms.SURE, values))


def test_what_stands_already_is_not_asked_for() -> None:
    assert [f.name for f in forms.attach(["ky", "ru"], {}).fields({})] == [
        "scope",
        "text",
        "language",
        "sure",
    ]
    assert [f.name for f in forms.attach(["ky"], {False: 1}).fields({})] == ["text", "sure"]
    assert forms.for_group({}, {False: 1})
    assert not forms.for_group({}, {True: 1})
    assert forms.for_group({forms.SCOPE: forms.GROUP}, {})
