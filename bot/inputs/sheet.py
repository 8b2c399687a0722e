"""Requests for input as a table: each with what was given to it, last what was offered unasked."""

from bot.committee import records as people
from bot.committee.views import constituency_name
from bot.documents.sheets import Cell, Sheet
from bot.findings import records as findings
from bot.i18n import Translator, mark
from bot.ids import CommitteeId, FindingId, InputRequestId
from bot.inputs import reading, records, words
from bot.inputs.model import Input, Request
from bot.store import Tx
from bot.translations.views import listed

_COLUMNS = (
    mark("Request"),
    mark("What was asked"),
    mark("Language"),
    mark("Translations"),
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
    mark("Finding"),
    mark("Text"),
    mark("Language"),
    mark("Translations"),
    mark("Files"),
    mark("Draft findings"),
)

_ASKED = 7
"""How many of them are about the request."""


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
                    None if organization is None else t.organization(organization),
                    str(group),
                    f"{found.given_at.astimezone(t.committee_zone):%Y-%m-%d %H:%M}",
                    t.plain("late") if found.late else None,
                    _label(tx, found.finding),
                    found.text,
                    _language(t, found) if found.text else None,
                    listed(t, found.wording),
                    "\n".join(file.name for file in found.files),
                    ", ".join(_label(tx, number) or "" for number in records.drafted_from(tx, found.id)),
                )
            )
        if request is not None and not given:
            rows.append((*asked, *[None] * (len(_COLUMNS) - len(asked))))
    return Sheet(t.plain("Input"), tuple(t.plain(title) for title in _COLUMNS), tuple(rows))


def _request(tx: Tx, t: Translator, request: Request | None, home: CommitteeId) -> tuple[Cell, ...]:
    if request is None:
        return (None,) * _ASKED
    groups = words.groups(t, request, people.constituencies_of(tx, home)).striptags()
    return (
        request.label,
        request.text,
        _language(t, request),
        listed(t, request.wording),
        groups,
        f"{request.until.astimezone(t.committee_zone):%Y-%m-%d %H:%M}",
        _label(tx, request.finding),
    )


def _label(tx: Tx, number: FindingId | None) -> str | None:
    found = None if number is None else findings.finding(tx, number)
    return None if found is None else found.label


def _language(t: Translator, of: Request | Input) -> str:
    return t.language_name(of.language).unescape()
