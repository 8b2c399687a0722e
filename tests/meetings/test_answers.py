"""What those invited answer, and who is given the join link: read from every call that the bot has made."""

from collections.abc import Iterator

import pytest

from bot.committee.model import Role
from bot.errors import Refusal
from bot.ids import MeetingId
from bot.meetings import records, service
from bot.meetings.actions import AnswerMeeting, SendCalendar, ShowMeeting
from bot.meetings.changing import Edit
from bot.meetings.model import Answer, Audience, Format, Standing
from bot.playground.stage import Stage
from bot.store import Tx
from tests.journeys.scenes import DAY, HOUR, MINUTE, Scene
from tests.journeys.test_group import bound
from tests.meetings.house import acting, convene, files, kept, named, plan, tells
from tests.meetings.test_changes import edit

M1 = MeetingId(1)


def linked(scene: Scene, since: int = 0) -> Iterator[tuple[str, str]]:
    """Who was sent the join link, in which call: in a text, a caption, a button, a file, anything."""
    names = {person.chat.id: name for name, person in scene.people.items()}
    calls = list(scene.bot.telegram.calls)[since:]
    for call in calls:
        said = " ".join(str(part) for part in call.fields.values())
        if "meet.example.org" in said:
            chat = call.fields.get("chat_id")
            yield names.get(chat, f"chat {chat}"), call.method  # type: ignore[call-overload]


@pytest.mark.slow
async def test_the_link_goes_to_whoever_is_online_or_silent_and_never_after_in_person_or_cant_attend(
    bot: Stage, scene: Scene
) -> None:
    _, here = await bound(scene)
    await convene(scene)
    here.sees("Жыйын дайындалды")
    told = {name for name, _ in linked(scene)}
    assert told == {"nazira", "simel", "cholpon", "damir", "aigul", "temir", "bermet", "alternate"}

    await scene.press("temir", "In person")
    await scene.press("bermet", "Can't attend")
    await scene.press("aigul", "My alternate will come")
    await scene.press("damir", "Online")
    tells(scene, "damir", "Thank you. You will take part online.")
    scene["damir"].sees("meet.example.org")
    away, since = {"temir", "bermet", "aigul"}, len(bot.telegram.calls)
    for name in away:
        await scene[name].says("/meetings")
        await scene[name].press("M1")
        await scene.press(name, "Agenda")
        await scene.taps(name, SendCalendar(M1))
        await scene[name].says("/start m1")
    await bot.move((await kept(scene)).starts_at - 7 * DAY)
    await bot.move((await kept(scene)).starts_at - DAY)
    await bot.move((await kept(scene)).starts_at - HOUR)
    await edit(scene, Edit(link="https://meet.example.org/other"))
    told = {name for name, _ in linked(scene, since)}
    assert told & away == set()
    assert {"damir", "cholpon", "alternate"} <= told
    assert not [who for who, _ in linked(scene) if who.startswith("chat ")], (
        "neither the group nor a stranger"
    )

    await scene.taps("temir", AnswerMeeting(M1, Answer.ONLINE))
    assert "temir" in {name for name, _ in linked(scene, since)}, "at once on a tap on Online"
    assert all(b"meet.example.org" not in data for name in scene.people for _, data in files(scene[name]))


@pytest.mark.slow
async def test_an_answer_can_be_changed_until_the_meeting_begins(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    await scene.press("damir", "In person")
    tells(scene, "damir", "Your answer: {answer}", answer="In person")
    await scene.press("damir", "Can't attend")
    tells(scene, "damir", "Thank you. It is noted that you cannot attend.")
    await bot.move((await kept(scene)).starts_at + MINUTE)
    await scene.taps("damir", AnswerMeeting(M1, Answer.ONLINE))
    tells(scene, "damir", "The meeting has started, so this answer was not recorded.")
    tells(scene, "damir", "Your answer stands: {answer}", answer="Can't attend")
    scene["damir"].does_not_see("Your answer stands.*kg-m1")
    assert await _answer(scene, "damir") is Answer.ABSENT


@pytest.mark.slow
async def test_a_titular_names_the_alternate_who_is_told_and_asked_and_told_again_when_it_is_taken_back(
    scene: Scene,
) -> None:
    await convene(scene)
    offered = [button["text"] for card in scene["temir"].cards for button in card.buttons]
    assert "Очно" in offered
    assert "Придёт мой заместитель" not in offered, "no alternate on this seat"
    await scene.press("aigul", "My alternate will come")
    tells(scene, "aigul", "Thank you. Your alternate is told and asked.")
    scene["alternate"].sees("Негизги мүчө катыша албайт.*Aigul Member")
    await scene.press("alternate", "Can't attend")
    scene["aigul"].sees("Алмаштыруучуңуз да катыша албайт: Aibek Alternate")
    await scene.press("alternate", "Online")
    await scene.press("aigul", "In person")
    scene["alternate"].sees("эми Сизден анын ордуна катышууну суранбайт.*Aigul Member")


@pytest.mark.slow
async def test_an_alternate_who_is_counted_on_is_invited_where_only_titulars_were(
    bot: Stage, scene: Scene
) -> None:
    await convene(scene, plan(audience=Audience.TITULARS))
    assert files(scene["alternate"]) == []
    await scene.press("aigul", "My alternate will come")
    scene["alternate"].sees("Негизги мүчө катыша албайт.*Aigul Member")
    assert len(files(scene["alternate"])) == 1
    await scene.press("alternate", "Online")
    scene["alternate"].sees("meet.example.org")
    bot.telegram.calls.clear()
    await bot.move((await kept(scene)).starts_at - 7 * DAY)
    assert [name for name, _ in linked(scene)].count("alternate") == 1, "reminded with the link"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("olivia", Answer.ONLINE, "You see this meeting, but are not invited, so no answer was recorded."),
        ("temir", Answer.ALTERNATE, "Your seat has no alternate. Nothing was recorded."),
        ("alternate", Answer.ALTERNATE, "Your seat has no alternate. Nothing was recorded."),
    ],
)
async def test_a_forged_answer_is_refused(scene: Scene, name: str, said: Answer, sentence: str) -> None:
    await convene(scene)
    await scene.taps(name, AnswerMeeting(M1, said))
    tells(scene, name, sentence)
    assert await _answer(scene, name) is None


