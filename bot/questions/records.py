"""The questions' tables and every query on them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Row,
    Select,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.committee.model import Actor
from bot.committee.records.tables import memberships, seats
from bot.findings.records import shared
from bot.ids import (
    AgendaItemId,
    AnswerId,
    CommitteeId,
    FindingId,
    MeetingId,
    MembershipId,
    QuestionId,
)
from bot.questions.model import (
    HIDDEN,
    OPEN,
    Answer,
    Asker,
    Attribution,
    Origin,
    Place,
    Question,
    Standing,
    moderates,
)
from bot.store import Prepared, Tx
from bot.store.columns import UtcDateTime
from bot.store.tables import add_new, key, next_number, partial_index, refers, table
from bot.translations.model import Translation
from bot.translations.records import keep_translation, kept_translations, translations_table

questions = table(
    "questions",
    key(),
    refers("committee", "committees.id"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("attribution", Text, nullable=False),
    refers("asker", "memberships.id", nullable=True, index=True),
    Column("return_address", Text, nullable=True),  # sealed; erased once the answer is on its way
    Column("origin", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    refers("captured_by", "memberships.id", nullable=True),
    Column("chat", BigInteger, nullable=True),
    Column("message", BigInteger, nullable=True),
    Column("edited", Text, nullable=True),
    # Languages of what is written about a question are None where it was written before they were kept.
    Column("edited_language", Text, nullable=True),
    Column("edited_at", UtcDateTime, nullable=True),
    Column("meeting", BigInteger, nullable=True),  # rooms above this one know meetings and items
    Column("item", BigInteger, nullable=True),
    refers("finding", "findings.id", nullable=True),
    Column("standing", Text, nullable=False),
    Column("reason", Text, nullable=True),
    Column("reason_language", Text, nullable=True),
    refers("owner", "memberships.id", nullable=True, index=True),
    Column("due_at", UtcDateTime, nullable=True),
    Column("remind_at", UtcDateTime, nullable=True),
    Column("reminders", Integer, nullable=False, default=0),
    refers("merged_into", "questions.id", nullable=True, index=True),
    Column("called_at", UtcDateTime, nullable=True),
    Column("in_room", Boolean, nullable=False, default=False),
    UniqueConstraint("committee", "number"),
)
Index("ix_questions_committee_standing", questions.c.committee, questions.c.standing)
Index("ix_questions_meeting", questions.c.meeting)
partial_index(
    "ix_questions_remind_at",
    questions.c.remind_at,
    where=questions.c.remind_at.is_not(None),
)
Index("ix_questions_chat_message", questions.c.chat, questions.c.message)
followers = table(
    "question_followers",
    refers("question", "questions.id", primary_key=True),
    refers("membership", "memberships.id", primary_key=True, index=True),
    Column("supports", Boolean, nullable=False),  # +1
    Column("follows", Boolean, nullable=False),  # is told of the answer
    Column("via", BigInteger, nullable=True),  # with which merged question they came, if they did
)
answers = table(
    "answers",
    key(),
    refers("question", "questions.id"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    refers("author", "memberships.id", index=True),
    Column("written_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime, nullable=True),
    UniqueConstraint("question", "number"),
)
translations = translations_table(
    "question_translations",
    refers("question", "questions.id", index=True),
    refers("answer", "answers.id", nullable=True),  # None: of the question itself
)
drafted = table(
    "question_findings",
    refers("question", "questions.id", primary_key=True),
    refers("finding", "findings.id", primary_key=True, index=True),
)

_DIGITS = 9
"""A number that has more is none of a question, nor would every database take it."""

_one = questions.c.id == bindparam("number")
_QUESTION = Prepared(select(questions).where(_one))
_TO_REMIND = Prepared(
    select(questions).where(questions.c.remind_at <= bindparam("now")).order_by(questions.c.number)
)
_NEXT_REMINDER = Prepared(
    select(func.min(questions.c.remind_at)).where(questions.c.remind_at > bindparam("now"))
)
_SUPPORT = Prepared(
    select(func.count()).where(
        followers.c.question == bindparam("number"),
        followers.c.supports.is_(True),
    )
)
_support = (
    select(func.count())
    .where(followers.c.question == questions.c.id, followers.c.supports == True)  # noqa: E712
    .correlate(questions)
    .scalar_subquery()
)


def add(
    tx: Tx,
    committee: CommitteeId,
    *,
    text: str,
    language: str,
    asker: Asker,
    origin: Origin,
    asked_at: datetime,
    standing: Standing,
    place: Place | None = None,
    captured_by: MembershipId | None = None,
    meeting: MeetingId | None = None,
    item: AgendaItemId | None = None,
    finding: FindingId | None = None,
) -> Question:
    """A question with the committee's next number."""
    row = tx.execute(
        insert(questions)
        .values(
            committee=committee,
            number=next_number(tx, questions, questions.c.committee == committee),
            text=text,
            language=language,
            attribution=asker.attribution,
            asker=asker.membership,
            return_address=asker.address,
            origin=origin,
            asked_at=asked_at,
            captured_by=captured_by,
            chat=place and place.chat,
            message=place and place.message,
            meeting=meeting,
            item=item,
            finding=finding,
            standing=standing,
        )
        .returning(questions)
    ).one()
    return _question(row)


