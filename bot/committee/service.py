"""What is done with people and seats: inviting, joining, freeing a seat, importing a roster, choosing a language."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import forms
from bot.committee import records, views
from bot.committee import roster as checks
from bot.committee.links import Links, invitation_number
from bot.committee.model import (
    CONSTITUENCIES,
    INVITATION_LASTS,
    Actor,
    Committee,
    Invitation,
    Membership,
    Person,
    Reach,
    Role,
    Roster,
    RosterEntry,
    RosterGroup,
    Seat,
    SeatFreed,
)
from bot.committee.roster import RosterLine
from bot.committee.seating import Seating
from bot.delivery import Reader, write_letter
from bot.delivery import records as letters
from bot.delivery.model import State
from bot.errors import Refusal
from bot.events import publish
from bot.i18n import Translator, as_fact, translator
from bot.ids import CommitteeId, MembershipId, PersonId, TelegramId
from bot.intake import Outcome
from bot.store import Tx

UTC_ZONE = ZoneInfo("UTC")


def create_committee(
    tx: Tx,
    *,
    code: str,
    names: Mapping[str, str],
    country: str,
    zone: str,
    languages: Sequence[str],
    at: datetime,
) -> Invitation:
    """Sets up a committee with the four constituencies and returns its first organizer's invitation.

    Refuses `committee-exists`, `committee-languages` where there is none, and `committee-names` where a content
    language has no name.
    """
    if records.committee_by_code(tx, code) is not None:
        raise Refusal("committee-exists", committee=code)
    if not languages:
        raise Refusal("committee-languages")
    if missing := [language for language in languages if not names.get(language, "").strip()]:
        raise Refusal("committee-names", languages=", ".join(missing))
    number = records.add_committee(
        tx,
        code=code,
        names=names,
        country=country,
        zone=zone,
        languages=languages,
        group_languages=[language for language in languages if language != "en"] or languages,
        at=at,
    )
    for position, constituency in enumerate(CONSTITUENCIES):
        records.add_constituency(tx, number, constituency, position, {})
    return _invite(tx, number, Role.ORGANIZER, None, "", languages[0], at)


def person_of(tx: Tx, telegram_id: TelegramId) -> Person | None:
    """Whoever uses this Telegram account; None for a stranger."""
    return records.person_by_telegram(tx, telegram_id)


def known(tx: Tx, telegram_id: TelegramId) -> tuple[Person, Translator] | None:
    """Whoever uses this Telegram account, and how to speak to them; None for a stranger."""
    found = records.serving(tx, telegram_id=telegram_id)
    if found is None:
        return None
    who, serves = found
    return who, speaking(_active_first(serves)[0]) if serves else translator(who.language, UTC_ZONE, UTC_ZONE)


def actor(tx: Tx, person: PersonId, committee: CommitteeId) -> Actor:
    """Somebody acting in a committee. Refuses `not-a-member`."""
    for found in serving(tx, person):
        if found.committee.id == committee:
            return found
    raise Refusal("not-a-member")


def acting(tx: Tx, person: PersonId) -> Actor:
    """Somebody acting in their active committee (the first they serve in, until they chose). Refuses `not-a-member`."""
    return serving(tx, person)[0]


def serving(tx: Tx, person: PersonId) -> list[Actor]:
    """Somebody acting in each of their committees, the active one first. Refuses `not-a-member` where there is none."""
    found = records.serving(tx, person=person)
    if found is None or found[0].joined_at is None or not found[1]:
        raise Refusal("not-a-member")
    return _active_first(found[1])


def speaking(who: Actor) -> Translator:
    """The person's language, their hours, and the committee's."""
    home = who.committee.zone
    return translator(who.person.language, who.person.zone or home, home)


def actor_of_membership(tx: Tx, membership: MembershipId) -> Actor | None:
    """Whoever holds a membership now; None where it has ended."""
    found = records.membership(tx, membership)
    who = None if found is None else records.person(tx, found.person)
    return None if found is None or who is None else _actor(tx, who, found)


def actors_in(tx: Tx, committee: CommitteeId) -> list[Actor]:
    """Everybody on the roster, joined or not: whom a notice may go to."""
    here = records.committee(tx, committee)
    people = records.people_in(tx, committee)
    return [
        Actor(people[m.person], here, m.id, m.role, m.seat) for m in records.memberships_in(tx, committee)
    ]


def reader_of(tx: Tx, person: PersonId, committee: CommitteeId | None) -> Reader | None:
    """Whom a letter is drawn for: their language, their hours. None where they have left that committee."""
    found = records.serving(tx, person=person)
    if found is None:
        return None
    who, serves = found
    blocked = who.reach is Reach.BLOCKED
    if committee is not None:
        serves = [a for a in serves if a.committee.id == committee]
        if not serves:
            return None
    if not serves:
        return Reader(person, who.telegram_id, blocked, translator(who.language, UTC_ZONE, UTC_ZONE))
    here = _active_first(serves)[0]
    t = speaking(here)
    heading = None if committee is None else views.heading(t, here)
    return Reader(person, who.telegram_id, blocked, t, heading)


def reach_changed(tx: Tx, person: PersonId, state: State) -> None:
    """What a sending has shown: the person can be written to, or has blocked the bot. Other states show nothing."""
    match state:
        case State.SENT:
            records.change_person(tx, person, reach=Reach.REACHABLE)
        case State.BLOCKED:
            records.change_person(tx, person, reach=Reach.BLOCKED)


def heard_from(tx: Tx, telegram_id: TelegramId) -> None:
    """Whoever has just been answered can be written to."""
    who = records.person_by_telegram(tx, telegram_id)
    if who is not None and who.reach is not Reach.REACHABLE:
        records.change_person(tx, who.id, reach=Reach.REACHABLE)


def open_invitation(tx: Tx, payload: str, links: Links, telegram_id: TelegramId, at: datetime) -> Invitation:
    """The invitation that a payload opens.

    Refuses `invitation-unknown`, `invitation-yours` (spent by this very person), `invitation-used`,
    `invitation-revoked`, `invitation-expired`.
    """
    number = invitation_number(payload)
    invitation = None if number is None else records.invitation(tx, number)
    if invitation is None or not links.opens(payload, invitation):
        raise Refusal("invitation-unknown")
    if invitation.spent_at is not None:
        holder = records.person(tx, records.holder_of_invitation(tx, invitation.id))
        yours = holder is not None and holder.telegram_id == telegram_id
        raise Refusal("invitation-yours" if yours else "invitation-used")
    if invitation.revoked_at is not None or records.membership(tx, invitation.membership) is None:
        raise Refusal("invitation-revoked")
    if at >= invitation.expires_at:
        raise Refusal("invitation-expired", expired_at=as_fact(invitation.expires_at))
    return invitation


def invited_to(
    tx: Tx, payload: str, links: Links, telegram_id: TelegramId, at: datetime
) -> tuple[Committee, Membership, Person]:
    """What an invitation leads to, to be shown before consent. Refuses as `open_invitation` does."""
    membership, who = _invited(tx, open_invitation(tx, payload, links, telegram_id, at))
    return records.committee(tx, membership.committee), membership, who


def join(
    tx: Tx,
    payload: str,
    links: Links,
    *,
    telegram_id: TelegramId,
    telegram_name: str,
    username: str | None,
    language: str,
    at: datetime,
) -> Outcome:
    """Consent was given: spends the invitation and tells the organizers who took the seat.

    Refuses as `open_invitation` does, and `already-a-member` where the person serves in this committee.
    """
    invitation = open_invitation(tx, payload, links, telegram_id, at)
    membership, invited = _invited(tx, invitation)
    known = records.person_by_telegram(tx, telegram_id)
    if known is not None:
        if any(m.committee == membership.committee for m in records.memberships_of(tx, known.id)):
            raise Refusal("already-a-member")
        # Somebody who serves elsewhere keeps the name they have there; whoever was expected turned out to be them.
        records.give_membership(tx, membership.id, known.id)
        letters.drop_for(tx, invited.id, at)
        records.remove_person(tx, invited.id)
    who = invited.id if known is None else known.id
    # The roster's name wins; an organizer made on the terminal has none yet.
    name = (invited if known is None else known).name or invited.name or telegram_name
    records.rename(tx, who, name, telegram_name)
    records.change_person(
        tx,
        who,
        telegram_id=telegram_id,
        username=username,
        language=language,
        reach=Reach.REACHABLE,
        joined_at=at,
        active=membership.committee,
    )
    records.change_invitation(tx, invitation.id, spent_at=at)
    for other in actors_in(tx, membership.committee):
        if other.organizes and other.person.id != who:
            write_letter(
                tx,
                "joined",
                other.person.id,
                key=f"{membership.id}/{invitation.id}",
                at=at,
                committee=membership.committee,
                facts={"membership": membership.id},
            )
    menu_changed(tx, who, at)
    return Outcome("joined", {"committee": membership.committee})


def menu_changed(tx: Tx, person: PersonId, at: datetime) -> None:
    """The commands that Telegram shows this person have to be set anew (role or language changed)."""
    # A key of its own each time: two changes at one instant (two taps in one poll) both count.
    write_letter(tx, "menu", person, key=secrets.token_hex(8), at=at)


def choose_language(tx: Tx, person: PersonId, language: str, at: datetime) -> Outcome:
    """The bot's language for this person."""
    records.change_person(tx, person, language=language)
    menu_changed(tx, person, at)
    return Outcome("language-chosen", {"language": language})


