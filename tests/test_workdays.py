"""Working days of Kyrgyzstan, deadlines, and reminders that keep out of the night."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from bot.i18n.translator import translator
from bot.workdays import DayOffReason, WorkCalendar, instant, is_quiet, last_allowed_moment

BISHKEK, ZURICH = ZoneInfo("Asia/Bishkek"), ZoneInfo("Europe/Zurich")
KG = WorkCalendar("KG", BISHKEK)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

zones = st.sampled_from(
    [BISHKEK, ZURICH, ZoneInfo("Asia/Ulaanbaatar"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Apia")]
)
days = st.dates(date(2021, 1, 1), date(2027, 12, 31))
moments = st.datetimes(datetime(2021, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def bishkek(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2022, month, day, hour, minute, tzinfo=BISHKEK)


def test_weekends_and_public_holidays_are_days_off() -> None:
    off = [day for day in range(1, 32) if KG.is_day_off(date(2022, 1, day))]
    assert off == [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 22, 23, 29, 30]


def test_a_saturday_that_the_government_made_a_working_day_is_one() -> None:
    assert not KG.is_day_off(date(2022, 1, 15))
    assert KG.why_off(date(2022, 1, 15), "ru") is None


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("ky", "Элдик Нооруз майрамы"),
        ("ru", "Народный праздник Нооруз"),
        ("en", "Nooruz Holiday"),
        ("de", "Nooruz Holiday"),
    ],
)
def test_a_holiday_is_named_in_the_readers_language(language: str, name: str) -> None:
    assert KG.why_off(date(2022, 3, 21), language) == DayOffReason((name,))


def test_a_weekend_has_no_name() -> None:
    assert KG.why_off(date(2022, 12, 18), "ru") is None


@pytest.mark.parametrize(
    ("day", "language", "reason"),
    [
        ("2023-01-05", "en", "New Year's Day – Christmas Day (moved from 11 March 2023)"),
        ("2023-01-05", "ru", "Новый год – Рождество Христово (перенесено с 11 марта 2023\u00a0г.)"),
        (
            "2023-01-05",
            "ky",
            "Жаңы жыл – Ыйса Пайгамбардын туулган күнү (которулган, мурунку күнү: 2023-ж., 11-март)",
        ),
        ("2023-03-20", "ru", "Народный праздник Нооруз (перенесено с 29 апреля 2023\u00a0г.)"),
        ("2022-05-02", "ky", "Эмгек майрамы"),
    ],
)
def test_a_day_that_rests_for_a_saturday_says_which_holidays_it_joins(
    day: str, language: str, reason: str
) -> None:
    why = KG.why_off(date.fromisoformat(day), language)
    assert why is not None
    assert translator(language, BISHKEK, BISHKEK).day_off(why) == escape(reason)


def test_days_added_by_hand_win_over_the_calendar() -> None:
    calendar = WorkCalendar(
        "KG",
        BISHKEK,
        days_off={date(2022, 12, 19): "Committee's retreat"},
        working_days=frozenset({date(2022, 12, 17), date(2022, 3, 21)}),
    )
    assert calendar.why_off(date(2022, 12, 19), "ru") == DayOffReason(("Committee's retreat",))
    assert calendar.next_working_day(date(2022, 12, 16)) == date(2022, 12, 17)
    assert calendar.next_working_day(date(2022, 12, 17)) == date(2022, 12, 20)
    assert not calendar.is_day_off(date(2022, 3, 21))


def test_a_country_unknown_to_the_library_rests_at_weekends() -> None:
    calendar = WorkCalendar("XX", BISHKEK)
    assert [calendar.is_day_off(date(2022, 12, day)) for day in (16, 17, 18, 19)] == [
        False,
        True,
        True,
        False,
    ]


def test_five_working_days_from_thursday_pass_a_weekend() -> None:
    assert KG.default_deadline(bishkek(8, 14), 5) == datetime(2022, 12, 15, 12, 0, tzinfo=UTC)


def test_today_is_the_committees_day_not_that_of_the_server() -> None:
    already_friday_there = datetime(2022, 12, 8, 19, 0, tzinfo=UTC)
    assert KG.default_deadline(already_friday_there, 1) == bishkek(12, 18)


def test_working_days_are_counted_forward_only() -> None:
    assert KG.add_working_days(date(2022, 12, 18), 0) == date(2022, 12, 18)
    with pytest.raises(ValueError, match="forward"):
        KG.add_working_days(date(2022, 12, 18), -1)


@given(day=days, n=st.integers(1, 30))
def test_the_nth_working_day_has_n_working_days_behind_it(day: date, n: int) -> None:
    end = KG.add_working_days(day, n)
    passed = [day + timedelta(days=i) for i in range(1, (end - day).days + 1)]
    assert sum(not KG.is_day_off(each) for each in passed) == n
    assert not KG.is_day_off(end)


def test_a_skipped_hour_and_a_double_hour_have_one_meaning_each() -> None:
    assert instant(date(2022, 3, 27), time(2, 30), ZURICH) == datetime(2022, 3, 27, 1, 30, tzinfo=UTC)
    assert instant(date(2022, 10, 30), time(2, 30), ZURICH) == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)


def test_a_reminder_due_on_sunday_goes_on_friday_before_half_past_six() -> None:
    assert last_allowed_moment(bishkek(18, 18), BISHKEK, KG, LONG_AGO) == bishkek(16, 18, 29)


def test_a_reader_in_zurich_gets_it_on_their_own_friday() -> None:
    moved = last_allowed_moment(bishkek(18, 18), ZURICH, KG, LONG_AGO)
    assert moved == datetime(2022, 12, 16, 18, 29, tzinfo=ZURICH)


def test_a_reader_for_whom_it_is_night_gets_it_the_evening_before() -> None:
    assert last_allowed_moment(bishkek(14, 10), ZURICH, KG, LONG_AGO) == datetime(
        2022, 12, 13, 18, 29, tzinfo=ZURICH
    )


def test_a_reminder_due_by_day_goes_when_due() -> None:
    assert last_allowed_moment(bishkek(16, 18), BISHKEK, KG, LONG_AGO) == bishkek(16, 18)


def test_a_reminder_that_would_lie_before_the_opening_is_dropped() -> None:
    assert last_allowed_moment(bishkek(18, 18), BISHKEK, KG, not_before=bishkek(17, 9)) is None


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (bishkek(16, 8, 29), True),
        (bishkek(16, 8, 30), False),
        (bishkek(16, 18, 29), False),
        (bishkek(16, 18, 30), True),
        (bishkek(17, 12), True),
        (bishkek(8, 12, month=11), True),
    ],
)
def test_the_night_and_days_off_are_quiet(at: datetime, quiet: bool) -> None:
    assert is_quiet(at, BISHKEK, KG) is quiet


def test_a_night_within_one_day_and_no_night_at_all_are_possible() -> None:
    siesta = WorkCalendar("KG", BISHKEK, quiet_from=time(12), quiet_until=time(14))
    assert last_allowed_moment(bishkek(14, 13), BISHKEK, siesta, LONG_AGO) == bishkek(14, 11, 59)
    sleepless = WorkCalendar("KG", BISHKEK, quiet_from=time(0), quiet_until=time(0))
    assert not is_quiet(bishkek(14, 3), BISHKEK, sleepless)


@given(due=moments, zone=zones, steps=st.integers(1, 2000))
@settings(max_examples=200)
def test_the_moment_is_allowed_not_late_and_the_last_such_one(
    due: datetime, zone: ZoneInfo, steps: int
) -> None:
    moved = last_allowed_moment(due, zone, KG, LONG_AGO)
    assert moved is not None
    assert moved <= due
    assert not is_quiet(moved, zone, KG)
    between = due - timedelta(minutes=steps * 7)
    if between > moved + timedelta(minutes=1):
        assert is_quiet(between, zone, KG)


@given(due=moments, zone=zones, limit=st.timedeltas(timedelta(), timedelta(days=5)))
def test_what_is_moved_is_never_before_its_limit(due: datetime, zone: ZoneInfo, limit: timedelta) -> None:
    moved = last_allowed_moment(due, zone, KG, due - limit)
    assert moved is None or due - limit <= moved <= due
