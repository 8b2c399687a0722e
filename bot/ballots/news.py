"""What is written into people's chats about ballots, around the ballot's own card. No I/O, no clock."""

from dataclasses import replace
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.ballots import views, words
from bot.ballots.actions import CloseBallot, ExtendBallot, ShowBallot
from bot.ballots.card_parts import heading
from bot.ballots.cards import Paper
from bot.ballots.model import Outcome
from bot.committee.views import home_row
from bot.findings.actions import ShowFinding
from bot.findings.model import Finding, Version
from bot.findings.model import Standing as VersionStanding
from bot.i18n import Translator
from bot.screens import Button, Row, Screen


def opened(t: Translator, found: Paper) -> Screen:
    """The paper for those who vote, what stands for the others; its first words say which."""
    return views.ballot(t, found)


def reminder(t: Translator, found: Paper, at: datetime, *, alone: bool) -> Screen:
    """To those who have not voted, or have not declared. `alone`: with the paper; else it is a tap away."""
    running = found.ballot.running
    undeclared = t("The vote is closed and its result is not declared yet.")
    text = closes_in(t, found, at) if running else undeclared
    if alone:
        return _over(text, views.ballot(t, found))
    lines = [heading(t, found.finding, found.version), text]
    label = t.plain("{label}: declare the result", label=found.finding.label)
    if running:
        lines.append(t("Deadline: {date}", date=t.moment(found.ballot.ends_at, weekday=True)))
        label = t.plain("{label}: vote", label=found.finding.label)
    row: Row = (Button(label, ShowBallot(found.ballot.id), "primary"),)
    return Screen(Markup("\n").join(lines), (row,), protect=True)


def closes_in(t: Translator, found: Paper, at: datetime) -> Markup:
    """`Voting closes in 3 days.`: whole days, or hours where it is less than one."""
    left = found.ballot.ends_at - at
    if left >= timedelta(days=1):
        return t.plural(
            "Voting closes in {n} day.", "Voting closes in {n} days.", round(left / timedelta(days=1))
        )
    hours = max(1, round(left / timedelta(hours=1)))
    return t.plural("Voting closes in {n} hour.", "Voting closes in {n} hours.", hours)


def replaced(t: Translator, found: Paper, *, by_me: bool) -> Screen:
    """To both holders of a seat: the titular's vote counts now. `by_me`: the reader is the titular."""
    if by_me:
        text = t("Your vote has replaced the one that your alternate had cast for the seat.")
    else:
        text = t(
            "The titular member of your seat has voted. That vote has replaced yours; an alternate no longer can."
        )
    head = heading(t, found.finding, found.version)
    row: Row = (Button(t.plain("The vote"), ShowBallot(found.ballot.id)), *home_row(t))
    return Screen(Markup("\n\n").join([head, text]), (row,), protect=not found.version.standing.adopted)


def extended(t: Translator, found: Paper, *, for_quorum: bool) -> Screen:
    """A new deadline."""
    date = t.moment(found.ballot.ends_at, weekday=True)
    if for_quorum:
        text = t(
            "No quorum ({x}/{y}). Voting is extended. New deadline: {date}.",
            x=found.progress.voted,
            y=found.progress.seats,
            date=date,
        )
    else:
        text = t("Voting is extended. New deadline: {date}.", date=date)
    return _over(text, views.ballot(t, found, said=not found.voted))


def left_open(t: Translator, found: Paper) -> Screen:
    """To chair and organizers: the bot had been away for too long, a person has to decide."""
    text = t(
        "The bot was away at the deadline for more than 24 hours, so some votes may be lost. "
        "Voting stays open until the chair extends or closes it."
    )
    lines = [
        heading(t, found.finding, found.version),
        text,
        words.progress(t, found.progress, found.constituencies),
    ]
    number = found.ballot.id
    rows: list[Row] = [(Button(t.plain("Close the voting"), CloseBallot(number), "danger"),)]
    if found.presides:
        rows.insert(0, (Button(t.plain("Extend the voting"), ExtendBallot(number), "primary"),))
    rows.append((Button(t.plain("The vote"), ShowBallot(number)), *home_row(t)))
    return Screen(Markup("\n\n").join(lines), tuple(rows), protect=True)


def judged(
    t: Translator, finding: Finding, version: Version, outcome: Outcome, *, as_declared: bool
) -> Screen:
    """To everybody: whether a version carries the declared outcome."""
    head = heading(t, finding, version)
    if as_declared:
        text = t("The chair has found it as declared: {outcome}.", outcome=words.outcome(t, outcome))
    else:
        text = t(
            "The chair has found a substantive change: version {v} needs a new ballot.", v=version.number
        )
        if version.standing is VersionStanding.COMMENTS and version.comments_until is not None:
            text += Markup("\n") + t("Comments are open until {date}.", date=t.moment(version.comments_until))
    button = Button(
        t.plain("Finding {label}", label=finding.label), ShowFinding(finding.committee, finding.id)
    )
    protect = not version.standing.adopted
    return Screen(head + Markup("\n\n") + text, ((button, *home_row(t)),), protect=protect)


def _over(text: Markup, screen: Screen) -> Screen:
    return replace(screen, text=Markup("<b>{}</b>\n\n").format(text) + screen.text)
