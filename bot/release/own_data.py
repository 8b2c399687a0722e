"""What this room keeps of one person: which copies they made, what they released. Its queries and words."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import Column, select

from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.findings.records.tables import findings, versions
from bot.i18n import Translator, mark
from bot.own_data import Section, section
from bot.release.records import named_copies, releases
from bot.store import Tx

_ACTS: tuple[tuple[Column[Any], Column[Any], str], ...] = (
    (releases.c.proposed_by, releases.c.proposed_at, mark("a release proposed")),
    (releases.c.confirmed_by, releases.c.confirmed_at, mark("a release confirmed")),
    (releases.c.withdrawn_by, releases.c.withdrawn_at, mark("a release taken back")),
)
"""By whom, when, and what it is called."""


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Named copies, releases."""
    return [_copies(tx, t, person), _releases(tx, t, person)]


def _copies(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(
        select(named_copies, committees.c.code, findings.c.number.label("finding_number"))
        .join(versions, versions.c.id == named_copies.c.version)
        .join(findings, findings.c.id == versions.c.finding)
        .join(committees, committees.c.id == findings.c.committee)
        .join(memberships, memberships.c.id == named_copies.c.made_by)
        .where(memberships.c.person == who.id)
        .order_by(named_copies.c.id)
    )
    lines = [
        Markup(" · ").join(
            [
                Markup("{} · F{}").format(row.code, row.finding_number),
                t("Copy No. {n}", n=row.number),
                t("Copy for: {name}", name=row.recipient),
                t.moment(row.made_at),
            ]
        )
        for row in rows
    ]
    return section(t("Named copies that I made"), lines, "named_copies.made_by")


def _releases(tx: Tx, t: Translator, who: Person) -> Section:
    theirs = select(memberships.c.id).where(memberships.c.person == who.id)
    lines = []
    for by, at, called in _ACTS:
        rows = tx.execute(
            select(at.label("at"), committees.c.code, findings.c.number.label("finding_number"))
            .select_from(releases)
            .join(findings, findings.c.id == releases.c.finding)
            .join(committees, committees.c.id == findings.c.committee)
            .where(by.in_(theirs))
            .order_by(releases.c.id)
        )
        lines += [
            Markup("{} · F{} · {} · {}").format(row.code, row.finding_number, t(called), t.moment(row.at))
            for row in rows
        ]
    columns = (f"{by.table.name}.{by.name}" for by, _, _ in _ACTS)
    return section(t("Findings that I released or took back"), lines, *columns)
