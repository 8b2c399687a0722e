"""The story that `make demo` prints, played against the official description of the Bot API."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.clock import FrozenClock
from bot.playground.cast import kickoff
from bot.playground.stage import stage
from bot.playground.story import Story
from bot.playground.transcript import Transcript
from tests.specification import check_call
from tests.store.conftest import needs_postgres, postgres, url

__all__ = ["postgres", "url"]
ENGLISH = ("Deadline", "Version", "Voted", "Menu", "open for comments", "Approve", "Committee", "joined")


LINK = re.compile(r"start=[\w-]+")
"""No two are the same."""


async def played(
    folder: Path, url: str | None = None, heard: Callable[[str, Mapping[str, Any]], None] | None = None
) -> tuple[Story, list[str]]:
    """The story, and its transcript. `heard`: every call that the bot makes."""
    script, lines = kickoff(), list[str]()
    async with stage(folder, FrozenClock(script.at("starts")), on_call=heard, url=url) as here:
        story = Story(
            here, script, Transcript(lambda line: lines.append(LINK.sub("start=…", line)), script.zone)
        )
        await story.play()
    return story, lines


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_kick_off_ends_validated_with_amendments_and_each_reads_all_of_it_in_their_own_language(
    tmp_path: Path, url: str
) -> None:
    complaints: list[str] = []

    def by_the_book(method: str, fields: Mapping[str, Any]) -> None:
        complaints.extend(check_call(method, fields))

    story, lines = await played(tmp_path, url, by_the_book)
    assert complaints == []
    assert any("Version 2" in line for line in lines), "as declared"
    for key, part in story.parts.items():
        if part.language == "en":
            continue
        cards = story.people[key].cards[1:]  # the first speaks all three languages
        said = "\n".join([*(c.text for c in cards), *(b["text"] for c in cards for b in c.buttons)])
        assert [word for word in ENGLISH if word in said] == [], part.name
        assert "г.." not in said.replace("\u00a0", " "), "a Russian date ends with a stop of its own"


@needs_postgres
@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_story_reads_the_same_to_the_letter_whatever_the_database(
    tmp_path: Path, postgres: str
) -> None:
    """It answers more slowly, so what goes out side by side comes in another order."""
    _, on_a_server = await played(tmp_path, postgres)
    _, in_a_file = await played(tmp_path)
    assert on_a_server == in_a_file


@pytest.mark.slow
def test_the_demo_plays_in_weeks_of_ones_choice_whatever_days_off_they_have(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """New Year's days put off what is due within so many working days."""
    assert main(["demo", "--once", "--anchor", date(2026, 12, 31).isoformat()]) == 0
    assert "31.12.2026 14:00" in capsys.readouterr().out
