"""The rules of asking and answering, on every database: who may, what is refused, who is told."""

from datetime import timedelta

import pytest

from bot.app import REMINDERS
from bot.committee import records as people
from bot.committee.model import Actor
from bot.committee.service import UTC_ZONE
from bot.errors import Refusal
from bot.findings import records as findings
from bot.findings import writing as sharing
from bot.findings.model import Kind, Sight
from bot.i18n import translator
from bot.ids import AnswerId, FindingId, MeetingId, MembershipId, QuestionId, TelegramId
from bot.questions import reading, records, service
from bot.questions.cards import Part
from bot.questions.choice import Choice, Which
from bot.questions.model import (
    Attribution,
    Place,
    Question,
    Standing,
)
from bot.questions.records import Filter
from bot.seal import Seal
from bot.translations.model import Translation
from tests.findings.house import AT, BACKENDS, UNTIL, House
from tests.questions.meeting import Meetings
from tests.questions.no_meetings import NoMeetings

pytestmark = BACKENDS
SEAL = Seal(b"tests")
NONE = NoMeetings()
T = translator("en", UTC_ZONE, UTC_ZONE)


def ask(
    house: House,
    who: Actor,
    text: str = "When will it be?",
    attribution: Attribution = Attribution.NAME,
    finding: FindingId | None = None,
) -> Question:
    outcome = service.ask(
        house.tx, who, NONE, SEAL, text=text, attribution=attribution, at=AT, finding=finding
    )
    return now(house, QuestionId(outcome.facts["question"]))


def now(house: House, number: QuestionId) -> Question:
    found = records.question(house.tx, number)
    assert found is not None
    return found


def answer(house: House, asked: Question, text: str = "В марте.") -> None:
    over = service.standing(house.tx, asked.id)
    service.answer(house.tx, house.consultant, asked.id, text, AT, now=True, over=over)


def test_numbers_count_in_each_committee_by_themselves(house: House, neighbour: House) -> None:
    assert [ask(house, house.member).number for _ in range(2)] == [1, 2]
    theirs = ask(neighbour, neighbour.member)
    assert theirs.number == 1
    with pytest.raises(Refusal, match="question-unknown"):
        service.support(house.tx, house.member, theirs.id, AT)


def test_those_who_answer_are_told_and_an_unnamed_asker_is_not_left_out(house: House) -> None:
    ask(house, house.member)
    assert house.told("question-asked") == {"organizer", "chair", "consultant"}
    ask(house, house.chair, attribution=Attribution.NONE)
    assert len(house.letters("question-asked")) == 6


def test_of_whoever_is_not_named_the_ledger_keeps_the_hour_only(house: House) -> None:
    assert ask(house, house.member).asked_at == AT
    unnamed = ask(house, house.member, attribution=Attribution.NONE)
    assert unnamed.asked_at == AT.replace(minute=0) != AT


def test_only_holders_of_a_seat_can_be_named_by_organization(house: House) -> None:
    with pytest.raises(Refusal, match="question-without-seat"):
        ask(house, house.observer, attribution=Attribution.ORGANIZATION)
    asked = ask(house, house.member, attribution=Attribution.CONSTITUENCY)
    named = reading.named(house.tx, asked)
    assert (named.name, named.organization, named.constituency) == (None, None, "workers")


def test_a_due_date_counts_working_days_and_a_claim_keeps_it(house: House) -> None:
    asked = ask(house, house.member)
    due = asked.due_at
    assert due is not None
    assert due - AT == timedelta(days=7, hours=1, minutes=30), "five working days, 18:00 in Bishkek"
    service.claim(house.tx, house.consultant, asked.id, AT)
    assert now(house, asked.id).due_at == due
    with pytest.raises(Refusal, match="question-taken"):
        service.claim(house.tx, house.organizer, asked.id, AT)
    later = due + timedelta(days=3)
    service.assign(house.tx, house.chair, asked.id, house.organizer.membership, later, AT)
    assert now(house, asked.id).owner == house.organizer.membership
    assert house.told("question-assigned") == {"organizer"}
    with pytest.raises(Refusal, match="question-owner-cannot-answer"):
        service.assign(house.tx, house.chair, asked.id, house.member.membership, None, AT)
    with pytest.raises(Refusal, match="deadline-past"):
        service.assign(house.tx, house.chair, asked.id, house.consultant.membership, AT, AT)


