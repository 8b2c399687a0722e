"""A result of eight constituencies, drawn in a thread, while the loop is asked every millisecond whether it lives."""

import asyncio
from collections.abc import Callable
from typing import Any

from bot.documents import render

CHOICES = ("approve", "changes", "revise", "abstain", "not-voted")


async def drawn(
    rounds: int, template: str, data: Callable[[int], dict[str, Any]]
) -> tuple[list[float], list[float]]:
    """Milliseconds of each picture, and of the longest time for which the loop stood still meanwhile."""
    took, held = [], []
    await asyncio.to_thread(render, template, data(0))  # the first one loads Typst
    loop = asyncio.get_running_loop()
    for n in range(rounds):
        longest, began = 0.0, loop.time()
        last = began
        drawing = asyncio.ensure_future(asyncio.to_thread(render, template, data(n + 1)))
        while not drawing.done():
            await asyncio.sleep(0.001)
            longest, last = max(longest, loop.time() - last), loop.time()
        took.append((loop.time() - began) * 1000)
        held.append(longest * 1000)
    return took, held


def result(number: int) -> dict[str, Any]:
    """The data of a picture, another one for each number."""
    parts = [{"kind": kind, "n": n, "words": f"{kind} {n}"} for n, kind in enumerate(CHOICES, 1)]
    group = {"name": f"Organizations of round {number}", "voted": "10/15", "absent": None, "parts": parts}
    return {
        "language": "en",
        "committee": "National Advisory Committee",
        "title": f"F{number} · No legal definition of social enterprises",
        "version": "Version 1",
        "outcome": {"label": "Result of the vote", "declared": "Validated", "proposed": None},
        "groups": [group] * 8,
        "total": group,
        "quorum": "Quorum: yes (80 of 120 voted, 60 needed).",
        "declared": "Declared: 20 December 2022, 10:00 (Bishkek)",
    }


def plan(number: int) -> dict[str, Any]:
    """The data of a page of a plan, as long as one can be; another one for each number."""
    marks = [{"at": n / 7, "label": "Jan", "year": "2023" if n == 0 else None} for n in range(7)]
    rows = [
        {
            "label": f"T{n}",
            "title": f"Preliminary findings of round {number} are open for comments",
            "when": "13–27 April",
            "standing": "planned",
            "kind": "planned",
            "from": n / 14,
            "to": n / 14 + 0.1,
        }
        for n in range(12)
    ]
    today = {"at": 0.3, "label": "Today: 8 December"}
    return {
        "language": "en",
        "committee": "National Advisory Committee",
        "title": "Timeline",
        "page": "1–12 / 60",
        "late": "Late: T3",
        "today": today,
        "marks": marks,
        "rows": rows,
    }
