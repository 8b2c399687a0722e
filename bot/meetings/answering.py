"""What those invited answer: in person, online, not at all, or that their alternate comes."""

from datetime import datetime

from bot.committee.model import Actor, Disowned, Reach, Role
from bot.committee.notices import tell
from bot.errors import Refusal
from bot.i18n import as_fact
from bot.ids import MeetingId
from bot.intake import Outcome
from bot.meetings import notices, records, schedule
from bot.meetings.model import Answer, Meeting, Reply, Standing
from bot.meetings.rights import alternates_of, in_sight, is_invited, titulars_of
from bot.store import Tx


def answer(
    tx: Tx, who: Actor, number: MeetingId, said: Answer, at: datetime, seen: int | None = None
) -> Outcome:
    """Keeps an answer, over an earlier one; it can be changed until the meeting begins. `seen`: the beginning to which
    it is one (`Meeting.minute`), where that is known.

    With *My alternate will come* the alternate is invited, told and asked (fact `reached`: whether the bot can). If it
    is taken back, they are told that, too, and stay invited. If they cannot come either, the titular is told. Refuses
    `meeting-unknown`, `meeting-not-called`, `meeting-cancelled`, `meeting-begun-unanswered` (what stands: fact
    `answer`), `meeting-not-invited`, `meeting-moved-unanswered` (it begins at another time by now),
    `meeting-answer-impossible` (the format has no such way), `meeting-no-alternate`.
    """
    found = in_sight(tx, who, number)
    facts = {"meeting": number, "label": found.label}
    present = records.reply(tx, number, who.membership)
    if found.standing is Standing.CANCELLED:
        raise Refusal("meeting-cancelled", **facts)
    if found.standing in (Standing.DRAFT, Standing.POLL):
        raise Refusal("meeting-not-called", **facts)
    if not is_invited(who, found, present):
        raise Refusal("meeting-not-invited", **facts)
    if found.begun(at):
        raise Refusal("meeting-begun-unanswered", answer=present.answer, **facts)
    if seen not in (None, found.minute):
        raise Refusal("meeting-moved-unanswered", **facts)
    if not said.possible(found.format):
        raise Refusal("meeting-answer-impossible", **facts)
    alternates = alternates_of(tx, who)
    if said is Answer.ALTERNATE and not alternates:
        raise Refusal("meeting-no-alternate", **facts)
    records.keep_reply(tx, number, who.membership, answer=said, answered_at=at)
    if Answer.ALTERNATE in (said, present.answer) and said is not present.answer:
        new = _invited_instead(tx, found, alternates, at) if said is Answer.ALTERNATE else []
        _tell_alternates(tx, found, who, [a for a in alternates if a not in new], said, at)
    if said is Answer.ABSENT and who.role is Role.ALTERNATE:
        _tell_titulars(tx, found, who, at)
    reached = any(a.person.reach is Reach.REACHABLE for a in alternates)
    again = present.answer is not None
    return Outcome("meeting-answered", {**facts, "answer": said, "again": again, "reached": reached})


def disowned(tx: Tx, event: Disowned) -> None:
    """*Not this person*: what they answered is not what the seat answers."""
    records.forget_answers(tx, event.membership)


def _invited_instead(tx: Tx, meeting: Meeting, alternates: list[Actor], at: datetime) -> list[Actor]:
    """Where only titulars were invited, whoever is to come instead of one is, too: with card, file and reminders."""
    new = [a for a in alternates if not is_invited(a, meeting, records.reply(tx, meeting.id, a.membership))]
    for alternate in new:
        records.keep_reply(tx, meeting.id, alternate.membership, invited=True)
        schedule.invited_late(tx, meeting, alternate, at)
    notices.card(tx, meeting, new, "called", at, file=True, late=True)
    return new


def _tell_alternates(
    tx: Tx, meeting: Meeting, who: Actor, alternates: list[Actor], said: Answer, at: datetime
) -> None:
    facts = {"meeting": meeting.id, "titular": who.membership}
    key = f"{meeting.id}/{who.membership}/{said}/{as_fact(at)}"
    of = notices.subject(meeting.id)
    tell(tx, "meeting-stand-in", alternates, key=key, at=at, facts=facts, subject=of)


def _tell_titulars(tx: Tx, meeting: Meeting, who: Actor, at: datetime) -> None:
    """Whoever counts on this alternate hears that they cannot come."""
    replies = records.replies(tx, meeting.id)
    counting = [
        a for a in titulars_of(tx, who) if replies.get(a.membership, Reply()).answer is Answer.ALTERNATE
    ]
    facts = {"meeting": meeting.id, "alternate": who.membership}
    key = f"{meeting.id}/{who.membership}/{as_fact(at)}"
    of = notices.subject(meeting.id)
    tell(tx, "meeting-no-stand-in", counting, key=key, at=at, facts=facts, subject=of)
