"""What somebody did in a committee who was not whom their place was meant for: found in the audit log, told, undone.

What they wrote is struck by the rooms (`Disowned`). Links that they made open nothing any more. The rest stands until
an organizer has looked at it, because people may have relied on it meanwhile.
"""

from datetime import datetime

from bot import audit
from bot.audit import Entry
from bot.committee import inviting, records
from bot.committee.acting import actors_in
from bot.committee.model import Actor, Membership, Role
from bot.committee.notices import tell
from bot.committee.rights import organizer
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.ids import CommitteeId, MembershipId
from bot.intake import Outcome
from bot.store import Tx

LINKS_MADE = frozenset({"invitation-made", "roster-imported", "holder-named", "seat-freed"})
_NO_ACTS = frozenset(
    {
        # of their coming
        "joined",
        # struck already
        "comment-saved",
        "input-given",
        "input-nothing",
        "input-offered",
        "meeting-answered",
        "question-asked",
        "question-attributed",
        "question-edited",
        "question-withdrawn",
        "reservation-attached",
        "reservation-changed",
        "reservation-withdrawn",
        # for themselves
        "checked-in",
        "checked-out",
        "check-in-stands",
        "digest-on",
        "digest-off",
        "slot-answered",
    }
)
"""Of these nothing is left to be looked at."""


@dataclass(frozen=True)
class Act:
    """Something that they did. `joined`: whoever came by a link that they made; `revoked`: such a link was not used."""

    entry: Entry
    joined: tuple[str, ...] = ()
    revoked: bool = False


def acts(tx: Tx, who: Actor, membership: MembershipId) -> list[Act]:
    """What was done under that membership, newest first. Refuses `organizers-only`, `acts-unknown`."""
    organizer(who)
    token = records.acts_as(tx, who.committee.id, membership)
    if token is None:
        raise Refusal("acts-unknown")
    return [_act(tx, entry) for entry in reversed(_entries(tx, token, who.committee.id))]


def unsettled(tx: Tx, who: Actor) -> list[tuple[MembershipId, datetime]]:
    """For an organizer: whose acts are still to be looked at, and when they were found out (UTC)."""
    return records.with_acts(tx, who.committee.id) if who.organizes else []


def settle(tx: Tx, who: Actor, membership: MembershipId) -> Outcome:
    """All that they did is decided, so nobody is shown it any more. Refuses as `to_settle` does."""
    to_settle(tx, who, membership)
    records.change_membership(tx, membership, acts_as=None)
    return Outcome("acts-settled", {"committee": who.committee.id, "membership": membership})


def to_settle(tx: Tx, who: Actor, membership: MembershipId) -> None:
    """There is a list of what they did here. Refuses `organizers-only`, `acts-unknown`."""
    organizer(who)
    if records.acts_as(tx, who.committee.id, membership) is None:
        raise Refusal("acts-unknown")


def found_out(tx: Tx, found: Membership, token: str | None, at: datetime) -> None:
    """They were not whom it was meant for: their links are revoked, and every organizer is told what they did.

    `token`: how the audit log calls them.
    """
    made = [] if token is None else _entries(tx, token, found.committee)
    if not made:
        return
    records.change_membership(tx, found.id, acts_as=token)
    links = sum(_revoke(tx, entry, at) for entry in made if entry.what in LINKS_MADE)
    readers = [a for a in actors_in(tx, found.committee) if a.organizes]
    facts = {"was": found.id, "links": links, "organized": found.role is Role.ORGANIZER}
    tell(tx, "impostor-acts", readers, key=str(found.id), at=at, facts=facts)


def _entries(tx: Tx, token: str, where: CommitteeId) -> list[Entry]:
    return [entry for entry in audit.acts_of(tx, token, where) if entry.what not in _NO_ACTS]


def invited_by(entry: Entry) -> list[MembershipId]:
    """Whose links an act has made."""
    said = entry.about.get("invited") or entry.about.get("membership")
    return [MembershipId(n) for n in (said if isinstance(said, list) else [said]) if n is not None]


def _revoke(tx: Tx, entry: Entry, at: datetime) -> int:
    revoked = 0
    for number in invited_by(entry):
        link = records.newest_invitation(tx, number)
        # One that somebody else has made since is not theirs.
        if link is not None and link.created_at == entry.at and link.opens_at(at):
            inviting.revoke(tx, number, at)
            revoked += 1
    return revoked


def _act(tx: Tx, entry: Entry) -> Act:
    if entry.what not in LINKS_MADE:
        return Act(entry)
    joined, revoked = [], False
    for number in invited_by(entry):
        link = records.newest_invitation(tx, number)
        if link is None or link.created_at != entry.at:
            continue
        revoked = revoked or link.revoked_at is not None
        if link.spent_at is not None and records.membership(tx, number) is not None:
            joined.append(records.author_name(tx, number)[0])
    return Act(entry, tuple(joined), revoked)
