"""The ballot's screens: the paper, the closed and the declared ballot, lists. No I/O, no clock."""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from bot.ballots import words
from bot.ballots.actions import (
    BallotFile,
    CastVote,
    CloseBallot,
    Declare,
    ExtendBallot,
    JudgeVersion,
    MyVotes,
    NameActingChair,
    NamedVotes,
    NotVoted,
    OpenBallot,
    ShowBallot,
    ShowPicture,
    ShowTexts,
)
from bot.ballots.cards import Holders, OnFinding, Paper, VotesPage
from bot.ballots.model import Ballot, Choice, Elector, Standing
from bot.ballots.reservations.actions import ListReservations
from bot.committee.views import home_row, pages
from bot.findings.actions import ShowFinding
from bot.findings.card_views import changed_row, copy_rows, files, files_on_card
from bot.findings.model import Finding, Text, Version, short
from bot.findings.words import short_title
from bot.forms.actions import FormResume
from bot.i18n import Translator
from bot.screens import Button, Row, Screen, Style
from bot.texts import quoted, shortened, units

OWN_TEXT = 120
"""How much of one's own text the paper shows, in UTF-16 units: the whole finding has to stand beside it."""
PAPER_UNITS = 3600
"""What a paper fills at most of a message's 4,096 units; the rest is for the sentence that answers a tap."""
NAMES = 20
"""Seats a page in the list of those that have not voted."""
PAGE_UNITS = 3200
_ELECTOR_FRAME = 60  # marks and line ends beside what is counted


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


def paper(t: Translator, found: Paper, *, said: bool = False) -> Screen:
    """While it runs: the text, the choices, one's own vote, how many have voted. Never a tally."""
    text = _text(t, found.version)
    about = [_fingerprint(t, found.version)]
    if text.language == found.version.authoritative and text.language != t.language:
        about.append(t("Original language: {language}", language=t.language_name(text.language)))
    if text.unofficial:
        about.append(t("Unofficial translation."))
    lines = [_title(t, found) if said else _asked(t, found), Markup("\n").join(about)]
    place = len(lines)
    if found.mine is None:
        lines.append(t("Open vote: committee members will see who chose what after closing."))
    else:
        lines.append(t("This is an open vote: committee members will see your choice."))
    lines += _exception(t, found)
    lines += _state(t, found)
    lines += _mine(t, found, said=said)
    lines.append(words.progress(t, found.progress, found.constituencies))
    lines.append(words.rules(t, found.ballot.rules))
    if attached := files(t, found.version.files):
        lines.insert(place, Markup("\n").join(attached))
    if text.body:
        others = Markup("\n\n").join(lines)
        room = PAPER_UNITS - units(others.striptags()) - 2 * len(lines)
        lines.insert(place, quoted(shortened(text.body, max(room, OWN_TEXT))))
    rows: list[Row] = []
    if found.may_vote:
        rows += _choices(t, found)
    if found.owed is not None:
        rows.append((Button(t.plain("Write the text"), FormResume(), "primary"),))
    number = found.ballot.id
    rows += _text_rows(t, found)
    if found.manages:
        rows.append((Button(t.plain("Who has not voted"), NotVoted(number)),))
        rows.append((Button(t.plain("Close the voting"), CloseBallot(number), "danger"),))
    if found.presides and found.ballot.left_open_at is not None:
        rows.append((Button(t.plain("Extend the voting"), ExtendBallot(number)),))
    return _card(t, found, lines, rows)


def _asked(t: Translator, found: Paper) -> Markup:
    """The request to whoever has yet to vote, the same facts to everybody else."""
    facts = {
        "title": _text(t, found.version).title,
        "v": found.version.number,
        "date": t.moment(found.ballot.ends_at, weekday=True),
    }
    if found.may_vote and found.mine is not None and not found.voted:
        ask = t("Please vote: “{title}”, version {v}. Deadline: {date}.", **facts)
    else:
        ask = t("Voting on “{title}”, version {v}. Deadline: {date}.", **facts)
    return Markup("<b>{}</b> · ").format(found.finding.label) + ask


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


def _mine(t: Translator, found: Paper, *, said: bool = False) -> list[Markup]:
    """What stands for the reader's seat, and what is still owed."""
    mine, owed = found.mine, found.owed
    if mine is None:
        return []
    lines: list[Markup] = []
    if mine.choice is not None:
        if not said:
            lines.append(_vote(t, mine, found.by_other))
        if mine.text:
            text = shortened(mine.text, OWN_TEXT)
            lines.append(
                t("Text: {text}", text=text) if found.by_other else t("Your text: {text}", text=text)
            )
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


def _vote(t: Translator, mine: Elector, by_other: bool) -> Markup:
    """A seat's vote with its receipt; `by_other`: not the reader, but the seat's other holder cast it."""
    assert mine.choice is not None
    chosen = Markup("<b>{}</b>").format(words.choice(t, mine.choice))
    if by_other:
        line = t(
            "The vote of your seat: {choice}. Receipt No. {receipt}.", choice=chosen, receipt=mine.receipt
        )
    else:
        line = t("Your vote: {choice}. Receipt No. {receipt}.", choice=chosen, receipt=mine.receipt)
    if mine.after_outage:
        line += Markup(" ") + t("It was received after an outage of the bot and is marked so.")
    return line


