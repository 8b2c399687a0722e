"""Calls of the Bot API as plain JSON: PTB's objects around the two calls of an answer cost as much as drawing it."""

from typing import Any

from telegram import Bot
from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter


class Calls:
    """One way to Telegram. PTB's transport still reads the answer: its errors are those of PTB."""

    def __init__(self, bot: Bot, request: BaseRequest) -> None:
        self._bot = bot
        self._request = request

    async def __call__(
        self, method: str, *, read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE, **fields: Any
    ) -> Any:
        """Calls `method` with those fields that are not None; what Telegram gives back, as JSON."""
        data = RequestData([RequestParameter(k, v, None) for k, v in fields.items() if v is not None])
        return await self._request.post(f"{self._bot.base_url}/{method}", data, read_timeout=read_timeout)
