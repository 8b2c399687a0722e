"""What follows a deliverable: circulation → comment window → validation → revision, laid out along working days."""

from collections.abc import Mapping
from datetime import date

from bot.ballots.settings import BALLOT_DAYS
from bot.committee.model import Committee
from bot.committee.service import UTC_ZONE
from bot.dataclasses import dataclass
from bot.findings.settings import COMMENT_DAYS
from bot.i18n import mark, translator
from bot.timeline.model import TITLE_LIMIT, Days
from bot.timeline.plan import Line

_CIRCULATION_DAYS = 1
_REVISION_DAYS = 5


@dataclass(frozen=True)
class Step:
    """`begins`: working days after the end of the step before; `lasts`: further working days (0: a single day)."""

    words: str
    begins: int
    lasts: int


def steps(of: Committee) -> tuple[Step, ...]:
    """With the committee's own comment window and length of a ballot."""
    return (
        Step(mark("{title}: circulation"), _CIRCULATION_DAYS, 0),
        Step(mark("{title}: comments"), 1, COMMENT_DAYS.of(of) - 1),
        Step(mark("{title}: validation"), BALLOT_DAYS.of(of), 0),
        Step(mark("{title}: revision"), _REVISION_DAYS, 0),
    )


def lay_out(titles: Mapping[str, str], ready: date, of: Committee, *, stored: bool = False) -> list[Line]:
    """The deliverable on `ready` and the four steps after it, each depending on the one before.

    `stored`: the deliverable is in the plan already, and not among the lines again.
    """
    calendar = of.calendar
    lines = [] if stored else [Line(1, "", Days(ready, ready), dict(titles))]
    end = ready
    for step in steps(of):
        begin = calendar.shifted(end, step.begins)
        end = calendar.shifted(begin, step.lasts)
        after = (lines[-1].number,) if lines else ()
        named = {code: _named(step.words, code, title) for code, title in titles.items()}
        lines.append(Line(len(lines) + 1, "", Days(begin, end), named, after=after))
    return lines


def _named(words: str, language: str, title: str) -> str:
    whole = translator(language, UTC_ZONE, UTC_ZONE).plain(words, title=title)
    over = len(whole) - TITLE_LIMIT
    return (
        whole
        if over <= 0
        else translator(language, UTC_ZONE, UTC_ZONE).plain(words, title=title[: -over - 1] + "…")
    )
