"""Home: what waits for me and a button to every room. Also /todo and /help."""

from datetime import UTC, datetime

from markupsafe import Markup

from bot.committee import data_views, views
from bot.committee import service as committee
from bot.committee.actions import Help, Home, Languages, MyCommittees, Privacy, ShowCommittee, Todo, Zones
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.i18n import Translator
from bot.ids import PersonId
from bot.screens import SHOWN_WHOLE, Button, Menu, Row, Screen
from bot.store import Tx
from handlers.context import Answer, AtHome, Room, Waiting
from handlers.menus import commands_for
from handlers.turn import Turn

ON_HOME = 3
"""How many waiting things the home screen shows; /todo has them all."""
PAGE = 6
_LATE = datetime.max.replace(tzinfo=UTC)


async def screen(turn: Turn) -> Screen:
    """The home screen; for somebody who serves nowhere (any more), one that says so."""

    def look(tx: Tx) -> Screen:
        who = turn.who(tx)
        others = [o for o in turn.serves(tx) if o.committee.id != who.committee.id] if who.several else []
        elsewhere = [(other, len(waiting(turn, tx, other))) for other in others]
        rooms = [room.home(tx, who, turn.t, turn.at) for room in turn.rooms.rooms if room.home]
        return _home(turn, who, waiting(turn, tx, who), elsewhere, rooms)

    try:
        return await turn.read(look)
    except Refusal as refusal:
        if refusal.code == "not-a-member":
            return data_views.nowhere(turn.t)
        return Screen(turn.say(refusal.code, refusal.facts))


def _home(
    turn: Turn,
    who: Actor,
    found: list[Waiting],
    elsewhere: list[tuple[Actor, int]],
    rooms: list[AtHome],
) -> Screen:
    t = turn.t
    everything = len(found) + sum(n for _, n in elsewhere)
    rows: list[Row] = [row.button(t) for row in found[:ON_HOME]]
    if everything > len(rows):
        rows.append((Button(t.plain("All that waits for me ({n})", n=everything), Todo()),))
    rows += _paired([row for room in rooms for row in room.rows])
    if who.several:
        rows.append((Button(t.plain("My committees"), MyCommittees()),))
    rows.append(
        (
            Button(t.plain("Committee"), ShowCommittee(who.committee.id)),
            Button(t.plain("Language"), Languages()),
            Button(t.plain("Help"), Help()),
        )
    )
    lines = [] if who.several else [t("<b>{committee}</b>", committee=who.committee.name(t.language))]
    lines += [
        t("You: {name} ({role})", name=who.person.name, role=views.role_name(t, who.role, who.chairs)),
        t("Waiting for you: {n}", n=len(found)) if found else t("Nothing waits for you."),
    ]
    lines += [
        t("Waiting for you in {committee}: {n}", committee=other.committee.code, n=n)
        for other, n in elsewhere
        if n
    ]
    lines += [line for room in rooms for line in room.lines]
    return Screen(Markup("\n").join(lines), tuple(rows))


def _paired(rows: list[Row]) -> list[Row]:
    """Two short doors in a row, so that the menu fits on a telephone's screen; what calls for a tap keeps its own."""
    paired: list[Row] = []
    for row in rows:
        alone = paired and len(paired[-1]) == len(row) == 1
        if alone and all(
            len(b.label) <= SHOWN_WHOLE[2] and not getattr(b, "style", None) for b in (*paired[-1], *row)
        ):
            paired[-1] += row
        else:
            paired.append(row)
    return paired


def waiting(turn: Turn, tx: Tx, who: Actor) -> list[Waiting]:
    """All that waits for a person, the most urgent first."""
    found = [item for room in turn.rooms.rooms if room.waiting for item in room.waiting(tx, who, turn.at)]
    return sorted(found, key=lambda item: item.urgent_at or _LATE)


async def home(turn: Turn, _action: Home | None = None) -> Answer:
    """/menu."""
    return await screen(turn)


async def todo(turn: Turn, action: Todo | None = None) -> Answer:
    """/todo: only what waits for me, in all my committees: each row says in which."""

    def look(tx: Tx) -> list[tuple[Actor, Waiting]]:
        found = [(who, item) for who in turn.serves(tx) for item in waiting(turn, tx, who)]
        return sorted(found, key=lambda pair: pair[1].urgent_at or _LATE)

    found = await turn.read(look)
    t = turn.t
    if not found:
        return Screen(t("Nothing waits for you."), (views.home_row(t),))
    last = (len(found) - 1) // PAGE
    page = min(max(action.page if action else 0, 0), last)
    rows = [_named(who, item) for who, item in found[page * PAGE : (page + 1) * PAGE]]
    rows += views.pages(t, page, last, lambda p: Button("", Todo(p)))
    return Screen(t("Waiting for you: {n}", n=len(found)), (*rows, views.home_row(t)))


def _named(who: Actor, item: Waiting) -> Row:
    row = item.button(committee.speaking(who))
    return views.of_committee(who.committee, row) if who.several else row


async def committees(turn: Turn, action: MyCommittees) -> Answer:
    """Where I serve and what waits there; a tap makes one the active one."""

    def look(tx: Tx) -> list[tuple[Actor, int]]:
        return [(who, len(waiting(turn, tx, who))) for who in turn.serves(tx)]

    return views.my_committees(turn.t, await turn.read(look), action.page)


async def show_help(turn: Turn, _action: Help | None = None) -> Answer:
    """/help: the commands that this person may use, with what they do."""
    who = await turn.actor()
    t = turn.t
    lines = [
        t(
            "This bot keeps the committee's findings, votes, meetings, questions and timeline. "
            "Everything is done here, in this chat."
        )
    ]
    lines += [
        Markup("/{name} — {words}").format(name=name, words=words)
        for name, words in commands_for(t, who, everything=True)
    ]
    if not who.organizes:  # they are the secretariat
        lines.append(t("If something seems wrong, please contact the secretariat."))
    rows = (
        (Button(t.plain("Language"), Languages()), Button(t.plain("Time zone"), Zones())),
        (Button(t.plain("Your data"), Privacy()),),
        views.home_row(t),
    )
    return turn.named(Screen(Markup("\n").join(lines), rows))


def menu(tx: Tx, t: Translator, person: PersonId) -> Menu:
    """The commands that Telegram shows a person; none once they serve nowhere."""
    try:
        who = committee.acting(tx, person)
    except Refusal:
        return Menu(())
    return Menu(commands_for(t, who))


ROOM = Room(
    commands={"menu": home, "todo": todo, "help": show_help},
    buttons={Home: home, Todo: todo, MyCommittees: committees, Help: show_help},
)
