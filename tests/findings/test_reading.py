"""What each person is shown of findings, page by page, and what waits for whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.findings import reading, records, service
from bot.findings.cards import Card, Wait
from bot.findings.model import COMMENT_LIMIT, REASON_LIMIT, CommentKind, Disposition, Standing, Version
from bot.ids import CommentId
from tests.findings.house import AT, BACKENDS, EN, RU, UNTIL, House

pytestmark = BACKENDS

EVERYBODY = ("consultant", "organizer", "chair", "member", "alternate", "observer")


def card(house: House, name: str, version: Version) -> Card:
    return reading.card(house.tx, house.people[name], version.finding, AT)


def says(house: House, name: str, version: Version, text: str = "Align it.") -> CommentId:
    who = house.people[name]
    outcome = service.comment(house.tx, who, version.id, CommentKind.COMMENT, text, AT)
    return CommentId(outcome.facts["comment"])


def replies(house: House, number: CommentId, reason: str = "Agreed.") -> None:
    service.answer_comment(house.tx, house.consultant, number, Disposition.ACCEPTED, reason, None, AT)


def writes_next(house: House, version: Version, *, keep: bool = False) -> Version:
    service.new_version(
        house.tx,
        house.consultant,
        version.finding,
        texts=[replace(t, body=t.body + "!") for t in records.newest(house.tx, version.finding).texts],
        authoritative="en",
        change_note="More.",
        comments_until=None if keep else UNTIL,
        at=AT,
    )
    return records.newest(house.tx, version.finding)


def able(found: Card) -> set[str]:
    rights = ("may_comment", "may_write", "may_share", "may_translate", "may_confirm", "reads_text")
    return {name for name in rights if getattr(found, name)}


# The list


def test_a_list_shows_each_what_they_may_see_newest_first(house: House) -> None:
    house.draft()
    house.shared()
    house.moved(house.shared(), Standing.RETURNED)
    seen = {
        name: [f.label for f, _ in reading.list_findings(house.tx, house.people[name], AT).lines]
        for name in EVERYBODY
    }
    everything = ["F3", "F2", "F1"]
    assert seen == {
        "consultant": everything,
        "organizer": everything,
        "chair": everything,
        "member": ["F3", "F2"],
        "alternate": ["F3", "F2"],
        "observer": ["F3"],
    }


def test_a_list_pages_and_a_page_beyond_the_last_is_the_last(house: House) -> None:
    for _ in range(reading.PAGE + 1):
        house.shared()
    first = reading.list_findings(house.tx, house.member, AT)
    assert (len(first.lines), first.page, first.more) == (reading.PAGE, 0, True)
    for page in (1, 7, 2**63 - 1):
        found = reading.list_findings(house.tx, house.member, AT, page)
        assert ([f.label for f, _ in found.lines], found.page, found.more) == (["F1"], 1, False)


def test_an_empty_list_is_a_page(house: House) -> None:
    found = reading.list_findings(house.tx, house.member, AT)
    assert (found.lines, found.page, found.more) == ((), 0, False)


def test_a_neighbours_findings_are_not_listed(house: House, neighbour: House) -> None:
    neighbour.shared()
    assert reading.list_findings(house.tx, house.consultant, AT).lines == ()


def test_a_kept_version_does_not_stand_for_the_finding(house: House) -> None:
    first = house.shared()
    kept = writes_next(house, first, keep=True)
    for name, draft in {"consultant": kept, "member": None}.items():
        found = card(house, name, first)
        assert (found.version.number, found.current) == (1, True)
        assert found.draft == draft


def test_observers_read_the_declared_version_though_a_newer_one_is_discussed(house: House) -> None:
    first = house.moved(house.shared(), Standing.AMENDED)
    writes_next(house, first)
    assert card(house, "observer", first).version.number == 1
    assert card(house, "member", first).version.number == 2


# Rights on a card


@pytest.mark.parametrize(
    ("standing", "rights"),
    [
        (
            Standing.COMMENTS,
            {"consultant": {"may_write"}, "organizer": {"may_comment"}, "member": {"may_comment"}},
        ),
        (Standing.BALLOT, {"consultant": {"may_write"}, "chair": {"may_comment"}, "member": {"may_comment"}}),
        (Standing.VALIDATED, {"consultant": {"may_write"}, "member": set(), "observer": set()}),
        (Standing.RETURNED, {"consultant": {"may_write"}, "member": set()}),
    ],
)
def test_a_card_offers_what_its_reader_may_do(
    house: House, standing: Standing, rights: dict[str, set[str]]
) -> None:
    version = house.moved(house.shared(), standing)
    assert {name: able(card(house, name, version)) - {"reads_text"} for name in rights} == rights


def test_a_draft_is_shared_by_the_consultant_and_translated_by_the_organizer_too(house: House) -> None:
    version = house.draft(EN)
    assert able(card(house, "consultant", version)) >= {"may_share", "may_write", "may_translate"}
    assert able(card(house, "organizer", version)) == {"may_translate", "reads_text"}
    assert able(card(house, "chair", version)) == {"reads_text"}


def test_a_version_that_waits_is_confirmed_on_its_own_card(house: House) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    second = writes_next(house, first)
    assert "may_confirm" in able(reading.version_card(house.tx, house.chair, second.id, AT))
    assert "may_confirm" not in able(card(house, "chair", first))
    assert "may_confirm" not in able(reading.version_card(house.tx, house.consultant, second.id, AT))


def test_a_version_that_is_only_kept_is_not_to_be_confirmed(house: House) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    second = writes_next(house, first, keep=True)
    assert "may_confirm" not in able(reading.version_card(house.tx, house.chair, second.id, AT))
    assert Wait.CONFIRM not in {waits.why for waits in reading.waiting(house.tx, house.organizer, AT)}


def test_an_observer_reads_the_words_of_what_was_adopted_only(house: House) -> None:
    for standing in (s for s in Standing if s.declared):
        version = house.moved(house.shared(), standing)
        assert card(house, "observer", version).reads_text is standing.adopted
        assert card(house, "observer", version).comments is None


def test_versions_are_listed_for_those_who_may_see_them(house: House) -> None:
    first = house.shared()
    writes_next(house, first)
    writes_next(house, first, keep=True)
    seen = {
        name: [v.number for v in reading.versions(house.tx, house.people[name], first.finding)[1]]
        for name in ("consultant", "member")
    }
    assert seen == {"consultant": [3, 2, 1], "member": [2, 1]}


# Comments


def test_comments_carry_their_authors_and_the_version_that_takes_them_in(house: House) -> None:
    first = house.shared()
    number = says(house, "member", first)
    second = writes_next(house, first)
    service.answer_comment(house.tx, house.consultant, number, Disposition.ACCEPTED, "Taken.", second.id, AT)
    (line,) = reading.comments(house.tx, house.other, first.finding).lines
    assert (line.author, line.organization, line.version, line.taken_into) == ("Member", "Org", 1, 2)


def test_short_comments_share_a_page_and_long_ones_do_not(house: House) -> None:
    version = house.shared()
    for text in ("a", "b", "c" * COMMENT_LIMIT, "d" * COMMENT_LIMIT, "e"):
        says(house, "member", version, text)
    pages, start = [], 0
    while True:
        page = reading.comments(house.tx, house.member, version.finding, start)
        pages.append([line.comment.number for line in page.lines])
        if page.after is None:
            break
        start = page.after
    assert pages == [[1, 2, 3], [4, 5]]
    assert reading.comments(house.tx, house.member, version.finding, start).before == 1


def test_the_longest_comment_with_the_longest_answer_has_a_page_to_itself(house: House) -> None:
    version = house.shared()
    number = says(house, "member", version, "c" * COMMENT_LIMIT)
    replies(house, number, "r" * REASON_LIMIT)
    says(house, "other", version)
    page = reading.comments(house.tx, house.member, version.finding)
    assert ([line.comment.number for line in page.lines], page.after) == ([1], 2)


def test_every_comment_is_on_some_page_both_ways(house: House) -> None:
    version = house.shared()
    for n in range(40):
        says(house, "member", version, "x" * (n * 137 % COMMENT_LIMIT + 1))
    forth, start = [], 0
    while True:
        page = reading.comments(house.tx, house.member, version.finding, start)
        forth += [line.comment.number for line in page.lines]
        if page.after is None:
            break
        start = page.after
    assert forth == list(range(1, 41))
    seen = {line.comment.number for line in page.lines}
    while page.before is not None:
        page = reading.comments(house.tx, house.member, version.finding, page.before)
        seen |= {line.comment.number for line in page.lines}
    assert seen == set(range(1, 41))


def test_the_unanswered_ones_can_be_read_alone_and_give_way_to_all_when_there_are_none(
    house: House,
) -> None:
    version = house.shared()
    first, second = says(house, "member", version), says(house, "other", version)
    replies(house, first)
    found = reading.comments(house.tx, house.consultant, version.finding, unanswered=True)
    assert [line.comment.id for line in found.lines] == [second]
    assert (found.total, found.unanswered) == (2, 1)
    replies(house, second)
    again = reading.comments(house.tx, house.consultant, version.finding, 2, unanswered=True)
    assert (again.lines, again.unanswered) == ((), 0)


def test_observers_read_no_comments(house: House) -> None:
    version = house.moved(house.shared(), Standing.VALIDATED)
    with pytest.raises(Refusal, match="observers-read-only"):
        reading.comments(house.tx, house.observer, version.finding)


# What waits


def waits(house: House, name: str, at: object = AT) -> list[tuple[Wait, str]]:
    found = reading.waiting(house.tx, house.people[name], at)  # type: ignore[arg-type]
    return [(w.why, w.finding.label) for w in found]


def test_an_open_finding_waits_for_whoever_holds_a_seat_until_they_comment_or_it_ends(house: House) -> None:
    version = house.shared()
    for name in ("chair", "member", "other", "alternate"):
        assert waits(house, name) == [(Wait.COMMENT, "F1")]
    says(house, "member", version)
    assert waits(house, "member") == []
    assert waits(house, "other", UNTIL) == []
    assert waits(house, "observer") == waits(house, "organizer") == []


def test_comments_wait_for_the_consultant_until_they_are_answered(house: House) -> None:
    version = house.shared()
    first, second = says(house, "member", version), says(house, "other", version)
    (found,) = reading.waiting(house.tx, house.consultant, AT)
    assert (found.why, found.n) == (Wait.ANSWER, 2)
    replies(house, first)
    replies(house, second)
    assert waits(house, "consultant") == []


def test_a_new_version_waits_for_chair_and_organizer_while_the_ballot_runs(house: House) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    second = writes_next(house, first)
    for name in ("chair", "organizer"):
        assert waits(house, name) == [(Wait.CONFIRM, "F1")]
    service.confirm_new_version(house.tx, house.chair, second.id, AT + timedelta(minutes=1))
    assert waits(house, "organizer") == []


@pytest.mark.parametrize("standing", [s for s in Standing if s.declared])
def test_after_amendments_or_a_return_the_next_version_waits_for_the_consultant(
    house: House, standing: Standing
) -> None:
    another = standing in (Standing.AMENDED, Standing.RETURNED)
    first = house.moved(house.shared(), standing)
    assert waits(house, "consultant") == ([(Wait.REVISE, "F1")] if another else [])
    assert waits(house, "organizer") == waits(house, "observer") == []
    second = writes_next(house, first)
    service.move(house.tx, second.id, standing, carries=first.id)
    assert waits(house, "consultant") == []


def test_what_waits_in_a_neighbouring_committee_waits_there(house: House, neighbour: House) -> None:
    says(neighbour, "member", neighbour.shared(EN, RU))
    for name in EVERYBODY:
        assert waits(house, name) == []
