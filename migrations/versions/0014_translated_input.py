"""Translations of requests and inputs; of one input several findings; what an offered input is about."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "input_translations",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("request", sa.BigInteger(), nullable=True),
        sa.Column("input", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("translator", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request"], ["input_requests.id"], name=op.f("fk_input_translations_request")
        ),
        sa.ForeignKeyConstraint(["input"], ["inputs.id"], name=op.f("fk_input_translations_input")),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["memberships.id"], name=op.f("fk_input_translations_entered_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_input_translations")),
        sqlite_strict=True,
    )
    for column in ("request", "input", "entered_by"):
        op.create_index(op.f(f"ix_input_translations_{column}"), "input_translations", [column])
    op.create_table(
        "input_findings",
        sa.Column("input", sa.BigInteger(), nullable=False),
        sa.Column("finding", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["input"], ["inputs.id"], name=op.f("fk_input_findings_input")),
        sa.ForeignKeyConstraint(["finding"], ["findings.id"], name=op.f("fk_input_findings_finding")),
        sa.PrimaryKeyConstraint("input", "finding", name=op.f("pk_input_findings")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_input_findings_finding"), "input_findings", ["finding"])
    op.create_index(op.f("ix_question_findings_finding"), "question_findings", ["finding"])
    # Until now an input's finding was the one drafted from it; from now on it is what an offered input is about.
    op.execute(
        "INSERT INTO input_findings (input, finding) SELECT id, finding FROM inputs WHERE finding IS NOT NULL"
    )
    op.execute("UPDATE inputs SET finding = NULL")
