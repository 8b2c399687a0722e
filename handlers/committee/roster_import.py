"""A roster that comes as a file or as text: looked at, checked line by line, imported whole or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.committee import (
    constituencies,
    invitation_views,
    organizations,
    records,
    roster,
    service,
    views,
    workbook,
)
from bot.committee import forms as committee_forms
from bot.committee.actions import ImportRoster, ShowCommittee
from bot.committee.invitations import invitation_for, invitations_of
from bot.committee.model import SEATED, Actor, Role
from bot.files.tables import is_table
from bot.forms import Field, Form, Open, whole
from bot.forms.actions import FormPick
from bot.i18n import Translator, mark
from bot.ids import CommitteeId, MembershipId
from bot.intake import Outcome
from bot.screens import Button, Screen
from bot.store import Tx
from handlers.committee.roster import organizing
from handlers.context import Answer, FormRoom, Room, Unasked
from handlers.forms import asking
from handlers.turn import Turn

PREVIEW_UNITS = 3000
"""How much of a roster's preview one message bears; two units a character, to be safe."""


async def import_roster(turn: Turn, action: ImportRoster) -> Answer:
    """The form for a roster file."""
    where = await organizing(turn, action.committee)
    return await asking.start(turn, "roster", action, where=where, back=ShowCommittee(where))


def _roster_form(tx: Tx, who: Actor, _at: datetime, _state: Open) -> Form:
    known = records.constituencies_of(tx, who.committee.id)
    present, spell = service.entries(tx, who), organizations.spelling(tx, who)
    return committee_forms.roster_file(constituencies.spellings(known), present, spell)


def _words(tx: Tx, who: Actor, _state: Open) -> list[str]:
    """What to write for each constituency."""
    return [constituencies.word(c) for c in records.constituencies_of(tx, who.committee.id)]


def _draw_roster(t: Translator, state: Open, field: Field, known: list[str]) -> Screen:
    title = t("<b>Import a roster</b>")
    if field.name == "lines":
        ask = t(
            "Send a CSV or XLSX file, or its text. The first line: {columns}.",
            columns=Markup("<code>{}</code>").format(",".join(roster.HEADER)),
        )
        for label, allowed in _allowed(known):
            ask += Markup("\n{}: <code>{}</code>").format(label, ", ".join(allowed))
        ask += Markup("\n") + t(
            "Organizations in other languages, if you like: {columns}.",
            columns=Markup("<code>{}</code>").format(",".join(roster.NAMED.values())),
        )
        ask += Markup("\n") + t("It is checked line by line and imported whole or not at all.")
        if state.parts:
            n = len(whole(state.parts).splitlines())
            ask = t("Lines received: {n}. Send more, or press “Done”.", n=n)
        return Screen(title + Markup("\n") + ask, folded=title.striptags())
    lines = committee_forms.lines_of(state.values)
    shown, room = [], PREVIEW_UNITS
    for line in lines:
        seated = line.constituency and (line.role in SEATED or line.role is Role.CHAIR)
        shown.append(
            Markup("• {} · {}").format(
                line.name, _called(t, line) if seated else views.role_name(t, line.role)
            )
        )
        room -= 2 * len(shown[-1])
        if room < 0:
            shown[-1] = Markup("…")
            break
    text = title + Markup("\n") + t("People in the file: {n}", n=len(lines))
    text += Markup("\n<blockquote expandable>{}</blockquote>").format(Markup("\n").join(shown))
    return Screen(
        text,
        ((Button(t.plain("Import"), FormPick(state.serial, "import"), "success"),),),
        folded=title.striptags(),
    )


def _called(t: Translator, line: roster.RosterLine) -> str:
    return line.organization_names.get(t.language) or t.organization(line.organization)


def _allowed(known: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """The words that a roster may use, by column."""
    return [
        ("constituency", known),
        ("role", tuple(role.value for role in Role)),
        ("language", roster.LANGUAGES),
    ]


def _finish_roster(tx: Tx, who: Actor, state: Open, at: Any) -> Outcome:
    lines = committee_forms.lines_of(state.values)
    organizations.learn(tx, who, lines, at)
    return service.import_roster(tx, who, lines, at)


async def _after(turn: Turn, outcome: Outcome) -> Answer:
    """The links that were just made. Several may take pages, and paging lists everybody's."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx, CommitteeId(outcome.facts["where"]))
        made = outcome.facts["invited"]
        found = (
            [invitation_for(tx, who, MembershipId(made[0]))] if len(made) == 1 else invitations_of(tx, who)
        )
        return invitation_views.links_list(turn.t, who.committee.id, found, turn.rooms.links, turn.at, 0)

    return (await turn.read(look)).noted(turn.note(outcome))


ROSTER = FormRoom(
    form=_roster_form,
    load=_words,
    draw=_draw_roster,
    finish=_finish_roster,
    after=_after,
    unasked=Unasked(lambda who, name: who.organizes and is_table(name), mark("A roster")),
    prepare=workbook.table,
)

ROOM = Room(buttons={ImportRoster: import_roster}, forms={"roster": ROSTER})
