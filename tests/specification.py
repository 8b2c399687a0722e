"""Holds calls and objects against the official description of the Bot API, where it is at hand."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.playground.telegram import Telegram

PATH = Path(__file__).parents[2] / "shared" / "botapi" / "api-10.0.min.json"
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Float": (int, float),
    "Boolean": (bool,),
}
_CONSTANT = re.compile(r"(?:must be|always) \"?([a-z_]+)\"?$")


def watch(telegram: Telegram) -> list[str]:
    """Checks every call from now on; the complaints gather in the list (none without the description)."""
    complaints: list[str] = []
    if PATH.exists():
        telegram.on_call.append(lambda method, fields: complaints.extend(check_call(method, fields)))
    return complaints


def check_call(method: str, fields: Mapping[str, Any]) -> list[str]:
    """What is wrong with a call: an unknown method or field, one missing, a wrong type at any depth.

    Nothing is found where the description is not there.
    """
    if not PATH.exists():
        return []
    described = _methods().get(method.lower())
    if described is None:
        return [f"{method}: no such method"]
    return _check_fields(method, fields, described, written_as_text=True)


def check_object(value: Any, kind: str) -> list[str]:
    """What is wrong with a value of a type, such as `Update` or `Array of Message`."""
    return _check(kind, value, kind)


class _Field(NamedTuple):
    required: bool
    types: list[str]
    constant: str | None
    """The one value that is allowed."""


@cache
def _api() -> dict[str, Any]:
    return dict(json.loads(PATH.read_text()))


@cache
def _methods() -> dict[str, dict[str, _Field]]:
    return {name.lower(): _fields(about) for name, about in _api()["methods"].items()}


@cache
def _fields_of(kind: str) -> dict[str, _Field]:
    return _fields(_api()["types"][kind])


def _fields(about: dict[str, Any]) -> dict[str, _Field]:
    found = {}
    for field in about.get("fields", []):
        constant = _CONSTANT.search(field["description"])
        found[field["name"]] = _Field(field["required"], field["types"], constant[1] if constant else None)
    return found


def _check_fields(
    place: str, given: Mapping[str, Any], known: dict[str, _Field], written_as_text: bool = False
) -> list[str]:
    complaints = [f"{place}: unknown field {name}" for name in given if name not in known]
    for name, field in known.items():
        if name not in given:
            complaints += [f"{place}: {name} is required"] if field.required else []
            continue
        value, here = given[name], f"{place}.{name}"
        if field.constant is not None and value != field.constant:
            complaints.append(f"{here}: {value!r} is not {field.constant}")
        choices = [
            _check(here, _read(value, kind) if written_as_text else value, kind) for kind in field.types
        ]
        complaints += _fewest(choices)
    return complaints


def _read(value: Any, kind: str) -> Any:
    """A parameter that is no String may be sent as JSON text."""
    if not isinstance(value, str) or kind in ("String", "InputFile"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _check(place: str, value: Any, kind: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list | tuple):
            return [f"{place}: {value!r} is no array"]
        return [wrong for n, item in enumerate(value) for wrong in _check(f"{place}[{n}]", item, kind[9:])]
    if kind in _PLAIN:
        fits = isinstance(value, _PLAIN[kind]) and (kind == "Boolean") == isinstance(value, bool)
        return [] if fits else [f"{place}: {value!r} is no {kind}"]
    if kind == "InputFile":
        return [] if isinstance(value, str) else [f"{place}: {value!r} is no {kind}"]
    about = _api()["types"][kind]
    if not isinstance(value, Mapping):
        return [f"{place}: {value!r} is no {kind}"]
    if "subtypes" in about:
        return _fewest([_check(place, value, subtype) for subtype in about["subtypes"]])
    return _check_fields(place, value, _fields_of(kind))


def _fewest(choices: list[list[str]]) -> list[str]:
    """Of the complaints under each type that is allowed, the shortest list: the type that was meant."""
    return sorted(choices, key=len)[0]
