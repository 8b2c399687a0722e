"""The committee's group: bound by an organizer's own link, told little, left where nobody binds it."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import delete, select

from bot.committee.records.tables import menus
from bot.committee.service import UTC_ZONE
from bot.delivery import Unsure, board
from bot.delivery.board import GroupPost, Place, PostKind
from bot.delivery.board.records import group_posts
from bot.group import records, service
from bot.group.model import Group
from bot.ids import CommitteeId, TelegramId
from bot.intake.records import updates
from bot.playground.model import Chat
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.screens import Screen
from bot.store import Tx
from tests.journeys.house import organizer_link, takes_seat
from tests.journeys.scenes import HOUR, MINUTE, Scene, assemble
from tests.meetings.house import named

SECOND = timedelta(seconds=1)


async def bound(scene: Scene) -> tuple[Chat, Someone]:
    """Anna adds the bot to the committee's group with her own link; the group as she sees it."""
    anna, telegram = scene["anna"], scene.bot.telegram
    group = telegram.group("The <NAC> & friends", anna.user, scene["damir"].user)
    payload = await own_link(anna)
    telegram.add_bot(group, anna.user)
    here = anna.within(group)
    await here.says(f"/start@{telegram.bot.username} {payload}")
    return group, here


async def own_link(organizer: Someone) -> str:
    """What binds a group to this organizer's committee: at most 64 characters."""
    await organizer.says("/committee")
    await organizer.press("Group chat")
    url = next(b["url"] for b in organizer.latest.buttons if "startgroup" in b.get("url", ""))
    payload = parse_qs(urlsplit(url).query)["startgroup"][0]
    assert len(payload) <= 64
    return payload


async def group_of(bot: Stage, scene: Scene) -> Group | None:
    return await bot.app.store.read(lambda tx: records.group_of(tx, scene.where))


async def test_an_organizer_binds_the_group_and_is_told_in_private(bot: Stage) -> None:
    scene = await assemble(bot)
    group, here = await bound(scene)
    found = await group_of(bot, scene)
    assert found is not None
    assert found.chat == group.id
    scene["anna"].sees("Connected: The <NAC> & friends")
    hello = here.sees("подключён к комитету")
    assert hello.text.index("туташтырылды") < hello.text.index("подключён")
    assert [list(b) for b in hello.buttons] == [["text", "url"]]
    damir = scene["damir"]
    await damir.opens(hello.buttons[0]["url"])
    assert "You: Damir Member (member)" in damir.screen
    assert "link" not in damir.screen


async def test_a_group_of_a_strangers_is_left_within_the_hour(bot: Stage) -> None:
    scene = await assemble(bot)
    stranger = bot.someone("Stranger")
    group = bot.telegram.group("Elsewhere", stranger.user)
    bot.telegram.add_bot(group, stranger.user)
    await bot.settle()
    await bot.move(bot.clock.now() + HOUR - MINUTE)
    await bot.restart()
    assert group.members[bot.telegram.bot.id] == "member", "the hour is not counted from a restart"
    await bot.move(bot.clock.now() + 2 * MINUTE)
    assert group.members[bot.telegram.bot.id] == "left"
    assert await group_of(bot, scene) is None


