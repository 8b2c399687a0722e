"""The findings' tables and every query on them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    FromClause,
    Integer,
    Row,
    Select,
    Text,
    UniqueConstraint,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.files import File
from bot.files.attached import attach, file_of, files_table
from bot.findings.model import (
    Answer,
    Comment,
    CommentKind,
    Disposition,
    Finding,
    Kind,
    Sight,
    Standing,
    Version,
    version_hash,
)
from bot.findings.model import Text as Wording
from bot.ids import CommentId, CommitteeId, FindingId, MembershipId, VersionId
from bot.store import Prepared, Remembered, Tx, one
from bot.store.columns import UtcDateTime
from bot.store.tables import key, next_number, refers, table

findings = table(
    "findings",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("committee", "number"),
)
versions = table(
    "versions",
    key(),
    refers("finding", "findings.id"),
    Column("number", Integer, nullable=False),
    refers("author", "memberships.id"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("change_note", Text, nullable=False),
    Column("authoritative", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("comments_until", UtcDateTime, nullable=True),
    Column("shared_at", UtcDateTime, nullable=True),
    refers("carries", "versions.id", nullable=True),
    # An organizer has opened it to observers.
    Column("opened", Boolean, nullable=False, default=False),
    UniqueConstraint("finding", "number"),
)
version_texts = table(
    "version_texts",
    refers("version", "versions.id", primary_key=True),
    Column("language", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("unofficial", Boolean, nullable=False),
    Column("translator", Text, nullable=True),
)
version_files = files_table("version_files", refers("version", "versions.id", primary_key=True))
comments = table(
    "comments",
    key(),
    refers("finding", "findings.id"),
    Column("number", Integer, nullable=False),
    refers("version", "versions.id"),
    refers("author", "memberships.id", index=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("disposition", Text, nullable=True),
    Column("reason", Text, nullable=True),
    # None: written before the languages of answers were kept.
    Column("reason_language", Text, nullable=True),
    refers("answered_by", "memberships.id", nullable=True),
    Column("answered_at", UtcDateTime, nullable=True),
    refers("taken_into", "versions.id", nullable=True),
    # Whoever wrote it was not whom the place was meant for.
    Column("struck_at", UtcDateTime, nullable=True),
    UniqueConstraint("finding", "number"),
)

_WORDING = ("language", "title", "body", "unofficial", "translator")
_DECLARED = [standing for standing in Standing if standing.declared]
_unanswered = comments.c.disposition.is_(None) & comments.c.struck_at.is_(None)


def add_finding(tx: Tx, committee: CommitteeId, kind: Kind, at: datetime) -> Finding:
    """A finding with the committee's next number, still without a version."""
    number = next_number(tx, findings, findings.c.committee == committee)
    row = tx.execute(
        insert(findings)
        .values(committee=committee, number=number, kind=kind, created_at=at)
        .returning(findings.c.id)
    )
    return Finding(FindingId(row.scalar_one()), committee, number, kind)


def finding(tx: Tx, number: FindingId) -> Finding | None:
    """One finding, by its id."""
    return _FINDING.of(tx, number=number)


def add_version(
    tx: Tx,
    finding: FindingId,
    *,
    author: MembershipId,
    texts: Sequence[Wording],
    authoritative: str,
    change_note: str,
    at: datetime,
    files: Sequence[File] = (),
) -> VersionId:
    """A draft with the finding's next number. The files' bytes are on the shelf."""
    row = tx.execute(
        insert(versions)
        .values(
            finding=finding,
            number=next_number(tx, versions, versions.c.finding == finding),
            author=author,
            created_at=at,
            change_note=change_note,
            authoritative=authoritative,
            hash=version_hash(texts, [file.digest for file in files]),
            standing=Standing.DRAFT,
        )
        .returning(versions.c.id)
    )
    number = VersionId(row.scalar_one())
    for position, text in enumerate(texts):
        _add_text(tx, number, position, text)
    attach(tx, version_files, number, files, at)
    return number


def add_text(tx: Tx, version: Version, text: Wording) -> None:
    """A further language of a draft, whose hash changes with it."""
    _add_text(tx, version.id, len(version.texts), text)
    _hash_anew(tx, version.id)


def set_files(tx: Tx, version: Version, files: Sequence[File], at: datetime) -> None:
    """A draft's files from now on, which changes its hash."""
    tx.execute(delete(version_files).where(version_files.c.version == version.id))
    attach(tx, version_files, version.id, files, at)
    _hash_anew(tx, version.id)


