"""Bytes that somebody sent for a form which they have not finished: they go when whoever sent them is erased."""

from collections.abc import Set

from bot import forms
from bot.files import records as files
from bot.forms import Slot
from bot.ids import Digest, PersonId
from bot.store import Tx
from handlers.turn import Turn


async def unsent(turn: Turn, person: PersonId) -> set[Digest]:
    """Read before the forms are closed."""

    def look(tx: Tx) -> set[Digest]:
        found = (forms.find(tx, person, slot) for slot in Slot)
        return {file.digest for state in found if state is not None for file in state.files or ()}

    return await turn.read(look)


async def discard(turn: Turn, sent: Set[Digest]) -> None:
    """Takes them off the shelf, unless somebody else refers to the same bytes."""
    for digest in sent - await turn.read(lambda tx: files.known(tx) | forms.digests(tx)):
        await turn.rooms.shelf.discard(digest)
