"""The cards of the ballots' forms, question by question, without the buttons that every form has."""

from datetime import datetime

from markupsafe import Markup

from bot.ballots import forms, words
from bot.ballots.card_parts import heading, until_then
from bot.ballots.cards import Paper, Prospect
from bot.ballots.model import REASON_LIMIT, TEXT_LIMIT, Choice, Outcome
from bot.ballots.result_views import unanswered
from bot.ballots.settings import BALLOT_DAYS
from bot.committee.model import Committee
from bot.forms import Field, Open
from bot.forms.cards import on_a_day_off, picks, received, without_an_hour
from bot.forms.deadline import SURE, UNTIL, USUAL, WORKING_DAY, YES
from bot.i18n import Translator, instant
from bot.screens import Row, Screen
from bot.texts import quoted


def vote_text(t: Translator, state: Open, found: Paper) -> Screen:
    """The text of a vote; what stands until it has come."""
    choice = Choice(state.facts["choice"])
    lines = [heading(t, found.finding, found.version)]
    if found.titular_voted:
        lines.append(t("The titular member of your seat has voted, so this vote was not counted."))
        return _screen(*lines)
    if not found.may_vote:
        lines.append(
            t(
                "Voting is closed, so this vote was not counted. Closed: {time}.",
                time=t.moment(found.ballot.closed_at or found.ballot.ends_at),
            )
        )
        return _screen(*lines)
    lines.append(t("Your choice: {choice}", choice=words.choice(t, choice)))
    if got := received(t, state, TEXT_LIMIT):
        lines.append(got)
    elif choice is Choice.CHANGES:
        lines.append(t("Please write briefly what should be changed."))
    else:
        lines.append(t("Please write briefly why it needs revision."))
    lines.append(until_then(t, found))
    lines.append(
        t(
            "Deadline: {date}. The committee reads your text with your name, once the voting is closed.",
            date=t.moment(found.ballot.ends_at, weekday=True),
        )
    )
    return _screen(*lines)


def open_ballot(t: Translator, state: Open, field: Field, found: tuple[Committee, Prospect]) -> Screen:
    """The deadline, then what stands before the ballot opens."""
    of, prospect = found
    title = heading(t, prospect.finding, prospect.version)
    if field.name == UNTIL:
        return _until(t, state, of, title)
    until = instant(state.values[UNTIL])
    lines = [title, *_echo(t, of, until)]
    seats = sum(prospect.seats.values())
    electorate = [t("Voting seats: {n}", n=seats)]
    for code, n in prospect.seats.items():
        name = words.group(t, code, prospect.constituencies)
        electorate.append(
            Markup("{}: {}").format(name, n) if n else t("{group}: not represented", group=name)
        )
    lines.append(Markup("\n").join(electorate))
    also = []
    if prospect.until is not None:
        also.append(forms.EARLY)
        lines.append(
            t(
                "⚠️ Comments are open until {date}. Opening the ballot now is early.",
                date=t.moment(prospect.until),
            )
        )
    lines += unanswered(t, prospect.unanswered)
    if prospect.missing:
        also.append(forms.LANGUAGES)
        missing = t.list(t.language_name(language) for language in prospect.missing)
        lines.append(
            t(
                "⚠️ Somebody who votes reads a language in which there is no text. Missing: {languages}. "
                "If you open the ballot all the same, the exception is recorded with your name.",
                languages=missing,
            )
        )
    lines.append(t("Open vote: committee members will see who chose what after closing."))
    lines.append(words.rules(t, prospect.rules))
    label = t.plain("Open all the same") if also else t.plain("Open the ballot")
    options = [(forms.confirming(YES, *also), label)]
    if of.calendar.is_day_off(until.astimezone(of.zone).date()):
        options.insert(0, (forms.confirming(WORKING_DAY, *also), t.plain("Open, suggested deadline")))
    return _screen(*lines, rows=picks(state, options, "danger" if also else "success"))


def extend(t: Translator, state: Open, field: Field, found: tuple[Committee, Paper]) -> Screen:
    """A new deadline."""
    of, paper = found
    title = heading(t, paper.finding, paper.version)
    if field.name == UNTIL:
        return _until(t, state, of, title)
    assert field.name == SURE
    until = instant(state.values[UNTIL])
    options = [(YES, t.plain("Extend the voting"))]
    if of.calendar.is_day_off(until.astimezone(of.zone).date()):
        options.insert(0, (WORKING_DAY, t.plain("Take the suggested deadline")))
    return _screen(title, *_echo(t, of, until), rows=picks(state, options, "success"))


def override(t: Translator, state: Open, field: Field, found: Paper) -> Screen:
    """The reason for another outcome, then what everybody will read."""
    proposed, outcome = (words.outcome(t, Outcome(state.facts[name])) for name in ("proposed", "outcome"))
    lines = [
        heading(t, found.finding, found.version),
        t("Proposed outcome: {outcome}", outcome=proposed)
        + Markup("\n")
        + t("Declared outcome: {outcome}", outcome=outcome),
    ]
    if field.name == SURE:
        lines.append(t("Reason:") + Markup("\n") + quoted(state.values[forms.REASON]))
        lines.append(t("Everybody receives the result. This cannot be undone."))
        label = t.plain("Declare: {outcome}", outcome=outcome)
        return _screen(*lines, rows=picks(state, [(YES, label)], "danger"))
    if got := received(t, state, REASON_LIMIT):
        lines.append(got)
    else:
        lines.append(t("Please write the reason. Everybody reads it with the result."))
    return _screen(*lines)


def _until(t: Translator, state: Open, of: Committee, title: Markup) -> Screen:
    days = BALLOT_DAYS.of(of)
    label = t.plural("{n} working day", "{n} working days", days).striptags()
    ask = t("Until when can the committee vote? Write a date, or choose.")
    return _screen(title, ask, without_an_hour(t, of.calendar), rows=picks(state, [(USUAL, label)]))


def _echo(t: Translator, of: Committee, until: datetime) -> list[Markup]:
    """The deadline as it was understood; a day off is named, and another day suggested."""
    return [t("Deadline: {date}", date=t.moment(until, weekday=True)), *on_a_day_off(t, of.calendar, until)]


def _screen(*lines: Markup, rows: tuple[Row, ...] = ()) -> Screen:
    return Screen(Markup("\n\n").join(lines), rows, protect=True)
