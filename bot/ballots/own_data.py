"""What this room keeps of one person: their votes, and what they did as chair or organizer. Its queries and words."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import Column, ColumnElement, Row, Select, select

from bot.ballots import words
from bot.ballots.model import Choice
from bot.ballots.records.tables import (
    acting_chairs,
    ballot_extensions,
    ballot_history,
    ballots,
    electorate,
    successions,
)
from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.findings.records.tables import findings, versions
from bot.i18n import Translator, mark
from bot.own_data import Section, kept, section
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Votes as they stand, earlier votes, acts in office."""
    return [
        _votes(tx, t, person),
        _earlier(tx, t, person),
        _acts(tx, t, person),
    ]


def _votes(tx: Tx, t: Translator, who: Person) -> Section:
    asked = _on_finding(select(electorate, findings.c.number.label("finding_number"), committees.c.code))
    rows = tx.execute(
        asked.join(electorate, electorate.c.ballot == ballots.c.id)
        .where(electorate.c.person == who.id)
        .order_by(electorate.c.cast_at)
    )
    return section(t("My votes"), (_vote(t, row) for row in rows), "electorate.person")


def _earlier(tx: Tx, t: Translator, who: Person) -> Section:
    asked = _on_finding(select(ballot_history, findings.c.number.label("finding_number"), committees.c.code))
    rows = tx.execute(
        asked.join(ballot_history, ballot_history.c.ballot == ballots.c.id)
        .where(ballot_history.c.person == who.id)
        .order_by(ballot_history.c.id)
    )
    lines = []
    for row in rows:
        ended = (
            t("Void: {moment}", moment=t.moment(row.ended_at))
            if row.void
            else t("Replaced: {moment}", moment=t.moment(row.ended_at))
        )
        lines.append(_vote(t, row) + Markup("\n") + ended)
    return section(t("My earlier votes, kept as history"), lines, "ballot_history.person")


_ACTS: tuple[tuple[Column[Any], Column[Any] | None, str], ...] = (
    (ballots.c.opened_by, ballots.c.opened_at, mark("a ballot opened")),
    (ballots.c.exception_by, ballots.c.opened_at, mark("an exception of languages confirmed")),
    (ballots.c.closing_by, ballots.c.closing_at, mark("a ballot closed")),
    (ballots.c.declared_by, ballots.c.declared_at, mark("an outcome declared")),
    (ballot_extensions.c.extended_by, ballot_extensions.c.extended_at, mark("a new deadline set")),
    (electorate.c.marked_by, None, mark("a text marked as taken in or not")),
    (acting_chairs.c.membership, acting_chairs.c.named_at, mark("named acting chair")),
    (acting_chairs.c.named_by, acting_chairs.c.named_at, mark("an acting chair named")),
    (successions.c.judged_by, successions.c.judged_at, mark("a new version judged")),
)
"""By whom, when, and what it is called."""


def _acts(tx: Tx, t: Translator, who: Person) -> Section:
    """What somebody did as chair or organizer: the act stays with the committee, this is where it names them."""
    theirs = select(memberships.c.id).where(memberships.c.person == who.id)
    lines = []
    for by, at, called in _ACTS:
        labels: list[ColumnElement[Any]] = [findings.c.number.label("finding_number"), committees.c.code]
        if at is not None:
            labels.append(at.label("at"))
        if by is ballots.c.declared_by:
            labels += [ballots.c.reason, ballots.c.reason_language]
        for row in tx.execute(_reaching(by, select(*labels)).where(by.in_(theirs))):
            line = Markup("{} · {}").format(_label(row), t(called))
            if at is not None:
                line += Markup(" · ") + t.moment(row.at)
            if by is ballots.c.declared_by and row.reason is not None:
                line += Markup("\n") + t("Reason: {reason}", reason=kept(t, row.reason, row.reason_language))
            lines.append(line)
    columns = (f"{by.table.name}.{by.name}" for by, _, _ in _ACTS)
    return section(t("What I did as chair or organizer"), lines, *columns)


def _on_finding(asked: Select[Any]) -> Select[Any]:
    return (
        asked.select_from(ballots)
        .join(findings, findings.c.id == ballots.c.finding)
        .join(committees, committees.c.id == findings.c.committee)
    )


def _reaching(by: Column[Any], asked: Select[Any]) -> Select[Any]:
    """`asked` of the finding that an act of `by`'s table was about."""
    if by.table is successions:
        return (
            asked.select_from(successions)
            .join(versions, versions.c.id == successions.c.version)
            .join(findings, findings.c.id == versions.c.finding)
            .join(committees, committees.c.id == findings.c.committee)
        )
    found = _on_finding(asked)
    return found if by.table is ballots else found.join(by.table, by.table.c.ballot == ballots.c.id)


def _vote(t: Translator, row: Row[Any]) -> Markup:
    parts = [
        _label(row),
        words.choice(t, Choice(row.choice)),
        t("Receipt No. {n}.", n=row.receipt),
        t.moment(row.cast_at),
        *([t.language_name(row.text_language)] if row.text_language else []),
    ]
    line = Markup(" · ").join(parts)
    return line if row.text is None else line + Markup("\n{}").format(row.text)


def _label(row: Row[Any]) -> Markup:
    return Markup("{} · F{}").format(row.code, row.finding_number)
