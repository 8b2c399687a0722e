"""The text of a vote that comes too late: it is said, nothing is asked any more, and nothing else is swallowed."""

from datetime import datetime, timedelta

import pytest

from bot import forms
from bot.ballots import service
from bot.ballots.model import Choice
from bot.findings import records as finding_records
from bot.findings import service as findings
from bot.forms import Slot
from bot.i18n import as_fact
from bot.ids import FindingId
from tests.ballots.hall import AFTER, DEADLINE, VOTED, Hall
from tests.ballots.test_journeys import CLOSES, HOUR, House, house, taps, voting
from tests.conftest import BISHKEK

__all__ = ["house", "voting"]
LATE = "Voting is closed, so this vote was not counted. Closed: 19 December 2022, 18:00"
NEXT = datetime(2022, 12, 26, 18, tzinfo=BISHKEK)


def owes(hall: Hall, name: str) -> tuple[str | None, str | None]:
    """What somebody is asked for, and what of theirs is overdue."""
    person = hall.people[name].person.id
    asked, late = forms.find(hall.tx, person, Slot.REQUEST), forms.find(hall.tx, person, Slot.OVERDUE)
    return None if asked is None else asked.kind, None if late is None else late.kind


# In the database


def test_when_a_ballot_closes_no_text_is_asked_for_any_more(hall: Hall) -> None:
    number, other = hall.open(), hall.open(deadline=DEADLINE + timedelta(days=1))
    service.vote(hall.tx, hall.g2, number, Choice.CHANGES, VOTED)
    service.vote(hall.tx, hall.w1, other, Choice.CHANGES, VOTED)
    hall.end(number)
    assert owes(hall, "g2") == (None, "vote-late")
    assert owes(hall, "w1") == ("vote-text", None)
    overdue = forms.find(hall.tx, hall.g2.person.id, Slot.OVERDUE)
    assert overdue is not None
    assert overdue.facts == {"closed_at": as_fact(DEADLINE), "ballot": number}


def test_when_a_new_version_replaces_the_text_none_is_asked_for_either(hall: Hall) -> None:
    version = hall.share()
    number = hall.open(version)
    service.vote(hall.tx, hall.g2, number, Choice.REVISE, VOTED)
    findings.confirm_new_version(hall.tx, hall.chair, hall.revise(version, VOTED), VOTED)
    assert owes(hall, "g2") == (None, "vote-superseded")
    overdue = forms.find(hall.tx, hall.g2.person.id, Slot.OVERDUE)
    assert overdue is not None
    assert overdue.facts["version"] == finding_records.newest(hall.tx, FindingId(version.finding)).number


def test_where_voting_is_extended_no_text_is_too_late(hall: Hall) -> None:
    number = hall.open()
    service.vote(hall.tx, hall.g2, number, Choice.REVISE, VOTED)
    hall.end(number)
    service.extend(hall.tx, hall.chair, number, AFTER + timedelta(days=7), AFTER)
    assert owes(hall, "g2") == (None, None)


def test_who_is_asked_anew_is_not_told_of_the_earlier_text(hall: Hall) -> None:
    number, other = hall.open(), hall.open(deadline=DEADLINE + timedelta(days=1))
    service.vote(hall.tx, hall.g2, number, Choice.CHANGES, VOTED)
    hall.end(number)
    service.vote(hall.tx, hall.g2, other, Choice.CHANGES, AFTER)
    assert owes(hall, "g2") == ("vote-text", None)


# In the chat


@pytest.mark.slow
async def test_a_late_text_hears_once_that_it_was_not_counted(voting: House) -> None:
    await voting.damir.press("Abstain")
    await voting.damir.press("Needs revision")
    await voting.bot.move(CLOSES + HOUR)
    await voting.damir.says("Too late")
    voting.damir.sees(LATE)
    assert (await voting.rows())["Agency"].choice is Choice.ABSTAIN
    await voting.damir.says("hello")
    assert "not counted" not in voting.damir.screen


@pytest.mark.slow
async def test_a_tap_on_the_card_that_asked_for_it_hears_the_same_and_touches_no_other_form(
    voting: House,
) -> None:
    await voting.damir.says("/findings")
    await voting.damir.press("F1")
    await voting.damir.press("Comment")
    await taps(voting.damir, Choice.REVISE)
    asking = voting.damir.cards[-1]
    cancel = next(b["callback_data"] for b in asking.buttons if b["text"] == "Cancel")
    await voting.bot.move(CLOSES + HOUR)
    voting.bot.telegram.press(voting.damir.user, asking.message_id, cancel, voting.damir.chat)
    await voting.bot.settle()
    voting.damir.sees(LATE)
    await voting.damir.says("A comment")
    await voting.damir.press("Done")
    voting.damir.sees("Your comment No. 1 on version 1 is saved.")


@pytest.mark.slow
async def test_a_late_text_is_not_lost_to_the_form_that_is_open(voting: House) -> None:
    await voting.damir.says("/findings")
    await voting.damir.press("F1")
    await voting.damir.press("Comment")
    await taps(voting.damir, Choice.REVISE)
    await voting.bot.move(CLOSES + HOUR)
    await voting.damir.says("A comment that took long to write")
    voting.damir.sees(LATE)
    await voting.damir.press("Done")
    voting.damir.sees("Your comment No. 1 on version 1 is saved.")
    assert (await voting.rows())["Agency"].choice is None


@pytest.mark.slow
async def test_a_form_begun_after_closing_hears_nothing_of_the_late_vote(voting: House) -> None:
    await taps(voting.damir, Choice.REVISE)
    await voting.bot.move(CLOSES + HOUR)
    await voting.damir.says("/findings")
    await voting.damir.press("F1")
    await voting.damir.press("Comment")
    await voting.damir.says("A comment")
    assert "not counted" not in voting.damir.screen
