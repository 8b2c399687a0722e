"""How each kind of setting is typed. The same sentence asks for it and refuses anything else."""

from datetime import date

from markupsafe import Markup

from bot.errors import Facts
from bot.i18n import Sentences, Translator

_EXAMPLE = date(2023, 6, 30)


def _before(t: Translator, facts: Facts) -> Markup:
    if facts["whole_days"]:
        return t(
            "Please write how many days before, at most {most} times, with commas: 7, 1", most=facts["most"]
        )
    return t(
        "Please write how long before, at most {most} times, with commas: 3 d, 1 d, 2 h", most=facts["most"]
    )


def _hours(t: Translator, facts: Facts) -> Markup:
    example = "18:30–08:30" if facts["overnight"] else "09:00–18:00"
    return t("Please write it like this: {example}", example=example)


def _languages(t: Translator, facts: Facts) -> Markup:
    if facts["spoken"]:
        return t("Please write the languages in their order: ky, ru, en")
    return t("Please write the languages in their order, any language by its code: ky, ru, en, uz")


SENTENCES: Sentences = {
    "number-wanted": lambda t, f: t(
        "Please write a number from {least} to {most}.", least=f["least"], most=f["most"]
    ),
    "share-wanted": lambda t, f: t("Please write a share, such as 2/3 or 60 %."),
    "before-wanted": _before,
    "hours-wanted": _hours,
    "line-wanted": lambda t, f: t(
        "Please write it in one line of at most {limit} characters.", limit=f["limit"]
    ),
    "day-wanted": lambda t, f: t("Please write a date, such as: {date}", date=t.day(_EXAMPLE)),
    "languages-wanted": _languages,
    "zone-wanted": lambda t, f: t("Please choose a city, or write a time zone like this: Asia/Tashkent"),
    "country-wanted": lambda t, f: t("Please write the country, or its two letters, such as: KG"),
}
