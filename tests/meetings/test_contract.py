"""Every query of the room on both databases: SQLite always, PostgreSQL where there is a server."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup
from sqlalchemy import func, select

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.delivery import Letter
from bot.delivery import records as delivery
from bot.files import File
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import Digest
from bot.meetings import letters, own_data, reading, records, service, views
from bot.meetings.model import (
    AgendaLine,
    AgendaText,
    Answer,
    Availability,
    Change,
    Meeting,
    Reply,
    Spot,
    Standing,
)
from bot.store import Tx
from bot.texts import quoted
from tests.meetings.house import AGENDA, STARTS, plan, wall
from tests.store.conftest import on_postgres, postgres, tx

__all__ = ["on_postgres", "postgres", "tx"]
BISHKEK = ZoneInfo("Asia/Bishkek")
AT = datetime(2022, 12, 8, 8, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def anna(tx: Tx) -> Actor:
    """The organizer of a committee of one."""
    made = committee.create_committee(
        tx,
        code="KG",
        names={"en": "National committee"},
        country="KG",
        zone="Asia/Bishkek",
        languages=["en"],
        at=AT,
    )
    who = committee.actor_of_membership(tx, made.membership)
    assert who is not None
    return who


def meeting(tx: Tx, who: Actor) -> Meeting:
    number = records.add(tx, who.committee.id, plan(), who.committee.zone, who.membership)
    found = records.meeting(tx, number)
    assert found is not None
    return found


def test_a_meeting_is_kept_with_its_wall_time_texts_agenda_and_place(tx: Tx, anna: Actor) -> None:
    found = meeting(tx, anna)
    assert (found.number, found.standing, found.wall, found.zone) == (
        1,
        Standing.DRAFT,
        STARTS,
        ZoneInfo("Asia/Bishkek"),
    )
    assert found.starts_at == datetime(2022, 12, 20, 8, tzinfo=UTC)
    assert found.titles == plan().titles
    assert found.spot == Spot(42.8746, 74.5698)
    assert [(item.number, item.minutes, item.texts) for item in found.agenda] == [
        (n, line.minutes, line.texts) for n, line in enumerate(AGENDA, 1)
    ]
    assert meeting(tx, anna).number == 2
    assert records.committee_of(tx, found.id) == anna.committee.id
    assert records.meeting_of_item(tx, found.agenda[1].id) == found.id


def test_files_stay_with_their_topic_wherever_its_line_goes(tx: Tx, anna: Actor) -> None:
    found = meeting(tx, anna)
    opening, findings = AGENDA
    for item, name in zip(found.agenda, ("opening.pdf", "ө.pdf"), strict=True):
        records.set_files(tx, item.id, [File(name, Digest("a" * 64), 7)], AT)
    numbers = [item.id for item in found.agenda]
    welcome = AgendaLine(5, {"en": AgendaText("Welcome")})

    def agenda(*lines: AgendaLine) -> list[tuple[str, list[str]]]:
        records.set_agenda(tx, found.id, lines)
        now = records.meeting(tx, found.id)
        assert now is not None
        assert [(item.number, item.minutes) for item in now.agenda] == [
            (n, line.minutes) for n, line in enumerate(lines, 1)
        ]
        return [(item.texts["en"].topic, [file.name for file in item.files]) for item in now.agenda]

    assert agenda(welcome, opening, findings) == [
        ("Welcome", []),
        ("Opening", ["opening.pdf"]),
        ("Findings & <clauses>", ["ө.pdf"]),
    ]
    assert agenda(findings, opening) == [("Findings & <clauses>", ["ө.pdf"]), ("Opening", ["opening.pdf"])]
    reworded = AgendaLine(50, {"en": AgendaText("Findings and clauses")})
    assert agenda(reworded, opening) == [("Findings and clauses", ["ө.pdf"]), ("Opening", ["opening.pdf"])]
    assert agenda(opening) == [("Opening", ["opening.pdf"])]
    assert agenda(opening, findings)[1] == ("Findings & <clauses>", [])
    now = records.meeting(tx, found.id)
    assert now is not None
    assert now.agenda[0].id == numbers[0]


def test_a_change_raises_the_revision_and_is_remembered(tx: Tx, anna: Actor) -> None:
    found = meeting(tx, anna)
    records.change(tx, found.id, wall=wall(2022, 12, 21, 9, 30), spot=None, sequence=1)
    changed = records.meeting(tx, found.id)
    assert changed is not None
    assert (changed.wall, changed.spot, changed.revision) == (wall(2022, 12, 21, 9, 30), None, 1)
    records.add_change(tx, changed, anna.membership, Change.RESCHEDULED, AT, before=found.starts_at, note="ө")
    (line,) = records.changes(tx, found.id)
    assert (line.kind, line.sequence, line.before, line.note) == (Change.RESCHEDULED, 1, found.starts_at, "ө")


READERS = [translator(language, BISHKEK, BISHKEK) for language in LANGUAGES]
KYRGYZ, ENGLISH = "Залды өрт өчүрүүчүлөр жапты", "The hall is closed"


def mark(t: Translator, language: str) -> str:
    """What a reader is told below a text in `language`; nothing where that is theirs."""
    if language == t.language:
        return ""
    return "\n" + t("<i>Original language: {language}</i>", language=t.language_name(language))


def in_line(t: Translator, language: str) -> Markup:
    """As `mark`, at the end of a line."""
    if language == t.language:
        return Markup()
    return Markup(" <i>{}</i>").format(
        t("(original language: {language})", language=t.language_name(language))
    )


@pytest.mark.parametrize("t", READERS, ids=LANGUAGES)
def test_why_a_meeting_is_moved_or_cancelled_says_in_which_language_it_is_written(
    tx: Tx, anna: Actor, t: Translator
) -> None:
    service.create(tx, anna, plan(), AT)
    (found,) = records.open_in(tx, anna.committee.id)

    def card() -> str:
        return "\n".join(views.facts(t, reading.sheet(tx, anna, found.id, AT))) + "\n"

    service.reschedule(tx, anna, found.id, found.revision, wall(2022, 12, 21, 15), 90, KYRGYZ, AT)
    assert t("Note: {note}", note=KYRGYZ) + in_line(t, "ky") + "\n" in card()
    moved = records.meeting(tx, found.id)
    assert moved is not None
    service.reschedule(tx, anna, found.id, moved.revision, wall(2022, 12, 22, 15), 90, None, LATER)
    again = records.meeting(tx, found.id)
    assert again is not None
    assert (again.note, again.note_language) == (None, None), "another time without a note has no language"
    service.cancel(tx, anna, found.id, ENGLISH, LATER)
    assert t("Reason: {reason}", reason=ENGLISH) + in_line(t, "en") + "\n" in card()
    kept = [str(line) for part in own_data.sections(tx, t, anna.person) for line in part.lines]
    for text, language in ((KYRGYZ, "ky"), (ENGLISH, "en")):
        assert [line for line in kept if line.endswith(f" · {text} · {t.language_name(language)}")]


@pytest.mark.parametrize("t", READERS, ids=LANGUAGES)
def test_the_note_of_a_reminder_by_hand_says_in_which_language_it_is_written(
    tx: Tx, anna: Actor, t: Translator
) -> None:
    service.create(tx, anna, plan(), AT)
    (found,) = records.open_in(tx, anna.committee.id)

    def letter(note: str | None, at: datetime) -> Letter:
        service.remind_now(tx, anna, found.id, "all", note, at)
        newest = tx.execute(select(func.max(delivery.letters.c.id))).scalar_one()
        made = delivery.letter(tx, newest)
        assert made is not None
        return made

    def drawn(of: Letter) -> str:
        reader = committee.reader_of(tx, of.person, of.committee)
        assert reader is not None
        screen = letters.card(tx, of, replace(reader, t=t))
        assert screen is not None
        return str(screen.text)

    written = letter(KYRGYZ, AT)
    assert f"{quoted(KYRGYZ)}{mark(t, 'ky')}\n\n" in drawn(written)
    older = {name: fact for name, fact in written.facts.items() if name != "language"}
    assert f"{quoted(KYRGYZ)}\n\n" in drawn(replace(written, facts=older)), (
        "one written by an earlier program"
    )
    assert all(
        mark(t, language) not in drawn(letter(None, LATER)) for language in {*LANGUAGES} - {t.language}
    )


def test_answers_are_kept_voided_and_remembered(tx: Tx, anna: Actor) -> None:
    found = meeting(tx, anna)
    mine = found.id, anna.membership
    assert records.reply(tx, *mine) == Reply()
    records.keep_reply(tx, *mine, answer=Answer.ONLINE, answered_at=AT)
    records.keep_reply(tx, *mine, invited=True)
    assert records.replies(tx, found.id) == {anna.membership: Reply(Answer.ONLINE, AT, None, True)}
    records.void_answers(tx, found.id, [Answer.IN_PERSON])
    assert records.reply(tx, *mine).answer is Answer.ONLINE
    records.void_answers(tx, found.id, Answer)
    assert records.reply(tx, *mine) == Reply(None, None, Answer.ONLINE, True)


def test_a_poll_and_its_answers(tx: Tx, anna: Actor) -> None:
    found = meeting(tx, anna)
    records.set_slots(tx, found.id, [wall(2022, 12, 20, 14), wall(2022, 12, 21, 8)])
    first, second = records.slots(tx, found.id)
    assert (first.place, second.wall, records.slot(tx, second.id)) == (1, wall(2022, 12, 21, 8), second)
    for said in (Availability.YES, Availability.NO):
        records.keep_slot_reply(tx, first.id, anna.membership, said, AT)
    assert records.slot_replies(tx, found.id) == {first.id: {anna.membership: Availability.NO}}


def test_lists_pages_and_reminders(tx: Tx, anna: Actor) -> None:
    numbers = [
        service.create(tx, anna, plan(wall(2022, 12, day, 14)), AT).facts["meeting"] for day in (22, 20, 21)
    ]
    meeting(tx, anna)
    here = anna.committee.id
    assert [m.id for m in records.open_in(tx, here)] == [numbers[1], numbers[2], numbers[0]]
    page, more = records.page(tx, here, drafts=False, limit=2, offset=0)
    assert ([m.id for m in page], more) == ([numbers[0], numbers[2]], True)
    assert len(records.page(tx, here, drafts=True, limit=9, offset=0)[0]) == 4
    assert len(records.drafts_in(tx, here)) == 1
    assert [m.id for m in records.held_or_called(tx, here, 2)] == [numbers[2], numbers[1]]
    assert records.to_remind(tx, AT) == []
    next_at = records.next_reminder(tx, AT)
    assert next_at == datetime(2022, 12, 13, 8, tzinfo=UTC)
    assert [m.id for m in records.to_remind(tx, next_at)] == [numbers[1]]


def test_what_is_read_and_told_of_a_person(tx: Tx, anna: Actor) -> None:
    number = service.create(tx, anna, plan(), AT).facts["meeting"]
    service.answer(tx, anna, number, Answer.IN_PERSON, AT)
    asked = service.open_poll(tx, anna, plan(None), [wall(2022, 12, 21, 8)], LATER, AT).facts["meeting"]
    (slot,) = records.slots(tx, asked)
    service.reply(tx, anna, slot.id, Availability.IF_NEED_BE, AT)
    assert reading.sheet(tx, anna, number, AT).counts == {Answer.IN_PERSON: 1}
    assert reading.poll(tx, anna, asked, AT).answered == 1
    assert reading.waiting(tx, anna, AT) == []
    upcoming = reading.upcoming(tx, anna, AT)
    assert upcoming is not None
    assert upcoming.id == number
    t = translator("en", anna.committee.zone, anna.committee.zone)
    told = [str(line) for part in own_data.sections(tx, t, anna.person) for line in part.lines]
    assert any("In person" in line for line in told)
    assert any("If need be" in line for line in told)
