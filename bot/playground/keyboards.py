"""Inline keyboards: what the server accepts below a message."""

from typing import Any

from bot.playground.fields import Fields
from bot.playground.html import checked_link
from bot.playground.refusals import Refused, bad_request

Button = dict[str, Any]
Keyboard = list[list[Button]]

BUTTONS_LIMIT = 100
ROW_LIMIT = 8
DATA_LIMIT_BYTES = 64
COPY_LIMIT = 256
_STYLES = ("danger", "success", "primary")


def read_keyboard(fields: Fields) -> Keyboard:
    """The inline keyboard of a call, [] where there is none, also where the apps are told to reply. Raises Refused."""
    markup = fields.structure("reply_markup", dict, "reply markup")
    if not markup or markup.get("force_reply"):
        return []
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "inline_keyboard" must be an Array of Arrays')
    keyboard = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, keyboard)) > BUTTONS_LIMIT or any(len(row) > ROW_LIMIT for row in keyboard):
        raise bad_request("reply markup is too long")
    return keyboard


def _button(button: Any) -> Button:
    if not isinstance(button, dict):
        raise _cannot_parse("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _cannot_parse('Can\'t find field "text"')
    if button.get("style") not in (None, *_STYLES):
        raise _cannot_parse("Invalid button style specified")
    if not button["text"].strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if url := button.get("url"):
        link = checked_link(url)
        if link is None:
            raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return {**button, "url": link}
    if data := button.get("callback_data"):
        if not isinstance(data, str) or len(data.encode()) > DATA_LIMIT_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return button
    if "copy_text" in button:
        copied = button["copy_text"].get("text") if isinstance(button["copy_text"], dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= COPY_LIMIT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return button
    raise _cannot_parse("Text buttons are unallowed in the inline keyboard")


def _cannot_parse(reason: str) -> Refused:
    return bad_request(f"Can't parse inline keyboard button: {reason}")
