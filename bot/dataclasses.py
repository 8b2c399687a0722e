"""Dataclasses whose methods are written when the first of them is made.

Python writes and compiles some six functions for each, where the class is defined. The rooms define hundreds, of which
a start makes a few: to write them all was a fifth of it, and 3 MB.
"""

import dataclasses
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_writing = threading.RLock()
"""What stands in the database is read in several threads."""

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **how: Any) -> Any:
        """As Python's own, to which everything but the moment is left."""
        return _postponed(cls, how) if cls is not None else lambda cls: _postponed(cls, how)


class _Fields:
    """Stands for the fields until somebody asks for them: `dataclasses.fields`, or a class that inherits them."""

    def __init__(self, write: Callable[[], None], cls: type) -> None:
        self._write = write
        self._cls = cls

    def __get__(self, _instance: object, _owner: type) -> dict[str, Any]:
        self._write()
        fields: dict[str, Any] = vars(self._cls)["__dataclass_fields__"]
        return fields


def _postponed(cls: Any, how: dict[str, Any]) -> type:
    def first(self: Any, *values: object, **named: object) -> None:
        write()
        self.__init__(*values, **named)

    def write() -> None:
        with _writing:
            if cls.__init__ is first:
                dataclasses.dataclass(**how)(cls)  # writes everything but an `__init__`, since there is one
                # Put in place last and at once: nobody meets a class that has none.
                cls.__init__ = _written_init(cls, frozen=how.get("frozen", False))

    cls.__init__ = first
    cls.__dataclass_fields__ = _Fields(write, cls)
    return cls  # type: ignore[no-any-return]


def _written_init(cls: Any, *, frozen: bool) -> Callable[..., None]:
    heir = type(cls)(cls.__name__, (cls,), {"__qualname__": cls.__qualname__, "__doc__": cls.__doc__})
    init: Callable[..., None] = dataclasses.dataclass(heir, frozen=frozen, repr=False, eq=False).__init__
    return init
