"""What a committee decides about requests for input."""

from bot.i18n import mark
from bot.settings import Page, Setting
from bot.settings.kinds import Before, Number
from bot.settings.words import working_days

ANSWER_DAYS = Setting(
    "input_days",
    Page.QUESTIONS,
    mark("Time to answer a request for input"),
    Number(1, 90, working_days, (5, 10, 15)),
    10,
    mark("It is suggested from now on. Deadlines that are set stay as they are."),
)
REMINDERS = Setting(
    "input_reminders",
    Page.QUESTIONS,
    mark("Reminders before a request ends"),
    Before(),
    [72, 24],
    mark("It holds at once, also for requests that run. What was sent is not sent again."),
    mark("They go to those of whose seat nobody has answered."),
)
SETTINGS = (ANSWER_DAYS, REMINDERS)
