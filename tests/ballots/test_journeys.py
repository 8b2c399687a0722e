"""A ballot from opening to result, as people live it: in the chat, with the whole bot."""

import re
from datetime import datetime, timedelta

import pytest

from bot.ballots import records
from bot.ballots.actions import CastVote, Declare, MarkText, NamedVotes, NotVoted
from bot.ballots.model import Ballot, Choice, Elector, Outcome, Standing
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Reach, Role
from bot.committee.roster import RosterLine
from bot.findings import service as findings
from bot.findings.model import Kind, Text
from bot.ids import BallotId, SeatId
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.house import NAMES, words
from tests.rehearsed import rehearsed

ROSTER = {
    "anna": ("Bureau", None, Role.ORGANIZER, "Anna Organizer", "en"),
    "nazira": ("Bureau", None, Role.CONSULTANT, "Nazira Consultant", "en"),
    "cholpon": ("Ministry", "government", Role.CHAIR, "Cholpon Chair", "ru"),
    "damir": ("Agency", "government", Role.MEMBER, "Damir Member", "en"),
    "aigul": ("Federation", "workers", Role.MEMBER, "Aigul Member", "ky"),
    "bakyt": ("Association", "sse", Role.MEMBER, "Bakyt Member", "ru"),
    "olivia": ("Donor", None, Role.OBSERVER, "Olivia Observer", "en"),
}
TEXTS = (
    Text("en", "No <b>legal</b> definition", "Many consider & call themselves such. 🌱"),
    Text("ru", "Нет определения", "Многие считают себя таковыми."),
)
SHARED = datetime(2022, 12, 8, 16, 30, tzinfo=BISHKEK)
COMMENTS_UNTIL = datetime(2022, 12, 13, 18, tzinfo=BISHKEK)
OPENS = datetime(2022, 12, 14, 10, tzinfo=BISHKEK)
CLOSES = datetime(2022, 12, 19, 18, tzinfo=BISHKEK)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NUMBER = BallotId(1)


class House:
    """The people of a committee, each in their own chat, and a look behind the scenes."""

    anna: Someone
    nazira: Someone
    cholpon: Someone
    damir: Someone
    aigul: Someone
    bakyt: Someone
    olivia: Someone

    def __init__(self, bot: Stage) -> None:
        self.bot = bot

    async def ballot(self) -> Ballot:
        found = await self.bot.app.store.read(lambda tx: records.ballot(tx, NUMBER))
        assert found is not None
        return found

    async def rows(self) -> dict[str, Elector]:
        """The electorate, by organization."""
        found = await self.bot.app.store.read(lambda tx: records.electors(tx, NUMBER))
        return {elector.organization: elector for elector in found}


@pytest.fixture
@rehearsed
async def house(bot: Stage) -> House:
    """Everybody has joined; F1 has been open for comments, in English and Russian."""
    here = House(bot)
    persons = {name: bot.someone(name.title()) for name in ROSTER}
    await bot.app.store.write(lambda tx: populate(tx, {n: p.user.id for n, p in persons.items()}))
    for name, person in persons.items():
        await person.says("/start")
        setattr(here, name, person)
    await bot.move(OPENS)
    return here


def populate(tx: Tx, accounts: dict[str, int]) -> None:
    """What joining by invitation and sharing have left behind; both have journeys of their own."""
    first = committee.create_committee(
        tx, code="KG", names=NAMES, country="KG", zone="Asia/Bishkek", languages=["ky", "ru", "en"], at=SHARED
    )
    beginner = roster.membership(tx, first.membership)
    assert beginner is not None
    maker = committee.actor_of_membership(tx, beginner.id)
    assert maker is not None
    lines = [RosterLine(i, *line) for i, line in enumerate(ROSTER.values())]
    made = committee.import_roster(tx, maker, lines, SHARED).facts["invited"]
    for number, account in zip(made, accounts.values(), strict=True):
        member = roster.membership(tx, number)
        assert member is not None
        roster.change_person(tx, member.person, telegram_id=account, joined_at=SHARED, reach=Reach.REACHABLE)
    roster.end_membership(tx, beginner.id, SHARED)
    consultant = committee.actor_of_membership(tx, made[1])
    assert consultant is not None
    findings.create(
        tx,
        consultant,
        kind=Kind.GAP,
        texts=TEXTS,
        authoritative="en",
        comments_until=COMMENTS_UNTIL,
        at=SHARED,
    )


