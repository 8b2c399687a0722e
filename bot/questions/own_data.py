"""What this room keeps of one person: questions under their name, answers, +1, translations. Its queries and words.

Of a question asked without a name nothing leads to its asker, so it is not among this.
"""

from typing import Any

from markupsafe import Markup
from sqlalchemy import Select, select

from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.i18n import Translator
from bot.own_data import Section, kept, section
from bot.questions import words
from bot.questions.model import Attribution, Standing
from bot.questions.records.tables import answers, followers, questions, translations
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Questions, what was done with those of others, answers, translations."""
    theirs = select(memberships.c.id).where(memberships.c.person == person.id)
    return [
        _asked(tx, t, theirs),
        _captured(tx, t, theirs),
        _owned(tx, t, theirs),
        _followed(tx, t, theirs),
        _answers(tx, t, theirs),
        _translations(tx, t, theirs),
    ]


def _asked(tx: Tx, t: Translator, theirs: Select[int]) -> Section:
    rows = tx.execute(_questions().where(questions.c.asker.in_(theirs)))
    lines = [
        _headed(
            row,
            t(words.STANDINGS[Standing(row.standing)]),
            t.moment(row.asked_at),
            t(words.ATTRIBUTIONS[Attribution(row.attribution)]),
            t.language_name(row.language),
        )
        + Markup("\n{}").format(row.text)
        + (Markup("\n") + kept(t, row.edited, row.edited_language) if row.edited else Markup())
        for row in rows
    ]
    return section(t("Questions that I asked"), lines, "questions.asker")


def _captured(tx: Tx, t: Translator, theirs: Select[int]) -> Section:
    rows = tx.execute(_questions().where(questions.c.captured_by.in_(theirs)))
    lines = [_headed(row, t.moment(row.asked_at)) for row in rows]
    return section(t("Questions that I kept from the group"), lines, "questions.captured_by")


def _owned(tx: Tx, t: Translator, theirs: Select[int]) -> Section:
    rows = tx.execute(_questions().where(questions.c.owner.in_(theirs)))
    lines = [_headed(row, t(words.STANDINGS[Standing(row.standing)])) for row in rows]
    return section(t("Questions that I answer"), lines, "questions.owner")


def _followed(tx: Tx, t: Translator, theirs: Select[int]) -> Section:
    rows = tx.execute(
        select(questions.c.number, committees.c.code, followers)
        .join(questions, questions.c.id == followers.c.question)
        .join(committees, committees.c.id == questions.c.committee)
        .where(followers.c.membership.in_(theirs))
        .order_by(questions.c.id)
    )
    lines = [
        _headed(row, *([Markup("+1")] if row.supports else []), *([t("to be told")] if row.follows else []))
        for row in rows
    ]
    return section(t("Questions that I support or follow"), lines, "question_followers.membership")


def _answers(tx: Tx, t: Translator, theirs: Select[int]) -> Section:
    rows = tx.execute(
        select(
            questions.c.number, committees.c.code, answers.c.text, answers.c.language, answers.c.written_at
        )
        .join(questions, questions.c.id == answers.c.question)
        .join(committees, committees.c.id == questions.c.committee)
        .where(answers.c.author.in_(theirs))
        .order_by(answers.c.id)
    )
    lines = [
        _headed(row, t.moment(row.written_at), t.language_name(row.language))
        + Markup("\n{}").format(row.text)
        for row in rows
    ]
    return section(t("Answers that I wrote"), lines, "answers.author")


def _translations(tx: Tx, t: Translator, theirs: Select[int]) -> Section:
    rows = tx.execute(
        select(questions.c.number, committees.c.code, translations)
        .join(questions, questions.c.id == translations.c.question)
        .join(committees, committees.c.id == questions.c.committee)
        .where(translations.c.entered_by.in_(theirs))
        .order_by(translations.c.id)
    )
    lines = [
        _headed(row, t.language_name(row.language), t("Translation: {name}", name=row.translator))
        + Markup("\n{}").format(row.text)
        for row in rows
    ]
    return section(
        t("Translations of questions and answers that I entered"), lines, "question_translations.entered_by"
    )


def _questions() -> Any:
    return (
        select(questions, committees.c.code)
        .join(committees, committees.c.id == questions.c.committee)
        .order_by(questions.c.id)
    )


def _headed(row: Any, *parts: Markup) -> Markup:
    return Markup(" · ").join([Markup("{} · Q{}").format(row.code, row.number), *parts])
