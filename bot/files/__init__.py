"""Files: their bytes on a shelf under their SHA-256, so that Telegram is never the only copy."""

from bot.files.shelf import Shelf

__all__ = ["Shelf"]
