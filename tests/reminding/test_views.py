"""How several reminders share a card."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.i18n import translator
from bot.reminding.views import SHOWN, card
from bot.screens import Screen

T = translator("ky", ZoneInfo("Asia/Bishkek"), ZoneInfo("Asia/Bishkek"))


def lines(n: int, text: str) -> list[tuple[str, Screen]]:
    return [(f"thing:{i}", Screen(Markup.escape(text))) for i in range(n)]


def test_what_a_message_does_not_take_is_counted_and_no_reminder_is_lost() -> None:
    drawn = card(T, lines(6, "ө&" * 750))
    assert len(drawn.text.unescape().encode("utf-16-le")) // 2 < 4096
    assert drawn.text.count("ө&amp;ө") > 0
    assert T.plain("And more: {n}", n=4) in drawn.text
    assert len(drawn.folds) == 6


def test_short_ones_stand_together_up_to_their_number() -> None:
    drawn = card(T, lines(SHOWN + 1, "F1"))
    assert drawn.text.count("F1") == SHOWN
    assert T.plain("And more: {n}", n=1) in drawn.text