@pytest.fixture
async def voting(house: House) -> House:
    """The ballot runs until Monday, 18:00."""
    await begins(house.anna)
    await house.anna.says("19.12.2022")
    await house.anna.press("Open all the same")
    return house


async def begins(organizer: Someone) -> None:
    await organizer.says("/findings")
    await organizer.press("F1")
    await organizer.press("Open a ballot")


def ru(msgid: str, **facts: object) -> str:
    return words("ru", msgid, **facts)


def ky(msgid: str, **facts: object) -> str:
    return words("ky", msgid, **facts)


async def taps(person: Someone, choice: Choice) -> None:
    """A tap on a card that this phone still shows as it was."""
    await person.forges(CastVote(NUMBER, choice).pack())


async def everybody_approves(house: House) -> None:
    for person, language in (
        (house.cholpon, "ru"),
        (house.damir, "en"),
        (house.aigul, "ky"),
        (house.bakyt, "ru"),
    ):
        await person.press(words(language, "Approve"))


# Opening


async def test_opening_echoes_the_deadline_and_shows_what_stands(house: House) -> None:
    await begins(house.anna)
    house.anna.sees(r"Until when can the committee vote.*Without an hour it is 18:00 \(Bishkek\)")
    await house.anna.says("19.12.2022")
    card = house.anna.sees(r"Monday, 19 December 2022, 18:00 \(Bishkek\)")
    assert "Voting seats: 4" in card.text
    assert "Government: 2" in card.text
    assert "Employers: not represented" in card.text
    assert "Missing: Kyrgyz" in card.text
    await house.anna.press("Open all the same")
    house.anna.sees("Voting is open. Voting seats: 4")
    ballot = await house.ballot()
    assert (ballot.deadline, ballot.exception) == (CLOSES, ("ky",))


async def test_the_usual_deadline_is_five_working_days_away(house: House) -> None:
    await begins(house.anna)
    await house.anna.press("5 working days")
    house.anna.sees("Wednesday, 21 December 2022, 18:00")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("01.12.2022", "This deadline has passed"),
        ("31.02.2023", "There is no such date or hour"),
        ("12/01/23", "can be read in two ways"),
        ("18:00", "Please write the day, too"),
        ("whenever", "was not understood"),
        ("15.12.2022 09:00", "at least 24 hours ahead"),
        ("🌱", "was not understood"),
    ],
)
async def test_a_deadline_that_cannot_be_is_refused_and_asked_for_again(
    house: House, typed: str, answer: str
) -> None:
    await begins(house.anna)
    await house.anna.says(typed)
    house.anna.sees(answer)
    await house.anna.says("19.12.2022 17:00")
    house.anna.sees("19 December 2022, 17:00")


@pytest.mark.slow
async def test_a_day_off_is_named_and_the_next_working_day_suggested(house: House) -> None:
    await begins(house.anna)
    await house.anna.says("17.12.2022")
    house.anna.sees("This date is a day off.")
    await house.anna.press("Open, suggested deadline")
    assert (await house.ballot()).deadline == CLOSES


async def test_back_and_cancel_work_at_every_step_and_open_nothing(house: House) -> None:
    await begins(house.anna)
    await house.anna.says("19.12.2022")
    await house.anna.press("Back")
    house.anna.sees("Until when can the committee vote")
    await house.anna.says("20.12.2022")
    await house.anna.says("/cancel")
    house.anna.sees("The form was discarded.")
    assert await house.bot.app.store.read(lambda tx: records.ballot(tx, NUMBER)) is None


@pytest.mark.slow
async def test_a_restart_in_the_middle_of_opening_continues_it(house: House) -> None:
    await begins(house.anna)
    await house.bot.restart()
    await house.anna.says("19.12.2022")
    await house.bot.restart()
    await house.anna.press("Open all the same")
    assert (await house.ballot()).running


@pytest.mark.slow
async def test_two_who_open_at_once_open_one(house: House) -> None:
    await begins(house.anna)
    await house.anna.says("19.12.2022")
    await house.cholpon.says("/findings")
    await house.cholpon.press("F1")
    await house.cholpon.press(ru("Open a ballot"))
    await house.cholpon.says("20.12.2022")
    await house.cholpon.press(ru("Open all the same"))
    await house.anna.press("Open all the same")
    house.anna.sees("F1, version 1: a vote on this finding is open or awaits the chair. Nothing was opened.")
    assert (await house.ballot()).deadline == CLOSES + timedelta(days=1)
    await house.anna.press("Cancel")


