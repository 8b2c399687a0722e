"""What a body says of its transaction: what it undoes, whom it wakes, that it has erased something."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.store.prepared import say

T = TypeVar("T")
Body = Callable[[Connection], T]

_AWAY = ("08", "53", "57P")
"""PostgreSQL's states of a connection that failed, a want of room, a server that goes down or comes up."""
WAKE, ERASED = "wake", "erased"
"""Where a transaction keeps what was said of it."""


def away(error: BaseException) -> bool:
    """Was it the database that is out of reach, or out of room, and not what was asked of it?"""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    asked = getattr(error.orig, "sqlite_errorname", None) == "SQLITE_ERROR"
    return error.connection_invalidated or (not asked if state is None else state.startswith(_AWAY))


def wake(connection: Connection) -> None:
    """Called where a letter is written or a date set: once committed, courier and scheduler look again."""
    connection.info[WAKE] = True


def erased(connection: Connection, *, at_once: bool = True) -> None:
    """Called where what was told about a person is erased: once committed, memory and journal are emptied, too.

    What was deleted is overwritten in the database file itself; the journal beside it would keep it for a while. Not
    `at_once`: where many are erased one after the other, they may wait for each other half a second.
    """
    connection.info[ERASED] = at_once or connection.info.get(ERASED, False)


@contextlib.contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """What raises inside undoes only itself. SQLAlchemy's own compiles its statements anew every time."""
    say(connection, "SAVEPOINT body")
    try:
        yield
        # Where the body swallowed an error, PostgreSQL refuses this, and would roll everybody back at the commit.
        say(connection, "RELEASE SAVEPOINT body")
    except OperationalError:  # the transaction is beyond saving, maybe the connection is
        raise
    except BaseException:
        say(connection, "ROLLBACK TO SAVEPOINT body")
        say(connection, "RELEASE SAVEPOINT body")
        raise


def attempted(connection: Connection, body: Body[T]) -> T | None:
    """What `body` gives; None where it failed, which undoes only itself.

    Raises OperationalError: after that nothing of the transaction can be kept, whoever else has written in it.
    """
    try:
        with savepoint(connection):
            return body(connection)
    except OperationalError:
        raise
    except Exception:
        return None
