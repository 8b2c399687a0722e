"""Ballots in the chat: the paper and its choices, the forms, what the chair does, my votes."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.ballots import (
    acting_views,
    chair,
    forms,
    home_views,
    news,
    own_data,
    pictures,
    questions,
    reading,
    service,
    views,
)
from bot.ballots import sentences as own
from bot.ballots.actions import (
    BallotFile,
    CastVote,
    CloseBallot,
    Declare,
    ExtendBallot,
    JudgeVersion,
    MarkText,
    MarkVersion,
    MyVotes,
    NameActingChair,
    NamedVotes,
    NotVoted,
    OpenBallot,
    Override,
    ShowBallot,
    ShowPicture,
    ShowTexts,
)
from bot.ballots.model import Choice, Standing
from bot.ballots.model import Outcome as Declared
from bot.ballots.paper import Paper, Prospect
from bot.ballots.settings import BALLOT_DAYS, rules_of
from bot.committee.model import Actor, Committee
from bot.errors import Refusal
from bot.findings import sentences as of_findings
from bot.findings import service as findings
from bot.findings.model import Version
from bot.forms import Field, Form, Open
from bot.forms.deadline import Deadline
from bot.i18n import Translator, as_fact, instant
from bot.ids import BallotId, FindingId, VersionId
from bot.intake import Outcome
from bot.screens import Button, Row, Screen
from bot.store import Tx
from handlers import home
from handlers.context import Answer, AtHome, FormRoom, Room, Waiting
from handlers.forms import steps as chat_forms
from handlers.turn import Turn

_SENTENCES = {**of_findings.SENTENCES, **own.SENTENCES}
_RECEIPTS = ("vote-recorded", "vote-changed", "ballot-opened")
"""What these say of choice, receipt and deadline need not be said again below them."""
_MEND = ("text-empty", "text-too-long")
"""Refusals of a vote's text that a better text mends; after any other, there is nothing more to ask for."""


async def show(turn: Turn, action: ShowBallot) -> Answer:
    """A ballot as it stands."""
    return await turn.read(lambda tx: _ballot(turn, tx, action.ballot))


async def item(turn: Turn, number: int) -> Answer:
    """The deep link `b12`."""
    return await turn.read(lambda tx: _ballot(turn, tx, BallotId(number)))


async def cast(turn: Turn, action: CastVote) -> Answer:
    """One of the four choices; two of them ask for a text first."""

    def vote(tx: Tx) -> Outcome:
        return service.vote(tx, _who(turn, tx, action.ballot), action.ballot, action.choice, turn.at)

    # Five hundred may vote at once: what the answer shows is read where the vote is counted.
    outcome, found = await turn.write_and_look(vote, lambda tx: _paper(turn, tx, action.ballot), long=False)
    if outcome.code == "vote-text-wanted":
        return await chat_forms.question(turn, turn.note(outcome) if outcome.facts["gave_way"] else None)
    return await _after(turn, outcome, action.ballot, found)


async def file(turn: Turn, action: BallotFile) -> Answer:
    """A file, or all of them: they come as letters below the paper, which stays where it is."""
    key = str(turn.stored.update_id)
    outcome = await turn.write(
        lambda tx: service.send_file(
            tx, _who(turn, tx, action.ballot), action.ballot, action.place, key=key, at=turn.at
        )
    )
    return await _after(turn, outcome, action.ballot)


async def my_votes(turn: Turn, action: MyVotes | None = None) -> Answer:
    """/votes."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee if action else None)
        return views.my_votes(turn.t, reading.my_votes(tx, who, action.page if action else 0))

    return await turn.read(look)


async def not_voted(turn: Turn, action: NotVoted) -> Answer:
    """Which seats have not voted."""

    def look(tx: Tx) -> Screen:
        found = reading.not_voted(tx, _who(turn, tx, action.ballot), action.ballot, turn.at)
        return views.not_voted(turn.t, found, action.page)

    return await _or_ballot(turn, action.ballot, look)


async def named_votes(turn: Turn, action: NamedVotes) -> Answer:
    """Who chose what."""

    def look(tx: Tx) -> Screen:
        found = reading.named_votes(tx, _who(turn, tx, action.ballot), action.ballot, turn.at)
        return views.named_votes(turn.t, found, action.page)

    return await _or_ballot(turn, action.ballot, look)


async def picture(turn: Turn, action: ShowPicture) -> Answer:
    """The declared result as a picture, below its card."""

    def look(tx: Tx) -> Answer:
        who = _who(turn, tx, action.ballot)
        found = reading.paper(tx, who, action.ballot, turn.at)
        screen = views.ballot(turn.t, found)
        if found.ballot.standing is not Standing.DECLARED:
            return screen
        return screen, pictures.picture(turn.t, found, who.committee)

    return await turn.read(look)


async def close(turn: Turn, action: CloseBallot) -> Answer:
    """Asks once, then closes the ballot at the instant of the tap."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            who = _who(turn, tx, action.ballot)
            service.closable(tx, who, action.ballot)
            return views.confirm_closing(turn.t, reading.paper(tx, who, action.ballot, turn.at))

        return await _or_ballot(turn, action.ballot, ask)
    outcome = await turn.write(
        lambda tx: service.close_by_hand(tx, _who(turn, tx, action.ballot), action.ballot, turn.at)
    )
    return await _after(turn, outcome, action.ballot)


