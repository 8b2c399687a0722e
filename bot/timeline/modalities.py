"""Writing and reading the working modalities: consultants and organizers put versions before the committee."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.files import File
from bot.ids import CommitteeId, ModalitiesId
from bot.intake import Outcome
from bot.store import Tx
from bot.timeline import modality_records as records
from bot.timeline import notices
from bot.timeline.modality_records import Modalities
from bot.timeline.rights import planner
from bot.translations.model import language_of


def put(
    tx: Tx, who: Actor, texts: Mapping[str, str], files: Sequence[File], note: str, at: datetime
) -> Outcome:
    """The next version; everybody else is told. Refuses `planners-only`, `modalities-empty`."""
    planner(who)
    if not texts and not files:
        raise Refusal("modalities-empty")
    spoken = language_of(note, who.person.language) if note else None
    made = records.add_modalities(tx, who.committee.id, who.membership, texts, files, note, spoken, at)
    readers = [a for a in committee.actors_in(tx, who.committee.id) if a.membership != who.membership]
    facts = {"version": made.id}
    about = f"modalities:{who.committee.id}"
    notices.tell(tx, "modalities", readers, key=str(made.id), at=at, facts=facts, subject=about)
    return Outcome(
        "modalities-kept", {"committee": who.committee.id, "version": made.id, "number": made.number}
    )


def read(tx: Tx, who: Actor, version: ModalitiesId | None) -> Modalities | None:
    """A version that somebody may read: everybody in the committee. Refuses `modalities-unknown`."""
    found = records.modalities(tx, who.committee.id, version)
    if found is None and version is not None:
        raise Refusal("modalities-unknown")
    return found


def file(tx: Tx, who: Actor, version: ModalitiesId, place: int) -> File:
    """One of its files. Refuses `modalities-unknown`."""
    found = read(tx, who, version)
    if found is None or not 0 <= place < len(found.files):
        raise Refusal("modalities-unknown")
    return found.files[place]


def home(tx: Tx, version: ModalitiesId) -> CommitteeId:
    """The committee of a version; whether the person serves there is asked next. Refuses `modalities-unknown`."""
    found = records.committee_of(tx, version)
    if found is None:
        raise Refusal("modalities-unknown")
    return found
