"""How the working modalities are shown: the text folded, files by button, versions. No I/O, no clock."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.views import home_row, pages
from bot.files import words as file_words
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.screens import Attachment, Button, Kept, Row, Screen, in_rows, leaf
from bot.timeline.actions import ListModalities, SendModalities, ShowModalities, ShowTimeline, WriteModalities
from bot.timeline.modality_records import Modalities
from bot.translations.views import with_language

SHOWN = 3000
"""Characters of a text on its card; the file has it whole."""
_VERSIONS_A_PAGE = 5


def modalities(
    t: Translator,
    here: CommitteeId,
    found: Modalities | None,
    language: str | None,
    *,
    may_write: bool,
    newest: int,
) -> Screen:
    """A version."""
    lines = [t("<b>Working modalities</b>")]
    rows: list[Row] = []
    if found is None:
        lines.append(t("Nothing is written down yet."))
    else:
        lines.append(t("Version {v}", v=found.number) + Markup(" · ") + t.moment(found.written_at))
        if found.number < newest:
            lines.append(t("There is a newer version: {v}", v=newest))
        if found.note:
            lines.append(change(t, found))
        lines += _text(t, found, language or t.language)
        rows += _buttons(t, here, found, language or t.language)
    if may_write:
        label = t.plain("New version") if found else t.plain("Write them down")
        rows.append((Button(label, WriteModalities(here), "primary"),))
    rows.append((Button(t.plain("Timeline"), ShowTimeline(here)), *home_row(t)))
    return Screen(Markup("\n").join(lines), tuple(rows))


def versions(t: Translator, here: CommitteeId, found: Sequence[Modalities], page: int) -> Screen:
    """Their versions, newest first."""
    shown, page, last = leaf(found, page, _VERSIONS_A_PAGE)
    lines = [t("<b>Working modalities</b>")]
    for one in shown:
        line = t("Version {v}", v=one.number) + Markup(" · ") + t.moment(one.written_at)
        lines.append(line + Markup("\n") + change(t, one) if one.note else line)
    rows = in_rows(
        [Button(t.plain("Version {v}", v=one.number), ShowModalities(here, one.id)) for one in shown]
    )
    rows += pages(t, page, last, lambda p: Button("", ListModalities(here, p)))
    return Screen(Markup("\n\n").join(lines), (*rows, (Button(t.plain("Back"), ShowModalities(here)),)))


def change(t: Translator, found: Modalities) -> Markup:
    """What its author says that a version changes."""
    return with_language(t, t("Change: {note}", note=found.note), found.note_language)


def sent(t: Translator, found: Modalities, place: int) -> Attachment:
    """One of its files, as a message."""
    caption = t("<b>Working modalities</b>") + Markup(" · ") + t("version {v}", v=found.number)
    back = Button(t.plain("Working modalities"), ShowModalities(found.committee, found.id))
    file = found.files[place]
    return Attachment(Kept(file.digest), file.name, caption, rows=((back, *home_row(t)),))


def _text(t: Translator, found: Modalities, language: str) -> list[Markup]:
    text = found.text(language)
    if text is None:
        return []
    code, whole = text
    shown = whole if len(whole) <= SHOWN else whole[: SHOWN - 1] + "…"
    quote = Markup("<blockquote expandable>{}</blockquote>").format(shown)
    return [quote] if code == t.language else [Markup("<i>{}</i>").format(t.language_name(code)), quote]


def _buttons(t: Translator, here: CommitteeId, found: Modalities, language: str) -> list[Row]:
    rows: list[Row] = [
        (
            Button(
                f"{file_words.short(file.name)} · {file_words.size(t, file.size)}",
                SendModalities(found.id, place),
            ),
        )
        for place, file in enumerate(found.files)
    ]
    shown = found.text(language)
    others = [code for code in found.texts if shown is None or code != shown[0]]
    if others:
        rows.append(
            tuple(
                Button(str(t.language_name(code).unescape()), ShowModalities(here, found.id, code))
                for code in others
            )
        )
    if found.number > 1:
        rows.append((Button(t.plain("Versions"), ListModalities(here)),))
    return rows
