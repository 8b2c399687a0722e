"""The meetings' forms in the chat: a new one, a change, a cancellation, a reminder by hand, files of the agenda."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from markupsafe import Markup

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Constituency
from bot.committee.views import constituency_name
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.files import File
from bot.forms import Form, Open, attached
from bot.forms.deadline import Deadline
from bot.i18n import Translator
from bot.ids import AgendaItemId, CommitteeId, MeetingId
from bot.intake import Outcome
from bot.meetings import form_views, forms, manage_views, part_fields, reading, records, service, words
from bot.meetings.actions import (
    CancelMeeting,
    EditAgendaFiles,
    EditMeeting,
    ManageMeeting,
    NewMeeting,
    RemindNow,
    ShowAgenda,
)
from bot.meetings.flags import zones_of
from bot.meetings.model import AgendaLine, Answer, Audience, Meeting
from bot.meetings.part_views import Asked, Named
from bot.meetings.records import read_wall
from bot.meetings.reminding_now import ALL, SILENT, audience
from bot.meetings.rights import committee_of
from bot.screens import Screen
from bot.store import Tx
from handlers.context import Answer as Shown
from handlers.context import FormRoom, Room
from handlers.forms import asking
from handlers.turn import Turn

Card = Callable[[Turn, Tx, MeetingId], Screen]
"""A meeting's card as it stands."""
EXAMPLES = 5
"""How many earlier meetings are offered as examples."""


