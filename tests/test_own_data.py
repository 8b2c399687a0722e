"""/mydata leaves nothing out: every column that leads to a person is told, whoever adds the table."""

import re
from html.parser import HTMLParser

import pytest
from sqlalchemy import BigInteger, Column, select

from bot.app import rooms
from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.committee.data_actions import MyData
from bot.committee.model import Person
from bot.committee.records import tables as roster_tables
from bot.committee.service import UTC_ZONE
from bot.i18n import LANGUAGES, translator
from bot.ids import BallotId, PersonId
from bot.playground.stage import Stage
from bot.seal import Seal
from bot.store import Tx
from bot.store.tables import metadata
from tests.journeys.scenes import CLOSES, MINUTE, Scene, voting

WHO_SEES = (
    "Who sees it: the committee sees your name and your open votes after closing; organizers see whether "
    "the bot can reach you."
)
"""The first line of the folded part."""


TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "li", "b", "code"}


def leads_to_a_person(column: Column[object]) -> bool:
    """A key of somebody, by what it refers to or by its name."""
    if column.foreign_keys:
        return bool({key.column.table.name for key in column.foreign_keys} & {"people", "memberships"})
    numbered = isinstance(column.type, BigInteger)
    return numbered and (
        column.name in ("person", "sender", "author", "asker") or column.name.endswith(("_by", "_person"))
    )


async def told(bot: Stage) -> set[str]:
    """The columns of which the rooms' sections say that they tell them, also where there is nothing to tell."""
    person = Person(PersonId(0), "", "en")
    t = translator("en", UTC_ZONE, UTC_ZONE)

    def look(tx: Tx) -> set[str]:
        hooks = [room.mydata for room in rooms(Seal(b"tests")) if room.mydata is not None]
        return {column for hook in hooks for part in hook(tx, t, person) for column in part.of}

    return await bot.app.store.read(look)


async def test_every_column_that_leads_to_a_person_is_told(bot: Stage) -> None:
    kept = {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns if leads_to_a_person(c)}
    assert len(kept) > 20
    covered = await told(bot)
    assert kept - covered == set()
    assert covered - kept == set(), "sections name columns that are no more"


class _Text(HTMLParser):
    """Reads the page as a browser would: what is text, which tags there are."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(scene: Scene, name: str) -> tuple[_Text, str]:
    """The file that somebody was sent last."""
    document = next(m.content["document"] for m in reversed(scene[name].cards) if "document" in m.content)
    page = _Text()
    page.feed(scene.bot.telegram.files.by_id(document["file_id"]).data.decode())
    return page, document["file_name"]


@pytest.mark.slow
async def test_the_file_tells_in_the_readers_language_what_they_wrote_and_voted(bot: Stage) -> None:
    scene = await voting(bot)
    comment = "A comment with <b>tags</b> & 🌱"
    await scene["temir"].says("/start f1")
    await scene.press("temir", "Comment")
    await scene.writes("temir", comment)
    await scene.taps("temir", CastVote(BallotId(1), Choice.APPROVE))
    await scene.taps("temir", CastVote(BallotId(1), Choice.ABSTAIN))
    await scene.taps("damir", CastVote(BallotId(1), Choice.APPROVE))
    for language in LANGUAGES:
        await scene.speaks("temir", language)
        await scene["temir"].says("/mydata")
        page, name = page_of(scene, "temir")
        assert re.fullmatch(r"my-data-\d{4}-\d\d-\d\d\.html", name)
        for text in (comment, "Temir Member", str(scene["temir"].user.id), "Union", "KG"):
            assert text in page.text, text
        for msgid in ("My data", "My votes", "Approve", "Abstain", "Comments that I wrote", "Notices to me"):
            assert scene.words("temir", msgid) in page.text, (language, msgid)
        assert page.tags <= TAGS
        assert "Damir" not in page.text


async def test_what_is_half_written_is_told_in_its_authors_words(bot: Stage) -> None:
    scene = await voting(bot)
    await scene["damir"].says("/ask Who pays <for> it?")
    await scene["damir"].says("/mydata")
    page, _ = page_of(scene, "damir")
    assert "a question\nWho pays <for> it?" in page.text
    await scene["nazira"].says("/newfinding")
    await scene.press("nazira", "finding")
    await scene["nazira"].press("English")
    await scene["nazira"].says("A title\nA body")
    await scene.press("nazira", "Done")
    await scene["nazira"].says("/mydata")
    page, _ = page_of(scene, "nazira")
    assert "A title\nA body" in page.text
    assert "'title'" not in page.text


@pytest.mark.slow
async def test_nothing_of_the_file_stays_here(bot: Stage) -> None:
    scene = await voting(bot)
    await scene["temir"].says("/mydata")
    page_of(scene, "temir")
    assert list((bot.data / "files").rglob("*")) == []
    kept = await bot.app.store.read(lambda tx: tx.execute(select(metadata.tables["telegram_files"])).all())
    assert kept == []


@pytest.mark.slow
async def test_the_button_does_the_same_and_a_stranger_gets_nothing(bot: Stage) -> None:
    scene = await voting(bot)
    await scene["damir"].says("/privacy")
    await scene.press("damir", "Send my data")
    page, _ = page_of(scene, "damir")
    assert "Damir Member" in page.text
    stranger = bot.someone("Somebody")
    await stranger.says("/mydata")
    await stranger.forges(MyData().pack())
    assert not any("document" in card.content for card in stranger.cards)


@pytest.mark.slow
async def test_organizers_read_what_they_did_in_office(bot: Stage) -> None:
    scene = await voting(bot)
    await scene.vote("Approve", "cholpon", "damir", "aigul")
    await bot.move(CLOSES + MINUTE)
    await scene["anna"].says("/mydata")
    page, _ = page_of(scene, "anna")
    assert "a ballot opened" in page.text


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
async def test_privacy_is_short_in_front_and_names_the_controller(bot: Stage, language: str) -> None:
    scene = await voting(bot)
    await scene.speaks("damir", language)
    await scene["damir"].says("/privacy")
    front, folded, _ = scene["damir"].screen.partition(scene.words("damir", WHO_SEES))
    assert folded
    assert len(front) <= 600
    scene.sees("damir", "the secretariat of the committee")

    def name(tx: Tx) -> None:
        tx.execute(roster_tables.committees.update().values(settings={"controller": "Ministry <of> Labour"}))

    await bot.app.store.write(name)
    await scene["damir"].says("/privacy")
    assert "Ministry <of> Labour" in scene["damir"].screen
