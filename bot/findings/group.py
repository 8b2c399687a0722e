"""What the committee's group is told of findings: that one waits in the private chat, never what it says."""

from datetime import datetime

from markupsafe import Markup

from bot.delivery.board import GroupPost, Place, PostKind
from bot.findings import records
from bot.findings.model import Finding, Standing, Version
from bot.group import notices
from bot.group.views import posted
from bot.i18n import Translator
from bot.ids import FindingId, VersionId
from bot.screens import Screen
from bot.store import Tx


def say_shared(tx: Tx, finding: Finding, version: Version, at: datetime) -> None:
    """A version is before the committee."""
    facts = {"finding": finding.id, "version": version.id}
    notices.say(tx, finding.committee, "finding-shared", key=str(version.id), at=at, facts=facts)


def _shared(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
    finding = records.finding(tx, FindingId(post.facts["finding"]))
    version = records.version(tx, VersionId(post.facts["version"]))
    if finding is None or version is None or version.standing is not Standing.COMMENTS:
        return None
    if version.window_over(post.drawn_at):
        return None
    until = version.comments_until

    def say(t: Translator) -> Markup:
        head = Markup("<b>{}</b> · ").format(finding.label)
        if until is None:  # it follows a declared one, and nobody is asked for comments
            return head + t("A new draft is available to members in the private chat with the bot.")
        text = head + t("A draft is open for comments.")
        return text + Markup("\n") + t("Deadline: {date}", date=t.moment(until, weekday=True))

    return posted(place, f"f{finding.id}", say)


POSTS: dict[str, PostKind] = {"finding-shared": PostKind(_shared)}
