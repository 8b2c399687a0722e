"""The roster, one person on it, and who was not reached."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.committee import (
    impostor_views,
    impostors,
    member_views,
    own_data,
    records,
    roster_views,
    seats,
    service,
    unreached_views,
)
from bot.committee.actions import ShowCommittee, ShowMember, ShowNotReached
from bot.committee.invitations import invitation_for
from bot.committee.model import Committee, Invitation, Person
from bot.committee.seat_sentences import SENTENCES as SEAT_SENTENCES
from bot.committee.sentences import SENTENCES
from bot.committee.unreached_views import Unreached
from bot.delivery import Letter
from bot.delivery import records as letters
from bot.delivery.model import FORMER, Kind
from bot.errors import Refusal
from bot.ids import CommitteeId, MembershipId
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from handlers.context import Answer, Room
from handlers.turn import Turn

MOST_MISSED = 10
"""How many missed letters of one person are looked at; a card tells the newest NOTICES that are still true."""
NOTICES = 3


async def show(turn: Turn, action: ShowCommittee | None = None) -> Answer:
    """/committee: everybody, by constituency."""

    return await roster_card(turn, action.committee if action else None, action.page if action else 0)


async def member(turn: Turn, action: ShowMember) -> Answer:
    """One person, for organizers."""
    return await on_roster(turn, action.committee, lambda tx: _member(turn, tx, action))


async def not_reached(turn: Turn, action: ShowNotReached) -> Answer:
    """Who was not reached by a notice, with a text to send by other means."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, action.committee)
        service.organizer(who)
        here = who.committee.id
        among = records.person_ids_in(tx, here)
        total = letters.count_not_reached(tx, here, among)
        if not total:
            return unreached_views.everybody_reached(turn.t, here)
        page = min(max(action.page, 0), total - 1)
        missed = letters.not_reached(tx, here, among, page, MOST_MISSED)
        found = _unreached(turn, tx, who.committee, missed)
        return unreached_views.not_reached(turn.t, here, found, page, total)

    return await turn.read(look)


def _unreached(turn: Turn, tx: Tx, committee: Committee, missed: Sequence[Letter]) -> Unreached:
    """What somebody missed as it stands now, in their language; what is no longer true is left out."""
    person = records.person(tx, missed[0].person)
    reader = service.reader_of(tx, missed[0].person, missed[0].committee)
    assert person is not None, "they are on the roster"
    assert reader is not None, "they are on the roster"
    kinds: dict[str, Kind] = turn.application.bot_data["kinds"]
    notices: list[Markup] = []
    for letter in missed:
        kind = kinds.get(letter.kind, FORMER)
        drawn = kind.draw(tx, replace(letter, drawn_at=turn.at), reader)
        if isinstance(drawn, Screen):
            protected = reader.t(kind.outline or unreached_views.NEWS)
            notices.append(protected if drawn.protect else unreached_views.in_words(drawn.text))
        if len(notices) == NOTICES:
            break
    if not notices:
        return Unreached(person, None)
    links = turn.rooms.links
    way_in = None if person.joined_at is not None else _open_invitation(tx, person, turn.at)
    link = links.chat if way_in is None else links.invitation(way_in)
    return Unreached(person, unreached_views.by_other_means(reader.t, committee, notices, link))


def _open_invitation(tx: Tx, person: Person, at: datetime) -> Invitation | None:
    found = [records.newest_invitation(tx, m.id) for m in records.memberships_of(tx, person.id)]
    return next((i for i in found if i is not None and i.opens_at(at)), None)


async def organizing(turn: Turn, where: CommitteeId | None) -> CommitteeId:
    """The committee in which a form is opened. Refuses `organizers-only`."""

    def look(tx: Tx) -> CommitteeId:
        who = turn.who(tx, where)
        service.organizer(who)
        return who.committee.id

    return await turn.read(look)


async def on_roster(turn: Turn, where: CommitteeId, look: Callable[[Tx], Screen]) -> Answer:
    """A card about somebody on the roster; the roster itself where they are no longer on it."""
    try:
        return await turn.read(look)
    except Refusal as refusal:
        if refusal.code != "member-gone":
            raise
        screen = await roster_card(turn, where)
        return screen.noted(turn.say(refusal.code, refusal.facts))


async def roster_card(turn: Turn, where: CommitteeId | None, page: int = 0) -> Screen:
    def look(tx: Tx) -> Screen:
        who = turn.who(tx, where)
        more = [row for room in turn.rooms.rooms if room.committee for row in room.committee(who, turn.t)]
        wrong = impostor_views.chips(turn.t, who.committee, impostors.unsettled(tx, who))
        return roster_views.roster(turn.t, who, service.roster(tx, who), page, [*wrong, *more])

    return await turn.read(look)


def _member(turn: Turn, tx: Tx, of: ShowMember) -> Screen:
    who = turn.who(tx, of.committee)
    entry, invitation = invitation_for(tx, who, of.membership)
    seat = None if entry.seat is None else seats.seat_card(tx, who, entry.seat.id)
    return member_views.member(turn.t, who, entry, invitation, seat, turn.rooms.links, turn.at)


async def member_after(turn: Turn, outcome: Outcome, where: CommitteeId, membership: MembershipId) -> Answer:
    """The member's card with what was done, or that of whoever was invited instead; the roster where they are gone."""
    if outcome.code == "member-gone":
        return (await roster_card(turn, where)).noted(turn.note(outcome))
    shown = MembershipId(outcome.facts.get("membership", membership))
    screen = await turn.read(lambda tx: _member(turn, tx, ShowMember(where, shown)))
    return screen.noted(turn.note(outcome))


ROOM = Room(
    commands={"committee": show},
    buttons={ShowCommittee: show, ShowMember: member, ShowNotReached: not_reached},
    sentences={**SENTENCES, **SEAT_SENTENCES},
    mydata=own_data.sections,
)
