"""The letters that meetings and their minutes write. They are drawn in `letters.py` when they go."""

from collections.abc import Iterable
from datetime import datetime

from bot.ballots.rights import presiding
from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import tell
from bot.delivery import records as delivery
from bot.i18n import as_fact
from bot.ids import EntryId, MeetingId
from bot.meetings import records as called
from bot.meetings.model import Answer, Meeting, Reply
from bot.meetings.notices import subject
from bot.meetings.rights import invited
from bot.sessions import records
from bot.sessions.model import Entry
from bot.store import Tx

_STAYS_AWAY = (Answer.ABSENT, Answer.ALTERNATE)


def begun(tx: Tx, meeting: Meeting, by: Actor, at: datetime) -> None:
    """The meeting goes on: to everybody invited who has not said that they stay away; `by` has its desk before them."""
    replies = called.replies(tx, meeting.id)
    readers = [
        a
        for a in _others(invited(tx, meeting), by)
        if replies.get(a.membership, Reply()).answer not in _STAYS_AWAY
    ]
    tell(
        tx,
        "session-begun",
        readers,
        key=str(meeting.id),
        at=at,
        facts={"meeting": meeting.id},
        subject=subject(meeting.id),
    )


def way_in(tx: Tx, meeting: Meeting, who: Actor, at: datetime) -> None:
    """To somebody who is invited while it goes on, unless what everybody was told is still on its way to them."""
    about = subject(meeting.id)
    if not delivery.on_its_way(tx, "session-begun", who.person.id, about):
        key, facts = f"{meeting.id}/{as_fact(at)}", {"meeting": meeting.id}
        tell(tx, "session-begun", [who], key=key, at=at, facts=facts, subject=about)


def action(number: EntryId) -> str:
    """A newer letter about an action folds the one before."""
    return f"action:{number}"


def assigned(tx: Tx, entry: Entry, owner: Actor, at: datetime) -> None:
    """To the owner of an action."""
    facts = {"entry": entry.id}
    tell(tx, "action-assigned", [owner], key=str(entry.id), at=at, facts=facts, subject=action(entry.id))


def disposed(tx: Tx, entry: Entry, by: Actor, at: datetime) -> None:
    """To the author of a comment: what became of it."""
    author = None if entry.author is None else committee.actor_of_membership(tx, entry.author)
    if author is not None and author.membership != by.membership:
        key = f"{entry.id}/{as_fact(at)}"
        tell(tx, "remark-answered", [author], key=key, at=at, facts={"entry": entry.id})


def circulated(tx: Tx, meeting: Meeting, version: int, by: Actor, at: datetime) -> int:
    """To everybody else invited: minutes to read; to how many."""
    readers = _others(invited(tx, meeting), by)
    facts = {"meeting": meeting.id, "v": version}
    key = f"{meeting.id}/{version}"
    tell(tx, "minutes-circulated", readers, key=key, at=at, facts=facts, subject=_paper(meeting.id))
    return len(readers)


def ripe(tx: Tx, meeting: Meeting, at: datetime) -> None:
    """To whoever approves, and has not heard it yet: the time for objections is over."""
    readers = presiding(tx, meeting.committee)
    until = records.minutes_of(tx, meeting.id).object_until
    assert until is not None, "minutes that nobody may object to are not circulated"
    key = f"{meeting.id}/{as_fact(until)}"
    tell(
        tx,
        "minutes-ripe",
        readers,
        key=key,
        at=at,
        facts={"meeting": meeting.id},
        subject=_paper(meeting.id),
    )


def approved(tx: Tx, meeting: Meeting, by: Actor, at: datetime) -> int:
    """To everybody else who may read them: the minutes are approved; to how many."""
    readers = [who for who in _others(committee.actors_in(tx, meeting.committee), by) if who.reads_drafts]
    tell(
        tx,
        "minutes-approved",
        readers,
        key=str(meeting.id),
        at=at,
        facts={"meeting": meeting.id},
        subject=_paper(meeting.id),
    )
    return len(readers)


def _others(readers: Iterable[Actor], by: Actor) -> list[Actor]:
    """`by` reads it in the answer: of that and a letter, either might stand last in their chat."""
    return [a for a in readers if a.membership != by.membership]


def _paper(number: MeetingId) -> str:
    return f"minutes:{number}"
