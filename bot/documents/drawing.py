"""Draws a template with Typst: the same data give the same bytes, on every machine.

What people wrote goes in as data and is never read as markup.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from bot.errors import Broken

if TYPE_CHECKING:
    import typst

Format = Literal["png", "pdf"]
TEMPLATES = ("document", "tally", "timeline")
"""Files of `templates/`, each of which says what data it takes."""
PIXELS_PER_INCH = 216
"""Three pixels to a point: a page of 360 pt is 1,080 pixels wide."""


def render(template: str, data: Mapping[str, Any], to: Format = "png") -> bytes:
    """The picture or document that a template makes of `data` (JSON values). It takes some tens of milliseconds
    without the interpreter's lock, so it belongs into a thread.

    Raises Broken("template-unknown"), or Broken("picture-failed") where the data are not what the template takes.
    """
    import typst  # noqa: PLC0415 (late: 40 MB resident that an idle bot does without)

    if template not in TEMPLATES:
        raise Broken("template-unknown", template=template)
    given = json.dumps(data, sort_keys=True, ensure_ascii=False)
    try:
        return typst.compile(
            _source(template),
            format=to,
            ppi=PIXELS_PER_INCH,
            font_paths=_fonts(),
            sys_inputs={"data": given},
            timestamp=0,
        )
    except typst.TypstError as error:
        # Typst's own words quote the template, not the data; they stay with the cause all the same.
        raise Broken("picture-failed", template=template) from error


@cache
def _source(template: str) -> bytes:
    """The template, after what all pages have in common."""
    folder = files("bot.documents") / "templates"
    return (folder / "page.typ").read_bytes() + (folder / f"{template}.typ").read_bytes()


@cache
def _fonts() -> "typst.Fonts":
    """Only the fonts within Typst itself, so that a picture does not depend on the machine; they have ң, ө and ү."""
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False)
