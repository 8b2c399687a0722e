"""A meeting's questions: one card in the group that follows them, and the chair who calls them up."""

import asyncio
from datetime import timedelta

import pytest

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Reach, Role
from bot.committee.roster import RosterLine
from bot.ids import AgendaItemId, MeetingId, MembershipId, QuestionId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.questions import reading, records
from bot.questions.actions import SupportQuestion
from bot.questions.model import Session, Standing
from bot.store import Tx
from tests.journeys.scenes import Scene, assemble
from tests.journeys.test_group import bound
from tests.questions.meeting import Meetings, in_session
from tests.questions.test_journeys import asks, question

SECOND = timedelta(seconds=1)
PEOPLE = 200


@pytest.fixture
def meetings(monkeypatch: pytest.MonkeyPatch) -> Meetings:
    found = in_session(monkeypatch)
    found.session = Session(MeetingId(1), AgendaItemId(6))
    return found


@pytest.fixture
async def scene(meetings: Meetings, bot: Stage) -> Scene:
    return await assemble(bot)


async def settle_card(scene: Scene) -> None:
    await scene.bot.move(scene.bot.clock.now() + 4 * SECOND)


def joins(tx: Tx, scene: Scene, people: list[Someone]) -> None:
    anna = next(a for a in committee.actors_in(tx, scene.where) if a.organizes)
    at = scene.bot.clock.now()
    lines = [
        RosterLine(n, f"Organization {n}", "sse", Role.MEMBER, f"Person {n}", "en")
        for n in range(len(people))
    ]
    made = committee.import_roster(tx, anna, lines, at).facts["invited"]
    for number, person in zip(made, people, strict=True):
        found = roster.membership(tx, MembershipId(number))
        assert found is not None
        roster.change_person(
            tx, found.person, telegram_id=person.user.id, joined_at=at, reach=Reach.REACHABLE
        )


@pytest.mark.slow
async def test_two_hundred_people_give_their_plus_one_in_the_same_second(scene: Scene) -> None:
    _, here = await bound(scene)
    people = [scene.bot.someone(f"Person {n}") for n in range(PEOPLE)]
    for person in people:
        person.user.started = True
    await scene.bot.app.store.write(lambda tx: joins(tx, scene, people))
    await asks(scene, "damir", "When will it be?")
    await settle_card(scene)
    calls = scene.bot.telegram.calls_made
    data = SupportQuestion(scene.where, QuestionId(1)).pack()
    for person in people:
        scene.bot.telegram.press(person.user, 1, data, person.chat, forge=True)
    await scene.bot.settle()
    await settle_card(scene)
    made = scene.bot.telegram.calls_made - calls
    edits = [
        call
        for call in list(scene.bot.telegram.calls)[-made:]
        if call.method == "editMessageText" and call.fields["chat_id"] == here.chat.id
    ]
    assert await scene.bot.app.store.read(lambda tx: records.support(tx, QuestionId(1))) == PEOPLE
    assert 1 <= len(edits) <= 2, "at most once in three seconds"
    here.sees(rf"\+{PEOPLE}")
    for person in people:
        person.sees("Your \\+1 for Q1 is counted")


@pytest.mark.slow
async def test_the_chair_calls_them_up_in_order_and_notes_what_was_answered_in_the_room(scene: Scene) -> None:
    _, here = await bound(scene)
    await asks(scene, "damir", "When will it be?")
    await asks(scene, "temir", "Зачем это нужно?")
    await scene.taps("aigul", SupportQuestion(scene.where, QuestionId(2)))
    await settle_card(scene)
    card = here.sees("Вопросы этого заседания")
    assert card.text.index("Q2") < card.text.index("Q1")
    await scene["cholpon"].says(f"/start live{scene.where}")
    listed = scene["cholpon"].screen
    assert listed.index("Q2") < listed.index("Q1")
    await scene["cholpon"].press("Q2")
    await scene.press("cholpon", "Call it up")
    await settle_card(scene)
    here.sees("Сейчас: Q2")
    await scene.press("cholpon", "Answered in the room")
    await scene.press("cholpon", "Write the note later")
    found = await question(scene, 2)
    assert (found.in_room, found.standing) == (True, Standing.ASSIGNED)
    await settle_card(scene)
    assert "Q2" not in here.sees("Вопросы этого заседания").text
    await scene["cholpon"].says("/todo")
    assert any("Q2" in label for label in scene["cholpon"].buttons)
    await scene["cholpon"].says("/start q2")
    await scene.press("cholpon", "Write the answer")
    await scene.writes("cholpon", "Чтобы закон был ясен.")
    await scene.press("cholpon", "Publish the answer")
    assert "Чтобы закон был ясен." in scene["temir"].screen
    await settle_card(scene)
    here.sees("С ответом: 1")


