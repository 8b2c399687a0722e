"""The bytes of files on disk, in DATA_DIR/files, each under its SHA-256: equal bytes are kept once."""

import asyncio
import errno
import hashlib
import os
import secrets
from collections.abc import Container
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.errors import Broken, Unavailable
from bot.ids import Digest

FOLDER = "files"
"""Where in the data folder."""


class Shelf:
    """Puts bytes away and gives them back unchanged. Its work on disk is done in threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, data: bytes | bytearray) -> Digest:
        """Keeps bytes for good (a power cut included) before it returns their digest; twice is once.

        To be called before the transaction that refers to them; what no row refers to in the end, `clear` removes.
        Raises Unavailable("disk-full"); then nothing of it is left.
        """
        return await asyncio.to_thread(self._put, data)

    async def get(self, digest: Digest) -> bytes:
        """The bytes, checked against their digest. Raises Broken("file-lost") or Broken("file-damaged")."""
        return await asyncio.to_thread(self._get, digest)

    async def open(self, digest: Digest) -> BinaryIO:
        """The same to be read piece by piece, since a file need not lie in memory whole. Raises as `get`."""
        return await asyncio.to_thread(self._open, digest)

    async def has(self, digest: Digest) -> bool:
        """Are there bytes under it?"""
        return await asyncio.to_thread(self._place(digest).exists)

    async def clear(self, kept: Container[Digest], before: datetime) -> int:
        """Removes what is not in `kept` and was put away before that instant; returns how many files that were."""
        return await asyncio.to_thread(self._clear, kept, before)

    async def discard(self, digest: Digest) -> None:
        """Removes bytes at once; only for what nobody else can be about to refer to. Those that are gone are fine."""
        await asyncio.to_thread(self._place(digest).unlink, missing_ok=True)

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _put(self, data: bytes | bytearray) -> Digest:
        digest = Digest(hashlib.sha256(data).hexdigest())
        place = self._place(digest)
        try:
            self._write(place, data)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise Unavailable("disk-full") from None
        return digest

    def _write(self, place: Path, data: bytes | bytearray) -> None:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if place.exists():
            os.utime(place)  # it is wanted again: young, and so not to be cleared before its row is written
            return
        made = place.with_suffix(f".{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            made.replace(place)
        except OSError:
            made.unlink(missing_ok=True)  # half a file would take up the room that is lacking
            raise
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # the name, too, must survive a power cut
        finally:
            os.close(folder)

    def _get(self, digest: Digest) -> bytes:
        with self._open(digest) as file:
            return file.read()

    def _open(self, digest: Digest) -> BinaryIO:
        try:
            file = self._place(digest).open("rb")
        except FileNotFoundError:
            raise Broken("file-lost", digest=digest) from None
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            file.close()
            raise Broken("file-damaged", digest=digest)
        file.seek(0)
        return file

    def _clear(self, kept: Container[Digest], before: datetime) -> int:
        removed = 0
        for place in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):
                if Digest(place.name) not in kept and place.stat().st_mtime < before.timestamp():
                    place.unlink()
                    removed += 1
        return removed
