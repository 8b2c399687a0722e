"""Answers: drafted, published, corrected, translated by people, noted in the room, made a draft finding."""

from collections.abc import Sequence
from datetime import datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import drafting
from bot.findings.model import Kind
from bot.ids import AnswerId, QuestionId
from bot.intake import Outcome
from bot.questions import group, notices, records
from bot.questions.model import (
    ANSWER_LIMIT,
    QUESTION_LIMIT,
    Answer,
    Question,
    Standing,
)
from bot.questions.rights import answerable, waiting_for_answer
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import Translation, Worded, language_of


def answer(
    tx: Tx,
    who: Actor,
    number: QuestionId,
    text: str,
    at: datetime,
    *,
    now: bool,
    over: AnswerId | None = None,
    in_room: bool = False,
) -> Outcome:
    """An answer, or a corrected one, in the language in which it is written; published `now`, or kept as a draft.

    `over`: the answer that stood when this one was begun; where somebody has published another meanwhile, this one is
    only kept. `in_room`: it was given in the room. Refuses as `answerable` and `typed`.
    """
    found = answerable(tx, who, number)
    text = typed(text, ANSWER_LIMIT)
    made = records.add_answer(
        tx,
        number,
        text=text,
        language=language_of(text, who.person.language),
        author=who.membership,
        at=at,
    )
    if in_room:
        records.change(tx, number, in_room=True)
    facts = {"question": number, "number": found.number, "answer": made.id}
    if now and standing(tx, number) != over:
        return Outcome("answer-overtaken", facts)
    return publish(tx, who, number, made.id, at) if now else Outcome("answer-kept", facts)


def publish(tx: Tx, who: Actor, number: QuestionId, answer: AnswerId, at: datetime) -> Outcome:
    """This draft is the answer from now on: asker and followers are told, and the group where it was asked there.

    Refuses as `answerable`; `answer-unknown` where its author wrote it anew, `answer-published-already`.
    """
    found = answerable(tx, who, number)
    last = records.answer_by_id(tx, answer)
    if last is None or last.question != number:
        raise Refusal("answer-unknown")
    if last.published_at is not None:
        raise Refusal("answer-published-already", number=found.number)
    earlier = standing(tx, number)
    records.publish_answer(tx, last, at)
    if not found.standing.answered:
        owner = found.owner or who.membership
        records.change(tx, number, standing=Standing.ANSWERED, owner=owner, remind_at=None)
    told = notices.answered(tx, found, last.id, at, but=who.membership)
    group.say_answered(tx, found, last, at)
    group.follow(tx, found)
    facts = {"question": number, "number": found.number, "answer": last.id, "told": told}
    return Outcome("answer-corrected" if earlier else "answer-published", facts)


def answered_in_room(tx: Tx, who: Actor, number: QuestionId) -> Outcome:
    """It was answered in the room; whoever says so still owes the ledger a note of the answer.

    Refuses as `waiting_for_answer`.
    """
    found = waiting_for_answer(tx, who, number)
    owner = found.owner or who.membership
    records.change(tx, number, in_room=True, standing=Standing.ASSIGNED, owner=owner)
    group.follow(tx, found)
    return Outcome("question-answered-in-room", {"question": number, "number": found.number})


def translate(
    tx: Tx, who: Actor, number: QuestionId, answer: AnswerId | None, made: Translation, at: datetime
) -> Outcome:
    """A person's translation of the question (None) or of its newest answer, credited; the original stays beside it.

    Refuses as `translatable` and `checked`.
    """
    found, shown = translatable(tx, who, number, answer)
    original, limit = (found.language, QUESTION_LIMIT) if shown is None else (shown.language, ANSWER_LIMIT)
    records.translate(tx, number, answer, made.checked(original, limit), who.membership, at)
    if shown is not None and shown.published_at is not None:
        notices.translated(tx, found, shown.id, made.language, at, but=who.membership)
    facts = {"question": number, "number": found.number, "language": made.language}
    return Outcome("question-was-translated", facts)


def translatable(
    tx: Tx, who: Actor, number: QuestionId, answer: AnswerId | None
) -> tuple[Question, Answer | None]:
    """The question and the wording of its answer that are to be translated.

    Refuses as `answerable`, and `answer-unknown` for what is neither the answer that stands nor a draft of one.
    """
    found = answerable(tx, who, number)
    if answer is None:
        return found, None
    wording = records.answer_by_id(tx, answer)
    if wording is None or wording.question != number:
        raise Refusal("answer-unknown")
    if wording.published_at is not None and wording.id != standing(tx, number):
        raise Refusal("answer-unknown")
    return found, wording


def draft_findings(
    tx: Tx, who: Actor, number: QuestionId, kind: Kind, own: Sequence[str], at: datetime
) -> Outcome:
    """Draft findings out of a published answer: in words of the consultant's `own`, or one in the answer's (none).

    Refuses as `answerable`, `question-unanswered`, and as `draft`.
    """
    found = answerable(tx, who, number)
    given = published(tx, found)
    wording = Worded(given.text, given.language, records.translations_of(tx, number, given.id))
    made, labels = drafting.draft(tx, who, kind, own, wording, at)
    for finding in made:
        records.link_finding(tx, number, finding)
    facts = {"question": number, "number": found.number, "finding": made, "labels": labels}
    return Outcome("findings-from-answer", facts)


def standing(tx: Tx, number: QuestionId) -> AnswerId | None:
    """The answer that stands; None where nothing is published."""
    given = [a.id for a in records.answers_to(tx, number) if a.published_at is not None]
    return given[-1] if given else None


def published(tx: Tx, found: Question) -> Answer:
    """The answer that stands. Refuses `question-unanswered`."""
    given = [a for a in records.answers_to(tx, found.id) if a.published_at is not None]
    if not given:
        raise Refusal("question-unanswered", number=found.number)
    return given[-1]
