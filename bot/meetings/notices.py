"""The letters that meetings write: who is told of what. They are drawn in `letters.py` when they go."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.delivery import Post, write_letters
from bot.i18n import as_fact
from bot.ids import MeetingId
from bot.meetings.model import Meeting
from bot.store import Tx

CARD = "meeting-card"
CALENDAR = "meeting-calendar"


def subject(number: MeetingId) -> str:
    """A newer letter about a meeting folds the one before."""
    return f"meeting:{number}"


def card(
    tx: Tx,
    meeting: Meeting,
    readers: Iterable[Actor],
    news: str,
    at: datetime,
    *,
    file: bool = False,
    but: Actor | None = None,
    late: bool = False,
    **facts: Any,
) -> int:
    """The meeting's card with what is new about it (`called`, `rescheduled` …) on top; to how many.

    `file`: the calendar entry as it then stands follows it, without a sound of its own. `but`: who did it, and has the
    card as the answer; a file they get, too. `late`: it is not the letter that went to everybody.
    """
    everybody = list(readers)
    to = [a for a in everybody if but is None or a.membership != but.membership]
    key = f"{meeting.id}/{news}/{meeting.sequence}/{as_fact(at)}{'/late' * late}"
    about = {"meeting": meeting.id, "news": news, **facts}
    if news == "called":  # once it was moved, the notice of that calls
        about["starts"] = as_fact(meeting.starts_at)
    tell(tx, CARD, to, key=key, at=at, facts=about, subject=subject(meeting.id))
    if file:
        entry = {
            "meeting": meeting.id,
            "sequence": meeting.sequence,
            "behind": key,
            "out": news == "uninvited",
        }
        posts = [Post(a.person.id, {**entry, "membership": a.membership}, silent=True) for a in everybody]
        write_letters(tx, CALENDAR, posts, key=key, at=at, committee=meeting.committee)
    return len(to)
