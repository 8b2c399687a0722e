"""`make bench`: prints each bar with what was measured. 1 where one is missed.

`python -m benchmarks punctuality idle` measures only what is named, by the functions of `rows.py`.
"""

import statistics
import sys
from collections.abc import Sequence

from benchmarks import rows
from benchmarks.processes import server

MEASURES = (
    rows.throughput,
    rows.punctuality,
    rows.reminders,
    rows.idle,
    rows.growing,
    rows.drawing,
)


def main(names: Sequence[str] = ()) -> int:
    """Measures everything, or what is named; a line as soon as it is known. Raises KeyError for an unknown name."""
    measures = {measure.__name__: measure for measure in MEASURES}
    chosen = [measures[name] for name in names] or MEASURES
    size = rows.Size()
    print(f"{'':47} {'median':>8} {'least':>8} {'most':>8}   bar")
    missed = 0
    with server() as api:
        for measure in chosen:
            for row in measure(api, size):
                print(line(row), flush=True)
                missed += not row.met
    return 1 if missed else 0


def line(row: rows.Row) -> str:
    """One row of the table."""
    numbers = (statistics.median(row.values), min(row.values), max(row.values))
    bar = f"{'≤' if row.at_most else '≥'} {row.bar:g}" + (f", then {row.wanted:g}" if row.wanted else "")
    verdict = "" if row.met else "  MISSED"
    note = f"  ({row.note})" if row.note else ""
    return f"{row.name:47} " + " ".join(f"{n:8.2f}" for n in numbers) + f"   {bar}{verdict}{note}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