def test_members_neither_answer_nor_merge_nor_assign(house: House) -> None:
    asked = ask(house, house.member)
    with pytest.raises(Refusal, match="question-not-yours"):
        service.answer(house.tx, house.other, asked.id, "No", AT, now=True)
    for act in (service.claim, service.accept, service.call_up):
        with pytest.raises(Refusal, match="question-answerers-only"):
            act(house.tx, house.other, asked.id, AT)
    with pytest.raises(Refusal, match="question-answerers-only"):
        service.merge(house.tx, house.other, asked.id, 2, AT)


def test_who_supports_two_questions_that_are_merged_counts_once_and_their_asker_not_at_all(
    house: House,
) -> None:
    first, second = ask(house, house.member), ask(house, house.other)
    for who in (house.other, house.observer):
        service.support(house.tx, who, first.id, AT)
    for who in (house.member, house.observer, house.alternate):
        service.support(house.tx, who, second.id, AT)
    service.merge(house.tx, house.organizer, second.id, 1, AT)
    assert records.support(house.tx, first.id) == 3, "other, observer, alternate"
    assert now(house, second.id).standing is Standing.MERGED
    service.support(house.tx, house.chair, second.id, AT)
    assert records.support(house.tx, first.id) == 4
    third = ask(house, house.chair)
    service.merge(house.tx, house.organizer, first.id, third.number, AT)
    assert now(house, second.id).merged_into == third.id, "what was merged before goes along"


def test_questions_that_are_parted_count_as_if_they_had_never_been_merged(house: House) -> None:
    first, second, third = (ask(house, who) for who in (house.member, house.other, house.chair))
    service.support(house.tx, house.observer, first.id, AT)
    for who in (house.observer, house.alternate, house.consultant):
        service.support(house.tx, who, second.id, AT)
    service.support(house.tx, house.organizer, third.id, AT)
    service.merge(house.tx, house.organizer, third.id, 2, AT)
    assert records.support(house.tx, second.id) == 5
    service.merge(house.tx, house.organizer, second.id, 1, AT)
    assert records.support(house.tx, first.id) == 6
    service.support(house.tx, house.consultant, first.id, AT)
    with pytest.raises(Refusal, match="question-answerers-only"):
        service.separate(house.tx, house.member, second.id, AT)
    service.separate(house.tx, house.chair, second.id, AT)
    assert records.support(house.tx, first.id) == 3, "observer; organizer and chair with the third question"
    service.separate(house.tx, house.chair, third.id, AT)
    assert [records.support(house.tx, n) for n in (first.id, third.id)] == [1, 1]
    alone = now(house, second.id)
    assert (alone.standing, alone.merged_into, alone.due_at) == (Standing.ACCEPTED, None, second.due_at)
    with pytest.raises(Refusal, match="question-not-merged"):
        service.separate(house.tx, house.chair, second.id, AT)


def test_an_answer_reaches_the_askers_of_all_that_was_merged_and_forgets_the_sealed_ones(
    house: House,
) -> None:
    first, second = ask(house, house.member), ask(house, house.other, attribution=Attribution.NONE)
    service.merge(house.tx, house.organizer, second.id, 1, AT)
    answer(house, first)
    assert house.told("question-answered") == {"member"}
    sealed = [letter for letter in house.letters("question-answered") if letter.sealed]
    assert [SEAL.person(letter.sealed or "") for letter in sealed] == [house.other.person.id]
    assert now(house, second.id).asker.address is None


def test_what_was_merged_into_a_question_that_is_withdrawn_waits_by_itself_again(house: House) -> None:
    first, second = ask(house, house.member), ask(house, house.other)
    service.merge(house.tx, house.organizer, second.id, 1, AT)
    service.withdraw(house.tx, house.member, first.id, SEAL, AT)
    again = now(house, second.id)
    assert (again.standing, again.merged_into, again.due_at) == (Standing.ACCEPTED, None, second.due_at)
    answer(house, again)
    assert house.told("question-answered") == {"other"}


def test_what_was_merged_after_the_answer_is_answered_at_once(house: House) -> None:
    first = ask(house, house.member)
    answer(house, first)
    second = ask(house, house.other)
    service.merge(house.tx, house.organizer, second.id, 1, AT)
    assert house.told("question-answered") == {"member", "other"}


