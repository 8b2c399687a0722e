"""A form is a list of fields and a pure `advance(form, state, reply)`. Nothing here knows what is asked or who asks."""

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.files import MOST
from bot.ids import CommitteeId, Digest
from bot.texts import typed

LEFT_OUT = 50
"""So many files that were not taken are still named."""
_SAME_POLL = timedelta(milliseconds=1)
"""Updates that came together are apart by microseconds, which only say in which order they came."""
_MESSAGE_UNITS = 4096
"""UTF-16 units of one message (Bot API, Message.text)."""
Values = dict[str, Any]
"""What has been answered so far, by field: JSON values only."""


@dataclass(frozen=True)
class Said:
    """A message. `message` is Telegram's number of it."""

    text: str
    message: int


@dataclass(frozen=True)
class Sent:
    """A file, fetched."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Attached:
    """A file whose bytes are kept already, under their SHA-256 `digest`. `message` is Telegram's number of it."""

    name: str
    digest: Digest
    size: int
    message: int


@dataclass(frozen=True)
class LeftOut:
    """A file that was sent and not taken, and why: a refusal's code and facts. A photo has no name."""

    name: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Dropped:
    """Without the file at that place after all, counted from 0. `step`: as in `Picked`."""

    step: int
    place: int


@dataclass(frozen=True)
class Picked:
    """A button of the form. `step` is the step that the button was drawn for."""

    step: int
    value: str


@dataclass(frozen=True)
class Back:
    """To the question before."""


@dataclass(frozen=True)
class Skip:
    """No answer to a question that may stay open."""


@dataclass(frozen=True)
class Done:
    """That was the whole text, or those were the files."""


Reply = Said | Sent | Attached | LeftOut | Dropped | Picked | Back | Skip | Done


@dataclass(frozen=True)
class Part:
    """One message of a long text: the apps split what is over 4,096 UTF-16 units."""

    message: int
    text: str


@dataclass(frozen=True)
class Days:
    """A calendar from which a day may be picked, from `first` on; what a tap then says is an ISO date."""

    first: date
    is_day_off: Callable[[date], bool] = field(hash=False, compare=False)


Read = Callable[[str, Values], Any]
"""Turns what was said or picked into a JSON value. Raises Refusal with the reason."""


@dataclass(frozen=True)
class Field:
    """One question. `said` reads a message, `picked` a button; a field without one refuses such replies.

    `collects`: the text may come in several messages, until *Done*; then `said` reads them joined. Until then
    `partly` checks what has come, where only the whole can be judged by `said`. A message of which `anew` says so
    begins the whole text again.
    `optional`: may be skipped. `sent` reads a file's bytes, for a question that takes one.
    `files`: takes files into the form, until *Done* unless a button answers it; its value is then their SHA-256s.
    `given`: the files that are there before anything is done about them. `days`: a day may be picked from a calendar;
    `picked` then reads it with `picker.picked`. `point`: a location that is sent is read by `said`, as two numbers;
    `contact`: so is somebody's contact.
    """

    name: str
    said: Read | None = None
    picked: Read | None = None
    sent: Callable[[bytes, Values], Any] | None = None
    collects: bool = False
    partly: Read | None = None
    anew: Callable[[str], bool] = lambda _text: False
    optional: bool = False
    files: bool = False
    given: tuple[Attached, ...] = ()
    days: Days | None = None
    point: bool = False
    contact: bool = False


def one_of(options: Sequence[str]) -> Read:
    """Reads one of the answers offered. Refuses `form-stale` for any other."""

    def read(value: str, _values: Values) -> str:
        if value not in options:
            raise Refusal("form-stale")
        return value

    return read


def at_most(limit: int) -> Read:
    """Reads a text as `typed` does: canonical, with something to be seen, at most so many UTF-16 units."""
    return lambda text, _values: typed(text, limit)


Answerable = Callable[[Values], tuple[Field, ...]]


@dataclass(frozen=True)
class Form:
    """`fields(values)`: the questions, which may depend on the answers already given."""

    kind: str
    fields: Answerable


