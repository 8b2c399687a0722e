"""The letters that the questions write: who is told of what. They are drawn in `letters.py`."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.delivery.records import write_sealed
from bot.errors import Facts
from bot.i18n import as_fact
from bot.ids import AnswerId, MembershipId, QuestionId
from bot.questions import records
from bot.questions.model import Question, answers
from bot.store import Tx, erased


def subject(number: QuestionId) -> str:
    """A newer letter about a question folds the one before."""
    return f"question:{number}"


def asked(tx: Tx, question: Question, at: datetime) -> None:
    """To those who answer questions. Where the asker is not named, to all of them: who is left out would be known."""
    readers = (
        a
        for a in committee.actors_in(tx, question.committee)
        if answers(a) and a.membership not in (question.asker.membership, question.captured_by)
    )
    _tell(tx, "question-asked", readers, question, key=str(question.id), at=at)


def captured(tx: Tx, author: Actor, question: Question, at: datetime) -> None:
    """To whoever said in the group what somebody made a question of."""
    _tell(tx, "question-captured", [author], question, key=str(question.id), at=at)


def step(tx: Tx, question: Question, what: str, at: datetime) -> None:
    """To the asker: accepted, declined, assigned, merged."""
    to_asker(
        tx, question, "question-step", key=f"{question.id}/{what}/{as_fact(at)}", at=at, facts={"step": what}
    )


def assigned(tx: Tx, question: Question, owner: Actor, at: datetime) -> None:
    """To its owner."""
    _tell(tx, "question-assigned", [owner], question, key=f"{question.id}/{as_fact(at)}", at=at)


def answered(tx: Tx, question: Question, answer: AnswerId, at: datetime, but: MembershipId) -> int:
    """To the askers and to whoever follows the question or what was merged into it; how many they are.

    The address of an asker who is not named goes into the letter, and is erased here.
    """
    family = [question, *records.merged_into(tx, question.id)]
    named = {q.asker.membership for q in family if q.asker.membership is not None}
    readers = named.union(*(records.following(tx, q.id) for q in family)) - {but}
    key = f"{question.id}/{answer}"
    found = _present(tx, readers)
    facts = {"answer": answer}
    _tell(tx, "question-answered", found, question, key=key, at=at, facts=facts)
    sealed = [q for q in family if q.asker.address is not None]
    for each in sealed:
        assert each.asker.address is not None
        write_sealed(
            tx,
            "question-answered",
            each.asker.address,
            key=f"{key}/{each.id}",
            at=at,
            committee=question.committee,
            facts={"question": question.id, **facts},
        )
    forget_addresses(tx, sealed)
    return len(found) + len(sealed)


def forget_addresses(tx: Tx, questions: Sequence[Question]) -> None:
    """Nothing more will be told of these questions: only the letters under way know where to go."""
    if any(question.asker.address is not None for question in questions):
        records.erase_addresses(tx, [question.id for question in questions])
        erased(tx)


def translated(
    tx: Tx, question: Question, answer: AnswerId, language: str, at: datetime, but: MembershipId
) -> None:
    """To those of the readers of an answer in whose language it is there now."""
    readers = {question.asker.membership, *records.following(tx, question.id)} - {None, but}
    found = [a for a in _present(tx, readers) if a.person.language == language]
    key = f"{question.id}/{answer}/{language}"
    _tell(tx, "question-answered", found, question, key=key, at=at, facts={"answer": answer})


def to_asker(tx: Tx, question: Question, kind: str, *, key: str, at: datetime, facts: Facts) -> None:
    """A letter to whoever asked, named or not."""
    facts = {"question": question.id, **facts}
    if question.asker.address is not None:
        write_sealed(
            tx, kind, question.asker.address, key=key, at=at, committee=question.committee, facts=facts
        )
    elif question.asker.membership is not None:
        _tell(tx, kind, _present(tx, [question.asker.membership]), question, key=key, at=at, facts=facts)


def _present(tx: Tx, readers: Iterable[MembershipId | None]) -> list[Actor]:
    found = (committee.actor_of_membership(tx, number) for number in sorted(filter(None, readers)))
    return [actor for actor in found if actor is not None]


def _tell(
    tx: Tx,
    kind: str,
    readers: Iterable[Actor],
    question: Question,
    *,
    key: str,
    at: datetime,
    facts: Facts | None = None,
) -> None:
    facts = {"question": question.id, **(facts or {})}
    tell(tx, kind, readers, key=key, at=at, facts=facts, subject=subject(question.id))
