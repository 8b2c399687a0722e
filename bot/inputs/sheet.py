"""Requests for input as a table: each with what was given to it, last what was offered unasked."""

from bot.committee import records as people
from bot.committee.views import constituency_name
from bot.documents.sheets import Cell, Sheet
from bot.findings import records as findings
from bot.i18n import Translator, mark
from bot.ids import CommitteeId, FindingId, InputRequestId
from bot.inputs import reading, words
from bot.inputs.model import Request
from bot.store import Tx

_COLUMNS = (
    mark("Request"),
    mark("What was asked"),
    mark("Asked of"),
    mark("Due"),
    mark("Finding"),
    mark("Input"),
    mark("Kind"),
    mark("Given by"),
    mark("Organization"),
    mark("Group"),
    mark("Given on"),
    mark("Late"),
    mark("Text"),
    mark("Files"),
)


def sheet(tx: Tx, t: Translator, home: CommitteeId, only: InputRequestId | None = None) -> Sheet:
    """All of it, or one request with what was given to it. For those who work with it: contacts are among it."""
    known = {c.code: c for c in people.constituencies_of(tx, home)}
    rows: list[tuple[Cell, ...]] = []
    for request, given in reading.everything(tx, home, only):
        asked = _request(tx, t, request, home)
        for found, name, organization, constituency in given:
            group = (
                "" if constituency is None else constituency_name(t, known.get(constituency, constituency))
            )
            rows.append(
                (
                    *asked,
                    found.label,
                    t.plain(words.WAYS[found.way]),
                    name,
                    organization,
                    str(group),
                    f"{found.given_at.astimezone(t.committee_zone):%Y-%m-%d %H:%M}",
                    t.plain("late") if found.late else None,
                    found.text,
                    "\n".join(file.name for file in found.files),
                )
            )
        if request is not None and not given:
            rows.append((*asked, *[None] * (len(_COLUMNS) - len(asked))))
    return Sheet(t.plain("Input"), tuple(t.plain(title) for title in _COLUMNS), tuple(rows))


def _request(tx: Tx, t: Translator, request: Request | None, home: CommitteeId) -> tuple[Cell, ...]:
    if request is None:
        return (None,) * 5
    groups = words.groups(t, request, people.constituencies_of(tx, home)).striptags()
    return (
        request.label,
        request.text,
        groups,
        f"{request.until.astimezone(t.committee_zone):%Y-%m-%d %H:%M}",
        _label(tx, request.finding),
    )


def _label(tx: Tx, number: FindingId | None) -> str | None:
    found = None if number is None else findings.finding(tx, number)
    return None if found is None else found.label
