"""Every screen of the room in every language: within Telegram's limits, with a way back, in its reader's words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.committee.service import UTC_ZONE
from bot.errors import Refusal
from bot.findings.model import Kind
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import MeetingId, QuestionId, TelegramId
from bot.questions import card_views, news, own_data, reading, records, service, views
from bot.questions.cards import Part
from bot.questions.choice import Choice, Which
from bot.questions.model import Attribution, Place, Session, Standing
from bot.screens import Screen
from bot.seal import Seal
from bot.texts import shortened, units
from bot.translations.model import Translation
from tests.findings.house import AT, House
from tests.questions.meeting import Meetings
from tests.questions.no_meetings import NoMeetings
from tests.questions.test_service import SEAL

NASTY = "<b>&amp;</b> 🙂🇰🇬 " * 220
"""With tags, entities and emoji of several units; near Telegram's limit."""


def telling(language: str) -> Translator:
    return translator(language, UTC_ZONE, UTC_ZONE)


def populate(house: House) -> list[QuestionId]:
    """Questions at every standing, with the longest texts there can be."""
    tx, at = house.tx, AT
    meetings = NoMeetings()
    made = []
    for n, attribution in enumerate([*Attribution, *Attribution]):
        text = shortened(f"{n} {NASTY}", 4096)
        outcome = service.ask(tx, house.member, meetings, SEAL, text=text, attribution=attribution, at=at)
        made.append(QuestionId(outcome.facts["question"]))
    pending, declined, owned, drafted, answered, merged, withdrawn, room = made
    records.change(tx, pending, standing=Standing.PENDING)
    reason = {"reason": shortened(NASTY, 500), "reason_language": "ky"}
    records.change(tx, declined, standing=Standing.DECLINED, **reason)
    service.claim(tx, house.consultant, owned, at)
    service.answer(tx, house.consultant, drafted, shortened(NASTY, 3000), at, now=False)
    for _ in range(2):
        over = service.standing(tx, answered)
        service.answer(tx, house.consultant, answered, shortened(f"1 {NASTY}", 3000), at, now=True, over=over)
    newest = records.answers_to(tx, answered)[-1]
    for language in ("ky", "ru"):
        if language == newest.language:
            continue
        service.translate(
            tx,
            house.organizer,
            answered,
            newest.id,
            Translation(language, shortened(NASTY, 3000), "<J.> & co"),
            at,
        )
    service.answer(tx, house.consultant, answered, shortened(f"2 {NASTY}", 3000), at, now=False)
    records.change(tx, answered, edited=NASTY, edited_language="ru", edited_at=at)
    service.draft_findings(tx, house.consultant, answered, Kind.FINDING, ["A title\nA body"], at)
    service.merge(tx, house.organizer, merged, records.question(tx, owned).number, at)  # type: ignore[union-attr]
    service.withdraw(tx, house.member, withdrawn, SEAL, at)
    edited = {"edited": NASTY, "edited_language": "en", "edited_at": at}
    records.change(tx, room, in_room=True, standing=Standing.ASSIGNED, **edited)
    return made


