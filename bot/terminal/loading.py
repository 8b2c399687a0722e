"""What `nac-bot run` loads first, so that the first poll comes soon and the bot is small when idle."""

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


def load() -> None:
    """All libraries and rooms. What is loaded stays, so nobody looks for garbage in it, now or later.

    To look again and again takes a fifth of a start, to look once at its end a tenth, for less than a megabyte.
    """
    gc.disable()
    with _hidden("cryptography"):  # for Telegram Passport, which we do not serve: seven megabytes
        import_module("telegram")
    # Certificates are read from the disk meanwhile.
    certificates = threading.Thread(target=import_module, args=("aiohttp",))
    certificates.start()
    import_module("sqlalchemy")
    certificates.join()
    import_module("bot.terminal.running")
    gc.freeze()
    gc.enable()


@contextmanager
def _hidden(library: str) -> Iterator[None]:
    """Whoever can do without a library does without it; nobody else may import it meanwhile."""
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[library]
