"""What organizers type into the meeting's form: a day with its hour, how long it lasts, the lines of an agenda."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.i18n import LANGUAGES
from bot.i18n.typed import Typed, Unread, read_moment
from bot.i18n.typed.words import fold, with_digits
from bot.meetings import checking
from bot.meetings.model import (
    ITEMS_LIMIT,
    SLOTS_LIMIT,
    SPEAKER_LIMIT,
    TOPIC_LIMIT,
    AgendaText,
)
from bot.meetings.records import written_wall
from bot.texts import typed

_HOURS = r"(?P<h>\d{1,2})(?:[.,](?P<part>\d))?\s*(?:ч(?:ас(?:а|ов)?)?|h(?:ours?|rs?)?|с(?:аат)?)\.?"
_MINUTES = r"(?P<m>\d{1,4})\s*(?:м(?:ин(?:ут[аы]?)?|ун(?:от)?)?|min(?:utes?)?|m)?\.?"
_LENGTHS = (
    re.compile(r"(?P<h>\d{1,2}):(?P<m>\d\d)(?:\s*(?:ч(?:ас(?:а|ов)?)?|h|саат))?\.?"),
    re.compile(rf"{_HOURS}(?:\s*(?:и|жана|and)?\s*{_MINUTES})?"),
    re.compile(_MINUTES),
)
# Halves and single hours in words: folded, numbers as digits; minutes, to which come the hours of the group.
_IN_WORDS = (
    (re.compile(r"полтора часа|саат жарым|(?:an|1) hour and a half"), 90),
    (re.compile(r"пол ?часа|жарым саат|half (?:an )?hour"), 30),
    (re.compile(r"час|an hour"), 60),
    (re.compile(r"(\d{1,2}) (?:с половиной час(?:а|ов)|жарым саат|and a half hours)"), 30),
)
_FROM_TO = re.compile(
    r"(?:\b(?:с|from)\s+)?(?<![\w.:])(?P<begins>\d{1,2}(?:[:.]\d\d)?)"
    r"(?:\s*(?:[-–—]|\b(?:до|to|until|till)\b)\s*\d{1,2}(?:[:.]\d\d)?|[дт][аеоө]н\s+\d{1,2}(?:[:.]\d\d)?[гк][аеоө]\s+чейин)"
    r"(?P<part>\s?[ap]m|\s(?:утра|дня|вечера))?(?![\w.:])",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-–—•*]|\d{1,2}[.)])\s+")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\d)")
_TIMED = re.compile(
    r"(?P<minutes>\d{1,3})\s*(?:min(?:utes?)?|мин(?:ут[аы]?)?|мүн(?:өт)?)?\.?\s*[-–—:·]?\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)


def when(text: str, at: datetime, zone: ZoneInfo) -> str:
    """A day with its hour as wall time, or the day alone: the hour is asked for, never guessed.

    Refuses `date-no-day`, `date-hour-unsure`, `date-impossible`, `date-ambiguous`, `date-with-end` (from hour to hour),
    `date-not-understood`, `meeting-past`, `meeting-too-far`.
    """
    found = read_moment(text, at, zone, LANGUAGES)
    if isinstance(found, Unread):
        raise Refusal("date-with-end" if _has_end(text, at, zone) else f"date-{found.reason}")
    if found.at is None:
        if found.day < at.astimezone(zone).date():
            raise Refusal("day-past")
        return found.day.isoformat()
    return _ahead(datetime.combine(found.day, found.at), at, zone)


def _has_end(text: str, at: datetime, zone: ZoneInfo) -> bool:
    """Whether it is understood but for the hour at which the meeting ends."""
    begins = _FROM_TO.sub(lambda hours: hours["begins"] + (hours["part"] or ""), text, count=1)
    found = None if begins == text else read_moment(begins, at, zone, LANGUAGES)
    return isinstance(found, Typed) and found.at is not None


def hour(text: str, day: str, at: datetime, zone: ZoneInfo) -> str:
    """The hour on a day that is known, as wall time.

    Refuses `hour-not-understood`, `date-with-end`, `date-hour-unsure`, and as `when` does.
    """
    for attempt in (f"{date.fromisoformat(day):%d.%m.%Y} {text}", text):  # the day may be typed once more
        found = read_moment(attempt, at, zone, LANGUAGES)
        if isinstance(found, Unread):
            if found.reason == "hour-unsure":
                raise Refusal("date-hour-unsure")
        elif found.at is not None:
            return _ahead(datetime.combine(found.day, found.at), at, zone)
    raise Refusal(
        "date-with-end"
        if _has_end(f"{date.fromisoformat(day):%d.%m.%Y} {text}", at, zone)
        else "hour-not-understood"
    )


def slots(text: str, at: datetime, zone: ZoneInfo) -> list[str]:
    """A date with its hour on each line. Refuses `slot-unread` (facts: `line`, `text`), `poll-too-many`,
    `poll-slot-twice`.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > SLOTS_LIMIT:
        raise Refusal("poll-too-many", limit=SLOTS_LIMIT)
    found = []
    for number, line in enumerate(lines, 1):
        try:
            wall = _listed(line, at, zone)
        except Refusal as refusal:
            raise Refusal(
                "slot-unread", line=number, text=line, why=refusal.code, facts=refusal.facts
            ) from None
        if "T" not in wall:
            raise Refusal("slot-unread", line=number, text=line, why="hour-needed", facts={})
        found.append(wall)
    if len(set(found)) < len(found):
        raise Refusal("poll-slot-twice")
    return sorted(found)


