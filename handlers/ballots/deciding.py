"""What chair and organizer do with a ballot in the chat: from its opening to its declaration, and what follows."""

from bot.ballots import acting_views, chair_views, forms, news, reading, service, views
from bot.ballots.actions import (
    CloseBallot,
    Declare,
    ExtendBallot,
    JudgeVersion,
    MarkText,
    MarkVersion,
    NameActingChair,
    OpenBallot,
    Override,
    ShowBallot,
    ShowTexts,
)
from bot.ballots.model import Outcome as Declared
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import service as findings
from bot.findings.actions import ShowVersion
from bot.i18n import as_fact
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers import home
from handlers.ballots import screens
from handlers.ballots.forms import EXTEND, OPEN, OVERRIDE
from handlers.ballots.screens import acting, acting_on_version
from handlers.context import Answer, Room
from handlers.forms import asking
from handlers.turn import Turn


async def close(turn: Turn, action: CloseBallot) -> Answer:
    """Asks once, then closes the ballot at the instant of the tap."""
    if not action.sure:

        def ask(tx: Tx) -> Screen:
            who = acting(turn, tx, action.ballot)
            service.closable(tx, who, action.ballot)
            return views.confirm_closing(turn.t, reading.paper(tx, who, action.ballot, turn.at))

        return await screens.or_ballot(turn, action.ballot, ask)
    outcome = await turn.write(
        lambda tx: service.close_by_hand(tx, acting(turn, tx, action.ballot), action.ballot, turn.at)
    )
    return await screens.after(turn, outcome, action.ballot)


async def texts(turn: Turn, action: ShowTexts) -> Answer:
    """One text at a time."""

    def look(tx: Tx) -> Screen:
        who = acting(turn, tx, action.ballot)
        service.closed(tx, who, action.ballot)
        found = reading.texts_to_mark(tx, who, action.ballot, turn.at)
        return chair_views.text(turn.t, found, action.seat)

    return await screens.or_ballot(turn, action.ballot, look)


async def mark(turn: Turn, action: MarkText) -> Answer:
    """A mark, then the next text; once all are marked, the declaration."""
    outcome = await turn.write(
        lambda tx: service.mark_text(
            tx, acting(turn, tx, action.ballot), action.ballot, action.seat, action.taken_in
        )
    )
    if outcome.refused:
        return await screens.after(turn, outcome, action.ballot)
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
            who = acting(turn, tx, action.ballot)
            service.declarable(tx, who, action.ballot)
            return chair_views.confirm(turn.t, reading.paper(tx, who, action.ballot, turn.at))

        return await screens.or_ballot(turn, action.ballot, ask)
    outcome = await turn.write(
        lambda tx: service.declare(tx, acting(turn, tx, action.ballot), action.ballot, shown, turn.at)
    )
    return await screens.after(turn, outcome, action.ballot)


async def override(turn: Turn, action: Override) -> Answer:
    """The outcomes that may be declared instead; with one of them, the form for the reason."""
    proposed, chosen = action.proposed, action.outcome
    if proposed is None or chosen is None:

        def ask(tx: Tx) -> Screen:
            who = acting(turn, tx, action.ballot)
            service.overridable(tx, who, action.ballot)
            return chair_views.outcomes(turn.t, reading.paper(tx, who, action.ballot, turn.at))

        return await screens.or_ballot(turn, action.ballot, ask)

    def look(tx: Tx) -> Actor:
        who = acting(turn, tx, action.ballot)
        _, found = service.overridable(tx, who, action.ballot)
        if proposed is not found.proposal.outcome or chosen not in found.others:
            raise Refusal("declare-changed")
        return who

    try:
        where = (await turn.read(look)).committee.id
    except Refusal as refusal:
        return await screens.after(turn, Outcome(refusal.code, refusal.facts, refused=True), action.ballot)
    facts = {"ballot": action.ballot, "proposed": proposed.value, "outcome": chosen.value}
    back = Override(action.ballot)
    return await asking.start(turn, forms.OVERRIDE, action, where=where, facts=facts, back=back)


async def name_acting_chair(turn: Turn, action: NameActingChair) -> Answer:
    """Whom to name, then the question whether to, then the naming."""
    member = action.member
    if member is not None and action.sure:
        outcome = await turn.write(
            lambda tx: service.name_acting_chair(
                tx, acting(turn, tx, action.ballot), action.ballot, member, turn.at
            )
        )
        return await screens.after(turn, outcome, action.ballot)

    def ask(tx: Tx) -> Screen:
        found = reading.stand_ins(tx, acting(turn, tx, action.ballot), action.ballot, turn.at)
        if member is None:
            return acting_views.choose(turn.t, found, action.page)
        return acting_views.confirm(turn.t, found, action.page, member)

    return await screens.or_ballot(turn, action.ballot, ask)


async def judge(turn: Turn, action: JudgeVersion) -> Answer:
    """The question whether a new version is the declared one."""

    def look(tx: Tx) -> Screen:
        found = reading.succession(tx, acting_on_version(turn, tx, action.version), action.version)
        return chair_views.judge(turn.t, found)

    return await turn.read(look)


async def mark_version(turn: Turn, action: MarkVersion) -> Answer:
    """*As declared*, or *Substantive change*."""
    outcome = await turn.write(
        lambda tx: service.mark_version(
            tx, acting_on_version(turn, tx, action.version), action.version, action.as_declared, turn.at
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
        who = acting_on_version(turn, tx, action.version)
        service.ballotable(tx, who, action.version)
        return who

    where = (await turn.read(look)).committee.id
    facts = {"version": action.version, "at": as_fact(turn.at)}
    back = ShowVersion(where, action.version)
    return await asking.start(turn, forms.OPEN, action, where=where, facts=facts, back=back)


async def extend(turn: Turn, action: ExtendBallot) -> Answer:
    """The form for a new deadline."""

    def look(tx: Tx) -> Actor:
        who = acting(turn, tx, action.ballot)
        service.extendable(tx, who, action.ballot)
        return who

    where = (await turn.read(look)).committee.id
    facts, back = {"ballot": action.ballot}, ShowBallot(action.ballot)
    return await asking.start(turn, forms.EXTEND, action, where=where, facts=facts, back=back)


ROOM = Room(
    buttons={
        OpenBallot: open_ballot,
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
    forms={forms.OPEN: OPEN, forms.OVERRIDE: OVERRIDE, forms.EXTEND: EXTEND},
)
