"""Ballots on versions of findings: opened, voted on, closed and counted, declared."""
