"""A card of the size of a ballot paper, for the bot that draws none of its own."""

from telegram import InlineKeyboardButton

POPUP = "Your vote was recorded: Approve. Receipt No. 17."
TEXT = (
    f"{POPUP}\n\n<b>F4</b> · Please vote: “No legal definition of social enterprises”, version 1. "
    "Deadline: Thursday, 22 January 2026, 18:00 (Bishkek).\n"
    f"<blockquote expandable>{'Many organizations consider themselves such. ' * 8}</blockquote>\n"
    "This is an open vote: committee members will see your choice.\n"
    "Your vote: <b>Approve</b>. Receipt No. 17.\n"
    "Voted: government 5 of 7, workers 4 of 6, employers 3 of 6, SSE organizations 5 of 6"
)
_ROWS = (("✓ Approve",), ("Approve with changes",), ("Needs revision",), ("Abstain",), ("F4", "Menu"))


def keyboard() -> list[list[InlineKeyboardButton]]:
    """Its buttons, made anew as a bot does for every card."""
    return [[InlineKeyboardButton(label, callback_data="bv:1:approve") for label in row] for row in _ROWS]
