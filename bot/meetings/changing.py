"""What is done with a meeting once it is there: edited, moved to another time, cancelled, begun and ended.

What an edit does depends on the part. Title, format and venue stand in the calendar entry: its sequence rises, and
everybody invited is told. Another agenda is told without a new entry, a join link only to whoever is given it. Of a
draft nobody is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.events import publish
from bot.files import File
from bot.findings.model import checked_files
from bot.i18n import as_fact
from bot.ids import AgendaItemId, MeetingId, MembershipId
from bot.intake import Outcome
from bot.meetings import checking, group, notices, records, schedule
from bot.meetings.model import (
    NOTE_LIMIT,
    AgendaItem,
    AgendaLine,
    Answer,
    Change,
    Format,
    Meeting,
    MeetingCancelled,
    MeetingRescheduled,
    Reply,
    Spot,
    Standing,
    may_join,
)
from bot.meetings.rights import ahead, changeable, in_sight, invited, is_invited, linkable, manageable
from bot.reminding import records as reminded
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import language_of

_IN_CALENDAR = ("title", "format", "venue", "spot", "minutes")
"""Parts that a calendar entry shows."""


@dataclass(frozen=True)
class Edit:
    """The parts that get another content; None: as it is. No venues, and a spot or link of "", are taken away."""

    titles: Mapping[str, str] | None = None
    format: Format | None = None
    venues: Mapping[str, str] | None = None
    spot: Spot | str | None = None
    link: str | None = None
    agenda: Sequence[AgendaLine] | None = None


def edit(tx: Tx, who: Actor, number: MeetingId, revision: int, change: Edit, at: datetime) -> Outcome:
    """Changes parts of a meeting that nobody has begun; the join link alone, also of one that goes on. `revision`: what
    its editor had before them.

    Refuses as `changeable` does (for the link alone, `linkable`), `meeting-overtaken` (somebody changed it meanwhile),
    `meeting-unchanged`, and what `checking` refuses.
    """
    may = linkable if change == Edit(link=change.link) else changeable
    found = _unchanged(may(tx, who, number, at), revision)
    values, parts = _differences(found, change)
    if not parts:
        raise Refusal("meeting-unchanged", meeting=number, label=found.label)
    if parts & set(_IN_CALENDAR) and found.standing is Standing.CALLED:
        values["sequence"] = found.sequence + 1
    records.change(tx, number, **values)
    if change.titles is not None:
        records.set_titles(tx, number, change.titles)
    if change.venues is not None:
        records.set_venues(tx, number, change.venues)
    if change.agenda is not None:
        records.set_agenda(tx, number, change.agenda)
    changed = records.meeting(tx, number)
    assert changed is not None
    told = 0
    if changed.standing in (Standing.CALLED, Standing.STARTED):
        records.void_answers(tx, number, [said for said in Answer if not said.possible(changed.format)])
        records.add_change(tx, changed, who.membership, Change.EDITED, at)
        if not changed.missed(at):  # one that nobody began is put off or called off first: of that they hear
            told = _tell_edit(tx, who, changed, parts, at)
    return Outcome("meeting-edited", {"meeting": number, "label": found.label, "told": told})


def reschedule(
    tx: Tx,
    who: Actor,
    number: MeetingId,
    revision: int,
    wall: datetime,
    minutes: int,
    note: str | None,
    at: datetime,
) -> Outcome:
    """Another time. Of a called meeting old reminders are void and everybody is asked anew; a mere length is an edit.

    Refuses as `edit`, and `meeting-not-called` (its date is being chosen), `meeting-past`, `meeting-too-far`,
    `meeting-too-short`, `meeting-too-long`.
    """
    found = _unchanged(changeable(tx, who, number, at), revision)
    if found.standing is Standing.POLL:
        raise Refusal("meeting-not-called", meeting=number, label=found.label)
    checking.minutes(minutes)
    checking.ahead(wall, found.zone, at)
    if (wall, minutes) == (found.wall, found.minutes):
        raise Refusal("meeting-unchanged", meeting=number, label=found.label)
    why = _written(note, who)
    moved = wall != found.wall
    called = found.standing is Standing.CALLED
    sequence = found.sequence + 1 if called else found.sequence
    records.change(tx, number, wall=wall, minutes=minutes, sequence=sequence, **why)
    changed = replace(found, wall=wall, minutes=minutes, sequence=sequence, **why)
    if not called:
        return Outcome("meeting-edited", {"meeting": number, "label": found.label, "told": 0})
    before = found.starts_at
    facts = {"meeting": number, "label": found.label}
    if not moved:
        records.add_change(tx, changed, who.membership, Change.EDITED, at, **why)
        told = notices.card(
            tx, changed, invited(tx, changed), "edited", at, file=True, but=who, parts=["minutes"]
        )
        return Outcome("meeting-edited", {**facts, "told": told})
    records.add_change(tx, changed, who.membership, Change.RESCHEDULED, at, before=before, **why)
    records.void_answers(tx, number, Answer)
    reminded.anew(tx, schedule.REMINDED, number, schedule.owed(tx, changed), at)
    times: dict[str, Any] = {"before": as_fact(before), "starts": as_fact(changed.starts_at)}
    told = notices.card(tx, changed, invited(tx, changed), "rescheduled", at, file=True, but=who, **times)
    group.say_rescheduled(tx, changed, before, at)
    schedule.plan(tx, changed, at)
    publish(tx, MeetingRescheduled(found.committee, number, before, at))
    return Outcome("meeting-rescheduled", {**facts, "told": told})


def cancel(
    tx: Tx, who: Actor, number: MeetingId, note: str, at: datetime, *, revision: int | None = None
) -> Outcome:
    """It does not take place; everybody invited is told why. A draft is only put away. `revision`: what they saw.

    Refuses as `changeable` does, `meeting-overtaken`, `text-empty` and `text-too-long`.
    """
    found = changeable(tx, who, number, at)
    if revision is not None:
        _unchanged(found, revision)
    why = _written(note, who)
    sequence = found.sequence + 1
    records.change(tx, number, standing=Standing.CANCELLED, sequence=sequence, **why)
    records.plan_reminder(tx, number, None)
    changed = replace(found, standing=Standing.CANCELLED, sequence=sequence, **why)
    records.add_change(tx, changed, who.membership, Change.CANCELLED, at, **why)
    told = 0
    if found.standing is not Standing.DRAFT:
        told = notices.card(
            tx, changed, invited(tx, changed), "cancelled", at, file=found.wall is not None, but=who
        )
        group.say_cancelled(tx, changed, at)
        publish(tx, MeetingCancelled(found.committee, number, at))
    return Outcome("meeting-cancelled-now", {"meeting": number, "label": found.label, "told": told})


def set_files(tx: Tx, who: Actor, item: AgendaItemId, carried: Sequence[File], at: datetime) -> Outcome:
    """The files of a line of the agenda. Refuses `agenda-unknown`, and as `manageable` and `checked_files` do."""
    found, line = item_in_sight(tx, who, item)
    manageable(tx, who, found.id)
    files = checked_files(carried)
    records.set_files(tx, item, files, at)
    facts = {"meeting": found.id, "label": found.label, "number": line.number, "n": len(files)}
    return Outcome("agenda-files-set", facts)


def invite(
    tx: Tx, who: Actor, number: MeetingId, membership: MembershipId, at: datetime, *, invited: bool
) -> Outcome:
    """Invites somebody by exception, or not; they are told. Refuses as `ahead` does, and `member-gone`."""
    committee.organizer(who)
    found = ahead(tx, who, number, at)
    member = committee.actor_of_membership(tx, membership)
    if member is None or member.committee.id != found.committee:
        raise Refusal("member-gone")
    present = records.reply(tx, number, membership)
    facts = {"meeting": number, "label": found.label, "membership": membership}
    if is_invited(member, found, present) is not invited:
        records.keep_reply(tx, number, membership, invited=invited, answer=None, answered_at=None)
        if found.standing is Standing.CALLED:
            notices.card(tx, found, [member], "called" if invited else "uninvited", at, file=True)
        elif found.standing is Standing.POLL and invited:
            notices.card(tx, found, [member], "poll", at)
        if invited:
            schedule.invited_late(tx, found, member, at)
    return Outcome("meeting-invited" if invited else "meeting-uninvited", facts)


def begin(tx: Tx, number: MeetingId, at: datetime) -> None:
    """The meeting goes on from `at`; whoever may say so was asked by the caller."""
    records.change(tx, number, standing=Standing.STARTED, started_at=at)
    found = records.meeting(tx, number)
    assert found is not None
    schedule.plan(tx, found, at)


def finish(tx: Tx, number: MeetingId, at: datetime) -> None:
    """The meeting has ended; whoever may say so was asked by the caller."""
    records.change(tx, number, standing=Standing.ENDED, ended_at=at)


def item_in_sight(tx: Tx, who: Actor, item: AgendaItemId) -> tuple[Meeting, AgendaItem]:
    """A line of the agenda of a meeting that somebody may see. Refuses `agenda-unknown`, whatever the reason."""
    number = records.meeting_of_item(tx, item)
    try:
        found = None if number is None else in_sight(tx, who, number)
    except Refusal:
        found = None
    line = None if found is None else next((i for i in found.agenda if i.id == item), None)
    if found is None or line is None:
        raise Refusal("agenda-unknown")
    return found, line


def _written(note: str | None, who: Actor) -> dict[str, Any]:
    """The columns of a note: why something is done with a meeting, and in which language that is said."""
    said = None if note is None else typed(note, NOTE_LIMIT)
    return {"note": said, "note_language": said and language_of(said, who.person.language)}


def _unchanged(found: Meeting, revision: int) -> Meeting:
    """The meeting, where it is still as its editor saw it."""
    if found.revision != revision:
        raise Refusal("meeting-overtaken", meeting=found.id, label=found.label)
    return found


def _differences(found: Meeting, change: Edit) -> tuple[dict[str, Any], set[str]]:
    """The columns to set, and the names of the parts that differ."""
    values: dict[str, Any] = {}
    parts = set()
    if change.titles is not None and dict(change.titles) != dict(found.titles):
        parts.add("title")
    if change.format is not None and change.format is not found.format:
        values["format"] = change.format
        parts.add("format")
    if change.venues is not None and dict(change.venues) != dict(found.venues):
        parts.add("venue")
    for name in ("spot", "link"):
        given = getattr(change, name)
        if given is not None and (given or None) != getattr(found, name):
            values[name] = given or None
            parts.add(name)
    if values.get("link"):
        checking.link(values["link"])
    lines = [AgendaLine(item.minutes, item.texts) for item in found.agenda]
    if change.agenda is not None and list(change.agenda) != lines:
        checking.agenda(change.agenda)
        parts.add("agenda")
    return values, parts


def _tell_edit(tx: Tx, who: Actor, meeting: Meeting, parts: set[str], at: datetime) -> int:
    """Everybody invited, of what everybody sees; of a mere join link, whoever is given it."""
    shown = sorted(parts - {"link"})
    if not shown:
        return notices.card(tx, meeting, _joining(tx, meeting), "link", at, but=who)
    file = bool(parts & set(_IN_CALENDAR))
    return notices.card(tx, meeting, invited(tx, meeting), "edited", at, file=file, but=who, parts=shown)


def _joining(tx: Tx, meeting: Meeting) -> Iterable[Actor]:
    """Whoever is given the join link now."""
    replies = records.replies(tx, meeting.id)
    everybody = invited(tx, meeting)
    return [a for a in everybody if may_join(replies.get(a.membership, Reply()).answer)]
