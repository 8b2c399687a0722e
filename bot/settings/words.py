"""Numbers and shares in words, as settings and the rules made of them are written."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from bot.i18n import Translator, mark

_SHARES = {
    Fraction(1, 3): mark("one third"),
    Fraction(1, 2): mark("half"),
    Fraction(2, 3): mark("two thirds"),
    Fraction(3, 4): mark("three quarters"),
    Fraction(1): mark("all"),
}
_MORE = {
    Fraction(1, 3): mark("more than one third"),
    Fraction(1, 2): mark("more than half"),
    Fraction(2, 3): mark("more than two thirds"),
    Fraction(3, 4): mark("more than three quarters"),
}


def share(t: Translator, of: Fraction) -> Markup:
    """`half`, `two thirds`, `60 %`."""
    return t(_SHARES[of]) if of in _SHARES else Markup.escape(_figure(of))


def more_than(t: Translator, of: Fraction) -> Markup:
    """`more than half`: of what follows, whose case it does not change."""
    return t(_MORE[of]) if of in _MORE else t("more than {share}", share=_figure(of))


def days(t: Translator, n: int) -> Markup:
    """`90 days`."""
    return t.plural("{n} day", "{n} days", n)


def working_days(t: Translator, n: int) -> Markup:
    """`5 working days`."""
    return t.plural("{n} working day", "{n} working days", n)


def hours(t: Translator, n: int) -> Markup:
    """`24 hours`."""
    return t.plural("{n} hour", "{n} hours", n)


def spans(t: Translator, found: Sequence[int]) -> Markup:
    """Hours as a list, the longest first: `3 days, 1 day and 2 hours`."""
    return t.list(days(t, n // 24) if n % 24 == 0 else hours(t, n) for n in found)


def _figure(of: Fraction) -> str:
    percent = of * 100
    return f"{percent} %" if percent.denominator == 1 else str(of)
