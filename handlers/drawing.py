"""A screen as Telegram takes it: HTML and an inline keyboard."""

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.screens import AnyButton, Button, Card, CopyButton, Screen

MESSAGE_UNITS = 4096
"""UTF-16 units of a message after its HTML is read (Bot API, sendMessage)."""
POPUP_CHARACTERS = 200


def keyboard(card: Card) -> InlineKeyboardMarkup | None:
    """The buttons; None where there are none."""
    if not card.rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in card.rows if row])


def popup(screen: Screen) -> str | None:
    """The courtesy over the chat, cut to what Telegram takes."""
    if not screen.popup:
        return None
    text = screen.popup
    return text if len(text) <= POPUP_CHARACTERS else text[: POPUP_CHARACTERS - 1] + "…"


def _button(button: AnyButton) -> InlineKeyboardButton:
    if isinstance(button, Button):
        return InlineKeyboardButton(button.label, callback_data=button.action.pack(), style=button.style)
    if isinstance(button, CopyButton):
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.text))
    return InlineKeyboardButton(button.label, url=button.url)
