"""A meeting in session and its minutes, in the chat."""