def _listed(line: str, at: datetime, zone: ZoneInfo) -> str:
    """A date of a list, whose lines may be numbered. Refuses as `when` does."""
    try:
        return when(line, at, zone)
    except Refusal:
        bare = _BULLET.sub("", line, count=1)
        if bare == line:
            raise
        return when(bare, at, zone)


def length(text: str) -> int:
    """How many minutes a meeting lasts: `120`, `2 ч`, `1:30`, `1.5 h`, `эки саат`, `полтора часа`.

    Refuses `length-not-understood`, `meeting-too-short`, `meeting-too-long`.
    """
    said = with_digits(fold(text))
    for words, more in _IN_WORDS:
        if match := words.fullmatch(said):
            return checking.minutes(60 * sum(map(int, match.groups())) + more)
    for pattern in _LENGTHS:
        if match := pattern.fullmatch(said):
            found = match.groupdict()
            minutes = 60 * int(found.get("h") or 0) + 6 * int(found.get("part") or 0) + int(found["m"] or 0)
            return checking.minutes(minutes)
    raise Refusal("length-not-understood")


def agenda(text: str) -> list[dict[str, Any]]:
    """The lines of an agenda: minutes, topic, and the speaker in brackets at the end or behind a bar.

    Refuses `agenda-line` (facts: `line`, `text`), `agenda-too-long`, `text-too-long`.
    """
    lines = _lines(text)
    found = []
    for number, line in enumerate(lines, 1):
        match = _TIMED.fullmatch(_NUMBERED.sub("", line, count=1))
        if match is None or int(match["minutes"]) == 0:
            raise Refusal("agenda-line", line=number, text=line)
        found.append({"minutes": int(match["minutes"]), **_topic(match["rest"])})
    return found


def translated(text: str, lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same lines in another language; minutes may stand there and are passed over.

    Refuses `agenda-lines-differ` (facts: `n`, `wanted`), `text-too-long`.
    """
    given = _lines(text)
    if len(given) != len(lines):
        raise Refusal("agenda-lines-differ", n=len(given), wanted=len(lines))
    found = []
    for line, original in zip(given, lines, strict=True):
        match = _TIMED.fullmatch(_NUMBERED.sub("", line, count=1))
        timed = match is not None and int(match["minutes"]) == original["minutes"]
        found.append(_topic(match["rest"] if match is not None and timed else line))
    return found


def text_of(line: dict[str, Any]) -> AgendaText:
    """A line that was typed, as the agenda has it."""
    return AgendaText(line["topic"], line["speaker"], line.get("translator"))


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > ITEMS_LIMIT:
        raise Refusal("agenda-too-long", limit=ITEMS_LIMIT)
    return lines


def _topic(text: str) -> dict[str, str]:
    topic, bar, speaker = text.rpartition("|")
    if not bar:
        topic, speaker = _bracketed(text)
    return {
        "topic": typed(topic, TOPIC_LIMIT),
        "speaker": typed(speaker, SPEAKER_LIMIT) if speaker.strip() else "",
    }


def _bracketed(text: str) -> tuple[str, str]:
    """What stands before the last pair of brackets at the end, and in it."""
    if not text.endswith(")"):
        return text, ""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if depth == 0:
            before = text[:place].rstrip()
            return (before, text[place + 1 : -1]) if before else (text, "")
    return text, ""


def _ahead(wall: datetime, at: datetime, zone: ZoneInfo) -> str:
    checking.ahead(wall, zone, at)
    written = written_wall(wall)
    assert written is not None
    return written
