"""A roster in the chat: whole or not at all, every fault named, every page small enough."""

import re
import unicodedata
from datetime import timedelta

import pytest

from bot.committee.actions import ShowNotReached
from bot.committee.records import tables
from bot.ids import CommitteeId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from tests.committee.test_workbook import saved
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
    assert await count(bot, tables.memberships) == 1
    await anna.sends_file("roster.csv", (HEADER + AIGUL).encode())
    await anna.press("Import")
    assert "Invitations made: 1" in anna.screen


async def test_organizers_see_how_far_the_invitations_have_got(bot: Stage) -> None:
    anna = await open_committee(bot)
    link, *_ = await invites(
        anna,
        AIGUL,
        "Federation,workers,alternate,Azamat,ru",
        "Union,sse,member,Boris,ru",
        "Bureau,,observer,O,en",
    )
    aigul = bot.someone("Aigul")
    await takes_seat(aigul, link)
    await anna.says("/committee")
    assert "Voting seats: 2\nJoined: 2 of 5\n" in anna.screen
    await aigul.says("/committee")
    assert "Joined:" not in aigul.screen


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
    await anna.sends_file("film.csv", b"x" * (2**20 + 1))
    anna.sees("The file is too big. Limit: 1 MB. Nothing was recorded")
    await anna.sends_file("roster.xlsx", b"PK\x03\x04\x00\x00")
    anna.sees("This is not a CSV or XLSX file. Nothing was imported")
    await anna.says("Aigul Sydykova")
    await anna.press("Done")
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
    assert await count(bot, tables.seats) == 4
    await invites(anna, "Union,sse,member,Late Titular,ky", "Federation,workers,alternate,Late Alternate,ky")
    assert await count(bot, tables.seats) == 4, "the late ones sit on the seats that had room"
    assert await count(bot, tables.memberships, tables.memberships.c.seat.is_not(None)) == 8


async def test_importing_the_same_roster_again_invites_nobody_twice(bot: Stage) -> None:
    anna = await open_committee(bot)
    lines = [AIGUL, "Bureau,,consultant,Nurlan,en", "Ministry,government,chair,Cholpon,ru"]
    await invites(anna, *lines)
    await invites(anna, "Union,sse,member,Bakyt,ru")
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.says(HEADER + "\n".join([*lines, "Union,sse,member,Nazgul,ru"]))
    await anna.press("Done")
    await anna.press("Import")
    assert "Invitations made: 1. On the roster already: 3." in anna.screen
    assert await count(bot, tables.memberships) == 1 + 5


async def test_whoever_is_on_the_roster_is_known_however_the_file_spaces_and_capitalises_them(
    bot: Stage,
) -> None:
    anna = await open_committee(bot)
    await invites(anna, "Союз Сары-Озой,workers,member,Андрей Чойбеков,ru")
    await anna.says("/committee")
    await anna.press("Import a roster")
    again = unicodedata.normalize("NFD", "Союз\u00a0 Сары-Озой ,workers,member,андрей  ЧОЙБЕКОВ,ru")
    await anna.sends_file("roster.csv", (HEADER + again).encode())
    await anna.press("Import")
    assert "Invitations made: 0. On the roster already: 1." in anna.screen
    assert await count(bot, tables.seats) == 1


