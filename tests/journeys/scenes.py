"""A committee brought quickly, through the services, to where a journey begins; from there on people act in chats."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import select

from bot.actions import Action
from bot.ballots import records as ballots
from bot.ballots import service as balloting
from bot.ballots.model import Ballot, Elector
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Reach, Role
from bot.committee.roster import RosterLine
from bot.findings import records as findings
from bot.findings import service as finding
from bot.findings.model import Kind, Text
from bot.ids import BallotId, CommitteeId, FindingId, MembershipId, TelegramId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.store import Tx
from bot.store.tables import metadata
from tests.conftest import BISHKEK
from tests.journeys.house import NAMES, OWN_NAMES, words
from tests.rehearsed import rehearsed

OPENS = datetime(2022, 12, 14, 10, tzinfo=BISHKEK)
CLOSES = datetime(2022, 12, 19, 18, tzinfo=BISHKEK)
COMMENTS_UNTIL = datetime(2022, 12, 13, 18, tzinfo=BISHKEK)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PASSING = ("updates", "polls", "update_source", "outages", "forms", "letters", "cards", "telegram_files")
"""Tables of what is under way. The others hold what the committee keeps."""


class Part(NamedTuple):
    """One person: their name, seat or role, and language."""

    name: str
    language: str
    role: Role
    constituency: str | None = None
    organization: str = ""


CAST: Mapping[str, Part] = {
    "anna": Part("Anna Organizer", "en", Role.ORGANIZER),
    "nazira": Part("Nazira Consultant", "ru", Role.CONSULTANT),
    "olivia": Part("Olivia Observer", "en", Role.OBSERVER),
    "cholpon": Part("Cholpon Chair", "ru", Role.CHAIR, "government", "Ministry"),
    "damir": Part("Damir Member", "en", Role.MEMBER, "government", "Agency"),
    "aigul": Part("Aigul Member", "ky", Role.MEMBER, "workers", "Federation"),
    "temir": Part("Temir Member", "ru", Role.MEMBER, "workers", "Union"),
    "bermet": Part("Bermet Member", "ky", Role.MEMBER, "sse", "Cooperative"),
}
VOTERS = ("cholpon", "damir", "aigul", "temir", "bermet")
TEXTS = (
    Text("en", "No <b>legal</b> definition", "Many consider & call themselves such. 🌱"),
    Text("ru", "Нет определения", "Многие считают себя таковыми."),
    Text("ky", "Аныктама жок", "Көптөр өздөрүн ушундай деп эсептейт."),
)


class Scene:
    """People by name, each acting in their own language, and a look at what is kept."""

    def __init__(self, bot: Stage, cast: Mapping[str, Part], where: CommitteeId) -> None:
        self.bot, self.cast, self.where = bot, dict(cast), where
        self.people: dict[str, Someone] = {}

    def __getitem__(self, name: str) -> Someone:
        return self.people[name]

    def words(self, name: str, msgid: str, **facts: object) -> str:
        """What the interface calls something, in a person's language."""
        return words(self.cast[name].language, msgid, **facts)

    async def press(self, name: str, msgid: str, **facts: object) -> None:
        """Taps the button that says this in the person's language."""
        await self[name].press(self.words(name, msgid, **facts))

    def sees(self, name: str, msgid: str, **facts: object) -> None:
        """The person's newest card says this in their language."""
        sentence, seen = self.words(name, msgid, **facts), " ".join(self[name].screen.split())
        assert sentence in seen, f"{name} does not see {sentence!r}, but {seen!r}"

    async def speaks(self, name: str, language: str) -> None:
        """The person chooses another language."""
        await self[name].says("/language")
        await self[name].press(OWN_NAMES[language])
        self.cast[name] = self.cast[name]._replace(language=language)

    async def taps(self, name: str, action: Action) -> None:
        """A tap on a card that this phone still shows as it was, or on one that never was."""
        await self[name].forges(action.pack())

    def queues(self, name: str, action: Action) -> None:
        """As `taps`, without waiting for the bot."""
        person = self[name]
        newest = max(person.chat.messages, default=1)
        self.bot.telegram.press(person.user, newest, action.pack(), person.chat, forge=True)

    async def writes(self, name: str, text: str) -> None:
        """Sends the text that a vote or comment asks for, and says that this is all of it."""
        await self[name].says(text)
        await self.press(name, "Done")

    async def vote(self, choice: str, *names: str, text: str = "A text") -> None:
        """Each of `names` presses the choice; where it asks for a text, writes it."""
        for name in names:
            await self.press(name, choice)
            if choice in ("Approve with changes", "Needs revision"):
                await self.writes(name, text)

    def anybody_read(self, *hidden: str, but: Sequence[str] = ()) -> list[str]:
        """Who was shown one of `hidden` in a message or on a button, of all that was sent; `popup` for any popup."""
        calls = self.bot.telegram.calls
        assert len(calls) < (calls.maxlen or 0), "some calls are forgotten"
        readers = {person.chat.id: name for name, person in self.people.items() if name not in but}
        found = set()
        for call in calls:
            said = f"{call.fields.get('text', '')} {call.fields.get('reply_markup', '')}"
            if any(word in said for word in hidden):
                popup = call.method == "answerCallbackQuery"
                found.add("popup" if popup else readers.get(call.fields.get("chat_id", 0), ""))
        return sorted(found - {""})

    async def ballot(self, number: int = 1) -> Ballot:
        """A ballot as it is kept."""
        kept = await self.bot.app.store.read(lambda tx: ballots.ballot(tx, BallotId(number)))
        assert kept is not None
        return kept

    async def rows(self, number: int = 1) -> dict[str, Elector]:
        """The electorate's rows, by organization."""
        kept = await self.bot.app.store.read(lambda tx: ballots.electors(tx, BallotId(number)))
        return {elector.organization: elector for elector in kept}

    async def votes(self, number: int = 1) -> dict[str, str]:
        """What each seat has chosen that has chosen."""
        rows = await self.rows(number)
        return {of: row.choice.value for of, row in rows.items() if row.choice is not None}

    async def standing(self, number: int = 1, version: int = 1) -> str:
        """Where a version of finding `number` stands."""
        kept = await self.bot.app.store.read(lambda tx: findings.versions_of(tx, FindingId(number)))
        return kept[version - 1].standing.value

    async def kept(self) -> dict[str, list[object]]:
        """Everything that the committee keeps, to see whether something was left half-written."""

        def look(tx: Tx) -> dict[str, list[object]]:
            tables = [table for table in metadata.sorted_tables if table.name not in PASSING]
            return {table.name: [tuple(row) for row in tx.execute(select(table))] for table in tables}

        return await self.bot.app.store.read(look)


