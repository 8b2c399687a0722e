"""The committees that are measured: people who have joined, findings before them, ballots that run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.ballots import service as voting
from bot.ballots.actions import CastVote, ShowBallot
from bot.ballots.model import Choice
from bot.ballots.records import tables
from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.model import CONSTITUENCIES, Actor, Reach, Role
from bot.delivery import records as letters
from bot.findings import records as finding_records
from bot.findings import service as findings
from bot.findings.model import Kind, Text
from bot.ids import BallotId, CommitteeId, FindingId, PersonId, TelegramId
from bot.store import Tx
from handlers.menus import fingerprint

SEATS = 25
DEADLINE = timedelta(days=60)
_FIRST_TELEGRAM_ID = 100_001
_CARD = 10
_TEXTS = (
    Text(
        "en", "No legal definition of social enterprises", "Many organizations consider themselves such. " * 8
    ),
    Text(
        "ru", "Нет правового определения", "Многие организации считают себя таковыми. " * 8, unofficial=True
    ),
    Text("ky", "Укуктук аныктама жок", "Көп уюмдар өздөрүн ошондой деп эсептешет. " * 8, unofficial=True),
)


@dataclass(frozen=True)
class Voter:
    """Somebody with a seat, and the running ballot that waits for them."""

    telegram_id: TelegramId
    ballot: BallotId
    at: datetime

    def votes(self, choice: Choice) -> tuple[int, int, str]:
        """A tap: chat, message, data."""
        return self.telegram_id, _CARD, CastVote(self.ballot, choice).pack()

    def looks(self) -> tuple[int, int, str]:
        """A tap that changes nothing."""
        return self.telegram_id, _CARD, ShowBallot(self.ballot).pack()


@dataclass(frozen=True)
class Seated:
    """One committee's people."""

    organizer: Actor
    consultant: Actor
    members: tuple[Actor, ...]


def assemble(tx: Tx, committees: int, at: datetime, seats: int = SEATS) -> list[Voter]:
    """Committees with one running ballot each, and all who vote in them. No letter is left to send."""
    voters = []
    for number in range(committees):
        here = seat_committee(tx, number, seats, at)
        ballot = put_to_vote(tx, here, at)
        voters += [Voter(_telegram_id(member), ballot, at) for member in here.members]
    nothing_to_send(tx, at)
    return voters


def seat_committee(tx: Tx, number: int, seats: int, at: datetime) -> Seated:
    """A committee whose people have all joined, a third of them reading each language."""
    made = committee.create_committee(
        tx,
        code=f"C{number}",
        names={"en": f"Committee {number}", "ru": f"Комитет {number}", "ky": f"Комитет {number}"},
        country="KG",
        zone="Asia/Bishkek",
        languages=("ky", "ru", "en"),
        at=at,
    )
    first = people.membership(tx, made.membership)
    assert first is not None
    here = first.committee
    people.end_membership(tx, first.id, at)
    members = []
    for place in range(seats):
        constituency = CONSTITUENCIES[place % len(CONSTITUENCIES)]
        seat = people.add_seat(tx, here, constituency, f"Organization {place}", chair=place == 0)
        person = _person(tx, f"Member {place}", ("ky", "ru", "en")[place % 3], here, at)
        people.add_membership(tx, here, person, Role.MEMBER, seat, at)
        members.append(committee.actor(tx, person, here))
    return Seated(
        _without_seat(tx, here, Role.ORGANIZER, at),
        _without_seat(tx, here, Role.CONSULTANT, at),
        tuple(members),
    )


def put_to_vote(tx: Tx, here: Seated, at: datetime) -> BallotId:
    """A finding in three languages, and a ballot on it."""
    made = findings.create(
        tx,
        here.consultant,
        kind=Kind.GAP,
        texts=_TEXTS,
        authoritative="en",
        comments_until=at + timedelta(days=1),
        at=at,
    )
    version = finding_records.newest(tx, FindingId(made.facts["finding"]))
    opened = voting.open_ballot(tx, here.organizer, version.id, at + DEADLINE, at, early=True)
    return BallotId(opened.facts["ballot"])


def nothing_to_send(tx: Tx, at: datetime) -> None:
    """Takes back the letters that all this has written, and what would remind of it. Everybody has their commands."""
    people.menus_are(tx, fingerprint())
    tx.execute(letters.letters.delete())
    tx.execute(tables.ballots.update().values(remind_at=None))


def now() -> datetime:
    """The instant at which the committees are assembled."""
    return datetime.now(UTC)


def _without_seat(tx: Tx, here: CommitteeId, role: Role, at: datetime) -> Actor:
    person = _person(tx, role.value, "en", here, at)
    people.add_membership(tx, here, person, role, None, at)
    return committee.actor(tx, person, here)


def _person(tx: Tx, name: str, language: str, here: CommitteeId, at: datetime) -> PersonId:
    number = people.add_person(tx, name, language)
    people.change_person(
        tx,
        number,
        telegram_id=_FIRST_TELEGRAM_ID + number,
        reach=Reach.REACHABLE,
        joined_at=at,
        active=here,
    )
    return number


def _telegram_id(actor: Actor) -> TelegramId:
    assert actor.person.telegram_id is not None
    return actor.person.telegram_id


def wave(voters: Iterable[Voter], number: int) -> list[tuple[int, int, str]]:
    """Everybody votes; the next wave changes every vote."""
    choice = (Choice.APPROVE, Choice.ABSTAIN)[number % 2]
    return [voter.votes(choice) for voter in voters]
