"""The committee itself: its people, seats and roles, invitations, groups, days off and settings."""
