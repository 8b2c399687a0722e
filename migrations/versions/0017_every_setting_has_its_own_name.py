"""Every setting has its own name: hours in pairs, each voting rule by itself."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_HOURS = {"working_hours": ("opens", "closes"), "quiet_hours": ("quiet_from", "quiet_until")}
_USUAL = {"opens": "09:00", "closes": "18:00", "quiet_from": "18:30", "quiet_until": "08:30"}


def upgrade() -> None:
    """To this revision."""
    committees = sa.table("committees", sa.column("id", sa.BigInteger), sa.column("settings", sa.Text))
    tx = op.get_bind()
    for row in tx.execute(sa.select(committees)).all():
        settings = json.loads(row.settings)
        hours, rules = settings.pop("hours", None), settings.pop("ballot_rules", {})
        if hours is not None:
            hours = {**_USUAL, **hours}
            for name, ends in _HOURS.items():
                settings[name] = [hours[end][:5] for end in ends]
        settings.update(rules)
        kept = json.dumps(settings, ensure_ascii=False)
        tx.execute(committees.update().where(committees.c.id == row.id).values(settings=kept))
