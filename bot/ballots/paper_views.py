"""The ballot paper while voting runs: the text, the choices, how many have voted. No I/O, no clock."""

from functools import lru_cache

from markupsafe import Markup

from bot.ballots import words
from bot.ballots.actions import (
    BallotFile,
    CastVote,
    CloseBallot,
    ExtendBallot,
    NotVoted,
)
from bot.ballots.card_parts import OWN_TEXT, card, name, own_vote, text_of
from bot.ballots.cards import Paper
from bot.ballots.model import Choice
from bot.findings import words as finding_words
from bot.findings.card_views import changed_row, copy_rows, files, files_on_card
from bot.forms.actions import FormResume
from bot.i18n import Translator, filled, joined
from bot.ids import BallotId
from bot.screens import Button, Row, Screen, Style
from bot.texts import quoted, shortened, units

PAPER_UNITS = 3600
"""What a paper fills at most of a message's 4,096 units; the rest is for the sentence that answers a tap."""


def paper(t: Translator, found: Paper, *, said: bool = False) -> Screen:
    """While it runs: the text, the choices, one's own vote, how many have voted. Never a tally."""
    text = text_of(t, found.version)
    # The request names the version itself.
    about = [(finding_words.fingerprint if said else finding_words.checksum)(t, found.version)]
    if text.language == found.version.authoritative and text.language != t.language:
        about.append(t("Original language: {language}", language=t.language_name(text.language)))
    if text.unofficial:
        about.append(t("Unofficial translation."))
    lines = [name(t, found) if said else _asked(t, found), joined(about)]
    place = len(lines)
    if found.mine is None:
        lines.append(t("Open vote: committee members will see who chose what after closing."))
    else:
        seen = t("Choices and names are shown when the voting is closed.")
        lines.append(t("This is an open vote: committee members will see your choice.") + Markup(" ") + seen)
    lines += _exception(t, found)
    lines += _state(t, found)
    lines += own_vote(t, found, said=said)
    lines.append(words.progress(t, found.progress, found.constituencies))
    lines.append(words.rules(t, found.ballot.rules))
    if attached := files(t, found.version.files):
        lines.insert(place, joined(attached))
    if text.body:
        others = joined(lines, "\n\n")
        room = PAPER_UNITS - units(others.striptags()) - 2 * len(lines)
        lines.insert(place, quoted(shortened(text.body, max(room, OWN_TEXT))))
    rows: list[Row] = []
    if found.may_vote:
        rows += _choices(t, found.ballot.id, found.mine.choice if found.mine is not None else None)
    if found.owed is not None:
        rows.append((Button(t.plain("Write the text"), FormResume(), "primary"),))
    number = found.ballot.id
    rows += _text_rows(t, found)
    if found.manages:
        rows.append((Button(t.plain("Who has not voted"), NotVoted(number)),))
        rows.append((Button(t.plain("Close the voting"), CloseBallot(number), "danger"),))
    if found.presides and found.ballot.left_open_at is not None:
        rows.append((Button(t.plain("Extend the voting"), ExtendBallot(number)),))
    return card(t, found, lines, rows)


def _asked(t: Translator, found: Paper) -> Markup:
    """The request to whoever has yet to vote, the same facts to everybody else."""
    facts = {
        "title": text_of(t, found.version).title,
        "v": found.version.number,
        "date": t.moment(found.ballot.ends_at, weekday=True),
    }
    if found.may_vote and found.mine is not None and not found.voted:
        ask = t("Please vote: “{title}”, version {v}. Deadline: {date}.", **facts)
    else:
        ask = t("Voting on “{title}”, version {v}. Deadline: {date}.", **facts)
    return filled("<b>{label}</b> · {ask}", label=found.finding.label, ask=ask)


def _exception(t: Translator, found: Paper) -> list[Markup]:
    """That somebody who votes has no text in their language, and who took that upon themselves; a wrong opener."""
    wrong = (
        [t("⚠️ It was opened by somebody who had taken the place of another.")] if found.wrongly_opened else []
    )
    if not found.ballot.exception:
        return wrong
    missing = t.list(t.language_name(language) for language in found.ballot.exception)
    name = found.exception_by or t("former holder")
    return [
        *wrong,
        t("No text in: {languages}. Exception confirmed by: {name}.", languages=missing, name=name),
    ]


def _state(t: Translator, found: Paper) -> list[Markup]:
    if found.ballot.left_open_at is not None:
        return [
            t(
                "The bot was away at the deadline for more than 24 hours, so some votes may be lost. "
                "Voting stays open until the chair extends or closes it."
            )
        ]
    if found.ended:
        return [t("The deadline has passed. Votes received before it are being counted.")]
    return []


@lru_cache(256)  # for a committee's running ballots
def _choices(t: Translator, number: BallotId, chosen: Choice | None) -> tuple[Row, ...]:
    rows: list[Row] = []
    for choice in Choice:
        label = ("✓ " if choice is chosen else "") + t.plain(words.CHOICES[choice])
        style: Style | None = "success" if choice is Choice.APPROVE else None
        rows.append((Button(label, CastVote(number, choice), style),))
    return tuple(rows)


def _text_rows(t: Translator, found: Paper) -> list[Row]:
    """What belongs to the text: its files, and what it changed."""
    here, number = found.finding.committee, found.ballot.id
    rows = files_on_card(t, here, found.version, lambda place: BallotFile(number, place))
    rows += copy_rows(t, text_of(t, found.version))
    if changed := changed_row(t, found.finding, found.version, found.before):
        rows.append(changed)
    return rows
