"""Finds the hour in what somebody typed. Where it can be read in several ways, the surest comes first."""

import re
from collections.abc import Iterator
from datetime import time

from bot.i18n.typed.words import pattern

_BEFORE = r"(?:(?<!\w)(?:в|во|к|до|с|at|by|from|саат)\s+)"
# Kyrgyz case endings behind digits: 15:00дө, 10до, 18:00гө (чейин), 14:00дөн.
_ENDING = r"(?:-?(?:[дт][аеоө]н?|[гк][аеоө]))?(?!\w)"
_PART = r"(?:\s*(?P<part>утра|дня|вечера|ночи|[ap]\.?m\.?)(?!\w))"
_HOURS = r"(?:час(?:а|ов)?|o'clock)"

# (a clock with a colon decides alone, pattern)
_CLOCK = pattern(rf"{_BEFORE}?(?<![\d:.-])(?P<h>\d\d?):(?P<m>\d\d)(?::00)?(?![\d:]){_ENDING}{_PART}?")
_OTHERS = (
    pattern(rf"{_BEFORE}?(?<!через )(?<![\w:.-])(?P<h>\d\d?)(?:[.](?P<m>\d\d))?(?:\s*{_HOURS})?{_PART}"),
    pattern(rf"\b{_BEFORE}(?P<h>\d\d?)(?:[.-](?P<m>\d\d))?(?![\d.:/])(?:\s*{_HOURS}(?!\w)|{_ENDING})(?!-)"),
    pattern(rf"(?<!через )(?<![\w:.-])(?P<h>\d\d?)\s*{_HOURS}(?!\w)"),
)
_NOON = pattern(r"\b(?:в полдень|полдень|(?:at )?noon|чак түштө|түштө)\b")
_DOTTED = pattern(r"(?<![\w.:/-])(?P<h>\d\d?)\.(?P<m>\d\d)(?![\d.])" + _ENDING)

# Parts of the day that may stand away from the hour. «эртең» alone is tomorrow, «эртең менен» the morning.
_APART = {
    "утра": pattern(r"\b(?:утром|in the morning|эртең менен(?:ки)?|таңкы)\b"),
    "дня": pattern(r"\b(?:днем|in the afternoon|түштөн кийин(?:ки)?)\b"),
    "вечера": pattern(r"\b(?:вечером|in the evening|кечинде|кечки|кечкурун)\b"),
    "ночи": pattern(r"\b(?:ночью|at night|түнкү|түндө)\b"),
}


class ImpossibleHour(ValueError):
    """There is no such hour: 25:00, 14 a.m."""


def readings(text: str) -> Iterator[tuple[time | ImpossibleHour | None, str]]:
    """Each way to take an hour out of folded `text`: the hour (None: there is none) and what is left."""
    apart = None
    for part, source in _APART.items():
        if source.search(text):
            apart, text = part, source.sub(" ", text)
    clocks = list(_CLOCK.finditer(text))
    if clocks:
        yield _taken(clocks[0], text, apart)
        return
    if noon := _NOON.search(text):
        yield time(12), _without(noon, text)
        return
    for source in _OTHERS:
        for match in source.finditer(text):
            yield _taken(match, text, apart)
    yield None, text
    # 19.12 is a day before it is an hour; in «8.12 14.00» the later one is the hour.
    for match in reversed(list(_DOTTED.finditer(text))):
        yield _taken(match, text, apart)


def _taken(match: re.Match[str], text: str, apart: str | None) -> tuple[time | ImpossibleHour, str]:
    found = match.groupdict()
    part = (found.get("part") or apart or "").replace(".", "")
    try:
        return _hour(int(found["h"]), int(found.get("m") or 0), part), _without(match, text)
    except ValueError:
        return ImpossibleHour(), _without(match, text)


def _without(match: re.Match[str], text: str) -> str:
    return text[: match.start()] + " " + text[match.end() :]


def _hour(hour: int, minute: int, part: str) -> time:
    """The hour on a 24-hour clock. Raises ValueError."""
    if part and hour > 12:
        if part in ("am", "утра"):
            raise ValueError(hour)
    elif part in ("am", "утра"):
        hour %= 12
    elif part == "pm":
        hour = hour % 12 + 12
    elif part == "дня":
        hour = hour + 12 if hour < 7 else hour
    elif part == "вечера":
        hour = hour + 12 if 4 <= hour < 12 else hour
    elif part == "ночи":
        hour = (hour + 12) % 24 if hour > 5 else hour
    return time(hour, minute)