@pytest.mark.slow
async def test_a_constituency_that_goes_on_on_the_next_page_is_named_there_too(bot: Stage) -> None:
    anna = await open_committee(bot)
    lines = [f"Federation {n},workers,member,Member {n},ky" for n in range(9)]
    await invites(anna, *lines, "Bureau,,consultant,Nurlan,en")
    await anna.says("/committee")
    assert anna.screen.count("Trade unions") == 1
    await anna.press("Next page ›")
    assert re.search(r"Trade unions\n• Member 8 .*\n\nOthers\n", anna.screen, re.DOTALL)


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
async def test_who_was_not_reached_is_listed_with_a_text_to_send_by_other_means(bot: Stage) -> None:
    anna = await open_committee(bot)
    links = await invites(anna, AIGUL, ",,organizer,Second Organizer,en", "Union,sse,member,Bakyt,ru")
    aigul, bakyt = bot.someone("Aika"), bot.someone("Bakyt")
    await takes_seat(aigul, links[0])  # the second organizer has not joined, and is not reached by the news
    await takes_seat(bakyt, links[2])
    await anna.says("/committee")
    await anna.press("Not reached")
    assert "Not reached: 1\n" in anna.screen, "one person, however much they missed"
    assert "Name: Second Organizer" in anna.screen
    assert "Joined: Aigul Sydykova" in anna.screen
    assert "Joined: Bakyt" in anna.screen
    assert links[1] in anna.screen
    await anna.forges(ShowNotReached(CommitteeId(1), 10**12).pack())
    assert "Name: Second Organizer" in anna.screen, "the last page stands for those beyond it"
    await bot.move(bot.clock.now() + timedelta(days=31))
    await anna.says("/committee")
    await anna.press("Not reached")
    assert links[1] not in anna.screen, "an expired link opens nothing"
    assert "https://t.me/nac_playground_bot" in anna.screen


@pytest.mark.slow
async def test_what_a_draft_says_does_not_leave_the_bot_by_other_means(bot: Stage) -> None:
    anna = await open_committee(bot)
    consultant, aigul = await invites(anna, ",,consultant,Nurlan,en", AIGUL)
    nurlan, aika = bot.someone("Nurlan"), bot.someone("Aika")
    await takes_seat(nurlan, consultant)
    await takes_seat(aika, aigul)
    await aika.blocks()
    await shares(nurlan, "Undisclosed title\nUndisclosed words")
    await anna.says("/committee")
    await anna.press("Not reached")
    assert "Name: Aigul Sydykova" in anna.screen
    assert "A draft is open for comments." in anna.screen
    assert "Undisclosed" not in anna.screen
    assert "https://t.me/nac_playground_bot" in anna.screen
    assert "start=" not in anna.screen


@pytest.mark.slow
async def test_what_somebody_missed_and_is_no_longer_true_is_not_to_be_sent(bot: Stage) -> None:
    anna = await open_committee(bot)
    link, _ = await invites(anna, AIGUL, ",,organizer,Second Organizer,en")
    eve = bot.someone("Eve")
    await takes_seat(eve, link)
    await anna.press("Not this person")
    await anna.press("Yes, not this person")
    await anna.says("/committee")
    await anna.press("Not reached")
    assert "Name: Second Organizer" in anna.screen
    assert "There is nothing to send" in anna.screen


async def shares(consultant: Someone, text: str) -> None:
    """A finding in English only, with the usual comment window."""
    await consultant.says("/newfinding")
    await consultant.press("Knowledge gap")
    await consultant.press("English")
    await consultant.says(text)
    await consultant.press("Done")
    await consultant.press("Skip")
    await consultant.press("Skip")
    await consultant.press("Skip")
    await consultant.press("Next")
    await consultant.press("10 working days")
    await consultant.press("Share for comments")


async def test_a_pasted_roster_that_was_refused_is_edited_or_sent_anew_and_nothing_is_mixed(
    bot: Stage,
) -> None:
    anna = await open_committee(bot)
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.says(HEADER + AIGUL.replace("workers", "miners"))
    await anna.press("Done")
    anna.sees("Line 2: unknown constituency: miners.*edit your message; or press “Back”")
    await anna.says(HEADER + AIGUL + "\nUnion,sse,member,Bakyt,ru")
    assert "Lines received: 3" in anna.screen, "a header begins it anew"
    await anna.says("Union,sse,observer,Olga,ru")
    await anna.edits(anna.own[-1], "Union,,observer,Olga,xx")
    await anna.press("Replace my text")
    await anna.press("Done")
    anna.sees("Line 4: unknown language: xx")
    await anna.press("Back")
    await anna.says(HEADER + AIGUL)
    await anna.press("Done")
    anna.sees("People in the file: 1")


