"""The plan in the chat: /timeline as text and picture, its filters, the digest, and what other rooms show of it."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.committee.model import Actor
from bot.i18n import Translator
from bot.ids import CommitteeId, FindingId, MeetingId
from bot.screens import Attachment, Row, Screen
from bot.store import Tx
from bot.timeline import news, own_data, pictures, reading, records, service, views
from bot.timeline.actions import ShowTimeline, ShowTimelinePicture, Subscribe
from bot.timeline.days_off import DaysOff
from bot.timeline.model import Link, Milestone, Which
from bot.timeline.sentences import SENTENCES
from handlers.context import Answer, AtHome, Room, Waiting
from handlers.timeline import screens
from handlers.turn import Turn


async def timeline(turn: Turn) -> Answer:
    """/timeline: the text, then the picture."""
    return await _with_picture(turn, None)


async def item(turn: Turn, number: int) -> Answer:
    """The deep link `t1` opens a committee's plan."""
    return await turn.read(lambda tx: screens.plan(turn, tx, CommitteeId(number)))


async def page(turn: Turn, action: ShowTimeline) -> Answer:
    """A page of the plan."""
    return await turn.read(lambda tx: screens.plan(turn, tx, action.committee, action.which, action.page))


async def picture(turn: Turn, action: ShowTimelinePicture) -> Answer:
    """The picture of a page, below its text."""
    return await _with_picture(turn, action.committee, action.which, action.page)


async def subscribe(turn: Turn, action: Subscribe) -> Answer:
    """The weekly digest, or no longer."""
    outcome = await turn.write(
        lambda tx: service.subscribe(tx, turn.who(tx, action.committee), action.wanted, turn.at)
    )
    screen = await turn.read(lambda tx: screens.plan(turn, tx, action.committee))
    return screen.noted(turn.note(outcome))


async def _with_picture(
    turn: Turn,
    where: CommitteeId | None,
    which: Which = Which.ALL,
    page: int | None = None,
) -> Answer:
    def look(tx: Tx) -> tuple[Screen, Attachment | None]:
        who = turn.who(tx, where)
        found = reading.timeline(tx, who, which, page, turn.at)
        shown = reading.for_picture(tx, who, found, pictures.ROWS)
        picture = pictures.picture(turn.t, shown, who.committee) if found.total else None
        return views.timeline(turn.t, found), picture

    screen, picture = await turn.read(look)
    screen = turn.named(screen)
    return screen if picture is None else (screen, picture)


def falls_on(found_by: DaysOff, tx: Tx, t: Translator, who: Actor, days: Sequence[date]) -> Screen | None:
    """What ends on days off, and what can be done about it; None where nothing does."""
    found = found_by.ending(tx, who, days, t.language)
    return None if found is None else news.ending(t, found)


def finding_rows(tx: Tx, t: Translator, who: Actor, number: FindingId) -> list[Row]:
    """The milestones that a finding belongs to."""
    return views.linked_rows(t, records.linked_to(tx, who.committee.id, Link(finding=number)))


def meeting_rows(tx: Tx, t: Translator, who: Actor, number: MeetingId) -> list[Row]:
    """The milestones that a meeting belongs to."""
    return views.linked_rows(t, records.linked_to(tx, who.committee.id, Link(meeting=number)))


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    today = at.astimezone(who.committee.zone).date()

    def line(found: Milestone) -> Waiting:
        until = who.committee.calendar.deadline_on(found.days.last)
        return Waiting(until, lambda t: views.waiting_row(t, found, today))

    return [line(found) for found in reading.waiting(tx, who, at)]


ROOM = Room(
    commands={"timeline": timeline},
    buttons={
        ShowTimeline: page,
        ShowTimelinePicture: picture,
        Subscribe: subscribe,
    },
    items={"t": item},
    sentences=SENTENCES,
    waiting=_waiting,
    home=lambda _tx, who, t, _at: AtHome(rows=views.home_rows(t, who.committee.id)),
    mydata=own_data.sections,
)
