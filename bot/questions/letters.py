"""How the questions' letters are drawn when they are sent: from what stands then, for whoever may still see it."""

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import addressee
from bot.dataclasses import dataclass
from bot.delivery import Letter, Reader
from bot.delivery.model import Kind
from bot.errors import Refusal
from bot.i18n import mark
from bot.ids import QuestionId
from bot.questions import news, reading
from bot.questions.cards import Card
from bot.questions.model import Meetings, Standing
from bot.screens import Screen
from bot.seal import Seal
from bot.store import Tx


@dataclass(frozen=True)
class Letters:
    """The room's letters, with what drawing a card needs."""

    meetings: Meetings
    seal: Seal

    def kinds(self) -> dict[str, Kind]:
        """What is registered."""
        return {
            "question-asked": Kind(self.asked, outline=mark("A question was asked.")),
            "question-captured": Kind(
                self.captured, outline=mark("What you wrote in the group was kept as a question.")
            ),
            "question-step": Kind(self.step, outline=mark("There is news of your question.")),
            "question-assigned": Kind(self.assigned, outline=mark("You are asked to answer a question.")),
            "question-answered": Kind(self.answered, outline=mark("A question was answered.")),
        }

    def asked(self, tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
        """Stale once somebody has taken it up."""
        found = self._card(tx, letter, reader)
        if found is None or found.line.question.standing not in (Standing.PENDING, Standing.ACCEPTED):
            return None
        return news.asked(reader.t, found)

    def captured(self, tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
        """Stale once it was withdrawn."""
        found = self._card(tx, letter, reader)
        if found is None or found.line.question.standing is Standing.WITHDRAWN:
            return None
        return news.captured(reader.t, found)

    def step(self, tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
        """What became of a question, to its asker; stale once something newer did."""
        found = self._card(tx, letter, reader)
        if found is None:
            return None
        return news.step(reader.t, found, letter.facts["step"])

    def assigned(self, tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
        """Stale once somebody else has it, or it is answered."""
        found = self._card(tx, letter, reader)
        if found is None or not found.owns or not found.line.question.standing.open:
            return None
        return news.assigned(reader.t, found)

    def answered(self, tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
        """The answer, or the corrected one; stale once it was corrected again."""
        found = self._card(tx, letter, reader)
        if found is None or found.given is None or found.given.answer.id != letter.facts["answer"]:
            return None
        return news.answered(reader.t, found)

    def _card(self, tx: Tx, letter: Letter, reader: Reader) -> Card | None:
        number = QuestionId(letter.facts["question"])
        sealed = letter.sealed is not None
        who = _sealed_addressee(tx, letter, reader) if sealed else addressee(tx, letter)
        if who is None:
            return None
        try:
            return reading.card(tx, who, number, self.meetings, self.seal, reader.t, sealed=sealed)
        except Refusal:
            return None


def _sealed_addressee(tx: Tx, letter: Letter, reader: Reader) -> Actor | None:
    """Whoever the courier found in the sealed address, as they act in the committee."""
    assert letter.committee is not None
    try:
        return committee.actor(tx, reader.person, letter.committee)
    except Refusal:
        return None