async def test_each_voter_gets_the_paper_and_the_observer_nothing(voting: House) -> None:
    for person, language in ((voting.aigul, "ky"), (voting.cholpon, "ru"), (voting.damir, "en")):
        card = person.sees("F1")
        assert card.protected
        assert words(language, "Approve with changes") in person.buttons
    assert "Approve" not in voting.nazira.buttons
    voting.olivia.does_not_see("F1")


# Voting


async def test_a_vote_is_answered_on_its_card_with_a_receipt(voting: House) -> None:
    cards = len(voting.damir.cards)
    await voting.damir.press("Approve")
    card = voting.damir.sees(
        "Your vote was recorded: Approve. You can change it until the deadline: 19 December 2022"
    )
    assert "Receipt No. 1." in card.text
    assert len(voting.damir.cards) == cards
    assert "✓ Approve" in voting.damir.buttons
    assert voting.damir.popup is not None
    assert "recorded" in voting.damir.popup


@pytest.mark.slow
async def test_a_change_counts_once_its_text_is_done(voting: House) -> None:
    await voting.damir.press("Approve with changes")
    voting.damir.sees("Please write briefly what should be changed.")
    voting.damir.sees(r"Deadline: Monday, 19 December 2022, 18:00 \(Bishkek\)\. The committee reads")
    assert (await voting.rows())["Agency"].choice is None
    await voting.damir.says("Say “not <b>yet</b>” & why")
    await voting.damir.says("In two messages 🌱")
    await voting.damir.press("Done")
    voting.damir.sees("Your vote was recorded: Approve with changes.")
    assert (await voting.rows())["Agency"].text == "Say “not <b>yet</b>” & why\nIn two messages 🌱"


@pytest.mark.slow
async def test_the_request_goes_before_an_open_form_which_then_resumes(voting: House) -> None:
    await voting.damir.says("/findings")
    await voting.damir.press("F1")
    await voting.damir.press("Comment")
    voting.damir.sees("Please write your comment")
    await taps(voting.damir, Choice.REVISE)
    await voting.damir.says("It says too little")
    await voting.damir.press("Done")
    voting.damir.sees("Your vote was recorded: Needs revision.")
    assert "Please write your comment" in voting.damir.screen
    await voting.damir.says("A comment")
    await voting.damir.press("Done")
    assert (await voting.rows())["Agency"].text == "It says too little"
    voting.damir.sees("Your comment No. 1 on version 1 is saved.")


@pytest.mark.slow
async def test_cancelling_the_request_leaves_the_earlier_vote(voting: House) -> None:
    await voting.damir.press("Abstain")
    await voting.damir.press("Needs revision")
    voting.damir.sees("Until then your earlier vote stands.")
    await voting.damir.says("/cancel")
    assert (await voting.rows())["Agency"].choice is Choice.ABSTAIN


@pytest.mark.slow
async def test_a_restart_while_the_text_is_written_keeps_it(voting: House) -> None:
    await voting.damir.press("Approve with changes")
    await voting.damir.says("First part")
    await voting.bot.restart()
    await voting.damir.says("Second part")
    await voting.damir.press("Done")
    assert (await voting.rows())["Agency"].text == "First part\nSecond part"


@pytest.mark.slow
async def test_a_text_that_is_too_long_is_refused_at_once_and_asked_for_again(voting: House) -> None:
    await voting.damir.press("Needs revision")
    await voting.damir.says("х" * 1001)
    voting.damir.sees("The text is too long. Limit: 1000 characters, yours: 1001.")
    await voting.damir.says("Shorter")
    await voting.damir.press("Done")
    assert (await voting.rows())["Agency"].text == "Shorter"


@pytest.mark.slow
async def test_a_tap_after_closing_is_not_counted(voting: House) -> None:
    await voting.bot.move(CLOSES + MINUTE)
    await taps(voting.damir, Choice.APPROVE)
    voting.damir.sees("Voting is closed, so this vote was not counted.")
    assert (await voting.rows())["Agency"].choice is None


async def test_two_taps_of_one_person_at_once_are_both_answered_and_one_counts(voting: House) -> None:
    card = voting.damir.cards[-1]
    for choice in (Choice.APPROVE, Choice.ABSTAIN):
        voting.bot.telegram.press(
            voting.damir.user, card.message_id, CastVote(NUMBER, choice).pack(), voting.damir.chat
        )
    await voting.bot.settle()
    row = (await voting.rows())["Agency"]
    assert (row.choice, row.receipt) == (Choice.ABSTAIN, 2)
    assert voting.damir.sees("Receipt No. 2.")


