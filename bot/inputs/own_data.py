"""What this room keeps of one person: requests they made, inputs they gave. Its queries and words."""

from markupsafe import Markup
from sqlalchemy import func, select

from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.files.attached import attached
from bot.i18n import Translator
from bot.inputs import words
from bot.inputs.model import Way
from bot.inputs.records import input_files, inputs, request_files, requests, translations
from bot.own_data import Section, named, section
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Requests, inputs, translations."""
    return [_requests(tx, t, person), _inputs(tx, t, person), _translations(tx, t, person)]


def _requests(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(
        select(requests, committees.c.code)
        .join(committees, committees.c.id == requests.c.committee)
        .join(memberships, memberships.c.id == requests.c.author)
        .where(memberships.c.person == who.id)
        .order_by(requests.c.id)
    )
    lines = [
        Markup("{} · R{} · {} · {}\n{}").format(
            row.code, row.number, t.moment(row.asked_at), t.language_name(row.language), row.text
        )
        + named(attached(tx, request_files, row.id))
        for row in rows.all()
    ]
    return section(t("Requests for input that I made"), lines, "input_requests.author")


def _inputs(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(
        select(inputs, committees.c.code)
        .join(committees, committees.c.id == inputs.c.committee)
        .join(memberships, memberships.c.id == inputs.c.author)
        .where(memberships.c.person == who.id)
        .order_by(inputs.c.id)
    )
    lines = [
        Markup(" · ").join(
            [
                Markup("{} · I{}").format(row.code, row.number),
                t(words.WAYS[Way(row.way)]),
                t.moment(row.given_at),
                *([t.language_name(row.language)] if row.text else []),
            ]
        )
        + Markup("\n{}").format(row.text)
        + named(attached(tx, input_files, row.id))
        for row in rows.all()
    ]
    return section(t("Inputs that I gave"), lines, "inputs.author")


def _translations(tx: Tx, t: Translator, who: Person) -> Section:
    number = func.coalesce(requests.c.number, inputs.c.number).label("number")
    rows = tx.execute(
        select(translations, number, committees.c.code)
        .outerjoin(requests, requests.c.id == translations.c.request)
        .outerjoin(inputs, inputs.c.id == translations.c.input)
        .join(memberships, memberships.c.id == translations.c.entered_by)
        .join(committees, committees.c.id == memberships.c.committee)
        .where(memberships.c.person == who.id)
        .order_by(translations.c.id)
    )
    lines = [
        Markup("{} · {}{} · {} · {}\n{}").format(
            row.code,
            "I" if row.request is None else "R",
            row.number,
            t.language_name(row.language),
            t("Translation: {name}", name=row.translator),
            row.text,
        )
        for row in rows
    ]
    return section(t("Translations of input that I entered"), lines, "input_translations.entered_by")
