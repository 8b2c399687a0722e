"""Who may do what with questions: what is in somebody's sight, and what they may do with it now."""

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import records as findings
from bot.findings.model import sight
from bot.ids import CommitteeId, QuestionId
from bot.questions import records
from bot.questions.model import Question, Standing, answers
from bot.seal import Seal
from bot.store import Tx


def answering(who: Actor) -> None:
    """Refuses `question-answerers-only`."""
    if not answers(who):
        raise Refusal("question-answerers-only")


def committee_of(tx: Tx, number: QuestionId) -> CommitteeId:
    """The committee that a question belongs to; whether the person serves there is asked next.

    Refuses `question-unknown`.
    """
    found = records.question(tx, number)
    if found is None:
        raise Refusal("question-unknown")
    return found.committee


def question_in_sight(tx: Tx, who: Actor, number: QuestionId) -> Question:
    """A question that somebody may see. Refuses `question-unknown`, whatever the reason."""
    found = records.question(tx, number)
    if found is None or not in_sight(tx, found, who):
        raise Refusal("question-unknown")
    return found


def in_sight(tx: Tx, found: Question, who: Actor) -> bool:
    """Whether somebody may see a question: also what it is about, since it may quote that."""
    if not found.visible_to(who):
        return False
    if found.finding is None or found.asked_by(who):
        return True
    return findings.shown(tx, found.finding, sight(who)) is not None


def answerable(tx: Tx, who: Actor, number: QuestionId) -> Question:
    """The question, where this person can answer it now; also to correct an answer.

    Refuses `question-unknown`, `question-not-yours` (a member), and what `settled` refuses.
    """
    found = question_in_sight(tx, who, number)
    if not answers(who):
        raise Refusal("question-not-yours", number=found.number)
    settled(tx, found)
    return found


def waiting_for_answer(tx: Tx, who: Actor, number: QuestionId) -> Question:
    """The question, where it is open and this person is one of those who answer.

    Refuses `question-answerers-only`, `question-unknown`, `question-answered-already`, and what `settled` refuses.
    """
    answering(who)
    found = question_in_sight(tx, who, number)
    settled(tx, found)
    if found.standing.answered:
        raise Refusal("question-answered-already", number=found.number)
    return found


def pending(tx: Tx, who: Actor, number: QuestionId) -> Question:
    """The question, where it waits to be accepted and this person is one of those who answer.

    Refuses `question-answerers-only`, `question-unknown`, `question-accepted-already`, and what `settled` refuses.
    """
    answering(who)
    found = question_in_sight(tx, who, number)
    if found.standing is not Standing.PENDING:
        settled(tx, found)
        raise Refusal("question-accepted-already", number=found.number)
    return found


def settled(tx: Tx, found: Question) -> None:
    """Refuses `question-merged` (into which one), `question-pending`, `question-declined-already`,
    `question-withdrawn-already`."""
    match found.standing:
        case Standing.MERGED:
            assert found.merged_into is not None
            into = records.question(tx, found.merged_into)
            assert into is not None
            raise Refusal("question-merged", number=found.number, into=into.number, question=into.id)
        case Standing.PENDING:
            raise Refusal("question-pending", number=found.number)
        case Standing.DECLINED:
            raise Refusal("question-declined-already", number=found.number)
        case Standing.WITHDRAWN:
            raise Refusal("question-withdrawn-already", number=found.number)


def own(tx: Tx, who: Actor, number: QuestionId, seal: Seal) -> Question:
    """The asker's own question, while it has no answer; one who is not named is known by the sealed address only.

    Refuses `question-unknown`, `question-of-another`, `question-answered-already`, and what `settled` refuses but for
    a question that waits to be accepted.
    """
    found = records.question(tx, number)
    if found is None or found.committee != who.committee.id:
        raise Refusal("question-unknown")
    if not is_own(found, who, seal):
        raise Refusal("question-of-another" if in_sight(tx, found, who) else "question-unknown")
    if found.standing is not Standing.PENDING:
        settled(tx, found)
    if found.standing.answered:
        raise Refusal("question-answered-already", number=found.number)
    return found


def is_own(found: Question, who: Actor, seal: Seal) -> bool:
    """Whether somebody asked a question. Takes the key for one whose asker is not named."""
    address = found.asker.address
    return found.asked_by(who) or (address is not None and seal.person(address) == who.person.id)
