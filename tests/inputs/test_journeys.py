"""The consultant asks some groups for input; members answer with a text, a file, a contact, or nothing to add."""

import pytest

from bot.committee import records as people
from bot.ids import InputId, InputRequestId
from bot.inputs import reading, records
from bot.inputs.actions import EndRequest, GiveInput, ListRequests, NewRequest, ShowInput
from bot.inputs.model import Input, Request, Way
from bot.playground.stage import Stage
from tests.journeys.scenes import DAY, HOUR, Scene, assemble
from tests.journeys.test_group import bound

TEXT = "Какие организации ССЭ есть в Вашей области?"


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await assemble(bot)


async def request(scene: Scene, number: int = 1) -> Request:
    found = await scene.bot.app.store.read(lambda tx: records.request(tx, InputRequestId(number)))
    assert found is not None
    return found


async def given(scene: Scene, number: int = 1) -> Input:
    found = await scene.bot.app.store.read(lambda tx: records.input_(tx, InputId(number)))
    assert found is not None
    return found


async def asks(scene: Scene, *groups: str, until: str | None = None, file: bytes | None = None) -> None:
    """Nazira asks the groups, or the whole committee."""
    await scene["nazira"].says("/requests")
    await scene.press("nazira", "Ask for input")
    await scene.writes("nazira", TEXT)
    for _ in range(2):
        await scene.press("nazira", "Skip")  # no translations
    if file is None:
        await scene.press("nazira", "Skip")
    else:
        await scene["nazira"].sends_file("form.docx", file)
        await scene.press("nazira", "Done")
    for group in groups:
        await scene.press("nazira", group)
    await scene.press("nazira", "That is all" if groups else "The whole committee")
    if until is None:
        await scene["nazira"].press("10 рабочих дней")
    else:
        await scene["nazira"].says(until)
    await scene.press("nazira", "Send the request")


async def test_a_group_that_is_removed_while_it_is_being_asked_does_not_stop_the_form(scene: Scene) -> None:
    code = "g0a0a0a"
    store = scene.bot.app.store
    await store.write(
        lambda tx: people.add_constituency(tx, scene.where, code, 9, {"en": "Youth", "ru": "Молодёжь"})
    )
    nazira = scene["nazira"]
    await nazira.says("/requests")
    await scene.press("nazira", "Ask for input")
    await scene.writes("nazira", TEXT)
    for _ in range(3):
        await scene.press("nazira", "Skip")
    await nazira.press("Молодёжь")
    await store.write(lambda tx: people.remove_constituency(tx, scene.where, code))
    await scene.press("nazira", "{sse} organizations")
    nazira.sees("Организации ССЭ")
    await scene.press("nazira", "That is all")
    await nazira.press("10 рабочих дней")
    await scene.press("nazira", "Send the request")
    scene.sees("nazira", "There is no such group in this committee. Nothing was sent.")


@pytest.mark.slow
async def test_only_those_who_are_asked_are_told_and_see_it_in_todo_until_their_seat_has_answered(
    scene: Scene,
) -> None:
    _, group = await bound(scene)
    await asks(scene, "{sse} organizations")
    scene.sees("bermet", "The consultant asks for your input.")
    assert TEXT in scene["bermet"].screen
    assert TEXT not in scene["aigul"].screen
    group.sees("Кого спрашивают: Организации ССЭ")
    group.does_not_see("области")
    await scene["bermet"].says("/todo")
    assert any("R1" in label for label in scene["bermet"].buttons)
    await scene["bermet"].says("/start r1")
    await scene.press("bermet", "Write input")
    scene.sees("bermet", "The committee reads it, with your name.")
    await scene.writes("bermet", "Чүйдө он эки кооператив бар.")
    await scene.press("bermet", "Skip")
    scene.sees("bermet", "Thank you. Your input {label} to {of} is saved.", label="I1", of="R1")
    scene.sees("nazira", "Input has come.")
    assert "Чүйдө он эки кооператив бар." in scene["nazira"].screen
    await scene["bermet"].says("/todo")
    scene.sees("bermet", "Nothing waits for you.")
    await scene["damir"].says("/start r1")
    assert "SSE organizations 1/1" in scene["damir"].screen


@pytest.mark.slow
async def test_a_file_is_kept_and_sent_to_whoever_reads_it(scene: Scene) -> None:
    await asks(scene, file=b"a form to fill in")
    await scene.press("bermet", "📎 form.docx")
    assert ("form.docx", b"a form to fill in") in scene["bermet"].received
    await scene.press("bermet", "Send a file")
    await scene["bermet"].sends_file("list.xlsx", b"a list")
    await scene.press("bermet", "Done")
    await scene.press("bermet", "Skip")
    await scene.press("nazira", "📎 list.xlsx")
    assert ("list.xlsx", b"a list") in scene["nazira"].received


