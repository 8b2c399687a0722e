"""The meetings' records: a meeting, its agenda, who is invited and comes.

- `tables`: every table of the room
- `meetings`: a meeting in all its parts; `agenda`: its lines; `written`: how times and places are kept
- `calendar`: which meetings there are, in the order of their time; `reminding`: of which to remind
- `invited`: what people answered; `poll`: the dates to choose from, and what was said to each
- `history`: what was changed, and by whom
"""

from bot.meetings.records.agenda import carried_to, meeting_of_item, set_agenda, set_files
from bot.meetings.records.calendar import drafts_in, ended_in, held_or_called, open_in, page
from bot.meetings.records.history import add_change, changes
from bot.meetings.records.invited import forget_answers, keep_reply, replies, reply, void_answers
from bot.meetings.records.meetings import add, change, committee_of, meeting, set_titles, set_venues
from bot.meetings.records.poll import keep_slot_reply, set_slots, slot, slot_replies, slots
from bot.meetings.records.reminding import next_reminder, plan_reminder, to_remind
from bot.meetings.records.written import read_wall, written_wall

__all__ = [
    "add",
    "add_change",
    "carried_to",
    "change",
    "changes",
    "committee_of",
    "drafts_in",
    "ended_in",
    "forget_answers",
    "held_or_called",
    "keep_reply",
    "keep_slot_reply",
    "meeting",
    "meeting_of_item",
    "next_reminder",
    "open_in",
    "page",
    "plan_reminder",
    "read_wall",
    "replies",
    "reply",
    "set_agenda",
    "set_files",
    "set_slots",
    "set_titles",
    "set_venues",
    "slot",
    "slot_replies",
    "slots",
    "to_remind",
    "void_answers",
    "written_wall",
]
