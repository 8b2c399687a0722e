"""Links on their way: as a picture, longer, expired, revoked, anew; and where each of them stands."""

from datetime import timedelta

import pytest

from bot.committee.invitation_actions import SendQr, SendText, SetValidity
from bot.committee.records import tables
from bot.ids import CommitteeId, MembershipId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from tests.documents.qr import read
from tests.journeys.house import NAMES, count, invites, open_committee, takes_seat, words

AIGUL = "Federation,workers,member,Aigul Sydykova,ky"
HERE = CommitteeId(1)


def link_on(person: Someone) -> str:
    return person.screen.partition("Link: ")[2].split()[0]


async def opens_card(anna: Someone, name: str) -> None:
    await anna.says("/committee")
    await anna.press(name)


async def test_a_link_is_sent_as_a_picture_that_names_its_seat(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    await opens_card(anna, "Aigul Sydykova")
    await anna.press("QR picture")
    picture = anna.cards[-1].content
    assert "Name: Aigul Sydykova\nSeat: Federation (Trade unions)" in picture["caption"]
    assert link not in picture["caption"]
    assert read(bot.telegram.files.by_id(picture["photo"][0]["file_id"]).data) == link
    assert "Aigul Sydykova" in anna.cards[-2].text, "the card stays above it"


async def test_a_text_to_send_is_in_the_persons_own_language_and_a_message_of_its_own(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    await opens_card(anna, "Aigul Sydykova")
    await anna.press("Text to send")
    text = anna.cards[-1]
    for said in (NAMES["ky"], "Aigul Sydykova", words("ky", "member"), link):
        assert said in text.text
    assert words("ky", "It opens once and is for you only; please do not pass it on.") in text.text
    assert not text.buttons
    assert not text.protected
    assert "Link: " in anna.cards[-2].text, "the card stays above it"
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link)
    await aigul.forges(SendText(HERE, MembershipId(2)).pack())
    aigul.sees("Only organizers can do this|уюштуруучулар")
    await anna.forges(SendText(HERE, MembershipId(2)).pack())
    anna.sees("This person has joined already")


@pytest.mark.slow
async def test_only_an_organizer_gets_the_picture_and_only_while_the_link_opens(bot: Stage) -> None:
    anna = await open_committee(bot)
    first, second = await invites(anna, AIGUL, "Union,sse,member,Bakyt,ru")
    aigul = bot.someone("Aika")
    await takes_seat(aigul, first)
    await aigul.forges(SendQr(HERE, MembershipId(3)).pack())
    aigul.sees("Only organizers can do this")
    await anna.forges(SendQr(HERE, MembershipId(2)).pack())
    anna.sees("This person has joined already")
    await opens_card(anna, "Bakyt")
    await anna.press("Revoke the link")
    await anna.forges(SendQr(HERE, MembershipId(3)).pack())
    anna.sees("This link opens nothing any more. Please make a new one")
    assert not any("photo" in card.content for card in (*anna.cards, *aigul.cards))
    assert second


@pytest.mark.slow
async def test_an_expired_link_is_valid_again_once_an_organizer_says_so(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    await bot.move(bot.clock.now() + timedelta(days=31))
    aigul = bot.someone("Aika")
    await aigul.opens(link)
    aigul.sees("This invitation has expired")
    await opens_card(anna, "Aigul Sydykova")
    assert "Expired: 7 January 2023" in anna.screen
    assert "QR picture" not in anna.buttons
    await anna.press("Change how long it is valid")
    await anna.press("7 days")
    assert "The link is valid until 15 January 2023, 14:00 (Bishkek). It is the same link" in anna.screen
    assert link_on(anna) == link
    await takes_seat(aigul, link)
    aigul.sees("Welcome!")
    await anna.forges(SetValidity(HERE, MembershipId(2), 90).pack())
    anna.sees("This person has joined already. Nothing was changed")


@pytest.mark.parametrize("days", [0, -1, 366, 10**9])
async def test_no_forged_number_of_days_is_taken(bot: Stage, days: int) -> None:
    anna = await open_committee(bot)
    await invites(anna, AIGUL)
    await anna.forges(SetValidity(HERE, MembershipId(2), days).pack())
    anna.sees("Please write a number of days from 1 to 365. Nothing was changed")
    assert "Valid until: 7 January 2023" in anna.screen


async def test_what_was_revoked_stays_so(bot: Stage) -> None:
    anna = await open_committee(bot)
    await invites(anna, AIGUL)
    await opens_card(anna, "Aigul Sydykova")
    await anna.press("Revoke the link")
    assert "Change how long it is valid" not in anna.buttons
    await anna.forges(SetValidity(HERE, MembershipId(2), 30).pack())
    anna.sees("This link opens nothing any more. Please make a new one")


@pytest.mark.slow
async def test_the_list_says_of_every_link_where_it_stands(bot: Stage) -> None:
    anna = await open_committee(bot)
    links = await invites(
        anna, AIGUL, "Union,sse,member,Bakyt,ru", ",,observer,Olivia,en", ",,consultant,Nurlan,en"
    )
    await takes_seat(bot.someone("Aika"), links[0])
    await opens_card(anna, "Olivia")
    await anna.press("Revoke the link")
    await opens_card(anna, "Nurlan")
    await anna.press("Change how long it is valid")
    await anna.press("7 days")
    await bot.move(bot.clock.now() + timedelta(days=8))
    await anna.says("/committee")
    await anna.press("Invitation links")
    assert "not used yet: 1 · expired: 1 · revoked: 1 · used: 2" in anna.screen
    places = [anna.screen.index(words) for words in ("Bakyt", "Nurlan", "Olivia", "Aigul")]
    assert places == sorted(places), "what still has to be sent stands first"
    assert links[1] in anna.screen
    anna.sees(r"Used:.*Aigul Sydykova: 8 December 2022")
    for opens_nothing in (links[0], links[2], links[3]):
        assert opens_nothing not in anna.screen
    await anna.press("Nurlan")
    await anna.press("New link")
    assert link_on(anna) not in links


async def test_one_person_is_invited_for_as_long_as_the_organizer_says(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    await anna.press("Member")
    await anna.press("Trade unions")
    await anna.says("Federation <of> unions")
    await anna.says("Aigul & Co")
    await anna.press("Кыргызча")
    await anna.says("soon")
    anna.sees("Please write a number of days from 1 to 365")
    await anna.says("2")
    assert "Aigul & Co" in anna.screen
    assert "Valid until: 10 December 2022, 14:00 (Bishkek)" in anna.screen
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link_on(anna))
    assert "You: Aigul & Co (member)" in aigul.screen
    assert await count(bot, tables.seats) == 1


async def test_whoever_is_invited_again_is_shown_as_they_stand(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    await anna.says("/invite")
    for button in ("Member", "Trade unions", "Federation"):
        await anna.press(button)
    await anna.says("aigul sydykova")
    await anna.press("English")
    await anna.press("30 days")
    assert "This person is on the roster already. Nothing was changed." in anna.screen
    assert "Aigul Sydykova" in anna.screen
    assert link in anna.screen
    assert await count(bot, tables.seats) == 1
