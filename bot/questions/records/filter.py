"""The ledger, by whatever somebody looks for, as far as they may see it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, func, or_, select

from bot.committee.model import Actor
from bot.committee.records.tables import memberships, seats
from bot.findings.records import shared
from bot.ids import FindingId, MeetingId
from bot.questions.model import HIDDEN, OPEN, Question, Standing, moderates
from bot.questions.records.followers import plus_ones
from bot.questions.records.questions import read_question
from bot.questions.records.tables import answers, followers, questions, translations
from bot.store import Tx

_DIGITS = 9
"""A number that has more is none of a question, nor would every database take it."""


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
        order = (plus_ones.desc(), questions.c.number) if by_support else (questions.c.number.desc(),)
        rows = self._tx.execute(self._counted().order_by(*order).limit(limit).offset(offset))
        return [(read_question(row), row.support) for row in rows]

    def all(self) -> list[tuple[Question, int]]:
        """All of them with their +1, in the order of their numbers."""
        rows = self._tx.execute(self._counted().order_by(questions.c.number))
        return [(read_question(row), row.support) for row in rows]

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
        return select(questions, plus_ones.label("support")).where(*self.where)

    def _by(self, column: Column[int]) -> list[tuple[int, int]]:
        of = select(column, func.count()).where(*self.where, column.is_not(None))
        return [(row[0], row[1]) for row in self._tx.execute(of.group_by(column).order_by(column.desc()))]

    def _and(self, condition: ColumnElement[bool]) -> "Filter":
        self.where.append(condition)
        return self


def about_finding(tx: Tx, who: Actor, finding: FindingId) -> int:
    """How many questions about a finding somebody may see."""
    return Filter(tx, who).finding(finding).count()


def _has(column: Column[str], word: str) -> ColumnElement[bool]:
    return func.lower(column).contains(word.lower(), autoescape=True)


def _visible(who: Actor) -> Sequence[ColumnElement[bool]]:
    """As `rights.in_sight`."""
    if moderates(who):
        return ()
    about: ColumnElement[bool] = questions.c.finding.is_(None)
    if who.reads_drafts:
        about = or_(about, questions.c.finding.in_(shared()))
    seen = and_(questions.c.standing.not_in(HIDDEN), about)
    return (or_(seen, questions.c.asker == who.membership),)
