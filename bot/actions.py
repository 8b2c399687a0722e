"""Typed buttons: frozen records with a short permanent code, packed into 64 bytes, unpacked or refused.

What comes back is a claim, never a permission: the service checks rights again.
"""

import enum
import functools
import inspect
import types
import typing
from typing import Any, ClassVar, Never, Self

LIMIT_BYTES = 64
_SEPARATOR = ":"
NONE = "~"
"""How a field that is None is packed."""
_by_code: dict[str, type["Action"]] = {}


class UnknownAction(ValueError):
    """The data is of no action that this program knows (an old button, or somebody's forgery)."""


@typing.dataclass_transform(frozen_default=True)
class Action:
    """Base of all buttons: `class Vote(Action, code="v")`, its fields declared as those of a frozen dataclass.

    It is none: for each of hundreds of buttons six functions would be written and compiled at every start.

    Fields are int, bool, str (the last may hold the separator), an enum of either, or one of these or None.
    Codes are permanent: cards live in chats for years.
    """

    code: ClassVar[str]
    _fields: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls, code: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not code or _SEPARATOR in code:
            raise TypeError(f"{code!r} cannot be the code of an action")
        known = _by_code.get(code, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two actions share the code {code!r}")
        cls.code = code
        cls._fields = tuple(inspect.get_annotations(cls))
        _by_code[code] = cls

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self._fields
        given = dict(zip(names, values, strict=False)) | named
        if len(given) != len(values) + len(named) or not given.keys() <= set(names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}")
        for name in names:
            self.__dict__[name] = given[name] if name in given else getattr(type(self), name)

    def __setattr__(self, name: str, value: Any) -> Never:
        raise AttributeError(f"{name} of {type(self).__name__} is for good")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((self.code, *self.__dict__.values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({fields})"

    def pack(self) -> str:
        """The callback data. Raises ValueError where it exceeds 64 bytes or could not be read back."""
        parts = [_write(value) for value in self.__dict__.values()]
        if any(_SEPARATOR in part for part in parts[:-1]):
            raise ValueError(f"only the last field of {type(self).__name__} may hold {_SEPARATOR!r}")
        data = _SEPARATOR.join([self.code, *parts])
        if not _fits(data):
            raise ValueError(f"callback data of {type(self).__name__} exceeds {LIMIT_BYTES} bytes")
        return data

    @classmethod
    def read(cls, parts: list[str]) -> Self:
        """The action from its packed fields. Raises UnknownAction."""
        names = cls._fields
        hints = _hints(cls)  # type: ignore[arg-type]
        if len(parts) > len(names) and names and _optional(hints[names[-1]])[0] is str:
            parts = [*parts[: len(names) - 1], _SEPARATOR.join(parts[len(names) - 1 :])]
        if len(parts) != len(names):
            raise UnknownAction(cls.code)
        try:
            return cls(*(_parse(part, hints[name]) for name, part in zip(names, parts, strict=True)))
        except (ValueError, KeyError) as error:
            raise UnknownAction(cls.code) from error


def unpack(data: str) -> Action:
    """The action of a button's callback data. Raises UnknownAction for what `pack` would not have written."""
    if not _fits(data):
        raise UnknownAction("size")
    code, *parts = data.split(_SEPARATOR)
    if code not in _by_code:
        raise UnknownAction(code)
    return _by_code[code].read(parts)


def _fits(data: str) -> bool:
    try:
        return len(data.encode()) <= LIMIT_BYTES
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can spell
        return False


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _optional(hint: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether it had that."""
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):  # the latter where a NewType is part
        return hint, False
    (kind,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    return kind, True


def _write(value: Any) -> str:
    if type(value) is int:  # nearly every one: an id
        if not -(2**63) <= value < 2**63:
            raise ValueError("no database keeps a number of more than 64 bits")
        return str(value)
    if value is None:
        return NONE
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, str) and value.startswith(NONE):
        return NONE + value
    return str(value)


def _parse(text: str, hint: Any) -> Any:
    kind, optional = _optional(hint)
    if optional and text == NONE:
        return None
    if kind is bool:
        return {"0": False, "1": True}[text]
    if kind is str:
        if text.startswith(NONE) and not text.startswith(NONE * 2):
            raise ValueError(text)
        return text.removeprefix(NONE)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {str(member.value): member for member in kind}[text]
    number = int(text)  # an id: a NewType over int, or int itself
    if _write(number) != text:  # int() also takes "1_0", "+1", "007" and Arabic digits
        raise ValueError(text)
    return number
