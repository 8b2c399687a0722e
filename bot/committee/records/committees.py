"""Committees and their settings."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, insert, select, update

from bot.committee.model import Committee
from bot.committee.records.tables import committees
from bot.ids import CommitteeId
from bot.store import Tx

COMMITTEE = (
    committees.c.id.label("committee"),
    committees.c.code,
    committees.c.names.label("committee_names"),
    committees.c.country,
    committees.c.time_zone.label("committee_zone"),
    committees.c.languages,
    committees.c.group_languages,
    committees.c.settings,
)
_COLUMNS = ("names", "country", "time_zone", "languages", "group_languages")
"""Settings that have a column of their own: there is no committee without them."""
_committees: Select[Any] = select(*COMMITTEE)


def add_committee(
    tx: Tx,
    *,
    code: str,
    names: Mapping[str, str],
    country: str,
    zone: str,
    languages: Iterable[str],
    group_languages: Iterable[str],
    at: datetime,
) -> CommitteeId:
    """A committee."""
    row = tx.execute(
        insert(committees)
        .values(
            code=code,
            names=dict(names),
            country=country,
            time_zone=zone,
            languages=list(languages),
            group_languages=list(group_languages),
            settings={},
            created_at=at,
        )
        .returning(committees.c.id)
    )
    return CommitteeId(row.scalar_one())


def committee(tx: Tx, number: CommitteeId) -> Committee:
    """One committee."""
    return read_committee(tx.execute(_committees.where(committees.c.id == number)).one())


def any_committee(tx: Tx) -> bool:
    """Whether there is one."""
    return tx.execute(select(committees.c.id).limit(1)).first() is not None


def committee_by_code(tx: Tx, code: str) -> Committee | None:
    """One committee, by its code."""
    row = tx.execute(_committees.where(committees.c.code == code)).first()
    return None if row is None else read_committee(row)


def committees_all(tx: Tx) -> list[Committee]:
    """Every committee."""
    return [read_committee(row) for row in tx.execute(_committees.order_by(committees.c.id))]


def set_setting(tx: Tx, number: CommitteeId, name: str, value: Any) -> None:
    """Changes one of the committee's settings (a JSON value)."""
    here = committees.c.id == number
    if name not in _COLUMNS:
        kept = tx.execute(select(committees.c.settings).where(here)).scalar_one()
        name, value = "settings", {**kept, name: value}
    tx.execute(update(committees).where(here).values({name: value}))


def read_committee(row: Row[Any]) -> Committee:
    """`row`: with the columns of `COMMITTEE`."""
    settings = {
        **row.settings,
        "names": row.committee_names,
        "country": row.country,
        "time_zone": row.committee_zone,
        "languages": row.languages,
        "group_languages": row.group_languages,
    }
    return Committee(
        CommitteeId(row.committee),
        row.code,
        row.committee_names,
        row.country,
        ZoneInfo(row.committee_zone),
        tuple(row.languages),
        tuple(row.group_languages),
        settings,
    )
