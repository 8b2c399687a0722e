"""Reads a QR code from the picture's pixels, as a camera does (ISO/IEC 18004), without the library that draws it.

Knows what the bot sends: versions 1 to 8, bytes, error correction Q or H. A clean picture needs no correction.
"""

import struct
import zlib

_BLOCKS = {  # by version: data codewords of each block
    "Q": (
        (13,),
        (22,),
        (17,) * 2,
        (24,) * 2,
        (15, 15, 16, 16),
        (19,) * 4,
        (14, 14, *(15,) * 4),
        (*(18,) * 4, 19, 19),
    ),
    "H": (
        (9,),
        (16,),
        (13,) * 2,
        (9,) * 4,
        (11, 11, 12, 12),
        (15,) * 4,
        (*(13,) * 4, 14),
        (*(14,) * 4, 15, 15),
    ),
}
_ALIGNMENT = ((), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42))
_LEVELS = {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}
_MASKS = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)
Matrix = list[list[bool]]


def read(png: bytes) -> str:
    """The text in the picture."""
    matrix = _modules(png)
    size = len(matrix)
    version = (size - 17) // 4
    bits = [matrix[8][c] for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [matrix[r][8] for r in (7, 5, 4, 3, 2, 1, 0)]
    form = int("".join("01"[bit] for bit in bits), 2) ^ 0b101010000010010
    level, mask = _LEVELS[form >> 13], _MASKS[form >> 10 & 0b111]
    stream = [matrix[r][c] ^ mask(r, c) for r, c in _path(size, version)]
    words = [int("".join("01"[b] for b in stream[i : i + 8]), 2) for i in range(0, len(stream) - 7, 8)]
    data = "".join(f"{word:08b}" for word in _deinterleaved(words, _BLOCKS[level][version - 1]))
    assert data[:4] == "0100", "bytes"
    length = int(data[4:12], 2)
    return bytes(int(data[12 + 8 * i : 20 + 8 * i], 2) for i in range(length)).decode()


def _modules(png: bytes) -> Matrix:
    """Dark modules, without the quiet zone."""
    at, width, height, depth, packed = 8, 0, 0, 0, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth = struct.unpack(">IIB", body[:9])
        if kind == b"IDAT":
            packed += body
        at += length + 12
    assert depth == 1, "black and white"
    row = (width + 7) // 8 + 1
    raw = zlib.decompress(packed)
    lines: list[bytes] = []
    for i in range(height):
        kind_of_filter, line = raw[i * row], raw[i * row + 1 : (i + 1) * row]
        assert kind_of_filter in (0, 2), "as it is, or as it differs from the line above"
        above = lines[-1] if kind_of_filter and lines else bytes(row - 1)
        lines.append(bytes((a + b) % 256 for a, b in zip(line, above, strict=True)))
    pixels = [[not line[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for line in lines]
    top = next(i for i, line in enumerate(pixels) if any(line))
    left = pixels[top].index(True)
    module = pixels[top][left:].index(False) // 7  # a corner's square is seven modules wide
    return [line[left : width - left : module] for line in pixels[top : height - top : module]]


def _path(size: int, version: int) -> list[tuple[int, int]]:
    """The modules that carry data, in the order in which they are read: two columns at a time, up and down."""
    found, upwards = [], True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for row in range(size - 1, -1, -1) if upwards else range(size):
            found += [(row, c) for c in (right, right - 1) if not _serves(row, c, size, version)]
        upwards = not upwards
    return found


def _serves(r: int, c: int, size: int, version: int) -> bool:
    """Is it of a pattern that finds and tells the code?"""
    corner = (r < 9 and (c < 9 or c >= size - 8)) or (r >= size - 8 and c < 9)
    about = version >= 7 and ((r < 6 and c >= size - 11) or (c < 6 and r >= size - 11))
    places = _ALIGNMENT[version - 1]
    taken = {(6, 6), (6, size - 7), (size - 7, 6)}
    aligns = any(abs(r - y) <= 2 and abs(c - x) <= 2 for y in places for x in places if (y, x) not in taken)
    return corner or about or aligns or 6 in (r, c)


def _deinterleaved(words: list[int], blocks: tuple[int, ...]) -> list[int]:
    """The data codewords, block after block."""
    columns = [[n for n, length in enumerate(blocks) if i < length] for i in range(max(blocks))]
    made: list[list[int]] = [[] for _ in blocks]
    order = [block for column in columns for block in column]
    for word, block in zip(words, order, strict=False):
        made[block].append(word)
    return [word for block in made for word in block]
