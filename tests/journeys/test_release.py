"""What leaves the committee, from button to what everybody receives: named copies, and a finding made public."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from bot.audit.records import audit
from bot.ids import CopyId, FindingId, VersionId
from bot.playground.stage import Stage
from bot.release import records
from bot.release.actions import (
    AgreeRelease,
    FetchCopy,
    ListCopies,
    MakeCopy,
    PublicText,
    ShowRelease,
    WithdrawRelease,
)
from tests.journeys.scenes import CAST, CLOSES, MINUTE, VOTERS, Scene, assemble, share, voting
from tests.journeys.test_group import bound
from tests.rehearsed import rehearsed

RECIPIENT = "Ministry of <Labour> & Migration 🌱"
F1, V1 = FindingId(1), VersionId(1)


@rehearsed
async def declared(bot: Stage) -> Scene:
    """Everybody approved, and the chair has declared it: *validated*."""
    scene = await voting(bot)
    await scene.vote("Approve", *VOTERS)
    await bot.move(CLOSES + MINUTE)
    await scene["cholpon"].opens("b1")
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    await bot.move(CLOSES + 2 * MINUTE)
    return scene


# Named copies


@pytest.fixture
@rehearsed
async def drafted(bot: Stage) -> Scene:
    scene = await assemble(bot)
    await share(scene)
    return scene


async def copies(scene: Scene, language: str = "Кыргызча") -> None:
    anna = scene["anna"]
    await anna.opens("f1")
    for button in ("Named copies", "Make a named copy"):
        await anna.press(button)
    await anna.says(RECIPIENT)
    await anna.press(language)
    await anna.press("Make the copy")


def words_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


async def test_a_copy_names_its_recipient_on_paper_and_can_be_forwarded(drafted: Scene) -> None:
    await copies(drafted)
    drafted["anna"].sees(r"Copy No\. 1 is being sent\. Copy for: Ministry of <Labour> & Migration")
    ((name, data),) = drafted["anna"].received
    assert name == "F1-v1-KG-1.pdf"
    assert not drafted["anna"].cards[-1].protected
    paper = words_of(data)
    for said in ("Ministry of <Labour> & Migration", "№ 1", "Аныктама жок", "Көптөр өздөрүн"):
        assert said in paper, said
    for reader in ("nazira", "cholpon"):
        drafted.sees(reader, "A named copy was made.")
        assert "Labour" in drafted[reader].screen
    assert drafted.anybody_read("Labour", but=["anna", "nazira", "cholpon"]) in ([], ["popup"])


@pytest.mark.slow
async def test_it_is_listed_and_comes_again_as_it_was(drafted: Scene) -> None:
    await copies(drafted)
    await drafted["nazira"].opens("f1")
    await drafted.press("nazira", "Named copies")
    drafted["nazira"].sees("Копия для: Ministry of <Labour> & Migration")
    assert not any("№ 1 көчүрмө" in b or "Копия № 1" in b for b in drafted["nazira"].buttons)
    await drafted["anna"].opens("f1")
    await drafted["anna"].press("Named copies")
    await drafted["anna"].press("Copy No. 1")
    (_, first), (_, again) = drafted["anna"].received
    assert words_of(first) == words_of(again)


async def test_a_copy_is_in_the_audit_log_without_the_name(drafted: Scene) -> None:
    await copies(drafted)
    asked = select(audit.c.about).where(audit.c.what == "copy-made")
    assert await drafted.bot.app.store.read(lambda tx: tx.execute(asked).scalars().all()) == [
        {"copy": 1, "finding": 1, "version": 1}
    ]


@pytest.mark.slow
async def test_nobody_else_makes_or_fetches_one(drafted: Scene) -> None:
    await copies(drafted)
    before = await drafted.kept()
    for name in ("nazira", "cholpon", "damir", "olivia"):
        for action in (MakeCopy(V1), MakeCopy(VersionId(99)), FetchCopy(CopyId(1)), FetchCopy(CopyId(99))):
            await drafted.taps(name, action)
        await drafted[name].says("/cancel")
        assert drafted[name].received == []
    for name in ("damir", "olivia"):
        await drafted.taps(name, ListCopies(F1))
        assert "Labour" not in drafted[name].latest.text
    assert await drafted.kept() == before


async def test_what_the_consultant_still_keeps_is_not_copied(bot: Stage) -> None:
    scene = await assemble(bot)
    await share(scene, until=None)
    await scene.taps("anna", MakeCopy(V1))
    assert "Nothing was saved" in scene["anna"].latest.text


# Public


@pytest.mark.slow
async def test_one_proposes_the_other_confirms_and_everybody_is_told(bot: Stage) -> None:
    scene = await declared(bot)
    await scene["anna"].opens("f1")
    for button in ("Release to the public", "Release to the public", "Propose the release"):
        await scene["anna"].press(button)
    scene["anna"].sees("you proposed the release")
    assert scene.anybody_read("made public", "обнародован:", "ачылды:") == []
    await scene["cholpon"].says("/todo")
    await scene.press("cholpon", "{label}: confirm the release", label="F1")
    await scene.press("cholpon", "Confirm the release")
    await scene.press("cholpon", "Confirm the release")
    told = "This finding was made public: its text and the result may be forwarded."
    for name in ("anna", "nazira", "damir", "aigul", "olivia"):
        scene.sees(name, told)

    await scene["olivia"].press("Public text")
    await scene["olivia"].press("Кыргызча")
    *_, text, photo = scene["olivia"].cards
    assert not text.protected
    assert not photo.protected
    assert "photo" in photo.content
    assert not text.buttons
    for said in ("Аныктама жок", "Көптөр өздөрүн", "тастыкталды", "Кесиптик бирликтер"):
        assert said in text.text
    for hidden in ("Aigul", "Cholpon", "Federation", "Anna"):
        assert hidden not in text.text


@pytest.fixture
@rehearsed
async def public(bot: Stage) -> Scene:
    scene = await declared(bot)
    await scene.taps("cholpon", AgreeRelease(V1, sure=True))
    await scene.taps("anna", AgreeRelease(V1, sure=True))
    return scene


@pytest.mark.slow
async def test_one_takes_it_back_and_no_further_copies_are_given(public: Scene) -> None:
    await public["anna"].opens("p1")
    await public["anna"].press("Take it back")
    await public["anna"].press("Take it back")
    for name in ("cholpon", "damir", "olivia"):
        public.sees(name, "This finding is no longer public: the bot gives out no further copies.")
    before = len(public["olivia"].cards)
    await public.taps("olivia", PublicText(F1, "en"))
    assert not any("photo" in card.content for card in public["olivia"].cards[before:])
    assert "F1 is not public." in public["olivia"].latest.text


@pytest.mark.slow
async def test_one_side_alone_makes_nothing_public(bot: Stage) -> None:
    scene = await declared(bot)
    await scene.taps("anna", AgreeRelease(V1, sure=True))
    await scene.taps("anna", AgreeRelease(V1, sure=True))
    assert "your side has proposed the release already" in scene["anna"].latest.text
    for name in ("nazira", "damir", "aigul", "olivia"):
        for action in (
            AgreeRelease(V1, sure=True),
            AgreeRelease(V1),
            WithdrawRelease(F1, sure=True),
            PublicText(F1, "en"),
            ShowRelease(F1),
        ):
            await scene.taps(name, action)
    (found,) = await bot.app.store.read(lambda tx: records.of_finding(tx, F1))
    assert found.waits


@pytest.mark.slow
async def test_without_a_chair_the_organizer_alone_decides_and_reads_so(bot: Stage) -> None:
    scene = await declared(bot)
    await scene["cholpon"].says("/leave")
    await scene.press("cholpon", "Leave the committee")
    await scene["anna"].opens("p1")
    scene["anna"].sees("There is no chair, so an organizer alone decides on the release")
    await scene["anna"].press("Release to the public")
    await scene["anna"].press("Confirm the release")
    scene["anna"].sees("There is no chair, so your word was enough")
    assert CAST["cholpon"].name not in scene["anna"].latest.text
    scene.sees("olivia", "This finding was made public: its text and the result may be forwarded.")


async def test_what_was_not_validated_is_not_released(drafted: Scene) -> None:
    await drafted.taps("anna", AgreeRelease(V1, sure=True))
    drafted["anna"].sees("only a text that was validated can be made public")
    assert await drafted.bot.app.store.read(lambda tx: records.of_finding(tx, F1)) == []


@pytest.mark.slow
async def test_the_group_hears_that_it_is_public_and_not_what_it_says(bot: Stage) -> None:
    scene = await declared(bot)
    group, _ = await bound(scene)
    for name in ("anna", "cholpon"):
        await scene.taps(name, AgreeRelease(V1, sure=True))
    await bot.move(CLOSES + 4 * MINUTE)
    posts = " ".join(message.text for message in group.messages.values())
    assert "Бул тыянак жалпыга ачылды" in posts
    assert "Аныктама жок" not in posts
    await scene.taps("anna", WithdrawRelease(F1, sure=True))
    await bot.move(CLOSES + 6 * MINUTE)
    assert any("ачык эмес" in message.text for message in group.messages.values())
