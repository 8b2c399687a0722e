"""Whom a day off concerns that is added by hand: on both databases."""

from dataclasses import replace
from datetime import date, timedelta

from bot.committee import days_off
from bot.committee import records as roster
from bot.ids import QuestionId
from bot.questions import asking, schedule
from bot.questions import records as questions
from bot.questions.model import Attribution
from bot.seal import Seal
from bot.timeline import records, service
from bot.timeline.days_off import DaysOff
from tests.findings.house import AT, BACKENDS, UNTIL, House
from tests.questions.no_meetings import NoMeetings
from tests.timeline.plans import now, posted

pytestmark = BACKENDS
TUESDAY = date(2022, 12, 13)
"""On it ends the window for comments on what is shared."""


def test_whoever_plans_and_owners_are_told_of_what_ends_then_and_nobody_else(house: House) -> None:
    one, other = posted(house, "13.12.2022 — Отчёт\n13.12.2022 — Обзор")
    service.set_owner(house.tx, house.consultant, one.id, house.member.membership, AT)
    service.set_owner(house.tx, house.consultant, other.id, None, AT)
    house.shared()
    days_off.add(house.tx, house.organizer, TUESDAY, TUESDAY, "Орозо айт", AT)
    assert house.told("day-off") == {"consultant", "member"}
    assert now(house, one.id).days == one.days
    here = roster.committee(house.tx, house.organizer.committee.id)
    seen = {}
    for name in ("consultant", "member", "observer"):
        who = house.people[name]
        seen[name] = DaysOff().ending(house.tx, replace(who, committee=here), [TUESDAY], "ru")
    assert seen["observer"] is None
    assert seen["member"] is not None
    assert [m.label for m in seen["member"].milestones] == ["T1"]
    assert seen["member"].things == ()
    assert seen["consultant"] is not None
    assert [m.label for m in seen["consultant"].milestones] == ["T1", "T2"]
    assert [thing.label for thing in seen["consultant"].things] == ["F1"]
    assert seen["consultant"].things[0].at == UNTIL


def test_the_digest_of_whoever_wants_it_moves_off_a_monday_and_stays_where_it_was_set_elsewhere(
    house: House,
) -> None:
    reader, monday = house.member.membership, TUESDAY - timedelta(days=1)
    service.subscribe(house.tx, house.member, True, AT)
    first = records.digest_at(house.tx, reader)
    days_off.add(house.tx, house.organizer, TUESDAY, TUESDAY, "Орозо айт", AT)
    assert records.digest_at(house.tx, reader) == first
    house.people["organizer"] = replace(
        house.organizer, committee=roster.committee(house.tx, house.organizer.committee.id)
    )
    days_off.add(house.tx, house.organizer, monday, monday, "Орозо айт", AT)
    assert first is not None
    assert records.digest_at(house.tx, reader) == first + timedelta(days=2)


def test_a_question_that_is_due_on_a_day_that_becomes_one_is_reminded_of_before_it(house: House) -> None:
    asked = asking.ask(
        house.tx,
        house.member,
        NoMeetings(),
        Seal(b"tests"),
        text="When?",
        attribution=Attribution.NAME,
        at=AT,
    )
    number = QuestionId(asked.facts["question"])
    schedule.plan(house.tx, house.organizer.committee, number, UNTIL, AT)
    days_off.add(house.tx, house.organizer, TUESDAY, TUESDAY, "Орозо айт", AT)
    found = questions.question(house.tx, number)
    assert found is not None
    assert (found.due_at, found.remind_at) == (UNTIL, UNTIL - timedelta(hours=23, minutes=31))
