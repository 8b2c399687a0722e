"""How files are told: their names, shortened, and their sizes."""

from collections.abc import Iterable

from markupsafe import Markup

from bot.i18n import Translator

SHORT = 40
_KB, _MB = 1024, 1024 * 1024


def size(t: Translator, count: int) -> Markup:
    """`1.5 MB`, counted in 1,024s as Telegram's apps show it; never less than 1 kB."""
    from babel.numbers import format_decimal  # noqa: PLC0415  (a start has no need of it)

    if count >= _MB:
        return t("{n} MB", n=format_decimal(round(count / _MB, 1), locale=t.language))
    return t("{n} kB", n=format_decimal(max(1, round(count / _KB)), locale=t.language))


def short(name: str) -> str:
    """A name for a list: cut in its middle, so that the extension stays."""
    if len(name) <= SHORT:
        return name
    end = SHORT // 3
    return f"{name[: SHORT - end - 1]}…{name[-end:]}"


def listed(t: Translator, files: Iterable[tuple[str, int]]) -> list[Markup]:
    """A numbered line a file; `files`: names and sizes in bytes."""
    return [
        Markup("{}. {} · {}").format(n, short(name), size(t, count))
        for n, (name, count) in enumerate(files, start=1)
    ]
