"""A ballot as its committee lives it: votes that change, what may be seen when, and how each outcome comes about."""

import re
from datetime import datetime

import pytest

from bot.ballots import records as ballots
from bot.ballots.actions import CastVote, Declare, JudgeVersion, MarkVersion, NamedVotes, NotVoted, ShowTexts
from bot.ballots.model import Choice, Outcome
from bot.committee.model import Role
from bot.ids import BallotId, VersionId
from bot.playground.stage import Stage
from tests.conftest import BISHKEK
from tests.journeys.scenes import (
    CAST,
    CLOSES,
    DAY,
    HOUR,
    MINUTE,
    OPENS,
    TEXTS,
    VOTERS,
    Part,
    Scene,
    assemble,
    share,
    voting,
)

NUMBER = BallotId(1)
CHANGE = "Say “not <b>yet</b>” & why"


@pytest.fixture
async def scene(bot: Stage) -> Scene:
    return await voting(bot)


# Votes and their texts


async def test_a_vote_may_change_until_closing_and_every_earlier_one_is_kept(scene: Scene) -> None:
    await scene.vote("Approve", "aigul")
    await scene.vote("Needs revision", "aigul", text="Эртерээк")
    await scene.bot.move(OPENS + HOUR)
    await scene.vote("Abstain", "aigul")
    seat = (await scene.rows())["Federation"].seat
    history = await scene.bot.app.store.read(lambda tx: ballots.history(tx, NUMBER, seat))
    assert [(v.choice, v.text, v.receipt) for v in history] == [
        (Choice.APPROVE, None, 1),
        (Choice.REVISE, "Эртерээк", 2),
    ]
    assert await scene.votes() == {"Federation": "abstain"}
    await scene["aigul"].says("/votes")
    abstain = scene.words("aigul", "Abstain")
    scene.sees("aigul", "Your vote: {choice}. Receipt No. {receipt}.", choice=abstain, receipt=3)


async def test_while_a_text_is_awaited_the_earlier_vote_stands_and_another_choice_drops_the_request(
    scene: Scene,
) -> None:
    await scene.vote("Abstain", "temir")
    await scene.press("temir", "Approve with changes")
    scene.sees("temir", "Until then your earlier vote stands.")
    assert await scene.votes() == {"Union": "abstain"}
    await scene["temir"].says("Половина текста")
    await scene.taps("temir", CastVote(NUMBER, Choice.APPROVE))
    assert await scene.votes() == {"Union": "approve"}
    await scene["temir"].says("Вторая половина")
    scene.sees("temir", "No form is open. Nothing was recorded.")
    assert (await scene.rows())["Union"].text is None


async def test_the_text_of_one_choice_is_not_taken_for_another(scene: Scene) -> None:
    await scene.press("temir", "Approve with changes")
    await scene["temir"].says("Изменить слово")
    await scene.taps("temir", CastVote(NUMBER, Choice.REVISE))
    scene.sees("temir", "Please write briefly why it needs revision.")
    await scene.writes("temir", "Слишком коротко")
    row = (await scene.rows())["Union"]
    assert (row.choice, row.text) == (Choice.REVISE, "Слишком коротко")


