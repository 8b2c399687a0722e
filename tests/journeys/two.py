"""Two committees at work and one person in both, brought there through the services."""

from dataclasses import replace

from bot.ballots import records as ballots
from bot.ballots import service as balloting
from bot.ballots.model import Choice
from bot.ballots.reservations import service as reserving
from bot.committee import service as committee
from bot.committee.model import Role
from bot.findings import records as findings
from bot.findings import service as finding
from bot.findings.model import CommentKind, Text
from bot.ids import FindingId, InputRequestId, MeetingId, QuestionId
from bot.inputs import service as inputs
from bot.inputs.model import Way
from bot.meetings import service as meeting
from bot.meetings.model import AgendaLine, AgendaText
from bot.playground.stage import SECRET, Stage
from bot.questions import service as questions
from bot.questions.model import Attribution
from bot.release import copying
from bot.seal import Seal
from bot.sessions import service as session
from bot.sessions.model import Mode
from bot.store import Tx
from bot.timeline import modalities, moving, posting, typed_plan
from bot.timeline import records as plans
from bot.timeline.model import Days
from tests.journeys.fillings import things
from tests.journeys.scenes import (
    DAY,
    HOUR,
    KYRGYZSTAN,
    MINUTE,
    Part,
    Place,
    Scene,
    assemble,
    open_ballot,
    share,
)
from tests.meetings.house import plan, wall
from tests.questions.no_meetings import NoMeetings

MONGOLIA = {"ky": "Монголия", "ru": "Монголия", "en": "Mongolia", "mn": "Монгол"}
PLACES = {"Alpha": KYRGYZSTAN, "Beta": Place("MN", MONGOLIA, "MN", "Asia/Ulaanbaatar", ("mn", "en"))}
"""What is private in a committee holds its word: no card of the other one may."""
X = Part("Xenia Both", "en", Role.OBSERVER)


def cast(word: str, role: Role) -> dict[str, Part]:
    """A committee in which Xenia has the role; the others' names hold the word."""
    people = {
        "organizer": Part(f"{word} Organizer", "en", Role.ORGANIZER),
        "consultant": Part(f"{word} Consultant", "en", Role.CONSULTANT),
        "chair": Part(f"{word} Chair", "en", Role.CHAIR, "government", f"{word} ministry"),
        "member": Part(f"{word} Member", "en", Role.MEMBER, "workers", f"{word} union"),
    }
    seat = {
        Role.CHAIR: ("government", f"{word} ministry"),
        Role.MEMBER: ("workers", f"{word} union"),
    }.get(role, (None, ""))
    mine = X._replace(role=role, constituency=seat[0], organization=seat[1])
    name = role.value if role.value in people else "observer"
    return {
        **{key: part for key, part in people.items() if key != name},
        "xenia": mine,
        "employer": Part(f"{word} Employer", "en", Role.MEMBER, "employers", f"{word} traders"),
        "absent": Part(f"{word} Absent", "en", Role.OBSERVER),
    }


