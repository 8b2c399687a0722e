"""A meeting in session, as the room above would tell of it."""

from dataclasses import dataclass, field

import pytest
from markupsafe import Markup

from bot.i18n import Translator
from bot.ids import AgendaItemId, CommitteeId, MeetingId, QuestionId
from bot.questions.model import Session
from bot.store import Tx


@dataclass
class Meetings:
    """`session`: what is in session; `over`: which meetings take no questions any more."""

    session: Session | None = None
    over: set[MeetingId] = field(default_factory=set)

    def in_session(self, _tx: Tx, _committee: CommitteeId) -> Session | None:
        return self.session

    def takes_questions(self, _tx: Tx, _committee: CommitteeId, meeting: MeetingId) -> bool:
        return meeting not in self.over

    def named(
        self, _tx: Tx, _t: Translator, _committee: CommitteeId, meeting: MeetingId, item: AgendaItemId | None
    ) -> Markup:
        return Markup("M{} · {}").format(meeting, item) if item else Markup("M{}").format(meeting)

    def agendas(self, _tx: Tx, _committee: CommitteeId, _question: QuestionId) -> tuple[str, ...]:
        return ()


def in_session(monkeypatch: pytest.MonkeyPatch) -> Meetings:
    """The bot's meetings from now on; for a bot that is started after this."""
    found = Meetings()
    monkeypatch.setattr("bot.app.wiring.SESSIONS", found)
    return found
