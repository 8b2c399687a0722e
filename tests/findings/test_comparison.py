"""What changed between two versions: nothing is lost, nothing is made up, every card fits, nobody reads too much."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.files import File
from bot.findings import comparison_views, reading, records, service
from bot.findings.cards import Comparison
from bot.findings.comparison import Change, Piece, after, before, compare, pages, whole
from bot.findings.model import BODY_LIMIT, NOTE_LIMIT, TITLE_LIMIT, Standing, Text, Version
from bot.i18n import LANGUAGES
from bot.ids import Digest
from bot.texts import units
from tests.findings.drawn import READERS, labels, reader, sound, words
from tests.findings.house import AT, EN, RU, UNTIL, House

TEXTS = st.text(st.sampled_from("аөң bc 1.,-’<&>\n🌱👨‍👩"), max_size=120) | st.text(max_size=60)
SAME, GONE, NEW = Change.SAME, Change.GONE, Change.NEW


@given(TEXTS, TEXTS)
def test_both_texts_can_be_had_again(old: str, new: str) -> None:
    found = compare(old, new)
    assert (before(found), after(found)) == (old, new)


@given(TEXTS, TEXTS)
def test_pieces_are_never_empty_and_no_two_neighbours_share_their_fate(old: str, new: str) -> None:
    found = compare(old, new)
    assert all(piece.text for piece in found)
    assert all(one.change is not other.change for one, other in pairwise(found))


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert [piece.change for piece in compare(text, text)] == [SAME] * bool(text)


@settings(max_examples=50)
@given(TEXTS, TEXTS, st.integers(min_value=4, max_value=40), st.integers(min_value=1, max_value=5))
def test_pages_hold_everything_and_none_is_too_long(old: str, new: str, limit: int, changes: int) -> None:
    found = compare(old, new)
    leaves = pages(found, limit, changes)
    assert all(sum(piece.change is not SAME for piece in leaf) <= changes for leaf in leaves)
    together = [piece for leaf in leaves for piece in leaf]
    assert (before(together), after(together)) == (old, new)
    assert all(sum(units(piece.text) for piece in leaf) <= limit for leaf in leaves)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("No definition", "No legal definition", [(SAME, "No "), (NEW, "legal "), (SAME, "definition")]),
        (
            "old two words.",
            "three new ones.",
            [(GONE, "old two words"), (NEW, "three new ones"), (SAME, ".")],
        ),
        ("Көп уюм", "Көп ишкана", [(SAME, "Көп "), (GONE, "уюм"), (NEW, "ишкана")]),
        ("self-help", "self-help group", [(SAME, "self-help"), (NEW, " group")]),
        ("👨‍👩 work", "👨 work", [(GONE, "👨‍👩"), (NEW, "👨"), (SAME, " work")]),
        ("", "New", [(NEW, "New")]),
        ("Old", "", [(GONE, "Old")]),
    ],
)
def test_words_are_compared_and_not_letters(old: str, new: str, pieces: list[tuple[Change, str]]) -> None:
    assert compare(old, new) == tuple(Piece(*piece) for piece in pieces)


@pytest.mark.parametrize(("old", "new"), [("a b ", "b a c "), ("🌱", "🌱x"), ("ө", "ң")])
def test_a_text_of_one_sign_repeated_does_not_take_minutes(old: str, new: str) -> None:
    start = time.thread_time()
    compare(old * (BODY_LIMIT // len(old)), new * (BODY_LIMIT // len(new)))
    assert time.thread_time() - start < 2


def revised(house: House, version: Version, *texts: Text, files: tuple[File, ...] = ()) -> Version:
    """The next version, shared."""
    service.new_version(
        house.tx,
        house.consultant,
        version.finding,
        texts=texts,
        authoritative=version.authoritative,
        change_note="<b>" + "&" * (NOTE_LIMIT - 3),
        comments_until=UNTIL,
        at=AT,
        files=files,
    )
    return records.newest(house.tx, version.finding)


def test_any_two_versions_can_be_compared_whichever_is_named_first(house: House) -> None:
    first = house.shared()
    second = revised(house, first, Text("en", "A legal definition"), RU)
    third = revised(house, second, Text("en", "Two legal definitions"), RU)
    found = reading.comparison(house.tx, house.member, third.id, first.id)
    assert (found.older.id, found.newer.id, found.current, found.others) == (first.id, third.id, True, True)
    _, of, others = reading.comparable(house.tx, house.member, second.id)
    assert (of.id, [v.id for v in others]) == (second.id, [third.id, first.id])
    assert reading.version_card(house.tx, house.member, third.id, AT).before == house.now(second.id)


def test_nobody_compares_what_they_may_not_read(house: House, neighbour: House) -> None:
    first = house.shared()
    draft_number = service.new_version(
        house.tx,
        house.consultant,
        first.finding,
        texts=[Text("en", "Kept back"), RU],
        authoritative="en",
        change_note="A draft",
        comments_until=None,
        at=AT,
    )
    draft = records.newest(house.tx, first.finding)
    assert draft_number.code == "version-kept"
    other = neighbour.shared()
    assert reading.comparison(house.tx, house.consultant, first.id, draft.id).newer == draft
    for name, pair in {
        "member": (first.id, draft.id),
        "consultant": (first.id, other.id),
        "observer": (first.id, draft.id),
        "other": (first.id, first.id),
    }.items():
        with pytest.raises(Refusal, match="version-unknown"):
            reading.comparison(house.tx, house.people[name], *pair)
    assert reading.version_card(house.tx, house.member, first.id, AT).before is None


def test_an_observer_compares_only_what_was_adopted(house: House) -> None:
    first = house.moved(house.shared(), Standing.RETURNED)
    second = house.moved(revised(house, first, Text("en", "A legal definition"), RU), Standing.VALIDATED)
    assert reading.version_card(house.tx, house.observer, second.id, AT).before is None
    assert reading.versions(house.tx, house.observer, first.finding)[2] is None
    with pytest.raises(Refusal, match="version-unknown"):
        reading.comparison(house.tx, house.observer, first.id, second.id)


@pytest.fixture
def longest(house: House) -> Comparison:
    """Two versions that share nothing, as long as they may be, with files that came and went."""

    def texts(sign: str) -> list[Text]:
        return [
            Text(c, "A" + sign * (TITLE_LIMIT - 1), (sign + " ") * (BODY_LIMIT // 2))
            for c in ("en", "ru", "ky")
        ]

    files = [
        tuple(File(f"{sign}<&>" * 25, Digest(f"{n}{sign}".rjust(64, "0")), 9) for n in range(5))
        for sign in "ab"
    ]
    first = house.shared(*texts("<"))
    records.set_files(house.tx, first, files[0], AT)
    revised(house, first, *texts("&"), files=files[1])
    third = revised(house, first, *texts("ө"), files=files[1])
    return reading.comparison(house.tx, house.member, first.id, third.id)


@pytest.mark.parametrize("t", READERS, ids=LANGUAGES)
def test_every_page_of_the_longest_comparison_fits(longest: Comparison, t: object) -> None:
    seen = ""
    for page in range(20):
        screen = sound(comparison_views.compared(t, longest, None, page))  # type: ignore[arg-type]
        seen += str(screen.text)
        assert screen.protect
        if not any("›" in label for label in labels(screen)):
            break
    assert page > 1
    assert seen.count("&lt; ") + seen.count("ө ") > 1000
    beyond = comparison_views.compared(t, longest, "mn", 99)  # type: ignore[arg-type]
    assert sound(beyond).text == screen.text


@pytest.mark.parametrize("t", READERS, ids=LANGUAGES)
def test_the_choice_of_versions_pages(house: House, t: object) -> None:
    first = house.shared()
    for n in range(8):
        revised(house, first, Text("en", f"Wording {n}"), RU)
    found = reading.comparable(house.tx, house.member, first.id)
    for page in (0, 1, 99):
        screen = sound(comparison_views.choose(t, *found, page))  # type: ignore[arg-type]
    assert any("3" in label for label in labels(screen))


@pytest.mark.slow
def test_no_page_has_more_formats_than_telegram_keeps(house: House) -> None:
    first = house.shared(Text("en", "Title", " ".join(f"a{n} b" for n in range(400))))
    second = revised(house, first, Text("en", "Title", " ".join(f"a{n} c" for n in range(400))))
    found = reading.comparison(house.tx, house.member, first.id, second.id)
    counts = []
    for page in range(40):
        screen = comparison_views.compared(reader("en"), found, None, page)
        counts.append(str(screen.text).count("</"))
        if not any("›" in label for label in labels(screen)):
            break
    assert max(counts) <= 100
    assert sum(counts) > 400


def test_what_people_wrote_is_escaped_and_marked(house: House) -> None:
    first = house.shared(Text("en", "Title", "Keep <i>this</i> & that"))
    second = revised(house, first, Text("en", "Title", "Keep <b>this</b> & that\nline"))
    screen = comparison_views.compared(
        reader("en"), reading.comparison(house.tx, house.member, first.id, second.id), None, 0
    )
    assert "<s>i</s> <b><u>b</u></b>" in screen.text
    assert "&lt;" in screen.text
    assert "<i>this" not in screen.text


def test_a_line_end_that_came_is_seen(house: House) -> None:
    first = house.shared(Text("en", "Title", "One. Two."))
    second = revised(house, first, Text("en", "Title", "One.\nTwo."))
    found = reading.comparison(house.tx, house.member, first.id, second.id)
    assert "¶" in comparison_views.compared(reader("en"), found, None, 0).text


def test_a_language_that_came_is_said_and_one_without_changes_too(house: House) -> None:
    first = house.shared(EN)
    second = revised(house, first, EN, RU)
    found = reading.comparison(house.tx, house.member, first.id, second.id)
    assert "no text in this language before" in words(comparison_views.compared(reader("en"), found, "ru", 0))
    assert "is the same" in words(comparison_views.compared(reader("en"), found, None, 0))
    assert whole(None) == ""
