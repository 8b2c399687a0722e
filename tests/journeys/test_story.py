"""The story that `make demo` prints, played against the official description of the Bot API."""

from collections.abc import Mapping
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
from tests.store.conftest import postgres, url

__all__ = ["postgres", "url"]
ENGLISH = ("Deadline", "Version", "Voted", "Menu", "open for comments", "Approve", "Committee", "joined")


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_kick_off_ends_validated_with_amendments_and_each_reads_all_of_it_in_their_own_language(
    tmp_path: Path, url: str
) -> None:
    script = kickoff()
    complaints: list[str] = []

    def by_the_book(method: str, fields: Mapping[str, Any]) -> None:
        complaints.extend(check_call(method, fields))

    lines: list[str] = []
    async with stage(tmp_path, FrozenClock(script.at("starts")), on_call=by_the_book, url=url) as here:
        story = Story(here, script, Transcript(lines.append, script.zone))
        await story.play()
    assert complaints == []
    assert any("Version 2" in line for line in lines), "as declared"
    for key, part in story.parts.items():
        if part.language == "en":
            continue
        cards = story.people[key].cards[1:]  # the first speaks all three languages
        said = "\n".join([*(c.text for c in cards), *(b["text"] for c in cards for b in c.buttons)])
        assert [word for word in ENGLISH if word in said] == [], part.name
        assert "г.." not in said.replace("\u00a0", " "), "a Russian date ends with a stop of its own"


@pytest.mark.slow
def test_the_demo_plays_in_weeks_of_ones_choice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--once", "--anchor", date(2026, 12, 3).isoformat()]) == 0
    assert "03.12.2026 14:00" in capsys.readouterr().out
