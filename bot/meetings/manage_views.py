"""What an organizer chooses from: the example for a new meeting, what to do with one. No I/O, no clock."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.views import home_row
from bot.i18n import Translator, mark
from bot.ids import CommitteeId
from bot.meetings import views, words
from bot.meetings.actions import (
    CallMeeting,
    CancelMeeting,
    EditMeeting,
    ListMeetings,
    NewMeeting,
    RemindNow,
    ShowAgenda,
    ShowPeople,
)
from bot.meetings.model import Meeting, Standing
from bot.meetings.reading import Sheet
from bot.screens import Button, Row, Screen, in_rows
from bot.texts import shortened

_SHORT = 40
_PARTS = (
    ("when", mark("time")),
    ("title", mark("title")),
    ("agenda", mark("agenda")),
    ("venue", mark("venue")),
    ("link", mark("join link")),
    ("format", mark("format")),
)


def examples(t: Translator, here: CommitteeId, earlier: Sequence[Meeting]) -> Screen:
    """Afresh, or after the example of an earlier meeting."""
    rows: list[Row] = [(Button(t.plain("Begin afresh"), NewMeeting(here, afresh=True), "primary"),)]
    for meeting in earlier:
        label = t.plain(
            "Like {meeting}", meeting=f"{meeting.label} · {shortened(meeting.title(t.language), _SHORT)}"
        )
        rows.append((Button(label, NewMeeting(here, meeting.id)),))
    text = t("<b>New meeting</b>") + Markup("\n\n")
    text += t("Begin afresh, or take title, format, venue, link and agenda from an earlier meeting.")
    return Screen(text, (*rows, (Button(t.plain("Meetings"), ListMeetings(here)), *home_row(t))))


def manage(t: Translator, found: Sheet) -> Screen:
    """All that can be done with a meeting now."""
    meeting = found.meeting
    rows: list[Row] = []
    ahead = meeting.standing is Standing.DRAFT or not meeting.begun(found.at)
    changeable = meeting.standing in (Standing.DRAFT, Standing.POLL, Standing.CALLED)
    if meeting.standing is Standing.DRAFT and found.who.organizes and meeting.wall is not None:
        rows.append((Button(t.plain("Call the meeting"), CallMeeting(meeting.id), "success"),))
    parts = [
        Button(t.plain("Change: {what}", what=t(name)), EditMeeting(meeting.id, part))
        for part, name in _PARTS
        if _has(meeting, part) and (not meeting.over(found.at) if part == "link" else changeable)
    ]
    rows += in_rows(parts, 2)
    if meeting.agenda:
        rows.append((Button(t.plain("Files of the agenda"), ShowAgenda(meeting.id)),))
    if ahead and meeting.standing is Standing.CALLED:
        rows.append(
            (
                Button(t.plain("Remind now"), RemindNow(meeting.id)),
                Button(t.plain("Who is invited"), ShowPeople(meeting.id)),
            )
        )
    if meeting.called_at is not None:
        rows.append(
            (Button(t.plain("New meeting like this one"), NewMeeting(meeting.committee, meeting.id)),)
        )
    if changeable:
        rows.append((Button(t.plain("Cancel the meeting"), CancelMeeting(meeting.id), "danger"),))
    text = words.heading(t, meeting) + Markup("\n") + words.when(t, meeting)
    return Screen(text, (*rows, views.back_row(t, meeting)))


def _has(meeting: Meeting, part: str) -> bool:
    match part:
        case "when":
            return meeting.standing is not Standing.POLL
        case "venue":
            return meeting.format.in_room
        case "link":
            return meeting.format.on_line
    return True
