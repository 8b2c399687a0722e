"""Files on findings, from a phone into a version and out to nine others, byte for byte; and what goes wrong."""

import hashlib
import random
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from bot.actions import Action
from bot.clock import FrozenClock
from bot.findings import records, service
from bot.findings.actions import EVERY_FILE, EditFiles, ListFiles, SendFile, ShowVersion
from bot.findings.model import Standing, Version, version_hash
from bot.forms import digests
from bot.ids import CommitteeId, FindingId, VersionId
from bot.playground.doors import InProcess, bot_api
from bot.playground.people import Someone
from bot.playground.stage import TOKEN, Stage
from bot.playground.telegram import Telegram
from bot.store import Tx
from handlers.bot_api.downloads import Downloads
from handlers.bot_api.transport import AiohttpRequest, Request
from tests.journeys.scenes import CAST, Part, Place, Scene, assemble
from tests.journeys.test_forms import PNG

PDF = random.Random(19).randbytes(19 * 1024 * 1024)
LIMIT = 20 * 1024 * 1024
ENGLISH: Mapping[str, Part] = {name: part._replace(language="en") for name, part in CAST.items()}
READERS = ("anna", "nazira", "cholpon", "damir", "aigul", "temir", "bermet", "meerim", "urmat")
OF_NINE: Mapping[str, Part] = {
    **ENGLISH,
    "meerim": Part("Meerim Member", "en", CAST["damir"].role, "employers", "Association"),
    "urmat": Part("Urmat Member", "en", CAST["damir"].role, "employers", "Chamber"),
}
V1 = VersionId(1)
NEW_TOKEN = "7000000002:another-bots-token-nobody-knows"
Door = Callable[[], Request]
Doors = Callable[[Telegram], AbstractAsyncContextManager[tuple[str, Door]]]
"""How a bot reaches a Telegram: the address, and what makes its requests."""


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await assemble(bot, ENGLISH)


async def begins(author: Someone) -> None:
    """The sharing form up to the question for files."""
    await author.says("/newfinding")
    for button in ("Knowledge gap", "English"):
        await author.press(button)
    await author.says("Title\nBody")
    await author.press("Done")


async def finishes(author: Someone, *, share: bool = True) -> None:
    """The sharing form from the files on."""
    for button in ("Done", "Skip", "Skip", "Next"):
        await author.press(button)
    for button in ("10 ", "Share for comments") if share else ("Keep as a draft",):
        await author.press(button)


async def shares(scene: Scene, *files: tuple[str, bytes], share: bool = True) -> None:
    """A finding with these files."""
    author = scene["nazira"]
    await begins(author)
    for name, data in files:
        await author.sends_file(name, data)
    await finishes(author, share=share)


async def version(bot: Stage, number: int = 1) -> Version:
    found = await bot.app.store.read(lambda tx: records.version(tx, VersionId(number)))
    assert found is not None
    return found


async def moved(bot: Stage, standing: Standing) -> None:
    await bot.app.store.write(lambda tx: service.move(tx, V1, standing))


def uploads(bot: Stage) -> int:
    """How often bytes, not an id, were sent."""
    sent = [call for call in bot.telegram.calls if call.method == "sendDocument" and call.status == 200]
    return sum(str(call.fields["document"]).startswith("attach://") for call in sent)


# What it must show


async def fetched_by_nine(scene: Scene, bot: Stage) -> None:
    for name in READERS:
        scene.queues(name, SendFile(scene.where, V1, 0))
    await bot.settle()
    for name in READERS:
        assert scene[name].received[-1] == ("Долбоор.pdf", PDF), name
        assert scene[name].cards[-1].protected
    assert uploads(bot) == 1, "one upload, then Telegram's id of it"


async def shown(scene: Scene, bot: Stage, doors: Doors) -> None:
    """One shares, nine fetch; the bot moves to a new token, nine fetch."""
    await shares(scene, ("Долбоор.pdf", PDF))
    kept = await version(bot)
    digest = hashlib.sha256(PDF).hexdigest()
    assert [(file.name, file.digest, file.size) for file in kept.files] == [("Долбоор.pdf", digest, len(PDF))]
    assert kept.hash == version_hash(kept.texts, [digest]) != version_hash(kept.texts)
    await fetched_by_nine(scene, bot)
    await bot.stop()
    telegram = Telegram(bot.clock, NEW_TOKEN, "nac_second_bot")
    async with doors(telegram) as (address, door):
        there = Stage(telegram, bot.clock, bot.data, address, door, NEW_TOKEN)
        await there.start()
        start_there(scene, there)
        await fetched_by_nine(scene, there)
        await there.stop()


