"""The chair's screens: texts to mark, the declaration to confirm, the version that follows. No I/O, no clock."""

from markupsafe import Markup

from bot.ballots import words
from bot.ballots.actions import Declare, MarkText, MarkVersion, Override, ShowBallot, ShowTexts
from bot.ballots.card_parts import heading
from bot.ballots.cards import Holders, Paper, Succession
from bot.ballots.list_views import named
from bot.ballots.model import Outcome
from bot.ballots.result_views import after_outage, ended_without_quorum, reserved, unanswered
from bot.committee.views import home_row
from bot.findings.actions import ShowVersion
from bot.findings.card_views import changed_row
from bot.i18n import Translator
from bot.ids import SeatId
from bot.screens import Button, Row, Screen, capitalised
from bot.texts import shortened
from bot.translations.views import with_language

NOTE_SHOWN = 300
"""UTF-16 units of a change note beside the question whether it changes the substance."""


def text(t: Translator, found: Holders, seat: SeatId | None) -> Screen:
    """One change text or reason for revision at a time: the one asked for, else the first that is not marked."""
    of = found.paper
    texts = [elector for elector in found.electors if elector.text is not None]
    if not texts:
        return Screen(t("There are no texts in this ballot."), (_back(t, of),), protect=True)
    unmarked = next((i for i, elector in enumerate(texts) if elector.taken_in is None), 0)
    at = next((i for i, elector in enumerate(texts) if elector.seat == seat), unmarked)
    shown = texts[at]
    lines = [
        heading(t, of.finding, of.version),
        t("Text {n} of {total}", n=at + 1, total=len(texts)),
        words.group(t, shown.constituency, of.constituencies),
        named(t, shown, found),
    ]
    number = of.ballot.id
    rows: list[Row] = [
        (
            Button(t.plain("Taken in"), MarkText(number, shown.seat, True), "success"),
            Button(t.plain("Not taken in"), MarkText(number, shown.seat, False), "danger"),
        )
    ]
    paging = []
    if at > 0:
        paging.append(Button("‹ " + t.plain("Previous"), ShowTexts(number, texts[at - 1].seat)))
    if at + 1 < len(texts):
        paging.append(Button(t.plain("Next page") + " ›", ShowTexts(number, texts[at + 1].seat)))
    if paging:
        rows.append(tuple(paging))
    if all(elector.taken_in is not None for elector in texts):
        rows.append((Button(t.plain("Declare the result"), Declare(number), "primary"),))
    return Screen(Markup("\n").join(lines), (*rows, _back(t, of)), protect=True)


def confirm(t: Translator, found: Paper) -> Screen:
    """The proposal, what it follows from, and who only abstained; one more tap declares it."""
    lines = [heading(t, found.finding, found.version)]
    rows: list[Row] = []
    if found.judgement is not None:
        tally, proposal = found.judgement.tally, found.judgement.proposal
        lines.append(words.tally(t, tally, found.constituencies))
        lines.append(
            t("Proposed outcome: {outcome}", outcome=_bold(words.outcome(t, proposal.outcome)))
            + Markup("\n")
            + words.reason(t, proposal, found.ballot.rules, found.constituencies)
        )
        if proposal.only_abstained:
            abstained = words.groups(t, proposal.only_abstained, found.constituencies)
            lines.append(t("Only abstained: {groups}. By declaring, you confirm this.", groups=abstained))
        lines += [*after_outage(t, found), *reserved(t, found), *unanswered(t, found.unanswered)]
        outcome = proposal.outcome
    else:
        outcome = Outcome.NO_QUORUM
        lines.append(ended_without_quorum(t, found))
        if not found.ballot.extended:
            lines.append(t("You can extend the voting once instead."))
    lines.append(t("Everybody receives the result. This cannot be undone."))
    label = t.plain("Declare: {outcome}", outcome=words.outcome(t, outcome))
    rows.append((Button(label, Declare(found.ballot.id, outcome), "success"),))
    if found.judgement is not None and found.judgement.others:
        rows.append((Button(t.plain("Another outcome"), Override(found.ballot.id)),))
    return Screen(Markup("\n\n").join(lines), (*rows, _back(t, found)), protect=True)


def outcomes(t: Translator, found: Paper) -> Screen:
    """What may be declared instead of the proposal; each leads to the question why."""
    judged = found.judgement
    assert judged is not None
    proposed = judged.proposal.outcome
    lines = [
        heading(t, found.finding, found.version),
        t("Proposed outcome: {outcome}", outcome=_bold(words.outcome(t, proposed))),
        t("Which outcome do you declare instead? You will be asked for the reason; everybody reads it."),
    ]
    if not judged.amendable and proposed is not Outcome.AMENDED:
        lines.append(t("“With amendments” needs all texts marked and a change taken in."))
    rows = tuple(
        (
            Button(
                capitalised(words.outcome(t, other).striptags()), Override(found.ballot.id, proposed, other)
            ),
        )
        for other in judged.others
    )
    return Screen(Markup("\n\n").join(lines), (*rows, _back(t, found)), protect=True)


def judge(t: Translator, found: Succession) -> Screen:
    """Is a version that follows a declared one the declared text, or another?"""
    version, earlier = found.version, found.earlier
    lines = [
        heading(t, found.finding, version),
        t(
            "The result of version {earlier} was declared: {outcome}. Version {v} has taken its place.",
            earlier=earlier.number,
            outcome=_bold(words.outcome(t, found.outcome)),
            v=version.number,
        ),
    ]
    if version.change_note:
        change = t("Change: {note}", note=shortened(version.change_note, NOTE_SHOWN))
        lines.append(with_language(t, change, version.note_language))
    lines.append(
        t(
            "As declared: it carries the outcome. Substantive change: it opens for comments "
            "and needs a new ballot. This cannot be undone."
        )
    )
    here = found.finding.committee
    rows: tuple[Row, ...] = (
        (Button(t.plain("As declared"), MarkVersion(version.id, True), "success"),),
        (Button(t.plain("Substantive change"), MarkVersion(version.id, False), "danger"),),
        changed_row(t, found.finding, version, earlier),
        (
            Button(t.plain("Version {v}", v=version.number), ShowVersion(here, version.id)),
            Button(t.plain("Version {v}", v=earlier.number), ShowVersion(here, earlier.id)),
        ),
        home_row(t),
    )
    folded = t.plain(
        "{label}, version {v}: see the newer card below.", label=found.finding.label, v=version.number
    )
    return Screen(Markup("\n\n").join(lines), rows, protect=True, folded=folded)


def _bold(text: Markup) -> Markup:
    return Markup("<b>{}</b>").format(text)


def _back(t: Translator, of: Paper) -> Row:
    return (Button(t.plain("Back"), ShowBallot(of.ballot.id)),)
