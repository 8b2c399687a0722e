"""How the findings' letters are drawn when they are sent: for whoever may still read them."""

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.errors import Refusal
from bot.findings import card_views, file_views, reading, views
from bot.findings.model import Standing
from bot.findings.rights import file_in_sight
from bot.i18n import mark
from bot.ids import CommentId, MembershipId, VersionId
from bot.screens import Attachment, Screen
from bot.store import Tx


def draft_shared(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A version is open for comments; stale once it is not."""
    who = _addressee(tx, letter)
    if who is None:
        return None
    try:
        found = reading.version_card(tx, who, VersionId(letter.facts["version"]))
    except Refusal:
        return None
    if not found.current or found.version.standing is not Standing.COMMENTS:
        return None
    return card_views.shared_notice(reader.t, found)


def opened(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """To an observer: a finding was opened; stale once it is closed to them again."""
    who = _addressee(tx, letter)
    if who is None:
        return None
    try:
        found = reading.version_card(tx, who, VersionId(letter.facts["version"]))
    except Refusal:
        return None
    return card_views.opened_notice(reader.t, found)


def comment_answered(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A comment has its answer, as it stands now."""
    who = _addressee(tx, letter)
    if who is None:
        return None
    try:
        finding, line = reading.comment_line(tx, who, CommentId(letter.facts["comment"]))
    except Refusal:
        return None
    return None if line.comment.answer is None else views.answered_notice(reader.t, finding, line)


def version_waits(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A new version waits for chair or organizer; stale once it was confirmed, or the ballot is over."""
    who = _addressee(tx, letter)
    if who is None:
        return None
    try:
        found = reading.version_card(tx, who, VersionId(letter.facts["version"]))
    except Refusal:
        return None
    return (
        views.waits_notice(reader.t, found.finding, found.version, found.before)
        if found.may_confirm
        else None
    )


def file(tx: Tx, letter: Letter, reader: Reader) -> Attachment | None:
    """A file that its reader asked for; stale once they may no longer read it."""
    who = _addressee(tx, letter)
    if who is None:
        return None
    try:
        found = file_in_sight(tx, who, VersionId(letter.facts["version"]), letter.facts["place"])
    except Refusal:
        return None
    return file_views.sent(reader.t, *found)


def _addressee(tx: Tx, letter: Letter) -> Actor | None:
    """Whom it was written to, joined or not, in the role they have now."""
    return committee.actor_of_membership(tx, MembershipId(letter.facts["membership"]))


KINDS: dict[str, Kind] = {
    "draft-shared": Kind(draft_shared, outline=mark("A draft is open for comments.")),
    "finding-opened": Kind(opened, outline=mark("A finding was opened to observers.")),
    "comment-answered": Kind(comment_answered, outline=mark("Your comment has been answered.")),
    "file": Kind(file, outline=mark("A file of a finding that you asked for.")),
    "version-waits": Kind(
        version_waits, outline=mark("A new version waits for the chair or an organizer to confirm it.")
    ),
}