async def test_a_file_that_a_member_sends_unasked_is_asked_what_it_is_and_goes_there(scene: Scene) -> None:
    await asks(scene, "{sse} organizations")
    bermet = scene["bermet"]
    await bermet.sends_file("list.xlsx", b"a list")
    scene.sees("bermet", "What is this file for?")
    await bermet.press("R1 · ")
    assert "list.xlsx" in bermet.screen
    await scene.press("bermet", "Done")
    await scene.press("bermet", "Skip")
    kept = await given(scene)
    assert (kept.request, kept.way, [file.name for file in kept.files]) == (1, Way.FILE, ["list.xlsx"])


async def test_a_file_that_no_request_asked_for_is_offered_to_the_study_with_a_text(scene: Scene) -> None:
    await asks(scene, "{sse} organizations")
    damir = scene["damir"]
    await damir.sends_album(("a.pdf", b"one"), ("b.pdf", b"two"))
    assert not any("R1" in label for label in damir.buttons), "it was not put to the government"
    await scene.press("damir", "Something else for the study")
    assert "Input for the study" in damir.screen
    assert "1. a.pdf" in damir.screen
    await scene.writes("damir", "Two registers.")
    assert "a.pdf" in damir.screen
    await scene.press("damir", "Done")
    kept = await given(scene)
    assert (kept.request, kept.text, len(kept.files)) == (None, "Two registers.", 2)


async def test_a_file_is_no_answer_to_a_request_that_ended_meanwhile(scene: Scene) -> None:
    await asks(scene, "{sse} organizations")
    bermet = scene["bermet"]
    await bermet.sends_file("list.xlsx", b"a list")
    (tap,) = [b["callback_data"] for b in bermet.latest.buttons if "R1" in b["text"]]
    await scene.taps("nazira", EndRequest(scene.where, InputRequestId(1), sure=True))
    await bermet.forges(tap)
    scene.sees("bermet", "What is this file for?")
    assert not any("R1" in label for label in bermet.buttons)


@pytest.mark.slow
async def test_a_contact_is_seen_by_few(scene: Scene) -> None:
    await asks(scene)
    await scene.press("bermet", "Name a contact")
    await scene["bermet"].sends_contact("+996700000000", "Asan", "Usenov")
    kept = await given(scene)
    assert (kept.way, kept.text) == (Way.CONTACT, "Asan Usenov, +996700000000")
    assert "+996700000000" in scene["nazira"].screen
    assert scene.words("nazira", "Translate") not in scene["nazira"].buttons, "a name has no language"
    assert scene["nazira"].screen.endswith("+996700000000"), "nor is one named under it"
    await scene.taps("damir", ShowInput(scene.where, InputId(1)))
    scene.sees("damir", "There is no such input among those that you can read.")


@pytest.mark.slow
async def test_nothing_to_add_is_an_answer_and_those_who_gave_none_are_reminded(scene: Scene) -> None:
    await asks(scene)
    await scene.press("bermet", "Nothing to add")
    scene.sees("bermet", "Thank you. For {of} you have nothing to add.", of="R1")
    await scene.taps("bermet", GiveInput(scene.where, InputRequestId(1), Way.NOTHING))
    scene.sees("bermet", "Thank you. For {of} you have nothing to add.", of="R1")
    until = (await request(scene)).until
    cards = len(scene["bermet"].cards)
    await scene.bot.move(until - DAY + HOUR)
    scene.sees("damir", "<b>Input is still wanted from you</b>")
    assert len(scene["bermet"].cards) == cards
    await scene.bot.move(until + HOUR)
    scene.sees("nazira", "The deadline of {label} has passed.", label="R1")
    await scene["damir"].says("/start r1")
    await scene.press("damir", "Write input")
    await scene.writes("damir", "A late remark")
    await scene.press("damir", "Skip")
    scene.sees("damir", "It came after the deadline and is marked as late.")
    assert (await given(scene, 2)).late


@pytest.mark.slow
async def test_input_is_offered_unasked_and_becomes_a_draft_finding(scene: Scene) -> None:
    await scene["aigul"].says("/requests")
    await scene.press("aigul", "Offer input")
    await scene.writes("aigul", "Кам көрүү кызматтары жөнүндө изилдөө бар.")
    await scene.press("aigul", "Skip")
    scene.sees("nazira", "A member offers input.")
    await scene.press("nazira", "Make draft findings")
    await scene.press("nazira", "finding")
    await scene.press("nazira", "Take the input")
    scene.sees("nazira", "Findings from it: {labels}", labels="F1")
    await scene["damir"].says("/requests")
    await scene.press("damir", "Offered unasked ({n})", n=1)
    assert "Кам көрүү" in scene["damir"].screen
    await scene["damir"].press("I1")
    assert "F1" not in scene["damir"].screen
    await scene["nazira"].says("/start f1")
    await scene.press("nazira", "Drafted from: {label}", label="I1")
    assert "Кам көрүү" in scene["nazira"].screen