def screens(house: House, t: Translator) -> Iterator[Screen]:
    tx, made = house.tx, populate(house)
    meetings = Meetings(Session(MeetingId(1), None))
    for who in house.people.values():
        for number in made:
            try:
                found = reading.card(tx, who, number, meetings, SEAL, t)
            except Refusal:
                continue
            yield card_views.card(t, found)
            yield card_views.card(t, replace(found, live=True), original=True)
            yield card_views.attributions(t, found)
            yield card_views.confirm_withdraw(t, found)
            yield news.asked(t, found)
            yield news.captured(t, found)
            yield news.assigned(t, found)
            yield news.answered(t, found)
            for step in ("accepted", "declined", "assigned", "merged"):
                if (told := news.step(t, found, step)) is not None:
                    yield told
            yield views.whole_question(t, found.line, 0)
            yield views.whole_answers(t, *reading.answer_pages(tx, house.organizer, number), 1)
        for which in Which:
            for page in range(2):
                choice = Choice(which, group="sse" if page else "")
                found_ = reading.ledger(tx, who, meetings, t, choice, page)
                yield views.ledger(t, found_)
                yield views.filters(t, found_)
                yield views.tables(t, found_)
        for part in (Part.MEETING, Part.FINDING, Part.GROUP):
            at = reading.parts(tx, who, meetings, t, part, Choice(mine=True), 0)
            yield views.parts(t, who.committee.id, part, Choice(mine=True), *at)
        live = reading.live(tx, who, meetings)
        assert live is not None
        yield views.live(t, live)
    yield views.no_session(t, house.organizer.committee.id)
    lines = [reading.line(tx, q, 3) for n in made if (q := records.question(tx, n)) is not None]
    for alone in (True, False):
        yield news.reminder(t, house.organizer.committee.id, lines[0], AT, alone=alone)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_a_message_and_leads_on(house: House, language: str) -> None:
    count = 0
    for screen in screens(house, telling(language)):
        count += 1
        assert units(str(screen.text.striptags())) <= 4096 - 100, "room for a committee's name"
        assert screen.rows
        assert all(row for row in screen.rows)
        for row in screen.rows:
            for button in row:
                assert button.label.strip()
                assert len(button.label) <= 64
        assert "<b>&amp;" not in screen.text, "what people wrote is escaped"
    assert count > 200


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_no_english_is_left_on_a_card(house: House, language: str) -> None:
    said = " ".join(
        f"{screen.text.striptags()} {[b.label for row in screen.rows for b in row]}"
        for screen in screens(house, telling(language))
    )
    for word in ("Question", "Answer", "question", "answer", "Withdraw", "Menu", "Merge"):
        assert word not in said


def asked(house: House) -> QuestionId:
    """A question that a member asks in English."""
    text, attribution = "When will it be?", Attribution.NAME
    meetings = NoMeetings()
    made = service.ask(house.tx, house.member, meetings, SEAL, text=text, attribution=attribution, at=AT)
    return QuestionId(made.facts["question"])


def shown(house: House, number: QuestionId, t: Translator) -> str:
    """The card as the organizer gets it."""
    return str(
        card_views.card(t, reading.card(house.tx, house.organizer, number, NoMeetings(), SEAL, t)).text
    )


def mark(t: Translator, language: str) -> str:
    """What a reader is told at the end of a line in `language`; nothing where that is theirs."""
    if language == t.language:
        return "\n"
    return f" <i>{t('(original language: {language})', language=t.language_name(language))}</i>\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_question_is_declined_says_in_which_language_it_is_written(house: House, language: str) -> None:
    t, number = telling(language), asked(house)
    records.change(house.tx, number, standing=Standing.PENDING)
    reason = "Бул өкмөттүн иши"
    service.decline(house.tx, house.organizer, number, reason, AT)
    assert f"{t('Reason: {reason}', reason=reason)}{mark(t, 'ky')}" in shown(house, number, t) + "\n"
    records.change(house.tx, number, reason_language=None)
    assert shown(house, number, t).endswith(t("Reason: {reason}", reason=reason)), "from before it was kept"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_edited_in_the_group_says_in_which_language_it_stands_now(
    house: House, language: str
) -> None:
    t, number = telling(language), asked(house)
    records.change(house.tx, number, chat=-100, message=7)
    service.edited_in_group(house.tx, Place(TelegramId(-100), 7), "Качан бүтөт?", AT)
    edited = t("Edited in the group on {moment}: {text}", moment=t.moment(AT), text="Качан бүтөт?")
    assert f"{edited}{mark(t, 'ky')}" in shown(house, number, t) + "\n"
    said = [str(line) for part in own_data.sections(house.tx, t, house.member.person) for line in part.lines]
    assert said[0].split("\n")[0].endswith(f" · {t.language_name('en')}")
    assert said[0].endswith(f"\nКачан бүтөт? · {t.language_name('ky')}")


def test_seal_is_never_shown(house: House) -> None:
    asked = service.ask(
        house.tx,
        house.member,
        NoMeetings(),
        Seal(b"tests"),
        text="When?",
        attribution=Attribution.NONE,
        at=AT,
    )
    found = records.question(house.tx, QuestionId(asked.facts["question"]))
    assert found is not None
    assert found.asker.address is not None
    assert found.asker.address not in repr(found)