@pytest.mark.slow
async def test_a_vote_is_seen_as_a_number_by_others_and_by_name_by_nobody(voting: House) -> None:
    await voting.damir.press("Needs revision")
    await voting.damir.says("A secret for now")
    await voting.damir.press("Done")
    await voting.anna.press("Who has not voted")
    voting.anna.sees("Not voted: 3 of 4")
    for person in (voting.anna, voting.cholpon, voting.aigul, voting.nazira):
        person.does_not_see("A secret for now")


@pytest.mark.slow
async def test_votes_lists_receipts(voting: House) -> None:
    await voting.damir.press("Approve")
    await voting.damir.says("/votes")
    voting.damir.sees("Your vote: Approve. Receipt No. 1.")
    await voting.damir.press("F1 · version 1")
    voting.damir.sees("Voting on .*Your vote: Approve. Receipt No. 1.")


async def test_todo_names_the_vote_and_its_last_day_until_it_is_cast(voting: House) -> None:
    await voting.damir.says("/todo")
    assert "F1: vote · due: 19 December" in voting.damir.buttons
    await voting.damir.press("F1: vote")
    voting.damir.sees(r"will see your choice\. Choices and names are shown when the voting is closed\.")
    await voting.damir.press("Approve")
    await voting.damir.says("/todo")
    assert not any("vote" in button for button in voting.damir.buttons)


@pytest.mark.slow
async def test_home_says_which_ballots_run_and_until_when_but_not_to_observers(voting: House) -> None:
    await voting.damir.says("/menu")
    voting.damir.sees(r"Open ballots: 1\nF1 · \w+, \d+ \w+ \d{4}, 18:00 \(Bishkek\)")
    assert "Ballot: F1" not in voting.damir.buttons, "there is a button to vote already"
    await voting.damir.press("F1: vote")
    await voting.damir.press("Approve")
    await voting.damir.says("/menu")
    await voting.damir.press("Ballot: F1")
    voting.damir.sees("✓ Approve|Receipt No. 1")
    await voting.olivia.says("/menu")
    voting.olivia.does_not_see("Open ballots")
    await voting.anna.says("/menu")
    await voting.anna.press("Ballot: F1")
    await voting.anna.press("Close the voting")
    await voting.anna.press("Close the voting")
    await voting.damir.says("/menu")
    assert "Open ballots" not in voting.damir.latest.text


# Who may not


@pytest.mark.slow
@pytest.mark.parametrize("choice", list(Choice))
async def test_an_observer_with_forged_data_is_told_and_counts_nothing(voting: House, choice: Choice) -> None:
    await taps(voting.olivia, choice)
    voting.olivia.sees("Observers can read and ask questions, but do not vote.")
    voting.olivia.does_not_see("legal")
    assert all(row.choice is None for row in (await voting.rows()).values())


async def test_a_stranger_with_forged_data_sees_nothing(voting: House) -> None:
    stranger = voting.bot.someone("Stranger")
    await stranger.says("/start")
    for action in (CastVote(NUMBER, Choice.APPROVE), NotVoted(NUMBER), NamedVotes(NUMBER)):
        await stranger.forges(action.pack())
    stranger.does_not_see("F1")
    assert all(row.choice is None for row in (await voting.rows()).values())


@pytest.mark.slow
async def test_a_member_cannot_reach_the_chairs_buttons(voting: House) -> None:
    await everybody_approves(voting)
    await voting.bot.move(CLOSES + MINUTE)
    for action in (Declare(NUMBER, Outcome.VALIDATED), MarkText(NUMBER, SeatId(1), True), Declare(NUMBER)):
        await voting.damir.forges(action.pack())
        voting.damir.sees("Only the chair can do this.")
    assert (await voting.ballot()).standing is Standing.CLOSED


@pytest.mark.slow
async def test_a_ballot_that_never_was_is_answered(voting: House) -> None:
    await voting.damir.forges(CastVote(BallotId(99), Choice.APPROVE).pack())
    voting.damir.sees("There is no such vote among those that you can see.")


@pytest.mark.slow
async def test_not_this_person_voids_the_vote_and_their_next_tap_is_not_counted(voting: House) -> None:
    await voting.damir.press("Approve")
    await voting.anna.says("/committee")
    await voting.anna.press("Damir Member")
    await voting.anna.press("Not this person")
    await voting.anna.press("Yes, not this person")
    assert (await voting.rows())["Agency"].choice is None
    await taps(voting.damir, Choice.APPROVE)
    voting.damir.sees("This bot is for members of national advisory committees.")
    assert (await voting.rows())["Agency"].choice is None