def choose_zone(tx: Tx, person: PersonId, zone: str | None) -> Outcome:
    """The person's time zone; None for the committee's."""
    records.change_person(tx, person, time_zone=zone)
    return Outcome("zone-chosen", {"zone": zone})


def choose_committee(tx: Tx, person: PersonId, committee: CommitteeId, at: datetime) -> Outcome:
    """The committee in which commands act. Refuses `not-a-member`."""
    actor(tx, person, committee)
    records.change_person(tx, person, active=committee)
    menu_changed(tx, person, at)  # the role may be another one there
    return Outcome("committee-chosen", {"committee": committee})


def roster(tx: Tx, who: Actor) -> Roster:
    """Everybody, by constituency."""
    people = records.people_in(tx, who.committee.id)
    entries = [RosterEntry.of(m, people[m.person]) for m in records.memberships_in(tx, who.committee.id)]
    groups = tuple(
        RosterGroup(c, tuple(e for e in entries if e.seat is not None and e.seat.constituency == c.code))
        for c in records.constituencies_of(tx, who.committee.id)
    )
    return Roster(groups, tuple(e for e in entries if e.seat is None))


def import_roster(tx: Tx, who: Actor, lines: Sequence[RosterLine], at: datetime) -> Outcome:
    """Puts checked lines on the roster, all or none, and makes an invitation for each.

    A line whose organization, constituency, role and name are on the roster already is left as it is. Refuses
    `organizers-only`, and `roster-faults` where the roster has no room for a line.
    """
    organizer(who)
    present = entries(tx, who)
    checks.refuse(checks.conflicts(lines, present))
    known = {checks.place_of(entry) for entry in present}
    seating = Seating(records.seats_of(tx, who.committee.id), present)
    made: dict[int, MembershipId] = {}
    # Titulars first: an alternate may stand above theirs in the file, and sits on the same seat.
    for place, line in sorted(enumerate(lines), key=lambda found: found[1].role is Role.ALTERNATE):
        if line.place in known:
            continue
        seat = _seat_for(tx, who.committee, line, seating) if line.seated else None
        made[place] = _invite(tx, who.committee.id, line.held, seat, line.name, line.language, at).membership
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
) -> Outcome:
    """One invitation, as one line of a roster would make it. Refuses `organizers-only`, `roster-no-room`."""
    organizer(who)
    line = RosterLine(0, organization, constituency, role, name, language)
    for fault in checks.conflicts([line], entries(tx, who)):
        raise Refusal("roster-no-room", fault=fault.code, cell=fault.cell)
    return import_roster(tx, who, [line], at)


