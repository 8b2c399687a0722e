"""How a PostgreSQL server is spoken to: one that falls silent (a cable is cut, its machine stands still) is given up.

TCP alone would wait a quarter of an hour for an answer, and the server two hours before it takes a lock back.
"""

import logging
from collections.abc import Generator
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.errors import IdleInTransactionSessionTimeout
from psycopg.waiting import Ready
from sqlalchemy import URL, Engine, create_engine, event

T = TypeVar("T")

ANSWER_SECONDS = 15
"""How long a statement waits for a word, also for its turn to write: a thousand times what one of ours takes.

With `CONNECT_SECONDS` less than what intake gives an update: one whose statement it was is tried again uncounted.
"""
CONNECT_SECONDS = 10
"""Also far away, and with certificates, a connection takes less than one."""
_LIMITS = {
    "connect_timeout": CONNECT_SECONDS,
    # Of what was sent and no machine has received. It also ends probes that nobody answers.
    "tcp_user_timeout": ANSWER_SECONDS * 1000,
    # A connection at rest is probed before firewalls forget it (some do after half a minute), and the pool finds
    # out that it is dead before somebody needs it.
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
_LET_GO = (
    "SELECT set_config('idle_in_transaction_session_timeout', %s, false)"
    " WHERE current_setting('idle_in_transaction_session_timeout') = '0'"
)
"""Unless somebody has set another limit. A transaction whose bot is cut off holds the lock that all writers need."""


def limits(url: URL) -> dict[str, int]:
    """What libpq is told beside the URL, which wins where it says its own."""
    return {name: value for name, value in _LIMITS.items() if name not in url.query}


def server_engine(url: URL, **options: Any) -> Engine:
    """An engine whose connections give up a silent server."""
    # Of a connection that is lost the pool writes a traceback besides; what happened hears whoever asked.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
    engine = create_engine(url, connect_args=limits(url), **options)
    event.listen(engine, "do_connect", _connect)
    return engine


class Impatient(psycopg.Connection[Any]):
    """Gives up after `ANSWER_SECONDS` without a word.

    The system's own limits do not help where the other machine still confirms what it receives and nobody reads it.
    """

    def wait(self, gen: Generator[Any, Any, T], *args: Any, **options: Any) -> T:
        """As psycopg does for every statement."""
        try:
            return super().wait(self._heard(gen), *args, **options)
        except IdleInTransactionSessionTimeout as ended:
            # This machine has slept; to psycopg it is a fault of the server's.
            raise psycopg.OperationalError(str(ended)) from None

    def _heard(self, gen: Generator[Any, Any, T]) -> Generator[Any, Any, T]:
        since = monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready != Ready.NONE:
                    since = monotonic()
                elif monotonic() - since > ANSWER_SECONDS:
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"no answer for {ANSWER_SECONDS} s")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def _connect(_dialect: object, _record: object, words: Any, names: Any) -> Impatient:
    connection = Impatient.connect(*words, **names)
    try:
        connection.autocommit = True
        connection.execute(_LET_GO, [f"{ANSWER_SECONDS}s"])
        connection.autocommit = False
    except BaseException:
        connection.close()
        raise
    return connection
