"""A plan is stored whole or not at all, beside what was there, and never over somebody else's."""

from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.findings.settings import COMMENT_DAYS
from bot.timeline import chain, moving, posting, records, service
from bot.timeline.comparing import compare, renamed
from bot.timeline.model import Days, Standing
from tests.findings.house import AT, BACKENDS, House
from tests.timeline.plans import KICK_OFF, TODAY, chained, lines, now, posted

pytestmark = BACKENDS


def test_the_eleven_milestones_are_stored_and_everybody_else_is_told_once(house: House) -> None:
    found = posted(house)
    assert [m.label for m in found] == [f"T{n}" for n in range(1, 12)]
    assert {m.owner for m in found} == {house.consultant.membership}
    assert len(house.letters("plan-changed")) == len(house.people) - 1
    assert house.told("plan-changed") == set(house.people) - {"consultant"}


def test_a_second_posting_is_compared_with_the_first(house: House) -> None:
    before = posted(house)
    again = KICK_OFF.replace("до 5 января", "9 января").replace("\n20.07.2023 — Итоговый отчёт", "")
    found = compare(lines(again + "\n01.09.2023 — Новое"), before)
    assert [line.title for line in found.added] == ["Новое"]
    assert [m.label for m, _ in found.moved] == ["T3"]
    assert [m.label for m in found.removed] == ["T9"]
    assert len(found.kept) == 9
    after = posted(house, again, reason="Праздники")
    assert [m.label for m in after] == [f"T{n}" for n in range(1, 12) if n != 9]
    assert now(house, before[2].id).standing is Standing.POSTPONED
    assert len(records.history(house.tx, before[2].id)) == 2


def test_a_title_that_is_corrected_is_no_other_milestone_and_another_title_is(house: House) -> None:
    before = posted(house)
    again = KICK_OFF.replace("Вводный отчёт", "Вводный отчет").replace("Итоговый отчёт", "Подведение итогов")
    found = compare(lines(again), before)
    corrected = [(m.label, line.title) for m, line in found.kept if renamed(m, line)]
    assert corrected == [("T3", "Вводный отчет")]
    assert ([line.title for line in found.added], [m.label for m in found.removed]) == (
        ["Подведение итогов"],
        ["T9"],
    )


def test_a_typed_line_that_names_a_milestone_is_that_one_whatever_it_says(house: House) -> None:
    before = posted(house)
    found = compare(lines("T3 12 января Первый черновик\nT99 22 декабря — Протокол разослан"), before)
    assert [(m.label, line.title) for m, line in found.moved] == [("T3", "Первый черновик")]
    assert [m.label for m, _ in found.kept] == ["T2"], "nothing is called T99: it is known by its title"


def test_the_same_plan_in_another_language_adds_titles_and_moves_nothing(house: House) -> None:
    before = posted(house)
    spans = [(m.days.first, m.days.last) for m in before]
    text = "\n".join(f"{a:%d.%m.%Y} – {b:%d.%m.%Y} Этап № {n}" for n, (a, b) in enumerate(spans))
    found = compare(lines(text, "ky"), before)
    assert (found.added, found.moved, found.removed, len(found.kept)) == ((), (), (), 11)


def test_two_consultants_posting_at_once_do_not_overwrite_each_other(house: House) -> None:
    revision = records.revision(house.tx, house.consultant.committee.id)
    posted(house)
    with pytest.raises(Refusal, match="plan-overtaken"):
        posting.post(
            house.tx,
            house.consultant,
            lines("05.01.2023 Другое"),
            revision=revision,
            reason="",
            adding=False,
            at=AT,
        )
    assert len(records.whole_plan(house.tx, house.consultant.committee.id)) == 11


@pytest.mark.parametrize("name", ["member", "chair", "alternate", "observer"])
def test_nobody_else_posts_or_moves(house: House, name: str) -> None:
    (first, *_) = posted(house)
    who = house.people[name]
    with pytest.raises(Refusal, match="planners-only"):
        posting.post(house.tx, who, lines(), revision=1, reason="", adding=False, at=AT)
    with pytest.raises(Refusal, match="planners-only"):
        moving.prospect(house.tx, who, first.id, Days(TODAY, TODAY))


