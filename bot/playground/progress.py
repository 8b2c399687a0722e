"""How far a newcomer has come on the page: read from what the committee keeps, in whatever language they did it."""

from bot.ballots import records as ballots
from bot.ballots.model import Standing
from bot.committee import records as roster
from bot.ids import BallotId, TelegramId
from bot.store import Store, Tx


class Progress:
    """Of the steps that `demo.py` suggests: which are done. `you` and `other`: who votes; `ballot`: in which."""

    def __init__(self, store: Store, ballot: BallotId, you: TelegramId, other: TelegramId) -> None:
        self._store, self._ballot, self._you, self._other = store, ballot, you, other
        self._done = (False,) * 5

    async def done(self) -> tuple[bool, ...]:
        """Joined; voted and changed the vote; voted as somebody else; closed; declared.

        Of a committee that is taken down while the page begins anew: what was seen last.
        """
        if self._store.is_open:
            self._done = await self._store.read(self._look)
        return self._done

    def _look(self, tx: Tx) -> tuple[bool, bool, bool, bool, bool]:
        ballot = ballots.ballot(tx, self._ballot)
        assert ballot is not None
        return (
            roster.person_by_telegram(tx, self._you) is not None,
            self._votes(tx, self._you) > 1,
            self._votes(tx, self._other) > 0,
            not ballot.running,
            ballot.standing is Standing.DECLARED,
        )

    def _votes(self, tx: Tx, account: TelegramId) -> int:
        person = roster.person_by_telegram(tx, account)
        mine = [e for e in ballots.electors(tx, self._ballot) if person is not None and e.person == person.id]
        return sum(1 + len(ballots.history(tx, self._ballot, e.seat)) for e in mine)
