"""A reservation from button to what everybody reads, by its author and by those who must not touch it."""

import pytest

from bot.ballots.reservations import records
from bot.ballots.reservations.actions import AttachReservation, ChangeReservation, WithdrawReservation
from bot.ballots.reservations.model import Reservation
from bot.ids import BallotId, ReservationId
from bot.playground.stage import Stage
from tests.journeys.scenes import CLOSES, MINUTE, VOTERS, Scene, voting
from tests.rehearsed import rehearsed

NUMBER = BallotId(1)
TEXT = "Биз муну <b>колдобойбуз</b> & изилдөө сурайбыз 🌱"
FIRST = ReservationId(1)


@pytest.fixture
@rehearsed
async def scene(bot: Stage) -> Scene:
    """All have approved, and the chair is to declare."""
    scene = await voting(bot)
    await scene.vote("Approve", *VOTERS)
    await bot.move(CLOSES + MINUTE)
    return scene


async def kept(scene: Scene) -> list[Reservation]:
    return await scene.bot.app.store.read(lambda tx: records.on_ballot(tx, NUMBER))


async def attaches(scene: Scene, name: str, text: str = TEXT, *, group: bool = True) -> None:
    """From the ballot's card through the form."""
    await scene[name].opens("b1")
    await scene.press(name, "Attach a reservation")
    if group:
        await scene[name].press(scene.words(name, "The group: {group}", group=""))
    else:
        await scene[name].press(scene.cast[name].organization)
    await scene.writes(name, text)
    await scene[name].press("Кыргызча")
    await scene.press(name, "Attach the reservation")


@pytest.mark.slow
async def test_a_group_s_reservation_is_attached_told_and_goes_with_the_result(scene: Scene) -> None:
    await attaches(scene, "aigul")
    scene.sees("aigul", "Your reservation is attached to the outcome: No. {n}. The committee is told.", n=1)
    (found,) = await kept(scene)
    assert (found.text, found.group, found.language) == (TEXT, True, "ky")
    for name in ("anna", "nazira", "cholpon", "damir", "temir", "bermet"):
        scene.sees(name, "A reservation was attached to the outcome: No. {n}", n=1)
        assert TEXT in scene[name].screen
        assert scene[name].cards[-1].protected
    assert scene.anybody_read("колдобойбуз", but=[*VOTERS, "anna", "nazira"]) == []

    await scene["cholpon"].opens("b1")
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    for name in ("damir", "olivia"):
        result = scene[name].sees(r"Reservations: 1 \(Trade unions\)")
        assert "Reservations (1)" in [button["text"] for button in result.buttons]
    await scene["olivia"].press("Reservations (1)")
    assert TEXT in scene["olivia"].latest.text
    assert "Aigul" not in scene["olivia"].latest.text
    assert "Federation" not in scene["olivia"].latest.text


async def test_who_gives_a_reservation_up_has_the_card_before_them_from_which_it_was_begun(
    scene: Scene,
) -> None:
    await scene["aigul"].opens("b1")
    paper, buttons = scene["aigul"].screen, scene["aigul"].buttons
    await scene.press("aigul", "Attach a reservation")
    await scene.press("aigul", "Cancel")
    given_up = scene.words("aigul", "The form was discarded. Nothing was recorded.")
    assert (scene["aigul"].screen, scene["aigul"].buttons) == (f"{given_up}\n\n{paper}", buttons)
    await attaches(scene, "aigul")
    listed = scene["aigul"].screen.partition("\n\n")[2]
    await scene.press("aigul", "Change No. {n}", n=1)
    await scene["aigul"].says("/cancel")
    assert scene["aigul"].screen == f"{given_up}\n\n{listed}"


async def test_its_author_changes_and_withdraws_it_and_each_time_all_are_told(scene: Scene) -> None:
    await attaches(scene, "aigul", group=False)
    await scene.press("aigul", "Change No. {n}", n=1)
    await scene.writes("aigul", "Башкача")
    await scene["aigul"].press("Кыргызча")
    await scene.press("aigul", "Save the new wording")
    scene.sees("damir", "A reservation was changed by its author: No. {n}", n=1)
    assert "Башкача" in scene["damir"].screen
    await scene.press("aigul", "Withdraw No. {n}", n=1)
    await scene.press("aigul", "Withdraw")
    scene.sees("aigul", "Your reservation is withdrawn: No. {n}. The committee is told.", n=1)
    scene.sees("damir", "A reservation was withdrawn by its author: No. {n}", n=1)
    assert "Башкача" not in scene["damir"].screen
    (found,) = await kept(scene)
    assert not found.stands


@pytest.mark.slow
async def test_staff_and_strangers_change_nothing_with_forged_taps(scene: Scene) -> None:
    await attaches(scene, "aigul")
    before = await kept(scene)
    for name in ("anna", "nazira", "cholpon", "temir", "olivia"):
        for action in (
            ChangeReservation(FIRST),
            WithdrawReservation(FIRST),
            WithdrawReservation(FIRST, sure=True),
            WithdrawReservation(ReservationId(99), sure=True),
        ):
            await scene.taps(name, action)
        await scene[name].says("/cancel")
    for name in ("anna", "nazira", "olivia"):
        await scene.taps(name, AttachReservation(NUMBER))
        await scene.taps(name, AttachReservation(BallotId(99)))
    assert await kept(scene) == before


@pytest.mark.slow
async def test_two_of_a_group_who_write_at_once_leave_one_and_the_other_is_told(scene: Scene) -> None:
    for name in ("aigul", "temir"):
        await scene[name].opens("b1")
        await scene.press(name, "Attach a reservation")
        await scene[name].press(scene.words(name, "The group: {group}", group=""))
        await scene.writes(name, f"Text of {name}")
        await scene[name].press("Кыргызча")
    await scene.press("aigul", "Attach the reservation")
    await scene.press("temir", "Attach the reservation")
    meanwhile = scene.words("temir", "Meanwhile there is such a reservation: No. {n}.", n=1)
    assert meanwhile in scene["temir"].latest.text
    assert [found.text for found in await kept(scene)] == ["Text of aigul"]
    await scene["temir"].press("Union")
    await scene.press("temir", "Attach the reservation")
    assert [(found.text, found.group) for found in await kept(scene)] == [
        ("Text of aigul", True),
        ("Text of temir", False),
    ]


@pytest.mark.slow
async def test_leaving_keeps_it_under_the_seat(scene: Scene) -> None:
    await attaches(scene, "aigul")
    await scene["aigul"].says("/leave")
    await scene.press("aigul", "Leave the committee")
    await scene["damir"].opens("b1")
    await scene["damir"].press("Reservations (1)")
    card = scene["damir"].latest.text
    assert "Federation · former holder" in card
    assert TEXT in card
    assert "Aigul" not in card
