"""A button is a claim: what stands in the place of a number may be a sign that only looks like one."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.committee.model import Committee
from bot.errors import Refusal
from bot.forms import Form, Open, Picked, Said, advance
from bot.ids import CommitteeId, MilestoneId
from bot.meetings import forms as meetings
from bot.timeline import forms as timeline
from bot.timeline.model import Days, Milestone, Standing

AT = datetime(2022, 12, 14, 4, tzinfo=UTC)
HERE = Committee(CommitteeId(1), "KG", {"en": "Committee"}, "KG", ZoneInfo("Asia/Bishkek"), ("en",), ("en",))
DAY = Days(AT.date(), AT.date())
REPORT = Milestone(MilestoneId(1), HERE.id, 1, DAY, Standing.PLANNED, None, {"en": "Report"})


def moving() -> tuple[Form, Open]:
    """A milestone is moved by so many working days."""
    form = timeline.move(HERE, REPORT, AT, slip=None, reasoned=False)
    return form, Open(form.kind, HERE.id, {})


def calling_off() -> tuple[Form, Open]:
    """A meeting is cancelled as somebody saw it."""
    form = meetings.cancel()
    return form, advance(form, Open(form.kind, HERE.id, {}), Said("The hall is closed", 1))


@pytest.mark.parametrize("begun", [moving, calling_off])
@pytest.mark.parametrize("sign", ["²", "③", "", "-1", "1.5"])
def test_it_is_refused_and_breaks_nothing(begun: Callable[[], tuple[Form, Open]], sign: str) -> None:
    form, state = begun()
    with pytest.raises(Refusal, match="form-stale"):
        advance(form, state, Picked(state.serial, sign))