# Reminders


@pytest.mark.slow
async def test_only_who_has_not_voted_is_reminded_and_the_earlier_card_shrinks(voting: House) -> None:
    await voting.damir.press("Approve")
    damir, bakyt = len(voting.damir.cards), len(voting.bakyt.cards)
    await voting.bot.move(datetime(2022, 12, 16, 18, 30, tzinfo=BISHKEK))
    assert len(voting.damir.cards) == damir
    assert len(voting.bakyt.cards) == bakyt + 1
    voting.bakyt.sees(ru("You have not voted yet. One tap is enough."))
    assert voting.bakyt.cards[-2].buttons == []
    await voting.bakyt.press(ru("Approve"))
    assert (await voting.rows())["Association"].choice is Choice.APPROVE


# Closing and declaring


@pytest.mark.slow
async def test_from_the_deadline_to_the_result(voting: House) -> None:
    await voting.damir.press("Approve with changes")
    await voting.damir.says("Say “not yet”")
    await voting.damir.press("Done")
    for person, language in ((voting.cholpon, "ru"), (voting.aigul, "ky"), (voting.bakyt, "ru")):
        await person.press(words(language, "Approve"))
    await voting.bot.move(CLOSES + MINUTE)
    voting.damir.sees("The result awaits the chair.")
    await voting.damir.press("Votes by name")
    voting.damir.sees("Federation · Aigul Member — Approve")
    await voting.cholpon.press(ru("Mark the texts ({n})", n=1))
    voting.cholpon.sees("Say “not yet”")
    await voting.cholpon.press(ru("Taken in"))
    await voting.cholpon.press(ru("Declare: {outcome}", outcome=ru("validated with amendments")))
    assert (await voting.ballot()).outcome is Outcome.AMENDED
    voting.anna.sees("validated with amendments.*Government: for 1, with changes 1")
    voting.olivia.sees("validated with amendments.*Quorum: yes \\(4 of 4 voted, 2 needed\\)")
    voting.olivia.does_not_see("Damir")
    voting.aigul.sees(ky("validated with amendments"))
    await voting.damir.says("/findings")
    await voting.damir.press("F1")
    await voting.damir.press("Result of the vote")
    voting.damir.sees("Result: “No <b>legal</b> definition”, version 1 — validated with amendments.")


@pytest.mark.slow
async def test_the_next_version_carries_the_outcome_where_the_chair_says_so(voting: House) -> None:
    await everybody_approves(voting)
    await voting.bot.move(CLOSES + MINUTE)
    await voting.cholpon.press(ru("Declare the result"))
    await voting.cholpon.press(ru("Declare: {outcome}", outcome=ru("validated")))
    await voting.nazira.says("/findings")
    await voting.nazira.press("F1")
    await voting.nazira.press("New version")
    await voting.nazira.says("No legal definition yet\nMany consider themselves such.")
    await voting.nazira.press("Done")
    await voting.nazira.press("Keep this text")
    await voting.nazira.press("Skip")
    await voting.nazira.press("Skip")
    await voting.nazira.says("One word")
    await voting.nazira.press("Next")
    await voting.nazira.press("Publish")
    await voting.cholpon.press(ru("As declared"))
    voting.cholpon.sees(
        re.escape(ru("The chair has found it as declared: {outcome}.", outcome=ru("validated")))
    )
    voting.olivia.sees("The chair has found it as declared: validated.")


@pytest.mark.slow
async def test_closing_by_hand_asks_and_then_closes_at_the_tap(voting: House) -> None:
    await everybody_approves(voting)
    await voting.bot.move(OPENS + HOUR)
    await voting.anna.press("Close the voting")
    voting.anna.sees("4 of 4 voted, 2 needed")
    await voting.anna.press("Close the voting")
    voting.anna.sees("Voting is closed.")
    ballot = await voting.ballot()
    assert (ballot.standing, ballot.closed_at) == (Standing.CLOSED, OPENS + HOUR)