async def texts(turn: Turn, action: ShowTexts) -> Answer:
    """One text at a time."""

    def look(tx: Tx) -> Screen:
        who = _who(turn, tx, action.ballot)
        service.closed(tx, who, action.ballot)
        found = reading.texts_to_mark(tx, who, action.ballot, turn.at)
        return chair.text(turn.t, found, action.seat)

    return await _or_ballot(turn, action.ballot, look)


async def mark(turn: Turn, action: MarkText) -> Answer:
    """A mark, then the next text; once all are marked, the declaration."""
    outcome = await turn.write(
        lambda tx: service.mark_text(
            tx, _who(turn, tx, action.ballot), action.ballot, action.seat, action.taken_in, turn.at
        )
    )
    if outcome.refused:
        return await _after(turn, outcome, action.ballot)
    if outcome.facts["left"]:
        answer = await texts(turn, ShowTexts(action.ballot))
    else:
        answer = await declare(turn, Declare(action.ballot))
    assert isinstance(answer, Screen)
    return answer.noted(turn.note(outcome))


async def declare(turn: Turn, action: Declare) -> Answer:
    """Shows the proposal; with the outcome that was shown, declares it."""
    shown: Declared | None = action.outcome
    if shown is None:

        def ask(tx: Tx) -> Screen:
            who = _who(turn, tx, action.ballot)
            service.declarable(tx, who, action.ballot)
            return chair.confirm(turn.t, reading.paper(tx, who, action.ballot, turn.at))

        return await _or_ballot(turn, action.ballot, ask)
    outcome = await turn.write(
        lambda tx: service.declare(tx, _who(turn, tx, action.ballot), action.ballot, shown, turn.at)
    )
    return await _after(turn, outcome, action.ballot)


async def override(turn: Turn, action: Override) -> Answer:
    """The outcomes that may be declared instead; with one of them, the form for the reason."""
    proposed, chosen = action.proposed, action.outcome
    if proposed is None or chosen is None:

        def ask(tx: Tx) -> Screen:
            who = _who(turn, tx, action.ballot)
            service.overridable(tx, who, action.ballot)
            return chair.outcomes(turn.t, reading.paper(tx, who, action.ballot, turn.at))

        return await _or_ballot(turn, action.ballot, ask)

    def look(tx: Tx) -> Actor:
        who = _who(turn, tx, action.ballot)
        _, found = service.overridable(tx, who, action.ballot)
        if proposed is not found.proposal.outcome or chosen not in found.others:
            raise Refusal("declare-changed")
        return who

    try:
        where = (await turn.read(look)).committee.id
    except Refusal as refusal:
        return await _after(turn, Outcome(refusal.code, refusal.facts, refused=True), action.ballot)
    facts = {"ballot": action.ballot, "proposed": proposed.value, "outcome": chosen.value}
    return await chat_forms.start(turn, forms.OVERRIDE, action, where=where, facts=facts)


async def name_acting_chair(turn: Turn, action: NameActingChair) -> Answer:
    """Whom to name, then the question whether to, then the naming."""
    member = action.member
    if member is not None and action.sure:
        outcome = await turn.write(
            lambda tx: service.name_acting_chair(
                tx, _who(turn, tx, action.ballot), action.ballot, member, turn.at
            )
        )
        return await _after(turn, outcome, action.ballot)

    def ask(tx: Tx) -> Screen:
        found = reading.stand_ins(tx, _who(turn, tx, action.ballot), action.ballot, turn.at)
        if member is None:
            return acting_views.choose(turn.t, found, action.page)
        return acting_views.confirm(turn.t, found, action.page, member)

    return await _or_ballot(turn, action.ballot, ask)


async def judge(turn: Turn, action: JudgeVersion) -> Answer:
    """The question whether a new version is the declared one."""

    def look(tx: Tx) -> Screen:
        found = reading.succession(tx, _who_of_version(turn, tx, action.version), action.version)
        return chair.judge(turn.t, found)

    return await turn.read(look)