def test_an_observer_sees_no_question_about_a_finding_and_members_none_that_waits(house: House) -> None:
    version = house.shared()
    about = ask(house, house.member, finding=version.finding)
    assert not about.visible_to(house.observer)
    with pytest.raises(Refusal, match="finding-unknown"):
        ask(house, house.observer, finding=version.finding)
    people.set_setting(house.tx, house.organizer.committee.id, "questions_moderated", True)
    home = people.committee(house.tx, house.organizer.committee.id)
    from dataclasses import replace

    waits = ask(house, replace(house.member, committee=home))
    assert waits.standing is Standing.PENDING
    assert waits.visible_to(house.member)
    assert not waits.visible_to(house.other)
    assert waits.visible_to(house.chair)
    with pytest.raises(Refusal, match="question-pending"):
        answer(house, waits)
    service.accept(house.tx, house.organizer, waits.id, AT)
    with pytest.raises(Refusal, match="question-accepted-already"):
        service.decline(house.tx, house.organizer, waits.id, "Why", AT)
    answer(house, waits)


def labels(house: House, choice: Choice, who: Actor | None = None) -> list[str]:
    """The questions that somebody (the organizer) sees of a choice, as they stand on the list."""
    page = reading.ledger(house.tx, who or house.organizer, NONE, T, Choice.read(choice.pack()))
    assert page.total == len(page.lines)
    return [line.question.label for line in page.lines]


def test_the_ledger_is_filtered_by_conditions_that_hold_together(house: House) -> None:
    version = house.shared()
    first = ask(house, house.member, "Качан даяр болот?")
    ask(house, house.other, "What about Care services?", finding=version.finding)
    third = ask(house, house.consultant, "Кто ведёт протокол?")
    service.claim(house.tx, house.consultant, first.id, AT)
    answer(house, first, "Отвечаем: в марте")
    assert labels(house, Choice()) == ["Q3", "Q2", "Q1"]
    assert labels(house, Choice(Which.OPEN)) == ["Q3", "Q2"]
    assert labels(house, Choice(Which.ANSWERED)) == ["Q1"]
    assert labels(house, Choice(mine=True), house.member) == ["Q1"]
    assert labels(house, Choice(mine=True), house.consultant) == ["Q3", "Q1"]
    assert labels(house, Choice(Which.OPEN, mine=True), house.consultant) == ["Q3"]
    assert labels(house, Choice(finding=Choice.ANY_FINDING)) == ["Q2"]
    assert labels(house, Choice(finding=version.finding)) == ["Q2"]
    assert labels(house, Choice(Which.ANSWERED, finding=version.finding)) == []
    assert labels(house, Choice(meeting=Choice.ANY_MEETING)) == []
    assert labels(house, Choice(group="workers")) == ["Q1"]
    assert labels(house, Choice(Which.OPEN, group="workers")) == []
    service.support(house.tx, house.member, ask(house, house.other, "Why?").id, AT)
    service.support(house.tx, house.organizer, third.id, AT)
    service.support(house.tx, house.member, third.id, AT)
    assert labels(house, Choice(wanted=True)) == ["Q3", "Q4", "Q1", "Q2"]


def test_the_list_is_paged_and_a_page_beyond_it_is_the_last(house: House) -> None:
    for n in range(11):
        ask(house, house.member, f"Question {n}")
    page = reading.ledger(house.tx, house.organizer, NONE, T, page=10**12)
    assert (page.page, len(page.lines), page.total) == (2, 1, 11)


def test_words_are_found_in_every_language_whatever_their_capitals(house: House) -> None:
    first = ask(house, house.member, "КӨҢҮЛ бурулбайбы үйдө КаРоого?")
    second = ask(house, house.other, "What about Care services?", Attribution.NONE)
    answer(house, first, "Отвечаем: в Марте 2023 года")
    service.answer(house.tx, house.consultant, second.id, "A hidden draft", AT, now=False)

    def translate(asked: Question, text: str) -> None:
        newest = records.answers_to(house.tx, asked.id)[-1]
        service.translate(
            house.tx,
            house.organizer,
            asked.id,
            newest.id,
            Translation("ky", text, "J. T."),
            AT,
        )

    translate(first, "Жооп МАРТТА болот")
    translate(second, "Жашыруун долбоор")
    for words in ("көңүл", "кароого КӨҢ", "care", "Q1 үйдө", "марте отвечаем", "мартта"):
        assert labels(house, Choice(words=words)) == (["Q2"] if words == "care" else ["Q1"]), words
    for words in ("%", "_", "кароого care", "hidden", "жашыруун", "9" * 30):
        assert labels(house, Choice(words=words)) == [], words
    assert labels(house, Choice(words="q2")) == ["Q2"]
    assert labels(house, Choice(Which.ANSWERED, words="care")) == []


