"""A screen as Telegram takes it: HTML and an inline keyboard."""

from typing import Any

from bot.screens import AnyButton, Button, Card, CopyButton, Screen, broken

MESSAGE_UNITS = 4096
"""UTF-16 units of a message after its HTML is read (Bot API, sendMessage)."""
POPUP_CHARACTERS = 200


def keyboard(card: Card) -> Any:
    """The buttons as an InlineKeyboardMarkup in JSON, which PTB takes for one; None where there are none."""
    if not card.rows:
        return None
    return {
        "inline_keyboard": [[_button(button) for button in part] for row in card.rows for part in broken(row)]
    }


def popup(screen: Screen) -> str | None:
    """The courtesy over the chat, cut to what Telegram takes."""
    if not screen.popup:
        return None
    text = screen.popup
    return text if len(text) <= POPUP_CHARACTERS else text[: POPUP_CHARACTERS - 1] + "…"


def _button(button: AnyButton) -> dict[str, Any]:
    made: dict[str, Any] = {"text": button.label}
    if isinstance(button, Button):
        made["callback_data"] = button.action.pack()
        if button.style is not None:
            made["style"] = button.style
    elif isinstance(button, CopyButton):
        made["copy_text"] = {"text": button.text}
    else:
        made["url"] = button.url
    return made
