"""One's own data: /mydata, /leave, /privacy; and what no room keeps of a person but the bot does."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from bot import audit, forms
from bot.audit.words import act
from bot.committee import data_views as views
from bot.committee import joining_views, leaving
from bot.committee import records as roster
from bot.committee.actions import Privacy
from bot.committee.data_actions import Leave, MyData
from bot.committee.model import Person
from bot.committee.views import home_row
from bot.dataclasses import dataclass
from bot.delivery import records as letters
from bot.delivery.model import State
from bot.errors import Refusal
from bot.forms import Slot
from bot.i18n import Sentences, Translator, mark
from bot.intake import Outcome
from bot.intake import records as updates
from bot.own_data import Section, page, section
from bot.questions.forms import ASK
from bot.reminding import own_data as reminders
from bot.screens import Attachment, Made, Screen
from bot.seal import Seal
from bot.store import Tx
from handlers import home
from handlers.context import Answer, Room
from handlers.forms.unfinished_files import discard, unsent
from handlers.own_data_words import FORMS, LETTERS
from handlers.turn import Turn

FILE_NAME = "my-data-{day}.html"
_FIRST = ("names.person", "memberships.expected_person", "invitations.membership")
_LAST = ("forms.person", "cards.person", "updates.sender", "pseudonyms.person")
_BETWEEN = len(_FIRST)
_RANK = {of: rank for rank, of in enumerate((*_FIRST, "", *_LAST))}
"""Who I am stands first, what the bot only passes on last; by the first of a section's columns."""
_STATES = {
    State.WAITING: mark("waits"),
    State.SENDING: mark("waits"),
    State.SENT: mark("sent"),
    State.STALE: mark("no longer needed"),
}


async def privacy(turn: Turn, _action: Privacy | None = None) -> Answer:
    """/privacy."""

    def look(tx: Tx) -> Screen:
        person = _myself(turn, tx)
        if leaving.served(tx, person.id):
            return views.privacy(turn.t, turn.who(tx).committee)
        last = roster.last_committee(tx, person.id)
        assert last is not None
        return views.privacy(turn.t, last, serves=False)

    return await turn.read(look)


async def my_data(turn: Turn, _action: MyData | None = None) -> Answer:
    """/mydata: a file with everything that is stored, made for this one message and kept nowhere."""

    def look(tx: Tx) -> list[Section]:
        person = _myself(turn, tx)
        hooks = (room.mydata for room in turn.rooms.rooms if room.mydata is not None)
        found = [part for hook in hooks for part in hook(tx, turn.t, person)]
        return sorted(found, key=lambda part: _RANK.get(min(part.of), _BETWEEN))

    sections = await turn.read(look)
    data = await asyncio.to_thread(page, turn.t, sections, turn.at)
    name = FILE_NAME.format(day=turn.at.astimezone(turn.t.committee_zone).date())
    card = Screen(turn.t("Your data is being sent as a file."), (home_row(turn.t),))
    return card, Attachment(Made(data), name, views.file_caption(turn.t), (home_row(turn.t),))


def _myself(turn: Turn, tx: Tx) -> Person:
    """Whoever asks; also somebody who was taken off every roster, as long as something of them is stored.

    Refuses `stranger`.
    """
    if turn.person is None:
        raise Refusal("stranger")
    if leaving.served(tx, turn.person.id):
        return turn.who(tx).person
    found = roster.person(tx, turn.person.id)
    assert found is not None
    return found


async def leave(turn: Turn, action: Leave | None = None) -> Answer:
    """/leave: asks, and does it once confirmed."""
    if turn.person is None:  # the tap that made them a stranger, answered again after a crash
        return await _left_before(turn)
    if action is None or not action.sure:
        return await _ask(turn, action)
    person, update = turn.person.id, turn.stored.update_id
    sent = await unsent(turn, person)

    def body(tx: Tx) -> Outcome:
        if action.committee is None:
            return leaving.leave_all(tx, person, update, turn.at)
        return leaving.leave(tx, turn.who(tx, action.committee), update, turn.at)

    outcome = await turn.write(body)
    if outcome.refused or outcome.facts["elsewhere"]:
        await turn.learn_who()
        return (await home.screen(turn)).noted(turn.note(outcome))
    turn.person = None
    await discard(turn, sent)
    await turn.sender.clear_menu(turn.telegram_id)
    return _last_card(turn, outcome)


