"""One member who has done something in every room, and is in the middle of more: whose leaving must leave nothing."""

from collections.abc import Mapping

from bot.ballots import service as balloting
from bot.ballots.actions import CastVote
from bot.ballots.model import Choice
from bot.ballots.reservations import service as reserving
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.actions import ShowMember
from bot.committee.model import Actor, Role
from bot.findings import records as findings
from bot.findings import service as finding
from bot.findings.model import CommentKind
from bot.ids import BallotId, FindingId, InputRequestId, MeetingId, QuestionId
from bot.inputs import service as inputs
from bot.inputs.model import Way
from bot.meetings import records as meetings
from bot.meetings import service as meeting
from bot.meetings.model import Answer, Availability
from bot.playground.stage import SECRET, Stage
from bot.questions import service as questions
from bot.questions.model import Attribution
from bot.seal import Seal
from bot.sessions import service as session
from bot.sessions.model import Mode
from bot.store import Tx
from bot.timeline import posting, records, typed_plan
from bot.timeline import service as timeline
from bot.timeline.plan import between
from tests.journeys.scenes import (
    CAST,
    CLOSES,
    DAY,
    MINUTE,
    OPENS,
    Part,
    Scene,
    assemble,
    open_ballot,
    share,
)
from tests.journeys.test_group import bound
from tests.meetings.house import STARTS, plan, wall
from tests.questions.no_meetings import NoMeetings
from tests.rehearsed import rehearsed

NAME = "Zhyldyz Tashtanbekova"
USERNAME = "zhyldyz_tash"
DRAFT = "A-draft-that-was-never-finished"
SAID = {
    "comment": "A comment stays, because it is content.",
    "reservation": "We cannot accept the second sentence.",
    "question": "When will the draft be ready?",
    "unnamed": "Who pays for this?",
    "support": "What is a mutual?",
    "grouped": "Will there be interpretation?",
    "input": "Our cooperative has nineteen members.",
    "remark": "The word is new here.",
    "objection": "The hall was another one.",
    "action": "Send the list of cooperatives",
    "change": "Say cooperative instead.",
}
THE_CAST: Mapping[str, Part] = {**CAST, "temir": Part(NAME, "ru", Role.MEMBER, "workers", "Union")}


@rehearsed
async def busy(bot: Stage, *, minuted: bool = True) -> Scene:
    """`temir`, whose name stands nowhere else, has left their hand everywhere.

    Ballot 1 runs, ballot 2 was counted, questions 1, 2 and 4 are theirs and wait, meeting 1 is called, 2 asks for
    dates, 3 was held and, where it is `minuted`, its minutes are open to comments.
    """
    scene = await assemble(bot, THE_CAST)
    scene["temir"].user.username = USERNAME
    await bot.app.store.write(lambda tx: _known(tx, scene))
    await bound(scene)
    await bot.move(OPENS)
    for number in (1, 2):
        await share(scene, until=CLOSES)
        await open_ballot(scene, number)
    await bot.app.store.write(lambda tx: _vote(tx, scene))
    await bot.app.store.write(lambda tx: _ask(tx, scene))
    await bot.app.store.write(lambda tx: _meet(tx, scene))
    await bot.app.store.write(lambda tx: _plan(tx, scene))
    await bot.move(bot.clock.now() + 2 * MINUTE)
    await bot.app.store.write(lambda tx: _reserve(tx, scene))
    if minuted:
        await bot.app.store.write(lambda tx: _object(tx, scene))
    await bot.settle()
    await _in_the_middle(scene)
    return scene


async def taken_off(scene: Scene) -> None:
    """The organizer says that it was somebody else who took that seat."""
    membership = await scene.bot.app.store.read(lambda tx: who(tx, scene).membership)
    await scene.taps("anna", ShowMember(scene.where, membership))
    await scene.press("anna", "Not this person")
    await scene.press("anna", "Yes, not this person")


def who(tx: Tx, scene: Scene, name: str = "temir") -> Actor:
    """Somebody as they act here."""
    account = scene[name].user.id
    return next(a for a in committee.actors_in(tx, scene.where) if a.person.telegram_id == account)


def _known(tx: Tx, scene: Scene) -> None:
    number = who(tx, scene).person.id
    roster.rename(tx, number, NAME, f"{NAME} in Telegram")
    roster.change_person(tx, number, username=USERNAME)