def start_there(scene: Scene, there: Stage, started: Collection[str] | None = None) -> None:
    """The same people start the other bot, or only some; nothing else is known on its Telegram."""
    for name, part in scene.cast.items():
        first, _, last = part.name.partition(" ")
        person = there.someone(first, last, language=part.language)
        person.user.started = started is None or name in started
        assert person.user.id == scene[name].user.id
        scene.people[name] = person
    scene.bot = there


@asynccontextmanager
async def in_process(telegram: Telegram) -> AsyncIterator[tuple[str, Door]]:
    yield "https://telegram.playground", lambda: InProcess(telegram)


@asynccontextmanager
async def over_http(telegram: Telegram) -> AsyncIterator[tuple[str, Door]]:
    async with TestServer(bot_api(telegram), host="127.0.0.1") as server:
        yield str(server.make_url("")).rstrip("/"), AiohttpRequest


@pytest.mark.slow
@pytest.mark.parametrize("doors", [in_process, pytest.param(over_http, marks=pytest.mark.slow)])
async def test_19_megabytes_reach_nine_people_and_the_same_after_the_bot_moved_to_a_new_token(
    data: Path, clock: FrozenClock, doors: Doors
) -> None:
    telegram = Telegram(clock, TOKEN)
    async with doors(telegram) as (address, door):
        bot = Stage(telegram, clock, data, address, door)
        await bot.start()
        await shown(await assemble(bot, OF_NINE), bot, doors)


# Sent with no form open


@pytest.mark.slow
async def test_an_album_of_ten_is_one_question_and_goes_into_the_form_that_is_chosen(
    bot: Stage, scene: Scene
) -> None:
    nazira = scene["nazira"]
    before = len(nazira.cards)
    await nazira.sends_album(*((f"{n}.pdf", b"%d" % n) for n in range(10)))
    assert len(nazira.cards) == before + 1
    nazira.sees("What is this file for.*10. 9.pdf")
    await nazira.press("A new finding with it")
    await bot.restart()
    await nazira.press("Knowledge gap")
    await nazira.press("English")
    await nazira.says("Title")
    await nazira.press("Done")
    nazira.sees("Send the files.*10. 9.pdf")
    await nazira.sends_file("11.pdf", b"11")
    nazira.sees("10. 9.pdf.*Not added:.*11.pdf — there are 10 files already, more cannot be added")
    await nazira.press("Remove: 10")
    await finishes(nazira)
    assert [file.name for file in (await version(bot)).files] == [f"{n}.pdf" for n in range(9)]
    await nazira.press("Files (9)")
    nazira.sees("Files: 9 · 1 kB|Files: 9 · 1 kB")
    await nazira.press("All files (9)")
    nazira.sees("The files are being sent: 9")
    assert [data for _, data in nazira.received] == [b"%d" % n for n in range(9)]


@pytest.mark.slow
async def test_of_more_files_than_a_form_takes_each_is_named_with_what_became_of_it(
    bot: Stage, scene: Scene
) -> None:
    """Two albums in a row: what was not taken is told together, not one refusal over the other."""
    nazira = scene["nazira"]
    await begins(nazira)
    before = len(nazira.cards)
    await nazira.sends_album(
        ("a.pdf", b"a"),
        ("big.pdf", bytes(LIMIT + 1)),
        ("empty.pdf", b""),
        ("same.pdf", b"a"),
        ("b.pdf", b"b"),
    )
    assert len(nazira.cards) == before + 1, "one card for them all"
    nazira.sees(
        "1. a.pdf.*2. b.pdf.*Not added:.*big.pdf — it is too big; limit: 20 MB"
        ".*empty.pdf — it is empty.*same.pdf — it is there already"
    )
    await nazira.sends_album(*((f"{n}.pdf", b"%d" % n) for n in range(10)))
    await bot.restart()
    await nazira.sends_file("more.pdf", b"more")
    for name in ("8.pdf", "9.pdf", "more.pdf"):
        nazira.sees(f"{name} — there are 10 files already")
    assert "7.pdf — " not in nazira.screen
    await nazira.press("Remove: 1")
    await nazira.sends_file("8.pdf", b"8")
    assert "8.pdf — " not in nazira.screen, "there was room for it now"
    assert "9.pdf — " in nazira.screen
    await finishes(nazira)
    kept = [file.name for file in (await version(bot)).files]
    assert kept == ["b.pdf", *(f"{n}.pdf" for n in range(8)), "8.pdf"]
    assert "9.pdf" not in nazira.screen


