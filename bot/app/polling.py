"""What is asked of Telegram again and again: its updates, and what time it is there."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.clock import Clock
from bot.errors import Unavailable
from handlers.bot_api.calls import Calls
from handlers.bot_api.transport import Request

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
CONFLICT_SECONDS = 60.0
CLOCK_MAY_BE_OFF = timedelta(minutes=5)
"""From Telegram's clock: with more than this no deadline would be right, and data would be erased before their time."""
_CLOCK_SEEN = timedelta(minutes=5)
"""How long a comparison of the two clocks tells something; one is made with every poll."""

log = structlog.get_logger(__name__)


class Polling:
    """One poll after another. `seconds`: how long one waits; `believed`: called when the clock was found right."""

    def __init__(
        self, bot: Bot, request: Request, clock: Clock, seconds: int, believed: Callable[[], None]
    ) -> None:
        self._call = Calls(bot, request)
        self._request = request
        self._clock = clock
        self._seconds = seconds
        self._believed = believed
        self._right_at: datetime | None = None
        self._rival: Rival | None = None

    async def fetch(self, offset: int | None, wait: bool) -> list[dict[str, Any]]:
        """One poll. A second poller (409) is borne for a minute, then raised."""
        self._rival = self._rival or Rival(monotonic())
        try:
            found = await self._call(
                "getUpdates",
                timeout=self._seconds if wait else 0,
                allowed_updates=ALLOWED,
                offset=offset,
                read_timeout=self._seconds + 10,
            )
        except Conflict as error:
            if self._rival.stays(monotonic()):
                raise
            raise Unavailable("second-poller") from error
        except InvalidToken:
            raise
        except RetryAfter as error:
            raise Unavailable("asked-to-wait") from error
        except NetworkError as error:
            raise Unavailable("network") from error
        except TelegramError as error:
            raise Unavailable("telegram") from error
        self._rival.absent(monotonic())
        assert isinstance(found, list)
        self._compare_clocks(found)
        return found

    def _compare_clocks(self, found: list[dict[str, Any]]) -> None:
        apart = clocks_apart(self._clock, self._request)
        if apart is None:
            # A Bot API server of one's own has no `Date`. What was sent just now tells as much; what is older, nothing.
            sent = max((body["message"].get("date", 0) for body in found if "message" in body), default=0)
            apart = abs(self._clock.now() - datetime.fromtimestamp(sent, UTC))
            if apart > CLOCK_MAY_BE_OFF:
                return
        if apart <= CLOCK_MAY_BE_OFF:
            self._right_at = self._clock.now()
            self._believed()
        elif self._right_at is not None:
            seconds = round(apart.total_seconds())
            log.warning("the clock is not Telegram's: nothing is erased", seconds=seconds)
            self._right_at = None

    def clock_right(self, now: datetime) -> bool:
        """Has the clock just been compared with Telegram's?"""
        return self._right_at is not None and abs(now - self._right_at) < _CLOCK_SEEN


class Rival:
    """Another process with our token: its poll ends ours (409), ours ends its.

    A poll that succeeds in between proves nothing, since one that does not wait is over before the other's next. The
    other has gone where one succeeds CONFLICT_SECONDS after it was last met.
    """

    def __init__(self, now: float) -> None:
        self._since: float | None = None
        self._seen = now
        self._patience = CONFLICT_SECONDS

    def absent(self, now: float) -> None:
        """A poll has succeeded. Whoever was alone for long bears it longer: of two the newcomer is to give up first."""
        if now - self._seen > CONFLICT_SECONDS:
            self._since, self._patience = None, CONFLICT_SECONDS * 1.5

    def stays(self, now: float) -> bool:
        """It has just been met: has it been there for too long?"""
        self._since = now if self._since is None else self._since
        self._seen = now
        return now - self._since > self._patience


def clocks_apart(clock: Clock, request: Request) -> timedelta | None:
    """How far our clock is from Telegram's, when that last answered; None where it did not say."""
    theirs = request.date
    return None if theirs is None else abs(clock.now() - theirs)