def question(tx: Tx, number: QuestionId) -> Question | None:
    """One question, by its id."""
    row = _QUESTION.first(tx, number=number)
    return None if row is None else _question(row)


def numbered(tx: Tx, committee: CommitteeId, number: int) -> Question | None:
    """One question, by the number that people know it by."""
    row = tx.execute(
        select(questions).where(questions.c.committee == committee, questions.c.number == number)
    ).first()
    return None if row is None else _question(row)


def asked_in(tx: Tx, place: Place) -> Question | None:
    """The question that a message of the group was kept as."""
    found = select(questions).where(questions.c.chat == place.chat, questions.c.message == place.message)
    row = tx.execute(found).first()
    return None if row is None else _question(row)


def change(tx: Tx, number: QuestionId, **values: Any) -> None:
    """Sets columns of a question."""
    tx.execute(update(questions).where(questions.c.id == number).values(**values))


def merged_into(tx: Tx, number: QuestionId) -> list[Question]:
    """The duplicates that were merged into a question."""
    rows = tx.execute(select(questions).where(questions.c.merged_into == number).order_by(questions.c.number))
    return [_question(row) for row in rows]


def support(tx: Tx, number: QuestionId) -> int:
    """How many have given their +1."""
    return int(_SUPPORT.scalar(tx, number=number))


def follower(tx: Tx, number: QuestionId, who: MembershipId) -> tuple[bool, bool]:
    """Whether somebody supports a question, and whether they are told of its answer."""
    row = tx.execute(
        select(followers).where(followers.c.question == number, followers.c.membership == who)
    ).first()
    return (False, False) if row is None else (row.supports, row.follows)


def follow(
    tx: Tx,
    number: QuestionId,
    who: MembershipId,
    *,
    supports: bool,
    follows: bool,
    via: QuestionId | None = None,
) -> None:
    """How somebody stands to a question from now on; by themselves, or `via` one that was merged into it."""
    of = followers.c.question == number, followers.c.membership == who
    values = {"supports": supports, "follows": follows, "via": via}
    if not tx.execute(update(followers).where(*of).values(**values)).rowcount:
        tx.execute(insert(followers).values(question=number, membership=who, **values))


def following(tx: Tx, number: QuestionId) -> list[MembershipId]:
    """Who is told of the answer, beside the asker."""
    found = select(followers.c.membership).where(
        followers.c.question == number,
        followers.c.follows.is_(True),
    )
    return [MembershipId(n) for n in tx.execute(found.order_by(followers.c.membership)).scalars()]


def asked_by(tx: Tx, who: MembershipId) -> list[Question]:
    """What somebody asked under their name."""
    rows = tx.execute(select(questions).where(questions.c.asker == who).order_by(questions.c.number))
    return [_question(row) for row in rows]


def unfollow(tx: Tx, who: MembershipId) -> list[QuestionId]:
    """Takes somebody's +1 back and tells them of no answer; returns which questions they supported."""
    theirs = followers.c.membership == who
    supported = select(followers.c.question).where(theirs, followers.c.supports.is_(True))
    found = [QuestionId(n) for n in tx.execute(supported.order_by(followers.c.question)).scalars()]
    tx.execute(delete(followers).where(theirs))
    return found


def move_followers(tx: Tx, number: QuestionId, to: QuestionId, but: MembershipId | None) -> None:
    """Whoever followed a duplicate follows what it was merged into; each +1 counts once, and none for one's own."""
    rows = tx.execute(
        select(followers).where(followers.c.question == number, followers.c.membership.is_distinct_from(but))
    ).all()
    new = [
        {
            "question": to,
            "membership": row.membership,
            "supports": row.supports,
            "follows": row.follows,
            "via": row.via or number,
        }
        for row in rows
    ]
    for row in new:
        if row["supports"]:
            tx.execute(
                update(followers)
                .where(followers.c.question == to, followers.c.membership == row["membership"])
                .values(supports=True)
            )
    if new:
        add_new(tx, followers, new, unique=["question", "membership"])


