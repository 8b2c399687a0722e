"""Messages out. What Telegram answers becomes one of few: sent, not now, never, unsure."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.delivery import TryLater, Undeliverable, Unsure
from bot.delivery.model import Gone, Moved, State
from bot.errors import Broken, Refusal
from bot.files import IN_BYTES
from bot.ids import TelegramId
from bot.screens import Card, MapPoint, Menu, Screen
from handlers.bot_api.calls import Calls
from handlers.bot_api.downloads import Downloads, Received
from handlers.bot_api.drawing import keyboard, popup
from handlers.bot_api.transport import NotSent
from handlers.bot_api.uploads import Uploads

NO_PREVIEW = {"is_disabled": True}
ANSWER_SECONDS = 10.0
"""How long an answer to a tap may take; after that it is sent again later."""
TOKEN_SECONDS = 60.0
"""When what a token could not send is tried again: maybe with another one, after a start."""
EDITS_REMEMBERED = 10_000
_UNCHANGED = "message is not modified"
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message",  # a file or picture, which stays as it is
)
_TOO_BIG = "file is too big"
_NEVER_STARTED = ("bot can't initiate conversation", "chat not found")

log = structlog.get_logger(__name__)


class Sender:
    """Sends, edits and folds cards; the courier's `Outbox`."""

    def __init__(self, bot: Bot, calls: Calls, uploads: Uploads, downloads: Downloads) -> None:
        self._bot = bot
        self._call = calls
        self._uploads = uploads
        self._downloads = downloads
        self.edits = 0
        self._edited: dict[tuple[TelegramId, int], int] = {}

    async def send(self, chat: TelegramId, card: Card, silent: bool) -> int:
        """Sends a card, returns its message id. Raises Undeliverable, TryLater or Unsure.

        Where our bytes of a file are gone, the card that stands for it is sent; without one it raises Broken.
        """
        if isinstance(card, Screen):
            return await self._send_text(chat, card, silent)
        if isinstance(card, MapPoint):
            return await self._send_point(chat, card, silent)
        try:
            with _understood():
                return await self._uploads.send(self._bot, chat, card, silent)
        except Broken as broken:
            log.error("a file cannot be sent", code=broken.code, digest=card.content.digest)
            if card.instead is None:
                raise
            return await self._send_text(chat, card.instead, silent)

    async def _send_text(self, chat: TelegramId, screen: Screen, silent: bool) -> int:
        with _understood():
            message = await self._call(
                "sendMessage",
                chat_id=chat,
                text=screen.whole,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(screen),
                protect_content=screen.protect,
                disable_notification=silent,
                link_preview_options=NO_PREVIEW,
                read_timeout=ANSWER_SECONDS,
            )
        return int(message["message_id"])

    async def _send_point(self, chat: TelegramId, point: MapPoint, silent: bool) -> int:
        with _understood():
            message = await self._call(
                "sendVenue",
                chat_id=chat,
                latitude=point.latitude,
                longitude=point.longitude,
                title=point.title,
                address=point.address,
                reply_markup=keyboard(point),
                disable_notification=silent,
                read_timeout=ANSWER_SECONDS,
            )
        return int(message["message_id"])

    async def edit(self, chat: TelegramId, message: int, screen: Screen) -> None:
        """Draws a card anew in its place. Raises Gone where it is not there, else as `send`; unchanged is fine."""
        self._note_edit(chat, message)
        with contextlib.suppress(_Unchanged), _understood():
            await self._call(
                "editMessageText",
                chat_id=chat,
                message_id=message,
                text=screen.whole,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(screen),
                link_preview_options=NO_PREVIEW,
                read_timeout=ANSWER_SECONDS,
            )

    def _note_edit(self, chat: TelegramId, message: int) -> None:
        """Remembers the last few: a letter that may fold one of them is on its way for seconds."""
        self.edits += 1
        self._edited.pop((chat, message), None)
        self._edited[chat, message] = self.edits
        if len(self._edited) > EDITS_REMEMBERED:
            del self._edited[next(iter(self._edited))]

    async def fold(self, chat: TelegramId, message: int, line: str, since: int) -> None:
        """Leaves one line of an earlier card, without buttons. A card that is gone needs none.

        One that was drawn anew after so many `edits` stays: the answer to a tap stands there.
        """
        if self._edited.get((chat, message), 0) > since:
            return
        with contextlib.suppress(Gone, _Unchanged), _understood():
            await self._call(
                "editMessageText",
                chat_id=chat,
                message_id=message,
                text=line,
                link_preview_options=NO_PREVIEW,
            )

    async def strip(self, chat: TelegramId, message: int) -> None:
        """Takes the buttons off an earlier card. A courtesy that may fail."""
        with contextlib.suppress(TelegramError):
            await self._call("editMessageReplyMarkup", chat_id=chat, message_id=message)

    async def pop_up(self, query: str, screen: Screen) -> None:
        """Answers a tap's clock with a courtesy that may fail."""
        with contextlib.suppress(TelegramError):
            await self._call("answerCallbackQuery", callback_query_id=query, text=popup(screen))

    async def leave(self, chat: TelegramId) -> None:
        """Leaves a group. Raises as `send`."""
        with _understood():
            await self._bot.leave_chat(chat)

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a small file that somebody sent. Raises as `receive`."""
        with _understood(), _found():
            file = await self._bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())

    async def receive(self, file_id: str) -> Received:
        """Puts a file that somebody sent on our shelf; returns its SHA-256 and its size in bytes.

        Raises TryLater (also while it is still coming), Unsure or Undeliverable; Refusal("file-oversize") or
        Refusal("file-too-slow").
        """
        with _understood(), _found():
            return await self._downloads.receive(self._bot, file_id)

    async def set_menu(self, chat: TelegramId, menu: Menu) -> None:
        """Sets the commands that this chat shows. Raises as `send`."""
        commands = [BotCommand(name, description) for name, description in menu.commands]
        with _understood():
            await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(chat))

    async def clear_menu(self, chat: TelegramId) -> None:
        """Takes the chat's own commands away. A courtesy that may fail."""
        with contextlib.suppress(TelegramError):
            await self._bot.delete_my_commands(scope=BotCommandScopeChat(chat))

    async def set_common_menu(self, menu: Menu, language: str | None, *, in_groups: bool = False) -> None:
        """Sets the commands for chats that have none of their own. A courtesy that may fail."""
        commands = [BotCommand(name, description) for name, description in menu.commands]
        scope = BotCommandScopeAllGroupChats() if in_groups else None
        with contextlib.suppress(TelegramError):
            await self._bot.set_my_commands(commands, scope, language)


