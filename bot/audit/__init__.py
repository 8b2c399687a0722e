"""The audit log: what was done, when, in which committee; chained by hashes, naming nobody."""

from bot.audit.model import Entry, Verified
from bot.audit.records import entries_of, forget, record, token_of, verify

__all__ = ["Entry", "Verified", "entries_of", "forget", "record", "token_of", "verify"]
