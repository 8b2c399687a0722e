"""One row a person for the form, one for the question that comes first."""

import enum
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Text, delete, insert, select

from bot.forms.model import Open, Part
from bot.ids import PersonId
from bot.store import Tx
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import table


class Slot(enum.StrEnum):
    """A vote's text request goes first; the form waits and then resumes."""

    REQUEST = "request"
    FORM = "form"


forms = table(
    "forms",
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", Text, primary_key=True),
    Column("state", Json, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)


def find(tx: Tx, person: PersonId, slot: Slot) -> Open | None:
    """The open form in a slot."""
    state = tx.execute(select(forms.c.state).where(forms.c.person == person, forms.c.slot == slot)).scalar()
    return None if state is None else _open(state)


def on_top(tx: Tx, person: PersonId) -> tuple[Slot, Open] | None:
    """What a message answers now: the request, else the form."""
    for slot in (Slot.REQUEST, Slot.FORM):
        state = find(tx, person, slot)
        if state is not None:
            return slot, state
    return None


def save(tx: Tx, person: PersonId, slot: Slot, state: Open, at: datetime) -> None:
    """Keeps the form as it stands, over what was in the slot."""
    close(tx, person, slot)
    tx.execute(insert(forms).values(person=person, slot=slot, state=asdict(state), changed_at=at))


def close(tx: Tx, person: PersonId, slot: Slot) -> None:
    """The form is done or given up."""
    tx.execute(delete(forms).where(forms.c.person == person, forms.c.slot == slot))


def close_all(tx: Tx, person: PersonId) -> None:
    """The person has left: nothing of theirs stays half-written."""
    tx.execute(delete(forms).where(forms.c.person == person))


def _open(state: dict[str, Any]) -> Open:
    parts = tuple(Part(**part) for part in state.pop("parts"))
    edited = state.pop("edited")
    answered = tuple(state.pop("answered"))
    return Open(**state, parts=parts, answered=answered, edited=edited and Part(**edited))