def change_version(tx: Tx, number: VersionId, **values: Any) -> None:
    """Sets columns of a version; its texts never change."""
    tx.execute(update(versions).where(versions.c.id == number).values(**values))


def version(tx: Tx, number: VersionId) -> Version | None:
    """One version, with its texts."""
    found, files = _VERSION.of(tx, number=number), files_of(tx, number)
    return replace(found, files=files) if found is not None and files else found


def files_of(tx: Tx, number: VersionId) -> tuple[File, ...]:
    """The files of a version, in order."""
    return _FILES.of(tx, number=number)


def versions_of(tx: Tx, finding: FindingId) -> list[Version]:
    """All versions of a finding, the first one first."""
    return _made(*(part.all(tx, number=finding) for part in _VERSIONS_OF))


def newest(tx: Tx, finding: FindingId) -> Version:
    """The version that was written last, shared or not."""
    found = version(tx, VersionId(_NEWEST.scalar(tx, number=finding)))
    assert found is not None
    return found


def shown(tx: Tx, finding: FindingId, sight: Sight) -> Version | None:
    """The version that stands for the finding in somebody's eyes; None where they may see none."""
    stands = _standing_in(sight).first(tx, number=finding)
    return None if stands is None else version(tx, VersionId(stands.version))


def findings_page(
    tx: Tx, committee: CommitteeId, sight: Sight, *, limit: int, offset: int
) -> list[tuple[Finding, Version]]:
    """The findings in somebody's sight, newest first, each with the version that stands for it."""
    return _shown(tx, _in_sight(sight).where(findings.c.committee == committee).limit(limit).offset(offset))


def shared() -> Select[tuple[int]]:
    """The ids of the findings that members have seen, for a condition on rows about findings."""
    return select(versions.c.finding).where(versions.c.shared_at.is_not(None))


def count_findings(tx: Tx, committee: CommitteeId, sight: Sight) -> int:
    """How many findings of the committee somebody may see."""
    visible = exists().where(versions.c.finding == findings.c.id, *_visible(sight))
    counted = select(func.count()).select_from(findings).where(findings.c.committee == committee, visible)
    return int(tx.execute(counted).scalar_one())


def with_comments_to_answer(tx: Tx, committee: CommitteeId) -> list[tuple[Finding, int]]:
    """Findings with comments that nobody has answered, and how many."""
    rows = tx.execute(
        select(findings, func.count().label("open"))
        .join(comments, comments.c.finding == findings.c.id)
        .where(findings.c.committee == committee, _unanswered)
        .group_by(*findings.c)
        .order_by(findings.c.number)
    )
    return [(_finding(row), row.open) for row in rows]


def commented_in(tx: Tx, committee: CommitteeId) -> list[Finding]:
    """Findings of which a version is open for comments."""
    open_now = select(versions.c.finding).where(versions.c.standing == Standing.COMMENTS)
    rows = tx.execute(
        select(findings)
        .where(findings.c.committee == committee, findings.c.id.in_(open_now))
        .order_by(findings.c.id)
    )
    return [_finding(row) for row in rows]


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
    return [(_finding(row), VersionId(row.version), row.comments_until) for row in rows]


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
    return [(_finding(row), VersionId(row.draft)) for row in rows]


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
    return [_finding(row) for row in rows]


def drafts_by(
    tx: Tx, committee: CommitteeId, author: MembershipId, limit: int
) -> list[tuple[Finding, Version]]:
    """Drafts of that author, newest first, each with its finding."""
    rows = tx.execute(
        select(findings, versions.c.id.label("version"))
        .join(versions, versions.c.finding == findings.c.id)
        .where(
            findings.c.committee == committee,
            versions.c.author == author,
            versions.c.standing == Standing.DRAFT,
        )
        .order_by(versions.c.id.desc())
        .limit(limit)
    ).all()
    by_id = {v.id: v for v in _versions(tx, versions.c.id.in_([row.version for row in rows]))}
    return [(_finding(row), by_id[row.version]) for row in rows]


def set_opened(tx: Tx, finding: FindingId, *, opened: bool) -> None:
    """Opens to observers what the committee has seen of a finding, or closes all of it."""
    change = update(versions).where(versions.c.finding == finding)
    if opened:
        change = change.where(versions.c.shared_at.is_not(None))
    tx.execute(change.values(opened=opened))