async def _ask(turn: Turn, action: Leave | None) -> Answer:
    def look(tx: Tx) -> Screen:
        everywhere = leaving.served(tx, _myself(turn, tx).id)
        if not everywhere:
            return views.ask_to_erase(turn.t)
        if action is not None and action.committee is None:
            for found in everywhere:
                leaving.may_leave(tx, found)
            return views.ask_to_leave_all(turn.t, everywhere)
        who = turn.who(tx, action.committee if action else None)
        leaving.may_leave(tx, who)
        return views.ask_to_leave(turn.t, who, everywhere)

    return await turn.read(look)


async def _left_before(turn: Turn) -> Answer:
    done = await turn.read(lambda tx: updates.outcome(tx, turn.stored.update_id))
    if done is not None and done.code in ("left", "left-all"):
        return _last_card(turn, done)
    return joining_views.stranger()


def _last_card(turn: Turn, outcome: Outcome) -> Screen:
    left = outcome.code == "left" or outcome.facts["memberships"]
    return views.farewell(turn.t) if left else views.erased(turn.t)


@dataclass(frozen=True)
class OwnData:
    """`outlines`: what each kind of letter is about, where that was said of it. `seal`: opens what is kept sealed."""

    outlines: Mapping[str, str | None]
    seal: Seal

    def mydata(self, tx: Tx, t: Translator, person: Person) -> list[Section]:
        """Open forms, notices, messages that wait for their answer, entries of the audit log, reminders."""
        return [
            _forms(tx, t, person, self.seal),
            _letters(tx, t, person, self.outlines),
            _updates(tx, t, person),
            _log(tx, t, person),
            *reminders.sections(tx, t, person),
        ]

    def room(self) -> Room:
        """What it brings along."""
        return Room(
            commands={"mydata": my_data, "leave": leave, "privacy": privacy},
            buttons={MyData: my_data, Leave: leave, Privacy: privacy},
            sentences=SENTENCES,
            mydata=self.mydata,
        )


def _forms(tx: Tx, t: Translator, person: Person, seal: Seal) -> Section:
    lines = []
    for slot in Slot:
        state = forms.find(tx, person.id, slot)
        if state is not None:
            said = [*_words(state.values), *(part.text for part in state.parts)]
            if state.kind == ASK:  # the text of a question is sealed
                said = [seal.read(each) or each for each in said]
            said += [file.name for file in state.files or ()]
            called = t(FORMS.get(state.kind, mark("a form")))
            lines.append(Markup("\n").join([called, *(Markup.escape(each) for each in said)]))
    return section(t("Forms that I have not finished"), lines, "forms.person")


def _words(value: Any) -> Iterator[str]:
    """What an answer says, whatever it is made of."""
    match value:
        case dict():
            for part in value.values():
                yield from _words(part)
        case list():
            for part in value:
                yield from _words(part)
        case None | bool():
            pass
        case _:
            yield str(value)


def _letters(tx: Tx, t: Translator, person: Person, outlines: Mapping[str, str | None]) -> Section:
    lines = [
        Markup("{} · {} · {}").format(
            t.moment(at),
            t(LETTERS.get(kind) or outlines.get(kind) or mark("A notice.")),
            t(_STATES.get(state, mark("not delivered"))),
        )
        for kind, _, at, state in letters.letters_to(tx, person.id)
    ]
    known = letters.count_cards(tx, person.id)
    if known:
        lines.append(t("Cards in my chat that the bot can renew: {n}", n=known))
    return section(t("Notices to me"), lines, "letters.person", "cards.person")


def _updates(tx: Tx, t: Translator, person: Person) -> Section:
    waiting = 0 if person.telegram_id is None else updates.kept_of(tx, person.telegram_id)
    lines = [t("Messages and taps that wait for their answer: {n}", n=waiting)] if waiting else []
    return section(t("What I sent to the bot"), lines, "updates.sender")


def _log(tx: Tx, t: Translator, person: Person) -> Section:
    token = audit.token_of(tx, person.id)
    lines = [] if token is None else [t("There I am called: {token}", token=token)]
    lines += [
        Markup("{} · {}").format(t.moment(entry.at), act(t, entry.what))
        for entry in audit.entries_of(tx, person.id)
    ]
    return section(t("Audit log"), lines, "pseudonyms.person")


SENTENCES: Sentences = {
    "last-organizer": lambda t, f: t(
        "You are the last organizer of the committee {committee}. Nothing was changed. Please invite another "
        "organizer first; once they have joined, you can leave.",
        committee=f["committee_code"],
    ),
    "left": lambda t, f: t(
        "You have left the committee. Your votes already counted stay without your name; your profile stays as "
        "long as you serve in another committee."
    ),
    "left-all": lambda t, f: t("You have left all committees. Your personal data was erased."),
}
