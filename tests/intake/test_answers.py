"""Every tap is answered, whatever Telegram says meanwhile; the effect is there once."""

from datetime import timedelta

import pytest
from markupsafe import Markup
from sqlalchemy import select, update

from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.model import Reach
from bot.committee.records import tables
from bot.delivery.model import State
from bot.ids import PersonId, TelegramId, UpdateId
from bot.intake import Outcome, Stored, records
from bot.intake.records import updates
from bot.playground.stage import Stage
from bot.screens import Screen
from bot.store import Store, Tx
from handlers.turn import Turn
from tests.journeys.house import count, invites, open_committee, organizer_link, takes_seat

AIGUL = "Federation,workers,member,Aigul Sydykova,ky"


async def unanswered(bot: Stage) -> int:
    return await count(bot, updates, updates.c.answered_at.is_(None))


async def test_an_answer_that_telegram_refused_for_now_comes_later_and_the_effect_is_there_once(
    bot: Stage,
) -> None:
    anna = bot.someone("Anna")
    await anna.opens(await organizer_link(bot))
    await anna.press("English")
    bot.telegram.fail_next("editMessageText", 429, "Too Many Requests: retry after 5", {"retry_after": 5})
    await anna.press("I agree")
    assert "Do you agree?" in anna.screen
    assert await unanswered(bot) == 1
    await bot.move(bot.clock.now() + timedelta(seconds=5))
    assert "Welcome!" in anna.screen
    assert await unanswered(bot) == 0
    assert await count(bot, tables.people, tables.people.c.telegram_id == anna.user.id) == 1


@pytest.mark.parametrize("method", ["editMessageText", "sendMessage"])
async def test_an_answer_whose_connection_died_is_given_again(bot: Stage, method: str) -> None:
    anna = await open_committee(bot)
    bot.telegram.cut_next(method)
    if method == "editMessageText":
        await anna.press("Language")
    else:
        await anna.says("/language")
    assert await unanswered(bot) == 1
    await bot.move(bot.clock.now() + timedelta(seconds=2))
    assert "Language: English" in anna.screen
    assert await unanswered(bot) == 0


@pytest.mark.slow
async def test_on_a_bad_line_an_answer_is_given_ever_more_rarely(bot: Stage) -> None:
    """Whatever was cut may have arrived: ten minutes of it must not leave hundreds of the same card."""
    anna = await open_committee(bot)
    bot.telegram.cut_next("sendMessage", 1000)
    before = len(anna.cards)
    await anna.says("/language")
    await bot.move(bot.clock.now() + timedelta(minutes=10))
    assert 5 < len(anna.cards) - before < 30


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "Unauthorized"), (404, "Not Found"), (500, "Internal Server Error"), (502, "Bad Gateway")],
)
async def test_what_telegram_could_not_take_for_a_while_is_answered_then(
    bot: Stage, status: int, words: str
) -> None:
    """So it is with a token that was revoked: what stands is told under the next one."""
    anna = await open_committee(bot)
    before = len(anna.cards)
    bot.telegram.fail_next("sendMessage", status, words, times=4)
    await anna.says("/language")
    assert await unanswered(bot) == 1
    await bot.move(bot.clock.now() + timedelta(minutes=10))
    anna.sees("Language: English")
    assert len(anna.cards) == before + 1
    assert await bot.app.store.read(records.parked) == []


@pytest.mark.slow
async def test_a_file_that_telegram_does_not_find_is_asked_for_again(bot: Stage) -> None:
    """Its 404 is that of the file here, and not of the token."""
    anna = await open_committee(bot)
    bot.telegram.fail_next("getFile", 404, "Not Found")
    await anna.sends_file("roster.csv", b"organization,constituency,role,name,language")
    anna.sees("The file could not be fetched. Please send it again")
    assert await unanswered(bot) == 0


