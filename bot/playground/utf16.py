"""Telegram counts text in UTF-16 code units: an emoji outside the basic plane is two."""


def length(text: str) -> int:
    """The number of UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def piece(text: str, offset: int, units: int) -> str:
    """The part that starts `offset` units in and is `units` long."""
    return text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * (offset + units)].decode(
        "utf-16-le", "replace"
    )


def split(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` units, cut between characters, as the apps send a text that is too long."""
    pieces, start, used = [], 0, 0
    for at, character in enumerate(text):
        size = 1 + (character > "\uffff")
        if used + size > limit:
            pieces.append(text[start:at])
            start, used = at, 0
        used += size
    return [*pieces, text[start:]]
