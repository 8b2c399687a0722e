"""The meetings in the chat: list and card, answers, date polls, what organizers do with a meeting.

What other rooms add to a meeting's card is handed in by `bot/app`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.actions import Action
from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.delivery import write_letter
from bot.errors import Refusal
from bot.i18n import Translator
from bot.ids import AgendaItemId, CommitteeId, MeetingId
from bot.intake import Outcome
from bot.meetings import own_data, poll_views, reading, records, service, views
from bot.meetings.actions import (
    AnswerMeeting,
    AnswerSlot,
    CallMeeting,
    ChooseSlot,
    Invite,
    ListMeetings,
    SendAgendaFiles,
    SendCalendar,
    SendSpot,
    ShowAgenda,
    ShowMeeting,
    ShowPeople,
    ShowSlots,
)
from bot.meetings.model import Carried, Meeting, Standing
from bot.meetings.rights import committee_of
from bot.meetings.sentences import SENTENCES
from bot.screens import Row, Screen
from bot.store import Tx
from handlers import home
from handlers.context import Answer, AtHome, Room, Waiting
from handlers.turn import Turn

CardRows = Callable[[Tx, Translator, Actor, MeetingId, datetime], Sequence[Row]]
"""What another room offers on a meeting's card, for whoever looks at it."""


Behind = Callable[[Tx, Actor, Carried], Action | None]
"""The card of what a line of an agenda was carried over from, for whoever may see it."""


