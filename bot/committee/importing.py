"""The roster as it stands, and lines of it that are put on it: all of a file, or one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.committee import inviting, organizations, records
from bot.committee import roster as checks
from bot.committee.model import (
    Actor,
    Committee,
    Membership,
    Role,
    Roster,
    RosterEntry,
    RosterGroup,
    Seat,
)
from bot.committee.rights import organizer
from bot.committee.roster import RosterLine
from bot.committee.seating import Seating
from bot.errors import Refusal
from bot.ids import MembershipId
from bot.intake import Outcome
from bot.store import Tx


def roster(tx: Tx, who: Actor) -> Roster:
    """Everybody, by constituency."""
    here = who.committee.id
    people = records.people_in(tx, here)
    entries = [
        RosterEntry.of(m, people[m.person], _expected(tx, m)) for m in records.memberships_in(tx, here)
    ]
    held = {e.seat.id for e in entries if e.seat is not None}
    vacant = [seat for seat in records.seats_of(tx, here) if seat.id not in held]
    groups = tuple(
        RosterGroup(
            c,
            tuple(e for e in entries if e.seat is not None and e.seat.constituency == c.code),
            tuple(seat for seat in vacant if seat.constituency == c.code),
        )
        for c in records.constituencies_of(tx, here)
    )
    return Roster(groups, tuple(e for e in entries if e.seat is None))


def _expected(tx: Tx, of: Membership) -> str | None:
    named = None if of.expected is None else records.person(tx, of.expected)
    return None if named is None else named.name


def import_roster(
    tx: Tx, who: Actor, lines: Sequence[RosterLine], at: datetime, *, lasts: timedelta | None = None
) -> Outcome:
    """Puts checked lines on the roster, all or none, and makes an invitation for each.

    A line whose organization, constituency, role and name are on the roster already is left as it is; an organization
    may be named in any of its languages. `lasts`: for how long the links open, where it is not as long as usual in
    the committee. Refuses `organizers-only`, and
    `roster-faults` where the roster has no room for a line.
    """
    organizer(who)
    here, present = who.committee, entries(tx, who)
    lines = organizations.spelled(lines, organizations.spelling(tx, who))
    checks.refuse(checks.conflicts(lines, present))
    known = checks.places_of(present)
    seating = Seating(records.seats_of(tx, here.id), present)
    made: dict[int, MembershipId] = {}
    # Titulars first: an alternate may stand above theirs in the file, and sits on the same seat.
    for place, line in sorted(enumerate(lines), key=lambda found: found[1].role is Role.ALTERNATE):
        if line.place in known:
            continue
        seat = _seat_for(tx, here, line, seating) if line.seated else None
        made[place] = inviting.invite(
            tx,
            here.id,
            line.held,
            seat,
            line.name,
            line.language,
            at=at,
            lasts=lasts or here.invitation_lasts,
        ).membership
    invited = [made[place] for place in sorted(made)]
    return Outcome("roster-imported", {"invited": invited, "known": len(lines) - len(made)})


def invite_one(
    tx: Tx,
    who: Actor,
    *,
    role: Role,
    constituency: str | None,
    organization: str,
    name: str,
    language: str,
    at: datetime,
    lasts: timedelta | None = None,
) -> Outcome:
    """One invitation, as one line of a roster would make it; whoever is there already is left as they are.

    Refuses `organizers-only`, `roster-no-room`.
    """
    organizer(who)
    line = RosterLine(0, organization, constituency, role, name, language)
    present = entries(tx, who)
    (spelled,) = organizations.spelled([line], organizations.spelling(tx, who))
    there = next((e.membership for e in present if spelled.place in checks.places_of([e])), None)
    if there is not None:
        return Outcome("on-the-roster", {"invited": [there]}, refused=True)
    for fault in checks.conflicts([spelled], present):
        raise Refusal("roster-no-room", fault=fault.code, cell=fault.cell)
    return import_roster(tx, who, [line], at, lasts=lasts)


def entries(tx: Tx, who: Actor) -> list[RosterEntry]:
    """Everybody on the roster, in its order."""
    found = roster(tx, who)
    return [*(e for g in found.groups for e in g.entries), *found.others]


def _seat_for(tx: Tx, committee: Committee, line: RosterLine, seating: Seating) -> Seat:
    """A seat of the organization where this place is free, else a new one."""
    assert line.constituency is not None
    chair = line.role is Role.CHAIR
    place = Role.ALTERNATE if line.role is Role.ALTERNATE else Role.MEMBER
    home = (line.organization, line.constituency)
    seat = seating.free(home, place, chair=chair)
    if seat is None:
        number = records.add_seat(tx, committee.id, line.constituency, line.organization, chair=chair)
        seat = Seat(number, committee.id, line.constituency, line.organization, chair)
    seating.take(seat, place)
    return seat
