"""From an invitation to a seat: consent, strangers, spent and forged links, two at the same door."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.committee import records
from bot.committee import service as committee
from bot.committee.actions import AboutData, Agree, JoinIn, ShowCommittee
from bot.committee.records import tables
from bot.i18n import LANGUAGES
from bot.ids import CommitteeId, TelegramId
from bot.intake.records import updates
from bot.playground.stage import Stage
from tests.journeys.house import (
    NAMES,
    OWN_NAMES,
    bytes_in,
    count,
    invites,
    open_committee,
    organizer_link,
    takes_seat,
    tap,
    words,
)

AIGUL = "Federation,workers,member,Aigul Sydykova,ky"


def payload_of(link: str) -> str:
    return link.partition("start=")[2]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
async def test_a_first_start_asks_for_the_language_then_consent_then_shows_the_menu(
    bot: Stage, language: str
) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, f"Federation,workers,member,Aigul Sydykova,{language}")
    aigul = bot.someone("Aika", username="aika", language=language)
    await aigul.opens(link)
    assert all(name in aigul.screen for name in NAMES.values())
    assert aigul.buttons[0] == OWN_NAMES[language]
    assert set(aigul.buttons) == set(OWN_NAMES.values())
    await aigul.press(OWN_NAMES[language])
    assert NAMES[language] in aigul.screen
    assert words(language, "Name: {name}", name="Aigul Sydykova") in aigul.screen
    assert aigul.buttons == [words(language, w) for w in ("I agree", "No", "Your data")]
    await aigul.press(words(language, "I agree"))
    assert words(language, "Welcome! You have joined the committee.") in aigul.screen
    assert words(language, "Committee") in aigul.buttons
    assert len(aigul.cards) == 1, "one card, edited in place"
    anna.sees(r"Joined: Aigul Sydykova — on Telegram: Aika \(@aika\)")


async def test_the_rosters_name_wins_over_telegrams_and_organizers_hear_of_each_who_joins(bot: Stage) -> None:
    anna = await open_committee(bot)
    assert "You: Anna (organizer)" in anna.screen, "an organizer made on the terminal has Telegram's name"
    links = await invites(anna, AIGUL, "Union,workers,member,Boris Orlov,ru")
    aigul, boris = bot.someone("🌸 Aika 🌸"), bot.someone("Borya")
    for person, link in zip((aigul, boris), links, strict=True):
        await takes_seat(person, link)
    assert "You: Aigul Sydykova (member)" in aigul.screen
    assert "You: Boris Orlov (member)" in boris.screen
    anna.sees("Joined: Aigul Sydykova — on Telegram: 🌸 Aika 🌸")
    anna.sees("Joined: Boris Orlov — on Telegram: Borya")


@pytest.mark.slow
async def test_whoever_is_asked_for_consent_may_read_first_what_is_kept_of_them(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika", username="aika")
    await aigul.opens(link)
    await aigul.press("Русский")
    await aigul.press(words("ru", "Your data"))
    assert words("ru", "the secretariat of the committee") in aigul.screen
    assert aigul.buttons == [words("ru", "Back")]
    assert b"Aika" not in bytes_in(bot.data)
    await aigul.press(words("ru", "Back"))
    await aigul.press(words("ru", "I agree"))
    assert words("ru", "Welcome! You have joined the committee.") in aigul.screen
    await anna.says("/committee")
    await anna.press("Aigul Sydykova")
    await anna.press("Not this person")
    await anna.press("Yes, not this person")
    await aigul.forges(AboutData("ru", payload_of(link)).pack())
    assert words("ru", "the secretariat of the committee") not in aigul.screen, "the link opens nothing now"


async def test_who_declines_leaves_no_trace_and_may_come_back(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await aigul.opens(link)
    await aigul.press("English")
    await aigul.press("No")
    aigul.sees("Nothing was stored. Your invitation stays open")
    assert await count(bot, tables.people, tables.people.c.telegram_id == aigul.user.id) == 0
    await takes_seat(aigul, link)
    aigul.sees("Welcome!")


async def test_a_stranger_gets_one_screen_in_three_languages_and_nothing_is_kept_of_them(
    bot: Stage, data: Path
) -> None:
    anna = await open_committee(bot)
    await invites(anna, AIGUL)
    eve = bot.someone("Evdokia-Stranger", username="evdokia_x", language="ru")
    for text in ("/start", "/menu", "/committee", "let me in, please-oh-please", "/start 7-" + "A" * 22):
        await eve.says(text)
    await eve.edits(eve.own[3], "let me in again, please-oh-please")
    await eve.forges(ShowCommittee(CommitteeId(1)).pack())
    await eve.forges("vote:everything:please-oh-please")
    for language in ("ky", "ru", "en"):
        assert (
            words(
                language,
                "This bot is for members of national advisory committees. "
                "To join, open the invitation link that your secretariat sent you; if you have none, ask for it.",
            )
            in eve.screen
        )
    assert len(eve.cards) + len([c for c in bot.telegram.calls if c.method == "editMessageText"]) >= 8
    eve.does_not_see("Aigul")
    known = await bot.app.store.read(lambda tx: list(tx.execute(select(updates.c.sender))))
    assert (eve.user.id,) not in known
    await bot.stop()
    left = bytes_in(data)
    for trace in (b"Evdokia", b"evdokia_x", b"please-oh-please", str(eve.user.id).encode()):
        assert trace not in left


async def test_a_used_invitation_says_so_to_others_and_welcomes_its_owner_again(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul, eve = bot.someone("Aika"), bot.someone("Eve")
    await takes_seat(aigul, link)
    await eve.opens(link)
    eve.sees("already been used by somebody else. Nothing was stored")
    await aigul.opens(link)
    aigul.sees("You have joined with this invitation already")
    assert "Committee" in aigul.buttons
    assert await count(bot, tables.people, tables.people.c.telegram_id.is_not(None)) == 2


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_taps_twice_on_the_way_in_is_welcomed_as_for_one_tap(bot: Stage, language: str) -> None:
    (link,) = await invites(await open_committee(bot), AIGUL)
    aigul = bot.someone("Aika", language=language)
    await aigul.opens(link)
    for button in (OWN_NAMES[language], words(language, "I agree")):
        tapped = tap(aigul, button)
        await aigul.press(button)
        once = (aigul.screen, aigul.buttons)
        await aigul.forges(*tapped)
        assert (aigul.screen, aigul.buttons) == once
    assert words(language, "Welcome! You have joined the committee.") in aigul.screen
    assert len(aigul.cards) == 1


async def test_a_no_after_the_consent_does_not_say_that_nothing_was_stored(bot: Stage) -> None:
    (link,) = await invites(await open_committee(bot), AIGUL)
    aigul = bot.someone("Aika")
    await aigul.opens(link)
    await aigul.press("English")
    no = tap(aigul, "No")
    await aigul.press("I agree")
    await aigul.forges(*no)
    aigul.sees("You have joined with this invitation already")
    aigul.does_not_see("Nothing was stored")


async def test_who_taps_not_this_person_twice_keeps_the_new_link_on_the_card(bot: Stage) -> None:
    anna = await open_committee(bot)
    links = await invites(anna, AIGUL, "Union,workers,member,Boris Orlov,ru", ",,consultant,Nazira,ru")
    for name, link in zip(("Eve", "Adam", "Ivy"), links, strict=True):
        await takes_seat(bot.someone(name), link)
    for _ in links:
        first = tap(anna, "Not this person")
        await anna.press("Not this person")
        sure = tap(anna, "Yes, not this person")
        await anna.forges(*first)
        assert tap(anna, "Yes, not this person") == sure
        await anna.press("Yes, not this person")
        card = sure[1]
        once = card.text
        assert "The seat is free. Their running votes are void. A new link was made." in once
        assert "Link: " in once
        for again in (sure, first):
            await anna.forges(*again)
            assert card.text == once
    # Once the right person has come in, the seat is free no more.
    await takes_seat(bot.someone("Nazira"), once.partition("Link: ")[2].split()[0])
    await anna.forges(*sure)
    anna.sees("This person is no longer on the roster. Nothing was changed.")


@pytest.mark.slow
async def test_an_expired_invitation_opens_nothing_even_from_an_old_card(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await aigul.opens(link)
    await aigul.press("English")
    await bot.move(bot.clock.now() + timedelta(days=30))
    await aigul.press("I agree")
    aigul.sees(r"This invitation has expired \(7 January 2023\). Nothing was stored")
    await aigul.opens(link)
    aigul.sees("has expired")
    assert await count(bot, tables.people, tables.people.c.telegram_id == aigul.user.id) == 0


async def test_a_revoked_invitation_opens_nothing_and_a_new_one_does(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    await anna.says("/committee")
    await anna.press("Aigul Sydykova")
    await anna.press("Revoke the link")
    anna.sees("The link was revoked")
    aigul = bot.someone("Aika")
    await aigul.opens(link)
    aigul.sees("This invitation was revoked")
    await anna.press("New link")
    renewed = anna.screen.partition("Link: ")[2].split()[0]
    assert renewed != link
    await takes_seat(aigul, renewed)
    aigul.sees("Welcome!")


async def test_a_forged_or_unknown_payload_opens_nothing(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    number, _, mac = payload_of(link).partition("-")
    changed = mac[:-1] + ("A" if mac[-1] != "A" else "Q")
    eve = bot.someone("Eve")
    for payload in (f"{number}-{changed}", f"999-{mac}", f"{number}-", "x1", "x" * 64):
        await eve.opens(payload)
        assert "This invitation link is not valid. Nothing was stored" in eve.screen, payload
    await eve.opens(link)
    await eve.forges(Agree("en", f"{number}-{changed}").pack())
    assert "not valid" in eve.screen
    await eve.forges(JoinIn("xx", payload_of(link)).pack())
    assert "Do you agree?" in eve.screen
    assert await count(bot, tables.people, tables.people.c.telegram_id == eve.user.id) == 0


async def test_a_member_cannot_take_a_second_seat(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    await anna.opens(link)
    await anna.press("I agree")
    anna.sees("The invitation was not used: it is for somebody else")
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link)
    aigul.sees("Welcome!")


async def test_two_who_open_the_same_link_at_once_get_one_seat(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul, eve = bot.someone("Aika"), bot.someone("Eve")
    for person in (aigul, eve):
        await person.opens(link)
        await person.press("English")
    await asyncio.gather(aigul.press("I agree"), eve.press("I agree"))
    taken = [
        next(words for words in ("Welcome!", "already been used by somebody else") if words in person.screen)
        for person in (aigul, eve)
    ]
    assert sorted(taken) == ["Welcome!", "already been used by somebody else"]
    assert await count(bot, tables.people, tables.people.c.telegram_id.is_not(None)) == 2


@pytest.mark.slow
async def test_not_this_person_frees_the_seat_and_forgets_who_took_it(bot: Stage, data: Path) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    eve = bot.someone("Evdokia", username="evdokia_x")
    await takes_seat(eve, link)
    await anna.press("Not this person")
    anna.sees(r"Free the seat taken by Aigul Sydykova — on Telegram: Evdokia \(@evdokia_x\)\?")
    await anna.press("Yes, not this person")
    anna.sees("The seat is free. Their running votes are void. A new link was made")
    renewed = anna.screen.partition("Link: ")[2].split()[0]

    await eve.press("Committee")
    eve.does_not_see("Others")
    await eve.says("/committee")
    await eve.opens(link)
    eve.sees("already been used by somebody else")
    gone = await bot.app.store.read(lambda tx: records.person_by_telegram(tx, TelegramId(eve.user.id)))
    assert gone is None
    aigul = bot.someone("Aika", username="aika")
    await takes_seat(aigul, renewed)
    assert "You: Aigul Sydykova (member)" in aigul.screen
    await bot.stop()
    left = bytes_in(data)
    assert b"evdokia_x" not in left


@pytest.mark.parametrize("language", LANGUAGES)
async def test_short_doors_share_a_row_of_the_menu_and_long_ones_do_not(bot: Stage, language: str) -> None:
    (link,) = await invites(await open_committee(bot), AIGUL)
    aigul = bot.someone("Aika", username="aika")
    await takes_seat(aigul, link, language)
    rows = [[button["text"] for button in row] for row in aigul.cards[-1].keyboard]
    pairs = (("Findings", "My votes"), ("Meetings", "Timeline"), ("Questions", "Ask a question"))
    assert rows[:3] == [[words(language, door) for door in pair] for pair in pairs]
    assert rows[3] == [words(language, "Requests for input")]


@pytest.mark.slow
async def test_a_command_menu_of_at_most_eight_follows_role_and_language(bot: Stage) -> None:
    anna = await open_committee(bot)
    links = await invites(
        anna, AIGUL, ",,consultant,Nurlan,en", ",,observer,Jyldyz,en", "Ministry,government,chair,Bakyt,en"
    )
    people = {}
    for name, link in zip(["aigul", "nurlan", "jyldyz", "bakyt"], links, strict=True):
        people[name] = bot.someone(name)
        await takes_seat(people[name], link)
    assert "invite" in anna.menu
    assert "votes" not in anna.menu
    assert "votes" in people["aigul"].menu
    assert "votes" in people["bakyt"].menu
    assert "newfinding" in people["nurlan"].menu
    assert not {"votes", "newfinding", "invite"} & set(people["jyldyz"].menu)
    for person in (anna, *people.values()):
        assert 0 < len(person.menu) <= 8

    aigul = people["aigul"]
    await aigul.says("/language")
    await aigul.press("Русский")
    described = [c["description"] for c in bot.telegram.commands_for(aigul.chat, "en")]
    assert words("ru", "What waits for me") in described
    await aigul.says("/language")
    await aigul.press("English")
    described = [c["description"] for c in bot.telegram.commands_for(aigul.chat, "en")]
    assert "What waits for me" in described


async def test_the_time_zone_is_the_committees_until_changed(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/timezone")
    anna.sees("Time zone: Bishkek")
    assert "✓ The committee's: Bishkek" in anna.buttons
    assert "/timezone Asia/Tashkent" in anna.screen
    await anna.press("Geneva")
    anna.sees("Time zone: Geneva")
    assert anna.screen.count("Geneva") == 1, "the card says it once, and the popup too"
    assert anna.popup == "Time zone: Geneva"
    assert [b for b in anna.buttons if b.startswith("✓")] == ["✓ Geneva"]
    await anna.says("/timezone Asia/Nowhere")
    anna.sees("This time zone is not known. Nothing was changed. Please write it so: /timezone Asia/Tashkent")
    await anna.says("/timezone America/Sao_Paulo")
    anna.sees("Time zone: Sao Paulo")
    for typed in ("europe/zurich", "Женева", "geneva"):
        await anna.says("/timezone Asia/Tashkent")
        anna.sees("Time zone: Tashkent")
        await anna.says(f"/timezone {typed}")
        anna.sees("Time zone: Geneva")
    for typed in ("New York", "Нью-Йорк", "new_york"):
        await anna.says(f"/timezone {typed}")
        anna.sees("Time zone: New York")
    await anna.press("The committee's: Bishkek")
    assert "Time zone: Bishkek" in anna.screen


async def test_a_second_committee_has_its_own_organizer(bot: Stage) -> None:
    anna = await open_committee(bot)
    other = await organizer_link(bot, "KH")
    await anna.opens(other)
    await anna.press("I agree")
    anna.sees("Welcome!")
    assert await count(bot, tables.memberships) == 2
    assert await count(bot, tables.people, tables.people.c.telegram_id.is_not(None)) == 1


@pytest.mark.slow
async def test_who_serves_elsewhere_keeps_their_name_and_the_rosters_stays_with_the_seat(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link)
    bob = bot.someone("Bob", language="en")
    await takes_seat(bob, await organizer_link(bot, "KH"))
    (elsewhere,) = await invites(bob, "Guild,sse,member,Mrs A. Sydykova,en")
    await aigul.opens(elsewhere)
    await aigul.press("I agree")
    aigul.sees("Welcome!")
    assert "You: Aigul Sydykova (member)" in aigul.screen
    bob.sees("Joined: Aigul Sydykova — on Telegram: Aika\nOn the roster: Mrs A. Sydykova")
    await bob.says("/committee")
    await bob.press("Import a roster")
    lines = ("Guild,sse,member,Mrs A. Sydykova,en", "Guild,sse,member,Aigul Sydykova,en")
    await bob.says("\n".join(["organization,constituency,role,name,language", *lines]))
    await bob.press("Done")
    await bob.press("Import")
    assert "Invitations made: 0. On the roster already: 2." in bob.screen, "by either name"
    names = await bot.app.store.read(lambda tx: list(tx.execute(select(tables.names.c.name)).scalars()))
    assert sorted(names) == ["Aigul Sydykova", "Anna", "Bob", "Mrs A. Sydykova"]
    await bot.move(bot.clock.now() + timedelta(days=40))
    await aigul.says("/leave")
    await aigul.press("Leave the committee")
    names = await bot.app.store.read(lambda tx: list(tx.execute(select(tables.names.c.name)).scalars()))
    assert sorted(names) == ["Aigul Sydykova", "Anna", "Bob"], (
        "with the seat goes what the roster called them"
    )


@pytest.mark.slow
async def test_not_this_person_makes_a_link_with_the_name_that_the_roster_has(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    bob = bot.someone("Bob")
    await takes_seat(bob, await organizer_link(bot, "KH"))
    await bot.move(bot.clock.now() + timedelta(days=1))
    await bob.opens(link)
    await bob.press("I agree")
    await anna.press("Not this person")
    anna.sees(r"Free the seat taken by Bob — on Telegram: Bob\?")
    await anna.press("Yes, not this person")
    anna.sees("The seat is free")
    assert "Aigul Sydykova" in anna.screen
    assert "Bob" not in anna.screen
    await bob.says("/menu")
    assert "You: Bob (organizer)" in bob.screen, "elsewhere nothing has changed"
    aigul = bot.someone("Aika")
    await takes_seat(aigul, anna.screen.partition("Link: ")[2].split()[0])
    assert "You: Aigul Sydykova (member)" in aigul.screen


@pytest.mark.slow
async def test_who_took_a_name_with_a_seat_gives_back_both(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    eve = bot.someone("Eve")
    await takes_seat(eve, link)
    await bot.move(bot.clock.now() + timedelta(days=1))
    bob = bot.someone("Bob")
    await takes_seat(bob, await organizer_link(bot, "KH"))
    (elsewhere,) = await invites(bob, "Guild,sse,member,Evdokia,en")
    await eve.opens(elsewhere)
    await eve.press("I agree")
    assert "You: Aigul Sydykova (member)" in eve.screen
    await anna.press("Not this person")
    await anna.press("Yes, not this person")
    assert "Aigul Sydykova" in anna.screen
    await eve.says("/menu")
    assert "You: Evdokia (member)" in eve.screen


async def test_a_stranger_who_follows_a_link_out_of_the_group_is_told_how_one_joins(bot: Stage) -> None:
    await open_committee(bot)
    eve = bot.someone("Eve")
    for payload in ("f1", "b1", "m1", "room1", "menu"):
        await eve.opens(payload)
        assert "To join, open the invitation link that your secretariat sent you" in eve.screen, payload
        assert "not valid" not in eve.screen, payload
    assert await count(bot, tables.people, tables.people.c.telegram_id == eve.user.id) == 0


@pytest.mark.slow
async def test_a_payload_in_other_scripts_is_an_unknown_one(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    number, _, mac = payload_of(link).partition("-")
    arabic = number.translate({ord("0") + n: chr(0x660 + n) for n in range(10)})
    eve = bot.someone("Eve")
    for payload in (f"{arabic}-{mac}", f"{number}-{'é' * 22}", f"{number}-{'０' * 22}", f"f{arabic}"):
        await eve.opens(payload)
        assert "This invitation link is not valid. Nothing was stored" in eve.screen, payload
        await eve.forges(f"ja:en:{payload}"[:40])
        await anna.opens(payload)
        assert "Committee" in anna.buttons
    parked = await bot.app.store.read(lambda tx: tx.execute(select(updates.c.error)).scalars().all())
    assert set(parked) == {None}


async def test_before_joining_the_menu_is_the_one_for_everybody_and_so_it_is_after_not_this_person(
    bot: Stage,
) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    eve = bot.someone("Eve", language="ky")
    await eve.says("/start")
    assert eve.menu == ["start", "help"]
    described = {c["command"]: c["description"] for c in bot.telegram.commands_for(eve.chat, "ky")}
    assert described["help"] == words("ky", "Help")
    await takes_seat(eve, link)
    assert "findings" in eve.menu
    await anna.press("Not this person")
    await anna.press("Yes, not this person")
    assert eve.menu == ["start", "help"]


async def test_the_rosters_card_names_the_account_beside_the_person(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    eve = bot.someone("Evil", "Impostor")
    await takes_seat(eve, link)
    await anna.says("/committee")
    await anna.press("Aigul Sydykova")
    assert "On Telegram: Evil Impostor" in anna.screen


async def test_help_sends_organizers_to_nobody_else(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link)
    await aigul.says("/help")
    aigul.sees("please contact the secretariat")
    await anna.says("/help")
    anna.does_not_see("please contact the secretariat")


async def test_an_organizer_whom_the_server_invites_joins_and_frees_the_place_of_one_who_cannot_come_back(
    bot: Stage,
) -> None:
    anna = await open_committee(bot)
    invitation = await bot.app.store.write(
        lambda tx: committee.invite_organizer(tx, code="KG", at=bot.clock.now())
    )
    boris = bot.someone("Boris")
    await takes_seat(boris, bot.app.links.invitation(invitation))
    anna.sees("Joined: Boris")
    await boris.says("/committee")
    await boris.press("Anna")
    await boris.press("Remove from the committee")
    await boris.press("Yes, remove")
    await anna.says("/committee")
    assert "Import a roster" not in str(anna.latest.buttons)