async def test_a_request_goes_before_an_open_form_which_then_goes_on_with_what_it_had(scene: Scene) -> None:
    await scene["damir"].says("/findings")
    await scene["damir"].press("F1")
    await scene["damir"].press("Propose wording")
    await scene["damir"].says("First half")
    await scene.taps("damir", CastVote(NUMBER, Choice.CHANGES))
    await scene.writes("damir", CHANGE)
    assert (await scene.rows())["Agency"].text == CHANGE
    await scene["damir"].says("Second half")
    await scene["damir"].press("Done")
    await scene["damir"].press("Comments (1)")
    scene["damir"].sees("First half\nSecond half")
    scene["damir"].does_not_see(f"{re.escape(CHANGE)}\nSecond")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("🌱🌿🍀", "🌱🌿🍀"),
        ("<b>bold</b> & <script>", "<b>bold</b> & <script>"),
        ("  spaces \n around  ", "spaces \n around"),
        ("{name} %s \\n {0}", "{name} %s \\n {0}"),
    ],
)
async def test_a_text_is_kept_and_shown_as_it_was_written(scene: Scene, text: str, kept: str) -> None:
    await scene.vote("Approve with changes", "damir", text=text)
    assert (await scene.rows())["Agency"].text == kept
    scene["damir"].sees(re.escape(f"Your text: {' '.join(kept.split())}") + "|" + re.escape(kept))
    await scene.vote("Approve", "cholpon", "aigul", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    assert kept in scene["cholpon"].screen


@pytest.mark.parametrize("text", ["х" * 4096, "🌱" * 2048, "х" * 1000 + "\n" + "х"])
async def test_a_text_that_is_too_long_says_by_how_much_and_the_vote_still_waits(
    scene: Scene, text: str
) -> None:
    await scene.press("damir", "Needs revision")
    await scene["damir"].says(text)
    scene["damir"].sees(
        rf"The text is too long\. Limit: 1000 characters, yours: {len(text.encode('utf-16-le')) // 2}"
    )
    assert await scene.votes() == {}
    await scene.writes("damir", "Shorter")
    assert (await scene.rows())["Agency"].text == "Shorter"


@pytest.mark.parametrize("text", ["\u200b", "\u2063", "\u3164", "⠀"])
async def test_a_text_of_nothing_visible_is_no_reason(scene: Scene, text: str) -> None:
    await scene.press("damir", "Needs revision")
    await scene["damir"].says(text)
    assert "The text is empty. Please write it." in scene["damir"].screen
    assert await scene.votes() == {}


async def test_a_text_finished_after_closing_is_not_counted(scene: Scene) -> None:
    await scene.vote("Approve", "cholpon", "aigul", "bermet")
    await scene.press("damir", "Needs revision")
    await scene["damir"].says("Just in time to write, too late to finish")
    await scene.bot.move(CLOSES + MINUTE)
    await scene["damir"].press("Done")
    scene["damir"].sees("Voting is closed, so this vote was not counted")
    await scene["damir"].says("more")
    scene["damir"].sees("No form is open")
    assert "Agency" not in await scene.votes()


# What may be seen while it runs, and after


async def test_while_it_runs_nobody_is_shown_a_choice_a_name_or_a_text_of_another(scene: Scene) -> None:
    secret = "Only the chair may read this, and later"
    await scene.vote("Needs revision", "damir", text=secret)
    await scene.vote("Abstain", "aigul")
    for name in CAST:
        for command in ("/menu", "/todo", "/votes", "/findings", "/committee", "/start b1", "/start f1"):
            await scene[name].says(command)
        for action in (NamedVotes(NUMBER), ShowTexts(NUMBER), Declare(NUMBER), NotVoted(NUMBER)):
            await scene.taps(name, action)
    assert scene.anybody_read(secret, but=["damir"]) == []
    for name in ("cholpon", "temir", "bermet", "nazira", "anna"):
        assert not any(scene.words(name, "Abstain") in screen for screen in scene[name].screens)
        await scene[name].says("/start b1")
        scene.sees(name, "Voted so far: {voted} of {seats}", voted=2, seats=5)
    await scene["olivia"].says("/start b1")
    scene.sees("olivia", "There is no such vote among those that you can see.")


async def test_only_organizer_and_chair_see_who_has_not_voted(scene: Scene) -> None:
    await scene.vote("Approve", "damir", "aigul")
    for name in ("anna", "cholpon"):
        await scene[name].says("/start b1")
        await scene.press(name, "Who has not voted")
        scene.sees(name, "Not voted: {n} of {seats}", n=3, seats=5)
        text = scene[name].screen
        assert [part.name in text for part in (CAST[n] for n in VOTERS)] == [True, False, False, True, True]
    for name in ("nazira", "temir", "bermet", "olivia"):
        await scene.taps(name, NotVoted(NUMBER))
        assert not any("Not voted:" in s or "Cholpon" in s for s in scene[name].screens)


async def test_at_closing_names_and_choices_open_to_the_committee_and_never_to_observers(
    scene: Scene,
) -> None:
    await scene.vote("Approve", "damir", "bermet")
    await scene.vote("Approve with changes", "aigul", text=CHANGE)
    await scene.bot.move(CLOSES + MINUTE)
    for name in ("anna", "nazira", "cholpon", "damir", "aigul", "temir", "bermet"):
        await scene[name].says("/start b1")
        await scene.press(name, "Votes by name")
        assert f"Aigul Member — {scene.words(name, 'Approve with changes')}" in scene[name].screen
        assert CHANGE in scene[name].screen
        assert len(re.findall(f"(?m)— {scene.words(name, 'not voted')}$", scene[name].screen)) == 2
    await scene.taps("olivia", NamedVotes(NUMBER))
    await scene["olivia"].says("/start b1")
    await scene.press("cholpon", "Menu")
    await scene["cholpon"].says("/start b1")
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    await scene.press("cholpon", "Taken in")
    await scene.press(
        "cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated with amendments")
    )
    scene["olivia"].sees("validated with amendments.*Trade unions: with changes 1, not voted 1")
    await scene.taps("olivia", NamedVotes(NUMBER))
    assert "olivia" not in scene.anybody_read(CHANGE, *(CAST[name].name for name in VOTERS))


