"""What a ballot's screens have in common: its heading, the reader's own vote, the frame of a card. No I/O, no clock."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from bot.ballots import words
from bot.ballots.actions import ShowBallot
from bot.ballots.cards import Paper
from bot.ballots.model import Ballot, Elector
from bot.committee.views import home_row
from bot.findings.actions import ShowFinding
from bot.findings.model import Finding, Text, Version
from bot.i18n import Translator, filled, joined
from bot.screens import Button, Row, Screen
from bot.texts import shortened
from bot.translations.views import with_language

OWN_TEXT = 120
"""How much of one's own text the paper shows, in UTF-16 units: the whole finding has to stand beside it."""


def own_vote(t: Translator, found: Paper, *, said: bool = False) -> list[Markup]:
    """What stands for the reader's seat, and what is still owed."""
    mine, owed = found.mine, found.owed
    if mine is None:
        return []
    lines: list[Markup] = []
    if mine.choice is not None:
        if not said:
            lines.append(vote_line(t, mine, found.by_other))
        if mine.text:
            text = shortened(mine.text, OWN_TEXT)
            line = t("Text: {text}", text=text) if found.by_other else t("Your text: {text}", text=text)
            lines.append(with_language(t, line, mine.text_language))
    elif found.by_other:
        stands = t("Your seat has voted.")
        if found.titular_voted:
            stands += Markup(" ") + t("The titular member has voted, so an alternate no longer can.")
        elif found.may_vote:
            stands += Markup(" ") + t("Your own vote replaces it.")
        lines.append(stands)
    elif not found.ballot.running:
        lines.append(t("No vote came from your seat."))
    elif owed is None and found.may_vote:
        lines.append(t("You have not voted yet. One tap is enough."))
    if owed is not None and found.may_vote:
        lines.append(
            t("“{choice}” counts once its text has arrived.", choice=words.choice(t, owed))
            + Markup(" ")
            + until_then(t, found)
        )
    return lines


def until_then(t: Translator, found: Paper) -> Markup:
    """What stands as long as a text is owed."""
    if found.by_other:
        return t("Until then the vote of your seat stands.")
    return (
        t("Until then your earlier vote stands.") if found.voted else t("Until then your seat has not voted.")
    )


def vote_line(t: Translator, mine: Elector, by_other: bool) -> Markup:
    """A seat's vote with its receipt; `by_other`: not the reader, but the seat's other holder cast it."""
    assert mine.choice is not None
    chosen = filled("<b>{choice}</b>", choice=words.choice(t, mine.choice))
    if by_other:
        line = t(
            "The vote of your seat: {choice}. Receipt No. {receipt}.", choice=chosen, receipt=mine.receipt
        )
    else:
        line = t("Your vote: {choice}. Receipt No. {receipt}.", choice=chosen, receipt=mine.receipt)
    if mine.after_outage:
        line += Markup(" ") + t("It was received after an outage of the bot and is marked so.")
    return line


def text_of(t: Translator, version: Version) -> Text:
    """The wording in the reader's language, or else the authoritative one."""
    return version.text_for(t.language)


def title(t: Translator, found: Paper) -> Markup:
    """The heading of the ballot's own cards."""
    return heading(t, found.finding, found.version)


def name(t: Translator, found: Paper) -> Markup:
    """`F4 · No legal definition`, where the line with the hash says which version."""
    return Markup("<b>{} · {}</b>").format(found.finding.label, text_of(t, found.version).title)


def heading(t: Translator, finding: Finding, version: Version) -> Markup:
    """`F4 · No legal definition · version 1`."""
    return t(
        "<b>{label} · {title}</b> · version {v}",
        label=finding.label,
        title=version.text_for(t.language).title,
        v=version.number,
    )


def quorum(found: Paper) -> dict[str, int]:
    """The facts of *8 of 9 voted, 5 needed*."""
    return {"voted": found.progress.voted, "seats": found.progress.seats, "needed": found.needed}


def card(t: Translator, found: Paper, lines: Sequence[Markup], rows: Sequence[Row]) -> Screen:
    """A ballot's card: protected until its text is adopted, with the way to its finding."""
    back, folded = _way_back(t, found.finding, found.version.number)
    protect = not found.version.standing.adopted
    return Screen(joined(lines, "\n\n"), (*rows, back), protect=protect, folded=folded)


@lru_cache(256)  # the same under every card of a running ballot
def _way_back(t: Translator, finding: Finding, version: int) -> tuple[Row, str]:
    to_finding = Button(
        t.plain("Finding {label}", label=finding.label), ShowFinding(finding.committee, finding.id)
    )
    folded = t.plain("{label}, version {v}: see the newer card below.", label=finding.label, v=version)
    return (to_finding, *home_row(t)), folded


def back_row(t: Translator, of: Ballot) -> Row:
    """The way back to the ballot."""
    return (Button(t.plain("Back"), ShowBallot(of.id)),)
