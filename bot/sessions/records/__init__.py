"""The sessions' records: what happens in a meeting, and what is kept of it.

- `tables`: every table of the room
- `course`: which item is on; `attendance`: who is there, and the code that hangs in the room
- `entries`: the lines of the record, and of which actions to remind
- `minutes`: how the minutes stand, what they say, what was circulated
"""

from bot.sessions.records.attendance import (
    all_leave,
    come,
    forget_stays,
    leave,
    room_code,
    room_of,
    set_room_code,
    stay,
    stays,
)
from bot.sessions.records.course import current, spans, turn_to
from bot.sessions.records.entries import (
    add_entry,
    change_entry,
    committee_of_entry,
    entries_of,
    entry,
    next_reminder,
    open_entries,
    people_of,
    set_entry_text,
    strike_out,
    to_remind,
)
from bot.sessions.records.minutes import (
    add_version,
    minutes_of,
    newest_version,
    next_ripe,
    notes,
    ripe,
    set_minutes,
    set_note,
)

__all__ = [
    "add_entry",
    "add_version",
    "all_leave",
    "change_entry",
    "come",
    "committee_of_entry",
    "current",
    "entries_of",
    "entry",
    "forget_stays",
    "leave",
    "minutes_of",
    "newest_version",
    "next_reminder",
    "next_ripe",
    "notes",
    "open_entries",
    "people_of",
    "ripe",
    "room_code",
    "room_of",
    "set_entry_text",
    "set_minutes",
    "set_note",
    "set_room_code",
    "spans",
    "stay",
    "stays",
    "strike_out",
    "to_remind",
    "turn_to",
]