def part_followers(tx: Tx, number: QuestionId, of: QuestionId) -> None:
    """Whoever came with a duplicate does not follow `of` any more; whoever gave it their own +1 since does."""
    tx.execute(delete(followers).where(followers.c.question == of, followers.c.via == number))


class Filter:
    """Which questions are looked for: conditions that the ledger offers."""

    def __init__(self, tx: Tx, who: Actor) -> None:
        self._who = who
        self.where: list[ColumnElement[bool]] = [questions.c.committee == who.committee.id, *_visible(who)]
        self._tx = tx

    def open(self) -> "Filter":
        """Those that wait for their answer."""
        return self._and(questions.c.standing.in_(OPEN))

    def standing(self, *standings: Standing) -> "Filter":
        """Those that stand so."""
        return self._and(questions.c.standing.in_(standings))

    def mine(self) -> "Filter":
        """Asked, owned or followed by whoever looks."""
        me = self._who.membership
        followed = select(followers.c.question).where(followers.c.membership == me)
        return self._and(or_(questions.c.asker == me, questions.c.owner == me, questions.c.id.in_(followed)))

    def meeting(self, meeting: MeetingId) -> "Filter":
        """Asked at a meeting."""
        return self._and(questions.c.meeting == meeting)

    def any_meeting(self) -> "Filter":
        """Asked at some meeting."""
        return self._and(questions.c.meeting.is_not(None))

    def finding(self, finding: FindingId) -> "Filter":
        """About a finding."""
        return self._and(questions.c.finding == finding)

    def any_finding(self) -> "Filter":
        """About some finding."""
        return self._and(questions.c.finding.is_not(None))

    def constituency(self, code: str) -> "Filter":
        """From a constituency, as far as the asker let that be known."""
        seated = (
            select(memberships.c.id)
            .join(seats, seats.c.id == memberships.c.seat)
            .where(seats.c.constituency == code)
        )
        return self._and(questions.c.asker.in_(seated))

    def containing(self, words: str) -> "Filter":
        """In which each of these words stands: in the question, its answer, a translation of either; and Q7 for `Q7`.

        Whatever the capitals. What is not published is not looked into.
        """
        for word in words.split():
            found = [_has(questions.c.text, word)]
            published = select(answers.c.id).where(answers.c.published_at.is_not(None))
            answered = select(answers.c.question).where(
                answers.c.id.in_(published), _has(answers.c.text, word)
            )
            translated = select(translations.c.question).where(
                or_(translations.c.answer.is_(None), translations.c.answer.in_(published)),
                _has(translations.c.text, word),
            )
            found += [questions.c.id.in_(answered), questions.c.id.in_(translated)]
            digits = word.lstrip("Qq№#")
            if digits.isdecimal() and len(digits) <= _DIGITS:
                found.append(questions.c.number == int(digits))
            self._and(or_(*found))
        return self

    def page(self, *, limit: int, offset: int, by_support: bool = False) -> list[tuple[Question, int]]:
        """Questions with their +1: the newest first, or those with most of it."""
        order = (_support.desc(), questions.c.number) if by_support else (questions.c.number.desc(),)
        rows = self._tx.execute(self._counted().order_by(*order).limit(limit).offset(offset))
        return [(_question(row), row.support) for row in rows]

    def all(self) -> list[tuple[Question, int]]:
        """All of them with their +1, in the order of their numbers."""
        rows = self._tx.execute(self._counted().order_by(questions.c.number))
        return [(_question(row), row.support) for row in rows]

    def meetings(self) -> list[tuple[MeetingId, int]]:
        """The meetings at which they were asked, the newest first, and how many at each."""
        return [(MeetingId(number), n) for number, n in self._by(questions.c.meeting)]

    def findings(self) -> list[tuple[FindingId, int]]:
        """The findings that they are about, the newest first, and how many about each."""
        return [(FindingId(number), n) for number, n in self._by(questions.c.finding)]

    def count(self) -> int:
        """How many there are."""
        counted = select(func.count()).select_from(questions).where(*self.where)
        return int(self._tx.execute(counted).scalar_one())

    def _counted(self) -> Select[Any]:
        return select(questions, _support.label("support")).where(*self.where)

    def _by(self, column: Column[int]) -> list[tuple[int, int]]:
        of = select(column, func.count()).where(*self.where, column.is_not(None))
        return [(row[0], row[1]) for row in self._tx.execute(of.group_by(column).order_by(column.desc()))]

    def _and(self, condition: ColumnElement[bool]) -> "Filter":
        self.where.append(condition)
        return self