@pytest.mark.slow
async def test_the_minutes_read_every_question_of_the_meeting_with_its_answer(
    scene: Scene, meetings: Meetings
) -> None:
    await asks(scene, "damir", "When will it be?")
    await asks(scene, "temir", "Зачем это нужно?", "My organization only")
    await scene["nazira"].says("/start q1")
    await scene.press("nazira", "Answered in the room")
    await scene.writes("nazira", "В марте.")
    await scene.press("nazira", "Publish the answer")
    meetings.session = None
    await asks(scene, "aigul", "Кийинки суроо")
    found = await scene.bot.app.store.read(lambda tx: reading.asked_at(tx, scene.where, MeetingId(1)))
    told = [
        (line.question.label, line.asker.name, line.asker.organization, given and given.wording.text)
        for line, given in found
    ]
    assert told == [("Q1", "Damir Member", "Agency", "В марте."), ("Q2", None, "Union", None)]


async def test_a_question_to_a_meeting_that_is_over_is_kept_without_it(
    scene: Scene, meetings: Meetings
) -> None:
    from bot.questions.actions import Ask

    meetings.session = None
    meetings.over = {MeetingId(9)}
    await scene.taps("damir", Ask(scene.where, meeting=MeetingId(9)))
    await scene["damir"].says("When will it be?")
    await scene.press("damir", "By my name")
    scene.sees("damir", "The meeting is over, so the question stands without it.")
    assert (await question(scene)).meeting is None


@pytest.mark.slow
async def test_what_is_asked_about_a_finding_never_reaches_the_group(scene: Scene) -> None:
    from bot.ids import FindingId
    from bot.questions.actions import Ask
    from tests.journeys.scenes import share

    _, here = await bound(scene)
    await share(scene)
    await scene.taps("damir", Ask(scene.where, finding=FindingId(1)))
    await scene["damir"].says("Does the draft say <secret>?")
    await scene.press("damir", "By my name")
    await settle_card(scene)
    here.does_not_see("secret")
    await scene["olivia"].says("/start q1")
    scene.sees("olivia", "There is no such question among those that you can read.")


async def test_a_burst_of_questions_and_taps_from_two_people_at_once_keeps_the_numbers_apart(
    scene: Scene,
) -> None:
    await asyncio.gather(
        scene["damir"].says("/ask When will it be?"), scene["temir"].says("/ask Зачем это нужно?")
    )
    await asyncio.gather(scene.press("damir", "By my name"), scene.press("temir", "By my name"))
    assert {(await question(scene, n)).number for n in (1, 2)} == {1, 2}


async def test_a_group_that_becomes_a_supergroup_or_learns_a_language_sees_the_card_there(
    scene: Scene,
) -> None:
    group, _ = await bound(scene)
    await asks(scene, "damir", "When will it be?")
    await settle_card(scene)
    supergroup = scene.bot.telegram.migrate(group, scene["anna"].user)
    await scene.bot.settle()
    await settle_card(scene)
    there = scene["anna"].within(supergroup)
    assert "Questions of this meeting" not in there.sees("Вопросы этого заседания").text
    await scene["anna"].says("/committee")
    await scene["anna"].press("Group chat")
    await scene["anna"].press("English")
    await settle_card(scene)
    there.sees("Questions of this meeting.*When will it be")


@pytest.mark.slow
async def test_the_card_holds_ten_long_questions_in_three_languages_and_counts_the_others(
    scene: Scene,
) -> None:
    _, here = await bound(scene)
    await scene["anna"].says("/committee")
    await scene["anna"].press("Group chat")
    await scene["anna"].press("English")
    for n in range(13):
        await asks(scene, "damir", f"{n} " + "Why is it so? <&> 🙂 " * 30)
    await settle_card(scene)
    card = here.sees("Questions of this meeting")
    assert "More questions: 3" in card.text
    assert len(card.text.encode("utf-16-le")) // 2 <= 4096
