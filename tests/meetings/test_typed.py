"""What organizers type: a doubtful date, length or agenda is refused with its reason, never guessed."""

from datetime import datetime
from typing import Any

import pytest

from bot.errors import Refusal
from bot.meetings import checking, typed
from bot.meetings.model import Spot
from tests.conftest import BISHKEK

NOW = datetime(2022, 12, 5, 9, tzinfo=BISHKEK)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("эртең саат 15:00дө", "2022-12-06T15:00"),
        ("послезавтра в 10", "2022-12-07T10:00"),
        ("в следующий вторник 16:00", "2022-12-13T16:00"),
        ("через неделю в 9 утра", "2022-12-12T09:00"),
        ("8-декабрда саат 14:00", "2022-12-08T14:00"),
        ("бүрсүгүнү 10:00", "2022-12-07T10:00"),
        ("08.12 14:00", "2022-12-08T14:00"),
        ("8 December 2022, 2 pm", "2022-12-08T14:00"),
    ],
)
def test_a_day_with_its_hour_is_understood(text: str, wall: str) -> None:
    assert typed.when(text, NOW, BISHKEK) == wall


@pytest.mark.parametrize("text", ["эки күндөн кийин", "8 декабря", "tomorrow", "08.12"])
def test_a_day_without_an_hour_is_kept_as_a_day_and_the_hour_is_asked_for(text: str) -> None:
    assert "T" not in typed.when(text, NOW, BISHKEK)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.02 10:00", "date-impossible"),
        ("25:00", "date-impossible"),
        ("14:00", "date-no-day"),
        ("yesterday 10:00", "meeting-past"),
        ("yesterday", "day-past"),
        ("08.12.2032 10:00", "meeting-too-far"),
        ("01.01.0001 00:00", "date-impossible"),
        ("31.12.9999 23:59", "date-impossible"),
        ("12/08/22 10:00", "date-ambiguous"),
        ("soon", "date-not-understood"),
        ("20.12 14:00–16:00", "date-with-end"),
        ("20 декабря с 14:00 до 16:00", "date-with-end"),
        ("20 декабря с 14 до 16", "date-with-end"),
        ("14:00-16:00 20 декабря", "date-with-end"),
        ("20-декабрь, саат 14:00дөн 16:00гө чейин", "date-with-end"),
        ("20 Dec 2-4pm", "date-with-end"),
        ("20–21 декабря", "date-not-understood"),
    ],
)
def test_what_is_no_date_ahead_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        typed.when(text, NOW, BISHKEK)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "hour"), [("14:00", "14:00"), ("14", "14:00"), ("9 утра", "09:00"), ("саат 15:30", "15:30")]
)
def test_the_hour_of_a_known_day(text: str, hour: str) -> None:
    assert typed.hour(text, "2022-12-08", NOW, BISHKEK) == f"2022-12-08T{hour}"


@pytest.mark.parametrize("text", ["25", "noonish", "25:00", "8 декабря"])
def test_an_hour_that_is_none_is_asked_for_again(text: str) -> None:
    with pytest.raises(Refusal, match="hour-not-understood"):
        typed.hour(text, "2022-12-08", NOW, BISHKEK)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("120", 120),
        ("120 мин", 120),
        ("2 ч", 120),
        ("2 часа", 120),
        ("1:30", 90),
        ("1.5 h", 90),
        ("1,5 ч", 90),
        ("2 ч 30 мин", 150),
        ("эки саат", 120),
        ("1 саат 15 мүнөт", 75),
        ("one hour", 60),
        ("45 minutes", 45),
        ("2ч30", 150),
        ("1:30 ч", 90),
        ("час", 60),
        ("полчаса", 30),
        ("полтора часа", 90),
        ("два с половиной часа", 150),
        ("бир жарым саат", 90),
        ("жарым саат", 30),
        ("an hour and a half", 90),
        ("half an hour", 30),
    ],
)
def test_a_length_in_three_languages(text: str, minutes: int) -> None:
    assert typed.length(text) == minutes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "meeting-too-short"),
        ("0:00", "meeting-too-short"),
        ("30 hours", "meeting-too-long"),
        ("30 ч", "meeting-too-long"),
        ("long", "length-not-understood"),
        ("-5", "length-not-understood"),
    ],
)
def test_a_length_that_no_meeting_has_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        typed.length(text)


