"""The findings' terms in the reader's words: kinds, standings, dispositions (`glossary.md` §3 and §4)."""

from datetime import datetime

from markupsafe import Markup

from bot.findings.model import CommentKind, Disposition, Kind, Standing, Version, short
from bot.i18n import Translator, filled, mark
from bot.texts import shortened

KINDS = {
    Kind.FINDING: mark("finding"),
    Kind.CLAUSE: mark("definition clause"),
    Kind.GAP: mark("knowledge gap"),
    Kind.NEED: mark("capacity-building need"),
    Kind.PRIORITY: mark("priority"),
    Kind.RECOMMENDATION: mark("recommendation"),
    Kind.DOCUMENT: mark("document"),
}
STANDINGS = {
    Standing.DRAFT: mark("draft"),
    Standing.COMMENTS: mark("open for comments"),
    Standing.BALLOT: mark("voting is open"),
    Standing.AWAITING: mark("awaiting the chair"),
    Standing.VALIDATED: mark("validated"),
    Standing.AMENDED: mark("validated with amendments"),
    Standing.RETURNED: mark("returned for revision"),
    Standing.NO_CONSENSUS: mark("no consensus"),
    Standing.NO_QUORUM: mark("no quorum"),
    Standing.SUPERSEDED: mark("superseded"),
}
COMMENT_KINDS = {
    CommentKind.COMMENT: mark("comment"),
    CommentKind.AMENDMENT: mark("proposed wording"),
}
DISPOSITIONS = {
    Disposition.ACCEPTED: mark("accepted"),
    Disposition.PARTLY: mark("accepted in part"),
    Disposition.NOT_ACCEPTED: mark("not accepted"),
}
_SHORT_TITLE = 60


def fingerprint(t: Translator, version: Version) -> Markup:
    """Which immutable text it is, to be compared by eye: `Version 1 · 58edb102`."""
    return t("Version {v} · {hash}", v=version.number, hash=_digits(version))


def checksum(t: Translator, version: Version) -> Markup:
    """The same where the version is named beside it."""
    return t("Checksum: {hash}", hash=_digits(version))


def _digits(version: Version) -> Markup:
    return filled("<code>{hash}</code>", hash=short(version.hash))


def kind(t: Translator, of: Kind) -> Markup:
    """`definition clause`."""
    return t(KINDS[of])


def standing(t: Translator, of: Standing) -> Markup:
    """`validated with amendments`."""
    return t(STANDINGS[of])


def stands(t: Translator, version: Version, at: datetime) -> Markup:
    """Where a version stands; one that the chair is asked about awaits the chair, though it takes comments."""
    if version.window_over(at):
        return t("the time for comments is over")
    return standing(t, Standing.AWAITING if version.before_chair else version.standing)


def title(version: Version, language: str) -> str:
    """The title in the reader's language or else the authoritative one."""
    return version.text_for(language).title


def short_title(version: Version, language: str) -> str:
    """The title, cut for a list."""
    return shortened(title(version, language), _SHORT_TITLE)
