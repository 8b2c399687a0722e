"""Asking: in private, in the group, by a reply to what somebody said there; taking it back, changing who is named."""

from datetime import datetime

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Committee, Disowned
from bot.errors import Refusal
from bot.findings.rights import finding_in_sight
from bot.ids import FindingId, MeetingId, MembershipId, QuestionId, TelegramId
from bot.intake import Outcome
from bot.questions import group, notices, records, schedule
from bot.questions.ledger import stand_alone
from bot.questions.model import (
    QUESTION_LIMIT,
    Asker,
    Attribution,
    Meetings,
    Origin,
    Place,
    Question,
    Standing,
    rounded,
)
from bot.questions.rights import own
from bot.questions.settings import MODERATED
from bot.seal import Seal
from bot.store import Tx, erased
from bot.texts import typed
from bot.translations.model import language_of


def worded(text: str) -> str:
    """What was typed, canonical and trimmed. Refuses `question-without-words` (only signs or emoji), and as `typed`."""
    text = typed(text, QUESTION_LIMIT)
    if not any(letter.isalnum() for letter in text):
        raise Refusal("question-without-words")
    return text


def ask(
    tx: Tx,
    who: Actor,
    meetings: Meetings,
    seal: Seal,
    *,
    text: str,
    attribution: Attribution,
    at: datetime,
    meeting: MeetingId | None = None,
    finding: FindingId | None = None,
) -> Outcome:
    """A question asked in private, about a finding, at a meeting, or neither (then at the meeting in session, if any).

    A meeting that is over takes no questions: the question is kept without it, and the outcome says so. Refuses
    `finding-unknown`, and what `worded` and `attributable` refuse.
    """
    attributable(who, attribution)
    if finding is not None:
        finding_in_sight(tx, who, finding)
    unnamed = attribution is Attribution.NONE
    asker = (
        Asker(attribution, None, seal.address(who.person.id))
        if unnamed
        else Asker(attribution, who.membership)
    )
    text = worded(text)
    over = meeting is not None and not meetings.takes_questions(tx, who.committee.id, meeting)
    asked = _record(
        tx,
        who.committee,
        meetings,
        text=text,
        language=language_of(text, who.person.language),
        asker=asker,
        origin=Origin.PRIVATE,
        asked_at=rounded(at) if unnamed else at,
        at=at,
        meeting=None if over else meeting,
        finding=finding,
    )
    if unnamed:
        erased(tx)  # the form in which it was written
    return Outcome("question-asked-unnamed" if unnamed else "question-asked", _facts(asked, over=over))


def ask_in_group(tx: Tx, who: Actor, meetings: Meetings, *, text: str, place: Place, at: datetime) -> Outcome:
    """A question asked for all to see, so under its author's name. Refuses what `worded` refuses."""
    text = worded(text)
    asked = _record(
        tx,
        who.committee,
        meetings,
        text=text,
        language=language_of(text, who.person.language),
        asker=Asker(Attribution.NAME, who.membership),
        origin=Origin.GROUP,
        asked_at=at,
        at=at,
        place=place,
    )
    return Outcome("question-asked", _facts(asked))


def capture(
    tx: Tx,
    who: Actor,
    meetings: Meetings,
    *,
    text: str,
    place: Place,
    author: TelegramId | None,
    language: str | None,
    said_at: datetime,
    at: datetime,
) -> Outcome:
    """What `author` said in the group becomes a question of theirs; they are told, and may withdraw it.

    `author`: None for a channel or an anonymous administrator. Whoever is not of the committee is not named: of
    strangers nothing is kept. `language`: what Telegram says theirs is. Refuses `question-captured-already`, and what
    `worded` refuses.
    """
    known = records.asked_in(tx, place)
    if known is not None:
        raise Refusal("question-captured-already", number=known.number, question=known.id)
    asker = None if author is None else _member(tx, who.committee, author)
    text = worded(text)
    spoken = asker.person.language if asker else language or who.committee.group_languages[0]
    asked = _record(
        tx,
        who.committee,
        meetings,
        text=text,
        language=language_of(text, spoken),
        asker=Asker(Attribution.NAME, asker.membership) if asker else Asker(Attribution.NONE),
        origin=Origin.REPLY,
        asked_at=said_at,
        at=at,
        place=place,
        captured_by=who.membership,
    )
    if asker is not None and asker.membership != who.membership:
        notices.captured(tx, asker, asked, at)
    return Outcome("question-captured", _facts(asked))