class _Unchanged(Exception):
    """The card shows this already."""


@contextlib.contextmanager
def _found() -> Iterator[None]:
    """Of a file, 404 (to PTB a wrong token) says that Telegram has it no more."""
    try:
        yield
    except InvalidToken:
        raise Undeliverable(State.FAILED) from None


class _understood(contextlib.AbstractContextManager[None]):
    """Turns Telegram's refusals into what the callers know."""

    def __exit__(self, _kind: Any, error: BaseException | None, _trace: Any) -> None:
        match error:
            case RetryAfter():
                wait = error.retry_after
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                raise TryLater(seconds, everybody=True) from None
            case ChatMigrated():
                raise Moved(TelegramId(error.new_chat_id)) from None
            case Forbidden():
                words = str(error).lower()
                unstarted = any(phrase in words for phrase in _NEVER_STARTED)
                raise Undeliverable(State.UNSTARTED if unstarted else State.BLOCKED) from None
            case BadRequest():
                words = str(error).lower()
                if _UNCHANGED in words:
                    raise _Unchanged from None
                if _TOO_BIG in words:
                    raise Refusal("file-oversize", limit=IN_BYTES) from None
                if any(phrase in words for phrase in _GONE):
                    raise Gone from None
                if any(phrase in words for phrase in _NEVER_STARTED):
                    raise Undeliverable(State.UNSTARTED) from None
                log.error("telegram refused a message", reason=str(error))
                raise Undeliverable(State.FAILED) from None
            case NotSent():
                raise TryLater(2.0) from None
            case InvalidToken():  # revoked, so polling ends, too; or something between us and Telegram answers 404
                raise TryLater(TOKEN_SECONDS, everybody=True) from None
            case TelegramError():  # time-outs, errors of the network, and answers that nobody can read
                raise Unsure from None
