"""Keeping the ledger: accepting, declining, finding an owner, merging what is asked twice, closing, calling up."""

from datetime import datetime

from bot.committee import service as committee
from bot.committee.model import Actor, Committee
from bot.committee.setting_changes import decide
from bot.errors import Refusal
from bot.i18n import as_fact
from bot.ids import MembershipId, QuestionId
from bot.intake import Outcome
from bot.questions import group, notices, records, schedule
from bot.questions.model import REASON_LIMIT, Question, Standing, answers
from bot.questions.rights import (
    answering,
    in_sight,
    pending,
    question_in_sight,
    settled,
    waiting_for_answer,
)
from bot.questions.settings import MODERATED
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import language_of


def accept(tx: Tx, who: Actor, number: QuestionId, at: datetime) -> Outcome:
    """The question stands in the ledger; its asker is told. Refuses as `pending`."""
    found = pending(tx, who, number)
    records.change(tx, number, standing=Standing.ACCEPTED)
    schedule.plan_usual(tx, who.committee, number, at)
    notices.step(tx, found, "accepted", at)
    group.follow(tx, found)
    return Outcome("question-accepted", _facts(found))


def decline(tx: Tx, who: Actor, number: QuestionId, reason: str, at: datetime) -> Outcome:
    """It does not stand in the ledger; its asker is told why. Refuses as `pending`, and as `typed`."""
    found = pending(tx, who, number)
    said = typed(reason, REASON_LIMIT)
    spoken = language_of(said, who.person.language)
    records.change(tx, number, standing=Standing.DECLINED, reason=said, reason_language=spoken)
    notices.step(tx, found, "declined", at)
    notices.forget_addresses(tx, [found])
    return Outcome("question-declined", _facts(found))


def assign(
    tx: Tx, who: Actor, number: QuestionId, owner: MembershipId, due_at: datetime | None, at: datetime
) -> Outcome:
    """Somebody answers it by then (None: as it was planned); they and the asker are told.

    Refuses as `waiting_for_answer`, `member-gone`, `question-owner-cannot-answer`, `deadline-past`.
    """
    found = waiting_for_answer(tx, who, number)
    to = committee.actor_of_membership(tx, owner)
    if to is None or to.committee.id != who.committee.id:
        raise Refusal("member-gone")
    if not answers(to):
        raise Refusal("question-owner-cannot-answer")
    if due_at is not None and due_at <= at:
        raise Refusal("deadline-past", deadline=as_fact(due_at))
    records.change(tx, number, standing=Standing.ASSIGNED, owner=owner)
    if due_at is not None:
        schedule.plan(tx, who.committee, number, due_at, at)
    elif found.due_at is None or found.due_at <= at:
        schedule.plan_usual(tx, who.committee, number, at)
    if owner != who.membership:
        notices.assigned(tx, found, to, at)
    if found.owner is None:
        notices.step(tx, found, "assigned", at)
    planned = records.question(tx, number)
    due = None if planned is None else planned.due_at
    assert due is not None, "it has just been planned"
    facts = {**_facts(found), "owner": owner, "due": as_fact(due)}
    return Outcome("question-claimed" if owner == who.membership else "question-assigned", facts)


def claim(tx: Tx, who: Actor, number: QuestionId, at: datetime) -> Outcome:
    """*I will answer*. Refuses as `assign`, and `question-taken` where somebody else has it."""
    found = waiting_for_answer(tx, who, number)
    owner = None if found.owner is None else committee.actor_of_membership(tx, found.owner)
    if owner is not None and owner.membership != who.membership:
        raise Refusal("question-taken", number=found.number)
    return assign(tx, who, number, who.membership, None, at)


