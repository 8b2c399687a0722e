"""What people see: every screen in three languages, within Telegram's limits, and never more than they may know."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from bot import ballots
from bot import forms as bot_forms
from bot.app import REMINDERS
from bot.ballots import (
    chair_views,
    form_views,
    forms,
    home_views,
    letters,
    list_views,
    reading,
    records,
    service,
    views,
    words,
)
from bot.ballots.counting import Count
from bot.ballots.model import TEXT_LIMIT, Choice, Outcome
from bot.ballots.sentences import SENTENCES
from bot.committee import records as people
from bot.committee import sentences as of_committee
from bot.committee import service as committee
from bot.committee.model import Role
from bot.delivery import Letter
from bot.findings import sentences as of_findings
from bot.findings import service as findings
from bot.findings.model import BODY_LIMIT, TITLE_LIMIT, CommentKind, Disposition, Text
from bot.forms import Field, Open, Part
from bot.i18n import LANGUAGES, Translator, as_fact, translator
from bot.ids import BallotId, SeatId
from bot.screens import Button, Screen
from bot.texts import units
from handlers.forms import steps
from tests.ballots.hall import AFTER, COMMENTS_UNTIL, DEADLINE, OPENED, VOTED, Hall

BISHKEK = ZoneInfo("Asia/Bishkek")
MESSAGE = 4096
NOTHING = Markup("")
LONG = tuple(Text(c, "Щ" * TITLE_LIMIT, "&<b>🌱" * (BODY_LIMIT // 6)) for c in ("en", "ru", "ky"))


def english() -> Translator:
    return translator("en", BISHKEK, BISHKEK)


def speaking(language: str) -> Translator:
    """Somebody who reads the hours twice: the longest way to write them."""
    return translator(language, ZoneInfo("Europe/Zurich"), BISHKEK)


def plain(screen: Screen) -> str:
    return str(Markup(re.sub(r"<[^>]*>", "", screen.text)).unescape())


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def lettered(hall: Hall, kind: str, name: str) -> Screen | None:
    """The newest letter of a kind to somebody, drawn for them."""
    person = hall.people[name].person.id
    letter = [found for found in hall.letters(kind) if found.person == person][-1]
    return drawn(hall, letter)


def drawn(hall: Hall, letter: Letter, t: Translator | None = None) -> Screen | None:
    reader = committee.reader_of(hall.tx, letter.person, letter.committee)
    assert reader is not None
    kinds = letters.KINDS | REMINDERS.kinds()
    screen = kinds[letter.kind].draw(hall.tx, letter, replace(reader, t=t or english()))
    assert screen is None or isinstance(screen, Screen)
    return screen


def shown(hall: Hall, name: str, number: BallotId, at: object = VOTED) -> Screen:
    return views.ballot(english(), reading.paper(hall.tx, hall.people[name], number, at))  # type: ignore[arg-type]


def seat(hall: Hall, name: str) -> SeatId:
    found = hall.people[name].seat
    assert found is not None
    return found.id


# The paper


def test_the_paper_offers_the_four_choices_in_the_contracts_words(hall: Hall) -> None:
    offered = labels(shown(hall, "g2", hall.open()))
    assert offered[:4] == ["Approve", "Approve with changes", "Needs revision", "Abstain"]


def test_an_exception_of_languages_is_named_with_who_confirmed_it(hall: Hall) -> None:
    number = hall.open(hall.share(Text("en", "Title", "Body")), exception=True)
    said = "No text in: Kyrgyz and Russian. Exception confirmed by: Organizer."
    assert said in plain(shown(hall, "g2", number))
    assert "No text in" not in plain(shown(hall, "g2", hall.open()))


def test_whoever_opens_and_whoever_declares_hears_of_comments_that_still_wait_for_an_answer(
    hall: Hall,
) -> None:
    version = hall.share()
    made = [
        findings.comment(hall.tx, hall.g2, version.id, CommentKind.COMMENT, said, COMMENTS_UNTIL)
        for said in ("Name the law.", "Name the decree.")
    ]
    findings.answer_comment(
        hall.tx,
        hall.consultant,
        made[0].facts["comment"],
        Disposition.ACCEPTED,
        "Agreed.",
        None,
        COMMENTS_UNTIL,
    )
    until = Open(forms.OPEN, hall.organizer.committee.id, {}, {"until": as_fact(DEADLINE)}, ("until",))
    before = reading.prospect(hall.tx, hall.organizer, version.id, OPENED)
    card = form_views.open_ballot(english(), until, Field("sure"), (hall.organizer.committee, before))
    assert "⚠️ Comments without an answer: 1" in plain(card)
    number = hall.open(version)
    hall.vote(number, chair="approve", g2="approve", w1="approve", s1="approve", s2="approve")
    assert "without an answer" not in plain(shown(hall, "chair", number))
    hall.end(number)
    assert "⚠️ Comments without an answer: 1" in plain(shown(hall, "chair", number, AFTER))
    assert "without an answer" not in plain(shown(hall, "g3", number, AFTER))
    confirming = chair_views.confirm(english(), reading.paper(hall.tx, hall.chair, number, AFTER))
    assert "⚠️ Comments without an answer: 1" in plain(confirming)


def test_a_short_text_can_be_copied_from_the_paper(hall: Hall) -> None:
    assert "Copy text" in labels(shown(hall, "g2", hall.open()))
    long = hall.share(*(Text(c, "Title", "Щ" * 300) for c in ("en", "ru", "ky")))
    assert "Copy text" not in labels(shown(hall, "g2", hall.open(long)))


def test_the_paper_of_a_draft_is_protected(hall: Hall) -> None:
    assert shown(hall, "g2", hall.open()).protect


def test_ones_own_vote_is_marked_with_its_receipt(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="approve")
    screen = shown(hall, "g2", number)
    assert "✓ Approve" in labels(screen)
    assert "Your vote: Approve. Receipt No. 1." in plain(screen)


def test_while_the_text_is_owed_the_paper_says_what_stands(hall: Hall) -> None:
    number = hall.open()
    service.vote(hall.tx, hall.g2, number, Choice.CHANGES, VOTED)
    assert "Until then your seat has not voted." in plain(shown(hall, "g2", number))
    hall.vote(number, w1="abstain")
    service.vote(hall.tx, hall.w1, number, Choice.REVISE, VOTED)
    screen = shown(hall, "w1", number)
    assert "Until then your earlier vote stands." in plain(screen)
    assert "Write the text" in labels(screen)


@pytest.mark.parametrize("name", ["g2", "organizer", "chair", "consultant"])
def test_while_it_runs_everybody_sees_how_many_voted_and_nobody_how(hall: Hall, name: str) -> None:
    number = hall.open()
    hall.vote(number, g3="approve", w1="revise", w2="abstain")
    text = plain(shown(hall, name, number))
    assert "Voted so far: 3 of 9" in text
    assert "Government: 1/3\nTrade unions: 2/2\nEmployers: not represented\nSSE organizations: 0/4" in text
    assert "The text of w1" not in text
    assert "for 1" not in text


@pytest.mark.parametrize("name", ["organizer", "consultant"])
def test_whoever_holds_no_seat_is_offered_no_choice(hall: Hall, name: str) -> None:
    assert "Approve" not in labels(shown(hall, name, hall.open()))


def test_only_organizer_and_chair_see_who_has_not_voted(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="approve")
    for name in ("organizer", "chair"):
        text = plain(
            list_views.not_voted(english(), reading.not_voted(hall.tx, hall.people[name], number, VOTED), 0)
        )
        assert "Not voted: 8 of 9" in text
        assert "Org of g3 · G3" in text
        assert "Org of g2" not in text
    assert "Who has not voted" not in labels(shown(hall, "g2", number))
    with pytest.raises(Exception, match="ballot-managers-only"):
        reading.not_voted(hall.tx, hall.g2, number, VOTED)


def test_names_of_an_open_ballot_are_hidden_until_it_is_closed(hall: Hall) -> None:
    number = hall.open()
    hall.kick_off(number)
    with pytest.raises(Exception, match="ballot-names-hidden"):
        reading.named_votes(hall.tx, hall.chair, number, VOTED)
    hall.end(number)
    text = plain(list_views.named_votes(english(), reading.named_votes(hall.tx, hall.s4, number, AFTER), 0))
    assert "Org of g2 · G2 — Approve with changes\nThe text of g2" in text
    assert "Org of s4 — not voted" in text


def test_an_observer_sees_nothing_before_the_declaration_and_never_names(hall: Hall) -> None:
    number = hall.open()
    hall.kick_off(number)
    hall.end(number)
    with pytest.raises(Exception, match="ballot-unknown"):
        reading.paper(hall.tx, hall.observer, number, AFTER)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    screen = shown(hall, "observer", number, AFTER)
    assert "Votes by name" not in labels(screen)
    with pytest.raises(Exception, match="ballot-names-hidden"):
        reading.named_votes(hall.tx, hall.observer, number, AFTER)


def test_a_ballot_ended_without_quorum_opens_nothing(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="changes", w1="approve")
    hall.end(number)
    for name in ("g2", "chair", "organizer", "consultant"):
        text = plain(shown(hall, name, number, AFTER))
        assert "Ended without quorum (2 of 9 voted, 5 needed)." in text
        assert "The text of g2" not in text.replace("Your text: The text of g2", "")
    assert labels(shown(hall, "chair", number, AFTER))[:2] == ["Extend the voting", "Declare the result"]
    assert "Extend the voting" not in labels(shown(hall, "g2", number, AFTER))


def test_only_whoever_has_yet_to_vote_is_asked_to(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="approve")
    request = "Please vote: “No legal definition of social enterprises”, version 1. Deadline: "
    assert request in plain(shown(hall, "g3", number))
    for name in ("g2", "organizer", "consultant"):
        text = plain(shown(hall, name, number))
        assert request.replace("Please vote: ", "Voting on ") in text
        assert "Please vote" not in text


def test_whoever_holds_no_seat_is_told_who_will_see_the_choices(hall: Hall) -> None:
    number = hall.open()
    assert "will see your choice" in plain(shown(hall, "g2", number))
    text = plain(shown(hall, "organizer", number))
    assert "Open vote: committee members will see who chose what after closing." in text
    assert "your choice" not in text


def test_below_a_receipt_choice_and_deadline_are_not_said_again(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="changes")
    found = reading.paper(hall.tx, hall.g2, number, VOTED)
    text = plain(views.ballot(english(), found, said=True))
    assert "Receipt" not in text
    assert "Deadline" not in text
    assert text.startswith("F1 · No legal definition of social enterprises\n")
    assert "Your text: The text of g2" in text
    assert labels(views.ballot(english(), found, said=True)) == labels(views.ballot(english(), found))


def test_a_ballot_that_was_extended_once_is_not_said_to_be_extended_again(hall: Hall) -> None:
    number = hall.open()
    hall.end(number)
    assert "The chair extends the voting once or declares the result." in plain(
        shown(hall, "g2", number, AFTER)
    )
    later = AFTER + timedelta(days=3)
    service.extend(hall.tx, hall.chair, number, later, AFTER)
    hall.end(number, later)
    text = plain(shown(hall, "g2", number, later + timedelta(hours=1)))
    assert "Ended without quorum" in text
    assert "extends" not in text
    assert "The result awaits the chair." in text


@pytest.mark.parametrize(("language", "version"), [("en", "ersion 1"), ("ru", "ерсия 1"), ("ky", "1-версия")])
def test_a_ballots_card_says_once_which_version_it_is_about(hall: Hall, language: str, version: str) -> None:
    t, number = speaking(language), hall.open()
    hall.vote(number, g2="approve")

    def cards(at: datetime) -> list[str]:
        return [
            plain(views.ballot(t, reading.paper(hall.tx, hall.people[name], number, at), said=said))
            for name in ("g2", "g3", "organizer", "consultant")
            for said in (False, True)
        ]

    everything = cards(VOTED)
    hall.kick_off(number)
    hall.end(number)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    everything += cards(AFTER)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    everything += cards(AFTER)
    assert [text.count(version) for text in everything] == [1] * len(everything)


def test_an_alternate_who_still_owes_a_text_reads_why_it_is_not_counted(hall: Hall) -> None:
    alternate = hall.sit("alternate", Role.ALTERNATE, seat(hall, "w1"))
    number = hall.open()
    service.vote(hall.tx, alternate, number, Choice.CHANGES, VOTED)
    hall.vote(number, w1="approve")
    asked = bot_forms.begin(
        forms.vote_text(), alternate.committee.id, {"ballot": number, "choice": "changes"}
    )
    text = plain(form_views.vote_text(english(), asked, reading.paper(hall.tx, alternate, number, VOTED)))
    assert "The titular member of your seat has voted, so this vote was not counted." in text


def test_where_a_group_is_what_quorum_lacks_it_is_named(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, chair="approve", g2="approve", g3="approve", w1="approve", w2="approve")
    found = reading.paper(hall.tx, hall.organizer, number, VOTED)
    assert "Without a vote: SSE organizations" in plain(views.confirm_closing(english(), found))
    hall.end(number)
    screens = [
        shown(hall, "g2", number, AFTER),
        chair_views.confirm(english(), reading.paper(hall.tx, hall.chair, number, AFTER)),
    ]
    for screen in screens:
        assert "(5 of 9 voted, 5 needed).\nWithout a vote: SSE organizations" in plain(screen)


def test_a_ballot_ended_without_quorum_says_its_total_once(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, g2="approve")
    hall.end(number)
    text = plain(shown(hall, "organizer", number, AFTER))
    assert "Voted so far" not in text
    assert "Government: 1/3\nTrade unions: 0/2" in text


def test_a_new_deadline_is_said_once(hall: Hall) -> None:
    number = hall.open()
    hall.end(number)
    service.extend(hall.tx, hall.chair, number, AFTER + timedelta(days=3), AFTER)
    for name in ("g2", "organizer"):
        screen = lettered(hall, "ballot-extended", name)
        assert screen is not None
        assert plain(screen).count("23 December 2022") == 1


def test_where_no_group_is_asked_for_none_is_named(hall: Hall) -> None:
    hall.settings(every_constituency=False)
    number = hall.open()
    hall.vote(number, g2="approve")
    hall.end(number)
    assert "Without a vote" not in plain(shown(hall, "g2", number, AFTER))


@pytest.mark.parametrize(
    ("votes", "named"),
    [
        ({"w1": "revise", "w2": "revise"}, "ask for revision: Trade unions"),
        ({"w1": "revise", "w2": "approve"}, "lack the majority: Trade unions"),
    ],
)
def test_the_chair_reads_which_groups_decided(hall: Hall, votes: dict[str, Any], named: str) -> None:
    number = hall.open()
    hall.vote(number, chair="approve", g2="approve", g3="approve", s1="approve", s2="approve", **votes)
    hall.end(number)
    assert named in plain(shown(hall, "chair", number, AFTER))
    assert named in plain(chair_views.confirm(english(), reading.paper(hall.tx, hall.chair, number, AFTER)))


# The result


def declared(hall: Hall) -> BallotId:
    number = hall.open()
    hall.kick_off(number)
    hall.end(number)
    service.mark_text(hall.tx, hall.chair, number, seat(hall, "g2"), True)
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    return number


@pytest.mark.parametrize("name", ["g2", "organizer", "consultant", "observer"])
def test_the_result_says_exactly_what_was_counted(hall: Hall, name: str) -> None:
    declared(hall)
    screen = lettered(hall, "result", name)
    assert screen is not None
    text = plain(screen)
    assert text.startswith(
        "F1 · Result: “No legal definition of social enterprises”, version 1 — validated with amendments.\n"
        "Checksum: "
    )
    assert "Government: for 2, with changes 1\n🟩🟩🟨" in text
    assert "Trade unions: for 2\n🟩🟩" in text
    assert "Employers: not represented" in text
    assert "SSE organizations: for 3, not voted 1\n🟩🟩🟩⬜" in text
    assert "Quorum: yes (8 of 9 voted, 5 needed)." in text


def test_the_chair_sees_how_many_votes_came_after_an_outage(hall: Hall) -> None:
    number = hall.open()
    hall.kick_off(number)
    hall.away(
        DEADLINE - timedelta(minutes=30), DEADLINE + timedelta(minutes=30), DEADLINE + timedelta(minutes=30)
    )
    hall.vote(number, at=DEADLINE + timedelta(minutes=30), s4="approve")
    hall.look(DEADLINE + timedelta(minutes=31))
    assert "Votes received after an outage: 1" in plain(shown(hall, "chair", number, AFTER))
    named = reading.named_votes(hall.tx, hall.g2, number, AFTER)
    assert "Org of s4 · S4 — Approve · received after an outage" in plain(
        list_views.named_votes(english(), named, 0)
    )


def test_a_group_that_only_abstained_is_named_to_the_chair_who_confirms_it(hall: Hall) -> None:
    number = hall.open()
    hall.vote(number, chair="approve", g2="approve", w1="abstain", w2="abstain", s1="approve")
    hall.end(number)
    screen = chair_views.confirm(english(), reading.paper(hall.tx, hall.chair, number, AFTER))
    assert "Only abstained: Trade unions. By declaring, you confirm this." in plain(screen)
    assert "Declare: validated" in labels(screen)


def test_a_bar_is_full_and_no_longer_than_ten_cells() -> None:
    for count in (
        Count(seats=1, approve=1),
        Count(seats=10, approve=3, changes=3, revise=3, abstain=1),
        Count(seats=11, approve=1),
        Count(seats=97, approve=31, changes=33, revise=30, abstain=2),
        Count(seats=500),
    ):
        cells = words.bar(count).replace("\ufe0f", "")
        assert len(cells) == min(10, count.seats)


# The letters


def test_the_letter_of_an_opening_is_the_paper_and_goes_stale_once_it_is_closed(hall: Hall) -> None:
    number = hall.open()
    screen = lettered(hall, "ballot-opened", "g2")
    assert screen is not None
    assert "Approve" in labels(screen)
    hall.end(number)
    assert lettered(hall, "ballot-opened", "g2") is None


def test_a_reminder_goes_stale_once_they_have_voted(hall: Hall) -> None:
    number = hall.open()
    hall.look(DEADLINE - timedelta(hours=72))
    screen = lettered(hall, "reminder", "g2")
    assert screen is not None
    assert plain(screen).startswith("Voting closes in 3 days.")
    assert "You have not voted yet. One tap is enough." in plain(screen)
    hall.vote(number, g2="approve")
    assert lettered(hall, "reminder", "g2") is None


def test_a_reminder_two_hours_before_says_so(hall: Hall) -> None:
    hall.open()
    hall.look(DEADLINE - timedelta(hours=2))
    screen = lettered(hall, "reminder", "g2")
    assert screen is not None
    assert plain(screen).startswith("Voting closes in 2 hours.")


def test_a_reminder_of_several_ballots_lists_only_those_not_voted_on(hall: Hall) -> None:
    hall.settings(ballot_reminders=[24, 2])
    first, second = hall.open(), hall.open()
    hall.look(DEADLINE - timedelta(hours=72) + timedelta(minutes=29))
    screen = lettered(hall, "reminder", "g2")
    assert screen is not None
    assert labels(screen)[:2] == ["F1: vote", "F2: vote"]
    hall.vote(first, g2="approve")
    again = lettered(hall, "reminder", "g2")
    assert again is not None
    assert "Please vote" in plain(again)
    hall.vote(second, g2="approve")
    assert lettered(hall, "reminder", "g2") is None


def test_the_chairs_reminder_is_the_closed_ballot(hall: Hall) -> None:
    number = hall.open()
    hall.kick_off(number)
    hall.end(number)
    hall.look(DEADLINE + timedelta(hours=24))
    screen = lettered(hall, "reminder", "chair")
    assert screen is not None
    assert labels(screen)[0] == "Mark the texts (1)"


def test_a_superseded_ballot_tells_of_the_new_version_and_shows_nothing_else(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    hall.vote(number, g2="approve")
    findings.confirm_new_version(hall.tx, hall.organizer, hall.revise(version, VOTED), VOTED)
    screen = lettered(hall, "ballot-superseded", "w1")
    assert screen is not None
    assert "Version 2 has replaced the text, so the vote on the earlier version is closed." in plain(screen)
    assert "Approve" not in plain(screen)


def test_an_earlier_card_folds_to_one_line_without_buttons(hall: Hall) -> None:
    hall.open()
    hall.look(DEADLINE - timedelta(hours=2))
    screen = lettered(hall, "reminder", "g2")
    assert screen is not None
    assert screen.folds == (("ballot:1", "F1, version 1: see the newer card below."),)


def test_somebody_who_lost_their_seat_gets_no_letter(hall: Hall) -> None:
    hall.open()
    people.end_membership(hall.tx, hall.g2.membership, VOTED)
    letter = next(x for x in hall.letters("ballot-opened") if x.person == hall.g2.person.id)
    reader = committee.reader_of(hall.tx, hall.g3.person.id, letter.committee)
    assert reader is not None
    assert letters.KINDS["ballot-opened"].draw(hall.tx, letter, reader) is None


# My votes, the finding's card, what waits


def test_my_votes_show_receipts_newest_first(hall: Hall) -> None:
    first = hall.open()
    hall.vote(first, g2="approve")
    hall.open()
    text = plain(list_views.my_votes(english(), reading.my_votes(hall.tx, hall.g2)))
    assert text.index("F2 · version 1") < text.index("F1 · version 1")
    assert "Your vote: Approve. Receipt No. 1." in text
    assert "not voted yet" in text


def test_my_votes_page(hall: Hall) -> None:
    for _ in range(reading.PAGE + 1):
        hall.open()
    found = reading.my_votes(hall.tx, hall.g2, 99)
    assert (found.page, found.last, len(found.lines)) == (1, 1, 1)


def test_my_votes_are_those_of_this_committee(hall: Hall, neighbour: Hall) -> None:
    hall.open()
    assert reading.my_votes(hall.tx, neighbour.g2).lines == ()


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("organizer", ["Open a ballot"]),
        ("chair", ["Open a ballot"]),
        ("g2", []),
        ("consultant", []),
        ("observer", []),
    ],
)
def test_a_finding_before_the_committee_offers_a_ballot_to_organizer_and_chair(
    hall: Hall, name: str, offered: list[str]
) -> None:
    version = hall.share()
    found = reading.on_finding(hall.tx, hall.people[name], version.finding)
    assert [
        b.label for row in (views.finding_rows(english(), found) if found else []) for b in row
    ] == offered


def test_a_finding_offers_the_vote_then_the_result(hall: Hall) -> None:
    version = hall.share()

    def offered(name: str) -> list[str]:
        found = reading.on_finding(hall.tx, hall.people[name], version.finding)
        return [b.label for row in (views.finding_rows(english(), found) if found else []) for b in row]

    number = hall.open(version)
    assert (offered("g2"), offered("organizer"), offered("observer")) == (["Vote"], ["The vote"], [])
    hall.vote(number, g2="approve", g3="approve", w1="approve", s1="approve", s2="approve")
    assert offered("g2") == ["The vote"]
    hall.end(number)
    assert offered("chair") == ["The vote"]
    service.declare(hall.tx, hall.chair, number, Outcome.VALIDATED, AFTER)
    assert (offered("g2"), offered("observer")) == (["Result of the vote"], ["Result of the vote"])
    hall.revise(version, AFTER)
    assert offered("chair")[0] == "Is it as declared?"


def test_what_waits_for_voter_and_chair(hall: Hall) -> None:
    number = hall.open()
    assert [b.id for b, _ in reading.to_do(hall.tx, hall.g2, VOTED).votes] == [number]
    assert reading.to_do(hall.tx, hall.organizer, VOTED).votes == ()
    service.vote(hall.tx, hall.g2, number, Choice.CHANGES, VOTED)
    assert len(reading.to_do(hall.tx, hall.g2, VOTED).votes) == 1
    hall.kick_off(number)
    assert reading.to_do(hall.tx, hall.g2, VOTED).votes == ()
    hall.end(number)
    assert [b.id for b, _ in reading.to_do(hall.tx, hall.chair, AFTER).declarations] == [number]
    assert reading.to_do(hall.tx, hall.organizer, AFTER).declarations == ()


def test_every_line_of_what_waits_opens_something(hall: Hall) -> None:
    hall.open()
    found = reading.to_do(hall.tx, hall.chair, VOTED)
    rows = home_views.waiting_rows(english(), found)
    assert [len(row) for row in rows] == [1]
    assert all(isinstance(button, Button) for row in rows for button in row)


# Limits and languages


def longest(hall: Hall) -> BallotId:
    """The largest finding, with nine names and organizations, and the longest texts from everybody."""
    number = hall.open(hall.share(*LONG), early=True)
    for name in ("chair", "g2", "g3", "w1", "w2", "s1", "s2", "s3", "s4"):
        choice = Choice.CHANGES
        service.give_text(hall.tx, hall.people[name], number, choice, "<b>&🌱" * (TEXT_LIMIT // 6), VOTED)
    return number


def fits(screen: Screen, note: Markup = NOTHING) -> None:
    text = plain(replace(screen, text=note + Markup("\n\n") + screen.text))
    assert 0 < units(text) <= MESSAGE
    for row in screen.rows:
        assert 1 <= len(row) <= 3
        for button in row:
            assert 1 <= len(button.label) <= 64
            if isinstance(button, Button):
                button.action.pack()
    assert "{" not in text.replace("{}", "")


def every_screen(hall: Hall, t: Translator) -> Iterator[Screen]:
    """The largest of each."""
    version = hall.share(*LONG)
    prospect = reading.prospect(hall.tx, hall.organizer, version.id, COMMENTS_UNTIL - timedelta(days=1))
    home = hall.organizer.committee
    until = Open(forms.OPEN, home.id, {}, {"until": as_fact(DEADLINE - timedelta(days=1))}, ("until",))
    yield form_views.open_ballot(t, Open(forms.OPEN, home.id, {}), Field("until"), (home, prospect))
    gap = replace(prospect, missing=("ky", "ru", "en"))
    yield form_views.open_ballot(t, until, Field("sure"), (home, gap))
    number = longest(hall)
    for name in ("g2", "organizer", "chair", "consultant"):
        yield views.ballot(t, reading.paper(hall.tx, hall.people[name], number, VOTED))
    service.vote(hall.tx, hall.g2, number, Choice.REVISE, VOTED)
    owing = reading.paper(hall.tx, hall.g2, number, VOTED)
    yield views.ballot(t, owing)
    asked = Open(forms.VOTE_TEXT, home.id, {"ballot": number, "choice": "revise"})
    yield form_views.vote_text(t, asked, owing)
    yield form_views.vote_text(t, replace(asked, parts=(Part(1, "Ж" * 900),)), owing)
    yield list_views.not_voted(t, reading.not_voted(hall.tx, hall.chair, hall.open(), VOTED), 0)
    yield views.confirm_closing(t, reading.paper(hall.tx, hall.chair, number, VOTED))
    hall.look(DEADLINE - timedelta(hours=72))
    hall.end(number)
    extending = (home, reading.paper(hall.tx, hall.chair, number, AFTER))
    yield form_views.extend(t, Open(forms.EXTEND, home.id, {}), Field("until"), extending)
    yield form_views.extend(t, until, Field("sure"), extending)
    for name in ("g2", "organizer", "chair"):
        yield views.ballot(t, reading.paper(hall.tx, hall.people[name], number, AFTER))
    named = reading.named_votes(hall.tx, hall.chair, number, AFTER)
    for page in range(9):
        yield list_views.named_votes(t, named, page)
    for elector in named.electors:
        yield chair_views.text(t, reading.texts_to_mark(hall.tx, hall.chair, number, AFTER), elector.seat)
        service.mark_text(hall.tx, hall.chair, number, elector.seat, True)
    yield chair_views.text(t, reading.texts_to_mark(hall.tx, hall.chair, number, AFTER), None)
    yield chair_views.confirm(t, reading.paper(hall.tx, hall.chair, number, AFTER))
    service.declare(hall.tx, hall.chair, number, Outcome.AMENDED, AFTER)
    for name in ("g2", "observer"):
        yield views.ballot(t, reading.paper(hall.tx, hall.people[name], number, AFTER))
    newer = hall.revise(version := hall.version(hall.ballot(number).version), AFTER, "Ю" * 150)
    assert version.number == 1
    yield chair_views.judge(t, reading.succession(hall.tx, hall.chair, newer))
    yield list_views.my_votes(t, reading.my_votes(hall.tx, hall.g2))
    for letter in [x for kind in letters.KINDS if kind != "result-picture" for x in hall.letters(kind)]:
        screen = drawn(hall, letter, t)
        if screen is not None:
            yield screen
    lost = hall.open()
    hall.vote(lost, g2="approve")
    hall.end(lost)
    yield views.ballot(t, reading.paper(hall.tx, hall.chair, lost, AFTER))
    yield chair_views.confirm(t, reading.paper(hall.tx, hall.chair, lost, AFTER))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_largest_of_every_screen_fits_a_message(hall: Hall, language: str) -> None:
    for screen in every_screen(hall, speaking(language)):
        fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_largest_paper_fits_a_message_under_the_longest_answer_to_a_tap(
    hall: Hall, language: str
) -> None:
    t = speaking(language)
    number = longest(hall)
    service.vote(hall.tx, hall.chair, number, Choice.REVISE, VOTED)
    screen = views.ballot(t, reading.paper(hall.tx, hall.chair, number, VOTED))
    for code, facts in OUTCOMES.items():
        fits(screen, SENTENCES[code](t, facts))


INSTANT = as_fact(DEADLINE)
VOTE = {"ballot": 1, "choice": "changes", "receipt": 1234, "deadline": INSTANT}
NAMED = {"label": "F123", "version": 12}
OUTCOMES: dict[str, dict[str, object]] = {
    "vote-recorded": VOTE | {"after_outage": False, "replaces": True},
    "vote-changed": VOTE | {"after_outage": False, "former": "revise"},
    "vote-stands": VOTE | {"dropped": True},
    "vote-text-wanted": VOTE | {"stands": "approve", "by_other": False, "gave_way": True},
    "vote-late": {"closed_at": INSTANT},
    "vote-superseded": {"version": 2},
    "ballot-running": NAMED,
    "ballot-not-shared": NAMED,
    "ballot-not-current": NAMED,
    "ballot-decided": NAMED,
    "ballot-too-short": {"hours": 24, "deadline": INSTANT},
    "ballot-early": {"until": INSTANT},
    "ballot-languages": {"languages": ["ky", "ru", "en"]},
    "ballot-opened": {"ballot": 1, "deadline": INSTANT, "seats": 9},
    "ballot-closing": {"at": INSTANT},
    "ballot-extended": {"deadline": INSTANT},
    "text-marked": {"taken_in": False, "left": 3},
    "declare-marks-missing": {"left": 3},
    "ballot-declared": {"outcome": "amended"},
    "acting-named": {"name": "Н" * 64},
    "acting-already": {"name": "Н" * 64},
    "acting-too-early": {"since": INSTANT},
    "judge-replaced": {"version": 3},
    "version-as-declared": {"outcome": "amended"},
    "version-substantive": {"outcome": "amended"},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_and_refusal_has_its_sentence(language: str) -> None:
    t = speaking(language)
    for code, sentence in SENTENCES.items():
        said = str(sentence(t, OUTCOMES.get(code, {})))
        assert said
        assert "{" not in said


def test_every_code_that_the_room_says_has_a_sentence() -> None:
    folder = Path(ballots.__path__[0])
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    said = set(re.findall(r'(?:Refusal|Said|Outcome)\(\s*"([a-z-]+)"', source))
    said |= set(re.findall(r'code = "([a-z-]+)" if .* else "([a-z-]+)"', source).pop())
    assert len(said) > 30
    rooms = (SENTENCES, of_findings.SENTENCES, of_committee.SENTENCES, steps.SENTENCES)
    assert (
        said <= {code for room in rooms for code in room} | letters.KINDS.keys()
    )  # what falls due is a letter


def test_what_people_write_is_shown_as_they_wrote_it(hall: Hall) -> None:
    number = hall.open()
    service.give_text(hall.tx, hall.g2, number, Choice.CHANGES, "<b>&amp;</b> 🌱", VOTED)
    screen = shown(hall, "g2", number)
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt; 🌱" in screen.text
    assert "Many <b>organizations</b> & firms 🌱" in plain(screen)


@pytest.mark.slow
def test_five_hundred_seats_that_have_not_voted_are_paged(hall: Hall) -> None:
    for n in range(491):
        number = people.add_seat(
            hall.tx, hall.organizer.committee.id, "sse", f"Organization {n} " + "й" * 60, chair=False
        )
        hall.sit(f"p{n}", Role.MEMBER, number)
    found = reading.not_voted(hall.tx, hall.organizer, hall.open(), OPENED)
    for page in (0, 12, 24, 99):
        fits(list_views.not_voted(english(), found, page))
    assert len(records.electors(hall.tx, found.paper.ballot.id)) == 500
