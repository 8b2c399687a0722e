"""The audit log: what was done, when, in which committee; chained by hashes, naming nobody."""

from bot.audit.model import Entry, Verified
from bot.audit.records import acts_of, entries_of, forget, record, token_of, verify

__all__ = ["Entry", "Verified", "acts_of", "entries_of", "forget", "record", "token_of", "verify"]
