"""Dates as people type them, all read on Thursday 8 December 2022, 09:00 in Bishkek."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.catalogs import LANGUAGES
from bot.i18n.moments import written_day, written_moment
from bot.i18n.typed import Typed, Unread, read_moment

BISHKEK = ZoneInfo("Asia/Bishkek")
NOW = datetime(2022, 12, 8, 3, 0, tzinfo=UTC)


def read(text: str, now: datetime = NOW) -> str:
    """`2022-12-08 14:00`, `2022-12-08`, or the reason."""
    result = read_moment(text, now, BISHKEK)
    if isinstance(result, Unread):
        return result.reason
    return str(result.day) if result.at is None else f"{result.day} {result.at:%H:%M}"


NUMBERS = {
    "19.12.2022 18:00": "2022-12-19 18:00",
    "19.12.22 18:00": "2022-12-19 18:00",
    "19.12": "2022-12-19",
    "19.12.": "2022-12-19",
    "08.12 14:00": "2022-12-08 14:00",
    "7.12": "2023-12-07",
    "8.12 14.00": "2022-12-08 14:00",
    "8.12 в 14.30": "2022-12-08 14:30",
    "14:00 8.12.2022": "2022-12-08 14:00",
    "2022-12-08 14:00": "2022-12-08 14:00",
    "2022-12-08T14:00": "2022-12-08 14:00",
    "2022-12-08T14:00:00": "2022-12-08 14:00",
    "08-12-2022": "2022-12-08",
    "19/12/22 18:00": "2022-12-19 18:00",
    "12/19/2022": "2022-12-19",
    "12/12/22": "2022-12-12",
    "29.02": "2024-02-29",
    "07.12.2021 10:00": "2021-12-07 10:00",
    "до 19.12.2022, 18:00": "2022-12-19 18:00",
    "19.12.2022 г. в 18-00": "2022-12-19 18:00",
}

NAMES = {
    "8 декабря 14:00": "2022-12-08 14:00",
    "8 декабря в 14 часов": "2022-12-08 14:00",
    "8 декабря 2022 г., 14:00": "2022-12-08 14:00",
    "8\u00a0декабря 2022\u00a0г., 14:00 (Бишкек)": "2022-12-08 14:00",
    "8-го декабря": "2022-12-08",
    "19 дек. 18:00": "2022-12-19 18:00",
    "1 мая 2023 года": "2023-05-01",
    "к 1 марта": "2023-03-01",
    "8-декабрь": "2022-12-08",
    "8-декабрда саат 14:00": "2022-12-08 14:00",
    "8-декабрда саат 10до": "2022-12-08 10:00",
    "2022-ж., 8-декабрь, 14:00": "2022-12-08 14:00",
    "2022-ж., 8-декабрь, бейшемби, 14:00": "2022-12-08 14:00",
    "2022-жылдын 8-декабры": "2022-12-08",
    "2023-жылдын 5-майында саат 15:30да": "2023-05-05 15:30",
    "19-декабрга чейин": "2022-12-19",
    "December 8 2pm": "2022-12-08 14:00",
    "Dec 8, 2022 2:30 p.m.": "2022-12-08 14:30",
    "8 Dec 2022": "2022-12-08",
    "8 dec 22": "2022-12-08",
    "the 8th of December at 2 pm": "2022-12-08 14:00",
    "at 10 December": "2022-12-10",
    "Thursday, 8 December 2022, 14:00 (Bishkek)": "2022-12-08 14:00",
    "пн 19.12 18:00": "2022-12-19 18:00",
    "12 am 9 December": "2022-12-09 00:00",
    "noon 9 December": "2022-12-09 12:00",
}

NEARBY = {
    "сегодня 18:00": "2022-12-08 18:00",
    "завтра в 10": "2022-12-09 10:00",
    "завтра": "2022-12-09",
    "завтра в 3 часа дня": "2022-12-09 15:00",
    "завтра в семь вечера": "2022-12-09 19:00",
    "завтра утром": "2022-12-09",
    "послезавтра в 10": "2022-12-10 10:00",
    "в 10 послезавтра": "2022-12-10 10:00",
    "через неделю в 9 утра": "2022-12-15 09:00",
    "через 3 дня": "2022-12-11",
    "через 3 дня в 10": "2022-12-11 10:00",
    "через две недели": "2022-12-22",
    "через месяц": "2023-01-08",
    "эртең саат 15:00дө": "2022-12-09 15:00",
    "эртең саат 15те": "2022-12-09 15:00",
    "эртең эртең менен саат 9да": "2022-12-09 09:00",
    "эртен кечинде саат 7де": "2022-12-09 19:00",
    "бүгүн түштөн кийин саат 3тө": "2022-12-08 15:00",
    "бүрсүгүнү 10:00": "2022-12-10 10:00",
    "бурсугуну 10:00": "2022-12-10 10:00",
    "эки күндөн кийин": "2022-12-10",
    "2 кундон кийин саат 10:00до": "2022-12-10 10:00",
    "бир жумадан кийин": "2022-12-15",
    "in 3 days": "2022-12-11",
    "in a week at 9am": "2022-12-15 09:00",
    "two weeks from now": "2022-12-22",
    "tomorrow at 10": "2022-12-09 10:00",
    "the day after tomorrow, 10:00": "2022-12-10 10:00",
    "вчера 10:00": "2022-12-07 10:00",
}

WEEKDAYS = {
    "в пятницу": "2022-12-09",
    "в четверг 10:00": "2022-12-15 10:00",
    "во вторник в 16:00": "2022-12-13 16:00",
    "в следующий вторник 16:00": "2022-12-13 16:00",
    "в следующую пятницу": "2022-12-16",
    "в ближайшую среду в 11": "2022-12-14 11:00",
    "во вторник на следующей неделе": "2022-12-13",
    "next friday": "2022-12-16",
    "friday 2pm": "2022-12-09 14:00",
    "this Friday": "2022-12-09",
    "Friday next week at 10:00": "2022-12-16 10:00",
    "дүйшөмбү": "2022-12-12",
    "дуйшомбу күнү саат 10:00до": "2022-12-12 10:00",
    "кийинки шейшемби 16:00": "2022-12-13 16:00",
    "кийинки жумадагы шейшемби": "2022-12-13",
    "жума күнү саат 14:00": "2022-12-09 14:00",
    "шаршемби": "2022-12-14",
    "жекшембиде": "2022-12-11",
}

REFUSED = {
    "31.02 10:00": "impossible",
    "31.02.": "impossible",
    "29.02.2023": "impossible",
    "19.13.2022": "impossible",
    "25:00": "impossible",
    "завтра в 25:00": "impossible",
    "завтра 10:75": "impossible",
    "24:00 19.12": "impossible",
    "пятница 19.12.2022": "impossible",
    "через 99999999999 дней": "impossible",
    "14:00": "no-day",
    "в 10": "no-day",
    "14.30": "no-day",
    "саат 15те": "no-day",
    "2 pm": "no-day",
    "12/08/22": "ambiguous",
    "12/08/22 14:00": "ambiguous",
    "08/12": "ambiguous",
    "кийинки жума": "ambiguous",
    "": "not-understood",
    "   ": "not-understood",
    "10": "not-understood",
    "2022": "not-understood",
    "декабрь": "not-understood",
    "hello": "not-understood",
    "спасибо, подумаю": "not-understood",
    "😀😀": "not-understood",
    "на следующей неделе": "not-understood",
    "через 5 рабочих дней": "not-understood",
    "in 5 working days": "not-understood",
    "через два часа": "not-understood",
    "завтра около 10": "not-understood",
    "next month": "not-understood",
    "8 декабря с 14:00 до 16:00": "not-understood",
    "8 December, 09:00 (Geneva)": "not-understood",
    "8 или 9 декабря": "not-understood",
    "19.12 или 20.12": "not-understood",
    "1" * 500: "not-understood",
}

ALL = NUMBERS | NAMES | NEARBY | WEEKDAYS | REFUSED


@pytest.mark.parametrize(("text", "meaning"), ALL.items(), ids=[text[:40] for text in ALL])
def test_what_is_typed_means(text: str, meaning: str) -> None:
    assert read(text) == meaning


@pytest.mark.parametrize("text", ["ЗАВТРА В 10", "Завтра  в  10", " завтра, в 10. "])
def test_case_spaces_and_stops_do_not_matter(text: str) -> None:
    assert read(text) == "2022-12-09 10:00"


def test_today_is_that_of_the_committees_zone() -> None:
    late = datetime(2022, 12, 8, 19, 0, tzinfo=UTC)
    assert read("завтра", late) == "2022-12-10"


def test_dateparser_adds_a_day_that_our_grammar_lacks_but_never_an_hour() -> None:
    assert read("первое января 14:00") == "2023-01-01 14:00"


@given(
    day=st.dates(date(2023, 1, 1), date(2030, 12, 31)),
    at=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    language=st.sampled_from(LANGUAGES),
    weekday=st.booleans(),
)
def test_what_the_bot_writes_it_can_read(day: date, at: time, language: str, weekday: bool) -> None:
    moment = datetime.combine(day, at, BISHKEK)
    text = written_moment(moment, language, BISHKEK, BISHKEK, weekday=weekday)  # type: ignore[arg-type]
    assert read_moment(text, NOW, BISHKEK) == Typed(day, at)


@given(ahead=st.integers(0, 364), language=st.sampled_from(LANGUAGES))
def test_a_day_without_a_year_is_the_next_such_one(ahead: int, language: str) -> None:
    day = date(2022, 12, 8) + timedelta(days=ahead)
    assert read_moment(written_day(day, language, year=False), NOW, BISHKEK) == Typed(day, None)  # type: ignore[arg-type]


@given(text=st.text(alphabet="0123456789.:/- ,вчдaбkmптүөңe", max_size=25))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(read_moment(text, NOW, BISHKEK), Typed | Unread)
