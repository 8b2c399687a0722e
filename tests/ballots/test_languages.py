"""What is written with a vote, an outcome or a version says in which language, to whoever reads another."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from bot.ballots import chair_views, list_views, own_data, reading, service, views
from bot.ballots.model import Choice, Outcome
from bot.ballots.records.tables import electorate
from bot.committee.model import Role
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import BallotId
from bot.screens import Screen
from tests.ballots.hall import AFTER, VOTED, Hall
from tests.ballots.test_declaring import declared
from tests.ballots.test_views import BISHKEK, plain, seat

KYRGYZ, ENGLISH, RUSSIAN = "Өз ара жардам коомдорун кошуңуз", "Name the cooperatives, too", "Уточните срок"


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param, BISHKEK, BISHKEK)


def mark(t: Translator, language: str) -> str:
    """What a reader of `t` is told below a text in `language`; nothing where that is theirs."""
    if language == t.language:
        return ""
    return "\n" + re.sub(
        "<[^>]*>", "", t("<i>Original language: {language}</i>", language=t.language_name(language))
    )


def in_line(t: Translator, language: str) -> str:
    """As `mark`, at the end of a line."""
    if language == t.language:
        return ""
    return " " + t.plain("(original language: {language})", language=t.language_name(language))


@pytest.fixture
def number(hall: Hall) -> BallotId:
    """A ballot that has ended: two changes by those who speak Kyrgyz, one of them in English, one reason in Russian."""
    found = hall.open()
    hall.vote(found, chair="approve", g3="approve", w2="approve", s2="approve", s3="approve")
    for name, choice, text in (
        ("g2", Choice.CHANGES, KYRGYZ),
        ("s1", Choice.CHANGES, ENGLISH),
        ("w1", Choice.REVISE, RUSSIAN),
    ):
        service.give_text(hall.tx, hall.people[name], found, choice, text, VOTED)
    hall.end(found)
    return found


def to_mark(hall: Hall, number: BallotId, t: Translator) -> Iterator[str]:
    """The texts as the chair gets them, one card each."""
    for name in ("g2", "s1", "w1"):
        found = reading.texts_to_mark(hall.tx, hall.chair, number, AFTER)
        yield plain(chair_views.text(t, found, seat(hall, name)))


def by_name(hall: Hall, number: BallotId, t: Translator) -> str:
    return plain(list_views.named_votes(t, reading.named_votes(hall.tx, hall.organizer, number, AFTER), 0))


def told(hall: Hall, name: str, t: Translator) -> str:
    """What /mydata says of somebody's ballots."""
    parts = own_data.sections(hall.tx, t, hall.people[name].person)
    return "\n".join(plain(Screen(line)) for part in parts for line in part.lines)


def test_whoever_declares_reads_in_which_language_each_text_is_written(
    hall: Hall, number: BallotId, t: Translator
) -> None:
    kyrgyz, english, russian = to_mark(hall, number, t)
    assert kyrgyz.endswith(KYRGYZ + mark(t, "ky"))
    assert english.endswith(ENGLISH + mark(t, "en"))
    assert russian.endswith(RUSSIAN + mark(t, "ru"))


def test_among_the_votes_by_name_each_text_says_its_language(
    hall: Hall, number: BallotId, t: Translator
) -> None:
    shown = by_name(hall, number, t) + "\n"
    for text, language in ((KYRGYZ, "ky"), (ENGLISH, "en"), (RUSSIAN, "ru")):
        assert f"{text}{mark(t, language)}\n" in shown


def test_a_text_from_before_its_language_was_kept_has_no_mark(
    hall: Hall, number: BallotId, t: Translator
) -> None:
    hall.tx.execute(update(electorate).values(text_language=None))
    assert [card.rpartition("\n")[2] for card in to_mark(hall, number, t)] == [KYRGYZ, ENGLISH, RUSSIAN]


def test_an_earlier_vote_keeps_the_language_of_its_text(hall: Hall, t: Translator) -> None:
    number = hall.open()
    service.give_text(hall.tx, hall.w1, number, Choice.CHANGES, KYRGYZ, VOTED)
    service.give_text(hall.tx, hall.w1, number, Choice.REVISE, RUSSIAN, VOTED)
    (earlier,) = hall.history(number, "w1")
    assert (earlier.text_language, hall.row(number, "w1").text_language) == ("ky", "ru")
    lines = told(hall, "w1", t).split("\n")
    for text, language in ((KYRGYZ, "ky"), (RUSSIAN, "ru")):
        assert lines[lines.index(text) - 1].endswith(f" · {t.language_name(language)}")
    service.vote(hall.tx, hall.w1, number, Choice.APPROVE, VOTED)
    assert hall.row(number, "w1").text_language is None, "a choice without a text has no language"


def test_nothing_of_the_other_holders_text_is_known_while_voting_is_open(hall: Hall) -> None:
    number = hall.open()
    hall.sit("deputy", Role.ALTERNATE, seat(hall, "g2"))
    service.give_text(hall.tx, hall.g2, number, Choice.CHANGES, KYRGYZ, VOTED)
    mine = reading.paper(hall.tx, hall.deputy, number, VOTED).mine
    assert mine is not None
    assert (mine.text, mine.text_language) == (None, None)


def test_the_other_holder_of_a_seat_reads_afterwards_in_which_language_its_text_is(
    hall: Hall, t: Translator
) -> None:
    number = hall.open()
    hall.sit("deputy", Role.ALTERNATE, seat(hall, "g2"))
    hall.kick_off(number)
    service.give_text(hall.tx, hall.g2, number, Choice.CHANGES, KYRGYZ, VOTED)
    hall.end(number)
    shown = plain(views.ballot(t, reading.paper(hall.tx, hall.deputy, number, AFTER)))
    assert t.plain("Text: {text}", text=KYRGYZ) + in_line(t, "ky") + "\n\n" in shown


def test_the_reason_for_another_outcome_says_its_language_to_everybody(
    hall: Hall, number: BallotId, t: Translator
) -> None:
    for name in ("g2", "s1", "w1"):
        service.mark_text(hall.tx, hall.chair, number, seat(hall, name), True)
    proposed = reading.paper(hall.tx, hall.chair, number, AFTER).judgement
    assert proposed is not None
    instead = Outcome.RETURNED
    assert proposed.proposal.outcome is not instead
    service.override(hall.tx, hall.chair, number, proposed.proposal.outcome, instead, RUSSIAN, AFTER)
    for name in ("s1", "observer"):
        shown = plain(views.ballot(t, reading.paper(hall.tx, hall.people[name], number, AFTER)))
        assert f"\n{RUSSIAN}{mark(t, 'ru')}\n\n" in f"{shown}\n\n"
    assert t.plain("Reason: {reason}", reason=f"{RUSSIAN} · {t.language_name('ru')}") in told(
        hall, "chair", t
    )


def test_a_confirmed_proposal_has_neither_reason_nor_language(hall: Hall) -> None:
    ballot = hall.ballot(declared(hall, hall.share()))
    assert (ballot.reason, ballot.reason_language) == (None, None)


def test_whoever_judges_the_next_version_reads_in_which_language_its_change_is_told(
    hall: Hall, t: Translator
) -> None:
    number = declared(hall, hall.share())
    newer = hall.revise(hall.version(hall.ballot(number).version), AFTER)
    shown = plain(chair_views.judge(t, reading.succession(hall.tx, hall.chair, newer)))
    change = t.plain("Change: {note}", note="Takes in what was said")
    assert change + in_line(t, "en") + "\n\n" in shown
