"""Tables out: one workbook, or a CSV file a table; made in a thread, for this one message, and kept nowhere."""

import asyncio
from collections.abc import Mapping

from markupsafe import Markup

from bot.committee.views import home_row
from bot.documents.sheets import Format, Sheet, comma_separated, workbook
from bot.screens import Attachment, Made
from handlers.turn import Turn


async def attachments(
    turn: Turn, sheets: Mapping[str, Sheet], form: Format, language: str, caption: Markup
) -> tuple[Attachment, ...]:
    """The files, called by the name of their (first) sheet and the day."""
    day = turn.at.astimezone(turn.t.committee_zone).date()
    files = await asyncio.to_thread(_files, sheets, form, language)
    return tuple(
        Attachment(Made(data), f"{name}-{day}.{form}", caption, (home_row(turn.t),))
        for name, data in files.items()
    )


def _files(sheets: Mapping[str, Sheet], form: Format, language: str) -> dict[str, bytes]:
    if form is Format.XLSX:
        return {next(iter(sheets)): workbook(list(sheets.values()))}
    return {name: comma_separated(sheet, language) for name, sheet in sheets.items()}
