"""Anybody can compute a version's hash again; a typed text becomes title and body or is refused whole."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.findings.model import (
    BODY_LIMIT,
    TITLE_LIMIT,
    Finding,
    Kind,
    Standing,
    Text,
    Version,
    short,
    split_title,
    version_hash,
)
from bot.ids import CommitteeId, FindingId, MembershipId, VersionId

RU = Text("ru", "Нет правового определения", "Хотя многие «так себя называют»")
KY = Text("ky", "Укуктук аныктама жок", "Биринчи сап\nЭкинчи сап")
FILE = "AB" * 32


def test_the_canonical_form_is_what_a_verifier_would_write_by_hand() -> None:
    by_hand = (
        '{"files":["' + "ab" * 32 + '"],"texts":['
        '{"body":"Биринчи сап\\nЭкинчи сап","language":"ky","title":"Укуктук аныктама жок"},'
        '{"body":"Хотя многие «так себя называют»","language":"ru","title":"Нет правового определения"}]}'
    )
    assert version_hash([RU, KY], [FILE]) == hashlib.sha256(by_hand.encode()).hexdigest()


def test_the_order_of_languages_and_files_does_not_change_the_hash() -> None:
    other = "cd" * 32
    assert version_hash([RU, KY], [FILE, other]) == version_hash([KY, RU], [other, FILE.lower()])


def test_line_ends_and_composition_of_letters_do_not_change_the_hash() -> None:
    composed = Text("ru", "Мой вывод", "раз\nдва")
    decomposed = Text("ru", "Мои\u0306 вывод", "раз\r\nдва")
    assert composed.title != decomposed.title
    assert version_hash([composed]) == version_hash([decomposed])


@pytest.mark.parametrize(
    "texts",
    [
        [RU],
        [RU, Text("ky", KY.title, KY.body + ".")],
        [RU, Text("ky", KY.title + ".", KY.body)],
        [RU, Text("en", KY.title, KY.body)],
        [RU, Text("ky", KY.body, KY.title)],
    ],
)
def test_any_change_of_wording_changes_the_hash(texts: list[Text]) -> None:
    assert version_hash(texts) != version_hash([RU, KY])


def test_a_file_changes_the_hash() -> None:
    assert version_hash([RU], [FILE]) != version_hash([RU])


def test_naming_a_translator_does_not_change_the_hash() -> None:
    credited = Text(RU.language, RU.title, RU.body, unofficial=True, translator="А. Котормочу")
    assert version_hash([credited]) == version_hash([RU])


def test_two_texts_in_one_language_have_no_hash() -> None:
    with pytest.raises(ValueError, match="two texts"):
        version_hash([RU, RU])


def test_people_compare_the_first_eight_hex_digits() -> None:
    assert short(version_hash([RU])) == version_hash([RU])[:8]
    assert len(short(version_hash([RU]))) == 8


# Title and body


def test_the_first_line_is_the_title_and_the_rest_the_body() -> None:
    assert split_title("\n  Title \r\n\r\nFirst.\r\nSecond. \n") == ("Title", "First.\nSecond.")


def test_one_line_is_a_title_without_a_body() -> None:
    assert split_title("No legal definition") == ("No legal definition", "")


def test_angle_brackets_and_ampersands_stay_as_typed() -> None:
    assert split_title("<b>A & B</b>\n&amp;") == ("<b>A & B</b>", "&amp;")


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\r\n\t\u00a0"])
def test_a_text_without_anything_in_it_is_refused(nothing: str) -> None:
    with pytest.raises(Refusal, match="text-empty"):
        split_title(nothing)


@pytest.mark.parametrize("title", ["👍👍👍", "---\nwords", "\u200b", "\u3164\u3164\nwords", "🇰🇬\nwords"])
def test_a_title_of_signs_alone_is_refused(title: str) -> None:
    with pytest.raises(Refusal, match="title-without-words"):
        split_title(title)


@pytest.mark.parametrize("letter", ["ң", "a"])
def test_text_that_just_fits_is_taken(letter: str) -> None:
    title, body = letter * TITLE_LIMIT, letter * BODY_LIMIT
    assert split_title(f"{title}\n{body}") == (title, body)


@pytest.mark.parametrize(
    ("text", "code", "limit"),
    [
        ("a" * (TITLE_LIMIT + 1), "title-too-long", TITLE_LIMIT),
        ("a" + "😀" * (TITLE_LIMIT // 2), "title-too-long", TITLE_LIMIT),
        ("a\n" + "b" * (BODY_LIMIT + 1), "body-too-long", BODY_LIMIT),
    ],
)
def test_text_one_utf16_unit_too_long_is_refused_with_its_length(text: str, code: str, limit: int) -> None:
    with pytest.raises(Refusal) as refused:
        split_title(text)
    assert (refused.value.code, refused.value.facts) == (code, {"length": limit + 1, "limit": limit})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_split_splits_the_same_way_again(text: str) -> None:
    try:
        title, body = split_title(text)
    except Refusal:
        return
    assert "\n" not in title
    assert split_title(f"{title}\n{body}") == (title, body)


# Versions


def version_in(*texts: Text, authoritative: str) -> Version:
    return Version(
        id=VersionId(1),
        finding=FindingId(1),
        number=1,
        author=MembershipId(1),
        created_at=datetime(2022, 12, 8, 10, 30, tzinfo=UTC),
        change_note="",
        texts=texts,
        authoritative=authoritative,
        hash=version_hash(texts),
        standing=Standing.DRAFT,
    )


def test_a_reader_gets_their_own_language_or_else_the_authoritative_one() -> None:
    version = version_in(KY, RU, authoritative="ru")
    assert version.languages == ("ky", "ru")
    assert version.text_for("ky") == KY
    assert version.text_for("en") == RU


def test_a_finding_is_called_by_its_letter_and_number() -> None:
    assert Finding(FindingId(9), CommitteeId(1), 4, Kind.GAP).label == "F4"


def test_only_declared_standings_are_kept_by_an_older_version() -> None:
    declared = [standing.value for standing in Standing if standing.declared]
    assert declared == ["validated", "amended", "returned", "no_consensus", "no_quorum"]