async def test_only_ways_that_the_meeting_has_are_offered_and_taken(scene: Scene) -> None:
    await convene(scene, plan(how=Format.ONLINE))
    await scene["damir"].says("/start m1")
    assert "In person" not in scene["damir"].buttons
    await scene.taps("damir", AnswerMeeting(M1, Answer.IN_PERSON))
    tells(scene, "damir", "The meeting is not held in this way any more. Please choose again.")
    assert await _answer(scene, "damir") is None


async def test_a_stranger_with_the_meetings_number_learns_nothing(bot: Stage, scene: Scene) -> None:
    await convene(scene)
    stranger = bot.someone("Stranger")
    stranger.user.started = True
    await stranger.says("/start m1")
    await stranger.forges(ShowMeeting(M1).pack())
    await stranger.forges(AnswerMeeting(M1, Answer.ONLINE).pack())
    assert not [screen for screen in stranger.screens if "Kick-off" in screen or "example.org" in screen]


@pytest.mark.slow
async def test_somebody_is_invited_by_exception_and_somebody_is_not(scene: Scene) -> None:
    await convene(scene)
    anna = scene["anna"]
    await scene["olivia"].says("/start m1")
    scene["olivia"].sees("You see this meeting, but are not invited.")
    assert "olivia" not in {name for name, _ in linked(scene)}
    await anna.says("/start m1")
    await anna.press("Who is invited")
    await anna.press("Invite: Olivia Observer")
    anna.sees("M1: one more person is invited")
    scene["olivia"].sees("You are invited to a meeting")
    await scene.press("olivia", "Online")
    assert await _answer(scene, "olivia") is Answer.ONLINE
    await anna.press("Do not invite: Olivia Observer")
    scene["olivia"].sees("You are no longer invited to this meeting")
    assert [b"METHOD:CANCEL" in data for _, data in files(scene["olivia"])] == [False, True]
    assert await _answer(scene, "olivia") is None
    before = len(scene.bot.telegram.calls)
    await scene["olivia"].says("/start m1")
    assert {"Meetings", "Menu"} <= set(scene["olivia"].buttons)
    assert "Online" not in scene["olivia"].buttons
    assert "olivia" not in {name for name, _ in linked(scene, before)}


async def test_whoever_may_not_see_a_draft_hears_of_no_meeting(bot: Stage, scene: Scene) -> None:
    def keep(tx: Tx) -> MeetingId:
        return service.keep(
            tx, acting(tx, scene, Role.ORGANIZER), plan(audience=Audience.EVERYBODY), bot.clock.now()
        )

    number = await bot.app.store.write(keep)
    assert (await kept(scene, number)).standing is Standing.DRAFT
    await scene["damir"].says("/start m1")
    tells(scene, "damir", "There is no such meeting among those that you can see.")
    with pytest.raises(Refusal, match="meeting-unknown"):
        await bot.app.store.write(
            lambda tx: service.answer(tx, named(tx, scene, "damir"), number, Answer.ONLINE, bot.clock.now())
        )


async def _answer(scene: Scene, name: str) -> Answer | None:
    def look(tx: Tx) -> Answer | None:
        return records.reply(tx, M1, named(tx, scene, name).membership).answer

    return await scene.bot.app.store.read(look)
