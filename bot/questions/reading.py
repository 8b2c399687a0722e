"""What people see of questions: the ledger a page at a time, a card, the live list, what waits for somebody."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.hours import Timed
from bot.committee.model import Actor
from bot.committee.views import constituency_name
from bot.findings import records as findings
from bot.findings.model import sight
from bot.findings.words import short_title
from bot.i18n import Translator, mark
from bot.ids import AnswerId, CommitteeId, FindingId, MeetingId, QuestionId
from bot.questions import records, words
from bot.questions.actions import ShowQuestion
from bot.questions.asking import attributions
from bot.questions.cards import PAGE, Card, Found, Given, LedgerPage, Line, Named, Part, Wait, Waits
from bot.questions.choice import Choice, Which
from bot.questions.model import (
    HIDDEN,
    Answer,
    Attribution,
    Meetings,
    Question,
    Standing,
    answers,
    moderates,
)
from bot.questions.records import Filter
from bot.questions.rights import is_own, question_in_sight
from bot.questions.settings import MODERATED
from bot.screens import leaf
from bot.seal import Seal
from bot.store import Tx
from bot.translations.model import Worded

EVERYTHING = Choice()
PARTS = 6
"""Meetings or findings to choose from, on a card."""
_FARTHEST_PAGE = 10**6
"""A forged button may name any 64-bit number, which no offset may exceed."""


def ledger(
    tx: Tx, who: Actor, meetings: Meetings, t: Translator, choice: Choice = EVERYTHING, page: int = 0
) -> LedgerPage:
    """A page of what is chosen; a page beyond the last one gives the last."""
    wanted = chosen(tx, who, choice)
    total = wanted.count()
    page = min(max(page, 0), max(0, total - 1) // PAGE, _FARTHEST_PAGE)
    found = wanted.page(limit=PAGE, offset=page * PAGE, by_support=choice.wanted)
    pending = records.count_unowned(tx, who.committee.id)[0] if moderates(who) else None
    return LedgerPage(
        who.committee.id,
        choice,
        tuple(line(tx, question, support) for question, support in found),
        page,
        total,
        unanswered=Filter(tx, who).open().count(),
        pending=pending,
        about=_about(tx, who, meetings, t, choice),
        moderated=MODERATED.of(who.committee) if who.organizes else None,
        in_session=meetings.in_session(tx, who.committee.id) is not None,
    )


def chosen(tx: Tx, who: Actor, choice: Choice) -> Filter:
    """The questions of a choice that somebody may see."""
    found = Filter(tx, who)
    match choice.which:
        case Which.OPEN:
            found.open()
        case Which.ANSWERED:
            found.standing(Standing.ANSWERED, Standing.CLOSED)
        case Which.PENDING:
            found.standing(Standing.PENDING)
        case Which.ASIDE:
            found.standing(Standing.DECLINED, Standing.MERGED, Standing.WITHDRAWN)
        case Which.ALL:
            pass
    if choice.mine:
        found.mine()
    if choice.meeting is not None:
        found.meeting(choice.meeting) if choice.meeting else found.any_meeting()
    if choice.finding is not None:
        found.finding(choice.finding) if choice.finding else found.any_finding()
    if choice.group:
        found.constituency(choice.group)
    return found.containing(choice.words)


def parts(
    tx: Tx, who: Actor, meetings: Meetings, t: Translator, part: Part, choice: Choice, page: int
) -> tuple[Sequence[Found], int, int]:
    """Meetings, findings or constituencies that questions can be chosen by; which page that is, and the last one."""
    match part:
        case Part.MEETING:
            among = chosen(tx, who, replace(choice, meeting=None)).meetings()
            found = [
                Found(meetings.named(tx, t, who.committee.id, m, None), n, replace(choice, meeting=m))
                for m, n in among
            ]
        case Part.FINDING:
            among_ = chosen(tx, who, replace(choice, finding=None)).findings()
            found = [
                Found(Markup.escape(name), n, replace(choice, finding=f))
                for f, n in among_
                if (name := _finding_name(tx, who, t, f)) is not None
            ]
        case _:
            anybody = replace(choice, group="")
            found = [
                Found(constituency_name(t, c), chosen(tx, who, made).count(), made)
                for c in people.constituencies_of(tx, who.committee.id)
                for made in [replace(anybody, group=c.code)]
            ]
    return leaf(found, page, PARTS)


def live(tx: Tx, who: Actor, meetings: Meetings, page: int = 0) -> LedgerPage | None:
    """The questions of the meeting in session that are not answered, most wanted first; None where none is."""
    session = meetings.in_session(tx, who.committee.id)
    if session is None:
        return None
    wanted = Filter(tx, who).meeting(session.meeting).open()
    total = wanted.count()
    page = min(max(page, 0), max(0, total - 1) // PAGE)
    found = wanted.page(limit=PAGE, offset=page * PAGE, by_support=True)
    lines = tuple(line(tx, question, support) for question, support in found)
    return LedgerPage(who.committee.id, EVERYTHING, lines, page, total, total, in_session=True)


def card(
    tx: Tx,
    who: Actor,
    number: QuestionId,
    meetings: Meetings,
    seal: Seal,
    t: Translator,
    *,
    sealed: bool = False,
) -> Card:
    """A question and its answer, and what somebody may do with it.

    The asker sees it, named or not, also before it was accepted. `sealed`: it is drawn for whom a sealed address
    named, of whom the question itself may know nothing any more. Refuses `question-unknown`.
    """
    found = records.question(tx, number)
    here = found is not None and found.committee == who.committee.id
    own = found is not None and here and (sealed or is_own(found, who, seal))
    if found is None or not own:
        found = question_in_sight(tx, who, number)
    wordings = records.answers_to(tx, number)
    public = [a for a in wordings if a.published_at is not None]
    drafts = [a for a in wordings if a.published_at is None] if answers(who) else []
    into = None if found.merged_into is None else records.question(tx, found.merged_into)
    session = meetings.in_session(tx, who.committee.id)
    supports, follows = records.follower(tx, number, who.membership)
    return Card(
        line=line(tx, found, records.support(tx, number)),
        committee=who.committee,
        meeting=Markup()
        if found.meeting is None
        else meetings.named(tx, t, found.committee, found.meeting, found.item),
        finding=None if found.finding is None else findings.finding(tx, found.finding),
        owner=None if found.owner is None else people.author_name(tx, found.owner)[0] or None,
        given=_given(tx, public[-1]) if public else None,
        draft=_given(tx, drafts[-1]) if drafts else None,
        drafts=len(drafts),
        drafted=any(a.author == who.membership for a in drafts),
        earlier=max(0, len(public) - 1),
        merged_into=into,
        merged=tuple(q.number for q in records.merged_into(tx, number)),
        findings=tuple(
            f
            for n in records.drafted_from(tx, number)
            if findings.shown(tx, n, sight(who)) is not None and (f := findings.finding(tx, n)) is not None
        ),
        supports=supports,
        follows=follows,
        own=own,
        answers=answers(who),
        consults=who.consults,
        owns=found.owner == who.membership,
        live=session is not None and found.meeting == session.meeting,
        attributions=() if found.asker.membership is None else tuple(attributions(who)),
        agendas=meetings.agendas(tx, found.committee, found.id),
    )


def line(tx: Tx, question: Question, support: int) -> Line:
    """A question with its translations and whoever is named with it."""
    wording = Worded(question.text, question.language, records.translations_of(tx, question.id, None))
    return Line(question, wording, support, named(tx, question))


def named(tx: Tx, question: Question) -> Named:
    """What of the asker stands with a question."""
    asker = question.asker
    if asker.membership is None:
        return Named(guest=question.captured_by is not None)
    name, organization, constituency = people.author(tx, asker.membership)
    match asker.attribution:
        case Attribution.NAME:
            return Named(name, organization, None)
        case Attribution.ORGANIZATION:
            return Named(None, organization, None)
        case Attribution.CONSTITUENCY:
            return Named(None, None, constituency)
        case Attribution.NONE:
            return Named()


def wording(tx: Tx, number: QuestionId, answer: AnswerId) -> Given | None:
    """One wording of an answer, for whoever translates it; None where its author has written it anew."""
    found = records.answer_by_id(tx, answer)
    return None if found is None or found.question != number else _given(tx, found)


def answer_pages(tx: Tx, who: Actor, number: QuestionId) -> tuple[Question, list[Given]]:
    """The published wordings of an answer, the newest first, and before them its drafts for those who answer.

    Refuses `question-unknown`.
    """
    found = question_in_sight(tx, who, number)
    shown = [a for a in records.answers_to(tx, number) if a.published_at is not None or answers(who)]
    shown.sort(key=lambda a: (a.published_at is not None, -a.number))
    return found, [_given(tx, a) for a in shown]


def waiting(tx: Tx, who: Actor) -> list[Waits]:
    """Questions that somebody owns and has not answered; what waits for the secretariat."""
    found = [Waits(Wait.ANSWER, q, until=q.due_at) for q in records.owned_open(tx, who.membership)]
    if moderates(who):
        pending, unowned = records.count_unowned(tx, who.committee.id)
        if pending:
            found.append(Waits(Wait.PENDING, n=pending))
        if unowned:
            found.append(Waits(Wait.UNOWNED, n=unowned))
    return found


def hours(tx: Tx, who: Actor, language: str) -> list[Timed]:
    """When questions are due that wait for their owners' answers, as `committee.hours` says."""
    return [
        Timed(
            label=q.label,
            title=line(tx, q, n).wording.read_in(language),
            opens=ShowQuestion(q.committee, q.id),
            at=q.due_at,
            says=mark("Answer due: {date}"),
            draft=q.quotes,
        )
        for q, n in Filter(tx, who).open().all()
        if q.due_at is not None
    ]


