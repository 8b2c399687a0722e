"""What people see of the committee: joining, the roster, languages and hours. No I/O, no clock."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.committee.actions import (
    Agree,
    Decline,
    Home,
    ImportRoster,
    InviteOne,
    JoinIn,
    NewLink,
    NotThisPerson,
    RevokeLink,
    ShowCommittee,
    ShowLinks,
    ShowMember,
    ShowNotReached,
    Speak,
    UseZone,
)
from bot.committee.links import Links
from bot.committee.model import (
    Actor,
    Committee,
    Constituency,
    Invitation,
    Membership,
    Person,
    Reach,
    Role,
    Roster,
    RosterEntry,
)
from bot.errors import Facts
from bot.i18n import LANGUAGES, Sentences, Translator, instant, mark, translator
from bot.ids import CommitteeId
from bot.screens import Button, LinkButton, Row, Screen

PAGE = 8
LINKS_A_PAGE = 8
OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
"""Each language under its own name, as a person looks for it."""
ZONES = (
    "Asia/Bishkek",
    "Asia/Phnom_Penh",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Ulaanbaatar",
    "Europe/Zurich",
    "Europe/Moscow",
)

_ROLES = {
    Role.ORGANIZER: mark("organizer"),
    Role.CHAIR: mark("chair"),
    Role.MEMBER: mark("member"),
    Role.ALTERNATE: mark("alternate"),
    Role.CONSULTANT: mark("consultant"),
    Role.OBSERVER: mark("observer"),
}
_CONSTITUENCIES = {
    "government": mark("Government"),
    "workers": mark("Trade unions"),
    "employers": mark("Employers"),
    "sse": mark("SSE organizations"),
}
_REACH = {
    Reach.NOT_STARTED: mark("not joined"),
    Reach.REACHABLE: mark("reachable"),
    Reach.BLOCKED: mark("has blocked the bot"),
}


def role_name(t: Translator, role: Role, chairs: bool = False) -> Markup:
    """`chair` for whoever presides, else the role."""
    return t(_ROLES[Role.CHAIR if chairs else role])


def constituency_name(t: Translator, constituency: Constituency | str) -> Markup:
    """The committee's own name for it, else the usual one."""
    if isinstance(constituency, Constituency):
        own = constituency.names.get(t.language)
        if own:
            return Markup.escape(own)
        constituency = constituency.code
    return (
        t(_CONSTITUENCIES[constituency]) if constituency in _CONSTITUENCIES else Markup.escape(constituency)
    )


def home_row(t: Translator) -> Row:
    """The way back to the menu."""
    return (Button(t.plain("Menu"), Home()),)


def pages(t: Translator, page: int, last: int, to: Callable[[int], Button]) -> tuple[Row, ...]:
    """*Previous · Next* where there is more than one page; `to(page)` makes the button, its label is replaced."""
    row = []
    if page > 0:
        row.append(Button("‹ " + t.plain("Previous"), to(page - 1).action))
    if page < last:
        row.append(Button(t.plain("Next page") + " ›", to(page + 1).action))
    return (tuple(row),) if row else ()


def _in_all_languages(say: Callable[[Translator], Markup]) -> Markup:
    utc = ZoneInfo("UTC")
    return Markup("\n\n").join(say(translator(language, utc, utc)) for language in LANGUAGES)


def stranger() -> Screen:
    """The one screen for somebody without an invitation, in all three languages."""
    return Screen(
        _in_all_languages(
            lambda t: t(
                "<b>National advisory committee</b>\n"
                "This bot is for members of national advisory committees. "
                "To join, please ask your secretariat for an invitation link."
            )
        )
    )


def bad_invitation(code: str, facts: Facts) -> Screen:
    """Why an invitation does not open, to somebody whose language is not known."""
    return Screen(_in_all_languages(lambda t: SENTENCES[code](t, facts)))


def choose_first_language(payload: str, suggested: str, committee: Committee) -> Screen:
    """The first screen: three languages at once."""
    text = _in_all_languages(
        lambda t: t(
            "Hello! You are invited to the committee “{committee}”. Please choose your language.",
            committee=committee.name(t.language),
        )
    )
    order = sorted(LANGUAGES, key=lambda language: language != suggested)
    return Screen(
        text,
        tuple(
            (Button(OWN_NAMES[code], JoinIn(code, payload), "primary" if code == suggested else None),)
            for code in order
        ),
    )


