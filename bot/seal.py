"""What the database may hold and nobody may read in it: sealed with a key that is kept outside of it and of backups."""

from base64 import urlsafe_b64encode
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.dataclasses import dataclass
from bot.ids import PersonId

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_ADDRESS_BYTES = 8
"""Of every address, so that its length tells nothing."""


@dataclass(frozen=True)
class Seal:
    """Seals under a key derived from the secret. Fernet would write down the hour: it is always the same one here."""

    secret: bytes = field(repr=False)

    def text(self, text: str) -> str:
        """A text that only `read` gives back."""
        return self._close(text.encode())

    def read(self, sealed: str) -> str | None:
        """The text; None where the key is another one, or somebody changed what was sealed."""
        found = self._open(sealed)
        return None if found is None else found.decode()

    def address(self, person: PersonId) -> str:
        """Whom to write to. Two addresses of one person do not look alike."""
        return self._close(person.to_bytes(_ADDRESS_BYTES, "big"))

    def person(self, sealed: str) -> PersonId | None:
        """Whose address it is; None as in `read`."""
        found = self._open(sealed)
        return None if found is None else PersonId(int.from_bytes(found, "big"))

    @cached_property
    def _fernet(self) -> "Fernet":
        # Imported late, here and below: a start has no need of it, and it holds seven megabytes.
        from cryptography.fernet import Fernet  # noqa: PLC0415
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

        derived = HKDF(SHA256(), 32, salt=None, info=b"nac-bot sealed addresses and texts").derive(
            self.secret
        )
        return Fernet(urlsafe_b64encode(derived))

    def _close(self, plain: bytes) -> str:
        return self._fernet.encrypt_at_time(plain, 0).decode()

    def _open(self, sealed: str) -> bytes | None:
        from cryptography.fernet import InvalidToken  # noqa: PLC0415

        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            return None
