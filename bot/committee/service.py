"""What is done with people and seats: inviting, joining, freeing a seat, importing a roster, choosing a language."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import audit
from bot.committee import inviting, records, views
from bot.committee import roster as checks
from bot.committee.links import Links, invitation_number
from bot.committee.model import (
    CONSTITUENCIES,
    Actor,
    Arrived,
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
    ZoneChosen,
)
from bot.committee.roster import RosterLine
from bot.committee.seating import Seating
from bot.delivery import Post, Reader, write_letter, write_letters
from bot.delivery import records as letters
from bot.delivery.model import State
from bot.errors import Refusal
from bot.events import publish
from bot.i18n import Translator, as_fact, translator
from bot.ids import CommitteeId, MembershipId, PersonId, SeatId, TelegramId
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
    lasts = records.committee(tx, number).invitation_lasts
    invitation = inviting.invite(tx, number, Role.ORGANIZER, None, "", languages[0], at=at, lasts=lasts)
    audit.record(tx, "committee-created", {"membership": invitation.membership}, at=at, committee=number)
    return invitation


def invite_organizer(tx: Tx, *, code: str, at: datetime) -> Invitation:
    """One more organizer, for whoever runs the server: the way back where nobody in the chat can invite.

    Refuses `committee-unknown`.
    """
    here = records.committee_by_code(tx, code)
    if here is None:
        raise Refusal("committee-unknown", committee=code)
    lasts = here.invitation_lasts
    invitation = inviting.invite(tx, here.id, Role.ORGANIZER, None, "", here.languages[0], at=at, lasts=lasts)
    audit.record(tx, "organizer-invited", {"membership": invitation.membership}, at=at, committee=here.id)
    return invitation


def any_committee(tx: Tx) -> bool:
    """Somebody has been invited already."""
    return records.any_committee(tx)


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
    return who.committee.voice(who.person.language, who.person.zone)


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


def heard_from(tx: Tx, telegram_id: TelegramId, at: datetime) -> None:
    """Whoever has just been answered can be written to; what commands there are could not be told them until now."""
    who = records.person_by_telegram(tx, telegram_id)
    if who is not None and who.reach is not Reach.REACHABLE:
        records.change_person(tx, who.id, reach=Reach.REACHABLE)
        menu_changed(tx, who.id, at)


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
        # Somebody who serves elsewhere keeps the name they have there. The roster's stays with the membership, for
        # the case that they are not the person whom it means.
        records.give_membership(tx, membership.id, known.id, expected=invited.id)
        letters.drop_for(tx, invited.id, at)
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
    publish(tx, Arrived(membership.committee, membership.id, at))
    return Outcome("joined", {"committee": membership.committee})


def menu_changed(tx: Tx, person: PersonId, at: datetime) -> None:
    """The commands that Telegram shows this person have to be set anew (role or language changed)."""
    # A key of its own each time: two changes at one instant (two taps in one poll) both count.
    write_letter(tx, "menu", person, key=secrets.token_hex(8), at=at)


def menus_follow(tx: Tx, fingerprint: str, at: datetime, *, another_bot: bool) -> bool:
    """After a start: where there are other commands than at the last one, everybody is shown them.

    `fingerprint`: of the commands. `another_bot`: a new token; nobody has started that bot yet. Returns whether what
    was shown until now no longer holds.
    """
    if another_bot:
        records.nobody_started(tx)
    changed = records.menus_are(tx, fingerprint) or another_bot
    if changed:
        write_letters(tx, "menu", [Post(n, {}) for n in records.joined(tx)], key=secrets.token_hex(8), at=at)
    return changed


def choose_language(tx: Tx, person: PersonId, language: str, at: datetime) -> Outcome:
    """The bot's language for this person."""
    records.change_person(tx, person, language=language)
    menu_changed(tx, person, at)
    return Outcome("language-chosen", {"language": language})


def choose_zone(tx: Tx, person: PersonId, zone: str | None, at: datetime) -> Outcome:
    """The person's time zone; None for the committee's."""
    records.change_person(tx, person, time_zone=zone)
    for membership in records.memberships_of(tx, person):
        publish(tx, ZoneChosen(membership.committee, at))
    return Outcome("zone-chosen", {"zone": zone})


def choose_committee(tx: Tx, person: PersonId, committee: CommitteeId, at: datetime) -> Outcome:
    """The committee in which commands act. Refuses `not-a-member`."""
    actor(tx, person, committee)
    records.change_person(tx, person, active=committee)
    menu_changed(tx, person, at)  # the role may be another one there
    return Outcome("committee-chosen", {"committee": committee})


def roster(tx: Tx, who: Actor) -> Roster:
    """Everybody, by constituency."""
    here = who.committee.id
    people = records.people_in(tx, here)
    entries = [RosterEntry.of(m, people[m.person]) for m in records.memberships_in(tx, here)]
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


def import_roster(
    tx: Tx, who: Actor, lines: Sequence[RosterLine], at: datetime, *, lasts: timedelta | None = None
) -> Outcome:
    """Puts checked lines on the roster, all or none, and makes an invitation for each.

    A line whose organization, constituency, role and name are on the roster already is left as it is. `lasts`: for how
    long the links open, where it is not as long as usual in the committee. Refuses `organizers-only`, and
    `roster-faults` where the roster has no room for a line.
    """
    organizer(who)
    here, present = who.committee, entries(tx, who)
    checks.refuse(checks.conflicts(lines, present))
    known = {checks.place_of(entry) for entry in present}
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
    """One invitation, as one line of a roster would make it. Refuses `organizers-only`, `roster-no-room`."""
    organizer(who)
    line = RosterLine(0, organization, constituency, role, name, language)
    for fault in checks.conflicts([line], entries(tx, who)):
        raise Refusal("roster-no-room", fault=fault.code, cell=fault.cell)
    return import_roster(tx, who, [line], at, lasts=lasts)


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


def on_roster(tx: Tx, who: Actor, membership: MembershipId) -> Membership:
    """Somebody on the roster, for an organizer of that committee. Refuses `organizers-only`, `member-gone`."""
    organizer(who)
    found = records.membership(tx, membership)
    if found is None or found.committee != who.committee.id:
        raise Refusal("member-gone")
    return found


def seat_of(tx: Tx, who: Actor, number: SeatId) -> Seat:
    """A seat of the committee in which an organizer acts. Refuses `organizers-only`, `seat-unknown`."""
    organizer(who)
    found = records.seat(tx, number)
    if found is None or found.committee != who.committee.id:
        raise Refusal("seat-unknown")
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