def test_meetings_and_findings_are_chosen_from_those_that_questions_are_about(house: House) -> None:
    version = house.shared()
    ask(house, house.other, "What about it?", finding=version.finding)
    draft = house.draft()
    ask(house, house.consultant, "And this draft?", finding=draft.finding)
    found, page, last = reading.parts(
        house.tx, house.member, NONE, T, Part.FINDING, Choice(Which.OPEN), page=7
    )
    assert (page, last) == (0, 0)
    assert [(each.n, each.choice) for each in found] == [(1, Choice(Which.OPEN, finding=version.finding))]


def test_a_question_about_a_draft_is_seen_by_those_who_see_the_draft(house: House) -> None:
    draft = house.draft()
    asked = ask(house, house.consultant, "Is <this wording> right?", finding=draft.finding)
    assert labels(house, Choice()) == ["Q1"]
    assert labels(house, Choice(), house.member) == []
    with pytest.raises(Refusal, match="question-unknown"):
        service.support(house.tx, house.member, asked.id, AT)
    sharing.share(house.tx, house.consultant, draft.id, UNTIL, AT)
    assert labels(house, Choice(), house.member) == ["Q1"]
    assert labels(house, Choice(), house.observer) == []


def test_a_translation_names_its_translator_and_belongs_to_its_wording(house: House) -> None:
    asked = ask(house, house.member, "Качан?")
    answer(house, asked)
    (given,) = records.answers_to(house.tx, asked.id)

    def translate(language: str) -> None:
        service.translate(
            house.tx,
            house.organizer,
            asked.id,
            given.id,
            Translation(language, "In March.", "J. Translator"),
            AT,
        )

    with pytest.raises(Refusal, match="translation-of-itself"):
        translate("ru")
    translate("en")
    translate("en")
    assert len(records.translations_of(house.tx, asked.id, given.id)) == 1
    answer(house, asked, "В апреле.")
    with pytest.raises(Refusal, match="answer-unknown"):
        translate("ky")
    card = reading.card(house.tx, house.organizer, asked.id, NONE, SEAL, T)
    assert card.given is not None
    assert (card.given.wording.text, card.given.wording.translations, card.earlier) == ("В апреле.", (), 1)


def test_whoever_reads_the_language_of_a_translation_is_told_of_it(house: House) -> None:
    asked = ask(house, house.observer)
    answer(house, asked)
    before = len(house.letters("question-answered"))
    (given,) = records.answers_to(house.tx, asked.id)
    for language, told in (("ky", 0), ("en", 1)):
        service.translate(
            house.tx,
            house.consultant,
            asked.id,
            given.id,
            Translation(language, "…", "J. T."),
            AT,
        )
        assert len(house.letters("question-answered")) == before + told


def test_a_draft_answer_is_seen_by_those_who_answer_and_replaced_by_the_next(house: House) -> None:
    asked = ask(house, house.member)
    for text in ("First", "Second"):
        kept = service.answer(house.tx, house.consultant, asked.id, text, AT, now=False)
    draft = AnswerId(kept.facts["answer"])
    card = reading.card(house.tx, house.chair, asked.id, NONE, SEAL, T)
    assert card.draft is not None
    assert card.draft.wording.text == "Second"
    assert reading.card(house.tx, house.member, asked.id, NONE, SEAL, T).draft is None
    service.answer(house.tx, house.chair, asked.id, "Another", AT, now=False)
    assert [a.text for a in records.answers_to(house.tx, asked.id)] == ["Second", "Another"]
    service.publish(house.tx, house.chair, asked.id, draft, AT)
    with pytest.raises(Refusal, match="answer-published-already"):
        service.publish(house.tx, house.chair, asked.id, draft, AT)
    with pytest.raises(Refusal, match="answer-unknown"):
        service.publish(house.tx, house.chair, asked.id, AnswerId(10**9), AT)
    _, pages = reading.answer_pages(house.tx, house.chair, asked.id)
    assert [given.wording.text for given in pages] == ["Another", "Second"]
    _, pages = reading.answer_pages(house.tx, house.member, asked.id)
    assert [given.wording.text for given in pages] == ["Second"]


