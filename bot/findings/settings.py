"""What a committee decides about findings."""

from bot.i18n import mark
from bot.settings import Page, Setting
from bot.settings.kinds import Number
from bot.settings.words import working_days

COMMENT_DAYS = Setting(
    "comment_days",
    Page.VOTING,
    mark("Time for comments"),
    Number(1, 90, working_days, (5, 10, 15)),
    10,
    mark("It is suggested from now on. Deadlines that are set stay as they are."),
)
SETTINGS = (COMMENT_DAYS,)
