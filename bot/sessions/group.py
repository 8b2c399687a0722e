"""What the committee's group is told: that a meeting has begun. Who is there and what is said stays inside."""

from datetime import datetime

from markupsafe import Markup

from bot.delivery.board import GroupPost, Place, PostKind
from bot.group import notices
from bot.group.views import posted
from bot.i18n import Translator
from bot.ids import MeetingId
from bot.meetings import records, words
from bot.meetings.model import Meeting, Standing
from bot.screens import Screen
from bot.store import Tx


def say_begun(tx: Tx, meeting: Meeting, at: datetime) -> None:
    """The meeting goes on."""
    facts = {"meeting": meeting.id}
    notices.say(tx, meeting.committee, "session-begun", key=str(meeting.id), at=at, facts=facts)


def _begun(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
    """Stale once the meeting is over."""
    meeting = records.meeting(tx, MeetingId(post.facts["meeting"]))
    if meeting is None or meeting.standing is not Standing.STARTED:
        return None

    def say(t: Translator) -> Markup:
        return words.heading(t, meeting) + Markup("\n") + t("The meeting has begun.")

    return posted(place, f"m{meeting.id}", say)


POSTS: dict[str, PostKind] = {"session-begun": PostKind(_begun)}