def _vote(tx: Tx, scene: Scene) -> None:
    """Both ballots; the second one is closed, and a reservation attached."""
    me, at = who(tx, scene), scene.bot.clock.now()
    balloting.vote(tx, me, BallotId(1), Choice.APPROVE, at)
    balloting.vote(tx, me, BallotId(1), Choice.ABSTAIN, at + MINUTE)
    balloting.give_text(tx, me, BallotId(2), Choice.CHANGES, SAID["change"], at)
    for name in ("cholpon", "damir", "aigul", "bermet"):
        balloting.vote(tx, who(tx, scene, name), BallotId(2), Choice.APPROVE, at)
    version = findings.versions_of(tx, FindingId(1))[0].id
    finding.comment(tx, me, version, CommentKind.COMMENT, SAID["comment"], at)
    balloting.close_by_hand(tx, who(tx, scene, "cholpon"), BallotId(2), at + 2 * MINUTE)


def _ask(tx: Tx, scene: Scene) -> None:
    me, at, seal = who(tx, scene), scene.bot.clock.now(), Seal(SECRET)
    for text, how, asker in (
        ("question", Attribution.NAME, me),
        ("unnamed", Attribution.NONE, me),
        ("support", Attribution.NAME, who(tx, scene, "damir")),
        ("grouped", Attribution.ORGANIZATION, me),
    ):
        questions.ask(tx, asker, NoMeetings(), seal, text=SAID[text], attribution=how, at=at)
    questions.support(tx, me, QuestionId(3), at)
    consultant = who(tx, scene, "nazira")
    asked = inputs.ask(tx, consultant, text="Who are you?", language="en", groups=(), until=CLOSES, at=at)
    number = InputRequestId(asked.facts["request"])
    inputs.give(tx, me, number, Way.TEXT, text=SAID["input"], language="ru", at=at)


def _meet(tx: Tx, scene: Scene) -> None:
    me, anna, at = who(tx, scene), who(tx, scene, "anna"), scene.bot.clock.now()
    called = MeetingId(meeting.create(tx, anna, plan(STARTS), at).facts["meeting"])
    meeting.answer(tx, me, called, Answer.ONLINE, at)
    asked = meeting.open_poll(tx, anna, plan(None), [wall(2022, 12, 21, 8)], CLOSES, at).facts["meeting"]
    (slot,) = meetings.slots(tx, MeetingId(asked))
    meeting.reply(tx, me, slot.id, Availability.YES, at)
    begins = (at + 10 * MINUTE).astimezone(anna.committee.zone).replace(tzinfo=None)
    held = MeetingId(meeting.create(tx, anna, plan(begins), at).facts["meeting"])
    session.begin(tx, anna, held, at)
    session.check_in(tx, me, held, Mode.ROOM, at)
    session.remark(tx, me, held, SAID["remark"], at)
    session.assign(tx, anna, held, SAID["action"], me.membership, CLOSES + DAY, at)
    session.end(tx, anna, held, at + MINUTE)


def _plan(tx: Tx, scene: Scene) -> None:
    consultant, me, at = who(tx, scene, "nazira"), who(tx, scene), scene.bot.clock.now()
    lines = between(typed_plan.read("22 декабря — Протокол разослан", "ru", at.date()))
    revision = records.revision(tx, scene.where)
    posting.post(tx, consultant, lines, revision=revision, reason="", adding=False, at=at)
    (milestone,) = records.whole_plan(tx, scene.where)
    timeline.set_owner(tx, consultant, milestone.id, me.membership, at)
    timeline.subscribe(tx, me, True, at)


def _reserve(tx: Tx, scene: Scene) -> None:
    me, at, text = who(tx, scene), scene.bot.clock.now(), SAID["reservation"]
    reserving.attach(tx, me, BallotId(2), group=False, text=text, language="ru", at=at)


def _object(tx: Tx, scene: Scene) -> None:
    me, at, held = who(tx, scene), scene.bot.clock.now(), MeetingId(3)
    session.circulate(tx, who(tx, scene, "anna"), held, CLOSES + DAY, at)
    session.comment(tx, me, held, SAID["objection"], at, objects=True)


async def _in_the_middle(scene: Scene) -> None:
    """A vote's text is owed, and a form is half filled in, with a file."""
    temir = scene["temir"]
    await temir.says("/start r1")
    await scene.press("temir", "Send a file")
    await temir.sends_file(f"{DRAFT}.pdf", DRAFT.encode())
    await temir.forges(CastVote(BallotId(1), Choice.REVISE).pack())
    await temir.says(DRAFT)
