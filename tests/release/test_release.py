"""Named copies and public releases: who may, what stands, what is shown and never shown, in three languages."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot import events
from bot.ballots import records as ballots
from bot.ballots import service as balloting
from bot.ballots.model import ActingChair, Outcome
from bot.committee import service as committee
from bot.committee.model import SeatFreed
from bot.documents.papers import pdf
from bot.findings.model import BODY_LIMIT, TITLE_LIMIT, Text, Version, VersionPublished
from bot.forms import Field, Open
from bot.i18n import LANGUAGES, Translator
from bot.ids import BallotId, CopyId
from bot.release import copy_views, copying, forms, letters, public_views, publishing, reading, records
from bot.release.model import RECIPIENT_LIMIT
from bot.screens import Attachment, Screen
from bot.store import Tx
from tests.ballots.hall import AFTER, Hall, convene
from tests.ballots.test_declaring import declared
from tests.ballots.test_opening import refused
from tests.ballots.test_views import english, plain
from tests.findings.drawn import READERS, length, sound
from tests.store.conftest import on_postgres, postgres, tx

__all__ = ["on_postgres", "postgres", "tx"]
HOUR = timedelta(hours=1)
TITLE = "Щ" * (TITLE_LIMIT - 1) + "ө"
LONGEST = tuple(
    Text(c, TITLE, "&<b>🌱" * (BODY_LIMIT // 6), unofficial=c != "en") for c in ("en", "ru", "ky")
)
RECIPIENT = "&<" * (RECIPIENT_LIMIT // 2)


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_listeners", {})
    events.subscribe(SeatFreed, balloting.seat_freed)
    events.subscribe(VersionPublished, balloting.version_published)


@pytest.fixture
def hall(tx: Tx) -> Hall:
    return convene(tx)


@pytest.fixture
def amended(hall: Hall) -> Version:
    """Version 1, validated with amendments, which are not in it."""
    version = hall.share()
    declared(hall, version)
    return hall.version(version.id)


@pytest.fixture
def carrying(hall: Hall, amended: Version) -> Version:
    """Version 2, found to be as declared."""
    newer = hall.revise(amended, AFTER, "With the amendments")
    balloting.mark_version(hall.tx, hall.chair, newer, True, AFTER)
    return hall.version(newer)


def drawn(hall: Hall, kind: str, name: str, t: Translator | None = None) -> Screen | Attachment | None:
    """The newest letter of a kind to somebody."""
    person = hall.people[name].person.id
    letter = [found for found in hall.letters(kind) if found.person == person][-1]
    reader = committee.reader_of(hall.tx, person, letter.committee)
    assert reader is not None
    found = letters.KINDS[kind].draw(hall.tx, letter, replace(reader, t=t or english()))
    assert found is None or isinstance(found, Screen | Attachment)
    return found


# Named copies


def copied(hall: Hall, version: Version, recipient: str = "Ministry", language: str = "ru") -> CopyId:
    said = copying.make_copy(
        hall.tx, hall.organizer, version.id, recipient=recipient, language=language, at=AFTER
    )
    return CopyId(said.facts["copy"])


def test_copies_are_numbered_and_those_responsible_are_told(hall: Hall) -> None:
    version = hall.share()
    first, second = copied(hall, version), copied(hall, version, " Union \n of Labour ")
    made = records.copy(hall.tx, second)
    assert made is not None
    assert (made.number, made.recipient, made.language) == (2, "Union of Labour", "ru")
    assert hall.told("named-copy") == {"organizer"}
    assert hall.told("copy-made") == {"chair", "consultant"}
    assert [c.id for c, _ in reading.copies(hall.tx, hall.consultant, version.finding).lines] == [
        second,
        first,
    ]
    notice = drawn(hall, "copy-made", "consultant")
    assert isinstance(notice, Screen)
    assert "Copy for: Union of Labour" in plain(notice)


@pytest.mark.parametrize("name", ["chair", "consultant", "g2", "observer"])
def test_only_organizers_make_copies(hall: Hall, name: str) -> None:
    version = hall.share()
    of = copied(hall, version)
    with refused("organizers-only"):
        copying.make_copy(hall.tx, hall.people[name], version.id, recipient="X", language="ru", at=AFTER)
    code = "organizers-only" if name in ("chair", "consultant") else "copy-unknown"
    with refused(code):
        copying.fetch_copy(hall.tx, hall.people[name], of, key="1", at=AFTER)
    if name in ("g2", "observer"):
        with refused("chair-or-organizer-only"):
            reading.copies(hall.tx, hall.people[name], version.finding)


def test_what_cannot_be_copied_is_refused(hall: Hall) -> None:
    version, draft = hall.share(), hall.share(until=None)
    for number, recipient, language, code in (
        (draft.id, "X", "ru", "version-unshared"),
        (version.id, "X", "mn", "copy-no-text"),
        (version.id, " \n ", "ru", "text-empty"),
        (version.id, "X" * (RECIPIENT_LIMIT + 1), "ru", "text-too-long"),
    ):
        with refused(code):
            copying.make_copy(
                hall.tx, hall.organizer, number, recipient=recipient, language=language, at=AFTER
            )
    with refused("copy-unknown"):
        copying.fetch_copy(hall.tx, hall.organizer, CopyId(10**9), key="1", at=AFTER)
    neighbour = convene(hall.tx, "MN")
    with refused("copy-unknown"):
        copying.fetch_copy(hall.tx, neighbour.organizer, copied(hall, version), key="1", at=AFTER)


def test_a_copy_is_a_paper_with_the_recipient_on_every_page(hall: Hall) -> None:
    version = hall.share(*(replace(text, body="сөз\n" * (BODY_LIMIT // 4)) for text in LONGEST))
    found = reading.copy_of(hall.tx, hall.organizer, copied(hall, version, RECIPIENT, "ky"))
    paper = copy_views.document(english(), found)
    assert paper.language == "ky"
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf(paper))).pages]
    assert len(pages) > 1
    for page in ["".join(page.replace("\u200b", "").split()) for page in pages]:
        assert RECIPIENT in page
        assert "Таратуугаболбойт." in page
    sent = copy_views.sent(english(), found)
    assert not sent.protect
    assert sent.name == "F1-v1-KG-1.pdf"


# Public


def agree(hall: Hall, name: str, version: Version) -> str:
    return publishing.agree(hall.tx, hall.people[name], version.id, AFTER).code


@pytest.mark.parametrize(("first", "second"), [("organizer", "chair"), ("chair", "organizer")])
def test_one_side_proposes_and_the_other_confirms(
    hall: Hall, carrying: Version, first: str, second: str
) -> None:
    assert agree(hall, first, carrying) == "release-proposed"
    assert hall.told("release-proposed") == {second}
    assert [f.label for _, f in reading.waiting(hall.tx, hall.people[second])] == ["F1"]
    assert reading.waiting(hall.tx, hall.people[first]) == []
    with refused("release-proposed-already"):
        agree(hall, first, carrying)
    assert agree(hall, second, carrying) == "release-confirmed"
    assert hall.told("finding-released") == set(hall.people) - {second}
    with refused("release-public-already"):
        agree(hall, first, carrying)
    assert reading.waiting(hall.tx, hall.people[second]) == []
    assert drawn(hall, "release-proposed", second) is None, "stale"


def test_the_acting_chair_of_the_ballot_agrees_for_the_chair_and_for_no_other_finding(
    hall: Hall, carrying: Version
) -> None:
    with refused("chair-or-organizer-only"):
        agree(hall, "w1", carrying)
    ballot = ballots.declared_on(hall.tx, carrying.carries or carrying.id)
    assert ballot is not None
    named = ActingChair(ballot.id, hall.w1.membership, hall.organizer.membership, AFTER)
    ballots.add_acting_chair(hall.tx, named)
    assert agree(hall, "organizer", carrying) == "release-proposed"
    assert hall.told("release-proposed") == {"chair", "w1"}
    assert [f.label for _, f in reading.waiting(hall.tx, hall.w1)] == ["F1"]
    assert agree(hall, "w1", carrying) == "release-confirmed"
    other = hall.share()
    assert not publishing.agrees(hall.tx, hall.w1, other.finding)


@pytest.mark.parametrize(("first", "second"), [("chair", "organizer"), ("organizer", "chair")])
def test_an_organizer_who_was_its_acting_chair_still_agrees_with_the_chair(
    hall: Hall, carrying: Version, first: str, second: str
) -> None:
    ballot = ballots.declared_on(hall.tx, carrying.carries or carrying.id)
    assert ballot is not None
    organizer = hall.organizer.membership
    ballots.add_acting_chair(hall.tx, ActingChair(ballot.id, organizer, organizer, AFTER))
    assert agree(hall, first, carrying) == "release-proposed"
    with refused("release-proposed-already"):
        agree(hall, first, carrying)
    assert reading.waiting(hall.tx, hall.people[first]) == []
    assert [f.label for _, f in reading.waiting(hall.tx, hall.people[second])] == ["F1"]
    assert agree(hall, second, carrying) == "release-confirmed"


def test_only_a_text_that_is_the_committees_is_released(hall: Hall, amended: Version) -> None:
    draft = hall.share()
    with refused("release-not-adopted"):
        agree(hall, "organizer", draft)
    newer = hall.revise(amended, AFTER)
    balloting.mark_version(hall.tx, hall.chair, newer, True, AFTER)
    with refused("release-not-newest"):
        agree(hall, "organizer", hall.version(amended.id))
    for name in ("g2", "consultant", "observer"):
        with refused("chair-or-organizer-only"):
            agree(hall, name, hall.version(newer))


def test_a_later_version_takes_the_public_one_s_place(hall: Hall, amended: Version) -> None:
    for name in ("organizer", "chair"):
        agree(hall, name, amended)
    newer = hall.revise(amended, AFTER)
    balloting.mark_version(hall.tx, hall.chair, newer, True, AFTER)
    assert reading.public(hall.tx, hall.observer, amended.finding).version.id == amended.id
    for name in ("chair", "organizer"):
        agree(hall, name, hall.version(newer))
    assert reading.public(hall.tx, hall.observer, amended.finding).version.id == newer
    assert [found.version for found in records.of_finding(hall.tx, amended.finding)] == [newer]


def test_before_an_outcome_the_card_says_what_is_missing(hall: Hall) -> None:
    version = hall.share()
    card = public_views.card(english(), reading.release_card(hall.tx, hall.chair, version.finding))
    assert plain(card).startswith("F1\n")
    assert "Only a text that was validated can be made public." in plain(card)
    with refused("release-none"):
        reading.release_card(hall.tx, hall.g2, version.finding)


@pytest.mark.parametrize("name", ["organizer", "chair"])
def test_either_takes_it_back_and_everybody_is_told(hall: Hall, carrying: Version, name: str) -> None:
    for other in ("organizer", "chair"):
        agree(hall, other, carrying)
    publishing.withdraw(hall.tx, hall.people[name], carrying.finding, AFTER + HOUR)
    assert hall.told("release-withdrawn") == set(hall.people) - {name}
    with refused("release-none"):
        reading.public(hall.tx, hall.observer, carrying.finding)
    with refused("release-none"):
        publishing.withdraw(hall.tx, hall.people[name], carrying.finding, AFTER)
    assert drawn(hall, "finding-released", "observer") is None, "stale"
    notice = drawn(hall, "release-withdrawn", "observer")
    assert isinstance(notice, Screen)
    assert agree(hall, name, carrying) == "release-proposed", "it takes both again"


def test_a_proposal_is_taken_back_among_the_two_sides(hall: Hall, carrying: Version) -> None:
    agree(hall, "organizer", carrying)
    publishing.withdraw(hall.tx, hall.chair, carrying.finding, AFTER)
    assert hall.told("release-declined") == {"organizer"}
    assert hall.told("release-withdrawn") == set()


def test_the_public_learns_texts_outcome_and_counts_and_nothing_else(hall: Hall, carrying: Version) -> None:
    for name in ("organizer", "chair"):
        agree(hall, name, carrying)
    for language in LANGUAGES:
        found = reading.public(hall.tx, hall.observer, carrying.finding)
        text = "\n".join(plain(s) for s in public_views.public_text(english(), found, language))
        assert carrying.text_for(language).title in text
        assert carrying.text_for(language).body in text
        for name, actor in hall.people.items():
            assert actor.person.name not in text, name
        assert "Org of" not in text
        assert "The text of g2" not in text
        assert "Takes in what was said" not in text
    english_text = plain(public_views.public_text(english(), found, "en")[0])
    assert "Declared outcome: validated with amendments" in english_text
    assert "Voted on: version 1. This version carries its outcome." in english_text
    assert "Government: for 2, with changes 1" in english_text
    assert "SSE: social and solidarity economy" in english_text


def test_before_the_next_version_it_is_said_that_the_amendments_are_missing(
    hall: Hall, amended: Version
) -> None:
    found = reading.preview(hall.tx, hall.organizer, amended.id)
    assert "the amendments are not in it" in plain(
        public_views.preview(english(), found, confirms=False, alone=False)
    )
    assert "before the amendments" in plain(public_views.public_text(english(), found, "en")[0])


# In three languages


@pytest.mark.parametrize("t", READERS, ids=LANGUAGES)
def test_every_screen_of_copies(hall: Hall, t: Translator) -> None:
    version = hall.share(*LONGEST)
    for _ in range(8):
        of = copied(hall, version, RECIPIENT)
    for page in (0, 1, 99):
        sound(copy_views.copies(t, reading.copies(hall.tx, hall.organizer, version.finding, page)))
    found = reading.copy_of(hall.tx, hall.consultant, of)
    sound(copy_views.made_notice(t, found, ""))
    for name in (forms.RECIPIENT, forms.LANGUAGE, forms.SURE):
        state = Open(forms.COPY, None, {}, values={forms.RECIPIENT: RECIPIENT, forms.LANGUAGE: "ky"})
        screen = copy_views.question(t, state, Field(name), (found.finding, found.version))
        assert length(screen) < 4096


@pytest.mark.parametrize("t", READERS, ids=LANGUAGES)
def test_every_screen_of_a_release(hall: Hall, t: Translator) -> None:
    version = hall.share(*LONGEST)
    declared(hall, version)
    version = hall.version(version.id)
    assert hall.ballot(BallotId(1)).outcome is Outcome.AMENDED

    def cards() -> None:
        for name in ("organizer", "chair"):
            sound(public_views.card(t, reading.release_card(hall.tx, hall.people[name], version.finding)))

    cards()
    preview = reading.preview(hall.tx, hall.organizer, version.id)
    sound(public_views.preview(t, preview, confirms=False, alone=False))
    agree(hall, "organizer", version)
    cards()
    agree_letter = drawn(hall, "release-proposed", "chair", t)
    assert isinstance(agree_letter, Screen)
    sound(agree_letter)
    sound(public_views.confirm_withdrawal(t, reading.release_card(hall.tx, hall.chair, version.finding)))
    agree(hall, "chair", version)
    cards()
    sound(public_views.confirm_withdrawal(t, reading.release_card(hall.tx, hall.chair, version.finding)))
    released = drawn(hall, "finding-released", "observer", t)
    assert isinstance(released, Screen)
    sound(released)
    sound(public_views.withdrawn_notice(t, "F1", was_public=True))
    for language in LANGUAGES:
        texts = public_views.public_text(t, preview, language)
        assert all(length(text) <= 4096 and not text.rows and not text.protect for text in texts)
        assert not public_views.picture(t, preview, language).protect


def test_a_text_that_fills_a_message_leaves_the_result_to_a_second_one(
    hall: Hall, amended: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = reading.preview(hall.tx, hall.organizer, amended.id)
    (whole,) = public_views.public_text(english(), found, "en")
    monkeypatch.setattr(public_views, "MESSAGE_UNITS", 300)
    text, result = public_views.public_text(english(), found, "en")
    assert "consider themselves such" in plain(text)
    assert "consider themselves such" not in plain(result)
    assert "Declared outcome" in plain(result)
    assert length(whole) > 300
