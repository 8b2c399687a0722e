"""The kick-off's committee with F4 before it, and short ways to vote, wait and look."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.app import REMINDERS
from bot.ballots import closing, records, service
from bot.ballots.model import Ballot, Choice, Elector
from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.model import Actor, Role
from bot.committee.records import tables
from bot.delivery import records as delivery
from bot.delivery.model import Letter
from bot.findings import records as finding_records
from bot.findings import service as findings
from bot.findings.model import Kind, Text, Version
from bot.ids import BallotId, FindingId, SeatId, TelegramId, UpdateId, VersionId
from bot.intake import Stored
from bot.intake import records as intake
from bot.store import Tx

SHARED = datetime(2022, 12, 8, 10, 30, tzinfo=UTC)
COMMENTS_UNTIL = datetime(2022, 12, 13, 12, tzinfo=UTC)
OPENED = datetime(2022, 12, 14, 4, tzinfo=UTC)
"""Wednesday, 10:00 in Bishkek."""
VOTED = datetime(2022, 12, 15, 5, tzinfo=UTC)
DEADLINE = datetime(2022, 12, 19, 12, tzinfo=UTC)
"""Monday, 18:00 in Bishkek."""
AFTER = datetime(2022, 12, 20, 4, tzinfo=UTC)

EN = Text(
    "en",
    "No legal definition of social enterprises",
    "Many <b>organizations</b> & firms 🌱 consider themselves such.",
)
RU = Text("ru", "Нет правового определения", "Многие организации считают себя таковыми.", unofficial=True)
KY = Text("ky", "Укуктук аныктама жок", "Көп уюмдар өздөрүн ошондой деп эсептешет.", unofficial=True)

CAST = {
    "organizer": (Role.ORGANIZER, None, "en"),
    "chair": (Role.MEMBER, "government", "ru"),
    "g2": (Role.MEMBER, "government", "ky"),
    "g3": (Role.MEMBER, "government", "ru"),
    "w1": (Role.MEMBER, "workers", "ru"),
    "w2": (Role.MEMBER, "workers", "ky"),
    "s1": (Role.MEMBER, "sse", "ky"),
    "s2": (Role.MEMBER, "sse", "ky"),
    "s3": (Role.MEMBER, "sse", "ky"),
    "s4": (Role.MEMBER, "sse", "ru"),
    "consultant": (Role.CONSULTANT, None, "ru"),
    "observer": (Role.OBSERVER, None, "en"),
}


@dataclass
class Hall:
    """A committee, its people by name, and what they do."""

    tx: Tx
    people: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def share(self, *texts: Text, until: datetime | None = COMMENTS_UNTIL, at: datetime = SHARED) -> Version:
        """A finding before the committee; a draft where there is no comment window."""
        outcome = findings.create(
            self.tx,
            self.consultant,
            kind=Kind.GAP,
            texts=texts or (EN, RU, KY),
            authoritative=(texts or (EN,))[0].language,
            comments_until=until,
            at=at,
        )
        return finding_records.newest(self.tx, FindingId(outcome.facts["finding"]))

    def revise(self, version: Version, at: datetime, title: str = "A new wording") -> VersionId:
        """The next version, written and shared by the consultant."""
        texts = [Text(t.language, f"{title} ({t.language})", t.body, t.unofficial) for t in version.texts]
        findings.new_version(
            self.tx,
            self.consultant,
            version.finding,
            texts=texts,
            authoritative=version.authoritative,
            change_note="Takes in what was said",
            comments_until=at + timedelta(days=14),
            at=at,
        )
        return finding_records.newest(self.tx, version.finding).id

    def version(self, number: VersionId) -> Version:
        """A version as it stands."""
        return findings.version(self.tx, number)

    def open(
        self,
        version: Version | None = None,
        at: datetime = OPENED,
        deadline: datetime = DEADLINE,
        **confirmed: bool,
    ) -> BallotId:
        """A ballot, opened by the organizer."""
        of = version or self.share()
        outcome = service.open_ballot(self.tx, self.organizer, of.id, deadline, at, **confirmed)
        return BallotId(outcome.facts["ballot"])

    def ballot(self, number: BallotId) -> Ballot:
        """A ballot as it stands."""
        found = records.ballot(self.tx, number)
        assert found is not None
        return found

    def vote(self, number: BallotId, at: datetime = VOTED, **choices: str) -> None:
        """Votes by name; those that need a text get one."""
        for name, value in choices.items():
            choice = Choice(value)
            who = self.people[name]
            service.vote(self.tx, who, number, choice, at)
            if choice.needs_text:
                service.give_text(self.tx, who, number, choice, f"The text of {name}", at)

    def kick_off(self, number: BallotId) -> None:
        """The votes of the kick-off: government 2 for and 1 with changes, workers 2 for, SSE 3 for and 1 not voted."""
        self.vote(
            number,
            chair="approve",
            g2="changes",
            g3="approve",
            w1="approve",
            w2="approve",
            s1="approve",
            s2="approve",
            s3="approve",
        )

    def row(self, number: BallotId, name: str) -> Elector:
        """The row of somebody's seat."""
        seat = self.people[name].seat
        assert seat is not None
        found = records.elector(self.tx, number, seat.id)
        assert found is not None
        return found

    def history(self, number: BallotId, name: str) -> list[Elector]:
        """Earlier votes of somebody's seat."""
        seat = self.people[name].seat
        assert seat is not None
        return records.history(self.tx, number, seat.id)

    def poll(self, at: datetime) -> None:
        """The bot received whatever there was, at that instant."""
        intake.poll_completed(self.tx, at)

    def receive(self, number: int, at: datetime) -> None:
        """An update that nobody has handled yet."""
        intake.store(self.tx, [Stored(UpdateId(number), TelegramId(number), {"update_id": number}, at)])

    def away(self, since: datetime, until: datetime, drained: datetime | None) -> None:
        """The bot was not receiving in between."""
        intake.outage_began(self.tx, since, until)
        if drained is not None:
            intake.drained(self.tx, drained)
        self.poll(drained or until)

    def look(self, now: datetime) -> datetime | None:
        """What is due at an instant is done, until nothing is; returns when to look next."""
        while True:
            closings = closing.due(self.tx, now)
            due = closings if closings.items else REMINDERS.due(self.tx, now)
            if not due.items:
                return min((at for at in (closings.next_at, due.next_at) if at is not None), default=None)
            for item in due.items:
                item(self.tx)

    def end(self, number: BallotId, at: datetime = DEADLINE) -> Ballot:
        """The deadline comes with the bot receiving."""
        self.poll(at)
        self.look(at)
        return self.ballot(number)

    def letters(self, kind: str) -> list[Letter]:
        """The letters written of a kind."""
        rows = self.tx.execute(
            select(delivery.letters.c.id)
            .where(delivery.letters.c.kind == kind)
            .order_by(delivery.letters.c.id)
        )
        return [letter for n in rows.scalars() if (letter := delivery.letter(self.tx, n)) is not None]

    def reminded_of(self, letter: Letter) -> list[BallotId]:
        """The ballots that a reminder is about."""
        return list(dict.fromkeys(BallotId(thing) for _, thing, _, _ in letter.facts["about"]))

    def told(self, kind: str) -> set[str]:
        """Who was written to."""
        persons = {letter.person for letter in self.letters(kind)}
        return {name for name, actor in self.people.items() if actor.person.id in persons}

    def forget_letters(self) -> None:
        """So that a test sees only what comes next."""
        self.tx.execute(delivery.letters.delete())

    def again(self, name: str) -> Actor:
        """Somebody as they act now, after a change of roster or settings."""
        before = self.people[name]
        self.people[name] = committee.actor(self.tx, before.person.id, before.committee.id)
        return self.people[name]

    def sit(
        self, name: str, role: Role, seat: SeatId | None, language: str = "ru", *, joined: bool = True
    ) -> Actor:
        """One more person on the roster."""
        home = self.organizer.committee.id
        person = people.add_person(self.tx, name.title(), language)
        if joined:
            people.change_person(self.tx, person, joined_at=SHARED)
        member = people.add_membership(self.tx, home, person, role, seat, SHARED)
        actor = committee.actor_of_membership(self.tx, member)
        assert actor is not None
        self.people[name] = actor
        return actor

    def settings(self, **values: Any) -> None:
        """The committee decides otherwise than by default."""
        home = self.organizer.committee.id
        self.tx.execute(
            tables.committees.update().where(tables.committees.c.id == home).values(settings=values)
        )
        for name in list(self.people):
            self.again(name)


def convene(tx: Tx, code: str = "KG") -> Hall:
    """The committee with everybody joined: government 3, workers 2, employers none, SSE 4."""
    home = committee.create_committee(
        tx,
        code=code,
        names=dict.fromkeys(("ky", "ru", "en"), f"Committee {code}"),
        country="KG",
        zone="Asia/Bishkek",
        languages=("ky", "ru", "en"),
        at=SHARED,
    )
    first = people.membership(tx, home.membership)
    assert first is not None
    hall = Hall(tx)
    for name, (role, constituency, language) in CAST.items():
        seat = None
        if constituency is not None:
            seat = people.add_seat(tx, first.committee, constituency, f"Org of {name}", chair=name == "chair")
        person = people.add_person(tx, name.title(), language)
        people.change_person(tx, person, joined_at=SHARED)
        people.add_membership(tx, first.committee, person, role, seat, SHARED)
        hall.people[name] = committee.actor(tx, person, first.committee)
    people.end_membership(tx, first.id, SHARED)
    return hall