# Outcomes


async def test_without_quorum_nothing_opens_until_it_is_extended_once_and_then_declared(scene: Scene) -> None:
    await scene.vote("Needs revision", "damir", text=CHANGE)
    await scene.bot.move(CLOSES + MINUTE)
    for name in ("aigul", "damir", "anna"):
        await scene[name].says("/start b1")
        shown = scene.words(
            name,
            "<b>Ended without quorum</b> ({voted} of {seats} voted, {needed} needed).",
            voted=1,
            seats=5,
            needed=3,
        )
        assert shown in scene[name].screen
        await scene.taps(name, NamedVotes(NUMBER))
    assert scene.anybody_read(CHANGE, but=["damir"]) == []
    await scene.press("cholpon", "Extend the voting")
    await scene["cholpon"].says("26.12.2022 12:00")
    await scene.press("cholpon", "Extend the voting")
    assert await scene.votes() == {"Agency": "revise"}, "what was voted stands"
    await scene.bot.move(CLOSES + 7 * DAY)
    await scene["cholpon"].says("/todo")
    await scene.press("cholpon", "{label}: declare the result", label="F1")
    assert scene.words("cholpon", "Extend the voting") not in scene["cholpon"].buttons
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "no quorum"))
    assert await scene.standing() == "no_quorum"
    scene["olivia"].sees("no quorum")
    assert "olivia" not in scene.anybody_read(CHANGE)


async def test_quorum_asks_for_a_vote_of_every_represented_group(scene: Scene) -> None:
    await scene.vote("Approve", "cholpon", "damir", "aigul", "temir")
    await scene.bot.move(CLOSES + MINUTE)
    scene["damir"].sees(r"Ended without quorum")
    assert await scene.standing() == "ballot"


OUTCOMES = {
    "validated": {"Approve": VOTERS},
    "validated by those who did not abstain": {
        "Approve": ("damir",),
        "Abstain": ("aigul", "bermet", "temir"),
    },
    "returned": {"Needs revision": ("bermet",), "Approve": ("cholpon", "damir", "aigul", "temir")},
    "returned by all": {"Needs revision": VOTERS[:3], "Approve": ("temir", "bermet")},
    "no consensus": {"Needs revision": ("damir",), "Approve": ("cholpon", "aigul", "bermet")},
    "only abstentions": {"Abstain": VOTERS},
}


@pytest.mark.parametrize(
    ("votes", "outcome", "standing"),
    [
        (OUTCOMES["validated"], "validated", "validated"),
        (OUTCOMES["validated by those who did not abstain"], "validated", "validated"),
        (OUTCOMES["returned"], "returned for revision", "returned"),
        (OUTCOMES["returned by all"], "returned for revision", "returned"),
        (OUTCOMES["no consensus"], "no consensus", "no_consensus"),
        (OUTCOMES["only abstentions"], "no consensus", "no_consensus"),
    ],
    ids=list(OUTCOMES),
)
async def test_each_outcome_is_proposed_declared_and_told_to_everybody_in_their_words(
    scene: Scene, votes: dict[str, tuple[str, ...]], outcome: str, standing: str
) -> None:
    for choice, names in votes.items():
        await scene.vote(choice, *names)
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", outcome))
    assert await scene.standing() == standing
    for name in CAST:
        if name != "cholpon":
            scene.sees(name, "Declared: {time}", time="")
            assert scene.words(name, outcome) in scene[name].screen


async def test_groups_that_only_abstained_are_named_to_the_chair_who_confirms_it(scene: Scene) -> None:
    await scene.vote("Approve", "damir", "aigul")
    await scene.vote("Abstain", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    group = scene.words("cholpon", "SSE organizations")
    scene.sees("cholpon", "Only abstained: {groups}. By declaring, you confirm this.", groups=group)


async def test_with_no_change_taken_in_it_is_validated_only_where_approve_alone_has_the_majorities(
    scene: Scene,
) -> None:
    await scene.vote("Approve with changes", "aigul", text=CHANGE)
    await scene.vote("Approve", "cholpon", "damir", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    await scene.press("cholpon", "Not taken in")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "no consensus"))
    assert await scene.standing() == "no_consensus"


