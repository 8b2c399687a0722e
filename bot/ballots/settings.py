"""What a committee decides about votes. The voting rules are frozen into each ballot when it opens (product §3)."""

from typing import Any

from bot.ballots.model import Rules
from bot.i18n import mark
from bot.settings import Holder, Page, Setting
from bot.settings.kinds import Before, Number, Share, Switch
from bot.settings.words import hours, working_days

_RULES_HOLD = mark("It holds for votes that are opened from now on. Votes that were opened keep their rules.")
_USUAL = Rules()

BALLOT_DAYS = Setting(
    "ballot_days",
    Page.VOTING,
    mark("Time to vote"),
    Number(1, 90, working_days, (3, 5, 10)),
    5,
    mark("It is suggested from now on. Deadlines that are set stay as they are."),
)
MINIMUM_HOURS = Setting(
    "minimum_hours",
    Page.VOTING,
    mark("Shortest time to vote"),
    Number(1, 720, hours, (12, 24, 48, 72)),
    _USUAL.minimum_hours,
    _RULES_HOLD,
    mark("A deadline that is nearer is not taken."),
)
QUORUM = Setting(
    "quorum",
    Page.VOTING,
    mark("Quorum — seats that must vote"),
    Share(),
    str(_USUAL.quorum),
    _RULES_HOLD,
    mark("At least this share of the voting seats has to vote. Meetings count their quorum by it, too."),
)
EVERY_CONSTITUENCY = Setting(
    "every_constituency",
    Page.VOTING,
    mark("Quorum — groups"),
    Switch(mark("a vote from every represented group"), mark("any groups")),
    _USUAL.every_constituency,
    _RULES_HOLD,
    mark("A group without voting seats never counts as missing."),
)
REVISION = Setting(
    "revision",
    Page.VOTING,
    mark("Return for revision — “Needs revision” in one group or in all"),
    Share(exceeded=True),
    str(_USUAL.revision),
    _RULES_HOLD,
    mark("So many of one group's voting seats, or of all votes that are not “Abstain”, send the text back."),
)
MAJORITY = Setting(
    "majority",
    Page.VOTING,
    mark("Validation — approvals in each group"),
    Share(exceeded=True),
    str(_USUAL.majority),
    _RULES_HOLD,
    mark(
        "So many of the votes of each group that are not “Abstain” have to approve, with or without changes."
    ),
)
REMINDERS = Setting(
    "ballot_reminders",
    Page.VOTING,
    mark("Reminders before a vote ends"),
    Before(),
    [72, 24, 2],
    mark("It holds at once, also for votes that run. What was sent is not sent again."),
    mark("They go to those who have not voted; the last one goes in quiet hours, too."),
)
SETTINGS = (BALLOT_DAYS, MINIMUM_HOURS, QUORUM, EVERY_CONSTITUENCY, REVISION, MAJORITY, REMINDERS)


def rules_in_words(of: Rules) -> list[tuple[Setting[Any], Any]]:
    """What decides a vote, by the setting that says how it is written."""
    return [
        (QUORUM, of.quorum),
        (EVERY_CONSTITUENCY, of.every_constituency),
        (REVISION, of.revision),
        (MAJORITY, of.majority),
    ]


def rules_of(here: Holder) -> Rules:
    """The committee's voting rules as they stand now."""
    return Rules(
        QUORUM.of(here),
        EVERY_CONSTITUENCY.of(here),
        REVISION.of(here),
        MAJORITY.of(here),
        MINIMUM_HOURS.of(here),
    )
