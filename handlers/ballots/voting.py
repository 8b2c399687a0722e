"""Ballots in the chat: the paper and its choices, the forms, what the chair does, my votes."""

from collections.abc import Sequence
from datetime import datetime

from bot.ballots import forms, home_views, list_views, own_data, pictures, reading, service, views
from bot.ballots import sentences as own
from bot.ballots.actions import BallotFile, CastVote, MyVotes, NamedVotes, NotVoted, ShowBallot, ShowPicture
from bot.ballots.model import Standing
from bot.committee.model import Actor
from bot.findings.model import Version
from bot.i18n import Translator
from bot.ids import BallotId, FindingId
from bot.intake import Outcome
from bot.screens import Button, Row, Screen
from bot.store import Tx
from handlers.ballots import screens
from handlers.ballots.forms import VOTE_TEXT
from handlers.ballots.screens import acting
from handlers.context import Answer, AtHome, Room, Waiting
from handlers.forms import asking
from handlers.turn import Turn


async def show(turn: Turn, action: ShowBallot) -> Answer:
    """A ballot as it stands."""
    return await turn.read(lambda tx: screens.ballot(turn, tx, action.ballot))


async def item(turn: Turn, number: int) -> Answer:
    """The deep link `b12`."""
    return await turn.read(lambda tx: screens.ballot(turn, tx, BallotId(number)))


async def cast(turn: Turn, action: CastVote) -> Answer:
    """One of the four choices; two of them ask for a text first."""

    def vote(tx: Tx) -> Outcome:
        return service.vote(tx, acting(turn, tx, action.ballot), action.ballot, action.choice, turn.at)

    # Five hundred may vote at once: what the answer shows is read where the vote is counted.
    outcome, found = await turn.write_and_look(
        vote, lambda tx: screens.paper(turn, tx, action.ballot), long=False
    )
    if outcome.code == "vote-text-wanted":
        return await asking.question(turn, turn.note(outcome) if outcome.facts["gave_way"] else None)
    return await screens.after(turn, outcome, action.ballot, found)


async def file(turn: Turn, action: BallotFile) -> Answer:
    """A file, or all of them: they come as letters below the paper, which stays where it is."""
    key = str(turn.stored.update_id)
    outcome = await turn.write(
        lambda tx: service.send_file(
            tx, acting(turn, tx, action.ballot), action.ballot, action.place, key=key, at=turn.at
        )
    )
    return await screens.after(turn, outcome, action.ballot)


async def my_votes(turn: Turn, action: MyVotes | None = None) -> Answer:
    """/votes."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee if action else None)
        return list_views.my_votes(turn.t, reading.my_votes(tx, who, action.page if action else 0))

    return await turn.read(look)


async def not_voted(turn: Turn, action: NotVoted) -> Answer:
    """Which seats have not voted."""

    def look(tx: Tx) -> Screen:
        found = reading.not_voted(tx, acting(turn, tx, action.ballot), action.ballot, turn.at)
        return list_views.not_voted(turn.t, found, action.page)

    return await screens.or_ballot(turn, action.ballot, look)


async def named_votes(turn: Turn, action: NamedVotes) -> Answer:
    """Who chose what."""

    def look(tx: Tx) -> Screen:
        found = reading.named_votes(tx, acting(turn, tx, action.ballot), action.ballot, turn.at)
        return list_views.named_votes(turn.t, found, action.page)

    return await screens.or_ballot(turn, action.ballot, look)


async def picture(turn: Turn, action: ShowPicture) -> Answer:
    """The declared result as a picture, below its card."""

    def look(tx: Tx) -> Answer:
        who = acting(turn, tx, action.ballot)
        found = reading.paper(tx, who, action.ballot, turn.at)
        screen = turn.named(views.ballot(turn.t, found))
        if found.ballot.standing is not Standing.DECLARED:
            return screen
        return screen, pictures.picture(turn.t, found, who.committee)

    return await turn.read(look)


def finding_rows(tx: Tx, t: Translator, who: Actor, finding: FindingId) -> Sequence[Row]:
    """What this room offers on a finding's card."""
    found = reading.on_finding(tx, who, finding)
    return () if found is None else views.finding_rows(t, found)


def version_rows(tx: Tx, t: Translator, version: Version) -> Sequence[Row]:
    """What this room offers on the card of an earlier version: its declared result stays within reach."""
    found = reading.on_version(tx, version)
    return () if found is None else views.finding_rows(t, found)


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    found = reading.to_do(tx, who, at)
    ends = [
        *(b.ends_at for b, _ in found.votes),
        *(at for _ in found.declarations),
        *(at for _ in found.left_open),
        *(at for _ in found.chairless),
    ]
    until: list[datetime | None] = [*ends, *(None for _ in found.successions)]

    def line(place: int, urgent_at: datetime | None) -> Waiting:
        return Waiting(urgent_at, lambda t: home_views.waiting_rows(t, found)[place])

    return [line(place, urgent_at) for place, urgent_at in enumerate(until)]


def _home(tx: Tx, who: Actor, t: Translator, _at: datetime) -> AtHome:
    """The ballots that run, with a button for each; whoever owes a vote has one already."""
    found = reading.running(tx, who)
    rows = home_views.running_rows(
        t, [(ballot, f) for ballot, f in found if not reading.owes_vote(tx, who, ballot)]
    )
    if who.votes:
        rows = [*rows, (Button(t.plain("My votes"), MyVotes(who.committee.id)),)]
    return AtHome([home_views.running(t, found)] if found else [], rows)


ROOM = Room(
    commands={"votes": my_votes},
    buttons={
        ShowBallot: show,
        CastVote: cast,
        BallotFile: file,
        MyVotes: my_votes,
        NotVoted: not_voted,
        NamedVotes: named_votes,
        ShowPicture: picture,
    },
    forms={forms.VOTE_TEXT: VOTE_TEXT},
    items={"b": item},
    sentences=own.SENTENCES,
    waiting=_waiting,
    home=_home,
    mydata=own_data.sections,
)
