"""The screens of requests and inputs. No I/O, no clock."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.committee.model import Constituency
from bot.committee.sheet_views import WHICH_FILE, file_kinds
from bot.committee.views import constituency_name, due, home_row, pages
from bot.files import File
from bot.files.words import listed, short
from bot.findings.actions import ShowFinding
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.inputs import words
from bot.inputs.actions import (
    DraftFromInput,
    EndRequest,
    GiveInput,
    ListInputs,
    ListRequests,
    NewRequest,
    OfferInput,
    SendInputFile,
    SendInputs,
    ShowInput,
    ShowRequest,
    TranslateInput,
)
from bot.inputs.cards import PAGE, InputLine, InputsPage, RequestCard, RequestLine, RequestsPage
from bot.inputs.model import TEXT_LIMIT, Input, Request, Way
from bot.screens import Attachment, Button, Kept, Row, Screen, in_rows
from bot.texts import quoted, shortened
from bot.translations.views import as_read, brief

_SHORT = 100
_IN_LIST = 250


def requests(t: Translator, found: RequestsPage) -> Screen:
    """The list: a line and a button each."""
    lines = [t("<b>Requests for input</b>")]
    lines += [_listed(t, line) for line in found.lines]
    if not found.lines:
        lines.append(t("The consultant has not asked for anything yet."))
    here = found.committee
    buttons = [Button(line.request.label, ShowRequest(here, line.request.id)) for line in found.lines]
    rows: list[Row] = [*in_rows(buttons)]
    rows += pages(t, found.page, found.page + found.more, lambda p: Button("", ListRequests(here, p)))
    if found.may_request:
        rows.append((Button(t.plain("Ask for input"), NewRequest(here), "primary"),))
    if found.may_offer:
        rows.append((Button(t.plain("Offer input"), OfferInput(here)),))
    if found.unasked:
        rows.append((Button(t.plain("Offered unasked ({n})", n=found.unasked), ListInputs(here)),))
    if found.collects:
        rows.append((Button(t.plain("Send as a table"), SendInputs(here)),))
    protect = any(_quotes(line.request) for line in found.lines)
    return Screen(Markup("\n\n").join(lines), (*rows, home_row(t)), protect=protect)


def request(t: Translator, found: RequestCard, *, original: bool = False) -> Screen:
    """A request, who has answered, and how to answer; in the reader's language, or in its `original`."""
    asked = found.request
    here, number = asked.committee, asked.id
    lines = [Markup("<b>{} · {}</b>").format(asked.label, t("A request for input"))]
    lines.append(Markup("{} · {}").format(found.author or t("former holder"), t.moment(asked.asked_at)))
    lines.append(words.asked(t, asked, found.constituencies))
    if asked.ended_at is None:
        lines.append(t("Deadline: {date}", date=t.moment(asked.until, weekday=True)))
    else:
        lines.append(t("Ended: {date}", date=t.moment(asked.ended_at)))
    if found.finding is not None:
        lines.append(t("About: {what}", what=found.finding.label))
    lines += as_read(t, asked.wording, TEXT_LIMIT, original=original)
    lines += _files(t, asked.files)
    lines.append(t("Answered:") + Markup(" ") + _progress(t, found))
    if found.asked:
        lines.append(t("Your seat has answered.") if found.answered else t("Your seat has not answered yet."))
    rows: list[Row] = []
    if found.asked:
        rows.append(
            (
                Button(t.plain("Write input"), GiveInput(here, number, Way.TEXT), "primary"),
                Button(t.plain("Send a file"), GiveInput(here, number, Way.FILE)),
            )
        )
        last = [Button(t.plain("Name a contact"), GiveInput(here, number, Way.CONTACT))]
        if not found.answered:
            last.append(Button(t.plain("Nothing to add"), GiveInput(here, number, Way.NOTHING)))
        rows.append(tuple(last))
    rows += _file_rows(asked, None)
    rows += _wording_rows(t, asked, original, found.collects)
    if found.inputs:
        row = [Button(t.plain("Inputs ({n})", n=found.inputs), ListInputs(here, number))]
        if found.collects:
            row.append(Button(t.plain("Send as a table"), SendInputs(here, number)))
        rows.append(tuple(row))
    if found.finding is not None:
        to = ShowFinding(here, found.finding.id)
        rows.append((Button(t.plain("Open {label}", label=found.finding.label), to),))
    if found.may_end:
        rows.append((Button(t.plain("End the request"), EndRequest(here, number)),))
    rows.append((Button(t.plain("Requests for input"), ListRequests(here)), *home_row(t)))
    folded = f"{asked.label} · {t.plain('A request for input')}"
    return Screen(Markup("\n").join(lines), tuple(rows), protect=_quotes(asked), folded=folded)


