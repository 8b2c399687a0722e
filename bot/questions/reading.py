"""What people see of questions: the ledger a page at a time, a card, the live list, what waits for somebody."""

from markupsafe import Markup

from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.views import constituency_name
from bot.findings import records as findings
from bot.findings.model import sight
from bot.i18n import Translator
from bot.ids import CommitteeId, FindingId, MeetingId, QuestionId
from bot.questions import records
from bot.questions.asking import attributions
from bot.questions.cards import PAGE, Card, Given, LedgerPage, Line, Named, View, Wait, Waits
from bot.questions.model import (
    OPEN,
    Answer,
    Attribution,
    Meetings,
    Question,
    Standing,
    Worded,
    answers,
    moderated,
    moderates,
)
from bot.questions.records import Filter
from bot.questions.rights import is_own, question_in_sight
from bot.seal import Seal
from bot.store import Tx

_FARTHEST_PAGE = 10**6
"""A forged button may name any 64-bit number, which no offset may exceed."""


def ledger(
    tx: Tx,
    who: Actor,
    meetings: Meetings,
    t: Translator,
    view: View = View.ALL,
    page: int = 0,
    key: str = "",
) -> LedgerPage:
    """A page of a view; a page beyond the last one gives the last. `key`: which meeting, finding, group, words."""
    wanted, about = _filtered(tx, who, meetings, t, view, key)
    total = wanted.count()
    page = min(max(page, 0), max(0, total - 1) // PAGE, _FARTHEST_PAGE)
    by_support = view in (View.OPEN, View.SUPPORT, View.MEETING)
    found = wanted.page(limit=PAGE, offset=page * PAGE, by_support=by_support)
    pending = records.count_unowned(tx, who.committee.id)[0] if moderates(who) else None
    return LedgerPage(
        who.committee.id,
        view,
        tuple(line(tx, question, support) for question, support in found),
        page,
        total,
        unanswered=Filter(tx, who).open().count(),
        pending=pending,
        key=key,
        about=about,
        moderated=moderated(who.committee) if who.organizes else None,
        in_session=meetings.in_session(tx, who.committee.id) is not None,
    )


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
    return LedgerPage(who.committee.id, View.MEETING, lines, page, total, total, in_session=True)


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
    draft = wordings[-1] if wordings and wordings[-1].published_at is None and answers(who) else None
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
        draft=None if draft is None else _given(tx, draft),
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


def answer_pages(tx: Tx, who: Actor, number: QuestionId) -> tuple[Question, list[Given]]:
    """The published wordings of an answer, the newest first. Refuses `question-unknown`."""
    found = question_in_sight(tx, who, number)
    public = [a for a in records.answers_to(tx, number) if a.published_at is not None]
    return found, [_given(tx, a) for a in reversed(public)]


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


def everything(tx: Tx, home: CommitteeId) -> list[tuple[Line, Given | None]]:
    """For exports: the ledger as the committee reads it, in the order of its numbers, each with its answer."""
    return [
        (line(tx, q, records.support(tx, q.id)), standing_answer(tx, q)) for q in records.accepted(tx, home)
    ]


def standing_answer(tx: Tx, question: Question) -> Given | None:
    """The answer that stands, of a merged question the one of what it was merged into."""
    of = question.merged_into or question.id
    public = [a for a in records.answers_to(tx, of) if a.published_at is not None]
    return _given(tx, public[-1]) if public else None


def _given(tx: Tx, answer: Answer) -> Given:
    wording = Worded(answer.text, answer.language, records.translations_of(tx, answer.question, answer.id))
    return Given(answer, wording, people.author_name(tx, answer.author)[0])


def _filtered(
    tx: Tx, who: Actor, meetings: Meetings, t: Translator, view: View, key: str
) -> tuple[Filter, Markup]:
    wanted = Filter(tx, who)
    match view:
        case View.OPEN:
            return wanted.standing(*OPEN), Markup()
        case View.MINE:
            return wanted.mine(), Markup()
        case View.PENDING:
            return wanted.standing(Standing.PENDING), Markup()
        case View.MEETING if key.isdecimal():
            meeting = MeetingId(int(key))
            return wanted.meeting(meeting), meetings.named(tx, t, who.committee.id, meeting, None)
        case View.MEETING:
            return wanted.any_meeting(), Markup()
        case View.FINDING if key.isdecimal():
            number = FindingId(int(key))
            finding = findings.finding(tx, number)
            ours = finding is not None and finding.committee == who.committee.id
            shown = ours and findings.shown(tx, number, sight(who)) is not None
            return wanted.finding(number), Markup.escape(finding.label) if finding and shown else Markup()
        case View.FINDING:
            return wanted.any_finding(), Markup()
        case View.CONSTITUENCY:
            known = {c.code: c for c in people.constituencies_of(tx, who.committee.id)}
            return wanted.constituency(key), constituency_name(t, known.get(key, key))
        case View.SEARCH:
            return wanted.containing(key), Markup.escape(key)
        case _:
            return wanted, Markup()


def answerers(tx: Tx, who: Actor) -> list[Actor]:
    """Who may own a question: those who have joined and may answer."""
    return [
        a for a in committee.actors_in(tx, who.committee.id) if answers(a) and a.person.joined_at is not None
    ]