async def test_an_outcome_that_marks_have_changed_meanwhile_is_not_declared(scene: Scene) -> None:
    await scene.vote("Approve with changes", "aigul", text=CHANGE)
    await scene.vote("Approve", "cholpon", "damir", "temir", "bermet")
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    await scene.press("cholpon", "Taken in")
    await scene.taps("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    scene.sees(
        "cholpon", "The proposed outcome has changed meanwhile. Nothing was declared. Please look again."
    )
    assert await scene.standing() == "awaiting"


async def test_where_there_is_no_chair_the_organizer_declares(bot: Stage) -> None:
    cast = {**CAST, "cholpon": Part("Cholpon Member", "ru", Role.MEMBER, "government", "Ministry")}
    scene = await voting(bot, cast)
    await scene.vote("Approve", *VOTERS)
    await bot.move(CLOSES + MINUTE)
    await scene.taps("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    scene.sees("cholpon", "Only organizers can do this. If this seems wrong, please contact the secretariat.")
    await scene.press("anna", "Declare the result")
    await scene.press("anna", "Declare: validated")
    assert await scene.standing() == "validated"


async def test_a_chair_without_a_seat_declares_and_does_not_vote(bot: Stage) -> None:
    cast = {**CAST, "cholpon": Part("Cholpon Chair", "ru", Role.CHAIR)}
    scene = await voting(bot, cast)
    await scene.taps("cholpon", CastVote(NUMBER, Choice.APPROVE))
    scene.sees("cholpon", "You hold no voting seat, so this vote was not counted.")
    await scene.vote("Approve", "damir", "aigul", "temir", "bermet")
    await bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    assert await scene.standing() == "validated"


async def test_the_chair_is_reminded_to_declare_after_one_and_three_working_days_and_nobody_else(
    scene: Scene,
) -> None:
    await scene.vote("Approve", *VOTERS)
    await scene.bot.move(CLOSES + MINUTE)
    reminder = scene.words("cholpon", "The vote is closed and its result is not declared yet.")
    told = []
    for day in range(1, 9):
        before = {name: len(scene[name].cards) for name in CAST}
        await scene.bot.move(CLOSES + day * DAY + HOUR / 4)
        told.append([name for name in CAST if len(scene[name].cards) > before[name]])
    assert told == [["cholpon"], [], ["cholpon"], [], [], [], [], []]
    assert sum(reminder in screen for screen in scene["cholpon"].screens) == 1, "the earlier one is folded"


# A new version while it runs, and after the declaration


async def _new_version(scene: Scene, text: str, *, last: str) -> None:
    await scene["nazira"].says("/start f1")
    await scene.press("nazira", "New version")
    await scene.writes("nazira", text)
    for _ in ("ru", "ky"):
        await scene.press("nazira", "Keep this text")
    await scene["nazira"].says("Одно слово")
    await scene.press("nazira", "Next")
    if last == "Share for comments":
        await scene["nazira"].press("10 ")
    await scene.press("nazira", last)


@pytest.mark.parametrize("name", ["anna", "cholpon"])
async def test_a_new_version_waits_until_it_is_confirmed_with_the_votes_that_are_set_aside(
    scene: Scene, name: str
) -> None:
    await scene.vote("Approve", "damir", "aigul")
    await _new_version(scene, "No definition yet\nMany do.", last="Share for comments")
    scene.sees(
        "nazira",
        "Voting on {label} is open, so version {v} stays a draft until the chair or an organizer confirms it.",
        label="F1",
        v=2,
    )
    assert (await scene.standing(version=2), (await scene.ballot()).running) == ("draft", True)
    await scene.vote("Approve", "bermet")
    await scene[name].says("/todo")
    await scene.press(name, "{label}: a new version waits for you", label="F1")
    await scene.press(name, "Put version {v} in place", v=2)
    assert "3" in scene[name].screen.splitlines()[-1]
    await scene.press(name, "Put version {v} in place", v=2)
    assert await scene.standing() == "superseded"
    assert await scene.standing(version=2) == "comments"
    for reader in (n for n in CAST if n != "olivia"):
        gone = scene.words(
            reader,
            "Version {v} has replaced the text, so the vote on the earlier version is closed. "
            "A new vote will follow.",
            v=2,
        )
        assert any(gone in screen for screen in scene[reader].screens) or reader == name, reader
    for choice in Choice:
        await scene.taps("damir", CastVote(NUMBER, choice))
        assert "This vote was not counted." in scene["damir"].screen
    await scene.taps("damir", NotVoted(NUMBER))
    await scene.taps("cholpon", Declare(NUMBER, Outcome.VALIDATED))
    assert (await scene.ballot()).outcome is None


async def test_a_substantive_change_needs_a_ballot_of_its_own_with_nothing_carried_over(scene: Scene) -> None:
    await scene.vote("Approve", *VOTERS)
    await scene.bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Declare the result")
    await scene.press("cholpon", "Declare: {outcome}", outcome=scene.words("cholpon", "validated"))
    await _new_version(scene, "Another definition\nOf something else.", last="Publish")
    await scene.taps("anna", MarkVersion(VersionId(2), True))
    assert await scene.standing(version=2) == "comments", "only the chair may say so"
    await scene.press("cholpon", "Substantive change")
    scene["damir"].sees("The chair has found a substantive change: version 2 needs a new ballot.")
    await scene.taps("cholpon", MarkVersion(VersionId(2), True))
    scene.sees("cholpon", "This question is settled. Nothing was changed.")
    assert (await scene.standing(), await scene.standing(version=2)) == ("validated", "comments")
    await scene["anna"].says("/start f1")
    await scene["anna"].press("Open a ballot")
    await scene["anna"].press("5 working days")
    await scene["anna"].press("Open all the same")
    assert await scene.votes(2) == {}
    await scene.vote("Approve", "damir")
    assert (await scene.votes(2), len(await scene.votes(1))) == ({"Agency": "approve"}, 5)
    await scene.taps("cholpon", JudgeVersion(VersionId(2)))
    scene.sees("cholpon", "This question is settled. Nothing was changed.")


# Opening


async def test_a_language_that_a_voter_reads_is_missing_until_the_opener_signs_the_exception(
    bot: Stage,
) -> None:
    scene = await assemble(bot)
    await share(scene, TEXTS[:2])
    await bot.move(OPENS)
    await scene["anna"].says("/start f1")
    await scene["anna"].press("Open a ballot")
    await scene["anna"].says("19.12.2022")
    scene["anna"].sees("Missing: Kyrgyz.*the exception is recorded with your name")
    await scene["anna"].press("Open all the same")
    ballot = await scene.ballot()
    assert (ballot.exception, ballot.exception_by) == (("ky",), ballot.opened_by)
    assert TEXTS[0].title in scene["aigul"].screen, "the authoritative text instead"


async def test_comments_still_open_are_named_before_the_ballot_opens(bot: Stage) -> None:
    scene = await assemble(bot)
    await share(scene, until=CLOSES)
    await scene["cholpon"].says("/start f1")
    await scene.press("cholpon", "Open a ballot")
    await scene["cholpon"].says("23.12.2022")
    scene.sees(
        "cholpon",
        "⚠️ Comments are open until {date}. Opening the ballot now is early.",
        date="19 декабря 2022 г., 18:00 (Бишкек)",
    )
    await scene.press("cholpon", "Open all the same")
    assert (await scene.ballot()).running


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("31.02.", "There is no such date or hour"),
        ("12/08/22", "can be read in two ways"),
        ("01.12.2022", "This deadline has passed"),
        ("15.12.2022 09:59", "at least 24 hours ahead"),
    ],
)
async def test_a_new_deadline_that_cannot_be_is_refused_in_the_extension_too(
    scene: Scene, typed: str, answer: str
) -> None:
    await scene["cholpon"].says("/language")
    await scene["cholpon"].press("English")
    await scene.bot.move(CLOSES + MINUTE)
    await scene["cholpon"].press("Extend the voting")
    typed = typed.replace("15.12.2022 09:59", "20.12.2022 18:00")
    await scene["cholpon"].says(typed)
    scene["cholpon"].sees(answer)
    await scene["cholpon"].says("20.12.2022 18:01")
    scene["cholpon"].sees("Tuesday, 20 December 2022, 18:01")


async def test_a_holiday_deadline_is_named_in_the_readers_language(bot: Stage) -> None:
    scene = await voting(bot)
    await bot.move(CLOSES + MINUTE)
    await scene.press("cholpon", "Extend the voting")
    await scene["cholpon"].says("02.01.2023 12:00")
    scene["cholpon"].sees("Нов(ый год|огодн)")
    await scene.press("cholpon", "Take the suggested deadline")
    assert (await scene.ballot()).deadline > datetime(2023, 1, 2, 12, tzinfo=BISHKEK)
