"""The letters that this room writes: who is told of what. They are drawn in `letters.py`."""

from datetime import datetime

from bot.committee import service as committee
from bot.committee.notices import tell
from bot.ids import InputRequestId
from bot.inputs.model import Input, Request, Way, collects
from bot.store import Tx


def subject(number: InputRequestId) -> str:
    """A newer letter about a request folds the one before."""
    return f"request:{number}"


def requested(tx: Tx, request: Request, at: datetime) -> int:
    """To whoever is asked; how many they are."""
    readers = [
        a
        for a in committee.actors_in(tx, request.committee)
        if request.asks(a) and a.membership != request.author
    ]
    facts = {"request": request.id}
    tell(
        tx,
        "input-requested",
        readers,
        key=str(request.id),
        at=at,
        facts=facts,
        subject=subject(request.id),
    )
    return len(readers)


def given(tx: Tx, request: Request, made: Input, at: datetime) -> None:
    """To whoever asked; that there is nothing to add only counts."""
    author = committee.actor_of_membership(tx, request.author)
    if author is not None and made.way is not Way.NOTHING:
        tell(tx, "input-given", [author], key=str(made.id), at=at, facts={"input": made.id})


def offered(tx: Tx, made: Input, at: datetime) -> None:
    """To those who work with it: the consultants, or the secretariat where there is none."""
    people = [a for a in committee.actors_in(tx, made.committee) if a.membership != made.author]
    readers = [a for a in people if a.consults] or [a for a in people if collects(a)]
    tell(tx, "input-given", readers, key=str(made.id), at=at, facts={"input": made.id})


def over(tx: Tx, request: Request, at: datetime) -> None:
    """To whoever asked: the deadline has passed."""
    author = committee.actor_of_membership(tx, request.author)
    if author is not None:
        facts = {"request": request.id}
        tell(
            tx,
            "request-over",
            [author],
            key=str(request.id),
            at=at,
            facts=facts,
            subject=subject(request.id),
        )