async def test_a_group_that_is_bound_while_the_bot_tries_to_leave_it_is_kept(
    bot: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await assemble(bot)
    group = bot.telegram.group("The committee", scene["anna"].user)
    bot.telegram.add_bot(group, scene["anna"].user)
    await bot.settle()

    def bind(tx: Tx) -> None:
        service.bind(tx, named(tx, scene, "anna"), group.id, group.title, bot.clock.now())

    async def leave(_chat: TelegramId) -> None:
        await bot.app.store.write(bind)
        raise Unsure

    monkeypatch.setattr(bot.app.board._outbox, "leave", leave)
    await bot.move(bot.clock.now() + HOUR)
    monkeypatch.undo()
    await bot.move(bot.clock.now() + HOUR)
    found = await group_of(bot, scene)
    assert found is not None
    assert found.chat == group.id
    assert group.members[bot.telegram.bot.id] == "member"


async def test_somebody_elses_link_binds_nothing(bot: Stage) -> None:
    scene = await assemble(bot)
    group = bot.telegram.group("The committee", scene["damir"].user)
    bot.telegram.add_bot(group, scene["damir"].user)
    link = f"g{scene.where}-9999999999-{'A' * 22}"
    await scene["damir"].within(group).says(f"/start@{bot.telegram.bot.username} {link}")
    assert await group_of(bot, scene) is None
    scene["damir"].sees("not valid for you|Only organizers")
    await scene["anna"].within(group).says(f"/start@{bot.telegram.bot.username} {link}")
    assert await group_of(bot, scene) is None
    scene["anna"].sees("not valid for you")


async def test_a_group_of_another_committee_is_not_taken_over(bot: Stage) -> None:
    scene = await assemble(bot)
    group, here = await bound(scene)
    bob = bot.someone("Bob", language="en")
    await takes_seat(bob, await organizer_link(bot, "KH"))
    payload, posts = await own_link(bob), len(here.cards)
    await bob.within(group).says(f"/start@{bot.telegram.bot.username} {payload}")
    bob.sees("This group chat belongs to another committee. Nothing was changed")
    assert len(here.cards) == posts
    found = await group_of(bot, scene)
    assert found is not None
    assert found.chat == group.id


async def test_what_a_group_talks_about_is_never_stored_though_the_bot_is_made_admin(bot: Stage) -> None:
    scene = await assemble(bot)
    group, here = await bound(scene)
    bot.telegram.promote_bot(group, scene["anna"].user)
    await bot.settle()

    def rows(tx: Tx) -> int:
        return len(tx.execute(select(updates.c.update_id)).all())

    before, posts = await bot.app.store.read(rows), len(here.cards)
    await scene["damir"].within(group).says("A secret of ours")
    assert await bot.app.store.read(rows) == before
    assert len(here.cards) == posts
    assert bot.telegram.idle


async def test_only_help_acts_in_a_group_other_commands_lead_into_private(bot: Stage) -> None:
    scene = await assemble(bot)
    _, here = await bound(scene)
    await here.says("/help")
    here.sees(re.escape(f"/help@{bot.telegram.bot.username}"))
    await here.says("/findings")
    here.sees("в личном чате с ботом")
    assert len(here.cards[-1].buttons) == 1


async def test_a_bot_that_is_removed_tells_the_organizers_and_forgets_the_group(bot: Stage) -> None:
    scene = await assemble(bot)
    group, _ = await bound(scene)
    bot.telegram.remove_bot(group, scene["damir"].user)
    await bot.settle()
    assert await group_of(bot, scene) is None
    scene["anna"].sees("was removed from the group chat")


async def test_a_group_that_becomes_a_supergroup_is_followed(bot: Stage) -> None:
    scene = await assemble(bot)
    group, _ = await bound(scene)
    supergroup = bot.telegram.migrate(group, scene["anna"].user)
    await bot.settle()
    found = await group_of(bot, scene)
    assert found is not None
    assert found.chat == supergroup.id


def _counter(state: dict[str, int]) -> PostKind:
    def draw(_tx: Tx, _post: GroupPost, place: Place) -> Screen:
        from bot.group.views import posted

        return posted(place, "b1", lambda t: t("Waiting for you: {n}", n=state["n"]))

    return PostKind(draw)


@pytest.mark.slow
async def test_a_common_card_touched_500_times_in_a_minute_is_edited_21_times_at_most(bot: Stage) -> None:
    scene = await assemble(bot)
    _, here = await bound(scene)
    state = {"n": 0}
    bot.app._posts["counter"] = _counter(state)
    home: CommitteeId = scene.where
    at = bot.clock.now()
    await bot.app.store.write(lambda tx: board.show(tx, home, "counter", key="c", at=at, facts={}))
    await bot.settle()
    for _ in range(500):
        state["n"] += 1
        await bot.app.store.write(lambda tx: board.touch(tx, home, "c"))
        await bot.move(bot.clock.now() + 0.12 * SECOND)
    await bot.move(bot.clock.now() + 4 * SECOND)
    card = here.sees("500")
    edits = [
        c for c in bot.telegram.calls if c.method == "editMessageText" and c.fields["chat_id"] == here.chat.id
    ]
    assert 15 <= len(edits) <= 21
    assert card is here.cards[-1]


async def test_429_in_the_group_holds_up_the_group_and_no_letter(bot: Stage) -> None:
    scene = await assemble(bot)
    _, here = await bound(scene)
    state = {"n": 7}
    bot.app._posts["counter"] = _counter(state)
    bot.telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 30", {"retry_after": 30})
    at = bot.clock.now()
    await bot.app.store.write(lambda tx: board.show(tx, scene.where, "counter", key="c", at=at, facts={}))
    await bot.settle()
    here.does_not_see("7")
    await scene["damir"].says("/menu")
    scene["damir"].sees("Nothing waits")
    await bot.move(bot.clock.now() + 31 * SECOND)
    here.sees("7")


async def test_after_a_crash_a_card_is_drawn_again_and_a_notice_not_said_twice(bot: Stage) -> None:
    scene = await assemble(bot)
    _, here = await bound(scene)
    posts = len(here.cards)
    state = {"n": 7}
    await bot.app.store.write(lambda tx: tx.execute(group_posts.update().values(state="sending")))
    at = bot.clock.now()
    bot.app._posts["counter"] = _counter(state)
    await bot.app.store.write(lambda tx: board.show(tx, scene.where, "counter", key="c", at=at, facts={}))
    await bot.settle()
    await bot.app.store.write(lambda tx: tx.execute(group_posts.update().values(state="sending")))
    bot.app.board._taken_up = False
    state["n"] = 8
    bot.app.board.nudge()
    await bot.move(bot.clock.now() + 4 * SECOND)
    here.sees("8")
    assert len(here.cards) == posts + 1


async def test_who_adds_the_bot_and_the_organizers_are_told_how_it_is_connected_and_when_it_leaves(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    group = bot.telegram.group("The <NAC> & friends", scene["damir"].user)
    bot.telegram.add_bot(group, scene["damir"].user)
    await bot.settle()
    scene["anna"].does_not_see("added to a group chat")
    await bot.move(bot.clock.now() + 2 * MINUTE)
    told = scene["anna"].sees("added to a group chat: The <NAC> & friends")
    assert re.search(r"Added by: Damir.*press “Add to a group chat”.*leaves it: ", told.text, re.DOTALL)
    own = scene["damir"].cards[-1]
    assert "An organizer" in own.text or "организатор" in own.text or "уюштуруучу" in own.text
    assert told.buttons[0]["text"] == "Group chat"


async def test_of_a_group_that_is_connected_at_once_nobody_need_be_told(bot: Stage) -> None:
    scene = await assemble(bot)
    await bound(scene)
    await bot.move(bot.clock.now() + 2 * MINUTE)
    for person in scene.people.values():
        person.does_not_see("added to a group chat|добавлен в общий чат|жалпы чатка кошулду")


async def test_an_anonymous_administrator_is_told_that_the_bot_cannot_tell_who_they_are(bot: Stage) -> None:
    scene = await assemble(bot)
    group, _ = await bound(scene)
    supergroup = bot.telegram.remain_anonymous(group, scene["anna"].user)
    await bot.settle()
    here = scene["anna"].within(supergroup)
    for words in ("/help", "/ask When?", "/findings"):
        before = len(here.cards)
        await here.says(words)
        assert [card.text for card in here.cards[before:]] == [here.sees("кто пишет").text]


async def test_a_group_shows_only_the_commands_that_act_there_in_its_own_languages(bot: Stage) -> None:
    scene = await assemble(bot)
    stranger = bot.someone("Stranger")
    elsewhere = stranger.within(bot.telegram.group("Elsewhere", stranger.user))
    assert elsewhere.menu == ["ask", "help"]
    group, here = await bound(scene)
    assert here.menu == ["ask", "help"]

    def described() -> list[str]:
        return [c["description"] for c in bot.telegram.commands_for(group, "en")]

    assert described() == ["Суроо берүү · Задать вопрос", "Жардам · Помощь"]
    await scene["anna"].says("/committee")
    await scene["anna"].press("Group chat")
    await scene["anna"].press("English")
    assert described()[-1] == "Жардам · Помощь · Help"
    supergroup = bot.telegram.migrate(group, scene["anna"].user)
    await bot.settle()
    shown = bot.telegram.commands_for(supergroup, "en")
    assert [c["description"] for c in shown][-1] == "Жардам · Помощь · Help"


async def test_a_group_that_was_connected_before_there_were_menus_has_its_own_after_a_start(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    group, _ = await bound(scene)
    before = bot.telegram.commands_for(group, "en")
    await bot.app.store.write(lambda tx: tx.execute(delete(group_posts)))
    await bot.app.store.write(lambda tx: tx.execute(delete(menus)))
    bot.telegram.profile.commands.clear()
    await bot.restart()
    assert bot.telegram.commands_for(group, "en") == before
    posts = await bot.app.store.read(lambda tx: tx.execute(select(group_posts.c.kind)).scalars().all())
    await bot.restart()
    assert (
        await bot.app.store.read(lambda tx: tx.execute(select(group_posts.c.kind)).scalars().all()) == posts
    )


async def test_the_commands_that_a_group_shows_are_those_that_act_there(bot: Stage) -> None:
    from bot.i18n import translator
    from handlers.menus import commands_for_groups

    shown = {name for name, _ in commands_for_groups([translator("en", UTC_ZONE, UTC_ZONE)])}
    assert shown == set(bot.app.telegram.bot_data["rooms"].group_commands)
