"""A ballot that has ended: without quorum, counted, declared, or replaced by a new version. No I/O, no clock."""

from markupsafe import Markup

from bot.ballots import words
from bot.ballots.actions import (
    Declare,
    ExtendBallot,
    NameActingChair,
    NamedVotes,
    NotVoted,
    ShowPicture,
    ShowTexts,
)
from bot.ballots.card_parts import card, own_vote, quorum, text_of, title
from bot.ballots.cards import Paper
from bot.ballots.reservations.actions import AttachReservation, ListReservations
from bot.findings import words as finding_words
from bot.i18n import Translator
from bot.screens import Button, Row, Screen
from bot.translations.views import as_written


def without_quorum(t: Translator, found: Paper) -> Screen:
    """Ended without quorum: nothing is opened until it is extended once or declared."""
    lines = [
        title(t, found),
        ended_without_quorum(t, found),
        t("Closed: {time}", time=t.moment(found.ballot.ends_at, weekday=True)),
        words.by_group(t, found.progress, found.constituencies),
        *own_vote(t, found),
    ]
    rows: list[Row] = []
    number = found.ballot.id
    if found.presides:
        if not found.ballot.extended:
            rows.append((Button(t.plain("Extend the voting"), ExtendBallot(number), "primary"),))
        rows.append((Button(t.plain("Declare the result"), Declare(number)),))
    elif found.ballot.extended:
        lines.append(_awaits(t, found))
    elif found.chaired:
        lines.append(t("The chair extends the voting once or declares the result."))
    else:
        lines.append(t("An organizer extends the voting once or declares the result."))
    lines += [*_chair_missing(t, found), *stood_in(t, found)]
    rows += _naming(t, found)
    if found.manages:
        rows.append((Button(t.plain("Who has not voted"), NotVoted(number)),))
    return card(t, found, lines, rows)


def ended_without_quorum(t: Translator, found: Paper) -> Markup:
    """What quorum lacks: votes, or groups without a vote, or both."""
    line = t("<b>Ended without quorum</b> ({voted} of {seats} voted, {needed} needed).", **quorum(found))
    return line + silent(t, found)


def silent(t: Translator, found: Paper) -> Markup:
    """A line with the groups from which no vote came; nothing where each has voted."""
    if not found.silent:
        return Markup("")
    groups = words.groups(t, found.silent, found.constituencies)
    return Markup("\n") + t("Without a vote: {groups}", groups=groups)


def closed(t: Translator, found: Paper) -> Screen:
    """Closed and counted; the chair is to declare."""
    assert found.judgement is not None
    judged = found.judgement
    lines = [
        title(t, found),
        t("<b>Voting is closed.</b> Closed: {time}", time=t.moment(found.ballot.ends_at, weekday=True)),
        words.tally(t, judged.tally, found.constituencies),
        *own_vote(t, found),
        *reserved(t, found),
    ]
    rows: list[Row] = [(Button(t.plain("Votes by name"), NamedVotes(found.ballot.id)),)]
    if found.presides or found.manages:
        lines.append(
            t("Proposed outcome: {outcome}", outcome=words.outcome(t, judged.proposal.outcome))
            + Markup("\n")
            + words.reason(t, judged.proposal, found.ballot.rules, found.constituencies)
        )
        lines += [*after_outage(t, found), *unanswered(t, found.unanswered)]
    if found.presides:
        if judged.to_mark:
            lines.append(t("Texts to mark before declaring: {n}", n=judged.to_mark))
            label = t.plain("Mark the texts ({n})", n=judged.to_mark)
            rows.insert(0, (Button(label, ShowTexts(found.ballot.id), "primary"),))
        else:
            rows.insert(0, (Button(t.plain("Declare the result"), Declare(found.ballot.id), "primary"),))
            if judged.texts:
                rows.append((Button(t.plain("Texts"), ShowTexts(found.ballot.id)),))
    else:
        lines += [_awaits(t, found), *_chair_missing(t, found)]
    lines += stood_in(t, found)
    rows += [*_naming(t, found), *_reservation_rows(t, found)]
    return card(t, found, lines, rows)


def _awaits(t: Translator, found: Paper) -> Markup:
    """Who is to declare."""
    return t("The result awaits the chair.") if found.chaired else t("The result awaits an organizer.")


