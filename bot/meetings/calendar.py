"""A meeting as a calendar entry (RFC 5545): one UID for good, a sequence that rises, UTC instants.

The join link is never in it: a calendar keeps what it was given, whatever is answered later. It leads to the chat.
"""

from datetime import UTC, datetime

from bot.meetings.model import Meeting


def entry(
    meeting: Meeting, language: str, organizer: str, address: str, at: datetime, *, taken_out: bool
) -> bytes:
    """The .ics file for a reader. `organizer`: the committee's name; `address`: opens the meeting in the chat.

    `at` (UTC): as of when. `taken_out`: the meeting is cancelled, or its reader no longer invited.
    """
    # Imported late: it costs 60 ms, and nothing at start needs it.
    from icalendar import Calendar, Event, vCalAddress, vText  # noqa: PLC0415

    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", meeting.title(language))
    event.add("description", address)
    event.add("url", address)
    event.add("status", "CANCELLED" if taken_out else "CONFIRMED")
    if venue := meeting.venue(language):
        event.add("location", venue)
    if meeting.spot:
        event.add("geo", (meeting.spot.latitude, meeting.spot.longitude))
    sender = vCalAddress(
        "invalid:nomail"
    )  # the committee has no mail address; without an organizer none is cancelled
    sender.params["CN"] = vText(organizer)
    event.add("organizer", sender)
    calendar = Calendar()
    calendar.add("prodid", "-//NAC Bot//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if taken_out else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
