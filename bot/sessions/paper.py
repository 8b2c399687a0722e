"""The minutes in words, in one language: what a meeting's record becomes as a document."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.ballots import words as of_ballots
from bot.committee.model import Membership
from bot.committee.views import constituency_name, role_name
from bot.documents import Block, Bullets, Document, Paragraph, Section, Table
from bot.findings import words as of_findings
from bot.i18n import Translator
from bot.ids import MembershipId
from bot.meetings import words as of_meetings
from bot.meetings.model import AgendaItem, Answer
from bot.screens import capitalised
from bot.sessions import words
from bot.sessions.asking import original, translated
from bot.sessions.model import PUNCTUAL, Entry, Kind, Minutes, MinutesStanding, Mode
from bot.sessions.record import Declared, Record


def minutes(t: Translator, found: Record, standing: Minutes, version: int, at: datetime) -> Document:
    """The document, not approved yet. `version`: which one it is, or will be; `at` (UTC): when it is drawn.

    Hours are the committee's: one paper serves all who read its language.
    """
    t = replace(t, zone=found.committee.zone, committee_zone=found.committee.zone)
    meeting = found.meeting
    return Document(
        language=t.language,
        over=found.committee.name(t.language),
        title=t.plain("Minutes: {meeting}", meeting=f"{meeting.label} · {meeting.title(t.language)}"),
        mark=mark(t, standing),
        facts=tuple(_facts(t, found)),
        sections=tuple(_sections(t, found, at)),
        foot=t.plain("Minutes of {meeting} · version {v}", meeting=meeting.label, v=version),
        signed=(
            *((t.plain("Chair"), found.names[chair].name) for chair in found.chairs),
            (t.plain("Secretariat"), ""),
        ),
    )


def mark(t: Translator, standing: Minutes, approver: str = "") -> str:
    """How the minutes stand, as it is written over them. `approver`: the name of who approved them, if known."""
    match standing.standing:
        case MinutesStanding.APPROVED:
            assert standing.approved_at is not None
            approved = t.plain("Approved: {time}", time=t.moment(standing.approved_at))
            return f"{approved} · {approver}" if approver else approved
        case MinutesStanding.CIRCULATED:
            return t.plain("For approval. Not for circulation.")
        case MinutesStanding.DRAFT:
            return t.plain("Draft. Not for circulation.")


def _facts(t: Translator, found: Record) -> Iterator[tuple[str, str]]:
    meeting = found.meeting
    yield t.plain("Date:"), t.moment(meeting.starts_at, weekday=True).striptags()
    if meeting.started_at is not None:
        held = _held(t, meeting.starts_at, meeting.started_at, meeting.ended_at)
        yield t.plain("Held:"), f"{held} ({t.zone_city(t.committee_zone)})"
    yield t.plain("Format:"), t.plain(of_meetings.FORMATS[meeting.format])
    if meeting.format.in_room and (venue := meeting.venue(t.language)):
        yield t.plain("Venue:"), venue
    came = {stay.membership for stay in found.stays}
    if presiding := [_who(t, found, chair)[0] for chair in found.chairs if chair in came]:
        yield t.plain("Chair:"), ", ".join(presiding)
    yield t.plain("Attendance:"), words.quorum(t, found.presence, found.constituencies).striptags()


def _held(t: Translator, planned: datetime, began: datetime, ended: datetime | None) -> str:
    """`14:05–16:00`, with the day where it is not the one that was planned, or not the one on which it began."""
    said, day = _clock(t, began), _day(t, planned)
    if _day(t, began) != day:
        day = _day(t, began)
        said = f"{t.day(day).striptags()}, {said}"
    if ended is None:
        return said
    until = _clock(t, ended)
    return (
        f"{said}–{until}"
        if _day(t, ended) == day
        else f"{said} – {t.day(_day(t, ended)).striptags()}, {until}"
    )


def _day(t: Translator, at: datetime) -> date:
    return at.astimezone(t.committee_zone).date()


def _sections(t: Translator, found: Record, at: datetime) -> Iterator[Section]:
    whole = _note(t, found, None)
    if whole:
        yield Section(t.plain("Summary"), (Paragraph(whole),))
    yield _attendance(t, found)
    credit = of_meetings.translated(t, found.meeting.agenda)
    about = () if credit is None else (Paragraph(credit.unescape()),)
    yield Section(t.plain("Agenda and discussion"), about)
    for item in found.meeting.agenda:
        yield _item(t, found, item, at)
    loose = tuple(_discussion(t, found, None))
    if loose:
        yield Section(t.plain("Outside the agenda"), loose, small=True)
    if decisions := found.of(Kind.DECISION):
        yield Section(t.plain("Decisions"), (_texts(t, decisions),))
    if actions := found.of(Kind.ACTION):
        yield Section(t.plain("Action items"), (_actions(t, found, actions),))
    if remarks := found.of(Kind.REMARK):
        yield Section(t.plain("Comments and suggestions"), (_remarks(t, found, remarks),))
    if unanswered := [q for q in found.questions if q.answer is None]:
        lines = tuple(f"{q.label}. {q.text} — {q.standing}" for q in unanswered)
        yield Section(t.plain("Questions still open"), (Bullets(lines),))
    if found.declared:
        yield Section(t.plain("Results of votes since the meeting before"), (_votes(t, found),))


def _attendance(t: Translator, found: Record) -> Section:
    there = {}
    for stay in found.stays:  # whoever changed the way of taking part counts as what they were last
        there[stay.membership] = stay.mode
    people = {membership: _member(found, membership) for membership in there}
    rows = [
        (_group(t, found, member), *_who(t, found, membership), _stayed(t, found, membership))
        for membership, member in people.items()
    ]
    order = {name: place for place, name in enumerate(_groups(t, found))}
    rows.sort(key=lambda row: order.get(row[0], len(order)))
    blocks: list[Block] = [_balance(t, found, [(people[m], mode) for m, mode in there.items()])]
    if rows:
        head = t.plain("Group"), t.plain("Name"), t.plain("Organization"), t.plain("Attended")
        blocks.append(Table(head, tuple(rows), (4, 5, 6, 4)))
    absent = tuple(_absent(t, found))
    if absent:
        blocks += [Paragraph("", t.plain("Absent:")), Bullets(absent)]
    return Section(t.plain("Attendance by group"), tuple(blocks))


def _balance(t: Translator, found: Record, there: list[tuple[Membership | None, Mode]]) -> Table:
    """By constituency: how many of the voting seats, and how many people in which way."""

    def row(name: str, seats: str, modes: list[Mode]) -> tuple[str, ...]:
        return name, seats, str(modes.count(Mode.ROOM)), str(modes.count(Mode.ONLINE))

    def of(code: str | None) -> list[Mode]:
        return [
            mode
            for member, mode in there
            if code == (member.seat.constituency if member and member.seat else None)
        ]

    rows = []
    for constituency in found.constituencies:
        name, code = constituency_name(t, constituency).unescape(), constituency.code
        here, seats = found.presence.constituencies[code]
        represented = row(name, f"{here}/{seats}", of(code))
        rows.append(represented if seats else (name, t.plain("not represented"), "—", "—"))
    rows.append(row(t.plain("Without a seat"), "—", of(None)))
    whole = f"{found.presence.present}/{found.presence.seats}"
    rows.append(row(t.plain("Total"), whole, [mode for _, mode in there]))
    head = (
        t.plain("Group"),
        t.plain("Voting seats present"),
        t.plain("People in the room"),
        t.plain("People online"),
    )
    return Table(head, tuple(rows), (7, 4, 4, 4))


def _member(found: Record, number: MembershipId) -> Membership | None:
    return next((m for m in found.served if m.id == number), None)


def _groups(t: Translator, found: Record) -> Iterable[str]:
    return (constituency_name(t, c).unescape() for c in found.constituencies)


def _group(t: Translator, found: Record, member: Membership | None) -> str:
    if member is None:
        return ""
    if member.seat is None:
        return capitalised(role_name(t, member.role, member.chairs).unescape())
    code = member.seat.constituency
    known = next((c for c in found.constituencies if c.code == code), code)
    return constituency_name(t, known).unescape()


def _who(t: Translator, found: Record, number: MembershipId | None) -> tuple[str, str]:
    """Name and organization."""
    if number is None:
        return t.plain("a participant"), ""
    name = found.names[number]
    return name.name or t.plain("former holder"), t.organization(name.organization or "")


def _stayed(t: Translator, found: Record, membership: MembershipId) -> str:
    """How, and from when to when where that is not the whole of it."""
    begun, ended = found.meeting.started_at, found.meeting.ended_at
    parts = []
    for stay in found.stays:
        if stay.membership != membership:
            continue
        said = t.plain(words.MODES[stay.mode])
        if begun is not None and stay.came_at > begun + PUNCTUAL:
            said += ", " + t.plain("from {hour}", hour=_clock(t, stay.came_at))
        if stay.left_at is not None and (ended is None or stay.left_at < ended - timedelta(minutes=1)):
            said += ", " + t.plain("until {hour}", hour=_clock(t, stay.left_at))
        parts.append(said)
    return "; ".join(parts)


def _absent(t: Translator, found: Record) -> Iterator[str]:
    """Voting seats of which nobody came, by whom they are held, and whether that was announced."""
    came = {stay.membership for stay in found.stays}
    seats: dict[int, list[Membership]] = {}
    for member in found.served:
        if member.votes and member.seat is not None:
            seats.setdefault(member.seat.id, []).append(member)
    for holders in seats.values():
        if any(m.id in came for m in holders):
            continue
        seat = holders[0].seat
        assert seat is not None
        announced = any(found.answers.get(m.id) in (Answer.ABSENT, Answer.ALTERNATE) for m in holders)
        said = t.plain("with apologies") if announced else t.plain("without notice")
        names = ", ".join(name for m in holders if (name := found.names[m.id].name))
        organization = t.organization(seat.organization)
        who = f"{names}, {organization}" if names else organization
        yield f"{who} ({_group(t, found, holders[0])}) — {said}"


def _item(t: Translator, found: Record, item: AgendaItem, at: datetime) -> Section:
    said = item.text_for(t.language)
    title = f"{item.number}. {said.topic}"
    if t.language not in item.texts:
        title += f" {original(t, next(iter(item.texts)))}"
    spent = found.spent(item.id, at)
    time = t.plain("planned {n} min", n=item.minutes)
    time += ", " + (t.plain("taken {n} min", n=spent) if spent is not None else t.plain("not taken up"))
    facts = [(t.plain("Speaker:"), said.speaker)] if said.speaker else []
    if item.carried is not None:
        facts.append(("", of_meetings.carried(t, item.carried).unescape()))
    facts.append((t.plain("Time:"), time))
    return Section(title, tuple(_discussion(t, found, item)), small=True, facts=tuple(facts))


def _discussion(t: Translator, found: Record, item: AgendaItem | None) -> Iterator[Block]:
    """What was said, asked and decided under an item (None: outside of all)."""
    number = None if item is None else item.id
    if item is not None and (note := _note(t, found, item)):
        yield Paragraph(note)
    for asked in found.questions:
        if asked.item == number:
            yield Paragraph(f"{asked.text} — {asked.asker}", f"{asked.label}.")
            if asked.answer is None:
                yield Paragraph(t.plain("There is no answer yet."))
            else:
                yield Paragraph(asked.answer, t.plain("Answer:"))
    if remarks := found.under(Kind.REMARK, number):  # a table below has their words, and what became of them
        labels = ", ".join(entry.label for entry in remarks)
        yield Paragraph(labels, t.plain("Comments and suggestions:"))
    for kind in (Kind.DECISION, Kind.ACTION):
        for entry in found.under(kind, number):
            yield Paragraph(_said(t, entry), f"{entry.label}.")


def _note(t: Translator, found: Record, item: AgendaItem | None) -> str:
    """In the reader's language, else in the first language of the committee that has one, which is then named."""
    number = None if item is None else item.id
    for language in (t.language, *found.committee.languages):
        if text := found.notes.get((number, language)):
            return text if language == t.language else f"{text} {original(t, language)}"
    return ""


