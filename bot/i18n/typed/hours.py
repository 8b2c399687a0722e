"""Finds the hour in what somebody typed. Where it can be read in several ways, the surest comes first."""

import re
from collections.abc import Iterator
from datetime import time

from bot.i18n.typed.words import pattern, weekday

_BEFORE = r"(?:(?<!\w)(?:в|во|к|до|с|at|by|from|саат)\s+)"
# Kyrgyz case endings behind digits: 15:00дө, 10до, 18:00гө (чейин), 14:00дөн.
_CASE = r"(?:-?(?:[дт][аеоө]н?|[гк][аеоө]))"
_ENDING = rf"{_CASE}?(?!\w)"
_PART = r"(?:\s*(?P<part>утра|дня|вечера|ночи|[ap]\.?m\.?)(?!\w))"
_HOURS = r"(?:час(?:а|ов)?|ч\.?|o'clock|h)"
_MINUTES = r"(?:минут[аы]?|мин|м|мүнөт|minutes|min)\.?"
# Behind a hyphen stand minutes that can be no hour: «15-17» is from three to five.
_DASHED = r"-(?P<{}>00|2[5-9]|[3-5]\d)"

# (a clock with a colon decides alone, pattern)
_CLOCK = pattern(
    rf"{_BEFORE}?(?<![\d:.-])(?P<h>\d\d?):(?P<m>\d\d)(?::00)?(?![\d:])"
    rf"(?:{_PART}|{_ENDING}(?:\s*{_HOURS}(?!\w))?)"
)
_OTHERS = (
    pattern(
        rf"{_BEFORE}?(?<!через )(?<![\w:.-])(?P<h>\d\d?)\s*{_HOURS}\s*(?P<m>[0-5]\d)(?:\s*{_MINUTES})?(?!\w){_PART}?"
    ),
    pattern(rf"{_BEFORE}?(?<!через )(?<![\w:.-])(?P<h>\d\d?)(?:[.](?P<m>\d\d))?(?:\s*{_HOURS})?{_PART}"),
    pattern(
        # «в 9 30» and «саат 9,30» are half past nine; what is left of 9 o'clock would be a year.
        rf"\b{_BEFORE}(?P<h>\d\d?)(?:[.](?P<m>\d\d)|{_DASHED.format('m2')})?(?![\d.:/]|[ ,]\d\d$)"
        rf"(?:\s*{_HOURS}(?!\w)|\s?{_CASE}(?!\w)|(?!\w))(?!-)"
    ),
    pattern(rf"(?<!через )(?<![\w:.-])(?P<h>\d\d?)(?:[.](?P<m>\d\d))?\s*{_HOURS}(?!\w)"),
    pattern(rf"{_BEFORE}?(?<![\w:.-])(?P<h>\d\d?)\s?(?P<half>жарым)(?:да|га|дан)?(?!\w){_PART}?"),
    pattern(r"(?<![\w:.-])(?P<h>\d\d?)-?[дт][аеоө](?!\w)"),
)
_NOON = pattern(r"\b(?:в полдень|полдень|(?:at )?(?:12 )?noon|(?:at )?midday|чак түштө|түштө)\b")
_DOTTED = pattern(r"(?<![\w.:/-])(?P<h>\d\d?)\.(?P<m>\d\d)(?![\d.])" + _ENDING)
# What is an hour only where the rest is a day: «пятница 15-00», «завтра 15 30», «9 Dec 1400», «9.12 14».
_LATE = (
    pattern(rf"(?<![\w.:/-])(?P<h>[01]?\d|2[0-3]){_DASHED.format('m')}{_CASE}?(?![\w-])"),
    pattern(r"(?<![\w.:/-])(?P<h>[01]?\d|2[0-3])(?:,| )(?P<m>00|15|30|45)$"),
    pattern(r"(?<![\w.:/-])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?<!(?:19|20)\d\d)$"),
)
_BARE = pattern(r"(?<=\s)(?P<h>\d\d?)$")
_ONE_O_CLOCK = pattern(r"\bв час\b")

# Parts of the day that may stand away from the hour. «эртең» alone is tomorrow, «эртең менен» the morning.
_APART = {
    "утра": pattern(r"\b(?:утром|(?:in the )?morning|эртең менен(?:ки)?|таңкы)\b"),
    "дня": pattern(r"\b(?:днем|после обеда|после полудня|(?:in the )?afternoon|түштөн кийин(?:ки)?)\b"),
    "вечера": pattern(r"\b(?:вечером|(?:in the )?evening|кечинде|кечки|кечкурун)\b"),
    "ночи": pattern(r"\b(?:ночью|at night|түнкү|түндө)\b"),
}
_SURE_FROM = 8
"""A bare hour before that may be one of the afternoon, too: «в пятницу в 3»."""


class ImpossibleHour(ValueError):
    """There is no such hour: 25:00, 14 a.m."""


class UnsureHour(ValueError):
    """Before or after noon: «в пятницу в 3»."""


Hour = time | ImpossibleHour | UnsureHour | None


def readings(text: str) -> Iterator[tuple[Hour, str]]:
    """Each way to take an hour out of folded `text`: the hour (None: there is none) and what is left."""
    apart = None
    for part, source in _APART.items():
        if source.search(text):
            apart, text = part, source.sub(" ", text)
    text = _ONE_O_CLOCK.sub("в 1 час", text).strip()
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
    for source in _LATE:
        if late := source.search(text):
            yield _taken(late, text, apart)
    bare = _BARE.search(text)
    if bare and not _may_be_a_day(text[: bare.start()]):
        yield _taken(bare, text, apart)


def _may_be_a_day(before: str) -> bool:
    """Whether a number behind it may be the day of the month: «среда 11»."""
    return not re.search(r"\d", before) and any(
        weekday(word) is not None or word in ("в", "at") for word in before.replace(",", " ").split()
    )


def _taken(match: re.Match[str], text: str, apart: str | None) -> tuple[Hour, str]:
    found = match.groupdict()
    part = (found.get("part") or apart or "").replace(".", "")
    said = found.get("m") or found.get("m2") or ("30" if found.get("half") else None)
    rest = _without(match, text)
    hour = int(found["h"])
    if not part and (said is None or found.get("half")) and 0 < hour < _SURE_FROM:
        return UnsureHour(), rest
    try:
        return _hour(hour, int(said or 0), part), rest
    except UnsureHour as unsure:
        return unsure, rest
    except ValueError:
        return ImpossibleHour(), rest


def _without(match: re.Match[str], text: str) -> str:
    return text[: match.start()] + " " + text[match.end() :]


def _hour(hour: int, minute: int, part: str) -> time:
    """The hour on a 24-hour clock. Raises ValueError, and of it UnsureHour: «в 12 вечера», «в 6 ночи», and «в 12 ночи»,
    which to some begins the day and to others ends it.
    """
    if part and hour > 12:
        if part in ("am", "утра"):
            raise ValueError(hour)
    elif part == "утра" and hour == 12:  # nobody means midnight by «утром в 12»
        raise UnsureHour
    elif part in ("am", "утра"):
        hour %= 12
    elif part == "pm":
        hour = hour % 12 + 12
    elif part == "дня":
        hour = hour + 12 if hour < 7 else hour
    elif part == "вечера":
        if hour == 12:  # midnight rather than noon
            raise UnsureHour
        hour += 12
    elif part == "ночи":
        if hour in (6, 7) or (hour, minute) == (12, 0):
            raise UnsureHour
        hour = (hour + 12) % 24 if hour > 5 else hour
    return time(hour, minute)
