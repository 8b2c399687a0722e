"""Requests for input on every database: who is asked, how it is counted, who reads what; and every screen of it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from bot.app import REMINDERS
from bot.committee import records as people
from bot.committee.model import Actor
from bot.committee.records import tables as people_tables
from bot.committee.service import UTC_ZONE
from bot.errors import Refusal
from bot.files import File
from bot.findings import records as findings
from bot.findings.model import Kind, Sight
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import Digest, FindingId, InputId, InputRequestId
from bot.inputs import own_data, reading, records, reminders, service, views
from bot.inputs.cards import Progress
from bot.inputs.model import TEXT_LIMIT, Request, Way
from bot.screens import Screen
from bot.store.tables import metadata
from bot.texts import units
from bot.translations.model import Translation
from tests.findings.house import AT, BACKENDS, House

pytestmark = BACKENDS
UNTIL = AT + timedelta(days=10)
FILE = File("form.docx", Digest("0" * 64), 12)
NASTY = "<b>&amp;</b> 🙂🇰🇬 " * 80


def ask(house: House, groups: Sequence[str] = (), text: str = "Which organizations?") -> Request:
    outcome = service.ask(
        house.tx,
        house.consultant,
        text=text,
        language="en",
        groups=groups,
        until=UNTIL,
        at=AT,
        files=[FILE],
    )
    found = records.request(house.tx, InputRequestId(outcome.facts["request"]))
    assert found is not None
    return found


def give(house: House, who: Actor, asked: Request, way: Way = Way.TEXT, text: str = "Some") -> InputId:
    files = [FILE] if way is Way.FILE else []
    outcome = service.give(house.tx, who, asked.id, way, text=text, language="ky", files=files, at=AT)
    return InputId(outcome.facts["input"])


def test_a_seat_has_answered_once_titular_or_alternate_did(house: House) -> None:
    asked = ask(house, ["workers"])
    assert house.told("input-requested") == {"member", "alternate"}
    assert [r.id for r in reading.waiting(house.tx, house.member)] == [asked.id]
    assert reading.waiting(house.tx, house.other) == []
    give(house, house.alternate, asked)
    assert reading.waiting(house.tx, house.member) == []
    assert reading.card(house.tx, house.chair, asked.id).progress == {"workers": Progress(1, 1)}


def test_what_cannot_be_asked_is_refused(house: House) -> None:
    with pytest.raises(Refusal, match="group-unknown"):
        ask(house, ["martians"])
    with pytest.raises(Refusal, match="request-to-nobody"):
        ask(house, ["employers"])
    with pytest.raises(Refusal, match="deadline-past"):
        service.ask(house.tx, house.consultant, text="x", language="en", groups=(), until=AT, at=AT)
    with pytest.raises(Refusal, match="requests-consultants-only"):
        service.ask(house.tx, house.member, text="x", language="en", groups=(), until=UNTIL, at=AT)
    with pytest.raises(Refusal, match="text-too-long"):
        ask(house, text="x" * (TEXT_LIMIT + 1))


def test_another_committee_sees_none_of_it(house: House, neighbour: House) -> None:
    asked = ask(house)
    given = give(house, house.member, asked)
    with pytest.raises(Refusal, match="request-unknown"):
        give(neighbour, neighbour.member, asked)
    with pytest.raises(Refusal, match="input-unknown"):
        reading.input_line(neighbour.tx, neighbour.consultant, given)
    with pytest.raises(Refusal, match="file-unknown"):
        service.send_file(neighbour.tx, neighbour.member, asked.id, None, 0, key="1", at=AT)


def test_a_contact_is_read_by_those_who_work_with_it_and_by_whoever_gave_it(house: House) -> None:
    given = give(house, house.member, ask(house), Way.CONTACT, "Asan, +996 000")
    for who in (house.consultant, house.organizer, house.chair, house.member):
        assert reading.input_line(house.tx, who, given).input.text == "Asan, +996 000"
    for who in (house.other, house.alternate, house.observer):
        with pytest.raises(Refusal, match="input-unknown"):
            reading.input_line(house.tx, who, given)


def test_only_seats_that_have_not_answered_are_reminded_and_the_author_hears_of_the_end(house: House) -> None:
    asked = ask(house)
    give(house, house.member, asked, Way.NOTHING, "")
    assert house.letters("input-given") == [], "that there is nothing to add only counts"
    REMINDERS.remind(house.tx, asked.committee, UNTIL - timedelta(hours=24))
    assert house.told("reminder") == {"chair", "other"}
    again = len(house.letters("reminder"))
    REMINDERS.remind(house.tx, asked.committee, UNTIL - timedelta(hours=23))
    assert len(house.letters("reminder")) == again
    (end,) = reminders.due(house.tx, UNTIL).items
    end(house.tx)
    assert house.told("request-over") == {"consultant"}
    ended = records.request(house.tx, asked.id)
    assert ended is not None
    assert ended.ended_at == UNTIL
    assert reminders.due(house.tx, UNTIL + timedelta(days=9)).items == ()


def test_whoever_joins_while_a_request_runs_is_not_reminded_of_what_was_due_before(house: House) -> None:
    asked = ask(house)
    people.change_person(house.tx, house.other.person.id, joined_at=UNTIL - timedelta(hours=71))
    REMINDERS.remind(house.tx, asked.committee, UNTIL - timedelta(hours=71))
    assert house.told("reminder") == {"chair", "member", "alternate"}


def test_a_file_that_two_things_carry_is_kept_once(house: House) -> None:
    asked = ask(house)
    give(house, house.member, asked, Way.FILE, "")
    files = metadata.tables["files"]
    assert len(house.tx.execute(files.select()).all()) == 1
    service.send_file(house.tx, house.other, asked.id, None, 0, key="1", at=AT)
    assert house.told("input-file") == {"other"}
    with pytest.raises(Refusal, match="file-unknown"):
        service.send_file(house.tx, house.other, asked.id, None, 1, key="2", at=AT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_data_tells_in_which_language_a_request_and_an_input_are_kept(
    house: House, language: str
) -> None:
    t, asked = translator(language, UTC_ZONE, UTC_ZONE), ask(house)
    give(house, house.member, asked, text="Кооперативдер")
    give(house, house.other, asked, Way.NOTHING, "")

    def first(who: Actor) -> str:
        parts = own_data.sections(house.tx, t, who.person)
        return next(line for part in parts for line in part.lines).partition("\n")[0]

    assert first(house.consultant).endswith(f" · {t.language_name('en')}")
    assert first(house.member).endswith(f" · {t.language_name('ky')}")
    assert first(house.other).endswith(t.moment(AT)), "what has no text has no language"


def test_an_input_becomes_a_draft_finding_of_the_consultants_only(house: House) -> None:
    given = give(house, house.member, ask(house), text="A title\nA body")
    with pytest.raises(Refusal, match="consultants-only"):
        service.draft_findings(house.tx, house.organizer, given, Kind.FINDING, (), AT)
    service.draft_findings(house.tx, house.consultant, given, Kind.FINDING, (), AT)
    (made,) = reading.input_line(house.tx, house.consultant, given).findings
    assert [found.id for found in records.behind(house.tx, made.id)] == [given]
    assert reading.input_line(house.tx, house.member, given).findings == (), "a draft"


def test_an_input_becomes_several_findings_in_one_go(house: House) -> None:
    given = give(house, house.member, ask(house), text="A title\nA body")
    own = ["Нет средств", "Мало понимания\nПочти везде"]
    outcome = service.draft_findings(house.tx, house.consultant, given, Kind.FINDING, own, AT)
    assert outcome.facts["labels"] == ["F1", "F2"]
    assert [f.label for f in reading.input_line(house.tx, house.consultant, given).findings] == ["F1", "F2"]
    second = findings.shown(house.tx, outcome.facts["finding"][1], Sight.ALL)
    assert second is not None
    assert [(text.language, text.title, text.body) for text in second.texts] == [
        ("ru", "Мало понимания", "Почти везде")
    ]


def test_a_translation_stands_beside_the_original_and_names_its_translator(house: House) -> None:
    asked = ask(house)
    given = give(house, house.member, asked, text="Чүйдө он эки кооператив бар")
    for of in ((asked.id, None), (None, given)):
        with pytest.raises(Refusal, match="question-answerers-only"):
            service.translate(house.tx, house.other, *of, Translation("ru", "Да", "J. T."), AT)
        for text in ("Twelve", "Twelve cooperatives"):
            service.translate(house.tx, house.organizer, *of, Translation("ru", text, " J. T. "), AT)
    found = records.input_(house.tx, given)
    assert found is not None
    assert found.translations == (Translation("ru", "Twelve cooperatives", "J. T."),)
    again = records.request(house.tx, asked.id)
    assert again is not None
    assert (again.text, len(again.translations)) == (asked.text, 1)
    with pytest.raises(Refusal, match="translation-of-itself"):
        service.translate(house.tx, house.chair, None, given, Translation("ky", "Он эки", "J. T."), AT)
    with pytest.raises(Refusal, match="input-unknown"):
        service.translate(house.tx, house.chair, None, InputId(10**9), Translation("ru", "Да", "J. T."), AT)
    with pytest.raises(Refusal, match="input-unknown"):
        service.translate(house.tx, house.chair, asked.id, given, Translation("ru", "Да", "J. T."), AT)
    nothing = give(house, house.other, asked, Way.NOTHING, "")
    with pytest.raises(Refusal, match="input-unknown"):
        service.translate(house.tx, house.chair, None, nothing, Translation("ru", "Да", "J. T."), AT)


def test_what_is_offered_may_be_about_a_finding_in_sight(house: House) -> None:
    shared, draft = house.shared(), house.draft()

    def offer(about: FindingId, who: Actor = house.member) -> InputId:
        outcome = service.offer(house.tx, who, text="See this", language="en", files=[], at=AT, finding=about)
        return InputId(outcome.facts["input"])

    about = reading.input_line(house.tx, house.other, offer(shared.finding)).about
    assert about is not None
    assert about.id == shared.finding
    for who in (house.member, house.chair):
        with pytest.raises(Refusal, match="finding-unknown"):
            offer(draft.finding, who)


def test_what_is_said_about_a_finding_cannot_be_forwarded(house: House) -> None:
    version = house.shared()
    t = translator("en", UTC_ZONE, UTC_ZONE)

    def protected(about: FindingId | None) -> list[bool]:
        outcome = service.ask(
            house.tx,
            house.consultant,
            text="What do you say?",
            language="en",
            groups=(),
            until=UNTIL,
            at=AT,
            finding=about,
        )
        card = reading.card(house.tx, house.member, InputRequestId(outcome.facts["request"]))
        made = service.give(
            house.tx, house.member, card.request.id, Way.TEXT, text="This", language="en", at=AT
        )
        line = reading.input_line(house.tx, house.chair, InputId(made.facts["input"]))
        drawn = [
            views.request(t, card),
            views.requested_notice(t, card),
            views.reminder(t, card.request.committee, card.request, alone=True),
            views.input_card(t, line),
            views.given_notice(t, line),
            views.inputs(t, reading.inputs(house.tx, house.chair, card.request.id)),
        ]
        return [screen.protect for screen in drawn]

    assert protected(None) == [False] * 6
    assert protected(version.finding) == [True] * 6


def test_what_was_given_is_listed_by_constituency(house: House) -> None:
    asked = ask(house)
    for who in (house.other, house.member, house.chair):
        give(house, who, asked)
    page = reading.inputs(house.tx, house.consultant, asked.id)
    assert [line.constituency for line in page.lines] == ["government", "sse", "workers"]


def screens(house: House, t: Translator) -> Iterator[Screen]:
    asked = ask(house, text=NASTY)
    givers = [house.member, house.other, house.chair]
    made = [give(house, givers[n % 3], asked, list(Way)[n % 4], NASTY) for n in range(8)]
    offered = service.offer(house.tx, house.member, text=NASTY, language="ky", files=[FILE], at=AT)
    made.append(InputId(offered.facts["input"]))
    service.draft_findings(house.tx, house.consultant, made[0], Kind.FINDING, ["A title"], AT)
    for of in ((asked.id, None), (None, made[0])):
        service.translate(house.tx, house.organizer, *of, Translation("ru", NASTY, "<J.> & co"), AT)
    for who in house.people.values():
        if not who.reads_drafts:
            continue
        found = reading.card(house.tx, who, asked.id)
        yield views.request(t, found)
        yield views.confirm_end(t, found)
        yield views.requested_notice(t, found)
        yield views.over_notice(t, found)
        yield views.requests(t, reading.listed(house.tx, who))
        for alone in (True, False):
            yield views.reminder(t, who.committee.id, asked, alone=alone)
        for request in (asked.id, None):
            yield views.inputs(t, reading.inputs(house.tx, who, request, 1))
        for number in made:
            try:
                line = reading.input_line(house.tx, who, number)
            except Refusal:
                continue
            yield views.input_card(t, line)
            yield views.given_notice(t, line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_a_message_and_is_in_its_readers_words(house: House, language: str) -> None:
    count = 0
    for screen in screens(house, translator(language, UTC_ZONE, UTC_ZONE)):
        count += 1
        assert units(str(screen.text.striptags())) <= 4096 - 100
        assert screen.rows
        assert "<b>&amp;" not in screen.text
        labels = [button.label for row in screen.rows for button in row]
        assert all(label.strip() for label in labels)
        if language != "en":
            said = f"{screen.text.striptags()} {labels}"
            for word in ("input", "Input", "request", "Request", "Menu", "nothing"):
                assert word not in said
    assert count > 40


def test_the_committees_own_name_of_a_group_is_used(house: House) -> None:
    here = house.chair.committee.id
    change = people_tables.constituencies.update().where(
        people_tables.constituencies.c.committee == here, people_tables.constituencies.c.code == "sse"
    )
    house.tx.execute(change.values(names={"en": "SSE bodies"}))
    t = translator("en", UTC_ZONE, UTC_ZONE)
    asked = ask(house, ["sse"])
    assert "SSE bodies" in views.request(t, reading.card(house.tx, house.chair, asked.id)).text
