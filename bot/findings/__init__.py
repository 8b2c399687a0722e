"""Findings: what the committee is asked to agree on, in immutable versions, with comments and their answers."""
