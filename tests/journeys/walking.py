"""How each form of the program is opened, and what somebody answers to any question of any of them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot import forms
from bot.actions import Action, unpack
from bot.app import rooms
from bot.ballots import service as balloting
from bot.ballots.actions import CastVote, ExtendBallot, OpenBallot, Override
from bot.ballots.forms import VOTE_TEXT
from bot.ballots.model import Choice, Outcome
from bot.ballots.records import electors
from bot.ballots.reservations import service as reserving
from bot.ballots.reservations.actions import AttachReservation, ChangeReservation
from bot.committee import service as committee
from bot.committee.actions import AddDaysOff, ImportRoster, InviteOne
from bot.committee.constituency_actions import AddConstituency, NameConstituency
from bot.committee.model import Actor, Role
from bot.committee.organization_actions import NameOrganization
from bot.committee.seat_actions import CorrectName, CorrectOrganization, NameHolder
from bot.committee.setting_actions import ChangeSetting
from bot.findings import service as finding
from bot.findings.actions import (
    AddComment,
    AddText,
    AnswerComment,
    EditFiles,
    NewFinding,
    NewVersion,
    ShareVersion,
)
from bot.findings.model import CommentKind
from bot.forms import Field, Open
from bot.forms.actions import FormCancel, FormDone, FormPick, FormResume, TakeFileAs
from bot.ids import (
    AgendaItemId,
    BallotId,
    CommentId,
    CommitteeId,
    EntryId,
    FindingId,
    InputId,
    InputRequestId,
    MeetingId,
    MembershipId,
    MilestoneId,
    QuestionId,
    ReservationId,
    SeatId,
    TelegramId,
    VersionId,
)
from bot.inputs.actions import DraftFromInput, GiveInput, NewRequest, OfferInput, TranslateInput
from bot.inputs.model import Way
from bot.meetings.actions import CancelMeeting, EditAgendaFiles, EditMeeting, NewMeeting, RemindNow
from bot.playground.model import Message
from bot.playground.stage import SECRET, Stage
from bot.questions import service as questions
from bot.questions.actions import (
    AnswerQuestion,
    Ask,
    AssignQuestion,
    DeclineQuestion,
    DraftFromAnswer,
    MergeQuestion,
    SearchQuestions,
    TranslateQuestion,
)
from bot.questions.model import Attribution
from bot.release.actions import MakeCopy
from bot.seal import Seal
from bot.sessions import service as session
from bot.sessions.actions import (
    AddEntry,
    CirculateMinutes,
    CommentMinutes,
    Dispose,
    NoteMinutes,
    TranslateEntry,
)
from bot.sessions.model import Disposition, Kind
from bot.store import Tx
from bot.timeline import plan_forms
from bot.timeline.actions import MoveMilestone, PostPlan, TakeOut, WriteModalities, WriteTitles
from tests.journeys.scenes import CLOSES, DAY, MINUTE, Scene
from tests.journeys.two import X, at_work
from tests.questions.no_meetings import NoMeetings
from tests.rehearsed import rehearsed

FORMS = {kind: form for room in rooms(Seal(b"tests")) for kind, form in room.forms.items()}
"""Every form of the program, by its kind."""
ALPHA = CommitteeId(1)
HEADING = "KG · National committee\n"
"""Of every card of Alpha's."""
RUNNING, COUNTED, BETAS = BallotId(1), BallotId(2), BallotId(3)
"""Alpha's two ballots, and the one in which Xenia votes in Beta."""
SESSION = MeetingId(4)

Prepare = Callable[[Tx, Scene], None]


class Door(NamedTuple):
    """Who opens a form, with which button (or a file that is sent unasked), and what had to happen before."""

    role: Role
    opens: Action | str
    before: Prepare = lambda _tx, _scene: None


def _ended(tx: Tx, scene: Scene) -> None:
    session.end(tx, _who(tx, scene, organizes=True), SESSION, scene.bot.clock.now())


def _circulated(tx: Tx, scene: Scene) -> None:
    _ended(tx, scene)
    at = scene.bot.clock.now()
    session.circulate(tx, _who(tx, scene, organizes=True), SESSION, at + 9 * DAY, at)


def _too_few(tx: Tx, scene: Scene) -> None:
    balloting.close_by_hand(tx, _who(tx, scene, chairs=True), RUNNING, scene.bot.clock.now())


