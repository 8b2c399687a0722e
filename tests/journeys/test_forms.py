"""Forms in the chat: they survive restarts, swallow no command, and take back what one wants back."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, update

from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.committee import records
from bot.committee.model import Role
from bot.forms.records import forms
from bot.ids import BallotId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from tests.journeys import busy
from tests.journeys.house import count, invites, open_committee, takes_seat, tap
from tests.journeys.scenes import CLOSES, OPENS, Scene, assemble, open_ballot, share
from tests.rehearsed import rehearsed

Step = tuple[str, Callable[[Someone], Awaitable[None]]]


def presses(label: str) -> Callable[[Someone], Awaitable[None]]:
    return lambda who: who.press(label)


def says(text: str) -> Callable[[Someone], Awaitable[None]]:
    return lambda who: who.says(text)


async def taps_twice(who: Someone, words: str) -> None:
    """The second tap comes when the first one is answered, on the card as the telephone showed it before."""
    tapped = tap(who, words)
    await who.forges(*tapped)
    once = (who.screen, who.buttons)
    await who.forges(*tapped)
    assert (who.screen, who.buttons) == once


@pytest.fixture
@rehearsed
async def scene(bot: Stage) -> Scene:
    """A finding is open for comments."""
    scene = await assemble(bot)
    await bot.move(OPENS)
    await share(scene, until=CLOSES)
    return scene


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
INVITATION: list[Step] = [
    ("Role:", presses("member")),
    ("Constituency:", presses("Trade unions")),
    ("Write the organization", says("Federation")),
    ("Write the person's name", says("Aigul Sydykova")),
    ("Language:", presses("Кыргызча")),
    ("For how long shall the link be valid?", presses("30 days")),
]
FINDING: list[Step] = [
    ("", presses("knowledge gap")),
    ("", presses("English")),
    ("", says("No legal definition\nMany organizations")),
    ("", presses("Done")),
    ("Send the files", presses("Skip")),
    ("", presses("Skip")),
    ("", presses("Skip")),
    ("", presses("Next")),
]


async def test_back_leads_through_every_step_to_the_first(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    for _, answer in INVITATION[:-1]:
        await answer(anna)
    for asked, _ in reversed(INVITATION[:-1]):
        await anna.press("Back")
        assert asked in anna.screen
    assert "Back" not in anna.buttons
    assert "Cancel" in anna.buttons
    for _, answer in INVITATION:
        await answer(anna)
    assert "Invitations made: 1" in anna.screen


@rehearsed
async def a_consultant(bot: Stage) -> Someone:
    anna = await open_committee(bot)
    (link,) = await invites(anna, ",,consultant,Nurlan,en")
    nurlan = bot.someone("Nurlan")
    await takes_seat(nurlan, link)
    return nurlan


@rehearsed
async def writing(bot: Stage) -> Someone:
    """A consultant who is asked for the text of a finding."""
    nurlan = await a_consultant(bot)
    await nurlan.says("/newfinding")
    for _, answer in FINDING[:2]:
        await answer(nurlan)
    return nurlan


async def test_a_command_in_the_middle_is_done_and_the_form_stays_open(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    for _, answer in INVITATION[:3]:
        await answer(anna)
    await anna.says("/committee")
    assert "Others" in anna.screen
    await anna.says("/no_such_command")
    anna.sees("There is no such command. Those that there are: /help")
    for _, answer in INVITATION[3:]:
        await answer(anna)
    assert "Aigul Sydykova\nRole: member\nSeat: Federation (Trade unions)" in anna.screen


async def test_starting_another_form_asks_to_continue_or_discard(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    await anna.press("member")
    await anna.says("/committee")
    await anna.press("Import a roster")
    anna.sees("You have an unfinished form: an invitation")
    await anna.press("Continue it")
    assert "Constituency:" in anna.screen
    await anna.says("/committee")
    await anna.press("Import a roster")
    await anna.press("Discard it and begin anew")
    assert "Send a CSV or XLSX file" in anna.screen
    assert await count(bot, forms) == 1


async def test_a_form_in_which_nothing_was_done_gives_way_without_a_question(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    looked_at = anna.latest
    (observer,) = [b["callback_data"] for b in looked_at.buttons if b["text"] == "Observer"]
    await anna.says("/committee")
    await anna.press("Import a roster")
    anna.sees("Send a CSV or XLSX file")
    assert not looked_at.buttons, "its card asks nothing any more"
    await anna.forges(observer, looked_at)
    anna.sees("That button belongs to an earlier step. This is where the form stands now")
    await anna.says("/invite")
    await anna.press("member")
    await anna.press("Back")
    await anna.says("/committee")
    await anna.press("Import a roster")
    assert "Send a CSV or XLSX file" in anna.screen, "what was chosen in it was taken back"
    anna.does_not_see("You have an unfinished form")
    assert await count(bot, forms) == 1


async def test_a_text_that_came_with_the_command_is_not_given_up_silently(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/ask Who keeps the register?")
    await anna.says("/invite")
    anna.sees("You have an unfinished form: a question")


async def test_a_form_that_is_given_up_leads_to_where_it_was_begun(bot: Stage) -> None:
    given_up = "The form was discarded. Nothing was recorded.\n\n"
    anna = await open_committee(bot)
    home = anna.screen
    await invites(anna, "Federation,workers,member,Aigul Sydykova,ky")
    await anna.says("/committee")
    await anna.press("Aigul Sydykova")
    card, buttons = anna.screen, anna.buttons
    await anna.press("Correct the name")
    await anna.press("Cancel")
    assert (anna.screen, anna.buttons) == (given_up + card, buttons)
    await anna.says("/invite")  # at no card
    await anna.press("Cancel")
    assert anna.screen.startswith(given_up + home.partition("\n\n")[2])


async def test_whoever_may_not_see_the_card_any_more_is_led_home(bot: Stage) -> None:
    scene = await assemble(bot)
    await share(scene, until=None)
    nazira = scene["nazira"]
    await nazira.opens("f1")
    await scene.press("nazira", "Edit the files")
    who = await bot.app.store.read(lambda tx: busy.who(tx, scene, "nazira"))
    await bot.app.store.write(lambda tx: records.change_membership(tx, who.membership, role=Role.OBSERVER))
    await scene.press("nazira", "Cancel")
    scene.sees("nazira", "The form was discarded. Nothing was recorded.")
    scene.sees("nazira", "Nothing waits for you.")


async def test_a_second_tap_in_a_form_is_answered_as_the_first_one(scene: Scene) -> None:
    aigul, said = scene["aigul"], "Башкача"
    await aigul.opens("f1")
    await taps_twice(aigul, scene.words("aigul", "Comment"))
    await aigul.says(said)
    await taps_twice(aigul, scene.words("aigul", "Done"))
    scene.sees("aigul", "Thank you. Your comment No. {id} on version {v} is saved.", id=1, v=1)
    await taps_twice(aigul, scene.words("aigul", "Propose wording"))
    await taps_twice(aigul, scene.words("aigul", "Cancel"))
    scene.sees("aigul", "The form was discarded. Nothing was recorded.")
    await aigul.says("/ask Качан?")
    await taps_twice(aigul, scene.words("aigul", "By my name"))
    kept = await scene.kept()
    assert [len(kept[of]) for of in ("comments", "questions")] == [1, 1]
    await scene["anna"].says("/invite")
    for words in ("Member", "Trade unions"):
        await taps_twice(scene["anna"], words)
        scene["anna"].does_not_see("That button belongs to an earlier step")


async def test_a_text_of_a_vote_is_not_denied_by_a_second_tap(scene: Scene) -> None:
    await open_ballot(scene)
    aigul = scene["aigul"]
    await scene.press("aigul", "Needs revision")
    await aigul.says("Аз айтылган")
    await taps_twice(aigul, scene.words("aigul", "Done"))
    scene.sees("aigul", "Receipt No. {n}.", n=1)
    assert await scene.votes() == {"Federation": "revise"}


async def test_a_second_tap_on_a_vote_s_text_does_not_reach_the_form_below_it(scene: Scene) -> None:
    await open_ballot(scene)
    aigul = scene["aigul"]
    await aigul.opens("f1")
    await scene.press("aigul", "Comment")
    await aigul.says("Жарым-жартылай")
    for ends in ("Done", "Cancel"):
        await scene.taps("aigul", CastVote(BallotId(1), Choice.REVISE))
        await aigul.says("Аз айтылган")
        await taps_twice(aigul, scene.words("aigul", ends))
        assert "14/2000" in aigul.screen, "the comment is still being written"
        assert (await scene.kept())["comments"] == []
    assert await scene.votes() == {"Federation": "revise"}
    await scene.press("aigul", "Done")
    assert len((await scene.kept())["comments"]) == 1


async def test_after_a_restart_a_second_tap_learns_that_the_form_is_closed(scene: Scene) -> None:
    aigul = scene["aigul"]
    await aigul.opens("f1")
    await scene.press("aigul", "Comment")
    await aigul.says("Башкача")
    tapped = tap(aigul, scene.words("aigul", "Done"))
    await aigul.forges(*tapped)
    await scene.bot.restart()
    await aigul.forges(*tapped)
    closed = scene.words(
        "aigul", "That form is closed: it was finished or discarded. This tap changed nothing."
    )
    assert tapped[1].text.startswith(closed)
    assert len((await scene.kept())["comments"]) == 1


async def test_buttons_of_an_earlier_step_change_nothing(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    old = {b["text"]: b["callback_data"] for b in anna.cards[-1].buttons}
    await anna.press("member")
    for label in ("Observer", "Cancel"):
        await anna.forges(old[label])
        anna.sees("That button belongs to an earlier step. This is where the form stands now")
        assert "Constituency:" in anna.screen
    await anna.press("Trade unions")
    assert "Write the organization" in anna.screen


async def test_an_organization_that_holds_a_seat_already_is_one_tap_away(bot: Stage) -> None:
    anna = await open_committee(bot)
    for role, home in (("Member", says("Federation")), ("Alternate", presses("Federation"))):
        await anna.says("/invite")
        await anna.press(role)
        await anna.press("Trade unions")
        await home(anna)
        await anna.says(f"The {role}")
        await anna.press("English")
        await anna.press("30 days")
    assert "The Alternate\nRole: alternate\nSeat: Federation (Trade unions)" in anna.screen
    await anna.says("/committee")
    assert "Voting seats: 1" in anna.screen


async def test_two_taps_at_once_are_one_step(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    card = anna.cards[-1]
    (data,) = [b["callback_data"] for b in card.buttons if b["text"] == "Member"]
    bot.telegram.press(anna.user, card.message_id, data)
    bot.telegram.press(anna.user, card.message_id, data)
    await bot.settle()
    assert "Constituency:" in anna.screen
    assert len(bot.telegram.taps) == 0 or anna.popup is not None


async def test_a_text_in_several_messages_is_collected_until_done(bot: Stage) -> None:
    nurlan = await writing(bot)
    await nurlan.says("No legal definition\n" + "Many organizations. " * 70)
    await bot.restart()
    await nurlan.says("They do not know. " * 70)
    assert "Done" in nurlan.buttons
    await nurlan.press("Done")
    for _, answer in FINDING[4:]:
        await answer(nurlan)
    await nurlan.press("Keep as a draft")
    assert "F1 · No legal definition" in nurlan.screen


async def test_a_text_so_long_that_telegram_splits_it_is_refused_and_nothing_of_it_kept(bot: Stage) -> None:
    nurlan = await writing(bot)
    await nurlan.says("No legal definition\n" + "Many organizations. " * 250)
    assert len(nurlan.own[-1].text) < 4096 < len(nurlan.own[-2].text) + len(nurlan.own[-1].text)
    nurlan.sees("too long")
    assert "Done" not in nurlan.buttons


async def test_an_edited_message_changes_nothing_until_replace_my_text(bot: Stage) -> None:
    nurlan = await writing(bot)
    await nurlan.says("No legal defnition")
    await nurlan.edits(nurlan.own[-1], "No legal definition")
    nurlan.sees("You edited your message. Nothing changes until you press “Replace my text”")
    await nurlan.press("Replace my text")
    nurlan.sees("Your text was replaced")
    for _, answer in FINDING[3:]:
        await answer(nurlan)
    await nurlan.press("Keep as a draft")
    assert "F1 · No legal definition" in nurlan.screen
    await nurlan.edits(nurlan.own[-1], "Something else")
    nurlan.sees("What was recorded from it stays as it was")


async def test_an_edit_that_is_taken_back_or_changes_nothing_asks_for_nothing(bot: Stage) -> None:
    nurlan = await writing(bot)
    await nurlan.says("No legal definition")
    said, cards = nurlan.own[-1], len(nurlan.cards)
    await nurlan.edits(said, "No legal definition")  # Telegram also reports edits of what nobody sees
    assert "Replace my text" not in nurlan.buttons
    await nurlan.edits(said, "Something else")
    assert "Replace my text" in nurlan.buttons
    await nurlan.edits(said, "No legal definition")
    assert "Replace my text" not in nurlan.buttons
    assert "You edited your message" not in nurlan.screen
    assert len(nurlan.cards) == cards, "all on one card, which is edited in place"


async def test_an_edit_of_an_answer_that_was_taken_leads_nobody_out_of_the_form(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    for _, answer in INVITATION[:3]:
        await answer(anna)
    await anna.edits(anna.own[-1], "Federation of unions")
    assert "What was recorded from it stays as it was" in anna.screen
    assert "Write the person's name" in anna.screen
    await anna.press("Back")
    await anna.says("Federation of unions")
    for _, answer in INVITATION[3:]:
        await answer(anna)
    assert "Seat: Federation of unions (Trade unions)" in anna.screen


async def test_an_edit_that_is_not_taken_is_forgotten(bot: Stage) -> None:
    nurlan = await writing(bot)
    await nurlan.says("No legal definition")
    await nurlan.edits(nurlan.own[-1], "Something else")
    for _, answer in FINDING[3:]:
        await answer(nurlan)
    await nurlan.press("Keep as a draft")
    assert "F1 · No legal definition" in nurlan.screen


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "document", "contact"])
async def test_what_is_no_text_is_refused_and_the_form_goes_on(bot: Stage, kind: str) -> None:
    nurlan = await writing(bot)
    send = {
        "sticker": lambda: bot.telegram.send_sticker(nurlan.user),
        "voice": lambda: bot.telegram.send_voice(nurlan.user, b"voice"),
        "photo": lambda: bot.telegram.send_photo(nurlan.user, PNG),
        "document": lambda: bot.telegram.send_document(nurlan.user, "a.pdf", b"%PDF"),
        "contact": lambda: bot.telegram.send_contact(nurlan.user, "+996700000000", "Asan"),
    }
    send[kind]()
    await bot.settle()
    nurlan.sees("Only text can be taken here. Nothing was recorded")
    for _, answer in FINDING[2:]:
        await answer(nurlan)
    await nurlan.press("Keep as a draft")
    assert "F1 · No legal definition" in nurlan.screen


@pytest.mark.parametrize("text", ["🙂🙂🙂", "<b>bold</b> & <i>more</i> &amp;", "}{0}{name}", "Ө" * 120])
async def test_a_name_may_be_anything_that_people_write(bot: Stage, text: str) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    for _, answer in INVITATION[:3]:
        await answer(anna)
    await anna.says(text)
    await anna.press("Кыргызча")
    await anna.press("30 days")
    assert text in anna.screen


@pytest.mark.parametrize("text", ["x" * 121, "\u200b\u2060"])
async def test_a_name_that_is_none_is_refused_with_the_reason(bot: Stage, text: str) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    for _, answer in INVITATION[:3]:
        await answer(anna)
    await anna.says(text)
    assert "Limit: 120" in anna.screen or "Please write a name" in anna.screen
    assert "Write the person's name" in anna.screen


async def test_a_message_with_no_form_open_shows_the_way(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("Hello?")
    anna.sees("The bot is not asking you anything now. Nothing was recorded")
    assert "Committee" in anna.buttons


@pytest.mark.slow
async def test_a_form_of_a_role_that_was_lost_is_not_finished(bot: Stage) -> None:
    anna = await open_committee(bot)
    (link,) = await invites(anna, ",,consultant,Nurlan,en")
    nurlan = bot.someone("Nurlan")
    await takes_seat(nurlan, link)
    await nurlan.says("/newfinding")
    await nurlan.press("knowledge gap")
    await anna.press("Not this person")
    await anna.press("Yes, not this person")
    await nurlan.press("English")
    assert "open the invitation link that your secretariat sent you" in nurlan.screen
    assert await count(bot, forms) == 0


async def test_a_form_that_an_update_took_away_is_said_to_be_gone_and_holds_up_nothing(bot: Stage) -> None:
    anna = await open_committee(bot)
    await anna.says("/invite")
    await bot.app.store.write(
        lambda tx: tx.execute(update(forms).values(state=func.replace(forms.c.state, '"invite"', '"summon"')))
    )
    await anna.says("Aigul")
    anna.sees("The bot was updated, and the form that you had begun is no longer in use")
    await anna.press("Committee")
    await anna.says("/invite")
    anna.sees("Role:")
    assert await count(bot, forms) == 1
