"""Buttons come back as they were sent, and whatever else comes back is refused in one way only."""

import enum
import importlib
import json
import pkgutil
import typing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot
from bot import actions
from bot.actions import LIMIT_BYTES, Action, UnknownAction, unpack
from bot.ids import BallotId, FindingId

for module in pkgutil.walk_packages(bot.__path__, "bot."):
    if module.name.endswith(".actions"):
        importlib.import_module(module.name)


class Fruit(enum.StrEnum):
    APPLE = "apple"
    PEAR = "pear"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Plain(Action, code="test-plain"):
    """No fields at all."""


class Mixed(Action, code="test-mixed"):
    """One field of every sort."""

    ballot: BallotId
    choice: Fruit
    level: Level | None
    finding: FindingId | None
    sure: bool
    word: str | None


class Worded(Action, code="test-worded"):
    """A text in front, where no separator may stand, and one at the end."""

    first: str
    last: str


REGISTERED = sorted(actions._by_code.values(), key=lambda cls: cls.code)
MIXED = Mixed(BallotId(7), Fruit.PEAR, Level.HIGH, None, True, "a:b")


def mixed(**other: Any) -> Mixed:
    """`MIXED` with other values."""
    return Mixed(**{**vars(MIXED), **other})


def values(hint: Any, *, last: bool) -> st.SearchStrategy[Any]:
    """Values of a field: ids of ten digits, words of eight characters."""
    if arguments := typing.get_args(hint):
        return st.one_of([values(part, last=last) for part in arguments])
    if hint is str:
        return st.text(st.sampled_from("aZ9~ё -" + ":" * last), max_size=8)
    if getattr(hint, "__supertype__", hint) is int:
        return st.integers(-(2**31), 2**31)
    return st.from_type(hint)


@st.composite
def actions_of(draw: st.DrawFn, cls: type[Action]) -> Action:
    fields, hints = cls._fields, typing.get_type_hints(cls)
    return cls(**{name: draw(values(hints[name], last=name == fields[-1])) for name in fields})


@pytest.mark.parametrize("cls", REGISTERED, ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
@settings(max_examples=20)  # of each of hundreds; what packs and unpacks them is the same
@given(data=st.data())
def test_every_button_comes_back_as_it_was_sent_and_fits_into_64_bytes(
    cls: type[Action], data: st.DataObject
) -> None:
    action = data.draw(actions_of(cls))
    packed = action.pack()
    assert len(packed.encode()) <= LIMIT_BYTES
    assert unpack(packed) == action


def test_the_packed_form_is_permanent_since_cards_live_for_years() -> None:
    assert MIXED.pack() == "test-mixed:7:pear:2:~:1:a:b"
    assert Plain().pack() == "test-plain"
    assert Worded("~", "").pack() == "test-worded:~~:"


def test_two_buttons_are_the_same_where_kind_and_values_are() -> None:
    assert mixed() == MIXED
    assert hash(mixed()) == hash(MIXED)
    assert mixed(word="b") != MIXED
    assert repr(Worded("a", last="b")) == "Worded(first='a', last='b')"


def test_a_button_takes_its_own_fields_once_and_keeps_them() -> None:
    for values, named in (
        ((), {"first": ""}),
        (("", "", ""), {}),
        (("",), {"first": ""}),
        ((), {"third": ""}),
    ):
        with pytest.raises((TypeError, AttributeError)):
            Worded(*values, **named)
    with pytest.raises(AttributeError):
        MIXED.word = "b"  # type: ignore[misc]


def test_a_tilde_that_was_typed_is_not_mistaken_for_nothing() -> None:
    typed = mixed(word="~")
    assert unpack(typed.pack()) == typed
    assert unpack(mixed(word=None).pack()) != typed


@pytest.mark.parametrize(
    "action",
    [
        Worded("", "x" * LIMIT_BYTES),
        Worded("", "ё" * (LIMIT_BYTES // 2)),
        Worded("a:b", ""),
        Worded("", "\ud83d"),
        mixed(ballot=BallotId(2**63)),
    ],
    ids=["too long", "too many bytes", "a separator in the middle", "half a character", "a huge number"],
)
def test_a_button_that_could_not_come_back_is_refused_when_it_is_made(action: Action) -> None:
    with pytest.raises(ValueError, match=r"64 bytes|last field|64 bits"):
        action.pack()


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "no-such-code",
        "no-such-code:1",
        "test-plain:",
        "test-plain:1",
        "TEST-PLAIN",
        "test-mixed",
        "test-mixed:7:pear:2:~:1",
        "test-mixed::pear:2:~:1:a",
        "test-mixed:~:pear:2:~:1:a",
        "test-mixed:7.0:pear:2:~:1:a",
        "test-mixed:+7:pear:2:~:1:a",
        "test-mixed:07:pear:2:~:1:a",
        "test-mixed:-0:pear:2:~:1:a",
        "test-mixed:--7:pear:2:~:1:a",
        "test-mixed: 7:pear:2:~:1:a",
        "test-mixed:1_0:pear:2:~:1:a",
        "test-mixed:٧:pear:2:~:1:a",
        "test-mixed:²:pear:2:~:1:a",
        "test-mixed:9223372036854775808:pear:2:~:1:a",
        "test-mixed:7:plum:2:~:1:a",
        "test-mixed:7:PEAR:2:~:1:a",
        "test-mixed:7:pear:3:~:1:a",
        "test-mixed:7:pear:2:x:1:a",
        "test-mixed:7:pear:2:~:2:a",
        "test-mixed:7:pear:2:~:True:a",
        "test-mixed:7:pear:2:~:1:~a",
        "test-worded:~:x",
        "test-worded:a:" + "x" * LIMIT_BYTES,
        "test-worded:a:\ud83d",
        "9" * 10_000,
        "test-mixed:" + "9" * 10_000 + ":pear:2:~:1:a",
    ],
    ids=repr,
)
def test_data_that_no_button_carries_is_unknown(data: str) -> None:
    with pytest.raises(UnknownAction):
        unpack(data)


def forgeries() -> st.SearchStrategy[str]:
    """Noise behind a code that exists, pieces of real data in any order, and JSON's lone surrogates."""
    codes = st.sampled_from([cls.code for cls in REGISTERED])
    pieces = st.sampled_from(["", "~", "~~", "0", "1", "-1", "apple", "2", "null", "9" * 19, "٣", "\x00"])
    part = st.one_of(pieces, st.text(max_size=6), st.integers().map(str))
    made = st.builds(lambda code, parts: ":".join([code, *parts]), codes, st.lists(part, max_size=8))
    return st.one_of(made, st.text(max_size=80), st.just(json.loads('"test-worded::\\ud800"')))


@given(forgeries())
def test_whatever_is_taken_is_exactly_what_a_button_would_have_carried(data: str) -> None:
    try:
        action = unpack(data)
    except UnknownAction:
        return
    assert action.pack() == data


def test_two_actions_cannot_share_a_code_even_if_they_share_a_name() -> None:
    with pytest.raises(TypeError, match="share"):
        type("Plain", (Action,), {"__module__": "elsewhere"}, code="test-plain")


@pytest.mark.parametrize("code", ["", "a:b"])
def test_a_code_that_could_not_be_read_back_is_refused(code: str) -> None:
    with pytest.raises(TypeError, match="cannot be the code"):
        type("Odd", (Action,), {}, code=code)
