"""How the ballots' letters are drawn when they are sent: from what stands then, for whoever may still see it."""

from collections.abc import Callable

from bot.ballots import chair_views, news, pictures, reading, records, result_views, views
from bot.ballots.cards import Paper
from bot.ballots.model import Outcome, Standing
from bot.committee.model import Actor, Role
from bot.committee.notices import addressee
from bot.delivery import Letter, Reader, TryLater
from bot.delivery import records as delivery
from bot.delivery.model import Kind
from bot.errors import Refusal
from bot.findings import service as findings
from bot.i18n import Translator, mark
from bot.ids import BallotId, VersionId
from bot.screens import Attachment, Screen
from bot.store import Tx

TEXT_SECONDS = 2.0
"""How long a picture gives way to its text."""
_ENDED = (Standing.CLOSED, Standing.WITHOUT_QUORUM)


Drawn = Callable[[Tx, Letter, Reader], Screen | None]


def _about(draw: Callable[[Translator, Paper, Letter], Screen], *standings: Standing) -> Drawn:
    """A letter about a ballot; stale once it does not stand as the letter says, or its closing instant has passed."""

    def drawn(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
        who = addressee(tx, letter)
        found = None if who is None else _paper(tx, who, letter, letter.facts["ballot"])
        if found is None or found.ballot.standing not in standings:
            return None
        if found.ended and found.ballot.left_open_at is None:
            return None
        return draw(reader.t, found, letter)

    return drawn


def result_picture(tx: Tx, letter: Letter, reader: Reader) -> Attachment | None:
    """The declared result, to whoever may see it now. The text goes first: raises TryLater until it has gone."""
    if delivery.unsettled(tx, "result", letter.person, key=str(letter.facts["ballot"])):
        raise TryLater(TEXT_SECONDS)
    who = addressee(tx, letter)
    found = None if who is None else _paper(tx, who, letter, letter.facts["ballot"])
    if who is None or found is None or found.ballot.standing is not Standing.DECLARED:
        return None
    return pictures.picture(reader.t, found, who.committee)


def to_judge(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Stale once it is judged, or replaced by a further version."""
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        return chair_views.judge(reader.t, reading.succession(tx, who, VersionId(letter.facts["version"])))
    except Refusal:
        return None


def judged(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """The chair's word on a version, to whoever may see that version now."""
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        finding, version = findings.version_in_sight(tx, who, VersionId(letter.facts["version"]))
    except Refusal:
        return None
    outcome = Outcome(letter.facts["outcome"])
    return news.judged(reader.t, finding, version, outcome, as_declared=letter.facts["as_declared"])


def left_open(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Stale once somebody has extended or closed it."""
    ballot = records.ballot(tx, BallotId(letter.facts["ballot"]))
    if ballot is None or ballot.left_open_at is None:
        return None
    return _about(lambda t, found, _: news.left_open(t, found), Standing.RUNNING)(tx, letter, reader)


def replaced(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """The titular's vote has replaced the alternate's."""
    who = addressee(tx, letter)
    found = None if who is None else _paper(tx, who, letter, letter.facts["ballot"])
    if who is None or found is None:
        return None
    return news.replaced(reader.t, found, by_me=who.role is Role.MEMBER)


def _paper(tx: Tx, who: Actor, letter: Letter, number: int) -> Paper | None:
    try:
        return reading.paper(tx, who, BallotId(number), letter.drawn_at)
    except Refusal:
        return None


KINDS: dict[str, Kind] = {
    "ballot-opened": Kind(
        _about(lambda t, found, _: news.opened(t, found), Standing.RUNNING),
        outline=mark("Voting on a finding is open."),
    ),
    "ballot-extended": Kind(
        _about(
            lambda t, found, letter: news.extended(t, found, for_quorum=letter.facts["for_quorum"]),
            Standing.RUNNING,
        ),
        outline=mark("The deadline of a vote was extended."),
    ),
    "ballot-left-open": Kind(
        left_open, outline=mark("Voting on a finding stayed open and waits for a decision.")
    ),
    "vote-replaced": Kind(
        replaced, outline=mark("The vote of your seat was replaced by the titular member's.")
    ),
    "ballot-closed": Kind(
        _about(lambda t, found, _: views.ballot(t, found), *_ENDED),
        outline=mark("Voting on a finding is closed."),
    ),
    "ballot-superseded": Kind(
        _about(lambda t, found, _: result_views.superseded(t, found), Standing.SUPERSEDED),
        outline=mark("A new version has ended the voting on a finding."),
    ),
    "result": Kind(
        _about(lambda t, found, _: result_views.declared(t, found), Standing.DECLARED),
        outline=mark("The result of a vote was declared."),
    ),
    "acting-chair": Kind(
        _about(lambda t, found, _: views.ballot(t, found), *_ENDED),
        outline=mark("An acting chair was named for a vote."),
    ),
    "result-picture": Kind(result_picture, once=True, courtesy=True, outline=pictures.CAPTION),
    "version-to-judge": Kind(to_judge, outline=mark("A new version waits for the chair.")),
    "version-judged": Kind(judged, outline=mark("The chair has decided on a new version.")),
}