@pytest.mark.slow
async def test_a_roster_longer_than_a_message_is_collected_until_done(bot: Stage) -> None:
    anna = await open_committee(bot)
    lines = [f"Federation of workers No. {n},workers,member,Person {n},ky" for n in range(150)]
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.says(HEADER + "\n".join(lines))
    assert len(anna.own[-1].text) < 4096, "the app cut it"
    assert "Lines received: 151" in anna.screen
    await anna.press("Done")
    anna.sees("People in the file: 150")
    await anna.press("Import")
    anna.sees("Invitations made: 150")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Ministry,government,chair,Second Chair,ru"], "Line 2: the committee has a chair already: Cholpon"),
        ([",,chair,Second Chair,ru"], "Line 2: the committee has a chair already: Cholpon"),
        (
            ["Federation,workers,alternate,One,ky", "Federation,workers,alternate,Two,ky"],
            "Line 3: each seat of this organization has its alternate already: Federation",
        ),
    ],
)
async def test_a_roster_makes_no_second_chair_and_no_seat_out_of_an_alternate(
    bot: Stage, lines: list[str], said: str
) -> None:
    anna = await open_committee(bot)
    await invites(anna, AIGUL, "Agency,government,chair,Cholpon,ru")
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.sends_file("roster.csv", (HEADER + "\n".join(lines)).encode())
    anna.sees(said)
    assert await count(bot, tables.memberships) == 3


async def test_one_invitation_makes_no_second_chair_either(bot: Stage) -> None:
    anna = await open_committee(bot)
    await invites(anna, "Agency,government,chair,Cholpon,ru")
    await anna.says("/invite")
    await anna.press("Chair without a seat")
    await anna.says("Second Chair")
    await anna.press("Русский")
    await anna.press("30 days")
    anna.sees("Nothing was recorded: the committee has a chair already: Cholpon")
    assert await count(bot, tables.memberships) == 2


async def test_a_roster_sent_with_no_form_open_is_looked_at_before_it_is_imported(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.sends_file("people.csv", b"first,second\n1,2\n")
    anna.sees("What is this file for?.*people.csv")
    await anna.press("A roster")
    anna.sees("The first line must name these columns.*What is this file for?")
    await anna.press("Cancel")
    await anna.sends_file("People.CSV", (HEADER + AIGUL).encode())
    await anna.press("A roster")
    anna.sees("People in the file: 1.*Aigul Sydykova")
    assert await count(bot, tables.memberships) == 1
    await anna.press("Import")
    anna.sees("Invitations made: 1")


@pytest.mark.slow
async def test_any_other_file_is_not_taken_and_says_so(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, AIGUL)
    aigul = bot.someone("Aika")
    await takes_seat(aigul, link)
    await anna.sends_file("report.pdf", (HEADER + AIGUL).encode())
    anna.sees("Nothing here asks for a file now. Nothing was recorded")
    await aigul.sends_file("roster.csv", (HEADER + AIGUL).encode())
    aigul.sees("What is this file for?.*roster.csv")
    assert "Something else for the study" in aigul.buttons
    assert await count(bot, tables.memberships) == 2


async def test_a_workbook_is_taken_as_a_csv_file_is_whole_or_not_at_all(bot: Stage) -> None:
    anna = await open_committee(bot)
    rows = [HEADER.strip().split(","), AIGUL.split(",")]
    await anna.sends_file("roster.xlsx", saved(*rows, ["Federation", "workers", "member", "=A2", "ky"]))
    await anna.press("A roster")
    anna.sees("Line 3: a formula without a value: D3")
    assert "Nothing was imported" in anna.screen
    await anna.press("Cancel")
    await anna.sends_file("Roster.XLSX", saved(*rows))
    await anna.press("A roster")
    anna.sees("People in the file: 1.*Aigul Sydykova · Federation")
    assert await count(bot, tables.memberships) == 1
    await anna.press("Import")
    anna.sees("Invitations made: 1")


async def test_the_question_for_a_roster_says_which_words_it_may_use(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/committee")
    await anna.press("Import a roster")
    for words in (HEADER.strip(), "government, workers, employers, sse", "observer", "ky, ru, en"):
        assert words in anna.screen