@pytest.mark.slow
async def test_a_request_is_read_in_the_language_of_its_reader_with_the_original_one_tap_away(
    scene: Scene,
) -> None:
    await scene["nazira"].says("/requests")
    await scene.press("nazira", "Ask for input")
    await scene.writes("nazira", TEXT)
    await scene.writes("nazira", "Облусуңузда кайсы СТЭ уюмдары бар?")
    await scene["nazira"].says("А. Котормочу")
    for _ in range(2):
        await scene.press("nazira", "Skip")  # no English translation, no files
    await scene.press("nazira", "The whole committee")
    await scene["nazira"].press("10 рабочих дней")
    await scene.press("nazira", "Send the request")
    assert "Облусуңузда" in scene["bermet"].screen
    assert "А. Котормочу. Түпнуска тили: орусча" in scene["bermet"].screen
    await scene.press("bermet", "Show the original")
    assert TEXT in scene["bermet"].screen
    assert "Облусуңузда" not in scene["bermet"].screen
    await scene.press("bermet", "Show the translation")
    await scene.press("bermet", "Write input")
    assert "Облусуңузда" in scene["bermet"].screen
    await scene.writes("bermet", "Чүйдө он эки кооператив бар.")
    await scene.press("bermet", "Skip")
    await scene["anna"].says("/start r1")
    assert TEXT in scene["anna"].screen
    await scene.press("anna", "Inputs ({n})", n=1)
    await scene["anna"].press("I1")
    await scene.press("anna", "Translate")
    await scene["anna"].press("English")
    await scene.writes("anna", "There are twelve cooperatives in Chuy.")
    await scene["anna"].says("J. Translator")
    assert "I1: the translation is saved. Language: English" in scene["anna"].screen
    await scene["damir"].says("/start r1")
    await scene.press("damir", "Inputs ({n})", n=1)
    assert "There are twelve cooperatives" in scene["damir"].screen
    await scene["damir"].press("I1")
    assert "Translation: J. Translator. Original language: Kyrgyz" in scene["damir"].screen
    await scene.press("damir", "Show the original")
    assert "Чүйдө он эки кооператив бар." in scene["damir"].screen
    assert "Translate" not in scene["damir"].buttons


@pytest.mark.slow
async def test_an_observer_sees_and_gives_nothing(scene: Scene) -> None:
    await asks(scene)
    for action in (ListRequests(scene.where), GiveInput(scene.where, InputRequestId(1), Way.NOTHING)):
        await scene.taps("olivia", action)
        assert TEXT not in scene["olivia"].screen
    assert await scene.bot.app.store.read(lambda tx: records.input_(tx, InputId(1))) is None


@pytest.mark.slow
async def test_only_the_consultant_and_the_secretariat_ask_and_end(scene: Scene) -> None:
    await scene.taps("damir", NewRequest(scene.where))
    scene.sees("damir", "Only consultants and organizers can do this.")
    await asks(scene)
    await scene.taps("damir", EndRequest(scene.where, InputRequestId(1), sure=True))
    assert (await request(scene)).ended_at is None
    await scene["nazira"].says("/start r1")
    await scene.press("nazira", "End the request")
    await scene.press("nazira", "Yes, end it")
    assert (await request(scene)).ended_at is not None


async def test_those_of_other_groups_are_told_that_it_is_not_put_to_them(scene: Scene) -> None:
    await asks(scene, "{sse} organizations")
    await scene.taps("damir", GiveInput(scene.where, InputRequestId(1), Way.NOTHING))
    scene.sees(
        "damir",
        "{label} is put to other groups, so nothing was recorded. You can offer input unasked.",
        label="R1",
    )


@pytest.mark.slow
async def test_an_export_reads_requests_with_what_was_given_and_by_whom(scene: Scene) -> None:
    await asks(scene)
    await scene.press("bermet", "Nothing to add")
    found = await scene.bot.app.store.read(lambda tx: reading.everything(tx, scene.where))
    (asked, (one,)), (unasked, offered) = found
    assert asked is not None
    assert (asked.text, one[0].way, one[1:]) == (TEXT, Way.NOTHING, ("Bermet Member", "Cooperative", "sse"))
    assert (unasked, offered) == (None, [])
