"""A Bot API server of our own for one bot: Telegram's answers and refusals, in memory, on the clock."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from bot.clock import Clock
from bot.dataclasses import dataclass
from bot.playground import chats, commands, listening, messages
from bot.playground.fields import Fields, Upload
from bot.playground.groups import Groups
from bot.playground.refusals import ConnectionDied, Refused

_METHODS = {**listening.METHODS, **messages.METHODS, **chats.METHODS, **commands.METHODS}
_LOGGED = 1000


class Call(NamedTuple):
    """One call that the bot made, and what it was told. Polls are not kept."""

    method: str
    fields: Mapping[str, Any]
    status: int
    answer: dict[str, Any]
    at: datetime


@dataclass
class _Planned:
    method: str
    answer: tuple[int, dict[str, Any]] | None
    times: int


class Telegram(Groups):
    """The server. `call` is for the bot; people's acts come from `Groups` and `Acts`, the state from `World`.

    `latency`: real seconds that every call but a poll takes. `on_call` hears method and fields (uploads
    as `attach://name`) before anything happens.
    """

    def __init__(self, clock: Clock, token: str, bot_username: str = "nac_playground_bot") -> None:
        super().__init__(clock, bot_username, bot_id=int(token.partition(":")[0]))
        self._token = token
        self._planned: list[_Planned] = []
        self.latency = 0.0
        self.calls: deque[Call] = deque(maxlen=_LOGGED)
        self.calls_made = 0
        self.on_call: list[Callable[[str, Mapping[str, Any]], None]] = []

    def refuse_token(self, token: str) -> tuple[int, dict[str, Any]] | None:
        """The answer to a call with the wrong token, None for the right one."""
        if token == self._token:
            return None
        if not re.fullmatch(r"\d+:[\w-]+", token):
            return Refused(404, "Not Found").answer()
        return Refused(401, "Unauthorized").answer()

    def fail_next(
        self,
        method: str,
        status: int,
        description: str,
        parameters: Mapping[str, Any] | None = None,
        times: int = 1,
    ) -> None:
        """The next `times` calls of `method` do nothing and are answered so, e.g. 429 with `retry_after`."""
        self._planned.append(
            _Planned(method.lower(), Refused(status, description, **(parameters or {})).answer(), times)
        )

    def cut_next(self, method: str, times: int = 1) -> None:
        """The next `times` calls of `method` take effect, but their connection dies before the answer."""
        self._planned.append(_Planned(method.lower(), None, times))

    async def call(
        self, method: str, fields: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """One call of the Bot API: the HTTP status and the body. Raises ConnectionDied after `cut_next`."""
        files = files or {}
        given = _with_uploads(fields, files)
        for hook in self.on_call:
            hook(method, given)
        polls = method.lower() == "getupdates"
        if self.latency and not polls:
            await asyncio.sleep(self.latency)
        planned = self._take(method.lower())
        status, answer = (planned and planned.answer) or await self._answer(method, Fields(fields, files))
        if not polls:
            self.calls_made += 1
            self.calls.append(Call(method, given, status, answer, self.clock.now()))
            self.changed()
        if planned is not None and planned.answer is None:
            raise ConnectionDied(method)
        return status, answer

    async def _answer(self, method: str, fields: Fields) -> tuple[int, dict[str, Any]]:
        serve = _METHODS.get(method.lower())
        if serve is None:
            return Refused(404, "Not Found: method not found").answer()
        try:
            return 200, {"ok": True, "result": await serve(self, fields)}
        except Refused as refusal:
            return refusal.answer()

    def _take(self, method: str) -> _Planned | None:
        for planned in self._planned:
            if planned.method == method:
                planned.times -= 1
                if not planned.times:
                    self._planned.remove(planned)
                return planned
        return None


def _with_uploads(fields: Mapping[str, Any], files: Mapping[str, Upload]) -> Mapping[str, Any]:
    if not files:
        return fields
    written = json.dumps(dict(fields))
    return {**fields, **{name: f"attach://{name}" for name in files if f"attach://{name}" not in written}}
