"""Lists of votes: those not cast, those by name, one's own. No I/O, no clock."""

from itertools import groupby

from markupsafe import Markup

from bot.ballots import words
from bot.ballots.actions import (
    MyVotes,
    NamedVotes,
    NotVoted,
    ShowBallot,
)
from bot.ballots.card_parts import OWN_TEXT, back_row, title, vote_line
from bot.ballots.cards import Holders, VotesPage
from bot.ballots.model import Elector
from bot.committee.views import home_row, pages
from bot.findings.words import short_title
from bot.i18n import Translator
from bot.screens import Button, Row, Screen, in_rows, leaf
from bot.texts import filling, shortened, units
from bot.translations.views import as_written

NAMES = 20
"""Seats a page in the list of those that have not voted."""
PAGE_UNITS = 3200
_ELECTOR_FRAME = 60  # marks and line ends beside what is counted


def not_voted(t: Translator, found: Holders, page: int) -> Screen:
    """Which seats have not voted, by constituency, and who holds them: for organizer and chair."""
    of = found.paper
    shown, page, last = leaf(found.electors, page, NAMES)
    lines = [title(t, of), t("Not voted: {n} of {seats}", n=len(found.electors), seats=of.progress.seats)]
    for code, seats in groupby(shown, key=lambda elector: elector.constituency):
        lines.append(Markup("\n<b>{}</b>").format(words.group(t, code, of.constituencies)))
        for elector in seats:
            holders = ", ".join(name for name in found.of_seat.get(elector.seat, ()) if name)
            who = shortened(holders, OWN_TEXT) if holders else t("vacant")
            lines.append(Markup("• {} · {}").format(t.organization(elector.organization), who))
    rows = pages(t, page, last, lambda p: Button("", NotVoted(of.ballot.id, p)))
    return Screen(Markup("\n").join(lines), (*rows, back_row(t, of.ballot)), protect=True)


def named_votes(t: Translator, found: Holders, page: int) -> Screen:
    """Who chose what, with the texts: seats in the order of constituencies, as many a page as fit."""
    of = found.paper
    order = {code: i for i, code in enumerate(of.progress.constituencies)}
    lines = [
        (elector.constituency, named(t, elector, found))
        for elector in sorted(found.electors, key=lambda e: order[e.constituency])
    ]
    leaves = filling([units(line.striptags()) + _ELECTOR_FRAME for _, line in lines], PAGE_UNITS)
    page = min(max(page, 0), len(leaves) - 1)
    parts = [title(t, of)]
    for code, group in groupby(lines[leaves[page]], key=lambda pair: pair[0]):
        parts.append(Markup("\n<b>{}</b>").format(words.group(t, code, of.constituencies)))
        parts += [line for _, line in group]
    rows = pages(t, page, len(leaves) - 1, lambda p: Button("", NamedVotes(of.ballot.id, p)))
    return Screen(Markup("\n").join(parts), (*rows, back_row(t, of.ballot)), protect=True)


def named(t: Translator, elector: Elector, found: Holders) -> Markup:
    """A seat, who voted for it, and how."""
    if elector.choice is None:
        return Markup("• {} — {}").format(t.organization(elector.organization), t("not voted"))
    assert elector.person is not None
    parts = [
        Markup("• {} · {} — <b>{}</b>").format(
            t.organization(elector.organization),
            found.names.get(elector.person) or t("former holder"),
            words.choice(t, elector.choice),
        )
    ]
    if elector.after_outage:
        parts.append(t("received after an outage"))
    line = Markup(" · ").join(parts)
    if elector.taken_in is not None:
        line += Markup(" · ") + (t("taken in") if elector.taken_in else t("not taken in"))
    if elector.text is not None:
        line += Markup("\n") + as_written(t, elector.text, elector.text_language)
    return line


def my_votes(t: Translator, found: VotesPage) -> Screen:
    """/votes: what I was asked to vote on, with my receipts."""
    lines = [t("<b>My votes</b>")]
    buttons = []
    for ballot, mine, finding, version in found.lines:
        label = f"{finding.label} · {t.plain('version {v}', v=version.number)}"
        line = Markup("<b>{}</b> {}\n").format(label, short_title(version, t.language))
        if mine.choice is None:
            unvoted = t("not voted yet") if ballot.running else t("not voted")
            line += unvoted if mine.person is None else t("Your seat has voted.")
        else:
            line += vote_line(t, mine, mine.person != found.reader)
            assert mine.cast_at is not None
            line += Markup("\n") + t.moment(mine.cast_at)
        lines.append(line)
        buttons.append(Button(label, ShowBallot(ballot.id)))
    if not found.lines:
        lines.append(
            t("You have not been asked to vote yet.")
            if found.votes
            else t("Only those who hold a voting seat vote.")
        )
    rows: list[Row] = in_rows(buttons)
    rows += pages(t, found.page, found.last, lambda p: Button("", MyVotes(found.committee, p)))
    return Screen(Markup("\n\n").join(lines), (*rows, home_row(t)), protect=True)
