"""What follows from a milestone's days alone: whether it is late or postponed, and what another end makes of it."""

from datetime import date

import pytest

from bot.ids import CommitteeId, MilestoneId
from bot.timeline.model import Days, Milestone, Standing, moved_standing

MAY = {day: date(2023, 5, day) for day in range(1, 32)}


@pytest.mark.parametrize(
    ("standing", "now", "becomes"),
    [
        (Standing.PLANNED, Days(MAY[10], MAY[21]), Standing.POSTPONED),
        (Standing.PLANNED, Days(MAY[12], MAY[20]), Standing.PLANNED),
        (Standing.PLANNED, Days(MAY[10], MAY[19]), Standing.PLANNED),
        (Standing.IN_PROGRESS, Days(MAY[10], MAY[21]), Standing.IN_PROGRESS),
        (Standing.POSTPONED, Days(MAY[1], MAY[2]), Standing.POSTPONED),
    ],
)
def test_only_what_is_planned_and_ends_later_is_postponed(
    standing: Standing, now: Days, becomes: Standing
) -> None:
    assert moved_standing(standing, Days(MAY[10], MAY[20]), now) is becomes


@pytest.mark.parametrize(
    ("days", "last", "becomes"),
    [
        (Days(MAY[10], MAY[10]), 15, Days(MAY[15], MAY[15])),
        (Days(MAY[10], MAY[10]), 5, Days(MAY[5], MAY[5])),
        (Days(MAY[10], MAY[20]), 15, Days(MAY[10], MAY[15])),
        (Days(MAY[10], MAY[20]), 25, Days(MAY[10], MAY[25])),
        (Days(MAY[10], MAY[20]), 5, Days(MAY[5], MAY[5])),
    ],
)
def test_a_single_day_moves_and_a_range_keeps_its_start(days: Days, last: int, becomes: Days) -> None:
    assert days.ending(MAY[last]) == becomes


@pytest.mark.parametrize(("standing", "late"), [(Standing.PLANNED, (0, 0, 1)), (Standing.DONE, (0, 0, 0))])
def test_late_is_what_should_have_been_done_before_today(
    standing: Standing, late: tuple[int, int, int]
) -> None:
    one = Milestone(MilestoneId(1), CommitteeId(1), 1, Days(MAY[10], MAY[20]), standing, None, {})
    assert tuple(one.late_by(MAY[day]) for day in (19, 20, 21)) == late
