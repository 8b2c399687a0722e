"""What the commands do, and what they say on the terminal."""

from bot.terminal.checks import check
from bot.terminal.committees import create_committee, invite_organizer
from bot.terminal.opening import settings
from bot.terminal.running import migrate, run
from bot.terminal.sentences import sentence

__all__ = ["check", "create_committee", "invite_organizer", "migrate", "run", "sentence", "settings"]
