"""One card of what several rooms remind of. No I/O, no clock."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.committee.actions import Todo
from bot.committee.views import home_row
from bot.i18n import Translator
from bot.screens import Button, Row, Screen

SHOWN = 8
"""Things on a card at most; /todo has them all."""
_UNITS = 3800
"""As many UTF-16 units as they may take together: a message takes 4,096."""


def card(t: Translator, cards: Sequence[tuple[str, Screen]]) -> Screen:
    """One thing has the card to itself; several stand below each other, each with its buttons."""
    if len(cards) == 1:
        ((subject, only),) = cards
        return replace(only, folds=((subject, only.folded or _folded(t)),))
    shown = _fitting([screen for _, screen in cards])
    parts = [
        Markup("<b>{}</b>").format(t("Reminders: {n}", n=len(cards))),
        *(screen.text for screen in shown),
    ]
    rows: list[Row] = [row for screen in shown for row in screen.rows]
    if len(cards) > len(shown):
        parts.append(t("And more: {n}", n=len(cards) - len(shown)))
        rows.append((Button(t.plain("All that waits for me"), Todo()),))
    return Screen(
        Markup("\n\n").join(parts),
        (*rows, home_row(t)),
        protect=any(screen.protect for screen in shown),
        folds=tuple((subject, screen.folded or _folded(t)) for subject, screen in cards),
    )


def _fitting(screens: Sequence[Screen]) -> Sequence[Screen]:
    """The first ones that a message takes, one at least."""
    taken = 0
    for n, screen in enumerate(screens[:SHOWN]):
        taken += len(screen.text.unescape().encode("utf-16-le")) // 2
        if taken > _UNITS and n:
            return screens[:n]
    return screens[:SHOWN]


def _folded(t: Translator) -> str:
    return t.plain("Reminder: see the newer card below.")