def reserved(t: Translator, found: Paper) -> list[Markup]:
    """Whose reservations stand on the outcome, by group."""
    n = len(found.reservations)
    if not n:
        return []
    theirs = {reservation.constituency for reservation in found.reservations}
    codes = [code for code in found.progress.constituencies if code in theirs]
    of = words.groups(t, codes, found.constituencies)
    return [t("<b>Reservations: {n}</b> ({groups})", n=n, groups=of)]


def _reservation_rows(t: Translator, found: Paper) -> list[Row]:
    n, number = len(found.reservations), found.ballot.id
    if n:
        return [(Button(t.plain("Reservations ({n})", n=n), ListReservations(number)),)]
    return (
        [(Button(t.plain("Attach a reservation"), AttachReservation(number)),)] if found.may_reserve else []
    )


def _chair_missing(t: Translator, found: Paper) -> list[Markup]:
    """To an organizer: nobody can declare yet."""
    if not (found.manages and found.chaired and not found.chair_joined):
        return []
    return [
        t(
            "The chair has not joined yet, so nobody can declare the result. Please send the chair the link again."
        )
    ]


def unanswered(t: Translator, n: int) -> list[Markup]:
    """Whose comments still wait when a text is put to the vote, or its result declared."""
    return [t("⚠️ Comments without an answer: {n}", n=n)] if n else []


def after_outage(t: Translator, found: Paper) -> list[Markup]:
    """How many votes came in only after the bot had been away at the deadline."""
    n = found.late_votes
    return [t("Votes received after an outage: {n}", n=n)] if n else []


def declared(t: Translator, found: Paper) -> Screen:
    """The result, as everybody receives it; to observers without names."""
    assert found.judgement is not None
    assert found.ballot.outcome is not None
    assert found.ballot.declared_at is not None
    lines = [
        Markup("<b>{}</b> · ").format(found.finding.label)
        + t(
            "Result: “{title}”, version {v} — {outcome}.",
            title=text_of(t, found.version).title,
            v=found.version.number,
            outcome=Markup("<b>{}</b>").format(words.outcome(t, found.ballot.outcome)),
        )
        + Markup("\n")
        + finding_words.checksum(t, found.version),
        words.tally(t, found.judgement.tally, found.constituencies),
        t("Declared: {time}", time=t.moment(found.ballot.declared_at)),
        *_overridden(t, found),
        *stood_in(t, found),
        *reserved(t, found),
        *own_vote(t, found),
    ]
    offered = [Button(t.plain("Picture"), ShowPicture(found.ballot.id))]
    if found.reads_drafts:
        offered.insert(0, Button(t.plain("Votes by name"), NamedVotes(found.ballot.id)))
    rows: list[Row] = [tuple(offered), *_reservation_rows(t, found)]
    return card(t, found, lines, rows)


def _overridden(t: Translator, found: Paper) -> list[Markup]:
    """To everybody: what the rules proposed, what was declared instead, and why."""
    judged, outcome, reason = found.judgement, found.ballot.outcome, found.ballot.reason
    if judged is None or outcome is None or reason is None:
        return []
    proposed = t("Proposed outcome: {outcome}", outcome=words.outcome(t, judged.proposal.outcome))
    declared_outcome = t("Declared outcome: {outcome}", outcome=words.outcome(t, outcome))
    why = t("Reason:") + Markup("\n") + as_written(t, reason, found.ballot.reason_language)
    return [proposed + Markup("\n") + declared_outcome, why]


def stood_in(t: Translator, found: Paper) -> list[Markup]:
    """The acting chair of a ballot: named while it waits, and for good where they declared it."""
    acting = found.stand_in
    if acting is None or found.ballot.declared_by not in (None, acting.membership):
        return []
    name, by = acting.name or t("former holder"), acting.named_by or t("former holder")
    line = t("Acting chair: {name}", name=name)
    return [line + Markup("\n") + t("Named by: {name}, {time}", name=by, time=t.moment(acting.named_at))]


def _naming(t: Translator, found: Paper) -> list[Row]:
    if not found.may_name:
        return []
    return [(Button(t.plain("Name an acting chair"), NameActingChair(found.ballot.id)),)]


def superseded(t: Translator, found: Paper) -> Screen:
    """A new version has ended it; nothing of it is shown."""
    text = t(
        "Version {v} has replaced the text, so the vote on the earlier version is closed. A new vote will follow.",
        v=found.superseded_by,
    )
    return card(t, found, [title(t, found), text], [])
