"""The database server goes away while a command is under way: one sentence, wherever it was, and nothing half."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.errors import Unavailable
from bot.playground.telegram import Telegram
from bot.terminal.running import run
from bot.terminal.sentences import sentence
from tests.store.conftest import needs_postgres, postgres
from tests.store.line import Line

__all__ = ["postgres"]
pytestmark = [needs_postgres, pytest.mark.slow]
CREATE = ["committee", "create", "--code", "KG", "--country", "KG", "--time-zone", "Asia/Bishkek"]
CREATE += ["--languages", "en", "--name", "en=National"]
GONE = "The database cannot be opened ("


@pytest.fixture
def line(postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Between the commands and an empty database."""
    monkeypatch.chdir(tmp_path)
    with Line.to(postgres) as (found, url):
        monkeypatch.setenv("NAC_BOT_DATABASE_URL", url)
        yield found


def succeeds_at_last(command: list[str], line: Line, step: int, capsys: pytest.CaptureFixture[str]) -> int:
    """At how many requests the line was cut before the command was through."""
    capsys.readouterr()
    for tries in range(1_000):
        line.cut_at(1 + step * tries)
        if main(command) == 0:
            line.cut_at(0)
            line.mend()
            return tries
        out, err = capsys.readouterr()
        assert out == ""
        assert len(err.splitlines()) == 1, err
        assert err.startswith(GONE)
        line.mend()
    raise AssertionError("it never ended")


@pytest.mark.timeout(300)
def test_a_command_says_that_its_server_has_gone_and_leaves_nothing_half(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    assert succeeds_at_last(["migrate"], line, 97, capsys) > 1
    assert succeeds_at_last(CREATE, line, 7, capsys) > 5
    assert main(CREATE) == 1
    assert "A committee with the code KG exists already" in capsys.readouterr().err, "made once, and whole"


@pytest.mark.filterwarnings(
    "ignore:Exception ignored in.+ServerCursor"
)  # it cannot be closed over a line that is cut
def test_a_check_says_of_each_thing_that_its_server_has_gone(
    line: Line, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAC_BOT_API_URL", "http://127.0.0.1:9")
    assert main(["migrate"]) == 0
    capsys.readouterr()
    seen = set()
    for request in range(1, 1_000, 5):
        line.cut_at(request)
        assert main(["check"]) == 1
        out, err = capsys.readouterr()
        assert err == ""
        if not line.down:
            break
        line.mend()
        seen |= {told.split(":")[0] for told in out.splitlines() if GONE in told}
    line.cut_at(0)
    assert seen == {"✗ database", "✗ updates", "✗ audit", "✗ files"}


@pytest.mark.timeout(300)
async def test_a_bot_whose_server_goes_before_its_first_poll_says_so_and_ends(
    line: Line, telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asyncio.to_thread(main, ["migrate"]) == 0
    polled = asyncio.Event()
    telegram.on_call.append(lambda method, _: polled.set() if method == "getUpdates" else None)
    for request in range(1, 1_000, 3):
        line.cut_at(request)
        starting, polls = asyncio.create_task(run()), asyncio.create_task(polled.wait())
        await asyncio.wait({starting, polls}, return_when=asyncio.FIRST_COMPLETED)
        line.cut_at(0)
        line.mend()
        polls.cancel()
        if polled.is_set():  # from now on it waits for its server
            break
        with pytest.raises(Unavailable) as gone:
            await starting
        assert sentence(gone.value).startswith(GONE)
    assert request > 50
    starting.cancel()  # as Ctrl-C
    assert await starting == 0
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "RuntimeError" not in said, "what has begun is stopped before the database is let go"