def unanswered(tx: Tx, who: Actor) -> int:
    """How many questions that somebody sees wait for their answer."""
    return Filter(tx, who).open().count()


def asked_at(tx: Tx, home: CommitteeId, meeting: MeetingId) -> list[tuple[Line, Given | None]]:
    """A meeting's questions with their answers, in the order of their numbers: for its minutes.

    Without what was withdrawn, declined or never accepted. One that was merged says so in its `question.standing`.
    """
    return [
        (line(tx, q, records.support(tx, q.id)), standing_answer(tx, q))
        for q in records.accepted(tx, home, meeting)
    ]


def everything(tx: Tx, who: Actor, choice: Choice) -> list[tuple[Line, Given | None]]:
    """For exports: what is chosen of the ledger, in the order of its numbers, each with its answer.

    What never stood in the ledger, or was withdrawn, only where it is what is asked for.
    """
    found = chosen(tx, who, choice).all()
    if choice.which is Which.ALL:
        found = [(question, support) for question, support in found if question.standing not in HIDDEN]
    return [(line(tx, question, support), standing_answer(tx, question)) for question, support in found]


def standing_answer(tx: Tx, question: Question) -> Given | None:
    """The answer that stands, of a merged question the one of what it was merged into."""
    of = question.merged_into or question.id
    public = [a for a in records.answers_to(tx, of) if a.published_at is not None]
    return _given(tx, public[-1]) if public else None


