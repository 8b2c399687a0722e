"""The findings' screens: list, card, versions, comments, notices. No I/O, no clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.committee.views import due, home_row, pages
from bot.findings import words
from bot.findings.actions import (
    AnswerComment,
    ChooseComparison,
    ConfirmVersion,
    ListComments,
    ListFindings,
    ListVersions,
    NewFinding,
    ShowFinding,
    ShowVersion,
)
from bot.findings.card_views import change, changed_row
from bot.findings.cards import CommentLine, CommentsPage, FindingsPage, Wait, Waits
from bot.findings.model import Finding, Standing, Version, short
from bot.i18n import Translator
from bot.ids import CommitteeId, MembershipId
from bot.screens import Button, Row, Screen, in_rows, leaf
from bot.texts import quoted
from bot.translations.views import original_language

VERSIONS_A_PAGE = 5


def findings(t: Translator, found: FindingsPage) -> Screen:
    """The list: a line and a button each."""
    lines = [t("<b>Findings</b>")]
    buttons = []
    for finding, version in found.lines:
        line = Markup("<b>{label}</b> {title}\n<i>{standing}</i>").format(
            label=finding.label,
            title=words.short_title(version, t.language),
            standing=words.stands(t, version, found.at),
        )
        if version.standing is Standing.COMMENTS and version.comments_until is not None:
            line += Markup(" · ") + t("Deadline: {date}", date=t.moment(version.comments_until))
        lines.append(line)
        buttons.append(Button(finding.label, ShowFinding(found.committee, finding.id)))
    if not found.lines:
        lines.append(t("There are no findings yet."))
    rows = [
        *in_rows(buttons),
        *pages(t, found.page, found.page + found.more, lambda p: _list_button(found.committee, p)),
    ]
    if found.may_write:
        rows.append((Button(t.plain("Share a new finding"), NewFinding(found.committee), "primary"),))
    protect = any(not version.standing.adopted for _, version in found.lines)
    return Screen(Markup("\n\n").join(lines), (*rows, home_row(t)), protect=protect)


def versions(
    t: Translator,
    finding: Finding,
    found: Sequence[Version],
    comparable: Version | None,
    authors: Mapping[MembershipId, str],
    page: int,
    at: datetime,
) -> Screen:
    """A finding's versions, newest first. `comparable`: the newest that can be compared with another.

    `authors`: their names; empty for one who erased theirs.
    """
    shown, page, last = leaf(found, page, VERSIONS_A_PAGE)
    lines = [t("<b>{label}: versions</b>", label=finding.label)]
    for version in shown:
        line = t("Version {v} · {hash}", v=version.number, hash=short(version.hash))
        line += Markup(" · <b>{}</b>\n").format(words.stands(t, version, at))
        line += t.moment(version.shared_at or version.created_at)
        line += Markup(" · {}").format(authors.get(version.author) or t("former holder"))
        if version.change_note:
            line += Markup("\n") + change(t, version)
        lines.append(line)
    buttons = [
        Button(t.plain("Version {v}", v=version.number), ShowVersion(finding.committee, version.id))
        for version in shown
    ]
    rows: list[Row] = [*in_rows(buttons)]
    rows += pages(t, page, last, lambda p: Button("", ListVersions(finding.committee, finding.id, p)))
    if comparable is not None:
        label = t.plain("Compare version {v} with another", v=comparable.number)
        rows.append((Button(label, ChooseComparison(finding.committee, comparable.id)),))
    rows.append(back_row(t, finding))
    return Screen(Markup("\n\n").join(lines), tuple(rows), protect=True)


def comments(t: Translator, found: CommentsPage) -> Screen:
    """What was said on a finding and what the consultant answered."""
    finding, here = found.finding, found.finding.committee
    lines = [t("<b>{label}: comments</b>", label=finding.label)]
    lines.append(t("Comments: {n}. Without an answer: {open}.", n=found.total, open=found.unanswered))
    lines += [comment(t, line) for line in found.lines]
    rows: list[Row] = []
    if found.may_answer:
        rows += in_rows(
            [
                Button(t.plain("Answer No. {n}", n=line.comment.number), AnswerComment(here, line.comment.id))
                for line in found.lines
                if not line.comment.struck
            ]
        )
    paging = []
    if found.before is not None:
        to = ListComments(here, finding.id, found.before, found.only_unanswered)
        paging.append(Button("‹ " + t.plain("Previous"), to))
    if found.after is not None:
        to = ListComments(here, finding.id, found.after, found.only_unanswered)
        paging.append(Button(t.plain("Next page") + " ›", to))
    rows.append(tuple(paging))
    if found.only_unanswered:
        rows.append((Button(t.plain("All comments"), ListComments(here, finding.id)),))
    elif found.unanswered and found.may_answer:
        to = ListComments(here, finding.id, unanswered=True)
        rows.append((Button(t.plain("Without an answer ({n})", n=found.unanswered), to),))
    rows.append(back_row(t, finding))
    return Screen(Markup("\n\n").join(lines), tuple(row for row in rows if row), protect=True)


def comment(t: Translator, line: CommentLine) -> Markup:
    """One comment, its author, its text and the answer to it."""
    said = line.comment
    parts = [
        Markup("<b>№ {}</b>").format(said.number),
        t(words.COMMENT_KINDS[said.kind]),
        t("version {v}", v=line.version),
    ]
    if said.late:
        parts.append(t("late"))
    if said.struck:
        return Markup("\n").join([Markup(" · ").join(parts), t("Struck: somebody else had taken the seat.")])
    organization = t.organization(line.organization or "")
    who = [line.author or t("former holder"), organization, t.moment(said.created_at)]
    lines = [
        Markup(" · ").join(parts),
        Markup(" · ").join(part for part in who if part),
        quoted(said.text),
        *original_language(t, said.language),
    ]
    if said.answer is not None:
        answer = t("Answer: {disposition}", disposition=t(words.DISPOSITIONS[said.answer.disposition]))
        if line.taken_into is not None:
            answer += Markup(" · ") + t("version {v}", v=line.taken_into)
        lines += [answer, quoted(said.answer.reason), *original_language(t, said.answer.language)]
    return Markup("\n").join(lines)


def answered_notice(t: Translator, finding: Finding, line: CommentLine) -> Screen:
    """The letter to the author of a comment."""
    text = t(
        "Your comment No. {id} on {label} has been answered.", id=line.comment.number, label=finding.label
    )
    here = finding.committee
    rows: tuple[Row, ...] = (
        (Button(t.plain("All comments"), ListComments(here, finding.id)),),
        back_row(t, finding),
    )
    return Screen(text + Markup("\n\n") + comment(t, line), rows, protect=True)


def waits_notice(t: Translator, finding: Finding, version: Version, before: Version | None) -> Screen:
    """The letter to chair and organizer: a new version would end the ballot on the one `before`."""
    text = t(
        "Voting on {label} is open, so version {v} stays a draft until the chair or an organizer confirms it.",
        label=finding.label,
        v=version.number,
    )
    text += Markup("\n") + change(t, version)
    rows: tuple[Row, ...] = (
        (
            Button(
                t.plain("Version {v} (draft)", v=version.number), ShowVersion(finding.committee, version.id)
            ),
        ),
        changed_row(t, finding, version, before),
        home_row(t),
    )
    return Screen(text, tuple(row for row in rows if row), protect=True)


def confirm_version(
    t: Translator, finding: Finding, version: Version, earlier: Version, set_aside: int
) -> Screen:
    """Asks before the ballot on the earlier version is ended by a new one."""
    text = t("Put version {v} of {label} in place?", v=version.number, label=finding.label)
    text += Markup("\n") + t(
        "The vote on the earlier version is closed then. Votes set aside: {n}. Nothing is carried over.",
        n=set_aside,
    )
    here = finding.committee
    label = t.plain("Put version {v} in place", v=version.number)
    rows: tuple[Row, ...] = (
        (Button(label, ConfirmVersion(here, version.id, sure=True), "danger"),),
        changed_row(t, finding, version, earlier),
        (Button(t.plain("Back"), ShowVersion(here, version.id)),),
    )
    return Screen(text, rows)


def waiting_row(t: Translator, here: CommitteeId, waits: Waits) -> Row:
    """A line of home and /todo, and what it opens."""
    label = waits.finding.label
    match waits.why:
        case Wait.ANSWER:
            to = ListComments(here, waits.finding.id, unanswered=True)
            return (Button(t.plain("{label}: comments to answer: {n}", label=label, n=waits.n), to),)
        case Wait.REVISE:
            words_ = t.plain("{label}: prepare the next version", label=label)
            return (Button(words_, ShowFinding(here, waits.finding.id)),)
        case Wait.CONFIRM:
            assert waits.version is not None
            words_ = t.plain("{label}: a new version waits", label=label)
            return (Button(words_, ShowVersion(here, waits.version)),)
        case Wait.COMMENT:
            words_ = t.plain("{label}: open for comments", label=label)
            if waits.until is not None:
                words_ = due(t, words_, waits.until)
            return (Button(words_, ShowFinding(here, waits.finding.id)),)


def home_rows(t: Translator, here: CommitteeId, may_write: bool) -> list[Row]:
    """The room's buttons on the home screen."""
    rows: list[Row] = [(Button(t.plain("Findings"), ListFindings(here)),)]
    if may_write:
        rows[0] = (*rows[0], Button(t.plain("Share a new finding"), NewFinding(here)))
    return rows


def back_row(t: Translator, finding: Finding) -> Row:
    """Back to the finding."""
    return (Button(t.plain("Back"), ShowFinding(finding.committee, finding.id)),)


def _list_button(committee: CommitteeId, page: int) -> Button:
    return Button("", ListFindings(committee, page))
