"""What is done with meetings. The use cases stand in their own files; here they are together for whoever calls them."""

from bot.meetings.answering import answer
from bot.meetings.calling import call, create, keep, propose
from bot.meetings.changing import (
    Edit,
    begin,
    cancel,
    edit,
    finish,
    invite,
    item_in_sight,
    reschedule,
    set_files,
)
from bot.meetings.polling import choose, open_poll, reply, slot_in_sight
from bot.meetings.reminding_now import remind_now
from bot.meetings.rights import (
    ahead,
    changeable,
    in_sight,
    invited,
    linkable,
    manageable,
    preparer,
    prepares,
)

__all__ = [
    "Edit",
    "ahead",
    "answer",
    "begin",
    "call",
    "cancel",
    "changeable",
    "choose",
    "create",
    "edit",
    "finish",
    "in_sight",
    "invite",
    "invited",
    "item_in_sight",
    "keep",
    "linkable",
    "manageable",
    "open_poll",
    "preparer",
    "prepares",
    "propose",
    "remind_now",
    "reply",
    "reschedule",
    "set_files",
    "slot_in_sight",
]
