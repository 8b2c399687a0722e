"""What a committee decides about questions (product §5)."""

from bot.i18n import mark
from bot.settings import Page, Setting
from bot.settings.kinds import Number, Switch
from bot.settings.words import working_days

MODERATED = Setting(
    "questions_moderated",
    Page.QUESTIONS,
    mark("New questions"),
    Switch(mark("wait to be accepted"), mark("stand at once")),
    False,
    mark("It holds for questions that are asked from now on. Those that wait go on waiting."),
)
ANSWER_DAYS = Setting(
    "question_days",
    Page.QUESTIONS,
    mark("Time to answer a question"),
    Number(1, 90, working_days, (3, 5, 10)),
    5,
    mark("It holds for questions that are accepted or assigned from now on. Due dates that are set stay."),
    mark("When it has passed, whoever is to answer is reminded."),
)
ESCALATION_DAYS = Setting(
    "question_escalation_days",
    Page.QUESTIONS,
    mark("Organizers hear of overdue ones after"),
    Number(1, 30, working_days, (1, 2, 5)),
    1,
    mark("It holds for reminders that are sent from now on."),
)
SETTINGS = (MODERATED, ANSWER_DAYS, ESCALATION_DAYS)
