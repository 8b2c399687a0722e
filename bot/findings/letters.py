"""How the findings' letters are drawn when they are sent: for whoever may still read them."""

from bot.committee.notices import addressee
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.errors import Refusal
from bot.findings import card_views, file_views, reading, views
from bot.findings.cards import Card
from bot.findings.model import Standing
from bot.findings.rights import file_in_sight
from bot.i18n import mark
from bot.ids import CommentId, VersionId
from bot.screens import Attachment, Screen
from bot.store import Tx


def draft_shared(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A version is open for comments; stale once it is not."""
    found = _card(tx, letter)
    if found is None or not found.current or found.version.standing is not Standing.COMMENTS:
        return None
    return card_views.shared_notice(reader.t, found)


def opened(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """To an observer: a finding was opened; stale once it is closed to them again."""
    found = _card(tx, letter)
    return None if found is None else card_views.opened_notice(reader.t, found)


def comment_answered(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A comment has its answer, as it stands now."""
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        finding, line = reading.comment_line(tx, who, CommentId(letter.facts["comment"]))
    except Refusal:
        return None
    return None if line.comment.answer is None else views.answered_notice(reader.t, finding, line)


def version_waits(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A new version waits for chair or organizer; stale once it was confirmed, or the ballot is over."""
    found = _card(tx, letter)
    if found is None or not found.may_confirm:
        return None
    return views.waits_notice(reader.t, found.finding, found.version, found.before)


def file(tx: Tx, letter: Letter, reader: Reader) -> Attachment | None:
    """A file that its reader asked for; stale once they may no longer read it."""
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        found = file_in_sight(tx, who, VersionId(letter.facts["version"]), letter.facts["place"])
    except Refusal:
        return None
    return file_views.sent(reader.t, *found)


def _card(tx: Tx, letter: Letter) -> Card | None:
    """The version as its reader may see it now; None where they may not."""
    who = addressee(tx, letter)
    try:
        return (
            None
            if who is None
            else reading.version_card(tx, who, VersionId(letter.facts["version"]), letter.drawn_at)
        )
    except Refusal:
        return None


KINDS: dict[str, Kind] = {
    "draft-shared": Kind(draft_shared, outline=mark("A draft is open for comments.")),
    "finding-opened": Kind(opened, outline=mark("A finding was opened to observers.")),
    "comment-answered": Kind(comment_answered, outline=mark("Your comment has been answered.")),
    "file": Kind(file, outline=mark("A file of a finding that you asked for.")),
    "version-waits": Kind(
        version_waits, outline=mark("A new version waits for the chair or an organizer to confirm it.")
    ),
}
