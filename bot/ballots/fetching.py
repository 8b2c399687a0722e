"""Files of the text that is voted on, asked for from the paper, so that the paper stays at hand."""

from datetime import datetime

from bot.ballots.rights import ballot_of
from bot.committee.model import Actor
from bot.findings import service as findings
from bot.ids import BallotId
from bot.intake import Outcome
from bot.store import Tx


def send_file(tx: Tx, who: Actor, number: BallotId, place: int, *, key: str, at: datetime) -> Outcome:
    """As the findings send it. Refuses `ballot-unknown`, and `file-unknown` to whoever may not read the text."""
    ballot = ballot_of(tx, who, number)
    return findings.send_file(tx, who, ballot.version, place, key=key, at=at)