def _has(column: Column[str], word: str) -> ColumnElement[bool]:
    return func.lower(column).contains(word.lower(), autoescape=True)


def live(tx: Tx, committee: CommitteeId, meeting: MeetingId) -> list[tuple[Question, int]]:
    """A meeting's questions as its live list shows them: the called one, the open ones by +1, the answered ones."""
    rows = tx.execute(
        select(questions, _support.label("support"))
        .where(
            questions.c.committee == committee,
            questions.c.meeting == meeting,
            questions.c.standing.in_((*OPEN, Standing.ANSWERED, Standing.CLOSED)),
        )
        .order_by(_support.desc(), questions.c.number)
    )
    return [(_question(row), row.support) for row in rows]


def accepted(tx: Tx, committee: CommitteeId, meeting: MeetingId) -> list[Question]:
    """What stands in the ledger of a meeting, in the order of numbers.

    Without what was withdrawn, declined or never accepted.
    """
    found = select(questions).where(
        questions.c.committee == committee,
        questions.c.standing.not_in(HIDDEN),
        questions.c.meeting == meeting,
    )
    return [_question(row) for row in tx.execute(found.order_by(questions.c.number))]


def about_finding(tx: Tx, who: Actor, finding: FindingId) -> int:
    """How many questions about a finding somebody may see."""
    return Filter(tx, who).finding(finding).count()


def owned_open(tx: Tx, owner: MembershipId) -> list[Question]:
    """Open questions that wait for an owner's answer, the one that is due first first."""
    rows = tx.execute(
        select(questions)
        .where(questions.c.owner == owner, questions.c.standing.in_(OPEN))
        .order_by(questions.c.due_at, questions.c.number)
    )
    return [_question(row) for row in rows]


def count_unowned(tx: Tx, committee: CommitteeId) -> tuple[int, int]:
    """How many wait to be accepted, and how many accepted ones for somebody who answers them.

    Whoever was to answer and is not of the committee any more answers nothing.
    """
    gone = select(memberships.c.id).where(memberships.c.ended_at.is_not(None))
    row = tx.execute(
        select(
            func.count().filter(questions.c.standing == Standing.PENDING),
            func.count().filter(
                questions.c.standing.in_(OPEN), or_(questions.c.owner.is_(None), questions.c.owner.in_(gone))
            ),
        ).where(questions.c.committee == committee, questions.c.standing.in_((Standing.PENDING, *OPEN)))
    ).one()
    return row[0], row[1]


def to_remind(tx: Tx, now: datetime) -> list[Question]:
    """Open questions of which a reminder is due."""
    return [_question(row) for row in _TO_REMIND.all(tx, now=now)]


def reminding_in(tx: Tx, committee: CommitteeId, after: datetime) -> list[Question]:
    """Those of a committee of which a reminder is due later."""
    where = questions.c.committee == committee, questions.c.remind_at > after
    return [
        _question(row) for row in tx.execute(select(questions).where(*where).order_by(questions.c.number))
    ]


def next_reminder(tx: Tx, now: datetime) -> datetime | None:
    """When the next one is due."""
    found: datetime | None = _NEXT_REMINDER.scalar(tx, now=now)
    return found


def add_answer(
    tx: Tx, number: QuestionId, *, text: str, language: str, author: MembershipId, at: datetime
) -> Answer:
    """A draft, over an earlier one of the same author that nobody published."""
    theirs = answers.c.question == number, answers.c.author == author, answers.c.published_at.is_(None)
    drafts = select(answers.c.id).where(*theirs)
    tx.execute(delete(translations).where(translations.c.answer.in_(drafts)))
    tx.execute(delete(answers).where(*theirs))
    row = tx.execute(
        insert(answers)
        .values(
            question=number,
            number=next_number(tx, answers, answers.c.question == number),
            text=text,
            language=language,
            author=author,
            written_at=at,
        )
        .returning(answers)
    ).one()
    return _answer(row)


def publish_answer(tx: Tx, answer: Answer, at: datetime) -> None:
    """From now on this wording stands, whenever its draft was written."""
    values = {"published_at": at, "number": next_number(tx, answers, answers.c.question == answer.question)}
    tx.execute(update(answers).where(answers.c.id == answer.id).values(**values))


