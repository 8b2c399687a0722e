"""What the disk does by itself, for the rows that wait for it."""

import os
import time
from pathlib import Path

BLOCK = b"\0" * 16_384
"""About what a commit of a vote writes."""
BLOCKS = 256


def synced(folder: Path, rate: int, seconds: float) -> list[float]:
    """How long (seconds) each of `rate` writes a second took until it was on the disk."""
    path = folder / "synced"
    path.write_bytes(BLOCK * BLOCKS)
    took: list[float] = []
    with path.open("r+b", buffering=0) as file:
        os.fsync(file.fileno())
        for n in range(round(rate * seconds)):
            since = time.monotonic()
            file.seek(n % BLOCKS * len(BLOCK))
            file.write(BLOCK)
            os.fsync(file.fileno())
            took.append(time.monotonic() - since)
            time.sleep(max(0.0, 1 / rate - took[-1]))
    path.unlink()
    return took
