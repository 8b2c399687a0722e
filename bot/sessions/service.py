"""What is done in and after a meeting. The use cases stand in their own files; here they are together."""

from bot.sessions.attending import check_in, leave, record, room_code, scan
from bot.sessions.conducting import begin, end, turn_to
from bot.sessions.minuting import approve, circulate, comment, note
from bot.sessions.noting import assign, decide, dispose, done, remark, strike, translate
from bot.sessions.rights import entry_in_sight

__all__ = [
    "approve",
    "assign",
    "begin",
    "check_in",
    "circulate",
    "comment",
    "decide",
    "dispose",
    "done",
    "end",
    "entry_in_sight",
    "leave",
    "note",
    "record",
    "remark",
    "room_code",
    "scan",
    "strike",
    "translate",
    "turn_to",
]