@dataclass(frozen=True)
class Meetings:
    """The room's handlers, with what they need of the rooms above."""

    card_rows: CardRows
    behind: Behind

    def room(self) -> Room:
        """What is registered."""
        return Room(
            commands={"meetings": self.meetings},
            buttons={
                ListMeetings: self.meetings,
                ShowMeeting: self.show,
                AnswerMeeting: self.answer,
                CallMeeting: self.call,
                ShowAgenda: self.agenda,
                ShowPeople: self.people,
                Invite: self.invite,
                SendAgendaFiles: self.send_files,
                SendCalendar: self.send_calendar,
                SendSpot: self.send_spot,
                ShowSlots: self.table,
                AnswerSlot: self.answer_slot,
                ChooseSlot: self.choose,
            },
            items={"m": self.item},
            sentences=SENTENCES,
            waiting=_waiting,
            home=_home,
            mydata=own_data.sections,
        )

    async def meetings(self, turn: Turn, action: ListMeetings | None = None) -> Answer:
        """/meetings."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee if action else None)
            return views.meetings(
                turn.t, reading.list_meetings(tx, who, action.page if action else 0, turn.at)
            )

        return await turn.read(look)

    async def show(self, turn: Turn, action: ShowMeeting) -> Answer:
        """A meeting's card."""
        return await turn.read(lambda tx: self.card(turn, tx, action.meeting))

    async def item(self, turn: Turn, number: int) -> Answer:
        """The deep link `m12`."""
        return await turn.read(lambda tx: self.card(turn, tx, MeetingId(number)))

    async def answer(self, turn: Turn, action: AnswerMeeting) -> Answer:
        """The card with the answer that now stands; with the join link at once where it is *Online*."""
        number, said, seen = action.meeting, action.answer, action.starts
        return await self._done(
            turn,
            number,
            lambda tx: service.answer(
                tx, turn.who(tx, committee_of(tx, number)), number, said, turn.at, seen
            ),
        )

    async def call(self, turn: Turn, action: CallMeeting) -> Answer:
        """Asks once, then tells everybody."""
        number = action.meeting
        if not action.sure:

            def ask(tx: Tx) -> Screen:
                who = turn.who(tx, committee_of(tx, number))
                service.ahead(tx, who, number, turn.at)
                return views.confirm_call(turn.t, reading.sheet(tx, who, number, turn.at))

            return await turn.read(ask)
        return await self._done(
            turn, number, lambda tx: service.call(tx, turn.who(tx, committee_of(tx, number)), number, turn.at)
        )

    async def agenda(self, turn: Turn, action: ShowAgenda) -> Answer:
        """The whole agenda."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, committee_of(tx, action.meeting))
            found = reading.sheet(tx, who, action.meeting, turn.at)
            behind = {
                item.id: card
                for item in found.meeting.agenda
                if item.carried is not None and (card := self.behind(tx, who, item.carried)) is not None
            }
            return views.agenda(turn.t, found, action.page, behind)

        return await turn.read(look)

    async def people(self, turn: Turn, action: ShowPeople) -> Answer:
        """Who is invited and what they answered."""
        return await turn.read(lambda tx: self._people(turn, tx, action.meeting, action.page))

    async def invite(self, turn: Turn, action: Invite) -> Answer:
        """Somebody is invited by exception, or not."""
        number = action.meeting

        def body(tx: Tx) -> Outcome:
            who = turn.who(tx, committee_of(tx, number))
            return service.invite(tx, who, number, action.member, turn.at, invited=action.invited)

        outcome = await turn.write(body)
        try:
            screen = await turn.read(lambda tx: self._people(turn, tx, number, action.page))
        except Refusal:
            screen = await home.screen(turn)
        return screen.noted(turn.note(outcome))

    async def send_files(self, turn: Turn, action: SendAgendaFiles) -> Answer:
        """The files of a line: they come as letters, the tap is answered at once."""

        def body(tx: Tx) -> Outcome:
            who = turn.who(tx, _committee_of_item(tx, action.item))
            meeting, item = service.item_in_sight(tx, who, action.item)
            for place in range(len(item.files)):
                _write(turn, tx, who, "agenda-file", meeting.id, item=item.id, place=place)
            return Outcome("agenda-files-coming", {"meeting": meeting.id, "n": len(item.files)})

        outcome = await turn.write(body)
        number = outcome.facts.get("meeting")
        if number is None:
            return (await home.screen(turn)).noted(turn.note(outcome))
        screen = await turn.read(lambda tx: self.card(turn, tx, MeetingId(number)))
        return screen.noted(turn.note(outcome))

    async def send_calendar(self, turn: Turn, action: SendCalendar) -> Answer:
        """The calendar entry as it stands."""

        def body(tx: Tx) -> Outcome:
            who = turn.who(tx, committee_of(tx, action.meeting))
            meeting = service.in_sight(tx, who, action.meeting)
            if meeting.wall is None:
                raise Refusal("meeting-without-date", label=meeting.label)
            _write(turn, tx, who, "meeting-calendar", meeting.id, sequence=meeting.sequence)
            return Outcome("meeting-file-coming", {"meeting": meeting.id})

        return await self._done(turn, action.meeting, body)

    async def send_spot(self, turn: Turn, action: SendSpot) -> Answer:
        """The venue on the map."""

        def body(tx: Tx) -> Outcome:
            who = turn.who(tx, committee_of(tx, action.meeting))
            meeting = service.in_sight(tx, who, action.meeting)
            if meeting.spot is None:
                raise Refusal("meeting-unknown")
            _write(turn, tx, who, "meeting-spot", meeting.id)
            return Outcome("meeting-spot-coming", {"meeting": meeting.id})

        return await self._done(turn, action.meeting, body)

    async def table(self, turn: Turn, action: ShowSlots) -> Answer:
        """What was said to each slot."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, committee_of(tx, action.meeting))
            return poll_views.table(turn.t, reading.poll(tx, who, action.meeting, turn.at), action.page)

        return await turn.read(look)

    async def answer_slot(self, turn: Turn, action: AnswerSlot) -> Answer:
        """The slots with the answer that now stands."""

        def body(tx: Tx) -> Outcome:
            who = turn.who(tx, _committee_of_slot(tx, action))
            return service.reply(tx, who, action.slot, action.answer, turn.at)

        return await self._of_outcome(turn, await turn.write(body))

    async def choose(self, turn: Turn, action: ChooseSlot) -> Answer:
        """Asks once, then the slot becomes the meeting."""
        if not action.sure:

            def ask(tx: Tx) -> Screen:
                who = turn.who(tx, _committee_of_slot(tx, action))
                slot, meeting = service.slot_in_sight(tx, who, action.slot)
                service.ahead(tx, who, meeting.id, turn.at)
                found = reading.poll(tx, who, meeting.id, turn.at)
                return poll_views.confirm(turn.t, found, next(x for x in found.lines if x.slot.id == slot.id))

            return await turn.read(ask)

        def body(tx: Tx) -> Outcome:
            return service.choose(tx, turn.who(tx, _committee_of_slot(tx, action)), action.slot, turn.at)

        return await self._of_outcome(turn, await turn.write(body))

    def card(self, turn: Turn, tx: Tx, number: MeetingId) -> Screen:
        """A meeting as it stands; of a date poll, its slots. Refuses `meeting-unknown`."""
        who = turn.who(tx, committee_of(tx, number))
        found = reading.sheet(tx, who, number, turn.at)
        if found.meeting.standing is Standing.POLL:
            return poll_views.ballot(turn.t, reading.poll(tx, who, number, turn.at))
        return views.card(turn.t, found, self.card_rows(tx, turn.t, who, number, turn.at))

    def _people(self, turn: Turn, tx: Tx, number: MeetingId, page: int) -> Screen:
        who = turn.who(tx, committee_of(tx, number))
        if not service.prepares(who):
            raise Refusal("organizers-only")
        meeting, lines = reading.people(tx, who, number)
        changes = who.organizes and meeting.open and not meeting.begun(turn.at)
        return views.people(turn.t, meeting, lines, page, organizes=changes)

    async def _done(self, turn: Turn, number: MeetingId, body: Callable[[Tx], Outcome]) -> Answer:
        """Does it; the meeting as it then stands, with what came of it."""
        outcome = await turn.write(body)
        try:
            screen = await turn.read(lambda tx: self.card(turn, tx, number))
        except Refusal:
            screen = await home.screen(turn)
        return screen.noted(turn.note(outcome))

    async def _of_outcome(self, turn: Turn, outcome: Outcome) -> Answer:
        number = outcome.facts.get("meeting")
        if number is None:
            return (await home.screen(turn)).noted(turn.note(outcome))
        screen = await turn.read(lambda tx: self.card(turn, tx, MeetingId(number)))
        return screen.noted(turn.note(outcome))


