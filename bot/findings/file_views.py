"""A version's files: the list of them, the message that each comes in, what stands in for one that is lost."""

from markupsafe import Markup

from bot.files import File
from bot.files.words import listed, size
from bot.findings import words
from bot.findings.actions import SendFile, ShowVersion
from bot.findings.card_views import file_rows
from bot.findings.model import Finding, Version, short
from bot.i18n import Translator
from bot.screens import Attachment, Button, Kept, Row, Screen


def files(t: Translator, finding: Finding, version: Version) -> Screen:
    """All files of a version, a line and a button each."""
    lines = [
        _heading(t, finding, version),
        t(
            "Files: {n} · {size}",
            n=len(version.files),
            size=size(t, sum(file.size for file in version.files)),
        ),
        *listed(t, [(file.name, file.size) for file in version.files]),
    ]
    rows = (
        *file_rows(t, len(version.files), lambda place: SendFile(finding.committee, version.id, place)),
        _back(t, finding, version),
    )
    return Screen(Markup("\n").join(lines), rows, protect=not version.standing.adopted)


def sent(t: Translator, finding: Finding, version: Version, file: File) -> Attachment:
    """The file itself; a draft's cannot be forwarded or saved, as its text cannot."""
    protect = not version.standing.adopted
    lines = [
        _heading(t, finding, version),
        t(
            "Version {v} · {hash}",
            v=version.number,
            hash=Markup("<code>{}</code>").format(short(version.hash)),
        ),
    ]
    if protect:
        lines.append(t("<i>Not for circulation.</i>"))
    rows = (_back(t, finding, version),)
    lost = t("This file cannot be sent: {name}", name=file.name)
    lost += Markup("\n") + t("Its bytes are lost or damaged. Please tell the secretariat.")
    return Attachment(
        Kept(file.digest),
        file.name,
        Markup("\n").join(lines),
        rows,
        protect,
        instead=Screen(lost, rows, protect=protect),
    )


def _heading(t: Translator, finding: Finding, version: Version) -> Markup:
    return Markup("<b>{} · {}</b>").format(finding.label, words.short_title(version, t.language))


def _back(t: Translator, finding: Finding, version: Version) -> Row:
    return (Button(t.plain("Back"), ShowVersion(finding.committee, version.id)),)
