"""Every screen in three languages with the longest texts there can be; what is shown, hidden and protected."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.committee import records as people
from bot.files import File
from bot.files.model import NAME_CHARACTERS
from bot.findings import card_views, file_views, form_views, forms, own_data, reading, records, service, views
from bot.findings.actions import EVERY_FILE, SendFile, ShowVersion
from bot.findings.cards import Asked
from bot.findings.model import (
    BODY_LIMIT,
    COMMENT_LIMIT,
    NOTE_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
    Answer,
    CommentKind,
    Disposition,
    Kind,
    Standing,
    Text,
    Version,
)
from bot.findings.sentences import SENTENCES
from bot.findings.words import STANDINGS
from bot.forms import Field, Open, Part, deadline
from bot.i18n import LANGUAGES, Translator, as_fact
from bot.ids import CommentId, Digest
from bot.screens import Button, CopyButton, Screen
from bot.translations.model import TRANSLATOR_LIMIT
from handlers.findings import cards as chat
from tests.findings.drawn import READERS, buttons, labels, length, reader, sound, words
from tests.findings.house import AT, EN, RU, UNTIL, House

TITLE = "ө" * (TITLE_LIMIT - 2) + "😀"
LONGEST = [
    Text("en", TITLE, "&" * BODY_LIMIT, translator="<" * TRANSLATOR_LIMIT),
    Text("ru", TITLE, "<" * BODY_LIMIT, True, "&" * TRANSLATOR_LIMIT),
    Text("ky", TITLE, "😀" * (BODY_LIMIT // 2), True, "ң" * TRANSLATOR_LIMIT),
]
NAME = "&" * 100
NOTE = "<b>" + "&" * (NOTE_LIMIT - 3)
FACTS = {
    "label": "F9999",
    "version": 999,
    "number": 9999,
    "until": as_fact(UNTIL),
    "deadline": as_fact(UNTIL),
    "told": 9999,
    "late": True,
    "opened": True,
    "language": "ky",
    "languages": ["ky", "ru", "en"],
    "limit": 3000,
    "length": 999999,
    "n": 10,
    "name": "&" * NAME_CHARACTERS,
}
FILES = tuple(File("ң&" * 50, Digest(f"{n:064}"), 20 * 1024 * 1024 - 1) for n in range(10))


@pytest.fixture(params=READERS, ids=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


@pytest.fixture
def longest(house: House) -> Version:
    """A second version in which everything is as long as it may be, with the longest comment and answer."""
    first = house.shared(*(replace(text, body="-") for text in LONGEST))
    said = service.comment(house.tx, house.member, first.id, CommentKind.AMENDMENT, "<" * COMMENT_LIMIT, AT)
    service.new_version(
        house.tx,
        house.consultant,
        first.finding,
        texts=LONGEST,
        authoritative="en",
        change_note=NOTE,
        comments_until=UNTIL,
        at=AT,
        files=FILES[: card_views.FILES_ON_A_CARD],
    )
    second = records.newest(house.tx, first.finding)
    service.answer_comment(
        house.tx,
        house.consultant,
        CommentId(said.facts["comment"]),
        Disposition.PARTLY,
        "&" * REASON_LIMIT,
        second.id,
        AT,
    )
    return second


def card(house: House, name: str, version: Version, t: Translator, language: str | None = None) -> Screen:
    found = reading.version_card(house.tx, house.people[name], version.id, AT)
    return card_views.card(t, found, language)


def test_a_proposed_wording_is_not_thanked_for_as_a_comment(house: House) -> None:
    version = house.shared()
    for kind, thanks in {
        CommentKind.COMMENT: "Thank you. Your comment No. 1 on version 1 is saved.",
        CommentKind.AMENDMENT: "Thank you. Your proposed wording No. 2 for version 1 is saved.",
    }.items():
        facts = service.comment(house.tx, house.member, version.id, kind, "Not yet.", AT).facts
        assert str(SENTENCES["comment-saved"](READERS[LANGUAGES.index("en")], facts)) == thanks


# The longest


def test_the_longest_card_fits_with_any_sentence_above_it(
    house: House, longest: Version, t: Translator
) -> None:
    sentence = max((say(t, FACTS) for say in SENTENCES.values()), key=len)
    for standing in (s for s in Standing if s is not Standing.DRAFT):
        now = house.moved(longest, standing)
        for name in ("consultant", "organizer", "chair", "member"):
            for language in LANGUAGES:
                sound(card(house, name, now, t, language).noted(sentence))


def test_the_longest_notice_fits(house: House, longest: Version, t: Translator) -> None:
    screen = sound(card_views.shared_notice(t, reading.version_card(house.tx, house.chair, longest.id, AT)))
    assert screen.protect
    assert screen.folded


def test_a_version_with_ten_files_fits_and_lists_them_on_a_card_of_their_own(
    house: House, longest: Version, t: Translator
) -> None:
    records.set_files(house.tx, longest, FILES, AT)
    assert len(buttons(sound(card(house, "consultant", longest, t)))) < 20
    finding, version, _ = service.file_in_sight(house.tx, house.member, longest.id, 9)
    screen = sound(file_views.files(t, finding, version))
    assert screen.protect
    assert length(screen) < 1000
    assert [b.action for b in buttons(screen) if isinstance(b, Button)][-2:] == [
        SendFile(house.member.committee.id, longest.id, EVERY_FILE),
        ShowVersion(house.member.committee.id, longest.id),
    ]


def test_the_longest_comment_with_its_answer_fits(house: House, longest: Version, t: Translator) -> None:
    page = reading.comments(house.tx, house.consultant, longest.finding)
    screen = sound(views.comments(t, page).noted(SENTENCES["comment-was-answered"](t, FACTS)))
    assert words(screen).count("<" * COMMENT_LIMIT) == 1
    finding, line = reading.comment_line(house.tx, house.member, page.lines[0].comment.id)
    notice = sound(views.answered_notice(t, finding, line))
    assert screen.protect
    assert notice.protect, "it quotes what was said about a draft"


def test_a_page_of_the_longest_titles_and_versions_fits(
    house: House, longest: Version, t: Translator
) -> None:
    for _ in range(reading.PAGE):
        house.shared(*LONGEST)
    sound(views.findings(t, reading.list_findings(house.tx, house.consultant, AT)))
    found = [replace(longest, number=n) for n in range(20, 0, -1)]
    finding = records.finding(house.tx, longest.finding)
    assert finding is not None
    for page in range(4):
        screen = sound(views.versions(t, finding, found, found[0], {longest.author: NAME}, page, AT))
        assert screen.protect, "it tells what was changed in a draft"


# What is shown


def test_a_card_names_standing_version_hash_and_deadline(house: House) -> None:
    version = house.shared()
    assert words(card(house, "member", version, reader("en"))) == (
        "F1 · No legal definition knowledge gap · open for comments "
        f"Version 1 · {version.hash[:8]} Deadline: 13 December 2022, 18:00 (Bishkek) "
        "Many organizations consider themselves social enterprises. Not for circulation."
    )


OVER = {
    "ky": "пикир жазуу мөөнөтү өттү",
    "ru": "срок для замечаний истёк",
    "en": "the time for comments is over",
}
OPEN = "open for comments"


def test_after_the_deadline_card_list_and_versions_say_that_the_time_for_comments_is_over(
    house: House, t: Translator
) -> None:
    version = house.shared()
    for at, over in {UNTIL - timedelta(seconds=1): False, UNTIL: True}.items():
        found = reading.version_card(house.tx, house.member, version.id, at)
        every = reading.versions(house.tx, house.member, version.finding)
        for screen in (
            card_views.card(t, found),
            views.findings(t, reading.list_findings(house.tx, house.member, at)),
            views.versions(t, *every, 0, at),
        ):
            shown = words(sound(screen))
            assert (OVER[t.language] in shown) is over
            assert (t.plain(OPEN) in shown) is not over


def test_who_may_comment_is_told_before_that_a_comment_will_be_late(house: House) -> None:
    version = house.shared()
    for name, says in {"member": True, "chair": True, "consultant": False}.items():
        for at in (AT, UNTIL):
            found = reading.version_card(house.tx, house.people[name], version.id, at)
            shown = words(card_views.card(reader("en"), found))
            assert ("A comment that comes now is marked as late." in shown) is (says and at is UNTIL)


@pytest.mark.parametrize("standing", [Standing.BALLOT, Standing.AWAITING, Standing.VALIDATED])
def test_what_followed_the_comments_stands_on_the_card_whatever_their_deadline_was(
    house: House, standing: Standing
) -> None:
    version = house.moved(house.shared(), standing)
    shown = words(
        card_views.card(reader("en"), reading.version_card(house.tx, house.member, version.id, UNTIL))
    )
    assert OVER["en"] not in shown
    assert STANDINGS[standing] in shown


def test_while_the_chair_is_asked_the_card_says_so_instead_of_a_deadline(house: House) -> None:
    version = house.shared()
    service.set_window(house.tx, version.id, None)
    text = words(card(house, "member", house.now(version.id), reader("en")))
    assert "awaiting the chair" in text
    assert "The chair is asked whether it is as declared." in text
    assert "Deadline" not in text


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        (Standing.AMENDED, "the chair says whether it carries the result"),
        (Standing.RETURNED, "The new one opens for comments: 10 working days."),
    ],
)
def test_publishing_names_the_chair_only_where_the_chair_is_asked(
    house: House, standing: Standing, says: str
) -> None:
    before = house.moved(house.shared(), standing)
    here = house.consultant.committee
    asked = Asked(here, service.finding_of(house.tx, before), before, before)
    state = Open(forms.NEW_VERSION, here.id, {"version": before.id})
    screen = form_views.new_version(reader("en"), state, Field("publish"), asked)
    assert says in words(screen)
    assert ("the chair" in words(screen)) is (standing is Standing.AMENDED)


def test_a_reader_without_a_text_in_their_language_gets_the_original_and_is_told(house: House) -> None:
    version = house.shared(EN, RU)
    shown = words(card(house, "member", version, reader("ky")))
    assert "No legal definition" in shown
    assert (
        reader("ky").plain("Original language: {language}", language=reader("ky").language_name("en"))
        in shown
    )


def test_an_unofficial_translation_is_marked_and_credited(house: House) -> None:
    shown = words(card(house, "member", house.shared(EN, RU), reader("ru")))
    assert "Нет правового определения" in shown
    t = reader("ru")
    assert t.plain("Unofficial translation.") in shown
    assert t.plain("Translation: {name}", name="А. Переводчик") in shown
    assert t.plain("Authoritative text: {language}", language=t.language_name("en")) in shown


def test_what_people_wrote_stays_as_they_wrote_it(house: House) -> None:
    version = house.shared(Text("en", "<b>A & B</b> 🙂", "1 < 2 &amp; {name} %s"))
    shown = words(card(house, "member", version, reader("en")))
    assert "<b>A & B</b> 🙂" in shown
    assert "1 < 2 &amp; {name} %s" in shown


def test_the_other_languages_are_a_tap_away(house: House) -> None:
    screen = card(house, "member", house.shared(EN, RU), reader("en"))
    assert "Русский" in labels(screen)
    assert "English" not in labels(screen)


@pytest.mark.parametrize(("body", "copied"), [("b" * 254, True), ("b" * 255, False), ("😀" * 127, True)])
def test_a_text_of_up_to_256_units_can_be_copied(house: House, body: str, copied: bool) -> None:
    screen = card(house, "member", house.shared(Text("en", "a", body)), reader("en"))
    texts = [button.text for button in buttons(screen) if isinstance(button, CopyButton)]
    assert texts == ([f"a\n{body}"] if copied else [])


def test_drafts_are_protected_and_what_was_adopted_is_not(house: House) -> None:
    version = house.shared()
    for standing in Standing:
        now = house.moved(version, standing)
        screen = card(house, "consultant", now, reader("en"))
        assert screen.protect is not standing.adopted
        assert ("Not for circulation" in words(screen)) is not standing.adopted


def test_an_observer_sees_the_outcome_but_not_the_words_of_what_was_not_adopted(house: House) -> None:
    version = house.moved(house.shared(), Standing.RETURNED)
    screen = card(house, "observer", version, reader("en"))
    assert "returned for revision" in words(screen)
    assert "Many organizations" not in words(screen)
    assert not any(isinstance(button, CopyButton) for button in buttons(screen))
    assert labels(screen) == ["Findings", "Menu"]


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("member", {"Comment", "Propose wording"}),
        ("organizer", {"Comment", "Propose wording", "Open to observers"}),
        ("consultant", {"New version"}),
    ],
)
def test_a_card_has_the_buttons_that_its_reader_may_press(house: House, name: str, offered: set[str]) -> None:
    shown = set(labels(card(house, name, house.shared(Text("en", "a", "b" * 300)), reader("en"))))
    assert shown - {"Findings", "Menu"} == offered


def test_other_rooms_rows_come_first(house: House, t: Translator) -> None:
    version = house.shared()
    found = reading.card(house.tx, house.member, version.finding, AT)
    extra = views.home_rows(t, house.member.committee.id, True)
    assert sound(card_views.card(t, found, extra_rows=extra)).rows[0] == extra[0]


def test_a_late_comment_says_so_and_an_answered_one_shows_its_answer(house: House, t: Translator) -> None:
    version = house.shared()
    said = service.comment(house.tx, house.member, version.id, CommentKind.COMMENT, "Late <b>&", UNTIL)
    number = CommentId(said.facts["comment"])
    page = reading.comments(house.tx, house.consultant, version.finding)
    screen = sound(views.comments(t, page))
    assert "Late <b>&" in words(screen)
    assert t.plain("late") in words(screen)
    assert t.plain("Answer No. {n}", n=1) in labels(screen)
    service.answer_comment(
        house.tx, house.consultant, number, Disposition.NOT_ACCEPTED, "No & no", None, UNTIL
    )
    again = reading.comments(house.tx, house.member, version.finding)
    shown = words(views.comments(t, again))
    assert t.plain("not accepted") in shown
    assert "No & no" in shown
    assert t.plain("Answer No. {n}", n=1) not in labels(views.comments(t, again))


def test_a_comment_and_its_answer_say_in_which_language_they_are_written(house: House, t: Translator) -> None:
    version = house.shared()
    said = service.comment(house.tx, house.member, version.id, CommentKind.COMMENT, "Кошумча керек", AT)
    number = CommentId(said.facts["comment"])
    service.answer_comment(
        house.tx, house.consultant, number, Disposition.ACCEPTED, "Agreed, see version 2", None, AT
    )
    shown = words(views.comments(t, reading.comments(house.tx, house.other, version.finding)))
    for language in LANGUAGES:
        mark = t.plain("<i>Original language: {language}</i>", language=t.language_name(language))
        assert shown.count(mark) == (language in {"ky", "en"} - {t.language})


def test_an_answer_from_before_its_language_was_kept_has_no_mark(house: House, t: Translator) -> None:
    version = house.shared()
    said = service.comment(house.tx, house.member, version.id, CommentKind.COMMENT, "Кошумча керек", AT)
    number = CommentId(said.facts["comment"])
    old = Answer(Disposition.ACCEPTED, "Agreed", house.consultant.membership, AT)
    records.answer(house.tx, number, old)
    _, line = reading.comment_line(house.tx, house.member, number)
    assert line.comment.answer == old
    said_of_answer = words(Screen(views.comment(t, line))).split("Agreed")[1]
    assert said_of_answer == ""


NOTE_IN_KYRGYZ = "Өз ара жардам коомдору кошулду"


def changed(house: House) -> tuple[Version, Version]:
    """Two versions; the consultant, who speaks Russian, wrote in Kyrgyz what the second changes."""
    first = house.shared(EN, RU)
    service.new_version(
        house.tx,
        house.consultant,
        first.finding,
        texts=[replace(EN, body="Another body"), RU],
        authoritative="en",
        change_note=NOTE_IN_KYRGYZ,
        comments_until=UNTIL,
        at=AT,
    )
    return first, records.newest(house.tx, first.finding)


def test_the_note_of_a_change_says_in_which_language_it_is_written(house: House, t: Translator) -> None:
    first, second = changed(house)
    finding = records.finding(house.tx, first.finding)
    assert finding is not None
    authors = {second.author: "Consultant"}
    found = reading.version_card(house.tx, house.member, second.id, AT)
    mark = t.plain("(original language: {language})", language=t.language_name("ky"))
    note = t.plain("Change: {note}", note=NOTE_IN_KYRGYZ)
    for screen in (
        card_views.card(t, found),
        card_views.shared_notice(t, found),
        views.versions(t, finding, [second, first], None, authors, 0, AT),
        views.waits_notice(t, finding, second, first),
    ):
        shown = words(screen)
        assert note in shown
        assert shown.partition(note)[2].startswith(f" {mark}") is (t.language != "ky"), shown


def test_the_language_of_a_note_is_not_taken_for_that_of_the_text(house: House) -> None:
    """That of the text has a line of its own above it."""
    _, second = changed(house)
    lines = str(card(house, "other", second, reader("ru")).text).split("\n")
    (note,) = (line for line in lines if NOTE_IN_KYRGYZ in line)
    assert note.endswith("<i>(язык оригинала: кыргызский)</i>")
    assert not any(line.startswith("<i>Язык оригинала") for line in lines)


def test_own_data_tells_what_a_version_changed_and_in_which_language(house: House, t: Translator) -> None:
    changed(house)
    parts = own_data.sections(house.tx, t, house.consultant.person)
    lines = [str(line) for part in parts for line in part.lines]
    note = t("Change: {note}", note=f"{NOTE_IN_KYRGYZ} · {t.language_name('ky')}")
    assert [line.count(note) for line in lines] == [0, 0, 1, 0], "once for a version, whatever its languages"


def test_a_note_from_before_its_language_was_kept_has_no_mark(house: House, t: Translator) -> None:
    _, second = changed(house)
    records.change_version(house.tx, second.id, note_language=None)
    shown = words(card(house, "member", house.now(second.id), t))
    assert NOTE_IN_KYRGYZ in shown
    assert t.plain("(original language: {language})", language=t.language_name("ky")) not in shown


def test_comments_page_both_ways(house: House, t: Translator) -> None:
    version = house.shared()
    for _ in range(3):
        service.comment(house.tx, house.member, version.id, CommentKind.COMMENT, "c" * COMMENT_LIMIT, AT)
    middle = sound(views.comments(t, reading.comments(house.tx, house.member, version.finding, 2)))
    assert sum(label.startswith("‹") or label.endswith("›") for label in labels(middle)) == 2


def test_a_page_of_short_answered_comments_fits_whatever_their_author_is_called(
    house: House, t: Translator
) -> None:
    version = house.shared()
    assert house.member.seat is not None
    people.rename(house.tx, house.member.person.id, "Ж" * 120, None)
    people.change_seat(house.tx, house.member.seat.id, organization="Ш" * 120)
    for _ in range(12):
        text = "Кошумча " * 12
        said = service.comment(house.tx, house.member, version.id, CommentKind.AMENDMENT, text, UNTIL)
        number = CommentId(said.facts["comment"])
        service.answer_comment(
            house.tx, house.consultant, number, Disposition.NOT_ACCEPTED, "Agreed", None, UNTIL
        )
    sound(views.comments(t, reading.comments(house.tx, house.member, version.finding)))


def test_an_empty_list_says_so_and_offers_the_consultant_to_write(house: House, t: Translator) -> None:
    for name, offered in {"consultant": True, "member": False}.items():
        screen = sound(views.findings(t, reading.list_findings(house.tx, house.people[name], AT)))
        assert t.plain("There are no findings yet.") in words(screen)
        assert (t.plain("Share a new finding") in labels(screen)) is offered


def test_a_confirmation_says_how_many_votes_are_set_aside(house: House, t: Translator) -> None:
    version = house.draft()
    finding = records.finding(house.tx, version.finding)
    assert finding is not None
    assert re.search(r"\b7\b", words(sound(views.confirm_version(t, finding, version, version, 7))))
    sound(views.waits_notice(t, finding, replace(version, change_note=NOTE), version))


def test_what_waits_has_a_row_each(house: House, t: Translator) -> None:
    version = house.shared()
    service.comment(house.tx, house.member, version.id, CommentKind.COMMENT, "Hm.", AT)
    for name in ("consultant", "other"):
        (waits,) = reading.waiting(house.tx, house.people[name], AT)
        (button,) = views.waiting_row(t, house.member.committee.id, waits)
        assert button.label.startswith("F1")
        if waits.until is not None:
            day = t.day_of(waits.until, year=False)
            assert button.label.endswith(f" · {t.plain('due: {date}', date=day)}")


# Sentences


def test_every_code_has_a_sentence_in_every_language(t: Translator) -> None:
    for code, sentence in SENTENCES.items():
        text = sentence(t, FACTS)
        assert text.strip(), code
        assert "{" not in text, code


OF_FORMS = {"form-stale", "form-file-twice", "form-files-full"}
"""What the forms refuse, too, and have the sentences for."""


def test_every_refusal_and_outcome_of_the_room_has_a_sentence() -> None:
    room = Path(reading.__file__).parent
    codes = set()
    for file in room.glob("*.py"):
        codes |= set(re.findall(r'(?:Refusal|Outcome)\(\s*"([a-z-]+)"', file.read_text()))
        codes |= set(re.findall(r'_fits\("([a-z-]+)"', file.read_text()))
    codes |= {f"date-{reason}" for reason in ("no-day", "impossible", "ambiguous", "not-understood")}
    assert codes - OF_FORMS <= SENTENCES.keys(), codes - SENTENCES.keys()
    assert len(codes) > 30


# Questions


def steps(house: House, longest: Version) -> Iterator[tuple[Callable[..., Screen], Open, Field, object]]:
    """Every question of every form, with the longest answers behind it."""
    here = house.member.committee.id
    comment = reading.comments(house.tx, house.consultant, longest.finding).lines[0].comment.id
    wording = {"title": TITLE, "body": "&" * BODY_LIMIT}
    values = {
        "kind": Kind.NEED.value,
        "language": "ky",
        deadline.UNTIL: as_fact(UNTIL.replace(day=17)),
        deadline.SURE: as_fact(UNTIL),
        "disposition": "accepted",
        "reason": "-",
        **{f"text-{language}": wording for language in LANGUAGES},
        **{f"unofficial-{language}": "yes" for language in ("ru", "en")},
        **{f"credit-{language}": "<" * TRANSLATOR_LIMIT for language in LANGUAGES},
    }
    rooms = (
        chat.Findings(lambda tx, t, who, number: (), lambda tx, t, version: (), lambda tx, version: 0)
        .room()
        .forms
    )
    facts = {"version": longest.id, "kind": "comment"}
    for kind, form_facts in {
        forms.NEW_FINDING: {},
        forms.NEW_VERSION: facts,
        forms.ADD_TEXT: facts,
        forms.SHARE: facts,
        forms.COMMENT: facts,
        forms.ANSWER: {**facts, "comment": comment},
    }.items():
        for parts in ((), (Part(1, "x" * BODY_LIMIT),)):
            state = Open(kind, here, form_facts, values, parts=parts, serial=10**6)
            room = rooms[kind]
            form = room.form(house.tx, house.consultant, AT, state)
            for field in form.fields(state.values):
                yield room.draw, state, field, room.load(house.tx, house.consultant, state)


def test_every_question_of_every_form_fits_with_any_refusal_above_it(
    house: House, longest: Version, t: Translator
) -> None:
    asked = set()
    for draw, state, field, loaded in steps(house, longest):
        screen = draw(t, state, field, loaded)
        asked.add((state.kind, field.name))
        for code in ("text-too-long", "title-too-long", "deadline-past", "version-overtaken"):
            assert 0 < length(screen.noted(SENTENCES[code](t, FACTS))) <= 4096
        for button in buttons(screen):
            assert button.label.strip()
    assert {kind for kind, _ in asked} == {
        "new-finding",
        "new-version",
        "share-finding",
        "add-text",
        "comment",
        "answer-comment",
    }
    assert len(asked) > 20


def test_a_comment_is_asked_for_with_the_text_it_is_about(house: House, t: Translator) -> None:
    version = house.shared(EN)
    for kind in CommentKind:
        state = Open("comment", None, {"version": version.id, "kind": kind.value})
        room = (
            chat.Findings(lambda tx, t, who, number: (), lambda tx, t, version: (), lambda tx, version: 0)
            .room()
            .forms["comment"]
        )
        loaded = room.load(house.tx, house.member, state)
        screen = form_views.comment_form(t, state, forms.comment().fields({})[0], loaded)
        assert screen.protect
        assert "Many organizations" in words(screen)


def test_a_day_off_is_named_where_it_has_a_name(house: House) -> None:
    state = Open("share-finding", None, {}, {deadline.UNTIL: "2023-01-02T12:00:00+00:00"})
    finding = records.finding(house.tx, house.draft(EN).finding)
    asked = Asked(house.member.committee, finding)
    screen = form_views.share(reader("en"), state, Field(deadline.SURE), asked)
    assert "This date is a day off: New Year" in words(screen)
    assert "Suggested deadline: Monday, 9 January 2023, 18:00 (Bishkek)" in words(screen)
    assert labels(screen)[0] == "Take the suggested deadline"
