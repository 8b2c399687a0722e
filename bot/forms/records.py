"""One row a person for the form, one for the question that comes first, one for what came to nothing."""

import enum
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Text, bindparam, delete, insert, select, update

from bot.forms.model import Attached, LeftOut, Open, Part
from bot.ids import CommitteeId, Digest, PersonId
from bot.store import Prepared, Tx
from bot.store.columns import Json, UtcDateTime
from bot.store.tables import table


class Slot(enum.StrEnum):
    """A vote's text request goes first; the form waits and then resumes.

    A request that is overdue asks nothing any more; it waits for a text, to say that this came too late.
    """

    REQUEST = "request"
    FORM = "form"
    OVERDUE = "overdue"


forms = table(
    "forms",
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", Text, primary_key=True),
    Column("state", Json, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)


_STATE = Prepared(
    select(forms.c.state).where(forms.c.person == bindparam("person"), forms.c.slot == bindparam("slot"))
)


def find(tx: Tx, person: PersonId, slot: Slot) -> Open | None:
    """The open form in a slot."""
    state = _STATE.scalar(tx, person=person, slot=slot)
    return None if state is None else _open(state)


def on_top(tx: Tx, person: PersonId) -> tuple[Slot, Open] | None:
    """What a message answers now: the request, else the form."""
    for slot in (Slot.REQUEST, Slot.FORM):
        state = find(tx, person, slot)
        if state is not None:
            return slot, state
    return None


def save(tx: Tx, person: PersonId, slot: Slot, state: Open, at: datetime) -> None:
    """Keeps the form as it stands, over what was in the slot; one that is new was opened at `at`."""
    if state.opened is None:
        state = replace(state, opened=at.isoformat())
    close(tx, person, slot)
    tx.execute(insert(forms).values(person=person, slot=slot, state=asdict(state), changed_at=at))


def forget_cards(tx: Tx) -> None:
    """The bot is another one, and has shown no form's card yet."""
    for row in tx.execute(select(forms)).all():
        own = forms.c.person == row.person, forms.c.slot == row.slot
        tx.execute(update(forms).where(*own).values(state={**row.state, "card": None}))


def close(tx: Tx, person: PersonId, slot: Slot) -> None:
    """The form is done or given up."""
    tx.execute(delete(forms).where(forms.c.person == person, forms.c.slot == slot))


def asked(tx: Tx, slot: Slot, kind: str) -> list[tuple[PersonId, Open, datetime]]:
    """Everybody's forms of a kind in a slot, and when each was last changed (UTC)."""
    rows = tx.execute(select(forms.c.person, forms.c.state, forms.c.changed_at).where(forms.c.slot == slot))
    return [(PersonId(r.person), _open(r.state), r.changed_at) for r in rows if r.state["kind"] == kind]


def expire(tx: Tx, person: PersonId, code: str, facts: dict[str, Any], at: datetime) -> None:
    """The request of somebody is overdue: `code` and `facts` are what a text that still comes is answered."""
    request = find(tx, person, Slot.REQUEST)
    if request is not None:
        close(tx, person, Slot.REQUEST)
        save(tx, person, Slot.OVERDUE, Open(code, request.committee, facts, card=request.card), at)


def close_all(tx: Tx, person: PersonId, where: CommitteeId | None = None) -> None:
    """The person has left, everything or the committee `where`: nothing of theirs there stays half-written."""
    for slot in Slot:
        state = find(tx, person, slot)
        if state is not None and where in (None, state.committee):
            close(tx, person, slot)


def digests(tx: Tx) -> set[Digest]:
    """The SHA-256 of every file in an open form: nothing else refers to its bytes yet, and they are to be kept."""
    states = tx.execute(select(forms.c.state)).scalars()
    return {Digest(file["digest"]) for state in states for file in state.get("files") or ()}


def forget_old(tx: Tx, before: datetime, where: CommitteeId) -> int:
    """Removes a committee's forms that nobody has touched since an instant; how many."""
    rows = tx.execute(select(forms).where(forms.c.changed_at < before)).all()
    old = [(row.person, row.slot) for row in rows if row.state["committee"] == where]
    for person, slot in old:
        close(tx, person, slot)
    return len(old)


def _open(state: dict[str, Any]) -> Open:
    parts = tuple(Part(**part) for part in state.pop("parts"))
    edited = state.pop("edited") or []
    edited = [edited] if isinstance(edited, dict) else edited  # as an earlier version of the program kept it
    files = state.pop("files", None)
    answered = tuple(state.pop("answered"))
    left_out = tuple(LeftOut(**file) for file in state.pop("left_out", ()))  # none in an earlier version
    given = tuple(state.pop("given", ()))
    return Open(
        **state,
        parts=parts,
        answered=answered,
        files=None if files is None else tuple(Attached(**file) for file in files),
        left_out=left_out,
        given=given,
        edited=tuple(Part(**part) for part in edited),
    )
