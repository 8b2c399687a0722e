"""The card of a finding: what it is, where it stands, what it says, and what its reader may do with it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.actions import Action
from bot.committee.views import home_row
from bot.files import File
from bot.files.words import listed, size
from bot.findings import words
from bot.findings.actions import (
    EVERY_FILE,
    AddComment,
    AddText,
    CompareVersions,
    ConfirmVersion,
    EditFiles,
    ListComments,
    ListFiles,
    ListFindings,
    ListVersions,
    NewVersion,
    OpenToObservers,
    SendFile,
    ShareVersion,
    ShowFinding,
    ShowVersion,
)
from bot.findings.cards import Card
from bot.findings.model import CommentKind, Finding, Standing, Text, Version
from bot.i18n import OWN_NAMES, Translator
from bot.ids import CommitteeId
from bot.screens import Button, CopyButton, Row, Screen, in_rows
from bot.texts import quoted, units
from bot.translations.views import with_language

COPIED = 256
"""Characters that a button can copy (Bot API, CopyTextButton); counted here in UTF-16 units, to be safe."""
FILES_ON_A_CARD = 3
"""More of them have a card of their own: the text already fills this one."""


def card(t: Translator, found: Card, language: str | None = None, extra_rows: Sequence[Row] = ()) -> Screen:
    """A finding in one of its versions, in `language` or else the reader's.

    `extra_rows`: what other rooms offer on a finding; they come first.
    """
    version = found.version
    text = version.text_for(language or t.language)
    lines = _what_it_is(t, found, text)
    if version.before_chair:
        lines.append(t("The chair is asked whether it is as declared."))
    elif version.standing is Standing.COMMENTS and version.comments_until is not None:
        lines.append(t("Deadline: {date}", date=t.moment(version.comments_until)))
        if version.window_over(found.at) and found.may_comment:
            lines.append(t("A comment that comes now is marked as late."))
    lines += _what_it_says(t, found, text)
    if not version.standing.adopted and found.reads_text:
        lines.append(t("<i>Not for circulation.</i>"))
    rows = (*extra_rows, *_rows(t, found, text))
    return Screen(Markup("\n").join(lines), rows, protect=not version.standing.adopted)


def shared_notice(t: Translator, found: Card) -> Screen:
    """The letter: a draft, or a new version of it, is before the committee."""
    finding, version = found.finding, found.version
    if version.comments_until is None:
        note = t(
            "{label}, version {v}, follows the declared version. "
            "The chair is asked whether it is as declared. Not for circulation.",
            label=finding.label,
            v=version.number,
        )
    elif version.window_over(found.at):  # the bot, or the reader's Telegram, was out of reach meanwhile
        note = t(
            "Draft finding {id}, version {v}: comments were due by {date}. Not for circulation.",
            id=finding.label,
            v=version.number,
            date=t.moment(version.comments_until, weekday=True),
        )
    else:
        note = t(
            "Draft finding {id}, version {v}, is open for comments. Deadline: {date}. Not for circulation.",
            id=finding.label,
            v=version.number,
            date=t.moment(version.comments_until, weekday=True),
        )
    text = version.text_for(t.language)
    lines = [note, Markup(""), *_what_it_is(t, found, text, named=True), *_what_it_says(t, found, text)]
    folded = t.plain("{label}, version {v}: see the newer card below.", label=finding.label, v=version.number)
    return Screen(Markup("\n").join(lines), tuple(_rows(t, found, text)), protect=True, folded=folded)


def opened_notice(t: Translator, found: Card) -> Screen:
    """The letter to an observer: this may be read now."""
    shown = card(t, found)
    note = t("The organizer has opened this finding to observers.")
    return replace(shown, text=note + Markup("\n\n") + shown.text)


def _what_it_is(t: Translator, found: Card, text: Text, *, named: bool = False) -> list[Markup]:
    """`named`: which version it is, stands above already."""
    finding, version = found.finding, found.version
    return [
        Markup("<b>{} · {}</b>").format(finding.label, text.title),
        Markup("{kind} · <b>{stands}</b>").format(
            kind=words.kind(t, finding.kind), stands=words.stands(t, version, found.at)
        ),
        words.checksum(t, version) if named else words.fingerprint(t, version),
    ]


def _what_it_says(t: Translator, found: Card, text: Text) -> list[Markup]:
    if not found.reads_text:
        return []
    version = found.version
    lines = []
    if text.language == version.authoritative and text.language != t.language:
        lines.append(t("Original language: {language}", language=t.language_name(text.language)))
    elif text.language != version.authoritative:
        lines.append(t("Authoritative text: {language}", language=t.language_name(version.authoritative)))
    if text.unofficial:
        lines.append(t("Unofficial translation."))
    if text.translator:
        lines.append(t("Translation: {name}", name=text.translator))
    if version.change_note:
        lines.append(change(t, version))
    if text.body:
        lines.append(quoted(text.body))
    return lines + files(t, version.files)


def change(t: Translator, version: Version) -> Markup:
    """What its author says that a version changes."""
    return with_language(t, t("Change: {note}", note=version.change_note), version.note_language)


def files(t: Translator, of: Sequence[File]) -> list[Markup]:
    """What is said of files on a card; more than a few have a card of their own."""
    if not of:
        return []
    if len(of) > FILES_ON_A_CARD:
        return [t("Files: {n} · {size}", n=len(of), size=size(t, sum(file.size for file in of)))]
    return [t("Files: {n}", n=len(of)), *listed(t, [(file.name, file.size) for file in of])]


def _rows(t: Translator, found: Card, text: Text) -> list[Row]:
    rows = _card_rows(t, found)
    if found.reads_text:
        rows += _text_rows(t, found, text)
    return [*rows, (Button(t.plain("Findings"), ListFindings(found.finding.committee)), *home_row(t))]


def _card_rows(t: Translator, found: Card) -> list[Row]:
    here, finding, version = found.finding.committee, found.finding, found.version
    rows: list[Row] = []
    if found.may_confirm:
        label = t.plain("Put version {v} in place", v=version.number)
        rows.append((Button(label, ConfirmVersion(here, version.id), "primary"),))
    if found.may_share:
        rows.append((Button(t.plain("Share for comments"), ShareVersion(here, version.id), "primary"),))
    if found.may_comment:
        rows.append(
            (
                Button(t.plain("Comment"), AddComment(here, version.id, CommentKind.COMMENT)),
                Button(t.plain("Propose wording"), AddComment(here, version.id, CommentKind.AMENDMENT)),
            )
        )
    lists = []
    if found.comments:
        lists.append(Button(t.plain("Comments ({n})", n=found.comments), ListComments(here, finding.id)))
    if found.versions > 1:
        lists.append(Button(t.plain("Versions ({n})", n=found.versions), ListVersions(here, finding.id)))
    rows += [tuple(lists), changed_row(t, found.finding, version, found.before)]
    work = []
    if found.may_write:
        work.append(Button(t.plain("New version"), NewVersion(here, finding.id)))
    if found.may_translate:
        work.append(Button(t.plain("Add a language"), AddText(here, version.id)))
    rows.append(tuple(work))
    if found.may_attach:
        rows.append((Button(t.plain("Edit the files"), EditFiles(here, version.id)),))
    if found.may_open:
        label = t.plain("Close to observers") if version.opened else t.plain("Open to observers")
        rows.append((Button(label, OpenToObservers(finding.id, not version.opened)),))
    if found.draft is not None:
        label = t.plain("Version {v} (draft)", v=found.draft.number)
        rows.append((Button(label, ShowVersion(here, found.draft.id)),))
    if not found.current:
        rows.append((Button(t.plain("Current version"), ShowFinding(here, finding.id)),))
    return [row for row in rows if row]


def changed_row(t: Translator, finding: Finding, version: Version, before: Version | None) -> Row:
    """What changed since the version before; nothing where there is none."""
    if before is None:
        return ()
    label = t.plain("What changed since version {n}", n=before.number)
    return (Button(label, CompareVersions(finding.committee, before.id, version.id)),)


def _text_rows(t: Translator, found: Card, text: Text) -> list[Row]:
    here, version = found.finding.committee, found.version
    others = [
        Button(OWN_NAMES.get(language, language), _in_language(found, here, language))
        for language in version.languages
        if language != text.language
    ]
    rows = in_rows(others)
    rows += files_on_card(t, here, version, lambda place: SendFile(here, version.id, place))
    return rows + copy_rows(t, text)


def copy_rows(t: Translator, text: Text) -> list[Row]:
    """A short text can be copied though its message is protected."""
    whole = f"{text.title}\n{text.body}" if text.body else text.title
    return [(CopyButton(t.plain("Copy text"), whole),)] if units(whole) <= COPIED else []


def files_on_card(
    t: Translator, here: CommitteeId, version: Version, send: Callable[[int], Action]
) -> list[Row]:
    """The buttons of a version's files; more than a few are behind one."""
    count = len(version.files)
    if count > FILES_ON_A_CARD:
        return [(Button(t.plain("Files ({n})", n=count), ListFiles(here, version.id)),)]
    return file_rows(t, count, send)


def file_rows(t: Translator, count: int, send: Callable[[int], Action]) -> list[Row]:
    """A button a file, and one for all of them; `send(place)` is what a tap does."""
    if count == 1:
        return [(Button(t.plain("File"), send(0)),)]
    rows = in_rows([Button(t.plain("File {n}", n=n + 1), send(n)) for n in range(count)])
    if count:
        rows.append((Button(t.plain("All files ({n})", n=count), send(EVERY_FILE)),))
    return rows


def _in_language(found: Card, here: CommitteeId, language: str) -> ShowFinding | ShowVersion:
    if found.current:
        return ShowFinding(here, found.finding.id, language)
    return ShowVersion(here, found.version.id, language)
