"""Ballots in the chat, and the reservations on their outcomes."""
