"""/ask in the committee's group: a question of one's own, or what somebody said there, by a reply to it."""

from dataclasses import replace

from markupsafe import Markup
from telegram import Message, User

from bot.committee.service import UTC_ZONE
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.group import records, views
from bot.group.service import Places
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import CommitteeId, QuestionId, TelegramId
from bot.intake import Outcome
from bot.questions import service
from bot.questions.model import Meetings, Place
from bot.screens import Screen
from bot.store import Tx
from handlers.bot_api.addressed import behind, said
from handlers.context import Room
from handlers.turn import Turn


@dataclass(frozen=True)
class GroupQuestions:
    """The handlers, with what they need to know of the meeting in session."""

    meetings: Meetings

    def room(self) -> Room:
        """What is registered."""
        return Room(group_commands={"ask": self.ask}, edited_in_group=self.edited)

    async def ask(self, turn: Turn) -> Screen:
        """`/ask@bot text`, or `/ask@bot` as a reply. What is answered is posted in the group."""
        message = turn.incoming.message
        assert message is not None
        if turn.person is None:
            return await self._posted(turn, Outcome("stranger", refused=True))
        where = await _committee(turn, message)
        if where is None:
            return await self._posted(turn, Outcome("group-not-connected", refused=True))
        text, replied = behind(message), _replied(message)
        if text:
            outcome = await turn.write(lambda tx: self._own(turn, tx, where, message, text))
        elif replied is not None:
            outcome = await turn.write(lambda tx: self._captured(turn, tx, where, replied))
        else:
            outcome = Outcome("question-how-in-group", refused=True)
        return await self._posted(turn, outcome)

    async def edited(self, turn: Turn) -> None:
        """The message that was a question says something else now: the ledger keeps both."""
        message = turn.incoming.edited_message
        assert message is not None
        text = behind(message)
        where = await _committee(turn, message)
        if not text or where is None:
            return

        def body(tx: Tx) -> Outcome:
            turn.who(tx, where)
            found = service.edited_in_group(tx, _place(message), text, turn.at)
            return found or Outcome("form-step")

        await turn.write(body)

    def _own(self, turn: Turn, tx: Tx, where: CommitteeId, message: Message, text: str) -> Outcome:
        who = turn.who(tx, where)
        asked = service.ask_in_group(tx, who, self.meetings, text=text, place=_place(message), at=turn.at)
        return _of(message, asked)

    def _captured(self, turn: Turn, tx: Tx, where: CommitteeId, replied: Message) -> Outcome:
        who = turn.who(tx, where)
        author = _author(replied)
        if author is not None and author.is_bot:
            raise Refusal("question-reply-to-bot")
        quote = turn.incoming.message.quote if turn.incoming.message else None
        text = quote.text if quote is not None else said(replied)
        if not text:
            raise Refusal("question-reply-without-text")
        kept = service.capture(
            tx,
            who,
            self.meetings,
            text=text,
            place=_place(replied),
            author=None if author is None else TelegramId(author.id),
            language=None if author is None else author.language_code,
            said_at=replied.date,
            at=turn.at,
        )
        return _of(replied, kept)

    async def _posted(self, turn: Turn, outcome: Outcome) -> Screen:
        """What came of it, in the group's languages, with a way into the private chat."""
        chat = turn.incoming.effective_chat
        assert chat is not None
        places = Places(turn.rooms.links.to)
        place = await turn.read(lambda tx: places.at(tx, TelegramId(chat.id)))
        voices = place.voices if place else tuple(translator(tag, UTC_ZONE, UTC_ZONE) for tag in LANGUAGES)
        number = outcome.facts.get("question")
        url = turn.rooms.links.chat if number is None else turn.rooms.links.to(f"q{QuestionId(number)}")

        def say(t: Translator) -> Markup:
            facts = {**outcome.facts, "command": f"/ask@{turn.rooms.links.bot}"}
            known = {"question-asked": "question-recorded", "question-captured": "question-recorded"}
            return turn.rooms.sentences[known.get(outcome.code, outcome.code)](t, facts)

        return views.in_private(voices, url, say)


async def _committee(turn: Turn, message: Message) -> CommitteeId | None:
    """Whose group was written in."""
    found = await turn.read(lambda tx: records.group(tx, TelegramId(message.chat.id)))
    return None if found is None else found.committee


def _of(message: Message, kept: Outcome) -> Outcome:
    """What was kept of a message: of a picture or file no more than the words under it."""
    return replace(kept, facts={**kept.facts, "caption": message.text is None})


def _place(message: Message) -> Place:
    return Place(TelegramId(message.chat.id), message.message_id)


def _replied(message: Message) -> Message | None:
    """The message that was replied to. In a topic every message replies to what opened it, which nobody wrote."""
    found = message.reply_to_message
    return None if found is None or found.forum_topic_created is not None else found


def _author(said: Message) -> User | None:
    """Who said it; None for a channel, an anonymous administrator, and what was only forwarded."""
    return None if said.sender_chat is not None or said.forward_origin is not None else said.from_user
