"""What the ballots put on the home screen and into /todo. No I/O, no clock."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.ballots.actions import JudgeVersion, ShowBallot
from bot.ballots.cards import ToDo
from bot.ballots.model import Ballot
from bot.committee.views import due
from bot.findings.model import Finding
from bot.i18n import Translator
from bot.screens import Button, Row, in_rows

ON_HOME = 3
"""How many running ballots the home screen names."""


def running(t: Translator, found: Sequence[tuple[Ballot, Finding]]) -> Markup:
    """On the home screen: which ballots run, and until when."""
    lines = [
        Markup("{} · {}").format(finding.label, t.moment(ballot.ends_at, weekday=True))
        for ballot, finding in found[:ON_HOME]
    ]
    return Markup("\n").join([t("Open ballots: {n}", n=len(found)), *lines])


def running_rows(t: Translator, found: Sequence[tuple[Ballot, Finding]]) -> list[Row]:
    """On the home screen: the ways to them; /findings has them all. Two in a row: a telephone cuts off three."""
    buttons = [
        Button(t.plain("Ballot: {finding}", finding=f.label), ShowBallot(b.id)) for b, f in found[:ON_HOME]
    ]
    return in_rows(buttons, 2)


def waiting_rows(t: Translator, found: ToDo) -> list[Row]:
    """A line of home and /todo for each thing that waits, in the order of `ToDo`."""
    return [
        *(
            (Button(due(t, t.plain("{label}: vote", label=f.label), b.ends_at), ShowBallot(b.id), "primary"),)
            for b, f in found.votes
        ),
        *(
            (Button(t.plain("{label}: declare the result", label=f.label), ShowBallot(b.id), "primary"),)
            for b, f in found.declarations
        ),
        *(
            (Button(t.plain("{label}: extend or close", label=f.label), ShowBallot(b.id), "primary"),)
            for b, f in found.left_open
        ),
        *(
            (Button(t.plain("{label}: name an acting chair", label=f.label), ShowBallot(b.id)),)
            for b, f in found.chairless
        ),
        *(
            (
                Button(
                    t.plain("{label}: version {v} as declared?", label=f.label, v=v.number),
                    JudgeVersion(v.id),
                ),
            )
            for v, f in found.successions
        ),
    ]
