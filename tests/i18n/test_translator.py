"""Sentences, hours and names as each reader sees them."""

from datetime import UTC, date, datetime
from gettext import NullTranslations
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

import locales
from bot.i18n.catalogs import LANGUAGES, Language, catalog, interface_language, read
from bot.i18n.names import zone_named
from bot.i18n.translator import Translator, mark, translator

BISHKEK, ZURICH = ZoneInfo("Asia/Bishkek"), ZoneInfo("Europe/Zurich")
KICK_OFF = datetime(2022, 12, 8, 8, 0, tzinfo=UTC)

RUSSIAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: ru\\n"
"Plural-Forms: nplurals=3; "
"plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "<b>Deadline:</b> {date}"
msgstr "<b>Срок:</b> {date}"

msgid "{n} vote of {total}"
msgid_plural "{n} votes of {total}"
msgstr[0] "{n} голос из {total}"
msgstr[1] "{n} голоса из {total}"
msgstr[2] "{n} голосов из {total}"
"""


@pytest.fixture
def russian(monkeypatch: pytest.MonkeyPatch) -> Translator:
    source = read(RUSSIAN)
    # The package exports a function of the same name, which hides the module from a plain import.
    module = import_module("bot.i18n.translator")
    monkeypatch.setattr(module, "catalog", {"ru": source, "en": NullTranslations()}.__getitem__)
    return translator("ru", BISHKEK, BISHKEK)


def say(language: str, zone: ZoneInfo = BISHKEK) -> Translator:
    return translator(language, zone, BISHKEK)


def test_a_sentence_is_looked_up_and_what_people_wrote_is_escaped(russian: Translator) -> None:
    assert russian("<b>Deadline:</b> {date}", date="<i>&") == "<b>Срок:</b> &lt;i&gt;&amp;"
    assert russian("<b>Deadline:</b> {date}", date=Markup("<i>now</i>")) == "<b>Срок:</b> <i>now</i>"


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_sentence_is_read_as_babel_reads_it(language: Language) -> None:
    spoken = catalog(language)
    with (Path(locales.__file__).parent / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        known = [message for message in read_po(file) if message.id]
    for message in known:
        if isinstance(message.id, str):
            assert spoken.gettext(message.id) == message.string
        else:
            said = {spoken.ngettext(*message.id, n) for n in range(200)}
            assert said == set(message.string[: 2 if language == "ky" else 3])
    assert len(known) > 1000


@pytest.mark.parametrize(
    "source",
    [
        RUSSIAN.replace("Plural-Forms", "Forms"),
        RUSSIAN.replace('{date}"', '{date}""'),
        RUSSIAN.replace('msgstr "<b>Срок', "msgstr <b>Срок"),
    ],
    ids=["no rule", "a quotation mark too many", "one too few"],
)
def test_a_catalog_that_cannot_be_read_whole_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"catalog|Extra data"):
        read(source)


def test_what_is_missing_is_said_in_english(russian: Translator) -> None:
    assert russian("Nobody translated {this}", this="me") == "Nobody translated me"
    assert russian.plural("{n} apple", "{n} apples", 5) == "5 apples"


def test_what_nobody_translated_yet_or_only_a_machine_guessed_is_said_in_english() -> None:
    later = """
msgid "Agenda"
msgstr ""

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""

#, fuzzy, python-brace-format
msgid "Minutes"
msgstr "Минуты"

