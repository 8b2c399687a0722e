"""What people see of requests and inputs: lists, cards, what waits for somebody, what an export tells."""

from collections import Counter

from bot.committee import records as people
from bot.committee import service as committee
from bot.committee.hours import Timed
from bot.committee.model import Actor
from bot.findings import records as findings
from bot.findings.model import Finding, sight
from bot.i18n import mark
from bot.ids import CommitteeId, FindingId, InputId, InputRequestId, SeatId
from bot.inputs import records
from bot.inputs.actions import ShowRequest
from bot.inputs.cards import PAGE, InputLine, InputsPage, Progress, RequestCard, RequestLine, RequestsPage
from bot.inputs.model import Input, Request, collects, requests
from bot.inputs.rights import giving, input_in_sight, request_in_sight
from bot.store import Tx

_FARTHEST_PAGE = 10**6


def listed(tx: Tx, who: Actor, page: int = 0) -> RequestsPage:
    """The committee's requests. Refuses `inputs-members-only`."""
    giving(who)
    here = who.committee.id
    page = min(max(page, 0), _FARTHEST_PAGE)
    found = records.requests_page(tx, here, limit=PAGE + 1, offset=page * PAGE)
    if page and not found:
        return listed(tx, who, page - 1 if page < 100 else 0)
    lines = tuple(RequestLine(r, _in_all(tx, who, r)) for r in found[:PAGE])
    unasked = sum(1 for i in records.given(tx, here, None) if i.read_by(who))
    return RequestsPage(
        here, lines, page, len(found) > PAGE, requests(who), not who.consults, unasked, collects(who)
    )


def card(tx: Tx, who: Actor, number: InputRequestId) -> RequestCard:
    """A request. Refuses `request-unknown`."""
    request = request_in_sight(tx, who, number)
    answered = records.seats_answered(tx, number)
    return RequestCard(
        request,
        people.author_name(tx, request.author)[0],
        tuple(people.constituencies_of(tx, who.committee.id)),
        _progress(tx, who, request),
        _finding(tx, who, request.finding),
        asked=request.asks(who),
        answered=who.seat is not None and who.seat.id in answered,
        inputs=sum(1 for i in records.given(tx, who.committee.id, number) if i.read_by(who)),
        may_end=requests(who) and request.ended_at is None,
        collects=collects(who),
    )


def inputs(tx: Tx, who: Actor, request: InputRequestId | None, page: int = 0) -> InputsPage:
    """What was given to a request, or unasked. Refuses `request-unknown`, `inputs-members-only`."""
    giving(who)
    of = None if request is None else request_in_sight(tx, who, request)
    found = [i for i in records.given(tx, who.committee.id, request) if i.read_by(who)]
    page = min(max(page, 0), max(0, len(found) - 1) // PAGE)
    lines = tuple(line(tx, who, i) for i in found[page * PAGE : (page + 1) * PAGE])
    known = tuple(people.constituencies_of(tx, who.committee.id))
    return InputsPage(who.committee.id, of, lines, page, len(found), known)


def input_line(tx: Tx, who: Actor, number: InputId) -> InputLine:
    """One input. Refuses `input-unknown`."""
    return line(tx, who, input_in_sight(tx, who, number))


def line(tx: Tx, who: Actor, found: Input) -> InputLine:
    """An input with the names that it needs."""
    name, organization, constituency = people.author(tx, found.author)
    return InputLine(
        found,
        name,
        organization,
        constituency,
        None if found.request is None else records.request(tx, found.request),
        _finding(tx, who, found.finding),
        tuple(f for n in records.drafted_from(tx, found.id) if (f := _finding(tx, who, n)) is not None),
        may_draft=who.consults and bool(found.text),
        collects=collects(who),
    )


def waiting(tx: Tx, who: Actor) -> list[Request]:
    """Requests that run and that nobody of somebody's seat has answered."""
    if who.seat is None:
        return []
    asked = (r for r in records.running(tx, who.committee.id) if r.asks(who))
    return [r for r in asked if who.seat.id not in records.seats_answered(tx, r.id)]


def hours(tx: Tx, who: Actor, language: str) -> list[Timed]:
    """Deadlines of requests that run, as `committee.hours` says."""
    return [
        Timed(
            label=r.label,
            title=r.wording.read_in(language),
            opens=ShowRequest(r.committee, r.id),
            at=r.until,
            says=mark("Deadline: {date}"),
            draft=r.finding is not None,
        )
        for r in records.running(tx, who.committee.id)
        if who.reads_drafts
    ]


def everything(
    tx: Tx, home: CommitteeId, only: InputRequestId | None = None
) -> list[tuple[Request | None, list[tuple[Input, str, str | None, str | None]]]]:
    """For exports: each request with what was given to it (with name, organization, constituency); last what was
    offered unasked (None). Or the `only` one that is wanted."""
    found: list[Request | None] = [*records.requests_page(tx, home, limit=10**6, offset=0)[::-1], None]
    if only is not None:
        found = [request for request in found if request is not None and request.id == only]
    return [
        (
            request,
            [
                (i, *people.author(tx, i.author))
                for i in records.given(tx, home, None if request is None else request.id)
            ],
        )
        for request in found
    ]


def _progress(tx: Tx, who: Actor, request: Request) -> dict[str, Progress]:
    """By constituency: seats whose titular or alternate is on the roster."""
    seats: dict[SeatId, str] = {}
    for actor in committee.actors_in(tx, who.committee.id):
        if actor.seat is not None and request.asks(actor):
            seats[actor.seat.id] = actor.seat.constituency
    answered = records.seats_answered(tx, request.id)
    all_, done = Counter(seats.values()), Counter(c for s, c in seats.items() if s in answered)
    order = [c.code for c in people.constituencies_of(tx, who.committee.id)]
    return {code: Progress(done[code], all_[code]) for code in order if all_[code]}


def _in_all(tx: Tx, who: Actor, request: Request) -> Progress:
    found = _progress(tx, who, request).values()
    return Progress(sum(p.answered for p in found), sum(p.seats for p in found))


def _finding(tx: Tx, who: Actor, number: FindingId | None) -> Finding | None:
    if number is None or findings.shown(tx, number, sight(who)) is None:
        return None
    return findings.finding(tx, number)