def consent(
    t: Translator, payload: str, committee: Committee, membership: Membership, invited: Person
) -> Screen:
    """Purpose and consent, before anything is kept."""
    seat = membership.seat
    chairs = membership.role is Role.CHAIR or (seat is not None and seat.chair)
    lines = [
        t("<b>{committee}</b>", committee=committee.name(t.language)),
        t("Name: {name}", name=invited.name) if invited.name else None,
        t("Role: {role}", role=role_name(t, membership.role, chairs)),
        t(
            "Seat: {organization} ({constituency})",
            organization=seat.organization,
            constituency=constituency_name(t, seat.constituency),
        )
        if seat
        else None,
    ]
    text = Markup("\n").join(line for line in lines if line is not None)
    text += Markup("\n\n") + t(
        "The bot keeps your name, Telegram ID, group, language, answers and votes only for the work of the "
        "committee. Do you agree?"
    )
    return Screen(
        text,
        (
            (Button(t.plain("I agree"), Agree(t.language, payload), "success"),),
            (Button(t.plain("No"), Decline(t.language, payload)),),
        ),
    )


def declined(t: Translator) -> Screen:
    """Nothing is kept."""
    return Screen(t("Nothing was stored. Your invitation stays open: to join later, open the link again."))


def languages(t: Translator) -> Screen:
    """The choice of languages, each under its own name."""
    rows: list[Row] = [
        (Button(("✓ " if code == t.language else "") + OWN_NAMES[code], Speak(code)),) for code in LANGUAGES
    ]
    return Screen(t("Language: {language}", language=OWN_NAMES[t.language]), (*rows, home_row(t)))


def zones(t: Translator, person: Person, committee: Committee) -> Screen:
    """The choice of time zones. Telegram does not tell a person's."""
    chosen = person.zone
    text = t("Time zone: {city}", city=t.zone_city(chosen or committee.zone))
    rows: list[Row] = [
        (
            Button(
                t.plain("The committee's: {city}", city=t.zone_city(committee.zone)),
                UseZone(None),
                "primary" if chosen is None else None,
            ),
        )
    ]
    cities = [
        Button(
            ("✓ " if chosen and chosen.key == zone else "") + str(t.zone_city(ZoneInfo(zone))), UseZone(zone)
        )
        for zone in ZONES
        if zone != committee.zone.key
    ]
    rows += [tuple(cities[i : i + 2]) for i in range(0, len(cities), 2)]
    return Screen(text, (*rows, home_row(t)))