async def at_work(bot: Stage, word: str, role: Role, other: Scene | None = None) -> Scene:
    """A committee with a finding in a ballot, a draft, a finding whose ballot is closed and waits for the chair, and
    two questions, one of them answered, a request for input that somebody answered, a meeting that goes on, a plan."""
    known = {} if other is None else {"xenia": other["xenia"]}
    scene = await assemble(bot, cast(word, role), PLACES[word], absent=["absent"], known=known)
    texts = [Text("en", f"{word} title", f"{word} body")]
    ends = bot.clock.now() + 100 * HOUR
    await share(scene, texts, ends)
    await share(scene, texts, None)
    await share(scene, texts, ends)
    running, _, closed = await bot.app.store.read(
        lambda tx: sorted(n for n, owner in things(tx)[FindingId].items() if owner == scene.where)
    )
    await open_ballot(scene, running, ends)
    await open_ballot(scene, closed, ends)

    def meet(tx: Tx) -> None:
        """A meeting is called, dates are asked for another one, and the chair proposes a third."""
        everybody, at = committee.actors_in(tx, scene.where), bot.clock.now()
        organizer = next(a for a in everybody if a.organizes)
        what = plan(
            titles={"en": f"{word} meeting"}, agenda=[AgendaLine(10, {"en": AgendaText(f"{word} topic")})]
        )
        meeting.create(tx, organizer, what, at)
        meeting.open_poll(
            tx, organizer, replace(what, wall=None), [wall(2022, 12, 21, 8)], at + 48 * HOUR, at
        )
        meeting.propose(tx, next(a for a in everybody if a.chairs), what, at)

    await bot.app.store.write(meet)

    def hold(tx: Tx) -> None:
        """A meeting goes on, with a comment, a decision and an action in its record."""
        everybody, at = committee.actors_in(tx, scene.where), bot.clock.now()
        organizer = next(a for a in everybody if a.organizes)
        begins = (at + 20 * MINUTE).astimezone(organizer.committee.zone).replace(tzinfo=None)
        agenda = [AgendaLine(10, {"en": AgendaText(f"{word} topic")})]
        what = plan(begins, titles={"en": f"{word} session"}, agenda=agenda)
        number = MeetingId(meeting.create(tx, organizer, what, at).facts["meeting"])
        session.begin(tx, organizer, number, at)
        speaker = next(a for a in everybody if a.votes and a.person.name != X.name)
        session.check_in(tx, speaker, number, Mode.ONLINE, at)
        session.remark(tx, speaker, number, f"{word} remark", at)
        session.decide(tx, organizer, number, f"{word} decision", at)
        session.assign(tx, organizer, number, f"{word} action", speaker.membership, None, at)

    await bot.app.store.write(hold)

    def speak(tx: Tx) -> None:
        """Everybody votes with a text in the second ballot, which the chair closes; one of them in both."""
        at = bot.clock.now() + MINUTE
        everybody = committee.actors_in(tx, scene.where)
        first, second = (b.id for b in ballots.undecided_in(tx, scene.where))
        voters = [a for a in everybody if a.votes]
        for voter in voters:
            whose = "A" if voter.person.name == X.name else word
            balloting.give_text(tx, voter, second, Choice.CHANGES, f"{whose} change", at)
        voters = [a for a in voters if a.person.name != X.name]
        balloting.give_text(tx, voters[0], first, Choice.REVISE, f"{word} reason", at)
        version = findings.versions_of(tx, FindingId(running))[0].id
        finding.comment(tx, voters[0], version, CommentKind.COMMENT, f"{word} comment", at)
        for attribution in (Attribution.NAME, Attribution.NONE):
            asked = questions.ask(
                tx,
                voters[0],
                NoMeetings(),
                Seal(SECRET),
                text=f"{word} question",
                attribution=attribution,
                at=at,
            )
        answerer = next(a for a in everybody if a.chairs)
        questions.answer(tx, answerer, QuestionId(asked.facts["question"]), f"{word} answer", at, now=True)
        asks = next(a for a in everybody if a.consults)
        wanted = inputs.ask(tx, asks, text=f"{word} request", language="en", groups=(), until=ends, at=at)
        number = InputRequestId(wanted.facts["request"])
        inputs.give(tx, voters[0], number, Way.TEXT, text=f"{word} input", language="en", at=at)
        balloting.close_by_hand(tx, next(a for a in everybody if a.chairs), second, at)

    def lay_out(tx: Tx) -> None:
        """A plan of two milestones, one of them moved, and the working modalities."""
        at, today = bot.clock.now(), bot.clock.now().date()
        keeper = next(a for a in committee.actors_in(tx, scene.where) if a.consults)
        typed = "\n".join(f"{today + n * DAY:%d.%m.%Y} {word} milestone {n}" for n in (3, 6))
        lines = typed_plan.read(typed, "en", today)
        posting.post(tx, keeper, lines, revision=0, reason="", adding=False, at=at)
        first, _ = plans.whole_plan(tx, scene.where)
        to = Days(first.days.last + DAY, first.days.last + DAY)
        moving.move(tx, keeper, first.id, to, reason=f"{word} delay", along=(), seen=first.days.last, at=at)
        modalities.put(tx, keeper, {"en": f"{word} modalities"}, (), "", at)

    await bot.app.store.write(lay_out)
    await bot.app.store.write(speak)
    await bot.settle()
    return scene


async def reserve(scene: Scene, word: str) -> None:
    """Somebody attaches a reservation to what was counted since; the organizer makes a named copy."""

    def body(tx: Tx) -> None:
        voter = next(a for a in committee.actors_in(tx, scene.where) if a.votes and a.person.name != X.name)
        counted = next(b.id for b in ballots.undecided_in(tx, scene.where) if b.opened_up)
        text, at = f"{word} reservation", scene.bot.clock.now()
        reserving.attach(tx, voter, counted, group=True, text=text, language="en", at=at)
        organizer = next((a for a in committee.actors_in(tx, scene.where) if a.organizes), None)
        if organizer is not None:
            version = finding.version_for_ballot(tx, ballots.undecided_in(tx, scene.where)[0].finding)
            copying.make_copy(tx, organizer, version.id, recipient=f"{word} ministry", language="en", at=at)

    await scene.bot.app.store.write(body)
    await scene.bot.settle()