def edited_in_group(tx: Tx, place: Place, text: str, at: datetime) -> Outcome | None:
    """A message that was kept as a question was edited: the ledger keeps both wordings. None for any other message."""
    found = records.asked_in(tx, place)
    if found is None or found.standing is Standing.WITHDRAWN:
        return None
    edited = typed(text, QUESTION_LIMIT)
    spoken = language_of(edited, found.language)
    records.change(tx, found.id, edited=edited, edited_language=spoken, edited_at=at)
    return Outcome("question-edited", {"question": found.id, "committee": found.committee})


def withdraw(tx: Tx, who: Actor, number: QuestionId, seal: Seal, at: datetime) -> Outcome:
    """The asker takes it back: its number stays, its words go. What was merged into it waits by itself again.

    Refuses as `own`.
    """
    found = own(tx, who, number, seal)
    _take_back(tx, who.committee, found, at)
    unnamed = found.asker.membership is None
    code = "question-withdrawn-unnamed" if unnamed else "question-withdrawn"
    return Outcome(code, {"question": number, "number": found.number, "committee": found.committee})


def disowned(tx: Tx, event: Disowned) -> None:
    """*Not this person*: their questions without an answer are taken back, and so are their +1.

    What they were to answer waits for another owner.
    """
    here = roster.committee(tx, event.committee)
    for found in records.asked_by(tx, event.membership):
        if found.standing.open or found.standing is Standing.PENDING:
            _take_back(tx, here, found, event.at)
    for number in records.unfollow(tx, event.membership):
        supported = records.question(tx, number)
        assert supported is not None
        group.follow(tx, supported)
    for owned in records.owned_open(tx, event.membership):
        records.change(tx, owned.id, owner=None, standing=Standing.ACCEPTED)
        schedule.plan_usual(tx, here, owned.id, event.at)


def attribute(tx: Tx, who: Actor, number: QuestionId, attribution: Attribution, seal: Seal) -> Outcome:
    """The asker is named otherwise from now on.

    Refuses as `own` and `attributable`, and `question-named-already`: what stood under a name cannot become nameless.
    """
    found = own(tx, who, number, seal)
    attributable(who, attribution)
    if (attribution is Attribution.NONE) != (found.asker.membership is None):
        raise Refusal("question-named-already", number=found.number)
    records.change(tx, number, attribution=attribution)
    group.follow(tx, found)
    return Outcome("question-attributed", {"question": number, "number": found.number})


def attributable(who: Actor, attribution: Attribution) -> None:
    """Refuses `question-without-seat`: only holders of a seat have an organization and a constituency."""
    if attribution in (Attribution.ORGANIZATION, Attribution.CONSTITUENCY) and who.seat is None:
        raise Refusal("question-without-seat")


def attributions(who: Actor) -> list[Attribution]:
    """How somebody can be named."""
    return [a for a in Attribution if who.seat is not None or a in (Attribution.NAME, Attribution.NONE)]


def _record(
    tx: Tx,
    here: Committee,
    meetings: Meetings,
    *,
    text: str,
    language: str,
    asker: Asker,
    origin: Origin,
    asked_at: datetime,
    at: datetime,
    place: Place | None = None,
    captured_by: MembershipId | None = None,
    meeting: MeetingId | None = None,
    finding: FindingId | None = None,
) -> Question:
    item = None
    session = None if finding is not None else meetings.in_session(tx, here.id)
    if session is not None and meeting in (None, session.meeting):
        meeting, item = session
    asked = records.add(
        tx,
        here.id,
        text=text,
        language=language,
        asker=asker,
        origin=origin,
        asked_at=asked_at,
        standing=Standing.PENDING if MODERATED.of(here) else Standing.ACCEPTED,
        place=place,
        captured_by=captured_by,
        meeting=meeting,
        item=item,
        finding=finding,
    )
    if asked.standing is Standing.ACCEPTED:
        schedule.plan_usual(tx, here, asked.id, at)
    notices.asked(tx, asked, at)
    if session is not None and meeting == session.meeting:
        group.show_live(tx, here.id, session.meeting, at)
    return asked


def _take_back(tx: Tx, here: Committee, found: Question, at: datetime) -> None:
    for other in records.merged_into(tx, found.id):
        stand_alone(tx, here, other, at)
    records.forget_wording(tx, found.id)
    records.change(tx, found.id, standing=Standing.WITHDRAWN)
    group.follow(tx, found)
    erased(tx)


def _member(tx: Tx, here: Committee, author: TelegramId) -> Actor | None:
    person = committee.person_of(tx, author)
    if person is None:
        return None
    try:
        return committee.actor(tx, person.id, here.id)
    except Refusal:
        return None


def _facts(asked: Question, *, over: bool = False) -> dict[str, object]:
    return {
        "question": asked.id,
        "number": asked.number,
        "committee": asked.committee,
        "pending": asked.standing is Standing.PENDING,
        "over": over,
    }
