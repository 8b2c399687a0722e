"""The words in which people here write days: three languages at once, since one message mixes them.

Everything is compared folded (see `fold`), so that `дүйшөмбү` typed on a Russian keyboard is understood.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

_FOLDED = str.maketrans("ёңөү\u00a0\u202f\u2010\u2011\u2012\u2013\u2014’", "еноу  -----'")


def fold(text: str) -> str:
    """Lower case, plain spaces and hyphens, and ё ң ө ү as the letters that a Russian keyboard has for them."""
    return " ".join(text.lower().translate(_FOLDED).split())


def same_length(text: str) -> str:
    """As `fold`, but every character keeps its place, so that what lies around a match can be cut out of `text`."""
    lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return lower.translate(_FOLDED)


class Pattern:
    """A regular expression over folded text. Compiled when it is first asked: a start waits for none of them."""

    def __init__(self, source: str) -> None:
        self._source = source.translate(_FOLDED)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def search(self, text: str) -> re.Match[str] | None:
        """Where it first stands."""
        return self._compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """What `text` begins with."""
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """All of `text`."""
        return self._compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Wherever it stands."""
        return self._compiled.finditer(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """`text` with something else in its places."""
        return self._compiled.sub(by, text)


def pattern(source: str) -> Pattern:
    """A regular expression over folded text."""
    return Pattern(source)


def _which(table: dict[int, str], word: str) -> int | None:
    return next(
        (number for number, source in table.items() if re.fullmatch(source.translate(_FOLDED), word)), None
    )


# Stems with any case ending, ru and ky alike, then English.
_MONTHS = {
    1: r"янв(ар\w{0,6})?|jan(uary)?",
    2: r"фев(р(ал\w{0,6})?)?|feb(ruary)?",
    3: r"мар(т\w{0,5})?|mar(ch)?",
    4: r"апр(ел\w{0,6})?|apr(il)?",
    5: r"ма[йяею]\w{0,5}|may",
    6: r"июн\w{0,5}|june?",
    7: r"июл\w{0,5}|july?",
    8: r"авг(уст\w{0,5})?|aug(ust)?",
    9: r"сент?(ябр\w{0,6})?|sept?(ember)?",
    10: r"окт(ябр\w{0,6})?|oct(ober)?",
    11: r"ноя(б(р\w{0,6})?)?|nov(ember)?",
    12: r"дек(абр\w{0,6})?|dec(ember)?",
}

ANY_MONTH = "|".join(_MONTHS.values())
"""A month's name in any of its forms, unfolded, for a pattern."""

_WEEKDAYS = {
    0: r"понед(ельник\w{0,2})?|пн|дүй(ш\w+)?|дш|mon(day)?",
    1: r"вторн(ик\w{0,2})?|вт|шейш(емби\w*)?|шш|tue(s|sday)?",
    2: r"сред(а|у|ы|е|ой)|ср|шарш(емби\w*)?|шр|weds?|wednesday",
    3: r"четв(ерг\w{0,2})?|чт|бейш(емби\w*)?|бш|thu(rs?|rsday)?",
    4: r"пятн(иц\w{1,2})?|пт|жума(да|ны|га)?|жм|fri(day)?",
    5: r"суб(бот\w{1,2})?|сб|ишм|ишемби\w*|sat(urday)?",
    6: r"воскр(есень\w{1,2})?|вс|жек(ш\w+)?|sun(day)?",
}

ANY_WEEKDAY = "|".join(_WEEKDAYS.values())
"""A weekday's name, as `ANY_MONTH`."""

_NUMBERS = {
    1: r"одна|одну|один|одного|бир|one",
    2: r"два|две|двух|эки|two",
    3: r"три|трех|үч|three",
    4: r"четыре|четырех|төрт|four",
    5: r"пять|пяти|беш|five",
    6: r"шесть|шести|алты|six",
    7: r"семь|семи|жети|seven",
    8: r"восемь|восьми|сегиз|eight",
    9: r"девять|девяти|тогуз|nine",
    10: r"десять|десяти|он|ten",
    11: r"одиннадцать|он бир|eleven",
    12: r"двенадцать|он эки|twelve",
    13: r"тринадцать",
    14: r"четырнадцать",
    15: r"пятнадцать",
    16: r"шестнадцать",
    17: r"семнадцать",
    18: r"восемнадцать",
    19: r"девятнадцать",
    20: r"двадцать",
    30: r"тридцать",
}
# Kyrgyz numbers, which take endings: «саат ондо», «декабрдын тогузунда», «он бешинчи декабрь». Folded.
_ONES = ("бир", "эки", "уч", "торт", "беш", "алты", "жети", "сегиз", "тогуз")
_TENS = {"он": 10, "жыйырма": 20, "отуз": 30}
_KYRGYZ = rf"(?:(?P<ten>{'|'.join(_TENS)})(?: (?=[а-я]))?)?(?P<one>{'|'.join(_ONES)})?"
_NTH_KY = pattern(rf"\b{_KYRGYZ}(?:[ыиу]?нч[ыиу](?:с[ыиу])?|с?[ыиу])(?:нд[аео])?\b")
_AT_KY = pattern(rf"\b{_KYRGYZ}(?P<case>[дткг][аео])\b")

_NTH_RU = {
    n: rf"{stem}(?:{ending})"
    for n, (stem, ending) in enumerate(
        [
            *[(stem, "ого|ое") for stem in ("перв", "втор")],
            ("треть", "его|е"),
            *[(stem, "ого|ое") for stem in ("четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")],
            *[
                (f"{stem}надцат", "ого|ое")
                for stem in ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят")
            ],
            ("двадцат", "ого|ое"),
        ],
        1,
    )
} | {30: r"тридцат(?:ого|ое)"}
_NTH_RU_PATTERN = pattern(
    rf"\b(?:(?P<ten>двадцать|тридцать) )?(?:{'|'.join(f'(?P<n{n}>{form})' for n, form in _NTH_RU.items())})\b"
)


_OF_HOUR_RU = (
    *("перв", "втор", "треть", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"),
    *("одиннадцат", "двенадцат"),
)
_GENITIVE = "|".join(f"(?P<n{n}>{stem}(?:о|е)го)" for n, stem in enumerate(_OF_HOUR_RU, 1))
_HALF_RU = pattern(rf"\b(?:половин[аеуы]\s|пол[- ]?)(?:{_GENITIVE})\b")
_HALF_EN = pattern(r"\bhalf[- ]past (\w+)\b")
_HALF_KY = pattern(rf"\b{_KYRGYZ}(?= жарым)")


def month(word: str) -> int | None:
    """1–12 for a folded month name in any case form or abbreviation."""
    return _which(_MONTHS, word.rstrip("."))


def weekday(word: str) -> int | None:
    """0 (Monday) – 6 for a folded weekday name. `жума` is Friday here, though it also means *week*."""
    return _which(_WEEKDAYS, word.rstrip("."))


def with_digits(text: str) -> str:
    """Writes the number words of a folded text as digits: up to twelve (Russian: thirty), and ordinal days.

    Half hours become the Kyrgyz ones, which name the hour that has begun: «половина третьего» is «2 жарым».
    """
    text = _HALF_RU.sub(lambda found: f"{_half_begun(found)} жарым", text)
    text = _HALF_EN.sub(r"\1 жарым", text)
    text = _HALF_KY.sub(lambda found: _number_ky(found, ""), text)
    text = _NTH_RU_PATTERN.sub(_nth_ru, text)
    text = _NTH_KY.sub(lambda found: _number_ky(found, "-инчи"), text)
    text = _AT_KY.sub(lambda found: _number_ky(found, found["case"]), text)
    # Longer ones first: «он эки» is twelve.
    for number, source in sorted(_NUMBERS.items(), reverse=True):
        text = pattern(rf"\b(?:{source})\b").sub(str(number), text)
    return text


def _half_begun(found: re.Match[str]) -> int:
    """The hour that has begun, of the one whose half is named: of the first it is twelve."""
    named = next(n for n in range(1, 13) if found[f"n{n}"])
    return named - 1 or 12


def _nth_ru(found: re.Match[str]) -> str:
    tens = {"двадцать": 20, "тридцать": 30}.get(found["ten"] or "", 0)
    ones = next(n for n in _NTH_RU if found[f"n{n}"])
    return f"{tens + ones}-го" if not tens or ones < 10 else found[0]


def _number_ky(found: re.Match[str], ending: str) -> str:
    """The number with its ending behind digits; the word as it stands where it is none."""
    tens = _TENS.get(found["ten"] or "", 0)
    ones = _ONES.index(found["one"]) + 1 if found["one"] else 0
    return f"{tens + ones}{ending}" if tens + ones else found[0]
