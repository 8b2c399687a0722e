"""The committee's days off in the chat: a list, and for organizers a form and a button a day.

What falls on a day that becomes one is told by other rooms; that is handed in by `bot/app`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from markupsafe import Markup

from bot.committee import days_off, days_off_views
from bot.committee.actions import AddDaysOff, ShowDaysOff, WorkOn
from bot.committee.forms import line
from bot.committee.model import Actor
from bot.committee.service import organizer
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.forms import Field, Form, Open
from bot.i18n import LANGUAGES, Translator
from bot.i18n.typed import Unread, read_moment
from bot.i18n.typed.spans import Doubt, read_span
from bot.ids import CommitteeId
from bot.intake import Outcome
from bot.screens import Button, Screen
from bot.store import Tx
from handlers.context import Answer, FormRoom, Room
from handlers.forms import asking
from handlers.turn import Turn

FallsOn = Callable[[Tx, Translator, Actor, Sequence[date]], Screen | None]
"""What of a committee ends on these days."""
FORM = "days-off"


@dataclass(frozen=True)
class DaysOff:
    """The handlers, with what they need of the rooms above."""

    falls_on: FallsOn

    def room(self) -> Room:
        """What is registered."""
        return Room(
            buttons={ShowDaysOff: self.show, AddDaysOff: self.add, WorkOn: self.work},
            forms={FORM: FormRoom(_form, _loaded, _draw, _finish, self.after)},
            sentences=days_off_views.SENTENCES,
            committee=lambda who, t: [(Button(t.plain("Days off"), ShowDaysOff(who.committee.id)),)],
        )

    async def show(self, turn: Turn, action: ShowDaysOff) -> Answer:
        """From today on."""
        return await self._screen(turn, action.committee, action.page)

    async def add(self, turn: Turn, action: AddDaysOff) -> Answer:
        """The form for days that were announced."""
        await turn.read(lambda tx: organizer(turn.who(tx, action.committee)))
        back = ShowDaysOff(action.committee)
        return await asking.start(turn, FORM, action, where=action.committee, back=back)

    async def work(self, turn: Turn, action: WorkOn) -> Answer:
        """The day is worked, or off again."""

        def body(tx: Tx) -> Outcome:
            who = turn.who(tx, action.committee)
            try:
                day = date.fromisoformat(action.day)
            except ValueError:
                raise Refusal("day-off-none") from None
            act = days_off.work if action.works else days_off.rest
            return act(tx, who, day, turn.at)

        outcome = await turn.write(body)
        return (await self._screen(turn, action.committee, action.page)).noted(turn.note(outcome))

    async def after(self, turn: Turn, outcome: Outcome) -> Answer:
        """The list, with what ends on the days that were added."""
        where = CommitteeId(outcome.facts["committee"])
        days = [date.fromisoformat(day) for day in outcome.facts["days"]]
        screen = await self._screen(turn, where, day=days[0])

        def look(tx: Tx) -> Screen:
            found = self.falls_on(tx, turn.t, turn.who(tx, where), days)
            if found is None:
                return screen
            text = found.text + Markup("\n\n") + screen.text
            return replace(screen, text=text, rows=(*found.rows, *screen.rows), protect=found.protect)

        return (await turn.read(look)).noted(turn.note(outcome))

    async def _screen(
        self, turn: Turn, where: CommitteeId, page: int = 0, *, day: date | None = None
    ) -> Screen:
        """A page of the list, or the one with a day."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, where)
            today = turn.at.astimezone(who.committee.zone).date()
            found = days_off.upcoming(who.committee, today, turn.t.language)
            if day is not None:
                earlier = sum(one.day < day for one in found)
                return days_off_views.days_off(turn.t, who, found, earlier // days_off_views.PAGE)
            return days_off_views.days_off(turn.t, who, found, page)

        return await turn.read(look)


def _form(_tx: Tx, who: Actor, at: datetime, _state: Open) -> Form:
    def days(text: str, _values: dict[str, Any]) -> list[str]:
        found = read_span(text, at.astimezone(who.committee.zone).date())
        if isinstance(found, Doubt):
            raise Refusal(f"date-{found.reason}")
        if found is not None:
            first, last = found.first, found.last
        else:
            day = read_moment(text, at, who.committee.zone, LANGUAGES)
            if isinstance(day, Unread):
                raise Refusal(f"date-{day.reason}")
            first = last = day.day
        days_off.check(first, last, at.astimezone(who.committee.zone).date())
        return [first.isoformat(), last.isoformat()]

    name = partial(line, limit=days_off.NAME_LIMIT)
    return Form(FORM, lambda values: (Field("days", said=days), Field("name", said=name)))


def _loaded(_tx: Tx, _who: Actor, _state: Open) -> None:
    """Nothing but the answers is needed."""


def _draw(t: Translator, state: Open, field: Field, _loaded: None) -> Screen:
    said = state.values.get("days")
    days = None if said is None else t.days(*map(date.fromisoformat, said))
    return days_off_views.ask(t, field.name, days)


def _finish(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    first, last = map(date.fromisoformat, state.values["days"])
    return days_off.add(tx, who, first, last, state.values["name"], at)
