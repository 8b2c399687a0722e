"""The one place where reminders become cards: at most one a person and look, sent once, in a transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.committee.model import Actor
from bot.committee.notices import addressee, silent, tell
from bot.dataclasses import dataclass
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.i18n import Translator, as_fact, mark
from bot.ids import CommitteeId, PersonId
from bot.reminding import records, views
from bot.reminding.model import STALL, TOGETHER, Reminder, Source
from bot.scheduler import Due
from bot.screens import Screen
from bot.store import Tx

KIND = "reminder"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Piece:
    """What one reminder is about."""

    source: Source
    thing: int
    reminder: Reminder

    @property
    def about(self) -> tuple[str, int]:
        """The thing, among those of all rooms."""
        return self.source.name, self.thing

    def done(self, person: PersonId) -> records.Done:
        """As it is kept once it is done with."""
        return (*self.about, self.reminder.occasion, person)


class Reminders:
    """Reminders of all rooms. A person of a committee gets what is due there, and what is due soon, on one card.

    A card names its committee: somebody who serves in two gets one from each.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.name: source for source in sources}

    @property
    def sources(self) -> tuple[str, ...]:
        """The names under which reminders are kept, in the rooms' order."""
        return tuple(self._sources)

    def kinds(self) -> dict[str, Kind]:
        """What is registered: rather never than twice."""
        return {KIND: Kind(self.draw, once=True, outline=mark("A reminder of what waits for you."))}

    def due(self, tx: Tx, now: datetime) -> Due:
        """One item a committee in which something may be due."""
        looks = [source.looks(tx, now) for source in self._sources.values()]
        here = dict.fromkeys(number for committees, _ in looks for number in committees)
        items = tuple(partial(self.remind, number=number, now=now) for number in here)
        return Due(items, min((at for _, at in looks if at is not None), default=None))

    def remind(self, tx: Tx, number: CommitteeId, now: datetime) -> None:
        """Writes each person of a committee at most one card: what is due now, and what would be due soon."""
        done: set[records.Done] = set()
        for reader, pieces in self._gathered(tx, number, now):
            due = [piece for piece in pieces if piece.reminder.at <= now]
            going = _going(reader, due, now)
            if going:
                soon = [piece for piece in pieces if piece.reminder.at > now and not piece.reminder.last]
                going += soon
                due += soon
                _write(tx, reader, going, now)
            done |= {piece.done(reader.person.id) for piece in due}
        records.add(tx, done)
        for source in self._sources.values():
            source.plan(tx, number, now)

    def _gathered(self, tx: Tx, number: CommitteeId, now: datetime) -> Iterator[tuple[Actor, list[Piece]]]:
        """What is not done with and due by now, or soon, by reader and in the rooms' order."""
        found: dict[PersonId, tuple[Actor, list[Piece]]] = {}
        for source in self._sources.values():
            owed = list(source.owed(tx, number, now + TOGETHER))
            done = records.done(tx, source.name, {each.thing for each in owed})
            for each in owed:
                _, pieces = found.setdefault(each.reader.person.id, (each.reader, []))
                theirs = [Piece(source, each.thing, r) for r in each.reminders if r.at <= now + TOGETHER]
                pieces += [piece for piece in theirs if piece.done(each.reader.person.id) not in done]
        yield from found.values()

    def draw(self, tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
        """From what stands when it goes: nothing where nothing of it waits any more."""
        who = addressee(tx, letter)
        if who is None:
            return None
        about = dict.fromkeys(
            (self._sources[name], thing)
            for name, thing, occasion, until in letter.facts["about"]
            if self._stands(tx, letter, who, name, thing, (occasion, until))
        )
        cards = _cards(tx, reader.t, who, list(about), letter.drawn_at)
        return views.card(reader.t, cards) if cards else None

    def _stands(
        self, tx: Tx, letter: Letter, who: Actor, name: str, thing: int, said: tuple[str, str | None]
    ) -> bool:
        """Is the reader still to be reminded of it by this letter?"""
        ahead = self._sources[name].reminders(tx, who, thing)
        mine = next((r for r in ahead if (r.occasion, _fact(r.until)) == said), None)
        if mine is None or (mine.until is not None and letter.drawn_at >= mine.until):
            return False
        # What went along on this card has no card of its own.
        return not any(
            letter.written_at + (timedelta(0) if r.last else TOGETHER) < r.at <= letter.drawn_at
            for r in ahead
        )


def _cards(
    tx: Tx, t: Translator, who: Actor, about: Sequence[tuple[Source, int]], at: datetime
) -> list[tuple[str, Screen]]:
    """What is said of each thing, with whose card it is."""

    def drawn(*, alone: bool) -> list[tuple[str, Screen]]:
        shown = ((s.subject(thing), s.card(tx, t, who, thing, at, alone=alone)) for s, thing in about)
        return [(subject, screen) for subject, screen in shown if screen is not None]

    found = drawn(alone=len(about) == 1)
    return drawn(alone=True) if len(found) == 1 < len(about) else found


def _going(reader: Actor, due: Sequence[Piece], now: datetime) -> list[Piece]:
    """Of what is due: after a downtime only the newest of a thing; what is over, or would now fall into quiet hours,
    is skipped and logged.
    """
    newest = {piece.about: piece for piece in due}
    going = []
    for piece in due:
        reminder = piece.reminder
        late = now - reminder.at > STALL and not reminder.last and silent(reader, now)
        over = reminder.until is not None and now >= reminder.until
        if piece is newest[piece.about] and not late and not over:
            going.append(piece)
        else:
            name, thing = piece.about
            person = reader.person.id
            log.info("a reminder was skipped", of=name, id=thing, person=person, due=reminder.occasion)
    return going


def _write(tx: Tx, reader: Actor, going: Sequence[Piece], now: datetime) -> None:
    about = [[*piece.about, piece.reminder.occasion, _fact(piece.reminder.until)] for piece in going]
    first = going[0]
    key = f"{first.source.name}/{first.thing}/{first.reminder.occasion}/{as_fact(now)}"
    tell(tx, KIND, [reader], key=key, at=now, facts={"about": about})


def _fact(at: datetime | None) -> str | None:
    return None if at is None else as_fact(at)
