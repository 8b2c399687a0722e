"""Findings in the chat: their cards, files and comparisons."""
