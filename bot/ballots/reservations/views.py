"""The reservations' screens: the list, the forms, what the committee is told. No I/O, no clock."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.ballots import words
from bot.ballots.actions import ShowBallot
from bot.ballots.card_parts import heading
from bot.ballots.cards import Paper
from bot.ballots.reservations import forms
from bot.ballots.reservations.actions import (
    AttachReservation,
    ChangeReservation,
    ListReservations,
    WithdrawReservation,
)
from bot.ballots.reservations.cards import Draft, Line, Page
from bot.ballots.reservations.model import LIMIT, Reservation
from bot.committee.views import home_row, pages
from bot.forms import Field, Open
from bot.forms.cards import picks, received
from bot.i18n import OWN_NAMES, Translator
from bot.ids import BallotId
from bot.screens import Button, Row, Screen
from bot.texts import quoted, shortened
from bot.translations.views import original_language

NAME_UNITS = 100
"""How much of an organization's or a constituency's name a button takes."""


def reservations(t: Translator, found: Page) -> Screen:
    """What members and groups have attached to an outcome, each under its name."""
    paper, number = found.paper, found.paper.ballot.id
    lines = [heading(t, paper.finding, paper.version), t("<b>Reservations</b>")]
    lines += [_line(t, line, paper) for line in found.lines]
    if not found.lines:
        lines.append(t("There are no reservations."))
    rows: list[Row] = [_own_buttons(t, line.of) for line in found.lines if line.mine]
    rows += pages(t, found.page, found.last, lambda p: Button("", ListReservations(number, p)))
    if found.may_attach:
        rows.append((Button(t.plain("Attach a reservation"), AttachReservation(number)),))
    return Screen(Markup("\n\n").join(lines), (*rows, _back(t, number)), protect=True)


def notice(t: Translator, line: Line, paper: Paper, what: str) -> Screen:
    """The letter to the committee: attached, changed or withdrawn."""
    number = line.of.number
    said = {
        "made": t("A reservation was attached to the outcome: No. {n}", n=number),
        "changed": t("A reservation was changed by its author: No. {n}", n=number),
        "withdrawn": t("A reservation was withdrawn by its author: No. {n}", n=number),
        "struck": t("A reservation was struck: No. {n}", n=number),
    }[what]
    lines = [heading(t, paper.finding, paper.version), said, _line(t, line, paper)]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Reservations"), ListReservations(paper.ballot.id)),),
        (Button(t.plain("The vote"), ShowBallot(paper.ballot.id)), *home_row(t)),
    )
    folded = t.plain(
        "{label}: reservation No. {n}: see the newer card below.", label=paper.finding.label, n=number
    )
    return Screen(Markup("\n\n").join(lines), rows, protect=True, folded=folded)


def confirm_withdrawal(t: Translator, line: Line, paper: Paper) -> Screen:
    """Asks before a reservation is withdrawn."""
    ask = t("Withdraw your reservation No. {n}? The committee is told.", n=line.of.number)
    lines = [heading(t, paper.finding, paper.version), ask, _line(t, line, paper)]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Withdraw"), WithdrawReservation(line.of.id, sure=True), "danger"),),
        (Button(t.plain("Back"), ListReservations(paper.ballot.id)),),
    )
    return Screen(Markup("\n\n").join(lines), rows, protect=True)


def question(t: Translator, state: Open, field: Field, found: Draft) -> Screen:
    """The card of a form's question."""
    lines = [heading(t, found.paper.finding, found.paper.version), t("<b>Reservation</b>")]
    group = words.group(t, found.constituency, found.paper.constituencies)
    if field.name == forms.SCOPE:
        return _screen([*lines, t("For whom do you speak?")], _scopes(t, state, found, group))
    if field.name == forms.INSTEAD:
        taken = found.taken[state.values[forms.SCOPE] == forms.GROUP]
        lines.append(t("Meanwhile there is such a reservation: No. {n}.", n=taken))
        lines.append(t("For whom do you speak?"))
        return _screen(lines, _scopes(t, state, found, group))
    of_group = found.of.group if found.of else forms.for_group(state.values, found.taken)
    lines[-1] += Markup(" · ") + (group if of_group else Markup.escape(t.organization(found.organization)))
    match field.name:
        case forms.TEXT:
            return _screen([*lines, *_text(t, state, found)])
        case forms.LANGUAGE:
            lines.append(t("In which language is the text?"))
            own_first = sorted(found.languages, key=lambda language: language != t.language)
            return _screen(lines, picks(state, [(c, OWN_NAMES.get(c, c)) for c in own_first]))
    lines.append(quoted(state.values[forms.TEXT]))
    lines.append(
        t(
            "It stays attached to the outcome under this name. Only you can change or withdraw it. "
            "The committee is told."
        )
    )
    label = t.plain("Save the new wording") if found.of else t.plain("Attach the reservation")
    return _screen(lines, picks(state, [(forms.YES, label)]))


def _scopes(t: Translator, state: Open, found: Draft, group: Markup) -> tuple[Row, ...]:
    """Those for whom nothing stands yet."""
    options = []
    if False not in found.taken:
        options.append((forms.OWN, _short(t.organization(found.organization))))
    if True not in found.taken:
        options.append((forms.GROUP, t.plain("The group: {group}", group=_short(group.unescape()))))
    return picks(state, options)


def _text(t: Translator, state: Open, found: Draft) -> list[Markup]:
    if (come := received(t, state, LIMIT)) is not None:
        return [come]
    ask = t("Please write the text of the reservation. Limit: {limit} characters.", limit=LIMIT)
    if found.of is None:
        return [ask]
    return [ask, t("It says now:") + Markup("\n") + quoted(found.of.text)]


def _line(t: Translator, line: Line, paper: Paper) -> Markup:
    of = line.of
    head = [Markup("<b>№ {}</b>").format(of.number), words.group(t, of.constituency, paper.constituencies)]
    if of.group:
        head.append(t("for the whole group"))
    parts = [Markup(" · ").join(head)]
    if line.named and of.struck_at is None:
        parts.append(Markup(" · ").join([Markup.escape(t.organization(of.organization)), _author(t, line)]))
    if of.struck_at is not None:
        parts.append(t("Struck: somebody else had taken the seat."))
        return Markup("\n").join(parts)
    if of.withdrawn_at is not None:
        parts.append(t("Withdrawn: {time}", time=t.moment(of.withdrawn_at)))
        return Markup("\n").join(parts)
    when = t.moment(of.made_at)
    if of.changed_at is not None:
        when += Markup(" · ") + t("Changed: {time}", time=t.moment(of.changed_at))
    parts.append(when)
    return Markup("\n").join([*parts, quoted(of.text), *original_language(t, of.language)])


def _author(t: Translator, line: Line) -> Markup:
    return Markup("{}").format(line.author) if line.author else t("former holder")


def _own_buttons(t: Translator, of: Reservation) -> Row:
    return (
        Button(t.plain("Change No. {n}", n=of.number), ChangeReservation(of.id)),
        Button(t.plain("Withdraw No. {n}", n=of.number), WithdrawReservation(of.id)),
    )


def _short(name: str) -> str:
    return shortened(name, NAME_UNITS)


def _back(t: Translator, number: BallotId) -> Row:
    return (Button(t.plain("Back"), ShowBallot(number)),)


def _screen(lines: Sequence[Markup], rows: tuple[Row, ...] = ()) -> Screen:
    return Screen(Markup("\n\n").join(lines), rows, protect=True)