async def mark_version(turn: Turn, action: MarkVersion) -> Answer:
    """*As declared*, or *Substantive change*."""
    outcome = await turn.write(
        lambda tx: service.mark_version(
            tx, _who_of_version(turn, tx, action.version), action.version, action.as_declared, turn.at
        )
    )
    if outcome.refused:
        return (await home.screen(turn)).noted(turn.note(outcome))

    def look(tx: Tx) -> Screen:
        version = findings.version(tx, action.version)
        declared = Declared(outcome.facts["outcome"])
        finding = findings.finding_of(tx, version)
        return news.judged(turn.t, finding, version, declared, as_declared=action.as_declared)

    return (await turn.read(look)).noted(turn.note(outcome))


async def open_ballot(turn: Turn, action: OpenBallot) -> Answer:
    """The form that opens a ballot."""

    def look(tx: Tx) -> Actor:
        who = _who_of_version(turn, tx, action.version)
        service.ballotable(tx, who, action.version)
        return who

    where = (await turn.read(look)).committee.id
    facts = {"version": action.version, "at": as_fact(turn.at)}
    return await chat_forms.start(turn, forms.OPEN, action, where=where, facts=facts)


async def extend(turn: Turn, action: ExtendBallot) -> Answer:
    """The form for a new deadline."""

    def look(tx: Tx) -> Actor:
        who = _who(turn, tx, action.ballot)
        service.extendable(tx, who, action.ballot)
        return who

    where = (await turn.read(look)).committee.id
    return await chat_forms.start(turn, forms.EXTEND, action, where=where, facts={"ballot": action.ballot})


def finding_rows(tx: Tx, t: Translator, who: Actor, finding: FindingId) -> Sequence[Row]:
    """What this room offers on a finding's card."""
    found = reading.on_finding(tx, who, finding)
    return () if found is None else views.finding_rows(t, found)


def version_rows(tx: Tx, t: Translator, version: Version) -> Sequence[Row]:
    """What this room offers on the card of an earlier version: its declared result stays within reach."""
    found = reading.on_version(tx, version)
    return () if found is None else views.finding_rows(t, found)


def _who(turn: Turn, tx: Tx, number: BallotId) -> Actor:
    """The person as they act in the ballot's committee. Refuses `ballot-unknown`, `not-a-member`."""
    return turn.who(tx, reading.committee_of(tx, number))


def _who_of_version(turn: Turn, tx: Tx, number: VersionId) -> Actor:
    """The person as they act in the version's committee. Refuses `version-unknown`, `not-a-member`."""
    return turn.who(tx, findings.finding_of(tx, findings.version(tx, number)).committee)


def _ballot(turn: Turn, tx: Tx, number: BallotId) -> Screen:
    found = _paper(turn, tx, number)  # first: it settles whose hours are told
    return views.ballot(turn.t, found)


def _paper(turn: Turn, tx: Tx, number: BallotId) -> Paper:
    return reading.paper(tx, turn.acts or _who(turn, tx, number), number, turn.at)


async def _after(turn: Turn, outcome: Outcome, number: BallotId, found: Paper | None = None) -> Answer:
    """What now stands, under what was just done or refused; home where they may not see the ballot.

    `found`: the ballot, where it was read with what was done.
    """
    # An answer that was put off comes without its sentence: then the paper itself says what stands.
    said = outcome.code in _RECEIPTS and not turn.stored.overtaken
    try:
        if found is None:
            found = await turn.read(lambda tx: _paper(turn, tx, number), long=False)
    except Refusal:
        screen = await home.screen(turn)
    else:
        screen = turn.named(views.ballot(turn.t, found, said=said))
    return screen.noted(turn.note(outcome))


async def _or_ballot(turn: Turn, number: BallotId, look: Callable[[Tx], Screen]) -> Answer:
    """A screen, or else the ballot as it stands with the reason why not."""
    try:
        return await turn.read(look)
    except Refusal as refusal:
        return await _after(turn, Outcome(refusal.code, refusal.facts, refused=True), number)


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    found = reading.to_do(tx, who, at)
    ends = [
        *(b.ends_at for b, _ in found.votes),
        *(at for _ in found.declarations),
        *(at for _ in found.left_open),
        *(at for _ in found.chairless),
    ]
    until: list[datetime | None] = [*ends, *(None for _ in found.successions)]
    return [
        Waiting(urgent_at, lambda t, i=i: home_views.waiting_rows(t, found)[i])  # type: ignore[misc]
        for i, urgent_at in enumerate(until)
    ]


def _home(tx: Tx, who: Actor, t: Translator, _at: datetime) -> AtHome:
    """The ballots that run, with a button for each; whoever owes a vote has one already."""
    found = reading.running(tx, who)
    rows = home_views.running_rows(
        t, [(ballot, f) for ballot, f in found if not reading.owes_vote(tx, who, ballot)]
    )
    if who.votes:
        rows = [(Button(t.plain("My votes"), MyVotes(who.committee.id)),), *rows]
    return AtHome([home_views.running(t, found)] if found else [], rows)


