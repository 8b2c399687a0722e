"""Every query of the room on both databases: SQLite always, PostgreSQL where there is a server."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ballots.model import Rules
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.i18n import translator
from bot.ids import EntryId, MembershipId
from bot.meetings import records as meetings
from bot.meetings.model import AgendaLine, AgendaText, Carried, Meeting, Origin, Standing
from bot.sessions import own_data, records
from bot.sessions.model import Disposition, Entry, Kind, MinutesStanding, MinutesVersion, Mode, presence
from bot.store import Tx
from tests.meetings.house import plan
from tests.store.conftest import on_postgres, postgres, tx

__all__ = ["on_postgres", "postgres", "tx"]
AT = datetime(2022, 12, 20, 8, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def anna(tx: Tx) -> Actor:
    """The organizer of a committee of one."""
    names = {"en": "National committee"}
    made = committee.create_committee(
        tx, code="KG", names=names, country="KG", zone="Asia/Bishkek", languages=["en"], at=AT
    )
    who = committee.actor_of_membership(tx, made.membership)
    assert who is not None
    return who


@pytest.fixture
def meeting(tx: Tx, anna: Actor) -> Meeting:
    """A meeting with two items on its agenda."""
    number = meetings.add(tx, anna.committee.id, plan(), anna.committee.zone, anna.membership)
    found = meetings.meeting(tx, number)
    assert found is not None
    return found


def add(tx: Tx, who: Actor, meeting: Meeting, kind: Kind, **values: object) -> Entry:
    return records.add_entry(tx, who.committee.id, meeting.id, kind, "en", "Some <words>", AT, **values)


def test_a_room_has_one_code_and_an_earlier_one_opens_nothing(tx: Tx, meeting: Meeting) -> None:
    assert records.room_code(tx, meeting.id) is None
    records.set_room_code(tx, meeting.id, 10**17)
    records.set_room_code(tx, meeting.id, 10**17 + 1)
    assert records.room_code(tx, meeting.id) == 10**17 + 1
    assert records.room_of(tx, 10**17) is None
    assert records.room_of(tx, 10**17 + 1) == meeting.id


def test_one_item_is_on_at_a_time(tx: Tx, meeting: Meeting) -> None:
    first, second = (item.id for item in meeting.agenda)
    records.turn_to(tx, meeting.id, first, AT)
    records.turn_to(tx, meeting.id, second, LATER)
    assert records.current(tx, meeting.id) == second
    assert [(span.item, span.ended_at) for span in records.spans(tx, meeting.id)] == [
        (first, LATER),
        (second, None),
    ]
    assert records.spans(tx, meeting.id)[0].minutes(LATER) == 60
    records.turn_to(tx, meeting.id, None, LATER)
    assert records.current(tx, meeting.id) is None


def test_a_stay_has_a_beginning_and_an_end(tx: Tx, anna: Actor, meeting: Meeting) -> None:
    records.come(tx, meeting.id, anna.membership, Mode.ONLINE, AT, None)
    found = records.stay(tx, meeting.id, anna.membership)
    assert found is not None
    assert (found.mode, found.came_at, found.left_at, found.recorded_by) == (Mode.ONLINE, AT, None, None)
    records.leave(tx, meeting.id, anna.membership, LATER)
    assert records.stay(tx, meeting.id, anna.membership) is None
    records.come(tx, meeting.id, anna.membership, Mode.ROOM, LATER, anna.membership)
    records.all_leave(tx, meeting.id, LATER)
    assert [(s.mode, s.left_at) for s in records.stays(tx, meeting.id)] == [
        (Mode.ONLINE, LATER),
        (Mode.ROOM, LATER),
    ]
    records.forget_stays(tx, meeting.id)
    assert records.stays(tx, meeting.id) == []


def test_a_stay_ends_at_the_latest_when_its_person_leaves_the_committee(
    tx: Tx, anna: Actor, meeting: Meeting
) -> None:
    records.come(tx, meeting.id, anna.membership, Mode.ONLINE, AT, None)
    roster.end_membership(tx, anna.membership, LATER)
    records.all_leave(tx, meeting.id, LATER + timedelta(hours=1))
    assert [stay.left_at for stay in records.stays(tx, meeting.id)] == [LATER]
    here = anna.committee.id
    assert [m.id for m in roster.served_between(tx, here, AT, LATER)] == [anna.membership]
    assert roster.served_between(tx, here, LATER, LATER + timedelta(hours=1)) == []
    assert roster.served_between(tx, here, AT - timedelta(hours=2), AT - timedelta(hours=1)) == []


def test_what_was_carried_to_an_agenda_is_found_there_once_it_is_called(
    tx: Tx, anna: Actor, meeting: Meeting
) -> None:
    line = AgendaLine(10, {"en": AgendaText("Q1. When?")}, Carried(Origin.QUESTION, 7, ("Q1", "M1")))
    number = meetings.add(tx, anna.committee.id, plan(agenda=(line,)), anna.committee.zone, anna.membership)
    assert meetings.carried_to(tx, anna.committee.id, Origin.QUESTION, 7) == ()
    meetings.change(tx, number, standing=Standing.CALLED, called_at=AT)
    assert meetings.carried_to(tx, anna.committee.id, Origin.QUESTION, 7) == ("M2 (1)",)
    assert meetings.carried_to(tx, anna.committee.id, Origin.ACTION, 7) == ()


def test_entries_are_numbered_by_kind_and_a_struck_one_keeps_its_number(
    tx: Tx, anna: Actor, meeting: Meeting
) -> None:
    first, second = (add(tx, anna, meeting, Kind.REMARK, author=anna.membership) for _ in range(2))
    decision = add(tx, anna, meeting, Kind.DECISION, item=meeting.agenda[0].id)
    assert [e.label for e in (first, second, decision)] == ["K1", "K2", "D1"]
    records.change_entry(tx, second.id, struck_at=LATER)
    assert add(tx, anna, meeting, Kind.REMARK).label == "K3"
    assert [e.label for e in records.entries_of(tx, meeting.id)] == ["K1", "D1", "K3"]
    records.set_entry_text(tx, first.id, "ky", "Сөздөр")
    records.set_entry_text(tx, first.id, "ky", "Башка сөздөр", "J. Translator")
    found = records.entry(tx, first.id)
    assert found is not None
    assert (found.language, found.text("ky"), found.text("ru")) == ("en", "Башка сөздөр", "Some <words>")
    assert found.translators == {"ky": "J. Translator"}
    assert records.committee_of_entry(tx, first.id) == anna.committee.id
    assert records.entry(tx, EntryId(10**9)) is None


def test_what_is_open_is_found_until_it_is_done_or_answered(tx: Tx, anna: Actor, meeting: Meeting) -> None:
    action = add(tx, anna, meeting, Kind.ACTION, owner=anna.membership, due_at=LATER, remind_at=LATER)
    remark = add(tx, anna, meeting, Kind.REMARK)
    both = (Kind.ACTION, Kind.REMARK)
    assert [e.id for e in records.open_entries(tx, anna.committee.id, *both)] == [action.id, remark.id]
    assert records.to_remind(tx, AT) == []
    assert records.next_reminder(tx, AT) == LATER
    assert [e.id for e in records.to_remind(tx, LATER)] == [action.id]
    records.change_entry(tx, action.id, done_at=LATER, remind_at=None)
    records.change_entry(tx, remark.id, disposition=Disposition.NOTED)
    assert records.open_entries(tx, anna.committee.id, *both) == []
    assert records.next_reminder(tx, AT) is None
    assert records.people_of([action, remark]) == {anna.membership}


def test_minutes_have_a_standing_notes_and_versions(tx: Tx, anna: Actor, meeting: Meeting) -> None:
    assert records.minutes_of(tx, meeting.id).standing is MinutesStanding.DRAFT
    records.set_minutes(
        tx, meeting.id, standing=MinutesStanding.CIRCULATED, object_until=LATER, ripe_at=LATER
    )
    assert records.minutes_of(tx, meeting.id).object_until == LATER
    assert records.ripe(tx, AT) == []
    assert records.ripe(tx, LATER) == [meeting.id]
    item = meeting.agenda[0].id
    records.set_note(tx, meeting.id, None, "en", "The whole")
    records.set_note(tx, meeting.id, item, "ky", "Пункт")
    records.set_note(tx, meeting.id, item, "ky", None)
    assert records.notes(tx, meeting.id) == {(None, "en"): "The whole"}
    assert records.newest_version(tx, meeting.id) is None
    for number in (1, 2):
        records.add_version(tx, MinutesVersion(meeting.id, number, AT, {"ky": {"title": "Протокол"}}, "ab"))
    found = records.newest_version(tx, meeting.id)
    assert found is not None
    assert (found.number, found.papers["ky"]) == (2, {"title": "Протокол"})
    records.set_minutes(
        tx, meeting.id, standing=MinutesStanding.APPROVED, approved_at=LATER, approved_by=anna.membership
    )
    assert records.minutes_of(tx, meeting.id).approved_by == anna.membership


def test_my_data_tell_of_stays_entries_and_approvals(tx: Tx, anna: Actor, meeting: Meeting) -> None:
    records.come(tx, meeting.id, anna.membership, Mode.ROOM, AT, anna.membership)
    add(tx, anna, meeting, Kind.REMARK, author=anna.membership)
    records.set_minutes(tx, meeting.id, approved_at=LATER, approved_by=anna.membership)
    t = translator("en", anna.committee.zone, anna.committee.zone)
    found = own_data.sections(tx, t, anna.person)
    assert [len(section.lines) for section in found] == [1, 1, 1, 1]
    (entry,) = (line for section in found for line in section.lines if "Some" in line)
    assert "Some &lt;words&gt; · English" in entry


def test_a_seat_counts_once_however_many_of_its_holders_are_there(anna: Actor) -> None:
    nobody = presence([], [(anna.membership, Mode.ROOM), (MembershipId(99), Mode.ONLINE)], ["sse"], Rules())
    assert (nobody.present, nobody.seats, nobody.needed, nobody.quorum) == (0, 0, 1, False)
