"""A letter is drawn from what stands when it goes; one that is no longer true, or no longer theirs, does not go."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.committee import records as people
from bot.delivery import Letter, Reader
from bot.findings import records, service
from bot.findings.letters import KINDS
from bot.findings.model import CommentKind, Disposition, Standing, Version
from bot.ids import CommentId
from bot.screens import Screen
from tests.findings.drawn import READERS, reader, sound, words
from tests.findings.house import AT, UNTIL, House


def drawn(
    house: House, kind: str, name: str, language: str = "en", at: datetime | None = None
) -> Screen | None:
    """The last letter of that kind to somebody, as it would go when it was written, or at `at`."""
    person = house.people[name].person
    letter: Letter = [found for found in house.letters(kind) if found.person == person.id][-1]
    letter = letter if at is None else replace(letter, drawn_at=at)
    post = KINDS[kind].draw(house.tx, letter, Reader(person.id, None, False, reader(language)))
    assert post is None or isinstance(post, Screen)
    return post


def follows(house: House, version: Version) -> Version:
    service.new_version(
        house.tx,
        house.consultant,
        version.finding,
        texts=[replace(text, body="Other.") for text in version.texts],
        authoritative="en",
        change_note="Other.",
        comments_until=UNTIL,
        at=AT,
    )
    return records.newest(house.tx, version.finding)


def test_a_shared_draft_reaches_each_in_their_language_protected(house: House) -> None:
    house.shared()
    for name, title in {"organizer": "No legal definition", "chair": "Нет правового определения"}.items():
        for t in READERS:
            post = drawn(house, "draft-shared", name, t.language)
            assert post is not None
            assert sound(post).protect
        post = drawn(house, "draft-shared", name, "ru" if name == "chair" else "en")
        assert post is not None
        assert title in words(post)
    english = drawn(house, "draft-shared", "member")
    assert english is not None
    assert words(english).startswith(
        "Draft finding F1, version 1, is open for comments. "
        "Deadline: Tuesday, 13 December 2022, 18:00 (Bishkek). Not for circulation."
    )
    assert english.folded == "F1, version 1: see the newer card below."


def test_a_notice_that_goes_after_the_deadline_calls_nothing_open(house: House) -> None:
    house.shared()
    post = drawn(house, "draft-shared", "member", at=UNTIL)
    assert post is not None
    assert words(post).startswith(
        "Draft finding F1, version 1: comments were due by Tuesday, 13 December 2022, 18:00 (Bishkek). "
        "Not for circulation. F1 · No legal definition knowledge gap · the time for comments is over"
    )


@pytest.mark.parametrize("until", [UNTIL, None])
@pytest.mark.parametrize(("language", "version"), [("en", "ersion 1"), ("ru", "ерсия 1"), ("ky", "1-версия")])
def test_a_notice_says_once_which_version_it_is_about(
    house: House, language: str, version: str, until: datetime | None
) -> None:
    service.set_window(house.tx, house.shared().id, until)
    post = drawn(house, "draft-shared", "member", language)
    assert post is not None
    assert words(post).count(version) == 1


def test_a_notice_of_a_version_that_the_chair_is_asked_about_names_no_deadline(house: House) -> None:
    version = house.shared()
    service.set_window(house.tx, version.id, None)
    post = drawn(house, "draft-shared", "member")
    assert post is not None
    assert words(post).startswith(
        "F1, version 1, follows the declared version. The chair is asked whether it is as declared. "
        "Not for circulation."
    )
    assert "Deadline" not in words(post)


def test_somebody_who_has_not_joined_is_written_to_and_counts_as_not_reached(house: House) -> None:
    people.change_person(house.tx, house.member.person.id, joined_at=None)
    house.shared()
    assert drawn(house, "draft-shared", "member") is not None


def test_a_notice_of_a_version_that_was_replaced_or_voted_on_does_not_go(house: House) -> None:
    version = house.shared()
    house.moved(version, Standing.BALLOT)
    assert drawn(house, "draft-shared", "member") is None
    house.moved(version, Standing.COMMENTS)
    first = house.letters("draft-shared")[0]
    follows(house, version)
    person = first.person
    assert KINDS["draft-shared"].draw(house.tx, first, Reader(person, None, False, reader("en"))) is None
    assert drawn(house, "draft-shared", "member") is not None


def test_nobody_is_written_to_whose_seat_was_freed_meanwhile(house: House) -> None:
    house.shared()
    people.end_membership(house.tx, house.member.membership, AT)
    assert drawn(house, "draft-shared", "member") is None


def test_an_answer_is_sent_as_it_stands_now(house: House) -> None:
    version = house.shared()
    said = service.comment(house.tx, house.member, version.id, CommentKind.COMMENT, "Why <b>?", AT)
    number = CommentId(said.facts["comment"])
    for reason, minute in (("First.", 0), ("Second.", 1)):
        at = AT.replace(minute=minute)
        service.answer_comment(house.tx, house.consultant, number, Disposition.NOT_ACCEPTED, reason, None, at)
    post = drawn(house, "comment-answered", "member")
    assert post is not None
    assert sound(post).protect
    assert "Your comment No. 1 on F1 has been answered." in words(post)
    assert "Why <b>?" in words(post)
    assert "Second." in words(post)
    assert "First." not in words(post)


@pytest.mark.parametrize("name", ["chair", "organizer"])
def test_a_version_that_waits_is_announced_until_it_was_confirmed(house: House, name: str) -> None:
    version = house.moved(house.shared(), Standing.BALLOT)
    second = follows(house, version)
    for t in READERS:
        post = drawn(house, "version-waits", name, t.language)
        assert post is not None
        sound(post)
    service.confirm_new_version(house.tx, house.organizer, second.id, AT)
    assert drawn(house, "version-waits", name) is None
