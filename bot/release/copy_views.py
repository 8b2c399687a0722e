"""Named copies on screen and on paper: the list, the form, the letters, the document itself. No I/O, no clock."""

from dataclasses import replace

from markupsafe import Markup

from bot.committee.views import home_row, pages
from bot.documents.model import Document, Paragraph, Section
from bot.findings import words
from bot.findings.actions import ShowFinding
from bot.findings.model import Finding, Version, short
from bot.forms import Field, Open
from bot.forms.cards import picks, screen
from bot.i18n import OWN_NAMES, Translator
from bot.ids import FindingId
from bot.release import forms
from bot.release.actions import FetchCopy, ListCopies, MakeCopy
from bot.release.cards import Copies, CopyOf
from bot.release.model import RECIPIENT_LIMIT, NamedCopy
from bot.screens import Attachment, Button, Row, Screen, Written, in_rows


def copies(t: Translator, found: Copies) -> Screen:
    """Who has a copy of which version, since when, and who made it."""
    finding = found.finding
    lines = [t("<b>{label}: named copies</b>", label=finding.label)]
    lines += [_line(t, made, by, found.numbers[made.version]) for made, by in found.lines]
    if not found.lines:
        lines.append(t("There are no named copies."))
    rows: list[Row] = []
    if found.may_fetch and found.lines:
        rows += in_rows(
            [Button(t.plain("Copy No. {n}", n=made.number), FetchCopy(made.id)) for made, _ in found.lines]
        )
    rows += pages(t, found.page, found.last, lambda p: Button("", ListCopies(finding.id, p)))
    if found.may_make is not None:
        rows.append((Button(t.plain("Make a named copy"), MakeCopy(found.may_make.id)),))
    rows.append((Button(t.plain("Back"), ShowFinding(finding.committee, finding.id)),))
    return Screen(Markup("\n\n").join(lines), tuple(rows), protect=True)


def question(t: Translator, state: Open, field: Field, found: tuple[Finding, Version]) -> Screen:
    """The card of a form's question."""
    finding, version = found
    title = t("<b>{label}, version {v}: a named copy</b>", label=finding.label, v=version.number)
    match field.name:
        case forms.RECIPIENT:
            ask = t(
                "For whom is the copy? Write the name of the ministry or organization. Limit: {limit} characters.",
                limit=RECIPIENT_LIMIT,
            )
            return screen(title, ask, protect=True)
        case forms.LANGUAGE:
            options = [(code, OWN_NAMES.get(code, code)) for code in version.languages]
            return screen(title, t("In which language?"), rows=picks(state, options), protect=True)
    language = forms.language_of(state.values, version.languages)
    lines = [
        title,
        t("Copy for: {name}", name=state.values[forms.RECIPIENT]),
        t("Language: {language}", language=t.language_name(language)),
        t(
            "The name stands on every page. You receive the file and can forward it. "
            "It is recorded, and the consultant and the chair are told."
        ),
    ]
    rows = picks(state, [(forms.YES, t.plain("Make the copy"))], "primary")
    return screen(*lines, rows=rows, protect=True)


def made_notice(t: Translator, found: CopyOf, by: str) -> Screen:
    """The letter to consultants, chair and the other organizers."""
    said = t("A named copy was made.")
    line = _line(t, found.made, by, found.version.number)
    rows: tuple[Row, ...] = (
        (Button(t.plain("Named copies"), ListCopies(found.finding.id)),),
        home_row(t),
    )
    heading = Markup("<b>{}</b> · ").format(found.finding.label) + said
    return Screen(heading + Markup("\n\n") + line, rows, protect=True)


def sent(t: Translator, found: CopyOf) -> Attachment:
    """The copy itself: alone of all that says what a draft says it may be forwarded, since its recipient is on it."""
    made = found.made
    lines = [
        Markup("<b>{}</b> · ").format(found.finding.label) + t("version {v}", v=found.version.number),
        t("Copy for: {name}", name=made.recipient),
        t("Copy No. {n}", n=made.number),
    ]
    name = f"{found.finding.label}-v{found.version.number}-{found.committee.code}-{made.number}.pdf"
    rows: tuple[Row, ...] = ((Button(t.plain("Named copies"), ListCopies(found.finding.id)),),)
    paper = Written(document(t, found).to_json(), "pdf", made.made_at)
    return Attachment(paper, name, Markup("\n").join(lines), rows)


def document(t: Translator, found: CopyOf) -> Document:
    """What is on paper, in the language of the copy; where the interface does not speak it, its labels are English."""
    made, version = found.made, found.version
    t = replace(t.in_language(made.language), zone=t.committee_zone)
    text = version.text_for(made.language)
    notes = []
    if text.unofficial:
        notes.append(Paragraph(t.plain("Unofficial translation.")))
    if text.language != version.authoritative:
        authoritative = t.plain(
            "Authoritative text: {language}", language=t.language_name(version.authoritative)
        )
        notes.append(Paragraph(authoritative))
    if version.files:
        notes.append(Paragraph(t.plain("Files that are not part of this copy: {n}", n=len(version.files))))
    mark = [t.plain("Copy for: {name}", name=made.recipient)]
    if not version.standing.adopted:
        mark.append(t("<i>Not for circulation.</i>").striptags())
    return Document(
        language=made.language,
        over=f"{found.committee.code} · {found.committee.name(t.language)}",
        title=f"{found.finding.label} · {text.title}",
        mark=" · ".join(mark),
        facts=(
            (t.plain("Copy"), f"№ {made.number} · {t.moment(made.made_at).striptags()}"),
            (t.plain("Kind"), str(words.kind(t, found.finding.kind).striptags())),
            (t.plain("Version"), f"{version.number} · {short(version.hash)}"),
        ),
        sections=(Section(t.plain("Text"), (Paragraph(text.body or text.title), *notes)),),
        foot=f"№ {made.number}",
    )


def _line(t: Translator, made: NamedCopy, by: str, version: int) -> Markup:
    head = [
        Markup("<b>№ {}</b>").format(made.number),
        t("version {v}", v=version),
        t.language_name(made.language),
    ]
    name = Markup("{}").format(by) if by else t("former holder")
    return Markup("\n").join(
        [
            Markup(" · ").join(head),
            t("Copy for: {name}", name=made.recipient),
            Markup(" · ").join([t.moment(made.made_at), name]),
        ]
    )


def finding_row(t: Translator, number: FindingId) -> Row:
    """What this room offers on a finding's card to whoever learns of copies."""
    return (Button(t.plain("Named copies"), ListCopies(number)),)
