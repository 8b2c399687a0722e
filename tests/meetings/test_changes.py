"""Another time, another hall, another link, no meeting: who is told of what, and which calendar entries rise."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.committee import service as committee
from bot.committee.model import Role
from bot.delivery import records as delivery
from bot.errors import Refusal
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.meetings import letters, notices, records, service
from bot.meetings.actions import AnswerMeeting, CancelMeeting, EditMeeting
from bot.meetings.model import Answer, Change, Format, Standing
from bot.meetings.service import Edit
from bot.playground.stage import Stage
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.scenes import MINUTE, Part, Scene, assemble
from tests.journeys.test_group import bound
from tests.meetings.house import AGENDA, PEOPLE, acting, convene, files, kept, named, plan, tells, wall

M1 = MeetingId(1)


async def edit(scene: Scene, change: Edit, revision: int | None = None) -> Outcome:
    meeting = await kept(scene)

    def body(tx: Tx) -> Outcome:
        who = acting(tx, scene, Role.ORGANIZER)
        of = meeting.revision if revision is None else revision
        return service.edit(tx, who, M1, of, change, scene.bot.clock.now())

    outcome = await scene.bot.app.store.write(body)
    await scene.bot.settle()
    return outcome


async def manage(scene: Scene, what: str) -> None:
    await scene["anna"].says("/meetings")
    await scene["anna"].press("M1")
    await scene["anna"].press("Manage")
    await scene["anna"].press(what)


@pytest.mark.slow
async def test_rescheduling_names_both_times_and_asks_everybody_anew(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await scene.press("damir", "In person")
    await scene.press("temir", "Can't attend")
    await manage(scene, "Change: time")
    anna = scene["anna"]
    await anna.says("21.12 15:00")
    await anna.press("Yes, this is right")
    await anna.press("2 h")
    await anna.says("The hall is taken.")
    anna.sees("As it stands: Tuesday, 20 December 2022, 14:00.*Wednesday, 21 December 2022, 15:00")
    await anna.press("Make the change")
    anna.sees("M1 has another time. Everybody is asked again. Notices sent: 8.")
    scene["damir"].sees(
        "Earlier: Tuesday, 20 December 2022, 14:00.*Now: Wednesday, 21 December 2022, 15:00.*"
        "Your earlier answer: In person.*The hall is taken"
    )
    assert not scene["damir"].cards[0].buttons, "the earlier card is folded"
    await scene.press("temir", "Online")
    meeting = await kept(scene)
    assert (meeting.wall, meeting.sequence) == (wall(2022, 12, 21, 15), 1)
    assert len(files(scene["damir"])) == 2
    changes = await bot.app.store.read(lambda tx: records.changes(tx, M1))
    assert [(c.kind, c.sequence) for c in changes] == [(Change.CALLED, 0), (Change.RESCHEDULED, 1)]


@pytest.mark.slow
async def test_a_tap_on_the_card_of_the_earlier_time_is_no_answer_to_the_new_one(
    bot: Stage, scene: Scene
) -> None:
    """The tap and the change cross: whoever taps has not seen the new time."""
    await convene(scene)
    taps = {button["text"]: button for card in scene["temir"].cards for button in card.buttons}
    earlier = str(taps["Очно"]["callback_data"])

    def move(tx: Tx) -> Outcome:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        return service.reschedule(tx, who, M1, 1, wall(2022, 12, 23, 9), 120, None, at)

    await bot.app.store.write(move)
    await bot.settle()
    await scene["temir"].forges(earlier)
    tells(
        scene,
        "temir",
        "{meeting} has another time now. Your answer to the earlier one was not recorded; please answer again.",
        meeting="M1",
    )
    replies = await bot.app.store.read(lambda tx: records.replies(tx, M1))
    assert [reply.answer for reply in replies.values() if reply.answer] == []
    await scene.press("temir", "Can't attend")
    await scene["temir"].forges(AnswerMeeting(M1, Answer.ONLINE).pack().removesuffix(":~"))
    scene["temir"].sees("Онлайн")  # a button of before buttons knew the time


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Edit(venues={"en": "Another hall"}), "The meeting has changed: venue"),
        (Edit(link="https://meet.example.org/2"), "The join link has changed"),
    ],
    ids=["venue", "link"],
)
async def test_an_edit_right_after_another_time_hides_it_from_nobody(
    bot: Stage, scene: Scene, change: Edit, said: str
) -> None:
    await convene(scene)

    def both(tx: Tx) -> None:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        service.reschedule(tx, who, M1, 1, wall(2022, 12, 21, 15), 120, None, at)
        service.edit(tx, who, M1, 2, change, at)

    await bot.app.store.write(both)
    await bot.settle()
    scene["damir"].sees(
        f"{said}.*Earlier: Tuesday, 20 December 2022, 14:00.*Now: Wednesday, 21 December 2022, 15:00"
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((21, 22), "Earlier: Tuesday, 20 December 2022, 14:00.*Now: Thursday, 22 December 2022, 14:00"),
        (
            (21, 20),
            "moved and moved back: its time stays.*Tuesday, 20 December 2022, 14:00.*Please answer again",
        ),
    ],
    ids=["on", "back"],
)
async def test_of_two_moves_that_cross_the_notice_names_the_time_that_was_told(
    bot: Stage, scene: Scene, days: tuple[int, int], said: str
) -> None:
    await convene(scene)

    def twice(tx: Tx) -> None:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        for revision, day in enumerate(days, start=1):
            later = at + timedelta(seconds=revision)
            service.reschedule(tx, who, M1, revision, wall(2022, 12, day, 14), 120, None, later)

    await bot.app.store.write(twice)
    await bot.settle()
    await bot.move(bot.clock.now() + MINUTE)
    scene["damir"].sees(said)
    scene["damir"].does_not_see("Wednesday, 21 December")


@pytest.mark.slow
async def test_cancelling_says_why_and_takes_the_meeting_out_of_every_calendar(scene: Scene) -> None:
    await convene(scene)
    await manage(scene, "Cancel the meeting")
    await scene["anna"].says("<No> quorum & no hall")
    await scene["anna"].press("Yes, cancel the meeting")
    scene["temir"].sees("Заседание отменено.*Причина: <No> quorum & no hall")
    assert b"METHOD:CANCEL" in files(scene["temir"])[-1][1]
    await scene.taps("temir", AnswerMeeting(M1, Answer.ONLINE))
    tells(scene, "temir", "{meeting} is cancelled. Nothing was recorded.", meeting="M1")
    await scene.taps("anna", CancelMeeting(M1))
    scene["anna"].sees("M1 is cancelled")
    assert (await kept(scene)).standing is Standing.CANCELLED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "sequence", "told"),
    [
        (Edit(titles={"en": "Another title"}), 1, 8),
        (Edit(venues={"en": "Another hall"}), 1, 8),
        (Edit(format=Format.ONLINE, venues={}, spot=""), 1, 8),
        (Edit(agenda=AGENDA[:1]), 0, 8),
        (Edit(link="https://meet.example.org/2"), 0, 7),
    ],
    ids=["title", "venue", "format", "agenda", "link"],
)
async def test_an_edit_raises_the_sequence_where_a_calendar_shows_it_and_tells_those_whom_it_concerns(
    scene: Scene, change: Edit, sequence: int, told: int
) -> None:
    await convene(scene)
    await scene.press("temir", "Can't attend")
    outcome = await edit(scene, change)
    assert ((await kept(scene)).sequence, outcome.facts["told"]) == (sequence, told)
    assert len(files(scene["damir"])) == 1 + sequence
    heard = any("изменено" in card.text or "изменилась" in card.text for card in scene["temir"].cards)
    assert heard is (change.link is None), "a new link is none of theirs who stay away"


@pytest.mark.slow
async def test_news_of_another_time_waits_for_nobody_once_there_is_newer_or_the_meeting_has_begun(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)

    def move(tx: Tx, day: int) -> Outcome:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        found = records.meeting(tx, M1)
        assert found is not None
        return service.reschedule(tx, who, M1, found.revision, wall(2022, 12, day, 9), 120, None, at)

    for day in (22, 23):
        await bot.app.store.write(partial(move, day=day))
        await bot.move(bot.clock.now() + MINUTE)
    starts = (await kept(scene)).starts_at

    def drawn(tx: Tx, at: datetime) -> list[bool]:
        who = named(tx, scene, "damir")
        mine = delivery.letters.c.person == who.person.id, delivery.letters.c.kind == notices.CARD
        found = tx.execute(delivery.letters.select().where(*mine).order_by(delivery.letters.c.id)).all()
        written = [letter for row in found if (letter := delivery.letter(tx, row.id)) is not None]
        told = [letter for letter in written if letter.facts["news"] == "rescheduled"]
        reader = committee.reader_of(tx, who.person.id, scene.where)
        assert reader is not None
        return [letters.card(tx, replace(letter, drawn_at=at), reader) is not None for letter in told]

    for at, stands in ((starts - MINUTE, [False, True]), (starts, [False, False])):
        assert await bot.app.store.read(partial(drawn, at=at)) == stands


async def test_of_two_changes_of_time_at_once_only_the_newest_is_told(bot: Stage, scene: Scene) -> None:
    group, _ = await bound(scene)
    await convene(scene)
    bot.telegram.calls.clear()

    def twice(tx: Tx) -> None:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        for n, day in enumerate((22, 23)):
            found = records.meeting(tx, M1)
            assert found is not None
            moved = wall(2022, 12, day, 9)
            service.reschedule(tx, who, M1, found.revision, moved, 120, None, at + timedelta(seconds=n))

    await bot.app.store.write(twice)
    await bot.move(bot.clock.now() + MINUTE)
    said = [
        str(c.fields["text"])
        for c in bot.telegram.calls
        if c.method == "sendMessage" and c.fields["chat_id"] == group.id
    ]
    assert len(said) == 1
    assert "23-декабрь" in said[0]
    assert "20-декабрь" in said[0], "the time that the group was told last"
    assert "22-декабрь" not in said[0]
    assert [b"DTSTART:20221223" in data for _, data in files(scene["damir"])] == [False, True]


async def test_a_move_that_overtakes_the_call_is_told_as_the_call(bot: Stage, scene: Scene) -> None:
    group, _ = await bound(scene)

    def calls_and_moves(tx: Tx) -> None:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        service.create(tx, who, plan(), at)
        called = records.meeting(tx, M1)
        assert called is not None
        moved = wall(2022, 12, 22, 9)
        service.reschedule(tx, who, M1, called.revision, moved, 120, None, at + timedelta(seconds=5))

    await bot.app.store.write(calls_and_moves)
    await bot.move(bot.clock.now() + MINUTE)
    for name in ("cholpon", "damir", "temir", "alternate"):
        card = scene[name].screens[-2]  # the calendar file came behind it
        assert scene.words(name, "You are invited to a meeting. Will you take part?") in card
        assert scene.words(name, "Earlier: {moment}", moment="") not in card
    told = [str(c.fields["text"]) for c in bot.telegram.calls if c.fields.get("chat_id") == group.id][-1]
    assert "Жыйын дайындалды." in told
    assert "22-декабрь" in told
    assert "20-декабрь" not in told

    # The next move names what was told, not the hour of which nobody had heard.
    found = await kept(scene)

    def moves(tx: Tx) -> Outcome:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        return service.reschedule(tx, who, M1, found.revision, wall(2022, 12, 23, 9), 120, None, at)

    await bot.app.store.write(moves)
    await bot.move(bot.clock.now() + MINUTE)
    scene["damir"].sees("Earlier: Thursday, 22 December 2022, 09:00.*Now: Friday, 23 December 2022, 09:00")


async def test_another_hall_at_the_last_moment_reaches_everybody_until_the_meeting_is_begun(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    await bot.move(datetime(2022, 12, 20, 14, 5, tzinfo=BISHKEK))
    outcome = await edit(scene, Edit(venues={"en": "Hall 9, the first one is locked"}))
    assert outcome.facts["told"] == 8
    scene["damir"].sees("The meeting has changed: venue.*Hall 9, the first one is locked")


@pytest.mark.slow
async def test_a_format_without_a_room_asks_those_anew_who_wanted_to_come(scene: Scene) -> None:
    await convene(scene)
    await scene.press("damir", "In person")
    await scene.press("temir", "Online")
    await edit(scene, Edit(format=Format.ONLINE))

    def answers(tx: Tx) -> list[Answer | None]:
        return [records.reply(tx, M1, named(tx, scene, n).membership).answer for n in ("damir", "temir")]

    assert await scene.bot.app.store.read(answers) == [None, Answer.ONLINE]
    scene["damir"].sees("You have not answered yet")


@pytest.mark.slow
async def test_two_organizers_at_once_notice_each_other_and_nothing_is_lost(bot: Stage) -> None:
    scene = await assemble(bot, {**PEOPLE, "oskar": Part("Oskar Organizer", "en", Role.ORGANIZER)})
    await convene(scene)
    for name, text in (("anna", "Hall of Anna"), ("oskar", "Hall of Oskar")):
        await scene[name].says("/start m1")
        await scene[name].press("Manage")
        await scene[name].press("Change: venue")
        await scene[name].says(text)
        for _ in range(3):
            await scene[name].press("Skip")
    await scene["anna"].press("Make the change")
    assert (await kept(scene)).venue("en") == "Hall of Anna"
    await scene["oskar"].press("Make the change")
    scene["oskar"].sees(
        "Somebody else has changed M1 meanwhile.*As it stands: Hall of Anna.*As it will be: Hall of Oskar"
    )
    assert (await kept(scene)).venue("en") == "Hall of Anna"
    await scene["oskar"].press("Make the change")
    assert (await kept(scene)).venue("en") == "Hall of Oskar"


@pytest.mark.slow
async def test_what_somebody_else_has_moved_meanwhile_is_not_cancelled_unseen(bot: Stage) -> None:
    scene = await assemble(bot, {**PEOPLE, "oskar": Part("Oskar Organizer", "en", Role.ORGANIZER)})
    await convene(scene)
    await scene.taps("oskar", CancelMeeting(M1))
    await scene["oskar"].says("The hall is taken.")

    def move(tx: Tx) -> Outcome:
        who, at = acting(tx, scene, Role.ORGANIZER), bot.clock.now()
        return service.reschedule(tx, who, M1, 1, wall(2022, 12, 23, 9), 120, None, at)

    await bot.app.store.write(move)
    await scene["oskar"].press("Yes, cancel the meeting")
    scene["oskar"].sees(
        "Somebody else has changed M1 meanwhile.*Friday, 23 December 2022.*Reason: The hall is taken"
    )
    assert (await kept(scene)).standing is Standing.CALLED
    await scene["oskar"].press("Yes, cancel the meeting")
    assert (await kept(scene)).standing is Standing.CANCELLED


@pytest.mark.slow
async def test_an_edit_of_what_somebody_else_has_cancelled_is_refused_and_the_form_can_be_left(
    bot: Stage,
) -> None:
    scene = await assemble(bot, {**PEOPLE, "oskar": Part("Oskar Organizer", "en", Role.ORGANIZER)})
    await convene(scene)
    oskar = scene["oskar"]
    await oskar.says("/start m1")
    await oskar.press("Manage")
    await oskar.press("Change: time")
    await oskar.says("21.12 15:00")
    await oskar.press("Yes, this is right")
    await oskar.press("2 h")
    await oskar.press("Skip")
    await manage(scene, "Cancel the meeting")
    await scene["anna"].says("No hall")
    await scene["anna"].press("Yes, cancel the meeting")
    await oskar.press("Make the change")
    oskar.sees("M1 is cancelled. Nothing was recorded")
    meeting = await kept(scene)
    assert (meeting.standing, meeting.wall) == (Standing.CANCELLED, wall(2022, 12, 20, 14))
    await oskar.says("/cancel")
    await oskar.says("/start m1")
    oskar.sees("Reason: No hall")


@pytest.mark.slow
async def test_of_what_has_begun_only_the_link_is_changed_but_until_then_it_is_put_off_even_at_its_hour(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene)
    await bot.move((await kept(scene)).starts_at + MINUTE)
    await scene["anna"].says("/start m1")
    await scene["anna"].press("Manage")
    assert {"Change: time", "Cancel the meeting"} <= set(scene["anna"].buttons)
    assert "Remind now" not in scene["anna"].buttons
    await bot.app.store.write(lambda tx: service.begin(tx, M1, bot.clock.now()))
    for action in (EditMeeting(M1, "venue"), CancelMeeting(M1)):
        await scene.taps("anna", action)
        scene["anna"].sees("M1 has started, so this can no longer be changed")
    await scene["anna"].says("/start m1")
    await scene["anna"].press("Manage")
    assert [button for button in scene["anna"].buttons if "Change" in button] == ["Change: join link"]


@pytest.mark.slow
async def test_nobody_but_organizers_changes_a_called_meeting(scene: Scene) -> None:
    await convene(scene)
    for name in ("cholpon", "damir", "nazira", "olivia"):
        await scene.taps(name, CancelMeeting(M1))
        await scene.taps(name, EditMeeting(M1, "when"))
    assert (await kept(scene)).revision == (await kept(scene)).revision
    with pytest.raises(Refusal, match="organizers-only"):
        await scene.bot.app.store.write(
            lambda tx: service.cancel(tx, named(tx, scene, "cholpon"), M1, "why", scene.bot.clock.now())
        )


async def test_an_edit_that_changes_nothing_tells_nobody(scene: Scene) -> None:
    await convene(scene)
    with pytest.raises(Refusal, match="meeting-unchanged"):
        await edit(scene, Edit(agenda=AGENDA))


@pytest.mark.slow
async def test_files_of_the_agenda_are_sent_to_whoever_asks(scene: Scene) -> None:
    await convene(scene)
    await manage(scene, "Files of the agenda")
    anna = scene["anna"]
    await anna.press("No. 1: change the files")
    await anna.sends_file("opening.pdf", b"%PDF-1.4 opening")
    await anna.press("Done")
    anna.sees("M1, agenda item 1: files: 1")
    await scene["temir"].says("/start m1")
    await scene.press("temir", "Agenda")
    await scene["temir"].press("№ 1: файлы: 1")
    assert scene["temir"].received[-1] == ("opening.pdf", b"%PDF-1.4 opening")
    await edit(scene, Edit(agenda=AGENDA[:1]))
    assert (await kept(scene)).agenda[0].files, "a line keeps its files when the agenda is changed"


@pytest.mark.slow
async def test_a_reminder_by_hand_goes_to_its_audience_with_a_note(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await scene.press("damir", "Online")
    await manage(scene, "Remind now")
    anna = scene["anna"]
    await anna.press("Those who have not answered (8)")
    await anna.says("Please <answer> today.")
    await anna.press("Send the reminder")
    anna.sees("M1: the reminder goes out. Notices sent: 8.")
    scene["temir"].sees("Заседание начнётся через 12 дней.*Please <answer> today")
    scene["damir"].does_not_see("Please <answer>")