def _given(tx: Tx, answer: Answer) -> Given:
    wording = Worded(answer.text, answer.language, records.translations_of(tx, answer.question, answer.id))
    return Given(answer, wording, people.author_name(tx, answer.author)[0])


def _about(tx: Tx, who: Actor, meetings: Meetings, t: Translator, choice: Choice) -> tuple[Markup, ...]:
    """The conditions of a choice in words."""
    found = [] if choice.which is Which.ALL else [t(words.WHICH[choice.which])]
    if choice.mine:
        found.append(t("mine"))
    if choice.meeting is not None:
        name = meetings.named(tx, t, who.committee.id, choice.meeting, None) if choice.meeting else Markup()
        found.append(name or t("from meetings"))
    if choice.finding is not None:
        title = _finding_name(tx, who, t, choice.finding) if choice.finding else None
        found.append(Markup.escape(title or t("on findings")))
    if choice.group:
        known = {c.code: c for c in people.constituencies_of(tx, who.committee.id)}
        found.append(constituency_name(t, known.get(choice.group, choice.group)))
    if choice.words:
        found.append(t("“{words}”", words=choice.words))
    return tuple(found)


def _finding_name(tx: Tx, who: Actor, t: Translator, number: FindingId) -> str | None:
    """What somebody who may see a finding calls it."""
    found, shown = findings.finding(tx, number), findings.shown(tx, number, sight(who))
    if found is None or shown is None or found.committee != who.committee.id:
        return None
    return f"{found.label} · {short_title(shown, t.language)}"


def answerers(tx: Tx, who: Actor) -> list[Actor]:
    """Who may own a question: those who have joined and may answer."""
    return [
        a for a in committee.actors_in(tx, who.committee.id) if answers(a) and a.person.joined_at is not None
    ]
