"""By when a question is to be answered, and when its owner is reminded: counted in the committee's working days."""

from datetime import datetime

from bot.committee import records as roster
from bot.committee.model import Committee, HoursChanged
from bot.ids import QuestionId
from bot.questions import records
from bot.questions.settings import ANSWER_DAYS, ESCALATION_DAYS
from bot.store import Tx, wake
from bot.workdays import instant, is_quiet, last_allowed_moment


def plan(tx: Tx, here: Committee, number: QuestionId, due_at: datetime, now: datetime) -> None:
    """To be answered by `due_at` (UTC), and reminded of then, or at the last allowed moment before."""
    at = last_allowed_moment(due_at, here.zone, here.calendar, not_before=now)
    records.change(tx, number, due_at=due_at, remind_at=at or due_at, reminders=0)
    wake(tx)


def plan_usual(tx: Tx, here: Committee, number: QuestionId, now: datetime) -> None:
    """To be answered within the committee's usual time."""
    plan(tx, here, number, here.calendar.default_deadline(now, ANSWER_DAYS.of(here)), now)


def calendar_changed(tx: Tx, event: HoursChanged) -> None:
    """What would now be reminded of in quiet hours or on a day off is reminded of before them."""
    here = roster.committee(tx, event.committee)
    for question in records.reminding_in(tx, here.id, event.at):
        assert question.remind_at is not None
        at = last_allowed_moment(question.remind_at, here.zone, here.calendar, not_before=event.at)
        if at not in (None, question.remind_at):
            records.change(tx, question.id, remind_at=at)
    wake(tx)


def again(here: Committee, now: datetime) -> datetime:
    """Some working days after the owner was reminded: then the organizers are."""
    day = here.calendar.add_working_days(now.astimezone(here.zone).date(), ESCALATION_DAYS.of(here))
    at = instant(day, now.astimezone(here.zone).time(), here.zone)
    return here.calendar.deadline_on(day) if is_quiet(at, here.zone, here.calendar) else at
