"""A screen becomes what Telegram takes."""

import pytest
from markupsafe import Markup

from bot.committee.actions import Home
from bot.screens import Button, CopyButton, LinkButton, Screen
from handlers.bot_api.drawing import POPUP_CHARACTERS, keyboard, popup


@pytest.mark.parametrize("length", [1, POPUP_CHARACTERS, POPUP_CHARACTERS + 1, 4096])
def test_a_popup_is_cut_where_telegram_would_refuse_it(length: int) -> None:
    shown = popup(Screen(Markup("x"), popup="ө" * length))
    assert shown is not None
    assert len(shown) == min(length, POPUP_CHARACTERS)
    assert shown.endswith("…") is (length > POPUP_CHARACTERS)


def test_the_sentence_over_a_card_is_its_popup_without_markup() -> None:
    card = Screen(Markup("card")).noted(Markup("<b>Counted</b> &amp; kept"))
    assert popup(card) == "Counted & kept"
    assert popup(Screen(Markup("card"))) is None


def test_each_button_says_what_it_does() -> None:
    rows = (
        (Button("Menu", Home(), "primary"), Button("Back", Home())),
        (),
        (CopyButton("Copy", "text"), LinkButton("Open", "https://t.me/nac_kg_bot")),
    )
    assert keyboard(Screen(Markup("x"), rows)) == {
        "inline_keyboard": [
            [
                {"text": "Menu", "callback_data": "h", "style": "primary"},
                {"text": "Back", "callback_data": "h"},
            ],
            [
                {"text": "Copy", "copy_text": {"text": "text"}},
                {"text": "Open", "url": "https://t.me/nac_kg_bot"},
            ],
        ]
    }
    assert keyboard(Screen(Markup("x"))) is None


def _drawn(*labels: str) -> list[list[str]]:
    row = tuple(Button(label, Home()) for label in labels)
    return [[b["text"] for b in shown] for shown in keyboard(Screen(Markup("x"), (row,)))["inline_keyboard"]]


def test_buttons_share_a_row_as_long_as_a_telephone_shows_their_words_whole() -> None:
    assert _drawn("Иштөө тартиби", "Жумалык сереп") == [["Иштөө тартиби", "Жумалык сереп"]]
    assert _drawn("Иштөө тартиби", "Жумалык сереп келбесин") == [
        ["Иштөө тартиби"],
        ["Жумалык сереп келбесин"],
    ]
    assert _drawn("Күн тартиби", "Карта", "Календарь") == [["Күн тартиби", "Карта", "Календарь"]]
    assert _drawn("Бардык этаптар", "Меники", "30 күн") == [["Бардык этаптар", "Меники"], ["30 күн"]]
    assert _drawn("x" * 40) == [["x" * 40]]


def test_the_days_of_a_calendar_stay_in_their_week() -> None:
    week = ["5", "6", "7", "8", "9", "[10]", "[11]"]
    assert _drawn(*week) == [week]
