"""Questions and answers in other languages."""

from datetime import datetime

from bot.ids import AnswerId, MembershipId, QuestionId
from bot.questions.records.tables import translations
from bot.store import Tx
from bot.translations.model import Translation
from bot.translations.records import keep_translation, kept_translations


def translate(
    tx: Tx,
    number: QuestionId,
    answer: AnswerId | None,
    made: Translation,
    entered_by: MembershipId,
    at: datetime,
) -> None:
    """Keeps a translation of a question, or of an answer to it, over an earlier one into the same language."""
    keep_translation(tx, translations, {"question": number, "answer": answer}, made, entered_by, at)


def translations_of(tx: Tx, number: QuestionId, answer: AnswerId | None) -> tuple[Translation, ...]:
    """Those of the question itself (None), or of one wording of its answer."""
    return kept_translations(tx, translations, {"question": number, "answer": answer})
