"""An organization has one name on the roster, and in each language the name that its readers know."""

import pytest

from bot.ballots.actions import NamedVotes
from bot.ids import BallotId
from bot.playground.stage import Stage
from tests.journeys.house import invites, open_committee, takes_seat
from tests.journeys.scenes import CLOSES, MINUTE, VOTERS, Scene, assemble, voting
from tests.journeys.test_group import bound

KY, RU = "Кесиптик бирликтер федерациясы", "Федерация профсоюзов"


async def names_them(scene: Scene, ky: str = KY, ru: str = RU) -> None:
    """Anna tells what the Federation is called; in English as on the roster."""
    anna = scene["anna"]
    await anna.says("/committee")
    for button in ("Settings", "Names, place and languages", "Names of organizations", "Federation"):
        await anna.press(button)
    await anna.press("Enter the names")
    await anna.says(ky)
    await anna.says(ru)
    await anna.press("Skip")
    anna.sees(
        f"The names were kept.*On the roster: Federation.*Kyrgyz: {ky}.*Russian: {ru}.*as on the roster"
    )


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await assemble(bot)


@pytest.mark.slow
async def test_each_reader_sees_the_name_in_their_language_wherever_it_stands(bot: Stage) -> None:
    scene = await voting(bot)
    _, here = await bound(scene)
    await scene["aigul"].says("/ask Who pays?")
    await scene.press("aigul", "My organization only")
    await names_them(scene)
    for name, called in (("aigul", KY), ("temir", RU), ("damir", "Federation")):
        await scene[name].says("/committee")
        assert called in scene[name].screen, "the roster"
    await scene["nazira"].says("/questions")
    assert RU in " ".join(scene["nazira"].screens[-2:]), "who asked"
    await scene.vote("Approve", *VOTERS)
    await bot.move(CLOSES + MINUTE)
    for name, called in (("bermet", KY), ("temir", RU), ("damir", "Federation")):
        await scene.taps(name, NamedVotes(BallotId(1), 0))
        assert called in scene[name].screen, "the electorate, frozen under the roster's name"
    assert here.cards, "the group still has its posts"


@pytest.mark.slow
async def test_a_corrected_name_on_the_roster_keeps_the_others_and_a_removed_one_is_the_rosters(
    scene: Scene,
) -> None:
    await names_them(scene)
    anna = scene["anna"]
    await anna.press("The seat")
    await anna.press("Correct the organization")
    await anna.says("Federation of Unions")
    await anna.press("Its name in each language")
    anna.sees(f"On the roster: Federation of Unions.*Kyrgyz: {KY}.*Russian: {RU}")
    await anna.press("Enter the names")
    await anna.press("As on the roster")
    await anna.press("Skip")
    await anna.says("The Federation of Trade Unions")
    await scene["aigul"].says("/committee")
    assert "Federation of Unions" in scene["aigul"].screen
    await scene["damir"].says("/committee")
    assert "The Federation of Trade Unions" in scene["damir"].screen
    await anna.press("Next: Ministry")
    anna.sees("On the roster: Ministry")


async def test_nobody_but_an_organizer_names_them(scene: Scene) -> None:
    from bot.committee.organization_actions import NameOrganization, ShowOrganization, ShowOrganizations
    from bot.ids import SeatId

    for action in (
        ShowOrganizations(scene.where),
        ShowOrganization(scene.where, SeatId(1)),
        NameOrganization(scene.where, SeatId(1)),
    ):
        await scene.taps("damir", action)
        scene.sees("damir", "Only organizers can do this.")


@pytest.mark.slow
async def test_a_roster_file_may_bring_the_names_and_a_second_one_adds_them_for_who_is_there(
    bot: Stage,
) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, "Federation,workers,member,Aigul Sydykova,ky")
    aigul = bot.someone("Aigul", language="ky")
    await takes_seat(aigul, link, "ky")
    await anna.says("/committee")
    await anna.press("Import a roster")
    anna.sees("organization_ky,organization_ru,organization_en")
    await anna.sends_file(
        "roster.csv",
        "organization,constituency,role,name,language,organization_ky,organization_en\n"
        f"Federation,workers,member,Aigul Sydykova,ky,{KY},Trade Union Federation\n"
        f"Federation,workers,member,Bakyt Asanov,ru,,\n"
        "Ministry,government,member,Chinara Alieva,ru,,\n".encode(),
    )
    anna.sees("Federation")
    await anna.press("Import")
    anna.sees(r"Bakyt Asanov, Trade Union Federation")
    await aigul.says("/committee")
    assert aigul.screen.count(KY) == 2
