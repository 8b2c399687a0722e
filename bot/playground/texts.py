"""From what is sent to the text that everybody sees: parsed, trimmed, measured, links and commands found."""

import re
from typing import Any

from bot.playground import html, utf16
from bot.playground.fields import Fields
from bot.playground.html import Entity
from bot.playground.refusals import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/<>])"
    r"|(?<!\w)(?P<mention>@[A-Za-z][A-Za-z0-9_]{2,31})(?!\w)"
    r"|(?<!\w)(?P<hashtag>\#[^\W\d]\w*)"
)
_CLOSED = ("code", "pre", "text_link", "date_time", "custom_emoji", "text_mention")


def read_text(fields: Fields) -> tuple[str, list[Entity]]:
    """The text of a message. Raises Refused where it is empty, too long or badly marked up."""
    if not fields.text("text"):
        raise bad_request("Message text is empty")
    text, entities = _read(fields, fields.text("text"), "entities")
    if not text:
        raise bad_request("Text must be non-empty")
    if utf16.length(text) > TEXT_LIMIT:
        raise bad_request("Message is too long")
    return text, entities


def read_caption(fields: Fields) -> tuple[str, list[Entity]]:
    """A caption, which may be empty. Raises Refused."""
    text, entities = _read(fields, fields.text("caption"), "caption_entities")
    if utf16.length(text) > CAPTION_LIMIT:
        raise bad_request("Message caption is too long")
    return text, entities


def found(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities and those that Telegram finds by itself: addresses, commands, mentions, hashtags."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _CLOSED]
    more = []
    for match in _FOUND.finditer(text):
        offset = utf16.length(text[: match.start()])
        length = utf16.length(match[0])
        if not any(start < offset + length and offset < end for start, end in taken):
            more.append({"type": match.lastgroup, "offset": offset, "length": length})
    return (
        sorted([*entities, *more], key=lambda entity: (entity["offset"], -entity["length"]))
        if more
        else entities
    )


def _read(fields: Fields, source: str, entities_field: str) -> tuple[str, list[Entity]]:
    if len(source.encode()) > 1 << 15:
        raise bad_request("Text is too long")
    mode = fields.text("parse_mode").lower()
    if mode == "html":
        text, entities = html.parse(source)
    elif mode:
        raise bad_request("Unsupported parse_mode")
    else:
        text, entities = source, _given(source, fields.structure(entities_field, list, "MessageEntity") or [])
    text, entities = _trimmed(text, entities)
    return text, found(text, entities)


def _given(text: str, entities: list[Any]) -> list[Entity]:
    end = utf16.length(text)
    for entity in entities:
        if not isinstance(entity, dict):
            raise bad_request("Can't parse MessageEntity: expected an Object")
        for name in ("type", "offset", "length"):
            if name not in entity:
                raise bad_request(f"Can't parse MessageEntity: Can't find field \"{name}\"")
        last = entity["offset"] + entity["length"]
        if not 0 <= entity["offset"] < end:
            raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {entity['offset']}")
        if last > end:
            raise bad_request(
                f"Entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text "
                f"at UTF-16 offset {end}"
            )
    return entities


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram cuts white space off both ends."""
    cut = utf16.length(text) - utf16.length(text.lstrip())
    text = text.strip()
    end = utf16.length(text)
    kept = []
    for entity in entities:
        first = min(max(entity["offset"] - cut, 0), end)
        last = min(max(entity["offset"] + entity["length"] - cut, 0), end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return text, kept