def answers_to(tx: Tx, number: QuestionId) -> list[Answer]:
    """Every wording in its order: of those that are published the last one stands."""
    rows = tx.execute(select(answers).where(answers.c.question == number).order_by(answers.c.number))
    return [_answer(row) for row in rows]


def answer_by_id(tx: Tx, number: AnswerId) -> Answer | None:
    """One wording of an answer."""
    row = tx.execute(select(answers).where(answers.c.id == number)).first()
    return None if row is None else _answer(row)


def translate(
    tx: Tx,
    number: QuestionId,
    answer: AnswerId | None,
    made: Translation,
    entered_by: MembershipId,
    at: datetime,
) -> None:
    """Keeps a translation of a question, or of an answer to it, over an earlier one into the same language."""
    keep_translation(tx, translations, {"question": number, "answer": answer}, made, entered_by, at)


def translations_of(tx: Tx, number: QuestionId, answer: AnswerId | None) -> tuple[Translation, ...]:
    """Those of the question itself (None), or of one wording of its answer."""
    return kept_translations(tx, translations, {"question": number, "answer": answer})


def forget_wording(tx: Tx, number: QuestionId) -> None:
    """A withdrawn question keeps its number and nothing that it said."""
    tx.execute(delete(translations).where(translations.c.question == number))
    change(
        tx,
        number,
        text="",
        edited=None,
        edited_language=None,
        chat=None,
        message=None,
        return_address=None,
        remind_at=None,
    )


def drafted_from(tx: Tx, number: QuestionId) -> list[FindingId]:
    """The findings that its answer became."""
    found = select(drafted.c.finding).where(drafted.c.question == number).order_by(drafted.c.finding)
    return [FindingId(n) for n in tx.execute(found).scalars()]


def behind(tx: Tx, finding: FindingId) -> list[Question]:
    """The questions from whose answers a finding was drafted."""
    found = select(questions).join(drafted, drafted.c.question == questions.c.id)
    rows = tx.execute(found.where(drafted.c.finding == finding).order_by(questions.c.number))
    return [_question(row) for row in rows]


def link_finding(tx: Tx, number: QuestionId, finding: FindingId) -> None:
    """A finding was drafted from its answer."""
    tx.execute(insert(drafted).values(question=number, finding=finding))


def erase_addresses(tx: Tx, numbers: Iterable[QuestionId]) -> None:
    """Nothing leads from these questions to whoever asked them any more."""
    tx.execute(update(questions).where(questions.c.id.in_(list(numbers))).values(return_address=None))


def _visible(who: Actor) -> Sequence[ColumnElement[bool]]:
    """As `rights.in_sight`."""
    if moderates(who):
        return ()
    about: ColumnElement[bool] = questions.c.finding.is_(None)
    if who.reads_drafts:
        about = or_(about, questions.c.finding.in_(shared()))
    seen = and_(questions.c.standing.not_in(HIDDEN), about)
    return (or_(seen, questions.c.asker == who.membership),)


def _question(row: Row[Any]) -> Question:
    asker = None if row.asker is None else MembershipId(row.asker)
    return Question(
        id=QuestionId(row.id),
        committee=CommitteeId(row.committee),
        number=row.number,
        text=row.text,
        language=row.language,
        asker=Asker(Attribution(row.attribution), asker, row.return_address),
        origin=Origin(row.origin),
        asked_at=row.asked_at,
        standing=Standing(row.standing),
        captured_by=None if row.captured_by is None else MembershipId(row.captured_by),
        meeting=None if row.meeting is None else MeetingId(row.meeting),
        item=None if row.item is None else AgendaItemId(row.item),
        finding=None if row.finding is None else FindingId(row.finding),
        owner=None if row.owner is None else MembershipId(row.owner),
        due_at=row.due_at,
        reason=row.reason,
        reason_language=row.reason_language,
        merged_into=None if row.merged_into is None else QuestionId(row.merged_into),
        edited=row.edited,
        edited_language=row.edited_language,
        edited_at=row.edited_at,
        called_at=row.called_at,
        in_room=row.in_room,
        remind_at=row.remind_at,
        reminders=row.reminders,
    )


def _answer(row: Row[Any]) -> Answer:
    return Answer(
        AnswerId(row.id),
        QuestionId(row.question),
        row.number,
        row.text,
        row.language,
        MembershipId(row.author),
        row.written_at,
        row.published_at,
    )
