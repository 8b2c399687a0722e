"""Files and pictures out: by Telegram's id of them where it has one, else from our own bytes."""

import asyncio
from collections import defaultdict
from functools import partial

import structlog
from telegram import Bot, InputFile, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.documents import render
from bot.files import Shelf, records
from bot.ids import Digest, TelegramId
from bot.screens import Attachment, Drawn, Kept, Made
from bot.store import Store
from handlers.drawing import keyboard

UPLOAD_SECONDS = 60.0
_LOST = ("wrong file identifier", "wrong remote file", "file_reference", "file is temporarily unavailable")

log = structlog.get_logger(__name__)


class Uploads:
    """Sends attachments. The same bytes under the same name are uploaded once for a bot, also when many ask at once."""

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf
        self._under_way: defaultdict[tuple[Digest, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def send(self, bot: Bot, chat: TelegramId, card: Attachment, silent: bool) -> int:
        """Sends it, returns the message's id. Raises Telegram's errors, and Broken where our own bytes are gone."""
        if isinstance(card.content, Made):
            return await self._upload(bot, chat, card, silent)
        of = card.content.digest, card.name
        known = await self._known(bot, *of)
        if known is None:
            lock = self._under_way[of]
            try:
                async with lock:
                    known = await self._known(bot, *of)  # the one before us may just have brought it there
                    if known is None:
                        return await self._upload(bot, chat, card, silent)
            finally:
                if not lock.locked():
                    self._under_way.pop(of, None)
        try:
            return (await _post(bot, chat, card, known, silent)).message_id
        except BadRequest as error:
            if not any(phrase in str(error).lower() for phrase in _LOST):
                raise
            log.warning("telegram no longer has a file", digest=card.content.digest)
            await self._store.write(lambda tx: records.forget_file_id(tx, bot.id, *of))
            return await self._upload(bot, chat, card, silent)

    async def _known(self, bot: Bot, digest: Digest, name: str) -> str | None:
        return await self._store.read(lambda tx: records.file_id(tx, bot.id, digest, name))

    async def _upload(self, bot: Bot, chat: TelegramId, card: Attachment, silent: bool) -> int:
        data = await self._bytes(card.content)
        message = await _post(bot, chat, card, InputFile(data, filename=card.name), silent)
        if isinstance(card.content, Made):
            return message.message_id
        sent_as = message.document.file_id if message.document else message.photo[-1].file_id
        digest = card.content.digest
        await self._store.write(lambda tx: records.keep_file_id(tx, bot.id, digest, card.name, sent_as))
        return message.message_id

    async def _bytes(self, content: Kept | Drawn | Made) -> bytes:
        if isinstance(content, Made):
            return content.data
        if isinstance(content, Kept):
            return await self._shelf.get(content.digest)
        return await asyncio.to_thread(render, content.template, content.data)


async def _post(
    bot: Bot, chat: TelegramId, card: Attachment, content: str | InputFile, silent: bool
) -> Message:
    post = (
        partial(bot.send_photo, photo=content)
        if isinstance(card.content, Drawn)
        else partial(bot.send_document, document=content, disable_content_type_detection=True)
    )
    return await post(
        chat,
        caption=card.caption or None,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(card),
        protect_content=card.protect,
        disable_notification=silent,
        read_timeout=UPLOAD_SECONDS,
    )
