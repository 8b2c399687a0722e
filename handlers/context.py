"""What handlers are given: the store, the clock, the links, and what every room registered."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.actions import Action
from bot.clock import Clock
from bot.committee.links import Links
from bot.committee.model import Actor, Person
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.files import Shelf
from bot.forms import Field, Form, Open
from bot.i18n import Sentences, Translator
from bot.ids import TelegramId, UpdateId
from bot.intake import Outcome
from bot.own_data import Section
from bot.screens import Card, Row, Screen
from bot.store import Store, Tx

if TYPE_CHECKING:
    from handlers.turn import Turn

Answer = Screen | tuple[Screen, *tuple[Card, ...]]
"""What a handler answers: one card, or several (the first takes the place of the tapped one)."""


def noted(answer: Answer, note: Markup) -> Answer:
    """The same answer with a sentence over its first card."""
    first, *others = answer if isinstance(answer, tuple) else (answer,)
    return first.noted(note), *others


Command = Callable[["Turn"], Awaitable[Answer]]
Press = Callable[["Turn", Any], Awaitable[Answer]]
After = Callable[["Turn", Outcome], Awaitable[Answer]]
"""What is answered to an outcome."""


Tap = tuple[int, str]
"""The message and the data of the button."""
Again = Callable[["Turn"], Awaitable[Answer]]


@dataclass(frozen=True)
class Unasked:
    """`takes(actor, name)`: whether a file of that name, sent with no form open, may answer a form's first question.

    `called`: what the file is then, where several forms would take it (a sentence of the catalogs).
    """

    takes: Callable[[Actor, str], bool]
    called: str


@dataclass(frozen=True)
class FormRoom:
    """A form as its room registers it.

    `form(tx, actor, at, open)`: the questions. `load(tx, actor, open)`: what has to be known to draw one.
    `draw(t, open, question, loaded)`: the card of a question, without the buttons that every form has.
    `finish(tx, actor, open, at)`: the use case, in the transaction of the last step.
    `after(turn, outcome)`: the answer. `unasked`: which files may open it. `prepare(bytes)`: what its questions read of
    a file (run in a thread).
    """

    form: Callable[[Tx, Actor, datetime, Open], Form]
    load: Callable[[Tx, Actor, Open], Any]
    draw: Callable[[Translator, Open, Field, Any], Screen]
    finish: Callable[[Tx, Actor, Open, datetime], Outcome]
    after: After
    unasked: Unasked | None = None
    prepare: Callable[[bytes], bytes] | None = None


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: a line for home and /todo, and the button that opens it."""

    urgent_at: datetime | None
    button: Callable[[Translator], Row]


@dataclass(frozen=True)
class AtHome:
    """What a room puts on the home screen: lines that say what comes next, and buttons for whoever may use them."""

    lines: Sequence[Markup] = ()
    rows: Sequence[Row] = ()


@dataclass(frozen=True)
class Room:
    """What one handler file brings along."""

    commands: dict[str, Command] = field(default_factory=dict)
    buttons: dict[type[Action], Press] = field(default_factory=dict)
    forms: dict[str, FormRoom] = field(default_factory=dict)
    items: dict[str, Callable[["Turn", int], Awaitable[Answer]]] = field(default_factory=dict)
    """Deep links: `?start=f12` opens item 12 of prefix `f`."""
    group_commands: dict[str, Callable[["Turn"], Awaitable[Screen]]] = field(default_factory=dict)
    """Those that act in the committee's group; what they answer is posted there."""
    sentences: Sentences = field(default_factory=dict)
    waiting: Callable[[Tx, Actor, datetime], list[Waiting]] | None = None
    home: Callable[[Tx, Actor, Translator, datetime], AtHome] | None = None
    edited_in_group: Callable[["Turn"], Awaitable[None]] | None = None
    """A message that acted in the group was edited; there is nobody to answer."""
    committee: Callable[[Actor, Translator], list[Row]] | None = None
    """Buttons on the committee's card."""
    mydata: Callable[[Tx, Translator, Person], list[Section]] | None = None
    """What the room keeps of a person, for /mydata."""


@dataclass
class Rooms:
    """Everything a turn may reach. Filled by `bot/app`, and by nobody else."""

    store: Store
    clock: Clock
    links: Links
    shelf: Shelf
    rooms: tuple[Room, ...]

    def __post_init__(self) -> None:
        self.commands: dict[str, Command] = {}
        self.buttons: dict[type[Action], Press] = {}
        self.forms: dict[str, FormRoom] = {}
        self.items: dict[str, Callable[[Turn, int], Awaitable[Answer]]] = {}
        self.group_commands: dict[str, Callable[[Turn], Awaitable[Screen]]] = {}
        self.sentences: Sentences = {}
        self.albums: dict[TelegramId, tuple[str, UpdateId]] = {}
        """Whose last album was refused, which, and with which of its files: it is answered once, not for each."""
        self.taps: dict[TelegramId, tuple[Tap, Again]] = {}
        """Whose last tap in a form was taken, which, and what the same tap is answered if it comes once more."""
        for room in self.rooms:
            self.commands.update(room.commands)
            self.buttons.update(room.buttons)
            self.forms.update(room.forms)
            self.items.update(room.items)
            self.group_commands.update(room.group_commands)
            self.sentences.update(room.sentences)

    def form(self, kind: str) -> FormRoom:
        """The form of that kind. Refuses `form-outdated` where an earlier version of the program opened it."""
        if kind not in self.forms:
            raise Refusal("form-outdated")
        return self.forms[kind]