def roster(t: Translator, who: Actor, found: Roster, page: int) -> Screen:
    """Everybody by constituency; organizers also see who can be reached, and open each."""
    head = t("<b>{committee}</b>", committee=who.committee.name(t.language))
    sections: list[tuple[Markup, tuple[RosterEntry, ...]]] = [
        (constituency_name(t, group.constituency), group.entries) for group in found.groups
    ]
    sections.append((t("Without a seat"), found.others))
    lines: list[tuple[Markup, RosterEntry | None]] = []
    for title, entries in sections:
        if not entries:
            lines.append(
                (Markup("\n") + t("<b>{constituency}</b>: not represented", constituency=title), None)
            )
        else:
            lines.append((Markup("\n<b>{}</b>").format(title), None))
            lines += [(_entry(t, entry, who.organizes), entry) for entry in entries]
    if not found.others:
        lines.pop()
    # A page is cut at people, a heading stays with the first of its own.
    starts = [i for i, (_, entry) in enumerate(lines) if entry is not None]
    last = max(0, (len(starts) - 1) // PAGE)
    page = min(page, last)
    begin = 0 if page == 0 else starts[page * PAGE]
    end = len(lines) if page == last else starts[(page + 1) * PAGE]
    shown = lines[begin:end]
    rows: list[Row] = []
    if who.organizes:
        people = [
            Button(
                _short(entry.person.name or t.plain("no name")),
                ShowMember(who.committee.id, entry.membership),
            )
            for _, entry in shown
            if entry is not None
        ]
        rows += [tuple(people[i : i + 2]) for i in range(0, len(people), 2)]
    rows += pages(t, page, last, lambda p: Button("", ShowCommittee(who.committee.id, p)))
    if who.organizes:
        rows.append(
            (
                Button(t.plain("Invite"), InviteOne()),
                Button(t.plain("Import a roster"), ImportRoster()),
            )
        )
        rows.append(
            (
                Button(t.plain("Invitation links"), ShowLinks(who.committee.id)),
                Button(t.plain("Not reached"), ShowNotReached(who.committee.id)),
            )
        )
    text = head + Markup("\n").join([Markup(""), *(line for line, _ in shown)])
    return Screen(text, (*rows, home_row(t)))


def _entry(t: Translator, entry: RosterEntry, with_reach: bool) -> Markup:
    parts = [Markup.escape(entry.person.name or "—")]
    if entry.seat is not None:
        parts.append(Markup.escape(entry.seat.organization))
    parts.append(role_name(t, entry.role, entry.chairs))
    if with_reach and entry.person.reach is not Reach.REACHABLE:
        parts.append(Markup("<i>{}</i>").format(t(_REACH[entry.person.reach])))
    return Markup("• ") + Markup(" · ").join(parts)


def _short(name: str, limit: int = 28) -> str:
    return name if len(name) <= limit else name[: limit - 1] + "…"


def member(
    t: Translator, who: Actor, entry: RosterEntry, invitation: Invitation | None, links: Links
) -> Screen:
    """One person, for organizers: who took the seat, or the link to send."""
    person = entry.person
    lines = [
        Markup("<b>{}</b>").format(person.name or t("no name")),
        t("Role: {role}", role=role_name(t, entry.role, entry.chairs)),
    ]
    if entry.seat is not None:
        lines.append(
            t(
                "Seat: {organization} ({constituency})",
                organization=entry.seat.organization,
                constituency=constituency_name(t, entry.seat.constituency),
            )
        )
    if person.username and person.joined_at:
        lines.append(t("Telegram: @{username}", username=person.username))
    lines.append(t("Reach: {reach}", reach=t(_REACH[person.reach])))
    rows: list[Row] = []
    here, number = who.committee.id, entry.membership
    if person.joined_at is not None:
        lines.append(t("Joined: {date}", date=t.moment(person.joined_at)))
        if person.id != who.person.id:
            rows.append((Button(t.plain("Not this person"), NotThisPerson(here, number), "danger"),))
    elif invitation is not None and invitation.revoked_at is None:
        lines.append(t("Link: {link}", link=links.invitation(invitation)))
        lines.append(t("Valid until: {date}", date=t.moment(invitation.expires_at)))
        rows.append(
            (
                Button(t.plain("New link"), NewLink(here, number)),
                Button(t.plain("Revoke the link"), RevokeLink(here, number), "danger"),
            )
        )
    else:
        lines.append(t("The link was revoked."))
        rows.append((Button(t.plain("New link"), NewLink(here, number)),))
    rows.append((Button(t.plain("Back"), ShowCommittee(here)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def confirm_not_this_person(t: Translator, who: Actor, entry: RosterEntry) -> Screen:
    """Asks before a seat is freed."""
    text = t(
        "Free the seat taken by {name}? Their running votes become void and a new link is made.",
        name=_taker(entry.person),
    )
    here, number = who.committee.id, entry.membership
    return Screen(
        text,
        (
            (Button(t.plain("Yes, not this person"), NotThisPerson(here, number, sure=True), "danger"),),
            (Button(t.plain("Back"), ShowMember(here, number)),),
        ),
    )


def joined_notice(t: Translator, committee: Committee, entry: RosterEntry) -> Screen:
    """To organizers, at once: who took which seat."""
    seat = entry.seat
    where = (
        t(
            "Seat: {organization} ({constituency})",
            organization=seat.organization,
            constituency=constituency_name(t, seat.constituency),
        )
        if seat
        else t("Role: {role}", role=role_name(t, entry.role, entry.chairs))
    )
    text = t("Joined: {name}", name=_taker(entry.person)) + Markup("\n") + where
    text += Markup("\n") + t("Committee: {committee}", committee=committee.name(t.language))
    return Screen(
        text,
        (
            (Button(t.plain("Not this person"), NotThisPerson(committee.id, entry.membership), "danger"),),
            home_row(t),
        ),
    )


def _taker(person: Person) -> str:
    return f"{person.name} (@{person.username})" if person.username else person.name


def links_list(
    t: Translator,
    committee: CommitteeId,
    found: Sequence[tuple[RosterEntry, Invitation | None]],
    links: Links,
    page: int,
) -> Screen:
    """The links to send, one a person."""
    open_ones = [
        (e, i) for e, i in found if i is not None and i.revoked_at is None and e.person.joined_at is None
    ]
    if not open_ones:
        return Screen(t("Everybody on the roster has joined."), (_back_to(t, committee),))
    last = (len(open_ones) - 1) // LINKS_A_PAGE
    page = min(page, last)
    lines = [t("<b>Invitation links</b>")]
    lines.append(t("Each opens once, for one person. Please send each only to the person named."))
    for entry, invitation in open_ones[page * LINKS_A_PAGE : (page + 1) * LINKS_A_PAGE]:
        assert invitation is not None
        seat = f", {entry.seat.organization}" if entry.seat else ""
        lines.append(
            Markup("\n{name}{seat} ({role})\n{link}").format(
                name=entry.person.name or t("no name"),
                seat=seat,
                role=role_name(t, entry.role, entry.chairs),
                link=links.invitation(invitation),
            )
        )
    rows = pages(t, page, last, lambda p: Button("", ShowLinks(committee, p)))
    return Screen(Markup("\n").join(lines), (*rows, _back_to(t, committee)))


def not_reached(
    t: Translator,
    committee: CommitteeId,
    found: Sequence[tuple[Person, Markup]],
    page: int,
) -> Screen:
    """One person a page: why, and the text to send by other means."""
    if not found:
        return Screen(t("Everybody was reached by every notice."), (_back_to(t, committee),))
    page = min(page, len(found) - 1)
    person, text = found[page]
    lines = [
        t("<b>Not reached</b>: {n} of {total}", n=page + 1, total=len(found)),
        t("Name: {name}", name=person.name or t("no name")),
        t("Reach: {reach}", reach=t(_REACH[person.reach])),
        t("Text to send by other means:"),
    ]
    body = Markup("\n").join(lines) + Markup("\n<blockquote>{}</blockquote>").format(text)
    rows = pages(t, page, len(found) - 1, lambda p: Button("", ShowNotReached(committee, p)))
    return Screen(body, (*rows, _back_to(t, committee)))


def by_other_means(t: Translator, notice: Markup, link: str | None, protected: bool) -> Markup:
    """A notice as plain text for a letter, a call or another messenger; a draft's own words stay inside."""
    if protected:
        text = t("A new draft is available to members in the private chat with the bot.")
    else:
        text = Markup("\n").join(line.striptags() for line in notice.splitlines() if line.strip())
    if link is None:
        return text
    return text + Markup("\n") + t("Link: {link}", link=link)


def _back_to(t: Translator, committee: CommitteeId) -> Row:
    return (Button(t.plain("Back"), ShowCommittee(committee)),)


def link_row(t: Translator, links: Links, payload: str) -> Row:
    """*Open in private*."""
    return (LinkButton(t.plain("Open in private"), links.to(payload)),)


def privacy(t: Translator, committee: Committee) -> Screen:
    """What is stored and why."""
    text = t(
        "<b>Your data</b>\n"
        "Purpose: the work of the committee “{committee}”.\n"
        "Stored: your name, Telegram ID and username, group, language, time zone, answers, comments and votes.\n"
        "Not stored: your phone number; what you write to other people.\n"
        "Who sees it: the committee sees your name and your open votes after closing; organizers see whether "
        "the bot can reach you.\n"
        "Chats with bots are not end-to-end encrypted.\n"
        "Controller: the secretariat of the committee.",
        committee=committee.name(t.language),
    )
    return Screen(text, (home_row(t),))


def _expired(t: Translator, facts: Facts) -> Markup:
    return t(
        "This invitation has expired ({date}). Nothing was stored. Please ask your secretariat for a new one.",
        date=t.day(instant(facts["expired_at"]).date()),
    )


_FAULTS = {
    "columns": mark("wrong number of columns: {cell}"),
    "role": mark("unknown role: {cell}"),
    "constituency": mark("unknown constituency: {cell}"),
    "constituency-missing": mark("constituency is missing"),
    "organization-missing": mark("organization is missing"),
    "name-missing": mark("name is missing"),
    "language": mark("unknown language: {cell}"),
    "duplicate": mark("the same as line {cell}"),
    "too-long": mark("The text is too long. Limit: {limit} characters."),
}
FAULTS_SHOWN = 15


def _roster_faults(t: Translator, facts: Facts) -> Markup:
    """What is wrong with a roster, line by line."""
    lines = [t("The roster has mistakes. Nothing was imported.")]
    lines += [
        t("Line {number}: {fault}", number=number, fault=t(_FAULTS[code], cell=cell, limit=cell))
        for number, code, cell in facts["faults"][:FAULTS_SHOWN]
    ]
    more = len(facts["faults"]) - FAULTS_SHOWN
    if more > 0:
        lines.append(t("More mistakes: {n}", n=more))
    return Markup("\n").join(lines)


SENTENCES: Sentences = {
    "stranger": lambda t, f: t("You are not a member of a committee here. Please ask your secretariat."),
    "not-a-member": lambda t, f: t(
        "You are not a member of this committee, so nothing was done. Please ask your secretariat."
    ),
    "organizers-only": lambda t, f: t(
        "Only organizers can do this. If this seems wrong, please contact the secretariat."
    ),
    "invitation-unknown": lambda t, f: t(
        "This invitation link is not valid. Nothing was stored. Please ask your secretariat for a new one."
    ),
    "invitation-used": lambda t, f: t(
        "This invitation has already been used by somebody else. Nothing was stored. Please tell your secretariat."
    ),
    "invitation-yours": lambda t, f: t("You have joined with this invitation already."),
    "invitation-revoked": lambda t, f: t(
        "This invitation was revoked. Nothing was stored. Please ask your secretariat for a new one."
    ),
    "invitation-expired": _expired,
    "already-a-member": lambda t, f: t(
        "You are a member of this committee already. The invitation was not used: it is for somebody else."
    ),
    "joined": lambda t, f: t("Welcome! You have joined the committee."),
    "language-chosen": lambda t, f: t("Language: {language}", language=OWN_NAMES[f["language"]]),
    "language-unknown": lambda t, f: t("This language is not available."),
    "zone-chosen": lambda t, f: t(
        "Time zone: {city}",
        city=t.zone_city(ZoneInfo(f["zone"]) if f["zone"] else t.committee_zone),
    ),
    "zone-unknown": lambda t, f: t("This time zone is not known. Nothing was changed."),
    "committee-chosen": lambda t, f: t("Commands now act in this committee."),
    "roster-imported": lambda t, f: t(
        "Invitations made: {n}. On the roster already: {known}.", n=len(f["invited"]), known=f["known"]
    ),
    "invitation-made": lambda t, f: t("A new link was made. The earlier one no longer opens anything."),
    "invitation-revoked-now": lambda t, f: t("The link was revoked."),
    "already-joined": lambda t, f: t("This person has joined already. Nothing was changed."),
    "not-yourself": lambda t, f: t("This is your own seat. Nothing was changed."),
    "seat-freed": lambda t, f: t("The seat is free. Their running votes are void. A new link was made."),
    "roster-empty": lambda t, f: t("The roster is empty. Nothing was imported."),
    "roster-not-text": lambda t, f: t("This is not a CSV file. Nothing was imported."),
    "roster-too-long": lambda t, f: t(
        "The roster is too long. Limit: {limit} lines. Nothing was imported.", limit=f["limit"]
    ),
    "roster-header": lambda t, f: t(
        "The first line must name these columns: {wanted}. Found: {found}. Nothing was imported.",
        wanted=", ".join(f["wanted"]),
        found=", ".join(f["found"]),
    ),
    "roster-faults": _roster_faults,
    "name-empty": lambda t, f: t("Please write a name."),
    "name-too-long": lambda t, f: t("The text is too long. Limit: {limit} characters.", limit=f["limit"]),
}