def add_comment(
    tx: Tx,
    version: Version,
    *,
    author: MembershipId,
    kind: CommentKind,
    text: str,
    language: str,
    late: bool,
    at: datetime,
) -> Comment:
    """A comment with the finding's next number."""
    number = next_number(tx, comments, comments.c.finding == version.finding)
    row = tx.execute(
        insert(comments)
        .values(
            finding=version.finding,
            number=number,
            version=version.id,
            author=author,
            kind=kind,
            text=text,
            language=language,
            created_at=at,
            late=late,
        )
        .returning(comments)
    ).one()
    return _comment(row)


def comment(tx: Tx, number: CommentId) -> Comment | None:
    """One comment, by its id."""
    row = tx.execute(select(comments).where(comments.c.id == number)).first()
    return None if row is None else _comment(row)


def comments_from(tx: Tx, finding: FindingId, start: int, *, unanswered: bool, limit: int) -> list[Comment]:
    """Comments from number `start` on, in the order of numbers."""
    asked = _comments_on(finding, unanswered).where(comments.c.number >= start)
    return [_comment(row) for row in tx.execute(asked.order_by(comments.c.number).limit(limit))]


def comments_before(tx: Tx, finding: FindingId, start: int, *, unanswered: bool, limit: int) -> list[Comment]:
    """Comments before number `start`, the nearest first."""
    asked = _comments_on(finding, unanswered).where(comments.c.number < start)
    return [_comment(row) for row in tx.execute(asked.order_by(comments.c.number.desc()).limit(limit))]


def count_comments(tx: Tx, finding: FindingId) -> tuple[int, int]:
    """How many comments a finding has, and how many of them are not answered."""
    (counted,) = _COMMENTED.all(tx, number=finding)
    return counted.total, counted.unanswered


def answer(tx: Tx, number: CommentId, given: Answer) -> None:
    """Keeps the consultant's answer, over an earlier one."""
    tx.execute(
        update(comments)
        .where(comments.c.id == number)
        .values(
            disposition=given.disposition,
            reason=given.reason,
            reason_language=given.language,
            answered_by=given.author,
            answered_at=given.answered_at,
            taken_into=given.version,
        )
    )


def strike(tx: Tx, author: MembershipId, at: datetime) -> None:
    """What was written by `author` was not for them to write."""
    tx.execute(update(comments).where(comments.c.author == author).values(struck_at=at))


def _declared(version: FromClause) -> ColumnElement[bool]:
    """Not with IN, of which a prepared statement takes no list."""
    return or_(*(version.c.standing == standing for standing in _DECLARED))


def _visible(sight: Sight) -> list[ColumnElement[bool]]:
    match sight:
        case Sight.ALL:
            return []
        case Sight.SHARED:
            return [versions.c.shared_at.is_not(None)]
        case Sight.OBSERVED:
            return [_declared(versions) | versions.c.opened]
        case Sight.DECLARED:
            return [_declared(versions)]


def _in_sight(sight: Sight) -> Select[Any]:
    """Findings with the id of the version that stands for each: the newest shared one, or else a draft."""
    other = versions.alias("other")
    last = select(func.max(other.c.number)).where(other.c.finding == findings.c.id)
    number: Any = last.where(other.c.shared_at.is_not(None)).correlate(findings).scalar_subquery()
    if sight is Sight.ALL:
        number = func.coalesce(number, last.correlate(findings).scalar_subquery())
    elif sight is Sight.OBSERVED:
        theirs = _declared(other) | other.c.opened
        number = last.where(theirs).correlate(findings).scalar_subquery()
    elif sight is Sight.DECLARED:
        number = last.where(_declared(other)).correlate(findings).scalar_subquery()
    stands = (versions.c.finding == findings.c.id) & (versions.c.number == number)
    return (
        select(findings, versions.c.id.label("version"))
        .select_from(findings.join(versions, stands))
        .order_by(findings.c.number.desc())
    )


@cache
def _standing_in(sight: Sight) -> Prepared:
    """Of one finding. Made when somebody first asks: the four of them hold 200 KB."""
    return Prepared(_in_sight(sight).where(findings.c.id == bindparam("number")))


def _shown(tx: Tx, asked: Select[Any]) -> list[tuple[Finding, Version]]:
    rows = tx.execute(asked).all()
    by_id = {v.id: v for v in _versions(tx, versions.c.id.in_([row.version for row in rows]))}
    return [(_finding(row), by_id[row.version]) for row in rows]


def _comments_on(finding: FindingId, unanswered: bool) -> Select[Any]:
    asked = select(comments).where(comments.c.finding == finding)
    return asked.where(_unanswered) if unanswered else asked