@pytest.mark.slow
async def test_without_quorum_the_chair_extends_it_once_by_form(voting: House) -> None:
    await voting.damir.press("Approve")
    await voting.bot.move(CLOSES + MINUTE)
    voting.damir.sees("Ended without quorum \\(1 of 4 voted, 2 needed\\)")
    await voting.cholpon.press(ru("Extend the voting"))
    await voting.cholpon.says("26.12.2022")
    await voting.cholpon.press(ru("Extend the voting"))
    voting.damir.sees(
        "No quorum \\(1/4\\). Voting is extended. New deadline: Monday, 26 December 2022, 18:00"
    )
    await voting.aigul.press(ky("Approve"))
    await voting.bot.move(CLOSES + timedelta(days=7, minutes=1))
    assert (await voting.ballot()).standing is Standing.WITHOUT_QUORUM
    assert ru("Extend the voting") not in voting.cholpon.buttons
    await voting.cholpon.press(ru("Declare the result"))
    await voting.cholpon.press(ru("Declare: {outcome}", outcome=ru("no quorum")))
    voting.olivia.sees("no quorum")


@pytest.mark.slow
async def test_a_new_version_ends_the_vote_and_an_old_paper_says_so(voting: House) -> None:
    await voting.damir.press("Approve")
    await voting.nazira.says("/findings")
    await voting.nazira.press("F1")
    await voting.nazira.press("New version")
    await voting.nazira.says("Another definition\nAnother body")
    await voting.nazira.press("Done")
    await voting.nazira.press("Keep this text")
    await voting.nazira.press("Skip")
    await voting.nazira.press("Skip")
    await voting.nazira.says("All of it")
    await voting.nazira.press("Next")
    await voting.nazira.press("10 working days")
    await voting.nazira.press("Share for comments")
    assert (await voting.ballot()).running
    await voting.anna.press("Version 2 (draft)")
    await voting.anna.press("Put version 2 in place")
    voting.anna.sees("Votes set aside: 1")
    await voting.anna.press("Put version 2 in place")
    voting.damir.sees("Version 2 has replaced the text, so the vote on the earlier version is closed.")
    await taps(voting.aigul, Choice.APPROVE)
    voting.aigul.sees(ky("This vote was not counted."))
    assert (await voting.rows())["Federation"].choice is None


# Outages


@pytest.mark.slow
async def test_the_bot_away_for_an_hour_at_the_deadline_counts_the_backlog(voting: House) -> None:
    for person, language in ((voting.cholpon, "ru"), (voting.aigul, "ky")):
        await person.press(words(language, "Approve"))
    await voting.bot.move(CLOSES - HOUR / 2)
    await voting.bot.stop()
    await taps(voting.bakyt, Choice.APPROVE)
    await voting.bot.move(CLOSES + HOUR / 2)
    await taps(voting.damir, Choice.APPROVE)
    await voting.bot.restart()
    await voting.bot.move(CLOSES + HOUR / 2 + MINUTE)
    rows = await voting.rows()
    assert rows["Association"].after_outage
    assert rows["Agency"].after_outage
    assert not rows["Ministry"].after_outage
    ballot = await voting.ballot()
    assert (ballot.standing, ballot.closed_at) == (Standing.CLOSED, CLOSES)
    voting.cholpon.sees(ru("Votes received after an outage: {n}", n=2))
    assert voting.damir.popup is not None
    assert "It was received after an outage of the bot and is marked so." in voting.damir.popup


@pytest.mark.slow
async def test_the_bot_away_for_25_hours_leaves_the_ballot_open_for_a_person_to_decide(voting: House) -> None:
    for person, language in ((voting.cholpon, "ru"), (voting.aigul, "ky")):
        await person.press(words(language, "Approve"))
    await voting.bot.move(CLOSES - HOUR)
    await voting.bot.stop()
    await voting.bot.move(CLOSES + 24 * HOUR)
    await voting.bot.restart()
    await voting.bot.move(CLOSES + 24 * HOUR + MINUTE)
    assert (await voting.ballot()).running
    voting.anna.sees("The bot was away at the deadline for more than 24 hours")
    await voting.bakyt.says("/todo")
    await voting.bakyt.press(ru("{label}: vote", label="F1"))
    await voting.bakyt.press(ru("Approve"))
    assert (await voting.rows())["Association"].after_outage
    await voting.cholpon.press(ru("Extend the voting"))
    await voting.cholpon.says("26.12.2022")
    await voting.cholpon.press(ru("Extend the voting"))
    voting.damir.sees("Voting is extended. New deadline: Monday, 26 December 2022, 18:00")
    await voting.bot.move(CLOSES + timedelta(days=7, minutes=1))
    assert (await voting.ballot()).standing is Standing.CLOSED