def merge(tx: Tx, who: Actor, number: QuestionId, into: int, at: datetime) -> Outcome:
    """A duplicate of question number `into`: both askers and all who follow are told of that one's answer.

    Refuses as `waiting_for_answer` and `mergeable`.
    """
    found = waiting_for_answer(tx, who, number)
    target = mergeable(tx, who, found, into)
    records.change(tx, number, standing=Standing.MERGED, merged_into=target.id, remind_at=None, owner=None)
    for earlier in records.merged_into(tx, number):
        records.change(tx, earlier.id, merged_into=target.id)
    records.move_followers(tx, number, target.id, but=target.asker.membership)
    asker = found.asker.membership
    if asker is not None and asker != target.asker.membership:
        by_themselves = any(records.follower(tx, target.id, asker))
        via = None if by_themselves else found.id
        records.follow(tx, target.id, asker, supports=True, follows=True, via=via)
    notices.step(tx, found, "merged", at)
    if target.standing.answered:
        newest = [a for a in records.answers_to(tx, target.id) if a.published_at is not None][-1]
        notices.answered(tx, target, newest.id, at, but=who.membership)
    group.follow(tx, found)
    return Outcome("question-was-merged", {**_facts(found), "question": target.id, "into": target.number})


def separate(tx: Tx, who: Actor, number: QuestionId, at: datetime) -> Outcome:
    """It does not ask the same after all: it stands by itself again, with its own +1; its asker is told.

    Refuses `question-answerers-only`, `question-unknown`, `question-not-merged`.
    """
    answering(who)
    found = question_in_sight(tx, who, number)
    if found.standing is not Standing.MERGED or found.merged_into is None:
        raise Refusal("question-not-merged", number=found.number)
    into = records.question(tx, found.merged_into)
    assert into is not None
    stand_alone(tx, who.committee, found, at)
    notices.step(tx, found, "separated", at)
    group.follow(tx, found)
    group.follow(tx, into)
    return Outcome("question-was-separated", {**_facts(found), "from": into.number})


def stand_alone(tx: Tx, here: Committee, merged: Question, at: datetime) -> None:
    """A question that was merged waits for its own answer."""
    assert merged.merged_into is not None
    records.part_followers(tx, merged.id, merged.merged_into)
    records.change(tx, merged.id, standing=Standing.ACCEPTED, merged_into=None)
    schedule.plan_usual(tx, here, merged.id, at)


def mergeable(tx: Tx, who: Actor, found: Question, into: int) -> Question:
    """The question that another is merged into, by its number.

    Refuses `question-number-unknown`, `question-into-itself`, and as `settled`.
    """
    target = records.numbered(tx, who.committee.id, into)
    if target is None or not in_sight(tx, target, who):
        raise Refusal("question-number-unknown", number=into)
    if target.id == found.id:
        raise Refusal("question-into-itself", number=into)
    settled(tx, target)
    if target.finding != found.finding and target.finding is not None:
        raise Refusal("question-other-finding", number=into)
    return target


def close(tx: Tx, who: Actor, number: QuestionId) -> Outcome:
    """Nothing closes without an answer. By its asker, where named, or by those who answer.

    Refuses `question-unknown`, `question-answerers-only`, `question-unanswered`.
    """
    found = question_in_sight(tx, who, number)
    if not found.asked_by(who):
        answering(who)
    if found.standing is not Standing.CLOSED:
        if found.standing is not Standing.ANSWERED:
            raise Refusal("question-unanswered", number=found.number)
        records.change(tx, number, standing=Standing.CLOSED)
        group.follow(tx, found)
    return Outcome("question-closed", _facts(found))


def call_up(tx: Tx, who: Actor, number: QuestionId, at: datetime) -> Outcome:
    """In session: this one is answered now; the group's card says so. Refuses as `waiting_for_answer`."""
    found = waiting_for_answer(tx, who, number)
    records.change(tx, number, called_at=at)
    group.follow(tx, found)
    return Outcome("question-called", _facts(found))


def moderate(tx: Tx, who: Actor, at: datetime, *, wanted: bool) -> Outcome:
    """From now on questions wait to be accepted, or stand at once. Refuses `organizers-only`."""
    decide(tx, who, MODERATED, wanted, at)
    return Outcome(
        "questions-moderated" if wanted else "questions-unmoderated", {"committee": who.committee.id}
    )


def _facts(found: Question) -> dict[str, object]:
    return {"question": found.id, "number": found.number, "committee": found.committee}
