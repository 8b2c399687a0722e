"""What a committee decides about its timeline."""

from bot.i18n import mark
from bot.settings import Page, Setting
from bot.settings.kinds import Before

REMINDERS = Setting(
    "milestone_reminders",
    Page.MEETINGS,
    mark("Reminders before a milestone ends"),
    Before(whole_days=True),
    [7, 1],
    mark("It holds at once, also for milestones of today's plan. What was sent is not sent again."),
    mark("They go to its owner, in the morning, and once more when it is overdue."),
)
SETTINGS = (REMINDERS,)
