"""The smallest bot that is one: it answers taps and repeats texts."""

from typing import Any

from bot.playground.telegram import Telegram
from tests.playground.conftest import Api


class EchoBot:
    """Handles what waits: answers taps and repeats texts, as a bot does between an act and its `settle`."""

    def __init__(self, telegram: Telegram, api: Api) -> None:
        self.telegram, self.api = telegram, api
        self.seen: list[dict[str, Any]] = []

    async def run(self) -> None:
        """Polls and answers until it is cancelled."""
        while True:
            await self.settle(seconds=60)

    async def settle(self, seconds: int = 0) -> None:
        for update in await self.api("getUpdates", timeout=seconds):
            self.seen.append(update)
            if tap := update.get("callback_query"):
                await self.api("answerCallbackQuery", callback_query_id=tap["id"], text="Counted")
                card = tap["message"]
                await self.api(
                    "editMessageText",
                    chat_id=card["chat"]["id"],
                    message_id=card["message_id"],
                    text=f"Recorded: {tap['data']}",
                )
            elif text := update.get("message", {}).get("text"):
                await self.api(
                    "sendMessage", chat_id=update["message"]["chat"]["id"], text=f"You wrote {text}"
                )
            await self.api("getUpdates", offset=update["update_id"] + 1)