#, python-brace-format
msgid "Meeting"
msgstr "Заседание"
"""
    spoken = read(RUSSIAN + later)
    assert [spoken.gettext(said) for said in ("Agenda", "Minutes", "Meeting")] == [
        "Agenda",
        "Minutes",
        "Заседание",
    ]
    assert spoken.ngettext("{n} day", "{n} days", 5) == "{n} days"


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0 голосов"),
        (1, "1 голос"),
        (2, "2 голоса"),
        (5, "5 голосов"),
        (11, "11 голосов"),
        (21, "21 голос"),
        (22, "22 голоса"),
    ],
)
def test_russian_numbers_choose_their_form(russian: Translator, n: int, text: str) -> None:
    assert russian.plural("{n} vote of {total}", "{n} votes of {total}", n, total=30) == f"{text} из 30"


def test_english_says_one_vote_and_two_votes() -> None:
    assert [say("en").plural("{n} vote", "{n} votes", n) for n in (0, 1, 2)] == [
        "0 votes",
        "1 vote",
        "2 votes",
    ]


def test_a_brace_without_a_fact_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("en")("Deadline: {date}")


def test_a_marked_constant_is_the_sentence_itself() -> None:
    assert mark("Approve") == "Approve"


@pytest.mark.parametrize(
    ("tag", "language"),
    [("ru-RU", "ru"), ("ky", "ky"), ("KY_kg", "ky"), ("de", "en"), ("kg", "en"), ("", "en"), (None, "en")],
)
def test_a_language_without_an_interface_reads_english(tag: str | None, language: Language) -> None:
    assert interface_language(tag) == language


def test_every_language_has_a_catalog_that_loads() -> None:
    for language in LANGUAGES:
        assert catalog(language).ngettext("{n} unheard-of", "{n} unheard-ofs", 1) == "{n} unheard-of"
    assert catalog("ru") is catalog("ru")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "8 December 2022, 14:00 (Bishkek)"),
        ("ru", "8 декабря 2022\u00a0г., 14:00 (Бишкек)"),
        ("ky", "2022-ж., 8-декабрь, 14:00 (Бишкек)"),
    ],
)
def test_a_moment_names_the_committees_city(language: str, text: str) -> None:
    assert say(language).moment(KICK_OFF) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thursday, 8 December 2022, 14:00 (Bishkek) · 09:00 (Geneva)"),
        ("ru", "четверг, 8 декабря 2022\u00a0г., 14:00 (Бишкек) · 09:00 (Женева)"),
        ("ky", "2022-ж., 8-декабрь, бейшемби, 14:00 (Бишкек) · 09:00 (Женева)"),
    ],
)
def test_a_reader_elsewhere_sees_their_own_hour_too(language: str, text: str) -> None:
    assert say(language, ZURICH).moment(KICK_OFF, weekday=True) == text


def test_the_second_hour_follows_the_clock_change_of_the_day() -> None:
    assert (
        say("en", ZURICH).hour(datetime(2022, 7, 8, 8, 0, tzinfo=UTC)) == "14:00 (Bishkek) · 10:00 (Geneva)"
    )
    assert say("en", ZURICH).hour(KICK_OFF) == "14:00 (Bishkek) · 09:00 (Geneva)"


def test_a_zone_with_the_same_hour_is_not_named() -> None:
    assert say("en", ZoneInfo("Asia/Omsk")).moment(KICK_OFF) == "8 December 2022, 14:00 (Bishkek)"


def test_another_day_elsewhere_is_named_and_another_year_too() -> None:
    late = datetime(2022, 12, 8, 19, 30, tzinfo=UTC)
    assert (
        say("ru", ZURICH).moment(late) == "9 декабря 2022\u00a0г., 01:30 (Бишкек) · 8 декабря, 20:30 (Женева)"
    )
    new_year = datetime(2022, 12, 31, 20, 0, tzinfo=UTC)
    assert say("ky", ZURICH).hour(new_year) == "02:00 (Бишкек) · 2022-ж., 31-декабрь, 21:00 (Женева)"


def test_a_day_stands_with_or_without_weekday_and_year() -> None:
    day = date(2022, 12, 8)
    assert say("en").day(day) == "8 December 2022"
    assert say("ru").day(day, weekday=True, year=False) == "четверг, 8 декабря"
    assert say("ky").day(day, weekday=True) == "2022-ж., 8-декабрь, бейшемби"


@pytest.mark.parametrize(
    ("zone", "ky", "ru", "en"),
    [
        ("Asia/Bishkek", "Бишкек", "Бишкек", "Bishkek"),
        ("Europe/Zurich", "Женева", "Женева", "Geneva"),
        ("Asia/Ulaanbaatar", "Улан-Батор", "Улан-Батор", "Ulaanbaatar"),
        ("Asia/Kolkata", "Калькутта", "Калькутта", "Kolkata"),
        ("Asia/Ulan_Bator", "Улан-Батор", "Улан-Батор", "Ulaanbaatar"),
        ("America/New_York", "Нью-Йорк", "Нью-Йорк", "New York"),
        ("UTC", "UTC", "UTC", "UTC"),
    ],
)
def test_cities_are_named_in_each_language(zone: str, ky: str, ru: str, en: str) -> None:
    assert [say(language).zone_city(ZoneInfo(zone)) for language in ("ky", "ru", "en")] == [ky, ru, en]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("asia/tashkent", "Asia/Tashkent"),
        ("Женева", "Europe/Zurich"),
        ("Лондон", "Europe/London"),
        ("new york", "America/New_York"),
        ("Улан-Батор", "Asia/Ulaanbaatar"),
        ("Belfast", "Europe/Belfast"),
        ("UTC", "UTC"),
        ("GMT+5", None),  # which is five hours behind
        ("Eastern", None),
        ("Nowhere", None),
    ],
)
def test_a_zone_is_known_by_its_name_and_by_its_city(typed: str, zone: str | None) -> None:
    assert zone_named(typed, ("Asia/Bishkek", "Europe/Zurich")) == zone


def test_languages_are_named_as_their_speakers_do() -> None:
    assert say("ru").language_name("ky") == "кыргызский"
    assert say("ky").language_name("ru") == "орусча"
    assert say("en").language_name("pt-BR") == "Brazilian Portuguese"
    assert say("en").language_name("no such <tag>") == "no such &lt;tag&gt;"


def test_a_list_is_joined_and_escaped() -> None:
    assert say("ru").list(["Айда", "<b>", Markup("<b>C1</b>")]) == "Айда, &lt;b&gt; и <b>C1</b>"
    assert say("ky").list(["a", "b"]) == "a жана b"
    assert say("en").list([]) == ""
