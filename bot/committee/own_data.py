"""What this room keeps of one person: who they are, where they serve, by which invitation. Its queries and words."""

from markupsafe import Markup
from sqlalchemy import select

from bot.committee.model import Person, Role
from bot.committee.records.tables import committees, invitations, memberships, names, seats
from bot.committee.views import reach_name, role_name
from bot.i18n import OWN_NAMES, Translator
from bot.own_data import Section, section
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """Profile, memberships, invitations."""
    return [_profile(t, person), _memberships(tx, t, person), _invitations(tx, t, person)]


def _profile(t: Translator, who: Person) -> Section:
    lines = [
        t("Name: {name}", name=who.name),
        t("Name in Telegram: {name}", name=who.telegram_name or "—"),
        t("Telegram ID: {number}", number=str(who.telegram_id)),
        t("Username: {name}", name=f"@{who.username}" if who.username else "—"),
        t("Language: {language}", language=OWN_NAMES.get(who.language, who.language)),
        t("Time zone: {city}", city=t.zone_city(who.zone) if who.zone else t("the committee's")),
        t("Reach: {reach}", reach=reach_name(t, who)),
    ]
    if who.joined_at is not None:
        lines.append(t("Consent given: {moment}", moment=t.moment(who.joined_at)))
    lines.append(t("Number in the database: {number}", number=who.id))
    return section(t("Profile"), lines, "names.person")


def _memberships(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(
        select(
            memberships,
            seats.c.organization,
            seats.c.chair,
            committees.c.code,
            names.c.name.label("expected_name"),
        )
        .select_from(
            memberships.join(committees, committees.c.id == memberships.c.committee)
            .outerjoin(seats, seats.c.id == memberships.c.seat)
            .outerjoin(names, names.c.person == memberships.c.expected_person)
        )
        .where(memberships.c.person == who.id)
        .order_by(memberships.c.id)
    )
    lines = []
    for row in rows:
        presides = row.role == Role.CHAIR or (row.role == Role.MEMBER and bool(row.chair))
        parts = [Markup.escape(row.code), role_name(t, Role(row.role), presides)]
        if row.organization:
            parts.append(Markup.escape(t.organization(row.organization)))
        if row.expected_name:
            parts.append(t("On the roster: {name}", name=row.expected_name))
        parts.append(t("Since: {day}", day=t.day_of(row.since)))
        if row.ended_at is not None:
            parts.append(t("Ended: {day}", day=t.day_of(row.ended_at)))
        lines.append(Markup(" · ").join(parts))
    return section(t("Memberships"), lines, "memberships.person", "memberships.expected_person")


def _invitations(tx: Tx, t: Translator, who: Person) -> Section:
    rows = tx.execute(
        select(invitations, committees.c.code)
        .join(memberships, memberships.c.id == invitations.c.membership)
        .join(committees, committees.c.id == memberships.c.committee)
        .where(memberships.c.person == who.id)
        .order_by(invitations.c.id)
    )
    lines = []
    for row in rows:
        parts = [Markup.escape(row.code), t("Made: {day}", day=t.day_of(row.created_at))]
        if row.spent_at is not None:
            parts.append(t("Accepted: {day}", day=t.day_of(row.spent_at)))
        elif row.revoked_at is not None:
            parts.append(t("Revoked: {day}", day=t.day_of(row.revoked_at)))
        else:
            parts.append(t("Valid until: {day}", day=t.day_of(row.expires_at)))
        lines.append(Markup(" · ").join(parts))
    return section(t("Invitations"), lines, "invitations.membership")
