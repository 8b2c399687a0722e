"""What changed from one version to another: struck through and bold, a page at a time. No I/O, no clock."""

from collections.abc import Sequence
from itertools import zip_longest

from markupsafe import Markup

from bot.committee.views import pages
from bot.files.words import short
from bot.findings import comparison, words
from bot.findings.actions import ChooseComparison, CompareVersions, ListVersions, ShowFinding, ShowVersion
from bot.findings.card_views import change
from bot.findings.cards import Comparison
from bot.findings.comparison import Change, Piece
from bot.findings.model import Finding, Version
from bot.i18n import OWN_NAMES, Translator
from bot.screens import Button, Row, Screen, in_rows, leaf

PAGE_UNITS = 2400
"""Of the compared text on a card; the rest of its 4,096 units is for the change note, files and sentences."""
PAGE_CHANGES = 40
"""What is new is bold and underlined: of the 100 entities that Telegram keeps of a message, two a change."""
OTHERS_A_PAGE = 6


def compared(
    t: Translator, found: Comparison, language: str | None, page: int, extra_rows: Sequence[Row] = ()
) -> Screen:
    """What changed between two versions in `language`, or else the reader's. It takes a while: see `compare`.

    `extra_rows`: what other rooms offer where the newer version stands for the finding; they come first.
    """
    finding, older, newer = found.finding, found.older, found.newer
    languages = tuple(dict.fromkeys((*newer.languages, *older.languages)))
    spoken = next((c for c in (language, t.language) if c in languages), newer.authoritative)
    here = finding.committee

    def to(shown: int) -> Button:
        return Button("", CompareVersions(here, older.id, newer.id, shown, spoken))

    texts = [{text.language: text for text in version.texts}.get(spoken) for version in (older, newer)]
    pieces = comparison.compare(*map(comparison.whole, texts))
    leaves = comparison.pages(pieces, PAGE_UNITS, PAGE_CHANGES)
    page = min(max(page, 0), len(leaves) - 1)
    lines = [
        _title(t, finding, older, newer),
        t("Language: {language}", language=t.language_name(spoken)),
    ]
    if page == 0:
        if newer.change_note:
            lines.append(change(t, newer))
        lines += _files(t, older, newer)
    if texts[0] is None:
        lines.append(t("There was no text in this language before."))
    elif texts[1] is None:
        lines.append(t("There is no text in this language any more."))
    if any(piece.change is not Change.SAME for piece in pieces):
        lines.append(_legend(t))
        lines.append(Markup("<blockquote expandable>{}</blockquote>").format(_drawn(leaves[page])))
    else:
        lines.append(t("The text in this language is the same."))
        leaves = leaves[:1]
    if not newer.standing.adopted:
        lines.append(t("<i>Not for circulation.</i>"))
    others = [
        Button(OWN_NAMES.get(code, code), CompareVersions(here, older.id, newer.id, 0, code))
        for code in languages
        if code != spoken
    ]
    rows: list[Row] = [*extra_rows, *pages(t, page, len(leaves) - 1, to), *in_rows(others)]
    rows.append(
        tuple(
            Button(t.plain("Version {v}", v=version.number), ShowVersion(here, version.id))
            for version in (older, newer)
        )
    )
    if found.others:
        label = t.plain("Compare version {v} with another", v=newer.number)
        rows.append((Button(label, ChooseComparison(here, newer.id)),))
    back = ShowFinding(here, finding.id) if found.current else ShowVersion(here, newer.id)
    rows.append((Button(t.plain("Back"), back),))
    protect = not (older.standing.adopted and newer.standing.adopted)
    return Screen(Markup("\n").join(lines), tuple(rows), protect=protect)


def choose(t: Translator, finding: Finding, version: Version, others: Sequence[Version], page: int) -> Screen:
    """With which version to compare one."""
    shown, page, last = leaf(others, page, OTHERS_A_PAGE)
    here = finding.committee
    lines = [
        t("<b>{label}: versions</b>", label=finding.label),
        t("With which version do you compare version {v}?", v=version.number),
    ]
    rows = [
        *in_rows([_with(t, version, other, finding) for other in shown]),
        *pages(t, page, last, lambda p: Button("", ChooseComparison(here, version.id, p))),
        (Button(t.plain("Back"), ListVersions(here, finding.id)),),
    ]
    return Screen(Markup("\n").join(lines), tuple(rows), protect=True)


def _with(t: Translator, version: Version, other: Version, finding: Finding) -> Button:
    older, newer = sorted((version, other), key=lambda v: v.number)
    label = t.plain("Version {v}", v=other.number)
    return Button(label, CompareVersions(finding.committee, older.id, newer.id))


def _title(t: Translator, finding: Finding, older: Version, newer: Version) -> Markup:
    heading = t("What changed: version {old} → version {new}", old=older.number, new=newer.number)
    return Markup("<b>{} · {}</b>\n{}").format(finding.label, words.short_title(newer, t.language), heading)


def _legend(t: Translator) -> Markup:
    return t("<s>Deleted</s> · <b><u>inserted</u></b>")


def _files(t: Translator, older: Version, newer: Version) -> list[Markup]:
    """Which files came and went; one whose bytes stayed and whose name changed is neither."""
    had, has = ({file.digest: file.name for file in version.files} for version in (older, newer))
    gone = [short(name) for digest, name in had.items() if digest not in has]
    come = [short(name) for digest, name in has.items() if digest not in had]
    if not gone and not come:
        return []
    drawn = [Markup("<s>{}</s>").format(name) for name in gone]
    drawn += [Markup("<b><u>{}</u></b>").format(name) for name in come]
    return [t("Files:") + Markup(" ") + Markup(", ").join(drawn)]


def _drawn(pieces: Sequence[Piece]) -> Markup:
    """What is gone and what came in its place are kept apart by a space."""
    drawn = Markup("")
    for piece, following in zip_longest(pieces, pieces[1:]):
        drawn += _piece(piece)
        replaced = piece.change is Change.GONE and following is not None and following.change is Change.NEW
        if replaced and not piece.text[-1].isspace():
            drawn += " "
    return drawn


def _piece(piece: Piece) -> Markup:
    text = piece.text
    if text.isspace() and piece.change is not Change.SAME:  # a line end that came or went would not be seen
        text = text.replace("\n", "¶") if piece.change is Change.GONE else text.replace("\n", "¶\n")
    match piece.change:
        case Change.SAME:
            return Markup("{}").format(text)
        case Change.GONE:
            return Markup("<s>{}</s>").format(text)
        case Change.NEW:
            return Markup("<b><u>{}</u></b>").format(text)