def _choices(t: Translator, found: Paper) -> list[Row]:
    chosen = found.mine.choice if found.mine is not None else None
    rows: list[Row] = []
    for choice in Choice:
        label = ("✓ " if choice is chosen else "") + t.plain(words.CHOICES[choice])
        style: Style | None = "success" if choice is Choice.APPROVE else None
        rows.append((Button(label, CastVote(found.ballot.id, choice), style),))
    return rows


def _text_rows(t: Translator, found: Paper) -> list[Row]:
    """What belongs to the text: its files, and what it changed."""
    here, number = found.finding.committee, found.ballot.id
    rows = files_on_card(t, here, found.version, lambda place: BallotFile(number, place))
    rows += copy_rows(t, _text(t, found.version))
    if changed := changed_row(t, found.finding, found.version, found.before):
        rows.append(changed)
    return rows


def without_quorum(t: Translator, found: Paper) -> Screen:
    """Ended without quorum: nothing is opened until it is extended once or declared."""
    lines = [
        _title(t, found),
        ended_without_quorum(t, found),
        t("Closed: {time}", time=t.moment(found.ballot.ends_at, weekday=True)),
        words.by_group(t, found.progress, found.constituencies),
        *_mine(t, found),
    ]
    rows: list[Row] = []
    number = found.ballot.id
    if found.presides:
        if not found.ballot.extended:
            rows.append((Button(t.plain("Extend the voting"), ExtendBallot(number), "primary"),))
        rows.append((Button(t.plain("Declare the result"), Declare(number)),))
    elif found.chaired:
        lines.append(t("The chair extends the voting once or declares the result."))
    else:
        lines.append(t("An organizer extends the voting once or declares the result."))
    lines += [*_chair_missing(t, found), *stood_in(t, found)]
    rows += _naming(t, found)
    if found.manages:
        rows.append((Button(t.plain("Who has not voted"), NotVoted(number)),))
    return _card(t, found, lines, rows)


def ended_without_quorum(t: Translator, found: Paper) -> Markup:
    """What quorum lacks: votes, or groups without a vote, or both."""
    line = t("<b>Ended without quorum</b> ({voted} of {seats} voted, {needed} needed).", **_quorum(found))
    return line + _silent(t, found)


def _silent(t: Translator, found: Paper) -> Markup:
    if not found.silent:
        return Markup("")
    silent = words.groups(t, found.silent, found.constituencies)
    return Markup("\n") + t("Without a vote: {groups}", groups=silent)


def closed(t: Translator, found: Paper) -> Screen:
    """Closed and counted; the chair is to declare."""
    assert found.judgement is not None
    judged = found.judgement
    lines = [
        _title(t, found),
        t("<b>Voting is closed.</b> Closed: {time}", time=t.moment(found.ballot.ends_at, weekday=True)),
        words.tally(t, judged.tally, found.constituencies),
        *_mine(t, found),
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
        awaits = t("The result awaits the chair.") if found.chaired else t("The result awaits an organizer.")
        lines += [awaits, *_chair_missing(t, found)]
    lines += stood_in(t, found)
    rows += [*_naming(t, found), *_reservation_rows(t, found)]
    return _card(t, found, lines, rows)


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
    return [(Button(t.plain("Attach a reservation"), ListReservations(number)),)] if found.may_reserve else []


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
        t(
            "Result: “{title}”, version {v} — {outcome}.",
            title=_text(t, found.version).title,
            v=found.version.number,
            outcome=Markup("<b>{}</b>").format(words.outcome(t, found.ballot.outcome)),
        ),
        words.tally(t, found.judgement.tally, found.constituencies),
        _fingerprint(t, found.version),
        t("Declared: {time}", time=t.moment(found.ballot.declared_at)),
        *_overridden(t, found),
        *stood_in(t, found),
        *reserved(t, found),
        *_mine(t, found),
    ]
    offered = [Button(t.plain("Picture"), ShowPicture(found.ballot.id))]
    if found.reads_drafts:
        offered.insert(0, Button(t.plain("Votes by name"), NamedVotes(found.ballot.id)))
    rows: list[Row] = [tuple(offered), *_reservation_rows(t, found)]
    return _card(t, found, lines, rows)


def _overridden(t: Translator, found: Paper) -> list[Markup]:
    """To everybody: what the rules proposed, what was declared instead, and why."""
    judged, outcome, reason = found.judgement, found.ballot.outcome, found.ballot.reason
    if judged is None or outcome is None or reason is None:
        return []
    proposed = t("Proposed outcome: {outcome}", outcome=words.outcome(t, judged.proposal.outcome))
    declared_outcome = t("Declared outcome: {outcome}", outcome=words.outcome(t, outcome))
    return [proposed + Markup("\n") + declared_outcome, t("Reason:") + Markup("\n") + quoted(reason)]


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
    return _card(t, found, [_title(t, found), text], [])


