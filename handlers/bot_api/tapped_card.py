"""The card whose button was tapped. PTB makes a hundred attributes of a message; of this one, three are needed."""

from typing import Any

from bot.dataclasses import dataclass


@dataclass(frozen=True)
class Tapped:
    """`private`: it stands in a private chat. `protected`: it cannot be forwarded or saved."""

    message: int
    private: bool
    protected: bool


def tapped_in(body: dict[str, Any]) -> Tapped | None:
    """The card in an update's body; None where it is no tap, or one without a card."""
    card = body.get("callback_query", {}).get("message")
    if card is None:
        return None
    private = card["chat"].get("type") == "private"
    return Tapped(card["message_id"], private, card.get("has_protected_content", False))


def without_card(body: dict[str, Any]) -> dict[str, Any]:
    """The update's body as PTB is given it."""
    query = body.get("callback_query", {})
    if "message" not in query:
        return body
    return {**body, "callback_query": {name: value for name, value in query.items() if name != "message"}}
