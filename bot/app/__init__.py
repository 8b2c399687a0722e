"""Composition root: the rooms, as `wiring` knows them, and what carries them between Telegram and the database."""

from bot.app.application import App, Ways
from bot.app.wiring import REMINDERS, SETTINGS, letter_kinds, rooms

__all__ = ["REMINDERS", "SETTINGS", "App", "Ways", "letter_kinds", "rooms"]
