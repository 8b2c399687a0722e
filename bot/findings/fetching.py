"""Files for whoever asks: as letters, so that a slow upload holds up nobody and a crash loses none."""

from datetime import datetime

from bot.committee.model import Actor
from bot.delivery import write_letter
from bot.findings.actions import EVERY_FILE
from bot.findings.rights import file_in_sight
from bot.ids import VersionId
from bot.intake import Outcome
from bot.store import Tx


def send_file(tx: Tx, who: Actor, version: VersionId, place: int, *, key: str, at: datetime) -> Outcome:
    """Sends a file of a version (`place`, counted from 0, or EVERY_FILE) to the person who asks, a letter each.

    `key` names the request. Refuses `file-unknown`.
    """
    finding, found, first = file_in_sight(tx, who, version, 0 if place == EVERY_FILE else place)
    places = range(len(found.files)) if place == EVERY_FILE else (place,)
    for each in places:
        write_letter(
            tx,
            "file",
            who.person.id,
            key=f"{version}/{each}/{key}",
            at=at,
            committee=finding.committee,
            facts={"version": version, "place": each, "membership": who.membership},
        )
    facts = {"finding": finding.id, "version": version, "n": len(places), "name": first.name}
    return Outcome("file-on-its-way", facts)