@dataclass(frozen=True)
class Open:
    """A form as far as it has come. `facts` were given when it was opened (which finding, which seat …).

    `serial` grows with every step, so that a button of an earlier step can be told from today's.
    """

    kind: str
    committee: CommitteeId | None
    facts: dict[str, Any]
    values: Values = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    files: tuple[Attached, ...] | None = None
    """What was attached, whichever question is asked now; None where nothing was done about files."""
    left_out: tuple[LeftOut, ...] = ()
    """Files that were sent and not taken: of an album each is told, until the question is answered."""
    edited: tuple[Part, ...] = ()
    """Messages of `parts` that their author edited, as they read now: change nothing until they say so."""
    serial: int = 1
    card: int | None = None
    """The message in which the question stands."""
    opened: str | None = None
    """When it was opened (UTC, ISO 8601): a file that was sent before is none of its."""
    given: tuple[str, ...] = ()
    """What the button that opened it has answered: nobody has typed or chosen that in the form."""
    back: str | None = None
    """The packed button of the card from which it was begun, which whoever gives it up sees again; None: home."""

    @property
    def untouched(self) -> bool:
        """Nothing of the person's is in it: it was only looked at, and gives way to another without a question."""
        return not self.parts and self.files is None and set(self.answered) <= set(self.given)

    def follows(self, at: datetime) -> bool:
        """Was it opened after that instant?"""
        return self.opened is not None and datetime.fromisoformat(self.opened) - at > _SAME_POLL


def begin(form: Form, committee: CommitteeId | None, facts: dict[str, Any] | None = None) -> Open:
    """A form at its first question."""
    return Open(form.kind, committee, facts or {})


def attached(state: Open, question: Field) -> tuple[Attached, ...]:
    """The files of a question that takes some, as they stand."""
    return question.given if state.files is None else state.files


def step_of(form: Form, state: Open) -> Field | None:
    """The question that is asked now; None where all are answered."""
    return next((f for f in form.fields(state.values) if f.name not in state.answered), None)


def finished(form: Form, state: Open) -> bool:
    """Are all questions answered?"""
    return step_of(form, state) is None


def advance(form: Form, state: Open, reply: Reply) -> Open:
    """The form after a reply. Raises Refusal where the reply is none to the question; the form then stays as it is.

    `form-first-step`: Back where nothing lies before. `form-stale`: a button of an earlier step. `form-text-needed`,
    `form-button-needed`, `form-file-needed`: another kind of reply is wanted. `form-not-optional`: cannot be skipped.
    And whatever the field's own reading refuses. A file that is there already, or one too many, is left out.
    """
    question = step_of(form, state)
    match reply:
        case Back():
            return _back(state)
        case _ if question is None:
            raise Refusal("form-stale")
        case Picked(step, _) | Dropped(step, _) if step != state.serial:
            raise Refusal("form-stale")
        case Picked(_, value):
            if question.picked is None:
                raise Refusal("form-text-needed")
            return _answer(state, question, question.picked(value, state.values))
        case Skip():
            if not question.optional:
                raise Refusal("form-not-optional")
            if question.files:
                state = replace(state, files=())
            return _answer(state, question, None)
        case Done() if question.files:
            return _answer(state, question, _chosen(state, question))
        case Attached() | LeftOut() | Dropped():
            return _with_files(state, question, reply)
        case Done():
            if not question.collects or not state.parts or question.said is None:
                raise Refusal("form-text-needed")
            return _answer(state, question, question.said(whole(state.parts), state.values))
        case Sent(_, data):
            if question.sent is None:
                raise Refusal("form-text-needed" if question.said else "form-button-needed")
            return _answer(state, question, question.sent(data, state.values))
        case Said(text, message):
            if question.said is None:
                raise Refusal("form-file-needed" if question.files else "form-button-needed")
            if question.collects:
                kept, edited = ((), ()) if question.anew(text) else (state.parts, state.edited)
                parts = (*kept, Part(message, text))
                _check_so_far(question, parts, state.values)
                return replace(state, parts=parts, edited=edited, serial=state.serial + 1)
            return _answer(state, question, question.said(text, state.values))


