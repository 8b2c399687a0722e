"""A dataclass of the house is Python's own, but for the moment at which its methods are written."""

import dataclasses
import sys
import threading
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from bot.dataclasses import dataclass

THREADS = 4


@pytest.fixture
def in_tiny_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def _place() -> type:
    @dataclass(frozen=True)
    class Place:
        city: str
        rooms: list[int] = field(default_factory=list)
        seats: int = field(default=9, kw_only=True)

    return Place


def test_nothing_is_written_before_the_first_one_is_made() -> None:
    place = _place()
    assert "__eq__" not in vars(place)
    place("Osh")
    assert "__eq__" in vars(place)


def test_it_is_like_pythons_own() -> None:
    place = _place()
    osh = place("Osh", seats=8)
    assert (osh.city, osh.rooms, osh.seats) == ("Osh", [], 8)
    assert osh == place("Osh", [], seats=8) != place("Osh")
    assert repr(osh).endswith("Place(city='Osh', rooms=[], seats=8)")
    assert replace(osh, city="Naryn").city == "Naryn"
    with pytest.raises(FrozenInstanceError):
        osh.city = "Naryn"
    with pytest.raises(
        TypeError, match=r"Place\.__init__\(\) missing 1 required positional argument: 'city'"
    ):
        place()
    match osh:
        case place(city):  # type: ignore[misc]
            assert city == "Osh"
        case _:
            pytest.fail("it is a place")


def test_its_fields_are_known_before_there_is_one() -> None:
    assert [one.name for one in fields(_place())] == ["city", "rooms", "seats"]


@pytest.mark.parametrize("theirs", [dataclass, dataclasses.dataclass])
def test_who_inherits_from_it_has_its_fields(theirs: type) -> None:
    @theirs(frozen=True)
    class Hall(_place()):  # type: ignore[misc]
        stage: bool = True

        def __post_init__(self) -> None:
            assert self.stage

    assert Hall("Osh", stage=True) == Hall("Osh", [], True)
    with pytest.raises(AssertionError):
        Hall("Osh", stage=False)


def test_each_is_made_whole_by_whichever_thread_is_first(in_tiny_turns: None) -> None:
    together = threading.Barrier(THREADS)
    made = []

    def make(one: type) -> None:
        together.wait()
        made.append(one("Osh"))

    for _ in range(50):
        place = _place()
        threads = [threading.Thread(target=make, args=(place,)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(made) == 50 * THREADS
