"""The family of errors. Each carries a code and its facts, never prose: the edge chooses the words."""

import traceback
from pathlib import Path
from typing import Any

Facts = dict[str, Any]


class Failure(Exception):
    """Something that was asked for did not happen.

    `code` names the reason (`ballot-closed`), `facts` are JSON values that the sentence needs.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Facts = facts


class Refusal(Failure):
    """The rules or the person's rights do not allow it. Nothing was changed; asking again changes nothing either."""


class Unavailable(Failure):
    """It could not be done just now (a lock, a time-out, Telegram away). Nothing was changed; asking again may help."""


class Broken(Failure):
    """The program or its data is wrong. Nothing was changed; somebody who runs the bot has to look."""


def place(error: BaseException) -> str:
    """Where an error was raised, innermost last. For logs: its own words could hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
