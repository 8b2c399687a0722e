"""Typed buttons. A frozen dataclass with a short permanent code, packed into Telegram's 64 bytes, unpacked or refused.

What comes back is a claim, never a permission: the service checks rights again.
"""

import dataclasses
import enum
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

    Fields are int, bool, str (the last one may hold the separator), an enum of either, or one of these or None. Codes are permanent:
    cards live in chats for years.
    """

    code: ClassVar[str]

    def __init_subclass__(cls, code: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if code in _by_code and _by_code[code].__qualname__ != cls.__qualname__:
            raise TypeError(f"two actions share the code {code!r}")
        cls.code = code
        _by_code[code] = cls

    def pack(self) -> str:
        """The callback data. Raises ValueError where it exceeds 64 bytes."""
        parts = [self.code]
        for field in dataclasses.fields(self):  # type: ignore[arg-type]
            parts.append(_write(getattr(self, field.name)))
        data = _SEPARATOR.join(parts)
        if len(data.encode()) > LIMIT_BYTES:
            raise ValueError(f"callback data of {type(self).__name__} exceeds {LIMIT_BYTES} bytes")
        return data

    @classmethod
    def read(cls, parts: list[str]) -> Self:
        """The action from its packed fields. Raises UnknownAction."""
        fields = dataclasses.fields(cls)  # type: ignore[arg-type]
        hints = _hints(cls)
        if len(parts) > len(fields) and fields and hints[fields[-1].name] is str:
            parts = [*parts[: len(fields) - 1], _SEPARATOR.join(parts[len(fields) - 1 :])]
        if len(parts) != len(fields):
            raise UnknownAction(cls.code)
        try:
            return cls(**{f.name: _parse(p, hints[f.name]) for f, p in zip(fields, parts, strict=True)})
        except (ValueError, KeyError) as error:
            raise UnknownAction(cls.code) from error


def unpack(data: str) -> Action:
    """The action of a button's callback data. Raises UnknownAction."""
    code, *parts = data.split(_SEPARATOR)
    if code not in _by_code:
        raise UnknownAction(code[:LIMIT_BYTES])
    return _by_code[code].read(parts)


def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _write(value: Any) -> str:
    if value is None:
        return _NONE
    if isinstance(value, enum.Enum):
        value = value.value
    if isinstance(value, bool):
        return str(int(value))
    return str(value)


def _parse(text: str, hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        if text == _NONE:
            return None
        hint = next(part for part in hint.__args__ if part is not types.NoneType)
    if hint is bool:
        if text not in ("0", "1"):
            raise ValueError(text)
        return text == "1"
    if hint is str:
        return text
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {str(member.value): member for member in hint}[text]
    # An id: a NewType over int, or int itself. int() would also take "1_0" and Arabic digits.
    if not (text.lstrip("-").isascii() and text.lstrip("-").isdigit()):
        raise ValueError(text)
    number = int(text)
    if abs(number) >= 2**63:
        raise ValueError(text)
    return number