@pytest.mark.slow
async def test_a_restart_between_effect_and_answer_answers_and_does_nothing_twice(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.says(f"organization,constituency,role,name,language\n{AIGUL}")
    await anna.press("Done")
    bot.telegram.fail_next("editMessageText", 429, "Too Many Requests: retry after 5", {"retry_after": 5})
    await anna.press("Import")
    assert await unanswered(bot) == 1
    await bot.restart()
    await bot.move(bot.clock.now() + timedelta(seconds=6))
    assert "Invitations made: 1. On the roster already: 0." in anna.screen
    assert await count(bot, tables.invitations) == 2


async def test_nothing_is_lost_that_was_stored_when_the_bot_stopped(bot: Stage) -> None:
    anna = await open_committee(bot)
    number = 900_000_000
    body = {
        "update_id": number,
        "message": {
            "message_id": 99,
            "date": 1,
            "from": anna.user.json(),
            "chat": anna.chat.json(),
            "text": "/committee",
            "entities": [{"type": "bot_command", "offset": 0, "length": 10}],
        },
    }
    stored = Stored(UpdateId(number), TelegramId(anna.user.id), body, bot.clock.now())
    await bot.app.store.write(lambda tx: records.store(tx, [stored]))
    await bot.restart()
    assert "Others" in anna.screen
    assert await unanswered(bot) == 0


async def test_a_copy_of_what_was_answered_does_nothing_any_more(
    bot: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks for answers that are due may have read it just before it was answered."""

    async def adds(turn: Turn) -> Screen:
        def body(tx: Tx) -> Outcome:
            people.add_person(tx, "Somebody", "en")
            return Outcome("added")

        await turn.write(body)
        return Screen(Markup("Somebody was added."))

    anna = await open_committee(bot)
    before = await count(bot, tables.people)
    monkeypatch.setitem(bot.app.telegram.bot_data["rooms"].commands, "menu", adds)
    copies: list[Stored] = []
    take = bot.app.dispatcher.take
    monkeypatch.setattr(bot.app.dispatcher, "take", lambda batch: (copies.extend(batch), take(batch)))
    await anna.says("/menu")
    told = len(anna.cards)
    take(copies)
    await bot.settle()
    assert await count(bot, tables.people) == before + 1
    assert len(anna.cards) == told
    assert await unanswered(bot) == 0


async def test_what_people_wrote_is_erased_once_they_are_answered(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("Something that nobody else should read")
    rows = await bot.app.store.read(lambda tx: tx.execute(select(updates)).all())
    assert rows
    assert all(row.body is None and row.sender == 0 for row in rows)


@pytest.mark.slow
async def test_whoever_broke_something_is_told_that_nothing_was_changed(
    bot: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await open_committee(bot)
    monkeypatch.setattr("bot.committee.roster_views.roster", lambda *_: 1 / 0)
    await anna.says("/committee")
    assert anna.screen == "Something went wrong. Nothing was changed. Please try again later."
    await anna.says("/language")
    anna.sees("Language: English")


@pytest.mark.slow
async def test_whose_effect_stands_is_not_told_that_nothing_was_changed(
    bot: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await open_committee(bot)
    await anna.press("Language")
    monkeypatch.setattr("handlers.home.screen", lambda *_: 1 / 0)
    await anna.press("Русский")
    assert "Nothing was changed" not in anna.screen
    assert "/menu" in anna.screen
    assert await count(bot, tables.people, tables.people.c.language == "ru") == 1


async def test_an_update_writes_once_or_not_at_all(bot: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second write would be a second transaction: a kill between them would leave half of what somebody did."""

    async def twice(turn: Turn) -> Screen:
        for language in ("en", "ru"):
            await turn.write(lambda tx: committee.choose_language(tx, PersonId(1), language, turn.at))  # noqa: B023
        return Screen(Markup("Both were written."))

    anna = await open_committee(bot)
    monkeypatch.setitem(bot.app.telegram.bot_data["rooms"].commands, "menu", twice)
    await anna.says("/menu")
    assert await count(bot, tables.people, tables.people.c.language == "ru") == 0
    assert "What you did was recorded, but it cannot be shown." in anna.screen


async def test_a_screen_that_telegram_does_not_take_is_an_error_not_silence(bot: Stage) -> None:
    anna = await open_committee(bot)
    bot.telegram.fail_next("sendMessage", 400, "Bad Request: message is too long", times=3)
    await anna.says("/committee")
    assert "Something went wrong" in anna.screen


async def test_a_card_that_is_gone_is_sent_anew(bot: Stage) -> None:
    anna = await open_committee(bot)
    card = anna.cards[-1]
    (data,) = [b["callback_data"] for b in card.buttons if b["text"] == "Committee"]
    bot.telegram.delete(anna.user, card.message_id)
    await anna.forges(data, card)
    assert "Others" in anna.screen


async def test_an_old_button_answers_with_what_stands_now(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.forges("zz:1")
    anna.sees("That button is no longer in use. This is what stands now")
    await anna.forges("")
    await anna.forges("cm:1:999")
    anna.sees("This person is no longer on the roster. Nothing was changed")
    assert "Invitation links" in anna.buttons, "and here is the roster"
    await anna.says("/nonsense")
    anna.sees("There is no such command")
    await anna.says("/committee\nand what I wrote below it")
    assert "Invitation links" in anna.buttons


async def test_what_telegram_itself_says_in_a_chat_is_not_answered(bot: Stage) -> None:
    anna = await open_committee(bot)
    seen = len(anna.cards)
    chat = anna.chat.json()
    for content in (
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"pinned_message": {"message_id": 1, "date": 1, "chat": chat, "text": "x"}},
    ):
        about = {"message_id": 99, "date": 1, "from": anna.user.json(), "chat": chat}
        bot.telegram.updates.put("message", {**about, **content})
    await bot.settle()
    assert len(anna.cards) == seen
    assert await unanswered(bot) == 0


async def test_a_place_that_moves_along_is_answered_once(bot: Stage) -> None:
    """Telegram reports every step of a live location as an edited message, for hours."""
    anna = await open_committee(bot)
    await anna.sends_place(42.87, 74.56)
    anna.sees("Only text can be taken here. Nothing was recorded")
    seen, shared = len(anna.cards), anna.own[-1].json()
    for step in range(3):
        place = {"latitude": 42.87, "longitude": 74.57 + step, "live_period": 3600}
        bot.telegram.updates.put("edited_message", {**shared, "edit_date": 1, "location": place})
    await bot.settle()
    assert len(anna.cards) == seen
    assert await unanswered(bot) == 0


@pytest.mark.slow
async def test_who_was_taken_for_blocked_is_reachable_once_they_got_an_answer(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link)

    def mistake(tx: Tx) -> None:
        tx.execute(update(tables.people).values(reach=Reach.BLOCKED))

    await bot.app.store.write(mistake)
    await aigul.says("/menu")
    found = await bot.app.store.read(lambda tx: people.person_by_telegram(tx, TelegramId(aigul.user.id)))
    assert found is not None
    assert found.reach is Reach.REACHABLE


@pytest.mark.parametrize("state", [State.UNSTARTED, State.FAILED])
async def test_what_shows_nothing_about_somebodys_reach_does_not_change_it(
    store: Store, state: State
) -> None:
    def body(tx: Tx) -> Reach:
        number = people.add_person(tx, "Aigul", "ky")
        committee.reach_changed(tx, number, state)
        found = people.person(tx, number)
        assert found is not None
        return found.reach

    assert await store.write(body) is Reach.NOT_STARTED


@pytest.mark.slow
async def test_whoever_blocks_the_bot_is_known_as_blocked_until_they_come_back(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await aigul.opens(link)
    await aigul.press("English")
    await aigul.press("I agree")
    await aigul.blocks()
    await anna.says("/committee")
    assert "has blocked the bot" in anna.screen
    await aigul.says("/menu")
    await anna.says("/committee")
    assert "has blocked the bot" not in anna.screen
