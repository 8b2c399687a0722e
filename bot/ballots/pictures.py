"""A declared result as a picture: bars by constituency, in the reader's language, the same for all who read it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.ballots import words
from bot.ballots.actions import ShowBallot
from bot.ballots.cards import Paper
from bot.ballots.counting import Count
from bot.ballots.model import Choice
from bot.committee.model import Actor, Committee
from bot.committee.views import home_row
from bot.delivery import Post, write_letters
from bot.findings.model import short
from bot.i18n import Translator, mark
from bot.ids import BallotId, CommitteeId
from bot.screens import Attachment, Button, Drawn, capitalised
from bot.store import Tx
from bot.texts import shortened

CAPTION = mark("The result of a vote, as a picture.")
TITLE = 160
"""How much of a title a picture takes, in UTF-16 units: some six lines."""
NAME = 120
"""How much of a committee's or a constituency's name."""


def send(tx: Tx, committee: CommitteeId, number: BallotId, readers: Iterable[Actor], at: datetime) -> None:
    """Writes readers of a committee a letter with the picture, to go at `at` (UTC), silently and after the text."""
    posts = [Post(a.person.id, {"ballot": number, "membership": a.membership}, silent=True) for a in readers]
    write_letters(tx, "result-picture", posts, key=str(number), at=at, committee=committee)


def picture(t: Translator, found: Paper, of: Committee) -> Attachment:
    """The result of a declared ballot of the committee `of`, as a message."""
    label, version = found.finding.label, found.version
    return Attachment(
        Drawn("tally", tally(t, found, of)),
        name=f"{label}-v{version.number}.png",
        caption=t("<b>{label}</b>, version {v}: the result as a picture.", label=label, v=version.number),
        rows=((Button(t.plain("Result of the vote"), ShowBallot(found.ballot.id)),), home_row(t)),
        protect=not version.standing.adopted,
    )


def tally(t: Translator, found: Paper, of: Committee) -> dict[str, Any]:
    """What the template shows, in words. Hours are the committee's, so that one picture serves a whole language."""
    judged, outcome, at = found.judgement, found.ballot.outcome, found.ballot.declared_at
    assert judged is not None
    assert outcome is not None
    assert at is not None
    t = replace(t, zone=of.zone, committee_zone=of.zone)
    version, proposed = found.version, judged.proposal.outcome
    title = shortened(version.text_for(t.language).title, TITLE)
    return {
        "language": t.language,
        "committee": shortened(of.name(t.language), NAME),
        "title": f"{found.finding.label} · {title}",
        "version": t.plain("Version {v} · {hash}", v=version.number, hash=short(version.hash)),
        "outcome": {
            "label": t.plain("Result of the vote"),
            "declared": capitalised(words.outcome(t, outcome).striptags()),
            "proposed": None
            if proposed is outcome
            else t.plain("Proposed outcome: {outcome}", outcome=words.outcome(t, proposed)),
        },
        "groups": [
            _group(t, words.group(t, code, found.constituencies).unescape(), count)
            for code, count in judged.tally.constituencies.items()
        ],
        "total": _group(t, t.plain("Total"), judged.tally.total),
        "quorum": words.quorum(t, judged.tally.quorum, found.constituencies).striptags(),
        "reservations": t.plain("Reservations: {n}", n=len(found.reservations))
        if found.reservations
        else None,
        "declared": t.plain("Declared: {time}", time=t.moment(at)),
    }


def _group(t: Translator, name: str, count: Count) -> dict[str, Any]:
    return {
        "name": shortened(name, NAME),
        "voted": f"{count.voted}/{count.seats}",
        "absent": None if count.represented else t.plain("not represented"),
        "parts": [{"kind": kind, "n": n, "words": said} for kind, n, said in _parts(t, count)],
    }


def _parts(t: Translator, count: Count) -> Sequence[tuple[str, int, str]]:
    """The parts of a bar in the order of the choices; what is zero is left out."""
    chosen = [(c.value, count.of(c), t.plain(words.COUNTED[c], n=count.of(c))) for c in Choice]
    silent = ("not-voted", count.not_voted, t.plain("not voted {n}", n=count.not_voted))
    return [part for part in (*chosen, silent) if part[1]]
