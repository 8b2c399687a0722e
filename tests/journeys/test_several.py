"""Somebody in several committees: each card names its own, and acts there; commands act in the active one."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.ballots import records as ballots
from bot.ballots import service as balloting
from bot.ballots.actions import ShowPicture
from bot.ballots.model import Choice, Outcome
from bot.ballots.settings import BALLOT_DAYS
from bot.clock import FrozenClock
from bot.committee import invitations
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.actions import NotThisPerson, UseCommittee
from bot.committee.model import Role
from bot.findings.actions import AddComment, ShowFinding
from bot.findings.model import CommentKind, Text
from bot.findings.records import tables
from bot.ids import BallotId, FindingId, MembershipId, TelegramId, VersionId
from bot.playground.stage import Stage
from bot.release import publishing
from bot.release.actions import PublicText
from bot.store import Tx
from tests.conftest import BISHKEK
from tests.journeys.house import words
from tests.journeys.scenes import DAY, HOUR, Part, Place, Scene, assemble, open_ballot, share
from tests.journeys.two import MONGOLIA

MN = Place("MN", MONGOLIA, "MN", "Asia/Ulaanbaatar", ("mn", "en"))
TEXTS = (Text("en", "A cooperative & its members", "Steppe."), Text("mn", "Хоршоо", "Тал."))
THERE = {
    "bold": Part("Bold Organizer", "en", Role.ORGANIZER),
    "saran": Part("Saran Consultant", "en", Role.CONSULTANT),
    "tuya": Part("Tuya Chair", "en", Role.CHAIR, "government", "Ministry"),
    "damir": Part("Damir Member", "en", Role.MEMBER, "sse", "Union of cooperatives"),
}
KG_HEADING, MN_HEADING = "KG · National committee\n", "MN · Mongolia\n"


@pytest.fixture
async def here(bot: Stage) -> Scene:
    return await assemble(bot)


@pytest.fixture
async def there(bot: Stage, here: Scene) -> Scene:
    """Mongolia's committee, in which Damir of Kyrgyzstan's serves, too."""
    return await assemble(bot, THERE, MN, known={"damir": here["damir"]})


def silences(scene: Scene, name: str) -> list[tuple[str, bool]]:
    """The headings of the cards that somebody was sent, and whether they came without a sound."""
    chat = scene[name].chat.id
    calls = [c for c in scene.bot.telegram.calls if c.method == "sendMessage" and c.fields["chat_id"] == chat]
    return [(c.fields["text"][3:5], bool(c.fields.get("disable_notification"))) for c in calls]


async def comments(scene: Scene, number: int) -> list[str]:
    """What was said about a finding."""
    query = select(tables.comments.c.text).where(tables.comments.c.finding == number)
    return await scene.bot.app.store.read(lambda tx: list(tx.execute(query).scalars()))


async def test_joining_a_second_committee_asks_for_consent_in_the_language_chosen_long_ago(
    bot: Stage, here: Scene
) -> None:
    there = await assemble(
        bot, {**THERE, "aigul": Part("Aigul Seat", "en", Role.OBSERVER)}, MN, absent=["aigul"]
    )
    aigul = here["aigul"]
    link = await bot.app.store.read(lambda tx: _link(bot, there, tx))
    await aigul.opens(link)
    assert words("ky", "Role: {role}", role=words("ky", "observer")) in aigul.screen
    assert "Монголия" in aigul.screen
    await here.press("aigul", "I agree")
    here.sees("aigul", "Welcome! You have joined the committee.")
    assert aigul.screen.startswith("MN · Монголия\n")
    assert "votes" not in aigul.menu
    there["bold"].sees("Joined: Aigul Member")

    await here.press("aigul", "My committees")
    assert "KG · Улуттук комитет" in aigul.screen
    await here.press("aigul", "Switch to {committee}", committee="KG")
    assert aigul.screen.startswith("KG · Улуттук комитет\n")
    assert "votes" in aigul.menu


def _link(bot: Stage, scene: Scene, tx: Tx) -> str:
    who = next(a for a in committee.actors_in(tx, scene.where) if a.organizes)
    open_ones = [
        i for e, i in invitations.invitations_of(tx, who) if e.person.joined_at is None and i is not None
    ]
    return bot.app.links.invitation(open_ones[-1])


async def test_only_whoever_serves_in_several_is_told_which(here: Scene, there: Scene) -> None:
    await share(here)
    await share(there, TEXTS)
    assert there["tuya"].screen.count("MN · ") == 0
    assert here["temir"].screen.count("KG · ") == 0
    assert [screen.split("\n")[0] for screen in here["damir"].screens[-2:]] == [
        KG_HEADING.strip(),
        MN_HEADING.strip(),
    ]


async def test_the_popup_says_what_was_done_and_not_where(here: Scene, there: Scene) -> None:
    await share(there, TEXTS)
    await open_ballot(there, until=there.bot.clock.now() + 100 * HOUR)
    await there.press("damir", "Approve")
    assert there["damir"].screen.startswith(MN_HEADING)
    assert there["damir"].popup
    assert "MN" not in there["damir"].popup


@pytest.mark.slow
async def test_commands_act_in_the_active_committee_and_a_card_in_its_own(here: Scene, there: Scene) -> None:
    await share(here)
    await share(there, TEXTS)
    damir = here["damir"]
    await damir.says("/findings")
    assert damir.screen.startswith(KG_HEADING)
    await here.taps("damir", UseCommittee(there.where))
    here.sees("damir", "Commands now act in this committee.")
    await damir.says("/findings")
    assert damir.screen.startswith(MN_HEADING)
    assert "cooperative & its" in damir.screen
    await here.taps("damir", ShowFinding(here.where, FindingId(1)))
    assert damir.screen.startswith(KG_HEADING)
    await damir.says("/votes")
    assert damir.screen.startswith(MN_HEADING)


@pytest.mark.slow
async def test_home_and_todo_tell_what_waits_in_the_other_committee_too(here: Scene, there: Scene) -> None:
    now = here.bot.clock.now()
    await share(here)
    await share(there, TEXTS)
    await open_ballot(here, 1, now + 100 * HOUR)
    await open_ballot(there, 2, now + 50 * HOUR)
    damir = here["damir"]
    await damir.says("/menu")
    assert damir.screen.startswith(KG_HEADING)
    here.sees("damir", "Waiting for you in {committee}: {n}", committee="MN", n=1)
    await damir.says("/todo")
    assert damir.buttons[:2] == ["MN · F1: vote · due: 10 December", "KG · F1: vote · due: 12 December"]
    await damir.press("MN · F1: vote")
    assert damir.screen.startswith(MN_HEADING)
    await there.press("damir", "Approve")
    kept = await there.votes(2), await here.votes(1)
    assert kept == ({"Union of cooperatives": "approve"}, {})
    await here["temir"].says("/todo")
    assert here["temir"].buttons[0].startswith(words("ru", "{label}: vote", label="F1") + " · срок: ")


@pytest.mark.slow
async def test_a_form_stays_in_its_committee_while_the_active_one_changes(here: Scene, there: Scene) -> None:
    await share(here)
    await share(there, TEXTS)
    damir = here["damir"]
    await there.taps("damir", AddComment(there.where, VersionId(2), CommentKind.COMMENT))
    assert damir.screen.startswith(MN_HEADING)
    await here.taps("damir", UseCommittee(here.where))
    await there.writes("damir", "About the steppe")
    assert damir.screen.startswith(MN_HEADING)
    assert [await comments(here, n) for n in (1, 2)] == [[], ["About the steppe"]]

    await there.taps("damir", AddComment(there.where, VersionId(2), CommentKind.COMMENT))
    await here.taps("damir", UseCommittee(here.where))
    await damir.says("/cancel")
    here.sees("damir", "The form was discarded. Nothing was recorded.")
    assert damir.screen.startswith(MN_HEADING), "it leads back to the card from which it was begun"


@pytest.mark.slow
async def test_a_vote_in_one_committee_is_answered_beside_the_form_of_the_other(
    here: Scene, there: Scene
) -> None:
    await share(here)
    await share(there, TEXTS)
    await open_ballot(here, until=here.bot.clock.now() + 100 * HOUR)
    vote = here["damir"].latest
    await there.taps("damir", AddComment(there.where, VersionId(2), CommentKind.COMMENT))
    assert vote is not None
    await here["damir"].opens("b1")
    await here.press("damir", "Needs revision")
    await here.writes("damir", "A reason")
    assert [screen.split("\n")[0] + "\n" for screen in here["damir"].screens[-2:]] == [KG_HEADING, MN_HEADING]
    assert await here.votes() == {"Agency": "revise"}


@pytest.mark.slow
async def test_each_committees_hours_and_deadlines_are_its_own(here: Scene, there: Scene) -> None:
    await share(here)
    await share(there, TEXTS)
    ends = datetime(2022, 12, 19, 18, tzinfo=BISHKEK)
    await open_ballot(here, 1, ends)
    await open_ballot(there, 2, ends)
    damir = here["damir"]
    for number, shown in (
        ("b1", "19 December 2022, 18:00 (Bishkek)"),
        ("b2", "19 December 2022, 20:00 (Ulaanbaatar)"),
    ):
        await damir.opens(number)
        assert shown in damir.screen
    await damir.says("/timezone Europe/Zurich")
    for number, shown in (
        ("b2", "19 December 2022, 20:00 (Ulaanbaatar) · 13:00 (Geneva)"),
        ("b1", "19 December 2022, 18:00 (Bishkek) · 13:00 (Geneva)"),
    ):
        await damir.opens(number)
        assert shown in damir.screen
    until = await here.bot.app.store.read(lambda tx: [_window(tx, n) for n in (here, there)])
    assert [(at.utcoffset(), at.hour) for at in until] == [(6 * HOUR, 18), (8 * HOUR, 18)]


def _window(tx: Tx, scene: Scene) -> datetime:
    """When a ballot ends that names no deadline."""
    who = committee.actors_in(tx, scene.where)[0].committee
    return who.calendar.default_deadline(scene.bot.clock.now(), BALLOT_DAYS.of(who)).astimezone(who.zone)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("at", "silent"),
    [
        (datetime(2022, 12, 12, 11, tzinfo=BISHKEK), [("KG", False), ("MN", False)]),
        (datetime(2022, 12, 12, 17, tzinfo=BISHKEK), [("KG", False), ("MN", True)]),  # 19:00 in Ulaanbaatar
        (datetime(2022, 12, 12, 7, tzinfo=BISHKEK), [("KG", True), ("MN", False)]),  # 9:00 there
        (
            datetime(2022, 12, 29, 11, tzinfo=BISHKEK),
            [("KG", False), ("MN", True)],
        ),  # Mongolia's independence
    ],
)
async def test_a_notice_is_silent_by_the_calendar_of_its_own_committee(
    here: Scene, there: Scene, at: datetime, silent: list[tuple[str, bool]]
) -> None:
    await here.bot.move(at)
    before = len(silences(here, "damir"))
    await share(here, until=at + 10 * DAY)
    await share(there, TEXTS, at + 10 * DAY)
    assert silences(here, "damir")[before:] == silent


@pytest.mark.slow
async def test_reminders_name_their_committee_and_end_with_its_vote(here: Scene, there: Scene) -> None:
    await share(here)
    await share(there, TEXTS)
    await open_ballot(here, 1, datetime(2022, 12, 14, 18, tzinfo=BISHKEK))
    await open_ballot(there, 2, datetime(2022, 12, 14, 16, tzinfo=BISHKEK))
    await here["damir"].opens("b1")
    await here.press("damir", "Approve")
    before = len(silences(here, "damir"))
    await here.bot.move(datetime(2022, 12, 14, 15, 59, tzinfo=BISHKEK))
    reminded = [heading for heading, _ in silences(here, "damir")[before:]]
    assert reminded
    assert set(reminded) == {"MN"}


@pytest.mark.slow
async def test_the_picture_of_a_result_names_its_committee(here: Scene, there: Scene) -> None:
    await share(there, TEXTS)
    await open_ballot(there, until=there.bot.clock.now() + 100 * HOUR)
    await there.press("damir", "Approve")
    await there.bot.move(there.bot.clock.now() + 101 * HOUR)
    await there.press("tuya", "Declare the result")
    await there.press("tuya", "Declare: {outcome}", outcome=there.words("tuya", "no quorum"))
    await there.bot.move(there.bot.clock.now() + HOUR)
    photos = {name: [c.text for c in there[name].cards if "photo" in c.content] for name in ("damir", "tuya")}
    assert photos["damir"][0].startswith(MN_HEADING)
    assert not photos["tuya"][0].startswith("MN")


@pytest.mark.slow
async def test_losing_one_seat_keeps_the_other_committee_its_form_and_its_menu(
    here: Scene, there: Scene
) -> None:
    await share(here)
    await share(there, TEXTS)
    await there.taps("damir", UseCommittee(there.where))
    await here.taps("damir", AddComment(here.where, VersionId(1), CommentKind.COMMENT))
    mine = await here.bot.app.store.read(lambda tx: _membership(tx, there))
    await there.taps("bold", NotThisPerson(there.where, mine, sure=True))
    damir = here["damir"]
    await here.writes("damir", "Still here")
    assert "MN · " not in damir.screen
    assert "KG · " not in damir.screen  # they serve in one only
    assert await comments(here, 1) == ["Still here"]
    await damir.says("/menu")
    assert "National committee" in damir.screen
    assert "My committees" not in damir.buttons
    await damir.opens("f2")
    here.sees(
        "damir", "You are not a member of this committee, so nothing was done. Please ask your secretariat."
    )
    assert "cooperative & its" not in damir.screen


async def test_a_form_of_the_seat_that_is_lost_goes_with_it(here: Scene, there: Scene) -> None:
    await share(there, TEXTS)
    await there.taps("damir", AddComment(there.where, VersionId(1), CommentKind.COMMENT))
    mine = await here.bot.app.store.read(lambda tx: _membership(tx, there))
    await there.taps("bold", NotThisPerson(there.where, mine, sure=True))
    await here["damir"].says("Too late")
    here.sees("damir", "The bot is not asking you anything now. Nothing was recorded.")


def _membership(tx: Tx, scene: Scene) -> MembershipId:
    who = committee.person_of(tx, TelegramId(scene["damir"].user.id))
    assert who is not None
    return next(m.id for m in roster.memberships_of(tx, who.id) if m.committee == scene.where)


async def test_a_vote_reads_no_more_for_somebody_in_several_committees(
    here: Scene, there: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await share(here)
    await open_ballot(here, until=here.bot.clock.now() + 100 * HOUR)
    store, reads = here.bot.app.store, []
    read = store.read

    def counted(body: Callable[[Tx], object], **how: bool) -> object:
        reads.append(body)
        return read(body, **how)

    monkeypatch.setattr(store, "read", counted)
    taken = []
    for name in ("damir", "temir"):
        before = len([r for r in reads if "Turn" in getattr(r, "__qualname__", "")])
        await here.press(name, "Approve")
        taken.append(len([r for r in reads if "Turn" in getattr(r, "__qualname__", "")]) - before)
    assert taken[0] == taken[1] > 0


async def test_the_longest_ballot_paper_has_room_for_the_committees_name(
    bot: Stage, here: Scene, clock: FrozenClock
) -> None:
    names = {"ky": "Ж" * 300, "ru": "Ы" * 300, "en": "N🌱" * 150}
    there = await assemble(
        bot, THERE, MN._replace(names={**names, "mn": "М"}), known={"damir": here["damir"]}
    )
    await share(there, [Text("en", "T" * 200, "🌱" * 1490), Text("mn", "T", "B")])
    await open_ballot(there, until=clock.now() + 100 * HOUR)
    await there.press("damir", "Approve")
    assert there["damir"].screen.startswith("MN · N🌱")
    assert await there.votes() == {"Union of cooperatives": "approve"}


async def test_a_card_with_a_picture_or_texts_below_it_names_its_committee_too(
    here: Scene, there: Scene
) -> None:
    await share(there, TEXTS)
    await open_ballot(there, until=there.bot.clock.now() + 100 * HOUR)

    def decide(tx: Tx) -> None:
        at = there.bot.clock.now()
        everybody = committee.actors_in(tx, there.where)
        chair = next(a for a in everybody if a.chairs)
        organizer = next(a for a in everybody if a.organizes)
        (number,) = (ballot.id for ballot in ballots.undecided_in(tx, there.where))
        for voter in (a for a in everybody if a.votes):
            balloting.vote(tx, voter, number, Choice.APPROVE, at)
        balloting.close_by_hand(tx, chair, number, at)
        balloting.declare(tx, chair, number, Outcome.VALIDATED, at)
        for who in (chair, organizer):
            publishing.agree(tx, who, VersionId(1), at)

    await there.bot.app.store.write(decide)
    await there.bot.settle()
    telegram = there.bot.telegram
    for action in (ShowPicture(BallotId(1)), PublicText(FindingId(1), "mn")):
        before = telegram.calls_made
        await there.taps("damir", action)
        calls = list(telegram.calls)[before - telegram.calls_made :]
        card, *_ = [call.fields["text"] for call in calls if call.method == "editMessageText"]
        assert card.startswith("<b>MN · Mongolia</b>\n"), action
        assert any(call.method == "sendPhoto" for call in calls), action
