"""Requests for input in the chat."""
