"""The one place that asks what time it is. Everything else is handed an instant."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the instant, in UTC. `move` shifts it forward (playground and tests only)."""

    def __init__(self, start: datetime | None = None) -> None:
        """`start`: the instant that the clock shows now; None for real time."""
        self._offset = timedelta() if start is None else start - datetime.now(UTC)
        self._watchers: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC) + self._offset

    def move(self, to: datetime) -> None:
        """Sets the clock to `to` (aware), never backwards, and wakes whoever waits for an instant."""
        self._offset += max(to - self.now(), timedelta())
        for watcher in self._watchers:
            watcher()

    def watch(self, watcher: Callable[[], None]) -> None:
        """`watcher` is called after every `move`."""
        self._watchers.append(watcher)


class FrozenClock(Clock):
    """A clock that stands still between moves, so that tests and stories do not depend on how fast they run."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._instant: datetime | None = start.astimezone(UTC)

    def now(self) -> datetime:
        """The instant it was last set to, in UTC; once thawed, it goes on from there."""
        return self._instant or super().now()

    def move(self, to: datetime) -> None:
        """Sets the clock to `to` (aware), never backwards, and wakes whoever waits for an instant."""
        if self._instant is not None:
            self._instant = max(self._instant, to.astimezone(UTC))
        super().move(to)

    def thaw(self) -> None:
        """From now on it goes as clocks do."""
        if self._instant is not None:
            self._offset = self._instant - datetime.now(UTC)
            self._instant = None
