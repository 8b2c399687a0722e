"""The check against the official description notices what is wrong."""

from typing import Any

import pytest

from tests import specification

pytestmark = pytest.mark.skipif(
    not specification.PATH.exists(), reason="the official description is not at hand"
)


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Approve", **fields}]]}


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": button(callback_data="a", style="success")},
        ),
        ("sendMessage", {"chat_id": "1", "text": "12", "protect_content": "true"}),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 1}]},
        ),
        (
            "setMyCommands",
            {"commands": '[{"command": "a", "description": "b"}]', "scope": {"type": "chat", "chat_id": 1}},
        ),
        ("sendMediaGroup", {"chat_id": 1, "media": [{"type": "document", "media": "attach://a"}]}),
        ("sendDocument", {"chat_id": 1, "document": "attach://document"}),
    ],
)
def test_a_right_call_passes(method: str, fields: dict[str, Any]) -> None:
    assert specification.check_call(method, fields) == []


@pytest.mark.parametrize(
    ("method", "fields", "complaint"),
    [
        ("sendLetter", {}, "sendLetter: no such method"),
        ("sendMessage", {"chat_id": 1}, "sendMessage: text is required"),
        ("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"}, "sendMessage: unknown field colour"),
        ("sendMessage", {"chat_id": 1, "text": 5}, "sendMessage.text: 5 is no String"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "protect_content": 1},
            "sendMessage.protect_content: 1 is no Boolean",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": button(data="a")},
            "sendMessage.reply_markup.inline_keyboard[0][0]: unknown field data",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "entities": [{"type": "bold", "offset": 0}]},
            "sendMessage.entities[0]: length is required",
        ),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "room"}},
            "setMyCommands.scope.type: 'room' is not default",
        ),
    ],
)
def test_a_wrong_call_is_named(method: str, fields: dict[str, Any], complaint: str) -> None:
    assert specification.check_call(method, fields) == [complaint]
