"""A milestone is taken out, and the last change of a plan is taken back: by whoever plans, with one notice."""

import pytest

from bot.errors import Refusal
from bot.ids import PlanChangeId
from bot.timeline import moving, records, service, taking_back
from bot.timeline.model import ChangeKind, Standing
from tests.findings.house import AT, BACKENDS, House
from tests.timeline.plans import chained, now, posted

pytestmark = BACKENDS


def last(house: House) -> PlanChangeId:
    """The number of the plan's last change."""
    return PlanChangeId(records.revision(house.tx, house.consultant.committee.id))


def slips(house: House, number: int = 5) -> None:
    """The draft report and the four after it come ten working days later."""
    found = records.whole_plan(house.tx, house.consultant.committee.id)
    report, *after = found[number : number + 5]
    chained(house, [report, *after])
    to = report.days.shifted(10, house.consultant.committee.calendar)
    along = [m.id for m in after]
    moving.move(
        house.tx, house.consultant, report.id, to, reason="x", along=along, seen=report.days.last, at=AT
    )


def test_a_move_is_taken_back_with_all_that_moved_along_and_one_notice_a_person(house: House) -> None:
    before = posted(house)
    slips(house)
    told = len(house.letters("plan-changed"))
    taking_back.undo(house.tx, house.organizer, last(house), AT)
    here = house.consultant.committee.id
    assert [(m.days, m.standing) for m in records.whole_plan(house.tx, here)] == [
        (m.days, m.standing) for m in before
    ]
    assert len(house.letters("plan-changed")) - told == len(house.people) - 1
    newest, earlier, _ = records.history(house.tx, before[5].id)
    assert (newest.kind, earlier.kind) == (ChangeKind.UNDONE, ChangeKind.MOVED)


def test_what_is_done_by_now_stays_when_a_move_is_taken_back(house: House) -> None:
    before = posted(house)
    slips(house)
    done = now(house, before[6].id)
    service.set_standing(house.tx, house.consultant, done.id, Standing.DONE, AT)
    assert [m.id for m in taking_back.prospect(house.tx, house.consultant, last(house)).stays] == [done.id]
    taking_back.undo(house.tx, house.consultant, last(house), AT)
    assert now(house, done.id).days == done.days
    assert now(house, before[5].id).days == before[5].days


def test_only_the_last_change_is_taken_back(house: House) -> None:
    posted(house)
    first = last(house)
    slips(house)
    with pytest.raises(Refusal, match="change-overtaken"):
        taking_back.undo(house.tx, house.consultant, first, AT)


def test_a_posting_is_taken_back_whole(house: House) -> None:
    before = posted(house)
    posted(house, "05.01.2024 — Другой этап", reason="Новый план")
    assert [m.label for m in records.whole_plan(house.tx, house.consultant.committee.id)] == ["T12"]
    taking_back.undo(house.tx, house.consultant, last(house), AT)
    assert records.whole_plan(house.tx, house.consultant.committee.id) == before


def test_a_milestone_is_taken_out_with_its_reason_and_comes_back_with_what_it_depended_on(
    house: House,
) -> None:
    one, other, third, *_ = posted(house)
    chained(house, [one, other, third])
    taking_back.take_out(house.tx, house.consultant, other.id, "Не нужно", AT)
    here = house.consultant.committee.id
    assert records.needs_in(house.tx, here) == {}
    assert records.history(house.tx, other.id)[0].reason == "Не нужно"
    assert house.told("plan-changed") == set(house.people) - {"consultant"}
    taking_back.undo(house.tx, house.consultant, last(house), AT)
    assert now(house, other.id) == other
    assert records.needs_in(house.tx, here) == {other.id: {one.id}, third.id: {other.id}}


def test_nothing_comes_back_into_a_circle(house: House) -> None:
    one, other, third, *_ = posted(house)
    chained(house, [one, other, third])
    taking_back.take_out(house.tx, house.consultant, other.id, "x", AT)
    service.toggle_need(house.tx, house.consultant, one.id, third.id)
    with pytest.raises(Refusal, match="milestones-circle"):
        taking_back.undo(house.tx, house.consultant, last(house), AT)


@pytest.mark.parametrize("name", ["member", "chair", "alternate", "observer"])
def test_nobody_else_takes_anything_out_or_back(house: House, name: str) -> None:
    first, *_ = posted(house)
    who = house.people[name]
    with pytest.raises(Refusal, match="planners-only"):
        taking_back.take_out(house.tx, who, first.id, "x", AT)
    with pytest.raises(Refusal, match="planners-only"):
        taking_back.undo(house.tx, who, last(house), AT)


def test_another_committees_change_is_unknown(house: House, neighbour: House) -> None:
    posted(house)
    with pytest.raises(Refusal, match="change-unknown"):
        taking_back.undo(neighbour.tx, neighbour.consultant, last(house), AT)


def test_where_only_titles_were_written_there_is_nothing_to_take_back(house: House) -> None:
    posted(house)
    number = records.add_change(house.tx, house.consultant, ChangeKind.POSTED, "", AT, ())
    with pytest.raises(Refusal, match="change-kept"):
        taking_back.undo(house.tx, house.consultant, number, AT)
