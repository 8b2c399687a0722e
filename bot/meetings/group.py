"""What the committee's group is told of meetings: when, never the join link or who answered what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.delivery.board import GroupPost, Place, PostKind
from bot.delivery.board.records import earlier
from bot.delivery.model import State
from bot.group import notices
from bot.group.views import posted
from bot.i18n import Translator, as_fact, instant
from bot.ids import MeetingId
from bot.meetings import records, words
from bot.meetings.model import Meeting, Standing
from bot.screens import Screen
from bot.store import Tx

CALLED, RESCHEDULED = "meeting-called", "meeting-rescheduled"


def say_called(tx: Tx, meeting: Meeting, at: datetime) -> None:
    """A meeting is called."""
    _say(tx, meeting, CALLED, at)


def say_poll(tx: Tx, meeting: Meeting, at: datetime) -> None:
    """Dates are asked for."""
    _say(tx, meeting, "meeting-poll", at)


def say_rescheduled(tx: Tx, meeting: Meeting, before: datetime, at: datetime) -> None:
    """Another time."""
    _say(tx, meeting, RESCHEDULED, at, before=as_fact(before))


def say_cancelled(tx: Tx, meeting: Meeting, at: datetime) -> None:
    """It will not take place."""
    _say(tx, meeting, "meeting-cancelled", at)


def _say(tx: Tx, meeting: Meeting, kind: str, at: datetime, **facts: str) -> None:
    key = f"{meeting.id}/{as_fact(at)}"
    about = {"meeting": meeting.id, "starts": _starts(meeting), **facts}
    notices.say(tx, meeting.committee, kind, key=key, at=at, facts=about)


def _starts(meeting: Meeting) -> str | None:
    return None if meeting.wall is None else as_fact(meeting.starts_at)


def _drawn(
    say: Callable[[Translator, Meeting, GroupPost], Markup], standing: Standing
) -> Callable[[Tx, GroupPost, Place], Screen | None]:
    """A notice about a meeting; stale once it does not stand as the notice says, or has been moved since."""

    def draw(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
        meeting = records.meeting(tx, MeetingId(post.facts["meeting"]))
        if meeting is None or meeting.standing is not standing or _starts(meeting) != post.facts["starts"]:
            return None

        if post.kind == RESCHEDULED:
            post = replace(post, facts={**post.facts, "before": _last_told(tx, post)})

        def speak(t: Translator) -> Markup:
            return words.heading(t, meeting) + Markup("\n") + say(t, meeting, post)

        return posted(place, f"m{meeting.id}", speak)

    return draw


def _last_told(tx: Tx, post: GroupPost) -> str | None:
    """The time that the group was told last: of two moves that crossed, the first was never said.

    None where it was told of none, because the move overtook the call.
    """
    before: str = post.facts["before"]
    for one in earlier(tx, post, (CALLED, RESCHEDULED)):
        if one.facts["meeting"] == post.facts["meeting"]:
            if one.state is State.SENT:
                break
            if one.kind == CALLED:
                return None
            before = one.facts["before"]
    return before


def _called(t: Translator, meeting: Meeting, _post: GroupPost) -> Markup:
    return t("A meeting is called.") + Markup("\n") + words.when(t, meeting)


def _poll(t: Translator, _meeting: Meeting, _post: GroupPost) -> Markup:
    return t("A date is being chosen. Please answer in the private chat.")


def _rescheduled(t: Translator, meeting: Meeting, post: GroupPost) -> Markup:
    if post.facts["before"] is None:
        return _called(t, meeting, post)
    return Markup("\n").join(words.moved(t, meeting, instant(post.facts["before"])))


def _cancelled(t: Translator, meeting: Meeting, _post: GroupPost) -> Markup:
    text = t("The meeting is cancelled.")
    return text if meeting.wall is None else text + Markup("\n") + words.when(t, meeting)


POSTS: dict[str, PostKind] = {
    CALLED: PostKind(_drawn(_called, Standing.CALLED)),
    "meeting-poll": PostKind(_drawn(_poll, Standing.POLL)),
    RESCHEDULED: PostKind(_drawn(_rescheduled, Standing.CALLED)),
    "meeting-cancelled": PostKind(_drawn(_cancelled, Standing.CANCELLED)),
}
