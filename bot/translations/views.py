"""A text in its reader's language, and whose translation it is. No I/O, no clock."""

from markupsafe import Markup

from bot.i18n import Translator
from bot.texts import quoted, shortened
from bot.translations.model import Worded


def as_read(t: Translator, wording: Worded, limit: int, *, original: bool = False) -> list[Markup]:
    """A text, folded until tapped, and under it whose translation it is or in which language it was written."""
    made = None if original else wording.for_reader(t.language)
    lines = [quoted(shortened(made.text if made else wording.text, limit))]
    if made is not None:
        lines.append(
            t(
                "<i>Translation: {name}. Original language: {language}</i>",
                name=made.translator,
                language=t.language_name(wording.language),
            )
        )
    else:
        lines += original_language(t, wording.language)
    return lines


def original_language(t: Translator, language: str | None) -> list[Markup]:
    """In which language somebody wrote, where that is known and is not the reader's."""
    if language in (None, t.language):
        return []
    return [t("<i>Original language: {language}</i>", language=t.language_name(language))]


def as_written(t: Translator, text: str, language: str | None) -> Markup:
    """A text that nobody translates, folded until tapped, and under it in which language it was written."""
    return Markup("\n").join([quoted(text), *original_language(t, language)])


def with_language(t: Translator, line: Markup, language: str | None) -> Markup:
    """A line that ends with what somebody wrote. The language stands in it: below, it would be said of the next one."""
    if language in (None, t.language):
        return line
    return line + Markup(" <i>{}</i>").format(
        t("(original language: {language})", language=t.language_name(language))
    )


def brief(t: Translator, wording: Worded, limit: int) -> str:
    """The text in one line, in the reader's language where somebody translated it."""
    return shortened(" ".join(wording.read_in(t.language).split()), limit)


def listed(t: Translator, wording: Worded) -> str:
    """The translations one below the other, each with its language and who is credited, for a table."""
    return "\n\n".join(
        f"{t.language_name(made.language).unescape()} ({made.translator}): {made.text}"
        for made in wording.translations
    )