@dataclass(frozen=True)
class MeetingForms:
    """The handlers, with the card that they answer with."""

    card: Card
    left_open: Callable[[Tx, Actor], Sequence[AgendaLine]]
    """What a new meeting may carry over."""

    def room(self) -> Room:
        """What is registered."""
        return Room(
            commands={"newmeeting": self.write},
            buttons={
                NewMeeting: self.write,
                ManageMeeting: self.manage,
                EditMeeting: self.edit,
                CancelMeeting: self.cancel,
                RemindNow: self.remind,
                EditAgendaFiles: self.files,
            },
            forms={
                forms.NEW_MEETING: FormRoom(
                    self._new, self._drawn, form_views.new_meeting, self._create, self.after
                ),
                forms.EDIT: FormRoom(_edit, _asked, form_views.edit, _change, self.after),
                forms.CANCEL: FormRoom(_cancel, _asked, form_views.cancel, _call_off, self.after),
                forms.REMIND: FormRoom(_remind, _asked, form_views.remind, _send, self.after),
                forms.FILES: FormRoom(_files, _asked, form_views.files, _set_files, self.after),
            },
        )

    async def write(self, turn: Turn, action: NewMeeting | None = None) -> Shown:
        """/newmeeting: first whether after the example of an earlier one, where there is one."""

        def look(tx: Tx) -> tuple[CommitteeId, Screen | None]:
            who = turn.who(tx, action.committee if action else None)
            service.preparer(who)
            if action is not None and action.template is not None:
                service.in_sight(tx, who, action.template)
                return who.committee.id, None
            earlier = records.held_or_called(tx, who.committee.id, EXAMPLES)
            asks = earlier and not (action and action.afresh)
            return who.committee.id, manage_views.examples(
                turn.t, who.committee.id, earlier
            ) if asks else None

        where, choice = await turn.read(look)
        if choice is not None:
            return turn.named(choice)
        again = action or NewMeeting(where, afresh=True)
        facts = {"template": again.template}
        return await asking.start(turn, forms.NEW_MEETING, again, where=where, facts=facts)

    def _asking(self, tx: Tx, who: Actor, state: Open) -> part_fields.Asking:
        return replace(_asking(tx, who, state), left_open=self.left_open(tx, who))

    def _new(self, tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
        return forms.new_meeting(self._asking(tx, who, state), _deadline(who, at))

    def _drawn(self, tx: Tx, who: Actor, state: Open) -> Asked:
        return replace(_asked(tx, who, state), asking=self._asking(tx, who, state))

    def _create(self, tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
        plan = forms.plan_of(state.values, self._asking(tx, who, state))
        match state.values["publish"]:
            case part_fields.ASK:
                walls = forms.slots_of(state.values)
                return service.open_poll(tx, who, plan, walls, forms.answers_until(state.values), at)
            case part_fields.CALL:
                return service.create(tx, who, plan, at)
        return service.propose(tx, who, plan, at)

    async def manage(self, turn: Turn, action: ManageMeeting) -> Shown:
        """What an organizer may do with a meeting."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, committee_of(tx, action.meeting))
            service.manageable(tx, who, action.meeting)
            return manage_views.manage(turn.t, reading.sheet(tx, who, action.meeting, turn.at))

        return await turn.read(look)

    async def edit(self, turn: Turn, action: EditMeeting) -> Shown:
        """The form that changes a part."""
        if action.part not in forms.PARTS:
            raise Refusal("button-unknown")
        may = service.linkable if action.part == "link" else service.changeable
        where = await turn.read(lambda tx: _home(turn, tx, action.meeting, may))
        facts = {"meeting": action.meeting, "part": action.part}
        back = ManageMeeting(action.meeting)
        return await asking.start(turn, forms.EDIT, action, where=where, facts=facts, back=back)

    async def cancel(self, turn: Turn, action: CancelMeeting) -> Shown:
        """The form that asks why."""
        where = await turn.read(lambda tx: _home(turn, tx, action.meeting, service.changeable))
        facts = {"meeting": action.meeting}
        back = ManageMeeting(action.meeting)
        return await asking.start(turn, forms.CANCEL, action, where=where, facts=facts, back=back)

    async def remind(self, turn: Turn, action: RemindNow) -> Shown:
        """The form that reminds now."""
        where = await turn.read(lambda tx: _home(turn, tx, action.meeting, service.ahead))
        facts = {"meeting": action.meeting}
        back = ManageMeeting(action.meeting)
        return await asking.start(turn, forms.REMIND, action, where=where, facts=facts, back=back)

    async def files(self, turn: Turn, action: EditAgendaFiles) -> Shown:
        """The form for the files of a line."""

        def look(tx: Tx) -> tuple[CommitteeId, MeetingId]:
            number = records.meeting_of_item(tx, action.item)
            if number is None:
                raise Refusal("agenda-unknown")
            who = turn.who(tx, committee_of(tx, number))
            service.item_in_sight(tx, who, action.item)
            service.manageable(tx, who, number)
            return who.committee.id, number

        where, number = await turn.read(look)
        facts = {"meeting": number, "item": action.item}
        back = ShowAgenda(number)
        return await asking.start(turn, forms.FILES, action, where=where, facts=facts, back=back)

    async def after(self, turn: Turn, outcome: Outcome) -> Shown:
        """The meeting as it stands now."""
        number = MeetingId(outcome.facts["meeting"])
        return (await turn.read(lambda tx: self.card(turn, tx, number))).noted(turn.note(outcome))


def _home(
    turn: Turn, tx: Tx, number: MeetingId, may: Callable[[Tx, Actor, MeetingId, datetime], Meeting]
) -> CommitteeId:
    """The committee of a meeting that `may` lets somebody change."""
    who = turn.who(tx, committee_of(tx, number))
    may(tx, who, number, turn.at)
    return who.committee.id


# The forms: what they ask within, what they are drawn from, what they do in the end.


def _asking(tx: Tx, who: Actor, state: Open) -> part_fields.Asking:
    template = state.facts.get("template")
    number = template or state.facts.get("meeting")
    base = None if number is None else service.in_sight(tx, who, MeetingId(number))
    if (
        base is not None and template
    ):  # what was carried over to that agenda is offered to this one while it is open
        base = replace(base, agenda=tuple(item for item in base.agenda if item.carried is None))
    return part_fields.Asking(who.committee.languages, who.committee.zone, who.organizes, base)


def _asked(tx: Tx, who: Actor, state: Open) -> Asked:
    everybody = committee.actors_in(tx, who.committee.id)
    number, item = state.facts.get("meeting"), state.facts.get("item")
    meeting = None if number is None else service.in_sight(tx, who, MeetingId(number))
    guests = (
        [a for a in everybody if Audience.MEMBERS.includes(a)]
        if meeting is None
        else (service.invited(tx, meeting))
    )
    line = None
    if meeting is not None and item is not None:
        line = next((i for i in meeting.agenda if i.id == item), None)
    return Asked(
        who.committee,
        _asking(tx, who, state),
        zones_of(guests),
        {one: sum(one.includes(a) for a in everybody) for one in Audience},
        meeting,
        line,
        None if meeting is None or state.kind != forms.REMIND else _audiences(tx, meeting),
    )


def _deadline(who: Actor, at: datetime) -> Deadline:
    return Deadline(who.committee.calendar, at, forms.ANSWER_DAYS)


def _edit(tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
    return forms.edit(_asking(tx, who, state), state.facts["part"], _deadline(who, at))


def _change(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number, part, values = MeetingId(state.facts["meeting"]), state.facts["part"], state.values
    revision = forms.revision_of(values)
    if part == "when":
        wall = read_wall(part_fields.wall_of(values))
        return service.reschedule(tx, who, number, revision, wall, values["minutes"], values.get("note"), at)
    return service.edit(tx, who, number, revision, forms.edit_of(values, _asking(tx, who, state), part), at)


def _cancel(_tx: Tx, _who: Actor, _at: datetime, _state: Open) -> Form:
    return forms.cancel()


def _call_off(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number, seen = MeetingId(state.facts["meeting"]), forms.revision_of(state.values)
    return service.cancel(tx, who, number, state.values["reason"], at, revision=seen)


def _remind(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    meeting = service.in_sight(tx, who, MeetingId(state.facts["meeting"]))
    return forms.remind(list(_audiences(tx, meeting)))


def _send(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    number, to = MeetingId(state.facts["meeting"]), state.values["audience"]
    return service.remind_now(tx, who, number, to, state.values.get("note"), at)


def _audiences(tx: Tx, meeting: Meeting) -> dict[str, tuple[Named, int]]:
    """Whom a reminder can go to, what that is called, and how many they are."""
    named: dict[str, Named] = {
        ALL: lambda t: t("everybody invited"),
        SILENT: lambda t: t("those who have not answered"),
    }
    for said in (Answer.IN_PERSON, Answer.ONLINE):
        if said.possible(meeting.format):
            named[said.value] = partial(_said, said)
    for constituency in roster.constituencies_of(tx, meeting.committee):
        named[constituency.code] = partial(_of, constituency)
    return {to: (name, len(audience(tx, meeting, to))) for to, name in named.items()}


def _said(said: Answer, t: Translator) -> Markup:
    return t("those who said: {answer}", answer=t(words.ANSWERS[said]))


def _of(constituency: Constituency, t: Translator) -> Markup:
    return constituency_name(t, constituency)


def _files(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    return forms.files(service.item_in_sight(tx, who, AgendaItemId(state.facts["item"]))[1])


def _set_files(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    item = AgendaItemId(state.facts["item"])
    question = forms.files(service.item_in_sight(tx, who, item)[1]).fields({})[0]
    carried = [File(file.name, file.digest, file.size) for file in attached(state, question)]
    return service.set_files(tx, who, item, carried, at)
