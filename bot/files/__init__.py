"""Files: their bytes on a shelf under their SHA-256, so that Telegram is never the only copy."""

from bot.files.model import IN_BYTES, MOST, OUT_BYTES, File, clean_name
from bot.files.shelf import FOLDER, Shelf

__all__ = ["FOLDER", "IN_BYTES", "MOST", "OUT_BYTES", "File", "Shelf", "clean_name"]
