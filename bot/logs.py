"""Log lines, ours and the libraries', with the token masked in every one of them.

The mask works on the finished line, so no argument, traceback or foreign logger goes around it.
"""

import logging
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Literal, TextIO
from urllib.parse import quote

import structlog
from structlog.typing import Processor

MASK = "[token]"
_LOOKS_LIKE_A_TOKEN = re.compile(r"\d{1,20}(?::|%(?:25)*3[Aa])[A-Za-z0-9_-]{30,}")
# Below these levels they write what people typed: parameters of API calls and of SQL.
_AT_LEAST = {"telegram": logging.INFO, "aiosqlite": logging.INFO, "sqlalchemy": logging.WARNING}
_AT_LEAST |= {"apscheduler": logging.WARNING}  # a line for each change of the hour at which it wakes somebody
_AT_LEAST |= {"alembic": logging.WARNING}  # at a first start, a page of lines; what was done is said in one


def configure(
    format: Literal["console", "json"] = "console",
    token: str | None = None,
    stream: TextIO | None = None,
    level: int = logging.INFO,
) -> None:
    """Sends every log line, warning and uncaught error to `stream` (default: standard error), once, masked.

    Times are UTC. What is bound in structlog's contextvars (`update_id`) stands in libraries' lines too.
    """
    mask = masker(token)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    handler = _Handler(stream or sys.stderr, mask)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(format, colors=handler.stream.isatty()),
                lambda _logger, _method, line: mask(str(line)),
            ],
        )
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name, least in _AT_LEAST.items():
        logging.getLogger(name).setLevel(max(level, least))
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


def masker(token: str | None) -> Callable[[str], str]:
    """A function that replaces `token`, also URL-encoded, and whatever looks like a token of Telegram's."""
    known = sorted({token, quote(token, safe="")}, key=len, reverse=True) if token else []
    pattern = re.compile("|".join([*map(re.escape, known), _LOOKS_LIKE_A_TOKEN.pattern]))
    return lambda text: pattern.sub(MASK, text)


def _rendering(format: str, *, colors: bool) -> list[Processor]:
    if format == "json":
        return [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=repr),
        ]
    # The plain traceback: prettier ones wrap lines, and a token cut in two could not be recognised.
    return [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)]


class _Handler(logging.StreamHandler[TextIO]):
    def __init__(self, stream: TextIO, mask: Callable[[str], str]) -> None:
        super().__init__(stream)
        self._mask = mask

    def handleError(self, record: logging.LogRecord) -> None:
        """Says that a line could not be written. The standard library would print its arguments."""
        error = sys.exc_info()[1]
        with suppress(OSError, ValueError):  # the stream itself may be gone
            self.stream.write(self._mask(f"a log line of {record.name} could not be written: {error!r}\n"))


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
    else:
        logging.getLogger("bot").critical("uncaught error", exc_info=(kind, error, traceback))