def renew_invitation(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """A new link for somebody who has not joined; the earlier one is revoked.

    Refuses `organizers-only`, `member-gone`, `already-joined`.
    """
    found = _theirs(tx, who, membership)
    person = records.person(tx, found.person)
    if person is None or person.joined_at is not None:
        raise Refusal("already-joined")
    _revoke(tx, membership, at)
    _new_invitation(tx, membership, at)
    return Outcome("invitation-made", {"membership": membership})


def revoke_invitation(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """The link no longer opens anything. Refuses `organizers-only`, `member-gone`, `already-joined`."""
    found = _theirs(tx, who, membership)
    person = records.person(tx, found.person)
    if person is None or person.joined_at is not None:
        raise Refusal("already-joined")
    _revoke(tx, membership, at)
    return Outcome("invitation-revoked-now", {"membership": membership})


def not_this_person(tx: Tx, who: Actor, membership: MembershipId, at: datetime) -> Outcome:
    """Somebody else took the seat: frees it, voids what they have running, makes a new link for whom it was meant.

    Where the taker serves nowhere else, their Telegram id, username and name are erased: they are a stranger again.
    Where they served elsewhere before, the name is theirs, and the new link has none.
    Refuses `organizers-only`, `member-gone`, and `not-yourself`.
    """
    found = _theirs(tx, who, membership)
    if found.person == who.person.id:
        raise Refusal("not-yourself")
    impostor = records.person(tx, found.person)
    assert impostor is not None
    if impostor.joined_at is None:
        return renew_invitation(tx, who, membership, at)
    named_here = _joined_first(tx, impostor.id) in (None, membership)
    records.end_membership(tx, membership, at)
    _revoke(tx, membership, at)
    forms.close_all(tx, impostor.id, found.committee)
    if found.seat is not None:
        publish(tx, SeatFreed(found.committee, found.seat, impostor.id, at))
    seat = None if found.seat is None else found.seat
    name = impostor.name if named_here else ""
    made = _invite(tx, found.committee, found.role, seat, name, impostor.language, at)
    if records.memberships_of(tx, impostor.id):
        menu_changed(tx, impostor.id, at)
    else:
        letters.drop_for(tx, impostor.id, at)
        records.forget_person(tx, impostor.id)
    return Outcome("seat-freed", {"membership": made.membership})


def invitation_for(tx: Tx, who: Actor, membership: MembershipId) -> tuple[RosterEntry, Invitation | None]:
    """A person on the roster and their newest invitation. Refuses `organizers-only`, `member-gone`."""
    found = _theirs(tx, who, membership)
    person = records.person(tx, found.person)
    assert person is not None
    return RosterEntry.of(found, person), records.newest_invitation(tx, membership)


def invitations_of(tx: Tx, who: Actor) -> list[tuple[RosterEntry, Invitation | None]]:
    """Everybody on the roster, in its order, with their newest invitation. Refuses `organizers-only`."""
    organizer(who)
    newest = records.newest_invitations(tx, who.committee.id)
    return [(entry, newest.get(entry.membership)) for entry in entries(tx, who)]


def _active_first(serves: Sequence[Actor]) -> list[Actor]:
    return sorted(serves, key=lambda who: who.committee.id != who.person.active)


def _actor(tx: Tx, who: Person, found: Membership) -> Actor:
    return Actor(who, records.committee(tx, found.committee), found.id, found.role, found.seat)


def entries(tx: Tx, who: Actor) -> list[RosterEntry]:
    """Everybody on the roster, in its order."""
    found = roster(tx, who)
    return [*(e for g in found.groups for e in g.entries), *found.others]


def organizer(who: Actor) -> None:
    """Refuses `organizers-only`."""
    if not who.organizes:
        raise Refusal("organizers-only")


def _theirs(tx: Tx, who: Actor, membership: MembershipId) -> Membership:
    organizer(who)
    found = records.membership(tx, membership)
    if found is None or found.committee != who.committee.id:
        raise Refusal("member-gone")
    return found


def _invited(tx: Tx, invitation: Invitation) -> tuple[Membership, Person]:
    membership = records.membership(tx, invitation.membership)
    assert membership is not None, "an open invitation has its membership"
    person = records.person(tx, membership.person)
    assert person is not None
    return membership, person


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


def _invite(
    tx: Tx, committee: CommitteeId, role: Role, seat: Seat | None, name: str, language: str, at: datetime
) -> Invitation:
    person = records.add_person(tx, name, language)
    membership = records.add_membership(tx, committee, person, role, None if seat is None else seat.id, at)
    return _new_invitation(tx, membership, at)


def _new_invitation(tx: Tx, membership: MembershipId, at: datetime) -> Invitation:
    number = records.add_invitation(tx, membership, secrets.token_hex(16), at, at + INVITATION_LASTS)
    made = records.invitation(tx, number)
    assert made is not None
    return made


def _joined_first(tx: Tx, person: PersonId) -> MembershipId | None:
    """The membership with which somebody joined first: the name that they have is from there. None: not known."""
    spent = []
    for membership in records.memberships_of(tx, person):
        invitation = records.newest_invitation(tx, membership.id)
        if invitation is not None and invitation.spent_at is not None:
            spent.append((invitation.spent_at, membership.id))
    return min(spent)[1] if spent else None


def _revoke(tx: Tx, membership: MembershipId, at: datetime) -> None:
    newest = records.newest_invitation(tx, membership)
    if newest is not None and newest.revoked_at is None:
        records.change_invitation(tx, newest.id, revoked_at=at)
