"""Questions without the room of meetings above them."""

from markupsafe import Markup

from bot.i18n import Translator
from bot.ids import AgendaItemId, CommitteeId, MeetingId, QuestionId
from bot.questions.model import Session
from bot.store import Tx


class NoMeetings:
    """Where there are no meetings."""

    def in_session(self, _tx: Tx, _committee: CommitteeId) -> Session | None:
        """None."""
        return None

    def takes_questions(self, _tx: Tx, _committee: CommitteeId, _meeting: MeetingId) -> bool:
        """False."""
        return False

    def named(
        self,
        _tx: Tx,
        _t: Translator,
        _committee: CommitteeId,
        _meeting: MeetingId,
        _item: AgendaItemId | None,
    ) -> Markup:
        """Nothing."""
        return Markup()

    def agendas(self, _tx: Tx, _committee: CommitteeId, _question: QuestionId) -> tuple[str, ...]:
        """None."""
        return ()
