"""Questions in the chat, private and in the group."""
