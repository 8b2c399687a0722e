"""One update being handled: who acts, when it came, one write, as many reads as needed, one answer."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup
from telegram import CallbackQuery, Message, Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot import audit
from bot.committee import service as committee
from bot.committee import views
from bot.committee.model import Actor, Person, Reach
from bot.delivery import TryLater, Undeliverable, Unsure
from bot.delivery import records as letters
from bot.delivery.model import Gone, State
from bot.errors import Broken, Facts, Refusal
from bot.i18n import Translator, translator
from bot.ids import CommitteeId, TelegramId, UpdateId
from bot.intake import Answered, AnswerLater, Outcome, Stored, current, records
from bot.screens import Card, Screen
from bot.store import Tx, attempted, savepoint
from handlers.bot_api.sending import Sender
from handlers.bot_api.tapped_card import Tapped, tapped_in

if TYPE_CHECKING:
    from handlers.context import Answer, Rooms

T = TypeVar("T")
S = TypeVar("S", bound=Screen)


class Turn(CallbackContext[ExtBot[None], dict[str, Any], dict[str, Any], dict[str, Any]]):
    """PTB's context, grown by what handlers need."""

    stored: Stored
    rooms: "Rooms"
    sender: Sender
    person: Person | None = None
    language: str = "en"
    incoming: Update
    discarding: bool = False
    """The person said to give up the open form for what comes now."""

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> "Turn":
        """As PTB calls it for every update."""
        turn = super().from_update(update, application)
        assert isinstance(update, Update)
        turn.incoming = update
        turn.stored = current.get()
        turn.rooms = application.bot_data["rooms"]
        turn.sender = application.bot_data["sender"]
        turn._written = False
        turn._acts = None
        return turn

    _written: bool
    _acts: Actor | None

    @property
    def at(self) -> datetime:
        """When the update was received (UTC): the time that counts."""
        return self.stored.received_at

    @property
    def telegram_id(self) -> TelegramId:
        """Whose Telegram account sent it."""
        assert self.incoming.effective_user is not None
        return TelegramId(self.incoming.effective_user.id)

    @property
    def message(self) -> Message | None:
        """The message that was sent, or edited."""
        return self.incoming.message or self.incoming.edited_message

    @property
    def query(self) -> CallbackQuery | None:
        """The tap."""
        return self.incoming.callback_query

    @property
    def tapped(self) -> Tapped | None:
        """The card whose button was tapped."""
        return tapped_in(self.stored.body)

    async def write(self, body: Callable[[Tx], Outcome], *, long: bool = True) -> Outcome:
        """The turn's only write: effect and outcome together, once however often the update is handled.

        A Refusal out of `body` undoes the effect and becomes the outcome (`refused`). A second call raises Broken.
        `long`: it may write as many letters as there are people.
        """
        return await self.rooms.store.write(self._once(body), long=long)

    async def write_and_look(
        self, body: Callable[[Tx], Outcome], look: Callable[[Tx], T], *, long: bool = True
    ) -> tuple[Outcome, T | None]:
        """`write`, and in its transaction a look at what then stands; None where that failed.

        It undoes nothing: what was done is recorded, whether it can be shown or not.
        """
        once = self._once(body)

        def both(tx: Tx) -> tuple[Outcome, T | None]:
            return once(tx), attempted(tx, look)  # why it failed hears whoever looks again after the commit

        return await self.rooms.store.write(both, long=long)

    def _once(self, body: Callable[[Tx], Outcome]) -> Callable[[Tx], Outcome]:
        if self._written:
            raise Broken("second-write")
        self._written = True
        update_id = UpdateId(self.stored.update_id)

        def once(tx: Tx) -> Outcome:
            outcome = records.outcome(tx, update_id)
            if outcome is None:
                self._acts = None
                try:
                    with savepoint(tx):
                        outcome = body(tx)
                except Refusal as refusal:
                    outcome = Outcome(refusal.code, refusal.facts, refused=True)
                records.keep_outcome(tx, update_id, outcome)
                if outcome.refused:
                    self._keep_refusal(tx)
                else:
                    self._log(tx, outcome)
            return outcome

        return once

    async def done_before(self) -> Outcome | None:
        """What this update did when it was handled before, and could not be answered then."""
        update_id = UpdateId(self.stored.update_id)
        return await self.rooms.store.read(lambda tx: records.outcome(tx, update_id))

    def _keep_refusal(self, tx: Tx) -> None:
        """Why a tap was refused stands on the tapped card; a letter that is on its way must not fold it away."""
        if self.tapped is not None and self.person is not None:
            letters.release_card(tx, self.person.id, self.tapped.message)

    def _log(self, tx: Tx, outcome: Outcome) -> None:
        """Every effect is an entry of the audit log."""
        where, actor = outcome.facts.get("committee"), None
        if self._acts is not None:
            where, actor = where or self._acts.committee.id, self._acts.person.id
        audit.record(tx, outcome.code, outcome.facts, at=self.at, committee=where, actor=actor)

    async def read(self, body: Callable[[Tx], T], *, long: bool = True) -> T:
        """A consistent look at what stands. Not `long`: what it reads does not grow with the committee.

        A card drawn in it names the committee in which the person acted, where they serve in several.
        """

        def look(tx: Tx) -> T:
            self._acts = None
            found = body(tx)
            return self.named(found) if isinstance(found, Screen) else found

        return await self.rooms.store.read(look, long=long)

    def named(self, screen: S) -> S:
        """The card with the committee in which the person acted last; for one that was drawn outside of `read`."""
        return screen.under(None if self._acts is None else views.heading(self._t, self._acts))

    def who(self, tx: Tx, where: CommitteeId | None = None) -> Actor:
        """The person as they act, in the active committee or in `where`. Refuses `stranger`, `not-a-member`."""
        if self.person is None:
            raise Refusal("stranger")
        number = self.person.id
        found = committee.acting(tx, number) if where is None else committee.actor(tx, number, where)
        self._acts = found
        if found.several or self._written:  # its own words may have changed with what was written
            self._t = committee.speaking(found)
        return found

    @property
    def acts(self) -> Actor | None:
        """As whom the person acted last, in the transaction that is under way or was the last one."""
        return self._acts

    def serves(self, tx: Tx) -> list[Actor]:
        """The person as they act in each of their committees, the active one first. Refuses as `who`."""
        if self.person is None:
            raise Refusal("stranger")
        return committee.serving(tx, self.person.id)

    async def actor(self) -> Actor:
        """`who`, read now."""
        return await self.read(self.who, long=False)

    @property
    def t(self) -> Translator:
        """The person's language and hours, and the hours of the committee in which they acted last.

        Before they act that is the active one. For a stranger, Telegram's language.
        """
        return self._t

    _t: Translator

    async def learn_who(self) -> None:
        """Looks up who acts, and how to speak to them."""

        def look(tx: Tx) -> tuple[Person | None, Translator]:
            known = committee.known(tx, self.telegram_id)
            if known is None:
                assert self.incoming.effective_user is not None
                language = self.incoming.effective_user.language_code
                return None, translator(language, committee.UTC_ZONE, committee.UTC_ZONE)
            return known

        self.person, self._t = await self.read(look, long=False)

    def say(self, code: str, facts: Facts | None = None) -> Markup:
        """The sentence for an outcome or a refusal, in the reader's language."""
        return self.rooms.sentences[code](self.t, facts or {})

    def note(self, outcome: Outcome) -> Markup:
        """What an outcome says; nothing where something newer was answered meanwhile: the card tells what stands."""
        if self.stored.overtaken:
            return Markup()
        return self.say(outcome.code, outcome.facts)

    async def show(self, answer: "Answer") -> list[int]:
        """Answers: the first card takes the place of the tapped one, the others follow. Returns their message ids.

        Raises AnswerLater where Telegram cannot take it now (intake asks again), Answered where it never will.
        """
        card, *others = (answer,) if isinstance(answer, Screen) else answer
        try:
            first = await self._first(card)
            named = _named(card, others)
            shown = [first, *[await self.sender.send(self.telegram_id, c, silent=False) for c in named]]
        except TryLater as later:
            raise AnswerLater(later.seconds) from None
        except Unsure:
            raise self.again() from None
        except Undeliverable as never:
            if never.state is State.FAILED:  # our own fault, a screen that Telegram does not take
                raise Broken("answer-refused") from None
            if self.person is not None:
                number, state = self.person.id, never.state
                await self.rooms.store.record(lambda tx: committee.reach_changed(tx, number, state))
            raise Answered from None
        if self.person is not None and self.person.reach is not Reach.REACHABLE:
            await self.rooms.store.record(lambda tx: committee.heard_from(tx, self.telegram_id, self.at))
        return shown

    def again(self) -> AnswerLater:
        """An answer may have arrived, and is given again: soon, and ever more rarely the longer the line is bad."""
        waited = (self.rooms.clock.now() - self.at).total_seconds()
        return AnswerLater(max(1.0, waited / 2))

    async def _first(self, screen: Screen) -> int:
        if self.query is None:
            if screen.place is not None:
                with contextlib.suppress(Gone):
                    await self.sender.edit(self.telegram_id, screen.place, screen)
                    return screen.place
            return await self.sender.send(self.telegram_id, screen, silent=False)
        tapped = self.tapped
        try:
            if tapped is not None and not (screen.protect and not tapped.protected):
                await self.sender.edit(self.telegram_id, tapped.message, screen)
                return tapped.message
        except Gone:
            pass
        else:
            # A draft needs a protected message, and protection cannot be added to one that stands.
            if tapped is not None:
                await self.sender.strip(self.telegram_id, tapped.message)
        return await self.sender.send(self.telegram_id, screen, silent=True)


def _named(first: Screen, others: Iterable[Card]) -> Iterator[Card]:
    """A file or picture is of the same committee as the card before it."""
    heading = first.heading
    for card in others:
        if isinstance(card, Screen):
            heading = card.heading
            yield card
        else:
            yield card.under(heading)