def test_an_answer_becomes_a_draft_finding_with_its_translations(house: House) -> None:
    asked = ask(house, house.member)
    answer(house, asked, "Нехватка финансирования. Её называют все.")
    (given,) = records.answers_to(house.tx, asked.id)
    service.translate(
        house.tx,
        house.organizer,
        asked.id,
        given.id,
        Translation("en", "Lack of funding. All name it.", "J. T."),
        AT,
    )
    with pytest.raises(Refusal, match="consultants-only"):
        service.draft_findings(house.tx, house.organizer, asked.id, Kind.FINDING, (), AT)
    outcome = service.draft_findings(house.tx, house.consultant, asked.id, Kind.FINDING, (), AT)
    (number,) = outcome.facts["finding"]
    made = findings.shown(house.tx, FindingId(number), Sight.ALL)
    assert made is not None
    texts = [(t.language, t.title, t.body, t.translator) for t in made.texts]
    assert texts == [
        ("ru", "Нехватка финансирования.", "Её называют все.", None),
        ("en", "Lack of funding.", "All name it.", "J. T."),
    ]


def test_what_a_message_of_the_group_said_is_kept_once_and_its_edit_beside_it(house: House) -> None:
    place = Place(TelegramId(-100), 7)
    said = AT - timedelta(hours=2)

    def capture(author: TelegramId | None) -> Question:
        outcome = service.capture(
            house.tx,
            house.member,
            NONE,
            text="Қачан болады?",
            place=place,
            author=author,
            language="kk",
            said_at=said,
            at=AT,
        )
        return now(house, QuestionId(outcome.facts["question"]))

    kept = capture(None)
    assert (kept.asked_at, kept.asker.membership, kept.captured_by) == (said, None, house.member.membership)
    with pytest.raises(Refusal, match="question-captured-already"):
        capture(None)
    service.edited_in_group(house.tx, place, "Качан болот?", AT)
    assert (now(house, kept.id).text, now(house, kept.id).edited) == ("Қачан болады?", "Качан болот?")
    assert service.edited_in_group(house.tx, Place(TelegramId(-100), 8), "x", AT) is None


def test_a_question_in_session_belongs_to_the_meeting_and_its_item(house: House) -> None:
    from bot.ids import AgendaItemId
    from bot.questions.model import Session

    meetings = Meetings(Session(MeetingId(4), AgendaItemId(6)))
    outcome = service.ask(
        house.tx,
        house.member,
        meetings,
        SEAL,
        text="When?",
        attribution=Attribution.NAME,
        at=AT,
    )
    found = now(house, QuestionId(outcome.facts["question"]))
    assert (found.meeting, found.item) == (4, 6)
    assert records.live(house.tx, found.committee, MeetingId(4)) == [(found, 0)]
    assert Filter(house.tx, house.member).meeting(MeetingId(4)).count() == 1


def test_where_the_owner_has_gone_everybody_who_answers_is_reminded(house: House) -> None:
    asked = ask(house, house.member)
    service.claim(house.tx, house.consultant, asked.id, AT)
    assert records.count_unowned(house.tx, asked.committee) == (0, 0)
    people.end_membership(house.tx, MembershipId(house.consultant.membership), AT)
    assert records.count_unowned(house.tx, asked.committee) == (0, 1)
    due = asked.due_at
    assert due is not None
    REMINDERS.remind(house.tx, asked.committee, due)
    assert house.told("reminder") == {"organizer", "chair"}


def test_what_falls_due_within_four_hours_goes_on_one_card(house: House) -> None:
    from bot.questions import schedule

    first, second, third = (ask(house, house.member, f"Question {n}") for n in range(3))
    for asked in (first, second, third):
        service.claim(house.tx, house.consultant, asked.id, AT)
    here = house.consultant.committee
    due = first.due_at
    assert due is not None
    schedule.plan(house.tx, here, first.id, due - timedelta(hours=6), AT)
    schedule.plan(house.tx, here, second.id, due - timedelta(hours=3), AT)
    REMINDERS.remind(house.tx, here.id, due - timedelta(hours=6))
    (letter,) = house.letters("reminder")
    assert [thing for _, thing, _, _ in letter.facts["about"]] == [first.id, second.id]
    assert REMINDERS.due(house.tx, due).items
    assert now(house, third.id).reminders == 0
