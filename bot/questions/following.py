"""+1 and being told: what others than the asker do with a question."""

from datetime import datetime

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.ids import QuestionId
from bot.intake import Outcome
from bot.questions import group, records
from bot.questions.model import Question, Standing
from bot.questions.rights import question_in_sight, settled
from bot.store import Tx


def support(tx: Tx, who: Actor, number: QuestionId, _at: datetime) -> Outcome:
    """*+1*: counted once a person, who is told of the answer from now on. On a merged one it counts where that went.

    Refuses `question-unknown`, `question-own`, `question-answered-already`, and as `settled`.
    """
    found = _stands(tx, who, number)
    settled(tx, found)
    if found.standing.answered:
        raise Refusal("question-answered-already", number=found.number)
    if found.asked_by(who):
        raise Refusal("question-own", number=found.number)
    supports, _ = records.follower(tx, found.id, who.membership)
    facts = {"question": found.id, "number": found.number}
    if supports:
        return Outcome("question-supported-already", facts)
    records.follow(tx, found.id, who.membership, supports=True, follows=True)
    group.follow(tx, found)
    return Outcome("question-supported", facts)


def follow(tx: Tx, who: Actor, number: QuestionId, *, wanted: bool) -> Outcome:
    """Is told of the answer from now on, or not any more; their +1 stays. Refuses `question-unknown`."""
    found = _stands(tx, who, number)
    supports, _ = records.follower(tx, found.id, who.membership)
    records.follow(tx, found.id, who.membership, supports=supports, follows=wanted)
    code = "question-followed" if wanted else "question-unfollowed"
    return Outcome(code, {"question": found.id, "number": found.number})


def _stands(tx: Tx, who: Actor, number: QuestionId) -> Question:
    found = question_in_sight(tx, who, number)
    if found.standing is Standing.MERGED and found.merged_into is not None:
        return question_in_sight(tx, who, found.merged_into)
    return found