# The forms: what they ask, what they are drawn from, what they do in the end.


def _deadline(who: Actor, at: datetime) -> Deadline:
    return Deadline(who.committee.calendar, at, BALLOT_DAYS.of(who.committee))


def _vote_text(_tx: Tx, _who: Actor, _at: datetime, _state: Open) -> Form:
    return forms.vote_text()


def _paper_now(tx: Tx, who: Actor, state: Open) -> Paper:
    return reading.paper(tx, who, BallotId(state.facts["ballot"]))


async def _paper_of(turn: Turn, state: Open) -> Screen:
    return await turn.read(lambda tx: _ballot(turn, tx, BallotId(state.facts["ballot"])))


def _draw_vote_text(t: Translator, state: Open, _field: Field, found: Paper) -> Screen:
    return questions.vote_text(t, state, found)


def _give_text(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = BallotId(state.facts["ballot"])
    try:
        return service.give_text(tx, who, number, Choice(state.facts["choice"]), state.values["text"], at)
    except Refusal as refusal:
        if refusal.code in _MEND:
            raise
        return Outcome(refusal.code, {**refusal.facts, "ballot": number}, refused=True)


def _open_form(_tx: Tx, who: Actor, at: datetime, _state: Open) -> Form:
    return forms.open_ballot(_deadline(who, at), rules_of(who.committee))


def _prospect(tx: Tx, who: Actor, state: Open) -> tuple[Committee, Prospect] | Refusal:
    try:
        version, begun = VersionId(state.facts["version"]), instant(state.facts["at"])
        return who.committee, reading.prospect(tx, who, version, begun)
    except Refusal as refusal:  # it was opened or replaced meanwhile: the card says so, and can be cancelled
        return refusal


def _draw_open(
    t: Translator, state: Open, field: Field, found: tuple[Committee, Prospect] | Refusal
) -> Screen:
    if isinstance(found, Refusal):
        return Screen(_SENTENCES[found.code](t, found.facts))
    return questions.open_ballot(t, state, field, found)


def _open(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return service.open_ballot(
        tx,
        who,
        VersionId(state.facts["version"]),
        forms.deadline_of(state.values, who.committee.calendar),
        at,
        early=forms.confirmed(state.values, forms.EARLY),
        exception=forms.confirmed(state.values, forms.LANGUAGES),
    )


def _extend_form(tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
    return forms.extend(_deadline(who, at), reading.rules(tx, BallotId(state.facts["ballot"])))


def _to_extend(tx: Tx, who: Actor, state: Open) -> tuple[Committee, Paper]:
    return who.committee, _paper_now(tx, who, state)


def _extend(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    until = forms.deadline_of(state.values, who.committee.calendar)
    return service.extend(tx, who, BallotId(state.facts["ballot"]), until, at)


def _override_form(_tx: Tx, _who: Actor, _at: datetime, _state: Open) -> Form:
    return forms.override()


def _override(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number = BallotId(state.facts["ballot"])
    proposed, outcome = Declared(state.facts["proposed"]), Declared(state.facts["outcome"])
    try:
        return service.override(tx, who, number, proposed, outcome, state.values[forms.REASON], at)
    except Refusal as refusal:  # somebody declared meanwhile: there is nothing more to ask for
        return Outcome(refusal.code, {**refusal.facts, "ballot": number}, refused=True)


async def _after_form(turn: Turn, outcome: Outcome) -> Answer:
    return await _after(turn, outcome, BallotId(outcome.facts["ballot"]))


ROOM = Room(
    commands={"votes": my_votes},
    buttons={
        ShowBallot: show,
        CastVote: cast,
        BallotFile: file,
        MyVotes: my_votes,
        OpenBallot: open_ballot,
        NotVoted: not_voted,
        NamedVotes: named_votes,
        ShowPicture: picture,
        CloseBallot: close,
        ExtendBallot: extend,
        ShowTexts: texts,
        MarkText: mark,
        Declare: declare,
        Override: override,
        NameActingChair: name_acting_chair,
        JudgeVersion: judge,
        MarkVersion: mark_version,
    },
    forms={
        forms.VOTE_TEXT: FormRoom(
            _vote_text, _paper_now, _draw_vote_text, _give_text, _after_form, given_up=_paper_of
        ),
        forms.OPEN: FormRoom(_open_form, _prospect, _draw_open, _open, _after_form),
        forms.OVERRIDE: FormRoom(_override_form, _paper_now, questions.override, _override, _after_form),
        forms.EXTEND: FormRoom(_extend_form, _to_extend, questions.extend, _extend, _after_form),
    },
    items={"b": item},
    sentences=own.SENTENCES,
    waiting=_waiting,
    home=_home,
    mydata=own_data.sections,
)
