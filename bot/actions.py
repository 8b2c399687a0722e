"""Typed buttons: frozen dataclasses with a short permanent code, packed into 64 bytes, unpacked or refused.

What comes back is a claim, never a permission: the service checks rights again.
"""

import dataclasses
import enum
import functools
import types
import typing
from typing import Any, ClassVar, Self

LIMIT_BYTES = 64
_SEPARATOR = ":"
_NONE = "~"
_by_code: dict[str, type["Action"]] = {}


class UnknownAction(ValueError):
    """The data is of no action that this program knows (an old button, or somebody's forgery)."""


class Action:
    """Base of all buttons: `class Vote(Action, code="v")`, made a frozen dataclass.

    Fields are int, bool, str (the last may hold the separator), an enum of either, or one of these or None.
    Codes are permanent: cards live in chats for years.
    """

    code: ClassVar[str]

    def __init_subclass__(cls, code: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not code or _SEPARATOR in code:
            raise TypeError(f"{code!r} cannot be the code of an action")
        known = _by_code.get(code, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two actions share the code {code!r}")
        cls.code = code
        _by_code[code] = cls

    def pack(self) -> str:
        """The callback data. Raises ValueError where it exceeds 64 bytes or could not be read back."""
        fields = dataclasses.fields(self)  # type: ignore[arg-type]
        parts = [_write(getattr(self, field.name)) for field in fields]
        if any(_SEPARATOR in part for part in parts[:-1]):
            raise ValueError(f"only the last field of {type(self).__name__} may hold {_SEPARATOR!r}")
        data = _SEPARATOR.join([self.code, *parts])
        if not _fits(data):
            raise ValueError(f"callback data of {type(self).__name__} exceeds {LIMIT_BYTES} bytes")
        return data

    @classmethod
    def read(cls, parts: list[str]) -> Self:
        """The action from its packed fields. Raises UnknownAction."""
        fields = dataclasses.fields(cls)  # type: ignore[arg-type]
        hints = _hints(cls)  # type: ignore[arg-type]
        if len(parts) > len(fields) and fields and _optional(hints[fields[-1].name])[0] is str:
            parts = [*parts[: len(fields) - 1], _SEPARATOR.join(parts[len(fields) - 1 :])]
        if len(parts) != len(fields):
            raise UnknownAction(cls.code)
        try:
            return cls(**{f.name: _parse(p, hints[f.name]) for f, p in zip(fields, parts, strict=True)})
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
    if value is None:
        return _NONE
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("no database keeps a number of more than 64 bits")
    if isinstance(value, str) and value.startswith(_NONE):
        return _NONE + value
    return str(value)


def _parse(text: str, hint: Any) -> Any:
    kind, optional = _optional(hint)
    if optional and text == _NONE:
        return None
    if kind is bool:
        return {"0": False, "1": True}[text]
    if kind is str:
        if text.startswith(_NONE) and not text.startswith(_NONE * 2):
            raise ValueError(text)
        return text.removeprefix(_NONE)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {str(member.value): member for member in kind}[text]
    number = int(text)  # an id: a NewType over int, or int itself
    if _write(number) != text:  # int() also takes "1_0", "+1", "007" and Arabic digits
        raise ValueError(text)
    return number