def tables(t: Translator, here: CommitteeId, of: Request | None) -> Screen:
    """In which language, and for which program."""
    head = t("<b>Input as a table</b>")
    if of is not None:
        head += Markup(" · ") + of.label
    back = ListRequests(here) if of is None else ShowRequest(here, of.id)
    number = None if of is None else of.id
    rows = file_kinds(t, lambda form, language: SendInputs(here, number, form, language))
    return Screen(head + Markup("\n") + t(WHICH_FILE), (*rows, (Button(t.plain("Back"), back), *home_row(t))))


def confirm_end(t: Translator, found: RequestCard) -> Screen:
    """Asks before a request is ended."""
    asked = found.request
    text = t("End {label} now? What still comes is marked as late.", label=asked.label)
    return Screen(
        text,
        (
            (Button(t.plain("Yes, end it"), EndRequest(asked.committee, asked.id, sure=True), "danger"),),
            (Button(t.plain("Back"), ShowRequest(asked.committee, asked.id)),),
        ),
    )


def inputs(t: Translator, found: InputsPage) -> Screen:
    """What was given, by constituency."""
    of = found.request
    head = t("<b>Offered unasked</b>") if of is None else t("<b>{label}: inputs</b>", label=of.label)
    lines = [head, t("Inputs: {n}", n=found.total)]
    group = None
    for line in found.lines:
        if line.constituency is not None and line.constituency != group:
            group = line.constituency
            lines.append(Markup("<b>{}</b>").format(_group(t, found.constituencies, group)))
        lines.append(_input(t, line))
    here = found.committee
    buttons = [Button(line.input.label, ShowInput(here, line.input.id)) for line in found.lines]
    rows: list[Row] = [*in_rows(buttons)]
    last = max(0, found.total - 1) // PAGE
    rows += pages(
        t, found.page, last, lambda p: Button("", ListInputs(here, None if of is None else of.id, p))
    )
    back = ListRequests(here) if of is None else ShowRequest(here, of.id)
    protect = _quotes(of) or any(_quotes(line.input) for line in found.lines)
    rows.append((Button(t.plain("Back"), back), *home_row(t)))
    return Screen(Markup("\n\n").join(lines), tuple(rows), protect=protect)


def input_card(t: Translator, line: InputLine, *, original: bool = False) -> Screen:
    """One input in full; in the reader's language, or in its `original`."""
    found = line.input
    here = found.committee
    lines = [Markup("<b>{} · {}</b>").format(found.label, t(words.WAYS[found.way])), _giver(t, line)]
    if line.request is not None:
        lines.append(t("To: {what}", what=line.request.label))
    if line.about is not None:
        lines.append(t("About: {what}", what=line.about.label))
    if found.text:
        lines += _said(t, found, TEXT_LIMIT, original=original)
    lines += _files(t, found.files)
    if line.findings:
        lines.append(t("Findings from it: {labels}", labels=", ".join(f.label for f in line.findings)))
    rows: list[Row] = [*_file_rows(None, found)]
    if found.text and found.way is not Way.CONTACT:
        rows += _wording_rows(t, found, original, line.collects)
    if line.may_draft:
        rows.append((Button(t.plain("Make draft findings"), DraftFromInput(here, found.id)),))
    shown = [*([] if line.about is None else [line.about]), *line.findings[:3]]
    rows += [(Button(t.plain("Open {label}", label=f.label), ShowFinding(here, f.id)),) for f in shown]
    rows.append((Button(t.plain("Back"), ListInputs(here, found.request)), *home_row(t)))
    return Screen(Markup("\n").join(lines), tuple(rows), protect=_quotes(found, line.request))


def given_notice(t: Translator, line: InputLine) -> Screen:
    """The letter to the consultant."""
    note = t("Input has come.") if line.request else t("A member offers input.")
    return _under(note, input_card(t, line))


def requested_notice(t: Translator, found: RequestCard) -> Screen:
    """The letter to whoever is asked."""
    return _under(t("The consultant asks for your input."), request(t, found))


def over_notice(t: Translator, found: RequestCard) -> Screen:
    """The letter to whoever asked."""
    return _under(t("The deadline of {label} has passed.", label=found.request.label), request(t, found))


def reminder(t: Translator, here: CommitteeId, asked: Request, *, alone: bool) -> Screen:
    """That it is still owed. `alone`: nothing else is on the card."""
    text = t("<b>Input is still wanted from you</b>") + Markup("\n<b>{}</b> {}\n").format(
        asked.label, brief(t, asked.wording, _SHORT)
    )
    text += t("Deadline: {date}", date=t.moment(asked.until, weekday=True))
    row: Row = (Button(t.plain("Answer {label}", label=asked.label), ShowRequest(here, asked.id), "primary"),)
    folded = t.plain("Reminder: {labels}", labels=asked.label)
    rows = (row, home_row(t)) if alone else (row,)
    return Screen(text, rows, protect=_quotes(asked), folded=folded)


