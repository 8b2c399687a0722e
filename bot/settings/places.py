"""The kinds of settings that are names and places: wordings by language, languages in order, time zones, countries."""

import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.dataclasses import dataclass
from bot.errors import Facts
from bot.i18n import LANGUAGES, Translator, known_language
from bot.i18n.names import country_code, language_code, zone_named
from bot.screens import capitalised
from bot.settings.model import About, Kind
from bot.texts import blank

MOST_LANGUAGES = 6


@dataclass(frozen=True)
class Wordings(Kind[dict[str, str]]):
    """A line in each language. `usual`: the sentence that stands where a language has none of the committee's own."""

    code = "line-wanted"
    by_language = True
    limit: int
    usual: str | None = None

    @property
    def facts(self) -> Facts:
        return {"limit": self.limit}

    def read(self, text: str, about: About) -> str:
        if blank(text) or len(text) > self.limit or not text.isprintable():
            raise self.refusal
        return text

    def merged(self, kept: Any, said: Any, language: str) -> dict[str, str]:
        others = {tag: word for tag, word in kept.items() if tag != language}
        return others if said is None else {**others, language: said}

    def value(self, kept: Any) -> dict[str, str]:
        return dict(kept)

    def written(self, t: Translator, value: dict[str, str]) -> Markup:
        spoken = dict.fromkeys((*LANGUAGES, *value)) if self.usual else value
        return Markup(" · ").join(Markup("{} {}").format(tag, self.word(t, value, tag)) for tag in spoken)

    def word(self, t: Translator, value: dict[str, str], language: str) -> str:
        """The wording of one language."""
        if own := value.get(language):
            return own
        return "—" if self.usual is None else t.in_language(language).plain(self.usual)


@dataclass(frozen=True)
class Languages(Kind[tuple[str, ...]]):
    """Languages in order. `spoken`: only such as the interface speaks."""

    code = "languages-wanted"
    spoken: bool = False

    @property
    def facts(self) -> Facts:
        return {"spoken": self.spoken}

    def read(self, text: str, about: About) -> list[str]:
        parts = [part for part in re.split(r"[\s,;]+", text) if part]
        tags = list(dict.fromkeys(language_code(part) or part for part in parts))
        known = all(tag in LANGUAGES if self.spoken else known_language(tag) for tag in tags)
        if not 0 < len(tags) <= MOST_LANGUAGES or not known:
            raise self.refusal
        return tags

    def value(self, kept: Any) -> tuple[str, ...]:
        return tuple(kept)

    def written(self, t: Translator, value: tuple[str, ...]) -> Markup:
        return Markup(", ").join(t.language_name(tag) for tag in value)

    def choices(self, t: Translator, value: tuple[str, ...]) -> Sequence[tuple[str, str]]:
        found = []
        for tag in dict.fromkeys((*value, *LANGUAGES)):
            name = t.language_name(tag)
            others = [other for other in value if other != tag]
            if tag not in value:
                found.append(([*value, tag], t.plain("Add: {language}", language=name)))
                continue
            if tag != value[0]:
                found.append(([tag, *others], t.plain("To the front: {language}", language=name)))
            if others:
                found.append((others, t.plain("Leave out: {language}", language=name)))
        return [(",".join(tags), label) for tags, label in found]


@dataclass(frozen=True)
class Zone(Kind[ZoneInfo]):
    """An IANA time zone. `usual`: those offered as buttons."""

    code = "zone-wanted"
    usual: tuple[str, ...]

    def read(self, text: str, about: About) -> str:
        found = zone_named(text, self.usual)
        if found is None:
            raise self.refusal
        return found

    def value(self, kept: Any) -> ZoneInfo:
        return ZoneInfo(kept)

    def written(self, t: Translator, value: ZoneInfo) -> Markup:
        return Markup("{} ({})").format(t.zone_city(value), value.key)

    def choices(self, t: Translator, value: ZoneInfo) -> Sequence[tuple[str, str]]:
        return [(key, str(t.zone_city(ZoneInfo(key)))) for key in self.usual if key != value.key]


@dataclass(frozen=True)
class Country(Kind[str]):
    """An ISO 3166 code, or the name of a country in one of the interface's languages."""

    code = "country-wanted"

    def read(self, text: str, about: About) -> str:
        found = country_code(text)
        if found is None:
            raise self.refusal
        return found

    def value(self, kept: Any) -> str:
        return str(kept)

    def written(self, t: Translator, value: str) -> Markup:
        return Markup("{} ({})").format(capitalised(str(t.country(value))), value)
