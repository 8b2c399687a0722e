"""How this room's letters are drawn when they are sent: from what stands then, for whoever may still see it."""

from bot.committee import records as roster
from bot.committee.notices import addressee
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.errors import Refusal
from bot.findings import records as findings
from bot.i18n import mark
from bot.ids import CopyId, FindingId, ReleaseId
from bot.release import copy_views, public_views, reading, records
from bot.release.cards import ReleaseCard
from bot.screens import Attachment, Screen
from bot.store import Tx


def named_copy(tx: Tx, letter: Letter, reader: Reader) -> Attachment | None:
    """The copy, for the organizer who made it or asked for it again."""
    who = addressee(tx, letter)
    if who is None or not who.organizes:
        return None
    try:
        found = reading.copy_of(tx, who, CopyId(letter.facts["copy"]))
    except Refusal:
        return None
    return copy_views.sent(reader.t, found)


def copy_made(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """That there is one."""
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        found = reading.copy_of(tx, who, CopyId(letter.facts["copy"]))
    except Refusal:
        return None
    return copy_views.made_notice(reader.t, found, roster.author_name(tx, found.made.made_by)[0])


def proposed(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Stale once it was confirmed or taken back, or a later version carries the outcome."""
    found = _card(tx, letter)
    if found is None or found.proposal is None or found.own:
        return None
    return public_views.proposed_notice(reader.t, found)


def released(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Stale once it was taken back."""
    found = _card(tx, letter)
    if found is None or found.public is None or found.public.id != letter.facts["release"]:
        return None
    return public_views.released_notice(reader.t, found)


def withdrawn(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Stale where it is public again."""
    return _withdrawn(tx, letter, reader, was_public=True)


def declined(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Stale where it is proposed or public again."""
    return _withdrawn(tx, letter, reader, was_public=False)


def _withdrawn(tx: Tx, letter: Letter, reader: Reader, *, was_public: bool) -> Screen | None:
    number = FindingId(letter.facts["finding"])
    release, finding = records.release(tx, ReleaseId(letter.facts["release"])), findings.finding(tx, number)
    again = any(found.public or not was_public for found in records.of_finding(tx, number))
    if addressee(tx, letter) is None or release is None or finding is None or again:
        return None
    return public_views.withdrawn_notice(reader.t, finding.label, was_public=was_public)


def _card(tx: Tx, letter: Letter) -> ReleaseCard | None:
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        return reading.release_card(tx, who, FindingId(letter.facts["finding"]))
    except Refusal:
        return None


KINDS: dict[str, Kind] = {
    "named-copy": Kind(named_copy, once=True, outline=mark("A named copy that you made.")),
    "copy-made": Kind(copy_made, outline=mark("A named copy of a draft was made.")),
    "release-proposed": Kind(proposed, outline=mark("The release of a finding to the public was proposed.")),
    "finding-released": Kind(released, outline=mark("A finding was made public.")),
    "release-withdrawn": Kind(withdrawn, outline=mark("A finding is no longer public.")),
    "release-declined": Kind(declined, outline=mark("The proposal to make a finding public was taken back.")),
}
