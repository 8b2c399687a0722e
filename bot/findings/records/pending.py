"""Which findings wait for somebody: for comments, for an answer, for another version."""

from datetime import datetime

from sqlalchemy import exists, func, select

from bot.findings.model import Finding, Standing, Version
from bot.findings.records.comments import not_answered
from bot.findings.records.findings import read_finding
from bot.findings.records.tables import comments, findings, versions
from bot.findings.records.versions import with_their_versions
from bot.ids import CommitteeId, MembershipId, VersionId
from bot.store import Tx


def with_comments_to_answer(tx: Tx, committee: CommitteeId) -> list[tuple[Finding, int]]:
    """Findings with comments that nobody has answered, and how many."""
    rows = tx.execute(
        select(findings, func.count().label("open"))
        .join(comments, comments.c.finding == findings.c.id)
        .where(findings.c.committee == committee, not_answered)
        .group_by(*findings.c)
        .order_by(findings.c.number)
    )
    return [(read_finding(row), row.open) for row in rows]


def commented_in(tx: Tx, committee: CommitteeId) -> list[Finding]:
    """Findings of which a version is open for comments."""
    open_now = select(versions.c.finding).where(versions.c.standing == Standing.COMMENTS)
    rows = tx.execute(
        select(findings)
        .where(findings.c.committee == committee, findings.c.id.in_(open_now))
        .order_by(findings.c.id)
    )
    return [read_finding(row) for row in rows]


def open_for_comments(
    tx: Tx, committee: CommitteeId, but: MembershipId, at: datetime
) -> list[tuple[Finding, VersionId, datetime]]:
    """Findings whose window is open, without a comment of the membership `but`; next deadline first."""
    commented = select(comments.c.version).where(comments.c.author == but)
    rows = tx.execute(
        select(findings, versions.c.id.label("version"), versions.c.comments_until)
        .join(versions, versions.c.finding == findings.c.id)
        .where(
            findings.c.committee == committee,
            versions.c.standing == Standing.COMMENTS,
            versions.c.comments_until > at,
            versions.c.id.not_in(commented),
        )
        .order_by(versions.c.comments_until, findings.c.id)
    )
    return [(read_finding(row), VersionId(row.version), row.comments_until) for row in rows]


def drafts_after(tx: Tx, committee: CommitteeId, standing: Standing) -> list[tuple[Finding, VersionId]]:
    """Drafts that their author asked to publish, newer than a version of that standing."""
    draft = versions.alias("draft")
    rows = tx.execute(
        select(findings, draft.c.id.label("draft"))
        .join(versions, versions.c.finding == findings.c.id)
        .join(draft, draft.c.finding == findings.c.id)
        .where(
            findings.c.committee == committee,
            versions.c.standing == standing,
            draft.c.standing == Standing.DRAFT,
            draft.c.comments_until.is_not(None),
            draft.c.number > versions.c.number,
        )
        .order_by(findings.c.number)
    )
    return [(read_finding(row), VersionId(row.draft)) for row in rows]


def to_revise(tx: Tx, committee: CommitteeId) -> list[Finding]:
    """Findings whose newest version before the committee was declared *with amendments* or *returned*: another follows.

    One that carries the outcome is that other version already.
    """
    newer = versions.alias("newer")
    follows = exists().where(
        newer.c.finding == versions.c.finding,
        newer.c.number > versions.c.number,
        newer.c.standing != Standing.DRAFT,
    )
    rows = tx.execute(
        select(findings)
        .join(versions, versions.c.finding == findings.c.id)
        .where(
            findings.c.committee == committee,
            versions.c.standing.in_((Standing.AMENDED, Standing.RETURNED)),
            versions.c.carries.is_(None),
            ~follows,
        )
        .order_by(findings.c.number)
    )
    return [read_finding(row) for row in rows]


def drafts_by(
    tx: Tx, committee: CommitteeId, author: MembershipId, limit: int
) -> list[tuple[Finding, Version]]:
    """Drafts of that author, newest first, each with its finding."""
    return with_their_versions(
        tx,
        select(findings, versions.c.id.label("version"))
        .join(versions, versions.c.finding == findings.c.id)
        .where(
            findings.c.committee == committee,
            versions.c.author == author,
            versions.c.standing == Standing.DRAFT,
        )
        .order_by(versions.c.id.desc())
        .limit(limit),
    )
