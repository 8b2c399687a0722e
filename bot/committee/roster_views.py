"""What people see of the roster: everybody by constituency, and for organizers the ways to change it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.actions import (
    ImportRoster,
    InviteOne,
    ShowCommittee,
    ShowGroup,
    ShowLinks,
    ShowMember,
    ShowNotReached,
)
from bot.committee.model import Actor, Reach, Role, Roster, RosterEntry, Seat
from bot.committee.seat_actions import ShowSeat
from bot.committee.setting_actions import ShowSettings
from bot.committee.views import BUTTON_CHARACTERS, constituency_name, home_row, pages, reach_name, role_name
from bot.i18n import Translator
from bot.screens import Button, Row, Screen, in_rows
from bot.texts import shortened

PAGE = 8
_Line = tuple[Markup, Button | None]


def roster(t: Translator, who: Actor, found: Roster, page: int, more: Sequence[Row] = ()) -> Screen:
    """Everybody by constituency, and vacant seats; organizers also see who can be reached, and open each.

    `more`: what other rooms offer here.
    """
    # Whoever serves in several committees has the name above every card.
    head = [] if who.several else [t("<b>{committee}</b>", committee=who.committee.name(t.language))]
    if who.organizes:
        head += _joined(t, found)
    lines: list[_Line] = []
    for group in found.groups:
        title = constituency_name(t, group.constituency)
        if not group.represented:
            lines.append(
                (Markup("\n") + t("<b>{constituency}</b>: not represented", constituency=title), None)
            )
        else:
            lines.append((Markup("\n<b>{}</b>").format(title), None))
        lines += [_entry(t, who, entry) for entry in group.entries]
        lines += [_vacant(t, who, seat) for seat in group.vacant]
    if found.others:
        lines.append((Markup("\n<b>{}</b>").format(t("Others")), None))
        lines += [_entry(t, who, entry) for entry in found.others]
    shown, page, last = _page(lines, page)
    rows: list[Row] = []
    if who.organizes:
        people = [button for _, button in shown if button is not None]
        rows += in_rows(people, 2)
    rows += pages(t, page, last, lambda p: Button("", ShowCommittee(who.committee.id, p)))
    if who.organizes:
        rows.append(
            (
                Button(t.plain("Invite"), InviteOne(who.committee.id)),
                Button(t.plain("Import a roster"), ImportRoster(who.committee.id)),
            )
        )
        rows.append(
            (
                Button(t.plain("Invitation links"), ShowLinks(who.committee.id)),
                Button(t.plain("Not reached"), ShowNotReached(who.committee.id)),
            )
        )
        rows.append(
            (
                Button(t.plain("Group chat"), ShowGroup(who.committee.id)),
                Button(t.plain("Settings"), ShowSettings(who.committee.id)),
            )
        )
    text = Markup("\n").join([*head, *(line for line, _ in shown)])
    return Screen(t.with_sse_explained(text), (*rows, *more, home_row(t)))


def _joined(t: Translator, found: Roster) -> list[Markup]:
    """How far the invitations have got: which seats vote, and who has still to join."""
    everybody = [*(entry for group in found.groups for entry in group.entries), *found.others]
    seats = {entry.seat.id for entry in everybody if entry.seat is not None}
    joined = sum(entry.person.joined_at is not None for entry in everybody)
    return [
        t("Voting seats: {n}", n=len(seats)),
        t("Joined: {n} of {total}", n=joined, total=len(everybody)),
    ]


def _page(lines: list[_Line], page: int) -> tuple[list[_Line], int, int]:
    """The lines of a page, its number and the last one's. Cut at people; a heading goes with the first of its own, and
    stands again over those of its own who are on the next page."""
    people = [i for i, (_, button) in enumerate(lines) if button is not None]
    last = max(0, (len(people) - 1) // PAGE)
    page = min(max(page, 0), last)

    def begins(n: int) -> int:
        start = people[n * PAGE] if n else 0
        while start and lines[start - 1][1] is None:
            start -= 1
        return start

    start, end = begins(page), len(lines) if page == last else begins(page + 1)
    again = (
        [lines[i] for i in range(start) if lines[i][1] is None][-1:]
        if lines[start:] and lines[start][1]
        else []
    )
    return [*again, *lines[start:end]], page, last


def _entry(t: Translator, who: Actor, entry: RosterEntry) -> tuple[Markup, Button]:
    parts = [Markup.escape(entry.person.name or "—")]
    if entry.seat is not None:
        parts.append(Markup.escape(t.organization(entry.seat.organization)))
    # Under its group's name, whoever holds a seat is a member.
    if entry.seat is None or entry.chairs or entry.role is not Role.MEMBER:
        parts.append(role_name(t, entry.role, entry.chairs))
    if who.organizes and entry.person.reach is not Reach.REACHABLE:
        parts.append(Markup("<i>{}</i>").format(reach_name(t, entry.person)))
    name = shortened(entry.person.name or t.plain("no name"), BUTTON_CHARACTERS)
    return (
        Markup("• ") + Markup(" · ").join(parts),
        Button(name, ShowMember(who.committee.id, entry.membership)),
    )


def _vacant(t: Translator, who: Actor, seat: Seat) -> tuple[Markup, Button]:
    organization = t.organization(seat.organization)
    label = t.plain("Vacant: {organization}", organization=organization)
    return (
        Markup("• {} · <i>{}</i>").format(organization, t("vacant seat")),
        Button(shortened(label, BUTTON_CHARACTERS), ShowSeat(who.committee.id, seat.id)),
    )