def _marked(tx: Tx, scene: Scene) -> None:
    chair = _who(tx, scene, chairs=True)
    for elector in electors(tx, COUNTED):
        if elector.text is not None:
            balloting.mark_text(tx, chair, COUNTED, elector.seat, True)


def _reserved(tx: Tx, scene: Scene) -> None:
    voters = [a for a in committee.actors_in(tx, scene.where) if a.votes]
    me, at = next((a for a in voters if a.person.name == X.name), voters[0]), scene.bot.clock.now()
    reserving.attach(tx, me, COUNTED, group=False, text="Not we", language="en", at=at)


def _shared(tx: Tx, scene: Scene) -> None:
    keeper = _who(tx, scene, consults=True)
    finding.share(tx, keeper, VersionId(2), CLOSES, scene.bot.clock.now())


def _moderated(tx: Tx, scene: Scene) -> None:
    at = scene.bot.clock.now()
    questions.moderate(tx, _who(tx, scene, organizes=True), at, wanted=True)
    asker = _who(tx, scene, votes=True, chairs=False)
    said, seal = "Alpha, too?", Seal(SECRET)
    questions.ask(tx, asker, NoMeetings(), seal, text=said, attribution=Attribution.NAME, at=at)


def _who(tx: Tx, scene: Scene, **what: bool) -> Actor:
    everybody = committee.actors_in(tx, scene.where)
    return next(a for a in everybody if all(getattr(a, name) is is_so for name, is_so in what.items()))


DOORS: Mapping[str, Door] = {
    VOTE_TEXT: Door(Role.MEMBER, CastVote(RUNNING, Choice.CHANGES)),
    "open-ballot": Door(Role.ORGANIZER, OpenBallot(VersionId(2)), _shared),
    "override": Door(Role.CHAIR, Override(COUNTED, Outcome.AMENDED, Outcome.RETURNED), _marked),
    "extend-ballot": Door(Role.CHAIR, ExtendBallot(RUNNING), _too_few),
    "attach-reservation": Door(Role.MEMBER, AttachReservation(COUNTED)),
    "change-reservation": Door(Role.MEMBER, ChangeReservation(ReservationId(1)), _reserved),
    "named-copy": Door(Role.ORGANIZER, MakeCopy(VersionId(1))),
    "new-finding": Door(Role.CONSULTANT, NewFinding(ALPHA)),
    "new-version": Door(Role.CONSULTANT, NewVersion(ALPHA, FindingId(1))),
    "add-text": Door(Role.CONSULTANT, AddText(ALPHA, VersionId(2))),
    "edit-files": Door(Role.CONSULTANT, EditFiles(ALPHA, VersionId(2))),
    "received-file": Door(Role.CONSULTANT, "study.pdf"),
    "share-finding": Door(Role.CONSULTANT, ShareVersion(ALPHA, VersionId(2))),
    "comment": Door(Role.MEMBER, AddComment(ALPHA, VersionId(1), CommentKind.COMMENT)),
    "answer-comment": Door(Role.CONSULTANT, AnswerComment(ALPHA, CommentId(1))),
    "ask": Door(Role.MEMBER, Ask(ALPHA)),
    "decline-question": Door(Role.CHAIR, DeclineQuestion(ALPHA, QuestionId(5)), _moderated),
    "assign-question": Door(Role.ORGANIZER, AssignQuestion(ALPHA, QuestionId(1))),
    "merge-question": Door(Role.CONSULTANT, MergeQuestion(ALPHA, QuestionId(1))),
    "answer-question": Door(Role.CHAIR, AnswerQuestion(ALPHA, QuestionId(2))),
    "answered-in-room": Door(Role.CONSULTANT, AnswerQuestion(ALPHA, QuestionId(1), in_room=True)),
    "translate-question": Door(Role.CONSULTANT, TranslateQuestion(ALPHA, QuestionId(1))),
    "draft-from-answer": Door(Role.CONSULTANT, DraftFromAnswer(ALPHA, QuestionId(2))),
    "search-questions": Door(Role.MEMBER, SearchQuestions(ALPHA)),
    "request-input": Door(Role.CONSULTANT, NewRequest(ALPHA)),
    "give-input": Door(Role.MEMBER, GiveInput(ALPHA, InputRequestId(1), Way.TEXT)),
    "offer-input": Door(Role.MEMBER, OfferInput(ALPHA)),
    "received-input": Door(Role.MEMBER, "list.pdf"),
    "translate-input": Door(Role.CONSULTANT, TranslateInput(ALPHA, None, InputId(1))),
    "draft-from-input": Door(Role.CONSULTANT, DraftFromInput(ALPHA, InputId(1))),
    "new-meeting": Door(Role.ORGANIZER, NewMeeting(ALPHA, afresh=True)),
    "edit-meeting": Door(Role.ORGANIZER, EditMeeting(MeetingId(1), "when")),
    "cancel-meeting": Door(Role.ORGANIZER, CancelMeeting(MeetingId(1))),
    "remind-meeting": Door(Role.ORGANIZER, RemindNow(MeetingId(1))),
    "agenda-files": Door(Role.ORGANIZER, EditAgendaFiles(AgendaItemId(1))),
    "session-entry": Door(Role.ORGANIZER, AddEntry(SESSION, Kind.ACTION)),
    "dispose-remark": Door(Role.ORGANIZER, Dispose(EntryId(1), Disposition.TAKEN_UP)),
    "translate-entry": Door(Role.ORGANIZER, TranslateEntry(EntryId(1), "ru")),
    "minutes-note": Door(Role.ORGANIZER, NoteMinutes(SESSION, None), _ended),
    "circulate-minutes": Door(Role.ORGANIZER, CirculateMinutes(SESSION), _ended),
    "comment-minutes": Door(Role.MEMBER, CommentMinutes(SESSION), _circulated),
    "plan": Door(Role.CONSULTANT, PostPlan(ALPHA)),
    "milestone-titles": Door(Role.CONSULTANT, WriteTitles(ALPHA)),
    "move-milestone": Door(Role.CONSULTANT, MoveMilestone(MilestoneId(1))),
    "take-out-milestone": Door(Role.CONSULTANT, TakeOut(MilestoneId(1))),
    "modalities": Door(Role.CONSULTANT, WriteModalities(ALPHA)),
    "invite": Door(Role.ORGANIZER, InviteOne(ALPHA)),
    "roster": Door(Role.ORGANIZER, ImportRoster(ALPHA)),
    "holder": Door(Role.ORGANIZER, NameHolder(ALPHA, SeatId(1), Role.ALTERNATE)),
    "correct-name": Door(Role.ORGANIZER, CorrectName(ALPHA, MembershipId(2))),
    "correct-organization": Door(Role.ORGANIZER, CorrectOrganization(ALPHA, SeatId(1))),
    "days-off": Door(Role.ORGANIZER, AddDaysOff(ALPHA)),
    "constituency-name": Door(Role.ORGANIZER, NameConstituency(ALPHA, "sse")),
    "constituency-new": Door(Role.ORGANIZER, AddConstituency(ALPHA)),
    "organization-names": Door(Role.ORGANIZER, NameOrganization(ALPHA, SeatId(1))),
    "setting": Door(Role.ORGANIZER, ChangeSetting(ALPHA, "comment_days")),
    "unasked-file": Door(Role.CONSULTANT, "table.csv"),
}
"""By the kind of form."""

