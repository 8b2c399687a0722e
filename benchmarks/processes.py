"""The server and the bots as processes, and the few words one says to the server."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 120.0


class Server:
    """The Bot API server that all bots of a run talk to."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def offer(
        self,
        token: str,
        taps: Sequence[tuple[int, int, str]],
        rate: float | None = None,
        latency: float = 0.0,
    ) -> None:
        """Taps for one bot, all at once or `rate` a second; each call then takes `latency` seconds."""
        self._say(token, "offer", {"taps": taps, "rate": rate, "latency": latency})

    def report(self, token: str) -> dict[str, Any]:
        """What was measured since the last offer."""
        return self._say(token, "report", {})

    def done(self, token: str) -> dict[str, Any]:
        """The report once every tap was answered. Raises TimeoutError."""
        return self._until(token, lambda report: not report["open"])

    def polled(self, token: str) -> float:
        """When a bot polled for the first time (monotonic seconds)."""
        return float(self._until(token, lambda report: report["first_poll"] is not None)["first_poll"])

    def _until(self, token: str, fits: Any) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            report = self.report(token)
            if fits(report):
                return report
            time.sleep(0.05)
        raise TimeoutError(f"{token}: {report}")

    def _say(self, token: str, what: str, body: object) -> dict[str, Any]:
        request = urllib.request.Request(f"{self.url}/{token}/{what}", json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
            return found


@contextmanager
def server() -> Iterator[Server]:
    """A server, until the block ends."""
    with process("benchmarks.telegram", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as served:
        assert served.stdout is not None
        yield Server(int(served.stdout.readline()))


@contextmanager
def contender(
    name: str, api: Server, data: Path, token: str = "", **pipes: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """A bot, until the block ends. Its log goes nowhere."""
    pipes.setdefault("stdout", subprocess.DEVNULL)
    arguments = (name, api.url, str(data), *([token] if token else []))
    with process("benchmarks.contenders", *arguments, stderr=subprocess.DEVNULL, **pipes) as bot:
        yield bot


@contextmanager
def process(
    module: str, *arguments: str, alone: bool = False, **pipes: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m module arguments`, until the block ends. `alone`: without the packages of this interpreter."""
    python = [sys.executable, "-S"] if alone else [sys.executable]
    started = subprocess.Popen([*python, "-m", module, *arguments], **pipes)
    try:
        yield started
    finally:
        started.kill()
        started.wait()
        for pipe in (started.stdin, started.stdout):
            if pipe is not None:
                pipe.close()