class Place(NamedTuple):
    """What a committee is called, where it is, and the languages of its texts."""

    code: str = "KG"
    names: Mapping[str, str] = NAMES
    country: str = "KG"
    zone: str = "Asia/Bishkek"
    languages: Sequence[str] = ("ky", "ru", "en")


KYRGYZSTAN = Place()


@rehearsed
async def assemble(
    bot: Stage,
    cast: Mapping[str, Part] = CAST,
    place: Place = KYRGYZSTAN,
    *,
    absent: Sequence[str] = (),
    known: Mapping[str, Someone] = MappingProxyType({}),
) -> Scene:
    """A committee whose people have joined, but for the `absent` ones, who have not opened their link.

    `known`: those of the cast who have a telephone already, because they serve elsewhere.
    """

    def body(tx: Tx) -> CommitteeId:
        at = bot.clock.now()
        first = committee.create_committee(tx, **place._asdict(), at=at)
        beginner = committee.actor_of_membership(tx, first.membership)
        assert beginner is not None
        lines = [
            RosterLine(i, p.organization, p.constituency, p.role, p.name, p.language)
            for i, p in enumerate(cast.values())
        ]
        made = committee.import_roster(tx, beginner, lines, at).facts["invited"]
        for name, number in zip(cast, made, strict=True):
            if name not in absent:
                _join(tx, number, people[name], at)
        roster.end_membership(tx, beginner.membership, at)
        return beginner.committee.id

    people = {name: known.get(name) or _telephone(bot, part, name in absent) for name, part in cast.items()}
    scene = Scene(bot, cast, await bot.app.store.write(body))
    scene.people = people
    await bot.settle()
    return scene


async def share(scene: Scene, texts: Sequence[Text] = TEXTS, until: datetime | None = COMMENTS_UNTIL) -> None:
    """The consultant's finding is before the committee; without `until` it is kept as a draft."""

    def body(tx: Tx) -> None:
        who = _acting(tx, scene, Role.CONSULTANT)
        finding.create(
            tx,
            who,
            kind=Kind.GAP,
            texts=texts,
            authoritative=texts[0].language,
            comments_until=until,
            at=scene.bot.clock.now(),
        )

    await scene.bot.app.store.write(body)
    await scene.bot.settle()


async def open_ballot(scene: Scene, number: int = 1, until: datetime = CLOSES) -> None:
    """The organizer has opened a ballot on what finding `number` says now."""

    def body(tx: Tx) -> None:
        who = _acting(tx, scene, Role.ORGANIZER)
        version = finding.version_for_ballot(tx, FindingId(number))
        at = scene.bot.clock.now()
        balloting.open_ballot(tx, who, version.id, until, at, early=True, exception=True)

    await scene.bot.app.store.write(body)
    await scene.bot.settle()


@rehearsed
async def voting(bot: Stage, cast: Mapping[str, Part] = CAST) -> Scene:
    """A shared finding and an open ballot on it, from Wednesday 10:00 to Monday 18:00."""
    scene = await assemble(bot, cast)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    await open_ballot(scene)
    return scene


def _telephone(bot: Stage, part: Part, absent: bool) -> Someone:
    first, _, last = part.name.partition(" ")
    person = bot.someone(first, last, language=part.language)
    person.user.started = not absent
    return person


def _join(tx: Tx, number: MembershipId, person: Someone, at: datetime) -> None:
    membership = roster.membership(tx, number)
    assert membership is not None
    serves = roster.person_by_telegram(tx, TelegramId(person.user.id))
    if serves is not None:
        roster.give_membership(tx, number, serves.id)
        roster.remove_person(tx, membership.person)
        return
    roster.change_person(
        tx, membership.person, telegram_id=person.user.id, joined_at=at, reach=Reach.REACHABLE
    )


def _acting(tx: Tx, scene: Scene, role: Role) -> Actor:
    return next(a for a in committee.actors_in(tx, scene.where) if a.role is role)