def test_a_faulty_or_unchanged_plan_is_not_stored(house: House) -> None:
    with pytest.raises(Refusal, match="plan-faulty"):
        posted(house, "без срока")
    posted(house)
    with pytest.raises(Refusal, match="plan-unchanged"):
        posted(house)


def test_the_draft_report_slips_by_ten_working_days_with_four_dependents(house: House) -> None:
    found = posted(house)
    report, *after = found[5:10]
    chained(house, [report, *after])
    service.set_standing(house.tx, house.consultant, after[0].id, Standing.DONE, AT)
    calendar = house.consultant.committee.calendar
    to = report.days.shifted(10, calendar)
    slip = moving.prospect(house.tx, house.consultant, report.id, to)
    assert (slip.n, [m.label for m in slip.stays]) == (10, [after[0].label])
    assert [m.label for m, _ in slip.shifts] == [m.label for m in after[1:]]
    told = len(house.letters("plan-changed"))
    moving.move(
        house.tx,
        house.consultant,
        report.id,
        to,
        reason="Поздние данные",
        along=[m.id for m, _ in slip.shifts],
        seen=report.days.last,
        at=AT + timedelta(minutes=1),
    )
    assert now(house, report.id).days == to
    assert now(house, after[0].id).days == after[0].days
    for milestone in after[1:]:
        assert now(house, milestone.id).days == milestone.days.shifted(10, calendar)
    assert len(house.letters("plan-changed")) - told == len(house.people) - 1
    assert records.history(house.tx, report.id)[0].reason == "Поздние данные"


def test_a_milestone_that_somebody_else_has_moved_meanwhile_is_not_moved_twice(house: House) -> None:
    (first, *_) = posted(house)
    where = {"reason": "x", "along": (), "at": AT}
    day = first.days.last + timedelta(days=1)
    moving.move(house.tx, house.consultant, first.id, Days(day, day), seen=first.days.last, **where)
    with pytest.raises(Refusal, match="milestone-overtaken"):
        moving.move(house.tx, house.organizer, first.id, first.days, seen=first.days.last, **where)


def test_what_is_done_while_somebody_moves_it_stays(house: House) -> None:
    (first, *_) = posted(house)
    service.set_standing(house.tx, house.consultant, first.id, Standing.DONE, AT)
    day = first.days.last + timedelta(days=1)
    with pytest.raises(Refusal, match="milestone-done"):
        moving.move(
            house.tx,
            house.organizer,
            first.id,
            Days(day, day),
            seen=first.days.last,
            reason="x",
            along=(),
            at=AT,
        )


def test_both_holidays_are_flagged_and_one_tap_takes_the_next_working_day(house: House) -> None:
    found = posted(house)
    calendar = house.consultant.committee.calendar
    flagged = {m.label: m.flagged(calendar) for m in found if m.flagged(calendar)}
    assert {label: day.isoformat() for label, day in flagged.items() if day} == {
        "T3": "2023-01-09",
        "T11": "2023-09-01",
    }
    moving.take_working_day(house.tx, house.organizer, found[2].id, AT)
    assert now(house, found[2].id).days.last.isoformat() == "2023-01-09"
    with pytest.raises(Refusal, match="milestone-on-working-day"):
        moving.take_working_day(house.tx, house.organizer, found[2].id, AT)


def test_milestones_of_another_committee_are_unknown(house: House, neighbour: House) -> None:
    (first, *_) = posted(house)
    with pytest.raises(Refusal, match="milestone-unknown"):
        service.set_standing(neighbour.tx, neighbour.consultant, first.id, Standing.DONE, AT)


def test_dependencies_never_make_a_circle(house: House) -> None:
    one, other, *_ = posted(house)
    service.toggle_need(house.tx, house.consultant, one.id, other.id)
    with pytest.raises(Refusal, match="milestones-circle"):
        service.toggle_need(house.tx, house.consultant, other.id, one.id)


def test_what_follows_a_deliverable_is_laid_out_along_working_days(house: House) -> None:
    of = house.consultant.committee
    found = chain.lay_out({"ru": "Отчёт"}, TODAY, of)
    assert [line.after for line in found] == [(), (1,), (2,), (3,), (4,)]
    assert not any(of.calendar.is_day_off(day) for line in found for day in (line.days.first, line.days.last))
    comments = found[2].days
    assert of.calendar.working_days_between(comments.first, comments.last) + 1 == COMMENT_DAYS.of(of)
