"""What is kept of one person's reservations, with every wording. Its queries and words."""

from markupsafe import Markup
from sqlalchemy import select

from bot.ballots.records.tables import ballots
from bot.ballots.reservations import records
from bot.ballots.reservations.records import reservations
from bot.committee.model import Person
from bot.committee.records.tables import committees, memberships
from bot.findings.records.tables import findings
from bot.i18n import Translator
from bot.ids import ReservationId
from bot.own_data import Section, kept, section
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """The reservations that somebody wrote."""
    rows = tx.execute(
        select(reservations, findings.c.number.label("finding_number"), committees.c.code)
        .join(ballots, ballots.c.id == reservations.c.ballot)
        .join(findings, findings.c.id == ballots.c.finding)
        .join(committees, committees.c.id == findings.c.committee)
        .join(memberships, memberships.c.id == reservations.c.author)
        .where(memberships.c.person == person.id)
        .order_by(reservations.c.id)
    )
    lines = []
    for row in rows:
        parts = [
            Markup("{} · F{}").format(row.code, row.finding_number),
            t("Reservation No. {n}", n=row.number),
            t.moment(row.made_at),
            t.language_name(row.language),
        ]
        line = Markup(" · ").join(parts) + Markup("\n{}").format(row.text)
        for text, language, ended_at in records.history(tx, ReservationId(row.id)):
            line += Markup("\n") + t("Replaced: {moment}", moment=t.moment(ended_at))
            line += Markup("\n") + kept(t, text, language)
        if row.withdrawn_at is not None:
            line += Markup("\n") + t("Withdrawn: {time}", time=t.moment(row.withdrawn_at))
        lines.append(line)
    return [section(t("Reservations that I attached"), lines, "reservations.author")]