def _add_text(tx: Tx, version: VersionId, position: int, text: Wording) -> None:
    tx.execute(
        insert(version_texts).values(
            version=version,
            language=text.language,
            position=position,
            title=text.title,
            body=text.body,
            unofficial=text.unofficial,
            translator=text.translator,
        )
    )


def _hash_anew(tx: Tx, number: VersionId) -> None:
    found = version(tx, number)
    assert found is not None
    change_version(tx, number, hash=version_hash(found.texts, [file.digest for file in found.files]))


def _versions(tx: Tx, where: ColumnElement[bool]) -> list[Version]:
    return _made(*(tx.execute(part).all() for part in _parts(where)))


def _parts(where: ColumnElement[bool]) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """What `_made` makes versions of: their own rows, their texts, their files."""
    texts = version_texts.join(versions, versions.c.id == version_texts.c.version)
    carried = version_files.join(versions, versions.c.id == version_files.c.version)
    return (
        select(versions).where(where).order_by(versions.c.finding, versions.c.number),
        select(version_texts).select_from(texts).where(where).order_by(version_texts.c.position),
        select(version_files).select_from(carried).where(where).order_by(version_files.c.position),
    )


def _made(rows: Iterable[Row[Any]], texts: Iterable[Row[Any]], files: Iterable[Row[Any]]) -> list[Version]:
    worded: dict[int, list[Wording]] = {}
    for row in texts:
        worded.setdefault(row.version, []).append(_wording(row))
    carried: dict[int, list[File]] = {}
    for row in files:
        carried.setdefault(row.version, []).append(file_of(row))
    return [_version(row, worded[row.id], carried.get(row.id, ())) for row in rows]


def _wording(row: Row[Any]) -> Wording:
    return Wording(row.language, row.title, row.body, row.unofficial, row.translator)


def _finding(row: Row[Any]) -> Finding:
    return Finding(FindingId(row.id), CommitteeId(row.committee), row.number, Kind(row.kind))


def _version(row: Row[Any], texts: Iterable[Wording], files: Iterable[File]) -> Version:
    return Version(
        id=VersionId(row.id),
        finding=FindingId(row.finding),
        number=row.number,
        author=MembershipId(row.author),
        created_at=row.created_at,
        change_note=row.change_note,
        texts=tuple(texts),
        authoritative=row.authoritative,
        hash=row.hash,
        standing=Standing(row.standing),
        comments_until=row.comments_until,
        shared_at=row.shared_at,
        carries=None if row.carries is None else VersionId(row.carries),
        files=tuple(files),
        opened=bool(row.opened),
    )


def _version_with_texts(rows: Sequence[Row[Any]]) -> Version | None:
    texts = [_wording(row) for row in rows if row.language is not None]
    return _version(rows[0], texts, ()) if rows else None


def _comment(row: Row[Any]) -> Comment:
    given = None
    if row.disposition is not None:
        given = Answer(
            Disposition(row.disposition),
            row.reason,
            MembershipId(row.answered_by),
            row.answered_at,
            None if row.taken_into is None else VersionId(row.taken_into),
            row.reason_language,
        )
    return Comment(
        id=CommentId(row.id),
        number=row.number,
        version=VersionId(row.version),
        author=MembershipId(row.author),
        kind=CommentKind(row.kind),
        text=row.text,
        language=row.language,
        created_at=row.created_at,
        late=row.late,
        answer=given,
        struck=row.struck_at is not None,
    )


_FINDING = Remembered(select(findings).where(findings.c.id == bindparam("number")), one(_finding))
_VERSION = Remembered(
    select(versions, *(version_texts.c[name] for name in _WORDING))
    .outerjoin(version_texts, version_texts.c.version == versions.c.id)
    .where(versions.c.id == bindparam("number"))
    .order_by(version_texts.c.position),
    _version_with_texts,
    kept=64,  # whole texts
)
_FILES = Remembered(
    select(version_files)
    .where(version_files.c.version == bindparam("number"))
    .order_by(version_files.c.position),
    lambda rows: tuple(file_of(row) for row in rows),
)
_VERSIONS_OF = [Prepared(part) for part in _parts(versions.c.finding == bindparam("number"))]
_NEWEST = Prepared(select(func.max(versions.c.id)).where(versions.c.finding == bindparam("number")))
_COMMENTED = Prepared(
    select(
        func.count(comments.c.id).label("total"), func.count(case((_unanswered, 1))).label("unanswered")
    ).where(comments.c.finding == bindparam("number"))
)
