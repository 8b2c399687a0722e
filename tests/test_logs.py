"""No log line tells the token, whoever writes it, at whatever level, in whatever shape."""

import io
import json
import logging
import sys
import threading
import warnings
from typing import Literal
from urllib.parse import quote

import pytest
import structlog
from sqlalchemy import create_engine, text
from telegram.error import InvalidToken

from bot import logs

TOKEN = "7000000001:AAF-" + "x" * 31
FORMATS: tuple[Literal["console", "json"], ...] = ("console", "json")


@pytest.fixture(params=FORMATS)
def written(request: pytest.FixtureRequest) -> io.StringIO:
    """What the log received so far."""
    stream = io.StringIO()
    logs.configure(request.param, TOKEN, stream, logging.DEBUG)
    return stream


def assert_masked(stream: io.StringIO, lines: int | None = None) -> None:
    content = stream.getvalue()
    assert logs.MASK in content
    for form in (TOKEN, quote(TOKEN), quote(TOKEN, safe=""), TOKEN.partition(":")[2]):
        assert form not in content
    if lines is not None:
        assert len(content.splitlines()) == lines


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error", "critical"])
def test_the_token_is_masked_at_every_level(written: io.StringIO, level: str) -> None:
    getattr(structlog.get_logger("bot.courier"), level)("sent", url=f"https://example.org/bot{TOKEN}/getMe")
    getattr(logging.getLogger("anything"), level)("sent to /bot%s/getMe", TOKEN)
    assert_masked(written, lines=2)


@pytest.mark.parametrize(
    "name", ["telegram.Bot", "aiohttp.access", "sqlalchemy.engine", "aiosqlite", "asyncio"]
)
def test_the_token_is_masked_in_what_libraries_write(written: io.StringIO, name: str) -> None:
    logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger(name).debug(
        "parameters %s", {"url": f"https://example.org/bot{TOKEN}/x", "b": [TOKEN.encode()]}
    )
    assert_masked(written, lines=1)


def test_the_token_is_masked_in_tracebacks(written: io.StringIO) -> None:
    try:
        try:
            raise ValueError(TOKEN)
        except ValueError as error:
            raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.") from error
    except InvalidToken:
        structlog.get_logger().exception("start failed")
        logging.getLogger("telegram.ext").exception("start failed")
    assert_masked(written)
    assert written.getvalue().count("was rejected by the server") >= 2


def test_the_token_is_masked_in_what_nobody_caught(written: io.StringIO) -> None:
    error = InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    sys.excepthook(InvalidToken, error, None)
    thread = threading.Thread(target=int, args=(TOKEN,))
    thread.start()
    thread.join()
    assert_masked(written)
    assert written.getvalue().count("uncaught error") == 2


def test_the_token_is_masked_in_warnings(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)  # catch_warnings has just put the plain one back
        warnings.warn(f"odd address /bot{TOKEN}/getMe", stacklevel=1)
    assert_masked(written)


def test_a_line_that_cannot_be_formatted_tells_nothing_either(
    written: io.StringIO, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [handler for handler in logging.root.handlers if getattr(handler, "stream", None) is written]
    monkeypatch.setattr(logging.root, "handlers", ours)  # pytest's own would raise
    logging.getLogger("telegram").error("%d votes", TOKEN)
    assert "could not be written" in written.getvalue()
    assert TOKEN not in written.getvalue() + capsys.readouterr().err


@pytest.mark.parametrize("form", ["{}", "/bot{}/getMe", "a%3Fx={}", "'{}'", "9{}"])
def test_another_bots_token_is_masked_by_its_shape(form: str) -> None:
    other = "123456789:" + "Ab_-" * 9
    for shown in (other, quote(other, safe=""), quote(quote(other, safe=""), safe="")):
        masked = logs.masker(None)(form.format(shown))
        assert "Ab_-" not in masked
        assert logs.MASK in masked


def test_a_short_token_of_the_playground_is_masked_whole_and_nothing_else_is() -> None:
    mask = logs.masker("1:demo")
    assert mask("http://127.0.0.1:8088/bot1:demo/getMe?x=1%3Ademo") == (
        "http://127.0.0.1:8088/bot[token]/getMe?x=[token]"
    )
    assert mask("the demo at 2026-05-04T10:00:00+06:00") == "the demo at 2026-05-04T10:00:00+06:00"


def test_the_update_stands_in_our_lines_and_in_libraries() -> None:
    stream = io.StringIO()
    logs.configure("json", None, stream)
    with structlog.contextvars.bound_contextvars(update_id=41):
        structlog.get_logger("bot.intake").info("handled", outcome="counted")
        logging.getLogger("aiohttp.server").warning("slow %s", "client")
    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (ours["event"], ours["outcome"], ours["update_id"], ours["logger"]) == (
        "handled",
        "counted",
        41,
        "bot.intake",
    )
    assert (theirs["event"], theirs["update_id"], theirs["level"]) == ("slow client", 41, "warning")
    assert ours["timestamp"].endswith("Z")


def test_a_json_line_with_a_traceback_is_one_line_of_json() -> None:
    stream = io.StringIO()
    logs.configure("json", TOKEN, stream)
    try:
        int(TOKEN)
    except ValueError:
        structlog.get_logger().exception("оңунан чыкты")
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["event"] == "оңунан чыкты"
    assert "оңунан" in line
    assert logs.MASK in json.loads(line)["exception"]


def test_libraries_that_would_write_peoples_text_stay_silent_even_at_debug(written: io.StringIO) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("select :draft"), {"draft": "Долбоордун тексти"})
    engine.dispose()
    logging.getLogger("telegram.Bot").debug("Calling Bot API endpoint with %s", "Долбоордун тексти")
    logging.getLogger("aiosqlite").debug("executing %s", "Долбоордун тексти")
    assert "Долбоор" not in written.getvalue()


def test_libraries_say_nothing_of_what_they_only_do_for_themselves(written: io.StringIO) -> None:
    logging.getLogger("apscheduler.scheduler").info("Added job")
    logging.getLogger("apscheduler.scheduler").warning("Run time was missed")
    logging.getLogger("alembic.runtime.migration").info("Running upgrade")
    assert len(written.getvalue().splitlines()) == 1


def test_configuring_twice_writes_each_line_once(written: io.StringIO) -> None:
    again = io.StringIO()
    logs.configure("console", TOKEN, again)
    structlog.get_logger().info("once")
    assert "once" not in written.getvalue()
    assert len(again.getvalue().splitlines()) == 1
