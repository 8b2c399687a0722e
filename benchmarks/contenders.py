"""The bots that are compared, each in a process of its own.

`ours` is the bot as it is. `bare` answers each tap with two calls and does nothing else. `aiogram` does what ours does
to a vote, in the way of a handler as one writes it. `letters` is ours on a pace whose seconds are not real.
"""

import asyncio
import importlib
import sys
from pathlib import Path

MODULES = {"ours": "ours", "bare": "bare", "aiogram": "natural", "letters": "letters"}
TOKENS = {name: f"{number}:{name}" for number, name in enumerate(MODULES, start=1)}


def main(name: str, api_url: str, data: str, token: str | None = None) -> None:
    """Runs one of them, until the process ends. Imports no other's library."""
    module = importlib.import_module(f"benchmarks.{MODULES[name]}")
    asyncio.run(module.run(token or TOKENS[name], api_url, Path(data)))


if __name__ == "__main__":
    main(*sys.argv[1:])
