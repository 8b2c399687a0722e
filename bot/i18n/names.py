"""Names of cities, languages, weekdays and months in ky, ru and en, from CLDR, mended where that misleads."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from bot.i18n.catalogs import LANGUAGES, Language

if TYPE_CHECKING:
    from babel import Locale

OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
"""Each language of the interface under its own name, as a person looks for it."""
# CLDR's ru still says «киргизский»; the country's own Russian says «кыргызский» (glossary, rule 7).
_OWN_LANGUAGE_NAMES: Mapping[tuple[str, str], str] = {("ru", "ky"): "кыргызский"}
_OWN_COUNTRY_NAMES: Mapping[tuple[str, str], str] = {("ru", "KG"): "Кыргызстан"}

_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Two letters of which CLDR has a name, too."""

_PARTS_OF_THE_WORLD = frozenset(
    (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)
"""Whose zones are named by a city."""

# Whoever reads this zone's hours here works at the ILO: the committees speak of Geneva's time, not of Zurich's.
_OWN_CITIES: Mapping[str, Mapping[Language, str]] = {
    "Europe/Zurich": {"ky": "Женева", "ru": "Женева", "en": "Geneva"}
}


def _cldr(language: str) -> "Locale":
    """Imported late, here and below: a start has no need of it, and it holds most of a megabyte."""
    from babel import Locale  # noqa: PLC0415

    return Locale(language)


def _known(code: str) -> "Locale | None":
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def _zone_aliases() -> Mapping[str, str]:
    from babel.core import get_global  # noqa: PLC0415

    return get_global("zone_aliases")


@cache
def city(zone: str, language: Language) -> str:
    """The city that stands for an IANA zone (`Asia/Bishkek`: Бишкек): ours, else CLDR's, else the zone's last part."""
    if zone in _OWN_CITIES:
        return _OWN_CITIES[zone][language]
    known = _cldr(language).time_zones
    for key in _spellings(zone):
        name = known.get(key, {}).get("city")
        if name:
            return str(name)
    return str(_zone_aliases().get(zone, zone)).rsplit("/", 1)[-1].replace("_", " ")


def _spellings(zone: str) -> Iterator[str]:
    """CLDR keeps one spelling of each zone, not always today's (Asia/Calcutta for Asia/Kolkata)."""
    aliases = _zone_aliases()
    yield zone
    if zone in aliases:
        yield aliases[zone]
    yield from (old for old, new in aliases.items() if new == zone)


def zone_key(zone: ZoneInfo) -> str:
    """The IANA name of a zone; `UTC` where it was made without one."""
    return zone.key or "UTC"


@cache
def language_name(code: str, language: Language) -> str:
    """The name of the language `code` (`ru`, `pt-BR`), in lower case; an unknown code names itself."""
    own = _OWN_LANGUAGE_NAMES.get((language, code))
    if own:
        return own
    tag = _known(code)
    if tag is None:
        return code
    names = _cldr(language).languages
    return str(names.get(str(tag)) or names.get(tag.language) or code)


def known_language(code: str) -> bool:
    """Whether `code` is the tag of a language (`ky`, `pt-BR`) that has a name."""
    return _known(code) is not None


def language_code(text: str) -> str | None:
    """The interface's language by its name in one of them (`кыргызча`, `Russian`); None for any other."""
    wanted = text.casefold()
    for code in LANGUAGES:
        if wanted in {code, *(language_name(code, spoken).casefold() for spoken in LANGUAGES)}:
            return code
    return None


@cache
def country(code: str, language: Language) -> str:
    """The name of a country by its ISO 3166 code; an unknown one names itself."""
    own = _OWN_COUNTRY_NAMES.get((language, code))
    return own or str(_cldr(language).territories.get(code, code))


@cache
def country_code(text: str) -> str | None:
    """The country of an ISO 3166 code, or of a name in one of the interface's languages; None where there is none."""
    wanted = " ".join(text.split()).casefold()
    for code in map(str, _cldr("en").territories):
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
            spoken: set[str] = {str(_cldr(x).territories.get(code, "")).casefold() for x in LANGUAGES}
            if wanted in {code.casefold(), *spoken, *(country(code, x).casefold() for x in LANGUAGES)}:
                return code
    return None


def zone_named(text: str, usual: Iterable[str]) -> str | None:
    """An IANA zone as people type it (`asia/tashkent`), or by its city in one of the interface's languages (`Ташкент`).

    A city that several zones share names one of the `usual` ones first. None where it is neither.
    """
    wanted = text.casefold()
    key = wanted.replace(" ", "_")
    older = _zone_aliases()  # Europe/Belfast, for one, is London
    known = sorted(available_timezones(), key=lambda zone: (zone in older, zone))
    found = next((zone for zone in known if zone.casefold() == key), None)
    if found is not None:
        return found
    # Others have no city: Etc/GMT+5 is five hours behind, US/Eastern an older name.
    cities = [zone for zone in known if zone.partition("/")[0] in _PARTS_OF_THE_WORLD]
    itself = (zone for zone in cities if zone.rpartition("/")[2].casefold() == key)
    named = (zone for zone in (*usual, *cities) if any(city(zone, x).casefold() == wanted for x in LANGUAGES))
    return next(chain(itself, named), None)


@cache
def months(language: Language) -> Mapping[int, str]:
    """Month 1–12 as it stands behind a day: January, января, январь."""
    return dict(_cldr(language).months["format"]["wide"])


@cache
def months_alone(language: Language) -> Mapping[int, str]:
    """Month 1–12 as it stands alone: January, январь, январь."""
    return dict(_cldr(language).months["stand-alone"]["wide"])


@cache
def weekdays_short(language: Language) -> tuple[str, ...]:
    """Monday to Sunday in two or three letters."""
    names = _cldr(language).days["stand-alone"]["abbreviated"]
    return tuple(names[n].rstrip(".") for n in range(7))


@cache
def short_months(language: Language) -> Mapping[int, str]:
    """Month 1–12 in a few letters, without a full stop, for a scale: Jan, янв, янв."""
    found = _cldr(language).months["stand-alone"]["abbreviated"]
    return {
        number: name.rstrip(".")[:3].lower() if language != "en" else name.rstrip(".")
        for number, name in found.items()
    }


@cache
def weekdays(language: Language) -> Mapping[int, str]:
    """Weekday 0 (Monday) – 6 as it stands beside a date."""
    return dict(_cldr(language).days["format"]["wide"])