WORDS: Mapping[str, str] = {
    "until": "19.12.2022 17:00",
    "days-off.days": "20.12.2022",
    "invite.organization": "Alpha guild",
    "when": "21.12.2022 15:00",
    "link": "https://meet.example.org/another",
    "spot": "42.87, 74.57",
    "agenda": "10 Opening",
    "into": "2",
    "to": "22.12.2022",
    "titles": "Alpha first\nAlpha second",
    "value": "7",
    "plan.lines": "22.12.2022 Alpha third\n23.12.2022 Alpha fourth",
    "roster.lines": "organization,constituency,role,name,language\nGuild,employers,member,Erik,en",
}
"""What is said where any words will not do, by the name of the question; `kind.name` goes first."""

_LAST = (plan_forms.ONWARD, plan_forms.CONFIRM)
"""What the button carries that ends the looks at a plan; any other leads to one more look."""


class Walker:
    """Xenia, who fills in forms in Alpha and has a vote in Beta."""

    def __init__(self, alpha: Scene, kind: str) -> None:
        self.alpha, self.bot, self.xenia = alpha, alpha.bot, alpha["xenia"]
        self.slot = forms.Slot.REQUEST if kind == VOTE_TEXT else forms.Slot.FORM
        self.kind, self._door = kind, DOORS[kind]

    async def opens(self) -> None:
        """Opens the form."""
        await self.tries()
        state = await self.form()
        assert state is not None, self.xenia.screen
        assert state.kind == self.kind

    async def tries(self) -> None:
        """Taps what opens the form, or sends it."""
        by = self._door.opens
        if isinstance(by, Action):
            await self.alpha.taps("xenia", by)
        else:
            await self.xenia.sends_file(by, b"%PDF-1.7 or whatever")

    async def form(self) -> Open | None:
        """As far as it has come; None once it is closed."""

        def look(tx: Tx) -> Open | None:
            who = committee.person_of(tx, TelegramId(self.xenia.user.id))
            assert who is not None
            return forms.find(tx, who.id, self.slot)

        return await self.bot.app.store.read(look)

    async def question(self) -> tuple[Open, Field]:
        """What is asked now."""
        state = await self.form()
        assert state is not None, self.xenia.latest.text
        room = FORMS[state.kind]

        def look(tx: Tx) -> Field | None:
            who = committee.person_of(tx, TelegramId(self.xenia.user.id))
            assert who is not None
            assert state.committee is not None
            actor = committee.actor(tx, who.id, state.committee)
            return forms.step_of(room.form(tx, actor, self.bot.clock.now(), state), state)

        field = await self.bot.app.store.read(look)
        assert field is not None
        return state, field

    async def answers(self, *, restart: bool = False) -> None:
        """Answers the question as it lies before her: the first button there is, or words that will do.

        `restart`: of the bot, while a text is being written that may come in several messages.
        """
        state, field = await self.question()
        words = WORDS.get(f"{state.kind}.{field.name}", WORDS.get(field.name))
        if field.files and field.picked is None:
            await self.xenia.sends_file(f"{len(state.answered)}.pdf", b"%PDF-1.7 another")
            await self.taps(FormDone)
        elif field.files:
            await self.taps(TakeFileAs if state.kind == "unasked-file" else FormPick)
        elif words is None and await self._button(FormPick) is not None:
            await self.taps(FormPick)
        else:
            await self.xenia.says(words or f"Alpha words {len(state.answered)}")
            if field.collects:
                if restart:
                    await self.bot.restart()
                await self.taps(FormDone)

    async def taps(self, kind: type[Action]) -> None:
        """Taps the first button of a kind that the form's card has."""
        data = await self._button(kind)
        assert data is not None, f"no {kind.__name__}: {self.xenia.screen}"
        await self.xenia.forges(data, await self.card())

    async def card(self) -> Message:
        """Where the question stands."""
        state = await self.form()
        assert state is not None
        assert state.card is not None
        return self.xenia.chat.messages[state.card]

    async def puts_back(self, state: Open) -> None:
        """The form is open again as it was."""

        def body(tx: Tx) -> None:
            who = committee.person_of(tx, TelegramId(self.xenia.user.id))
            assert who is not None
            forms.save(tx, who.id, self.slot, state, self.bot.clock.now())

        await self.bot.app.store.write(body)
        await self.stands()

    async def votes_in_beta(self, text: str | None) -> None:
        """A vote that asks for a text; None: she gives it up before she writes one."""
        await self.alpha.taps("xenia", CastVote(BETAS, Choice.CHANGES))
        other, self.slot = self.slot, forms.Slot.REQUEST
        if text is None:
            await self.taps(FormCancel)
        else:
            await self.xenia.says(text)
            await self.taps(FormDone)
        self.slot = other

    async def stands(self) -> str:
        """The question as it is drawn when she asks where she was."""
        await self.xenia.forges(FormResume().pack())
        return (await self.card()).text.removeprefix(HEADING)

    async def _button(self, kind: type[Action]) -> str | None:
        carried = [button.get("callback_data", "") for button in (await self.card()).buttons]
        found = [data for data in carried if data and isinstance(unpack(data), kind)]
        return next(
            (data for data in found if any(value in data for value in _LAST)), found[0] if found else None
        )


async def before(bot: Stage, kind: str, role: Role | None = None) -> Walker:
    """Everything is there that a form of that kind is opened upon; Xenia has the role for it, or the one given."""
    door = DOORS[kind]
    alpha = await _both(bot, role or door.role)
    await bot.app.store.write(lambda tx: door.before(tx, alpha))
    await bot.settle()
    return Walker(alpha, kind)


@rehearsed
async def _both(bot: Stage, role: Role) -> Scene:
    """Both committees at work; in Beta a ballot runs in which Xenia has not voted."""
    alpha = await at_work(bot, "Alpha", role)
    await at_work(bot, "Beta", Role.MEMBER, alpha)
    await bot.move(bot.clock.now() + 2 * MINUTE)
    return alpha
