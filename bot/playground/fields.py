"""Reads the parameters of one call. They may arrive as text or with their JSON type: both are taken."""

import json
import math
from collections.abc import Mapping
from typing import Any

from bot.playground.refusals import bad_request

Upload = tuple[str, bytes]


class Fields:
    """One call's parameters and uploads. Every reader raises `Refused` where the value has the wrong type."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self._values = values
        self.files = files

    def text(self, name: str) -> str:
        """Text, empty where it is missing."""
        value = self._values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool | list | dict):
            raise bad_request(f'Field "{name}" must be of type String')
        return str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number, in digits or as text."""
        value = self._values.get(name)
        if value is None or value == "":
            return default
        try:
            if isinstance(value, bool | float):
                raise TypeError
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'Field "{name}" must be of type Number') from None

    def decimal(self, name: str) -> float:
        """A number with a decimal point; Telegram reads what is none as 0."""
        try:
            found = float(self.text(name))
        except ValueError:
            return 0.0
        return found if math.isfinite(found) else 0.0

    def flag(self, name: str) -> bool:
        """Yes or no; Telegram takes true, yes and 1 in any case."""
        value = self._values.get(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        return str(value).lower() in ("true", "yes", "1")

    def structure(self, name: str, kind: type[list[Any]] | type[dict[str, Any]], called: str) -> Any:
        """A JSON value of `kind`, None where it is missing. `called` is the server's word for it."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise bad_request(f"Can't parse {called} JSON object") from None
        if not isinstance(value, kind):
            raise bad_request(
                f"Expected an Array of {called}" if kind is list else f"Object expected as {called}"
            )
        return value

    def file(self, name: str) -> Upload | str | None:
        """An upload, or the file_id that stands for one, or None."""
        return self.attached(self._values.get(name)) or self.files.get(name)

    def attached(self, reference: Any) -> Upload | str | None:
        """What `attach://name` or a file_id stands for."""
        if not reference:
            return None
        if isinstance(reference, str) and reference.startswith("attach://"):
            return self.files.get(reference.removeprefix("attach://"))
        return str(reference)
