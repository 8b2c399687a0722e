"""One update being handled: who acts, when it came, one write, as many reads as needed, one answer."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup
from telegram import CallbackQuery, Message, Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.committee import service as committee
from bot.committee.model import Actor, Person, Reach
from bot.delivery import TryLater, Undeliverable, Unsure
from bot.delivery.model import State
from bot.errors import Broken, Facts, Refusal
from bot.i18n import Translator, translator
from bot.ids import CommitteeId, TelegramId, UpdateId
from bot.intake import Answered, AnswerLater, Outcome, Stored, current, records
from bot.screens import Card, Screen
from bot.store import Tx, savepoint
from handlers.sending import Gone, Sender

if TYPE_CHECKING:
    from handlers.context import Answer, Rooms

T = TypeVar("T")


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
        return turn

    _written: bool

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

    async def write(self, body: Callable[[Tx], Outcome]) -> Outcome:
        """The turn's only write: effect and outcome together, once however often the update is handled.

        A Refusal out of `body` undoes the effect and becomes the outcome (`refused`). A second call raises Broken.
        """
        if self._written:
            raise Broken("second-write")
        self._written = True
        update_id = UpdateId(self.stored.update_id)

        def once(tx: Tx) -> Outcome:
            outcome = records.outcome(tx, update_id)
            if outcome is None:
                try:
                    with savepoint(tx):
                        outcome = body(tx)
                except Refusal as refusal:
                    outcome = Outcome(refusal.code, refusal.facts, refused=True)
                records.keep_outcome(tx, update_id, outcome)
            return outcome

        return await self.rooms.store.write(once)

    async def read(self, body: Callable[[Tx], T]) -> T:
        """A consistent look at what stands."""
        return await self.rooms.store.read(body)

    def who(self, tx: Tx, where: CommitteeId | None = None) -> Actor:
        """The person as they act, in the active committee or in `where`. Refuses `stranger`, `not-a-member`."""
        if self.person is None:
            raise Refusal("stranger")
        if where is None:
            return committee.acting(tx, self.person.id)
        return committee.actor(tx, self.person.id, where)

    async def actor(self) -> Actor:
        """`who`, read now."""
        return await self.read(self.who)

    @property
    def t(self) -> Translator:
        """The person's language and hours; for a stranger, Telegram's language."""
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

        self.person, self._t = await self.read(look)

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
        cards: tuple[Card, ...] = (answer,) if isinstance(answer, Screen) else answer
        try:
            first = await self._first(cards[0])
            shown = [first, *[await self.sender.send(self.telegram_id, c, silent=False) for c in cards[1:]]]
        except TryLater as later:
            raise AnswerLater(later.seconds) from None
        except Unsure:
            raise AnswerLater(1.0) from None
        except Undeliverable as never:
            if never.state is State.FAILED:  # our own fault, a screen that Telegram does not take
                raise Broken("answer-refused") from None
            if self.person is not None:
                number, state = self.person.id, never.state
                await self.rooms.store.write(lambda tx: committee.reach_changed(tx, number, state))
            raise Answered from None
        if self.person is not None and self.person.reach is not Reach.REACHABLE:
            await self.rooms.store.write(lambda tx: committee.heard_from(tx, self.telegram_id))
        return shown

    async def _first(self, screen: Screen) -> int:
        query = self.query
        if query is None:
            return await self.sender.send(self.telegram_id, screen, silent=False)
        tapped = query.message
        try:
            if isinstance(tapped, Message) and not (screen.protect and not tapped.has_protected_content):
                await self.sender.edit(self.telegram_id, tapped.message_id, screen)
                return tapped.message_id
        except Gone:
            pass
        else:
            # A draft needs a protected message, and protection cannot be added to one that stands.
            if isinstance(tapped, Message):
                await self.sender.strip(self.telegram_id, tapped.message_id)
        return await self.sender.send(self.telegram_id, screen, silent=True)
