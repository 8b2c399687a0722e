"""A setting: what it is called, of which kind it is, what stands where the committee has said nothing."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.dataclasses import dataclass
from bot.errors import Facts, Refusal
from bot.i18n import Translator

T = TypeVar("T")


class Holder(Protocol):
    """Whoever decides: a committee."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What it has decided, as JSON values by the setting's name."""

    @property
    def zone(self) -> ZoneInfo:
        """Its hours."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of its texts, in their order."""


class Page(StrEnum):
    """Where a setting is shown, in the order of the pages. The values stand in buttons and are permanent."""

    COMMITTEE = "committee"
    HOURS = "hours"
    VOTING = "voting"
    MEETINGS = "meetings"
    QUESTIONS = "questions"
    DATA = "data"


@dataclass(frozen=True)
class About:
    """What reading an answer may need. `kept`: the JSON value that stands; `language`: of which wording it is.

    `at` is UTC.
    """

    here: Holder
    at: datetime
    kept: Any
    language: str | None = None


class Kind(ABC, Generic[T]):
    """How settings of a kind are typed, kept (as JSON) and written."""

    code: ClassVar[str] = "form-button-needed"
    """The sentence that says how it is typed: on the question's card, and as the refusal of anything else."""
    typed: ClassVar[bool] = True
    by_language: ClassVar[bool] = False
    """Each language has its own wording; which one is meant is asked first."""

    @property
    def facts(self) -> Facts:
        """What the sentence of `code` needs."""
        return {}

    @property
    def refusal(self) -> Refusal:
        """For what cannot be read."""
        return Refusal(self.code, **self.facts)

    @abstractmethod
    def read(self, text: str, about: About) -> Any:
        """What was typed, or the value of one of the `choices`, as it is kept. Refuses, mostly with `code`."""

    @abstractmethod
    def value(self, kept: Any) -> T:
        """What is kept, as the rooms use it."""

    @abstractmethod
    def written(self, t: Translator, value: T) -> Markup:
        """In the reader's words."""

    def merged(self, kept: Any, said: Any, language: str) -> Any:
        """What stands once the wording of a language is another; `said` is None: the usual one again."""
        raise NotImplementedError

    def choices(self, _t: Translator, _value: T) -> Sequence[tuple[str, str]]:
        """Answers offered as buttons, beside those that can be typed: what `read` takes, and the label."""
        return ()


@dataclass(frozen=True)
class Setting(Generic[T]):
    """`name` is permanent: it stands in the committee's row, in buttons and in the audit log.

    `default` is a JSON value. `holds`: for what a change holds, and what it does not touch. `explained`: what it is
    for, where the title does not say. `check` refuses what does not go with the rest; `warning`: what has to be known
    before a change.
    """

    name: str
    page: Page
    title: str
    kind: Kind[T]
    default: Any
    holds: str
    explained: str | None = None
    given: bool = False
    """Said when the committee was set up: there is nothing usual to go back to."""
    check: Callable[[Holder, Any, datetime], None] | None = None
    warning: Callable[[Translator, Holder, Any], Markup | None] | None = None

    def kept(self, here: Holder) -> Any:
        """What stands, as JSON."""
        return here.settings.get(self.name, self.default)

    def of(self, here: Holder) -> T:
        """What stands."""
        return self.kind.value(self.kept(here))

    def written(self, t: Translator, here: Holder) -> Markup:
        """What stands, in the reader's words."""
        return self.kind.written(t, self.of(here))

    def stamp(self, here: Holder) -> str:
        """Tells one state from another: whoever confirms a change has seen what it changes."""
        return hashlib.sha256(json.dumps(self.kept(here), sort_keys=True).encode()).hexdigest()[:8]