@pytest.mark.slow
async def test_a_file_for_a_draft_of_mine_joins_those_that_it_has(bot: Stage, scene: Scene) -> None:
    nazira = scene["nazira"]
    await shares(scene, ("a.pdf", b"a"), share=False)
    first = await version(bot)
    await nazira.sends_file("b.pdf", b"b")
    await nazira.press("F1, version 1 (draft)")
    nazira.sees("F1: files.*1. a.pdf.*2. b.pdf|F1: files.*1. b.pdf.*2. a.pdf")
    await nazira.press("Done")
    nazira.sees("F1: files: 2")
    changed = await version(bot)
    assert {file.name for file in changed.files} == {"a.pdf", "b.pdf"}
    assert changed.hash == version_hash(changed.texts, [file.digest for file in changed.files]) != first.hash
    await nazira.press("Edit the files")
    await nazira.press("Remove: 1")
    await nazira.press("Remove: 1")
    await nazira.press("Skip")
    assert (await version(bot)).hash == version_hash(first.texts)


async def test_whoever_nothing_here_takes_a_file_of_is_told_once_and_nothing_is_kept(
    bot: Stage, scene: Scene
) -> None:
    for name in ("anna", "olivia"):
        before = len(scene[name].cards)
        await scene[name].sends_album(*((f"{n}.pdf", b"secret") for n in range(10)))
        assert len(scene[name].cards) == before + 1
        scene[name].sees("Nothing here asks for a file now. Nothing was recorded")
        await scene[name].sends_file("again.pdf", b"secret")
        assert len(scene[name].cards) == before + 2
    assert not [path for path in (bot.data / "files").rglob("*") if path.is_file()]


# What cannot be taken


@pytest.mark.slow
async def test_what_is_no_file_is_refused_in_one_sentence_and_what_came_before_stays(
    bot: Stage, scene: Scene
) -> None:
    nazira = scene["nazira"]
    await begins(nazira)
    await nazira.sends_file("a.pdf", b"a")
    await nazira.sends_file("same.pdf", b"a")
    nazira.sees("1. a.pdf.*Not added:.*same.pdf — it is there already")
    await nazira.sends_file("empty.pdf", b"")
    nazira.sees("empty.pdf — it is empty")
    await nazira.sends_file("big.pdf", bytes(LIMIT + 1))
    nazira.sees("big.pdf — it is too big; limit: 20 MB")
    bot.telegram.fail_next("getFile", 400, "Bad Request: file is too big")
    await nazira.sends_file("unsized.pdf", b"u")
    nazira.sees("unsized.pdf — it is too big; limit: 20 MB")
    await nazira.sends_photo(PNG, "A caption")
    nazira.sees("a photo or a film — please send it as a file: Telegram changes photos and films")
    bot.telegram.send_voice(nazira.user, b"sound")
    await bot.settle()
    assert nazira.screen.count("please send it as a file") == 1
    await nazira.says("A text")
    nazira.sees("Please send a file.*1. a.pdf")
    bot.telegram.send_sticker(nazira.user)
    await bot.settle()
    assert "Please send a file.\n" in nazira.screen
    await nazira.sends_place(42.87, 74.57)
    assert "Please send a file.\n" in nazira.screen
    await finishes(nazira)
    assert [file.name for file in (await version(bot)).files] == ["a.pdf"]


