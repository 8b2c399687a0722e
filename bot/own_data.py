"""What is stored about a person, in sections that the rooms write, as one page that opens on any phone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.dataclasses import dataclass
from bot.files import File
from bot.i18n import Translator

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>\n'
    "<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:auto;padding:1rem;"
    "color:#222;background:#fff}}h2{{font-size:1.1rem;margin:1.5rem 0 .25rem}}"
    "ul{{padding-left:1.25rem;margin:0}}li{{white-space:pre-wrap;overflow-wrap:anywhere}}</style></head>\n"
    "<body><h1>{title}</h1><p>{as_of}</p>\n{sections}</body></html>\n"
)
_SECTION = Markup("<h2>{title}</h2>\n{lines}\n")


@dataclass(frozen=True)
class Section:
    """One subject. `of`: the columns (`table.column`) by which its rows are a person's; a test asks after each."""

    title: Markup
    lines: tuple[Markup, ...]
    of: frozenset[str]


def section(title: Markup, lines: Iterable[Markup], *of: str) -> Section:
    """A section; one without lines is named among those of which there is nothing."""
    return Section(title, tuple(lines), frozenset(of))


def page(t: Translator, sections: Iterable[Section], at: datetime) -> bytes:
    """The whole, as UTF-8 HTML that loads nothing from elsewhere. `at`: as of when (UTC)."""
    return _PAGE.format(
        language=t.language,
        title=t("My data"),
        as_of=t("As of {moment}", moment=t.moment(at)),
        sections=Markup("").join(_drawn(t, list(sections))),
    ).encode()


def kept(t: Translator, text: str, language: str | None) -> Markup:
    """A text that somebody wrote beside another, and the language that is kept with it."""
    said = Markup.escape(text)
    return said if language is None else said + Markup(" · ") + t.language_name(language)


def named(files: Iterable[File]) -> Markup:
    """What files are called that were sent with something, a line each."""
    return Markup("").join(Markup("\n📎 {}").format(file.name) for file in files)


def _drawn(t: Translator, sections: Sequence[Section]) -> Iterator[Markup]:
    """Sections with something in them, and then of what there is nothing."""
    for part in sections:
        if part.lines:
            yield _SECTION.format(title=part.title, lines=_listed(part.lines))
    empty = [part.title for part in sections if not part.lines]
    if empty:
        yield _SECTION.format(title=t("Nothing is stored under"), lines=_listed(empty))


def _listed(lines: Iterable[Markup]) -> Markup:
    return Markup("<ul>{}</ul>").format(
        Markup("\n").join(Markup("<li>{}</li>").format(line) for line in lines)
    )
