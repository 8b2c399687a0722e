"""The demonstration ends whenever it is asked to, leaves nothing behind, and complains about nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


def telling(folder: Path) -> subprocess.Popen[str]:
    """A demonstration whose story has begun."""
    told = subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", "demo", "--once"],
        env={**os.environ, "TMPDIR": str(folder), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert told.stdout is not None
    while "▸" not in told.stdout.readline():
        assert told.poll() is None
    return told


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_story_that_is_broken_off_leaves_nothing_behind(sign: signal.Signals, tmp_path: Path) -> None:
    told = telling(tmp_path)
    assert [*tmp_path.iterdir()] != []
    told.send_signal(sign)
    _, complaint = told.communicate()
    assert (told.returncode, complaint, [*tmp_path.iterdir()]) == (0, "", [])


def test_whoever_reads_only_the_beginning_hears_no_complaint(tmp_path: Path) -> None:
    told = telling(tmp_path)
    assert told.stdout is not None
    assert told.stderr is not None
    told.stdout.close()
    assert (told.stderr.read(), told.wait(), [*tmp_path.iterdir()]) == ("", 1, [])
    told.stderr.close()
