"""Files by their id, as the server keeps them: bytes, name, kind, and the size of a picture."""

import mimetypes
import struct
from typing import Any

from bot.dataclasses import dataclass
from bot.playground.fields import Upload
from bot.playground.refusals import Refused, bad_request

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """A file on the server."""

    number: int
    name: str
    data: bytes
    folder: str

    @property
    def file_id(self) -> str:
        """What bots call it by."""
        return f"PLAYGROUNDFILE{self.number:010d}"

    @property
    def path(self) -> str:
        """Where it can be downloaded, below /file/bot<token>/."""
        return f"{self.folder}/file_{self.number}{mimetypes.guess_extension(self.mime_type) or ''}"

    @property
    def mime_type(self) -> str:
        """Guessed from the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def json(self) -> dict[str, Any]:
        """As `File`, without the path."""
        return {
            "file_id": self.file_id,
            "file_unique_id": f"PG{self.number:08d}",
            "file_size": len(self.data),
        }

    def document(self) -> dict[str, Any]:
        """As `Document`."""
        return {**self.json(), "file_name": self.name, "mime_type": self.mime_type}

    def photo(self) -> list[dict[str, Any]]:
        """As an Array of `PhotoSize`. Raises Refused where it is no picture."""
        size = picture_size(self.data)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        return [{**self.json(), "width": size[0], "height": size[1]}]


class Files:
    """All files that were ever sent."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._count = 0

    def keep(self, name: str, data: bytes, folder: str) -> StoredFile:
        """Stores a file under a new id."""
        self._count += 1
        stored = StoredFile(self._count, name, data, folder)
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def receive(self, upload: Upload | str | None, what: str, limit: int) -> StoredFile:
        """What a bot sends: an upload, or the id of a file that is here. Raises Refused."""
        if upload is None:
            raise bad_request(f"There is no {what} in the request")
        if isinstance(upload, str):
            return self.by_id(upload)
        name, data = upload
        if not data:
            raise bad_request("File must be non-empty")
        if len(data) > UPLOAD_LIMIT:
            raise Refused(413, "Request Entity Too Large")
        if len(data) > limit:
            raise bad_request(f"{what} is too big")
        return self.keep(name, data, f"{what}s")

    def by_id(self, file_id: str) -> StoredFile:
        """Raises Refused where no file has this id."""
        if file_id not in self._by_id:
            raise bad_request("Wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def lose(self, file_id: str) -> None:
        """Forgets a file, as Telegram's servers may: its id is wrong from then on."""
        stored = self._by_id.pop(file_id)
        self._by_path.pop(stored.path, None)

    def find(self, file_id: str) -> StoredFile | None:
        """The file with this id, if there is one."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file that getFile gave this path."""
        return self._by_path.get(path)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in (0xC0, 0xC1, 0xC2):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
