"""What a committee decides about meetings."""

from bot.i18n import mark
from bot.settings import Page, Setting
from bot.settings.kinds import Before

_HOLDS = mark("It holds at once, also for what was announced. What was sent is not sent again.")

REMINDERS = Setting(
    "meeting_reminders",
    Page.MEETINGS,
    mark("Reminders before a meeting"),
    Before(),
    [168, 24, 1],
    _HOLDS,
    mark("The last one goes in quiet hours, too."),
)
POLL_REMINDERS = Setting(
    "poll_reminders",
    Page.MEETINGS,
    mark("Reminders before a date poll ends"),
    Before(),
    [24, 2],
    _HOLDS,
    mark("They go to those who have not answered."),
)
SETTINGS = (REMINDERS, POLL_REMINDERS)
