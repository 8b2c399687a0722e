"""QR codes: a text as a PNG that a camera reads from a screen or from paper."""

import io

PIXELS = 8
"""Of one module: Telegram shrinks photos on small screens, and they still have to be read."""


def qr_code(text: str) -> bytes:
    """The picture, black on white with the quiet zone that readers need. Takes some milliseconds for a link.

    Raises ValueError for a text of more bytes than a code holds.
    """
    import segno  # noqa: PLC0415 (few ever need it)

    picture = io.BytesIO()
    # Level Q: a quarter of it may be dirty or folded.
    segno.make(text, error="q", micro=False).save(picture, kind="png", scale=PIXELS, border=4)
    return picture.getvalue()
