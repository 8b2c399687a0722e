"""A roster in the chat: whole or not at all, every fault named, every page small enough."""

import pytest

from bot.committee import records
from bot.playground.stage import Stage
from tests.journeys.house import count, invites, open_committee, takes_seat

HEADER = "organization,constituency,role,name,language\n"
AIGUL = "Federation,workers,member,Aigul Sydykova,ky"
FAULTY = {
    "organisation,constituency,role,name,language\n" + AIGUL: "The first line must name these columns",
    HEADER + AIGUL + "\n" + AIGUL: "Line 3: the same as line 2",
    HEADER + AIGUL + "\nMine,miners,member,Bakyt,ru": "Line 3: unknown constituency: miners",
    HEADER + AIGUL + "\nUnion,sse,boss,Bakyt,ru": "Line 3: unknown role: boss",
    HEADER + AIGUL + "\n\nUnion,sse,member,,ru": "Line 4: name is missing",
    HEADER + AIGUL + "\nUnion,sse,member,<b>&,de": "Line 3: unknown language: de",
    HEADER: "The roster is empty. Nothing was imported",
}


@pytest.mark.parametrize("text", FAULTY, ids=range(len(FAULTY)))
async def test_a_roster_with_a_fault_is_not_imported_at_all(bot: Stage, text: str) -> None:
    anna = await open_committee(bot)
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.sends_file("roster.csv", text.encode())
    anna.sees(FAULTY[text])
    assert "Nothing was imported" in anna.screen
    assert await count(bot, records.memberships) == 1
    await anna.sends_file("roster.csv", (HEADER + AIGUL).encode())
    await anna.press("Import")
    assert "Invitations made: 1" in anna.screen


async def test_what_a_spreadsheet_saves_in_cp1251_with_semicolons_is_read(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/committee")
    await anna.press("Import a roster")
    text = (HEADER + "Федерация,workers,member,Бакыт Асанов,ru\n").replace(",", ";")
    await anna.sends_file("roster.csv", text.encode("cp1251"))
    anna.sees("People in the file: 1.*Бакыт Асанов · Федерация")
    await anna.press("Import")
    assert "Бакыт Асанов, Федерация (member)" in anna.screen


async def test_a_file_that_is_too_big_or_no_table_is_refused(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.sends_file("film.csv", b"x" * 1_000_001)
    anna.sees("The file is too big. Limit: 1000 kB")
    await anna.sends_file("roster.xlsx", b"PK\x03\x04\x00\x00")
    anna.sees("This is not a CSV file. Nothing was imported")
    await anna.says("Aigul Sydykova")
    anna.sees("The first line must name these columns")


async def test_an_alternate_shares_the_titulars_seat_wherever_they_stand_in_the_file(bot: Stage) -> None:
    anna = await open_committee(bot)
    await invites(
        anna,
        "Federation,workers,alternate,Early Alternate,ky",
        "Federation,workers,member,First Titular,ky",
        "Federation,workers,member,Second Titular,ky",
        "Ministry,government,chair,Cholpon Chair,ru",
        "Ministry,government,alternate,Chairs Alternate,ru",
        "Union,sse,alternate,Lonely Alternate,ky",
    )
    assert await count(bot, records.seats) == 4
    await invites(anna, "Union,sse,member,Late Titular,ky", "Federation,workers,alternate,Late Alternate,ky")
    assert await count(bot, records.seats) == 4, "the late ones sit on the seats that had room"
    assert await count(bot, records.memberships, records.memberships.c.seat.is_not(None)) == 8


async def test_importing_the_same_roster_again_invites_nobody_twice(bot: Stage) -> None:
    anna = await open_committee(bot)
    lines = [AIGUL, "Bureau,,consultant,Nurlan,en", "Ministry,government,chair,Cholpon,ru"]
    await invites(anna, *lines)
    await invites(anna, "Union,sse,member,Bakyt,ru")
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.says(HEADER + "\n".join([*lines, "Union,sse,member,Nazgul,ru"]))
    await anna.press("Import")
    assert "Invitations made: 1. On the roster already: 3." in anna.screen
    assert await count(bot, records.memberships) == 1 + 5


async def test_five_hundred_people_fit_on_screens_that_telegram_takes(bot: Stage) -> None:
    anna = await open_committee(bot)
    kinds = ("government", "workers", "employers", "sse")
    lines = [f"{'Организация ' * 8}{n},{kinds[n % 4]},member,{'Имя Отчество ' * 6}{n},ky" for n in range(500)]
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.sends_file("roster.csv", (HEADER + "\n".join(lines)).encode())
    anna.sees("People in the file: 500")
    await anna.press("Import")
    anna.sees("Invitations made: 500")
    pages, links = 1, set(_links(anna.screen))
    while "Next page ›" in anna.buttons:
        await anna.press("Next page ›")
        links |= set(_links(anna.screen))
        pages += 1
    assert len(links) == 500
    assert pages == 63
    await anna.says("/committee")
    for _ in range(5):
        await anna.press("Next page ›")
    await anna.press("‹ Previous")
    assert "Организация" in anna.screen
    refused = [call for call in bot.telegram.calls if call.status != 200]
    assert refused == []


def _links(screen: str) -> list[str]:
    return [word for word in screen.split() if word.startswith("https://")]


async def test_only_organizers_see_links_and_manage_people(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link)
    aigul_buttons = {b["text"]: b["callback_data"] for b in anna.cards[-1].buttons}
    await anna.says("/committee")
    theirs = {b["text"]: b["callback_data"] for b in anna.cards[-1].buttons} | aigul_buttons
    await aigul.says("/committee")
    assert not {"Invite", "Import a roster", "Invitation links", "Not reached"} & set(aigul.buttons)
    for label in ("Invite", "Import a roster", "Invitation links", "Not reached", "Aigul Sydykova"):
        await aigul.forges(theirs[label])
        aigul.sees("Only organizers can do this")
    await aigul.says("/invite")
    assert "Only organizers can do this" in aigul.screen
    aigul.does_not_see("https://")


async def test_who_was_not_reached_is_listed_with_a_text_to_send_by_other_means(bot: Stage) -> None:
    anna = await open_committee(bot)
    links = await invites(anna, AIGUL, ",,organizer,Second Organizer,en", "Union,sse,member,Bakyt,ru")
    aigul = bot.someone("Aika")
    await takes_seat(aigul, links[0])  # the second organizer has not joined, and is not reached by the news
    await anna.says("/committee")
    await anna.press("Not reached")
    assert "Name: Second Organizer" in anna.screen
    assert "Joined: Aigul Sydykova" in anna.screen
    assert links[1] in anna.screen
