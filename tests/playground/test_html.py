"""Telegram's HTML: what comes out, in UTF-16 units, and what is refused in which words."""

import pytest

from bot.playground import html, utf16
from bot.playground.refusals import Refused


def spans(source: str) -> list[tuple[str, str]]:
    """(kind, words) of every entity."""
    text, entities = html.parse(source)
    return [(e["type"], utf16.piece(text, e["offset"], e["length"])) for e in entities]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>Approve</b> or <i>not</i>", [("bold", "Approve"), ("italic", "not")]),
        ("🗳🗳 <b>Добуш</b>", [("bold", "Добуш")]),
        ("<b>👩🏽‍💼 <u>төрага</u></b>", [("bold", "👩🏽‍💼 төрага"), ("underline", "төрага")]),
        (
            "<strong>a</strong><em>b</em><ins>c</ins><del>d</del><strike>e</strike>",
            list(
                zip(("bold", "italic", "underline", "strikethrough", "strikethrough"), "abcde", strict=True)
            ),
        ),
        ('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', [("spoiler", "x"), ("spoiler", "y")]),
        ("<blockquote>short</blockquote>", [("blockquote", "short")]),
        ("<blockquote expandable>long\ntext</blockquote>", [("expandable_blockquote", "long\ntext")]),
        ("<code>a &lt; b &amp;&amp; c</code>", [("code", "a < b && c")]),
        ("<B>upper</B>", [("bold", "upper")]),
        ("<b></b>nothing", []),
        ("<pre>x <b>y</b></pre>", [("pre", "x y")]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", "ab")]),
    ],
)
def test_tags_become_entities(source: str, expected: list[tuple[str, str]]) -> None:
    assert spans(source) == expected


def test_offsets_count_utf16_units() -> None:
    _, entities = html.parse("🗳а<b>б🗳</b>")
    assert entities == [{"type": "bold", "offset": 3, "length": 3}]


def test_a_link_keeps_its_address_and_one_without_a_host_is_dropped() -> None:
    text, entities = html.parse('<a href="https://ilo.org/a?b=1&amp;c=2">ILO</a> <a href="nowhere">no</a>')
    assert text == "ILO no"
    assert entities == [{"type": "text_link", "offset": 0, "length": 3, "url": "https://ilo.org/a?b=1&c=2"}]


def test_a_program_names_its_language() -> None:
    _, entities = html.parse('<pre><code class="language-python">x = 1</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


def test_a_date_is_an_entity_with_its_format() -> None:
    _, entities = html.parse('<tg-time unix="1670486400" format="r">in 3 hours</tg-time>')
    assert entities == [
        {"type": "date_time", "offset": 0, "length": 10, "unix_time": 1670486400, "date_time_format": "r"}
    ]


def test_only_four_names_and_numbers_are_characters() -> None:
    assert html.parse("&lt;&gt;&amp;&quot;&#1199;&#x4E9;&nbsp;&")[0] == '<>&"үө&nbsp;&'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("ө<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("3 < 4", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-time unix="1" format="z">x</tg-time>', "Invalid date-time format specified"),
        ('<b ="x">y</b>', 'Empty attribute name in the tag "b" at byte offset 0'),
    ],
)
def test_what_is_not_telegrams_html_is_refused_in_its_words(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        html.parse(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"