def test_an_agenda_is_read_line_by_line_with_its_speakers() -> None:
    lines = typed.agenda(
        "10 Opening: the region; SSE, SDGs (Ms A, ILO (Moscow))\n"
        "2. 20 мин — Определение (110-я МКТ); цели\n\n"
        "15 мүн Долбоор | Heejin Ahn\n30 Questions"
    )
    assert lines == [
        {"minutes": 10, "topic": "Opening: the region; SSE, SDGs", "speaker": "Ms A, ILO (Moscow)"},
        {"minutes": 20, "topic": "Определение (110-я МКТ); цели", "speaker": ""},
        {"minutes": 15, "topic": "Долбоор", "speaker": "Heejin Ahn"},
        {"minutes": 30, "topic": "Questions", "speaker": ""},
    ]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("10 Opening\nno minutes here", {"line": 2, "text": "no minutes here"}),
        ("0 Opening", {"line": 1, "text": "0 Opening"}),
    ],
)
def test_an_agenda_line_without_minutes_is_named(text: str, facts: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        typed.agenda(text)
    assert (refused.value.code, refused.value.facts) == ("agenda-line", facts)


def test_a_translated_agenda_has_as_many_lines_and_may_repeat_the_minutes() -> None:
    lines = typed.agenda("10 Opening (chair)\n20 Questions")
    assert typed.translated("10 Открытие (председатель)\nВопросы", lines) == [
        {"topic": "Открытие", "speaker": "председатель"},
        {"topic": "Вопросы", "speaker": ""},
    ]
    with pytest.raises(Refusal) as refused:
        typed.translated("Открытие", lines)
    assert refused.value.facts == {"n": 1, "wanted": 2}


def test_a_poll_names_the_line_that_it_does_not_take() -> None:
    with pytest.raises(Refusal) as refused:
        typed.slots("9 декабря 10:00\n31.02 10:00", NOW, BISHKEK)
    assert {k: refused.value.facts[k] for k in ("line", "text", "why")} == {
        "line": 2,
        "text": "31.02 10:00",
        "why": "date-impossible",
    }
    with pytest.raises(Refusal) as refused:
        typed.slots("9 декабря", NOW, BISHKEK)
    assert refused.value.facts["why"] == "hour-needed"
    numbered = "1. 9 декабря 10:00\n2) 10.12 в 15ч\n• 12.12 14.00"
    assert typed.slots(numbered, NOW, BISHKEK) == ["2022-12-09T10:00", "2022-12-10T15:00", "2022-12-12T14:00"]
    with pytest.raises(Refusal, match="poll-slot-twice"):
        typed.slots("9 декабря 10:00\n09.12 10:00", NOW, BISHKEK)
    with pytest.raises(Refusal, match="poll-too-many"):
        typed.slots("\n".join(f"{day}.12 10:00" for day in range(9, 18)), NOW, BISHKEK)


@pytest.mark.parametrize(
    "text",
    ["https://meet.example.org/x?pwd=1", "HTTPS://meet.example.org", "https://meet.example.org:8443/ө"],
)
def test_a_join_link_that_opens(text: str) -> None:
    assert checking.link(f" {text} ") == text
    assert checking.link(f"Конференция: {text}, код 123 456") == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://meet.example.org/x", "link-not-https"),
        ("meet.example.org/x", "link-not-https"),
        ("javascript:alert(1)", "link-not-https"),
        ("https://", "link-unreadable"),
        ("https://localhost/x", "link-unreadable"),
        ("https://[::1", "link-unreadable"),
        ("https://meet.example.org:99999/", "link-unreadable"),
        ("Join https://meet.example.org/a or https://meet.example.org/b", "link-several"),
        ("Join http://meet.example.org/a", "link-not-https"),
    ],
)
def test_a_join_link_that_does_not_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        checking.link(text)


@pytest.mark.parametrize("text", ["42.8746, 74.5698", "42,8746; 74,5698", "42.8746 74.5698"])
def test_a_point_on_the_map(text: str) -> None:
    assert checking.spot(text) == Spot(42.8746, 74.5698)


@pytest.mark.parametrize("text", ["the hall", "142.0, 74.0", "42", "42.0, 190.0"])
def test_what_is_no_point_on_the_map(text: str) -> None:
    with pytest.raises(Refusal, match="spot-unreadable"):
        checking.spot(text)
