"""What draws a sentence for its reader: in their language, with the hour in their zone and the committee's.

A translator is made for each drawing, so it holds four values and no more; views call it `t`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from functools import cache, cached_property
from gettext import NullTranslations
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.dataclasses import dataclass
from bot.i18n import names
from bot.i18n.catalogs import Language, catalog, interface_language
from bot.i18n.moments import written_day, written_days, written_hour, written_moment, written_month
from bot.workdays import DayOffReason


def mark(msgid: str) -> str:
    """Marks a constant for extraction; it is translated where it is drawn, by `t(constant)`."""
    return msgid


SSE, SSE_FULL = mark("SSE"), mark("social and solidarity economy")
"""The usual words. Which the national ones are is for the committee to say (`glossary.md` §1, rule 8)."""

_MOVED, _MOVED_FROM = mark("{names} (moved from {day})"), mark("moved from {day}")


@dataclass(frozen=True)
class Terms:
    """The committee's words for social and solidarity economy, by language, where they are not the usual ones.

    `organizations`: what an organization is called, by its name on the roster and by language.
    """

    short: Mapping[str, str] = field(default_factory=dict)
    full: Mapping[str, str] = field(default_factory=dict)
    organizations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NO_TERMS = Terms()


@dataclass(frozen=True)
class Translator:
    """`t("Deadline: {date}", date=…)`: looks the English sentence up, trusts it, and escapes what fills it.

    `zone` is the reader's, `committee_zone` the committee's. What is missing in a catalog is said in English.
    `terms`: the committee's own words for what it is about, by language.
    """

    language: Language
    zone: ZoneInfo
    committee_zone: ZoneInfo
    terms: Terms = field(default=NO_TERMS, hash=False)

    def in_language(self, language: str | None) -> "Translator":
        """The same hours and terms in another language; in English where the interface does not speak it."""
        return replace(self, language=interface_language(language))

    @cached_property
    def sse(self) -> str:
        """What the committee calls social and solidarity economy, in short: `t("{sse} organizations", sse=t.sse)`."""
        return self.terms.short.get(self.language) or self.plain(SSE)

    @property
    def sse_full(self) -> str:
        """The same in full."""
        return self.terms.full.get(self.language) or self.plain(SSE_FULL)

    def with_sse_explained(self, text: Markup) -> Markup:
        """The text, with what the abbreviation stands for below it where it says it: `SSE: social and …`."""
        if escape(self.sse) not in text:
            return text
        return text + Markup("\n\n{}: {}").format(self.sse, self.sse_full)

    def organization(self, name: str) -> str:
        """What an organization is called in the reader's language; else as on the roster."""
        return self.terms.organizations.get(name, {}).get(self.language, name)

    def __call__(self, msgid: str, **facts: Any) -> Markup:
        """The sentence in the reader's language. Raises KeyError where a brace has no fact."""
        if not facts:
            return _said(catalog(self.language), msgid)
        return filled(catalog(self.language).gettext(msgid), **facts)

    def plain(self, msgid: str, **facts: Any) -> str:
        """The sentence as plain text, for buttons and popups, which know no HTML."""
        if not facts:
            return _plain(catalog(self.language), msgid)
        return self(msgid, **facts).striptags()

    def plural(self, singular: str, plural: str, n: int, **facts: Any) -> Markup:
        """The sentence for the number `n`, which fills `{n}`, in the form that the language's rule picks."""
        return filled(catalog(self.language).ngettext(singular, plural, n), **{"n": n, **facts})

    def moment(self, at: datetime, *, weekday: bool = False) -> Markup:
        """`8 December 2022, 14:00 (Bishkek)`: the committee's zone, and ` · 09:00 (Geneva)` where
        the reader's hour differs, with the day where that differs too. `at` is aware.
        """
        return escape(written_moment(at, self.language, self.committee_zone, self.zone, weekday=weekday))

    def hour(self, at: datetime) -> Markup:
        """`14:00 (Bishkek)`, and the reader's hour (and day) where it differs. `at` is aware."""
        return escape(written_hour(at, self.language, self.committee_zone, self.zone))

    def day(self, day: date, *, weekday: bool = False, year: bool = True) -> Markup:
        """A calendar day (no zone): `8 December 2022`, on demand with the weekday or without the year."""
        return escape(written_day(day, self.language, weekday=weekday, year=year))

    def day_of(self, at: datetime, *, weekday: bool = False, year: bool = True) -> Markup:
        """The day on which an instant falls where the committee is, as `day` writes it. `at` is aware."""
        return self.day(at.astimezone(self.committee_zone).date(), weekday=weekday, year=year)

    def day_off(self, why: DayOffReason) -> Markup:
        """What a day off is called: `Independence Day`, `New Year's Day – Christmas Day (moved from 11 March 2023)`."""
        names = Markup(" – ").join(why.names)
        if why.moved_from is None:
            return names
        if not why.names:
            return self(_MOVED_FROM, day=self.day(why.moved_from))
        return self(_MOVED, names=names, day=self.day(why.moved_from))

    def month(self, of: date) -> Markup:
        """The month of a day as it stands alone: `December`."""
        return escape(names.months_alone(self.language)[of.month])

    def weekdays_short(self) -> tuple[str, ...]:
        """Monday to Sunday in two or three letters, as plain text."""
        return names.weekdays_short(self.language)

    def days(self, first: date, last: date, *, year: bool = True) -> Markup:
        """A day or a range of days (no zone): `13–27 April 2023`."""
        return escape(written_days(first, last, self.language, year=year))

    def month_heading(self, day: date) -> Markup:
        """The month of a day with its year, as a heading: `December 2022`."""
        return escape(written_month(day, self.language))

    def zone_city(self, zone: ZoneInfo) -> Markup:
        """The city that stands for a time zone."""
        return escape(names.city(names.zone_key(zone), self.language))

    def country(self, code: str) -> Markup:
        """The name of a country by its ISO 3166 code."""
        return escape(names.country(code, self.language))

    def language_name(self, code: str) -> Markup:
        """The name of a language, lower case; an unknown code names itself."""
        return escape(names.language_name(code, self.language))

    def list(self, items: Iterable[object]) -> Markup:
        """`a, b and c`, each escaped unless it is Markup."""
        parts = [str(escape(item)) for item in items]
        from babel.lists import format_list  # noqa: PLC0415  (a start has no need of it)

        return Markup(format_list(parts, locale=self.language))  # noqa: S704 (escaped just above)


@cache
def _said(sentences: NullTranslations, msgid: str) -> Markup:
    """A sentence that nothing fills: most words on a card, and the same for everybody."""
    return filled(sentences.gettext(msgid))


@cache
def _plain(sentences: NullTranslations, msgid: str) -> str:
    return _said(sentences, msgid).striptags()


def filled(sentence: str, /, **facts: Any) -> Markup:
    """As `Markup(sentence).format`, at a tenth of its cost. The sentence is one of ours; its braces hold names only.

    Raises KeyError where a brace has no fact.
    """
    safe = {name: fact if isinstance(fact, Markup) else escape(fact) for name, fact in facts.items()}
    return Markup(str.format_map(sentence, safe))  # noqa: S704 (the sentence is ours, what fills it is escaped)


def joined(parts: Iterable[Markup], between: str = "\n") -> Markup:
    """As `Markup(between).join`, which escapes once more what is safe by its type."""
    return Markup(between.join(parts))  # noqa: S704 (every part is Markup)


def translator(
    language: str | None, zone: ZoneInfo, committee_zone: ZoneInfo, terms: Terms = NO_TERMS
) -> Translator:
    """The translator for a language tag; English where the interface does not speak it."""
    return Translator(interface_language(language), zone, committee_zone, terms)
