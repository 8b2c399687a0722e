"""Telegram's HTML, a small strict language: text and entities come out, or the server's complaint."""

import re
from dataclasses import field
from typing import Any

from bot.dataclasses import dataclass
from bot.playground import utf16
from bot.playground.refusals import Refused, bad_request

Entity = dict[str, Any]

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_TOKEN = re.compile(
    r"""(?P<tag><(?P<end>/?)(?P<name>[^\s>]*)(?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>)"""
    r"""|(?P<character>&(?:\#(?:x[0-9a-fA-F]{1,8}|[0-9]{1,9})|lt|gt|amp|quot);?)"""
    r"""|(?P<broken><)"""
    r"""|(?P<plain>[^<&]+|&)""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>/"']*)\s*(?:=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*)))?"""
)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TIME_FORMAT = re.compile(r"[rR]?|w?[dD]?[tT]?", re.ASCII)


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    characters: int
    inner: list[Entity] = field(default_factory=list)


def parse(source: str) -> tuple[str, list[Entity]]:
    """The text and its entities in Telegram's order, offsets in UTF-16 units. Raises Refused (400)."""
    text: list[str] = []
    entities: list[Entity] = []
    opened: list[_Open] = []
    units = 0
    for token in _TOKEN.finditer(source):
        if token["tag"] is None:
            if token["broken"]:
                raise _cannot_parse(
                    f"Unclosed {'end' if source.startswith('</', token.start()) else 'start'} tag",
                    source,
                    token.start(),
                )
            piece = _character(token["character"]) if token["character"] else token["plain"]
            text.append(piece)
            units += utf16.length(piece)
        elif token["end"]:
            entities += _close(opened, token, source, units, text)
        else:
            opened.append(_open(token, source, units, len(text)))
    if opened:
        raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    return "".join(text), sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _open(token: re.Match[str], source: str, units: int, pieces: int) -> _Open:
    tag = token["name"].lower()
    if tag not in _KINDS:
        raise _cannot_parse(f'Unsupported start tag "{tag}"', source, token.start())
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(token["attributes"].rstrip()):
        if not match["name"]:
            if match[0].strip() or match.end() < len(token["attributes"].rstrip()):
                raise _cannot_parse(f'Empty attribute name in the tag "{tag}"', source, token.start())
            continue
        value = match["double"] or match["single"] or match["bare"] or ""
        attributes[match["name"]] = re.sub(
            r"&(?:#\w+|lt|gt|amp|quot);?", lambda found: _character(found[0]), value
        )
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _cannot_parse('Tag "span" must have class "tg-spoiler"', source, token.start())
    return _Open(tag, attributes, units, pieces)


def _close(
    opened: list[_Open], token: re.Match[str], source: str, units: int, text: list[str]
) -> list[Entity]:
    if not opened:
        raise _cannot_parse("Unexpected end tag", source, token.start())
    last = opened.pop()
    name = token["name"].lower()
    if name and name != last.tag:
        raise _cannot_parse(
            f"Unmatched end tag at byte offset {_bytes(source, token.start())}, "
            f'expected "</{last.tag}>", found "</{name}>"'
        )
    if units == last.offset or (last.tag != "code" and any(outer.tag in ("pre", "code") for outer in opened)):
        return []  # Telegram drops what is empty, and formatting inside code.
    entity: Entity = {"type": _KINDS[last.tag], "offset": last.offset, "length": units - last.offset}
    return _with_argument(entity, last, "".join(text[last.characters :]), opened)


def _with_argument(entity: Entity, tag: _Open, words: str, outer: list[_Open]) -> list[Entity]:
    given = tag.attributes
    match tag.tag:
        case "a":
            url = checked_link(given.get("href") or words)
            return [entity | {"url": url}] if url else []
        case "code" if outer and outer[-1].tag == "pre":
            outer[-1].attributes["language"] = given.get("class", "").removeprefix("language-")
            return []
        case "pre":
            return [entity | ({"language": given["language"]} if given.get("language") else {})]
        case "blockquote":
            if any(other.tag == "blockquote" for other in outer):
                return []
            return [entity | ({"type": "expandable_blockquote"} if "expandable" in given else {})]
        case "tg-emoji":
            if not given.get("emoji-id", "").isdecimal():
                raise bad_request("Can't parse entities: Invalid custom emoji identifier specified")
            return [entity | {"custom_emoji_id": given["emoji-id"]}]
        case "tg-time":
            return _time(entity, given.get("unix", ""), given.get("format", ""))
    return [entity]


def _time(entity: Entity, unix: str, form: str) -> list[Entity]:
    if not _TIME_FORMAT.fullmatch(form):
        raise bad_request("Can't parse entities: Invalid date-time format specified")
    if not unix.isdecimal() or int(unix) == 0:
        return []
    return [entity | {"unix_time": int(unix)} | ({"date_time_format": form} if form else {})]


def checked_link(link: str) -> str | None:
    """The link as Telegram keeps it; None unless it is http, https, tg or ton and its host has a dot."""
    match = re.fullmatch(r"(?:(?P<scheme>[a-zA-Z]+)://)?(?P<host>[^\s/?#:]+)(?P<rest>[^\s]*)", link.strip())
    if not match:
        return None
    scheme = (match["scheme"] or "http").lower()
    if scheme in ("tg", "ton"):
        return link.strip()
    if scheme not in ("http", "https") or not re.fullmatch(r"[^.]+(\.[^.]+)*\.[^.\d][^.]+", match["host"]):
        return None
    return f"{scheme}://{match['host'].lower()}{match['rest'] or '/'}"


def _character(reference: str) -> str:
    name = reference[1:].removesuffix(";")
    if name in _NAMED:
        return _NAMED[name]
    try:
        code = int(name[2:], 16) if name[1:2] in ("x", "X") else int(name[1:])
    except ValueError:
        return reference
    return chr(code) if 0 < code < 0x10FFFF else reference


def _bytes(source: str, at: int) -> int:
    return len(source[:at].encode())


def _cannot_parse(reason: str, source: str = "", at: int | None = None) -> Refused:
    where = "" if at is None else f" at byte offset {_bytes(source, at)}"
    return bad_request(f"Can't parse entities: {reason}{where}")
