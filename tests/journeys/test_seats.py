"""An organizer's everyday: who comes, who goes, who is what; each of them told, in their own language."""

import pytest

from bot.committee.actions import ShowMember
from bot.committee.model import Role
from bot.committee.records import tables
from bot.committee.seat_actions import (
    GiveRole,
    MarkChair,
    NameHolder,
    Promote,
    RemoveMember,
    ShowSeat,
    Vacate,
)
from bot.i18n import LANGUAGES
from bot.ids import CommitteeId, MembershipId, SeatId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from tests.journeys.house import count, invites, open_committee, takes_seat, words

AIGUL = "Federation,workers,member,Aigul Sydykova,ky"
TEMIR = "Federation,workers,alternate,Temir Asanov,ru"
HERE = CommitteeId(1)


async def opens_seat(anna: Someone, name: str) -> None:
    await anna.says("/committee")
    await anna.press(name)
    await anna.press("The seat")


def link_on(person: Someone) -> str:
    return person.screen.partition("Link: ")[2].split()[0]


@pytest.mark.slow
async def test_an_organizer_vacates_a_seat_and_names_a_successor(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link, "ky")
    await anna.says("/committee")
    await anna.press("Aigul Sydykova")
    await anna.press("Vacate the place")
    assert "The seat stays in running ballots and counts there as before" in anna.screen
    await anna.press("Yes, vacate")
    assert anna.screen.startswith("The place is vacant now.\n\nFederation")
    assert "Titular member: nobody" in anna.screen
    assert "former holder · member · 8 December 2022 – 8 December 2022" in anna.screen
    aigul.sees(words("ky", "Your personal data will be erased within 30 days."))
    await aigul.says("/committee")
    assert "Aigul" not in aigul.screen
    assert aigul.menu == ["start", "help"]
    await anna.says("/committee")
    assert "Trade unions: not represented\n• Federation · vacant seat" in anna.screen
    await anna.press("Vacant: Federation")
    await anna.press("Name a titular member")
    await anna.says("Bakyt Successor")
    await anna.press("Русский")
    await anna.press("14 days")
    assert "An invitation for the seat was made" in anna.screen
    bakyt = bot.someone("Bakyt")
    await takes_seat(bakyt, link_on(anna), "ru")
    assert await count(bot, tables.seats) == 1
    await opens_seat(anna, "Bakyt Successor")
    assert "Titular member: Bakyt Successor" in anna.screen


async def test_a_holder_is_replaced_in_one_go_and_the_old_link_opens_nothing(bot: Stage) -> None:
    anna = await open_committee(bot)
    link, _ = await invites(anna, AIGUL, TEMIR)
    await anna.says("/committee")
    await anna.press("Aigul Sydykova")
    await anna.press("Name somebody else")
    assert "Until now: Aigul Sydykova" in anna.screen
    await anna.says("Bakyt Successor")
    await anna.press("Русский")
    await anna.press("30 days")
    assert "Bakyt Successor" in anna.screen
    late = bot.someone("Late")
    await late.opens(link)
    late.sees("This invitation was revoked")
    names = await bot.app.store.read(lambda tx: [row.name for row in tx.execute(tables.names.select())])
    assert sorted(names) == ["Anna", "Bakyt Successor", "Temir Asanov"], "who never joined is forgotten"


@pytest.mark.slow
async def test_an_alternate_becomes_titular_and_is_told_in_their_language(bot: Stage) -> None:
    anna = await open_committee(bot)
    links = await invites(anna, AIGUL, TEMIR)
    temir = bot.someone("Temir")
    await takes_seat(temir, links[1], "ru")
    await opens_seat(anna, "Temir Asanov")
    assert "Make the alternate titular member" not in anna.buttons
    await anna.press("Aigul Sydykova")
    await anna.press("Vacate the place")
    await anna.press("Yes, vacate")
    await anna.press("Make the alternate titular member")
    await anna.press("Make titular member")
    assert "The alternate is the titular member now" in anna.screen
    await opens_seat(anna, "Temir Asanov")
    assert "Held before by: 2" in anna.screen
    assert "became titular · alternate · 8 December 2022 – 8 December 2022" in anna.screen
    temir.sees(words("ru", "<b>Your role has changed</b>"))
    await temir.says("/menu")
    assert words("ru", "member") in temir.screen


async def test_a_chairs_mark_goes_from_seat_to_seat(bot: Stage) -> None:
    anna = await open_committee(bot)
    links = await invites(anna, AIGUL, "Ministry,government,chair,Cholpon,ru")
    cholpon = bot.someone("Cholpon")
    await takes_seat(cholpon, links[1], "en")
    await opens_seat(anna, "Aigul Sydykova")
    await anna.press("Make it the chair's seat")
    assert "Presides until now: Cholpon" in anna.screen
    await anna.press("Yes, change it")
    assert "This is the chair's seat now" in anna.screen
    assert cholpon.screen.startswith("Your role has changed")
    assert "Role: member" in cholpon.screen
    await anna.says("/committee")
    assert "Aigul Sydykova · Federation · chair" in anna.screen
    assert "Cholpon · Ministry" in anna.screen
    assert "Cholpon · Ministry · chair" not in anna.screen


