"""Posts in a committee's group: notices said once, and common cards, edited at most once in three seconds."""

from bot.delivery.board.model import GroupPost, Groups, Place, PostKind
from bot.delivery.board.records import post, show, touch
from bot.delivery.board.runner import Board

__all__ = ["Board", "GroupPost", "Groups", "Place", "PostKind", "post", "show", "touch"]