def _said(t: Translator, entry: Entry) -> str:
    """In the reader's language where somebody translated it, who is credited; else as it stands, and in which."""
    text = entry.text(t.language)
    if t.language == entry.language:
        return text
    if t.language not in entry.texts:
        return f"{text} {original(t, entry.language)}"
    return f"{text} {translated(t, entry.translators.get(t.language))}"


def _texts(t: Translator, entries: list[Entry]) -> Table:
    head = t.plain("No."), t.plain("Text")
    return Table(head, tuple((entry.label, _said(t, entry)) for entry in entries), (1, 12))


def _actions(t: Translator, found: Record, entries: list[Entry]) -> Table:
    head = t.plain("No."), t.plain("What"), t.plain("Owner"), t.plain("Due")

    def row(entry: Entry) -> tuple[str, ...]:
        owner = t.plain("nobody yet") if entry.owner is None else _who(t, found, entry.owner)[0]
        due = t.plain("no date") if entry.due_at is None else t.moment(entry.due_at).striptags()
        return entry.label, _said(t, entry), owner, due

    return Table(head, tuple(map(row, entries)), (1, 6, 3, 3))


def _remarks(t: Translator, found: Record, entries: list[Entry]) -> Table:
    head = t.plain("No."), t.plain("Comment or suggestion"), t.plain("Author"), t.plain("What became of it")

    def row(entry: Entry) -> tuple[str, ...]:
        became = (
            t.plain("open") if entry.disposition is None else t.plain(words.DISPOSITIONS[entry.disposition])
        )
        if entry.reply:
            became += f": {entry.reply}"
            if entry.reply_language not in (None, t.language):
                became += f" {original(t, entry.reply_language)}"
        author = ", ".join(part for part in _who(t, found, entry.author) if part)
        return entry.label, _said(t, entry), author, became

    return Table(head, tuple(map(row, entries)), (1, 7, 4, 4))


def _votes(t: Translator, found: Record) -> Table:
    head = t.plain("No."), t.plain("Finding"), t.plain("Version"), t.plain("Outcome")

    def row(declared: Declared) -> tuple[str, ...]:
        outcome = declared.ballot.outcome
        assert outcome is not None
        return (
            declared.finding.label,
            of_findings.title(declared.version, t.language),
            str(declared.version.number),
            of_ballots.outcome(t, outcome).striptags(),
        )

    return Table(head, tuple(map(row, found.declared)), (1, 6, 1, 4))


def _clock(t: Translator, at: datetime) -> str:
    """`14:05` in the committee's zone, whose city the date names."""
    return f"{at.astimezone(t.committee_zone):%H:%M}"
