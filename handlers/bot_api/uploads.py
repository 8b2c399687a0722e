"""Files and pictures out: by Telegram's id of them where it has one, else from our own bytes."""

import asyncio
import io
import os
from collections.abc import Sequence
from functools import partial
from typing import BinaryIO
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, InputFile, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.documents import papers, qr_code, render
from bot.errors import Broken
from bot.files import OUT_BYTES, Shelf, records
from bot.ids import Digest, TelegramId
from bot.screens import Attachment, Content, Drawn, Kept, Made, QrCode, Written
from bot.store import Store
from handlers.bot_api.drawing import keyboard

UPLOAD_SECONDS = 60.0
AT_ONCE = 4
"""How many uploads go on side by side: the line out is shared with the answers to taps."""
_LOST = ("wrong file identifier", "wrong remote file", "file_reference", "file is temporarily unavailable")

_FOR_ONCE = (Made, QrCode)
"""What Telegram is not asked to send a second time."""

log = structlog.get_logger(__name__)


class Uploads:
    """Sends attachments. The same bytes under the same name are uploaded once for a bot, also when many ask at once."""

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf
        self._lines: WeakValueDictionary[tuple[Digest, str], asyncio.Lock] = WeakValueDictionary()
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def send(self, bot: Bot, chat: TelegramId, card: Attachment, silent: bool) -> int:
        """Sends it, returns the message's id.

        Raises Telegram's errors, and Broken where our own bytes are gone or more than Telegram takes (`file-oversize`).
        """
        if isinstance(card.content, _FOR_ONCE):
            return await self._upload(bot, chat, card, silent)
        of = card.content.digest, card.name
        known = await self._known(bot, *of)
        if known is not None:
            try:
                return (await _post(bot, chat, card, known, silent)).message_id
            except BadRequest as error:
                if not any(phrase in str(error).lower() for phrase in _LOST):
                    raise
            log.warning("telegram no longer has a file", digest=card.content.digest)
            await self._forget(bot, *of, known)
        async with self._lines.setdefault(of, asyncio.Lock()):
            known = await self._known(bot, *of)  # the one before us may just have brought it there
            if known is None:
                return await self._upload(bot, chat, card, silent)
        return (await _post(bot, chat, card, known, silent)).message_id

    async def _known(self, bot: Bot, digest: Digest, name: str) -> str | None:
        return await self._store.read(lambda tx: records.file_id(tx, bot.id, digest, name))

    async def _forget(self, bot: Bot, digest: Digest, name: str, file_id: str) -> None:
        await self._store.write(lambda tx: records.forget_file_id(tx, bot.id, digest, name, file_id))

    async def _upload(self, bot: Bot, chat: TelegramId, card: Attachment, silent: bool) -> int:
        digest = card.content.digest
        async with self._slots:
            with await self._bytes(card.content) as content:
                if (size := content.seek(0, os.SEEK_END)) > OUT_BYTES:
                    raise Broken("file-oversize", digest=digest, size=size)
                content.seek(0)
                # Handed over as a file, not as bytes: it is read piece by piece while it goes out.
                upload = InputFile(content, filename=card.name, read_file_handle=False)
                message = await _post(bot, chat, card, upload, silent)
        if isinstance(card.content, _FOR_ONCE):
            return message.message_id
        sent_as = _file_id(message)
        await self._store.record(lambda tx: records.keep_file_id(tx, bot.id, digest, card.name, sent_as))
        return message.message_id

    async def _bytes(self, content: Content) -> BinaryIO:
        if isinstance(content, Made):
            return io.BytesIO(content.data)
        if isinstance(content, Kept):
            return await self._shelf.open(content.digest)
        if isinstance(content, QrCode):
            return io.BytesIO(qr_code(content.text))
        if isinstance(content, Written):
            paper, to, at = content.paper, content.to, content.made_at
            return io.BytesIO(await asyncio.to_thread(papers.written, paper, to, at))
        return io.BytesIO(await asyncio.to_thread(render, content.template, content.data))


def _file_id(message: Message) -> str:
    """Telegram may call what was sent as a document an audio, a video or an animation; of a photo it has sizes."""
    found = message.effective_attachment
    largest = found[-1] if isinstance(found, Sequence) else found
    return str(largest.file_id)  # type: ignore[union-attr]


async def _post(
    bot: Bot, chat: TelegramId, card: Attachment, content: str | InputFile, silent: bool
) -> Message:
    post = (
        partial(bot.send_photo, photo=content)
        if isinstance(card.content, Drawn | QrCode)
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