@pytest.mark.slow
async def test_roles_without_a_seat_change_and_the_menu_with_them(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, ",,observer,Olivia,en")
    olivia = bot.someone("Olivia")
    await takes_seat(olivia, link)
    await anna.says("/committee")
    await anna.press("Olivia")
    await anna.press("Change the role")
    assert set(anna.buttons) == {"Organizer", "Chair", "Consultant", "Back"}
    await anna.press("Organizer")
    await anna.press("Change the role")
    assert "New role: organizer" in anna.screen
    assert "invite" in olivia.menu
    await olivia.says("/committee")
    await olivia.press("Anna")
    await olivia.press("Remove from the committee")
    await olivia.press("Yes, remove")
    assert anna.screen.startswith("You no longer serve in the committee")
    await olivia.press("Olivia")
    await olivia.press("Change the role")
    await olivia.press("Observer")
    await olivia.press("Change the role")
    assert "Nobody else organizes the committee. Nothing was changed" in olivia.screen
    await olivia.says("/leave")
    assert "You are the last organizer of the committee" in olivia.screen


async def test_names_are_corrected_as_they_are_written(bot: Stage) -> None:
    anna = await open_committee(bot)
    await invites(anna, AIGUL)
    await anna.says("/committee")
    await anna.press("Aigul Sydykova")
    await anna.press("Correct the name")
    await anna.says("  ")
    await anna.says("Aygül <b>&\n Sydykova")
    assert "The name was corrected.\n\nAygül <b>& Sydykova" in anna.screen
    await anna.press("The seat")
    await anna.press("Correct the organization")
    await anna.says("x" * 121)
    anna.sees("The text is too long. Limit: 120 characters")
    await anna.says("Federation of Trade Unions")
    assert "Federation of Trade Unions\nConstituency: Trade unions" in anna.screen


async def test_what_is_no_longer_so_is_said_on_old_buttons(bot: Stage) -> None:
    anna = await open_committee(bot)
    await invites(anna, AIGUL, TEMIR)
    titular, alternate, seat = MembershipId(2), MembershipId(3), SeatId(1)
    await anna.forges(Promote(HERE, alternate, sure=True).pack())
    anna.sees("Somebody else holds this place by now. Nothing was changed")
    await anna.forges(NameHolder(HERE, seat, Role.MEMBER).pack())
    await anna.says("Bakyt Successor")
    await anna.press("Русский")
    await anna.forges(Vacate(HERE, titular, sure=True).pack())
    await anna.forges(NameHolder(HERE, seat, Role.MEMBER).pack())
    await anna.press("Continue it")
    await anna.press("30 days")
    assert "Bakyt Successor" in anna.screen, "the place that has become vacant meanwhile is taken"
    for gone in (Vacate(HERE, titular, sure=True), ShowMember(HERE, titular), RemoveMember(HERE, titular)):
        await anna.forges(gone.pack())
        anna.sees("This person is no longer on the roster. Nothing was changed")
    await anna.forges(ShowSeat(HERE, SeatId(99)).pack())
    anna.sees("There is no such seat in this committee")
    for action in (MarkChair(HERE, seat, True, sure=True), MarkChair(HERE, seat, True, sure=True)):
        await anna.forges(action.pack())
        anna.sees("This is the chair's seat now")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_question_about_people_is_asked_in_the_organizers_language(
    bot: Stage, language: str
) -> None:
    anna = await open_committee(bot)
    await invites(anna, AIGUL, TEMIR, ",,observer,Olivia,en")
    await anna.says("/language")
    await anna.press({"ky": "Кыргызча", "ru": "Русский", "en": "English"}[language])
    said = {
        Vacate(HERE, MembershipId(2)): "<b>Vacate this place?</b>",
        RemoveMember(HERE, MembershipId(3)): "<b>Remove from the committee?</b>",
        MarkChair(HERE, SeatId(1), True): "<b>Make it the chair's seat?</b>",
        NameHolder(HERE, SeatId(1), Role.ALTERNATE): "<b>New alternate</b>",
    }
    for action, msgid in said.items():
        await anna.forges(action.pack())
        assert words(language, msgid) in anna.screen
        assert anna.buttons
    refused = {
        Promote(HERE, MembershipId(4)): "Somebody else holds this place by now. Nothing was changed.",
        Promote(HERE, MembershipId(2)): "This person is no alternate. Nothing was changed.",
        Vacate(HERE, MembershipId(3)): "This person holds no seat. Nothing was changed.",
        GiveRole(HERE, MembershipId(2)): "A seat's role comes with the seat. Nothing was changed.",
        RemoveMember(HERE, MembershipId(4)): "A seat's role comes with the seat. Nothing was changed.",
    }
    for action, msgid in refused.items():
        await anna.forges(action.pack())
        assert words(language, msgid) in anna.screen
