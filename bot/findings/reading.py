"""What people see of findings: lists, cards, comments a page at a time, what waits for somebody."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate, takewhile

from bot.committee import records as people
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import records
from bot.findings.cards import Card, CommentLine, CommentsPage, Comparison, FindingsPage, Wait, Waits
from bot.findings.model import Comment, Finding, Sight, Standing, Version, sight
from bot.findings.rights import comment_in_sight, finding_in_sight, version_in_sight
from bot.ids import CommentId, FindingId, MembershipId, VersionId
from bot.store import Tx
from bot.texts import units

PAGE = 6
COMMENTS_UNITS = 3200
"""How much of a message's 4,096 units the comments on a page may fill; one with its answer always fits."""
_COMMENT_FRAME = 230  # number, kind, date, standing and languages of one comment and its answer
_MOST_COMMENTS = 12
_FARTHEST_PAGE = 10**6  # a forged button may name any 64-bit number, which no offset may exceed


def list_findings(tx: Tx, who: Actor, at: datetime, page: int = 0) -> FindingsPage:
    """The findings that somebody may see; a page beyond the last one gives the last."""
    home, eyes = who.committee.id, sight(who)
    page = min(max(page, 0), _FARTHEST_PAGE)
    lines = records.findings_page(tx, home, eyes, limit=PAGE + 1, offset=page * PAGE)
    if page and not lines:  # only now counted, because counting looks at every finding
        return list_findings(tx, who, at, max(0, records.count_findings(tx, home, eyes) - 1) // PAGE)
    return FindingsPage(home, tuple(lines[:PAGE]), page, len(lines) > PAGE, who.consults, at)


def card(tx: Tx, who: Actor, number: FindingId, at: datetime) -> Card:
    """A finding in the version that stands for it. Refuses `finding-unknown`."""
    finding = finding_in_sight(tx, who, number)
    shown = records.shown(tx, number, sight(who))
    assert shown is not None
    return _card(tx, who, finding, shown, at)


def version_card(tx: Tx, who: Actor, number: VersionId, at: datetime) -> Card:
    """A finding in one of its versions. Refuses `version-unknown`."""
    return _card(tx, who, *version_in_sight(tx, who, number), at)


def versions(
    tx: Tx, who: Actor, number: FindingId
) -> tuple[Finding, list[Version], Version | None, dict[MembershipId, str]]:
    """A finding's versions that somebody may see, newest first, the newest that can be compared with another, and who
    wrote them.

    Refuses `finding-unknown`.
    """
    finding = finding_in_sight(tx, who, number)
    eyes = sight(who)
    visible = [v for v in reversed(records.versions_of(tx, number)) if v.visible_in(eyes)]
    readable = [v for v in visible if v.read_by(who)]
    authors = {author: people.author_name(tx, author)[0] for author in {v.author for v in visible}}
    return finding, visible, readable[0] if len(readable) > 1 else None, authors


def comparison(tx: Tx, who: Actor, one: VersionId, other: VersionId) -> Comparison:
    """Two versions of a finding that somebody may read, the older one first. Refuses `version-unknown`."""
    finding, found = version_in_sight(tx, who, one)
    readable = _readable(tx, who, finding)
    pair = [v for v in readable if v.id in (one, other)]
    if found not in pair or len(pair) < 2:
        raise Refusal("version-unknown")
    older, newer = pair
    stands = records.shown(tx, finding.id, sight(who))
    return Comparison(finding, older, newer, stands == newer, len(readable) > 2)


def comparable(tx: Tx, who: Actor, number: VersionId) -> tuple[Finding, Version, list[Version]]:
    """A version and those that it can be compared with, newest first. Refuses `version-unknown`."""
    finding, found = version_in_sight(tx, who, number)
    others = [v for v in reversed(_readable(tx, who, finding)) if v.id != number]
    if not found.read_by(who):
        raise Refusal("version-unknown")
    return finding, found, others


def version_before(tx: Tx, who: Actor, version: Version) -> Version | None:
    """The last version before this one that somebody may read."""
    if version.number == 1:
        return None
    finding = records.finding(tx, version.finding)
    assert finding is not None
    return next((v for v in reversed(_readable(tx, who, finding)) if v.number < version.number), None)


def comments(
    tx: Tx, who: Actor, number: FindingId, start: int = 0, *, unanswered: bool = False
) -> CommentsPage:
    """The comments from number `start` on that fit on one card. Refuses `finding-unknown`, `observers-read-only`."""
    finding = finding_in_sight(tx, who, number)
    if not who.reads_drafts:
        raise Refusal("observers-read-only")
    from_here = records.comments_from(tx, number, start, unanswered=unanswered, limit=_MOST_COMMENTS + 1)
    if start and not from_here:  # what was there has been answered meanwhile
        return comments(tx, who, number, unanswered=unanswered)
    shown = _fitting(_lines(tx, number, from_here[:_MOST_COMMENTS]))
    earlier = records.comments_before(tx, number, start, unanswered=unanswered, limit=_MOST_COMMENTS)
    total, open_ones = records.count_comments(tx, number)
    return CommentsPage(
        finding=finding,
        lines=tuple(shown),
        total=total,
        unanswered=open_ones,
        only_unanswered=unanswered,
        before=_fitting(_lines(tx, number, earlier))[-1].comment.number if earlier else None,
        after=from_here[len(shown)].number if len(shown) < len(from_here) else None,
        may_answer=who.consults,
    )


def comment_line(tx: Tx, who: Actor, number: CommentId) -> tuple[Finding, CommentLine]:
    """One comment with its names. Refuses `comment-unknown`."""
    finding, said, _ = comment_in_sight(tx, who, number)
    (line,) = _lines(tx, finding.id, [said])
    return finding, line


def waiting(tx: Tx, who: Actor, at: datetime) -> list[Waits]:
    """What waits for somebody: comments to answer, a version to write or to confirm, findings to comment on."""
    home = who.committee.id
    found = []
    if who.consults:
        found += [Waits(Wait.ANSWER, f, n=n) for f, n in records.with_comments_to_answer(tx, home)]
        found += [Waits(Wait.REVISE, f) for f in records.to_revise(tx, home)]
    if who.organizes or who.chairs:
        found += [Waits(Wait.CONFIRM, f, v) for f, v in records.drafts_after(tx, home, Standing.BALLOT)]
    if who.votes:
        found += [
            Waits(Wait.COMMENT, f, v, until=until)
            for f, v, until in records.open_for_comments(tx, home, who.membership, at)
        ]
    return found


def _card(tx: Tx, who: Actor, finding: Finding, version: Version, at: datetime) -> Card:
    eyes = sight(who)
    visible = [v for v in records.versions_of(tx, finding.id) if v.visible_in(eyes)]
    newest = visible[-1]
    total, open_ones = records.count_comments(tx, finding.id) if who.reads_drafts else (None, None)
    stands = records.shown(tx, finding.id, eyes)
    assert stands is not None
    before_committee = records.shown(tx, finding.id, Sight.SHARED)
    kept = newest.standing is Standing.DRAFT
    ballot_runs = before_committee is not None and before_committee.standing is Standing.BALLOT
    of_newest = version.id == newest.id
    return Card(
        finding=finding,
        version=version,
        at=at,
        current=version.id == stands.id,
        draft=newest if kept and not of_newest else None,
        versions=len(visible),
        comments=total,
        unanswered=open_ones,
        may_comment=who.reads_drafts and not who.consults and version.standing.takes_comments,
        may_write=who.consults and of_newest,
        may_share=who.consults and of_newest and kept and not _awaits(before_committee),
        may_translate=(who.consults or who.organizes)
        and version.standing is Standing.DRAFT
        and any(language not in version.languages for language in who.committee.languages),
        may_confirm=(who.chairs or who.organizes) and of_newest and kept and newest.asked and ballot_runs,
        may_attach=who.consults and version.standing is Standing.DRAFT,
        may_open=who.organizes and version.shared_at is not None and version.id == stands.id,
        reads_text=version.read_by(who),
        before=next(
            (v for v in reversed(visible) if v.number < version.number and v.read_by(who)),
            None,
        )
        if version.read_by(who)
        else None,
    )


def _readable(tx: Tx, who: Actor, finding: Finding) -> list[Version]:
    """The versions whose texts somebody may read, oldest first."""
    eyes = sight(who)
    return [v for v in records.versions_of(tx, finding.id) if v.visible_in(eyes) and v.read_by(who)]


def _awaits(version: Version | None) -> bool:
    return version is not None and version.standing is Standing.AWAITING


def _fitting(found: Sequence[CommentLine]) -> list[CommentLine]:
    """As many as fit on a card, at least one."""
    sizes = accumulate(
        units(line.comment.text)
        + (units(line.comment.answer.reason) if line.comment.answer else 0)
        + units(f"{line.author or ''}{line.organization or ''}")
        + _COMMENT_FRAME
        for line in found
    )
    fitting = sum(1 for _ in takewhile(lambda size: size <= COMMENTS_UNITS, sizes))
    return list(found[: max(fitting, 1)])


def _lines(tx: Tx, finding: FindingId, said: Sequence[Comment]) -> list[CommentLine]:
    numbers = {v.id: v.number for v in records.versions_of(tx, finding)}
    names = {author: people.author_name(tx, author) for author in {c.author for c in said}}
    return [
        CommentLine(
            c,
            *names[c.author],
            numbers[c.version],
            numbers[c.answer.version] if c.answer and c.answer.version else None,
        )
        for c in said
    ]
