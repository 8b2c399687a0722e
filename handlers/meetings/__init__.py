"""Meetings in the chat: cards, date polls and forms."""
