"""The ballot's card, whichever it is now, and what it puts on a finding's. No I/O, no clock."""

from markupsafe import Markup

from bot.ballots.actions import CloseBallot, JudgeVersion, OpenBallot, ShowBallot
from bot.ballots.card_parts import back_row, quorum
from bot.ballots.cards import OnFinding, Paper
from bot.ballots.model import Standing
from bot.ballots.paper_views import paper
from bot.ballots.reservations.actions import ListReservations
from bot.ballots.result_views import closed, declared, silent, superseded, without_quorum
from bot.i18n import Translator
from bot.screens import Button, Row, Screen


def ballot(t: Translator, found: Paper, *, said: bool = False) -> Screen:
    """A ballot as it stands, for its reader. `said`: a receipt on top says their choice and the deadline already."""
    match found.ballot.standing:
        case Standing.RUNNING:
            return paper(t, found, said=said)
        case Standing.WITHOUT_QUORUM:
            return without_quorum(t, found)
        case Standing.CLOSED:
            return closed(t, found)
        case Standing.DECLARED:
            return declared(t, found)
        case Standing.SUPERSEDED:
            return superseded(t, found)


def confirm_closing(t: Translator, found: Paper) -> Screen:
    """Asks before a ballot is closed by hand."""
    text = t(
        "Close the voting on {label}, version {v}, now? Votes received before your tap count, later ones do not.",
        label=found.finding.label,
        v=found.version.number,
    )
    lines = [text, t("{voted} of {seats} voted, {needed} needed.", **quorum(found)) + silent(t, found)]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Close the voting"), CloseBallot(found.ballot.id, sure=True), "danger"),),
        back_row(t, found.ballot),
    )
    return Screen(Markup("\n").join(lines), rows)


def finding_rows(t: Translator, found: OnFinding) -> list[Row]:
    """What this room offers on a finding's card."""
    rows: list[Row] = []
    if found.to_judge:
        label = t.plain("Is it as declared?")
        rows.append((Button(label, JudgeVersion(found.version.id), "primary"),))
    if found.ballot is not None:
        match found.ballot.standing:
            case Standing.RUNNING if found.may_vote:
                label = t.plain("Vote")
            case Standing.DECLARED:
                label = t.plain("Result of the vote")
            case _:
                label = t.plain("The vote")
        rows.append((Button(label, ShowBallot(found.ballot.id), "primary" if found.may_vote else None),))
    if found.ballot is not None and found.reservations:
        label = t.plain("Reservations ({n})", n=found.reservations)
        rows.append((Button(label, ListReservations(found.ballot.id)),))
    if found.may_open:
        rows.append((Button(t.plain("Open a ballot"), OpenBallot(found.version.id)),))
    return rows
