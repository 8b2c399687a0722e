"""Naming an acting chair: whom, and are you sure. No I/O, no clock."""

from markupsafe import Markup

from bot.ballots.actions import NameActingChair, ShowBallot
from bot.ballots.card_parts import heading
from bot.ballots.cards import StandIns
from bot.ballots.result_views import stood_in
from bot.committee.views import pages
from bot.i18n import Translator
from bot.ids import MembershipId
from bot.screens import Button, Row, Screen, leaf
from bot.texts import shortened

PAGE = 8
_LABEL = 50


def choose(t: Translator, found: StandIns, page: int) -> Screen:
    """Those who may stand in for the chair, a button each."""
    number = found.paper.ballot.id
    shown, page, last = leaf(found.people, page, PAGE)
    lines = [
        heading(t, found.paper.finding, found.paper.version),
        *stood_in(t, found.paper),
        t("Who may declare the result of this vote in the chair’s stead?"),
    ]
    rows: list[Row] = [
        (Button(shortened(_called(t, name, of), _LABEL), NameActingChair(number, page, member)),)
        for member, name, of in shown
    ]
    rows += pages(t, page, last, lambda p: Button("", NameActingChair(number, p)))
    back = (Button(t.plain("Back"), ShowBallot(number)),)
    return Screen(Markup("\n\n").join(lines), (*rows, back), protect=True)


def confirm(t: Translator, found: StandIns, page: int, member: MembershipId) -> Screen:
    """Asks once: the chair is told, and may still declare."""
    number = found.paper.ballot.id
    called = next((_called(t, name, of) for known, name, of in found.people if known == member), None)
    if called is None:
        return choose(t, found, page)
    lines = [
        heading(t, found.paper.finding, found.paper.version),
        t("Acting chair: {name}", name=called),
        t("The chair is told and may still declare: whoever declares first has declared."),
    ]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Name the acting chair"), NameActingChair(number, page, member, True), "primary"),),
        (Button(t.plain("Back"), NameActingChair(number, page)),),
    )
    return Screen(Markup("\n\n").join(lines), rows, protect=True)


def _called(t: Translator, name: str, organization: str | None) -> str:
    return f"{name} · {t.organization(organization)}" if organization else name
