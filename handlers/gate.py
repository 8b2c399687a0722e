"""Who gets in: members; and strangers only as far as the invitation that they hold."""

from bot.actions import UnknownAction, unpack
from bot.committee import joining_views as views
from bot.committee import service as committee
from bot.committee.actions import AboutData, Agree, Decline, JoinIn
from bot.committee.data_actions import Leave
from bot.committee.model import Reach
from bot.delivery.model import State
from bot.intake import leave_no_trace
from bot.store import Tx
from handlers.context import Answer
from handlers.turn import Turn


async def stranger(turn: Turn) -> Answer | None:
    """The one screen for strangers; None where they hold an invitation, which is judged where it leads."""
    if turn.query is not None:
        try:
            action = unpack(turn.query.data or "")
        except UnknownAction:
            return views.stranger()
        return None if isinstance(action, JoinIn | AboutData | Agree | Decline | Leave) else views.stranger()
    text = (turn.message.text or "") if turn.message else ""
    word, *payload = text.split() or [""]
    return None if word == "/start" and payload else views.stranger()


async def reach(turn: Turn, *, blocked: bool) -> None:
    """A member blocked the bot or took it back. Of a stranger nothing is kept."""

    def body(tx: Tx) -> bool:
        who = committee.person_of(tx, turn.telegram_id)
        if not blocked:
            committee.heard_from(tx, turn.telegram_id, turn.at)
        elif who is not None and who.reach is not Reach.BLOCKED:
            committee.reach_changed(tx, who.id, State.BLOCKED)
        return who is not None

    if not await turn.rooms.store.write(body):
        leave_no_trace()
