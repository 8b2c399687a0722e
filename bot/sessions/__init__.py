"""Meetings that go on, and their minutes: who is there, what is recorded, what is circulated and approved."""
