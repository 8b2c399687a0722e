"""The committee in the chat: its roster, seats, links, groups, days off and settings."""