@pytest.mark.slow
async def test_a_file_of_exactly_the_limit_is_taken(bot: Stage, scene: Scene) -> None:
    await shares(scene, ("full.pdf", bytes(LIMIT)))
    assert (await version(bot)).files[0].size == LIMIT


async def test_a_photo_with_no_form_open_is_asked_for_as_a_file(scene: Scene) -> None:
    for name in ("nazira", "damir"):
        await scene[name].sends_photo(PNG)
        scene[name].sees("Please send it as a file")
    await scene["olivia"].sends_photo(PNG)
    scene["olivia"].sees("Only text can be taken here")


@pytest.mark.slow
async def test_a_name_that_leads_elsewhere_is_stored_clean_and_shown_escaped(
    bot: Stage, scene: Scene
) -> None:
    await shares(scene, ("../../<b>ң & \u202e😀.pdf", b"x"))
    assert [file.name for file in (await version(bot)).files] == ["_b_ң & 😀.pdf"]
    scene["damir"].sees("1. _b_ң & 😀.pdf · 1 kB")
    await scene["damir"].press("File")
    assert scene["damir"].received == [("_b_ң & 😀.pdf", b"x")]


async def test_a_download_that_is_cut_is_tried_again_and_answered(bot: Stage, scene: Scene) -> None:
    nazira = scene["nazira"]
    await begins(nazira)
    bot.telegram.cut_next("getFile")
    await nazira.sends_file("a.pdf", b"a")
    await bot.move(bot.clock.now().replace(second=10))
    nazira.sees("1. a.pdf")
    bot.telegram.fail_next("getFile", 429, "Too Many Requests: retry after 7", {"retry_after": 7})
    await nazira.sends_file("b.pdf", b"b")
    await bot.move(bot.clock.now().replace(second=20))
    nazira.sees("2. b.pdf")
    bot.telegram.fail_next(
        "getFile", 400, "Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    await nazira.sends_file("c.pdf", b"c")
    nazira.sees("c.pdf — it could not be fetched; please send it again")


async def test_a_download_of_more_than_15_minutes_is_refused_and_the_form_stands(
    bot: Stage, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def too_slow(*_: object) -> None:
        raise TimeoutError

    nazira = scene["nazira"]
    await begins(nazira)
    await nazira.sends_file("a.pdf", b"a")
    with monkeypatch.context() as slow:
        slow.setattr(Downloads, "_fetch", too_slow)
        await nazira.sends_file("b.pdf", b"b")
    nazira.sees("1. a.pdf.*b.pdf — it did not come within 15 minutes")
    await nazira.sends_file("b.pdf", b"b")
    nazira.sees("2. b.pdf")


@pytest.mark.slow
async def test_a_file_that_comes_late_is_not_put_into_a_form_that_was_opened_meanwhile(
    bot: Stage, scene: Scene
) -> None:
    nazira = scene["nazira"]
    slow = ("getFile", 429, "Too Many Requests: retry after 60", {"retry_after": 60})

    async def another_form() -> None:
        await nazira.press("Cancel")
        await bot.move(bot.clock.now() + timedelta(seconds=5))

    await begins(nazira)
    bot.telegram.fail_next(*slow)
    await nazira.sends_file("secret.pdf", b"for the first form only")
    await another_form()
    await begins(nazira)
    await nazira.sends_file("second.pdf", b"for the second")
    await bot.move(bot.clock.now() + timedelta(seconds=90))
    nazira.sees("1. second.pdf.*Not added:.*secret.pdf — it was sent before this form was opened")
    bot.telegram.fail_next(*slow)
    await nazira.sends_file("third.pdf", b"for this one, however long it takes")
    await bot.restart()
    await bot.move(bot.clock.now() + timedelta(seconds=90))
    nazira.sees("1. second.pdf.*2. third.pdf")
    bot.telegram.fail_next(*slow)
    await nazira.sends_file("fourth.pdf", b"late again")
    await another_form()
    await nazira.says("/newfinding")
    await bot.move(bot.clock.now() + timedelta(seconds=90))
    nazira.sees("came only now, and was sent before what is asked here. It was not taken: fourth.pdf")
    await another_form()
    await begins(nazira)
    bot.telegram.fail_next(*slow)
    await nazira.sends_file("fifth.pdf", b"for a form that is gone")
    await nazira.press("Cancel")
    await bot.move(bot.clock.now() + timedelta(seconds=90))
    nazira.sees("What is this file for")


async def test_files_in_an_open_form_are_not_cleared_away(bot: Stage, scene: Scene) -> None:
    await begins(scene["nazira"])
    await scene["nazira"].sends_file("a.pdf", b"a")
    assert await bot.app.store.read(digests) == {hashlib.sha256(b"a").hexdigest()}
    await scene["nazira"].press("Cancel")
    assert await bot.app.store.read(digests) == set()


# Versions


@pytest.mark.slow
async def test_a_new_version_keeps_drops_and_adds_files(bot: Stage, scene: Scene) -> None:
    nazira = scene["nazira"]
    await shares(scene, ("a.pdf", b"a"), ("b.pdf", b"b"))
    await nazira.press("New version")
    await nazira.press("Keep this text")
    nazira.sees("1. a.pdf.*2. b.pdf")
    for button in ("Done", "Skip", "Skip"):
        await nazira.press(button)
    await nazira.says("Nothing changed.")
    nazira.sees("Texts and files are those of the earlier version")
    for _ in range(3):
        await nazira.press("Back")
    await nazira.press("Remove: 1")
    await nazira.sends_file("c.pdf", b"c")
    for button in ("Done", "Skip", "Skip"):
        await nazira.press(button)
    await nazira.says("Another file.")
    for button in ("10 ", "Share for comments"):
        await nazira.press(button)
    first, second = await version(bot), await version(bot, 2)
    assert [file.name for file in first.files] == ["a.pdf", "b.pdf"]
    assert [file.name for file in second.files] == ["b.pdf", "c.pdf"]
    assert first.hash != second.hash
    await scene.taps("damir", SendFile(scene.where, V1, 0))
    assert scene["damir"].received == [("a.pdf", b"a")], "an earlier version has its files still"


# Who may


@pytest.mark.slow
async def test_a_draft_and_another_committees_file_are_nobody_elses(bot: Stage, scene: Scene) -> None:
    other = await assemble(bot, ENGLISH, Place(code="MN"))
    await shares(scene, ("a.pdf", b"a"), ("b.pdf", b"b"), share=False)
    forged: list[Action] = [
        SendFile(scene.where, V1, 0),
        SendFile(scene.where, V1, EVERY_FILE),
        SendFile(other.where, V1, 0),
        SendFile(CommitteeId(999), V1, 0),
        SendFile(scene.where, VersionId(2**60), 0),
        ListFiles(scene.where, V1),
        ListFiles(other.where, V1),
        EditFiles(scene.where, V1),
        EditFiles(other.where, V1),
    ]
    for action in forged:
        for person in (scene["damir"], scene["olivia"], other["damir"], other["nazira"], other["anna"]):
            await person.forges(action.pack())
    stranger = bot.someone("Stranger")
    stranger.user.started = True
    await stranger.forges(forged[0].pack())
    for place in (2, -2, 2**40):
        await scene.taps("nazira", SendFile(scene.where, V1, place))
        scene["nazira"].sees("There is no such file among those that you can read")
    others = [p for n, p in scene.people.items() if n != "nazira"] + [*other.people.values(), stranger]
    assert not any(person.received for person in (*others, scene["nazira"]))
    assert not any("a.pdf" in screen for person in others for screen in person.screens)


@pytest.mark.slow
async def test_an_observer_receives_the_files_of_what_was_adopted_and_may_pass_them_on(
    bot: Stage, scene: Scene
) -> None:
    await shares(scene, ("a.pdf", b"a"))
    tap = SendFile(scene.where, V1, 0)
    for standing in (Standing.COMMENTS, Standing.BALLOT, Standing.RETURNED):
        await moved(bot, standing)
        await scene.taps("olivia", tap)
        scene["olivia"].sees("There is no such file among those that you can read")
        await scene.taps("olivia", ShowVersion(scene.where, V1))
        assert "a.pdf" not in scene["olivia"].screen
    await moved(bot, Standing.VALIDATED)
    await scene.taps("olivia", tap)
    assert scene["olivia"].received == [("a.pdf", b"a")]
    assert not scene["olivia"].cards[-1].protected
    assert "Not for circulation" not in scene["olivia"].screen


@pytest.mark.slow
async def test_nobody_who_lost_their_seat_meanwhile_receives_what_they_asked_for(
    bot: Stage, scene: Scene
) -> None:
    await shares(scene, ("a.pdf", b"a"))
    bot.telegram.fail_next("sendDocument", 500, "Internal Server Error")
    await scene["damir"].press("File")
    scene["damir"].sees("The file is being sent: a.pdf")
    await moved(bot, Standing.DRAFT)

    def unshared(tx: Tx) -> None:
        records.change_version(tx, V1, shared_at=None)

    await bot.app.store.write(unshared)
    await bot.move(bot.clock.now().replace(minute=5))
    assert scene["damir"].received == []


# Going out


@pytest.mark.slow
async def test_two_taps_are_two_files_and_a_crash_before_the_upload_loses_none(
    bot: Stage, scene: Scene
) -> None:
    await shares(scene, ("a.pdf", b"a"))
    scene.queues("damir", SendFile(scene.where, V1, 0))
    scene.queues("damir", SendFile(scene.where, V1, 0))
    await bot.settle()
    assert scene["damir"].received == [("a.pdf", b"a")] * 2
    bot.telegram.fail_next("sendDocument", 500, "Internal Server Error")
    await scene["damir"].press("File")
    await bot.restart()
    await bot.move(bot.clock.now().replace(minute=5))
    assert scene["damir"].received == [("a.pdf", b"a")] * 3


@pytest.mark.slow
async def test_a_file_that_telegram_no_longer_has_is_sent_from_our_own_bytes(
    bot: Stage, scene: Scene
) -> None:
    await shares(scene, ("a.pdf", b"a"))
    await scene["damir"].press("File")
    await scene["aigul"].press("File")
    assert uploads(bot) == 1
    (lost,) = {m.content["document"]["file_id"] for m in scene["damir"].cards if "document" in m.content}
    bot.telegram.files.lose(lost)
    for name in ("temir", "bermet"):
        scene.queues(name, SendFile(scene.where, V1, 0))
    await bot.settle()
    assert [scene[name].received for name in ("temir", "bermet")] == [[("a.pdf", b"a")]] * 2
    assert uploads(bot) == 2, "uploaded once more, for both"


@pytest.mark.slow
async def test_a_file_whose_bytes_are_lost_is_said_to_be(bot: Stage, scene: Scene) -> None:
    await shares(scene, ("a.pdf", b"a"), ("b.pdf", b"b"))
    a, b = (file.digest for file in (await version(bot)).files)
    (bot.data / "files" / a[:2] / a).unlink()
    (bot.data / "files" / b[:2] / b).write_bytes(b"c")
    await scene["damir"].press("All files (2)")
    assert scene["damir"].received == []
    for name in ("a.pdf", "b.pdf"):
        card = scene["damir"].sees(f"This file cannot be sent: {name}.*Please tell the secretariat")
        assert card.protected
    await scene["damir"].press("Back")
    scene["damir"].sees("F1 · Title")


@pytest.mark.slow
async def test_somebody_who_blocked_the_bot_is_sent_nothing_and_holds_up_nobody(
    bot: Stage, scene: Scene
) -> None:
    await shares(scene, ("a.pdf", b"a"))
    tap = SendFile(scene.where, V1, 0)
    scene.queues("damir", tap)
    bot.telegram.block(scene["damir"].user)
    scene.queues("aigul", tap)
    await bot.settle()
    assert scene["damir"].received == []
    assert scene["aigul"].received == [("a.pdf", b"a")]


@pytest.mark.slow
async def test_a_finding_without_files_has_no_button_for_any(bot: Stage, scene: Scene) -> None:
    author = scene["nazira"]
    await begins(author)
    for button in ("Skip", "Skip", "Skip", "Next", "10 ", "Share for comments"):
        await author.press(button)
    assert (await version(bot)).files == ()
    assert not any("ile" in label for label in scene["damir"].buttons)
    found = await bot.app.store.read(lambda tx: records.finding(tx, FindingId(1)))
    assert found is not None
