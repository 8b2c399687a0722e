"""The bot as whoever installs it has it: compiled, and without the tools of development, which others would load."""

import os
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def environment(folder: Path) -> dict[str, str]:
    """What to start a process with that sees only what the bot needs: links in a folder, and nothing compiled yet."""
    packages = folder / "packages"
    packages.mkdir()
    for name in needed("nac-bot"):
        found = distribution(name)
        for top in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            (packages / top).symlink_to(str(found.locate_file(top)))
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": str(packages), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def needed(name: str) -> set[str]:
    """The distributions without which one cannot be installed."""
    seen: set[tuple[str, frozenset[str]]] = set()
    wanted = [Requirement(name)]
    while wanted:
        one = wanted.pop()
        for line in distribution(one.name).requires or ():
            other = Requirement(line)
            key = (canonicalize_name(other.name), frozenset(other.extras))
            if key not in seen and _applies(other, one.extras):
                seen.add(key)
                wanted.append(other)
    return {name for name, _ in seen}


def _applies(requirement: Requirement, extras: Iterable[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))
