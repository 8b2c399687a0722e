"""Meetings ahead: called or first asked for by a date poll, with agenda, answers, calendar files and reminders."""