def not_voted(t: Translator, found: Holders, page: int) -> Screen:
    """Which seats have not voted, by constituency, and who holds them: for organizer and chair."""
    of = found.paper
    last = max(0, (len(found.electors) - 1) // NAMES)
    page = min(max(page, 0), last)
    lines = [_title(t, of), t("Not voted: {n} of {seats}", n=len(found.electors), seats=of.progress.seats)]
    shown = found.electors[page * NAMES : (page + 1) * NAMES]
    for code, seats in groupby(shown, key=lambda elector: elector.constituency):
        lines.append(Markup("\n<b>{}</b>").format(words.group(t, code, of.constituencies)))
        for elector in seats:
            holders = ", ".join(name for name in found.of_seat.get(elector.seat, ()) if name)
            who = shortened(holders, OWN_TEXT) if holders else t("vacant")
            lines.append(Markup("• {} · {}").format(t.organization(elector.organization), who))
    rows = pages(t, page, last, lambda p: Button("", NotVoted(of.ballot.id, p)))
    return Screen(Markup("\n").join(lines), (*rows, _back(t, of.ballot)), protect=True)


def named_votes(t: Translator, found: Holders, page: int) -> Screen:
    """Who chose what, with the texts: seats in the order of constituencies, as many a page as fit."""
    of = found.paper
    order = {code: i for i, code in enumerate(of.progress.constituencies)}
    lines = [
        (elector.constituency, named(t, elector, found))
        for elector in sorted(found.electors, key=lambda e: order[e.constituency])
    ]
    leaves = _leaves([units(line.striptags()) + _ELECTOR_FRAME for _, line in lines])
    page = min(max(page, 0), len(leaves) - 1)
    parts = [_title(t, of)]
    for code, group in groupby(lines[leaves[page]], key=lambda pair: pair[0]):
        parts.append(Markup("\n<b>{}</b>").format(words.group(t, code, of.constituencies)))
        parts += [line for _, line in group]
    rows = pages(t, page, len(leaves) - 1, lambda p: Button("", NamedVotes(of.ballot.id, p)))
    return Screen(Markup("\n").join(parts), (*rows, _back(t, of.ballot)), protect=True)


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
        line += Markup("\n") + quoted(elector.text)
    return line


def confirm_closing(t: Translator, found: Paper) -> Screen:
    """Asks before a ballot is closed by hand."""
    text = t(
        "Close the voting on {label}, version {v}, now? Votes received before your tap count, later ones do not.",
        label=found.finding.label,
        v=found.version.number,
    )
    lines = [text, t("{voted} of {seats} voted, {needed} needed.", **_quorum(found)) + _silent(t, found)]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Close the voting"), CloseBallot(found.ballot.id, sure=True), "danger"),),
        _back(t, found.ballot),
    )
    return Screen(Markup("\n").join(lines), rows)


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
            line += _vote(t, mine, mine.person != found.reader)
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
    rows: list[Row] = [tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)]
    rows += pages(t, found.page, found.last, lambda p: Button("", MyVotes(found.committee, p)))
    return Screen(Markup("\n\n").join(lines), (*rows, home_row(t)), protect=True)


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


def _fingerprint(t: Translator, version: Version) -> Markup:
    """Which immutable text it was, to be compared by eye."""
    return t(
        "Version {v} · {hash}", v=version.number, hash=Markup("<code>{}</code>").format(short(version.hash))
    )


def _text(t: Translator, version: Version) -> Text:
    return version.text_for(t.language)


def _title(t: Translator, found: Paper) -> Markup:
    return heading(t, found.finding, found.version)


def heading(t: Translator, finding: Finding, version: Version) -> Markup:
    """`F4 · No legal definition · version 1`."""
    return t(
        "<b>{label} · {title}</b> · version {v}",
        label=finding.label,
        title=version.text_for(t.language).title,
        v=version.number,
    )


def _quorum(found: Paper) -> dict[str, int]:
    return {"voted": found.progress.voted, "seats": found.progress.seats, "needed": found.needed}


def _card(t: Translator, found: Paper, lines: Sequence[Markup], rows: Sequence[Row]) -> Screen:
    finding = found.finding
    back = (
        Button(t.plain("Finding {label}", label=finding.label), ShowFinding(finding.committee, finding.id)),
    )
    folded = t.plain(
        "{label}, version {v}: see the newer card below.", label=finding.label, v=found.version.number
    )
    protect = not found.version.standing.adopted
    return Screen(Markup("\n\n").join(lines), (*rows, (*back, *home_row(t))), protect=protect, folded=folded)


def _back(t: Translator, of: Ballot) -> Row:
    return (Button(t.plain("Back"), ShowBallot(of.id)),)


def _leaves(sizes: Sequence[int]) -> list[slice]:
    """Cuts lines into pages that fit a message; at least one page."""
    leaves, start, filled = [], 0, 0
    for i, size in enumerate(sizes):
        if filled and filled + size > PAGE_UNITS:
            leaves.append(slice(start, i))
            start, filled = i, 0
        filled += size
    return [*leaves, slice(start, len(sizes))]