def sent(t: Translator, of: Request | Input, file: File) -> Attachment:
    """The file itself."""
    to = ShowRequest(of.committee, of.id) if isinstance(of, Request) else ShowInput(of.committee, of.id)
    rows: tuple[Row, ...] = ((Button(t.plain("Back"), to),),)
    lost = t("This file cannot be sent: {name}", name=file.name)
    lost += Markup("\n") + t("Its bytes are lost or damaged. Please tell the secretariat.")
    caption = Markup("<b>{}</b>").format(of.label)
    return Attachment(Kept(file.digest), file.name, caption, rows, instead=Screen(lost, rows))


def waiting_row(t: Translator, here: CommitteeId, asked: Request) -> Row:
    """A line of home and /todo."""
    label = due(t, t.plain("{label}: give input", label=asked.label), asked.until)
    return (Button(label, ShowRequest(here, asked.id)),)


def finding_rows(t: Translator, here: CommitteeId, behind: Sequence[Input]) -> list[Row]:
    """On a finding's card: what it was drafted from."""
    return [
        (Button(t.plain("Drafted from: {label}", label=found.label), ShowInput(here, found.id)),)
        for found in behind
    ]


def home_rows(t: Translator, here: CommitteeId) -> list[Row]:
    """The room's button on the home screen."""
    return [(Button(t.plain("Requests for input"), ListRequests(here)),)]


def _quotes(*of: Request | Input | None) -> bool:
    """Whether what is said about a finding may quote a draft, so that it must not be forwarded."""
    return any(each is not None and each.finding is not None for each in of)


def _under(note: Markup, card: Screen) -> Screen:
    return replace(card, text=note + Markup("\n\n") + card.text)


def _listed(t: Translator, line: RequestLine) -> Markup:
    asked, progress = line.request, line.progress
    stands = (
        t("Deadline: {date}", date=t.moment(asked.until))
        if asked.ended_at is None
        else t("Ended: {date}", date=t.moment(asked.ended_at))
    )
    return Markup("<b>{}</b> {}\n<i>{} · {}</i>").format(
        asked.label,
        brief(t, asked.wording, _SHORT),
        stands,
        t("answered: {n}/{seats}", n=progress.answered, seats=progress.seats),
    )


def _progress(t: Translator, found: RequestCard) -> Markup:
    return Markup(" · ").join(
        Markup("{} {}/{}").format(_group(t, found.constituencies, code), p.answered, p.seats)
        for code, p in found.progress.items()
    )


def _input(t: Translator, line: InputLine) -> Markup:
    found = line.input
    head = Markup("<b>{}</b> · {} · {}").format(found.label, t(words.WAYS[found.way]), _giver(t, line))
    if not found.text:
        return head
    return Markup("\n").join([head, *_said(t, found, _IN_LIST)])


def _said(t: Translator, found: Input, limit: int, *, original: bool = False) -> list[Markup]:
    """A name and how to reach somebody is in no language."""
    if found.way is Way.CONTACT:
        return [quoted(shortened(found.text, limit))]
    return as_read(t, found.wording, limit, original=original)


def _giver(t: Translator, line: InputLine) -> Markup:
    parts = [
        Markup.escape(line.author or t("former holder")),
        t.organization(line.organization or ""),
        t.moment(line.input.given_at),
    ]
    if line.input.late:
        parts.append(t("late"))
    return Markup(" · ").join(part for part in parts if part)


def _group(t: Translator, known: Sequence[Constituency], code: str) -> Markup:
    return constituency_name(t, {c.code: c for c in known}.get(code, code))


def _files(t: Translator, files: Sequence[File]) -> list[Markup]:
    return listed(t, [(file.name, file.size) for file in files]) if files else []


def _file_rows(request: Request | None, found: Input | None) -> list[Row]:
    of = request or found
    assert of is not None
    to = None if request is None else request.id, None if found is None else found.id
    return [
        (Button(f"📎 {short(file.name)}", SendInputFile(of.committee, *to, place)),)
        for place, file in enumerate(of.files)
    ]


def _wording_rows(t: Translator, of: Request | Input, original: bool, collects: bool) -> list[Row]:
    """The other wording, one tap away; and a further one, for those who may enter it."""
    here = of.committee
    other, made = (
        (ShowRequest(here, of.id, not original), TranslateInput(here, of.id, None))
        if isinstance(of, Request)
        else (ShowInput(here, of.id, not original), TranslateInput(here, None, of.id))
    )
    row = []
    if of.wording.for_reader(t.language) is not None:
        row.append(
            Button(t.plain("Show the translation") if original else t.plain("Show the original"), other)
        )
    if collects:
        row.append(Button(t.plain("Translate"), made))
    return [tuple(row)] if row else []