def _with_files(state: Open, question: Field, reply: Attached | LeftOut | Dropped) -> Open:
    if not question.files:
        raise Refusal("form-text-needed" if question.said else "form-button-needed")
    files, left_out = attached(state, question), state.left_out
    match reply:
        case Dropped(_, place):
            if not 0 <= place < len(files):
                raise Refusal("form-stale")
            return _holding(state, (*files[:place], *files[place + 1 :]), left_out)
        case Attached() if any(file.digest == reply.digest for file in files):
            reply = LeftOut(reply.name, "form-file-twice")
        case Attached() if len(files) >= MOST:
            reply = LeftOut(reply.name, "form-files-full", {"limit": MOST})
        case Attached():  # it may be one that is sent anew
            others = tuple(file for file in left_out if file.name != reply.name)
            return _holding(state, (*files, reply), others)
    others = tuple(file for file in left_out if file != reply)
    return _holding(state, state.files, (*others, reply)[-LEFT_OUT:])


def _holding(state: Open, files: tuple[Attached, ...] | None, left_out: tuple[LeftOut, ...]) -> Open:
    return replace(state, files=files, left_out=left_out, serial=state.serial + 1)


def _chosen(state: Open, question: Field) -> list[Digest]:
    """The files there are. Refuses where a button is to answer, or nothing was sent yet."""
    if question.picked is not None:
        raise Refusal("form-button-needed")
    if not (files := attached(state, question)):
        raise Refusal("form-file-needed")
    return [file.digest for file in files]


def note_edit(state: Open, message: int, text: str) -> Open | None:
    """Remembers what an edited message now says; None where it is no part of what is being written.

    One that says what it said is no edit: somebody took theirs back, or Telegram reports one that changed no word.
    """
    if all(part.message != message for part in state.parts):
        return None
    now = Part(message, text)
    edited = tuple(part for part in state.edited if part.message != message)
    edited = edited if now in state.parts else (*edited, now)
    return state if edited == state.edited else replace(state, edited=edited, serial=state.serial + 1)


def take_edit(form: Form, state: Open) -> Open:
    """*Replace my text*. Raises Refusal("form-stale") where no edit waits, and what the field's reading refuses."""
    edits, question = {edit.message: edit for edit in state.edited}, step_of(form, state)
    if not edits or question is None:
        raise Refusal("form-stale")
    parts = tuple(edits.get(part.message, part) for part in state.parts)
    _check_so_far(question, parts, state.values)
    return replace(state, parts=parts, edited=(), serial=state.serial + 1)


def whole(parts: Sequence[Part]) -> str:
    """The text that came in parts. A full message was cut where its text went on; others end a line."""
    text = ""
    for part in parts:
        full = len(part.text.encode("utf-16-le", "replace")) // 2 == _MESSAGE_UNITS
        text += part.text + ("" if full else "\n")
    return text.removesuffix("\n")


def _check_so_far(question: Field, parts: Sequence[Part], values: Values) -> None:
    """Refuses now what would be refused at *Done*, such as too long a text."""
    check = question.partly or question.said
    if check is None:
        raise Refusal("form-stale")
    check(whole(parts), values)


def _answer(state: Open, question: Field, value: Any) -> Open:
    return replace(
        state,
        values={**state.values, question.name: value},
        answered=(*state.answered, question.name),
        parts=(),
        left_out=(),
        edited=(),
        serial=state.serial + 1,
    )


def _back(state: Open) -> Open:
    if state.parts:  # a text being collected is taken back first
        return replace(state, parts=(), edited=(), serial=state.serial + 1)
    if not state.answered:
        raise Refusal("form-first-step")
    *kept, last = state.answered
    values = {name: value for name, value in state.values.items() if name != last}
    return replace(state, values=values, answered=tuple(kept), left_out=(), serial=state.serial + 1)
