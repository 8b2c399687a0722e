"""What a committee decides about what follows from a meeting."""

from bot.i18n import mark
from bot.settings import Page, Setting
from bot.settings.kinds import Before

ACTION_REMINDERS = Setting(
    "action_reminders",
    Page.MEETINGS,
    mark("Reminders before an action item is due"),
    Before(),
    [24],
    mark("It holds at once, also for items that were assigned. What was sent is not sent again."),
    mark("They go to whoever is to do it, and once more when it is overdue."),
)
SETTINGS = (ACTION_REMINDERS,)
