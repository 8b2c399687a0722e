"""How the Bot API says no: a status, Telegram's own words, and sometimes parameters."""

from typing import Any


class Refused(Exception):
    """The server refuses a call. `description` is what Telegram would write, its prefix included."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def answer(self) -> tuple[int, dict[str, Any]]:
        """The HTTP status and the body."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return self.status, body


class ConnectionDied(Exception):
    """The call took effect, but the caller never hears of it (asked for by a test)."""


class NotPossible(Exception):
    """A person tries what the apps do not offer: a button that is not there, copying a protected text."""


def bad_request(reason: str, **parameters: Any) -> Refused:
    """400; `reason` as in TDLib, whose first letter the Bot API writes small unless it is a code."""
    if not (reason[1:2].isupper() or reason[1:2] == "_"):
        reason = reason[0].lower() + reason[1:]
    return Refused(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refused:
    """403."""
    return Refused(403, f"Forbidden: {reason}")