def _committee_of_item(tx: Tx, item: AgendaItemId) -> CommitteeId:
    number = records.meeting_of_item(tx, item)
    if number is None:
        raise Refusal("agenda-unknown")
    return committee_of(tx, number)


def _committee_of_slot(tx: Tx, action: AnswerSlot | ChooseSlot) -> CommitteeId:
    slot = records.slot(tx, action.slot)
    if slot is None:
        raise Refusal("meeting-unknown")
    return committee_of(tx, slot.meeting)


def _write(turn: Turn, tx: Tx, who: Actor, kind: str, meeting: MeetingId, **facts: int) -> None:
    """A letter to whoever asked; each request is one of its own."""
    write_letter(
        tx,
        kind,
        who.person.id,
        key=f"{meeting}/{facts.get('item', '')}/{facts.get('place', '')}/{turn.stored.update_id}",
        at=turn.at,
        committee=who.committee.id,
        facts={"meeting": meeting, "membership": who.membership, **facts},
    )


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    def line(meeting: Meeting) -> Waiting:
        urgent = meeting.poll_until if meeting.wall is None else meeting.starts_at
        return Waiting(urgent, lambda t: views.waiting_row(t, meeting, at, organizes=who.organizes))

    return [line(meeting) for meeting in reading.waiting(tx, who, at)]


def _home(tx: Tx, who: Actor, t: Translator, at: datetime) -> AtHome:
    found = reading.upcoming(tx, who, at)
    rows = views.home_rows(t, who.committee.id, service.prepares(who))
    return AtHome([] if found is None else [views.next_meeting(t, found)], rows)
